#include "exchange/heading.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/tables/header.h"

namespace taqwim::exchange {

namespace {

using tables::CellKind;

struct Reading {
    Heading heading;
    std::optional<std::string> twice;
};

bool is_needed(const HeadingWish& wish, std::string_view field)
{
    return std::ranges::any_of(wish.needed, [&](const auto& group) {
        return std::ranges::find(group, field) != group.end();
    });
}

void read_row(const tables::Table& table, std::size_t row, const ImportWords& words,
              const HeadingWish& wish, Reading& reading)
{
    const auto cells = table.row(row);
    for (std::size_t column = 0; column < cells.size(); ++column) {
        if (cells[column].kind == CellKind::empty || cells[column].is_covered)
            continue;
        const auto field = words.meaning("heading", cells[column].text);
        if (!field) {
            reading.heading.others.push_back({column, row, std::string(cells[column].text)});
            continue;
        }
        const auto [known, is_new] = reading.heading.fields.emplace(std::string(*field), column);
        if (!is_new && known->second != column && is_needed(wish, *field))
            reading.twice = std::string(words.written("heading", *field));
    }
}

// Nothing when all is there; else the names of what is missing.
std::string missing(const Reading& reading, const ImportWords& words, const HeadingWish& wish)
{
    std::string names;
    for (const auto& group : wish.needed) {
        if (std::ranges::any_of(group, [&](std::string_view field) {
                return reading.heading.fields.contains(field);
            }))
            continue;
        std::string alternatives;
        for (const std::string_view field : group)
            alternatives.append(alternatives.empty() ? "" : " / ")
                .append(words.written("heading", field));
        names.append(names.empty() ? "" : ", ").append(alternatives);
    }
    return names;
}

bool has_wanted(const Reading& reading, const HeadingWish& wish)
{
    return !wish.is_wanted ||
           std::ranges::any_of(reading.heading.others, [&](const OtherColumn& other) {
               return wish.is_wanted(other.text);
           });
}

}  // namespace

Result<Heading> find_heading(const tables::Table& table, std::string_view file,
                             const ImportWords& words, const HeadingWish& wish)
{
    const std::size_t rows = std::min(tables::k_rows_above_data, table.rows());
    std::string nearest = missing({}, words, wish);
    for (std::size_t row = 0; row < rows; ++row) {
        // The heading in this row; else with the row below it, where merged headings have their parts.
        for (std::size_t last = row; last <= row + 1 && last < table.rows(); ++last) {
            Reading reading;
            read_row(table, row, words, wish, reading);
            // A title is no half of a heading.
            if (last > row && reading.heading.fields.empty())
                break;
            if (last > row)
                read_row(table, last, words, wish, reading);
            const std::string names = missing(reading, words, wish);
            if (names.size() < nearest.size())
                nearest = names;
            if (!names.empty() || !has_wanted(reading, wish))
                continue;
            if (reading.twice)
                return Refusal{RefusalCode::column_duplicate,
                               {{"column", *reading.twice}},
                               std::string(file),
                               ""};
            reading.heading.row = row;
            reading.heading.first_data_row = last + 1;
            return std::move(reading.heading);
        }
    }
    return Refusal{RefusalCode::header_not_found,
                   {{"file", std::string(file)}, {"expected", nearest}},
                   std::string(file),
                   ""};
}

bool repeats_heading(const tables::Table& table, const Heading& heading, std::size_t row)
{
    return std::ranges::any_of(heading.fields, [&](const auto& field) {
        const tables::Cell& cell = table.at(row, field.second);
        if (cell.kind != CellKind::text)
            return false;
        return cell.text == table.at(heading.row, field.second).text ||
               cell.text == table.at(heading.first_data_row - 1, field.second).text;
    });
}

}  // namespace taqwim::exchange
