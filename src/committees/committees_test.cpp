#include "committees/committees.h"

#include <doctest/doctest.h>

#include "committees/committees_routes.h"
#include "committees/merged_cases.h"
#include "embedded/committees.h"
#include "regulations/registration.h"
#include "tests/support/attendance_school.h"

using namespace taqwim;
using namespace taqwim::committees;
using namespace taqwim::tests;

namespace {

const RuleSets& rule_sets()
{
    static const RuleSets all = all_rule_sets();
    return all;
}

// A committee of five and a secretary; the student's plan is of sa_1426 or kw_primary_2016.
struct CommitteeSchool : AttendanceSchool {
    Committees committees;
    std::int64_t committee = 0;
    std::vector<std::int64_t> staff;

    CommitteeSchool(TestDatabase& test, const std::string& regulation)
        : AttendanceSchool(test), committees(*record, rule_sets())
    {
        test.run(migration_text(embedded_committees(), "0007"));
        test.run("UPDATE study_plan SET regulation = '" + regulation + "'");
        committee = id_in(committees.add(this->school, act(),
                                         {.id = 0,
                                          .kind = "guidance",
                                          .name_ar = "guidance",
                                          .name_en = "Guidance",
                                          .decision = "3 of 2026-09-01"}),
                          "committee_id");
        for (const char* const role :
             {"chair", "vice_chair", "member", "member", "member", "secretary"}) {
            staff.push_back(add_staff("staff" + std::to_string(staff.size())));
            REQUIRE(code_of(add_member(staff.back(), role)) == "accepted");
        }
    }

    Result<school::Answer> add_member(std::int64_t who, const char* role,
                                      const char* first = "2026-09-13")
    {
        Member member;
        member.committee_id = committee;
        member.staff_member_id = who;
        member.role = role;
        member.days.first = day_of(first);
        member.decision = "3 of 2026-09-01";
        return committees.add_member(this->school, act(), member);
    }

    Case a_case(const char* kind) const
    {
        Case one;
        one.committee_id = committee;
        one.student_id = ali;
        one.year_id = year;
        one.kind = kind;
        one.fact = "preview";
        return one;
    }

    Decision a_decision(std::int64_t case_id, std::vector<Attendance> attendance) const
    {
        Decision one;
        one.case_id = case_id;
        one.decided_on = act().today;
        one.reasons = "read well in May";
        one.attendance = std::move(attendance);
        return one;
    }

    // Written down by the secretary, or by another.
    Result<school::Answer> decide(Decision one, std::optional<std::int64_t> by = std::nullopt)
    {
        school::Act one_of_them = act();
        one_of_them.person_id = by.value_or(staff.back());
        return committees.decide(this->school, one_of_them, std::move(one));
    }

    std::string facts(void (*write)(JsonWriter&, database::Session&, StudentId, std::int64_t))
    {
        return record->read([&](database::Session& session) {
            JsonWriter json;
            json.begin_object();
            write(json, session, {this->school, ali}, year);
            json.end_object();
            return std::string(json.str());
        });
    }
};

const char* const k_promoted = "PRIMARY_PROMOTED";
const char* const k_retained = "PRIMARY_RETAINED";

}  // namespace

TEST_CASE("SR-5.3: three of five with the chair decide; two are no quorum, and none without the "
          "chair")
{
    on_both_databases([](TestDatabase& test) {
        CommitteeSchool sample(test, "sa_1426");
        const auto& staff = sample.staff;
        const std::int64_t id =
            id_in(sample.committees.open(sample.school, sample.act(), sample.a_case("guidance")),
                  "case_id");
        const auto decide = [&](std::vector<Attendance> attendance) {
            return code_of(sample.decide(sample.a_decision(id, std::move(attendance))));
        };
        CHECK(sample.facts(write_committee_facts) == "{}");
        CHECK(decide({{staff[0], false, k_promoted}, {staff[2], false, k_promoted}}) ==
              "QUORUM_MISSING");
        CHECK(decide({{staff[2], false, k_promoted},
                      {staff[3], false, k_promoted},
                      {staff[4], false, k_promoted}}) == "COMMITTEE_CHAIR_ABSENT");
        CHECK(decide({{staff[0], false, k_promoted},
                      {staff[2], false, k_retained},
                      {staff[3], false, ""}}) == "COMMITTEE_UNDECIDED");
        CHECK(decide({{staff[0], false, k_promoted}, {staff[5], false, k_promoted}}) ==
              "RECORD_UNKNOWN");  // the secretary
        CHECK(decide({{staff[0], false, k_promoted}, {staff[0], false, k_promoted}}) ==
              "RECORD_UNKNOWN");  // twice
        CHECK(decide({{staff[0], false, "approved"}}) == "VALUE_NOT_LISTED");
        CHECK(decide({{staff[0], true, k_promoted}}) == "VALUE_NOT_LISTED");
        Decision silent = sample.a_decision(id, {{staff[0], false, k_promoted},
                                                 {staff[2], false, k_promoted},
                                                 {staff[3], false, k_retained}});
        silent.reasons.clear();
        CHECK(code_of(sample.decide(silent)) == "REASON_MISSING");
        Decision early = silent;
        early.reasons = "seen";
        early.decided_on = day_of("2026-09-17");
        CHECK(code_of(sample.decide(early)) == "DAYS_REVERSED");
        early.decided_on = day_of("2026-09-21");
        CHECK(code_of(sample.decide(early)) == "DAY_IN_FUTURE");
        CHECK(code_of(sample.decide(sample.a_decision(5, {}))) == "RECORD_UNKNOWN");
        // Whoever does not belong to the committee writes down nothing of its sessions.
        const std::int64_t stranger = sample.add_staff("stranger");
        const Decision unanimous = sample.a_decision(id, {{staff[0], false, k_promoted},
                                                          {staff[2], false, k_promoted},
                                                          {staff[3], false, k_promoted}});
        CHECK(code_of(sample.decide(unanimous, stranger)) == "NOT_PERMITTED");

        const auto decided = sample.decide(sample.a_decision(id, {{staff[0], false, k_promoted},
                                                                  {staff[2], false, k_promoted},
                                                                  {staff[3], false, k_retained}}));
        REQUIRE(decided);
        CHECK(text_in_json(decided->body, "decision") == k_promoted);
        CHECK(sample.facts(write_committee_facts) ==
              R"({"committee":{"members":5,"conflicted":0,"present":3,"chair_present":true,)"
              R"("votes":{"PRIMARY_PROMOTED":2,"PRIMARY_RETAINED":1},)"
              R"("reasons":"read well in May"}})");
        CHECK(sample.verified_chain() > 0);
    });
}

TEST_CASE("SR-5.3: a member in conflict is not counted, support needs its programme, and the chair "
          "settles a tie")
{
    on_both_databases([](TestDatabase& test) {
        CommitteeSchool sample(test, "sa_1426");
        const auto& staff = sample.staff;
        const std::int64_t id =
            id_in(sample.committees.open(sample.school, sample.act(), sample.a_case("guidance")),
                  "case_id");
        // Five less two in conflict: two of three are more than half.
        Decision support = sample.a_decision(id, {{staff[1], false, "PRIMARY_SUPPORT"},
                                                  {staff[2], false, "PRIMARY_SUPPORT"},
                                                  {staff[3], true, ""},
                                                  {staff[4], true, ""}});
        CHECK(code_of(sample.decide(support)) == "DECISION_REQUIRED");
        support.programme = "learning_difficulty";
        CHECK(code_of(sample.decide(support)) == "accepted");
        CHECK(sample.facts(write_committee_facts).find("\"conflicted\":2,\"present\":2") !=
              std::string::npos);

        Decision tie = sample.a_decision(id, {{staff[0], false, k_promoted},
                                              {staff[2], false, k_retained},
                                              {staff[3], false, k_promoted},
                                              {staff[4], false, k_retained}});
        tie.chair_vote = k_retained;
        CHECK(code_of(sample.decide(tie)) == "DECISION_EXISTS");
        tie.changed_because = "wrong skill state";
        const auto changed = sample.decide(tie);
        CHECK(text_in_json(changed->body, "decision") == k_retained);
        // Both stay legible.
        const auto shown = sample.committees.cases_of(sample.school, sample.ali, sample.act());
        REQUIRE(shown);
        CHECK(shown->find("learning_difficulty") != std::string::npos);
        CHECK(shown->find("wrong skill state") != std::string::npos);
    });
}

TEST_CASE("PG-1.63: a decision is signed by each who sat, once, over its digest, and only while it "
          "stands")
{
    on_both_databases([](TestDatabase& test) {
        CommitteeSchool sample(test, "sa_guide");
        const auto& staff = sample.staff;
        const std::int64_t id =
            id_in(sample.committees.open(sample.school, sample.act(), sample.a_case("guidance")),
                  "case_id");
        Decision one = sample.a_decision(id, {{staff[0], false, k_promoted},
                                              {staff[2], false, k_promoted},
                                              {staff[3], false, k_retained},
                                              {staff[4], true, ""}});
        const std::int64_t decision = id_in(sample.decide(one), "case_decision_id");
        const auto sign = [&](std::int64_t who, std::int64_t what) {
            school::Act act = sample.act();
            act.person_id = who;
            return code_of(sample.committees.sign(sample.school, act, what));
        };
        CHECK(sign(staff[0], decision) == "accepted");
        CHECK(sign(staff[0], decision) == "SIGNED_ALREADY");
        CHECK(sign(staff[1], decision) == "RECORD_UNKNOWN");  // was not there
        CHECK(sign(staff[4], decision) == "RECORD_UNKNOWN");  // in conflict
        CHECK(sign(staff[2], 7) == "RECORD_UNKNOWN");
        one.changed_because = "wrong student";
        REQUIRE(code_of(sample.decide(one)) == "accepted");
        CHECK(sign(staff[2], decision) == "DECISION_EXISTS");
        CHECK(sample.verified_chain() > 0);
    });
}

TEST_CASE(
    "OM-82: who sits on a committee reads and decides its cases alone; for the others they are not "
    "there")
{
    on_both_databases([](TestDatabase& test) {
        CommitteeSchool sample(test, "sa_guide");
        const auto& staff = sample.staff;
        const std::int64_t id =
            id_in(sample.committees.open(sample.school, sample.act(), sample.a_case("guidance")),
                  "case_id");
        const std::int64_t stranger = sample.add_staff("stranger");
        const auto as = [&](std::int64_t who, const char* role, const char* today) {
            school::Act act = sample.act();
            act.person_id = who;
            act.role = role;
            act.today = day_of(today);
            return act;
        };
        const std::string today = sample.act().today.to_text();
        const auto reads = [&](const school::Act& act) {
            return code_of(sample.committees.cases_of(sample.school, sample.ali, act));
        };
        const auto decides = [&](const school::Act& act) {
            return code_of(
                sample.committees.decide(sample.school, act,
                                         sample.a_decision(id, {{staff[0], false, k_promoted},
                                                                {staff[1], false, k_promoted},
                                                                {staff[2], false, k_promoted}})));
        };
        for (const char* const role :
             {"committee_member", "committee_chair", "committee_secretary"}) {
            CHECK(reads(as(stranger, role, today.c_str())) == "COMMITTEE_WITHOUT_CASE");
            CHECK(decides(as(stranger, role, today.c_str())) == "RECORD_UNKNOWN");
        }
        CHECK(reads(as(staff[2], "committee_member", today.c_str())) == "accepted");
        // Not before his first day on it.
        CHECK(reads(as(staff[2], "committee_member", "2026-09-12")) == "COMMITTEE_WITHOUT_CASE");
        // The head reads all of them by his office.
        CHECK(reads(as(stranger, "head_teacher", today.c_str())) == "accepted");
        CHECK(decides(as(staff[2], "committee_member", today.c_str())) == "accepted");
    });
}

TEST_CASE("KW-16.0, KW-16.1: an exceptional case has a listed type, papers, and two approvals in "
          "order")
{
    on_both_databases([](TestDatabase& test) {
        CommitteeSchool sample(test, "kw_primary_2016");
        Case one = sample.a_case("exceptional");
        one.type = "chronic";
        one.person = "student";
        const auto open = [&](const Case& given) {
            return sample.committees.open(sample.school, sample.act(), given);
        };
        CHECK(code_of(open(one)) == "EXCEPTIONAL_WITHOUT_DOCUMENT");
        one.documents = {"M-12", "M-13"};
        Case typed = one;
        typed.type = "holiday";
        CHECK(code_of(open(typed)) == "EXCEPTIONAL_TYPE_UNKNOWN");
        Case parent = one;
        parent.person = "parent";
        CHECK(code_of(open(parent)) == "EXCEPTIONAL_PERSON_NOT_ALLOWED");
        Case reversed = one;
        reversed.first_day = day_of("2026-09-20");
        reversed.last_day = day_of("2026-09-19");
        CHECK(code_of(open(reversed)) == "DAYS_REVERSED");
        Case nobody = one;
        nobody.student_id = 3;
        CHECK(code_of(open(nobody)) == "RECORD_UNKNOWN");
        Case nowhere = one;
        nowhere.committee_id = 3;
        CHECK(code_of(open(nowhere)) == "RECORD_UNKNOWN");
        parent.type = "treatment_abroad";
        parent.first_day = day_of("2026-09-15");
        const std::int64_t id = id_in(open(parent), "case_id");
        CHECK(code_of(open(one)) == "RECORD_EXISTS");

        Approval approval;
        approval.case_id = id;
        approval.judgement = "approved";
        approval.reference = "9 of 2026-09-20";
        approval.decided_on = sample.act().today;
        const auto approve = [&](const char* level) {
            approval.level = level;
            return code_of(sample.committees.approve(sample.school, sample.act(), approval));
        };
        CHECK(approve("ministry_committee") == "APPROVAL_MISSING");
        CHECK(approve("educational_district") == "accepted");
        CHECK(approve("ministry_committee") == "accepted");
        CHECK(sample.facts(write_exceptional_facts) ==
              R"({"exceptional":{"type":"treatment_abroad","person":"parent","from":"2026-09-15",)"
              R"("documents":["M-12","M-13"],"district":"approved",)"
              R"("ministry_committee":"approved"}})");
        // Its limit passed without the assessment: the head says so, and takes it back.
        CHECK(approve("school_head") == "VALUE_NOT_LISTED");
        approval.judgement = "lapsed";
        CHECK(approve("educational_district") == "VALUE_NOT_LISTED");
        CHECK(approve("school_head") == "accepted");
        CHECK(sample.facts(write_exceptional_facts).find("\"lapsed\":true") != std::string::npos);
        approval.judgement = "stands";
        CHECK(approve("school_head") == "accepted");
        CHECK(sample.facts(write_exceptional_facts).find("lapsed") == std::string::npos);
        approval.judgement = "refused";
        CHECK(approve("educational_district") == "accepted");
        // What was not approved cannot lapse.
        approval.judgement = "lapsed";
        CHECK(approve("school_head") == "APPROVAL_MISSING");
        approval.judgement = "refused";
        CHECK(sample.facts(write_exceptional_facts).find("\"district\":\"refused\"") !=
              std::string::npos);
        approval.decided_on = day_of("2026-09-21");
        CHECK(approve("educational_district") == "DAY_IN_FUTURE");
        approval.decided_on = sample.act().today;
        approval.case_id = 4;
        CHECK(approve("educational_district") == "RECORD_UNKNOWN");

        // KW-31: what has no text is decided by the majority with the chair.
        const std::int64_t no_text = id_in(open(sample.a_case("no_text")), "case_id");
        approval.case_id = no_text;
        CHECK(approve("educational_district") == "COMMITTEE_NOT_DUE");
        const auto& staff = sample.staff;
        CHECK(code_of(sample.decide(sample.a_decision(no_text, {{staff[2], false, "approved"}}))) ==
              "COMMITTEE_CHAIR_ABSENT");
        CHECK(code_of(sample.decide(sample.a_decision(
                  no_text, {{staff[0], false, "approved"}, {staff[2], false, "refused"}}))) ==
              "COMMITTEE_UNDECIDED");
        const auto decided =
            sample.decide(sample.a_decision(no_text, {{staff[0], false, "approved"}}));
        CHECK(text_in_json(decided->body, "decision") == "approved");
        const std::int64_t guidance = id_in(open(sample.a_case("guidance")), "case_id");
        CHECK(code_of(sample.decide(sample.a_decision(
                  guidance, {{staff[0], false, k_promoted}}))) == "COMMITTEE_NOT_DUE");
    });
}

TEST_CASE("committees: members serve from a day to a day by decision; a student without a case has "
          "none to show")
{
    on_both_databases([](TestDatabase& test) {
        CommitteeSchool sample(test, "sa_1426");
        CHECK(code_of(sample.add_member(sample.staff[2], "member")) == "DAYS_OVERLAP");
        CHECK(code_of(sample.add_member(999, "member")) == "RECORD_UNKNOWN");
        const std::int64_t other = sample.add_staff("other");
        CHECK(code_of(sample.add_member(other, "chair")) == "RECORD_EXISTS");
        const auto added = sample.add_member(other, "member");
        const std::int64_t member = id_in(added, "committee_member_id");
        const auto end = [&](std::int64_t id, std::int64_t version, const char* day) {
            return code_of(sample.committees.end_member(sample.school, sample.act(), id, version,
                                                        day_of(day)));
        };
        CHECK(end(member, 2, "2026-09-20") == "VERSION_STALE");
        CHECK(end(member, 1, "2026-09-12") == "DAYS_REVERSED");
        CHECK(end(member, 1, "2026-09-20") == "accepted");
        CHECK(end(7, 1, "2026-09-20") == "RECORD_UNKNOWN");
        CHECK(code_of(sample.add_member(other, "member", "2026-09-20")) == "DAYS_OVERLAP");
        CHECK(code_of(sample.add_member(other, "member", "2026-09-21")) == "accepted");
        CHECK(code_of(sample.committees.add(sample.school, sample.act(),
                                            {.id = 0,
                                             .kind = "other",
                                             .name_ar = "guidance",
                                             .name_en = "",
                                             .decision = "1"})) == "RECORD_EXISTS");
        CHECK(code_of(sample.committees.cases_of(sample.school, sample.ali, sample.act())) ==
              "COMMITTEE_WITHOUT_CASE");
        const auto listed = sample.committees.committees(sample.school);
        REQUIRE(listed);
        CHECK(listed->find("\"role\":\"chair\"") != std::string::npos);

        for (const school::Route& route : committees_routes(sample.committees))
            CHECK(route.needs_key == (route.method != http::Method::get));
    });
}

TEST_CASE("committees: the cases of a merged record go to the kept one, and back")
{
    on_both_databases([](TestDatabase& test) {
        CommitteeSchool sample(test, "sa_1426");
        REQUIRE(sample.committees.open(sample.school, sample.act(), sample.a_case("guidance")));
        const auto cases = [&](std::int64_t student) {
            return code_of(sample.committees.cases_of(sample.school, student, sample.act()));
        };
        CasesOfMerged merged;
        std::string moved;
        const auto write = [&](auto&& work) {
            REQUIRE(sample.record->write(sample.school, sample.act(),
                                         [&](school::Changes& changes) -> Result<school::Answer> {
                                             work(changes);
                                             changes.note("merge", "test",
                                                          crypto::digest_of(moved));
                                             return school::Answer{};
                                         }));
        };
        write([&](school::Changes& changes) {
            moved = *merged.move(changes, sample.school, sample.ali, sample.hamad);
        });
        CHECK(cases(sample.hamad) == "accepted");
        CHECK(cases(sample.ali) == "COMMITTEE_WITHOUT_CASE");
        write([&](school::Changes& changes) {
            const auto document = JsonDocument::parse(moved);
            CHECK_FALSE(merged.move_back(changes, sample.school, sample.ali, sample.hamad,
                                         document->root()));
        });
        CHECK(cases(sample.ali) == "accepted");
    });
}
