#include "results/facts_tree.h"

#include <algorithm>
#include <stdexcept>

#include "core/identity.h"

namespace taqwim::results {

namespace {

// "/a/b" is taken apart into "/a" and "b".
std::pair<std::string_view, std::string_view> parent_and_name(std::string_view place)
{
    const std::size_t slash = place.rfind('/');
    if (slash == std::string_view::npos)
        throw std::logic_error("a place in a student-year begins with a slash");
    return {place.substr(0, slash), place.substr(slash + 1)};
}

}  // namespace

FactsTree::Node& FactsTree::child(Node& node, std::string_view name)
{
    const auto found = std::ranges::find(
        node.children, name, [](const auto& one) { return std::string_view(one->name); });
    if (found != node.children.end())
        return **found;
    node.children.push_back(std::make_unique<Node>());
    node.children.back()->name = name;
    return *node.children.back();
}

FactsTree::Node& FactsTree::walk(std::string_view place)
{
    Node* node = &root_;
    while (!place.empty()) {
        if (place.front() != '/')
            throw std::logic_error("a place in a student-year begins with a slash");
        place.remove_prefix(1);
        const std::size_t end = std::min(place.find('/'), place.size());
        node = &child(*node, place.substr(0, end));
        place.remove_prefix(end);
    }
    return *node;
}

bool FactsTree::has(std::string_view place) const
{
    const Node* node = &root_;
    while (!place.empty()) {
        place.remove_prefix(1);
        const std::size_t end = std::min(place.find('/'), place.size());
        const auto found =
            std::ranges::find(node->children, place.substr(0, end),
                              [](const auto& one) { return std::string_view(one->name); });
        if (found == node->children.end())
            return false;
        node = found->get();
        place.remove_prefix(end);
    }
    return true;
}

void FactsTree::put(std::string_view place, std::string json)
{
    walk(place).value = std::move(json);
}

void FactsTree::put_element(std::string_view place, std::string json)
{
    const auto [parent, name] = parent_and_name(place);
    const auto index = name == "0" ? std::optional<std::int64_t>(0) : parse_id(name);
    constexpr std::int64_t k_most_elements = 1000;
    if (!index || *index >= k_most_elements)
        throw std::logic_error("a place in a student-year names no element");
    Node& array = walk(parent);
    array.is_array = true;
    while (array.children.size() <= static_cast<std::size_t>(*index)) {
        array.children.push_back(std::make_unique<Node>());
        array.children.back()->value = "null";
    }
    array.children[static_cast<std::size_t>(*index)]->value = std::move(json);
}

void FactsTree::append(std::string_view place, std::string json)
{
    Node& array = walk(place);
    array.is_array = true;
    array.children.push_back(std::make_unique<Node>());
    array.children.back()->value = std::move(json);
}

void FactsTree::write(const Node& node, JsonWriter& json)
{
    if (node.is_array) {
        json.begin_array();
        for (const auto& element : node.children)
            write(*element, json);
        json.end_array();
    } else if (!node.value.empty() && node.children.empty()) {
        json.raw(node.value);
    } else {
        json.begin_object();
        // A value beside members of its own place is told, so that the regulation refuses it: no fact is dropped.
        if (!node.value.empty()) {
            json.key("value");
            json.raw(node.value);
        }
        for (const auto& member : node.children) {
            json.key(member->name);
            write(*member, json);
        }
        json.end_object();
    }
}

std::string FactsTree::to_json() const
{
    JsonWriter json;
    write(root_, json);
    return std::string(json.str());
}

std::string json_text(std::string_view text)
{
    JsonWriter json;
    json.text(text);
    return std::string(json.str());
}

}  // namespace taqwim::results
