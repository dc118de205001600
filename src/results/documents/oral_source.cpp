#include "results/documents/oral_source.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/record_on_paper.h"
#include "marks/mark_value.h"
#include "marks/sheet_store.h"
#include "regulations/frame/json_writer.h"
#include "results/documents/outcome_places.h"
#include "results/documents/saudi_people.h"
#include "results/evaluation.h"
#include "results/year_cells.h"
#include "results/year_place.h"
#include "school/keeping.h"
#include "school/on_day.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperOrder;
using documents::Stage;

constexpr std::array<std::pair<std::string_view, OralDescription>, 4> k_descriptions = {
    {{"proficient", OralDescription::mastered},
     {"capable", OralDescription::capable},
     {"needs_training", OralDescription::needs_practice},
     {"needs_remedy", OralDescription::needs_remedy}}};

// Asks the regulation how a skill is described (PG-4.10).
class Describer {
public:
    Describer(const std::vector<std::unique_ptr<RuleSet>>& rule_sets, const PaperClass& of_class)
        : evaluation_(rule_sets),
          regulation_(of_class.regulation),
          school_year_(of_class.school_year)
    {}

    [[nodiscard]] Result<OralDescription> description(std::int64_t centi, std::int64_t maximum)
    {
        JsonWriter json;
        json.begin_object().key("kind").text("skill_description");
        json.key("school_year").text(school_year_);
        json.key("input").begin_object();
        json.key("average").text(marks::to_text(marks::CentiMark{centi}));
        json.key("maximum").text(marks::to_text(marks::CentiMark{maximum}));
        json.end_object().end_object();
        const auto answer =
            evaluation_.evaluate(regulation_, std::string(json.str()), Depth::outcome);
        if (!answer)
            return answer.refusal();
        if (answer->is_refused())
            return answer->refusals.front();
        const auto outcome = JsonDocument::parse(answer->outcome);
        const std::string code =
            outcome ? text_in(outcome->root(), {"description"}) : std::string();
        const auto found =
            std::ranges::find(k_descriptions, code, [](const auto& one) { return one.first; });
        // A list of descriptions that somebody has changed has words that this form does not know.
        if (found == k_descriptions.end())
            return school::value_not_listed("descriptors", code,
                                            "proficient, capable, needs_training, needs_remedy");
        return found->second;
    }

private:
    YearEvaluation evaluation_;
    std::string regulation_;
    std::string school_year_;
};

class NoticeReader {
public:
    NoticeReader(Session& session, const PaperOrder& order, const YearPlace& place, int term)
        : session_(session),
          order_(order),
          term_(term),
          enrolment_(place.enrolment),
          cells_(cells_of(session, place))
    {}

    [[nodiscard]] Result<std::vector<OralSubject>> subjects(Describer& describer)
    {
        std::vector<OralSubject> all;
        const auto plan = school::plan_of_class(session_, order_.school, *order_.class_id);
        if (!plan)
            return all;
        for (const school::PlanSubject& planned : plan->subjects) {
            OralSubject subject;
            subject.name = {planned.name_ar, planned.name_en};
            subject.teacher = teacher_on_paper(session_, order_, planned.subject);
            for (const YearCell& cell : cells_)
                if (cell.subject == planned.subject && cell.part == "oral" && cell.term == term_ &&
                    cell.occurrence == 1 && !FactForm(cell, enrolment_).place().empty()) {
                    auto skill = skill_of(cell, describer);
                    if (!skill)
                        return skill.refusal();
                    subject.skills.push_back(std::move(*skill));
                }
            if (!subject.skills.empty())
                all.push_back(std::move(subject));
        }
        return all;
    }

private:
    Result<OralSkill> skill_of(const YearCell& cell, Describer& describer)
    {
        OralSkill skill;
        const auto column =
            marks::find_column(session_, {order_.school, cell.sheet_id}, cell.column);
        skill.name = column ? BothLanguages{column->label_ar, column->label_en}
                            : BothLanguages{cell.column, {}};
        if (!cell.mark_centi)
            return skill;
        const auto description = describer.description(*cell.mark_centi, cell.maximum_centi);
        if (!description)
            return description.refusal();
        skill.description = *description;
        return skill;
    }

    Session& session_;
    const PaperOrder& order_;
    int term_;
    std::string enrolment_;
    std::vector<YearCell> cells_;
};

}  // namespace

Result<OralNotice> oral_notice_of(Session& session, const Publications& publications,
                                  const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                  const PaperOrder& order)
{
    const auto of_class = paper_class_of(session, order);
    if (!of_class)
        return of_class.refusal();
    const StudentId student{order.school, order.student_id.value()};
    if (order.stage == Stage::issue)
        if (const auto shown =
                publications.shown_version(session, student, order.school_year_id, order.at);
            !shown)
            return shown.refusal();
    const auto place = year_place(session, student, order.school_year_id);
    if (!place)
        return school::unknown_record("enrolment", student.value, "school_year_id");
    const int term = order.part == "term_2" ? 2 : 1;
    Describer describer(rule_sets, *of_class);
    auto subjects = NoticeReader(session, order, *place, term).subjects(describer);
    if (!subjects)
        return subjects.refusal();
    if (subjects->empty())
        return Refusal{RefusalCode::facts_incomplete, {{"value", "paper.oral"}}, "part", "PG-4.10"};
    OralNotice notice;
    notice.student = named_student_of(session, order, *of_class);
    notice.period = term_period(term);
    notice.subjects = std::move(*subjects);
    notice.class_head = documents::class_holder_on_paper(session, order, "class_head");
    notice.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    return notice;
}

}  // namespace taqwim::results
