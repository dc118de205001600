#include "regulations/frame/explanation_json.h"

#include <algorithm>

namespace taqwim {

namespace {

void write_pairs(const char* key, const std::vector<std::pair<std::string, std::string>>& pairs,
                 JsonWriter& json)
{
    json.key(key).begin_array();
    for (const auto& [name, value] : pairs)
        json.begin_object().key("name").text(name).key("value").text(value).end_object();
    json.end_array();
}

void write_line(const ReasonLine& line, JsonWriter& json)
{
    json.begin_object();
    json.key("depth").number(line.depth).key("path").text(line.path);
    json.key("clause").text(line.clause).key("article").text(line.article);
    json.key("title").text(line.title).key("text").text(line.text);
    if (!line.item.empty())
        json.key("item").text(line.item).key("item_name").text(line.item_name);
    if (line.finding)
        json.key("finding").text(to_text(*line.finding));
    json.key("steps").begin_array();
    for (const std::string& step : line.steps)
        json.text(step);
    json.end_array();
    if (!line.parameters.empty()) {
        json.key("parameters").begin_array();
        for (const ParameterInfo* const parameter : line.parameters)
            json.text(parameter->name);
        json.end_array();
    }
    json.end_object();
}

void write_parameters(const std::vector<ReasonLine>& lines, const Messages& messages,
                      JsonWriter& json)
{
    std::vector<const ParameterInfo*> written;
    json.key("parameters").begin_array();
    for (const ReasonLine& line : lines)
        for (const ParameterInfo* const parameter : line.parameters) {
            if (std::ranges::find(written, parameter) != written.end())
                continue;
            written.push_back(parameter);
            json.begin_object().key("name").text(parameter->name);
            json.key("label").text(label_of(*parameter, messages));
            json.key("value").text(shown_value(*parameter, messages));
            json.key("unit").text(parameter->unit).key("from").text(parameter->from.to_text());
            json.key("status").text(to_text(parameter->status));
            json.key("clause").text(parameter->clause).end_object();
        }
    json.end_array();
}

}  // namespace

void write_explanation(const Explanation& explanation, const std::vector<ReasonLine>& lines,
                       const Messages& messages, JsonWriter& json)
{
    json.key("title").text(explanation.title).key("decision").text(explanation.decision);
    write_pairs("facts", explanation.facts, json);
    json.key("reasons").begin_array();
    for (const ReasonLine& line : lines)
        write_line(line, json);
    json.end_array();
    write_parameters(lines, messages, json);
    json.key("changes").begin_array();
    for (const std::string& change : explanation.changes)
        json.text(change);
    json.end_array();
    write_pairs("assumed", explanation.assumed, json);
}

}  // namespace taqwim
