#include "tests/support/sample_school.h"

#include <doctest/doctest.h>

#include "embedded/school.h"
#include "platform/crypto/hash_chain.h"
#include "regulations/frame/json_value.h"
#include "school/digest_column.h"
#include "tests/support/room_migrations.h"

namespace taqwim::tests {

namespace {

void verify_chain(database::Session& session, SchoolId school, std::int64_t& entries)
{
    crypto::ChainVerifier verifier(school::chain_name(school));
    for (const auto& row : session.find_all(
             "SELECT sequence, account_id, role, action, subject, at, content_digest, previous, "
             "digest FROM audit_entry WHERE school_id = $1 ORDER BY sequence",
             school)) {
        crypto::ChainEntry entry;
        entry.sequence = row.integer("sequence");
        entry.actor = row.integer("account_id");
        entry.role = row.text("role");
        entry.at = *Instant::parse(row.text("at"));
        entry.subject = row.text("action") + ' ' + row.text("subject");
        entry.content = school::digest_in(row, "content_digest");
        entry.previous = school::digest_in(row, "previous");
        REQUIRE_FALSE(verifier.take(entry, school::digest_in(row, "digest")));
        ++entries;
    }
}

}  // namespace

std::string text_in_json(const std::string& json, const std::string& name)
{
    const auto document = JsonDocument::parse(json);
    REQUIRE(document);
    const auto member = document->root().find(name);
    REQUIRE_MESSAGE(member, name << " in " << json);
    if (member->is(JsonKind::boolean))
        return member->truth() ? "true" : "false";
    if (member->is(JsonKind::null))
        return "null";
    return std::string(member->is(JsonKind::number) ? member->number() : member->text());
}

std::int64_t id_in(const Result<school::Answer>& answer, const std::string& name)
{
    REQUIRE_MESSAGE(answer, code_of(answer));
    const auto id = parse_id(text_in_json(answer->body, name));
    REQUIRE(id);
    return *id;
}

Day day_of(const char* text)
{
    return Day::parse(text).value();
}

school::StudyPlan sample_plan(std::int64_t year, std::int64_t grade)
{
    school::StudyPlan plan;
    plan.year_id = year;
    plan.grade = grade;
    plan.regulation = "kw_primary_2016";
    plan.subjects = {{.subject = "arabic",
                      .name_ar = "Arabic",
                      .name_en = "Arabic",
                      .group = "ARABIC",
                      .weekly_periods = 7},
                     {.subject = "maths",
                      .name_ar = "Mathematics",
                      .name_en = "Mathematics",
                      .group = "OTHER",
                      .weekly_periods = 5},
                     {.subject = "quran",
                      .name_ar = "Quran",
                      .name_en = "Quran",
                      .group = "ISLAMIC",
                      .weekly_periods = 2},
                     {.subject = "islamic",
                      .name_ar = "Islamic education",
                      .name_en = "Islamic education",
                      .group = "ISLAMIC",
                      .weekly_periods = 2},
                     {.subject = "pe",
                      .name_ar = "Physical education",
                      .name_en = "Physical education",
                      .group = "OTHER",
                      .weekly_periods = 2}};
    return plan;
}

school::TeachingYear sample_year()
{
    school::TeachingYear year;
    year.name = "2026-2027";
    year.first_day = day_of("2026-09-13");
    year.last_day = day_of("2027-06-24");
    year.terms = {{1, day_of("2026-09-13"), day_of("2027-01-21")},
                  {2, day_of("2027-02-07"), day_of("2027-06-10")}};
    year.weekdays = {Weekday::sunday, Weekday::monday, Weekday::tuesday, Weekday::wednesday,
                     Weekday::thursday};
    return year;
}

SampleSchool::SampleSchool(TestDatabase& test, const std::string& country)
    : clock(*Instant::parse("2026-09-20T06:00:00Z")), ids(1)
{
    REQUIRE(
        database::upgrade(test.database(), migrations_of_rooms({embedded_school()}), clock.now()));
    record = std::make_unique<school::Record>(test.database(), ids, clock);

    school::Schools schools(*record);
    directorate =
        id_in(schools.add_directorate(
                  act(), {.country = country, .name_ar = "Capital", .name_en = "Capital"}),
              "directorate_id");
    school::School added;
    added.directorate_id = directorate;
    added.ministry_number = "117";
    added.name_ar = "Palm";
    added.name_en = "Palm";
    added.kind = "government";
    added.shift = "day";
    added.students_sex = "boys";
    added.first_grade = 1;
    added.last_grade = 12;
    school = SchoolId{id_in(schools.add_school(act(), added), "school_id")};

    year = id_in(school::Years(*record).add(school, act(), sample_year()), "school_year_id");
    plan = id_in(school::Plans(*record).add(school, act(), sample_plan(year, 4)), "study_plan_id");
    class_a = add_class("4/1", 2);
    class_b = add_class("4/2", 3);
}

school::Act SampleSchool::act() const
{
    school::Act act;
    act.account_id = 7;
    act.role = "registrar";
    act.at = clock.now();
    act.today = clock.now().day(180);
    return act;
}

school::Act SampleSchool::act_with_key(std::string key, std::string digest) const
{
    school::Act keyed = act();
    keyed.client_key = std::move(key);
    keyed.request_digest = std::move(digest);
    return keyed;
}

std::int64_t SampleSchool::add_student(const std::string& number, const std::string& name)
{
    school::Student student;
    student.number = number;
    student.name_parts = {name, "salem", "hamad", "alnajjar"};
    student.sex = "male";
    student.nationality = "KW";
    return id_in(school::Students(*record).add(school, act(), student, {}), "student_id");
}

std::int64_t SampleSchool::add_staff(const std::string& name)
{
    school::StaffMember member;
    member.name_ar = name;
    member.name_en = name;
    member.joined_on = day_of("2020-09-01");
    return id_in(school::Staff(*record).add(school, act(), member), "staff_member_id");
}

std::int64_t SampleSchool::add_class(const std::string& name, std::int64_t capacity)
{
    school::SchoolClass added;
    added.plan_id = plan;
    added.name = name;
    added.capacity = capacity;
    return id_in(school::Plans(*record).add_class(school, act(), added), "class_id");
}

Result<school::Answer> SampleSchool::enrol(std::int64_t student, std::int64_t class_id,
                                           Day first_day)
{
    school::Enrolment enrolment;
    enrolment.student_id = student;
    enrolment.class_id = class_id;
    enrolment.kind = "regular";
    enrolment.days.first = first_day;
    return school::Enrolments(*record).enrol(school, act(), enrolment);
}

std::int64_t SampleSchool::verified_chain()
{
    return record->read([&](database::Session& session) {
        std::int64_t entries = 0;
        verify_chain(session, SchoolId{0}, entries);
        entries = 0;
        verify_chain(session, school, entries);
        return entries;
    });
}

}  // namespace taqwim::tests
