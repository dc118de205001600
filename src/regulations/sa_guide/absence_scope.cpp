#include "regulations/sa_guide/absence_scope.h"

#include <algorithm>
#include <array>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/fraction_raise.h"

namespace taqwim::sa_guide {

namespace {

// The grounds that must show a relationship.
bool is_about_a_relative(ExcuseGround ground)
{
    return ground == ExcuseGround::death_of_relative ||
           ground == ExcuseGround::accompanying_relative;
}

Refusal excuse_fault(RefusalCode code, Arguments arguments, const char* field)
{
    return {code, std::move(arguments), field, "PG-19.X.1"};
}

}  // namespace

Result<MissedFirstTermResult> missed_first_term(const MissedFirstTerm& facts,
                                                const sa_1426::Rules& rules, Trace& trace)
{
    auto step = trace.enter("PG-19.2", "missed_first_term");
    // 1. The scope. A second term that was not sat either is deficient whatever its coursework.
    bool second_term_reached = false;
    if (step.is_so("second_term_sat", facts.exam_2.has_value()))
        second_term_reached =
            sa_1426::raised_term_mark(facts.coursework_2 + *facts.exam_2, &facts.second_term_share,
                                      "t2", rules, trace)
                .reached;
    MissedFirstTermResult result;
    result.second_round_maximum = facts.exam_maximum[0];
    if (!second_term_reached) {
        result.scope = sa_1426::Scope::full;
        result.second_round_maximum += facts.exam_maximum[1];
    }
    step.result_text("scope", sa_1426::code(result.scope));
    step.value("second_round_maximum", result.second_round_maximum);
    step.conclude(false);
    if (!facts.second_round)
        return result;

    // 2. The final mark: what was examined again takes the place of the exams, coursework and the other term stay.
    if (*facts.second_round > result.second_round_maximum)
        return Refusal{RefusalCode::mark_over_maximum,
                       {{"mark", facts.second_round->to_text()},
                        {"maximum", result.second_round_maximum.to_text()}},
                       "/r2",
                       "PG-19.2"};
    sa_1426::FinalSum sum;
    sum.raw = *facts.second_round + facts.coursework_1 + facts.coursework_2;
    if (second_term_reached)
        sum.raw += *facts.exam_2;
    result.final_mark = sa_1426::raised_final_mark(sum, rules, trace).mark;
    return result;
}

std::optional<Refusal> excuse_refusal(const Excuse& excuse, const AbsenceRules& rules, Trace& trace)
{
    auto step =
        trace.enter("PG-19.X.1", "accepts_excuse", nullptr, static_cast<int>(excuse.ground));
    const auto refuse = [&step](Refusal refusal) {
        step.conclude(false);
        return std::optional(std::move(refusal));
    };
    // 1. Each ground has its evidence, filed before the make-up window opens.
    if (!step.is_so("has_evidence", excuse.has_evidence))
        return refuse(excuse_fault(RefusalCode::excuse_without_evidence, {}, "/evidence"));
    if (excuse.filed_on && excuse.window_opens_on &&
        !step.not_after("filed_on", *excuse.filed_on, *excuse.window_opens_on - 1))
        return refuse(excuse_fault(RefusalCode::excuse_after_deadline,
                                   {{"day", excuse.filed_on->to_text()},
                                    {"limit", (*excuse.window_opens_on - 1).to_text()}},
                                   "/filed_on"));
    // 2. Only relatives of the first degree.
    if (is_about_a_relative(excuse.ground)) {
        const auto& relatives = step.read(rules.first_degree);
        const bool is_first_degree =
            std::find(relatives.begin(), relatives.end(), excuse.relative) != relatives.end();
        if (!step.is_so("first_degree", is_first_degree)) {
            std::string allowed;
            for (const std::string& relative : relatives)
                allowed += (allowed.empty() ? "" : ", ") + relative;
            return refuse(excuse_fault(
                RefusalCode::value_not_listed,
                {{"value", std::string(excuse.relative)}, {"allowed", std::move(allowed)}},
                "/relative"));
        }
    }
    // 3. Other cases only in agreement with the directorate.
    if (excuse.ground == ExcuseGround::other &&
        !step.is_so("directorate_agrees", excuse.has_directorate_agreement))
        return refuse(excuse_fault(RefusalCode::excuse_without_directorate, {}, "/directorate"));
    step.conclude(true);
    return std::nullopt;
}

const char* code(NextExam next)
{
    static constexpr std::array names = {"NONE", "MAKE_UP", "R2_DUE", "FAILED_YEAR"};
    return names[static_cast<std::size_t>(next)];
}

Result<NextExam> next_exam(const SubjectAfterRound& subject, const OralRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-20.4", "next_exam");
    const auto found = [&step](NextExam next) {
        step.result_text("next_exam", code(next));
        return next;
    };
    const bool due = subject.state != AbsenceState::sat || (!subject.passed && !subject.tolerated);
    if (!step.is_so("due", due))
        return found(NextExam::none);
    if (subject.state == AbsenceState::excuse_accepted_pending)
        return found(NextExam::make_up);
    // PG-20.8  After the second round there is no other chance.
    if (step.is_so("in_second_round", subject.in_second_round))
        return found(NextExam::year_failed);
    const int least = step.read(rules.least_grade);
    if (!step.at_least("grade", subject.grade, least))
        return Refusal{RefusalCode::second_round_by_mastery,
                       {{"grade", std::to_string(subject.grade)}},
                       "/grade",
                       "PG-20.9"};
    return found(NextExam::second_round);
}

}  // namespace taqwim::sa_guide
