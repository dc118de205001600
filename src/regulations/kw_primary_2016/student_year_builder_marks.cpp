// What teachers enter: levels, unit scores, sittings. The other half of the builder stands in student_year_builder.cpp.

#include <algorithm>

#include "core/trimmed.h"
#include "regulations/kw_primary_2016/article_15_absence.h"
#include "regulations/kw_primary_2016/student_year_builder.h"
#include "regulations/kw_primary_2016/value_reading.h"
#include "regulations/kw_primary_2016/words.h"

namespace taqwim::kw_primary_2016 {

namespace {

// Above these a plan is a slip of the pen; the regulation's subjects have three to five competencies.
constexpr int k_most_competencies = 50;
constexpr int k_most_units = 50;
constexpr int k_most_criteria = 255;
constexpr int k_most_unit_maximum = 10000;
// Of one subject in one term: several measurings on every school day.
constexpr std::size_t k_most_measures = 1000;

bool is_absence(std::string_view text)
{
    return text == "U" || text == "E" || text == "A";
}

std::string shown(const Criterion& criterion)
{
    return std::to_string(criterion.competency) + "." + std::to_string(criterion.number);
}

// The whole number at the front of the text, removed from it.
std::optional<int> take_number(std::string_view& text)
{
    constexpr int k_most_digits = 6;
    int number = 0;
    int digits = 0;
    while (const auto digit = leading_digit(text)) {
        if (++digits > k_most_digits)
            return std::nullopt;
        number = number * 10 + digit->value;
        text.remove_prefix(digit->bytes);
    }
    return digits == 0 ? std::nullopt : std::optional<int>(number);
}

}  // namespace

// The plan of a subject in a term.

void StudentYearBuilder::competencies(Subject subject, Term term, std::string_view text, const Where& where)
{
    const auto number = read_whole(text, 0, k_most_competencies, where, problems_);
    if (!number)
        return;
    if (*number == 0) {
        refuse(RefusalCode::competencies_zero, where, {{"subject", code(subject)}, {"term", code(term)}}, "KW-10.3");
        return;
    }
    slot(subject, term).competencies = *number;
}

void StudentYearBuilder::units(Subject subject, Term term, std::string_view text, const Where& where)
{
    const auto number = read_whole(text, 0, k_most_units, where, problems_);
    if (!number)
        return;
    if (*number == 0) {
        refuse(RefusalCode::units_zero, where, {{"subject", code(subject)}, {"term", code(term)}}, "KW-11.2");
        return;
    }
    slot(subject, term).units = *number;
}

int StudentYearBuilder::competencies_in_force(Subject subject, Term term)
{
    const int given = slot(subject, term).competencies;
    return given >= 0 ? given : rules_->general_competencies[index(subject)].value;
}

StudentYearBuilder::Slot* StudentYearBuilder::open(Subject subject, Term term, const Where& where)
{
    Slot& record = slot(subject, term);
    if (!year_.is_exempt(subject, term))
        return &record;
    if (!record.exempt_reported)
        refuse(RefusalCode::subject_exempt, where, {{"subject", code(subject)}}, "KW-4.1");
    record.exempt_reported = true;
    return nullptr;
}

// Levels.

std::optional<int> StudentYearBuilder::level_of_symbol(std::string_view text) const
{
    for (const LevelSymbol& one : symbols_)
        if (one.symbol == text)
            return one.level;
    const std::string sought = folded(text);
    if (!sought.empty())
        for (const LevelSymbol& one : symbols_)
            if (folded(one.symbol) == sought)
                return one.level;
    return std::nullopt;
}

// KW-9  Points, a symbol, or both when they agree; or the letter of an absence.
std::optional<MeasureMark> StudentYearBuilder::level(Subject subject, std::string_view text, const Where& where)
{
    const int maximum = std::min(rules_->maximum_level.value, static_cast<int>(MeasureMark::level_4));
    const auto as_mark = [](std::int64_t points) { return static_cast<MeasureMark>(points); };
    if (text.size() == 1) {
        if (text[0] >= '0' && text[0] - '0' <= maximum)
            return as_mark(text[0] - '0');
        if (text[0] == 'U')
            return MeasureMark::absent_unexcused;
        if (text[0] == 'E')
            return MeasureMark::absent_excused;
        if (text[0] == 'A')
            return MeasureMark::absent;
    }
    if (const auto points = decimal_of(text)) {
        if (points->is_whole() && *points >= Exact(0) && *points <= Exact(maximum))
            return as_mark(points->numerator());
        refuse(RefusalCode::level_not_whole, where,
               {{"subject", code(subject)}, {"value", shown_value(text)}, {"maximum", std::to_string(maximum)}}, "KW-9");
        return std::nullopt;
    }
    if (const auto meant = level_of_symbol(text)) {
        if (*meant >= 0 && *meant <= maximum)
            return as_mark(*meant);
    } else if (const std::size_t blank = text.find(' '); blank != std::string_view::npos) {
        // A symbol and its points, in either order.
        const std::string_view first = trimmed(text.substr(0, blank));
        const std::size_t last_blank = text.rfind(' ');
        const std::string_view last = trimmed(text.substr(last_blank + 1));
        for (const auto& [points_text, symbol_text] :
             {std::pair(first, trimmed(text.substr(blank))), std::pair(last, trimmed(text.substr(0, last_blank)))}) {
            const auto points = decimal_of(points_text);
            const auto symbol = level_of_symbol(symbol_text);
            if (!points || !symbol)
                continue;
            if (*points == Exact(*symbol) && *symbol <= maximum)
                return as_mark(*symbol);
            refuse(RefusalCode::level_symbol_mismatch, where,
                   {{"subject", code(subject)}, {"symbol", shown_value(symbol_text)}, {"value", shown_value(points_text)}},
                   "KW-9");
            return std::nullopt;
        }
    }
    std::string allowed = "0, 1, 2, 3, 4, U, E, A";
    for (const LevelSymbol& one : symbols_)
        allowed += ", " + one.symbol;
    refuse(RefusalCode::value_not_listed, where, {{"value", shown_value(text)}, {"allowed", std::move(allowed)}}, "KW-9");
    return std::nullopt;
}

std::optional<int> StudentYearBuilder::competency(Subject subject, Term term, std::string_view text, const Where& where)
{
    const int in_force = competencies_in_force(subject, term);
    std::string_view rest = text;
    const auto number = take_number(rest);
    if (!number || !rest.empty() || *number < 1 || *number > in_force) {
        if (text.empty())
            refuse(RefusalCode::field_missing, where, {{"field", "competency"}}, "KW-P1-4");
        else
            refuse(RefusalCode::competency_unknown, where,
                   {{"subject", code(subject)}, {"competency", shown_value(text)}, {"maximum", std::to_string(in_force)}},
                   "KW-P1-4");
        return std::nullopt;
    }
    return number;
}

std::optional<Criterion> StudentYearBuilder::criterion(Subject subject, Term term, std::string_view text,
                                                       std::optional<int> competency, const Where& where)
{
    std::string_view rest = text;
    const auto first = take_number(rest);
    const bool is_divided = rest.starts_with('.') || rest.starts_with("\xD9\xAB");  // the Arabic decimal separator
    rest.remove_prefix(!is_divided ? 0 : rest.front() == '.' ? 1 : 2);
    const auto second = take_number(rest);
    if (!first || !is_divided || !second || !rest.empty() || *second < 1 || *second > k_most_criteria) {
        if (text.empty())
            refuse(RefusalCode::field_missing, where, {{"field", "criterion"}}, "KW-P1-5");
        else
            refuse(RefusalCode::value_not_listed, where, {{"value", shown_value(text)}, {"allowed", "1.1, 1.2, 2.1"}},
                   "KW-P1-5");
        return std::nullopt;
    }
    const Criterion criterion{.competency = *first, .number = *second};
    if (competency && *competency != criterion.competency) {
        refuse(RefusalCode::criterion_of_other_competency, where,
               {{"subject", code(subject)}, {"criterion", shown(criterion)}, {"competency", std::to_string(*competency)}},
               "KW-P1-5");
        return std::nullopt;
    }
    const int in_force = competencies_in_force(subject, term);
    if (criterion.competency < 1 || criterion.competency > in_force) {
        refuse(RefusalCode::competency_unknown, where,
               {{"subject", code(subject)},
                {"competency", std::to_string(criterion.competency)},
                {"maximum", std::to_string(in_force)}},
               "KW-P1-4");
        return std::nullopt;
    }
    return criterion;
}

void StudentYearBuilder::measure(const MeasureEntry& entry, const Where& where)
{
    if (entry.level.empty())
        return;
    Slot* const record = open(entry.subject, entry.term, where);
    if (record == nullptr)
        return;
    const auto mark = level(entry.subject, entry.level, where.field("level"));
    if (!record->levels.empty() && !record->mixed_reported) {
        refuse(RefusalCode::entry_modes_mixed, where, {{"subject", code(entry.subject)}, {"term", code(entry.term)}},
               "KW-10.2");
        record->mixed_reported = true;
    }
    if (!mark)
        return;

    std::optional<Day> day;
    const bool is_made_up = !entry.missed_on.empty() && (!entry.on.empty() || !is_absence(entry.level));
    if (is_made_up || !entry.activities_practised_on.empty()) {
        if (*mark == MeasureMark::absent_unexcused) {
            refuse(RefusalCode::make_up_of_unexcused, where,
                   {{"subject", code(entry.subject)}, {"day", shown_value(entry.missed_on)}}, "KW-15.A.U2");
            return;
        }
        MakeUp item;
        item.subject = entry.subject;
        item.term = entry.term;
        item.number = static_cast<std::uint8_t>(entry.criterion.competency);
        item.criterion = static_cast<std::uint8_t>(entry.criterion.number);
        auto made_up = checked_make_up(item, entry.on, entry.missed_on, entry.activities_practised_on, where);
        if (!made_up)
            return;
        if (is_absence(entry.level)) {
            refuse(RefusalCode::facts_contradict, where.field("level"),
                   {{"field", "level"},
                    {"value", std::string(entry.level)},
                    {"other_field", "on"},
                    {"other_value", made_up->made_up_on.to_text()}},
                   "KW-15.A.E1");
            return;
        }
        day = made_up->made_up_on;
        year_.make_ups.push_back(*std::move(made_up));
    } else {
        const std::string_view text = entry.on.empty() ? entry.missed_on : entry.on;
        day = day_of_term(entry.term, text, where.field(entry.on.empty() ? "missed_on" : "on"));
        if (!text.empty() && !day)
            return;
    }

    RawMeasure raw{.competency = static_cast<std::uint8_t>(entry.criterion.competency),
                   .criterion = static_cast<std::uint8_t>(entry.criterion.number),
                   .mark = *mark,
                   .day = day ? year_day(*day) : k_no_day};
    if (day && std::any_of(record->measures.begin(), record->measures.end(), [&](const RawMeasure& one) {
            return one.day == raw.day && one.criterion == raw.criterion && one.competency == raw.competency;
        })) {
        refuse(RefusalCode::measure_repeated_on_day, where.field("on"),
               {{"subject", code(entry.subject)}, {"criterion", shown(entry.criterion)}, {"day", day->to_text()}},
               "KW-10.4");
        return;
    }
    if (record->measures.size() >= k_most_measures) {
        refuse(RefusalCode::input_too_large, where, {{"limit", std::to_string(k_most_measures)}}, "KW-10.4");
        return;
    }
    record->measures.push_back(raw);
}

void StudentYearBuilder::competency_level(Subject subject, Term term, int competency, std::string_view text,
                                          const Where& where)
{
    if (text.empty())
        return;
    Slot* const record = open(subject, term, where);
    if (record == nullptr)
        return;
    // Only whole points: an absence has no place in an average that was taken on paper.
    const auto points = is_absence(text) ? std::nullopt : level(subject, text, where.field("level"));
    if (is_absence(text))
        refuse(RefusalCode::level_not_whole, where.field("level"),
               {{"subject", code(subject)}, {"value", std::string(text)}, {"maximum", std::to_string(rules_->maximum_level.value)}},
               "KW-10.2");
    if (!record->measures.empty() && !record->mixed_reported) {
        refuse(RefusalCode::entry_modes_mixed, where, {{"subject", code(subject)}, {"term", code(term)}}, "KW-10.2");
        record->mixed_reported = true;
    }
    if (!points)
        return;
    if (record->levels.empty())
        record->levels.assign(static_cast<std::size_t>(competencies_in_force(subject, term)), std::int8_t{-1});
    std::int8_t& entered = record->levels[static_cast<std::size_t>(competency - 1)];
    const std::size_t which = (index(subject) * 2 + index(term)) * k_most_competencies + static_cast<std::size_t>(competency);
    if (!is_first(Once::competency_level, which, text, "KW-10.2", where))
        return;
    entered = static_cast<std::int8_t>(*points);
}

void StudentYearBuilder::exclude(Subject subject, Term term, int competency, const Where& where)
{
    if (Slot* const record = open(subject, term, where))
        record->exclusions.push_back({competency, where});
}

void StudentYearBuilder::behaviour(std::string_view text, const Where& where)
{
    if (text.empty() || level_of_symbol(text))
        return;
    std::string allowed;
    for (const LevelSymbol& one : symbols_)
        allowed += (allowed.empty() ? "" : ", ") + one.symbol;
    refuse(RefusalCode::value_not_listed, where, {{"value", shown_value(text)}, {"allowed", std::move(allowed)}},
           "KW-T-BEH");
}

// Scores and sittings.

// A mark that somebody typed: from 0 to its maximum, in whole hundredths at the finest.
std::optional<Exact> StudentYearBuilder::mark(Subject subject, std::string_view text, const Exact& maximum,
                                              const char* clause, const Where& where)
{
    const auto mark = read_decimal(text, where, problems_);
    if (!mark)
        return std::nullopt;
    if (*mark < Exact(0)) {
        refuse(RefusalCode::mark_negative, where, {{"subject", code(subject)}, {"mark", shown_value(text)}}, clause);
        return std::nullopt;
    }
    if (*mark > maximum) {
        refuse(RefusalCode::mark_over_maximum, where,
               {{"subject", code(subject)}, {"mark", shown_value(text)}, {"maximum", maximum.to_text()}}, clause);
        return std::nullopt;
    }
    constexpr int k_stored_decimals = 2;
    const int decimals = std::min(rules_->score_decimals.value, k_stored_decimals);
    if (mark->rounded(decimals, Ties::toward_zero) != *mark) {
        refuse(RefusalCode::mark_too_many_decimals, where,
               {{"subject", code(subject)}, {"mark", shown_value(text)}, {"limit", std::to_string(decimals)}}, clause);
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
            refuse(RefusalCode::units_not_set, where, {{"subject", code(entry.subject)}, {"term", code(entry.term)}},
                   "KW-T-8");
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
                   {{"subject", code(entry.subject)}, {"maximum", shown_value(entry.maximum)}}, "KW-11.3");
            return;
        }
        const auto checked = mark(entry.subject, entry.maximum, Exact(k_most_unit_maximum), "KW-11.3", where.field("max"));
        if (!checked)
            return;
        maximum = *checked;
    }

    Unit unit;
    unit.maximum_centi = static_cast<std::int32_t>((maximum * Exact(100)).nearest(Ties::toward_zero));
    unit.last_two_months = entry.last_two_months;
    if (entry.score == "U") {
        unit.state = UnitState::absent_unexcused;
    } else if (entry.score == "E") {
        unit.state = UnitState::absent_excused;
    } else if (entry.score == "A") {
        unit.state = UnitState::absent;
    } else {
        const auto score = mark(entry.subject, entry.score, maximum, "KW-11.3", where.field("score"));
        if (!score)
            return;
        unit.state = UnitState::scored;
        unit.score_centi = static_cast<std::int32_t>((*score * Exact(100)).nearest(Ties::toward_zero));
    }

    std::optional<Day> day;
    if (!entry.missed_on.empty() && (!entry.on.empty() || unit.state == UnitState::scored)) {
        if (unit.state == UnitState::absent_unexcused) {
            refuse(RefusalCode::make_up_of_unexcused, where,
                   {{"subject", code(entry.subject)}, {"day", shown_value(entry.missed_on)}}, "KW-15.A.U2");
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
        year_.make_ups.push_back(*std::move(made_up));
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
               {{"subject", code(entry.subject)}, {"term", code(entry.term)}, {"unit", std::to_string(entry.number)}},
               "KW-T-8");
        return;
    }
    result = {.given = true, .unit = unit};
}

// Whether a mark of the year as a whole may stand in the subject: scientific and not exempt.
bool StudentYearBuilder::may_be_year_mark(Subject subject, RefusalCode practical, const char* clause, const Where& where)
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
std::optional<SittingState> StudentYearBuilder::sitting(Subject subject, std::string_view text, const Mark& maximum,
                                                        const char* clause, const Where& where, Mark& mark_given)
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
    const auto state =
        sitting(subject, text, rules_->performance_maximum.value, "KW-4.8.2", where.field("mark"), given);
    if (!state)
        return;
    if (is_first(Once::performance, index(subject), text, "KW-4.8.1", where))
        paper = {*state, given};
}

void StudentYearBuilder::placement(Subject subject, std::string_view text, std::string_view on, const Where& where)
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
    const auto state = sitting(subject, text, rules_->maximum_mark.value, "KW-18.4", where.field("mark"), given);
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
                       {{"subject", code(subject)}, {"day", day->to_text()}, {"limit", last.to_text()}}, "KW-15.B.E4");
        } else if (*day > year_.school_year.last_day()) {
            refuse(RefusalCode::calendar_day_missing, at, {{"field", "next_second_term_start"}}, "KW-15.B.E4");
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
               {{"subject", code(entry.subject)}, {"grade", std::to_string(year_.grade)}}, "KW-19.1");
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
                   {{"subject", code(entry.subject)}, {"maximum", shown_value(entry.reassessment_maximum)}}, "KW-19.7");
            return;
        }
        maximum = *given;
    }
    const auto reassessment = mark(entry.subject, entry.reassessment, maximum, "KW-19.7",
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
    if (const auto performance = read(entry.performance, rules_->performance_maximum.value.value, "performance"))
        papers.performance = Mark(*performance);
    if (const auto paper = read(entry.paper, of_100, "paper"))
        papers.whole_paper = Mark(*paper);

    const Where at = where.field("on");
    papers.day = read_day(entry.on, at, problems_);
    if (papers.day) {
        const Day first = year_.calendar && year_.calendar->second_round ? *year_.calendar->second_round
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
                   {{"subject", code(entry.subject)}, {"day", papers.day->to_text()}, {"limit", last->to_text()}},
                   "KW-19.5");
    }

    const bool any_mark =
        papers.reassessment_of_40 || papers.performance.has_value() || papers.whole_paper.has_value();
    if (!entry.absent.empty()) {
        if (entry.absent != "U" && entry.absent != "E") {
            refuse(RefusalCode::value_not_listed, where.field("absent"),
                   {{"value", shown_value(entry.absent)}, {"allowed", "true, false, U, E"}}, "KW-19.7");
            return;
        }
        if (any_mark) {
            refuse(RefusalCode::facts_contradict, where.field("absent"),
                   {{"field", "absent"}, {"value", std::string(entry.absent)}, {"other_field", "mark"}, {"other_value", "attended"}},
                   "KW-19.7");
            return;
        }
        papers.state = entry.absent == "U" ? SittingState::absent_unexcused : SittingState::absent_excused;
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

// Making up what was missed.

bool StudentYearBuilder::was_official_activity(Day day) const
{
    return attendance_ && std::any_of(attendance_->activities.begin(), attendance_->activities.end(),
                                      [&](const OfficialActivity& one) { return one.from <= day && day <= one.to; });
}

// Whether the ledger says for certain that the day was missed without an excuse. An excuse that still waits to be
// judged is left to the rules.
bool StudentYearBuilder::was_unexcused(Day day) const
{
    if (!attendance_ || (year_.newcomer && year_.enrolled_on && day < *year_.enrolled_on))
        return false;
    const auto on_day = [&](const auto& one) { return one.day == day; };
    const auto leave = std::find_if(attendance_->leaves.begin(), attendance_->leaves.end(), on_day);
    if (leave != attendance_->leaves.end())
        return !leave->approved;
    const bool is_absent = std::any_of(attendance_->absences.begin(), attendance_->absences.end(), on_day);
    const bool has_excuse = std::any_of(attendance_->excuses.begin(), attendance_->excuses.end(), [&](const Excuse& one) {
        return one.judgement != Judgement::refused && one.from <= day && day <= one.to;
    });
    return is_absent && !has_excuse && !was_official_activity(day);
}

// The last day on which the item may be made up (KW-15.A.E2, KW-15.B.E1, KW-15.C.E1; decisions D25, D26, D37).
StudentYearBuilder::MakeUpLimit StudentYearBuilder::make_up_limit(const MakeUp& item) const
{
    if (!year_.calendar)
        return {.missing_day = "holiday_end"};
    const SchoolCalendar& calendar = *year_.calendar;

    // 1. Term 1: the end of the first week of term 2.
    if (item.term == Term::first)
        return {.last = end_of_first_week(calendar.second_term_start(), *rules_)};

    // 2. Term 2, missed in the last two months: in the window, else before the assessment that follows it. A unit of
    //    grade 5 has that limit whenever it was missed.
    const bool is_grade_5 = year_.grade == k_grades;
    const auto start = last_two_months_start(year_, *rules_);
    const bool is_inside = start && item.missed_on >= *start;
    if (!is_inside && !(is_grade_5 && item.is_unit))
        return {.last = calendar.year_end};
    if (is_inside && calendar.make_up_window_end)
        return {.last = *calendar.make_up_window_end};
    const auto& assessment = is_grade_5 ? calendar.first_performance : calendar.first_placement;
    if (assessment)
        return {.last = *assessment - 1};
    // The placement assessment never lies before the end of term 2.
    if (!is_grade_5 && item.made_up_on <= calendar.year_end)
        return {.last = calendar.year_end};
    return {.missing_day = is_grade_5 ? "first_performance" : "first_placement"};
}

std::optional<MakeUp> StudentYearBuilder::checked_make_up(MakeUp item, std::string_view on, std::string_view missed_on,
                                                          std::string_view activities, const Where& where)
{
    const char* const clause = item.term == Term::first  ? (item.is_unit ? "KW-15.A.E2" : "KW-15.A.E1")
                               : year_.grade == k_grades ? (item.is_unit ? "KW-15.C.E2" : "KW-15.C.E1")
                                                         : (item.is_unit ? "KW-15.B.E2" : "KW-15.B.E1");
    for (const auto& [text, field] : {std::pair(on, "on"), std::pair(missed_on, "missed_on")})
        if (text.empty())
            refuse(RefusalCode::field_missing, where.field(field), {{"field", field}}, clause);
    const auto missed = day_of_term(item.term, missed_on, where.field("missed_on"));
    const Where at = where.field("on");
    const auto made_up = read_day(on, at, problems_);
    const auto practised = read_day(activities, where.field("activities_practised_on"), problems_);
    if (!missed || !made_up || (!practised && !activities.empty()))
        return std::nullopt;
    item.missed_on = *missed;
    item.made_up_on = *made_up;
    item.activities_practised_on = practised;

    // 1. Only what was missed with an excuse is made up.
    if (was_unexcused(*missed)) {
        refuse(RefusalCode::make_up_of_unexcused, where.field("missed_on"),
               {{"subject", code(item.subject)}, {"day", missed->to_text()}}, "KW-15.A.U2");
        return std::nullopt;
    }

    // 2. After the absence. Only for an official activity may the assessment come before it (KW-25).
    if (*made_up < *missed && !was_official_activity(*missed)) {
        refuse(RefusalCode::facts_contradict, at,
               {{"field", "on"},
                {"value", made_up->to_text()},
                {"other_field", "missed_on"},
                {"other_value", missed->to_text()}},
               clause);
        return std::nullopt;
    }

    // 3. Within the limit, and not in the holiday.
    const MakeUpLimit limit = make_up_limit(item);
    if (limit.missing_day != nullptr) {
        refuse(RefusalCode::calendar_day_missing, at, {{"field", limit.missing_day}}, clause);
        return std::nullopt;
    }
    const SchoolCalendar& calendar = *year_.calendar;
    if (*made_up > *limit.last) {
        refuse(RefusalCode::make_up_after_limit, at,
               {{"subject", code(item.subject)}, {"day", made_up->to_text()}, {"limit", limit.last->to_text()}}, clause);
        return std::nullopt;
    }
    if (*made_up >= calendar.holiday_start && *made_up <= calendar.holiday_end) {
        refuse(RefusalCode::day_in_holiday, at, {{"day", made_up->to_text()}}, "KW-2");
        return std::nullopt;
    }
    if (*made_up < calendar.term_start(item.term)) {
        (void)is_in_term(item.term, *made_up, at);
        return std::nullopt;
    }

    // 4. After practising the activities of the competency, which only term 2 of grade 5 does not ask for.
    const bool must_practise = !item.is_unit && !(year_.grade == k_grades && item.term == Term::second);
    if ((must_practise && !practised) || (practised && *practised > *made_up)) {
        refuse(RefusalCode::activities_not_practised, where.field("activities_practised_on"),
               {{"subject", code(item.subject)}, {"criterion", shown(Criterion{item.number, item.criterion})}}, clause);
        return std::nullopt;
    }
    return item;
}

// Storing.

void StudentYearBuilder::check_exclusions()
{
    for (const Subject subject : k_all_subjects) {
        for (const Term term : k_terms) {
            Slot& record = slot(subject, term);
            for (std::size_t i = 0; i < record.exclusions.size(); ++i) {
                const int competency = record.exclusions[i].competency;
                const Where& where = record.exclusions[i].where;
                for (std::size_t j = 0; j < i; ++j)
                    if (record.exclusions[j].competency == competency)
                        refuse(RefusalCode::given_twice, where,
                               {{"value", std::to_string(competency)}, {"other", record.exclusions[j].where.to_text()}},
                               "KW-15.A.E1");
                // Decision D25: only a competency without any level can be left out.
                const bool is_measured =
                    std::any_of(record.measures.begin(), record.measures.end(), [&](const RawMeasure& one) {
                        return one.competency == competency && one.mark <= MeasureMark::absent_unexcused;
                    });
                const bool is_entered =
                    !record.levels.empty() && record.levels[static_cast<std::size_t>(competency - 1)] >= 0;
                if (is_measured || is_entered)
                    refuse(RefusalCode::facts_contradict, where,
                           {{"field", "excluded"},
                            {"value", std::to_string(competency)},
                            {"other_field", "formative"},
                            {"other_value", code(subject)}},
                           "KW-15.A.E1");
            }
        }
    }
}

void StudentYearBuilder::store_formative(Subject subject, Term term, SubjectTerm& record)
{
    Slot& given = slot(subject, term);
    const int count = competencies_in_force(subject, term);
    record.competencies = static_cast<std::uint8_t>(count);
    record.first_competency = static_cast<std::uint32_t>(year_.competencies.size());
    record.has_formative = !given.measures.empty() || !given.levels.empty() || !given.exclusions.empty();
    year_.competencies.resize(year_.competencies.size() + static_cast<std::size_t>(count));
    Competency* const first = year_.competencies.data() + record.first_competency;

    // By criterion and day, so that the order in the source does not matter; undated ones keep theirs.
    const auto before = [](const RawMeasure& a, const RawMeasure& b) {
        if (a.competency != b.competency)
            return a.competency < b.competency;
        return a.criterion != b.criterion ? a.criterion < b.criterion : a.day < b.day;
    };
    if (!std::is_sorted(given.measures.begin(), given.measures.end(), before))
        std::stable_sort(given.measures.begin(), given.measures.end(), before);
    auto measure = given.measures.begin();
    for (int number = 1; number <= count; ++number) {
        Competency& competency = first[number - 1];
        competency.first_measure = static_cast<std::uint32_t>(year_.measures.size());
        for (; measure != given.measures.end() && measure->competency == number; ++measure)
            year_.measures.push_back({measure->day, measure->criterion, measure->mark});
        competency.measures = static_cast<std::uint16_t>(year_.measures.size() - competency.first_measure);
        if (!given.levels.empty())
            competency.entered_level = given.levels[static_cast<std::size_t>(number - 1)];
    }
    for (const Exclusion& exclusion : given.exclusions)
        first[exclusion.competency - 1].excluded = true;
}

void StudentYearBuilder::store_marks()
{
    std::size_t measures = 0;
    std::size_t units = 0;
    for (const Slot& record : slots_) {
        measures += record.measures.size();
        units += record.units > 0 ? static_cast<std::size_t>(record.units) : 0;
    }
    year_.measures.reserve(measures);
    year_.units.reserve(units);
    for (const Subject subject : k_all_subjects) {
        if (!rules_->taught_in(year_.grade).contains(subject))
            continue;
        for (const Term term : k_terms) {
            if (year_.is_exempt(subject, term))
                continue;
            SubjectTerm& record = year_.subject_terms[index(subject)][index(term)];
            store_formative(subject, term, record);

            const Slot& given = slot(subject, term);
            record.units = static_cast<std::uint8_t>(std::max(given.units, 0));
            record.first_unit = static_cast<std::uint32_t>(year_.units.size());
            for (int number = 1; number <= given.units; ++number) {
                const bool is_given = !given.unit_results.empty() &&
                                      given.unit_results[static_cast<std::size_t>(number - 1)].given;
                year_.units.push_back(is_given ? given.unit_results[static_cast<std::size_t>(number - 1)].unit : Unit{});
                record.has_units = record.has_units || is_given;
            }
        }
    }
}

}  // namespace taqwim::kw_primary_2016
