// The words of problems: refusals as the API answers them, in the reader's language.
#pragma once

#include <memory>

#include "platform/http/problem.h"
#include "regulations/frame/messages.h"

namespace taqwim::app {

// {"code", "status", "message", "field", "clause", "request_id"}: `message` holds both languages, the reader's in
// "message" itself and both in "messages".
[[nodiscard]] http::ProblemWriter problem_words(std::shared_ptr<const Messages> arabic,
                                                std::shared_ptr<const Messages> english);

}  // namespace taqwim::app
