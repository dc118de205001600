// The fields of committees, cases and decisions, once for JSON and digest.
#include "committees/committees.h"

namespace taqwim::committees {

void describe(school::Fields& fields, const Committee& committee)
{
    fields.id("committee_id", committee.id);
    fields.text("kind", committee.kind);
    fields.text("name_ar", committee.name_ar);
    fields.text("name_en", committee.name_en);
    fields.text("decision", committee.decision);
}

void describe(school::Fields& fields, const Member& member)
{
    fields.id("committee_member_id", member.id);
    fields.id("committee_id", member.committee_id);
    fields.id("staff_member_id", member.staff_member_id);
    fields.text("role", member.role);
    fields.day("first_day", member.days.first);
    fields.day("last_day", member.days.last);
    fields.text("decision", member.decision);
    fields.number("version", member.version);
}

void describe(school::Fields& fields, const Case& one)
{
    fields.id("case_id", one.id);
    fields.id("committee_id", one.committee_id);
    fields.id("student_id", one.student_id);
    fields.id("school_year_id", one.year_id);
    fields.text("kind", one.kind);
    fields.text("fact", one.fact);
    fields.text("type", one.type);
    fields.text("person", one.person);
    fields.day("first_day", one.first_day);
    fields.day("last_day", one.last_day);
    fields.day("opened_on", one.opened_on);
    fields.texts("documents", one.documents);
}

void describe(school::Fields& fields, const Decision& decision)
{
    fields.id("case_decision_id", decision.id);
    fields.id("case_id", decision.case_id);
    fields.text("decision", decision.decision);
    fields.number("members", decision.members);
    fields.number("conflicted", decision.conflicted);
    fields.number("present", decision.present);
    fields.yes_no("chair_present", decision.chair_present);
    fields.text("chair_vote", decision.chair_vote);
    fields.text("programme", decision.programme);
    fields.text("reasons", decision.reasons);
    fields.text("changed_because", decision.changed_because);
    fields.day("decided_on", decision.decided_on);
    fields.begin_list("attendance", decision.attendance.size());
    for (const Attendance& one : decision.attendance) {
        fields.begin_item();
        fields.id("staff_member_id", one.staff_member_id);
        fields.yes_no("is_conflicted", one.is_conflicted);
        fields.text("vote", one.vote);
        fields.end_item();
    }
    fields.end_list();
}

void describe(school::Fields& fields, const Approval& approval)
{
    fields.id("case_approval_id", approval.id);
    fields.id("case_id", approval.case_id);
    fields.text("level", approval.level);
    fields.text("judgement", approval.judgement);
    fields.text("reference", approval.reference);
    fields.day("decided_on", approval.decided_on);
}

}  // namespace taqwim::committees
