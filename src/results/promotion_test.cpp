#include "results/promotion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "core/configuration_fault.h"
#include "core/hijri.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/kw_primary_2016/outcome.h"
#include "regulations/registration.h"
#include "regulations/sa_1426/mastery_outcome.h"
#include "regulations/sa_1426/outcome.h"
#include "regulations/sa_1447/outcome.h"
#include "school/years.h"
#include "tests/support/promotion_school.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;
using school::Answer;
using school::Changes;
using World = PromotionSchool;

namespace {

const auto& rule_sets()
{
    static const auto all = all_rule_sets();
    return all;
}

// Fourteen students of whom each stands for one way into the next year, or for one reason against it.
void fill(World& world)
{
    for (const std::int64_t student : {11, 12, 13, 14, 15, 16, 17, 18, 19, 24})
        world.add_student(student, World::k_class_7_1);
    for (const std::int64_t student : {20, 23})
        world.add_student(student, World::k_class_7_2);
    world.add_student(22, World::k_class_7_2, "");
    world.add_student(21, World::k_class_9_1);
    for (const std::int64_t student : {11, 13, 17, 18, 24})
        world.publish(student, World::k_class_7_1, "7.2.a");
    world.publish(12, World::k_class_7_1, "7.2.b");
    world.publish(14, World::k_class_7_1, "REPEAT", World::failed_in("MTH"));
    world.publish(15, World::k_class_7_1, "SECOND_ROUND");
    world.publish(20, World::k_class_7_2, "7.2.a");
    world.publish(21, World::k_class_9_1, "7.2.a");
    world.publish(22, World::k_class_7_2, "REPEAT", World::failed_in("MTH"));
    world.publish(23, World::k_class_7_2, "REPEAT", World::failed_in("MTH"));
    world.execute("INSERT INTO withholding (school_id, withholding_id, student_id, "
                  "school_year_id, is_withheld, reason, decision, decided_at, decided_by) "
                  "VALUES (1, 1, 17, 2, 1, 'r', 'd', '2006-06-25T08:00:00.000Z', 1)");
    world.execute("INSERT INTO result_correction (school_id, result_correction_id, student_id, "
                  "school_year_id, reason, requested_at, requested_by) "
                  "VALUES (1, 1, 18, 2, 'r', '2006-06-25T08:00:00.000Z', 1)");
    world.execute("UPDATE enrolment SET last_day = '2006-03-01', ended_reason = 'transferred' "
                  "WHERE school_id = 1 AND enrolment_id = 19");
    world.execute("UPDATE enrolment SET last_day = '2006-06-28', ended_reason = 'year_ended' "
                  "WHERE school_id = 1 AND enrolment_id = 24");
    world.execute("INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, "
                  "class_id, kind, is_newcomer, first_day) "
                  "VALUES (1, 240, 24, 3, 182, 'regular', 0, '2006-09-02')");
}

Result<PromotionPlan> plan_of(World& world, const PromotionChoices& choices = {},
                              std::optional<std::int64_t> to_year = std::nullopt,
                              std::int64_t from_year = World::k_old_year)
{
    return world.record->read([&](database::Session& session) {
        return Promotions(rule_sets())
            .plan(session, World::k_school, from_year, to_year, choices, world.act());
    });
}

PlannedMove move_of(const PromotionPlan& plan, std::int64_t student)
{
    const auto found = std::ranges::find(plan.students, student, &PlannedMove::student_id);
    REQUIRE(found != plan.students.end());
    return *found;
}

// "moves promoted 181 SR-7.2a" or "waits withheld".
std::string line(const PlannedMove& move)
{
    std::string text{to_text(move.state)};
    if (!move.reason.empty())
        return text + ' ' + move.reason;
    text += ' ' + move.step;
    if (move.to_class_id != 0)
        text += ' ' + std::to_string(move.to_class_id);
    return text + ' ' + move.clause;
}

std::string line(World& world, std::int64_t student, const PromotionChoices& choices = {})
{
    const auto plan = plan_of(world, choices);
    REQUIRE(plan);
    return line(move_of(*plan, student));
}

Result<Answer> run(World& world, const PromotionChoices& choices = {})
{
    const auto plan = plan_of(world, choices);
    REQUIRE(plan);
    return world.write([&](Changes& changes) {
        return Promotions(rule_sets())
            .run(changes, World::k_school, World::k_old_year, std::nullopt, choices, plan->digest);
    });
}

Result<Answer> run_one(World& world, std::int64_t student, std::int64_t to_class = 0,
                       std::optional<Day> from = std::nullopt, const std::string& reference = {})
{
    return world.write([&](Changes& changes) {
        return Promotions(rule_sets())
            .run_one(changes, World::k_school, World::k_old_year, std::nullopt,
                     {.student_id = student, .to_class_id = to_class, .reference = reference},
                     from);
    });
}

Result<Answer> undo(World& world, std::int64_t promotion)
{
    return world.write([&](Changes& changes) {
        return Promotions(rule_sets()).undo(changes, World::k_school, promotion, "slip");
    });
}

std::int64_t promotion_in(const Result<Answer>& answer)
{
    REQUIRE_MESSAGE(answer, (answer ? "" : to_code_text(answer.refusal().code)));
    const auto document = JsonDocument::parse(answer->body);
    REQUIRE(document);
    return *parse_id(document->root().find("promotion_id").value().text());
}

std::string code_of(const auto& result)
{
    return result ? "accepted" : to_code_text(result.refusal().code);
}

}  // namespace

TEST_CASE("promotion: every decision of every rule set has its place in the table")
{
    const PromotionRules rules = PromotionRules::built_in();
    std::size_t expected = 0;
    const auto check = [&](const char* regulation, const std::string& decision) {
        CHECK_MESSAGE(rules.find(regulation, decision) != nullptr, regulation << ' ' << decision);
        ++expected;
    };
    for (const auto one :
         {kw_primary_2016::Decision::incomplete, kw_primary_2016::Decision::promoted,
          kw_primary_2016::Decision::passed_stage, kw_primary_2016::Decision::placement,
          kw_primary_2016::Decision::second_round, kw_primary_2016::Decision::repeat,
          kw_primary_2016::Decision::pending_exceptional})
        check("kw_primary_2016", code(one));
    for (const auto one : {sa_1447::Decision::incomplete, sa_1447::Decision::second_sitting,
                           sa_1447::Decision::passed, sa_1447::Decision::promoted_with_stumbled,
                           sa_1447::Decision::repeat, sa_1447::Decision::left_open})
        check("sa_1447", code(one));
    for (const char* regulation : {"sa_1426", "sa_guide"}) {
        for (const auto one : {sa_1426::Decision::incomplete, sa_1426::Decision::pending,
                               sa_1426::Decision::second_round, sa_1426::Decision::repeat,
                               sa_1426::Decision::not_passed})
            check(regulation, code(one));
        // Who passed is counted by the paragraph.
        for (const char* by : {"7.2.a", "7.2.b", "7.2.c", "10.6"})
            check(regulation, by);
        for (const auto one :
             {sa_1426::PrimaryOutcome::provisional, sa_1426::PrimaryOutcome::blocked,
              sa_1426::PrimaryOutcome::promoted, sa_1426::PrimaryOutcome::pending_committee}) {
            sa_1426::MasteryOutcome outcome;
            outcome.outcome = one;
            check(regulation, outcome.code());
        }
        for (const auto choice :
             {sa_1426::CommitteeChoice::retain, sa_1426::CommitteeChoice::support}) {
            sa_1426::MasteryOutcome outcome;
            outcome.outcome = sa_1426::PrimaryOutcome::decided;
            outcome.decision = choice;
            check(regulation, outcome.code());
        }
    }
    for (const auto& rule_set : rule_sets())
        check(std::string(rule_set->id()).c_str(), "refused");
    // Nothing stands in the table that no rule set says.
    CHECK(rules.size() == expected);
    CHECK(rules.find("sa_1426", "promoted") == nullptr);
}

TEST_CASE("promotion: only years without a decision are open")
{
    const PromotionRules rules = PromotionRules::built_in();
    for (const auto& [regulation, decision] : std::vector<std::pair<const char*, const char*>>{
             {"kw_primary_2016", "incomplete"},
             {"kw_primary_2016", "pending_exceptional"},
             {"kw_primary_2016", "refused"},
             {"sa_1426", "INCOMPLETE"},
             {"sa_1426", "PENDING"},
             {"sa_1426", "PENDING_COMMITTEE"},
             {"sa_1426", "BLOCKED"},
             {"sa_guide", "PROVISIONAL"},
             {"sa_guide", "PENDING"},
             {"sa_1447", "incomplete"},
             {"sa_1426", "of no regulation"}})
        CHECK_MESSAGE(rules.is_open(regulation, decision), regulation << ' ' << decision);
    // A second round and a placement come after a result that is given out; what 1447 leaves open stays so.
    for (const auto& [regulation, decision] :
         std::vector<std::pair<const char*, const char*>>{{"kw_primary_2016", "placement"},
                                                          {"kw_primary_2016", "second_round"},
                                                          {"kw_primary_2016", "repeat"},
                                                          {"sa_1426", "7.2.b"},
                                                          {"sa_1426", "SECOND_ROUND"},
                                                          {"sa_1426", "NOT_PASSED"},
                                                          {"sa_guide", "PRIMARY_SUPPORT"},
                                                          {"sa_1447", "second_sitting"},
                                                          {"sa_1447", "left_open"}})
        CHECK_MESSAGE(!rules.is_open(regulation, decision), regulation << ' ' << decision);
}

TEST_CASE(
    "promotion: a table with an unknown step, a decision twice or a reason too many is refused")
{
    const auto fault = [](const char* text) {
        try {
            (void)PromotionRules::read({.path = "t.toml", .text = text});
        } catch (const ConfigurationFault& found) {
            return std::string(found.what());
        }
        return std::string();
    };
    CHECK(fault("[[a]]\ndecision = \"x\"\nstep = \"next_grade\"\nclause = \"C\"\n").empty());
    CHECK(fault("[[a]]\ndecision = \"x\"\nstep = \"up\"\nclause = \"C\"\n")
              .find("\"up\" is no step") != std::string::npos);
    CHECK(fault("[[a]]\ndecision = \"x\"\nstep = \"waits\"\nclause = \"C\"\n")
              .find("has no reason") != std::string::npos);
    CHECK(fault("[[a]]\ndecision = \"x\"\nstep = \"next_grade\"\nclause = \"C\"\nreason = \"r\"\n")
              .find("nobody is told") != std::string::npos);
    CHECK(fault("[[a]]\ndecision = \"x\"\nstep = \"next_grade\"\nclause = \"C\"\n"
                "[[a]]\ndecision = \"x\"\nstep = \"same_grade\"\nclause = \"C\"\n")
              .find("stands twice") != std::string::npos);
    CHECK(fault("[[a]]\ndecision = \"x\"\nstep = \"next_grade\"\n").find("clause") !=
          std::string::npos);
}

TEST_CASE(
    "promotion: the plan says of each student where he goes, or why he cannot (SR-7.2, SR-9.1)")
{
    on_both_databases([](TestDatabase& test) {
        World world(test);
        fill(world);
        const auto plan = plan_of(world);
        REQUIRE(plan);
        CHECK(plan->students.size() == 14);
        CHECK(plan->from == *Day::parse("2006-09-02"));
        const std::map<std::int64_t, std::string> expected = {
            {11, "moves promoted 181 SR-7.2a"},
            {12, "moves promoted 181 SR-7.2b"},
            // Two seats, and he is the third by name.
            {13, "waits class_full"},
            {14, "moves repeats 171 SR-9.1"},
            {15, "waits second_round"},
            {16, "waits not_published"},
            {17, "waits withheld"},
            {18, "waits correction_waiting"},
            {19, "left transferred"},
            {20, "moves promoted 182 SR-7.2a"},
            {21, "moves graduated SR-7.2a"},
            // SR-9.1 needs his age, and his birth day is not known.
            {22, "waits facts_refused"},
            // Grade 7 has no second section in the new year.
            {23, "waits class_not_named"},
            {24, "waits enrolled_already"}};
        for (const auto& [student, text] : expected)
            CHECK_MESSAGE(line(move_of(*plan, student)) == text, student);
        CHECK(move_of(*plan, 22).refusal);
        const auto seats = [&](std::int64_t id) {
            const auto found = std::ranges::find(plan->classes, id, &ClassSeats::class_id);
            return std::to_string(found->taken) + '+' + std::to_string(found->coming) + '/' +
                   std::to_string(found->capacity);
        };
        CHECK(seats(World::k_new_8_1) == "0+2/2");
        CHECK(seats(World::k_new_8_2) == "1+1/5");
        CHECK(seats(World::k_new_7_1) == "0+1/3");
        // What is shown can be read, and says each reason in words.
        const auto document = JsonDocument::parse(json_of(*plan));
        REQUIRE(document);
        CHECK(document->root().find("counts")->find("moves")->number() == "5");
        // A dry run changes nothing.
        CHECK(world.text("SELECT COUNT(*) FROM promotion") == "0");
        CHECK(plan_of(world)->digest == plan->digest);
    });
}

TEST_CASE("promotion: the head names classes, for a class and for a student")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test);
    fill(world);
    // The repeaters of 7/2 go to 7/1, its others keep their section; student 13 goes to 8/2.
    const PromotionChoices choices{
        .classes = {{.from_class_id = World::k_class_7_2, .to_class_id = World::k_new_7_1}},
        .students = {{.student_id = 13, .to_class_id = World::k_new_8_2}}};
    CHECK(line(world, 23, choices) == "moves repeats 171 SR-9.1");
    CHECK(line(world, 20, choices) == "moves promoted 182 SR-7.2a");
    CHECK(line(world, 13, choices) == "moves promoted 182 SR-7.2a");
    // A class of another grade is no class for him.
    CHECK(line(world, 11, {.students = {{.student_id = 11, .to_class_id = World::k_new_7_1}}}) ==
          "waits class_of_other_grade");

    CHECK(code_of(plan_of(world, {.classes = {{.from_class_id = 1, .to_class_id = 171}}})) ==
          "RECORD_UNKNOWN");
    CHECK(code_of(plan_of(world, {.classes = {{.from_class_id = 71, .to_class_id = 91}}})) ==
          "RECORD_UNKNOWN");
    CHECK(code_of(plan_of(world, {.classes = {{.from_class_id = 91, .to_class_id = 181}}})) ==
          "VALUE_NOT_LISTED");
    CHECK(code_of(plan_of(world, {.students = {{.student_id = 99, .to_class_id = 181}}})) ==
          "RECORD_UNKNOWN");
    CHECK(code_of(plan_of(world, {.students = {{.student_id = 11, .to_class_id = 99}}})) ==
          "RECORD_UNKNOWN");
    CHECK(code_of(plan_of(world, {.from = Day::parse("2006-09-01")})) == "DAY_OUTSIDE_YEAR");
    CHECK(code_of(plan_of(world, {.from = Day::parse("2007-06-20")})) == "accepted");
    CHECK(code_of(plan_of(world, {.from = Day::parse("2007-06-21")})) == "DAY_OUTSIDE_YEAR");
    CHECK(code_of(plan_of(world, {}, World::k_old_year)) == "VALUE_NOT_LISTED");
    CHECK(code_of(plan_of(world, {}, 99)) == "RECORD_UNKNOWN");
    CHECK(code_of(plan_of(world, {}, World::k_new_year)) == "accepted");
    CHECK(code_of(plan_of(world, {}, std::nullopt, World::k_new_year)) == "RECORD_UNKNOWN");
    CHECK(code_of(plan_of(world, {}, std::nullopt, 99)) == "RECORD_UNKNOWN");
}

TEST_CASE("promotion: the move is what the plan showed, once, and undoing it restores everything")
{
    on_both_databases([](TestDatabase& test) {
        World world(test);
        fill(world);
        const std::string before = world.enrolments();
        const auto shown = plan_of(world);
        REQUIRE(shown);
        const auto work = [&](Changes& changes) {
            return Promotions(rule_sets())
                .run(changes, World::k_school, World::k_old_year, World::k_new_year, {},
                     shown->digest);
        };
        const std::string digest(32, 'd');
        const auto moved = world.write(work, "key-1", digest);
        REQUIRE(moved);
        CHECK(moved->status == 201);
        CHECK(moved->body.find(
                  R"("students":5,"promoted":3,"repeats":1,"affiliated":0,"graduated":1)") !=
              std::string::npos);
        // The same request again is answered with the first answer, and moves nobody twice.
        const auto again = world.write(work, "key-1", digest);
        REQUIRE(again);
        CHECK(again->is_repeat);
        CHECK(again->body == moved->body);
        CHECK(world.text("SELECT COUNT(*) FROM enrolment WHERE school_year_id = 3") == "5");
        CHECK(world.text("SELECT last_day || ' ' || ended_reason FROM enrolment "
                         "WHERE enrolment_id = 11") == "2006-06-28 year_ended");
        CHECK(world.text("SELECT last_day || ' ' || ended_reason FROM enrolment "
                         "WHERE enrolment_id = 21") == "2006-06-28 graduated");
        CHECK(world.text("SELECT class_id || ' ' || kind || ' ' || first_day FROM enrolment "
                         "WHERE student_id = 14 AND school_year_id = 3") ==
              "171 regular 2006-09-02");
        CHECK(world.text("SELECT clause FROM promotion_student WHERE student_id = 12") ==
              "SR-7.2b");
        // With another key the plan is no longer what was shown.
        CHECK(code_of(world.write(work)) == "VERSION_STALE");
        CHECK(line(world, 11) == "moved promoted SR-7.2a");
        CHECK(code_of(run(world)) == "VALUE_OUT_OF_RANGE");

        const std::int64_t promotion = promotion_in(moved);
        CHECK(code_of(undo(world, 99)) == "RECORD_UNKNOWN");
        CHECK(code_of(undo(world, promotion)) == "accepted");
        CHECK(world.enrolments() == before);
        CHECK(code_of(undo(world, promotion)) == "DECIDED_ALREADY");
        // And it can be done again.
        CHECK(code_of(run(world)) == "accepted");
        CHECK(world.verified_chain() > 20);
    });
}

TEST_CASE("promotion: whoever was left waiting is moved by a later run")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test);
    fill(world);
    const std::int64_t first = promotion_in(run(world));
    // The second round is decided, the withheld result is shown.
    world.publish(15, World::k_class_7_1, "7.2.a");
    const PromotionChoices choices{
        .students = {{.student_id = 15, .to_class_id = World::k_new_8_2}}};
    CHECK(line(world, 15, choices) == "moves promoted 182 SR-7.2a");
    const std::int64_t second = promotion_in(run(world, choices));
    CHECK(line(world, 15) == "moved promoted SR-7.2a");
    // Each is undone for itself, in any order: they have no student in common.
    CHECK(code_of(undo(world, first)) == "accepted");
    CHECK(line(world, 15) == "moved promoted SR-7.2a");
    CHECK(code_of(undo(world, second)) == "accepted");
    CHECK(world.text("SELECT COUNT(*) FROM enrolment WHERE school_year_id = 3") == "1");
}

TEST_CASE("promotion: nothing is undone in a sealed year, nor under what was recorded since")
{
    on_both_databases([](TestDatabase& test) {
        World world(test);
        fill(world);
        const std::int64_t promotion = promotion_in(run(world));
        world.execute("INSERT INTO excuse (school_id, excuse_id, student_id, school_year_id, "
                      "first_day, last_day, kind, document, on_school_form, certifier, "
                      "school_health_certified, submitted_on, recorded_at, recorded_by, role) "
                      "VALUES (1, 1, 11, 3, '2006-09-05', '2006-09-05', 'medical', '1', 1, "
                      "'none', 0, '2006-09-06', 'x', 1, 'r')");
        CHECK(code_of(undo(world, promotion)) == "RECORD_IN_USE");
        world.execute("DELETE FROM excuse WHERE school_id = 1");
        // He moved to another class of his grade since.
        world.execute("UPDATE enrolment SET last_day = '2006-10-01', ended_reason = 'moved_class' "
                      "WHERE school_id = 1 AND student_id = 20 AND school_year_id = 3");
        CHECK(code_of(undo(world, promotion)) == "RECORD_IN_USE");
        world.execute("UPDATE enrolment SET last_day = NULL, ended_reason = NULL "
                      "WHERE school_id = 1 AND student_id = 20 AND school_year_id = 3");
        const std::string moved = world.enrolments();
        school::Years years(*world.record);
        REQUIRE(years.seal(World::k_school, world.act(), World::k_new_year, 1));
        CHECK(code_of(undo(world, promotion)) == "YEAR_SEALED");
        CHECK(code_of(run(world)) == "YEAR_SEALED");
        CHECK(code_of(run_one(world, 13, World::k_new_8_2)) == "YEAR_SEALED");
        CHECK(world.enrolments() == moved);
    });
}

TEST_CASE(
    "promotion: another decision published after the move is told, and moves one student anew")
{
    on_both_databases([](TestDatabase& test) {
        World world(test);
        fill(world);
        promotion_in(run(world));
        const std::string moved = world.enrolments();
        // The same decision under another paragraph changes nothing of where he sits.
        world.publish(12, World::k_class_7_1, "7.2.a");
        CHECK(line(world, 12) == "moved promoted SR-7.2b");
        CHECK(code_of(run_one(world, 12)) == "PROMOTION_DONE");
        // A corrected mark: he has not passed.
        world.publish(11, World::k_class_7_1, "REPEAT", World::failed_in("MTH"));
        CHECK(line(world, 11) == "to_be_moved_anew repeats SR-9.1");
        CHECK(code_of(run(world)) == "VALUE_OUT_OF_RANGE");

        // Before the new year his enrolment is taken away and another stands in its place.
        const auto anew = run_one(world, 11);
        const std::int64_t second = promotion_in(anew);
        CHECK(world.text("SELECT class_id || ' ' || first_day FROM enrolment "
                         "WHERE student_id = 11 AND school_year_id = 3") == "171 2006-09-02");
        CHECK(line(world, 11) == "moved repeats SR-9.1");
        CHECK(code_of(run_one(world, 11)) == "PROMOTION_DONE");
        // What the later move stands on is not undone before it.
        CHECK(code_of(undo(world, second - 100'000'000)) == "RECORD_UNKNOWN");
        const std::int64_t first = *parse_id(world.text(
            "SELECT CAST(MIN(promotion_id) AS TEXT) FROM promotion WHERE kind = 'year'"));
        CHECK(code_of(undo(world, first)) == "RECORD_IN_USE");
        CHECK(code_of(undo(world, second)) == "accepted");
        CHECK(world.enrolments() == moved);

        // In the year it ends on the day before, and what was recorded until then stays.
        world.clock = FixedClock(*Instant::parse("2006-10-10T08:00:00Z"));
        CHECK(code_of(run_one(world, 11, 0, Day::parse("2006-10-15"))) == "accepted");
        CHECK(world.text("SELECT last_day || ' ' || ended_reason FROM enrolment "
                         "WHERE student_id = 11 AND class_id = 181") == "2006-10-14 moved_class");
        CHECK(world.text("SELECT first_day FROM enrolment "
                         "WHERE student_id = 11 AND class_id = 171") == "2006-10-15");
        const std::int64_t third = *parse_id(world.text(
            "SELECT CAST(MAX(promotion_id) AS TEXT) FROM promotion WHERE kind = 'student'"));
        CHECK(code_of(undo(world, third)) == "accepted");
        CHECK(world.enrolments() == moved);

        // Who had graduated and did not: his old enrolment says so too.
        world.publish(21, World::k_class_9_1, "REPEAT", World::failed_in("MTH"));
        CHECK(line(world, 21) == "to_be_moved_anew repeats SR-9.1");
        // The new year has no class of grade 9.
        CHECK(code_of(run_one(world, 21)) == "FACTS_INCOMPLETE");
        world.execute("INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, "
                      "name, capacity) VALUES (1, 191, 3, 39, '9/1', 5)");
        CHECK(code_of(run_one(world, 21)) == "accepted");
        CHECK(world.text("SELECT ended_reason FROM enrolment WHERE enrolment_id = 21") ==
              "year_ended");
        const std::int64_t fourth = *parse_id(world.text(
            "SELECT CAST(MAX(promotion_id) AS TEXT) FROM promotion WHERE kind = 'student'"));
        CHECK(code_of(undo(world, fourth)) == "accepted");
        CHECK(world.enrolments() == moved);
        CHECK(world.verified_chain() > 20);
    });
}

TEST_CASE("promotion: one student who waits, is enrolled by hand, or is unknown")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test);
    fill(world);
    CHECK(code_of(run_one(world, 99)) == "RECORD_UNKNOWN");
    CHECK(code_of(run_one(world, 15)) == "FACTS_INCOMPLETE");
    CHECK(code_of(run_one(world, 17)) == "FACTS_INCOMPLETE");
    // By hand he sits in 8/2 already; his section is 8/1.
    CHECK(code_of(run_one(world, 24, World::k_new_8_2)) == "ENROLLED_ALREADY");
    const std::string before = world.enrolments();
    const std::int64_t moved = promotion_in(run_one(world, 24));
    CHECK(world.text("SELECT class_id || ' ' || first_day FROM enrolment "
                     "WHERE student_id = 24 AND school_year_id = 3") == "181 2006-09-02");
    CHECK(code_of(undo(world, moved)) == "accepted");
    CHECK(world.enrolments() == before);
    // Something was recorded of him in the new year: from its first day on he cannot be elsewhere.
    world.execute("INSERT INTO excuse (school_id, excuse_id, student_id, school_year_id, "
                  "first_day, last_day, kind, document, on_school_form, certifier, "
                  "school_health_certified, submitted_on, recorded_at, recorded_by, role) "
                  "VALUES (1, 1, 24, 3, '2006-09-05', '2006-09-05', 'medical', '1', 1, "
                  "'none', 0, '2006-09-06', 'x', 1, 'r')");
    CHECK(code_of(run_one(world, 24)) == "RECORD_IN_USE");
    CHECK(code_of(run_one(world, 24, 0, Day::parse("2006-09-10"))) == "accepted");
}

TEST_CASE("SR-9.1: above the age of the stage a student repeats only by an extension")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test);
    // The new year begins on 9 Sha'ban 1427. Born on 1 Sha'ban 1409 he is 18 then, and 18 may; a year older may not.
    const auto born = [](const char* hijri) {
        return from_hijri(*HijriDate::parse(hijri))->to_text();
    };
    world.add_student(31, World::k_class_7_1, born("1409-08-01"));
    world.add_student(32, World::k_class_7_1, born("1408-08-01"));
    world.add_student(33, World::k_class_7_1, born("1408-08-20"));
    for (const std::int64_t student : {31, 32, 33})
        world.publish(student, World::k_class_7_1, "REPEAT", World::failed_in("MTH"));
    CHECK(line(world, 31) == "moves repeats 171 SR-9.1");
    CHECK(line(world, 32) == "waits extension");
    // His birthday comes after the first day of the year.
    CHECK(line(world, 33) == "moves repeats 171 SR-9.1");

    world.execute(
        "INSERT INTO committee (school_id, committee_id, kind, name_ar, name_en, decision) "
        "VALUES (1, 1, 'guidance', 'g', 'g', 'd')");
    const auto decided = [&](std::int64_t id, const char* kind, const char* decision) {
        world.execute("INSERT INTO committee_case (school_id, case_id, committee_id, student_id, "
                      "school_year_id, kind, fact, type, person, opened_on, opened_at, opened_by, "
                      "role) VALUES (1, $1, 1, 32, 2, $2, 'f', '', '', '2006-06-25', 'x', 1, 'r')",
                      {id, kind});
        world.execute("INSERT INTO case_decision (school_id, case_decision_id, case_id, decision, "
                      "members, conflicted, present, chair_present, chair_vote, programme, "
                      "reasons, changed_because, decided_on, digest, recorded_at, recorded_by, "
                      "role) VALUES (1, $1, $1, $2, 3, 0, 3, 1, '', '', 'r', '', '2006-06-26', "
                      "$3, 'x', 1, 'r')",
                      {id, decision, database::Value(database::Bytes(32))});
    };
    decided(1, "extension", "approved");
    CHECK(line(world, 32) == "moves repeats 171 SR-9.1");
    // A newer decision stands in its place. SR-9.2: repeated failure is asked for, and the director.
    decided(2, "extension", "refused");
    CHECK(line(world, 32) == "waits leaving_approval");
    decided(3, "affiliation", "approved");
    CHECK(line(world, 32) == "waits leaving_approval");
    world.execute("INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day) "
                  "VALUES (1, 9, '1425-1426', '2004-09-10', '2005-06-28')");
    world.execute("INSERT INTO result_version (school_id, result_version_id, student_id, "
                  "school_year_id, class_id, version, publication_id, regulation, "
                  "parameters_digest, program_version, decision, facts, outcome, trace, "
                  "facts_digest, content_digest, made_at) SELECT 1, 9, 32, 9, class_id, 1, "
                  "publication_id, regulation, '', '1', 'REPEAT', facts, outcome, trace, "
                  "facts_digest, content_digest, made_at FROM result_version "
                  "WHERE school_id = 1 AND student_id = 32");
    CHECK(line(world, 32) == "moves affiliated 171 SR-9.2");
    CHECK(code_of(run(world)) == "accepted");
    CHECK(world.text("SELECT kind FROM enrolment WHERE student_id = 32 AND school_year_id = 3") ==
          "affiliated");
}

TEST_CASE(
    "SR-9.3: who did not pass the third secondary waits for his choice, and counts as affiliated "
    "once the days are over")
{
    on_both_databases([](TestDatabase& test) {
        World world(test, "sa_1426", 10);
        world.execute("INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, "
                      "name, capacity) VALUES (1, 191, 3, 39, '12/1', 5)");
        for (const std::int64_t student : {41, 42, 43, 44})
            world.add_student(student, World::k_class_9_1);
        for (const std::int64_t student : {41, 42, 43})
            world.publish(student, World::k_class_9_1, "REPEAT", World::failed_in("MTH"));
        world.publish(44, World::k_class_9_1, "7.2.c");
        world.add_student(45, World::k_class_7_1);
        const auto choose = [&](std::int64_t student, const char* choice, const char* day,
                                std::int64_t year = World::k_new_year) {
            return code_of(world.write([&](Changes& changes) {
                return Promotions(rule_sets())
                    .choose(changes, StudentId{World::k_school, student}, year, choice,
                            *Day::parse(day), "14/1427");
            }));
        };
        CHECK(line(world, 41) == "waits grade_12_choice");
        CHECK(line(world, 44) == "moves graduated SR-7.2c");
        CHECK(choose(41, "regular_all", "2006-09-02") == "DAY_IN_FUTURE");
        // 2 September is day 1, 15 September day 14, the last one.
        world.clock = FixedClock(*Instant::parse("2006-09-15T08:00:00Z"));
        CHECK(line(world, 42) == "waits grade_12_choice");
        CHECK(choose(41, "affiliated_failed", "2006-09-03") == "accepted");
        CHECK(line(world, 41) == "moves affiliated 191 SR-9.3");
        // He may change his mind while the days run.
        CHECK(choose(41, "regular_all", "2006-09-15") == "accepted");
        CHECK(line(world, 41) == "moves repeats 191 SR-9.3");
        CHECK(choose(44, "regular_all", "2006-09-15") == "VALUE_NOT_LISTED");
        CHECK(choose(45, "regular_all", "2006-09-15") == "NOT_ENROLLED");
        CHECK(choose(99, "regular_all", "2006-09-15") == "NOT_ENROLLED");
        CHECK(choose(41, "regular_all", "2006-09-15", 99) == "RECORD_UNKNOWN");
        CHECK(choose(41, "regular_all", "2006-09-15", World::k_old_year) == "RECORD_UNKNOWN");
        world.clock = FixedClock(*Instant::parse("2006-09-16T08:00:00Z"));
        CHECK(choose(42, "regular_all", "2006-09-16") == "CHOICE_LATE");
        CHECK(line(world, 42) == "moves affiliated 191 SR-9.3");
        CHECK(line(world, 43) == "moves affiliated 191 SR-9.3");
        world.add_student(46, World::k_class_9_1);
        CHECK(choose(46, "regular_all", "2006-09-15") == "RESULT_NOT_PUBLISHED");
        CHECK(world.verified_chain() == 2);
    });
}

TEST_CASE("promotion: affiliated students stay so, and who fails repeats all subjects (SR-10.6)")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test);
    world.add_student(51, World::k_class_7_1, "1992-01-01", "affiliated_annual");
    world.add_student(52, World::k_class_7_1, "", "affiliated");
    world.publish(51, World::k_class_7_1, "10.6");
    world.publish(52, World::k_class_7_1, "NOT_PASSED", World::failed_in("MTH"));
    CHECK(line(world, 51) == "moves promoted 181 SR-10.6");
    CHECK(line(world, 52) == "moves affiliated 171 SR-10.6");
    const auto plan = plan_of(world);
    // A single examination is decided for a year (SR-10.4).
    CHECK(move_of(*plan, 51).kind == "affiliated");
    world.execute("UPDATE school SET kind = 'private' WHERE school_id = 1");
    CHECK(line(world, 52) == "waits private_school");
}

TEST_CASE("promotion: where the regulation leaves it open, the head names class and decision")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test, "sa_1447");
    world.add_student(61, World::k_class_7_1);
    world.publish(61, World::k_class_7_1, "left_open");
    world.add_student(62, World::k_class_7_1);
    world.publish(62, World::k_class_7_1, "promoted_with_stumbled");
    CHECK(line(world, 61) == "waits left_open");
    CHECK(line(world, 62) == "moves promoted 181 SA1447-STUMBLE");
    const auto named = [&](std::int64_t class_id, const char* reference) {
        return PromotionChoices{
            .students = {{.student_id = 61, .to_class_id = class_id, .reference = reference}}};
    };
    CHECK(line(world, 61, named(World::k_new_8_1, "")) == "waits left_open");
    CHECK(line(world, 61, named(World::k_new_8_1, "12/1447")) ==
          "moves promoted 181 SA1447-PROMOTION");
    CHECK(line(world, 61, named(World::k_new_7_1, "12/1447")) ==
          "moves repeats 171 SA1447-PROMOTION");
    CHECK(code_of(run(world, named(World::k_new_7_1, "12/1447"))) == "accepted");
    CHECK(world.text("SELECT reference FROM promotion_student WHERE student_id = 61") == "12/1447");
}

TEST_CASE("KW-DECIDE: each Kuwaiti decision moves, repeats, ends the stage or waits")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test, "kw_primary_2016", 3);
    const std::map<std::int64_t, std::pair<const char*, const char*>> expected = {
        {71, {"promoted", "moves promoted 181 KW-4.5"}},
        {72, {"repeat", "moves repeats 171 KW-DECIDE"}},
        {73, {"placement", "waits placement"}},
        {74, {"second_round", "waits second_round"}},
        {75, {"pending_exceptional", "waits exceptional_case"}},
        {76, {"incomplete", "waits not_decided"}}};
    for (const auto& [student, texts] : expected) {
        world.add_student(student, World::k_class_7_1);
        world.publish(student, World::k_class_7_1, texts.first);
    }
    world.add_student(77, World::k_class_9_1);
    world.publish(77, World::k_class_9_1, "passed_stage");
    for (const auto& [student, texts] : expected)
        CHECK_MESSAGE(line(world, student) == texts.second, student);
    CHECK(line(world, 77) == "moves graduated KW-4.8");
}

TEST_CASE("promotion: a result of a moment to come, or of a publication taken back, moves nobody")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test);
    fill(world);
    world.execute("UPDATE publication SET visible_from = '2006-07-01T08:00:00.001Z' "
                  "WHERE school_id = 1");
    CHECK(line(world, 11) == "waits not_published");
    world.execute("UPDATE publication SET visible_from = '2006-07-01T08:00:00.000Z' "
                  "WHERE school_id = 1");
    CHECK(line(world, 11) == "moves promoted 181 SR-7.2a");
    world.execute("INSERT INTO publication_withdrawal (school_id, publication_id, reason, "
                  "withdrawn_at, withdrawn_by) VALUES (1, 500, 'r', 'x', 1)");
    CHECK(line(world, 11) == "waits not_published");
}

TEST_CASE("promotion: an old year that is sealed cannot be ended any more")
{
    TestDatabase test(TestBackend::sqlite);
    World world(test);
    fill(world);
    school::Years years(*world.record);
    REQUIRE(years.seal(World::k_school, world.act(), World::k_old_year, 1));
    CHECK(line(world, 11) == "waits old_year_sealed");
}
