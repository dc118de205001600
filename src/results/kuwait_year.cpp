#include "results/kuwait_year.h"

#include <map>
#include <string>

#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

// KW-2  The days of Decision No. 1, when the calendar has them.
void put_calendar(Session& session, const YearPlace& place, FactsTree& tree)
{
    std::map<std::string, std::string> points;
    for (const Row& row : session.find_all("SELECT name, day FROM calendar_point WHERE school_id = "
                                           "$1 AND school_year_id = $2 ORDER BY name",
                                           place.student.school, place.school_year_id))
        points[row.text("name")] = row.text("day");
    const auto decision = points.find("decision_day");
    const auto first = points.find("holiday_start");
    const auto last = points.find("holiday_end");
    if (first == points.end() || last == points.end())
        return;
    tree.put("/calendar/decision",
             json_text(decision == points.end() ? place.school_year : decision->second));
    tree.put("/calendar/year_start", json_text(place.year_first));
    tree.put("/calendar/year_end", json_text(place.year_last));
    for (const auto& [name, day] : points)
        if (name != "decision_day")
            tree.put("/calendar/" + name, json_text(day));
    for (const Row& row :
         session.find_all("SELECT day FROM calendar_day WHERE school_id = $1 AND school_year_id = "
                          "$2 AND kind = 'holiday' "
                          "AND day NOT BETWEEN $3 AND $4 ORDER BY day",
                          place.student.school, place.school_year_id, first->second, last->second))
        tree.append("/calendar/public_holidays", json_text(row.text("day")));
}

void put_exemptions(Session& session, const YearPlace& place, FactsTree& tree)
{
    for (const Row& row : session.find_all(
             "SELECT subject, ground, document FROM exemption WHERE school_id = $1 AND student_id "
             "= $2 "
             "AND school_year_id = $3 AND ended_on IS NULL ORDER BY subject, exemption_id",
             place.student.school, place.student.value, place.school_year_id)) {
        JsonWriter json;
        json.begin_object()
            .key("subject")
            .text(row.text("subject"))
            .key("ground")
            .text(row.text("ground"));
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
    put_calendar(session, place, tree);
    put_exemptions(session, place, tree);
}

}  // namespace taqwim::results
