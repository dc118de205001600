#include "committees/committees.h"

#include <algorithm>
#include <array>

#include "committees/committees_store.h"
#include "committees/votes.h"
#include "core/refusal_codes.h"
#include "school/on_day.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::committees {

namespace {

using database::Session;
using school::Act;
using school::Answer;
using school::Changes;

constexpr std::string_view k_approved = "approved";
// KW-16.1  An approved case lapses when its limit passes without the assessment, or when it ended before.
constexpr std::string_view k_school_head = "school_head";
constexpr std::string_view k_lapsed = "lapsed";
constexpr std::string_view k_stands = "stands";

Refusal in_future(Day day, const char* field)
{
    return {RefusalCode::day_in_future, {{"day", day.to_text()}}, field, ""};
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

bool contains(const std::vector<std::string>& words, const std::string& word)
{
    return std::ranges::find(words, word) != words.end();
}

// The regulation of the student's plan on a day, and its values in the year of that day.
const RuleSet* rules_of(Session& session, StudentId student, Day day, const RuleSets& rule_sets)
{
    const auto class_id = school::class_of(session, student.school, student.value, day);
    const auto plan =
        class_id ? school::plan_of_class(session, student.school, *class_id) : std::nullopt;
    if (!plan)
        return nullptr;
    const auto found = std::ranges::find_if(
        rule_sets, [&](const auto& one) { return one->id() == plan->regulation; });
    return found == rule_sets.end() ? nullptr : found->get();
}

// Those whose permission comes from sitting on some committee act in that committee alone (OM-82); the offices of the
// directorate act in all of them.
bool sits_by_appointment(const Act& act)
{
    return act.role == "committee_chair" || act.role == "committee_member" ||
           act.role == "committee_secretary";
}

bool is_member(const std::vector<Member>& members, std::int64_t staff_member_id, Day day)
{
    return std::ranges::any_of(members, [&](const Member& member) {
        return member.staff_member_id == staff_member_id && member.days.contains(day);
    });
}

bool sits_on(Session& session, SchoolId school, std::int64_t committee_id, const Act& act)
{
    return is_member(members_of(session, school, committee_id), act.person_id, act.today);
}

// SR-5.3  It is the committee's own session: who writes its decision down belongs to it on that day. The program itself,
// which has no account, enters what was decided elsewhere.
std::optional<Refusal> refuses_to_write_decision(const std::vector<Member>& members,
                                                 const Decision& decision, const Act& act)
{
    if (sits_by_appointment(act) && !is_member(members, act.person_id, act.today))
        return school::unknown_record("case", decision.case_id);
    if (act.account_id != 0 && !is_member(members, act.person_id, decision.decided_on))
        return Refusal{RefusalCode::not_permitted, {{"permission", "case_decide"}}, "", "SR-5.3"};
    return std::nullopt;
}

// KW-16.0  A listed kind of case, with its papers, of a person who may have it.
std::optional<Refusal> refuses_exceptional(Session& session, SchoolId school, const Case& one,
                                           const RuleSets& rule_sets)
{
    if (one.kind != "exceptional")
        return std::nullopt;
    const RuleSet* const rules =
        rules_of(session, {school, one.student_id}, one.opened_on, rule_sets);
    if (rules != nullptr) {
        const auto values = rules->parameters().on(one.opened_on);
        if (!values)
            return values.refusal();
        if (values->has("exceptional.types")) {
            const auto types = values->list("exceptional.types").value;
            if (!contains(types, one.type))
                return Refusal{RefusalCode::exceptional_type_unknown,
                               {{"value", one.type}, {"allowed", joined(types)}},
                               "type",
                               "KW-16.0"};
            const auto of_parent = values->list("exceptional.parent_types").value;
            if (one.person == "parent" && !contains(of_parent, one.type))
                return Refusal{RefusalCode::exceptional_person_not_allowed,
                               {{"type", one.type}, {"allowed", joined(of_parent)}},
                               "person",
                               "KW-16.0"};
        }
    }
    if (one.documents.empty())
        return Refusal{RefusalCode::exceptional_without_document,
                       {{"type", one.type}},
                       "documents",
                       "KW-16.0"};
    if (one.first_day && one.last_day && *one.last_day < *one.first_day)
        return school::days_reversed("first_day", *one.first_day, *one.last_day);
    return std::nullopt;
}

void write_case(JsonWriter& json, Session& session, SchoolId school, const Case& one)
{
    json.begin_object();
    school::JsonFields fields(json);
    describe(fields, one);
    json.key("decisions").begin_array();
    for (const SignedDecision& signed_one : decisions_of(session, school, one.id)) {
        json.begin_object();
        school::JsonFields of_decision(json);
        describe(of_decision, signed_one.decision);
        json.key("digest").text(signed_one.digest.to_text()).key("signatures").begin_array();
        for (const SignedDecision::Signature& signature : signed_one.signatures) {
            json.begin_object();
            json.key("staff_member_id").text(std::to_string(signature.staff_member_id));
            json.key("signed_at").text(signature.signed_at).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().key("approvals").begin_array();
    for (const Approval& approval : approvals_of(session, school, one.id))
        school::write_json(json, approval);
    json.end_array().end_object();
}

}  // namespace

Result<Answer> Committees::add(SchoolId school, const Act& act, Committee committee)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto all = committees_of(changes.session(), school);
        if (std::ranges::find(all, committee.name_ar, &Committee::name_ar) != all.end())
            return school::existing_record("committee", committee.name_ar, "name_ar");
        Committee stored = committee;
        stored.id = changes.new_id();
        insert_committee(changes, school, stored);
        return school::keep(changes, 201, "committee", "create", stored.id, stored);
    });
}

Result<Answer> Committees::add_member(SchoolId school, const Act& act, Member member)
{
    if (member.days.last && *member.days.last < member.days.first)
        return school::days_reversed("first_day", member.days.first, *member.days.last);
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto all = committees_of(session, school);
        if (std::ranges::find(all, member.committee_id, &Committee::id) == all.end())
            return school::unknown_record("committee", member.committee_id);
        if (!has_staff_member(session, school, member.staff_member_id))
            return school::unknown_record("staff_member", member.staff_member_id,
                                          "staff_member_id");
        for (const Member& other : members_of(session, school, member.committee_id)) {
            if (!other.days.overlaps(member.days))
                continue;
            if (other.staff_member_id == member.staff_member_id)
                return Refusal{
                    RefusalCode::days_overlap,
                    {{"field", "first_day"},
                     {"first_day", member.days.first.to_text()},
                     {"last_day", member.days.last ? member.days.last->to_text() : std::string()},
                     {"other", other.days.first.to_text()}},
                    "first_day",
                    ""};
            if (other.role == "chair" && member.role == "chair")
                return school::existing_record("committee", "chair", "role");
        }
        Member stored = member;
        stored.id = changes.new_id();
        insert_member(changes, school, stored);
        return school::keep(changes, 201, "committee_member", "add", stored.id, stored);
    });
}

Result<Answer> Committees::end_member(SchoolId school, const Act& act, std::int64_t member_id,
                                      std::int64_t version, Day last_day)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        auto member = find_member(session, school, member_id);
        if (!member)
            return school::unknown_record("committee", member_id);
        if (member->version != version)
            return school::stale_version(version, member->version);
        if (last_day < member->days.first)
            return school::days_reversed("last_day", member->days.first, last_day);
        member->days.last = last_day;
        ++member->version;
        school::must_be_one(end_member_row(session, school, *member));
        return school::keep(changes, 200, "committee_member", "end", member_id, *member);
    });
}

Result<Answer> Committees::open(SchoolId school, const Act& act, Case one)
{
    if (one.kind != "exceptional") {
        one.type.clear();
        one.person.clear();
    }
    one.opened_on = act.today;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto all = committees_of(session, school);
        if (std::ranges::find(all, one.committee_id, &Committee::id) == all.end())
            return school::unknown_record("committee", one.committee_id, "committee_id");
        if (!school::find_student(session, school, one.student_id))
            return school::unknown_record("student", one.student_id, "student_id");
        if (const auto refusal = school::refuses_change_of_year(session, school, one.year_id))
            return *refusal;
        if (!school::class_of(session, school, one.student_id, act.today))
            return Refusal{
                RefusalCode::not_enrolled, {{"day", act.today.to_text()}}, "student_id", ""};
        if (const auto refusal = refuses_exceptional(session, school, one, rule_sets_))
            return *refusal;
        const auto cases = cases_of_student(session, {school, one.student_id});
        for (const Case& other : cases)
            if (other.year_id == one.year_id && other.kind == one.kind &&
                decisions_of(session, school, other.id).empty())
                return school::existing_record("case", other.opened_on.to_text(), "kind");
        Case stored = one;
        stored.id = changes.new_id();
        insert_case(changes, school, stored);
        return school::keep(changes, 201, "case", "open", stored.id, stored);
    });
}

Result<Answer> Committees::decide(SchoolId school, const Act& act, Decision decision)
{
    if (decision.decided_on > act.today)
        return in_future(decision.decided_on, "decided_on");
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto of = find_case(session, school, decision.case_id);
        if (!of)
            return school::unknown_record("case", decision.case_id);
        if (const auto refusal = school::refuses_change_of_year(session, school, of->year_id))
            return *refusal;
        const auto members = members_of(session, school, of->committee_id);
        if (const auto refusal = refuses_to_write_decision(members, decision, act))
            return *refusal;
        if (decision.decided_on < of->opened_on)
            return school::days_reversed("decided_on", of->opened_on, decision.decided_on);
        // SR-5.3: final; only the committee itself takes it up again, with its reason, and both stay.
        const auto earlier = decisions_of(session, school, of->id);
        if (!earlier.empty() && decision.changed_because.empty())
            return Refusal{RefusalCode::decision_exists,
                           {{"day", earlier.back().decision.decided_on.to_text()}},
                           "changed_because",
                           ""};
        Decision stored = decision;
        if (earlier.empty())
            stored.changed_because.clear();
        if (const auto refusal = count_attendance(stored, members))
            return *refusal;
        if (const auto refusal = refuses_vote(stored, of->kind))
            return *refusal;
        const auto rules = mastery_rules(
            rules_of(session, {school, of->student_id}, of->opened_on, rule_sets_), of->opened_on);
        const auto carried = carried_by_votes(stored, of->kind, rules);
        if (!carried)
            return carried.refusal();
        stored.decision = *carried;
        stored.id = changes.new_id();
        insert_decision(changes, school, stored, school::digest_of_record("case_decision", stored));
        return school::keep(changes, 201, "case_decision", "record", stored.id, stored);
    });
}

Result<Answer> Committees::sign(SchoolId school, const Act& act, std::int64_t decision_id)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto case_id = case_of_decision(session, school, decision_id);
        if (!case_id)
            return school::unknown_record("decision", decision_id);
        const auto decisions = decisions_of(session, school, *case_id);
        const SignedDecision& newest = decisions.back();
        if (newest.decision.id != decision_id)
            return Refusal{RefusalCode::decision_exists,
                           {{"day", newest.decision.decided_on.to_text()}},
                           "",
                           ""};
        const bool sat =
            std::ranges::any_of(newest.decision.attendance, [&](const Attendance& one) {
                return one.staff_member_id == act.person_id && !one.is_conflicted;
            });
        if (!sat)
            return school::unknown_record("staff_member", act.person_id);
        const auto signature = std::ranges::find(newest.signatures, act.person_id,
                                                 &SignedDecision::Signature::staff_member_id);
        if (signature != newest.signatures.end())
            return Refusal{RefusalCode::signed_already,
                           {{"day", Instant::parse(signature->signed_at)->day(0).to_text()}},
                           "",
                           ""};
        insert_signature(changes, school, decision_id, act.person_id, newest.digest);
        changes.note("case_decision.sign", "case_decision " + std::to_string(decision_id),
                     newest.digest);
        return Answer{.status = 201, .body = "{\"digest\":\"" + newest.digest.to_text() + "\"}"};
    });
}

Result<Answer> Committees::approve(SchoolId school, const Act& act, Approval approval)
{
    if (approval.decided_on > act.today)
        return in_future(approval.decided_on, "decided_on");
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto of = find_case(session, school, approval.case_id);
        if (!of)
            return school::unknown_record("case", approval.case_id);
        if (const auto refusal = school::refuses_change_of_year(session, school, of->year_id))
            return *refusal;
        if (of->kind != "exceptional")
            return Refusal{RefusalCode::committee_not_due, {}, "level", "KW-16.1"};
        const bool is_of_school = approval.level == k_school_head;
        if (is_of_school != (approval.judgement == k_lapsed || approval.judgement == k_stands))
            return school::value_not_listed("judgement", approval.judgement,
                                            is_of_school ? "lapsed, stands" : "approved, refused");
        if (approval.level != "educational_district" &&
            judgement_of(approvals_of(session, school, of->id), "educational_district") !=
                k_approved)
            return Refusal{RefusalCode::approval_missing,
                           {{"approver", "educational_district"}},
                           "level",
                           "KW-16.1"};
        Approval stored = approval;
        stored.id = changes.new_id();
        insert_approval(changes, school, stored);
        return school::keep(changes, 201, "case_approval", "record", stored.id, stored);
    });
}

Result<std::string> Committees::committees(SchoolId school)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const Committee& one : committees_of(session, school)) {
            json.begin_object();
            school::JsonFields fields(json);
            describe(fields, one);
            json.key("members").begin_array();
            for (const Member& member : members_of(session, school, one.id))
                school::write_json(json, member);
            json.end_array().end_object();
        }
        json.end_array().end_object();
        return std::string(json.str());
    });
}

Result<std::string> Committees::cases_of(SchoolId school, std::int64_t student_id, const Act& act)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        auto cases = cases_of_student(session, {school, student_id});
        if (sits_by_appointment(act))
            std::erase_if(cases, [&](const Case& one) {
                return !sits_on(session, school, one.committee_id, act);
            });
        if (cases.empty())
            return Refusal{RefusalCode::committee_without_case, {}, "", ""};
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const Case& one : cases)
            write_case(json, session, school, one);
        json.end_array().end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::committees
