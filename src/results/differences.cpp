#include "results/differences.h"

#include <stdexcept>

#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

std::string text_of(const JsonValue& value)
{
    JsonWriter json;
    json.copy(value);
    return std::string(json.str());
}

std::string escaped(std::string_view key)
{
    std::string text;
    for (const char letter : key)
        letter == '~' ? text += "~0" : letter == '/' ? text += "~1" : text += letter;
    return text;
}

void compare(const std::string& place, const std::optional<JsonValue>& before,
             const std::optional<JsonValue>& after, std::vector<Difference>& found)
{
    if (!before && !after)
        return;
    if (before && after && before->kind() == after->kind()) {
        if (before->is(JsonKind::object)) {
            for (const JsonValue member : *before)
                compare(place + '/' + escaped(member.key()), member, after->find(member.key()),
                        found);
            for (const JsonValue member : *after)
                if (!before->find(member.key()))
                    compare(place + '/' + escaped(member.key()), std::nullopt, member, found);
            return;
        }
        if (before->is(JsonKind::array)) {
            auto left = before->begin();
            auto right = after->begin();
            for (std::size_t i = 0; left != before->end() || right != after->end(); ++i) {
                const bool has_left = left != before->end();
                const bool has_right = right != after->end();
                compare(place + '/' + std::to_string(i),
                        has_left ? std::optional(*left) : std::nullopt,
                        has_right ? std::optional(*right) : std::nullopt, found);
                if (has_left)
                    ++left;
                if (has_right)
                    ++right;
            }
            return;
        }
    }
    std::string left = before ? text_of(*before) : "";
    std::string right = after ? text_of(*after) : "";
    if (left != right)
        found.push_back({place, std::move(left), std::move(right)});
}

}  // namespace

std::vector<Difference> differences(const std::string& before, const std::string& after)
{
    const auto left = JsonDocument::parse(before);
    const auto right = JsonDocument::parse(after);
    if (!left || !right)
        throw std::logic_error("a stored result is no JSON");
    std::vector<Difference> found;
    compare("", left->root(), right->root(), found);
    return found;
}

std::string differences_json(const std::vector<Difference>& differences)
{
    JsonWriter json;
    json.begin_array();
    for (const Difference& one : differences) {
        json.begin_object().key("place").text(one.place);
        json.key("before").raw(one.before.empty() ? "null" : one.before);
        json.key("after").raw(one.after.empty() ? "null" : one.after);
        json.end_object();
    }
    json.end_array();
    return std::string(json.str());
}

}  // namespace taqwim::results
