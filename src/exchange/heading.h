// Where the heading of a sheet stands, by the words of words.tsv: the first rows may be titles, and a heading may take
// two rows.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "exchange/import_words.h"
#include "platform/tables/table.h"

namespace taqwim::exchange {

struct OtherColumn {
    std::size_t column = 0;
    std::size_t row = 0;  // in which its heading stands
    std::string text;
};

struct Heading {
    std::size_t first_data_row = 0;
    std::map<std::string, std::size_t, std::less<>> fields;  // the column of each known field
    std::vector<OtherColumn> others;                         // headings that are no known field
    std::size_t row = 0;                                     // the (first) row of the heading

    [[nodiscard]] std::optional<std::size_t> find(std::string_view field) const
    {
        const auto found = fields.find(field);
        return found == fields.end() ? std::nullopt : std::optional(found->second);
    }
};

// Of each group one field is enough.
using NeededFields = std::vector<std::vector<std::string_view>>;

struct HeadingWish {
    NeededFields needed;
    // A heading that is no known field but wanted, such as a column of a mark sheet. When set, one such is needed.
    std::function<bool(std::string_view text)> is_wanted = nullptr;
};

// Refuses with header_not_found, and with column_duplicate when a field of `needed` has two columns; of others the first
// one stands.
[[nodiscard]] Result<Heading> find_heading(const tables::Table& table, std::string_view file,
                                           const ImportWords& words, const HeadingWish& wish);

// Whether a row has the words of the heading again: printed pages repeat it.
[[nodiscard]] bool repeats_heading(const tables::Table& table, const Heading& heading,
                                   std::size_t row);

}  // namespace taqwim::exchange
