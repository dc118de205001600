// A JSON document put together from the cells of a school's tables, so that facts are read and checked in one place
// whatever they came in. The draft remembers where each value stood: what the reader of the document refuses by a JSON
// pointer is told by file, row and column.
//
//   DocumentDraft draft;
//   draft.put({"marks", "MTH"}, 1, "18", "marks.csv:14:t1_exam");
//   draft.json();                        // {"marks":{"MTH":[null,"18"]}}
//   draft.origin("/marks/MTH/1");        // "marks.csv:14:t1_exam"
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal.h"

namespace taqwim {

class DocumentDraft {
public:
    using Path = std::initializer_list<std::string_view>;

    DocumentDraft();
    DocumentDraft(DocumentDraft&&) noexcept;
    DocumentDraft& operator=(DocumentDraft&&) noexcept;
    ~DocumentDraft();

    // Sets a member to a text; the objects on the way are made. The last value put at a place stands.
    void put(Path path, std::string_view text, std::string_view where);
    // The same with a number or a truth value as JSON writes it.
    void put_raw(Path path, std::string_view json, std::string_view where);
    // Sets one element of an array; those before it are null until they are set.
    void put(Path path, std::size_t index, std::string_view text, std::string_view where);
    // Adds an element that is an object and returns its index, for put_in.
    std::size_t append(Path path, std::string_view where);
    void put_in(Path path, std::size_t index, std::string_view name, std::string_view text,
                std::string_view where);
    void put_raw_in(Path path, std::size_t index, std::string_view name, std::string_view json,
                    std::string_view where);
    // Adds an element that is a text.
    void append(Path path, std::string_view text, std::string_view where);

    // Sets a value anywhere: "#2" in the path is the element 2 of an array. `is_raw`: a number or a truth value.
    void put_at(std::span<const std::string> path, std::string_view text, std::string_view where,
                bool is_raw = false);

    [[nodiscard]] bool has(Path path) const;
    // Where the value at a JSON pointer stood: that of the nearest value around it when it has none itself.
    [[nodiscard]] std::string origin(std::string_view pointer) const;
    // The same refusal, its field as the tables call it.
    [[nodiscard]] Refusal at_origin(Refusal refusal) const;
    [[nodiscard]] std::string json() const;

private:
    struct Node;
    Node& node(std::span<const std::string_view> path, std::string_view where);

    std::unique_ptr<Node> root_;
    std::map<std::string, std::string, std::less<>> origins_;  // by pointer
};

}  // namespace taqwim
