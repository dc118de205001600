#include "platform/http/route.h"

#include <doctest/doctest.h>

#include <string>
#include <variant>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"

using namespace taqwim::http;
using taqwim::ConfigurationFault;
using taqwim::RefusalCode;

namespace {

Route route(Method method, std::string pattern)
{
    return {method, std::move(pattern), [](const Request&) { return no_content(); }};
}

Router router_of(std::initializer_list<const char*> patterns)
{
    Router router;
    for (const char* pattern : patterns)
        router.add(route(Method::get, pattern));
    return router;
}

// "pattern a=1 b=2", or the refusal's code and what is allowed.
std::string found(const Router& router, Method method, std::string_view path)
{
    const auto match = router.match(method, path);
    if (const auto* none = std::get_if<NoRoute>(&match))
        return std::string(taqwim::to_text(none->refusal.code)) +
               (none->allowed.empty() ? "" : ": " + none->allowed);
    const auto& one = std::get<RouteMatch>(match);
    std::string text = one.route->pattern;
    for (const auto& [name, value] : one.parameters)
        text.append(" ").append(name).append("=").append(value);
    return text;
}

}  // namespace

TEST_CASE(
    "http router: a written segment wins over a parameter, and is given up where it leads nowhere")
{
    const Router router = router_of({"/a/{id}", "/a/new", "/a/new/x", "/a/{id}/y", "/"});
    CHECK(found(router, Method::get, "/a/new") == "/a/new");
    CHECK(found(router, Method::get, "/a/7") == "/a/{id} id=7");
    CHECK(found(router, Method::get, "/a/new/y") == "/a/{id}/y id=new");
    CHECK(found(router, Method::get, "/a/new/x") == "/a/new/x");
    CHECK(found(router, Method::get, "/") == "/");
    CHECK(found(router, Method::head, "/a/7") == "/a/{id} id=7");
}

TEST_CASE(
    "http router: paths are decoded before they are compared, and slashes stay where they are")
{
    const Router router = router_of({"/v1/x/{id}"});
    CHECK(found(router, Method::get, "/v%31/x/%D8%A3") == "/v1/x/{id} id=\xD8\xA3");
    CHECK(found(router, Method::get, "/v1/x/a%2Fb") == "/v1/x/{id} id=a/b");
    CHECK(found(router, Method::get, "/v1/x/a/b") == "route_unknown");
    for (const std::string_view path :
         {"/v1/x/", "/v1/x", "/v1//x/1", "/v1/x/1/", "//v1/x/1", "/V1/x/1"})
        CHECK_MESSAGE(found(router, Method::get, path) == "route_unknown", path);
    for (const std::string_view path : {"", "v1/x/1", "/v1/x/%ff", "/v1/x/%0a", "/v1/x/%"})
        CHECK_MESSAGE(found(router, Method::get, path) == "request_malformed", path);
}

TEST_CASE(
    "http router: another method is 405 with all that are allowed, over all patterns of the path")
{
    Router router;
    router.add(route(Method::get, "/a/{id}"));
    router.add(route(Method::remove, "/a/{name}"));
    router.add(route(Method::post, "/a/new"));
    CHECK(found(router, Method::put, "/a/new") ==
          "method_unsupported: GET, HEAD, POST, DELETE, OPTIONS");
    CHECK(found(router, Method::post, "/a/7") == "method_unsupported: GET, HEAD, DELETE, OPTIONS");
    CHECK(found(router, Method::remove, "/a/7") == "/a/{name} name=7");
    CHECK(found(router, Method::remove, "/a/new") == "/a/{name} name=new");
}

TEST_CASE(
    "http router: two routes for one request, and malformed patterns, stop the program at start")
{
    Router router = router_of({"/a/{id}"});
    CHECK_THROWS_AS(router.add(route(Method::get, "/a/{other}")), ConfigurationFault);
    CHECK_NOTHROW(router.add(route(Method::post, "/a/{other}")));
    for (const char* pattern :
         {"a", "", "/a//b", "/a/", "/{id}/{id}", "/{}", "/{A}", "/a{id}", "/a b", "/%41"})
        CHECK_THROWS_AS_MESSAGE(router.add(route(Method::put, pattern)), ConfigurationFault,
                                pattern);
    CHECK_THROWS_AS(router.add(route(Method::head, "/h")), ConfigurationFault);
    CHECK_THROWS_AS(router.add(route(Method::options, "/h")), ConfigurationFault);
    CHECK_THROWS_AS(router.add({Method::get, "/none", nullptr}), ConfigurationFault);
}

TEST_CASE("http router: the fallback takes what no route begins with, for reading alone")
{
    Router router = router_of({"/v1/x", "/healthz"});
    router.set_fallback("(web)", [](const Request&) { return no_content(); });
    CHECK(found(router, Method::get, "/") == "(web)");
    CHECK(found(router, Method::get, "/classes/7") == "(web)");
    CHECK(found(router, Method::head, "/app.js") == "(web)");
    CHECK(found(router, Method::post, "/classes/7") == "method_unsupported: GET, HEAD, OPTIONS");
    CHECK(found(router, Method::get, "/v1/unknown") == "route_unknown");
    CHECK(found(router, Method::get, "/healthz/x") == "route_unknown");
    CHECK(found(router, Method::get, "/v1/x") == "/v1/x");
    CHECK(router.routes().size() == 2);
}

TEST_CASE("http router: the largest body of all routes is known")
{
    Router router = router_of({"/a"});
    Route upload = route(Method::post, "/a");
    upload.body_limit = 5'000'000;
    router.add(upload);
    CHECK(router.largest_body_limit() == 5'000'000);
}
