#include "school/years.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "core/school_year.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

constexpr std::array<std::string_view, 7> k_weekdays = {
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

Refusal outside_year(std::string field, Day day, const TeachingYear& year)
{
    return {RefusalCode::day_outside_year,
            {{"field", field},
             {"day", day.to_text()},
             {"school_year", year.name},
             {"first_day", year.first_day.to_text()},
             {"last_day", year.last_day.to_text()}},
            "/" + field,
            ""};
}

bool is_in(Day day, const TeachingYear& year)
{
    return year.first_day <= day && day <= year.last_day;
}

Refusal overlap(std::string field, Day first, Day last, std::string other)
{
    return {RefusalCode::days_overlap,
            {{"field", field},
             {"first_day", first.to_text()},
             {"last_day", last.to_text()},
             {"other", std::move(other)}},
            "/" + field,
            ""};
}

Refusal too_few(std::string field, std::size_t given, std::string maximum)
{
    return {RefusalCode::value_out_of_range,
            {{"field", field},
             {"value", std::to_string(given)},
             {"minimum", "1"},
             {"maximum", std::move(maximum)}},
            "/" + field,
            ""};
}

std::optional<Refusal> refuses_terms(const TeachingYear& year)
{
    if (year.terms.empty() || year.terms.size() > 3)
        return too_few("terms", year.terms.size(), "3");
    for (std::size_t i = 0; i < year.terms.size(); ++i) {
        const Term& term = year.terms[i];
        const std::string field = "terms/" + std::to_string(i);
        if (std::cmp_not_equal(term.number, i + 1))
            return value_not_listed(field + "/number", std::to_string(term.number),
                                    std::to_string(i + 1));
        if (term.first_day >= term.last_day)
            return days_reversed(field + "/first_day", term.first_day, term.last_day);
        for (const Day day : {term.first_day, term.last_day})
            if (!is_in(day, year))
                return outside_year(field, day, year);
        if (i > 0 && term.first_day <= year.terms[i - 1].last_day)
            return overlap(field, term.first_day, term.last_day,
                           year.terms[i - 1].first_day.to_text());
    }
    return std::nullopt;
}

// Its calendar stays within it, and no other year of the school has one of its days.
std::optional<Refusal> refuses_beside_others(database::Session& session, SchoolId school,
                                             const TeachingYear& year)
{
    for (const TeachingYear& other : years_of(session, school)) {
        if (other.id == year.id)
            continue;
        if (other.name == year.name)
            return existing_record("school_year", year.name, "/name");
        if (other.first_day <= year.last_day && year.first_day <= other.last_day)
            return overlap("first_day", year.first_day, year.last_day, other.name);
    }
    if (year.id == 0)
        return std::nullopt;
    for (const CalendarDay& day : calendar_days(session, school, year.id))
        if (!is_in(day.day, year))
            return outside_year("first_day", day.day, year);
    for (const CalendarPoint& point : calendar_points(session, school, year.id))
        if (!is_in(*point.day, year))
            return outside_year("first_day", *point.day, year);
    return std::nullopt;
}

void describe_year(Fields& fields, const TeachingYear& year)
{
    const auto counted = SchoolYear::parse(year.name);
    fields.id("school_year_id", year.id);
    fields.text("name", year.name);
    fields.text("gregorian_name", counted ? counted->to_text() : year.name);
    fields.text("hijri_name", counted ? counted->hijri_name() : year.name);
    fields.day("first_day", year.first_day);
    fields.day("last_day", year.last_day);
    fields.instant("sealed_at", year.sealed_at);
    fields.number("version", year.version);
    fields.begin_list("terms", year.terms.size());
    for (const Term& term : year.terms) {
        fields.begin_item();
        fields.number("number", term.number);
        fields.day("first_day", term.first_day);
        fields.day("last_day", term.last_day);
        fields.end_item();
    }
    fields.end_list();
    fields.begin_list("weekdays", year.weekdays.size());
    for (const Weekday weekday : year.weekdays)
        fields.item(to_text(weekday));
    fields.end_list();
}

}  // namespace

std::string_view to_text(Weekday weekday)
{
    return k_weekdays.at(static_cast<std::size_t>(weekday));
}

std::optional<Weekday> parse_weekday(std::string_view text)
{
    const auto* const found = std::ranges::find(k_weekdays, text);
    if (found == k_weekdays.end())
        return std::nullopt;
    return static_cast<Weekday>(found - k_weekdays.begin());
}

void describe(Fields& fields, const TeachingYear& year)
{
    describe_year(fields, year);
}

void describe(Fields& fields, const Calendar& calendar)
{
    describe_year(fields, calendar.year);
    fields.begin_list("days", calendar.days.size());
    for (const CalendarDay& day : calendar.days) {
        fields.begin_item();
        fields.day("day", day.day);
        fields.text("kind", day.kind);
        fields.text("label", day.label);
        fields.end_item();
    }
    fields.end_list();
    fields.begin_list("points", calendar.points.size());
    for (const CalendarPoint& point : calendar.points) {
        fields.begin_item();
        fields.text("name", point.name);
        fields.day("day", point.day);
        fields.end_item();
    }
    fields.end_list();
}

std::optional<Refusal> refuses_year(const TeachingYear& year)
{
    const auto counted = SchoolYear::parse(year.name);
    if (!counted)
        return Refusal{RefusalCode::school_year_unreadable, {{"value", year.name}}, "/name", ""};
    if (year.first_day >= year.last_day)
        return days_reversed("first_day", year.first_day, year.last_day);
    // A year may begin before 1 September; one whose days all lie outside the year that it is named after is a slip.
    if (year.last_day < counted->first_day() || counted->last_day() < year.first_day)
        return Refusal{RefusalCode::calendar_inconsistent,
                       {{"field", "first_day"},
                        {"day", year.first_day.to_text()},
                        {"other_field", "name"},
                        {"other_day", counted->first_day().to_text()}},
                       "/first_day",
                       ""};
    if (auto refusal = refuses_terms(year))
        return refusal;
    if (year.weekdays.empty())
        return too_few("weekdays", 0, "7");
    return std::nullopt;
}

Result<Answer> Years::add(SchoolId school, const Act& act, TeachingYear year)
{
    std::ranges::sort(year.weekdays);
    if (auto refusal = refuses_year(year))
        return *refusal;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        TeachingYear added = year;
        added.id = 0;
        if (const auto refusal = refuses_beside_others(changes.session(), school, added))
            return *refusal;
        added.id = changes.new_id();
        added.version = 1;
        added.sealed_at = std::nullopt;
        insert_year(changes.session(), school, added);
        return keep(changes, 201, "school_year", "add", added.id, added);
    });
}

Result<Answer> Years::change(SchoolId school, const Act& act, TeachingYear year)
{
    std::ranges::sort(year.weekdays);
    if (auto refusal = refuses_year(year))
        return *refusal;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        if (const auto refusal = refuses_change_of_year(changes.session(), school, year.id))
            return *refusal;
        if (const auto refusal = refuses_beside_others(changes.session(), school, year))
            return *refusal;
        TeachingYear changed = year;
        changed.version = year.version + 1;
        changed.sealed_at = std::nullopt;
        if (update_year(changes.session(), school, changed) != 1)
            return stale_version(year.version,
                                 find_year(changes.session(), school, year.id)->version);
        return keep(changes, 200, "school_year", "change", changed.id, changed);
    });
}

Result<Answer> Years::change_calendar(SchoolId school, const Act& act, Calendar calendar)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const std::int64_t year_id = calendar.year.id;
        if (const auto refusal = refuses_change_of_year(session, school, year_id))
            return *refusal;
        TeachingYear year = *find_year(session, school, year_id);
        if (year.version != calendar.year.version)
            return stale_version(calendar.year.version, year.version);
        for (std::size_t i = 0; i < calendar.days.size(); ++i) {
            if (!is_in(calendar.days[i].day, year))
                return outside_year("days/" + std::to_string(i), calendar.days[i].day, year);
            set_calendar_day(session, school, year_id, calendar.days[i]);
        }
        for (std::size_t i = 0; i < calendar.points.size(); ++i) {
            const auto& day = calendar.points[i].day;
            if (day && !is_in(*day, year))
                return outside_year("points/" + std::to_string(i), *day, year);
            set_calendar_point(session, school, year_id, calendar.points[i]);
        }
        ++year.version;
        must_be_one(update_year(session, school, year));
        return keep(changes, 200, "calendar", "change", year_id,
                    Calendar{year, calendar_days(session, school, year_id),
                             calendar_points(session, school, year_id)});
    });
}

Result<Answer> Years::seal(SchoolId school, const Act& act, std::int64_t year_id,
                           std::int64_t version)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        if (const auto refusal = refuses_change_of_year(session, school, year_id))
            return *refusal;
        TeachingYear sealed = *find_year(session, school, year_id);
        if (sealed.version != version)
            return stale_version(version, sealed.version);
        ++sealed.version;
        sealed.sealed_at = act.at;
        must_be_one(update_year(session, school, sealed));
        return keep(changes, 200, "school_year", "seal", year_id, sealed);
    });
}

Result<std::string> Years::years(SchoolId school)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return list_json(years_of(session, school));
    });
}

Result<std::string> Years::calendar(SchoolId school, std::int64_t year_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto year = find_year(session, school, year_id);
        if (!year)
            return unknown_record("school_year", year_id);
        return json_of(Calendar{*year, calendar_days(session, school, year_id),
                                calendar_points(session, school, year_id)});
    });
}

}  // namespace taqwim::school
