// Reads the fields of a JSON document as facts: the kind that each must have, and no field that is not known. Whatever is
// wrong is added to the problems, and the field then counts as not given.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "regulations/frame/json_value.h"
#include "regulations/frame/problem_list.h"

namespace taqwim {

class JsonFacts {
public:
    explicit JsonFacts(ProblemList& problems) : problems_(problems) {}

    // A member that is there and not null.
    [[nodiscard]] static std::optional<JsonValue> given(const JsonValue& object,
                                                        std::string_view name);
    // Whether the value is of this kind.
    bool is(const JsonValue& value, JsonKind kind);
    // Whether it is an object; members that are not known are refused one by one.
    bool is_object(const JsonValue& value, std::initializer_list<std::string_view> known);
    // The text of a text, without blanks at its ends, or of a number; an empty one for null.
    std::string_view scalar(const JsonValue& value);
    std::string_view scalar(const JsonValue& object, std::string_view name);
    std::optional<bool> yes_no(const JsonValue& object, std::string_view name);

    [[nodiscard]] ProblemList& problems() { return problems_; }

private:
    void wrong_type(const JsonValue& value, const char* expected);

    ProblemList& problems_;
};

}  // namespace taqwim
