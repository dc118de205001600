#include "regulations/frame/refusal_json.h"

#include "core/refusal_codes.h"

namespace taqwim {

void write_refusals(std::span<const Refusal> refusals, const Messages& arabic,
                    const Messages& english, JsonWriter& json)
{
    const auto write = [&](const Refusal& refusal) {
        json.begin_object();
        json.key("code").text(to_code_text(refusal.code));
        json.key("message").text(refusal_text(refusal, arabic));
        json.key("message_en").text(refusal_text(refusal, english));
        json.key("field").text(refusal.field);
        if (!refusal.clause.empty())
            json.key("clause").text(refusal.clause);
        json.end_object();
    };
    json.key("refused");
    write(refusals.front());
    if (refusals.size() < 2)
        return;
    json.key("also_refused").begin_array();
    for (const Refusal& refusal : refusals.subspan(1))
        write(refusal);
    json.end_array();
}

std::string document_id(const JsonValue& document, std::size_t number)
{
    for (const char* const name : {"id", "case"}) {
        const auto value = document.find(name);
        if (value && value->is(JsonKind::text) && !value->text().empty())
            return std::string(value->text());
        if (value && value->is(JsonKind::number))
            return std::string(value->number());
    }
    return '#' + std::to_string(number);
}

}  // namespace taqwim
