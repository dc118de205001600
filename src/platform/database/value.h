// What a cell of the database can be: nothing, a 64-bit integer, a text in UTF-8, or bytes. There is no other type.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/instant.h"

namespace taqwim::database {

using Bytes = std::vector<std::byte>;

// Owns what it holds. Implicit, so that values are written into a statement's call as they are:
//     session.execute("INSERT INTO note (school_id, note_id, body) VALUES ($1, $2, $3)", school, id, body);
// Yes and no are 1 and 0; days and instants are texts; an id is its number. A record of a school has two columns and so
// no value of its own: give `id.school` and `id.value`.
class Value {
public:
    Value() = default;                                      // NULL
    Value(std::nullopt_t) {}                                // NOLINT: implicit, as all of them
    Value(std::nullptr_t) {}                                // NOLINT
    Value(std::string text) : content_(std::move(text)) {}  // NOLINT
    Value(std::string_view text) : content_(std::string(text)) {}  // NOLINT
    Value(const char* text) : content_(std::string(text)) {}       // NOLINT
    Value(Bytes bytes) : content_(std::move(bytes)) {}             // NOLINT
    Value(Day day) : content_(day.to_text()) {}                    // NOLINT
    Value(Instant instant) : content_(instant.to_text()) {}        // NOLINT

    // Every type of integer whose values all fit; bool too.
    template <std::integral Integer>
    requires(std::numeric_limits<Integer>::digits <= 63 && !std::same_as<Integer, char>)
        Value(Integer number)
        : content_(static_cast<std::int64_t>(number))  // NOLINT
    {}

    template <class Tag>
    Value(Id<Tag> id) : content_(id.value)  // NOLINT
    {}

    template <class T>
    requires std::constructible_from<Value, const T&> Value(
        const std::optional<T>& value)  // NOLINT
    {
        if (value)
            *this = Value(*value);
    }

    // No floating point in any store.
    template <std::floating_point Number>
    Value(Number) = delete;

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(content_); }
    // Null when it holds another type.
    [[nodiscard]] const std::int64_t* integer() const
    {
        return std::get_if<std::int64_t>(&content_);
    }
    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&content_); }
    [[nodiscard]] const Bytes* bytes() const { return std::get_if<Bytes>(&content_); }

    friend bool operator==(const Value&, const Value&) = default;

private:
    std::variant<std::monostate, std::int64_t, std::string, Bytes> content_;
};

// "null", "integer", "text", "bytes".
[[nodiscard]] std::string_view type_name(const Value& value);

}  // namespace taqwim::database
