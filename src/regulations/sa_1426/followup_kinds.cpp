// The kinds about the next year: repeating, affiliation, return, exceptional promotion, make-up windows.

#include "regulations/sa_1426/followup_kinds.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/after_the_result_rules.h"
#include "regulations/sa_1426/article_07_exceptional.h"
#include "regulations/sa_1426/article_09_after_the_result.h"
#include "regulations/sa_1426/article_10_return.h"
#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_1426/hijri_age.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_1426/student_year_json.h"

namespace taqwim::sa_1426 {

namespace {

constexpr NumberRange k_grades = {1, 12};
constexpr NumberRange k_ages = {0, 100};
constexpr NumberRange k_days_of_year = {1, 366};
constexpr NumberRange k_any_count = {0, 1000};

Refusal in_document(Refusal refusal, const JsonValue& input)
{
    refusal.field = input.pointer() + refusal.field;
    return refusal;
}

std::vector<std::string> read_codes(QuestionInput& question, std::string_view field)
{
    std::vector<std::string> codes;
    if (const auto list = question.array_if(field))
        for (const JsonValue code : *list) {
            if (!code.is(JsonKind::text))
                question.refuse(
                    {RefusalCode::field_wrong_type, {{"expected", "text"}}, code.pointer(), {}});
            codes.emplace_back(code.text());
        }
    return codes;
}

// The age as it is given, or from the birth date on the first day of the next school year.
std::optional<int> read_age(QuestionInput& question)
{
    if (const auto age = question.whole_if("age", k_ages))
        return age;
    const auto birth = question.hijri_if("birth_hijri");
    const auto first_day = question.day_if("next_year_first_day");
    if (!birth || !first_day)
        return std::nullopt;
    const auto first_day_hijri = to_hijri(*first_day);
    if (!first_day_hijri)
        return std::nullopt;
    return completed_hijri_years(*birth, *first_day_hijri);
}

// The day of the school year as it is given, or from two dates.
std::optional<int> read_choice_day(QuestionInput& question)
{
    if (const auto day = question.whole_if("choice_day", k_days_of_year))
        return day;
    const auto chosen = question.day_if("chosen_on");
    const auto first_day = question.day_if("next_year_first_day");
    if (!chosen || !first_day)
        return std::nullopt;
    return *chosen - *first_day + 1;
}

void read_committee(QuestionInput& question, FailedYear& year)
{
    const auto given = question.object_if("committee");
    if (!given)
        return;
    QuestionInput committee(*given, {"decision", "years", "director_approved"});
    year.committee = committee.choice<CommitteeDecision>(
        "decision",
        {{"extend", CommitteeDecision::extended}, {"not_extend", CommitteeDecision::not_extended}});
    // An extension is one of years.
    if (year.committee == CommitteeDecision::extended)
        committee.whole("years", {1, k_grades.high});
    year.director_approved = committee.yes_if("director_approved", false);
    if (committee.refusal())
        question.refuse(*committee.refusal());
}

void write_codes(JsonWriter& out, std::string_view key, const std::vector<std::string>& codes)
{
    out.key(key).begin_array();
    for (const std::string& code : codes)
        out.text(code);
    out.end_array();
}

void write_follow_up(JsonWriter& out, const FollowUp& next,
                     const std::vector<std::string>& failed_subjects)
{
    out.key("action").text(code(next.step));
    out.key("grade").number(next.grade);
    if (next.step == NextStep::affiliate_failed_subjects)
        write_codes(out, "subjects", failed_subjects);
    else if (next.step == NextStep::repeat_regular ||
             next.step == NextStep::affiliate_all_subjects ||
             next.step == NextStep::enrol_affiliated)
        out.key("subjects").text("all");
    out.key("by").text(next.by);
}

enum class Last : std::uint8_t { repeat, not_passed, passed };

// After a year that was passed: the next grade, with remedial programmes in the tolerated subjects.
std::optional<Refusal> after_passing(QuestionInput& question, int grade,
                                     const std::vector<std::string>& excused,
                                     const AfterTheResultRules& rules, Trace& trace,
                                     JsonWriter& out)
{
    const auto first_day = question.day_if("next_year_first_day");
    if (question.refusal())
        return question.refusal();
    const bool last_grade = grade == static_cast<int>(k_grades.high.numerator());
    write_follow_up(out,
                    {.step = last_grade ? NextStep::graduate : NextStep::promote,
                     .grade = last_grade ? grade : grade + 1,
                     .by = "7.2"},
                    {});
    if (excused.empty())
        return std::nullopt;
    write_codes(out, "remedial", excused);
    // Offered only, where the student has left.
    out.key("remedial_offered").boolean(last_grade);
    if (first_day)
        out.key("remedial_plan_due").text(remedial_plan_due(*first_day, rules, trace).to_text());
    return std::nullopt;
}

std::optional<Refusal> after_failing(QuestionInput& question, FailedYear year,
                                     std::vector<std::string> failed,
                                     const std::vector<std::string>& excused,
                                     const AfterTheResultRules& rules, Trace& trace,
                                     const JsonValue& input, JsonWriter& out)
{
    // What was tolerated in a year that was failed is failed too.
    for (const std::string& code : excused)
        if (std::find(failed.begin(), failed.end(), code) == failed.end())
            failed.push_back(code);
    if (failed.empty())
        question.refuse(RefusalCode::field_missing, "not_passed", {}, "SR-9.2");
    if (question.refusal())
        return question.refusal();
    const auto next = follow_up_of_failed_year(year, rules, trace);
    if (!next)
        return in_document(next.refusal(), input);
    write_follow_up(out, *next, failed);
    return std::nullopt;
}

Stage read_stage(QuestionInput& question, std::string_view field)
{
    return question.choice<Stage>(
        field, {{"intermediate", Stage::intermediate}, {"secondary", Stage::secondary}});
}

}  // namespace

std::optional<Refusal> followup_kind(const JsonValue& input, const EditionRules& rules,
                                     Trace& trace, JsonWriter& out)
{
    const auto& after = part_of<AfterTheResultRules>(rules);
    QuestionInput question(input, {"student_kind",
                                   "grade",
                                   "stage",
                                   "outcome",
                                   "not_passed",
                                   "excused",
                                   "age",
                                   "birth_hijri",
                                   "next_year_first_day",
                                   "max_age",
                                   "failures_in_grade",
                                   "committee",
                                   "night_school",
                                   "choice",
                                   "choice_day",
                                   "chosen_on",
                                   "day",
                                   "passed_grade",
                                   "wants",
                                   "kind_allows_affiliation",
                                   "private_school"});
    const bool affiliated = question
                                .choice_if<bool>("student_kind", {{"regular", false},
                                                                  {"affiliated", true},
                                                                  {"affiliated_annual", true}})
                                .value_or(false);
    const auto most_age = question.whole_if("max_age", k_ages);

    // 1. An affiliated student asks to be regular again.
    if (question.has("passed_grade")) {
        const ReturnRequest request = {
            .passed_grade = question.whole("passed_grade", {1, k_grades.high - Exact(1)}),
            .wants = read_stage(question, "wants"),
            .age = read_age(question),
            .most_age = most_age};
        if (question.refusal())
            return question.refusal();
        const auto next = return_to_regular(request, after, trace);
        if (!next)
            return in_document(next.refusal(), input);
        write_follow_up(out, *next, {});
        return std::nullopt;
    }

    FailedYear year;
    year.grade = question.whole("grade", k_grades);
    const bool has_outcome = question.has("outcome");
    // 2. A student asks to be affiliated.
    if (affiliated && !has_outcome) {
        const AffiliationRequest request = {
            .grade = year.grade,
            .kind_allows_affiliation = question.yes_if("kind_allows_affiliation", true),
            .private_school = question.yes_if("private_school", false)};
        if (question.refusal())
            return question.refusal();
        const auto next = affiliated_enrolment(request, after, trace);
        if (!next)
            return in_document(next.refusal(), input);
        write_follow_up(out, *next, {});
        return std::nullopt;
    }

    // 3. A year is over.
    const Last last = question.choice<Last>(
        "outcome",
        {{"REPEAT", Last::repeat}, {"NOT_PASSED", Last::not_passed}, {"PASSED", Last::passed}});
    const std::vector<std::string> not_passed = read_codes(question, "not_passed");
    const std::vector<std::string> excused = read_codes(question, "excused");
    if (last == Last::passed)
        return after_passing(question, year.grade, excused, after, trace, out);
    if (affiliated != (last == Last::not_passed))
        question.refuse(RefusalCode::facts_contradict, "outcome",
                        {{"value", last == Last::repeat ? "REPEAT" : "NOT_PASSED"},
                         {"other_field", "student_kind"},
                         {"other_value", affiliated ? "affiliated" : "regular"}});
    if (stage_of(year.grade) == Stage::primary)
        question.refuse(RefusalCode::grade_not_covered, "grade",
                        {{"grade", std::to_string(year.grade)}, {"allowed", "7-12"}}, "SR-9.1");
    if (question.has("stage") && read_stage(question, "stage") != stage_of(year.grade))
        question.refuse(RefusalCode::facts_contradict, "stage",
                        {{"value", std::string(question.text("stage"))},
                         {"other_field", "grade"},
                         {"other_value", std::to_string(year.grade)}});
    if (affiliated) {
        if (question.refusal())
            return question.refusal();
        write_follow_up(out, follow_up_of_failed_affiliated_year(year.grade, trace), {});
        return std::nullopt;
    }
    year.age = read_age(question);
    year.most_age = most_age;
    year.failures_in_grade =
        question.whole_if("failures_in_grade", {1, k_any_count.high}).value_or(1);
    year.night_school = question.yes_if("night_school", false);
    read_committee(question, year);
    year.choice = question.choice_if<Grade12Choice>(
        "choice", {{"regular_all", Grade12Choice::regular_all},
                   {"affiliated_failed", Grade12Choice::affiliated_failed}});
    year.choice_day = read_choice_day(question);
    year.day = question.whole_if("day", k_days_of_year);
    return after_failing(question, year, not_passed, excused, after, trace, input, out);
}

std::optional<Refusal> failed_subjects_year_kind(const JsonValue& input, const EditionRules& rules,
                                                 Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"year", "carried"});
    const auto document = question.object("year");
    std::vector<std::pair<std::string, Mark>> carried;
    if (const auto marks = question.object_if("carried"))
        for (const JsonValue value : *marks)
            if (const auto number = question.number_of(value, {0, 100}))
                carried.emplace_back(value.key(), Mark(*number));
    if (question.refusal())
        return question.refusal();

    // 1. The year of the failed subjects alone, as any other affiliated year.
    const RulesInForce in_force = {
        [&rules](std::optional<SchoolYear>) -> Result<const EditionRules*> { return &rules; }};
    const StudentYearReading reading = read_student_year(*document, {.rules = in_force});
    if (!reading.problems.empty())
        return reading.problems.front();
    const StudentYear& year = *reading.facts;
    if (!year.is_affiliated())
        return Refusal{RefusalCode::facts_contradict,
                       {{"value", code(year.kind)},
                        {"other_field", "kind"},
                        {"other_value", "failed_subjects_year"}},
                       document->pointer("student_kind"),
                       "SR-9.2"};
    for (const auto& [subject, mark] : carried)
        if (year.plan->find(subject))
            return Refusal{RefusalCode::given_twice,
                           {{"other", document->pointer("plan")}},
                           question.pointer("carried") + '/' + subject,
                           "SR-9.2"};
    Outcome outcome;
    auto step = trace.enter("SR-9.2", "failed_subjects_year");
    if (auto refusal = evaluate(year, *reading.rules, outcome, trace)) {
        refusal->field = document->pointer() + refusal->field;
        return refusal;
    }

    // 2. Its marks beside those of the subjects passed before.
    const auto& subjects = year.plan->subjects;
    const auto write_finals = [&](std::string_view key, bool second_round) {
        out.key(key).begin_object();
        for (std::size_t i = 0; i < subjects.size(); ++i) {
            const SubjectOutcome& subject = outcome.subjects[i];
            if (!subject.complete)
                continue;
            const bool examined_again =
                second_round && outcome.second.held && subject.scope != Scope::none;
            out.key(subjects[i].code)
                .mark(examined_again ? subject.second_final : subject.final_mark);
        }
        out.end_object();
    };
    if (!outcome.first.not_passed.is_empty()) {
        out.key("round1").begin_object();
        write_finals("final", false);
        out.key("second_round").begin_object();
        for (std::size_t i = 0; i < subjects.size(); ++i) {
            const SubjectOutcome& subject = outcome.subjects[i];
            if (subject.scope == Scope::none)
                continue;
            out.key(subjects[i].code).begin_object();
            out.key("scope").text(code(subject.scope));
            out.key("max").mark(subject.second_maximum);
            out.end_object();
        }
        out.end_object();
        out.end_object();
    }
    write_finals("final", true);
    out.key("carried").begin_object();
    for (const auto& [subject, mark] : carried)
        out.key(subject).mark(mark);
    out.end_object();
    const Round& round = outcome.last();
    out.key("outcome").text(code(round.decision));
    out.key("by").text(round.by);
    // 3. The right was of one year: from then on all subjects.
    if (round.decision == Decision::not_passed)
        out.key("next_year").text("all_subjects");
    return std::nullopt;
}

std::optional<Refusal> exceptional_promotion_kind(const JsonValue& input, const EditionRules& rules,
                                                  Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"grade", "final_marks", "earlier_skips", "recommended",
                                   "decision", "target_grade"});
    ExceptionalCase student;
    student.grade = question.whole("grade", k_grades);
    student.earlier_skips = question.whole_if("earlier_skips", k_any_count).value_or(0);
    student.recommended = question.yes_if("recommended", false);
    if (const auto given = question.object_if("decision")) {
        QuestionInput decision(*given, {"number", "date"});
        student.decided = !decision.text("number").empty();
        decision.text("date");
        if (decision.refusal())
            question.refuse(*decision.refusal());
    }
    student.target_grade = question.whole_if("target_grade", k_grades);
    std::vector<Mark> marks;
    if (const auto given = question.object_if("final_marks"))
        for (const JsonValue value : *given)
            if (const auto number = question.number_of(value, {0, 100}))
                marks.emplace_back(*number);
    student.final_marks = marks;
    if (question.refusal())
        return question.refusal();
    const ExceptionalControls controls =
        exceptional_controls(student, part_of<AfterTheResultRules>(rules), trace);
    const auto target = exceptional_promotion(student, trace);
    if (!target)
        return in_document(target.refusal(), input);
    out.key("outcome").text("PROMOTED_EXCEPTIONAL");
    out.key("grade").number(*target);
    out.key("controls").begin_object();
    out.key("mean");
    controls.mean ? out.exact(*controls.mean) : out.null();
    out.key("mean_reached").boolean(controls.mean_reached);
    out.key("each_reached").boolean(controls.each_reached);
    out.key("skips_left").boolean(controls.skips_left);
    out.key("met").boolean(controls.met());
    out.end_object();
    return std::nullopt;
}

std::optional<Refusal> makeup_window_kind(const JsonValue& input, const EditionRules& rules,
                                          Trace& trace, JsonWriter& out)
{
    QuestionInput question(
        input, {"exam", "grade", "term2_first_day", "last_exam", "year_first_day", "day"});
    MakeupRequest request;
    request.exam = question.choice<MissedExam>("exam", {{"t1", MissedExam::first_term},
                                                        {"t2", MissedExam::second_term},
                                                        {"sr", MissedExam::second_round}});
    request.grade = question.whole("grade", k_grades);
    const auto day = question.day_if("day");
    switch (request.exam) {
    case MissedExam::first_term: request.counted_from = question.day("term2_first_day"); break;
    case MissedExam::second_term: request.counted_from = question.day("last_exam"); break;
    case MissedExam::second_round:
        request.counted_from = question.day("year_first_day");
        request.last_exam = question.day_if("last_exam");
        break;
    }
    if (question.refusal())
        return question.refusal();
    const auto window = makeup_window(request, part_of<AfterTheResultRules>(rules).makeup, trace);
    if (!window) {
        Refusal refusal = window.refusal();
        refusal.field = question.pointer("grade");
        return refusal;
    }
    if (day)
        if (auto refusal = makeup_day_refusal(*window, *day, "SR-11.1")) {
            refusal->field = question.pointer("day");
            return refusal;
        }
    if (window->from)
        out.key("from").text(window->from->to_text());
    out.key("to").text(window->to.to_text());
    return std::nullopt;
}

std::vector<DocumentKind> followup_kinds()
{
    return {{"followup", simple<followup_kind>},
            {"failed_subjects_year", simple<failed_subjects_year_kind>},
            {"exceptional_promotion", simple<exceptional_promotion_kind>},
            {"makeup_window", simple<makeup_window_kind>},
            {"cumulative_average", simple<cumulative_average_kind>},
            {"risk_of_failure", simple<risk_of_failure_kind>},
            {"goal_coverage", simple<goal_coverage_kind>},
            {"class_mean", simple<class_mean_kind>},
            {"balance_of_terms", simple<balance_of_terms_kind>}};
}

}  // namespace taqwim::sa_1426
