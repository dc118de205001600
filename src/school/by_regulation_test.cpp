#include "school/by_regulation.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "school/head_counts.h"
#include "school/plans_store.h"
#include "school/timetable_findings.h"
#include "school/timetables_store.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

const RuleSets& rule_sets()
{
    static const auto all = all_rule_sets();
    return all;
}

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

http::Response call(const std::vector<Route>& routes, const SampleSchool& sample,
                    const std::string& name, http::NamedTexts path, const std::string& body = "",
                    http::NamedTexts query = {})
{
    for (const Route& route : routes) {
        if (route.name != name)
            continue;
        http::Request request;
        request.method = route.method;
        request.path_parameters = std::move(path);
        request.query_parameters = std::move(query);
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = body;
        return route.handler(
            {.request = request, .act = sample.act(), .target = {.school = sample.school}});
    }
    FAIL("no such route");
    return {};
}

std::string code_in(const http::Response& response)
{
    return response.refusal ? to_code_text(response.refusal->code)
                            : std::to_string(response.status);
}

TimetableSlot slot(Weekday weekday, std::int64_t period, const std::string& kind,
                   const std::string& subject, std::optional<std::int64_t> teacher = std::nullopt)
{
    TimetableSlot made;
    made.weekday = weekday;
    made.period = period;
    made.kind = kind;
    made.subject = subject;
    made.staff_member_id = teacher;
    return made;
}

}  // namespace

TEST_CASE(
    "KW-1: the plans of a year are made as the regulation fixes them; one that stands is told "
    "its differences")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        ByRegulation by_regulation(*sample.record, rule_sets());
        const auto seed = [&](const std::string& regulation, bool is_trial) {
            return by_regulation.seed_plans(sample.school, sample.act(), sample.year, regulation,
                                            is_trial);
        };
        const auto plans = [&] {
            return sample.record->read([&](database::Session& session) {
                return plans_of(session, sample.school, sample.year);
            });
        };
        const auto trial = seed("kw_primary_2016", true);
        REQUIRE(trial);
        CHECK(plans().size() == 1);
        const auto made = seed("kw_primary_2016", false);
        REQUIRE(made);
        // Grades 1 to 3 and 5 of the text's table; grade 4 stands with five of its eleven subjects.
        REQUIRE(plans().size() == 5);
        const StudyPlan first = plans()[0];
        CHECK(first.grade == 1);
        CHECK(first.subjects.size() == 9);
        std::int64_t periods = 0;
        for (const PlanSubject& subject : first.subjects)
            periods += subject.weekly_periods;
        CHECK(periods == 30);
        REQUIRE(first.find("arabic") != nullptr);
        CHECK(first.find("arabic")->weekly_periods == 9);
        CHECK(first.find("arabic")->group == "ARABIC");
        CHECK(first.find("quran")->group == "ISLAMIC");
        CHECK(first.find("maths")->group == "OTHER");
        CHECK(first.find("quran")->name_en == "Quran");
        CHECK(first.find("social") == nullptr);
        CHECK(plans()[4].find("social")->weekly_periods == 2);
        CHECK(plans()[3].subjects.size() == 5);
        CHECK(has(made->body, R"({"grade":4,"track":"","status":"enacted","outcome":"standing")"));
        CHECK(has(made->body, R"({"subject":"english","periods":0,"wanted":4})"));
        CHECK_FALSE(has(made->body, R"({"subject":"arabic","periods":7)"));
        // Nothing is left to make.
        const auto again = seed("kw_primary_2016", false);
        REQUIRE(again);
        CHECK_FALSE(has(again->body, R"("outcome":"made")"));
        CHECK(plans().size() == 5);

        CHECK(code_of(seed("nowhere", false)) == "REGULATION_UNKNOWN");
        // A plan for another regulation stands in nobody's way: the grades have theirs.
        const auto other = seed("sa_1447", false);
        REQUIRE(other);
        CHECK(
            has(other->body, R"({"grade":1,"track":"general","status":"found","outcome":"made")"));
        CHECK(code_of(by_regulation.seed_plans(sample.school, sample.act(), 1, "kw_primary_2016",
                                               false)) == "RECORD_UNKNOWN");
        sample.verified_chain();
    });
}

TEST_CASE("KW-33.1, KW-33.2, KW-P5-B.4, KW-P5-B.5, KW-P5-B.6: what timetables still owe the "
          "regulation is listed")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Timetables timetables(*sample.record);
        Staff staff(*sample.record);
        const Day start = day_of("2026-09-13");
        const std::int64_t head = sample.add_staff("head of maths");
        Appointment appointment;
        appointment.staff_member_id = head;
        appointment.role = "head_of_department";
        appointment.subject = "maths";
        appointment.days.first = start;
        appointment.decision = "1";
        REQUIRE(staff.appoint(sample.school, sample.act(), appointment));
        const RuleSet& kuwait = *find_rule_set(rule_sets(), "kw_primary_2016");
        const auto found_by = [&](const RuleSet& rules) {
            return sample.record->read([&](database::Session& session) {
                std::string lines;
                const auto all = timetable_findings(session, sample.school, sample.year, start,
                                                    rules.parameters());
                REQUIRE(all);
                for (const TimetableFinding& one : *all)
                    lines += one.clause + ' ' + (one.class_id == sample.class_a ? "a" : "") +
                             (one.class_id == sample.class_b ? "b" : "") + one.subject + ' ' +
                             std::to_string(one.periods) + ';';
                return lines;
            });
        };
        const auto found = [&] { return found_by(kuwait); };
        const auto set = [&](std::int64_t class_id, std::vector<TimetableSlot> slots) {
            const auto stored =
                timetables.set(sample.school, sample.act(), class_id, start, std::move(slots));
            REQUIRE_MESSAGE(stored, code_of(stored));
        };
        // Without a development period, and a head of department who teaches nothing.
        CHECK(found() == "KW-33.1 maths 0;KW-P5-B.5 a 0;KW-P5-B.5 b 0;");

        // Five development periods, of maths on two days and of Arabic on three: one too many.
        const auto development = [&](int days_of_arabic) {
            std::vector<TimetableSlot> slots;
            for (int day = 0; day < 5; ++day)
                slots.push_back(slot(static_cast<Weekday>(day), 7, "development",
                                     day < days_of_arabic ? "arabic"
                                     : day < 4            ? "maths"
                                                          : "quran"));
            return slots;
        };
        set(sample.class_a, development(3));
        set(sample.class_b, development(2));
        CHECK(found() == "KW-33.1 maths 0;KW-P5-B.6 aarabic 3;");

        // With the activity four are owed, and five are one too many.
        auto with_activity = development(2);
        with_activity.push_back(slot(Weekday::sunday, 8, "activity", "pe"));
        set(sample.class_a, with_activity);
        CHECK(found() == "KW-33.1 maths 0;KW-P5-B.4 a 5;");
        with_activity.erase(with_activity.begin());
        set(sample.class_a, with_activity);
        CHECK(found() == "KW-33.1 maths 0;");

        // Two to four periods a week are his load, both included.
        const auto with_lessons = [&](int lessons, int development_periods) {
            auto slots = development(2);
            for (int i = 0; i < development_periods; ++i)
                slots[static_cast<std::size_t>(i)].staff_member_id = head;
            for (int i = 0; i < lessons; ++i)
                slots.push_back(slot(static_cast<Weekday>(i), 1, "lesson", "maths", head));
            set(sample.class_b, slots);
            return found();
        };
        CHECK(with_lessons(1, 0) == "KW-33.1 maths 1;");
        CHECK(with_lessons(2, 0).empty());
        CHECK(with_lessons(4, 0).empty());
        CHECK(with_lessons(5, 0) == "KW-33.1 maths 5;");
        CHECK(with_lessons(0, 2).empty());
        CHECK(with_lessons(1, 2) == "KW-33.2 maths 1;");

        // The numbers are the ministry's to change: one to five periods, four development periods a week, a subject on one
        // day.
        const std::array<ParameterOverride, 1> given = {ParameterOverride{"development.toml", R"(
[[head_periods_least.values]]
from   = 2026-09-01
value  = "1"
status = "assumed"
[[head_periods_most.values]]
from   = 2026-09-01
value  = "5"
status = "assumed"
[[periods_a_week.values]]
from   = 2026-09-01
value  = "4"
status = "assumed"
[[subject_days_most.values]]
from   = 2026-09-01
value  = "1"
status = "assumed"
)"}};
        const auto changed = kuwait.with_values(given);
        CHECK(with_lessons(5, 0) == "KW-33.1 maths 5;");
        // Class a has an activity and so owes three of its four, with Arabic left on one day; class b has five of four.
        CHECK(found_by(*changed) ==
              "KW-P5-B.4 a 4;KW-P5-B.5 b 5;KW-P5-B.6 amaths 2;KW-P5-B.6 barabic 2;"
              "KW-P5-B.6 bmaths 2;");
        const auto before = sample.record->read([&](database::Session& session) {
            return timetable_findings(session, sample.school, sample.year, day_of("2015-08-31"),
                                      kuwait.parameters());
        });
        REQUIRE_FALSE(before);
        CHECK(before.refusal().code == RefusalCode::day_not_covered);
    });
}

TEST_CASE(
    "PG-10.A.2: who is in temporary admission has his seat and is left out of the budget's count")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        const Day start = day_of("2026-09-13");
        REQUIRE(sample.enrol(sample.add_student("1"), sample.class_b, start));
        Enrolment guest;
        guest.student_id = sample.add_student("2");
        guest.class_id = sample.class_b;
        guest.kind = "temporary";
        guest.days.first = day_of("2026-10-04");
        REQUIRE(Enrolments(*sample.record).enrol(sample.school, sample.act(), guest));
        const auto on = [&](const char* day) {
            return sample.record->read([&](database::Session& session) {
                std::string lines;
                const auto all = head_counts(session, sample.school, sample.year, day_of(day));
                REQUIRE(all);
                for (const HeadCount& one : *all)
                    lines += one.class_name + ' ' + std::to_string(one.enrolled) + ' ' +
                             std::to_string(one.temporary) + ' ' + std::to_string(one.counted) +
                             ';';
                return lines;
            });
        };
        CHECK(on("2026-10-03") == "4/1 0 0 0;4/2 1 0 1;");
        CHECK(on("2026-10-04") == "4/1 0 0 0;4/2 2 1 1;");
    });
}

TEST_CASE("KW-32: plans, findings and the boys who leave are asked for over their routes")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        ByRegulation by_regulation(*sample.record, rule_sets());
        const auto routes = by_regulation_routes(by_regulation, *sample.record);
        const http::NamedTexts year = {{"school_year_id", std::to_string(sample.year)}};
        CHECK(code_in(call(routes, sample, "study_plan.seed", year,
                           R"({"regulation": "kw_primary_2016", "dry_run": true})")) == "200");
        CHECK(code_in(call(routes, sample, "study_plan.seed", year, R"({})")) == "FIELD_MISSING");
        CHECK(code_in(call(routes, sample, "study_plan.seed", {{"school_year_id", "x"}},
                           R"({})")) == "ID_MALFORMED");
        const auto findings =
            call(routes, sample, "timetable.findings", year, "", {{"day", "2026-10-01"}});
        CHECK(has(findings.body, R"("clause":"KW-P5-B.5","class_id":")"));
        CHECK(code_in(call(routes, sample, "timetable.findings", year, "", {{"day", "x"}})) ==
              "VALUE_NOT_A_DATE");
        CHECK(code_in(call(routes, sample, "timetable.findings", {{"school_year_id", "1"}})) ==
              "RECORD_UNKNOWN");
        CHECK(has(call(routes, sample, "class.head_counts", year).body,
                  R"("class_name":"4/1","grade":4,"capacity":2,"enrolled":0)"));
        CHECK(code_in(call(routes, sample, "class.head_counts", {{"school_year_id", "1"}})) ==
              "RECORD_UNKNOWN");
        CHECK(call(routes, sample, "student.boys_to_transfer", year).body == R"({"items":[]})");
        CHECK(code_in(call(routes, sample, "student.boys_to_transfer",
                           {{"school_year_id", "1"}})) == "RECORD_UNKNOWN");
    });
}
