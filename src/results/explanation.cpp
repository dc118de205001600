#include "results/explanation.h"

#include <charconv>
#include <cstddef>
#include <stdexcept>

#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

// Rules ask rules, and a trace is ours.
constexpr JsonLimits k_limits{.bytes = std::size_t{64} * 1024 * 1024, .depth = 256};

JsonDocument read(const std::string& trace)
{
    auto document = JsonDocument::parse(trace, k_limits);
    if (!document)
        throw std::logic_error("a stored trace is no JSON");
    return std::move(*document);
}

std::string below(std::string_view path, std::size_t step)
{
    return std::string(path) + (path.empty() ? "" : ".") + std::to_string(step);
}

// What stands under a node; of the whole trace, its rules.
std::optional<JsonValue> steps_of(const JsonValue& node)
{
    return node.is(JsonKind::array) ? std::optional(node) : node.find("steps");
}

void write_node(const JsonValue& node, JsonWriter& json)
{
    json.key("node").begin_object();
    for (const JsonValue member : node)
        if (member.key() != "steps")
            json.key(member.key()).copy(member);
    json.end_object();
}

void write_step(const std::string& path, const JsonValue& node, JsonWriter& json)
{
    json.begin_object().key("path").text(path);
    write_node(node, json);
    const auto steps = steps_of(node);
    json.key("steps").number(static_cast<std::int64_t>(steps ? steps->size() : 0)).end_object();
}

void find_nodes(const JsonValue& node, const std::string& path, std::string_view rule,
                std::string_view item, JsonWriter& json)
{
    const auto steps = steps_of(node);
    if (!steps)
        return;
    std::size_t number = 0;
    for (const JsonValue step : *steps) {
        const std::string place = below(path, number++);
        const auto of_rule = step.find("rule");
        const auto of_item = step.find("item");
        if (of_rule && of_rule->text() == rule &&
            (item.empty() || (of_item && of_item->text() == item)))
            write_step(place, step, json);
        find_nodes(step, place, rule, item, json);
    }
}

}  // namespace

std::optional<std::string> explanation_json(const std::string& trace, std::string_view path)
{
    const JsonDocument document = read(trace);
    std::optional<JsonValue> node = document.root();
    for (std::string_view rest = path; !rest.empty();) {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const bool ends_well = rest.empty() || (rest.front() == '.' && rest.size() > 1);
        const auto steps = steps_of(*node);
        if (error != std::errc{} || !ends_well || !steps || number >= steps->size())
            return std::nullopt;
        if (!rest.empty())
            rest.remove_prefix(1);
        auto step = steps->begin();
        for (; number > 0; --number)
            ++step;
        node = *step;
    }
    JsonWriter json;
    json.begin_object().key("path").text(path);
    if (!path.empty())
        write_node(*node, json);
    json.key("steps").begin_array();
    if (const auto steps = steps_of(*node)) {
        std::size_t number = 0;
        for (const JsonValue step : *steps)
            write_step(below(path, number++), step, json);
    }
    json.end_array().end_object();
    return std::string(json.str());
}

std::string explanations_json(const std::string& trace, std::string_view rule,
                              std::string_view item)
{
    const JsonDocument document = read(trace);
    JsonWriter json;
    json.begin_object().key("found").begin_array();
    find_nodes(document.root(), "", rule, item, json);
    json.end_array().end_object();
    return std::string(json.str());
}

}  // namespace taqwim::results
