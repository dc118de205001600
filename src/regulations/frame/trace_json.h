// The trace as data: what is stored with a decision, answered by the API and kept as a golden. One
// object for one node of the recording, in the order of work:
//
//   {"clause": "KW-10.3", "rule": "formative_mark", "item": "maths", "number": 3, "finding": "met", "steps": […]}
//   {"read": "formative.weight", "value": "60", "from": "2015-09-01", "status": "enacted"}
//   {"value": "points", "item": "maths", "is": "11"}
//   {"check": "short_subjects", "item": "maths", "value": "1", "at_most": "2", "holds": true}
//         at_least, at_most, above, below, equals; none of them when the check is a plain statement
//   {"check": "subject", "value": "arabic", "in": ["arabic", "islamic"], "holds": true}        or not_in
//   {"round": "year_mark", "value": "119/2", "to": "60", "places": 0, "ties": "away_from_zero"}
//   {"missing": "final_mark", "item": "maths"}
//   {"note": "D30", "item": "maths"}
//   {"result": "formative", "is": "119/2", "shown": "59.50"}
//
// item, number and finding stand only where the node has them. Numbers are exact texts, days are
// YYYY-MM-DD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/trace.h"
#include "regulations/frame/json_writer.h"

namespace taqwim {

// compact: one line without blanks. readable: one step on a line, as people read goldens.
enum class TraceLayout : std::uint8_t { compact, readable };

// The nodes that stand at the top of the recording, as an array. The texts of a recording are UTF-8.
void write_trace(const TraceRecording& recording, JsonWriter& json);
// One node with all that is below it, as an object.
void write_trace(const TraceRecording& recording, std::size_t index, JsonWriter& json);

// The same as a text of its own.
[[nodiscard]] std::string trace_json_text(const TraceRecording& recording,
                                          TraceLayout layout = TraceLayout::compact);
[[nodiscard]] std::string trace_json_text(const TraceRecording& recording, std::size_t index,
                                          TraceLayout layout);

}  // namespace taqwim
