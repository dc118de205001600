// Refusals in an answer, and what a document without an id is called.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/refusal.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/messages.h"

namespace taqwim {

// "refused": the first with code, message in Arabic and English, field and clause; "also_refused": the others. Fields
// of an object that is already open. `refusals` is not empty.
void write_refusals(std::span<const Refusal> refusals, const Messages& arabic,
                    const Messages& english, JsonWriter& json);

// Its "id" or its "case", else its number in the input: "#14".
[[nodiscard]] std::string document_id(const JsonValue& document, std::size_t number);

}  // namespace taqwim
