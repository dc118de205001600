// A text is read exactly when another JSON parser accepts it, and then to the same content; only
// repeated names, depth and size are refused beyond that. Every refusal of a broken text names a
// place and a reason.

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "regulations/frame/json_fault.h"

namespace {

using taqwim::JsonKind;
using taqwim::JsonValue;
using taqwim::RefusalCode;

void require(bool holds, const char* promise)
{
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", promise);
        std::abort();
    }
}

bool is_same(const JsonValue& value, const nlohmann::ordered_json& other)
{
    switch (value.kind()) {
    case JsonKind::null: return other.is_null();
    case JsonKind::boolean: return other.is_boolean() && other.get<bool>() == value.truth();
    case JsonKind::number:
        // The other parser keeps whole numbers of 64 bits alone exactly.
        return other.is_number() && (!other.is_number_integer() || value.number() == other.dump() ||
                                     value.number() == "-0");
    case JsonKind::text:
        return other.is_string() && other.get_ref<const std::string&>() == value.text();
    case JsonKind::array: {
        if (!other.is_array() || other.size() != value.size())
            return false;
        auto theirs = other.begin();
        for (const JsonValue element : value)
            if (!is_same(element, *theirs++))
                return false;
        return true;
    }
    case JsonKind::object: {
        if (!other.is_object() || other.size() != value.size())
            return false;
        auto theirs = other.begin();
        for (const JsonValue member : value) {
            if (member.key() != theirs.key() || !is_same(member, theirs.value()))
                return false;
            ++theirs;
        }
        return true;
    }
    }
    return false;
}

// The other parser refuses a number beyond its range of floating point; only these can be.
bool has_huge_number(const JsonValue& value)
{
    if (value.is(JsonKind::number))
        return value.number().find_first_of("eE") != std::string_view::npos ||
               value.number().size() > 300;
    for (const JsonValue child : value)
        if (has_huge_number(child))
            return true;
    return false;
}

// Every pointer leads to where it was asked.
void check_pointers(const JsonValue& value, const nlohmann::ordered_json& other,
                    const nlohmann::ordered_json& root)
{
    require(root.at(nlohmann::ordered_json::json_pointer(value.pointer())) == other,
            "a pointer leads to its value");
    auto theirs = other.begin();
    for (const JsonValue child : value)
        check_pointers(child, *theirs++, root);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static taqwim::JsonReader reader;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto ours = reader.read(text);

    // The other parser takes a zero byte for the end of the text; it is never JSON.
    if (text.find('\0') != std::string_view::npos) {
        require(!ours, "a zero byte is refused");
        return 0;
    }
    const bool theirs = nlohmann::ordered_json::accept(text);
    if (!ours) {
        const auto& refusal = ours.refusal();
        require(!theirs || refusal.code == RefusalCode::json_too_deep ||
                    refusal.code == RefusalCode::json_duplicate_key,
                "what the other parser accepts is refused only for its depth or a repeated name");
        for (const auto& [name, value] : refusal.arguments)
            require(name == "field" || (!value.empty() && value != "0" && value != "unreadable"),
                    "a refusal names place and reason");
        return 0;
    }
    const bool has_mark = text.starts_with(taqwim::k_byte_order_mark);
    require(!taqwim::find_json_fault(text.substr(has_mark ? taqwim::k_byte_order_mark.size() : 0)),
            "no fault is found in what is accepted");
    if (!theirs) {
        require(has_huge_number(*ours), "what is accepted is JSON for the other parser too");
        return 0;
    }
    const auto other = nlohmann::ordered_json::parse(text);
    require(is_same(*ours, other), "both parsers read the same content");
    if (size < 512)
        check_pointers(*ours, other, other);
    return 0;
}
