// Refusals: what Taqwim will not accept, said as a value. Every code stands in refusal_codes.h with its kind;
// its Arabic and English words stand in core/messages/refusals.{ar,en}.toml.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/refusal_codes.h"

namespace taqwim {

// The words that fill a message: {subject: "maths", mark: "105", maximum: "100"}. Order is the order of writing.
using Arguments = std::vector<std::pair<std::string, std::string>>;

struct Refusal {
    RefusalCode code;
    Arguments arguments;
    std::string field;   // where: "/subjects/maths/T1/summative/0/score", or "units.csv:14:score"
    std::string clause;  // "KW-11.3", when a clause is the reason

    [[nodiscard]] RefusalKind kind() const { return kind_of(code); }
};

// A value, or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::move(value)) {}            // NOLINT: a value is a result
    Result(Refusal refusal) : content_(std::move(refusal)) {}  // NOLINT: a refusal is a result

    [[nodiscard]] explicit operator bool() const { return std::holds_alternative<T>(content_); }
    [[nodiscard]] T& operator*() { return std::get<T>(content_); }
    [[nodiscard]] const T& operator*() const { return std::get<T>(content_); }
    [[nodiscard]] T* operator->() { return &std::get<T>(content_); }
    [[nodiscard]] const T* operator->() const { return &std::get<T>(content_); }
    [[nodiscard]] const Refusal& refusal() const { return std::get<Refusal>(content_); }

private:
    std::variant<T, Refusal> content_;
};

}  // namespace taqwim
