// Reads the values of a JSON document and keeps everything that is wrong with it, with its place. Strict: an unknown field
// is refused; a field that is missing, null or empty is no fact.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mark.h"
#include "core/refusal.h"
#include "regulations/frame/json_value.h"

namespace taqwim::sa_1447 {

// How far a mark may go, and whose it is.
struct MarkLimits {
    std::string subject;
    Mark maximum;
    int decimals = 0;
};

class DocumentReader {
public:
    using Names = std::initializer_list<std::string_view>;

    void refuse(RefusalCode code, std::string field, Arguments arguments, const char* clause = "");
    [[nodiscard]] const std::vector<Refusal>& problems() const { return problems_; }
    [[nodiscard]] std::vector<Refusal> take() { return std::move(problems_); }

    // The member of an object that is there, not null and not an empty text.
    [[nodiscard]] static std::optional<JsonValue> given(const JsonValue& object,
                                                        std::string_view name);
    // Whether the value is an object with these fields alone. Fields that are not known are refused.
    [[nodiscard]] bool is_object(const JsonValue& value,
                                 const std::vector<std::string_view>& known);
    [[nodiscard]] bool is_object(const JsonValue& value, Names known)
    {
        return is_object(value, std::vector<std::string_view>(known));
    }
    [[nodiscard]] bool is(const JsonValue& value, JsonKind kind);

    // Each returns nothing where there is no fact, and refuses what cannot be read.
    [[nodiscard]] std::string text(const JsonValue& object, std::string_view name);
    [[nodiscard]] std::optional<int> whole(const JsonValue& object, std::string_view name,
                                           int minimum, int maximum);
    [[nodiscard]] std::optional<bool> yes_no(const JsonValue& object, std::string_view name);
    [[nodiscard]] std::optional<Exact> number(const JsonValue& value);
    [[nodiscard]] std::optional<Mark> mark(const JsonValue& value, const MarkLimits& limits);
    [[nodiscard]] std::optional<std::string> listed(const JsonValue& object, std::string_view name,
                                                    const std::vector<std::string_view>& allowed);

    void missing(const JsonValue& object, std::string_view name, const char* clause = "");

private:
    // The text of a text or number; refuses what is neither.
    [[nodiscard]] std::optional<std::string_view> scalar(const JsonValue& value,
                                                         const char* expected);

    std::vector<Refusal> problems_;
};

// "a, b, c"
[[nodiscard]] std::string joined(const std::vector<std::string_view>& names);

}  // namespace taqwim::sa_1447
