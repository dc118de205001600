#include "regulations/sa_guide/cheating_outcomes.h"

#include "core/refusal_codes.h"

#include <algorithm>
#include <array>

namespace taqwim::sa_guide {

namespace {

constexpr const char* k_subject_of_incident = "incident";

// Whose cases are settled with the examination centre and the General Administration of Examinations.
bool belongs_to_the_centre(const SessionRecord& record, int centre_grade)
{
    return record.grade == centre_grade &&
           (record.session == Session::term_2 || is_second_round(record.session));
}

class SessionJudge {
public:
    SessionJudge(const SessionRecord& record, const CheatingRules& rules)
        : record_(record), rules_(rules)
    {}

    std::optional<Refusal> judge(std::size_t number, Trace& trace)
    {
        const Incident& incident = record_.incidents[number];
        switch (incident.kind) {
        case IncidentKind::attempt:
        case IncidentKind::helped:
        case IncidentKind::disorder: return judge_attempt(number, trace);
        case IncidentKind::proven: {
            auto step = trace.enter("PG-12.CH.B.2", "cancels_for_proven_cheating",
                                    k_subject_of_incident, static_cast<int>(number) + 1);
            return cancel(number, step);
        }
        case IncidentKind::insult: {
            auto step = trace.enter("PG-12.CH.B.3", "cancels_for_insult", k_subject_of_incident,
                                    static_cast<int>(number) + 1);
            return cancel(number, step);
        }
        case IncidentKind::collective: return judge_collective(number, trace);
        }
        return std::nullopt;
    }

    CheatingOutcome take_outcome(Trace& trace)
    {
        auto& subjects = outcome_.cancelled_subjects;
        std::sort(subjects.begin(), subjects.end());
        subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
        if (!subjects.empty()) {
            outcome_.effect = effect();
            outcome_.centre_is_notified = notifies_centre(trace);
        }
        return std::move(outcome_);
    }

private:
    // A first attempt, help or disorder is warned of; the next ones cancel the exam of their subject, not back to the one
    // that was warned of.
    std::optional<Refusal> judge_attempt(std::size_t number, Trace& trace)
    {
        const Incident& incident = record_.incidents[number];
        auto step = trace.enter("PG-12.CH.B.1", "cancels_after_warning", k_subject_of_incident,
                                static_cast<int>(number) + 1);
        const int warnings = step.read(rules_.warnings_before_cancellation);
        const WarningScope scope = step.read(rules_.warning_scope);
        const auto earlier = static_cast<int>(
            std::count_if(counted_.begin(), counted_.end(), [&](const std::string& subject) {
                return scope == WarningScope::session || subject == incident.subject;
            }));
        // The minutes of a warning do not matter: it is oral.
        if (!step.above("attempts", Exact(earlier + 1), Exact(warnings))) {
            counted_.push_back(incident.subject);
            outcome_.incidents.push_back(IncidentOutcome::warned);
            step.conclude(false);
            return std::nullopt;
        }
        const auto refusal = cancel(number, step);
        if (!refusal && incident.minutes == Minutes::approved)
            counted_.push_back(incident.subject);
        return refusal;
    }

    // Only minutes approved by the school's management cancel an exam; rejected ones leave it as it is.
    std::optional<Refusal> cancel(std::size_t number, TraceStep& step)
    {
        const Incident& incident = record_.incidents[number];
        if (incident.minutes == Minutes::missing)
            return Refusal{RefusalCode::minutes_not_approved,
                           {{"subject", incident.subject}},
                           '/' + std::to_string(number),
                           "PG-12.CH.B.1"};
        const bool approved = step.is_so("minutes_approved", incident.minutes == Minutes::approved);
        outcome_.incidents.push_back(approved ? IncidentOutcome::cancelled
                                              : IncidentOutcome::not_counted);
        if (approved)
            outcome_.cancelled_subjects.push_back(incident.subject);
        step.conclude(approved);
        return std::nullopt;
    }

    // The papers are counted, the session's result is withheld, and another decides.
    std::optional<Refusal> judge_collective(std::size_t number, Trace& trace)
    {
        const Incident& incident = record_.incidents[number];
        const std::string field = '/' + std::to_string(number);
        if (!record_.grade)
            return Refusal{
                RefusalCode::field_missing, {{"field", "grade"}}, "/grade", "PG-12.CH.B.4"};
        const bool centre = belongs_to_the_centre(record_, rules_.centre_grade.value);
        auto step = centre ? trace.enter("PG-12.CH.B.5", "refers_to_general_administration",
                                         k_subject_of_incident, static_cast<int>(number) + 1)
                           : trace.enter("PG-12.CH.B.4", "refers_to_directorate",
                                         k_subject_of_incident, static_cast<int>(number) + 1);
        step.read(rules_.centre_grade);
        const int least = step.read(rules_.collective_least_papers);
        if (!step.at_least("papers", incident.papers, least))
            return Refusal{RefusalCode::value_out_of_range,
                           {{"value", std::to_string(incident.papers)},
                            {"minimum", std::to_string(least)},
                            {"maximum", "1000"}},
                           field + "/papers",
                           "PG-12.CH.B.4"};
        outcome_.incidents.push_back(IncidentOutcome::withheld);
        outcome_.referred_to =
            centre ? Authority::general_administration_of_examinations : Authority::directorate;
        step.conclude(true);
        return std::nullopt;
    }

    [[nodiscard]] CancellationEffect effect() const
    {
        if (is_second_round(record_.session))
            return CancellationEffect::year_failed;
        return is_mid_term(record_.session) ? CancellationEffect::mid_term_mark_zero
                                            : CancellationEffect::second_round;
    }

    bool notifies_centre(Trace& trace)
    {
        auto step = trace.enter("PG-12.CH.B.5", "notifies_centre");
        const int centre_grade = step.read(rules_.centre_grade);
        return step.conclude(
            step.is_so("of_the_centre", belongs_to_the_centre(record_, centre_grade)));
    }

    const SessionRecord& record_;
    const CheatingRules& rules_;
    std::vector<std::string> counted_;  // the subjects of the attempts that count
    CheatingOutcome outcome_;
};

}  // namespace

const char* code(CancellationEffect effect)
{
    static constexpr std::array names = {"NONE", "MID_TERM_MARK_ZERO", "SECOND_ROUND",
                                         "FAILED_YEAR"};
    return names[static_cast<std::size_t>(effect)];
}

const char* code(Authority authority)
{
    static constexpr std::array names = {"NONE", "DIRECTORATE", "GAE"};
    return names[static_cast<std::size_t>(authority)];
}

Result<CheatingOutcome> cheating_outcome(const SessionRecord& record, const CheatingRules& rules,
                                         Trace& trace)
{
    SessionJudge judge(record, rules);
    for (std::size_t number = 0; number < record.incidents.size(); ++number)
        if (auto refusal = judge.judge(number, trace))
            return *std::move(refusal);
    return judge.take_outcome(trace);
}

}  // namespace taqwim::sa_guide
