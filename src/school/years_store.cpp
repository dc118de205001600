#include "school/years_store.h"

#include "core/refusal_codes.h"

namespace taqwim::school {

namespace {

// With its terms and weekdays.
TeachingYear year_in(database::Session& session, SchoolId school, const database::Row& row)
{
    TeachingYear year{.id = row.integer("school_year_id"),
                      .name = row.text("name"),
                      .first_day = day_in(row, "first_day"),
                      .last_day = day_in(row, "last_day"),
                      .sealed_at = row.is_null("sealed_at") ? std::nullopt
                                                            : Instant::parse(row.text("sealed_at")),
                      .version = row.integer("version"),
                      .terms = {},
                      .weekdays = {}};
    for (const auto& term :
         session.find_all("SELECT number, first_day, last_day FROM term "
                          "WHERE school_id = $1 AND school_year_id = $2 ORDER BY number",
                          school, year.id))
        year.terms.push_back(
            {term.integer("number"), day_in(term, "first_day"), day_in(term, "last_day")});
    for (const auto& weekday :
         session.find_all("SELECT weekday FROM school_weekday "
                          "WHERE school_id = $1 AND school_year_id = $2 ORDER BY weekday",
                          school, year.id))
        year.weekdays.push_back(static_cast<Weekday>(weekday.integer("weekday")));
    return year;
}

void insert_terms_and_weekdays(database::Session& session, SchoolId school,
                               const TeachingYear& year)
{
    for (const Term& term : year.terms)
        must_be_one(session.execute(
            "INSERT INTO term (school_id, school_year_id, number, first_day, last_day) "
            "VALUES ($1, $2, $3, $4, $5)",
            school, year.id, term.number, term.first_day, term.last_day));
    for (const Weekday weekday : year.weekdays)
        must_be_one(
            session.execute("INSERT INTO school_weekday (school_id, school_year_id, weekday) "
                            "VALUES ($1, $2, $3)",
                            school, year.id, static_cast<std::int64_t>(weekday)));
}

}  // namespace

std::optional<TeachingYear> find_year(database::Session& session, SchoolId school,
                                      std::int64_t year_id)
{
    const auto row = session.find_one(
        "SELECT school_year_id, name, first_day, last_day, sealed_at, version FROM school_year "
        "WHERE school_id = $1 AND school_year_id = $2",
        school, year_id);
    return row ? std::optional(year_in(session, school, *row)) : std::nullopt;
}

std::vector<TeachingYear> years_of(database::Session& session, SchoolId school)
{
    std::vector<TeachingYear> years;
    for (const auto& row : session.find_all(
             "SELECT school_year_id, name, first_day, last_day, sealed_at, version "
             "FROM school_year WHERE school_id = $1 ORDER BY first_day DESC, school_year_id",
             school))
        years.push_back(year_in(session, school, row));
    return years;
}

void insert_year(database::Session& session, SchoolId school, const TeachingYear& year)
{
    must_be_one(session.execute(
        "INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day, version) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        school, year.id, year.name, year.first_day, year.last_day, year.version));
    insert_terms_and_weekdays(session, school, year);
}

std::int64_t update_year(database::Session& session, SchoolId school, const TeachingYear& year)
{
    const std::int64_t changed = session.execute(
        "UPDATE school_year SET name = $1, first_day = $2, last_day = $3, sealed_at = $4, "
        "version = $5 WHERE school_id = $6 AND school_year_id = $7 AND version = $8",
        year.name, year.first_day, year.last_day, year.sealed_at, year.version, school, year.id,
        year.version - 1);
    if (changed != 1)
        return changed;
    session.execute("DELETE FROM term WHERE school_id = $1 AND school_year_id = $2", school,
                    year.id);
    session.execute("DELETE FROM school_weekday WHERE school_id = $1 AND school_year_id = $2",
                    school, year.id);
    insert_terms_and_weekdays(session, school, year);
    return changed;
}

std::vector<CalendarDay> calendar_days(database::Session& session, SchoolId school,
                                       std::int64_t year_id)
{
    std::vector<CalendarDay> days;
    for (const auto& row :
         session.find_all("SELECT day, kind, label FROM calendar_day "
                          "WHERE school_id = $1 AND school_year_id = $2 ORDER BY day",
                          school, year_id))
        days.push_back({day_in(row, "day"), row.text("kind"), row.text("label")});
    return days;
}

std::vector<CalendarPoint> calendar_points(database::Session& session, SchoolId school,
                                           std::int64_t year_id)
{
    std::vector<CalendarPoint> points;
    for (const auto& row :
         session.find_all("SELECT name, day FROM calendar_point "
                          "WHERE school_id = $1 AND school_year_id = $2 ORDER BY day, name",
                          school, year_id))
        points.push_back({row.text("name"), day_in(row, "day")});
    return points;
}

void set_calendar_day(database::Session& session, SchoolId school, std::int64_t year_id,
                      const CalendarDay& day)
{
    session.execute(
        "DELETE FROM calendar_day WHERE school_id = $1 AND school_year_id = $2 AND day = $3",
        school, year_id, day.day);
    if (day.kind == "ordinary")
        return;
    must_be_one(
        session.execute("INSERT INTO calendar_day (school_id, school_year_id, day, kind, label) "
                        "VALUES ($1, $2, $3, $4, $5)",
                        school, year_id, day.day, day.kind, day.label));
}

void set_calendar_point(database::Session& session, SchoolId school, std::int64_t year_id,
                        const CalendarPoint& point)
{
    session.execute(
        "DELETE FROM calendar_point WHERE school_id = $1 AND school_year_id = $2 AND name = $3",
        school, year_id, point.name);
    if (!point.day)
        return;
    must_be_one(session.execute("INSERT INTO calendar_point (school_id, school_year_id, name, day) "
                                "VALUES ($1, $2, $3, $4)",
                                school, year_id, point.name, *point.day));
}

std::optional<Refusal> refuses_change_of_year(database::Session& session, SchoolId school,
                                              std::int64_t year_id)
{
    const auto row = session.find_one(
        "SELECT name, sealed_at FROM school_year WHERE school_id = $1 AND school_year_id = $2",
        school, year_id);
    if (!row)
        return unknown_record("school_year", year_id);
    if (!row->is_null("sealed_at"))
        return Refusal{RefusalCode::year_sealed, {{"school_year", row->text("name")}}, "", ""};
    return std::nullopt;
}

}  // namespace taqwim::school
