#include "results/documents/identity_source.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/record_on_paper.h"
#include "results/documents/saudi_people.h"
#include "results/version_store.h"
#include "school/students_store.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperOrder;
using print::Language;

constexpr std::int64_t k_certificate_grade = 12;

std::string number_of(Session& session, SchoolId school, std::int64_t student,
                      std::string_view kind)
{
    const auto papers = school::papers_of(session, school, student);
    const auto found = std::ranges::find(papers, kind, &school::IdentityPaper::kind);
    return found == papers.end() ? std::string() : found->number;
}

IdentityRow row_of(Session& session, const PaperOrder& order, std::int64_t student)
{
    const school::Student known = school::find_student(session, order.school, student).value();
    IdentityRow row;
    std::string name;
    for (const std::string& part : known.name_parts)
        name += (name.empty() ? "" : " ") + part;
    row.name = {std::move(name), known.name_en};
    const bool is_saudi = known.nationality == "SA";
    row.kind = is_saudi ? IdentityKind::national_card : IdentityKind::passport;
    row.number = number_of(session, order.school, student, is_saudi ? "national_id" : "passport");
    if (known.birth_day)
        row.born_on = documents::short_day(*known.birth_day, "SA");
    row.nationality = {
        documents::nationality_on_paper(known.nationality, known.sex, Language::arabic),
        documents::nationality_on_paper(known.nationality, known.sex, Language::english)};
    return row;
}

}  // namespace

Result<IdentitySheet> identity_sheet_of(Session& session, const PaperOrder& order)
{
    const auto of_class = paper_class_of(session, order);
    if (!of_class)
        return of_class.refusal();
    if (of_class->grade != k_certificate_grade)
        return Refusal{RefusalCode::grade_not_covered,
                       {{"grade", std::to_string(of_class->grade)},
                        {"allowed", std::to_string(k_certificate_grade)}},
                       "class_id",
                       "PG-7.2"};
    IdentitySheet sheet;
    sheet.grade = of_class->grade_name;
    sheet.section = of_class->section;
    sheet.school_year = of_class->school_year;
    sheet.gender = of_class->gender;
    sheet.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    sheet.is_matched_by_hand = true;
    for (const std::int64_t student :
         version_store::students_of(session, order.school, *order.class_id))
        sheet.rows.push_back(row_of(session, order, student));
    if (order.stage == documents::Stage::issue &&
        std::ranges::any_of(sheet.rows, [](const IdentityRow& row) { return row.number.empty(); }))
        return Refusal{RefusalCode::facts_incomplete, {{"value", "paper.identity"}}, "", "PG-7.2"};
    return sheet;
}

}  // namespace taqwim::results
