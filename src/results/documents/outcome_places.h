// Places in an outcome, as papers read them.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/mark.h"
#include "regulations/frame/json_value.h"

namespace taqwim::results {

// Nothing where one of the names is not there, or null.
[[nodiscard]] std::optional<JsonValue> place_in(const JsonValue& from,
                                                std::initializer_list<std::string_view> path);
[[nodiscard]] std::string text_in(const JsonValue& from,
                                  std::initializer_list<std::string_view> path);
[[nodiscard]] std::optional<Mark> mark_in(const JsonValue& from,
                                          std::initializer_list<std::string_view> path);
[[nodiscard]] bool is_true_in(const JsonValue& from, std::initializer_list<std::string_view> path);

}  // namespace taqwim::results
