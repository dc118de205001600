// Early grades from the record: the sample school of examples/saudi_early_school is entered through the rooms, and what
// the regulation makes of the record is what it makes of the folder.

#include <algorithm>
#include <map>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "platform/tables/csv.h"
#include "regulations/sa_1426/school_folder.h"
#include "results/sheet_points.h"
#include "tests/support/project_files.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

const RecordedYear k_early_year{.name = "1427-1428",
                                .first_day = "2006-09-09",
                                .term_1_last_day = "2007-01-24",
                                .term_2_first_day = "2007-02-10",
                                .last_day = "2007-06-13",
                                .today = "2007-06-13"};

// The students of the folder, each as the document that its reader makes.
std::vector<Json> folder_documents()
{
    const auto files = tables::read_csv_folder(project_path("examples/saudi_early_school"));
    REQUIRE(files);
    std::vector<SchoolTable> all;
    for (const tables::CsvFile& file : *files) {
        const tables::CsvTable& table = file.reading.table;
        all.push_back({.file = file.name,
                       .header = table.header(),
                       .cells = table.cells(),
                       .row_numbers = table.row_numbers(),
                       .broken_rows = table.broken_rows(),
                       .problems = file.reading.problems,
                       .is_whole = file.reading.is_whole});
    }
    std::vector<Json> documents;
    for (const auto& student : sa_1426::read_school_folder(all, "sa_1426").students)
        documents.push_back(Json::parse(student.document));
    return documents;
}

std::string text(const Json& object, const char* name)
{
    return object.value(name, std::string());
}

std::vector<school::PlanSubject> plan_of(const Json& document)
{
    std::vector<school::PlanSubject> subjects;
    for (const Json& subject : document["input"]["subjects"])
        subjects.push_back({.subject = text(subject, "code"),
                            .name_ar = text(subject, "name_ar"),
                            .name_en = text(subject, "code"),
                            .group = "OTHER",
                            .weekly_periods = 5});
    return subjects;
}

// The list of skills of a class, entered once: sheets, and the days on which the skills were taught.
class EarlyClass {
public:
    EarlyClass(RecordedSchool& school, const Json& first, std::int64_t plan)
        : school_(school), class_id_(school.add_class(plan, text(first["input"], "section")))
    {
        for (const Json& subject : first["input"]["subjects"]) {
            marks::SchemeRequest request{.regulation = "sa_1426",
                                         .grade = std::stoi(text(first["input"], "grade")),
                                         .subject = text(subject, "code"),
                                         .part = "skills",
                                         .on = day_of("2006-09-09")};
            for (const Json& skill : subject["skills"]) {
                const marks::SkillDraft whole{.code = text(skill, "code"),
                                              .text = text(skill, "text"),
                                              .is_minimum = skill.value("minimum", false),
                                              .term = 0,
                                              .kind = text(skill, "kind"),
                                              .criterion = text(skill, "criterion")};
                if (!skill.contains("parts"))
                    request.skills.push_back(whole);
                for (const Json& part : skill.value("parts", Json::array())) {
                    marks::SkillDraft one = whole;
                    one.code = text(part, "code");
                    one.text = text(part, "text");
                    one.part_of = whole.code;
                    one.part_of_text = whole.text;
                    request.skills.push_back(one);
                }
            }
            school.make_sheets(class_id_, request);
            for_each_column(subject, [&](const Json& column, SheetId sheet) {
                if (column.contains("taught"))
                    accepted(school_.marks->teach(school_.act("teacher", 8), sheet,
                                                  text(column, "code"),
                                                  day_of(text(column, "taught").c_str())));
            });
        }
        for (const Json& report : first["input"]["reports"])
            accepted(school_.marks->set_report(school_.act(), school_.school, class_id_,
                                               std::stoi(text(report, "number")),
                                               day_of(text(report, "on").c_str()), 0));
    }

    [[nodiscard]] std::int64_t class_id() const { return class_id_; }

    std::int64_t enter(const Json& document)
    {
        const Json& input = document["input"];
        const std::int64_t student =
            school_.add_student(class_id_, {.number = text(document, "id"),
                                            .name = text(input, "name"),
                                            .enrolled_on = text(input, "enrolled_on")});
        for (const Json& subject : input["subjects"]) {
            std::vector<marks::EntryRequest> entries;
            for_each_column(subject, [&](const Json& column, SheetId) {
                int occurrence = 0;
                for (const Json& judgement : column.value("judgements", Json::array()))
                    entries.push_back({.key = {.student_id = student,
                                               .column = text(column, "code"),
                                               .occurrence = ++occurrence},
                                       .value = text(judgement, "value"),
                                       .assessed_on = Day::parse(text(judgement, "on")),
                                       .tool = text(judgement, "tool"),
                                       .note = text(judgement, "reason")});
            });
            school_.enter(school_.sheet(class_id_, text(subject, "code"), 0, "skills"), entries);
        }
        return student;
    }

private:
    template <class Work>
    void for_each_column(const Json& subject, const Work& work)
    {
        const SheetId sheet = school_.sheet(class_id_, text(subject, "code"), 0, "skills");
        for (const Json& skill : subject["skills"]) {
            if (!skill.contains("parts"))
                work(skill, sheet);
            for (const Json& part : skill.value("parts", Json::array()))
                work(part, sheet);
        }
    }

    RecordedSchool& school_;
    std::int64_t class_id_;
};

// A guidance committee of five, its session on a student as the document tells it.
class GuidanceCommittee {
public:
    explicit GuidanceCommittee(RecordedSchool& school) : school_(school)
    {
        committees::Committee committee;
        committee.kind = "guidance";
        committee.name_ar = "guidance";
        committee.name_en = "guidance";
        id_ = id_in(school.committees->add(school.school, school.act(), committee), "committee_id");
        for (int i = 0; i < 5; ++i) {
            committees::Member member;
            member.committee_id = id_;
            member.staff_member_id = school.add_staff("m" + std::to_string(i));
            member.role = i == 0 ? "chair" : "member";
            member.days.first = day_of("2006-09-09");
            accepted(school.committees->add_member(school.school, school.act(), member));
            members_.push_back(member.staff_member_id);
        }
    }

    void decide(std::int64_t student, const Json& session)
    {
        committees::Case one;
        one.committee_id = id_;
        one.student_id = student;
        one.year_id = school_.year;
        one.kind = "guidance";
        committees::Decision decision;
        decision.case_id =
            id_in(school_.committees->open(school_.school, school_.act(), one), "case_id");
        decision.decided_on = day_of("2007-06-13");
        decision.programme = text(session, "programme");
        decision.reasons = text(session, "reasons");
        std::vector<std::string> votes;
        for (const auto& [choice, count] : session["votes"].items())
            votes.insert(votes.end(), static_cast<std::size_t>(std::stoi(number(count))), choice);
        votes.resize(static_cast<std::size_t>(std::stoi(number(session["present"]))));
        for (std::size_t i = 0; i < votes.size(); ++i)
            decision.attendance.push_back({.staff_member_id = members_[i], .vote = votes[i]});
        const std::int64_t made = id_in(
            school_.committees->decide(
                school_.school, school_.act("committee_member", 20, members_.front()), decision),
            "case_decision_id");
        for (std::size_t i = 0; i < votes.size(); ++i)
            accepted(school_.committees->sign(
                school_.school, school_.act("committee_member", 20, members_[i]), made));
    }

private:
    static std::string number(const Json& value)
    {
        return value.is_string() ? value.get<std::string>() : value.dump();
    }

    RecordedSchool& school_;
    std::int64_t id_ = 0;
    std::vector<std::int64_t> members_;
};

// The outcome without the number by which the school knows the student.
std::string without_id(const std::string& outcome)
{
    Json read = Json::parse(outcome);
    read.erase("id");
    return read.dump();
}

void enters_the_sample_school(TestDatabase& test)
{
    RecordedSchool school(test, k_early_year);
    GuidanceCommittee committee(school);
    std::map<std::string, std::int64_t> plans;
    std::map<std::string, EarlyClass> classes;
    results::YearEvaluation folder(school.rule_sets);
    std::map<std::string, int> decisions;
    for (const Json& document : folder_documents()) {
        const Json& input = document["input"];
        const std::string grade = text(input, "grade");
        if (!plans.contains(grade)) {
            plans[grade] = school.add_plan(std::stoi(grade), "sa_1426", plan_of(document));
        }
        const std::string section = grade + text(input, "section");
        if (!classes.contains(section))
            classes.emplace(section, EarlyClass(school, document, plans[grade]));
        const std::int64_t student = classes.at(section).enter(document);
        if (input.contains("committee"))
            committee.decide(student, input["committee"]);

        INFO("student " << text(document, "id"));
        const auto expected = folder.evaluate("sa_1426", document.dump(), results::Depth::outcome);
        REQUIRE(expected);
        REQUIRE_FALSE(expected->is_refused());
        const results::Evaluated found = school.evaluated(student);
        CHECK(found.decision == expected->decision);
        CHECK(without_id(found.outcome) == without_id(expected->outcome));
        ++decisions[found.decision];
    }
    // committee.csv has two decisions a grade; the others are promoted by their skills or wait for the committee.
    CHECK(decisions["PRIMARY_SUPPORT"] == 3);
    CHECK(decisions["PRIMARY_PROMOTED"] >= 3);
    CHECK(decisions.size() >= 3);
}

// The first class of the folder: signed by its teachers, and published by the head.
void publishes_a_class(TestDatabase& test)
{
    RecordedSchool school(test, k_early_year);
    GuidanceCommittee committee(school);
    const std::vector<Json> documents = folder_documents();
    const std::vector<school::PlanSubject> subjects = plan_of(documents.front());
    EarlyClass early(school, documents.front(), school.add_plan(1, "sa_1426", subjects));
    const std::int64_t promoted = early.enter(documents.front());
    // Student 104: his minimum skills are not all mastered, and the committee keeps him with support.
    const auto of_committee =
        std::ranges::find(documents, "104", [](const Json& one) { return text(one, "id"); });
    const std::int64_t supported = early.enter(*of_committee);
    results::Publications publications(school.record_facts, school.rule_sets,
                                       {results::open_sheets});
    const auto publish = [&] {
        return school.record->write_alone(
            school.school, school.act(), [&](school::Changes& changes) {
                return publications.publish(
                    changes, school.school,
                    {.class_id = early.class_id(), .visible_from = school.clock.now()});
            });
    };
    CHECK(code_of(publish()) == "PUBLICATION_INCOMPLETE");
    for (const school::PlanSubject& subject : subjects)
        school.sign(school.sheet(early.class_id(), subject.subject, 0, "skills"));
    committee.decide(supported, (*of_committee)["input"]["committee"]);
    accepted(publish());
    const auto decision = [&](std::int64_t student) {
        const auto version = school.record->read([&](database::Session& session) {
            return publications.published(session, {school.school, student}, school.year,
                                          school.clock.now());
        });
        REQUIRE(version);
        return text_in_json(version->outcome, "outcome");
    };
    CHECK(decision(promoted) == "PRIMARY_PROMOTED");
    CHECK(decision(supported) == "PRIMARY_SUPPORT");
}

// While the year lasts it is looked at on the day: reports to come are not there, and nothing is decided.
void is_provisional_within_the_year(TestDatabase& test)
{
    RecordedSchool school(test, k_early_year);
    const std::vector<Json> documents = folder_documents();
    EarlyClass early(school, documents.front(),
                     school.add_plan(1, "sa_1426", plan_of(documents.front())));
    const std::int64_t student = early.enter(documents.front());
    CHECK(text_in_json(school.evaluated(student).outcome, "outcome") == "PRIMARY_PROMOTED");
    Json facts = Json::parse(school.facts(student).json);
    CHECK_FALSE(facts["input"].contains("as_of"));
    // As the plan names it in English.
    CHECK(facts["input"]["subjects"][0]["name_en"] == facts["input"]["subjects"][0]["code"]);
    CHECK(facts["input"]["reports"].size() == 4);
    // The day before the last: three reports are out.
    school.today("2007-06-12");
    facts = Json::parse(school.facts(student).json);
    CHECK(facts["input"]["as_of"] == "2007-06-12");
    CHECK(facts["input"]["reports"].size() == 3);
    CHECK(text_in_json(school.evaluated(student).outcome, "outcome") == "PROVISIONAL");
}

}  // namespace

TEST_CASE("SR-5.2: a year of skills is published when its sheets are signed and the committee has "
          "decided")
{
    on_both_databases(publishes_a_class);
}

TEST_CASE(
    "SR-5.2: before its last day a year of skills is provisional, with the reports until then")
{
    on_both_databases(is_provisional_within_the_year);
}

TEST_CASE("SR-5.1: a year of skills from the record has the outcome that the same facts have in a "
          "folder")
{
    on_both_databases(enters_the_sample_school);
}
