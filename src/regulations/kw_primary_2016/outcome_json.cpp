#include "regulations/kw_primary_2016/outcome_json.h"

#include <string_view>

namespace taqwim::kw_primary_2016 {

namespace {

class OutcomeWriter {
public:
    OutcomeWriter(const StudentYear& year, const Outcome& outcome, const Rules& rules,
                  const GradeSymbols& symbols, JsonWriter& json)
        : year_(year), outcome_(outcome), rules_(rules), symbols_(symbols), json_(json)
    {}

    void write()
    {
        json_.key("grade_level").number(year_.grade);
        json_.key("school_year").text(year_.school_year.to_text());
        if (year_.school_year_assumed)
            json_.key("school_year_assumed").boolean(true);
        json_.key("decision").text(code(outcome_.decision));
        write_clause(outcome_.final_clause);
        if (outcome_.repeat_reason != RepeatReason::none && outcome_.decision == Decision::repeat)
            json_.key("repeat_reason").text(code(outcome_.repeat_reason));
        write_exceptional();
        json_.key("terms").begin_object();
        for (const Term term : k_terms)
            write_term(term);
        json_.end_object();
        write_year();
        if (outcome_.second_chance_taken)
            write_second_chance();
        write_missing();
        write_persons();
        json_.key("parameters_digest").text(rules_.digest);
    }

private:
    void write_clause(const char* clause)
    {
        json_.key("clause").text(clause);
        json_.key("article").text(article_of(clause));
    }

    void grade(VerbalGrade grade)
    {
        json_.key("grade").text(symbols_[static_cast<std::size_t>(grade)]);
    }

    // Total, maximum, percentage and general grade; null where they are not known.
    void write_total(const Total& total)
    {
        json_.key("total");
        total.known ? json_.mark(total.notional) : json_.null();
        if (total.known && total.notional != total.actual)
            json_.key("actual_total").mark(total.actual);
        json_.key("max").number(total.maximum.value.nearest(Ties::away_from_zero));
        json_.key("percentage");
        total.known ? json_.exact(total.percentage) : json_.null();
        json_.key("percentage_display");
        total.known ? json_.text(total.percentage.shown()) : json_.null();
        if (total.known)
            grade(total.grade);
        else
            json_.key("grade").null();
    }

    void write_exceptional()
    {
        if (outcome_.exceptional_scope == SecondChance::none)
            return;
        json_.key("exceptional").begin_object();
        json_.key("scope").text(code(outcome_.exceptional_scope));
        json_.key("due");
        outcome_.due_day ? json_.text(outcome_.due_day->to_text()) : json_.null();
        json_.end_object();
    }

    void write_competencies(const SubjectTermOutcome& result)
    {
        const auto each = [&](auto write_one) {
            for (std::uint32_t i = 0; i < result.competencies; ++i)
                if (result.first_competency + i < outcome_.competencies.size())
                    write_one(i + 1, outcome_.competencies[result.first_competency + i]);
        };
        json_.key("competency_means").begin_object();
        each([&](std::uint32_t number, const CompetencyOutcome& one) {
            json_.key(std::to_string(number));
            if (one.count > 0)
                json_.exact(Exact::ratio(one.sum, one.count));
            else if (one.entered)
                json_.exact(Exact(static_cast<int>(one.level)));
            else
                json_.null();
        });
        json_.end_object();
        json_.key("competency_levels").begin_array();
        each([&](std::uint32_t, const CompetencyOutcome& one) {
            one.level >= 0 ? json_.number(one.level) : json_.null();
        });
        json_.end_array();
    }

    void write_units(const SubjectTermOutcome& result)
    {
        json_.key("unit_points").begin_array();
        for (std::uint32_t i = 0;
             i < result.units && result.first_unit + i < outcome_.unit_points.size(); ++i) {
            const std::int8_t points = outcome_.unit_points[result.first_unit + i];
            points >= 0 ? json_.number(points) : json_.null();
        }
        json_.end_array();
    }

    void write_subject_term(Subject subject, Term term)
    {
        const SubjectTermOutcome& result = outcome_.at(subject, term);
        json_.key(code(subject)).begin_object();
        switch (result.status) {
        case TermStatus::exempt: json_.key("exempt").boolean(true); break;
        case TermStatus::carried: json_.key("status").text("carried").key("net").null(); break;
        case TermStatus::not_taught:
            json_.key("status").text("not_computed").key("net").null();
            break;
        case TermStatus::incomplete:
        case TermStatus::computed:
            if (result.competencies > 0)
                write_competencies(result);
            write_part("formative", result.formative_state, result.formative);
            if (result.units > 0)
                write_units(result);
            write_part("summative", result.summative_state, result.summative);
            if (result.status == TermStatus::incomplete) {
                json_.key("status").text("incomplete");
                json_.key("net").null();
                break;
            }
            json_.key("gross").mark(result.gross);
            json_.key("net").mark(result.net);
            json_.key("net_display").text(result.net.shown());
            grade(result.grade);
            break;
        }
        json_.end_object();
    }

    void write_part(const char* name, PartState state, const Mark& mark)
    {
        json_.key(name);
        state == PartState::known ? json_.mark(mark) : json_.null();
        if (state == PartState::provisional)
            json_.key(std::string(name) + "_status").text("provisional");
        if (state == PartState::awaiting_second_chance)
            json_.key(std::string(name) + "_status").text("awaiting_second_chance");
    }

    void write_term(Term term)
    {
        const TermOutcome& result = outcome_.at(term);
        json_.key(code(term)).begin_object();
        json_.key("unexcused_days").number(result.unexcused_days);
        json_.key("excused_days").number(result.excused_days);
        json_.key("converted_lateness_days").number(result.converted_days);
        if (result.attended_days)
            json_.key("attended_days").number(*result.attended_days);
        if (!result.absence_given)
            json_.key("absence_given").boolean(false);
        write_count("deduction_unexcused", result.deduction_unexcused);
        write_count("deduction_excused", result.deduction_excused);
        write_count("deduction", result.deduction);
        if (result.whole_absence != WholeTermAbsence::no)
            json_.key("whole_term_absence").text(code(result.whole_absence));
        write_total(result.total);
        json_.key("documents").begin_array();
        for (const Document document : result.documents)
            json_.text(code(document));
        json_.end_array();
        json_.key("subjects").begin_object();
        for (const Subject subject : k_all_subjects)
            if (rules_.taught_in(year_.grade).contains(subject))
                write_subject_term(subject, term);
        json_.end_object();
        json_.end_object();
    }

    // Whole marks are JSON numbers, as the document counts them; anything else is exact text.
    void write_count(const char* name, const Mark& mark)
    {
        json_.key(name);
        mark.value.is_whole() ? json_.number(mark.value.nearest(Ties::away_from_zero))
                              : json_.mark(mark);
    }

    template <class Holds>
    void write_subjects(const char* name, Holds holds)
    {
        json_.key(name).begin_array();
        for (const Subject subject : k_all_subjects)
            if (holds(outcome_.at(subject)))
                json_.text(code(subject));
        json_.end_array();
    }

    void write_subject_year(Subject subject)
    {
        const SubjectYearOutcome& result = outcome_.at(subject);
        json_.key(code(subject)).begin_object();
        if (result.exempt) {
            json_.key("exempt").boolean(true).end_object();
            return;
        }
        json_.key("mean_of_terms");
        result.has_mean ? json_.mark(result.mean) : json_.null();
        if (result.performance_state == PerformanceState::attended ||
            result.performance_state == PerformanceState::absent_unexcused)
            json_.key("performance").mark(result.performance);
        if (result.barred_by_performance)
            json_.key("not_passed_for_absence_from_performance").boolean(true);
        json_.key("year_mark");
        result.has_year_mark ? json_.mark(result.year_mark) : json_.null();
        json_.key("after_raise");
        result.has_year_mark ? json_.mark(result.after_raise) : json_.null();
        if (result.has_year_mark) {
            json_.key("display").text(result.after_raise.shown());
            grade(result.grade);
        } else {
            json_.key("status").text(result.second_chance == SecondChance::none
                                         ? "incomplete"
                                         : "awaiting_second_chance");
        }
        if (result.raised != RaiseRule::none)
            json_.key("raised_by").text(result.raised == RaiseRule::clause_17_1 ? "17.1" : "17.2");
        if (result.second_chance != SecondChance::none)
            json_.key("second_chance").text(code(result.second_chance));
        json_.end_object();
    }

    void write_year()
    {
        json_.key("year").begin_object();
        write_subjects("failing_as_obtained",
                       [](const SubjectYearOutcome& s) { return s.failing_as_obtained; });
        write_subjects("failing_after_raise",
                       [](const SubjectYearOutcome& s) { return s.failing_after_raise; });
        write_subjects("second_chance_subjects", [](const SubjectYearOutcome& s) {
            return s.second_chance != SecondChance::none;
        });
        write_total(outcome_.year_total);
        json_.key("decision_round_1").text(code(outcome_.decision_round_1));
        write_clause(outcome_.decision_clause);
        json_.key("subjects").begin_object();
        for (const Subject subject : k_all_subjects)
            if (rules_.taught_in(year_.grade).contains(subject))
                write_subject_year(subject);
        json_.end_object();
        json_.end_object();
    }

    void write_second_chance()
    {
        const bool lower = year_.grade < k_grades;
        json_.key(lower ? "placement" : "second_round").begin_object();
        json_.key("subjects").begin_object();
        for (const Subject subject : k_all_subjects) {
            if (outcome_.at(subject).second_chance == SecondChance::none)
                continue;
            const SecondChanceOutcome& taken = outcome_.second_chances[index(subject)];
            json_.key(code(subject)).begin_object();
            if (taken.has_formative_mean && taken.sat)
                json_.key("formative_mean").mark(taken.formative_mean);
            if (taken.has_test_mark) {
                json_.key("test_mark").mark(taken.test_mark);
                json_.key("test_mark_display").text(taken.test_mark.shown());
            } else {
                json_.key("attended").boolean(false);
            }
            json_.key("passed").boolean(taken.passed);
            json_.key("recorded").mark(taken.recorded);
            json_.key("recorded_display").text(taken.recorded.shown());
            grade(taken.grade);
            json_.end_object();
        }
        json_.end_object();
        write_total(outcome_.second_total);
        json_.key("decision").text(code(outcome_.decision));
        json_.end_object();
    }

    void write_missing()
    {
        json_.key("missing").begin_array();
        for (const MissingFact& fact : outcome_.missing) {
            json_.begin_object();
            json_.key("fact").text(fact.name).key("subject").text(code(fact.subject));
            if (fact.term != 0)
                json_.key("term").text(fact.term == 1 ? "T1" : "T2");
            if (fact.number != 0)
                json_.key("number").number(fact.number);
            json_.key("counted").boolean(fact.counted);
            json_.end_object();
        }
        json_.end_array();
    }

    void write_persons()
    {
        if (outcome_.compulsory != Known::unknown)
            json_.key("compulsory_student").boolean(outcome_.compulsory == Known::yes);
        if (outcome_.age_to_be_checked)
            json_.key("moves_to_mens_school").text("check");
        else if (outcome_.moves_to_mens_school != Known::unknown)
            json_.key("moves_to_mens_school").boolean(outcome_.moves_to_mens_school == Known::yes);
    }

    const StudentYear& year_;
    const Outcome& outcome_;
    const Rules& rules_;
    const GradeSymbols& symbols_;
    JsonWriter& json_;
};

}  // namespace

std::string article_of(const char* clause)
{
    constexpr std::string_view prefix = "KW-";
    std::string_view text = clause;
    if (text.starts_with(prefix) && text != "KW-DECIDE")
        text.remove_prefix(prefix.size());
    return std::string(text);
}

void write_outcome(const StudentYear& year, const Outcome& outcome, const Rules& rules,
                   const GradeSymbols& symbols, JsonWriter& json)
{
    OutcomeWriter(year, outcome, rules, symbols, json).write();
}

void write_what_would_change(std::span<const SubjectInTheWay> subjects, JsonWriter& json)
{
    json.begin_array();
    for (const SubjectInTheWay& subject : subjects) {
        json.begin_object();
        json.key("subject").text(code(subject.subject));
        json.key("mark");
        subject.has_mark ? json.mark(subject.mark) : json.null();
        json.key("shortfall");
        subject.has_mark ? json.mark(subject.shortfall) : json.null();
        if (subject.barred_by_performance)
            json.key("not_passed_for_absence_from_performance").boolean(true);
        json.key("can_still_pass").boolean(subject.can_still_pass);
        json.key("remaining").begin_array();
        for (const NeededMark& needed : subject.remaining) {
            json.begin_object();
            json.key("assessment").text(code(needed.assessment));
            if (needed.term != 0)
                json.key("term").text(needed.term == 1 ? "T1" : "T2");
            if (needed.number != 0)
                json.key("number").number(needed.number);
            json.key("max").mark(needed.maximum);
            json.key("least");
            needed.least ? json.mark(*needed.least) : json.null();
            if (needed.least)
                json.key("least_display").text(needed.least->shown());
            json.end_object();
        }
        json.end_array();
        if (subject.least_equal_share)
            json.key("least_equal_share").exact(subject.least_equal_share->value);
        json.end_object();
    }
    json.end_array();
}

}  // namespace taqwim::kw_primary_2016
