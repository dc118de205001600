#include "results/publications.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>

#include "core/refusal_codes.h"
#include "platform/database/migrations.h"
#include "regulations/registration.h"
#include "results/differences.h"
#include "results/publication_lists.h"
#include "tests/support/marks_school.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::results;
using school::Act;
using school::Answer;
using school::Changes;
using tests::on_both_databases;
using tests::TestDatabase;

namespace {

constexpr std::int64_t k_class = 3;
constexpr std::int64_t k_year = 2;
const SchoolId k_school{1};
const StudentId k_first{k_school, 11};
const StudentId k_second{k_school, 12};
const Instant k_moment = *Instant::parse("2006-07-01T08:00:00Z");
const Instant k_visible = *Instant::parse("2006-07-02T08:00:00Z");

// Two subjects of an intermediate grade; `final_exam` is the second subject's last paper of 30.
std::string saudi_year(const std::string& final_exam)
{
    return R"({"student_kind": "regular", "grade": 8, "school_year": "1426-1427", "plan": [
        {"code": "QRN", "group": "ISLAMIC", "weekly_periods": 2},
        {"code": "HIS", "group": "OTHER", "weekly_periods": 2}],
        "marks": {"QRN": ["18", "27", "18", "27"], "HIS": ["15", "20", "15", )" +
           final_exam + "]}}";
}

// The same with the paper missed and excused: SR-11.1, its make-up is still to come.
std::string pending_year()
{
    std::string json = saudi_year("null");
    json.insert(json.rfind('}'), R"(, "absences": {"HIS.t2": "excused_pending"})");
    return json;
}

// Facts that a test lays down.
class GivenFacts final : public FactsSource {
public:
    std::map<std::int64_t, std::string> json;

    Result<YearFacts> facts(database::Session&, StudentId student, std::int64_t) const override
    {
        const auto found = json.find(student.value);
        if (found == json.end())
            return Refusal{RefusalCode::not_enrolled, {}, "", ""};
        return YearFacts{.regulation = "sa_1426", .class_id = k_class, .json = found->second};
    }
};

std::vector<database::Migration> migrations()
{
    return tests::all_migrations();
}

struct PublishingSchool {
    FixedClock clock{k_moment};
    IdSource ids{1};
    std::unique_ptr<school::Record> record;
    std::vector<std::unique_ptr<RuleSet>> rule_sets = all_rule_sets();
    GivenFacts facts;
    Publications publications{facts, rule_sets, {}};

    explicit PublishingSchool(tests::TestDatabase& test)
    {
        REQUIRE(database::upgrade(test.database(), migrations(), k_moment));
        record = std::make_unique<school::Record>(test.database(), ids, clock);
        REQUIRE(test.database().write(k_school, [](database::Session& session) {
            session.execute("INSERT INTO directorate (directorate_id, country, name_ar, name_en) "
                            "VALUES (1, 'SA', 'd', 'd')");
            session.execute("INSERT INTO school (school_id, directorate_id, ministry_number, "
                            "name_ar, name_en, kind, shift, "
                            "students_sex, utc_offset_minutes) VALUES (1, 1, '1', 's', 's', "
                            "'government', 'day', 'boys', 180)");
            session.execute(
                "INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day) "
                "VALUES (1, 2, '1426-1427', '2005-09-10', '2006-06-28')");
            session.execute("INSERT INTO study_plan (school_id, study_plan_id, school_year_id, "
                            "grade, track, regulation) "
                            "VALUES (1, 4, 2, 8, '', 'sa_1426')");
            session.execute("INSERT INTO class (school_id, class_id, school_year_id, "
                            "study_plan_id, name, capacity) "
                            "VALUES (1, 3, 2, 4, 'a', 30)");
            for (const std::int64_t student : {11, 12}) {
                session.execute("INSERT INTO student (school_id, student_id, student_number, "
                                "name_parts, name_ar, name_en, "
                                "search_name, sort_key, sex, nationality) VALUES (1, $1, $2, '[]', "
                                "'n', 'n', 'n', $3, 'male', 'SA')",
                                student, std::to_string(student), database::Bytes{});
                session.execute(
                    "INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, "
                    "class_id, kind, "
                    "is_newcomer, first_day) VALUES (1, $1, $1, 2, 3, 'regular', 0, '2005-09-10')",
                    student);
            }
        }));
        facts.json = {{11, saudi_year("\"25\"")}, {12, saudi_year("\"20\"")}};
    }

    Result<Answer> write(std::int64_t account, const school::Record::Work& work)
    {
        const Act act{.account_id = account,
                      .role = "head_teacher",
                      .at = clock.now(),
                      .today = clock.now().day(180)};
        return record->write(k_school, act, work);
    }
    Result<Answer> publish(const std::vector<std::int64_t>& leave_out = {})
    {
        return write(1, [&](Changes& changes) {
            return publications.publish(
                changes, k_school,
                {.class_id = k_class, .visible_from = k_visible, .leave_out = leave_out});
        });
    }
    std::vector<OpenPoint> open_points()
    {
        const auto points = record->read([&](database::Session& session) {
            return publications.open_points(session, k_school, k_class);
        });
        REQUIRE(points);
        return *points;
    }
    Result<ResultVersion> published(StudentId student, Instant now = k_visible)
    {
        return record->read([&](database::Session& session) {
            return publications.published(session, student, k_year, now);
        });
    }
    Result<Answer> request_correction(std::int64_t account)
    {
        return write(account, [&](Changes& changes) {
            return publications.request_correction(changes, k_second, k_year, "sum_error");
        });
    }
    Result<Answer> decide(std::int64_t account, std::int64_t correction, bool is_accepted)
    {
        return write(account, [&](Changes& changes) {
            return publications.decide_correction(changes, k_school, correction, is_accepted,
                                                  "seen");
        });
    }
};

std::int64_t number_in(const std::string& json, const std::string& field)
{
    const auto document = JsonDocument::parse(json);
    REQUIRE(document);
    return *parse_id(document->root().find(field).value().text());
}

RefusalCode code_of(const auto& result)
{
    REQUIRE_FALSE(result);
    return result.refusal().code;
}

}  // namespace

TEST_CASE("results: a class is published once, and shown from its moment on")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        CHECK(code_of(school.published(k_first)) == RefusalCode::result_not_published);
        const auto answer = school.publish();
        REQUIRE(answer);
        CHECK(answer->status == 201);
        CHECK(code_of(school.published(k_first, Instant{k_visible.milliseconds - 1})) ==
              RefusalCode::result_not_published);
        const auto result = school.published(k_first);
        REQUIRE(result);
        CHECK(result->version == 1);
        CHECK(result->regulation == "sa_1426");
        CHECK(result->outcome.find("\"final\"") != std::string::npos);
        CHECK(result->reasons.starts_with("{\"ar\":"));
        CHECK_FALSE(result->parameters_digest.empty());
        CHECK(code_of(school.publish()) == RefusalCode::published_already);
    });
}

TEST_CASE("results: what is published does not change when facts do")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        REQUIRE(school.publish());
        const auto before = school.published(k_second);
        REQUIRE(before);
        school.facts.json[12] = saudi_year("\"29\"");
        const auto after = school.published(k_second);
        REQUIRE(after);
        CHECK(after->outcome == before->outcome);
        CHECK(after->reasons == before->reasons);
    });
}

TEST_CASE(
    "results: facts that the regulation refuses keep a class from being published, and are named")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        school.facts.json[12] = saudi_year("\"31\"");
        CHECK(code_of(school.publish()) == RefusalCode::publication_incomplete);
        const auto points = school.record->read([&](database::Session& session) {
            return school.publications.open_points(session, k_school, k_class);
        });
        REQUIRE(points);
        REQUIRE(points->size() == 1);
        CHECK((*points)[0].code == "facts_refused");
        CHECK((*points)[0].student_id == 12);
        CHECK((*points)[0].refusal->code == RefusalCode::mark_over_maximum);

        school.facts.json.erase(12);
        const auto missing = school.record->read([&](database::Session& session) {
            return school.publications.open_points(session, k_school, k_class);
        });
        REQUIRE(missing);
        CHECK((*missing)[0].code == "facts_incomplete");
        const auto unknown = school.record->read([&](database::Session& session) {
            return school.publications.open_points(session, k_school, 99);
        });
        CHECK(code_of(unknown) == RefusalCode::record_unknown);
    });
}

TEST_CASE("results: a year without a decision keeps its class from being published")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        const auto codes = [&] {
            const auto points = school.record->read([&](database::Session& session) {
                return school.publications.open_points(session, k_school, k_class);
            });
            REQUIRE(points);
            std::string text;
            for (const OpenPoint& point : *points)
                text += point.code + ' ' + std::to_string(point.student_id.value_or(0)) + ';';
            return text;
        };
        const auto decision = [&] {
            const auto evaluated = school.record->read([&](database::Session& session) {
                return school.publications.preview(session, k_second, k_year, Depth::outcome);
            });
            REQUIRE(evaluated);
            return evaluated->decision;
        };
        // The last paper of the year has no mark yet.
        school.facts.json[12] = saudi_year("null");
        CHECK(decision() == "INCOMPLETE");
        CHECK(codes() == "decision_open 12;");
        CHECK(code_of(school.publish()) == RefusalCode::publication_incomplete);

        // SR-11.1: absent with an excuse, and the make-up is still to come.
        std::string pending = saudi_year("null");
        pending.insert(pending.rfind('}'), R"(, "absences": {"HIS.t2": "excused_pending"})");
        school.facts.json[12] = pending;
        CHECK(decision() == "PENDING");
        CHECK(codes() == "decision_open 12;");
        CHECK(code_of(school.publish()) == RefusalCode::publication_incomplete);

        // Twelve of a hundred: the second round is a decision, and is published.
        std::string failed = saudi_year("\"5\"");
        const std::string passed_marks = R"("15", "20", "15")";
        failed.replace(failed.find(passed_marks), passed_marks.size(), R"("2", "3", "2")");
        school.facts.json[12] = failed;
        CHECK(decision() == "SECOND_ROUND");
        CHECK(codes().empty());
        CHECK(school.publish());
    });
}

TEST_CASE("SR-11.1: the checklist says why somebody has no decision yet, and what is missing")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        school.facts.json[12] = pending_year();
        const std::vector<OpenPoint> pending = school.open_points();
        REQUIRE(pending.size() == 1);
        CHECK(pending[0].code == "decision_open");
        CHECK(pending[0].student_id == 12);
        CHECK(pending[0].decision == "PENDING");
        CHECK(pending[0].reason == "make_up");
        CHECK(pending[0].clause == "SR-11.1");
        const std::string told = checklist_json(pending);
        CHECK(told.find(R"("reason":{"code":"make_up","ar":")") != std::string::npos);

        school.facts.json[12] = saudi_year("null");
        const std::vector<OpenPoint> incomplete = school.open_points();
        REQUIRE(incomplete.size() == 1);
        CHECK(incomplete[0].reason == "not_decided");
        CHECK(incomplete[0].missing == R"([{"fact":"exam","subject":"HIS","term":"t2"}])");
    });
}

TEST_CASE("PG-1.63: who has no decision yet is left out by name, and published when he has one")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        school.facts.json[12] = pending_year();
        CHECK(code_of(school.publish()) == RefusalCode::publication_incomplete);
        // Nobody is left out for nothing, and somebody remains.
        CHECK(code_of(school.publish({11})) == RefusalCode::value_not_listed);
        CHECK(code_of(school.publish({12, 99})) == RefusalCode::value_not_listed);
        const auto first = school.publish({12});
        REQUIRE(first);
        CHECK(first->body.find(R"("students":1)") != std::string::npos);
        CHECK(school.published(k_first));
        CHECK(code_of(school.published(k_second)) == RefusalCode::result_not_published);
        // Only what is still open stands in the checklist.
        REQUIRE(school.open_points().size() == 1);
        CHECK(code_of(school.publish()) == RefusalCode::publication_incomplete);
        CHECK(code_of(school.publish({12})) == RefusalCode::publication_incomplete);

        school.facts.json[12] = saudi_year("\"20\"");
        CHECK(school.open_points().empty());
        const auto second = school.publish();
        REQUIRE(second);
        CHECK(second->body.find(R"("students":1)") != std::string::npos);
        CHECK(school.published(k_second)->version == 1);
        CHECK(school.published(k_first)->version == 1);
        CHECK(code_of(school.publish()) == RefusalCode::published_already);
        CHECK(code_of(school.publish({12})) == RefusalCode::published_already);
    });
}

TEST_CASE("results: a correction that would leave a year without a decision is refused, and says "
          "why")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        REQUIRE(school.publish());
        // The mark was taken back, and its make-up is still to come.
        school.facts.json[12] = pending_year();
        const auto refused = school.request_correction(1);
        REQUIRE_FALSE(refused);
        CHECK(refused.refusal().code == RefusalCode::facts_incomplete);
        CHECK(refused.refusal().clause == "SR-11.1");
        CHECK(refused.refusal().arguments == Arguments{{"value", "undecided.make_up"}});
        // Asked for while there was a decision, and agreed to when there is none any more.
        school.facts.json[12] = saudi_year("\"29\"");
        const auto request = school.request_correction(1);
        REQUIRE(request);
        const std::int64_t correction = number_in(request->body, "correction_id");
        school.facts.json[12] = saudi_year("null");
        CHECK(code_of(school.decide(2, correction, true)) == RefusalCode::facts_incomplete);
        CHECK(school.published(k_second)->version == 1);
        // It can be refused at any time, and agreed to once the facts are whole again.
        school.facts.json[12] = saudi_year("\"28\"");
        CHECK(school.decide(2, correction, true));
        CHECK(school.published(k_second)->version == 2);
    });
}

TEST_CASE("results: a correction needs a changed fact and a second person, and leaves the old "
          "version as it was")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        CHECK(code_of(school.request_correction(1)) == RefusalCode::result_not_published);
        REQUIRE(school.publish());
        CHECK(code_of(school.request_correction(1)) == RefusalCode::facts_unchanged);
        school.facts.json[12] = saudi_year("\"29\"");
        const auto request = school.request_correction(1);
        REQUIRE(request);
        const std::int64_t correction = number_in(request->body, "correction_id");
        CHECK(code_of(school.request_correction(2)) == RefusalCode::correction_pending);
        CHECK(code_of(school.decide(1, correction, true)) == RefusalCode::same_person);
        CHECK(code_of(school.decide(2, correction + 1, true)) == RefusalCode::record_unknown);

        const auto decision = school.decide(2, correction, true);
        REQUIRE(decision);
        CHECK(decision->body.find("\"version\":2") != std::string::npos);
        // 15 + 20 + 15 + 20 = 70 became 79.
        CHECK(decision->body.find("\"before\":\"70\"") != std::string::npos);
        CHECK(decision->body.find("\"after\":\"79\"") != std::string::npos);
        CHECK(code_of(school.decide(3, correction, false)) == RefusalCode::decided_already);
        CHECK(school.published(k_second)->version == 2);
        const auto versions = school.record->read([&](database::Session& session) {
            return school.publications.versions(session, k_second, k_year);
        });
        REQUIRE(versions.size() == 2);
        CHECK(versions[1].version == 1);
    });
}

TEST_CASE("results: a correction that is refused changes nothing")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        REQUIRE(school.publish());
        school.facts.json[12] = saudi_year("\"29\"");
        const auto request = school.request_correction(1);
        REQUIRE(request);
        const auto decision = school.decide(2, number_in(request->body, "correction_id"), false);
        REQUIRE(decision);
        CHECK(school.published(k_second)->version == 1);
        CHECK(school.request_correction(2));
    });
}

TEST_CASE("results: a withheld result is not shown until the school shows it again")
{
    on_both_databases([](TestDatabase& test) {
        PublishingSchool school(test);
        REQUIRE(school.publish());
        const auto withhold = [&](bool is_withheld) {
            return school.write(1, [&](Changes& changes) {
                return school.publications.withhold(changes, k_first, k_year, is_withheld,
                                                    "incident", "12/1427");
            });
        };
        REQUIRE(withhold(true));
        CHECK(code_of(school.published(k_first)) == RefusalCode::result_withheld);
        CHECK(school.published(k_second));
        REQUIRE(withhold(false));
        CHECK(school.published(k_first));
    });
}

TEST_CASE("results: differences name each place with what stood there and what stands there now")
{
    const auto found = differences(R"({"a": 1, "b": {"c": "x", "d/e": [1, 2]}, "f": null})",
                                   R"({"a": 1, "b": {"c": "y", "d/e": [1, 3, 4]}, "g": true})");
    std::string text;
    for (const Difference& one : found)
        text += one.place + ' ' + one.before + ' ' + one.after + '\n';
    CHECK(text == "/b/c \"x\" \"y\"\n/b/d~1e/1 2 3\n/b/d~1e/2  4\n/f null \n/g  true\n");
    CHECK(differences("{}", "{}").empty());
    CHECK(differences_json({{"/a", "", "1"}}) == R"([{"place":"/a","before":null,"after":1}])");
}
