#include "results/record_facts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/provisions.h"
#include "results/kuwait_year.h"
#include "results/mark_year.h"
#include "results/mastery_year.h"
#include "results/year_cells.h"
#include "results/year_place.h"

namespace taqwim::results {

namespace {

using database::Session;

// The classes in which he was under the same regulation and grade, the last one first. Who went from one to another and
// back was in two.
std::vector<ClassStay> stays_of(Session& session, const YearPlace& place)
{
    std::vector<ClassStay> stays;
    for (const database::Row& row : session.find_all(
             "SELECT e.class_id, e.first_day, e.last_day FROM enrolment e "
             "JOIN class c ON c.school_id = e.school_id AND c.class_id = e.class_id "
             "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
             "WHERE e.school_id = $1 AND e.student_id = $2 AND e.school_year_id = $3 "
             "AND p.regulation = $4 AND p.grade = $5 ORDER BY e.first_day DESC, e.enrolment_id "
             "DESC",
             place.student.school, place.student.value, place.school_year_id, place.regulation,
             place.grade)) {
        const std::int64_t class_id = row.integer("class_id");
        const auto known = std::ranges::find(stays, class_id, &ClassStay::class_id);
        if (known != stays.end())
            known->first_day = row.text("first_day");
        else
            stays.push_back({.class_id = class_id,
                             .first_day = row.text("first_day"),
                             .last_day = row.text_or_null("last_day").value_or("")});
    }
    return stays;
}

// The class where the student is, or was last. A year has one first day of a student, also when he changed his class.
std::optional<YearPlace> place_of(Session& session, StudentId student, std::int64_t school_year_id,
                                  const Clock* clock)
{
    const auto row = session.find_one(
        "SELECT e.class_id, e.kind, c.name AS section, p.grade, p.track, p.regulation, "
        "p.study_plan_id, y.name, y.first_day, y.last_day, s.name_ar, s.sex, s.birth_day, "
        "s.nationality, o.kind AS school_kind, o.shift, o.teachers_sex, o.utc_offset_minutes "
        "FROM enrolment e JOIN class c ON c.school_id = e.school_id AND c.class_id = e.class_id "
        "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
        "JOIN school_year y ON y.school_id = e.school_id AND y.school_year_id = e.school_year_id "
        "JOIN student s ON s.school_id = e.school_id AND s.student_id = e.student_id "
        "JOIN school o ON o.school_id = e.school_id "
        "WHERE e.school_id = $1 AND e.student_id = $2 AND e.school_year_id = $3 "
        "ORDER BY e.first_day DESC, e.enrolment_id DESC LIMIT 1",
        student.school, student.value, school_year_id);
    if (!row)
        return std::nullopt;
    const auto first = session.find_one(
        "SELECT first_day, is_newcomer FROM enrolment WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 ORDER BY first_day, enrolment_id LIMIT 1",
        student.school, student.value, school_year_id);
    YearPlace place{.student = student,
                    .school_year_id = school_year_id,
                    .class_id = row->integer("class_id"),
                    .study_plan_id = row->integer("study_plan_id"),
                    .regulation = row->text("regulation"),
                    .grade = row->integer("grade"),
                    .track = row->text("track"),
                    .section = row->text("section"),
                    .school_year = row->text("name"),
                    .year_first = row->text("first_day"),
                    .year_last = row->text("last_day"),
                    .school_kind = row->text("school_kind"),
                    .school_shift = row->text("shift"),
                    .teachers_sex = row->text_or_null("teachers_sex").value_or(""),
                    .enrolment = row->text("kind"),
                    .enrolled_on = first->text("first_day"),
                    .is_newcomer = first->boolean("is_newcomer"),
                    .name_ar = row->text("name_ar"),
                    .sex = row->text("sex"),
                    .birth_day = row->text_or_null("birth_day").value_or(""),
                    .nationality = row->text("nationality")};
    place.stays = stays_of(session, place);
    if (clock != nullptr) {
        const Day today = clock->now().day(static_cast<int>(row->integer("utc_offset_minutes")));
        if (today.to_text() < place.year_last)
            place.as_of = today;
    }
    return place;
}

void put_who(const YearPlace& place, FactsTree& tree)
{
    const std::string_view below = place.is_mastery ? "/input" : "";
    const auto put = [&](std::string_view name, std::string json) {
        tree.put(std::string(below).append(name), std::move(json));
    };
    tree.put("/id", json_text(place.student.to_text()));
    tree.put("/regulation", json_text(place.regulation));
    tree.put("/school_year", json_text(place.school_year));
    put("/name", json_text(place.name_ar));
    put("/section", json_text(place.section));
    put("/grade", std::to_string(place.grade));
}

}  // namespace

std::optional<YearPlace> year_place(Session& session, StudentId student,
                                    std::int64_t school_year_id)
{
    return place_of(session, student, school_year_id, nullptr);
}

Result<YearFacts> RecordFacts::facts(Session& session, StudentId student,
                                     std::int64_t school_year_id) const
{
    auto place = place_of(session, student, school_year_id, clock_);
    if (!place)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "enrolment"}, {"id", student.to_text()}},
                       "student_id",
                       ""};
    const std::vector<YearCell> cells = cells_of(session, *place);
    place->is_mastery = goes_by_mastery(cells, place->enrolment);
    for (const marks::Provision& one : marks::provisions_of(session, student, school_year_id))
        if (one.kind == "exam_only_term")
            place->exam_only_terms.push_back(one.term);

    FactsTree tree;
    put_who(*place, tree);
    if (place->is_mastery) {
        put_mastery_year(session, *place, cells, tree);
    } else {
        if (place->regulation == "kw_primary_2016")
            put_kuwait_year(session, *place, tree);
        else
            put_saudi_year(session, *place, tree);
        put_marks(cells, *place, tree);
        put_provisions(session, *place, tree);
    }
    for (const FactsPart& part : parts_)
        part(session, *place, tree);
    return YearFacts{
        .regulation = place->regulation, .class_id = place->class_id, .json = tree.to_json()};
}

}  // namespace taqwim::results
