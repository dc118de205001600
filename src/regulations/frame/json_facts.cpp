#include "regulations/frame/json_facts.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim {

std::optional<JsonValue> JsonFacts::given(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member && !member->is(JsonKind::null) ? member : std::nullopt;
}

bool JsonFacts::is(const JsonValue& value, JsonKind kind)
{
    if (value.is(kind))
        return true;
    wrong_type(value, kind == JsonKind::object    ? "object"
                      : kind == JsonKind::array   ? "list"
                      : kind == JsonKind::boolean ? "yes_no"
                      : kind == JsonKind::number  ? "number"
                                                  : "text");
    return false;
}

bool JsonFacts::is_object(const JsonValue& value, std::initializer_list<std::string_view> known)
{
    if (!is(value, JsonKind::object))
        return false;
    for (const JsonValue member : value)
        if (std::find(known.begin(), known.end(), member.key()) == known.end())
            problems_.add(RefusalCode::field_unknown, Where(member),
                          {{"field", shown_value(member.key())},
                           {"allowed", offered(member.key(), {known.begin(), known.size()})}});
    return true;
}

std::string_view JsonFacts::scalar(const JsonValue& value)
{
    switch (value.kind()) {
    case JsonKind::null: return {};
    case JsonKind::number: return value.number();
    case JsonKind::text: return trimmed(value.text());
    default: wrong_type(value, "text"); return {};
    }
}

std::string_view JsonFacts::scalar(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member ? scalar(*member) : std::string_view();
}

std::optional<bool> JsonFacts::yes_no(const JsonValue& object, std::string_view name)
{
    const auto member = given(object, name);
    if (!member || !is(*member, JsonKind::boolean))
        return std::nullopt;
    return member->truth();
}

void JsonFacts::wrong_type(const JsonValue& value, const char* expected)
{
    problems_.add(RefusalCode::field_wrong_type, Where(value), {{"expected", expected}});
}

}  // namespace taqwim
