#include "committees/committees_store.h"

#include <algorithm>

#include "school/digest_column.h"

namespace taqwim::committees {

namespace {

using database::Session;
using school::must_be_one;

Member member_in(const database::Row& row)
{
    return {.id = row.integer("committee_member_id"),
            .committee_id = row.integer("committee_id"),
            .staff_member_id = row.integer("staff_member_id"),
            .role = row.text("role"),
            .days = {.first = school::day_in(row, "first_day"),
                     .last = school::optional_day_in(row, "last_day")},
            .decision = row.text("decision"),
            .version = row.integer("version")};
}

Case case_in(Session& session, SchoolId school, const database::Row& row)
{
    Case one{.id = row.integer("case_id"),
             .committee_id = row.integer("committee_id"),
             .student_id = row.integer("student_id"),
             .year_id = row.integer("school_year_id"),
             .kind = row.text("kind"),
             .fact = row.text("fact"),
             .type = row.text("type"),
             .person = row.text("person"),
             .first_day = school::optional_day_in(row, "first_day"),
             .last_day = school::optional_day_in(row, "last_day"),
             .opened_on = school::day_in(row, "opened_on"),
             .documents = {}};
    for (const database::Row& document :
         session.find_all("SELECT number FROM case_document WHERE school_id = $1 AND case_id = $2 "
                          "ORDER BY case_document_id",
                          school, one.id))
        one.documents.push_back(document.text("number"));
    return one;
}

}  // namespace

void insert_committee(school::Changes& changes, SchoolId school, const Committee& committee)
{
    must_be_one(changes.session().execute(
        "INSERT INTO committee (school_id, committee_id, kind, name_ar, name_en, decision) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        school, committee.id, committee.kind, committee.name_ar, committee.name_en,
        committee.decision));
}

std::vector<Committee> committees_of(Session& session, SchoolId school)
{
    std::vector<Committee> committees;
    for (const database::Row& row :
         session.find_all("SELECT committee_id, kind, name_ar, name_en, decision FROM committee "
                          "WHERE school_id = $1 ORDER BY committee_id",
                          school))
        committees.push_back({.id = row.integer("committee_id"),
                              .kind = row.text("kind"),
                              .name_ar = row.text("name_ar"),
                              .name_en = row.text("name_en"),
                              .decision = row.text("decision")});
    return committees;
}

void insert_member(school::Changes& changes, SchoolId school, const Member& member)
{
    must_be_one(changes.session().execute(
        "INSERT INTO committee_member (school_id, committee_member_id, committee_id, "
        "staff_member_id, role, first_day, last_day, decision, version) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        school, member.id, member.committee_id, member.staff_member_id, member.role,
        member.days.first, member.days.last, member.decision, member.version));
}

std::vector<Member> members_of(Session& session, SchoolId school, std::int64_t committee_id)
{
    std::vector<Member> members;
    for (const database::Row& row : session.find_all(
             "SELECT committee_member_id, committee_id, staff_member_id, role, first_day, "
             "last_day, decision, version FROM committee_member "
             "WHERE school_id = $1 AND committee_id = $2 ORDER BY committee_member_id",
             school, committee_id))
        members.push_back(member_in(row));
    return members;
}

std::optional<Member> find_member(Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT committee_member_id, committee_id, staff_member_id, role, first_day, last_day, "
        "decision, version FROM committee_member WHERE school_id = $1 AND committee_member_id = $2",
        school, id);
    return row ? std::optional(member_in(*row)) : std::nullopt;
}

std::int64_t end_member_row(Session& session, SchoolId school, const Member& member)
{
    return session.execute(
        "UPDATE committee_member SET last_day = $1, version = $2 WHERE school_id = $3 "
        "AND committee_member_id = $4 AND version = $5",
        member.days.last, member.version, school, member.id, member.version - 1);
}

bool has_staff_member(Session& session, SchoolId school, std::int64_t id)
{
    return session
        .find_one("SELECT staff_member_id FROM staff_member WHERE school_id = $1 "
                  "AND staff_member_id = $2",
                  school, id)
        .has_value();
}

void insert_case(school::Changes& changes, SchoolId school, const Case& one)
{
    Session& session = changes.session();
    must_be_one(session.execute(
        "INSERT INTO committee_case (school_id, case_id, committee_id, student_id, "
        "school_year_id, kind, fact, type, person, first_day, last_day, opened_on, opened_at, "
        "opened_by, role) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        "$15)",
        school, one.id, one.committee_id, one.student_id, one.year_id, one.kind, one.fact, one.type,
        one.person, one.first_day, one.last_day, one.opened_on, changes.act().at,
        changes.act().account_id, changes.act().role));
    for (const std::string& number : one.documents)
        must_be_one(session.execute("INSERT INTO case_document (school_id, case_document_id, "
                                    "case_id, number) VALUES ($1, $2, $3, $4)",
                                    school, changes.new_id(), one.id, number));
}

std::optional<Case> find_case(Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT case_id, committee_id, student_id, school_year_id, kind, fact, type, person, "
        "first_day, last_day, opened_on FROM committee_case "
        "WHERE school_id = $1 AND case_id = $2",
        school, id);
    return row ? std::optional(case_in(session, school, *row)) : std::nullopt;
}

std::vector<Case> cases_of_student(Session& session, StudentId student)
{
    std::vector<Case> cases;
    for (const database::Row& row : session.find_all(
             "SELECT case_id, committee_id, student_id, school_year_id, kind, fact, type, person, "
             "first_day, last_day, opened_on FROM committee_case "
             "WHERE school_id = $1 AND student_id = $2 ORDER BY case_id",
             student.school, student.value))
        cases.push_back(case_in(session, student.school, row));
    return cases;
}

void insert_decision(school::Changes& changes, SchoolId school, const Decision& decision,
                     const crypto::Digest& digest)
{
    Session& session = changes.session();
    must_be_one(session.execute(
        "INSERT INTO case_decision (school_id, case_decision_id, case_id, decision, members, "
        "conflicted, present, chair_present, chair_vote, programme, reasons, changed_because, "
        "decided_on, digest, recorded_at, recorded_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        school, decision.id, decision.case_id, decision.decision, decision.members,
        decision.conflicted, decision.present, decision.chair_present, decision.chair_vote,
        decision.programme, decision.reasons, decision.changed_because, decision.decided_on,
        school::column_of(digest), changes.act().at, changes.act().account_id, changes.act().role));
    for (const Attendance& one : decision.attendance)
        must_be_one(session.execute(
            "INSERT INTO case_attendance (school_id, case_decision_id, staff_member_id, "
            "is_conflicted, vote) VALUES ($1, $2, $3, $4, $5)",
            school, decision.id, one.staff_member_id, one.is_conflicted, one.vote));
}

std::vector<SignedDecision> decisions_of(Session& session, SchoolId school, std::int64_t case_id)
{
    std::vector<SignedDecision> decisions;
    for (const database::Row& row : session.find_all(
             "SELECT case_decision_id, case_id, decision, members, conflicted, present, "
             "chair_present, chair_vote, programme, reasons, changed_because, decided_on, digest "
             "FROM case_decision WHERE school_id = $1 AND case_id = $2 ORDER BY case_decision_id",
             school, case_id)) {
        SignedDecision one{.decision = {.id = row.integer("case_decision_id"),
                                        .case_id = case_id,
                                        .decision = row.text("decision"),
                                        .members = row.integer("members"),
                                        .conflicted = row.integer("conflicted"),
                                        .present = row.integer("present"),
                                        .chair_present = row.boolean("chair_present"),
                                        .chair_vote = row.text("chair_vote"),
                                        .programme = row.text("programme"),
                                        .reasons = row.text("reasons"),
                                        .changed_because = row.text("changed_because"),
                                        .decided_on = school::day_in(row, "decided_on"),
                                        .attendance = {}},
                           .digest = school::digest_in(row, "digest"),
                           .signatures = {}};
        for (const database::Row& attended : session.find_all(
                 "SELECT staff_member_id, is_conflicted, vote FROM case_attendance "
                 "WHERE school_id = $1 AND case_decision_id = $2 ORDER BY staff_member_id",
                 school, one.decision.id))
            one.decision.attendance.push_back(
                {.staff_member_id = attended.integer("staff_member_id"),
                 .is_conflicted = attended.boolean("is_conflicted"),
                 .vote = attended.text("vote")});
        for (const database::Row& signature : session.find_all(
                 "SELECT staff_member_id, signed_at FROM case_signature "
                 "WHERE school_id = $1 AND case_decision_id = $2 ORDER BY staff_member_id",
                 school, one.decision.id))
            one.signatures.push_back({.staff_member_id = signature.integer("staff_member_id"),
                                      .signed_at = signature.text("signed_at")});
        decisions.push_back(std::move(one));
    }
    return decisions;
}

std::optional<std::int64_t> case_of_decision(Session& session, SchoolId school,
                                             std::int64_t decision_id)
{
    const auto row = session.find_one(
        "SELECT case_id FROM case_decision WHERE school_id = $1 AND case_decision_id = $2", school,
        decision_id);
    return row ? std::optional(row->integer("case_id")) : std::nullopt;
}

void insert_signature(school::Changes& changes, SchoolId school, std::int64_t decision_id,
                      std::int64_t staff_member_id, const crypto::Digest& digest)
{
    must_be_one(changes.session().execute(
        "INSERT INTO case_signature (school_id, case_decision_id, staff_member_id, digest, "
        "signed_at, signed_by) VALUES ($1, $2, $3, $4, $5, $6)",
        school, decision_id, staff_member_id, school::column_of(digest), changes.act().at,
        changes.act().account_id));
}

void insert_approval(school::Changes& changes, SchoolId school, const Approval& approval)
{
    must_be_one(changes.session().execute(
        "INSERT INTO case_approval (school_id, case_approval_id, case_id, level, judgement, "
        "reference, decided_on, recorded_at, recorded_by, role) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        school, approval.id, approval.case_id, approval.level, approval.judgement,
        approval.reference, approval.decided_on, changes.act().at, changes.act().account_id,
        changes.act().role));
}

std::vector<Approval> approvals_of(Session& session, SchoolId school, std::int64_t case_id)
{
    std::vector<Approval> approvals;
    for (const database::Row& row : session.find_all(
             "SELECT case_approval_id, level, judgement, reference, decided_on FROM case_approval "
             "WHERE school_id = $1 AND case_id = $2 ORDER BY level, case_approval_id",
             school, case_id)) {
        Approval one{.id = row.integer("case_approval_id"),
                     .case_id = case_id,
                     .level = row.text("level"),
                     .judgement = row.text("judgement"),
                     .reference = row.text("reference"),
                     .decided_on = school::day_in(row, "decided_on")};
        if (!approvals.empty() && approvals.back().level == one.level)
            approvals.back() = std::move(one);
        else
            approvals.push_back(std::move(one));
    }
    return approvals;
}

}  // namespace taqwim::committees
