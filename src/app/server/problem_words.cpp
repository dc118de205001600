#include "app/server/problem_words.h"

#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::app {

http::ProblemWriter problem_words(std::shared_ptr<const Messages> arabic,
                                  std::shared_ptr<const Messages> english)
{
    return [arabic = std::move(arabic), english = std::move(english)](
               const Refusal& refusal, const http::ProblemContext& context) {
        const std::string in_arabic = refusal_text(refusal, *arabic);
        const std::string in_english = refusal_text(refusal, *english);
        JsonWriter json;
        json.begin_object();
        json.key("code").text(to_code_text(refusal.code));
        json.key("status").number(context.status);
        json.key("message").text(context.language == http::Language::en ? in_english : in_arabic);
        json.key("messages")
            .begin_object()
            .key("ar")
            .text(in_arabic)
            .key("en")
            .text(in_english)
            .end_object();
        if (!refusal.field.empty())
            json.key("field").text(refusal.field);
        if (!refusal.clause.empty())
            json.key("clause").text(refusal.clause);
        json.key("request_id").text(context.request_id);
        json.end_object();
        return std::string(json.str());
    };
}

marks::RefusalWriter row_words(std::shared_ptr<const Messages> arabic,
                               std::shared_ptr<const Messages> english)
{
    return [arabic = std::move(arabic), english = std::move(english)](const Refusal& refusal,
                                                                      JsonWriter& json) {
        json.begin_object();
        json.key("code").text(to_code_text(refusal.code));
        json.key("arguments").begin_object();
        for (const auto& [name, value] : refusal.arguments)
            json.key(name).text(value);
        json.end_object();
        json.key("messages").begin_object();
        json.key("ar").text(refusal_text(refusal, *arabic));
        json.key("en").text(refusal_text(refusal, *english));
        json.end_object();
        json.key("field").text(refusal.field);
        json.key("clause").text(refusal.clause);
        json.end_object();
    };
}

}  // namespace taqwim::app
