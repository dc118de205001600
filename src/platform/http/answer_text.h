// An answer as bytes: the status line and headers, and what follows them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/http/problem.h"
#include "platform/http/response.h"

namespace taqwim::http {

// What the answer must know of its request.
struct AnswerContext {
    std::string request_id;
    Language language = Language::ar;
    bool is_head = false;
    bool is_tls = false;
    bool keeps_alive = false;
};

struct AnswerText {
    std::string head;  // with the empty line
    std::string body;
    std::shared_ptr<const std::string> shared_body;

    [[nodiscard]] std::string_view content() const
    {
        return shared_body ? std::string_view(*shared_body) : std::string_view(body);
    }
};

// Writes the words of a refusal, and every header that the handler left to the server. Does not throw but for want of
// memory.
[[nodiscard]] AnswerText answer_text(Response response, const AnswerContext& context,
                                     const ProblemWriter& problem_writer);

}  // namespace taqwim::http
