// The kinds about what students and staff did: cheating and misconduct.

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/cheating_outcomes.h"
#include "regulations/sa_guide/misconduct.h"
#include "regulations/sa_guide/operations_kinds.h"

namespace taqwim::sa_guide {

using sa_1426::part_of;
using sa_1426::QuestionInput;

namespace {

constexpr sa_1426::NumberRange k_any_count = {0, 1000};
constexpr sa_1426::NumberRange k_grades = {1, 12};

Session read_session(QuestionInput& question)
{
    return question.choice<Session>("session", {{"MT1", Session::mid_term_1},
                                                {"MT2", Session::mid_term_2},
                                                {"T1", Session::term_1},
                                                {"T2", Session::term_2},
                                                {"R2", Session::second_round},
                                                {"MU_T1", Session::make_up_term_1},
                                                {"MU_T2", Session::make_up_term_2},
                                                {"MU_R2", Session::make_up_second_round}});
}

Incident read_incident(const JsonValue& value, QuestionInput& question)
{
    QuestionInput event(value, {"kind", "subject", "minutes", "papers"});
    Incident incident;
    incident.kind = event.choice<IncidentKind>("kind", {{"ATTEMPT", IncidentKind::attempt},
                                                        {"HELPED", IncidentKind::helped},
                                                        {"DISORDER", IncidentKind::disorder},
                                                        {"PROVEN", IncidentKind::proven},
                                                        {"INSULT", IncidentKind::insult},
                                                        {"COLLECTIVE", IncidentKind::collective}});
    incident.subject = event.text("subject");
    // A case that was brought here without a word about its minutes is one that the management approved.
    incident.minutes = event
                           .choice_if<Minutes>("minutes", {{"APPROVED", Minutes::approved},
                                                           {"REJECTED", Minutes::rejected},
                                                           {"MISSING", Minutes::missing}})
                           .value_or(Minutes::approved);
    incident.papers = event.whole_if("papers", k_any_count).value_or(0);
    if (event.refusal())
        question.refuse(*event.refusal());
    return incident;
}

std::string outcome_text(IncidentOutcome outcome, const std::string& subject)
{
    switch (outcome) {
    case IncidentOutcome::not_counted: return "NOT_COUNTED";
    case IncidentOutcome::warned: return "WARNED";
    case IncidentOutcome::cancelled: return "CANCELLED:" + subject;
    case IncidentOutcome::withheld: return "WITHHELD";
    }
    return {};
}

std::optional<Refusal> staff_answer(QuestionInput& question, Trace& trace, JsonWriter& out)
{
    StaffCase staff;
    staff.criminal = question.yes_if("criminal", false);
    staff.separable = question.yes_if("separable", true);
    staff.disciplined_on = question.day_if("disciplined_on");
    staff.referred_on = question.day_if("referred_on");
    if (question.refusal())
        return question.refusal();
    if (auto refusal = staff_case_refusal(staff, trace)) {
        refusal->field = question.pointer("referred_on");
        return refusal;
    }
    out.key("case").text(staff.criminal ? "b" : "a");
    return std::nullopt;
}

}  // namespace

std::optional<Refusal> cheating_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                     Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"session", "grade", "events"});
    SessionRecord record;
    record.session = read_session(question);
    record.grade = question.whole_if("grade", k_grades);
    std::vector<Incident> incidents;
    if (const auto events = question.array("events"))
        for (const JsonValue event : *events)
            incidents.push_back(read_incident(event, question));
    if (question.refusal())
        return question.refusal();
    record.incidents = incidents;
    const auto outcome = cheating_outcome(record, part_of<OperationsRules>(rules).cheating, trace);
    if (!outcome) {
        Refusal refusal = outcome.refusal();
        const bool of_session = refusal.field == "/grade";
        refusal.field =
            of_session ? question.pointer("grade") : question.pointer("events") + refusal.field;
        return refusal;
    }

    out.key("outcomes").begin_array();
    for (std::size_t i = 0; i < incidents.size(); ++i)
        out.text(outcome_text(outcome->incidents[i], incidents[i].subject));
    out.end_array();
    out.key("cancelled_subjects").begin_array();
    for (const std::string& subject : outcome->cancelled_subjects)
        out.text(subject);
    out.end_array();
    if (outcome->effect == CancellationEffect::year_failed)
        out.key("year").text(code(outcome->effect));
    else if (outcome->effect != CancellationEffect::none)
        out.key("effect").text(code(outcome->effect));
    if (outcome->centre_is_notified)
        out.key("notify_centre").boolean(true);
    if (outcome->referred_to != Authority::none)
        out.key("referred_to").text(code(outcome->referred_to));
    return std::nullopt;
}

std::optional<Refusal> misconduct_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                       Trace& trace, JsonWriter& out)
{
    enum class Who : std::uint8_t { student, staff };
    QuestionInput question(input, {"who", "birth_hijri", "act_hijri", "ban_years", "criminal",
                                   "separable", "disciplined_on", "referred_on"});
    const Who who =
        question.choice_if<Who>("who", {{"STUDENT", Who::student}, {"STAFF", Who::staff}})
            .value_or(Who::student);
    if (who == Who::staff)
        return staff_answer(question, trace, out);

    MisconductFacts facts;
    facts.birth = question.hijri_if("birth_hijri");
    question.text("act_hijri");
    facts.act = question.hijri_if("act_hijri").value_or(HijriDate{});
    facts.ban_years = question.whole_if("ban_years", k_any_count);
    if (question.refusal())
        return question.refusal();
    if (facts.birth && *facts.birth > facts.act)
        return Refusal{RefusalCode::facts_contradict,
                       {{"value", facts.birth->to_text()},
                        {"other_field", "act_hijri"},
                        {"other_value", facts.act.to_text()}},
                       question.pointer("birth_hijri"),
                       {}};
    const auto found = misconduct_case(facts, part_of<OperationsRules>(rules).cheating, trace);
    if (!found) {
        Refusal refusal = found.refusal();
        refusal.field = input.pointer() + refusal.field;
        return refusal;
    }
    const bool past = *found == MisconductCase::past_the_age;
    out.key("case").text(past ? "c" : "d");
    out.key("cancelled").text(past ? "ALL_SUBJECTS" : "SUBJECT");
    out.key("second_round").text(past ? "NONE" : "FULL");
    out.key("coursework_kept").boolean(!past);
    out.key("teachers_council").boolean(!past);
    if (past && facts.ban_years)
        out.key("ban_years").number(*facts.ban_years);
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
