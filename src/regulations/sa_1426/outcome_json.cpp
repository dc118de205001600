#include "regulations/sa_1426/outcome_json.h"

#include <cstring>

#include "regulations/sa_1426/article_07_passing.h"

namespace taqwim::sa_1426 {

namespace {

class OutcomeWriter {
public:
    OutcomeWriter(const StudentYear& year, const Outcome& outcome, const Rules& rules,
                  JsonWriter& json)
        : year_(year), outcome_(outcome), rules_(rules), json_(json)
    {}

    void write()
    {
        if (!year_.name.empty())
            json_.key("name").text(year_.name);
        if (!year_.section.empty())
            json_.key("section").text(year_.section);
        json_.key("grade").number(year_.grade);
        json_.key("student_kind").text(code(year_.kind));
        json_.key("school_year").text(year_.school_year.to_text());
        json_.key("school_year_hijri").text(year_.school_year.hijri_name());
        if (year_.school_year_assumed)
            json_.key("school_year_assumed").boolean(true);
        json_.key("decision").text(code(outcome_.last().decision));
        json_.key("by").text(outcome_.last().by);
        write_round(RoundNumber::first);
        if (outcome_.second.held)
            write_round(RoundNumber::second);
        write_subjects();
        write_average();
        write_missing();
    }

private:
    [[nodiscard]] const std::string& code_of(std::size_t subject) const
    {
        return year_.plan->subjects[subject].code;
    }

    void write_set(const char* name, const SubjectSet& set)
    {
        json_.key(name).begin_array();
        for (std::size_t subject = 0; subject < outcome_.subjects.size(); ++subject)
            if (set.contains(subject))
                json_.text(code_of(subject));
        json_.end_array();
    }

    // Every subject's mark as it stands in the round, as far as it is known.
    void write_round(RoundNumber number)
    {
        const bool is_first = number == RoundNumber::first;
        const Round& round = is_first ? outcome_.first : outcome_.second;
        json_.key(is_first ? "round1" : "round2").begin_object();
        json_.key("final").begin_object();
        for (std::size_t subject = 0; subject < outcome_.subjects.size(); ++subject)
            if (outcome_.subjects[subject].complete)
                json_.key(code_of(subject)).mark(standing_mark(outcome_.subjects[subject], number));
        json_.end_object();
        write_set("not_passed_subjects", round.not_passed);
        json_.key("outcome").text(code(round.decision));
        json_.key("by").text(round.by);
        write_set("excused", round.excused);
        if (!round.excused.is_empty())
            write_set("remedial", round.excused);  // SR-7.4
        if (round.decision == Decision::second_round)
            write_second_round();
        json_.end_object();
    }

    void write_second_round()
    {
        json_.key("second_round").begin_object();
        for (std::size_t subject = 0; subject < outcome_.subjects.size(); ++subject) {
            const SubjectOutcome& result = outcome_.subjects[subject];
            if (result.scope == Scope::none)
                continue;
            json_.key(code_of(subject)).begin_object();
            json_.key("scope").text(code(result.scope)).key("max").mark(result.second_maximum);
            json_.end_object();
        }
        json_.end_object();
    }

    void write_term(std::size_t subject, Term term)
    {
        const SubjectOutcome& result = outcome_.subjects[subject];
        const TermMarks& marks = year_.subjects[subject].at(term);
        const std::size_t at = index(term);
        json_.key(code(term)).begin_object();
        if (!result.allotment.coursework[at].value.is_zero()) {
            json_.key("coursework");
            marks.has_coursework ? json_.mark(marks.coursework) : json_.null();
            json_.key("coursework_max").mark(result.allotment.coursework[at]);
        }
        if (!result.allotment.exam[at].value.is_zero()) {
            json_.key("exam");
            marks.sitting == Sitting::sat ? json_.mark(marks.exam) : json_.null();
            json_.key("exam_max").mark(result.allotment.exam[at]);
        }
        json_.key("sitting").text(code(marks.sitting));
        if (result.entered[at]) {
            json_.key("raw").mark(result.term_raw[at]);
            json_.key("mark").mark(result.term_mark[at]);
            if (result.has_minimum)
                json_.key("share").mark(result.term_share[at]);
            json_.key("reached").boolean(result.term_reached[at]);
        }
        json_.end_object();
    }

    void write_subject(std::size_t subject)
    {
        const PlanSubject& plan = year_.plan->subjects[subject];
        const SubjectOutcome& result = outcome_.subjects[subject];
        json_.key(plan.code).begin_object();
        if (!plan.name_ar.empty())
            json_.key("name_ar").text(plan.name_ar);
        json_.key("group").text(code(plan.group));
        json_.key("weekly_periods").number(plan.weekly_periods);
        json_.key("minimum");
        result.has_minimum ? json_.mark(result.minimum) : json_.null();
        json_.key("terms").begin_object();
        for (const Term term : k_terms)
            if (result.due[index(term)])
                write_term(subject, term);
        json_.end_object();
        json_.key("complete").boolean(result.complete);
        if (result.complete) {
            json_.key("raw").mark(result.raw);
            json_.key("final").mark(result.final_mark);
            json_.key("final_display").text(result.final_mark.shown());
            if (result.lifted_to_minimum)
                json_.key("lifted_to_minimum").boolean(true);
        }
        if (plan.counts_for_promotion) {
            json_.key("passed").boolean(result.passed);
            json_.key("excused").boolean(result.excused);
        } else {
            json_.key("counts_for_promotion").boolean(false);
        }
        if (outcome_.second.held && result.scope != Scope::none) {
            json_.key("second_round").begin_object();
            json_.key("sat").boolean(result.second_sat);
            if (result.second_sat)
                json_.key("mark").mark(year_.subjects[subject].second_round.mark);
            json_.key("max").mark(result.second_maximum);
            json_.key("raw").mark(result.second_raw);
            json_.key("final").mark(result.second_final);
            json_.key("passed").boolean(result.second_passed);
            json_.key("excused").boolean(result.second_excused);
            json_.end_object();
        }
        json_.end_object();
    }

    void write_subjects()
    {
        json_.key("subjects").begin_object();
        for (std::size_t subject = 0; subject < outcome_.subjects.size(); ++subject)
            write_subject(subject);
        json_.end_object();
    }

    void write_average()
    {
        if (!outcome_.has_average)
            return;
        json_.key("average").exact(outcome_.average);
        json_.key("average_exact").exact(outcome_.average_exact);
        json_.key("average_display").text(outcome_.average.shown(rules_.average_decimals.value));
        if (outcome_.general_grade == nullptr)
            return;
        // SR-12.1  To be printed once the ministry has confirmed the bands (D16).
        json_.key("general_grade").text(outcome_.general_grade);
        json_.key("general_grade_confirmed").boolean(rules_.grade_bands_confirmed.value);
    }

    void write_missing()
    {
        if (outcome_.missing.empty())
            return;
        json_.key("missing").begin_array();
        for (const MissingFact& fact : outcome_.missing) {
            json_.begin_object();
            json_.key("fact").text(fact.name).key("subject").text(code_of(fact.subject));
            if (std::strcmp(fact.name, "second_round_mark") != 0)
                json_.key("term").text(code(fact.term));
            json_.end_object();
        }
        json_.end_array();
    }

    const StudentYear& year_;
    const Outcome& outcome_;
    const Rules& rules_;
    JsonWriter& json_;
};

}  // namespace

void write_outcome(const StudentYear& year, const Outcome& outcome, const Rules& rules,
                   JsonWriter& json)
{
    OutcomeWriter(year, outcome, rules, json).write();
}

void write_what_would_change(const StudentYear& year, const Outcome& outcome,
                             const WhatWouldChange& changes, JsonWriter& json)
{
    if (outcome.last().decision == Decision::passed) {
        json.null();
        return;
    }
    const auto code_of = [&](std::size_t subject) -> const std::string& {
        return year.plan->subjects[subject].code;
    };
    const auto mark_or_null = [&](const char* name, const std::optional<Mark>& mark) {
        json.key(name);
        mark ? json.mark(*mark) : json.null();
    };
    json.begin_object();
    json.key("subjects").begin_array();
    for (const SubjectInTheWay& one : changes.subjects) {
        json.begin_object();
        json.key("subject").text(code_of(one.subject));
        mark_or_null("mark", one.has_mark ? std::optional(one.mark) : std::nullopt);
        mark_or_null("shortfall", one.has_mark ? std::optional(one.shortfall) : std::nullopt);
        if (one.lacks_sitting)
            json.key("lacks_sitting").boolean(true);
        json.key("can_still_pass").boolean(one.can_still_pass);
        json.key("remaining").begin_array();
        for (const NeededMark& needed : one.remaining) {
            json.begin_object();
            json.key("part").text(code(needed.part));
            if (needed.part == RemainingPart::second_round)
                json.key("scope").text(code(needed.scope));
            else
                json.key("term").text(code(needed.term));
            json.key("max").mark(needed.maximum);
            mark_or_null("least", needed.least);
            mark_or_null("least_for_year", needed.least_for_year);
            json.end_object();
        }
        json.end_array();
        if (one.least_equal_share)
            json.key("least_equal_share").exact(one.least_equal_share->value);
        json.end_object();
    }
    json.end_array();
    json.key("can_still_pass").boolean(changes.can_still_pass);
    if (changes.least_way) {
        json.key("least_way").begin_object();
        json.key("marks").begin_object();
        for (const LeastMark& least : changes.least_way->marks)
            json.key(code_of(least.subject)).mark(least.mark);
        json.end_object();
        json.key("tolerated").begin_array();
        for (std::size_t subject = 0; subject < year.plan->subjects.size(); ++subject)
            if (changes.least_way->tolerated.contains(subject))
                json.text(code_of(subject));
        json.end_array();
        json.key("by").text(changes.least_way->by);
        json.end_object();
    }
    json.end_object();
}

}  // namespace taqwim::sa_1426
