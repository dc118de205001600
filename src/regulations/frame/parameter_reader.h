// What a ParameterBook holds, and how its files are read. For parameter_book.cpp only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exact.h"
#include "core/parameter.h"

namespace taqwim {

class TomlFile;

namespace parameter_book {

enum class Unit : std::uint8_t {
    mark,
    share,
    count,
    days,
    day,
    month_day,
    text,
    list,
    subjects,
    yes_no
};

[[nodiscard]] constexpr bool is_number(Unit unit)
{
    return unit == Unit::mark || unit == Unit::share || unit == Unit::count || unit == Unit::days;
}

[[nodiscard]] constexpr bool is_whole_number(Unit unit)
{
    return unit == Unit::count || unit == Unit::days;
}

[[nodiscard]] constexpr bool is_list(Unit unit)
{
    return unit == Unit::list || unit == Unit::subjects;
}

// One value and what its unit makes of it.
struct Value {
    ParameterInfo info;
    Unit unit = Unit::text;
    std::string file;
    std::size_t line = 0;
    bool is_override = false;

    Exact exact;                       // of a number
    bool yes = false;                  // of a yes_no
    Day day{};                         // of a day
    std::vector<std::string> entries;  // of a list
    std::vector<Exact> numbers;        // of a list with a range
};

struct Range {
    Exact low;
    Exact high;
    std::string text;  // "0 to 100"
};

struct Definition {
    Unit unit = Unit::text;
    std::optional<Range> range;
    std::vector<std::string> allowed;
    ParameterInfo info;  // all that is the same for each value
    // Each value on its own in memory: its address is given away and stays, however the list is
    // sorted.
    std::vector<std::unique_ptr<Value>> values;
};

struct Content {
    std::map<std::string, Definition, std::less<>> definitions;
};

// A number as the unit writes it, or nothing.
[[nodiscard]] std::optional<Exact> number_of(std::string_view text, Unit unit);

// Reads the parameters of one file into the content; what is wrong becomes a problem of the file.
void read_definitions(TomlFile& file, Content& content);
// The same for a file of overrides, which adds values to parameters that the content has.
void read_overrides(TomlFile& file, Content& content);

}  // namespace parameter_book

}  // namespace taqwim
