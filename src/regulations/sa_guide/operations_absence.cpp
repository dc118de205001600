// The kinds about absence: what follows it, the windows of make-ups, excuses.

#include "core/refusal_codes.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/absence_scope.h"
#include "regulations/sa_guide/makeup_windows.h"
#include "regulations/sa_guide/operations_kinds.h"

namespace taqwim::sa_guide {

using sa_1426::MissedExam;
using sa_1426::part_of;
using sa_1426::QuestionInput;

namespace {

constexpr sa_1426::NumberRange k_grades = {1, 12};

// Where in the document the fault is that a rule found in its facts.
Refusal in_document(Refusal refusal, const JsonValue& input, const char* field)
{
    refusal.field = refusal.field.empty() ? input.pointer(field) : input.pointer() + refusal.field;
    return refusal;
}

void write_mark(JsonWriter& out, std::string_view key, const Mark& mark)
{
    if (mark.value.is_whole())
        out.key(key).number(mark.value.reduced().numerator());
    else
        out.key(key).mark(mark);
}

}  // namespace

std::optional<Refusal> absent_t1_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                      Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"cw1", "cw2", "ex2", "min_term", "ex_max", "r2"});
    MissedFirstTerm facts;
    facts.coursework_1 = question.mark("cw1");
    facts.coursework_2 = question.mark("cw2");
    facts.exam_2 = question.mark_if("ex2");
    facts.second_term_share = question.mark("min_term");
    const Mark exam_maximum = question.mark("ex_max");
    facts.exam_maximum = {exam_maximum, exam_maximum};
    facts.second_round = question.mark_if("r2");
    if (facts.exam_2 && *facts.exam_2 > exam_maximum)
        question.refuse(RefusalCode::mark_over_maximum, "ex2",
                        {{"mark", facts.exam_2->to_text()}, {"maximum", exam_maximum.to_text()}},
                        "SR-6.5");
    if (question.refusal())
        return question.refusal();
    const auto result = missed_first_term(facts, part_of<sa_1426::Rules>(rules), trace);
    if (!result)
        return in_document(result.refusal(), input, "r2");
    out.key("status").text(part_of<OperationsRules>(rules).absence.completing_label.value);
    out.key("scope").text(sa_1426::code(result->scope));
    write_mark(out, "r2_max", result->second_round_maximum);
    if (result->final_mark)
        write_mark(out, "final", *result->final_mark);
    return std::nullopt;
}

std::optional<Refusal> window_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                   Trace& trace, JsonWriter& out)
{
    QuestionInput question(input,
                           {"kind", "grade", "term2_start", "last_exam", "term1_start", "day"});
    sa_1426::MakeupRequest request;
    request.exam = question.choice<MissedExam>("kind", {{"MU_T1", MissedExam::first_term},
                                                        {"MU_T2", MissedExam::second_term},
                                                        {"MU_R2", MissedExam::second_round}});
    request.grade = question.whole_if("grade", k_grades);
    const auto day = question.day_if("day");
    switch (request.exam) {
    case MissedExam::first_term: request.counted_from = question.day("term2_start"); break;
    case MissedExam::second_term:
        // Whether there is a window at all hangs on the grade.
        question.whole("grade", k_grades);
        request.counted_from = question.day("last_exam");
        break;
    case MissedExam::second_round:
        request.counted_from = question.day("term1_start");
        request.last_exam = question.day_if("last_exam");
        break;
    }
    if (question.refusal())
        return question.refusal();
    const auto window =
        examination_makeup_window(request, part_of<OperationsRules>(rules).absence, trace);
    if (!window)
        return in_document(window.refusal(), input, "grade");
    if (day)
        if (auto refusal = sa_1426::makeup_day_refusal(*window, *day, "PG-19.R"))
            return in_document(*std::move(refusal), input, "day");
    if (window->from)
        out.key("from").text(window->from->to_text());
    out.key("to").text(window->to.to_text());
    return std::nullopt;
}

std::optional<Refusal> excuse_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                   Trace& trace, JsonWriter& out)
{
    QuestionInput question(
        input, {"ground", "evidence", "directorate", "relative", "filed_on", "window_opens_on"});
    Excuse excuse;
    excuse.ground = static_cast<ExcuseGround>(
        question.whole("ground", {static_cast<int>(ExcuseGround::illness),
                                  static_cast<int>(ExcuseGround::other)}));
    excuse.has_evidence = question.yes_if("evidence", false);
    excuse.has_directorate_agreement = question.yes_if("directorate", false);
    excuse.relative = question.text_if("relative").value_or(std::string_view());
    excuse.filed_on = question.day_if("filed_on");
    excuse.window_opens_on = question.day_if("window_opens_on");
    if (question.refusal())
        return question.refusal();
    if (auto refusal = excuse_refusal(excuse, part_of<OperationsRules>(rules).absence, trace))
        return in_document(*std::move(refusal), input, "ground");
    out.key("accepted").boolean(true);
    return std::nullopt;
}

std::optional<Refusal> next_exam_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                      Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"grade", "second_round", "state", "passed", "tolerated"});
    SubjectAfterRound subject;
    subject.grade = question.whole("grade", k_grades);
    subject.in_second_round = question.yes_if("second_round", false);
    subject.state = question.choice<AbsenceState>(
        "state", {{"SAT", AbsenceState::sat},
                  {"ACCEPTED", AbsenceState::excuse_accepted},
                  {"ACCEPTED_PENDING", AbsenceState::excuse_accepted_pending},
                  {"REJECTED", AbsenceState::excuse_rejected},
                  {"UNEXCUSED", AbsenceState::unexcused},
                  {"CANCELLED", AbsenceState::cancelled}});
    subject.passed = question.yes_if("passed", false);
    subject.tolerated = question.yes_if("tolerated", false);
    if (question.refusal())
        return question.refusal();
    const auto next = next_exam(subject, part_of<OperationsRules>(rules).oral, trace);
    if (!next)
        return in_document(next.refusal(), input, "grade");
    out.key("next").text(code(*next));
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
