// Where a fact stands in its source, so that a refusal can name it. Cheap to make and to copy: the
// text is put together only when something is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "regulations/frame/json_value.h"

namespace taqwim {

// How the columns of one table are called in the file itself, which may be in Arabic.
class ColumnHeaders {
public:
    virtual ~ColumnHeaders() = default;
    [[nodiscard]] virtual std::string_view file() const = 0;
    // The column's header as written, or its own name when the file does not have it.
    [[nodiscard]] virtual std::string_view header(std::string_view column) const = 0;
};

// A value of a JSON document ("/subjects/maths/T1/summative/0/score") or a cell of a table
// ("units.csv:14:score"). What it was made from must outlive it.
class Where {
public:
    explicit Where(JsonValue value) : value_(value) {}
    Where(const ColumnHeaders& headers, std::uint32_t row) : headers_(&headers), row_(row) {}

    // The place of one field: a member of the JSON object, a column of the row. A JSON value that
    // is no object stands for its only field: a level written bare, and not as {"level": 3}.
    [[nodiscard]] Where field(std::string_view name) const
    {
        Where place = *this;
        if (is_whole_)
            return place;
        if (headers_ != nullptr || (value_ && value_->is(JsonKind::object)))
            place.name_ = name;
        return place;
    }

    // The same place, where it stands for all of the fields read from it: one column that holds
    // what is an object in JSON.
    [[nodiscard]] Where as_whole() const
    {
        Where place = *this;
        place.is_whole_ = true;
        return place;
    }

    [[nodiscard]] std::string to_text() const
    {
        if (headers_ == nullptr)
            return name_.empty() ? value_->pointer() : value_->pointer(name_);
        std::string text(headers_->file());
        text += ':' + std::to_string(row_);
        if (!name_.empty()) {
            text += ':';
            text += headers_->header(name_);
        }
        return text;
    }

private:
    std::optional<JsonValue> value_;
    const ColumnHeaders* headers_ = nullptr;
    std::uint32_t row_ = 0;
    std::string_view name_;
    bool is_whole_ = false;
};

}  // namespace taqwim
