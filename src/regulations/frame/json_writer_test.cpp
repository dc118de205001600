#include "regulations/frame/json_writer.h"

#include <doctest/doctest.h>

using namespace taqwim;

TEST_CASE("JSON is written in order, with texts escaped and exact numbers as texts")
{
    JsonWriter json;
    json.begin_object();
    json.key("name")
        .text("سارة \"أ\"\n")
        .key("net")
        .exact(Exact::ratio(10, 4))
        .key("days")
        .number(-13);
    json.key("list").begin_array().boolean(true).null().end_array();
    json.key("trace").raw(R"({"a":1})");
    json.end_object();
    CHECK(json.str() ==
          "{\"name\":\"سارة "
          "\\\"أ\\\"\\n\",\"net\":\"5/2\",\"days\":-13,\"list\":[true,null],\"trace\":{\"a\":1}}");
    json.clear();
    json.begin_array().end_array();
    CHECK(json.str() == "[]");
}

TEST_CASE("indented JSON keeps lists on one line")
{
    JsonWriter json(JsonWriter::Layout::indented);
    json.begin_object().key("levels").begin_array().number(3).number(4).end_array().end_object();
    CHECK(json.str() == "{\n  \"levels\": [3, 4]\n}");
}
