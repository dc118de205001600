#include "regulations/sa_1426/mastery_fields.h"

#include <algorithm>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"

namespace taqwim::sa_1426 {

void FieldReader::refuse(Refusal refusal)
{
    if (problems_.size() < k_most_problems)
        problems_.push_back(std::move(refusal));
}

void FieldReader::refuse(RefusalCode code, std::string field, Arguments arguments,
                         const char* clause)
{
    refuse(Refusal{code, std::move(arguments), std::move(field), clause});
}

std::optional<Refusal> FieldReader::first() const
{
    if (problems_.empty())
        return std::nullopt;
    return problems_.front();
}

template <class Known>
bool FieldReader::is_object_of(const JsonValue& value, const Known& known)
{
    if (!value.is(JsonKind::object)) {
        refuse(RefusalCode::field_wrong_type, value.pointer(), {{"expected", "object"}});
        return false;
    }
    for (const JsonValue member : value) {
        if (std::find(known.begin(), known.end(), member.key()) != known.end())
            continue;
        std::string allowed;
        for (const std::string_view name : known)
            allowed += (allowed.empty() ? "" : ", ") + std::string(name);
        refuse(RefusalCode::field_unknown, member.pointer(), {{"allowed", std::move(allowed)}});
    }
    return true;
}

bool FieldReader::is_object(const JsonValue& value, Names known)
{
    return is_object_of(value, known);
}

bool FieldReader::is_object(const JsonValue& value, const std::vector<std::string_view>& known)
{
    return is_object_of(value, known);
}

bool FieldReader::is_list(const JsonValue& value)
{
    if (value.is(JsonKind::array))
        return true;
    refuse(RefusalCode::field_wrong_type, value.pointer(), {{"expected", "list"}});
    return false;
}

std::optional<JsonValue> FieldReader::given(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member && !member->is(JsonKind::null) ? member : std::nullopt;
}

std::optional<JsonValue> FieldReader::list(const JsonValue& object, std::string_view name)
{
    const auto member = given(object, name);
    return member && is_list(*member) ? member : std::nullopt;
}

std::string_view FieldReader::scalar(const JsonValue& value)
{
    switch (value.kind()) {
    case JsonKind::null: return {};
    case JsonKind::number: return value.number();
    case JsonKind::text: return trimmed(value.text());
    default:
        refuse(RefusalCode::field_wrong_type, value.pointer(), {{"expected", "text"}});
        return {};
    }
}

std::string FieldReader::text(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member ? std::string(scalar(*member)) : std::string();
}

std::optional<int> FieldReader::whole(const JsonValue& value, int minimum, int maximum)
{
    const std::string text(scalar(value));
    if (text.empty())
        return std::nullopt;
    const std::optional<Exact> number =
        text.find_first_of("/%") == std::string::npos ? Exact::parse(text) : std::nullopt;
    if (!number) {
        refuse(RefusalCode::value_not_a_number, value.pointer(), {{"value", text}});
        return std::nullopt;
    }
    if (!number->is_whole()) {
        refuse(RefusalCode::field_wrong_type, value.pointer(),
               {{"expected", "whole_number"}, {"value", text}});
        return std::nullopt;
    }
    if (*number < Exact(minimum) || *number > Exact(maximum)) {
        refuse(RefusalCode::value_out_of_range, value.pointer(),
               {{"value", text},
                {"minimum", std::to_string(minimum)},
                {"maximum", std::to_string(maximum)}});
        return std::nullopt;
    }
    return static_cast<int>(number->numerator());
}

std::optional<int> FieldReader::whole(const JsonValue& object, std::string_view name, int minimum,
                                      int maximum)
{
    const auto member = given(object, name);
    return member ? whole(*member, minimum, maximum) : std::nullopt;
}

std::optional<Day> FieldReader::day(const JsonValue& object, std::string_view name)
{
    const std::string written = text(object, name);
    if (written.empty())
        return std::nullopt;
    const std::optional<Day> day = Day::parse(written);
    if (!day)
        refuse(RefusalCode::value_not_a_date, object.pointer(name), {{"value", written}});
    return day;
}

std::optional<bool> FieldReader::yes_no(const JsonValue& object, std::string_view name)
{
    const auto member = given(object, name);
    if (!member)
        return std::nullopt;
    if (member->is(JsonKind::boolean))
        return member->truth();
    refuse(RefusalCode::field_wrong_type, member->pointer(), {{"expected", "yes_no"}});
    return std::nullopt;
}

std::vector<std::string> FieldReader::texts(const JsonValue& object, std::string_view name)
{
    std::vector<std::string> all;
    if (const auto values = list(object, name))
        for (const JsonValue value : *values) {
            all.emplace_back(scalar(value));
            if (all.back().empty())
                refuse(RefusalCode::field_missing, value.pointer());
        }
    return all;
}

bool FieldReader::is_given(const JsonValue& object, std::string_view name)
{
    const auto member = given(object, name);
    if (member && !(member->is(JsonKind::text) && trimmed(member->text()).empty()))
        return true;
    refuse(RefusalCode::field_missing, object.pointer(name));
    return false;
}

std::string FieldReader::needed_text(const JsonValue& object, std::string_view name)
{
    return is_given(object, name) ? text(object, name) : std::string();
}

std::optional<int> FieldReader::needed_whole(const JsonValue& object, std::string_view name,
                                             int minimum, int maximum)
{
    return is_given(object, name) ? whole(object, name, minimum, maximum) : std::nullopt;
}

std::optional<Day> FieldReader::needed_day(const JsonValue& object, std::string_view name)
{
    return is_given(object, name) ? day(object, name) : std::nullopt;
}

std::optional<JsonValue> FieldReader::needed_list(const JsonValue& object, std::string_view name)
{
    return is_given(object, name) ? list(object, name) : std::nullopt;
}

void FieldReader::not_listed(const JsonValue& object, std::string_view name, std::string_view value,
                             std::string_view allowed)
{
    refuse(RefusalCode::value_not_listed, object.pointer(name),
           {{"value", std::string(value)}, {"allowed", std::string(allowed)}});
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all;
}

}  // namespace taqwim::sa_1426
