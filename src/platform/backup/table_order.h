// In which order tables and their rows are stored so that every foreign key finds what it points at.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/schema.h"
#include "platform/database/value.h"

namespace taqwim::backup {

// Each table after those that it points at, else by name. Tables that point at each other are a ProgramFault.
[[nodiscard]] std::vector<const database::SchemaTable*> in_order_of_keys(
    const database::Schema& schema);

// The rows of one table, given in the order of its primary key, some of which may point at rows of the same table that
// come later: those are held back until the table's end.
class RowsOfTable {
public:
    using Store = std::function<void(std::span<const database::Value>)>;

    RowsOfTable(const database::SchemaTable& table, std::vector<std::string> columns, Store store);

    // Rows one behind the other.
    void add(std::span<const database::Value> values);
    // Stores what was held back, each row after the one it points at. False when one points nowhere.
    [[nodiscard]] bool finish();

private:
    using Key = std::vector<std::string>;  // as texts that sort as the values do

    [[nodiscard]] Key key_at(std::span<const database::Value> row,
                             const std::vector<std::size_t>& places) const;
    [[nodiscard]] bool waits(std::span<const database::Value> row) const;

    std::size_t columns_;
    Store store_;
    std::vector<std::size_t> key_;
    std::vector<std::vector<std::size_t>> links_;  // places of what points at key_
    std::vector<std::vector<database::Value>> held_;
    std::set<Key> held_keys_;
};

}  // namespace taqwim::backup
