#include "school/body.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"

using taqwim::RefusalCode;
using taqwim::http::Request;
using taqwim::school::Body;

namespace {

Request json_request(const std::string& body, const std::string& type = "application/json")
{
    Request request;
    request.method = taqwim::http::Method::post;
    request.headers = {{"Content-Type", type}};
    request.body = body;
    return request;
}

}  // namespace

TEST_CASE("a body gives its fields in the types that are asked for")
{
    const Request request = json_request(
        R"({"name": "  سارة  ", "day": "2026-11-22", "count": -3, "yes": true, "id": "73",
            "kind": "b", "none": null, "list": [{"n": 1}, {"n": 2}], "texts": ["x", "y"]})");  // source-check: allow a name
    Body body(request);
    CHECK(body.text("name", 10) == "سارة");  // source-check: allow a name
    CHECK(body.day("day").to_text() == "2026-11-22");
    CHECK(body.integer("count", -3, 3) == -3);
    CHECK(body.yes_no("yes"));
    CHECK(body.id("id") == 73);
    CHECK(body.choice("kind", {"a", "b"}) == "b");
    CHECK_FALSE(body.optional_text("none", 5).has_value());
    CHECK_FALSE(body.optional_day("missing").has_value());
    auto list = body.list("list", 2);
    REQUIRE(list.size() == 2);
    CHECK(list[0].integer("n", 0, 9) == 1);
    CHECK(list[1].integer("n", 0, 9) == 2);
    CHECK(body.texts("texts", 2, 1) == std::vector<std::string>{"x", "y"});
    CHECK_FALSE(body.refusal().has_value());
}

TEST_CASE("everything that is wrong with a body is found in one pass, with its place")
{
    const Request request = json_request(
        R"({"long": "abcdef", "day": "2026-02-30", "count": 11, "half": 1.5, "yes": 1, "id": "0x1", "kind": "c",
            "list": [{"n": "1", "surplus": 2}], "unknown": 1})");
    Body body(request);
    (void)body.text("missing", 5);
    (void)body.text("long", 5);
    (void)body.day("day");
    (void)body.integer("count", 0, 10);
    (void)body.integer("half", 0, 10);
    (void)body.yes_no("yes");
    (void)body.id("id");
    (void)body.choice("kind", {"a", "b"});
    for (Body& element : body.list("list", 5))
        (void)element.integer("n", 0, 5);
    std::string found;
    for (const auto& refusal : body.refusals())
        found += std::string(taqwim::to_text(refusal.code)) + ' ' + refusal.field + '\n';
    CHECK(found == "field_missing /missing\n"
                   "text_too_long /long\n"
                   "value_not_a_date /day\n"
                   "value_out_of_range /count\n"
                   "field_wrong_type /half\n"
                   "field_wrong_type /yes\n"
                   "id_malformed /id\n"
                   "value_not_listed /kind\n"
                   "field_wrong_type /list/0/n\n"
                   "field_unknown /list/0/surplus\n"
                   "field_unknown /unknown\n");
}

TEST_CASE("what is no JSON object is refused as a whole, once")
{
    for (const std::string text : {"", "[]", "{", "{\"a\": 1, \"a\": 2}"}) {
        CAPTURE(text);
        const Request request = json_request(text);
        Body body(request);
        (void)body.text("name", 5);
        (void)body.day("day");
        CHECK(body.refusals().size() == 1);
    }
    const Request form = json_request("a=1", "application/x-www-form-urlencoded");
    CHECK(Body(form).refusal()->code == RefusalCode::media_type_unsupported);
}

TEST_CASE("lists and texts have their limits, from both sides")
{
    const Request request = json_request(
        R"({"list": [{}, {}], "control": "a\u0001b", "number": 12345678901234567890})");
    CHECK(Body(request).list("list", 2).size() == 2);
    CHECK(Body(request).list("list", 1).empty());
    Body body(request);
    CHECK(body.text("control", 9).empty());
    CHECK(body.refusal()->code == RefusalCode::request_malformed);
    Body other(request);
    CHECK(other.integer("number", 0, 10) == 0);
    CHECK(other.refusal()->code == RefusalCode::field_wrong_type);
}
