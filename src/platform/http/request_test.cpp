#include "platform/http/request.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

#include "core/refusal_codes.h"
#include "platform/http/conditions.h"
#include "platform/http/problem.h"
#include "platform/http/request_text.h"
#include "platform/http/response.h"

using namespace taqwim::http;
using taqwim::Refusal;
using taqwim::RefusalCode;

TEST_CASE("http request: Arabic is the language unless English is clearly preferred")
{
    CHECK(preferred_language("") == Language::ar);
    CHECK(preferred_language("fr-FR, de;q=0.5") == Language::ar);
    CHECK(preferred_language("en") == Language::en);
    CHECK(preferred_language("en-GB,en;q=0.9,ar;q=0.8") == Language::en);
    CHECK(preferred_language("en;q=0.8, ar-KW;q=0.9") == Language::ar);
    CHECK(preferred_language("en, ar") == Language::ar);
    CHECK(preferred_language("en;q=0.801, ar;q=0.8") == Language::en);
    CHECK(preferred_language("en;q=0") == Language::ar);
    CHECK(preferred_language("en;q=x") == Language::ar);
}

TEST_CASE("http request: headers are found in any case, queries and cookies by their exact names")
{
    Request request;
    request.headers = {{"content-TYPE", " application/JSON ; charset=utf-8"}};
    request.query_parameters = {{"page", ""}, {"Page", "2"}};
    request.cookies = parse_cookies("a=1; session=x.y ;b; =c; q=\"7\"; session=second");
    request.path_parameters = {{"id", "9"}};
    CHECK(request.header("Content-Type") == "application/JSON ; charset=utf-8");
    CHECK(request.content_type() == "application/json");
    CHECK_FALSE(request.refuses_body_beside_json());
    CHECK(request.query("page") == "");
    CHECK(request.query("Page") == "2");
    CHECK_FALSE(request.query("PAGE"));
    CHECK(request.cookie("session") == "x.y");
    CHECK(request.cookie("q") == "7");
    CHECK_FALSE(request.cookie("b"));
    CHECK(request.path("id") == "9");
    CHECK_THROWS_AS((void)request.path("other"), std::logic_error);
}

TEST_CASE("http request: a body of another type than JSON is media_type_unsupported")
{
    Request request;
    CHECK(request.refuses_body_beside_json()->code == RefusalCode::media_type_unsupported);
    request.headers = {{"Content-Type", "text/plain"}};
    const auto refusal = request.refuses_body_beside_json();
    REQUIRE(refusal);
    CHECK(status_of(*refusal) == 415);
}

TEST_CASE("http request: a query's unknown or repeated name is refused")
{
    Request request;
    request.query_parameters = {{"page", "1"}, {"limit", "5"}};
    CHECK_FALSE(request.refuses_query_beside({"page", "limit"}));
    CHECK(request.refuses_query_beside({"page"})->code == RefusalCode::field_unknown);
    CHECK(request.refuses_query_beside({"page"})->field == "?limit");
    request.query_parameters.emplace_back("page", "2");
    CHECK(request.refuses_query_beside({"page", "limit"})->code == RefusalCode::request_malformed);
}

TEST_CASE("http request: UTF-8 is whole, shortest and without control characters")
{
    CHECK(is_clean_text("abc \xD8\xA3 \xE2\x82\xAC \xF0\x9F\x8E\x93"));
    for (const std::string_view text :
         {"\xD8", "\xC0\xAF", "\xC1\x81", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE2\x82", "\xFF",
          "a\nb", "a\x7F", "\xC2\x85"})
        CHECK_FALSE_MESSAGE(is_clean_text(text), percent_encoded(text));
    CHECK(is_clean_text("\xED\x9F\xBF"));
    CHECK(is_clean_text("\xF4\x8F\xBF\xBF"));
    CHECK_FALSE(is_clean_text(std::string_view("a\0b", 3)));
}

TEST_CASE("http request: percent escapes go there and back")
{
    CHECK(percent_decoded("%41%d8%A3-%2f") == "A\xD8\xA3-/");
    CHECK(percent_decoded("a+b") == "a+b");
    CHECK_FALSE(percent_decoded("%4"));
    CHECK_FALSE(percent_decoded("%"));
    CHECK_FALSE(percent_decoded("%4g"));
    CHECK(percent_encoded("A \xD8\xA3/~") == "A%20%D8%A3%2F~");
    CHECK(parse_query("a=1&&b=x+y&c")->size() == 3);
    CHECK(parse_query("")->empty());
    CHECK_FALSE(parse_query("=1"));
    CHECK_FALSE(parse_query("a=%ff"));
    std::string many;
    for (int i = 0; i < 101; ++i)
        many += "a=1&";
    CHECK_FALSE(parse_query(many));
}

TEST_CASE("http problem: each kind of refusal has its status, and the few codes theirs")
{
    const auto status = [](RefusalCode code) { return status_of(Refusal{code, {}, {}, {}}); };
    CHECK(status(RefusalCode::value_out_of_range) == 422);
    CHECK(status(RefusalCode::not_permitted) == 403);
    CHECK(status(RefusalCode::record_unknown) == 404);
    CHECK(status(RefusalCode::cell_changed) == 409);
    CHECK(status(RefusalCode::entry_window_closed) == 409);
    CHECK(status(RefusalCode::facts_incomplete) == 409);
    CHECK(status(RefusalCode::sign_in_needed) == 401);
    CHECK(status(RefusalCode::too_many_requests) == 429);
    CHECK(status(RefusalCode::storage_full) == 503);
    CHECK(status(RefusalCode::request_malformed) == 400);
    CHECK(status(RefusalCode::json_malformed) == 400);
    CHECK(status(RefusalCode::json_too_deep) == 400);
    CHECK(status(RefusalCode::json_duplicate_key) == 400);
    CHECK(status(RefusalCode::text_not_utf8) == 400);
    CHECK(status(RefusalCode::idempotency_key_missing) == 400);
    CHECK(status(RefusalCode::idempotency_key_reused) == 409);
    CHECK(status(RefusalCode::method_unsupported) == 405);
    CHECK(status(RefusalCode::version_stale) == 412);
    CHECK(status(RefusalCode::input_too_large) == 413);
    CHECK(status(RefusalCode::media_type_unsupported) == 415);
    CHECK(status(RefusalCode::condition_missing) == 428);
    CHECK(status(RefusalCode::internal_fault) == 500);
}

TEST_CASE("http problem: Retry-After comes from the refusal's seconds or minutes")
{
    const auto wait = [](RefusalCode code, taqwim::Arguments arguments) {
        return retry_after_of(Refusal{code, std::move(arguments), {}, {}});
    };
    CHECK(wait(RefusalCode::too_many_requests, {{"seconds", "7"}}) == "7");
    CHECK(wait(RefusalCode::account_locked, {{"minutes", "15"}}) == "900");
    CHECK(wait(RefusalCode::storage_unavailable, {}) == "5");
    CHECK(wait(RefusalCode::server_busy, {{"seconds", "soon"}}) == "5");
    CHECK(wait(RefusalCode::server_busy, {{"seconds", "-3"}}) == "5");
    CHECK_FALSE(wait(RefusalCode::internal_fault, {}));
    CHECK_FALSE(wait(RefusalCode::not_permitted, {{"seconds", "7"}}));
}

TEST_CASE("http problem: a problem without words has code, field, clause and request id, and "
          "survives broken bytes")
{
    const Refusal refusal{RefusalCode::value_out_of_range, {}, "/marks/\xFF", "SR-6.4"};
    CHECK(bare_problem(refusal, {Language::en, "r-1", 422}) ==
          "{\"code\":\"VALUE_OUT_OF_RANGE\",\"status\":422,\"message\":null,\"field\":\"/marks/"
          "\xEF\xBF\xBD\","
          "\"clause\":\"SR-6.4\",\"request_id\":\"r-1\"}");
}

TEST_CASE("http response: cookies are strict by default and cannot carry a line break")
{
    Response response = no_content();
    response.with_cookie({.name = "session", .value = "a.b"});
    CHECK(response.header("set-cookie") ==
          "session=a.b; Path=/; HttpOnly; Secure; SameSite=Strict");
    Response other = no_content();
    other.with_cookie({.name = "theme",
                       .value = "",
                       .path = "/app",
                       .max_age = std::chrono::seconds(0),
                       .is_http_only = false,
                       .is_secure = false,
                       .same_site = Cookie::SameSite::lax});
    CHECK(other.header("Set-Cookie") == "theme=; Path=/app; Max-Age=0; SameSite=Lax");
    CHECK_THROWS(response.with_cookie({.name = "a", .value = "b\r\nX: y"}));
    CHECK_THROWS(response.with_cookie({.name = "a", .value = "b;c"}));
    CHECK_THROWS(response.with_header("X", "a\r\nSet-Cookie: b"));
    response.with_header("ETag", "1").with_header("etag", "2");
    CHECK(response.header("ETag") == "2");
}

TEST_CASE("http response: a file may have an Arabic name")
{
    const Response response = file("text/csv", "x", "\xD8\xA3 1.csv");
    CHECK(response.header("Content-Disposition") == "attachment; filename*=UTF-8''%D8%A3%201.csv");
}

TEST_CASE("http conditions: tags are compared weakly, versions must be named")
{
    Request request;
    CHECK(required_version(request).refusal().code == RefusalCode::condition_missing);
    CHECK_FALSE(has_current(request, "\"a\""));
    request.headers = {{"If-None-Match", "\"x\", W/\"a\""}, {"If-Match", "\"v12\""}};
    CHECK(has_current(request, "\"a\""));
    CHECK_FALSE(has_current(request, "\"b\""));
    CHECK(*required_version(request) == 12);
    CHECK(etag_of_version(12) == "\"v12\"");
    for (const std::string_view tag :
         {"\"12\"", "v12", "\"v\"", "\"v1x\"", "W/\"v1\"", "\"v1\", \"v2\"",
          "\"v99999999999999999999\"", "\"v-1\"", ""}) {
        request.headers = {{"If-Match", std::string(tag)}};
        CHECK_MESSAGE(required_version(request).refusal().code == RefusalCode::request_malformed,
                      tag);
    }
    request.headers = {{"If-Match", "*"}, {"If-None-Match", "*"}};
    CHECK(required_version(request).refusal().code == RefusalCode::condition_missing);
    CHECK(has_current(request, "\"anything\""));
    // SHA-256 of "abc" begins with ba7816bf.
    CHECK(etag_of("abc") == "\"ba7816bf8f01cfea414140de5dae2223\"");
}

TEST_CASE("http conditions: a key of a write is 1 to 128 printable characters")
{
    Request request;
    CHECK(idempotency_key(request).refusal().code == RefusalCode::idempotency_key_missing);
    const auto key = [&](std::string value) {
        request.headers = {{"Idempotency-Key", std::move(value)}};
        return idempotency_key(request);
    };
    CHECK(*key("a b-1") == "a b-1");
    CHECK(*key(std::string(128, 'x')) == std::string(128, 'x'));
    CHECK(key(std::string(129, 'x')).refusal().code == RefusalCode::request_malformed);
    CHECK(key("").refusal().code == RefusalCode::request_malformed);
    CHECK(key("\xD8\xA3").refusal().code == RefusalCode::request_malformed);
}
