#include "documents/table_grid.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "documents/shared_words.h"
#include "platform/print/prepared_text.h"

namespace taqwim::documents {

namespace {

using print::Cell;
using print::Table;

constexpr std::string_view k_as_written = "\xE2\x81\xA6";  // what as_written() begins with
constexpr std::string_view k_between = " – ";

void replace_all(std::string& text, std::string_view what, std::string_view with)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
}

std::string without_marks(std::string text)
{
    // Isolates, marks of direction, and the blank that does not break.
    for (const std::string_view mark : {"\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8",
                                        "\xE2\x81\xA9", "\xE2\x80\x8E", "\xE2\x80\x8F"})
        replace_all(text, mark, "");
    replace_all(text, "\xC2\xA0", " ");
    return text;
}

std::string trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return std::string(text);
}

std::string in_one_line(std::string text)
{
    replace_all(text, "\n", " ");
    while (text.find("  ") != std::string::npos)
        replace_all(text, "  ", " ");
    return trimmed(text);
}

// How many bytes at the front are a number as papers print one: no more than nine digits before the point, and no zero at
// the front of others. Of «-» alone none.
std::size_t number_at_front(std::string_view text)
{
    constexpr std::size_t k_most_digits = 9;
    const auto digits_from = [&](std::size_t from) {
        std::size_t count = 0;
        while (from + count < text.size() && text[from + count] >= '0' && text[from + count] <= '9')
            ++count;
        return count;
    };
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = digits_from(at);
    if (whole == 0 || whole > k_most_digits || (whole > 1 && text[at] == '0'))
        return 0;
    at += whole;
    if (at < text.size() && text[at] == '.') {
        const std::size_t places = digits_from(at + 1);
        if (places == 0 || whole + places > k_most_digits + 6)
            return 0;
        at += 1 + places;
    }
    return at;
}

// A cell as it is read: a number alone, a number with what stands behind or beneath it, or a text.
struct Piece {
    std::optional<std::string> number;
    bool is_percentage = false;
    std::string rest;  // with a number; "ممتاز", "*"
    std::string text;  // the whole, as a spreadsheet shows it
};

Piece piece_of(const std::string& text, const print::Document& of)
{
    Piece piece;
    piece.text = plain_text(text, of);
    if (text.find(k_as_written) != std::string::npos)
        return piece;
    const std::string read = without_marks(
        print::prepared_text(text, print::DigitSet::western, print::Language::english));
    std::string_view line = std::string_view(read).substr(0, read.find('\n'));
    const std::size_t size = number_at_front(line);
    if (size == 0)
        return piece;
    std::string number(line.substr(0, size));
    line.remove_prefix(size);
    if (line.starts_with('%')) {
        piece.is_percentage = true;
        line.remove_prefix(1);
    }
    const std::string sign = trimmed(line);
    constexpr std::array<std::string_view, 4> k_signs = {"*", "[", "†", "‡"};
    if (!sign.empty() &&
        std::ranges::none_of(k_signs, [&](std::string_view one) { return sign.starts_with(one); }))
        return {.number = {}, .is_percentage = false, .rest = {}, .text = std::move(piece.text)};
    piece.number = std::move(number);
    const std::size_t next = read.find('\n');
    const std::string beneath = next == std::string::npos ? std::string() : read.substr(next + 1);
    piece.rest = plain_text(sign + '\n' + beneath, of);
    return piece;
}

// Where each cell of some rows stands; what a cell covers points at it too.
struct Place {
    const Cell* cell = nullptr;
    bool is_first_column = false;
};

std::vector<std::vector<Place>> places_of(const std::vector<print::Row>& rows, std::size_t columns)
{
    std::vector<std::vector<Place>> places(rows.size(), std::vector<Place>(columns));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::size_t column = 0;
        for (const Cell& cell : rows[row].cells) {
            while (column < columns && places[row][column].cell != nullptr)
                ++column;
            const auto wide = static_cast<std::size_t>(std::max(cell.columns, 1));
            const auto high = static_cast<std::size_t>(std::max(cell.rows, 1));
            for (std::size_t r = row; r < std::min(row + high, rows.size()); ++r)
                for (std::size_t c = column; c < std::min(column + wide, columns); ++c)
                    places[r][c] = {&cell, c == column};
            column += wide;
        }
    }
    return places;
}

std::vector<std::string> headings_of(const Table& table, const print::Document& of)
{
    const std::size_t columns = table.columns.size();
    const auto places = places_of(table.head, columns);
    std::vector<std::string> headings(columns);
    for (std::size_t column = 0; column < columns; ++column) {
        const Cell* above = nullptr;
        for (const auto& row : places) {
            const Cell* const cell = row[column].cell;
            if (cell == nullptr || cell == above)
                continue;
            above = cell;
            std::string lines = cell->text;
            replace_all(lines, "\n", " / ");
            const std::string words = plain_text(lines, of);
            if (!words.empty())
                headings[column] +=
                    (headings[column].empty() ? "" : std::string(k_between)) + words;
        }
    }
    return headings;
}

}  // namespace

std::string plain_text(const std::string& text, const print::Document& of)
{
    return in_one_line(without_marks(print::prepared_text(text, of.digits, of.language)));
}

bool Grid::has_numbers(std::size_t column) const
{
    return std::ranges::any_of(rows, [&](const auto& row) { return row[column].is_number; });
}

Grid grid_of(const Table& table, const print::Document& of)
{
    const std::size_t columns = table.columns.size();
    const auto places = places_of(table.rows, columns);
    std::vector<std::vector<Piece>> pieces(places.size(), std::vector<Piece>(columns));
    for (std::size_t row = 0; row < places.size(); ++row)
        for (std::size_t column = 0; column < columns; ++column)
            if (const Place& place = places[row][column];
                place.cell != nullptr && place.is_first_column)
                pieces[row][column] = piece_of(place.cell->text, of);

    Grid grid;
    grid.rows.resize(pieces.size());
    const std::vector<std::string> headings = headings_of(table, of);
    for (std::size_t column = 0; column < columns; ++column) {
        bool has_rest = false;
        bool has_percentage = false;
        bool has_plain_number = false;
        for (const auto& row : pieces) {
            const Piece& piece = row[column];
            has_rest = has_rest || (piece.number && !piece.rest.empty());
            has_percentage = has_percentage || (piece.number && piece.is_percentage);
            has_plain_number = has_plain_number || (piece.number && !piece.is_percentage);
        }
        // Of both kinds in one column only the plain ones are numbers: 70 % is no 70.
        const bool is_of_percentages = has_percentage && !has_plain_number;
        grid.headings.push_back(headings[column] + (is_of_percentages ? " (%)" : ""));
        if (has_rest)
            grid.headings.push_back(headings[column] + std::string(k_between) +
                                    shared_words().at("beside_mark", of.language));
        for (std::size_t row = 0; row < pieces.size(); ++row) {
            const Piece& piece = pieces[row][column];
            const bool is_number = piece.number && (!piece.is_percentage || is_of_percentages);
            grid.rows[row].push_back(is_number ? GridCell{*piece.number, true}
                                               : GridCell{piece.text});
            if (has_rest)
                grid.rows[row].push_back({is_number ? piece.rest : std::string()});
        }
    }
    return grid;
}

bool goes_on(const Grid& first, const Grid& next)
{
    // A number and a name: one column alone is alike in many tables.
    constexpr std::size_t k_alike = 2;
    if (first.rows.size() != next.rows.size() || first.rows.empty() ||
        first.headings.size() < k_alike || next.headings.size() < k_alike)
        return false;
    for (std::size_t row = 0; row < first.rows.size(); ++row)
        if (!std::equal(first.rows[row].begin(), first.rows[row].begin() + k_alike,
                        next.rows[row].begin()))
            return false;
    return first.headings.front() == next.headings.front();
}

void add_columns(Grid& first, Grid next)
{
    constexpr std::size_t k_alike = 2;
    const auto add = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin() + k_alike),
                  std::make_move_iterator(from.end()));
    };
    add(first.headings, next.headings);
    for (std::size_t row = 0; row < first.rows.size(); ++row)
        add(first.rows[row], next.rows[row]);
}

}  // namespace taqwim::documents
