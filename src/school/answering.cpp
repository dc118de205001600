#include "school/answering.h"

#include <limits>

#include "core/refusal_codes.h"

namespace taqwim::school {

http::Response respond_json(const http::Request& request, const Result<std::string>& json)
{
    return json ? http::json(200, *json) : http::problem(request, json.refusal());
}

Result<Day> day_in_query(const Call& call)
{
    if (const auto refusal = call.request.refuses_query_beside({"day"}))
        return *refusal;
    const auto text = call.request.query("day");
    if (!text)
        return call.act.today;
    if (const auto day = Day::parse(*text))
        return *day;
    return Refusal{RefusalCode::value_not_a_date,
                   {{"field", "day"}, {"value", std::string(*text)}},
                   "day",
                   ""};
}

std::int64_t version_in(Body& body)
{
    if (!body.value("version"))
        body.refuse(RefusalCode::condition_missing, "version");
    return body.optional_integer("version", 1, std::numeric_limits<std::int32_t>::max())
        .value_or(0);
}

}  // namespace taqwim::school
