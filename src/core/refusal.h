// Refusals: what Taqwim will not accept, said as a value. Every code stands in refusal_codes.h with its kind;
// its Arabic and English words stand in core/messages/refusals.{ar,en}.toml. Whoever names a code includes that
// file; whoever only hands refusals on does not, and is not built anew when a code is added.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace taqwim {

enum class RefusalKind : std::uint8_t {
    invalid_input,
    not_allowed,
    not_found,
    conflict,
    not_in_force,
    undetermined,
    not_signed_in,  // who asks is not known, or no longer
    too_many,       // asked too often; later it may be accepted
    unavailable     // nothing is wrong with what was asked: the server cannot do it now
};

// All codes stand in core/refusal_codes.h.
enum class RefusalCode : std::uint16_t;

// The words that fill a message: {subject: "maths", mark: "105", maximum: "100"}. Order is the order of writing.
using Arguments = std::vector<std::pair<std::string, std::string>>;

struct Refusal {
    RefusalCode code;
    Arguments arguments;
    std::string field;   // where: "/subjects/maths/T1/summative/0/score", or "units.csv:14:score"
    std::string clause;  // "KW-11.3", when a clause is the reason

    [[nodiscard]] RefusalKind kind() const;
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
