// The kinds about what follows a failed year and an examination at another school: the choice and its subjects, schools and
// who marks, enrolment, requests and results of a transfer.
#include <string>
#include <vector>

#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/assessment_kinds.h"
#include "regulations/sa_guide/exam_transfer.h"
#include "regulations/sa_guide/failed_student.h"
#include "regulations/sa_guide/kind_answers.h"

namespace taqwim::sa_guide {

namespace {

using sa_1426::EditionRules;
using sa_1426::NumberRange;
using sa_1426::QuestionInput;

constexpr NumberRange k_grades = {1, 12};

// The texts of a list; an entry of another kind is refused.
std::vector<std::string> texts_of(QuestionInput& question, std::string_view field)
{
    std::vector<std::string> texts;
    if (const auto list = question.array_if(field))
        for (const JsonValue one : *list) {
            if (!one.is(JsonKind::text))
                question.refuse(
                    {RefusalCode::field_wrong_type, {{"expected", "text"}}, one.pointer(), {}});
            texts.emplace_back(one.text());
        }
    return texts;
}

std::optional<Refusal> exam_school_kind(const JsonValue& input, const EditionRules& /*edition*/,
                                        Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"student_type", "ownership"});
    const auto type = question.choice<GuideStudent>(
        "student_type", {{"regular", GuideStudent::regular},
                         {"night", GuideStudent::night},
                         {"affiliated", GuideStudent::affiliated},
                         {"affiliated_partial", GuideStudent::affiliated_partial}});
    const bool is_private =
        question.choice<bool>("ownership", {{"government", false}, {"private", true}});
    if (question.refusal())
        return question.refusal();
    write_finding("allowed", refuses_school(type, is_private, trace), out);
    return std::nullopt;
}

std::optional<Refusal> marking_body_kind(const JsonValue& input, const EditionRules& edition,
                                         Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"grade", "window"});
    const int grade = question.whole("grade", k_grades);
    const auto window =
        question.choice<std::string_view>("window", {{"mid_term_1", "mid_term_1"},
                                                     {"end_term_1", "end_term_1"},
                                                     {"mid_term_2", "mid_term_2"},
                                                     {"end_term_2", "end_term_2"},
                                                     {"second_round", "second_round"},
                                                     {"absentee_r2", "absentee_r2"}});
    if (question.refusal())
        return question.refusal();
    const bool by_centre =
        exam_centre_marks(grade, window, sa_1426::part_of<AssessmentRules>(edition), trace);
    out.key("marking_body").text(by_centre ? "exam_centre" : "school_sat");
    return std::nullopt;
}

std::optional<Refusal> affiliation_choice_kind(const JsonValue& input, const EditionRules& edition,
                                               Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"declared", "first_day_of_year"});
    const Day declared = question.day("declared");
    const Day first_day = question.day("first_day_of_year");
    if (question.refusal())
        return question.refusal();
    write_finding(
        "in_time",
        refuses_choice(declared, first_day, sa_1426::part_of<AssessmentRules>(edition), trace),
        out);
    return std::nullopt;
}

std::optional<Refusal> affiliation_subjects_kind(const JsonValue& input,
                                                 const EditionRules& /*edition*/, Trace& trace,
                                                 JsonWriter& out)
{
    QuestionInput question(input, {"below_minimum", "lifted"});
    const std::vector<std::string> below = texts_of(question, "below_minimum");
    const std::vector<std::string> lifted = texts_of(question, "lifted");
    if (question.refusal())
        return question.refusal();
    out.key("subjects").begin_array();
    for (const std::string& subject : affiliation_subjects(below, lifted, trace))
        out.text(subject);
    out.end_array();
    return std::nullopt;
}

std::optional<Refusal> enrolment_kind(const JsonValue& input, const EditionRules& /*edition*/,
                                      Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"grade", "passed"});
    const int grade = question.whole("grade", k_grades);
    std::vector<int> passed;
    if (const auto list = question.array_if("passed"))
        for (const JsonValue one : *list) {
            const auto number = question.number_of(one, k_grades);
            if (!number || !number->is_whole())
                question.refuse({RefusalCode::field_wrong_type,
                                 {{"expected", "whole_number"}},
                                 one.pointer(),
                                 {}});
            else
                passed.push_back(static_cast<int>(number->numerator()));
        }
    if (question.refusal())
        return question.refusal();
    write_finding("allowed", refuses_enrolment(grade, passed, trace), out);
    return std::nullopt;
}

std::optional<Refusal> transfer_request_kind(const JsonValue& input, const EditionRules& edition,
                                             Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"requested", "first_exam"});
    const Day requested = question.day("requested");
    const Day first_exam = question.day("first_exam");
    if (question.refusal())
        return question.refusal();
    // A later request warns the head and may proceed.
    out.key("in_time").boolean(requested_in_time(
        requested, first_exam, sa_1426::part_of<AssessmentRules>(edition), trace));
    return std::nullopt;
}

std::optional<Refusal> result_collection_kind(const JsonValue& input, const EditionRules& edition,
                                              Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"exam_end", "announced"});
    const Day exam_end = question.day("exam_end");
    const Day announced = question.day("announced");
    if (question.refusal())
        return question.refusal();
    const ResultCollection collection =
        result_collection(exam_end, announced, sa_1426::part_of<AssessmentRules>(edition), trace);
    out.key("collect_until").text(collection.collect_until.to_text());
    out.key("send_on").text(collection.send_on.to_text());
    return std::nullopt;
}

}  // namespace

void append_affiliation_kinds(std::vector<sa_1426::DocumentKind>& kinds)
{
    kinds.push_back({"exam_school", sa_1426::simple<exam_school_kind>});
    kinds.push_back({"marking_body", sa_1426::simple<marking_body_kind>});
    kinds.push_back({"affiliation_choice", sa_1426::simple<affiliation_choice_kind>});
    kinds.push_back({"affiliation_subjects", sa_1426::simple<affiliation_subjects_kind>});
    kinds.push_back({"enrolment", sa_1426::simple<enrolment_kind>});
    kinds.push_back({"transfer_request", sa_1426::simple<transfer_request_kind>});
    kinds.push_back({"result_collection", sa_1426::simple<result_collection_kind>});
}

}  // namespace taqwim::sa_guide
