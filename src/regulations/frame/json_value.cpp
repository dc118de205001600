#include "regulations/frame/json_value.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "core/refusal_codes.h"
#include "regulations/frame/json_fault.h"

namespace taqwim {

namespace {

namespace ondemand = simdjson::ondemand;

[[nodiscard]] std::string pointer_token(std::string_view key)
{
    std::string token = "/";
    for (const char c : key) {
        if (c == '~')
            token += "~0";
        else if (c == '/')
            token += "~1";
        else
            token += c;
    }
    return token;
}

[[nodiscard]] std::optional<std::size_t> first_byte_that_is_not_utf8(std::string_view text)
{
    if (simdjson::validate_utf8(text.data(), text.size()))
        return std::nullopt;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const std::string_view character = text.substr(at, length);
        if (!simdjson::validate_utf8(character.data(), character.size()))
            break;
        at += length;
    }
    return at;
}

[[nodiscard]] bool is_at_end(ondemand::document& document)
{
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

[[nodiscard]] Refusal refusal_at(RefusalCode code, TextPosition place, Arguments arguments = {})
{
    arguments.emplace_back("row", std::to_string(place.line));
    arguments.emplace_back("column", std::to_string(place.column));
    return Refusal{code, std::move(arguments), "", ""};
}

}  // namespace

TextPosition TextPosition::after(std::string_view text) const
{
    TextPosition place = *this;
    const std::size_t last_line = text.rfind('\n');
    if (last_line != std::string_view::npos) {
        place.line += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        place.column = 1;
        text.remove_prefix(last_line + 1);
    }
    place.column += static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
    return place;
}

std::string shown_bytes(std::size_t bytes)
{
    constexpr std::size_t k_kib = 1024;
    if (bytes >= k_kib * k_kib && bytes % (k_kib * k_kib) == 0)
        return std::to_string(bytes / (k_kib * k_kib)) + " MiB";
    if (bytes >= k_kib && bytes % k_kib == 0)
        return std::to_string(bytes / k_kib) + " KiB";
    return std::to_string(bytes) + " B";
}

std::string JsonValue::pointer() const
{
    std::string place;
    for (const JsonNode* at = root_; at != node_;) {
        const JsonNode* child = at + 1;
        std::size_t index = 0;
        // A value that is still being read has no size yet, and what is asked for is then within
        // it.
        while (child->size != 0 && child + child->size <= node_) {
            child += child->size;
            ++index;
        }
        place += at->kind == JsonKind::object ? pointer_token({child->key, child->key_length})
                                              : '/' + std::to_string(index);
        at = child;
    }
    return place;
}

std::string JsonValue::pointer(std::string_view member) const
{
    return pointer() + pointer_token(member);
}

// The parser finds the brackets, quotes and separators of the whole text first and checks its
// UTF-8. The walk below then visits every value, because what is not visited is not checked;
// numbers and literals it checks itself.
class JsonReader::State {
public:
    explicit State(JsonLimits limits) : limits_(limits) {}

    [[nodiscard]] Result<JsonValue> read(std::string_view whole, TextPosition start)
    {
        if (whole.size() > limits_.bytes)
            return Refusal{
                RefusalCode::input_too_large, {{"limit", shown_bytes(limits_.bytes)}}, "", ""};
        if (whole.starts_with(k_byte_order_mark))
            whole.remove_prefix(k_byte_order_mark.size());
        place_text(whole);

        code_ = RefusalCode::json_malformed;
        nodes_.clear();
        if (add_document())
            return root();

        if (code_ == RefusalCode::json_malformed)
            return malformed(start);
        const JsonValue faulty(nodes_[faulty_node_], nodes_.front());
        Refusal refusal =
            refusal_at(code_, start.after(text_.substr(0, nodes_[faulty_node_].offset)),
                       code_ == RefusalCode::json_too_deep
                           ? Arguments{{"limit", std::to_string(limits_.depth)}}
                           : Arguments{{"field", std::string(faulty.key())}});
        refusal.field = faulty.pointer();
        return refusal;
    }

    [[nodiscard]] JsonValue root() const { return {nodes_.front(), nodes_.front()}; }

private:
    // Copies the text to where the parser may read some bytes past its end.
    void place_text(std::string_view whole)
    {
        if (bytes_.size() < whole.size() + simdjson::SIMDJSON_PADDING)
            bytes_.resize(std::bit_ceil(whole.size() + simdjson::SIMDJSON_PADDING));
        if (!whole.empty())
            std::memcpy(bytes_.data(), whole.data(), whole.size());
        std::memset(bytes_.data() + whole.size(), 0, simdjson::SIMDJSON_PADDING);
        text_ = std::string_view(bytes_.data(), whole.size());
    }

    [[nodiscard]] Refusal malformed(TextPosition start) const
    {
        if (const auto offset = first_byte_that_is_not_utf8(text_))
            return refusal_at(RefusalCode::text_not_utf8, start.after(text_.substr(0, *offset)));
        const auto found = find_json_fault(text_);
        const std::size_t offset = found ? found->offset : 0;
        return refusal_at(RefusalCode::json_malformed, start.after(text_.substr(0, offset)),
                          {{"reason", found ? found->reason : "unreadable"}});
    }

    [[nodiscard]] bool add_document()
    {
        if (parser_.capacity() < text_.size() &&
            parser_.allocate(std::bit_ceil(std::max(text_.size(), k_least_capacity))))
            throw std::bad_alloc();
        ondemand::document document;
        if (parser_.iterate(text_.data(), text_.size(), bytes_.size()).get(document))
            return false;
        const std::size_t first = text_.find_first_not_of(k_json_blanks);
        if (first == std::string_view::npos)
            return false;

        add_node({});
        if (text_[first] == '{') {
            ondemand::object object;
            return !document.get_object().get(object) && add_object(object, 0, 1) &&
                   is_at_end(document);
        }
        if (text_[first] == '[') {
            ondemand::array array;
            return !document.get_array().get(array) && add_array(array, 0, 1) &&
                   is_at_end(document);
        }
        if (text_[first] == '"') {
            std::string_view content;
            if (document.get_string().get(content) || !is_at_end(document))
                return false;
            set_text(0, content);
            return true;
        }
        // A number or literal must be the only token of the text.
        std::string_view token;
        return !document.raw_json_token().get(token) &&
               token.data() + token.size() == text_.data() + text_.size() && set_scalar(0, token);
    }

    std::size_t add_node(std::string_view key)
    {
        JsonNode& node = nodes_.emplace_back();
        node.key = key.data();
        node.key_length = static_cast<std::uint32_t>(key.size());
        return nodes_.size() - 1;
    }

    // `depth` is that of the container the value stands in.
    [[nodiscard]] bool add_value(ondemand::value value, std::string_view key, int depth)
    {
        const std::size_t index = add_node(key);
        const std::string_view token = value.raw_json_token();
        nodes_[index].offset = static_cast<std::uint32_t>(token.data() - text_.data());
        switch (*token.data()) {
        case '{':
        case '[': {
            if (depth >= limits_.depth)
                return fail(RefusalCode::json_too_deep, index);
            if (*token.data() == '{') {
                ondemand::object object;
                return !value.get_object().get(object) && add_object(object, index, depth + 1);
            }
            ondemand::array array;
            return !value.get_array().get(array) && add_array(array, index, depth + 1);
        }
        case '"': {
            std::string_view content;
            if (value.get_string().get(content))
                return false;
            set_text(index, content);
            return true;
        }
        default: return set_scalar(index, token);
        }
    }

    [[nodiscard]] bool add_array(ondemand::array array, std::size_t index, int depth)
    {
        nodes_[index].kind = JsonKind::array;
        std::uint32_t count = 0;
        for (auto element : array) {
            ondemand::value value;
            if (element.get(value) || !add_value(value, {}, depth))
                return false;
            ++count;
        }
        close(index, count);
        return true;
    }

    [[nodiscard]] bool add_object(ondemand::object object, std::size_t index, int depth)
    {
        nodes_[index].kind = JsonKind::object;
        std::uint32_t count = 0;
        for (auto member : object) {
            ondemand::field field;
            std::string_view key;
            if (std::move(member).get(field) || field.unescaped_key().get(key) ||
                !add_value(field.value(), key, depth))
                return false;
            ++count;
        }
        close(index, count);
        return count < 2 || has_each_key_once(index);
    }

    void close(std::size_t index, std::uint32_t count)
    {
        nodes_[index].length = count;
        nodes_[index].size = static_cast<std::uint32_t>(nodes_.size() - index);
    }

    void set_text(std::size_t index, std::string_view content)
    {
        JsonNode& node = nodes_[index];
        node.kind = JsonKind::text;
        node.text = content.data();
        node.length = static_cast<std::uint32_t>(content.size());
        node.size = 1;
    }

    // `token` reaches to the next token, blanks included.
    [[nodiscard]] bool set_scalar(std::size_t index, std::string_view token)
    {
        while (!token.empty() && is_json_blank(token.back()))
            token.remove_suffix(1);
        JsonNode& node = nodes_[index];
        node.size = 1;
        if (token == "null")
            return true;
        if (token == "true" || token == "false") {
            node.kind = JsonKind::boolean;
            node.truth = token == "true";
            return true;
        }
        node.kind = JsonKind::number;
        node.text = token.data();
        node.length = static_cast<std::uint32_t>(token.size());
        return is_json_number(token);
    }

    [[nodiscard]] bool has_each_key_once(std::size_t index)
    {
        const JsonNode& object = nodes_[index];
        members_.clear();
        for (std::size_t at = index + 1; at < index + object.size; at += nodes_[at].size) {
            // Few members, the usual case: each is held against those before it.
            if (object.length <= k_most_compared)
                for (const std::size_t earlier : members_)
                    if (key_of(earlier) == key_of(at))
                        return fail(RefusalCode::json_duplicate_key, at);
            members_.push_back(at);
        }
        if (object.length <= k_most_compared)
            return true;
        std::sort(members_.begin(), members_.end(), [&](std::size_t a, std::size_t b) {
            const int order = key_of(a).compare(key_of(b));
            return order != 0 ? order < 0 : a < b;
        });
        // Of all repeated names the one that comes first in the text.
        std::size_t first = nodes_.size();
        for (std::size_t i = 1; i < members_.size(); ++i)
            if (key_of(members_[i - 1]) == key_of(members_[i]))
                first = std::min(first, members_[i]);
        return first == nodes_.size() || fail(RefusalCode::json_duplicate_key, first);
    }

    [[nodiscard]] std::string_view key_of(std::size_t index) const
    {
        return {nodes_[index].key, nodes_[index].key_length};
    }

    bool fail(RefusalCode with, std::size_t index)
    {
        code_ = with;
        faulty_node_ = index;
        return false;
    }

    static constexpr std::size_t k_least_capacity = std::size_t{64} * 1024;
    static constexpr std::uint32_t k_most_compared = 16;

    JsonLimits limits_;
    ondemand::parser parser_;
    std::vector<char> bytes_;  // the text and its padding
    std::string_view text_;
    std::vector<JsonNode> nodes_;
    std::vector<std::size_t> members_;  // of the object whose names are being compared

    // Why the walk stopped.
    RefusalCode code_ = RefusalCode::json_malformed;
    std::size_t faulty_node_ = 0;
};

JsonReader::JsonReader(JsonLimits limits) : state_(std::make_unique<State>(limits)) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

Result<JsonValue> JsonReader::read(std::string_view text, TextPosition start)
{
    return state_->read(text, start);
}

Result<JsonDocument> JsonDocument::parse(std::string_view text, JsonLimits limits)
{
    JsonReader reader(limits);
    const Result<JsonValue> root = reader.read(text);
    if (!root)
        return root.refusal();
    return JsonDocument(std::move(reader), *root);
}

}  // namespace taqwim
