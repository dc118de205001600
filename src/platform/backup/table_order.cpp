#include "platform/backup/table_order.h"

#include <algorithm>
#include <utility>

#include "platform/database/storage_fault.h"

namespace taqwim::backup {

namespace {

// A text that sorts as the value does among those of its type.
std::string sortable(const database::Value& value)
{
    if (const std::int64_t* number = value.integer()) {
        auto bits = static_cast<std::uint64_t>(*number) ^ (std::uint64_t{1} << 63U);
        std::string text(8, '\0');
        for (std::size_t i = text.size(); i > 0; --i, bits >>= 8U)
            text[i - 1] = static_cast<char>(bits & 0xFFU);
        return text;
    }
    if (const std::string* text = value.text())
        return *text;
    if (const database::Bytes* bytes = value.bytes())
        return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
    return {};
}

bool points_at(const database::SchemaTable& table, const std::string& other)
{
    return std::ranges::any_of(table.foreign_keys, [&](const database::SchemaForeignKey& key) {
        return key.table == other;
    });
}

}  // namespace

std::vector<const database::SchemaTable*> in_order_of_keys(const database::Schema& schema)
{
    std::vector<const database::SchemaTable*> left;
    for (const database::SchemaTable& table : schema.tables)
        left.push_back(&table);
    std::vector<const database::SchemaTable*> ordered;
    while (!left.empty()) {
        const auto next = std::ranges::find_if(left, [&](const database::SchemaTable* table) {
            return std::ranges::none_of(left, [&](const database::SchemaTable* other) {
                return other != table && points_at(*table, other->name);
            });
        });
        if (next == left.end())
            throw database::ProgramFault("tables point at each other: " + left.front()->name);
        ordered.push_back(*next);
        left.erase(next);
    }
    return ordered;
}

RowsOfTable::RowsOfTable(const database::SchemaTable& table, std::vector<std::string> columns,
                         Store store)
    : columns_(columns.size()), store_(std::move(store))
{
    const auto place_of = [&](const std::string& column) {
        return static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin());
    };
    for (const std::string& column : table.primary_key)
        key_.push_back(place_of(column));
    for (const database::SchemaForeignKey& key : table.foreign_keys) {
        if (key.table != table.name)
            continue;
        // In the order of the primary key, which is what is pointed at.
        std::vector<std::size_t> link;
        for (const std::string& column : table.primary_key) {
            const auto theirs = std::ranges::find(key.their_columns, column);
            if (theirs == key.their_columns.end())
                throw database::ProgramFault(table.name + " points at itself by another key");
            link.push_back(place_of(
                key.columns[static_cast<std::size_t>(theirs - key.their_columns.begin())]));
        }
        links_.push_back(std::move(link));
    }
}

RowsOfTable::Key RowsOfTable::key_at(std::span<const database::Value> row,
                                     const std::vector<std::size_t>& places) const
{
    Key key;
    for (const std::size_t place : places)
        key.push_back(sortable(row[place]));
    return key;
}

// Whether it points at a row that is not stored yet. Those before it are, unless they were held back.
bool RowsOfTable::waits(std::span<const database::Value> row) const
{
    return std::ranges::any_of(links_, [&](const std::vector<std::size_t>& link) {
        if (std::ranges::any_of(link, [&](std::size_t place) { return row[place].is_null(); }))
            return false;
        const Key target = key_at(row, link);
        return target > key_at(row, key_) || held_keys_.contains(target);
    });
}

void RowsOfTable::add(std::span<const database::Value> values)
{
    if (links_.empty()) {
        store_(values);
        return;
    }
    std::vector<database::Value> ready;
    for (; !values.empty(); values = values.subspan(columns_)) {
        const auto row = values.first(columns_);
        if (waits(row)) {
            held_keys_.insert(key_at(row, key_));
            held_.emplace_back(row.begin(), row.end());
        } else {
            ready.insert(ready.end(), row.begin(), row.end());
        }
    }
    store_(ready);
}

bool RowsOfTable::finish()
{
    while (!held_.empty()) {
        std::vector<std::vector<database::Value>> left;
        for (std::vector<database::Value>& row : held_) {
            const bool waits_still =
                std::ranges::any_of(links_, [&](const std::vector<std::size_t>& link) {
                    return held_keys_.contains(key_at(row, link));
                });
            if (waits_still) {
                left.push_back(std::move(row));
                continue;
            }
            store_(row);
            held_keys_.erase(key_at(row, key_));
        }
        if (left.size() == held_.size())
            return false;
        held_ = std::move(left);
    }
    return true;
}

}  // namespace taqwim::backup
