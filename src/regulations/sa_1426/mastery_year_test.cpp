// A whole year by mastery under the regulation: reports, levels, the decision, and what is refused.

#include <algorithm>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/mastery_evaluation.h"
#include "regulations/sa_1426/mastery_year_answer.h"
#include "regulations/sa_1426/mastery_year_json.h"
#include "regulations/sa_1426/rule_set.h"
#include "tests/support/mastery_documents.h"
#include "tests/support/mastery_rules.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using namespace taqwim::sa_1426;
using Json = nlohmann::ordered_json;
using taqwim::tests::ask_mastery_year;
using taqwim::tests::mastery_year_document;
using taqwim::tests::MasteryReply;
using taqwim::tests::regulation_mastery_rules;

namespace {

MasteryReply ask(const Json& document)
{
    MasteryYearAnswer answer;
    return ask_mastery_year(answer, regulation_mastery_rules(), document);
}

Json fields_of(const Json& document)
{
    const MasteryReply reply = ask(document);
    for (const Refusal& problem : reply.problems)
        MESSAGE((std::string(to_text(problem.code)) + " " + problem.field));
    REQUIRE(reply.problems.empty());
    return reply.fields;
}

Json& counting(Json& document)
{
    return document["input"]["subjects"][0]["skills"][0];
}
Json& wudu(Json& document)
{
    return document["input"]["subjects"][1]["skills"][0];
}

// The code of the first problem, which stands at this place.
void refuses(const Json& document, RefusalCode code, const std::string& field)
{
    const MasteryReply reply = ask(document);
    REQUIRE_FALSE(reply.problems.empty());
    CHECK(to_text(reply.problems.front().code) == to_text(code));
    CHECK(reply.problems.front().field == field);
}

Json changed(const std::string& place, const Json& value)
{
    Json document = mastery_year_document();
    document["input"][Json::json_pointer(place)] = value;
    return document;
}

// Without its wudu mastered in the end, before a committee.
Json before_committee()
{
    Json document = mastery_year_document();
    wudu(document)["judgements"].erase(1);
    document["input"]["committee"] = Json::parse(R"({"members": 5, "present": 3,
        "chair_present": true, "votes": {"PRIMARY_PROMOTED": 2, "PRIMARY_RETAINED": 1},
        "reasons": "r"})");
    return document;
}

}  // namespace

TEST_CASE(
    "SR-5.2, SR-4.3b: four reports hold all that was studied up to their day, over both terms")
{
    const Json fields = fields_of(mastery_year_document());
    const Json& reports = fields["reports"];
    REQUIRE(reports.size() == 4);
    const auto row = [&](int report, int subject) {
        const Json& one = reports[static_cast<std::size_t>(report - 1)]["staff"]
                                 [static_cast<std::size_t>(subject)];
        return std::to_string(one["mastered"].get<int>()) + "/" +
               std::to_string(one["studied"].get<int>()) + " " +
               (one["level"].is_null() ? "-" : std::to_string(one["level"].get<int>()));
    };
    // 1 November: of counting only 1-9 was taught, and it is mastered. Wudu is not, courtesy is.
    CHECK(row(1, 0) == "1/1 1");
    CHECK(row(1, 1) == "1/2 3");
    // 24 January: 10-49 came and is not mastered, so counting is not any more. Wudu is mastered since 20 January.
    CHECK(row(2, 0) == "0/1 4");
    CHECK(row(2, 1) == "2/2 1");
    CHECK(row(3, 0) == "1/1 1");
    // The year's end: adding was taught in April.
    CHECK(row(4, 0) == "2/2 1");
    CHECK(row(4, 1) == "2/2 1");
    CHECK(reports[1]["staff"][0]["unmastered"][0]["text"] == "Counting: 10-49");
    CHECK(reports[1]["superseded_by"] == 3);
    CHECK(reports[3]["superseded_by"].is_null());
    CHECK(reports[3]["final_certificate"] == true);
    CHECK(reports[2]["final_certificate"] == false);
    CHECK(fields["missing_summaries"].empty());
    CHECK(fields["outcome"] == "PRIMARY_PROMOTED");
    CHECK(fields["by"] == "5.1");
}

TEST_CASE("SR-5.2: as many skills are named as were studied and not mastered")
{
    const Json fields = fields_of(mastery_year_document());
    for (const Json& report : fields["reports"])
        for (const Json& subject : report["staff"])
            CHECK(static_cast<int>(subject["unmastered"].size()) ==
                  subject["studied"].get<int>() - subject["mastered"].get<int>());
}

TEST_CASE("SR-5.2: a report sees nothing that happened after its day")
{
    const Json before = fields_of(mastery_year_document());
    Json document = mastery_year_document();
    counting(document)["parts"][2]["taught"] = "2007-05-01";
    counting(document)["parts"][2]["judgements"][0]["on"] = "2007-05-02";
    wudu(document)["judgements"].push_back(
        {{"on", "2007-04-05"}, {"value", "not_mastered"}, {"reason", "forgotten"}});
    const Json after = fields_of(document);
    for (std::size_t report = 0; report < 2; ++report)
        CHECK(after["reports"][report] == before["reports"][report]);
    // 4 April: 50-99 is no longer of it; what happened on the 5th is not yet.
    CHECK(after["reports"][2]["staff"][1] == before["reports"][2]["staff"][1]);
    CHECK(after["reports"][3]["staff"][1] != before["reports"][3]["staff"][1]);
    // On the very day it counts.
    wudu(document)["judgements"][2]["on"] = "2007-04-04";
    CHECK(fields_of(document)["reports"][2]["staff"][1] != before["reports"][2]["staff"][1]);
}

TEST_CASE("SR-5.1: the judgement that stands is the latest, in whatever order they were written")
{
    const Json expected = fields_of(mastery_year_document());
    Json document = mastery_year_document();
    std::reverse(counting(document)["parts"][1]["judgements"].begin(),
                 counting(document)["parts"][1]["judgements"].end());
    std::reverse(wudu(document)["judgements"].begin(), wudu(document)["judgements"].end());
    CHECK(fields_of(document) == expected);
}

TEST_CASE("SR-5.1: mastering one more skill never worsens a level or the decision")
{
    const auto rank = [](const Json& fields) {
        const std::string outcome = fields["outcome"];
        return outcome == "PRIMARY_PROMOTED" ? 1 : 2;
    };
    // Every set of the four skills that is mastered at the end, and the same with one more.
    const auto with_mastered = [](unsigned set) {
        Json document = mastery_year_document();
        unsigned bit = 0;
        for (Json& subject : document["input"]["subjects"])
            for (Json& skill : subject["skills"]) {
                Json& last = skill.contains("parts") ? skill["parts"].back()["judgements"]
                                                     : skill["judgements"];
                if ((set >> bit++ & 1U) == 0)
                    last.push_back(
                        {{"on", "2007-06-12"}, {"value", "not_mastered"}, {"reason", "r"}});
            }
        return fields_of(document);
    };
    for (unsigned set = 0; set < 16; ++set)
        for (unsigned bit = 0; bit < 4; ++bit) {
            if ((set >> bit & 1U) != 0)
                continue;
            const Json less = with_mastered(set);
            const Json more = with_mastered(set | 1U << bit);
            CHECK(rank(more) <= rank(less));
            for (std::size_t subject = 0; subject < 2; ++subject)
                CHECK(more["standing"]["staff"][subject]["level"].get<int>() <=
                      less["standing"]["staff"][subject]["level"].get<int>());
        }
}

TEST_CASE("SR-5.1: a minimum skill with one part missing at the end leads to the committee, "
          "another skill does not")
{
    Json document = mastery_year_document();
    counting(document)["parts"][1]["judgements"].erase(1);
    const Json waiting = fields_of(document);
    CHECK(waiting["outcome"] == "PENDING_COMMITTEE");
    CHECK(waiting["by"] == "5.3");
    REQUIRE(waiting["missing_minimum"].size() == 1);
    CHECK(waiting["missing_minimum"][0]["skill"] == "M1");
    CHECK(waiting["missing_minimum"][0]["parts"] ==
          Json::parse(R"([{"part": "M1b", "text": "10-49", "state": "not_mastered"}])"));

    Json other = mastery_year_document();
    other["input"]["subjects"][0]["skills"][1]["judgements"][0]["value"] = "not_mastered";
    CHECK(fields_of(other)["outcome"] == "PRIMARY_PROMOTED");
}

TEST_CASE("SR-5.1: a minimum skill with a part never taught, or never judged, blocks the decision")
{
    Json untaught = mastery_year_document();
    counting(untaught)["parts"][2].erase("taught");
    counting(untaught)["parts"][2].erase("judgements");
    const Json blocked = fields_of(untaught);
    CHECK(blocked["outcome"] == "BLOCKED");
    CHECK(blocked["error"] == "MINIMUM_SKILL_UNTAUGHT");
    CHECK(blocked["minimum"]["not_taught"] == 1);
    CHECK(blocked["missing_minimum"][0]["parts"][0]["state"] == "not_taught");

    Json unjudged = mastery_year_document();
    wudu(unjudged).erase("judgements");
    CHECK(fields_of(unjudged)["error"] == "MINIMUM_SKILL_UNJUDGED");
    unjudged["input"]["committee"] = before_committee()["input"]["committee"];
    refuses(unjudged, RefusalCode::minimum_skill_unjudged, "/input/committee");
}

TEST_CASE("SR-5.3: the committee's decision stands in the place of the wait")
{
    const Json decided = fields_of(before_committee());
    CHECK(decided["outcome"] == "PRIMARY_PROMOTED");
    CHECK(decided["by"] == "5.3");
    CHECK(decided["final"] == true);
    Json no_quorum = before_committee();
    no_quorum["input"]["committee"]["present"] = 2;
    no_quorum["input"]["committee"]["votes"] = {{"PRIMARY_PROMOTED", 2}};
    refuses(no_quorum, RefusalCode::quorum_missing, "/input/committee/present");
    Json not_due = mastery_year_document();
    not_due["input"]["committee"] = before_committee()["input"]["committee"];
    refuses(not_due, RefusalCode::committee_not_due, "/input/committee");
}

TEST_CASE("SR-5.1: before the last day of term 2 nothing is decided")
{
    Json document = changed("/as_of", "2007-06-12");
    document["input"]["reports"].erase(3);
    const Json provisional = fields_of(document);
    CHECK(provisional["outcome"] == "PROVISIONAL");
    CHECK_FALSE(provisional.contains("by"));
    CHECK(provisional["missing_summaries"].empty());
    document["input"]["as_of"] = "2007-06-13";
    CHECK(fields_of(document)["outcome"] == "PRIMARY_PROMOTED");
    CHECK(fields_of(document)["missing_summaries"] == Json::parse("[4]"));
    Json early = before_committee();
    early["input"]["as_of"] = "2007-06-12";
    early["input"]["reports"].erase(3);
    refuses(early, RefusalCode::final_decision_too_early, "/input/committee");
    refuses(changed("/reports/3/on", "2007-06-12"), RefusalCode::final_decision_too_early,
            "/input/reports/3/on");
}

TEST_CASE("SR-5.1: a judgement is one of two, rests on a tool, and lies between the lesson and the "
          "last day")
{
    const std::string place = "/subjects/1/skills/0/judgements/1/";
    refuses(changed(place + "value", "partly"), RefusalCode::third_state,
            "/input" + place + "value");
    refuses(changed(place + "tool", nullptr), RefusalCode::evidence_missing,
            "/input" + place + "tool");
    refuses(changed(place + "tool", "guess"), RefusalCode::value_not_listed,
            "/input" + place + "tool");
    refuses(changed(place + "on", "2007-06-14"), RefusalCode::judgement_after_final_day,
            "/input" + place + "on");
    CHECK(ask(changed(place + "on", "2007-06-13")).problems.empty());
    const std::string first = "/subjects/1/skills/0/judgements/0/";
    refuses(changed(first + "on", "2006-09-30"), RefusalCode::skill_not_studied,
            "/input" + first + "on");
    CHECK(ask(changed(first + "on", "2006-10-01")).problems.empty());
    // What the former school attested may be older.
    Json transferred = changed(place + "on", "2006-09-30");
    transferred["input"][Json::json_pointer(place + "tool")] = "former_school";
    transferred["input"]["subjects"][1]["skills"][0]["judgements"].erase(0);
    CHECK(ask(transferred).problems.empty());
}

TEST_CASE("SR-5.1: mastery is lost only with a reason")
{
    Json document = mastery_year_document();
    wudu(document)["judgements"].push_back({{"on", "2007-05-05"}, {"value", "not_mastered"}});
    refuses(document, RefusalCode::reason_missing,
            "/input/subjects/1/skills/0/judgements/2/reason");
    wudu(document)["judgements"][2]["reason"] = "forgotten";
    CHECK(fields_of(document)["outcome"] == "PENDING_COMMITTEE");
}

TEST_CASE("SR-5.2: a studied part without judgement holds the report until it is confirmed by name")
{
    Json document = mastery_year_document();
    document["input"]["subjects"][1]["skills"][1]["judgements"][0]["on"] = "2006-12-01";
    const Json open = fields_of(document)["reports"][0];
    CHECK(open["error"] == "SKILLS_UNASSESSED");
    CHECK(open["unassessed"] == Json::parse(R"(["F2"])"));
    CHECK(open["staff"][1]["studied"] == 2);
    CHECK(open["staff"][1]["mastered"] == 0);
    document["input"]["reports"][0]["confirmed_unassessed"] = {"F2"};
    const Json confirmed = fields_of(document)["reports"][0];
    CHECK_FALSE(confirmed.contains("error"));
    CHECK(confirmed["guardian"]["subjects"][1]["unmastered"][1]["not_assessed_yet"] == true);
    document["input"]["reports"][0]["confirmed_unassessed"] = {"F9"};
    refuses(document, RefusalCode::value_not_listed, "/input/reports/0/confirmed_unassessed");
}

TEST_CASE("SR-5.2: reports come in the order of their numbers and days, and a later student begins "
          "with the next")
{
    refuses(changed("/reports/2/number", 4), RefusalCode::report_order, "/input/reports/2/number");
    refuses(changed("/reports/1/on", "2006-11-01"), RefusalCode::report_order,
            "/input/reports/1/number");
    Json later = mastery_year_document();
    later["input"]["reports"].erase(0);
    refuses(later, RefusalCode::report_order, "/input/reports/0/number");
    later["input"]["enrolled_on"] = "2006-12-01";
    CHECK(fields_of(later)["missing_summaries"].empty());
}

TEST_CASE(
    "SR-5.2: the guardian sees the digit, the skills by name and the notes, and no other number")
{
    Json document = before_committee();
    document["input"]["reports"][0]["remarks"] = "Reads with joy";
    const Json fields = fields_of(document);
    for (const Json& report : fields["reports"]) {
        const Json& guardian = report["guardian"];
        for (const auto& [name, value] : guardian.items())
            CHECK((name == "subjects" || name == "remarks"));
        for (const Json& subject : guardian["subjects"])
            for (const auto& [name, value] : subject.items())
                CHECK((name == "subject" || name == "level" || name == "unmastered"));
        CHECK(guardian.dump().find("percent") == std::string::npos);
        CHECK(guardian.dump().find("50.00") == std::string::npos);
    }
    CHECK(fields_of(document)["reports"][0]["staff"][1]["percent_shown_to_staff"] == "50.00");
    CHECK(fields_of(document)["reports"][0]["guardian"]["subjects"][1]["unmastered"] ==
          Json::parse(R"([{"text": "Wudu", "minimum": true}])"));
}

TEST_CASE("SR-4.3b, SR-8.0, SR-10.2: exam marks, a second round and affiliation have no place here")
{
    refuses(changed("/exam_mark", "40"), RefusalCode::exam_mark_by_mastery, "/input/exam_mark");
    refuses(changed("/marks", Json::object()), RefusalCode::exam_mark_by_mastery, "/input/marks");
    refuses(changed("/second_round", Json::object()), RefusalCode::second_round_by_mastery,
            "/input/second_round");
    refuses(changed("/student_kind", "affiliated"), RefusalCode::affiliation_by_mastery,
            "/input/student_kind");
    CHECK(ask(changed("/student_kind", "regular")).problems.empty());
    for (int grade = 1; grade <= 6; ++grade)
        CHECK(ask(changed("/grade", grade)).problems.empty());
    refuses(changed("/grade", 7), RefusalCode::grade_not_covered, "/input/grade");
}

TEST_CASE("SR-5.1: what is wrong in a year is reported in one pass")
{
    Json document = mastery_year_document();
    document["input"]["colour"] = "green";
    document["input"]["subjects"][0]["skills"][1]["code"] = "M1";
    document["input"]["subjects"][1]["skills"][0]["text"] = "";
    document["input"]["subjects"][1]["skills"][1]["kind"] = "often";
    document["input"]["reports"][0]["on"] = "2006-13-01";
    const MasteryReply reply = ask(document);
    std::string codes;
    for (const Refusal& problem : reply.problems)
        codes += std::string(to_text(problem.code)) + " ";
    CHECK(codes.find("field_unknown") != std::string::npos);
    CHECK(codes.find("given_twice") != std::string::npos);
    CHECK(codes.find("field_missing") != std::string::npos);
    CHECK(codes.find("value_not_listed") != std::string::npos);
    CHECK(codes.find("value_not_a_date") != std::string::npos);
}

TEST_CASE("SR-5.1: days that cannot be are refused")
{
    const Json endless = changed("/last_day", nullptr);
    refuses(endless, RefusalCode::field_missing, "/input/last_day");
    CHECK(ask(endless).problems.size() == 1);
    Json next_year = changed("/last_day", "2007-09-01");
    next_year["input"].erase("reports");
    refuses(next_year, RefusalCode::day_outside_year, "/input/last_day");
    next_year["input"]["last_day"] = "2007-08-31";
    CHECK(ask(next_year).problems.empty());
    refuses(changed("/first_day", "2007-06-13"), RefusalCode::calendar_inconsistent,
            "/input/first_day");
    // Courtesy has no lesson, so the first day of school must be known.
    refuses(changed("/first_day", nullptr), RefusalCode::calendar_day_missing,
            "/input/subjects/1/skills/1/taught");
    refuses(changed("/subjects/0/skills/1/taught", "2007-06-14"), RefusalCode::facts_contradict,
            "/input/subjects/0/skills/1/taught");
    Json early = changed("/as_of", "2007-04-01");
    early["input"]["reports"].erase(3);
    refuses(early, RefusalCode::facts_contradict, "/input/reports/2/on");
    refuses(changed("/subjects/0/skills/0/taught", "2006-10-01"), RefusalCode::facts_contradict,
            "/input/subjects/0/skills/0/taught");
    refuses(changed("/subjects/0/skills/0/parts", Json::array()), RefusalCode::field_missing,
            "/input/subjects/0/skills/0/parts");
    Json twice = mastery_year_document();
    twice["input"]["subjects"][1]["code"] = "maths";
    refuses(twice, RefusalCode::given_twice, "/input/subjects/1/code");
    Json without = mastery_year_document();
    without.erase("input");
    refuses(without, RefusalCode::field_missing, "/input");
}

TEST_CASE("SR-5.1: a year without a school year takes the one of its last day, and says so")
{
    Json document = mastery_year_document();
    document.erase("school_year");
    const Json fields = fields_of(document);
    CHECK(fields["school_year"] == "2006-2007");
    CHECK(fields["school_year_assumed"] == true);
    CHECK_FALSE(fields_of(mastery_year_document()).contains("school_year_assumed"));
}

TEST_CASE("SR-5.1: nothing studied has no level, and the sample list says that it is one")
{
    Json document = mastery_year_document();
    document["input"]["as_of"] = "2006-09-15";
    document["input"].erase("reports");
    document["input"]["sample_list"] = true;
    const Json fields = fields_of(document);
    CHECK(fields["standing"]["staff"][0]["level"].is_null());
    CHECK(fields["standing"]["staff"][0]["percent"].is_null());
    CHECK(fields["sample_list"] == true);
}

TEST_CASE("SR-5.1, SR-5.2: the outcome is the same with and without trace, and the trace cites the "
          "regulation")
{
    const Json document = before_committee();
    const auto parsed = JsonDocument::parse(document["input"].dump());
    REQUIRE(parsed);
    FieldReader reader;
    const MasteryRules& rules = regulation_mastery_rules();
    const MasteryYear year = read_mastery_year(parsed->root(), rules, {}, reader);
    REQUIRE(reader.is_clean());
    TraceRecording recording;
    Trace trace(recording);
    Trace off = Trace::off();
    MasteryOutcome with;
    MasteryOutcome without;
    CHECK_FALSE(evaluate_mastery(year, rules, with, trace));
    CHECK_FALSE(evaluate_mastery(year, rules, without, off));
    CHECK(std::string(with.code()) == without.code());
    CHECK(with.standing.subjects[1].counts == without.standing.subjects[1].counts);
    std::string clauses;
    for (std::size_t i = 0; i < recording.size(); ++i)
        if (recording[i].kind == TraceNode::Kind::clause)
            clauses += std::string(recording[i].clause) + " ";
    for (const char* const clause : {"SR-4.3b", "SR-5.1", "SR-5.2", "SR-5.3"})
        CHECK(clauses.find(clause) != std::string::npos);
    CHECK(clauses.find("PG-") == std::string::npos);
}

TEST_CASE("SR-5.2, SR-5.3: the example of docs/mastery-year.md comes out as the page says")
{
    const std::string page = tests::read_project_file("docs/mastery-year.md");
    const std::string fence = "```json\n";
    const std::size_t begin = page.find(fence) + fence.size();
    const Json fields = fields_of(Json::parse(page.substr(begin, page.find("```", begin) - begin)));
    const Json& maths = fields["reports"][1]["staff"][0];
    CHECK(maths["level"] == 4);
    // The words that the page quotes.
    CHECK(page.find(maths["unmastered"][0]["text"].get<std::string>()) != std::string::npos);
    CHECK(fields["outcome"] == "PRIMARY_PROMOTED");
    CHECK(fields["by"] == "5.3");
    CHECK(fields["final"] == true);
    REQUIRE(fields["missing_minimum"].size() == 1);
    CHECK(fields["missing_minimum"][0]["skill"] == "F1-01");
}

TEST_CASE("PG-1.4: a subject of skills is told in English by its English name")
{
    Json document = mastery_year_document();
    document["input"]["subjects"][0]["name_ar"] = "الحساب";
    document["input"]["subjects"][0]["name_en"] = "Mathematics";
    document["input"]["subjects"][1]["name_ar"] = "الفقه";
    MasteryYearAnswer answer;
    REQUIRE(ask_mastery_year(answer, regulation_mastery_rules(), document).problems.empty());
    const auto has = [](const Explanation& told, const std::string& name) {
        return std::ranges::any_of(told.facts,
                                   [&](const auto& fact) { return fact.first == name; });
    };
    const std::unique_ptr<RuleSet> rules = make_rule_set({});
    CHECK(has(answer.explanation(rules->messages(Language::en)), "Mathematics"));
    CHECK_FALSE(has(answer.explanation(rules->messages(Language::en)), "الحساب"));
    CHECK(has(answer.explanation(rules->messages(Language::ar)), "الحساب"));
    // The second subject has no English name.
    CHECK(has(answer.explanation(rules->messages(Language::en)), "الفقه"));
}
