#include "regulations/frame/json_value.h"

#include "core/refusal_codes.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::string_literals;
using taqwim::JsonDocument;
using taqwim::JsonKind;
using taqwim::JsonLimits;
using taqwim::JsonReader;
using taqwim::JsonValue;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::TextPosition;

namespace {

JsonDocument document(std::string_view text)
{
    auto parsed = JsonDocument::parse(text);
    REQUIRE_MESSAGE(parsed, std::string(text));
    return std::move(*parsed);
}

Refusal refusal_of(std::string_view text, JsonLimits limits = {})
{
    const auto parsed = JsonDocument::parse(text, limits);
    REQUIRE_MESSAGE(!parsed, std::string(text));
    return parsed.refusal();
}

std::string argument(const Refusal& refusal, std::string_view name)
{
    for (const auto& [key, value] : refusal.arguments)
        if (key == name)
            return value;
    return "(not given)";
}

// "2:5 comma_expected"
std::string fault_of(std::string_view text)
{
    const Refusal refusal = refusal_of(text);
    REQUIRE(refusal.code == RefusalCode::json_malformed);
    return argument(refusal, "row") + ':' + argument(refusal, "column") + ' ' +
           argument(refusal, "reason");
}

std::string repeated(std::string_view piece, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += piece;
    return text;
}

}  // namespace

TEST_CASE("a JSON value of each kind is read as what it is")
{
    const JsonDocument read = document(
        R"( {"a": null, "b": true, "c": false, "d": -12, "e": "نص", "f": [1, 2], "g": {}} )");
    const JsonValue root = read.root();
    CHECK(root.kind() == JsonKind::object);
    CHECK(root.size() == 7);
    CHECK(root.find("a")->kind() == JsonKind::null);
    CHECK(root.find("b")->kind() == JsonKind::boolean);
    CHECK(root.find("b")->truth());
    CHECK_FALSE(root.find("c")->truth());
    CHECK(root.find("d")->kind() == JsonKind::number);
    CHECK(root.find("d")->number() == "-12");
    CHECK(root.find("e")->kind() == JsonKind::text);
    CHECK(root.find("e")->text() == "نص");
    CHECK(root.find("f")->kind() == JsonKind::array);
    CHECK(root.find("f")->size() == 2);
    CHECK(root.find("g")->kind() == JsonKind::object);
    CHECK(root.find("g")->size() == 0);
    CHECK_FALSE(root.find("h"));
}

TEST_CASE("a JSON document may be one scalar with blanks around it")
{
    CHECK(document(" 7\n").root().number() == "7");
    CHECK(document("\"x\" \t").root().text() == "x");
    CHECK(document("null").root().is(JsonKind::null));
    CHECK(document(" true ").root().truth());
}

TEST_CASE("a JSON value asked for another kind is empty and has no values")
{
    const JsonDocument read = document(R"([5, "x"])");
    const JsonValue number = *read.root().begin();
    CHECK(number.text().empty());
    CHECK_FALSE(number.truth());
    CHECK(number.size() == 0);
    CHECK(number.begin() == number.end());
    CHECK_FALSE(number.find("x"));
    CHECK(number.key().empty());
    CHECK_FALSE(read.root().find("x"));
}

TEST_CASE("the members of a JSON object come in the order of the text, with their names")
{
    const JsonDocument read = document(R"({"z": [[1], {"q": 2}], "a": 3, "m": {"n": {}}})");
    std::vector<std::string> keys;
    for (const JsonValue member : read.root())
        keys.emplace_back(member.key());
    CHECK(keys == std::vector<std::string>{"z", "a", "m"});
    CHECK(read.root().find("a")->number() == "3");
}

TEST_CASE("a JSON number keeps the text it was written in")
{
    for (const std::string number : {"0", "-0", "0.1000", "12345678901234567890123", "8.95", "1e5",
                                     "1E+05", "-1.5e-400", "1e999"}) {
        CAPTURE(number);
        CHECK(document("[" + number + "]").root().begin().operator*().number() == number);
        CHECK(document("{\"n\":" + number + "\n }").root().find("n")->number() == number);
        CHECK(document(number).root().number() == number);
    }
}

TEST_CASE("what is nearly a JSON number is refused")
{
    for (const std::string number :
         {"01", "-", "+1", ".5", "5.", "1.e5", "1e", "1e+", "0x1", "1_000", "--1", "1 2", "٣",
          "1,5", "NaN", "-Infinity", "1\"a\""}) {
        CAPTURE(number);
        CHECK(refusal_of("{\"n\": " + number + "}").code == RefusalCode::json_malformed);
        CHECK(refusal_of(number).code == RefusalCode::json_malformed);
    }
    CHECK(fault_of(R"({"n": 01})") == "1:7 number_malformed");
    CHECK(fault_of(R"([5.])") == "1:2 number_malformed");
}

TEST_CASE("the escapes of a JSON text are decoded")
{
    CHECK(document(R"("\"\\\/\b\f\n\r\t")").root().text() == "\"\\/\b\f\n\r\t");
    CHECK(document(R"("\u0645\u0645\u062A\u0627\u0632")").root().text() == "ممتاز");
    CHECK(document(R"("\u0000")").root().text() == "\0"s);
    CHECK(document(R"("\uD83D\uDE00")").root().text() == "\xF0\x9F\x98\x80");
    CHECK(document(R"({"\u0061": 1})").root().find("a")->number() == "1");
}

TEST_CASE("a JSON text with a broken escape or half a surrogate pair is refused at its place")
{
    CHECK(fault_of(R"(["\x"])") == "1:3 escape_unknown");
    CHECK(fault_of(R"(["\u12g4"])") == "1:3 escape_unknown");
    CHECK(fault_of(R"(["ab\uD83D"])") == "1:5 surrogate_alone");
    CHECK(fault_of(R"(["\uD83Dx"])") == "1:3 surrogate_alone");
    CHECK(fault_of(R"(["\uD83D\u0041"])") == "1:3 surrogate_alone");
    CHECK(fault_of(R"(["\uDE00\uD83D"])") == "1:3 surrogate_alone");
    CHECK(fault_of(R"({"\uDE00": 1})") == "1:3 surrogate_alone");
}

TEST_CASE("a fault in JSON is named with its line, its column in characters and its reason")
{
    CHECK(fault_of("") == "1:1 unfinished");
    CHECK(fault_of(" \n ") == "2:2 unfinished");
    CHECK(fault_of("\xEF\xBB\xBF") == "1:1 unfinished");
    CHECK(fault_of(R"({"a": 1)") == "1:8 unfinished");
    CHECK(fault_of("[[1, 2]") == "1:8 unfinished");
    CHECK(fault_of("[[1, 2") == "1:7 unfinished");
    CHECK(fault_of(R"({"a": 1} x)") == "1:10 text_after_end");
    CHECK(fault_of("{}{}") == "1:3 text_after_end");
    CHECK(fault_of("[]]") == "1:3 text_after_end");
    CHECK(fault_of("1 2") == "1:3 text_after_end");
    CHECK(fault_of(R"("a" "b")") == "1:5 text_after_end");
    CHECK(fault_of("[1, 2,]") == "1:7 value_expected");
    CHECK(fault_of("[,1]") == "1:2 value_expected");
    CHECK(fault_of("[tru]") == "1:2 value_expected");
    CHECK(fault_of("[truex]") == "1:2 value_expected");
    CHECK(fault_of("[nul]") == "1:2 value_expected");
    CHECK(fault_of("[True]") == "1:2 value_expected");
    CHECK(fault_of("['a']") == "1:2 value_expected");
    CHECK(fault_of(R"({"a": })") == "1:7 value_expected");
    CHECK(fault_of(R"({"a": 1,})") == "1:9 name_expected");
    CHECK(fault_of("{a: 1}") == "1:2 name_expected");
    CHECK(fault_of(R"({1: 1})") == "1:2 name_expected");
    CHECK(fault_of(R"({"a" 1})") == "1:6 colon_expected");
    CHECK(fault_of(R"({"a": 1 "b": 2})") == "1:9 comma_expected");
    CHECK(fault_of(R"([1 2])") == "1:4 comma_expected");
    CHECK(fault_of(R"([1})") == "1:3 comma_expected");
    CHECK(fault_of(R"({"a": 1])") == "1:8 comma_expected");
    CHECK(fault_of("// x\n{}") == "1:1 value_expected");
    CHECK(fault_of("{\n  \"الاسم\": \"سالم\" 5\n}") == "2:19 comma_expected");
    CHECK(fault_of("{\"a\":\r\n  \"b,\r\n  \"c\": 1}") == "2:3 string_unclosed");
    CHECK(fault_of(R"({"a": "b)") == "1:7 string_unclosed");
    CHECK(fault_of("[\"a\tb\"]") == "1:4 control_character");
    CHECK(fault_of("[\"a\x01\"]") == "1:4 control_character");
    CHECK(fault_of("{}\0"s) == "1:3 text_after_end");
    CHECK(fault_of("[\0]"s) == "1:2 value_expected");
}

TEST_CASE("the place of a fault counts from where the JSON text begins in its input")
{
    JsonReader reader;
    const auto first_line = reader.read(R"({"a" 1})", TextPosition{14, 3});
    REQUIRE_FALSE(first_line);
    CHECK(argument(first_line.refusal(), "row") == "14");
    CHECK(argument(first_line.refusal(), "column") == "8");
    const auto second_line = reader.read("{\n\"a\" 1}", TextPosition{14, 3});
    REQUIRE_FALSE(second_line);
    CHECK(argument(second_line.refusal(), "row") == "15");
    CHECK(argument(second_line.refusal(), "column") == "5");
}

TEST_CASE("JSON that is not UTF-8 is refused with the place of the first wrong byte")
{
    const std::vector<std::string> wrong = {
        "\xFF", "\xC3", "\x80", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82"};
    for (const std::string& bytes : wrong) {
        CAPTURE(bytes.size());
        const Refusal refusal = refusal_of("{\n \"م\": \"" + bytes + "\"}");
        CHECK(refusal.code == RefusalCode::text_not_utf8);
        CHECK(argument(refusal, "row") == "2");
        CHECK(argument(refusal, "column") == "8");
    }
    // Windows-1256, as an old program writes Arabic.
    CHECK(refusal_of("{\"\xC7\xC8\": 1}").code == RefusalCode::text_not_utf8);
    // Bytes that are no text at all, whatever else is wrong with the JSON.
    CHECK(refusal_of("{\xFE").code == RefusalCode::text_not_utf8);
}

TEST_CASE("a byte-order mark before JSON is passed over, and one within it is not")
{
    CHECK(document("\xEF\xBB\xBF{\"a\": 1}").root().find("a")->number() == "1");
    CHECK(fault_of("\xEF\xBB\xBF\xEF\xBB\xBF{}") == "1:1 value_expected");
    CHECK(fault_of(" \xEF\xBB\xBF{}") == "1:2 value_expected");
}

TEST_CASE("JSON is read to 32 levels and refused at the next with its place")
{
    CHECK(document(repeated("[", 32) + repeated("]", 32)).root().size() == 1);
    const Refusal arrays = refusal_of(repeated("[", 33) + repeated("]", 33));
    CHECK(arrays.code == RefusalCode::json_too_deep);
    CHECK(argument(arrays, "limit") == "32");
    CHECK(argument(arrays, "row") == "1");
    CHECK(argument(arrays, "column") == "33");
    CHECK(arrays.field == repeated("/0", 32));

    CHECK(document(repeated("{\"a\":", 31) + "{}" + repeated("}", 31)).root().size() == 1);
    const Refusal objects = refusal_of(repeated("{\"a\":", 32) + "{}" + repeated("}", 32));
    CHECK(objects.code == RefusalCode::json_too_deep);
    CHECK(objects.field == repeated("/a", 32));

    const Refusal own_limit = refusal_of(R"({"a": [1, {}]})", {.depth = 2});
    CHECK(own_limit.code == RefusalCode::json_too_deep);
    CHECK(own_limit.field == "/a/1");
    CHECK(refusal_of(repeated("[", 200'000)).code == RefusalCode::json_malformed);
    CHECK(refusal_of(repeated("[", 200'000) + repeated("]", 200'000)).code ==
          RefusalCode::json_too_deep);
}

TEST_CASE("a name that stands twice in one JSON object is refused")
{
    const Refusal refusal =
        refusal_of("{\"subjects\": {\"maths\": 1,\n \"art\": 2, \"maths\": 3}}");
    CHECK(refusal.code == RefusalCode::json_duplicate_key);
    CHECK(argument(refusal, "field") == "maths");
    CHECK(argument(refusal, "row") == "2");
    CHECK(refusal.field == "/subjects/maths");

    CHECK(refusal_of(R"({"a": 1, "\u0061": 2})").code == RefusalCode::json_duplicate_key);
    CHECK(refusal_of(R"({"": 1, "": 2})").code == RefusalCode::json_duplicate_key);
    CHECK(document(R"({"a": {"a": 1}, "b": {"a": 1}})").root().size() == 2);
    CHECK(document(R"({"a": 1, "A": 2, "a ": 3})").root().size() == 3);
}

TEST_CASE("a repeated name is found among many, and the first one in the text is named")
{
    std::string many = "{";
    for (int i = 0; i < 500; ++i)
        many += "\"k" + std::to_string(i) + "\": [" + std::to_string(i) + "], ";
    CHECK(document(many + "\"end\": 1}").root().size() == 501);
    const Refusal refusal = refusal_of(many + "\n\"k400\": 1,\n\"k3\": 2}");
    CHECK(refusal.code == RefusalCode::json_duplicate_key);
    CHECK(argument(refusal, "field") == "k400");
    CHECK(argument(refusal, "row") == "2");
}

TEST_CASE("a JSON text above its limit of bytes is refused before it is read")
{
    const Refusal refusal = refusal_of("[" + std::string(2048, ' '), {.bytes = 2048});
    CHECK(refusal.code == RefusalCode::input_too_large);
    CHECK(argument(refusal, "limit") == "2 KiB");
    CHECK(JsonDocument::parse("[" + std::string(2046, ' ') + "]", {.bytes = 2048}));
    const std::string usual_limit(std::size_t{16} * 1024 * 1024 + 1, ' ');
    CHECK(argument(refusal_of(usual_limit), "limit") == "16 MiB");
    CHECK(taqwim::shown_bytes(1500) == "1500 B");
}

TEST_CASE("a JSON pointer leads from the document to the value")
{
    const JsonDocument read = document(
        R"({"subjects": {"maths": {"T1": {"summative": [{"score": "9"}, {"score": "8.9"}]}}, "a/b~c": {"": [0, [1, 2]]}}})");
    const JsonValue root = read.root();
    CHECK(root.pointer().empty());
    const JsonValue units = *root.find("subjects")->find("maths")->find("T1")->find("summative");
    CHECK(units.pointer() == "/subjects/maths/T1/summative");
    JsonValue last = units;
    for (const JsonValue unit : units)
        last = unit;
    CHECK(last.find("score")->pointer() == "/subjects/maths/T1/summative/1/score");
    CHECK(last.pointer("max") == "/subjects/maths/T1/summative/1/max");
    const JsonValue odd = *root.find("subjects")->find("a/b~c")->find("");
    CHECK(odd.pointer() == "/subjects/a~1b~0c/");
    CHECK((*++odd.begin()).begin().operator*().pointer() == "/subjects/a~1b~0c//1/0");
    CHECK(root.pointer("x/y") == "/x~1y");
}

TEST_CASE("one JSON reader reads any number of documents, good ones after broken ones too")
{
    JsonReader reader;
    for (int round = 0; round < 3; ++round) {
        std::string large = "[";
        for (int i = 0; i < 30'000 * (round + 1); ++i)
            large += "\"" + std::to_string(i) + "\",";
        const auto many = reader.read(large + "0]");
        REQUIRE(many);
        CHECK(many->size() == static_cast<std::size_t>(30'000 * (round + 1) + 1));
        CHECK_FALSE(reader.read("{\"a\": [1, 2"));
        CHECK_FALSE(reader.read("\xFF"));
        const auto small = reader.read(R"({"a": "b"})");
        REQUIRE(small);
        CHECK(small->find("a")->text() == "b");
    }
}

TEST_CASE("a JSON reader does not look into the text once it is read")
{
    JsonReader reader;
    std::string text = R"({"name": "a plain text", "number": 12.50})";
    const auto read = reader.read(text);
    REQUIRE(read);
    text.assign(text.size(), 'x');
    CHECK(read->find("name")->text() == "a plain text");
    CHECK(read->find("number")->number() == "12.50");
}

TEST_CASE("a JSON document stays valid when it is moved")
{
    JsonDocument first = document(R"({"a": [1, "two"]})");
    const JsonDocument second = std::move(first);
    CHECK((*++second.root().find("a")->begin()).text() == "two");
}
