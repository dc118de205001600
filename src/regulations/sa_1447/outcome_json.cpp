#include "regulations/sa_1447/outcome_json.h"

namespace taqwim::sa_1447 {

namespace {

void write_mark_if_known(const char* name, const std::optional<Mark>& mark, JsonWriter& json)
{
    if (mark)
        json.key(name).mark(*mark);
}

// What each period has of the first sitting: null while it is not all there, and no key where the model has none of it.
void write_parts(const CourseFacts& facts, const CourseOutcome& outcome, JsonWriter& json)
{
    const auto mark_or_null = [&](const char* name, const std::optional<Mark>& mark) {
        json.key(name);
        mark ? json.mark(*mark) : json.null();
    };
    json.key("parts").begin_object();
    for (std::size_t i = 0; i < outcome.periods.size(); ++i) {
        json.key(term_code(facts.period_number(i))).begin_object();
        if (has_coursework(*facts.form))
            mark_or_null("coursework", outcome.periods[i].coursework);
        if (has_final_exam(*facts.form))
            mark_or_null("exam", outcome.periods[i].exam);
        if (facts.periods[i].absence != ExamAbsence::none)
            json.key("absence").text(code(facts.periods[i].absence));
        json.end_object();
    }
    json.end_object();
}

void write_course(const CourseFacts& facts, const CourseOutcome& outcome, JsonWriter& json)
{
    const PlanSubject& subject = *facts.subject;
    json.begin_object();
    json.key("subject").text(subject.name);
    json.key("term").text(term_code(facts.term));
    json.key("weekly_periods").number(subject.periods);
    if (subject.exam_minutes > 0)
        json.key("exam_minutes").number(subject.exam_minutes);
    if (subject.is_judged_by_standards()) {
        json.key("standards_judged").number(outcome.standards_judged);
        json.key("standards_met").number(outcome.standards_met);
        json.end_object();
        return;
    }
    json.key("model").number(subject.model->number);
    json.key("form").text(facts.form->code);
    if (facts.term == 0) {
        json.key("periods").begin_object();
        for (std::size_t i = 0; i < outcome.periods.size(); ++i)
            write_mark_if_known(term_code(static_cast<int>(i) + 1).c_str(), outcome.periods[i].mark,
                                json);
        json.end_object();
    }
    write_parts(facts, outcome, json);
    write_mark_if_known("first_sitting", outcome.first, json);
    write_mark_if_known("second_sitting", outcome.second, json);
    write_mark_if_known("stumble_exam", facts.stumble_exam, json);
    write_mark_if_known("mark", outcome.mark, json);
    if (outcome.band != nullptr)
        json.key("grade").text(outcome.band);
    if (outcome.verdict != Verdict::not_judged)
        json.key("verdict").text(code(outcome.verdict));
    if (outcome.below_final_exam_minimum)
        json.key("below_final_exam_minimum").boolean(true);
    json.end_object();
}

void write_terms(const char* name, const std::array<LedgerOutcome, k_terms>& terms,
                 const std::optional<Mark>& year, void (*write)(const LedgerOutcome&, JsonWriter&),
                 JsonWriter& json)
{
    if (!terms[0].is_known && !terms[1].is_known)
        return;
    json.key(name).begin_object();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (!terms[i].is_known)
            continue;
        json.key(term_code(static_cast<int>(i) + 1)).begin_object();
        write(terms[i], json);
        json.end_object();
    }
    write_mark_if_known("mark", year, json);
    json.end_object();
}

void write_about(const CourseFacts* course, JsonWriter& json)
{
    if (course != nullptr)
        json.key("subject").text(course->subject->name);
}

void write_lists(const StudentYear& year, const Outcome& outcome, JsonWriter& json)
{
    const auto subjects = [&](const char* name, Verdict verdict) {
        json.key(name).begin_array();
        for (std::size_t i = 0; i < year.courses.size(); ++i) {
            if (outcome.courses[i].verdict != verdict)
                continue;
            json.begin_object();
            json.key("subject").text(year.courses[i].subject->name);
            json.key("term").text(term_code(year.courses[i].term));
            json.end_object();
        }
        json.end_array();
    };
    subjects("second_sitting_due", Verdict::second_sitting);
    subjects("stumbled", Verdict::stumbled);
    json.key("too_few_entries").begin_array();
    for (std::size_t i = 0; i < year.courses.size(); ++i)
        for (std::size_t period = 0; period < outcome.courses[i].periods.size(); ++period)
            if (outcome.courses[i].periods[period].too_few_entries) {
                json.begin_object();
                json.key("subject").text(year.courses[i].subject->name);
                json.key("term").text(term_code(year.courses[i].period_number(period)));
                json.end_object();
            }
    json.end_array();
    json.key("missing").begin_array();
    for (const MissingFact& missing : outcome.missing) {
        json.begin_object();
        json.key("fact").text(missing.name);
        write_about(missing.course, json);
        json.key("term").text(term_code(missing.period));
        json.end_object();
    }
    json.end_array();
    json.key("left_open").begin_array();
    for (const LeftOpen& open : outcome.left_open) {
        json.begin_object();
        json.key("rule").text(open.rule);
        json.key("clause").text(open.clause);
        write_about(open.course, json);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string term_code(int term)
{
    return term == 0 ? "year" : 'T' + std::to_string(term);
}

void write_average(const Exact& exact, const Exact& shown, int decimals, JsonWriter& json)
{
    json.begin_object();
    json.key("exact").exact(exact);
    json.key("shown").text(shown.shown(decimals));
    json.end_object();
}

void write_behaviour(const LedgerOutcome& ledger, JsonWriter& json)
{
    json.key("opening").mark(ledger.opening);
    json.key("deducted").mark(ledger.deducted);
    json.key("restored").mark(ledger.restored);
    if (!ledger.is_known)
        return;
    json.key("distinguished").mark(ledger.distinguished);
    json.key("mark").mark(ledger.mark);
}

void write_attendance(const LedgerOutcome& ledger, JsonWriter& json)
{
    json.key("opening").mark(ledger.opening);
    json.key("deducted").mark(ledger.deducted);
    json.key("restored").mark(ledger.restored);
    json.key("unexcused_days").number(ledger.unexcused_days);
    json.key("mark").mark(ledger.mark);
}

void write_outcome(const StudentYear& year, const Outcome& outcome, const EditionRules1447& rules,
                   JsonWriter& json)
{
    if (!year.name.empty())
        json.key("name").text(year.name);
    if (!year.section.empty())
        json.key("section").text(year.section);
    json.key("school_year").text(year.school_year.to_text());
    if (year.school_year_assumed)
        json.key("school_year_assumed").boolean(true);
    json.key("grade").number(year.grade);
    json.key("stage").text(stage_code(stage_of(year.grade)));
    json.key("track").text(year.track);
    json.key("decision").text(code(outcome.decision));
    if (year.is_secondary()) {
        json.key("courses").number(outcome.courses_counted);
        json.key("courses_passed").number(outcome.courses_passed);
    }
    json.key("subjects").begin_array();
    for (std::size_t i = 0; i < year.courses.size(); ++i)
        write_course(year.courses[i], outcome.courses[i], json);
    json.end_array();
    write_terms("behaviour", outcome.behaviour, outcome.behaviour_mark, write_behaviour, json);
    write_terms("attendance", outcome.attendance, outcome.attendance_mark, write_attendance, json);
    json.key("unexcused_days").number(outcome.unexcused_days);
    json.key("barred").boolean(outcome.is_barred);
    const int decimals = rules.average_decimals.value;
    if (outcome.average) {
        json.key("average");
        write_average(*outcome.average, outcome.average_shown, decimals, json);
    }
    if (outcome.general_grade != nullptr)
        json.key("general_grade").text(outcome.general_grade);
    write_lists(year, outcome, json);
    json.key("plans_digest").text(rules.plans.digest());
}

void write_what_would_change(const StudentYear& year, const WhatWouldChange& changes,
                             JsonWriter& json)
{
    const auto mark_or_null = [&](const char* name, const std::optional<Mark>& mark) {
        json.key(name);
        mark ? json.mark(*mark) : json.null();
    };
    json.begin_object();
    json.key("courses").begin_array();
    for (const CourseInTheWay& one : changes.courses) {
        const CourseFacts& course = year.courses[one.course];
        json.begin_object();
        json.key("subject").text(course.subject->name);
        json.key("term").text(term_code(course.term));
        mark_or_null("mark", one.mark);
        mark_or_null("shortfall", one.mark ? std::optional(one.shortfall) : std::nullopt);
        json.key("can_still_pass").boolean(one.can_still_pass);
        json.key("remaining").begin_array();
        for (const NeededMark& needed : one.remaining) {
            json.begin_object();
            json.key("sitting").text(code(needed.sitting));
            if (needed.sitting == SittingOf::first || needed.sitting == SittingOf::second)
                json.key("part").text(code(needed.part));
            json.key("max").mark(needed.maximum);
            mark_or_null("least", needed.least);
            json.end_object();
        }
        json.end_array();
        write_mark_if_known("least_sum", one.least_sum, json);
        write_mark_if_known("left_open_from", one.left_open_from, json);
        json.end_object();
    }
    json.end_array();
    if (changes.courses_to_promotion)
        json.key("courses_to_promotion").number(*changes.courses_to_promotion);
    json.end_object();
}

}  // namespace taqwim::sa_1447
