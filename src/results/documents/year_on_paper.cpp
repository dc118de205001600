#include "results/documents/year_on_paper.h"

#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/record_on_paper.h"
#include "results/version_store.h"
#include "school/keeping.h"
#include "school/on_day.h"
#include "school/schools_store.h"

namespace taqwim::results {

namespace {

using database::Session;

struct Told {
    std::string outcome;
    std::string decision;
    std::string decision_code;
    bool is_published = false;
};

// Our own writing: it cannot be anything else.
JsonDocument parsed(const std::string& text)
{
    auto document = JsonDocument::parse(text);
    if (!document)
        throw std::logic_error("a stored result is no JSON");
    return std::move(*document);
}

std::string_view text_in(const JsonValue& from, std::string_view name)
{
    const auto value = from.find(name);
    return value ? value->text() : std::string_view();
}

Told told_of(const std::string& version_json, print::Language language)
{
    const JsonDocument version = parsed(version_json);
    Told told{.outcome = {}, .decision = {}, .decision_code = {}, .is_published = true};
    JsonWriter outcome;
    outcome.copy(version.root().find("outcome").value());
    told.outcome = outcome.str();
    told.decision_code = text_in(version.root(), "decision");
    if (const auto reasons = version.root().find("reasons"))
        if (const auto own = reasons->find(language == print::Language::arabic ? "ar" : "en"))
            told.decision = text_in(*own, "decision");
    return told;
}

// The version that is visible, or would be if it were not withheld.
Result<std::int64_t> version_of(Session& session, const Publications& publications,
                                const documents::PaperOrder& order, WithheldYear withheld)
{
    const StudentId student{order.school, order.student_id.value()};
    if (withheld == WithheldYear::is_read)
        if (const ShownState state =
                version_store::shown_state(session, student, order.school_year_id);
            const ShownVersion* const shown = state.at(order.at))
            return shown->result_version_id;
    return publications.shown_version(session, student, order.school_year_id, order.at);
}

Result<Told> told_year(Session& session, const Publications& publications,
                       const documents::PaperOrder& order, WithheldYear withheld)
{
    const StudentId student{order.school, order.student_id.value()};
    const auto shown = version_of(session, publications, order, withheld);
    if (shown)
        return told_of(publications.version_json(session, order.school, *shown, Reader::staff),
                       order.language);
    if (order.stage == documents::Stage::issue)
        return shown.refusal();
    const auto preview =
        publications.preview(session, student, order.school_year_id, Depth::outcome);
    if (!preview)
        return preview.refusal();
    if (preview->is_refused())
        return preview->refusals.front();
    return Told{.outcome = preview->outcome,
                .decision = order.language == print::Language::arabic ? preview->decision_ar
                                                                      : preview->decision_en,
                .decision_code = preview->decision,
                .is_published = false};
}

}  // namespace

Result<YearOnPaper> year_on_paper(Session& session, const Publications& publications,
                                  const documents::PaperOrder& order, WithheldYear withheld)
{
    const std::int64_t student = order.student_id.value();
    const auto name = session.find_one(
        "SELECT name_ar, name_en, student_number FROM student WHERE school_id = $1 "
        "AND student_id = $2",
        order.school, student);
    if (!name)
        return school::unknown_record("student", student, "student_id");
    const auto place =
        order.class_id
            ? session.find_one("SELECT c.name AS section, p.grade, p.regulation, y.name AS year, "
                               "y.first_day FROM class c JOIN study_plan p "
                               "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
                               "JOIN school_year y ON y.school_id = c.school_id "
                               "AND y.school_year_id = c.school_year_id "
                               "WHERE c.school_id = $1 AND c.class_id = $2 "
                               "AND c.school_year_id = $3",
                               order.school, *order.class_id, order.school_year_id)
            : std::nullopt;
    if (!place)
        return school::unknown_record("enrolment", student, "school_year_id");
    auto told = told_year(session, publications, order, withheld);
    if (!told)
        return told.refusal();
    const bool is_english = order.language == print::Language::english;
    const std::string english = name->text("name_en");
    YearOnPaper year{.student = is_english && !english.empty() ? english : name->text("name_ar"),
                     .student_number = name->text("student_number"),
                     .grade = place->integer("grade"),
                     .section = place->text("section"),
                     .school_year = place->text("year"),
                     .first_day = place->text("first_day"),
                     .regulation = place->text("regulation"),
                     .is_published = told->is_published,
                     .subjects = {},
                     .outcome = parsed(told->outcome),
                     .decision = std::move(told->decision),
                     .decision_code = std::move(told->decision_code),
                     .head_of_school = documents::holder_on_paper(session, order, "head_teacher")};
    if (auto plan = school::plan_of_class(session, order.school, *order.class_id))
        year.subjects = std::move(plan->subjects);
    return year;
}

}  // namespace taqwim::results
