// How the handlers of this room read paths, queries and versions, and answer.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/request.h"
#include "platform/http/response.h"
#include "school/body.h"
#include "school/keeping.h"
#include "school/route.h"

namespace taqwim::school {

// JSON that was read from the record, or why there is none.
[[nodiscard]] http::Response respond_json(const http::Request& request,
                                          const Result<std::string>& json);

// Hands on the id in the path, or answers with id_malformed.
template <class Then>
[[nodiscard]] http::Response with_id(const Call& call, std::string_view name, Then&& then)
{
    const auto id = id_in_path(call.request, name);
    if (!id)
        return http::problem(call.request, id.refusal());
    return then(*id);
}

// Hands on the page that was asked for. `names`: everything that the query may hold.
template <class Then>
[[nodiscard]] http::Response with_page(const Call& call,
                                       std::initializer_list<std::string_view> names, Then&& then)
{
    if (const auto refusal = call.request.refuses_query_beside(names))
        return http::problem(call.request, *refusal);
    const auto page = Page::in(call.request);
    if (!page)
        return http::problem(call.request, page.refusal());
    return then(*page);
}

// Does what a body that was read asks for, or answers with what is wrong with the body.
template <class Work>
[[nodiscard]] http::Response respond_to(const Call& call, Body& body, Work&& work)
{
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, work());
}

// The day in "?day=…", today without it.
[[nodiscard]] Result<Day> day_in_query(const Call& call);

// The version that the change is based on; condition_missing without it.
[[nodiscard]] std::int64_t version_in(Body& body);

}  // namespace taqwim::school
