// One row of a file of a school's folder, with its words turned into names.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/trimmed.h"
#include "regulations/frame/folder_table.h"
#include "regulations/frame/folder_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim {

// "101" for U+0661 U+0660 U+0661: which keyboard wrote a number does not change whose it is.
[[nodiscard]] std::string id_of(std::string_view text);

// A day as spreadsheets write it with the year first, 2015/9/20 or 2015-09-20 00:00:00, in the form
// of ISO 8601; `kept` holds it when its form is changed. Any other text stays as it is: whether
// 3/4/2016 is in March or April would be a guess.
[[nodiscard]] std::string_view day_text(std::string_view text, std::string& kept);

// Calls `take` with each part of a cell that holds several values.
template <class Take>
void for_each_part(std::string_view cell, const Take& take)
{
    constexpr std::array<std::string_view, 6> separators = {";", ",", "|", "+", "\n", "\xD8\x8C"};
    while (!cell.empty()) {
        std::size_t end = cell.size();
        std::size_t length = 0;
        for (const std::string_view separator : separators)
            if (const std::size_t found = cell.find(separator); found < end) {
                end = found;
                length = separator.size();
            }
        if (const std::string_view part = trimmed(cell.substr(0, end)); !part.empty())
            take(part);
        cell.remove_prefix(end + length);
    }
}

// The cells of a row by the names of their columns.
class FolderRow {
public:
    FolderRow(const OpenTable& table, std::size_t index, const FolderWords& words)
        : table_(table), index_(index), words_(words), where_(table.where(index))
    {}

    [[nodiscard]] const Where& where() const { return where_; }
    [[nodiscard]] Where where(std::string_view column) const { return where_.field(column); }
    [[nodiscard]] std::string_view text(std::string_view column) const
    {
        return table_.cell(index_, table_.column(column));
    }
    [[nodiscard]] std::string_view word(std::string_view column, std::string_view section) const
    {
        const std::string_view cell = text(column);
        return words_.name_of(section, cell).value_or(cell);
    }
    // A day by its column; `kept` holds it when its form is changed.
    [[nodiscard]] std::string_view day(std::string_view column, std::string& kept) const
    {
        return day_text(text(column), kept);
    }
    [[nodiscard]] std::optional<bool> yes_no(std::string_view column, ProblemList& problems) const
    {
        static constexpr std::array<std::pair<std::string_view, bool>, 2> choices = {
            {{"yes", true}, {"no", false}}};
        return read_choice(word(column, "yes_no"), choices, where(column), problems);
    }

private:
    const OpenTable& table_;
    std::size_t index_;
    const FolderWords& words_;
    Where where_;
};

// A word that stood in the same column of the row before: most rows repeat subject and term of
// their neighbour.
struct Remembered {
    std::string_view text;
    std::string_view name;

    std::string_view look_up(std::string_view cell, std::string_view section,
                             const FolderWords& words)
    {
        if (cell != text || text.empty()) {
            text = cell;
            name = words.name_of(section, cell).value_or(cell);
        }
        return name;
    }
};

}  // namespace taqwim
