// Strict reading of JSON objects, for the kinds of documents of the year by mastery: a field that is not known is
// refused, a missing fact (no field, null, an empty text) is nothing, and all that is wrong is kept.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "regulations/frame/json_value.h"

namespace taqwim::sa_1426 {

class FieldReader {
public:
    using Names = std::initializer_list<std::string_view>;
    // A source with more problems than this is broken as a whole.
    static constexpr std::size_t k_most_problems = 200;
    // Above this a count is a slip of the pen.
    static constexpr int k_most_count = 100000;

    void refuse(RefusalCode code, std::string field, Arguments arguments = {},
                const char* clause = "");
    void refuse(Refusal refusal);
    [[nodiscard]] bool is_clean() const { return problems_.empty(); }
    [[nodiscard]] const std::vector<Refusal>& problems() const { return problems_; }
    [[nodiscard]] std::vector<Refusal> take() { return std::exchange(problems_, {}); }
    // The first problem, when there is one.
    [[nodiscard]] std::optional<Refusal> first() const;

    // Whether the value is an object; each of its fields that is not known is refused.
    bool is_object(const JsonValue& value, Names known);
    bool is_object(const JsonValue& value, const std::vector<std::string_view>& known);
    bool is_list(const JsonValue& value);

    // A member that is there and not null.
    [[nodiscard]] static std::optional<JsonValue> given(const JsonValue& object,
                                                        std::string_view name);
    std::optional<JsonValue> list(const JsonValue& object, std::string_view name);

    // A text or a number as it is written; empty for null and for what is neither, which is refused.
    std::string_view scalar(const JsonValue& value);
    std::string text(const JsonValue& object, std::string_view name);
    std::optional<int> whole(const JsonValue& object, std::string_view name, int minimum = 0,
                             int maximum = k_most_count);
    std::optional<int> whole(const JsonValue& value, int minimum, int maximum);
    std::optional<Day> day(const JsonValue& object, std::string_view name);
    std::optional<bool> yes_no(const JsonValue& object, std::string_view name);
    // The texts of a list; nothing when there is none.
    std::vector<std::string> texts(const JsonValue& object, std::string_view name);

    // The same, refused with field_missing when it is not there. Nothing also when it was refused.
    std::string needed_text(const JsonValue& object, std::string_view name);
    std::optional<int> needed_whole(const JsonValue& object, std::string_view name, int minimum = 0,
                                    int maximum = k_most_count);
    std::optional<Day> needed_day(const JsonValue& object, std::string_view name);
    std::optional<JsonValue> needed_list(const JsonValue& object, std::string_view name);

    // One of these words. `allowed` names them in the refusal.
    template <class T>
    std::optional<T> choice(const JsonValue& object, std::string_view name,
                            std::optional<T> (*of)(std::string_view), std::string_view allowed)
    {
        const std::string word = text(object, name);
        if (word.empty())
            return std::nullopt;
        const std::optional<T> value = of(word);
        if (!value)
            not_listed(object, name, word, allowed);
        return value;
    }
    void not_listed(const JsonValue& object, std::string_view name, std::string_view value,
                    std::string_view allowed);

private:
    [[nodiscard]] bool is_given(const JsonValue& object, std::string_view name);
    template <class Known>
    bool is_object_of(const JsonValue& value, const Known& known);

    std::vector<Refusal> problems_;
};

// A list in a message: "a, b".
[[nodiscard]] std::string joined(const std::vector<std::string>& texts);

}  // namespace taqwim::sa_1426
