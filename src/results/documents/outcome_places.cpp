#include "results/documents/outcome_places.h"

namespace taqwim::results {

std::optional<JsonValue> place_in(const JsonValue& from,
                                  std::initializer_list<std::string_view> path)
{
    std::optional<JsonValue> value = from;
    for (const std::string_view name : path) {
        if (!value->is(JsonKind::object))
            return std::nullopt;
        value = value->find(name);
        if (!value || value->is(JsonKind::null))
            return std::nullopt;
    }
    return value;
}

std::string text_in(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    const auto value = place_in(from, path);
    return value ? std::string(value->text()) : std::string();
}

std::optional<Mark> mark_in(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    const auto value = place_in(from, path);
    if (!value)
        return std::nullopt;
    const auto exact = Exact::parse(value->is(JsonKind::number) ? value->number() : value->text());
    return exact ? std::optional(Mark(*exact)) : std::nullopt;
}

bool is_true_in(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    const auto value = place_in(from, path);
    return value && value->truth();
}

}  // namespace taqwim::results
