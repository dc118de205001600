// Marks that are typed: unit scores, performance standards, placement, second round (Articles 4,
// 11, 18 and 19).

#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/student_year_builder.h"

#include <algorithm>

#include "regulations/frame/value_reading.h"
#include "regulations/kw_primary_2016/article_15_absence.h"

namespace taqwim::kw_primary_2016 {

namespace {

constexpr int k_most_unit_maximum = 10000;

}  // namespace

// A mark that somebody typed: from 0 to its maximum, in whole hundredths at the finest.
std::optional<Exact> StudentYearBuilder::mark(Subject subject, std::string_view text,
                                              const Exact& maximum, const char* clause,
                                              const Where& where)
{
    const auto mark = read_decimal(text, where, problems_);
    if (!mark)
        return std::nullopt;
    if (*mark < Exact(0)) {
        refuse(RefusalCode::mark_negative, where,
               {{"subject", code(subject)}, {"mark", shown_value(text)}}, clause);
        return std::nullopt;
    }
    if (*mark > maximum) {
        refuse(RefusalCode::mark_over_maximum, where,
               {{"subject", code(subject)},
                {"mark", shown_value(text)},
                {"maximum", maximum.to_text()}},
               clause);
        return std::nullopt;
    }
    constexpr int k_stored_decimals = 2;
    const int decimals = std::min(rules_->score_decimals.value, k_stored_decimals);
    if (mark->rounded(decimals, Ties::toward_zero) != *mark) {
        refuse(RefusalCode::mark_too_many_decimals, where,
               {{"subject", code(subject)},
                {"mark", shown_value(text)},
                {"limit", std::to_string(decimals)}},
               clause);
        return std::nullopt;
    }
    return mark;
}

void StudentYearBuilder::unit(const UnitEntry& entry, const Where& where)
{
    if (entry.score.empty())
        return;
    Slot* const record = open(entry.subject, entry.term, where);
    if (record == nullptr)
        return;
    if (record->units < 0) {
        if (!record->units_reported)
            refuse(RefusalCode::units_not_set, where,
                   {{"subject", code(entry.subject)}, {"term", code(entry.term)}}, "KW-T-8");
        record->units_reported = true;
        return;
    }
    if (entry.number < 1 || entry.number > record->units) {
        refuse(RefusalCode::too_many_units, where,
               {{"subject", code(entry.subject)},
                {"term", code(entry.term)},
                {"value", std::to_string(entry.number)},
                {"maximum", std::to_string(record->units)}},
               "KW-T-8");
        return;
    }

    // KW-11.3  Out of 10 unless another maximum is given.
    Exact maximum = rules_->unit_maximum.value;
    if (!entry.maximum.empty()) {
        const auto given = read_decimal(entry.maximum, where.field("max"), problems_);
        if (!given)
            return;
        if (*given <= Exact(0)) {
            refuse(RefusalCode::maximum_not_positive, where.field("max"),
                   {{"subject", code(entry.subject)}, {"maximum", shown_value(entry.maximum)}},
                   "KW-11.3");
            return;
        }
        const auto checked = mark(entry.subject, entry.maximum, Exact(k_most_unit_maximum),
                                  "KW-11.3", where.field("max"));
        if (!checked)
            return;
        maximum = *checked;
    }

    Unit unit;
    unit.maximum_centi =
        static_cast<std::int32_t>((maximum * Exact(100)).nearest(Ties::toward_zero));
    unit.last_two_months = entry.last_two_months;
    if (entry.score == "U") {
        unit.state = UnitState::absent_unexcused;
    } else if (entry.score == "E") {
        unit.state = UnitState::absent_excused;
    } else if (entry.score == "A") {
        unit.state = UnitState::absent;
    } else {
        const auto score =
            mark(entry.subject, entry.score, maximum, "KW-11.3", where.field("score"));
        if (!score)
            return;
        unit.state = UnitState::scored;
        unit.score_centi =
            static_cast<std::int32_t>((*score * Exact(100)).nearest(Ties::toward_zero));
    }

    std::optional<Day> day;
    if (!entry.missed_on.empty() && (!entry.on.empty() || unit.state == UnitState::scored)) {
        if (unit.state == UnitState::absent_unexcused) {
            refuse(RefusalCode::make_up_of_unexcused, where,
                   {{"subject", code(entry.subject)}, {"day", shown_value(entry.missed_on)}},
                   "KW-15.A.U2");
            return;
        }
        MakeUp item;
        item.subject = entry.subject;
        item.term = entry.term;
        item.is_unit = true;
        item.number = static_cast<std::uint8_t>(entry.number);
        auto made_up = checked_make_up(item, entry.on, entry.missed_on, {}, where);
        if (!made_up)
            return;
        if (unit.state != UnitState::scored) {
            refuse(RefusalCode::facts_contradict, where.field("score"),
                   {{"field", "score"},
                    {"value", std::string(entry.score)},
                    {"other_field", "on"},
                    {"other_value", made_up->made_up_on.to_text()}},
                   "KW-15.A.E2");
            return;
        }
        day = made_up->made_up_on;
        year_.make_ups.push_back(*made_up);
    } else {
        const std::string_view text = entry.on.empty() ? entry.missed_on : entry.on;
        day = day_of_term(entry.term, text, where.field(entry.on.empty() ? "missed_on" : "on"));
        if (!text.empty() && !day)
            return;
    }
    if (day)
        unit.day = year_day(*day);

    if (record->unit_results.empty())
        record->unit_results.resize(static_cast<std::size_t>(record->units));
    RawUnit& result = record->unit_results[static_cast<std::size_t>(entry.number - 1)];
    if (result.given) {
        refuse(RefusalCode::unit_result_repeated, where,
               {{"subject", code(entry.subject)},
                {"term", code(entry.term)},
                {"unit", std::to_string(entry.number)}},
               "KW-T-8");
        return;
    }
    result = {.given = true, .unit = unit};
}

// Whether a mark of the year as a whole may stand in the subject: scientific and not exempt.
bool StudentYearBuilder::may_be_year_mark(Subject subject, RefusalCode practical,
                                          const char* clause, const Where& where)
{
    if (!rules_->counted_in(year_.grade).value.contains(subject)) {
        refuse(practical, where, {{"subject", code(subject)}}, clause);
        return false;
    }
    if (year_.is_exempt(subject)) {
        refuse(RefusalCode::subject_exempt, where, {{"subject", code(subject)}}, clause);
        return false;
    }
    return true;
}

// A mark, or the letter of an absence.
std::optional<SittingState> StudentYearBuilder::sitting(Subject subject, std::string_view text,
                                                        const Mark& maximum, const char* clause,
                                                        const Where& where, Mark& mark_given)
{
    if (text.empty())
        return std::nullopt;
    if (text == "U")
        return SittingState::absent_unexcused;
    if (text == "E")
        return SittingState::absent_excused;
    const auto given = mark(subject, text, maximum.value, clause, where);
    if (!given)
        return std::nullopt;
    mark_given = Mark(*given);
    return SittingState::attended;
}

void StudentYearBuilder::performance(Subject subject, std::string_view text, const Where& where)
{
    if (text.empty() || year_.grade == 0)
        return;
    if (year_.grade != k_grades) {
        refuse(RefusalCode::performance_only_grade_5, where,
               {{"subject", code(subject)}, {"grade", std::to_string(year_.grade)}}, "KW-P1-6");
        return;
    }
    if (!may_be_year_mark(subject, RefusalCode::performance_practical_subject, "KW-4.8.1", where))
        return;
    PerformanceSitting& paper = year_.performance[index(subject)];
    Mark given;
    const auto state = sitting(subject, text, rules_->performance_maximum.value, "KW-4.8.2",
                               where.field("mark"), given);
    if (!state)
        return;
    if (is_first(Once::performance, index(subject), text, "KW-4.8.1", where))
        paper = {*state, given};
}

void StudentYearBuilder::placement(Subject subject, std::string_view text, std::string_view on,
                                   const Where& where)
{
    if (text.empty() || year_.grade == 0)
        return;
    if (year_.grade == k_grades) {
        refuse(RefusalCode::placement_only_grades_1_4, where,
               {{"subject", code(subject)}, {"grade", std::to_string(year_.grade)}}, "KW-18.1");
        return;
    }
    if (!may_be_year_mark(subject, RefusalCode::placement_practical_subject, "KW-18.1", where))
        return;
    PlacementPaper& paper = year_.placement[index(subject)];
    Mark given;
    const auto state =
        sitting(subject, text, rules_->maximum_mark.value, "KW-18.4", where.field("mark"), given);
    const Where at = where.field("on");
    const auto day = read_day(on, at, problems_);
    if (!state || (!day && !on.empty()))
        return;
    if (day && year_.calendar) {
        const SchoolCalendar& calendar = *year_.calendar;
        const Day first = calendar.first_placement.value_or(calendar.year_end);
        if (*day < first)
            refuse(RefusalCode::calendar_inconsistent, at,
                   {{"field", "on"},
                    {"day", day->to_text()},
                    {"other_field", calendar.first_placement ? "first_placement" : "year_end"},
                    {"other_day", first.to_text()}},
                   "KW-18.2");
        if (calendar.next_second_term_start) {
            const Day last = end_of_first_week(*calendar.next_second_term_start, *rules_);
            if (*day > last)
                refuse(RefusalCode::assessment_after_limit, at,
                       {{"subject", code(subject)},
                        {"day", day->to_text()},
                        {"limit", last.to_text()}},
                       "KW-15.B.E4");
        } else if (*day > year_.school_year.last_day()) {
            refuse(RefusalCode::calendar_day_missing, at, {{"field", "next_second_term_start"}},
                   "KW-15.B.E4");
        }
    }
    if (!is_first(Once::placement, index(subject), text, "KW-18.1", where))
        return;
    paper = {*state, given, day};
    year_.has_placement = true;
}

void StudentYearBuilder::second_round(const SecondRoundEntry& entry, const Where& where)
{
    if (year_.grade == 0)
        return;
    if (year_.grade != k_grades) {
        refuse(RefusalCode::second_round_only_grade_5, where,
               {{"subject", code(entry.subject)}, {"grade", std::to_string(year_.grade)}},
               "KW-19.1");
        return;
    }
    if (!may_be_year_mark(entry.subject, RefusalCode::second_round_not_due, "KW-4.8", where))
        return;

    const auto read = [&](std::string_view text, const Exact& maximum, const char* field) {
        return mark(entry.subject, text, maximum, "KW-19.7", where.field(field));
    };
    SecondRoundPapers papers;
    const Where& reassessment_at = entry.reassessment_at ? *entry.reassessment_at : where;
    const Exact of_40 = rules_->reassessment_maximum.value.value;
    const Exact of_100 = rules_->maximum_mark.value.value;
    const auto converted = read(entry.reassessment_of_40, of_40, "term2_reassessment_of_40");
    Exact maximum = of_100;
    if (!entry.reassessment_maximum.empty()) {
        const Where at = reassessment_at.field("max");
        const auto given = read_decimal(entry.reassessment_maximum, at, problems_);
        if (!given)
            return;
        if (*given <= Exact(0) || *given > Exact(k_most_unit_maximum)) {
            refuse(RefusalCode::maximum_not_positive, at,
                   {{"subject", code(entry.subject)},
                    {"maximum", shown_value(entry.reassessment_maximum)}},
                   "KW-19.7");
            return;
        }
        maximum = *given;
    }
    const auto reassessment =
        mark(entry.subject, entry.reassessment, maximum, "KW-19.7",
             reassessment_at.field(entry.reassessment_at ? "mark" : "term2_reassessment"));
    // One reassessment in two forms; a paper scored on another maximum is converted exactly.
    if (reassessment) {
        papers.reassessment_of_100 = Mark(*reassessment * of_100 / maximum);
        papers.reassessment_of_40 = Mark(*reassessment * of_40 / maximum);
    }
    if (converted) {
        if (papers.reassessment_of_40 && papers.reassessment_of_40->value != *converted)
            refuse(RefusalCode::facts_contradict, where.field("term2_reassessment_of_40"),
                   {{"field", "term2_reassessment_of_40"},
                    {"value", converted->to_text()},
                    {"other_field", "term2_reassessment"},
                    {"other_value", papers.reassessment_of_40->to_text()}},
                   "KW-19.7");
        papers.reassessment_of_40 = Mark(*converted);
        papers.reassessment_of_100 = Mark(*converted * of_100 / of_40);
    }
    if (const auto performance =
            read(entry.performance, rules_->performance_maximum.value.value, "performance"))
        papers.performance = Mark(*performance);
    if (const auto paper = read(entry.paper, of_100, "paper"))
        papers.whole_paper = Mark(*paper);

    const Where at = where.field("on");
    papers.day = read_day(entry.on, at, problems_);
    if (papers.day) {
        const Day first = year_.calendar && year_.calendar->second_round
                              ? *year_.calendar->second_round
                              : year_.school_year.first_day();
        const MonthDay limit = rules_->exceptional_limit_grade_5.value;
        const auto last = Day::of(year_.school_year.first + 1, limit.month, limit.day);
        if (*papers.day < first)
            refuse(RefusalCode::calendar_inconsistent, at,
                   {{"field", "on"},
                    {"day", papers.day->to_text()},
                    {"other_field", "second_round"},
                    {"other_day", first.to_text()}},
                   "KW-19.5");
        if (last && *papers.day > *last)
            refuse(RefusalCode::assessment_after_limit, at,
                   {{"subject", code(entry.subject)},
                    {"day", papers.day->to_text()},
                    {"limit", last->to_text()}},
                   "KW-19.5");
    }

    const bool any_mark = papers.reassessment_of_40 || papers.performance.has_value() ||
                          papers.whole_paper.has_value();
    if (!entry.absent.empty()) {
        if (entry.absent != "U" && entry.absent != "E") {
            refuse(RefusalCode::value_not_listed, where.field("absent"),
                   {{"value", shown_value(entry.absent)}, {"allowed", "true, false, U, E"}},
                   "KW-19.7");
            return;
        }
        if (any_mark) {
            refuse(RefusalCode::facts_contradict, where.field("absent"),
                   {{"field", "absent"},
                    {"value", std::string(entry.absent)},
                    {"other_field", "mark"},
                    {"other_value", "attended"}},
                   "KW-19.7");
            return;
        }
        papers.state =
            entry.absent == "U" ? SittingState::absent_unexcused : SittingState::absent_excused;
    } else if (any_mark) {
        papers.state = SittingState::attended;
    } else {
        return;
    }
    if (!is_first(Once::second_round, index(entry.subject), code(entry.subject), "KW-19.1", where))
        return;
    year_.second_round.emplace_back(entry.subject, std::move(papers));
    year_.has_second_round = true;
}

}  // namespace taqwim::kw_primary_2016
