#include "regulations/sa_1426/question_input.h"

#include "core/refusal_codes.h"

#include <algorithm>

namespace taqwim::sa_1426 {

QuestionInput::QuestionInput(const JsonValue& input) : input_(input)
{
    if (!input.is(JsonKind::object))
        refuse({RefusalCode::field_wrong_type, {{"expected", "object"}}, input.pointer(), {}});
}

QuestionInput::QuestionInput(const JsonValue& input, std::initializer_list<std::string_view> known)
    : QuestionInput(input)
{
    if (refusal_)
        return;
    for (const JsonValue member : input) {
        if (std::find(known.begin(), known.end(), member.key()) != known.end())
            continue;
        std::string allowed;
        for (const std::string_view name : known)
            allowed += (allowed.empty() ? "" : ", ") + std::string(name);
        refuse(RefusalCode::field_unknown, member.key(), {{"allowed", std::move(allowed)}});
        return;
    }
}

void QuestionInput::refuse(Refusal refusal)
{
    if (!refusal_)
        refusal_ = std::move(refusal);
}

void QuestionInput::refuse(RefusalCode code, std::string_view field, Arguments arguments,
                           std::string_view clause)
{
    if (!refusal_)
        refusal_ = {code, std::move(arguments), input_.pointer(field), std::string(clause)};
}

std::optional<JsonValue> QuestionInput::find(std::string_view field) const
{
    const auto value = input_.find(field);
    return value && !value->is(JsonKind::null) ? value : std::nullopt;
}

bool QuestionInput::need(std::string_view field)
{
    if (find(field))
        return false;
    refuse(RefusalCode::field_missing, field, {{"field", std::string(field)}});
    return true;
}

std::optional<Exact> QuestionInput::number_of(const JsonValue& value, NumberRange range)
{
    if (value.is(JsonKind::null))
        return std::nullopt;
    if (!value.is(JsonKind::number) && !value.is(JsonKind::text)) {
        refuse({RefusalCode::field_wrong_type, {{"expected", "number"}}, value.pointer(), {}});
        return std::nullopt;
    }
    const std::string_view text = value.is(JsonKind::number) ? value.number() : value.text();
    const std::optional<Exact> number = Exact::parse(text);
    if (!number) {
        refuse(
            {RefusalCode::value_not_a_number, {{"value", std::string(text)}}, value.pointer(), {}});
        return std::nullopt;
    }
    if (*number < range.low || *number > range.high) {
        refuse({RefusalCode::value_out_of_range,
                {{"value", std::string(text)},
                 {"minimum", range.low.to_text()},
                 {"maximum", range.high.to_text()}},
                value.pointer(),
                {}});
        return std::nullopt;
    }
    return number;
}

std::optional<Exact> QuestionInput::number_if(std::string_view field, NumberRange range)
{
    const auto value = find(field);
    return value ? number_of(*value, range) : std::nullopt;
}

Exact QuestionInput::number(std::string_view field, NumberRange range)
{
    need(field);
    return number_if(field, range).value_or(Exact(0));
}

std::optional<Mark> QuestionInput::mark_if(std::string_view field)
{
    const auto number = number_if(field);
    return number ? std::optional(Mark(*number)) : std::nullopt;
}

std::optional<int> QuestionInput::whole_of(std::string_view field,
                                           const std::optional<Exact>& number)
{
    if (!number)
        return std::nullopt;
    if (!number->is_whole()) {
        refuse(RefusalCode::field_wrong_type, field, {{"expected", "whole_number"}});
        return std::nullopt;
    }
    return static_cast<int>(number->numerator());
}

std::optional<int> QuestionInput::whole_if(std::string_view field, NumberRange range)
{
    return whole_of(field, number_if(field, range));
}

int QuestionInput::whole(std::string_view field, NumberRange range)
{
    need(field);
    return whole_if(field, range).value_or(static_cast<int>(range.low.numerator()));
}

std::optional<Day> QuestionInput::day_if(std::string_view field)
{
    const auto given = text_if(field);
    if (!given)
        return std::nullopt;
    const std::optional<Day> day = Day::parse(*given);
    if (!day)
        refuse(RefusalCode::value_not_a_date, field, {{"value", std::string(*given)}});
    return day;
}

Day QuestionInput::day(std::string_view field)
{
    need(field);
    return day_if(field).value_or(Day{0});
}

std::optional<HijriDate> QuestionInput::hijri_if(std::string_view field)
{
    const auto given = text_if(field);
    if (!given)
        return std::nullopt;
    const std::optional<HijriDate> date = HijriDate::parse(*given);
    if (date && from_hijri(*date))
        return date;
    refuse(RefusalCode::value_not_a_date, field, {{"value", std::string(*given)}});
    return std::nullopt;
}

std::optional<bool> QuestionInput::yes_or_no_if(std::string_view field)
{
    const auto value = find(field);
    if (!value)
        return std::nullopt;
    if (!value->is(JsonKind::boolean)) {
        refuse(RefusalCode::field_wrong_type, field, {{"expected", "yes_no"}});
        return std::nullopt;
    }
    return value->truth();
}

bool QuestionInput::yes_if(std::string_view field, bool otherwise)
{
    return yes_or_no_if(field).value_or(otherwise);
}

std::optional<std::string_view> QuestionInput::text_if(std::string_view field)
{
    const auto value = find(field);
    if (!value)
        return std::nullopt;
    if (!value->is(JsonKind::text)) {
        refuse(RefusalCode::field_wrong_type, field, {{"expected", "text"}});
        return std::nullopt;
    }
    return value->text();
}

std::string_view QuestionInput::text(std::string_view field)
{
    need(field);
    return text_if(field).value_or(std::string_view());
}

std::optional<JsonValue> QuestionInput::container(std::string_view field, JsonKind kind,
                                                  const char* expected)
{
    const auto value = find(field);
    if (!value || value->is(kind))
        return value;
    refuse(RefusalCode::field_wrong_type, field, {{"expected", expected}});
    return std::nullopt;
}

std::optional<JsonValue> QuestionInput::array_if(std::string_view field)
{
    return container(field, JsonKind::array, "list");
}

std::optional<JsonValue> QuestionInput::object_if(std::string_view field)
{
    return container(field, JsonKind::object, "object");
}

std::optional<JsonValue> QuestionInput::array(std::string_view field)
{
    need(field);
    return array_if(field);
}

std::optional<JsonValue> QuestionInput::object(std::string_view field)
{
    need(field);
    return object_if(field);
}

}  // namespace taqwim::sa_1426
