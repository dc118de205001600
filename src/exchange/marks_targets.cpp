#include "exchange/marks_targets.h"

#include <utility>

#include "core/refusal_codes.h"
#include "marks/recording.h"
#include "school/on_day.h"

namespace taqwim::exchange {

namespace {

// Of one class or of all classes of the year that has the day; of one term and of the whole year.
std::vector<std::int64_t> sheets_of(database::Session& session, SchoolId school,
                                    const ImportScope& scope, Day today)
{
    std::vector<std::int64_t> sheets;
    const auto year = school::year_on(session, school, today);
    const auto term = school::term_of(session, school, today);
    const std::int64_t wanted = scope.term ? *scope.term : term ? term->number : std::int64_t{0};
    for (const database::Row& row : session.find_all(
             "SELECT s.mark_sheet_id FROM mark_sheet s JOIN class c "
             "ON c.school_id = s.school_id AND c.class_id = s.class_id "
             "WHERE s.school_id = $1 AND (s.class_id = $2 OR ($2 = 0 AND c.school_year_id = $3)) "
             "AND (s.term = $4 OR s.term = 0) ORDER BY s.mark_sheet_id",
             school, scope.class_id.value_or(0), year ? year->id : std::int64_t{0}, wanted))
        sheets.push_back(row.integer("mark_sheet_id"));
    return sheets;
}

}  // namespace

Result<std::vector<TargetSheet>> targets_in(database::Session& session, SchoolId school,
                                            const ImportScope& scope, const school::Act& act)
{
    const std::vector<std::int64_t> sheets =
        scope.sheets.empty() ? sheets_of(session, school, scope, act.today) : scope.sheets;
    std::vector<TargetSheet> targets;
    for (const std::int64_t id : sheets) {
        auto book = marks::SheetBook::read(session, {school, id});
        if (!book)
            return Refusal{RefusalCode::record_unknown,
                           {{"record", "sheet"}, {"id", std::to_string(id)}},
                           "sheet_id",
                           ""};
        const auto names = session.find_one(
            "SELECT c.name, g.name_ar, g.name_en FROM class c LEFT JOIN plan_subject g "
            "ON g.school_id = c.school_id AND g.study_plan_id = c.study_plan_id AND g.subject = $3 "
            "WHERE c.school_id = $1 AND c.class_id = $2",
            school, book->sheet().class_id, book->sheet().subject);
        auto closed = marks::refuses_recording(session, book->sheet(), act, marks::Origin::entry);
        const std::string class_name = names->text("name");
        const std::string grade = std::to_string(book->sheet().grade);
        targets.push_back({.book = std::move(*book),
                           .subject_ar = names->text_or_null("name_ar").value_or(""),
                           .subject_en = names->text_or_null("name_en").value_or(""),
                           .class_name = class_name,
                           .grade_and_class = grade + '/' + class_name,
                           .closed = std::move(closed)});
    }
    if (targets.empty())
        return Refusal{
            RefusalCode::record_unknown, {{"record", "sheet"}, {"id", ""}}, "sheet_id", ""};
    return targets;
}

}  // namespace taqwim::exchange
