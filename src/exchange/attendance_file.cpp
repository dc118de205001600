#include "exchange/attendance_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "exchange/heading.h"
#include "exchange/import_words.h"
#include "exchange/student_directory.h"
#include "platform/calendar/written_date.h"

namespace taqwim::exchange {

namespace {

using tables::Cell;
using tables::CellKind;
using tables::Table;

constexpr int k_most_periods = 12;

// A column with states, and of what they are.
struct StateColumn {
    std::size_t column = 0;
    std::int64_t period = 0;  // 0: the day, or the period of its own column
    std::optional<Day> day;   // of its heading
};

class AttendanceReading {
public:
    AttendanceReading(std::string_view file, std::optional<Day> day)
        : words_(ImportWords::built_in()), given_day_(day)
    {
        read_.plan.file = file;
    }

    AttendanceFile read(std::span<const Table> tables)
    {
        for (const Table& table : tables)
            read_.plan.tables.push_back(table.name());
        std::optional<Refusal> no_heading;
        bool has_states = false;
        for (std::size_t i = 0; i < tables.size(); ++i) {
            table_ = static_cast<std::uint32_t>(i);
            const auto heading = heading_of(tables[i]);
            if (!heading) {
                no_heading = no_heading ? no_heading : heading.refusal();
                continue;
            }
            has_states = true;
            const std::vector<StateColumn> columns = state_columns(*heading);
            for (std::size_t row = heading->first_data_row; row < tables[i].rows(); ++row)
                read_row(tables[i], *heading, columns, row);
        }
        if (!has_states)
            read_.plan.refuse(
                {}, no_heading
                        ? *no_heading
                        : Refusal{RefusalCode::file_empty, {{"file", read_.plan.file}}, "", ""});
        return std::move(read_);
    }

private:
    [[nodiscard]] Result<Heading> heading_of(const Table& table) const
    {
        const std::vector<std::string_view> who = {"identity_number", "student_number", "name"};
        auto heading =
            find_heading(table, read_.plan.file, words_,
                         {.needed = {who,
                                     {"status", "period_1", "period_2", "period_3", "period_4",
                                      "period_5", "period_6", "period_7", "period_8"}}});
        if (heading)
            return heading;
        auto dated = find_heading(table, read_.plan.file, words_,
                                  {.needed = {who}, .is_wanted = [](std::string_view text) {
                                       return calendar::read_date(text, "").operator bool();
                                   }});
        return dated ? std::move(dated) : std::move(heading);
    }

    [[nodiscard]] static std::vector<StateColumn> state_columns(const Heading& heading)
    {
        std::vector<StateColumn> columns;
        if (const auto status = heading.find("status"))
            columns.push_back({.column = *status, .day = {}});
        for (int period = 1; period <= k_most_periods; ++period)
            if (const auto column = heading.find("period_" + std::to_string(period)))
                columns.push_back({.column = *column, .period = period, .day = {}});
        for (const OtherColumn& other : heading.others)
            if (const auto day = calendar::read_date(other.text, ""))
                columns.push_back({.column = other.column, .day = day->day});
        return columns;
    }

    void read_row(const Table& table, const Heading& heading,
                  const std::vector<StateColumn>& columns, std::size_t row)
    {
        const auto cell = [&](std::string_view field) -> const Cell& {
            static const Cell nothing;
            const auto column = heading.find(field);
            return column ? table.at(row, *column) : nothing;
        };
        const auto place = [&](std::size_t column) {
            return Place{table_, table.row_number(row), static_cast<std::uint32_t>(column)};
        };
        AttendanceMark mark;
        mark.identity = trimmed(cell("identity_number").text);
        mark.number = trimmed(cell("student_number").text);
        mark.number_lost_zeros = cell("student_number").kind == CellKind::number;
        mark.name = trimmed(cell("name").text);
        mark.class_name = trimmed(cell("class").text);
        mark.student_place = {table_, table.row_number(row), Place::k_whole_row};
        for (const std::string_view field : {"name", "student_number", "identity_number"})
            if (const auto column = heading.find(field);
                column && !trimmed(table.at(row, *column).text).empty())
                mark.student_place = place(*column);
        const bool has_state = std::ranges::any_of(columns, [&](const StateColumn& column) {
            return !trimmed(table.at(row, column.column).text).empty();
        });
        if (!has_state || repeats_heading(table, heading, row))
            return;
        if (mark.identity.empty() && mark.number.empty() && mark.name.empty())
            return;  // a sum below the list

        std::optional<Day> day = given_day_;
        if (const auto column = heading.find("date");
            column && !trimmed(table.at(row, *column).text).empty()) {
            const auto read = calendar::read_date(trimmed(table.at(row, *column).text), "date");
            if (!read) {
                read_.plan.refuse(place(*column), read.refusal());
                return;
            }
            day = read->day;
        }
        std::optional<std::int64_t> period;
        std::optional<std::int64_t> minutes;
        if (!whole_number(table, row, heading, "period", 1, k_most_periods, period) ||
            !whole_number(table, row, heading, "minutes", 0, 600, minutes))
            return;
        for (const StateColumn& column : columns) {
            const std::string_view text = trimmed(table.at(row, column.column).text);
            if (text.empty())
                continue;
            const auto state = words_.meaning("attendance", text);
            if (!state) {
                read_.plan.refuse(place(column.column), {RefusalCode::value_not_listed,
                                                         {{"field", "status"},
                                                          {"value", std::string(text)},
                                                          {"allowed", words_.listed("attendance")}},
                                                         "",
                                                         ""});
                continue;
            }
            const std::optional<Day> on = column.day ? column.day : day;
            if (!on) {
                read_.plan.refuse(place(column.column),
                                  {RefusalCode::field_missing, {{"field", "date"}}, "", ""});
                continue;
            }
            AttendanceMark one = mark;
            one.place = place(column.column);
            one.day = *on;
            const std::int64_t of_period = column.period != 0 ? column.period : period.value_or(0);
            if (of_period != 0)
                one.slot = {.kind = "period", .period = of_period, .subject = {}, .sitting = {}};
            one.status = *state == "absent_excused" ? "absent" : std::string(*state);
            if (one.status == "late")
                one.minutes = minutes;
            read_.marks.push_back(std::move(one));
        }
    }

    // Whether there is no such number or a right one.
    bool whole_number(const Table& table, std::size_t row, const Heading& heading,
                      std::string_view field, std::int64_t least, std::int64_t most,
                      std::optional<std::int64_t>& number)
    {
        const auto column = heading.find(field);
        const std::string_view text =
            column ? trimmed(table.at(row, *column).text) : std::string_view{};
        if (text.empty())
            return true;
        const auto exact = Exact::parse(text);
        if (exact && exact->is_whole() && *exact >= Exact(least) && *exact <= Exact(most)) {
            number = exact->numerator();
            return true;
        }
        read_.plan.refuse({table_, table.row_number(row), static_cast<std::uint32_t>(*column)},
                          {RefusalCode::value_out_of_range,
                           {{"field", std::string(field)},
                            {"value", std::string(text)},
                            {"minimum", std::to_string(least)},
                            {"maximum", std::to_string(most)}},
                           "",
                           ""});
        return false;
    }

    const ImportWords& words_;
    std::optional<Day> given_day_;
    std::uint32_t table_ = 0;
    AttendanceFile read_;
};

}  // namespace

AttendanceFile read_attendance(std::span<const Table> tables, std::string_view file,
                               std::optional<Day> day)
{
    return AttendanceReading(file, day).read(tables);
}

}  // namespace taqwim::exchange
