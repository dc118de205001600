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

std::string_view view_of(const char* text)
{
    return text == nullptr ? std::string_view() : std::string_view(text);
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

// Writes the nodes of a recording, each as one object.
class TraceWriter {
public:
    TraceWriter(const TraceRecording& recording, JsonWriter& json)
        : recording_(recording), json_(json)
    {}

    // The nodes of [first, end) and what is below them. A recording that was cut short ends where
    // it ends.
    void write_nodes(std::size_t first, std::size_t end)
    {
        json_.begin_array();
        end = std::min(end, recording_.size());
        for (; first < end; first += recording_[first].size)
            write_node(first);
        json_.end_array();
    }

    void write_node(std::size_t index)
    {
        const TraceNode& node = recording_[index];
        json_.begin_object();
        write_members(node);
        if (node.kind == Kind::clause) {
            json_.key("steps");
            write_nodes(index + 1, index + node.size);
        }
        json_.end_object();
    }

private:
    void write_members(const TraceNode& node)
    {
        switch (node.kind) {
        case Kind::clause:
            json_.key("clause").text(view_of(node.clause));
            text("rule", node.name);
            write_item(node);
            write_number(node);
            if (node.is_concluded())
                json_.key("finding").text(to_text(node.finding()));
            return;
        case Kind::read:
            text("read", node.name);
            json_.key("value").text(node.parameter->value);
            json_.key("from").text(node.parameter->from.to_text());
            json_.key("status").text(to_text(node.parameter->status));
            return;
        case Kind::check: write_check(node); return;
        case Kind::value: write_value("value", node); return;
        case Kind::result: write_value("result", node); return;
        case Kind::rounding:
            text("round", node.name);
            json_.key("value").exact(node.left).key("to").exact(node.right);
            json_.key("places").number(0).key("ties").text(ties_of(node));
            return;
        case Kind::missing:
            text("missing", node.name);
            write_item(node);
            write_number(node);
            return;
        case Kind::note:
            text("note", node.name);
            write_item(node);
            return;
        }
    }

    void write_check(const TraceNode& node)
    {
        text("check", node.name);
        if (node.relation == Relation::is_in || node.relation == Relation::is_not_in) {
            text("value", node.item);
            json_.key(relation_of(node.relation)).begin_array();
            if (node.parameter != nullptr)
                write_list(node.parameter->value);
            json_.end_array();
        } else {
            write_item(node);
            if (node.relation != Relation::none) {
                json_.key("value").text(number_of(node.left, node.form));
                json_.key(relation_of(node.relation)).text(number_of(node.right, node.form));
            }
        }
        json_.key("holds").boolean(node.holds());
    }

    // A value or a result. A text stands where else the item does.
    void write_value(const char* kind, const TraceNode& node)
    {
        text(kind, node.name);
        if (node.form == Form::text) {
            text("is", node.item);
            return;
        }
        write_item(node);
        json_.key("is").text(number_of(node.left, node.form));
        if (node.kind == Kind::result && node.form == Form::number)
            json_.key("shown").text(node.left.shown(2));
    }

    // The entries of a list stand apart by blanks.
    void write_list(std::string_view value)
    {
        while (true) {
            value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
            if (value.empty())
                return;
            const std::size_t end = std::min(value.find(' '), value.size());
            json_.text(value.substr(0, end));
            value.remove_prefix(end);
        }
    }

    void write_item(const TraceNode& node)
    {
        if (node.item != nullptr)
            text("item", node.item);
    }

    void write_number(const TraceNode& node)
    {
        if (!node.left.is_zero())
            json_.key("number").number(node.left.numerator());
    }

    void text(const char* key, const char* value) { json_.key(key).text(view_of(value)); }

    const TraceRecording& recording_;
    JsonWriter& json_;
};

// With blanks behind colons and commas, and one line for each step.
void write_readable(const Json& json, const std::string& indent, std::string& text)
{
    if (!json.is_structured()) {
        text += json.dump();
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
            text += Json(member.key()).dump() + ": ";
        write_readable(*member, is_step ? indent + "  " : indent, text);
    }
    if (json.is_array() && !json.empty() && json.front().is_object())
        text += '\n' + indent.substr(std::min<std::size_t>(2, indent.size()));
    text += json.is_object() ? '}' : ']';
}

std::string readable(const std::string& compact)
{
    std::string text;
    write_readable(Json::parse(compact), "  ", text);
    return text + '\n';
}

}  // namespace

void write_trace(const TraceRecording& recording, JsonWriter& json)
{
    TraceWriter(recording, json).write_nodes(0, recording.size());
}

void write_trace(const TraceRecording& recording, std::size_t index, JsonWriter& json)
{
    TraceWriter(recording, json).write_node(index);
}

std::string trace_json_text(const TraceRecording& recording, TraceLayout layout)
{
    JsonWriter json;
    write_trace(recording, json);
    std::string text(json.str());
    return layout == TraceLayout::compact ? text : readable(text);
}

std::string trace_json_text(const TraceRecording& recording, std::size_t index, TraceLayout layout)
{
    JsonWriter json;
    write_trace(recording, index, json);
    std::string text(json.str());
    return layout == TraceLayout::compact ? text : readable(text);
}

}  // namespace taqwim
