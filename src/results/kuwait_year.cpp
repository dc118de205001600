#include "results/kuwait_year.h"

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "regulations/frame/json_writer.h"
#include "school/years.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

// The points of a year's calendar that the student-year knows; others are of other rooms.
constexpr std::array<std::string_view, 9> k_points = {
    "first_placement",        "first_performance",      "second_round",
    "next_second_term_start", "last_two_months_start",  "make_up_window_start",
    "make_up_window_end",     "make_up_window_5_start", "make_up_window_5_end"};

constexpr std::string_view k_next_second_term = "next_second_term_start";

// KW-2  The days of Decision No. 1: the terms, and what lies between them is the holiday.
void put_calendar(Session& session, const YearPlace& place, FactsTree& tree)
{
    const auto terms = session.find_all(
        "SELECT number, first_day, last_day FROM term WHERE school_id = $1 AND school_year_id = $2 "
        "ORDER BY number",
        place.student.school, place.school_year_id);
    if (terms.size() != 2)
        return;
    std::map<std::string, std::string, std::less<>> points;
    for (const Row& row : session.find_all("SELECT name, day FROM calendar_point WHERE school_id = "
                                           "$1 AND school_year_id = $2 ORDER BY name",
                                           place.student.school, place.school_year_id))
        points[row.text("name")] = row.text("day");
    const auto point_or = [&](std::string_view name, const std::string& otherwise) {
        const auto found = points.find(name);
        return found == points.end() ? otherwise : found->second;
    };
    const auto neighbour = [](const std::string& day, int days) {
        return (Day::parse(day).value() + days).to_text();
    };
    const std::string first = point_or("holiday_start", neighbour(terms[0].text("last_day"), 1));
    const std::string last = point_or("holiday_end", neighbour(terms[1].text("first_day"), -1));
    tree.put("/calendar/decision", json_text(point_or("decision_day", place.school_year)));
    tree.put("/calendar/year_start", json_text(terms[0].text("first_day")));
    tree.put("/calendar/holiday_start", json_text(first));
    tree.put("/calendar/holiday_end", json_text(last));
    tree.put("/calendar/year_end", json_text(terms[1].text("last_day")));
    // KW-15.B.E4  The limit of a placement lies in the second term of the year after.
    const auto next = session.find_one(
        "SELECT MIN(t.first_day) AS day FROM term t JOIN school_year y ON y.school_id = "
        "t.school_id AND y.school_year_id = t.school_year_id WHERE t.school_id = $1 AND t.number = "
        "2 AND y.first_day > $2",
        place.student.school, place.year_last);
    if (const auto day = next->text_or_null("day"); day && !points.contains(k_next_second_term))
        tree.put("/calendar/next_second_term_start", json_text(*day));
    for (const std::string_view name : k_points)
        if (const auto found = points.find(name); found != points.end())
            tree.put("/calendar/" + std::string(name), json_text(found->second));
    for (const Row& row :
         session.find_all("SELECT weekday FROM school_weekday WHERE school_id = $1 AND "
                          "school_year_id = $2 ORDER BY weekday",
                          place.student.school, place.school_year_id))
        tree.append("/calendar/school_weekdays",
                    json_text(school::to_text(static_cast<Weekday>(row.integer("weekday")))));
    for (const Row& row :
         session.find_all("SELECT day FROM calendar_day WHERE school_id = $1 AND school_year_id = "
                          "$2 AND kind = 'holiday' "
                          "AND day NOT BETWEEN $3 AND $4 ORDER BY day",
                          place.student.school, place.school_year_id, first, last))
        tree.append("/calendar/public_holidays", json_text(row.text("day")));
}

// KW-26  Exempt from the term in which the exemption began.
void put_exemptions(Session& session, const YearPlace& place, FactsTree& tree)
{
    const auto second_term = session.find_one(
        "SELECT first_day FROM term WHERE school_id = $1 AND school_year_id = $2 AND number = 2",
        place.student.school, place.school_year_id);
    for (const Row& row : session.find_all(
             "SELECT subject, ground, document, first_day FROM exemption WHERE school_id = $1 AND "
             "student_id = $2 "
             "AND school_year_id = $3 AND ended_on IS NULL ORDER BY subject, exemption_id",
             place.student.school, place.student.value, place.school_year_id)) {
        JsonWriter json;
        json.begin_object().key("subject").text(row.text("subject"));
        if (second_term && row.text("first_day") >= second_term->text("first_day"))
            json.key("from_term").text("T2");
        // The record's word for the paper of a physician, KW-26.2.
        const std::string ground = row.text("ground");
        json.key("ground").text(ground == "medical" ? "medical_report" : ground);
        json.key("document").text(row.text("document")).end_object();
        tree.append("/exempt", std::string(json.str()));
    }
}

}  // namespace

void put_kuwait_year(Session& session, const YearPlace& place, FactsTree& tree)
{
    tree.put("/person/sex", json_text(place.sex));
    tree.put("/person/nationality", json_text(place.nationality));
    if (!place.birth_day.empty())
        tree.put("/person/birth_date", json_text(place.birth_day));
    if (place.enrolled_on > place.year_first) {
        tree.put("/enrolment/on", json_text(place.enrolled_on));
        tree.put("/enrolment/newcomer", place.is_newcomer ? "true" : "false");
    }
    // KW-32
    if (!place.teachers_sex.empty())
        tree.put("/school/staff", json_text(place.teachers_sex));
    if (place.as_of)
        tree.put("/as_of", json_text(place.as_of->to_text()));
    put_calendar(session, place, tree);
    put_exemptions(session, place, tree);
}

}  // namespace taqwim::results
