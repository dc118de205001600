// Words of this room for people, beside the codes that programs read: {"code": "withheld", "ar": "…", "en": "…"}.
#pragma once

#include <string_view>

#include "regulations/frame/json_writer.h"

namespace taqwim::results {

// `table`: "promotion.reason". Throws ConfigurationFault for a code that the message files do not know.
void write_worded(std::string_view key, std::string_view table, std::string_view code,
                  JsonWriter& json);

}  // namespace taqwim::results
