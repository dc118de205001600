#include "results/publication_body.h"

#include <algorithm>

#include "core/identity.h"
#include "core/refusal_codes.h"

namespace taqwim::results {

namespace {

constexpr std::size_t k_most_classes = 200;
constexpr std::size_t k_most_left_out = 200;

std::vector<std::int64_t> ids_in(school::Body& body, const char* field, std::size_t most)
{
    std::vector<std::int64_t> ids;
    for (const std::string& text : body.texts(field, most, 20)) {
        const auto id = parse_id(text);
        if (!id)
            body.refuse(RefusalCode::id_malformed, field, {{"value", text}});
        else if (std::ranges::find(ids, *id) == ids.end())
            ids.push_back(*id);
    }
    return ids;
}

}  // namespace

Instant moment_in(school::Body& body, const school::Call& call)
{
    const std::string text = body.optional_text("visible_from", 30).value_or(call.act.at.to_text());
    const auto moment = Instant::parse(text);
    if (!moment)
        body.refuse(RefusalCode::value_not_a_date, "visible_from", {{"value", text}});
    return moment.value_or(call.act.at);
}

std::vector<std::int64_t> class_ids(school::Body& body)
{
    return ids_in(body, "class_ids", k_most_classes);
}

std::vector<std::int64_t> left_out_ids(school::Body& body)
{
    return ids_in(body, "leave_out", k_most_left_out);
}

}  // namespace taqwim::results
