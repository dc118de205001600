// Members of an answer that may have nothing to say: they stand there as null.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "regulations/frame/json_writer.h"

namespace taqwim::documents {

// Null for an empty text.
inline void text_or_null(JsonWriter& json, std::string_view name, std::string_view text)
{
    json.key(name);
    if (text.empty())
        json.null();
    else
        json.text(text);
}

// Ids go out as texts.
inline void id_or_null(JsonWriter& json, std::string_view name,
                       const std::optional<std::int64_t>& id)
{
    text_or_null(json, name, id ? std::to_string(*id) : std::string());
}

}  // namespace taqwim::documents
