#include "regulations/sa_1447/document_reader.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "core/trimmed.h"

namespace taqwim::sa_1447 {

namespace {

// A document with more problems than this is broken as a whole; the rest would tell nobody anything.
constexpr std::size_t k_most_problems = 200;
constexpr std::size_t k_longest_shown = 80;

std::string shown(std::string_view text)
{
    if (text.size() <= k_longest_shown)
        return std::string(text);
    std::size_t end = k_longest_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return std::string(text.substr(0, end)) + "\xE2\x80\xA6";  // an ellipsis
}

const char* name_of(JsonKind kind)
{
    switch (kind) {
    case JsonKind::object: return "object";
    case JsonKind::array: return "list";
    case JsonKind::boolean: return "yes_no";
    case JsonKind::number: return "number";
    default: return "text";
    }
}

}  // namespace

std::string joined(const std::vector<std::string_view>& names)
{
    std::string text;
    for (const std::string_view name : names) {
        if (!text.empty())
            text += ", ";
        text += name;
    }
    return text;
}

void DocumentReader::refuse(RefusalCode code, std::string field, Arguments arguments,
                            const char* clause)
{
    if (problems_.size() < k_most_problems)
        problems_.push_back({code, std::move(arguments), std::move(field), clause});
}

std::optional<JsonValue> DocumentReader::given(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    if (!member || member->is(JsonKind::null) ||
        (member->is(JsonKind::text) && trimmed(member->text()).empty()))
        return std::nullopt;
    return member;
}

bool DocumentReader::is(const JsonValue& value, JsonKind kind)
{
    if (value.is(kind))
        return true;
    refuse(RefusalCode::field_wrong_type, value.pointer(), {{"expected", name_of(kind)}});
    return false;
}

bool DocumentReader::is_object(const JsonValue& value, const std::vector<std::string_view>& known)
{
    if (!is(value, JsonKind::object))
        return false;
    for (const JsonValue member : value)
        if (std::ranges::find(known, member.key()) == known.end())
            refuse(RefusalCode::field_unknown, member.pointer(),
                   {{"field", shown(member.key())}, {"allowed", joined(known)}});
    return true;
}

std::optional<std::string_view> DocumentReader::scalar(const JsonValue& value, const char* expected)
{
    if (value.is(JsonKind::text))
        return trimmed(value.text());
    if (value.is(JsonKind::number))
        return value.number();
    refuse(RefusalCode::field_wrong_type, value.pointer(), {{"expected", expected}});
    return std::nullopt;
}

std::string DocumentReader::text(const JsonValue& object, std::string_view name)
{
    const auto member = given(object, name);
    return member ? std::string(scalar(*member, "text").value_or("")) : std::string();
}

std::optional<Exact> DocumentReader::number(const JsonValue& value)
{
    const auto text = scalar(value, "number");
    if (!text || text->empty())
        return std::nullopt;
    // A share is a number to Exact but no mark. The Arabic per cent sign U+066A begins with D9 AA.
    const bool is_share = text->find_first_of("/%") != std::string_view::npos ||
                          text->find("\xD9\xAA") != std::string_view::npos;
    const auto number = is_share ? std::nullopt : Exact::parse(*text);
    if (!number)
        refuse(RefusalCode::value_not_a_number, value.pointer(), {{"value", shown(*text)}});
    return number;
}

std::optional<int> DocumentReader::whole(const JsonValue& object, std::string_view name,
                                         int minimum, int maximum)
{
    const auto member = given(object, name);
    const auto value = member ? number(*member) : std::nullopt;
    if (!value)
        return std::nullopt;
    if (!value->is_whole()) {
        refuse(RefusalCode::field_wrong_type, member->pointer(), {{"expected", "whole_number"}});
        return std::nullopt;
    }
    if (*value < Exact(minimum) || *value > Exact(maximum)) {
        refuse(RefusalCode::value_out_of_range, member->pointer(),
               {{"value", value->to_text()},
                {"minimum", std::to_string(minimum)},
                {"maximum", std::to_string(maximum)}});
        return std::nullopt;
    }
    return static_cast<int>(value->numerator());
}

std::optional<bool> DocumentReader::yes_no(const JsonValue& object, std::string_view name)
{
    const auto member = given(object, name);
    if (!member || !is(*member, JsonKind::boolean))
        return std::nullopt;
    return member->truth();
}

std::optional<Mark> DocumentReader::mark(const JsonValue& value, const MarkLimits& limits)
{
    const auto read = number(value);
    if (!read)
        return std::nullopt;
    Arguments about = {{"subject", limits.subject}, {"mark", read->to_text()}};
    const auto refuse_mark = [&](RefusalCode code) {
        refuse(code, value.pointer(), std::move(about));
        return std::nullopt;
    };
    if (*read < Exact(0))
        return refuse_mark(RefusalCode::mark_negative);
    if (*read > limits.maximum.value) {
        about.emplace_back("maximum", limits.maximum.to_text());
        return refuse_mark(RefusalCode::mark_over_maximum);
    }
    if (read->rounded(limits.decimals, Ties::away_from_zero) != *read) {
        about.emplace_back("limit", std::to_string(limits.decimals));
        return refuse_mark(RefusalCode::mark_too_many_decimals);
    }
    return Mark(*read);
}

std::optional<std::string> DocumentReader::listed(const JsonValue& object, std::string_view name,
                                                  const std::vector<std::string_view>& allowed)
{
    const auto member = given(object, name);
    const auto text = member ? scalar(*member, "text") : std::nullopt;
    if (!text)
        return std::nullopt;
    if (std::ranges::find(allowed, *text) != allowed.end())
        return std::string(*text);
    refuse(RefusalCode::value_not_listed, member->pointer(),
           {{"value", shown(*text)}, {"allowed", joined(allowed)}});
    return std::nullopt;
}

void DocumentReader::missing(const JsonValue& object, std::string_view name, const char* clause)
{
    refuse(RefusalCode::field_missing, object.pointer(name), {{"field", std::string(name)}},
           clause);
}

}  // namespace taqwim::sa_1447
