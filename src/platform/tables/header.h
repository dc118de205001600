// Where the heading of a sheet is: portals write titles above it and spell its columns in many ways.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "platform/tables/table.h"

namespace taqwim::tables {

enum class ColumnNeed { required, optional };

struct WantedColumn {
    std::string name;  // for refusals: the heading as our own form has it
    std::vector<std::string>
        spellings;  // Arabic and English; compared by heading_form, as is the name
    ColumnNeed need = ColumnNeed::required;
};

struct Header {
    std::size_t row = 0;  // index in the table; what follows it is data
    // For every wanted column, in their order, where it stands; nothing only for an optional one.
    std::vector<std::optional<std::size_t>> columns;
    // The other columns that have a heading.
    std::vector<std::size_t> others;
};

inline constexpr std::size_t k_rows_above_data = 30;

// The first of the table's first rows that has every required column. Refuses with header_not_found, naming the columns
// that the nearest row does not have, and with column_duplicate when two columns of that row are the same wanted one.
[[nodiscard]] Result<Header> find_header(const Table& table, std::string_view file,
                                         std::span<const WantedColumn> wanted,
                                         std::size_t rows = k_rows_above_data);

}  // namespace taqwim::tables
