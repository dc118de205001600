#include "results/documents/early_card_source.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "marks/card.h"
#include "results/documents/outcome_places.h"
#include "results/documents/saudi_people.h"
#include "results/documents/year_on_paper.h"
#include "results/version_store.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperOrder;
using documents::Stage;
using print::Language;

constexpr int k_last_report = 4;

Refusal incomplete(const char* value, const char* clause)
{
    return {RefusalCode::facts_incomplete, {{"value", std::string("paper.") + value}}, "", clause};
}

std::optional<int> whole_in(const JsonValue& from, std::string_view name)
{
    const auto value = place_in(from, {name});
    const auto number = value && value->is(JsonKind::number) ? parse_id(value->number())
                                                             : std::optional<std::int64_t>();
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

// «حفظ السور: الفيل، قريش».
std::string skill_with_parts(const JsonValue& skill)
{
    std::string text = text_in(skill, {"text"});
    bool is_first = true;
    if (const auto parts = place_in(skill, {"parts"}))
        for (const JsonValue part : *parts)
            if (const std::string name = text_in(part, {"text"}); !name.empty()) {
                text += (is_first ? ": " : "، ") + name;
                is_first = false;
            }
    return text;
}

class CardReader {
public:
    CardReader(Session& session, const PaperOrder& order, const YearOnPaper& year,
               const PaperClass& of_class)
        : session_(session),
          order_(order),
          year_(year),
          outcome_(year.outcome.root()),
          written_(marks::card_of(session, {order.school, order.student_id.value()},
                                  order.school_year_id))
    {
        // After the year the card still names who taught in it.
        teaching_day_.today = std::min(order.today, Day::parse(of_class.last_day).value());
        teaching_day_.school = order.school;
        teaching_day_.class_id = order.class_id;
        teaching_day_.language = order.language;
    }

    [[nodiscard]] bool is_by_skills() const { return place_in(outcome_, {"reports"}).has_value(); }

    [[nodiscard]] std::optional<JsonValue> report(int number) const
    {
        if (const auto reports = place_in(outcome_, {"reports"}))
            for (const JsonValue one : *reports)
                if (whole_in(one, "number") == number)
                    return one;
        return std::nullopt;
    }

    // In the order of the plan: with lists of skills, and in words alone.
    [[nodiscard]] std::vector<EarlyGradeSubject> subjects(const JsonValue& report, int number) const
    {
        std::vector<EarlyGradeSubject> all;
        for (const school::PlanSubject& planned : year_.subjects) {
            EarlyGradeSubject subject;
            subject.name = {planned.name_ar, planned.name_en};
            subject.teacher = teacher_on_paper(session_, teaching_day_, planned.subject);
            if (const auto place = place_of(report, planned.subject))
                read_skills(report, *place, subject);
            else
                subject.described = described(planned.subject, number);
            all.push_back(std::move(subject));
        }
        return all;
    }

    [[nodiscard]] OpinionPage opinion() const
    {
        OpinionPage page;
        page.opinion = chosen();
        page.next_grade = {documents::grade_on_paper("SA", year_.grade + 1, Language::arabic),
                           documents::grade_on_paper("SA", year_.grade + 1, Language::english)};
        const bool is_remarked = page.opinion == FinalOpinion::moves_up_with_remarks;
        if (is_remarked && written_.opinion) {
            page.remarks = remark_words(written_.opinion->remarks, order_.language);
            if (!written_.opinion->text.empty())
                page.remarks.push_back(written_.opinion->text);
        }
        if (page.opinion == FinalOpinion::does_not_move_up || is_remarked)
            page.missing = missing();
        if (is_remarked && !page.missing.empty())
            page.committee_decision = committee_decision();
        return page;
    }

private:
    [[nodiscard]] BothLanguages name_of(std::string_view code) const
    {
        for (const school::PlanSubject& planned : year_.subjects)
            if (planned.subject == code)
                return {planned.name_ar, planned.name_en};
        return {std::string(code), {}};
    }

    // Where the subject stands in the report's list.
    static std::optional<std::size_t> place_of(const JsonValue& report, std::string_view subject)
    {
        std::size_t place = 0;
        if (const auto staff = place_in(report, {"staff"}))
            for (const JsonValue one : *staff) {
                if (text_in(one, {"subject"}) == subject)
                    return place;
                ++place;
            }
        return std::nullopt;
    }

    // As the guardian is told it: the digit and the names, no percentage (PG-1.37).
    static void read_skills(const JsonValue& report, std::size_t place, EarlyGradeSubject& subject)
    {
        const auto told = place_in(report, {"guardian", "subjects"});
        if (!told || place >= told->size())
            return;
        auto one = told->begin();
        for (std::size_t i = 0; i < place; ++i)
            ++one;
        subject.level = whole_in(*one, "level");
        if (const auto skills = place_in(*one, {"unmastered"}))
            for (const JsonValue skill : *skills)
                subject.not_mastered.push_back(
                    {.name = {text_in(skill, {"text"}), {}},
                     .is_minimum = is_true_in(skill, {"minimum"}),
                     .is_not_assessed = is_true_in(skill, {"not_assessed_yet"})});
    }

    // PG-1.61: of this report. Nothing was written: a place to write in.
    [[nodiscard]] std::vector<DescribedSide> described(const std::string& subject, int number) const
    {
        std::vector<DescribedSide> sides;
        for (const marks::CardDescription& one : written_.descriptions)
            if (one.number == number && one.subject == subject)
                sides.push_back({{one.heading, {}}, one.text});
        if (sides.empty())
            sides.emplace_back();
        return sides;
    }

    // PG-1.60, D11: what is issued; a committee that promotes somebody with missing skills makes it (ب).
    [[nodiscard]] FinalOpinion chosen() const
    {
        std::string option = text_in(outcome_, {"issued_option"});
        if (option.empty() && written_.opinion)
            option = written_.opinion->option;
        if (text_in(outcome_, {"outcome"}) == "PRIMARY_PROMOTED" && !missing().empty())
            option = "b";
        if (option == "a")
            return FinalOpinion::moves_up;
        if (option == "b")
            return FinalOpinion::moves_up_with_remarks;
        return option == "c" ? FinalOpinion::does_not_move_up : FinalOpinion::none;
    }

    [[nodiscard]] std::vector<OpinionPage::Missing> missing() const
    {
        std::vector<OpinionPage::Missing> all;
        if (const auto skills = place_in(outcome_, {"missing_minimum"}))
            for (const JsonValue skill : *skills) {
                const BothLanguages subject = name_of(text_in(skill, {"subject"}));
                auto found = std::ranges::find(all, subject, &OpinionPage::Missing::subject);
                if (found == all.end())
                    found = all.insert(all.end(), OpinionPage::Missing{subject, {}});
                found->skills.push_back({skill_with_parts(skill), {}});
            }
        return all;
    }

    // The number under which the committee's newest decision is kept.
    [[nodiscard]] std::string committee_decision() const
    {
        const auto row = session_.find_one(
            "SELECT d.case_decision_id FROM committee_case c JOIN case_decision d "
            "ON d.school_id = c.school_id AND d.case_id = c.case_id WHERE c.school_id = $1 "
            "AND c.student_id = $2 AND c.school_year_id = $3 AND c.kind = 'guidance' "
            "ORDER BY d.case_decision_id DESC LIMIT 1",
            order_.school, order_.student_id.value(), order_.school_year_id);
        return row ? std::to_string(row->integer("case_decision_id")) : std::string();
    }

    Session& session_;
    const PaperOrder& order_;
    const YearOnPaper& year_;
    JsonValue outcome_;
    marks::CardContent written_;
    PaperOrder teaching_day_;
};

int report_of(const std::string& part)
{
    return part.empty() ? 0 : part.back() - '0';
}

std::string joined(const JsonValue& list)
{
    std::string text;
    for (const JsonValue one : list)
        text.append(text.empty() ? "" : ", ").append(one.text());
    return text;
}

// What keeps a report from being handed out.
std::optional<Refusal> refuses_issue(const JsonValue& report, const EarlyGradeCard& card)
{
    if (const auto unassessed = place_in(report, {"unassessed"}))
        return Refusal{RefusalCode::skills_unassessed,
                       {{"report", std::to_string(card.report)}, {"skills", joined(*unassessed)}},
                       "",
                       "PG-1.43"};
    // PG-1.53: every row has its teacher.
    if (std::ranges::any_of(card.subjects,
                            [](const EarlyGradeSubject& row) { return row.teacher.empty(); }))
        return incomplete("teacher", "PG-1.53");
    return std::nullopt;
}

}  // namespace

Result<EarlyGradeCard> early_grade_card_of(Session& session, const Publications& publications,
                                           const PaperOrder& order)
{
    const auto of_class = paper_class_of(session, order);
    if (!of_class)
        return of_class.refusal();
    const int number = report_of(order.part);
    const bool is_issue = order.stage == Stage::issue;
    PaperOrder of_year = order;
    if (number != k_last_report)
        of_year.stage = Stage::draft;
    if (is_issue && version_store::shown_state(session, {order.school, order.student_id.value()},
                                               order.school_year_id)
                        .is_withheld)
        return Refusal{RefusalCode::result_withheld, {}, "", ""};
    const auto year = year_on_paper(session, publications, of_year);
    if (!year)
        return year.refusal();
    const CardReader reader(session, order, *year, *of_class);
    if (!reader.is_by_skills())
        return incomplete("skills", "PG-1.50");
    const auto report = reader.report(number);
    if (!report)
        return incomplete("report", "PG-1.43");

    EarlyGradeCard card;
    card.student = named_student_of(session, order, *of_class);
    card.report = number;
    card.until = day_in_line(Day::parse(text_in(*report, {"on"})).value(), order.language);
    card.subjects = reader.subjects(*report, number);
    card.remarks = text_in(*report, {"guardian", "remarks"});
    if (number == k_last_report)
        card.opinion = reader.opinion();
    card.superseded_by = whole_in(*report, "superseded_by");
    card.class_head = documents::class_holder_on_paper(session, order, "class_head");
    card.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    if (is_issue)
        if (auto refusal = refuses_issue(*report, card))
            return std::move(*refusal);
    return card;
}

}  // namespace taqwim::results
