#include "regulations/frame/explanation_json.h"

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
    json.key("depth").number(line.depth).key("clause").text(line.clause);
    json.key("article")
        .text(line.article)
        .key("title")
        .text(line.title)
        .key("text")
        .text(line.text);
    if (line.finding)
        json.key("finding").text(to_text(*line.finding));
    json.key("steps").begin_array();
    for (const std::string& step : line.steps)
        json.text(step);
    json.end_array().end_object();
}

}  // namespace

void write_explanation(const Explanation& explanation, const std::vector<ReasonLine>& lines,
                       JsonWriter& json)
{
    json.key("title").text(explanation.title).key("decision").text(explanation.decision);
    write_pairs("facts", explanation.facts, json);
    json.key("reasons").begin_array();
    for (const ReasonLine& line : lines)
        write_line(line, json);
    json.end_array();
    json.key("changes").begin_array();
    for (const std::string& change : explanation.changes)
        json.text(change);
    json.end_array();
    write_pairs("assumed", explanation.assumed, json);
}

}  // namespace taqwim
