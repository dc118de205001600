// A student-year that is put together place by place: "/subjects/maths/T1/summative/0" with its value.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/json_writer.h"

namespace taqwim::results {

class FactsTree {
public:
    // Puts a value, whole JSON, at a place; what stood there is replaced. The names on the way are objects.
    void put(std::string_view place, std::string json);
    // The same where the place's last name is the number of an element: those before it that nothing was put at are null.
    void put_element(std::string_view place, std::string json);
    // Whether something was put at the place or below it.
    [[nodiscard]] bool has(std::string_view place) const;
    // Adds a value at the end of the array at a place.
    void append(std::string_view place, std::string json);

    // Compact JSON, names in the order in which they were first put.
    [[nodiscard]] std::string to_json() const;

private:
    struct Node {
        std::string name;
        std::string value;  // of a leaf
        bool is_array = false;
        std::vector<std::unique_ptr<Node>> children;
    };
    Node& walk(std::string_view place);
    static Node& child(Node& node, std::string_view name);
    static void write(const Node& node, JsonWriter& json);

    Node root_;
};

// The text as a JSON string.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace taqwim::results
