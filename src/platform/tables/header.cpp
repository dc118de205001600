#include "platform/tables/header.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/tables/arabic_text.h"

namespace taqwim::tables {

Result<Header> find_header(const Table& table, std::string_view file,
                           std::span<const WantedColumn> wanted, std::size_t rows)
{
    std::map<std::string, std::size_t> wanted_by_form;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        wanted_by_form.emplace(heading_form(wanted[i].name), i);
        for (const std::string& spelling : wanted[i].spellings)
            wanted_by_form.emplace(heading_form(spelling), i);
    }
    const auto refused = [&](RefusalCode code, Arguments arguments) {
        return Refusal{code, std::move(arguments), std::string(file), ""};
    };

    std::vector<std::string> missing_in_nearest;
    for (const WantedColumn& column : wanted)
        if (column.need == ColumnNeed::required)
            missing_in_nearest.push_back(column.name);
    for (std::size_t row = 0; row < std::min(rows, table.rows()); ++row) {
        Header header{row, std::vector<std::optional<std::size_t>>(wanted.size()), {}};
        std::optional<std::size_t> twice;
        const auto cells = table.row(row);
        for (std::size_t column = 0; column < cells.size(); ++column) {
            // What a merged heading covers is its second half, not a second column.
            if (cells[column].kind == CellKind::empty || cells[column].is_covered)
                continue;
            const auto found = wanted_by_form.find(heading_form(cells[column].text));
            if (found == wanted_by_form.end())
                header.others.push_back(column);
            else if (header.columns[found->second])
                twice = found->second;
            else
                header.columns[found->second] = column;
        }
        std::vector<std::string> missing;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (wanted[i].need == ColumnNeed::required && !header.columns[i])
                missing.push_back(wanted[i].name);
        if (missing.empty()) {
            if (twice)
                return refused(RefusalCode::column_duplicate, {{"column", wanted[*twice].name}});
            return header;
        }
        if (missing.size() < missing_in_nearest.size())
            missing_in_nearest = std::move(missing);
    }
    std::string expected;
    for (const std::string& name : missing_in_nearest)
        expected += (expected.empty() ? "" : ", ") + name;
    return refused(RefusalCode::header_not_found,
                   {{"file", std::string(file)}, {"expected", expected}});
}

}  // namespace taqwim::tables
