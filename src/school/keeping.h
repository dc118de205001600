// What the services of the school's record share: refusals that every record knows, periods of days, pages of lists.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "platform/database/row.h"
#include "platform/http/request.h"
#include "school/fields.h"
#include "school/record.h"

namespace taqwim::school {

// record: a word of [record] in the message files.
[[nodiscard]] Refusal unknown_record(std::string_view record, std::int64_t id,
                                     std::string field = {});
[[nodiscard]] Refusal existing_record(std::string_view record, std::string value,
                                      std::string field = {});
[[nodiscard]] Refusal stale_version(std::int64_t given, std::int64_t current);
[[nodiscard]] Refusal days_reversed(std::string_view field, Day first, Day last);
[[nodiscard]] Refusal value_not_listed(std::string_view field, std::string_view value,
                                       std::string allowed);

// From its first day to its last, both included; open while no last day is set.
struct Period {
    Day first{0};
    std::optional<Day> last;

    [[nodiscard]] bool contains(Day day) const { return first <= day && (!last || day <= *last); }
    [[nodiscard]] bool overlaps(const Period& other) const
    {
        return (!last || other.first <= *last) && (!other.last || first <= *other.last);
    }
};

// How many of these periods contain the same day at most, counted over the days of `within`.
[[nodiscard]] int most_at_once(const std::vector<Period>& periods, const Period& within);

[[nodiscard]] Day day_in(const database::Row& row, std::string_view column);
[[nodiscard]] std::optional<Day> optional_day_in(const database::Row& row, std::string_view column);

// What a list was asked for: "?after=…&limit=…".
struct Page {
    std::string after;  // empty: from the beginning
    int limit = 50;     // 1 to 200

    // Refuses with value_out_of_range.
    [[nodiscard]] static Result<Page> in(const http::Request& request);

    // For lists that are ordered by id: the id after which the page begins, 0 at the beginning. Refuses with
    // page_key_invalid.
    [[nodiscard]] Result<std::int64_t> after_id() const;
    // Rows to ask for: one more than are shown, to know whether others follow.
    [[nodiscard]] std::int64_t rows() const { return limit + 1; }
};

// {"items": […], "next": "…"}: `next` is null on the last page. `key_of` gives the page key of a record.
template <class Item, class KeyOf>
[[nodiscard]] std::string page_json(const std::vector<Item>& found, const Page& page, KeyOf key_of)
{
    const bool goes_on = std::ssize(found) > page.limit;
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < found.size() && std::cmp_less(i, page.limit); ++i)
        write_json(json, found[i]);
    json.end_array().key("next");
    if (goes_on)
        json.text(key_of(found[static_cast<std::size_t>(page.limit) - 1]));
    else
        json.null();
    json.end_object();
    return std::string(json.str());
}

// All of a list that is short by its nature.
template <class Item>
[[nodiscard]] std::string list_json(const std::vector<Item>& items)
{
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const Item& item : items)
        write_json(json, item);
    json.end_array().end_object();
    return std::string(json.str());
}

// Notes the change of a record in the audit chain and gives the record as the answer.
template <class Stored>
[[nodiscard]] Answer keep(Changes& changes, int status, std::string_view kind,
                          std::string_view verb, std::int64_t id, const Stored& stored)
{
    changes.note(std::string(kind) + '.' + std::string(verb),
                 std::string(kind) + ' ' + std::to_string(id), digest_of_record(kind, stored));
    return Answer{.status = status, .body = json_of(stored)};
}

// An affected-rows check of a statement that must have changed exactly one row.
void must_be_one(std::int64_t affected);

}  // namespace taqwim::school
