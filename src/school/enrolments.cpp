#include "school/enrolments.h"

#include <utility>

#include "core/refusal_codes.h"
#include "school/enrolments_store.h"
#include "school/plans_store.h"
#include "school/schools_store.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

Refusal outside_year(std::string field, Day day, const TeachingYear& year)
{
    return {RefusalCode::day_outside_year,
            {{"field", field},
             {"day", day.to_text()},
             {"school_year", year.name},
             {"first_day", year.first_day.to_text()},
             {"last_day", year.last_day.to_text()}},
            "/" + field,
            ""};
}

Refusal not_enrolled(Day day)
{
    return {RefusalCode::not_enrolled, {{"day", day.to_text()}}, "", ""};
}

// The grades in which every subject is assessed continuously: no affiliation there.
bool is_assessed_continuously(const StudyPlan& plan)
{
    constexpr std::int64_t last_primary_grade = 6;
    constexpr std::int64_t last_early_grade = 3;
    if (plan.regulation == "sa_1426")
        return plan.grade <= last_primary_grade;  // SR-10.2
    if (plan.regulation == "sa_guide")
        return plan.grade <= last_early_grade;  // PG-2.1
    return plan.regulation == "kw_primary_2016";
}

std::optional<Refusal> refuses_kind(const School& school, const StudyPlan& plan,
                                    const std::string& kind)
{
    if (kind == "night" && school.shift != "night")
        return value_not_listed("kind", kind, "regular, affiliated, affiliated_annual, temporary");
    if (kind != "affiliated" && kind != "affiliated_annual")
        return std::nullopt;
    if (is_assessed_continuously(plan))
        return Refusal{RefusalCode::affiliation_by_mastery,
                       {{"grade", std::to_string(plan.grade)}},
                       "/kind",
                       plan.regulation == "sa_guide" ? "PG-2.1" : "SR-10.2"};
    if (school.kind == "private")
        return Refusal{RefusalCode::affiliated_at_private_school, {}, "/kind", "SR-10.1"};
    return std::nullopt;
}

std::optional<Refusal> refuses_second_class(database::Session& session, SchoolId school,
                                            const Enrolment& enrolment)
{
    for (const Enrolment& other : enrolments_of(session, school, enrolment.student_id))
        if (other.id != enrolment.id && other.days.overlaps(enrolment.days))
            return Refusal{RefusalCode::enrolled_already,
                           {{"day", other.days.first.to_text()}},
                           "/first_day",
                           ""};
    return std::nullopt;
}

void note(Changes& changes, std::string_view verb, const Enrolment& enrolment)
{
    changes.note("enrolment." + std::string(verb), "enrolment " + std::to_string(enrolment.id),
                 digest_of_record("enrolment", enrolment));
}

// An enrolment of a year that is open, at the version that the change is based on, and not ended.
Result<Enrolment> changeable(database::Session& session, SchoolId school, std::int64_t id,
                             std::int64_t version, Day day)
{
    const auto current = find_enrolment(session, school, id);
    if (!current)
        return unknown_record("enrolment", id);
    if (const auto refusal = refuses_change_of_year(session, school, current->year_id))
        return *refusal;
    if (current->version != version)
        return stale_version(version, current->version);
    if (current->days.last)
        return not_enrolled(day);
    const TeachingYear year = *find_year(session, school, current->year_id);
    if (day < year.first_day || year.last_day < day)
        return outside_year("day", day, year);
    return *current;
}

}  // namespace

void describe(Fields& fields, const Enrolment& enrolment)
{
    fields.id("enrolment_id", enrolment.id);
    fields.id("student_id", enrolment.student_id);
    fields.id("school_year_id", enrolment.year_id);
    fields.id("class_id", enrolment.class_id);
    fields.text("kind", enrolment.kind);
    fields.yes_no("is_newcomer", enrolment.is_newcomer);
    fields.day("first_day", enrolment.days.first);
    fields.day("last_day", enrolment.days.last);
    fields.optional_text("ended_reason", enrolment.ended_reason);
    fields.number("version", enrolment.version);
}

std::optional<Refusal> refuses_for_room(database::Session& session, SchoolId school,
                                        std::int64_t class_id, const Period& days)
{
    const std::int64_t capacity = find_class(session, school, class_id)->capacity;
    const int enrolled = most_at_once(periods_of_class(session, school, class_id), days);
    if (enrolled < capacity)
        return std::nullopt;
    return Refusal{RefusalCode::class_full,
                   {{"value", std::to_string(enrolled)}, {"maximum", std::to_string(capacity)}},
                   "/class_id",
                   ""};
}

Result<Enrolment> enrol_within(Changes& changes, SchoolId school, Enrolment enrolment)
{
    database::Session& session = changes.session();
    if (auto refusal = refuses_student(session, school, enrolment.student_id, "/student_id"))
        return *refusal;
    const auto of = find_class(session, school, enrolment.class_id);
    if (!of)
        return unknown_record("class", enrolment.class_id, "/class_id");
    if (const auto refusal = refuses_change_of_year(session, school, of->year_id))
        return *refusal;
    const TeachingYear year = *find_year(session, school, of->year_id);
    if (enrolment.days.first < year.first_day || year.last_day < enrolment.days.first)
        return outside_year("first_day", enrolment.days.first, year);
    enrolment.id = 0;
    enrolment.year_id = year.id;
    enrolment.days.last = std::nullopt;
    enrolment.ended_reason = std::nullopt;
    enrolment.version = 1;
    if (const auto refusal = refuses_kind(*find_school(session, school),
                                          *find_plan(session, school, of->plan_id), enrolment.kind))
        return *refusal;
    if (const auto refusal = refuses_second_class(session, school, enrolment))
        return *refusal;
    if (const auto refusal = refuses_for_room(session, school, of->id, enrolment.days))
        return *refusal;
    enrolment.id = changes.new_id();
    insert_enrolment(session, school, enrolment);
    note(changes, "add", enrolment);
    return enrolment;
}

Result<Enrolment> end_within(Changes& changes, SchoolId school, std::int64_t student_id,
                             Day last_day, std::string reason)
{
    database::Session& session = changes.session();
    for (Enrolment& enrolment : enrolments_of(session, school, student_id)) {
        if (enrolment.days.last || !enrolment.days.contains(last_day))
            continue;
        if (const auto refusal = refuses_change_of_year(session, school, enrolment.year_id))
            return *refusal;
        enrolment.days.last = last_day;
        enrolment.ended_reason = reason;
        ++enrolment.version;
        must_be_one(update_enrolment(session, school, enrolment));
        note(changes, "end", enrolment);
        return enrolment;
    }
    return not_enrolled(last_day);
}

Result<Answer> Enrolments::enrol(SchoolId school, const Act& act, Enrolment enrolment)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto stored = enrol_within(changes, school, enrolment);
        if (!stored)
            return stored.refusal();
        return Answer{.status = 201, .body = json_of(*stored)};
    });
}

Result<Enrolment> move_within(Changes& changes, SchoolId school, std::int64_t enrolment_id,
                              std::int64_t version, std::int64_t class_id, Day from)
{
    database::Session& session = changes.session();
    const auto current = changeable(session, school, enrolment_id, version, from);
    if (!current)
        return current.refusal();
    if (from <= current->days.first)
        return days_reversed("from", current->days.first + 1, from);
    const SchoolClass present = *find_class(session, school, current->class_id);
    const auto next = find_class(session, school, class_id);
    if (!next || next->plan_id != present.plan_id || next->id == present.id)
        return unknown_record("class", class_id, "/class_id");
    Enrolment ended = *current;
    ended.days.last = from - 1;
    ended.ended_reason = "moved_class";
    ended.version = version + 1;
    must_be_one(update_enrolment(session, school, ended));
    note(changes, "end", ended);

    Enrolment begun = *current;
    begun.id = changes.new_id();
    begun.class_id = class_id;
    begun.is_newcomer = false;
    begun.days = {from, std::nullopt};
    begun.version = 1;
    if (auto refusal = refuses_for_room(session, school, class_id, begun.days))
        return *refusal;
    insert_enrolment(session, school, begun);
    note(changes, "add", begun);
    return begun;
}

Result<Answer> Enrolments::move(SchoolId school, const Act& act, std::int64_t enrolment_id,
                                std::int64_t version, std::int64_t class_id, Day from)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto begun = move_within(changes, school, enrolment_id, version, class_id, from);
        if (!begun)
            return begun.refusal();
        return Answer{.status = 201, .body = json_of(*begun)};
    });
}

Result<Answer> Enrolments::end(SchoolId school, const Act& act, std::int64_t enrolment_id,
                               std::int64_t version, Day last_day, std::string reason)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto current = changeable(session, school, enrolment_id, version, last_day);
        if (!current)
            return current.refusal();
        if (last_day < current->days.first)
            return days_reversed("last_day", current->days.first, last_day);
        Enrolment ended = *current;
        ended.days.last = last_day;
        ended.ended_reason = reason;
        ended.version = version + 1;
        must_be_one(update_enrolment(session, school, ended));
        return keep(changes, 200, "enrolment", "end", ended.id, ended);
    });
}

Result<std::string> Enrolments::enrolments(SchoolId school, std::int64_t student_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        if (!find_student(session, school, student_id))
            return unknown_record("student", student_id);
        return list_json(enrolments_of(session, school, student_id));
    });
}

}  // namespace taqwim::school
