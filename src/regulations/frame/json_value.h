// JSON as facts are read from it: exact, strict, and always the whole document.
//
//   JsonReader     reads one document after another into the same buffers
//   JsonDocument   one document that owns what it holds, for a reader that is needed once
//   JsonValue      a light view of one value; valid until its reader reads again or ends
//
//   JsonReader reader;
//   const Result<JsonValue> student_year = reader.read(text);
//   if (!student_year)
//       return student_year.refusal();
//   for (const JsonValue subject : *student_year->find("subjects"))
//       read_subject(subject.key(), subject);  // a fault in it stands at subject.pointer()
//
// A text is accepted only when all of it is JSON as RFC 8259 has it: in UTF-8 (a byte-order mark
// before it is passed over), nothing after the value, no name twice in one object, within the
// limits. A number keeps its text, so that "0.1000" and a number of 23 digits arrive as they were
// written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal.h"

namespace taqwim {

// What may stand before a text in UTF-8.
inline constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

// A place in a text, for people: both counted from 1, the column in characters.
struct TextPosition {
    std::size_t line = 1;
    std::size_t column = 1;

    // The place behind `text`, when `text` begins here.
    [[nodiscard]] TextPosition after(std::string_view text) const;

    friend bool operator==(const TextPosition&, const TextPosition&) = default;
};

struct JsonLimits {
    std::size_t bytes = std::size_t{16} * 1024 * 1024;
    int depth = 32;  // objects and arrays within one another
};

// "16 MiB", as refusals name a limit of bytes.
[[nodiscard]] std::string shown_bytes(std::size_t bytes);

enum class JsonKind : std::uint8_t { null, boolean, number, text, array, object };

// One value in the reader's arena. The values within it follow at once, each with its own.
struct JsonNode {
    const char* text = nullptr;  // of a number as written, of a text decoded
    const char* key = nullptr;   // its name in the object it stands in, decoded
    std::uint32_t length = 0;    // bytes of the text; of an array or object how many values it has
    std::uint32_t key_length = 0;
    std::uint32_t size = 0;    // nodes in this value, itself included; 0 while it is being read
    std::uint32_t offset = 0;  // where it begins in the text
    JsonKind kind = JsonKind::null;
    bool truth = false;
};

class JsonValue {
public:
    class Iterator;

    JsonValue(const JsonNode& node, const JsonNode& root) : node_(&node), root_(&root) {}

    [[nodiscard]] JsonKind kind() const { return node_->kind; }
    [[nodiscard]] bool is(JsonKind kind) const { return node_->kind == kind; }

    // The content as the kind has it. Asked of another kind these are false, empty and 0.
    [[nodiscard]] bool truth() const { return node_->truth; }
    [[nodiscard]] std::string_view number() const { return text_if(JsonKind::number); }
    [[nodiscard]] std::string_view text() const { return text_if(JsonKind::text); }
    // How many values an array or an object has.
    [[nodiscard]] std::size_t size() const { return is_container() ? node_->length : 0; }

    // The name of this value in its object; empty when it stands in no object.
    [[nodiscard]] std::string_view key() const { return {node_->key, node_->key_length}; }

    // The values of an array or object in the order of the text.
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;

    // The object's value of that name.
    [[nodiscard]] std::optional<JsonValue> find(std::string_view key) const;

    // Where it stands: "/subjects/maths/T1/summative/0/score" (RFC 6901); the document itself is
    // "". Found by walking down from the document, so it costs nothing while all is well.
    [[nodiscard]] std::string pointer() const;
    // Where a member of this object stands, or would stand if it were there.
    [[nodiscard]] std::string pointer(std::string_view member) const;

private:
    [[nodiscard]] bool is_container() const
    {
        return node_->kind == JsonKind::array || node_->kind == JsonKind::object;
    }
    [[nodiscard]] std::string_view text_if(JsonKind kind) const
    {
        return node_->kind == kind ? std::string_view(node_->text, node_->length)
                                   : std::string_view();
    }

    const JsonNode* node_;
    const JsonNode* root_;
};

class JsonValue::Iterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = JsonValue;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = JsonValue;

    Iterator(const JsonNode* node, const JsonNode* root) : node_(node), root_(root) {}

    JsonValue operator*() const { return JsonValue(*node_, *root_); }
    Iterator& operator++()
    {
        node_ += node_->size;
        return *this;
    }
    Iterator operator++(int)
    {
        const Iterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.node_ == b.node_; }

private:
    const JsonNode* node_;
    const JsonNode* root_;
};

inline JsonValue::Iterator JsonValue::begin() const
{
    return {node_ + 1, root_};
}
inline JsonValue::Iterator JsonValue::end() const
{
    return {is_container() ? node_ + node_->size : node_ + 1, root_};
}

inline std::optional<JsonValue> JsonValue::find(std::string_view key) const
{
    if (node_->kind == JsonKind::object)
        for (const JsonValue member : *this)
            if (member.key() == key)
                return member;
    return std::nullopt;
}

class JsonReader {
public:
    explicit JsonReader(JsonLimits limits = {});
    JsonReader(JsonReader&&) noexcept;
    JsonReader& operator=(JsonReader&&) noexcept;
    ~JsonReader();

    // The document's value. It does not look into `text` any more once it is read. `start` is where
    // the text begins in the input it is a part of, so that refusals name the place in that input.
    //
    // Refusals: input_too_large {limit}, text_not_utf8 {row, column}, json_too_deep {limit, row,
    // column}, json_duplicate_key {field, row, column}, and json_malformed {row, column, reason}
    // with one of the reasons unfinished, text_after_end, value_expected, name_expected,
    // colon_expected, comma_expected, number_malformed, string_unclosed, control_character,
    // escape_unknown, surrogate_alone.
    [[nodiscard]] Result<JsonValue> read(std::string_view text, TextPosition start = {});

private:
    class State;
    std::unique_ptr<State> state_;
};

class JsonDocument {
public:
    [[nodiscard]] static Result<JsonDocument> parse(std::string_view text, JsonLimits limits = {});

    [[nodiscard]] JsonValue root() const { return root_; }

private:
    JsonDocument(JsonReader reader, JsonValue root) : reader_(std::move(reader)), root_(root) {}

    JsonReader reader_;
    JsonValue root_;
};

}  // namespace taqwim
