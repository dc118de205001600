// Any bytes on a connection are read without harm, and the same whether they come at once or one by one. What was read
// goes on to the router, the query, the cookies, the languages and the forms.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/http/conditions.h"
#include "platform/http/multipart.h"
#include "platform/http/request_reader.h"
#include "platform/http/request_text.h"
#include "platform/http/route.h"

namespace {

using namespace taqwim::http;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

struct Reading {
    std::vector<RawRequest> requests;
    bool has_failed = false;
};

Reading read(std::string_view bytes, std::size_t piece)
{
    constexpr std::size_t k_body_limit = 4096;
    const ReadLimits limits{.target_bytes = 512, .header_count = 16, .header_bytes = 2048};
    Reading reading;
    RequestReader reader(limits, [](const RawRequest&) { return k_body_limit; });
    while (!bytes.empty() && !reader.failure()) {
        const std::size_t taken = reader.feed(bytes.substr(0, piece));
        require(taken <= bytes.size());
        bytes.remove_prefix(taken);
        const RawRequest& request = reader.request();
        require(request.target.size() <= limits.target_bytes);
        require(request.headers.size() <= limits.header_count);
        require(request.body.size() <= k_body_limit);
        if (!reader.is_whole()) {
            require(taken > 0 || reader.failure());
            continue;
        }
        require(reader.has_head());
        reading.requests.push_back(reader.take());
        if (!reading.requests.back().keeps_alive)
            break;
    }
    reading.has_failed = reader.failure().has_value();
    return reading;
}

const Router& router()
{
    static const Router router = [] {
        Router made;
        const auto handler = [](const Request&) { return no_content(); };
        made.add({Method::get, "/v1/schools/{school_id}/students/{student_id}", handler});
        made.add({Method::get, "/v1/schools/{school_id}/students/new", handler});
        made.add({Method::post, "/v1/{anything}", handler});
        return made;
    }();
    return router;
}

void use(const RawRequest& raw)
{
    const std::size_t mark = std::min(raw.target.find('?'), raw.target.size());
    const auto found = router().match(parse_method(raw.method).value_or(Method::options),
                                      std::string_view(raw.target).substr(0, mark));
    if (const auto* match = std::get_if<RouteMatch>(&found))
        for (const auto& [name, value] : match->parameters)
            require(!value.empty() && is_clean_text(value));
    if (const auto query =
            parse_query(std::string_view(raw.target).substr(std::min(raw.target.size(), mark + 1))))
        for (const auto& [name, value] : *query) {
            require(!name.empty() && is_clean_text(name) && is_clean_text(value));
            require(percent_decoded(percent_encoded(value)) == value);
        }

    Request request;
    request.headers = raw.headers;
    request.body = raw.body;
    for (const auto& [name, value] : parse_cookies(request.header("Cookie").value_or("")))
        require(!name.empty() && is_clean_text(name) && is_clean_text(value));
    (void)preferred_language(request.header("Accept-Language").value_or(""));
    (void)has_current(request, "\"a\"");
    (void)required_version(request);
    if (const auto key = idempotency_key(request))
        require(!key->empty() && key->size() <= 128);
    if (const auto parts = read_multipart(request)) {
        const char* begin = request.body.data();
        const char* end = begin + request.body.size();
        for (const Part& part : *parts) {
            require(!part.name.empty() && is_clean_text(part.name));
            require(!part.file_name || part.file_name->find_first_of("/\\") == std::string::npos);
            require(part.content.empty() || (part.content.data() >= begin &&
                                             part.content.data() + part.content.size() <= end));
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Reading whole = read(bytes, bytes.size());
    const Reading single = read(bytes, 1);
    require(whole.has_failed == single.has_failed);
    require(whole.requests.size() == single.requests.size());
    for (std::size_t i = 0; i < whole.requests.size(); ++i) {
        require(whole.requests[i].method == single.requests[i].method);
        require(whole.requests[i].target == single.requests[i].target);
        require(whole.requests[i].headers == single.requests[i].headers);
        require(whole.requests[i].body == single.requests[i].body);
        use(whole.requests[i]);
    }
    return 0;
}
