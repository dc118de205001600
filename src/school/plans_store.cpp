#include "school/plans_store.h"

namespace taqwim::school {

namespace {

StudyPlan plan_in(database::Session& session, SchoolId school, const database::Row& row)
{
    StudyPlan plan{.id = row.integer("study_plan_id"),
                   .year_id = row.integer("school_year_id"),
                   .grade = row.integer("grade"),
                   .track = row.text("track"),
                   .regulation = row.text("regulation"),
                   .version = row.integer("version"),
                   .subjects = {}};
    for (const auto& subject : session.find_all(
             "SELECT subject, name_ar, name_en, subject_group, weekly_periods, settings "
             "FROM plan_subject WHERE school_id = $1 AND study_plan_id = $2 ORDER BY position",
             school, plan.id))
        plan.subjects.push_back({.subject = subject.text("subject"),
                                 .name_ar = subject.text("name_ar"),
                                 .name_en = subject.text("name_en"),
                                 .group = subject.text("subject_group"),
                                 .weekly_periods = subject.integer("weekly_periods"),
                                 .settings = subject.text("settings")});
    return plan;
}

void insert_subjects(database::Session& session, SchoolId school, const StudyPlan& plan)
{
    std::int64_t position = 0;
    for (const PlanSubject& subject : plan.subjects)
        must_be_one(session.execute(
            "INSERT INTO plan_subject (school_id, study_plan_id, subject, name_ar, name_en, "
            "subject_group, weekly_periods, position, settings) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            school, plan.id, subject.subject, subject.name_ar, subject.name_en, subject.group,
            subject.weekly_periods, ++position, subject.settings));
}

SchoolClass class_in(const database::Row& row)
{
    return {.id = row.integer("class_id"),
            .year_id = row.integer("school_year_id"),
            .plan_id = row.integer("study_plan_id"),
            .grade = row.integer("grade"),
            .name = row.text("name"),
            .capacity = row.integer("capacity"),
            .version = row.integer("version")};
}

}  // namespace

std::optional<StudyPlan> find_plan(database::Session& session, SchoolId school,
                                   std::int64_t plan_id)
{
    const auto row = session.find_one(
        "SELECT study_plan_id, school_year_id, grade, track, regulation, version FROM study_plan "
        "WHERE school_id = $1 AND study_plan_id = $2",
        school, plan_id);
    return row ? std::optional(plan_in(session, school, *row)) : std::nullopt;
}

std::vector<StudyPlan> plans_of(database::Session& session, SchoolId school, std::int64_t year_id)
{
    std::vector<StudyPlan> plans;
    for (const auto& row :
         session.find_all("SELECT study_plan_id, school_year_id, grade, track, regulation, version "
                          "FROM study_plan WHERE school_id = $1 AND school_year_id = $2 "
                          "ORDER BY grade, track, study_plan_id",
                          school, year_id))
        plans.push_back(plan_in(session, school, row));
    return plans;
}

void insert_plan(database::Session& session, SchoolId school, const StudyPlan& plan)
{
    must_be_one(session.execute(
        "INSERT INTO study_plan (school_id, study_plan_id, school_year_id, grade, track, "
        "regulation, version) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        school, plan.id, plan.year_id, plan.grade, plan.track, plan.regulation, plan.version));
    insert_subjects(session, school, plan);
}

std::int64_t update_plan(database::Session& session, SchoolId school, const StudyPlan& plan)
{
    const std::int64_t changed =
        session.execute("UPDATE study_plan SET regulation = $1, version = $2 "
                        "WHERE school_id = $3 AND study_plan_id = $4 AND version = $5",
                        plan.regulation, plan.version, school, plan.id, plan.version - 1);
    if (changed != 1)
        return changed;
    session.execute("DELETE FROM plan_subject WHERE school_id = $1 AND study_plan_id = $2", school,
                    plan.id);
    insert_subjects(session, school, plan);
    return changed;
}

std::optional<SchoolClass> find_class(database::Session& session, SchoolId school,
                                      std::int64_t class_id)
{
    const auto row = session.find_one(
        "SELECT class.class_id, class.school_year_id, class.study_plan_id, study_plan.grade, "
        "class.name, class.capacity, class.version FROM class JOIN study_plan "
        "ON study_plan.school_id = class.school_id "
        "AND study_plan.study_plan_id = class.study_plan_id "
        "WHERE class.school_id = $1 AND class.class_id = $2",
        school, class_id);
    return row ? std::optional(class_in(*row)) : std::nullopt;
}

std::optional<std::int64_t> class_named(database::Session& session, SchoolId school,
                                        std::int64_t plan_id, std::string_view name)
{
    const auto row = session.find_one("SELECT class_id FROM class WHERE school_id = $1 "
                                      "AND study_plan_id = $2 AND name = $3",
                                      school, plan_id, name);
    return row ? std::optional(row->integer("class_id")) : std::nullopt;
}

std::vector<SchoolClass> classes_after(database::Session& session, SchoolId school,
                                       std::int64_t year_id, std::int64_t after, std::int64_t rows)
{
    std::vector<SchoolClass> classes;
    for (const auto& row : session.find_all(
             "SELECT class.class_id, class.school_year_id, class.study_plan_id, study_plan.grade, "
             "class.name, class.capacity, class.version FROM class JOIN study_plan "
             "ON study_plan.school_id = class.school_id "
             "AND study_plan.study_plan_id = class.study_plan_id "
             "WHERE class.school_id = $1 AND class.school_year_id = $2 AND class.class_id > $3 "
             "ORDER BY class.class_id LIMIT $4",
             school, year_id, after, rows))
        classes.push_back(class_in(row));
    return classes;
}

void insert_class(database::Session& session, SchoolId school, const SchoolClass& school_class)
{
    must_be_one(session.execute(
        "INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, name, capacity, "
        "version) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        school, school_class.id, school_class.year_id, school_class.plan_id, school_class.name,
        school_class.capacity, school_class.version));
}

std::int64_t update_class(database::Session& session, SchoolId school,
                          const SchoolClass& school_class)
{
    return session.execute("UPDATE class SET name = $1, capacity = $2, version = $3 "
                           "WHERE school_id = $4 AND class_id = $5 AND version = $6",
                           school_class.name, school_class.capacity, school_class.version, school,
                           school_class.id, school_class.version - 1);
}

}  // namespace taqwim::school
