#include "results/publication_body.h"

#include "core/refusal_codes.h"

namespace taqwim::results {

namespace {

constexpr std::size_t k_most_classes = 200;
constexpr std::size_t k_most_left_out = 200;

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
    return body.ids("class_ids", k_most_classes);
}

std::vector<std::int64_t> left_out_ids(school::Body& body)
{
    return body.ids("leave_out", k_most_left_out);
}

}  // namespace taqwim::results
