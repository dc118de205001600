#include "attendance/conduct_store.h"

#include <algorithm>

namespace taqwim::attendance {

using database::Session;
using school::must_be_one;

void insert_offence(school::Changes& changes, SchoolId school, const Offence& offence)
{
    must_be_one(changes.session().execute(
        "INSERT INTO offence (school_id, offence_id, code, name_ar, name_en, degree, is_listed, "
        "recorded_at, recorded_by, role) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        school, offence.id, offence.code, offence.name_ar, offence.name_en, offence.degree,
        offence.is_listed, changes.act().at, changes.act().account_id, changes.act().role));
}

std::vector<Offence> offences_of(Session& session, SchoolId school)
{
    std::vector<Offence> offences;
    for (const database::Row& row :
         session.find_all("SELECT offence_id, code, name_ar, name_en, degree, is_listed "
                          "FROM offence WHERE school_id = $1 ORDER BY code, offence_id",
                          school)) {
        Offence one{.id = row.integer("offence_id"),
                    .code = row.text("code"),
                    .name_ar = row.text("name_ar"),
                    .name_en = row.text("name_en"),
                    .degree = row.integer("degree"),
                    .is_listed = row.boolean("is_listed")};
        if (!offences.empty() && offences.back().code == one.code)
            offences.back() = std::move(one);
        else
            offences.push_back(std::move(one));
    }
    return offences;
}

void insert_conduct(school::Changes& changes, SchoolId school, const ConductEntry& entry)
{
    must_be_one(changes.session().execute(
        "INSERT INTO conduct_entry (school_id, conduct_entry_id, student_id, school_year_id, day, "
        "kind, offence, degree, mark, action, withdraws, recorded_at, recorded_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        school, entry.id, entry.student_id, entry.year_id, entry.day, entry.kind, entry.offence,
        entry.degree, entry.mark, entry.action, entry.withdraws, changes.act().at,
        changes.act().account_id, changes.act().role));
}

std::vector<ConductEntry> standing_conduct(Session& session, SchoolId school,
                                           std::int64_t student_id, std::int64_t year_id)
{
    std::vector<ConductEntry> entries;
    std::vector<std::int64_t> withdrawn;
    for (const database::Row& row : session.find_all(
             "SELECT conduct_entry_id, day, kind, offence, degree, mark, action, withdraws "
             "FROM conduct_entry WHERE school_id = $1 AND student_id = $2 "
             "AND school_year_id = $3 ORDER BY day, conduct_entry_id",
             school, student_id, year_id)) {
        if (const auto other = row.integer_or_null("withdraws")) {
            withdrawn.push_back(*other);
            continue;
        }
        entries.push_back({.id = row.integer("conduct_entry_id"),
                           .student_id = student_id,
                           .year_id = year_id,
                           .day = school::day_in(row, "day"),
                           .kind = row.text("kind"),
                           .offence = row.text("offence"),
                           .degree = row.integer("degree"),
                           .mark = row.text_or_null("mark"),
                           .action = row.text("action"),
                           .withdraws = std::nullopt});
    }
    std::erase_if(entries, [&](const ConductEntry& one) {
        return std::ranges::find(withdrawn, one.id) != withdrawn.end();
    });
    return entries;
}

void insert_grade(school::Changes& changes, SchoolId school, const BehaviourGrade& grade)
{
    must_be_one(changes.session().execute(
        "INSERT INTO behaviour_grade (school_id, behaviour_grade_id, student_id, school_year_id, "
        "term, subject, grade, recorded_at, recorded_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        school, grade.id, grade.student_id, grade.year_id, grade.term, grade.subject, grade.grade,
        changes.act().at, changes.act().account_id, changes.act().role));
}

std::vector<BehaviourGrade> grades_of(Session& session, SchoolId school, std::int64_t student_id,
                                      std::int64_t year_id)
{
    std::vector<BehaviourGrade> grades;
    for (const database::Row& row :
         session.find_all("SELECT behaviour_grade_id, term, subject, grade FROM behaviour_grade "
                          "WHERE school_id = $1 AND student_id = $2 AND school_year_id = $3 "
                          "ORDER BY term, subject, behaviour_grade_id",
                          school, student_id, year_id)) {
        BehaviourGrade one{.id = row.integer("behaviour_grade_id"),
                           .student_id = student_id,
                           .year_id = year_id,
                           .term = row.integer("term"),
                           .subject = row.text("subject"),
                           .grade = row.text("grade")};
        if (!grades.empty() && grades.back().term == one.term &&
            grades.back().subject == one.subject)
            grades.back() = std::move(one);
        else
            grades.push_back(std::move(one));
    }
    return grades;
}

}  // namespace taqwim::attendance
