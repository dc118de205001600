// A row that a statement gave, read by the names of its columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/database/value.h"

namespace taqwim::database {

// A column that is not there, that is NULL where a value is asked for, or that holds another type is a ProgramFault:
// nothing is ever read as 0 or "" instead. Texts and bytes point into the row.
class Row {
public:
    using Columns = std::shared_ptr<const std::vector<std::string>>;

    Row(Columns columns, std::vector<Value> values)
        : columns_(std::move(columns)), values_(std::move(values))
    {}

    [[nodiscard]] bool is_null(std::string_view column) const;
    [[nodiscard]] std::int64_t integer(std::string_view column) const;
    // A column that holds only 0 and 1.
    [[nodiscard]] bool boolean(std::string_view column) const;
    [[nodiscard]] const std::string& text(std::string_view column) const;
    [[nodiscard]] const Bytes& blob(std::string_view column) const;

    [[nodiscard]] std::optional<std::int64_t> integer_or_null(std::string_view column) const;
    [[nodiscard]] std::optional<std::string> text_or_null(std::string_view column) const;
    [[nodiscard]] std::optional<Bytes> blob_or_null(std::string_view column) const;

    // In the order of the statement, for exports that know no table.
    [[nodiscard]] const std::vector<std::string>& columns() const { return *columns_; }
    [[nodiscard]] const std::vector<Value>& values() const { return values_; }

private:
    [[nodiscard]] const Value& at(std::string_view column) const;

    Columns columns_;
    std::vector<Value> values_;
};

}  // namespace taqwim::database
