// The formative record: levels by competency and criterion, or ready averages (Articles 9 and 10).

#include "regulations/kw_primary_2016/student_year_builder.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim::kw_primary_2016 {

namespace {

constexpr int k_most_criteria = 255;
// Of one subject in one term: several measurings on every school day.
constexpr std::size_t k_most_measures = 1000;

bool is_absence(std::string_view text)
{
    return text == "U" || text == "E" || text == "A";
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
std::optional<MeasureMark> StudentYearBuilder::level(Subject subject, std::string_view text,
                                                     const Where& where)
{
    const int maximum =
        std::min(rules_->maximum_level.value, static_cast<int>(MeasureMark::level_4));
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
               {{"subject", code(subject)},
                {"value", shown_value(text)},
                {"maximum", std::to_string(maximum)}},
               "KW-9");
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
             {std::pair(first, trimmed(text.substr(blank))),
              std::pair(last, trimmed(text.substr(0, last_blank)))}) {
            const auto points = decimal_of(points_text);
            const auto symbol = level_of_symbol(symbol_text);
            if (!points || !symbol)
                continue;
            if (*points == Exact(*symbol) && *symbol <= maximum)
                return as_mark(*symbol);
            refuse(RefusalCode::level_symbol_mismatch, where,
                   {{"subject", code(subject)},
                    {"symbol", shown_value(symbol_text)},
                    {"value", shown_value(points_text)}},
                   "KW-9");
            return std::nullopt;
        }
    }
    std::string allowed = "0, 1, 2, 3, 4, U, E, A";
    for (const LevelSymbol& one : symbols_)
        allowed += ", " + one.symbol;
    refuse(RefusalCode::value_not_listed, where,
           {{"value", shown_value(text)}, {"allowed", std::move(allowed)}}, "KW-9");
    return std::nullopt;
}

std::optional<int> StudentYearBuilder::competency(Subject subject, Term term, std::string_view text,
                                                  const Where& where)
{
    const int in_force = competencies_in_force(subject, term);
    std::string_view rest = text;
    const auto number = take_number(rest);
    if (!number || !rest.empty() || *number < 1 || *number > in_force) {
        if (text.empty())
            refuse(RefusalCode::field_missing, where, {{"field", "competency"}}, "KW-P1-4");
        else
            refuse(RefusalCode::competency_unknown, where,
                   {{"subject", code(subject)},
                    {"competency", shown_value(text)},
                    {"maximum", std::to_string(in_force)}},
                   "KW-P1-4");
        return std::nullopt;
    }
    return number;
}

std::optional<Criterion> StudentYearBuilder::criterion(Subject subject, Term term,
                                                       std::string_view text,
                                                       std::optional<int> competency,
                                                       const Where& where)
{
    std::string_view rest = text;
    const auto first = take_number(rest);
    const bool is_divided =
        rest.starts_with('.') || rest.starts_with("\xD9\xAB");  // the Arabic decimal separator
    rest.remove_prefix(!is_divided ? 0 : rest.front() == '.' ? 1 : 2);
    const auto second = take_number(rest);
    if (!first || !is_divided || !second || !rest.empty() || *second < 1 ||
        *second > k_most_criteria) {
        if (text.empty())
            refuse(RefusalCode::field_missing, where, {{"field", "criterion"}}, "KW-P1-5");
        else
            refuse(RefusalCode::value_not_listed, where,
                   {{"value", shown_value(text)}, {"allowed", "1.1, 1.2, 2.1"}}, "KW-P1-5");
        return std::nullopt;
    }
    const Criterion criterion{.competency = *first, .number = *second};
    if (competency && *competency != criterion.competency) {
        refuse(RefusalCode::criterion_of_other_competency, where,
               {{"subject", code(subject)},
                {"criterion", criterion.to_text()},
                {"competency", std::to_string(*competency)}},
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
        refuse(RefusalCode::entry_modes_mixed, where,
               {{"subject", code(entry.subject)}, {"term", code(entry.term)}}, "KW-10.2");
        record->mixed_reported = true;
    }
    if (!mark)
        return;

    std::optional<Day> day;
    const bool is_made_up =
        !entry.missed_on.empty() && (!entry.on.empty() || !is_absence(entry.level));
    if (is_made_up || !entry.activities_practised_on.empty()) {
        if (*mark == MeasureMark::absent_unexcused) {
            refuse(RefusalCode::make_up_of_unexcused, where,
                   {{"subject", code(entry.subject)}, {"day", shown_value(entry.missed_on)}},
                   "KW-15.A.U2");
            return;
        }
        MakeUp item;
        item.subject = entry.subject;
        item.term = entry.term;
        item.number = static_cast<std::uint8_t>(entry.criterion.competency);
        item.criterion = static_cast<std::uint8_t>(entry.criterion.number);
        auto made_up =
            checked_make_up(item, entry.on, entry.missed_on, entry.activities_practised_on, where);
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
        year_.make_ups.push_back(*made_up);
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
    if (day &&
        std::any_of(record->measures.begin(), record->measures.end(), [&](const RawMeasure& one) {
            return one.day == raw.day && one.criterion == raw.criterion &&
                   one.competency == raw.competency;
        })) {
        refuse(RefusalCode::measure_repeated_on_day, where.field("on"),
               {{"subject", code(entry.subject)},
                {"criterion", entry.criterion.to_text()},
                {"day", day->to_text()}},
               "KW-10.4");
        return;
    }
    if (record->measures.size() >= k_most_measures) {
        refuse(RefusalCode::input_too_large, where, {{"limit", std::to_string(k_most_measures)}},
               "KW-10.4");
        return;
    }
    record->measures.push_back(raw);
}

void StudentYearBuilder::competency_level(Subject subject, Term term, int competency,
                                          std::string_view text, const Where& where)
{
    if (text.empty())
        return;
    Slot* const record = open(subject, term, where);
    if (record == nullptr)
        return;
    // Only whole points: an absence has no place in an average that was taken on paper.
    const auto points =
        is_absence(text) ? std::nullopt : level(subject, text, where.field("level"));
    if (is_absence(text))
        refuse(RefusalCode::level_not_whole, where.field("level"),
               {{"subject", code(subject)},
                {"value", std::string(text)},
                {"maximum", std::to_string(rules_->maximum_level.value)}},
               "KW-10.2");
    if (!record->measures.empty() && !record->mixed_reported) {
        refuse(RefusalCode::entry_modes_mixed, where,
               {{"subject", code(subject)}, {"term", code(term)}}, "KW-10.2");
        record->mixed_reported = true;
    }
    if (!points)
        return;
    if (record->levels.empty())
        record->levels.assign(static_cast<std::size_t>(competencies_in_force(subject, term)),
                              std::int8_t{-1});
    std::int8_t& entered = record->levels[static_cast<std::size_t>(competency - 1)];
    const std::size_t which = (index(subject) * 2 + index(term)) * k_most_competencies +
                              static_cast<std::size_t>(competency);
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
    refuse(RefusalCode::value_not_listed, where,
           {{"value", shown_value(text)}, {"allowed", std::move(allowed)}}, "KW-T-BEH");
}

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
                               {{"value", std::to_string(competency)},
                                {"other", record.exclusions[j].where.to_text()}},
                               "KW-15.A.E1");
                // Decision D25: only a competency without any level can be left out.
                const bool is_measured = std::any_of(
                    record.measures.begin(), record.measures.end(), [&](const RawMeasure& one) {
                        return one.competency == competency &&
                               one.mark <= MeasureMark::absent_unexcused;
                    });
                const bool is_entered =
                    !record.levels.empty() &&
                    record.levels[static_cast<std::size_t>(competency - 1)] >= 0;
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
    record.has_formative =
        !given.measures.empty() || !given.levels.empty() || !given.exclusions.empty();
    year_.competencies.resize(year_.competencies.size() + static_cast<std::size_t>(count));
    Competency* const first = year_.competencies.data() + record.first_competency;

    // By criterion and day, so that the order in the source does not matter; undated ones keep
    // theirs.
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
        competency.measures =
            static_cast<std::uint16_t>(year_.measures.size() - competency.first_measure);
        if (!given.levels.empty())
            competency.entered_level = given.levels[static_cast<std::size_t>(number - 1)];
    }
    for (const Exclusion& exclusion : given.exclusions)
        first[exclusion.competency - 1].excluded = true;
}

}  // namespace taqwim::kw_primary_2016
