#include "regulations/frame/trace_json.h"

#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

namespace taqwim {

namespace {

using Json = nlohmann::ordered_json;
using Kind = TraceNode::Kind;
using Form = TraceNode::Form;
using Relation = TraceNode::Relation;

std::string text_of(const char* text)
{
    return text == nullptr ? std::string() : std::string(text);
}

std::string number_of(const Exact& number, Form form)
{
    return form == Form::day ? Day{static_cast<std::int32_t>(number.numerator())}.to_text()
                             : number.to_text();
}

const char* ties_of(const TraceNode& node)
{
    switch (static_cast<Ties>(node.state)) {
    case Ties::away_from_zero: return "away_from_zero";
    case Ties::toward_zero: return "toward_zero";
    case Ties::to_even: return "to_even";
    }
    return "away_from_zero";
}

const char* relation_of(Relation relation)
{
    switch (relation) {
    case Relation::at_least: return "at_least";
    case Relation::at_most: return "at_most";
    case Relation::above: return "above";
    case Relation::below: return "below";
    case Relation::equals: return "equals";
    case Relation::is_in: return "in";
    case Relation::is_not_in: return "not_in";
    case Relation::none: break;
    }
    return "";
}

Json list_of(std::string_view value)
{
    Json list = Json::array();
    while (true) {
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        if (value.empty())
            return list;
        const std::size_t end = std::min(value.find(' '), value.size());
        list.push_back(std::string(value.substr(0, end)));
        value.remove_prefix(end);
    }
}

// The object of a node, which begins with what kind of node it is.
Json named(const char* kind, const TraceNode& node)
{
    Json json = Json::object();
    json[kind] = text_of(node.name);
    return json;
}

void add_item(Json& json, const TraceNode& node)
{
    if (node.item != nullptr)
        json["item"] = node.item;
}

void add_number(Json& json, const TraceNode& node)
{
    if (!node.left.is_zero())
        json["number"] = node.left.numerator();
}

Json check_json(const TraceNode& node)
{
    Json json = named("check", node);
    if (node.relation == Relation::is_in || node.relation == Relation::is_not_in) {
        json["value"] = text_of(node.item);
        json[relation_of(node.relation)] =
            node.parameter == nullptr ? Json::array() : list_of(node.parameter->value);
    } else {
        add_item(json, node);
        if (node.relation != Relation::none) {
            json["value"] = number_of(node.left, node.form);
            json[relation_of(node.relation)] = number_of(node.right, node.form);
        }
    }
    json["holds"] = node.holds();
    return json;
}

// A value or a result. A text stands where else the item does.
Json value_json(const char* kind, const TraceNode& node)
{
    Json json = named(kind, node);
    if (node.form == Form::text) {
        json["is"] = text_of(node.item);
        return json;
    }
    add_item(json, node);
    json["is"] = number_of(node.left, node.form);
    if (node.kind == Kind::result && node.form == Form::number)
        json["shown"] = node.left.shown(2);
    return json;
}

// A node without its steps.
Json node_json(const TraceNode& node)
{
    switch (node.kind) {
    case Kind::clause: {
        Json json{{"clause", text_of(node.clause)}, {"rule", text_of(node.name)}};
        add_item(json, node);
        add_number(json, node);
        if (node.is_concluded())
            json["finding"] = std::string(to_text(node.finding()));
        return json;
    }
    case Kind::read:
        return Json{{"read", text_of(node.name)},
                    {"value", node.parameter->value},
                    {"from", node.parameter->from.to_text()},
                    {"status", std::string(to_text(node.parameter->status))}};
    case Kind::check: return check_json(node);
    case Kind::value: return value_json("value", node);
    case Kind::result: return value_json("result", node);
    case Kind::rounding:
        return Json{{"round", text_of(node.name)},
                    {"value", node.left.to_text()},
                    {"to", node.right.to_text()},
                    {"places", 0},
                    {"ties", ties_of(node)}};
    case Kind::missing: {
        Json json = named("missing", node);
        add_item(json, node);
        add_number(json, node);
        return json;
    }
    case Kind::note: {
        Json json = named("note", node);
        add_item(json, node);
        return json;
    }
    }
    return Json::object();
}

// The nodes of [first, end) and what is below them. A recording that was cut short ends where it
// ends.
Json nodes_json(const TraceRecording& recording, std::size_t first, std::size_t end)
{
    Json nodes = Json::array();
    end = std::min(end, recording.size());
    while (first < end) {
        const TraceNode& node = recording[first];
        Json json = node_json(node);
        if (node.kind == Kind::clause)
            json["steps"] = nodes_json(recording, first + 1, first + node.size);
        nodes.push_back(std::move(json));
        first += node.size;
    }
    return nodes;
}

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// With blanks behind colons and commas, and one line for each step.
void write_readable(const Json& json, const std::string& indent, std::string& text)
{
    if (!json.is_structured()) {
        text += dumped(json);
        return;
    }
    text += json.is_object() ? '{' : '[';
    bool is_first = true;
    for (auto member = json.begin(); member != json.end(); ++member) {
        const bool is_step = json.is_array() && member->is_object();
        if (!is_first)
            text += is_step ? "," : ", ";
        is_first = false;
        if (is_step)
            text += '\n' + indent;
        if (json.is_object())
            text += dumped(Json(member.key())) + ": ";
        write_readable(*member, is_step ? indent + "  " : indent, text);
    }
    if (json.is_array() && !json.empty() && json.front().is_object())
        text += '\n' + indent.substr(std::min<std::size_t>(2, indent.size()));
    text += json.is_object() ? '}' : ']';
}

std::string written(const Json& json, TraceLayout layout)
{
    if (layout == TraceLayout::compact)
        return dumped(json);
    std::string text;
    write_readable(json, "  ", text);
    return text + '\n';
}

}  // namespace

nlohmann::ordered_json trace_json(const TraceRecording& recording)
{
    return nodes_json(recording, 0, recording.size());
}

nlohmann::ordered_json trace_json(const TraceRecording& recording, std::size_t index)
{
    return nodes_json(recording, index, std::min(index + 1, recording.size())).at(0);
}

std::string trace_json_text(const TraceRecording& recording, TraceLayout layout)
{
    return written(trace_json(recording), layout);
}

std::string trace_json_text(const TraceRecording& recording, std::size_t index, TraceLayout layout)
{
    return written(trace_json(recording, index), layout);
}

}  // namespace taqwim
