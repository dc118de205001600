#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/assessment_kinds.h"
#include "regulations/sa_guide/exam_transfer.h"
#include "regulations/sa_guide/failed_student.h"
#include "regulations/sa_guide/kind_answers.h"
#include "regulations/sa_guide/late_admission.h"

namespace taqwim::sa_guide {

namespace {

using sa_1426::EditionRules;
using sa_1426::QuestionInput;

constexpr int k_most_days = 365;
constexpr int k_most_age = 99;
constexpr int k_most_failures = 20;

std::optional<Refusal> late_admission_kind(const JsonValue& input, const EditionRules& edition,
                                           Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"admitted", "term1_first_exam", "sufficient_days"});
    LateAdmissionFacts facts;
    facts.admitted = question.day("admitted");
    facts.first_exam = question.day("term1_first_exam");
    facts.sufficient_days = question.whole_if("sufficient_days", {1, k_most_days});
    if (question.refusal())
        return question.refusal();
    const LateAdmission result =
        late_admission_case(facts, sa_1426::part_of<AssessmentRules>(edition), trace);
    out.key("case").number(result.number);
    write_mark_or_null("midterm", result.midterm, out);
    write_mark_or_null("participation", result.participation, out);
    out.key("exam_out_of").mark(result.exam);
    out.key("sits").text(result.with_absentees ? "absentee_window" : "regular");
    return std::nullopt;
}

std::optional<Refusal> failed_student_options_kind(const JsonValue& input,
                                                   const EditionRules& edition, Trace& trace,
                                                   JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input, {"grade", "student_type", "repeated", "failures",
                                   "over_stage_age", "age", "committee_extended",
                                   "committee_decision", "director_approved"});
    FailedStudent student;
    student.grade = question.whole("grade", {4, 12});
    student.type = question.choice<GuideStudent>(
        "student_type", {{"regular", GuideStudent::regular},
                         {"night", GuideStudent::night},
                         {"affiliated", GuideStudent::affiliated},
                         {"affiliated_partial", GuideStudent::affiliated_partial}});
    student.failed_repeatedly = question.yes_or_no_if("repeated");
    student.over_stage_age = question.yes_or_no_if("over_stage_age");
    student.committee_extended = question.yes_or_no_if("committee_extended");
    student.committee_decision = question.yes_or_no_if("committee_decision");
    student.director_approved = question.yes_or_no_if("director_approved");
    const auto failures = question.whole_if("failures", {0, k_most_failures});
    const auto age = question.whole_if("age", {1, k_most_age});
    if (question.refusal())
        return question.refusal();
    if (failures && !student.failed_repeatedly)
        student.failed_repeatedly = has_failed_repeatedly(*failures, rules, trace);
    if (age && !student.over_stage_age)
        student.over_stage_age = is_over_stage_age(student.grade, *age, rules, trace);
    out.key("options").begin_array();
    for (const char* const option : failed_student_options(student, rules, trace))
        out.text(option);
    out.end_array();
    return std::nullopt;
}

std::optional<Refusal> exam_transfer_kind(const JsonValue& input, const EditionRules& /*edition*/,
                                          Trace& trace, JsonWriter& out)
{
    QuestionInput question(input,
                           {"round", "to", "form", "director_approval", "ministry_approval"});
    TransferRequest request;
    request.second_round = question.choice<bool>("round", {{"first", false}, {"second", true}});
    request.target = question.choice<TransferTarget>(
        "to", {{"same_city", TransferTarget::same_city},
               {"same_directorate_other_city", TransferTarget::same_directorate_other_city},
               {"other_directorate", TransferTarget::other_directorate},
               {"saudi_school_abroad", TransferTarget::saudi_school_abroad}});
    request.has_form = question.yes_if("form", false);
    request.director_approved = question.yes_if("director_approval", false);
    request.ministry_approved = question.yes_if("ministry_approval", false);
    if (question.refusal())
        return question.refusal();
    write_finding("allowed", refuses_transfer(request, trace), out);
    return std::nullopt;
}

}  // namespace

void append_student_kinds(std::vector<sa_1426::DocumentKind>& kinds)
{
    kinds.push_back({"late_admission_case", sa_1426::simple<late_admission_kind>});
    kinds.push_back({"failed_student_options", sa_1426::simple<failed_student_options_kind>});
    kinds.push_back({"exam_transfer", sa_1426::simple<exam_transfer_kind>});
}

}  // namespace taqwim::sa_guide
