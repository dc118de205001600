// The words of problems: refusals as the API answers them, in the reader's language.
#pragma once

#include <memory>

#include "marks/sheet_view.h"
#include "platform/http/problem.h"
#include "regulations/frame/messages.h"

namespace taqwim::app {

// {"code", "status", "message", "field", "clause", "request_id"}: `message` holds both languages, the reader's in
// "message" itself and both in "messages".
[[nodiscard]] http::ProblemWriter problem_words(std::shared_ptr<const Messages> arabic,
                                                std::shared_ptr<const Messages> english);

// The words of a refused row within an answer: {"code", "arguments", "messages": {"ar", "en"}, "field", "clause"}. The
// answer is kept for a repeated request, whoever reads it then: both languages, always.
[[nodiscard]] marks::RefusalWriter row_words(std::shared_ptr<const Messages> arabic,
                                             std::shared_ptr<const Messages> english);

}  // namespace taqwim::app
