#include "school/bell_times.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "core/refusal_codes.h"
#include "embedded/school.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"
#include "school/body.h"
#include "school/keeping.h"
#include "school/plans_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

using database::Session;

constexpr std::array<std::string_view, 5> k_kinds = {"assembly", "lesson", "development",
                                                     "activity", "break"};
constexpr std::size_t k_most_slots = 30;
constexpr std::string_view k_first_time = "00:00";
constexpr std::string_view k_last_time = "23:59";

// "07:30", so that later times compare greater.
bool is_time(std::string_view text)
{
    constexpr std::size_t k_length = 5;
    if (text.size() != k_length || text[2] != ':')
        return false;
    for (const std::size_t at : {0U, 1U, 3U, 4U})
        if (text[at] < '0' || text[at] > '9')
            return false;
    return text <= k_last_time && text.substr(3) <= "59";
}

Refusal out_of_range(std::size_t slot, const char* field, std::string_view value,
                     std::string_view minimum, std::string_view maximum)
{
    return {RefusalCode::value_out_of_range,
            {{"field", field},
             {"value", std::string(value)},
             {"minimum", std::string(minimum)},
             {"maximum", std::string(maximum)}},
            "/slots/" + std::to_string(slot) + '/' + field,
            "KW-P5-D"};
}

std::vector<BellSlot> slots_of(Session& session, SchoolId school, std::int64_t year_id)
{
    std::vector<BellSlot> slots;
    for (const database::Row& row :
         session.find_all("SELECT kind, period, starts, ends FROM bell_slot WHERE school_id = $1 "
                          "AND school_year_id = $2 ORDER BY position",
                          school, year_id))
        slots.push_back({.kind = row.text("kind"),
                         .period = row.integer("period"),
                         .starts = row.text("starts"),
                         .ends = row.text("ends")});
    return slots;
}

std::int64_t version_of(Session& session, SchoolId school, std::int64_t year_id)
{
    const auto row = session.find_one(
        "SELECT version FROM bell_schedule WHERE school_id = $1 AND school_year_id = $2", school,
        year_id);
    return row ? row->integer("version") : 0;
}

std::vector<BellSlot> slots_of_regulation()
{
    std::vector<BellSlot> slots;
    for (const EmbeddedFile& file : embedded_school()) {
        if (file.path != "plans/kw_primary_2016_day.json")
            continue;
        const auto document = JsonDocument::parse(file.text);
        const JsonValue list = document->root().find("slots").value();
        for (const JsonValue one : list)
            slots.push_back({.kind = std::string(one.find("kind").value().text()),
                             .period = parse_id(one.find("period").value().number()).value_or(0),
                             .starts = std::string(one.find("starts").value().text()),
                             .ends = std::string(one.find("ends").value().text())});
    }
    if (slots.empty())
        throw std::logic_error("built without the times of the Kuwaiti school day");
    return slots;
}

std::string told(std::int64_t version, std::string_view source, const std::vector<BellSlot>& slots)
{
    JsonWriter json;
    json.begin_object().key("version").text(std::to_string(version));
    json.key("source").text(source);
    json.key("clause").text(source == "regulation" ? "KW-P5-D" : "");
    json.key("slots").begin_array();
    for (const BellSlot& one : slots) {
        json.begin_object().key("kind").text(one.kind).key("period").number(one.period);
        json.key("starts").text(one.starts).key("ends").text(one.ends).end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

http::Response set_times(BellTimes& times, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        Body body(call.request);
        const std::int64_t version = body.optional_id("version").value_or(0);
        std::vector<BellSlot> slots;
        for (Body& item : body.list("slots", k_most_slots)) {
            constexpr std::int64_t k_most_periods = 12;
            slots.push_back(
                {.kind = item.text("kind", 20),
                 .period = item.optional_integer("period", 0, k_most_periods).value_or(0),
                 .starts = item.text("starts", 10),
                 .ends = item.text("ends", 10)});
        }
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return respond(call.request, times.set(call.school(), call.act, year, version, slots));
    });
}

}  // namespace

std::optional<Refusal> refuses_slots(const std::vector<BellSlot>& slots)
{
    if (slots.empty())
        return Refusal{RefusalCode::field_missing, {{"field", "slots"}}, "/slots", "KW-P5-D"};
    if (slots.size() > k_most_slots)
        return out_of_range(k_most_slots, "kind", std::to_string(slots.size()), "1",
                            std::to_string(k_most_slots));
    std::int64_t lessons = 0;
    std::string_view before = k_first_time;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const BellSlot& one = slots[i];
        if (std::ranges::find(k_kinds, one.kind) == k_kinds.end())
            return value_not_listed("kind", one.kind,
                                    "assembly, lesson, development, activity, break");
        if (!is_time(one.starts) || one.starts < before)
            return out_of_range(i, "starts", one.starts, before, k_last_time);
        if (!is_time(one.ends) || one.ends <= one.starts)
            return out_of_range(i, "ends", one.ends, one.starts, k_last_time);
        const std::int64_t expected = one.kind == "lesson" ? ++lessons : 0;
        if (one.period != expected)
            return out_of_range(i, "period", std::to_string(one.period), std::to_string(expected),
                                std::to_string(expected));
        before = one.ends;
    }
    return std::nullopt;
}

Result<Answer> BellTimes::set(SchoolId school, const Act& act, std::int64_t year_id,
                              std::int64_t version, const std::vector<BellSlot>& slots)
{
    if (auto refusal = refuses_slots(slots))
        return std::move(*refusal);
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        if (auto refusal = refuses_change_of_year(session, school, year_id))
            return std::move(*refusal);
        const std::int64_t current = version_of(session, school, year_id);
        if (current != version)
            return stale_version(version, current);
        if (version == 0)
            must_be_one(session.execute("INSERT INTO bell_schedule (school_id, school_year_id, "
                                        "version) VALUES ($1, $2, 1)",
                                        school, year_id));
        else
            must_be_one(session.execute("UPDATE bell_schedule SET version = version + 1 WHERE "
                                        "school_id = $1 AND school_year_id = $2 AND version = $3",
                                        school, year_id, version));
        session.execute("DELETE FROM bell_slot WHERE school_id = $1 AND school_year_id = $2",
                        school, year_id);
        crypto::FieldDigester fields("taqwim.bell_schedule.1");
        fields.number(year_id).number(version + 1).list(slots.size());
        std::int64_t position = 0;
        for (const BellSlot& one : slots) {
            must_be_one(session.execute(
                "INSERT INTO bell_slot (school_id, school_year_id, position, kind, period, starts, "
                "ends) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                school, year_id, ++position, one.kind, one.period, one.starts, one.ends));
            fields.text(one.kind).number(one.period).text(one.starts).text(one.ends);
        }
        changes.note("bell_schedule.set", "school_year " + std::to_string(year_id),
                     fields.finish());
        return Answer{.status = 200, .body = told(version + 1, "school", slots)};
    });
}

Result<std::string> BellTimes::times(SchoolId school, std::int64_t year_id)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        if (!find_year(session, school, year_id))
            return unknown_record("school_year", year_id);
        if (const std::int64_t version = version_of(session, school, year_id); version > 0)
            return told(version, "school", slots_of(session, school, year_id));
        const auto plans = plans_of(session, school, year_id);
        const bool is_kuwaiti = std::ranges::any_of(
            plans, [](const StudyPlan& plan) { return plan.regulation == "kw_primary_2016"; });
        return is_kuwaiti ? told(0, "regulation", slots_of_regulation()) : told(0, "none", {});
    });
}

std::vector<Route> bell_times_routes(BellTimes& times)
{
    const std::string pattern = "/v1/schools/{school_id}/years/{school_year_id}/bell-times";
    return {
        Route{.method = http::Method::get,
              .pattern = pattern,
              .name = "bell_times.read",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&times](const Call& call) {
                      return with_id(call, "school_year_id", [&](std::int64_t year) {
                          return respond_json(call.request, times.times(call.school(), year));
                      });
                  }},
        Route{.method = http::Method::put,
              .pattern = pattern,
              .name = "bell_times.set",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&times](const Call& call) { return set_times(times, call); }},
    };
}

}  // namespace taqwim::school
