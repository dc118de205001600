// Words of this room for people, beside the codes that programs read: {"code": "withheld", "ar": "…", "en": "…"}.
#pragma once

#include <string>
#include <string_view>

#include "core/refusal.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::results {

// `table`: "promotion.reason". Throws ConfigurationFault for a code that the message files do not know.
void write_worded(std::string_view key, std::string_view table, std::string_view code,
                  JsonWriter& json);

// "statistics.whole_year". Throws ConfigurationFault for a word that the message files do not know.
[[nodiscard]] std::string result_word(Language language, std::string_view word,
                                      const Arguments& arguments = {});
[[nodiscard]] bool has_result_word(std::string_view word);

}  // namespace taqwim::results
