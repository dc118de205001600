#include "regulations/frame/student_year_stream.h"

#include "core/refusal_codes.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

using taqwim::JsonReader;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::StudentYearStream;

namespace {

std::string as_item(const Refusal& refusal)
{
    std::string item = "refused " + std::string(taqwim::to_text(refusal.code));
    for (const auto& [name, value] : refusal.arguments)
        item.append(" ").append(name).append("=").append(value);
    return item;
}

std::vector<std::string> items_of(StudentYearStream stream)
{
    std::vector<std::string> items;
    while (const auto next = stream.next()) {
        if (*next)
            items.push_back(std::to_string((*next)->start.line) + ':' +
                            std::to_string((*next)->start.column) + ' ' +
                            std::string((*next)->text));
        else
            items.push_back(as_item(next->refusal()));
    }
    CHECK_FALSE(stream.next());
    return items;
}

using Items = std::vector<std::string>;

// What the stream gives for an input; the same for every size of the chunks it is read in.
Items items(const std::string& input, std::size_t most_bytes = 1000)
{
    Items result;
    for (const std::size_t chunk_bytes : {1, 2, 3, 7, 64, 4096}) {
        std::istringstream in(input);
        Items now = items_of(StudentYearStream(
            in, {.name = "in.json", .most_bytes = most_bytes, .chunk_bytes = chunk_bytes}));
        if (chunk_bytes != 1)
            CHECK(now == result);
        result = std::move(now);
    }
    return result;
}

// An input without end in memory: the same piece again and again.
class RepeatingInput : public std::streambuf {
public:
    RepeatingInput(std::string piece, std::size_t times) : piece_(std::move(piece)), left_(times) {}

protected:
    int_type underflow() override
    {
        if (left_ == 0)
            return traits_type::eof();
        --left_;
        setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
        return traits_type::to_int_type(*gptr());
    }

private:
    std::string piece_;
    std::size_t left_;
};

class BrokenInput : public std::stringbuf {
public:
    using std::stringbuf::stringbuf;

protected:
    int_type underflow() override
    {
        const int_type next = std::stringbuf::underflow();
        if (next == traits_type::eof())
            throw std::runtime_error("the disk was taken out");
        return next;
    }
};

}  // namespace

TEST_CASE("a single object over many lines is one student-year")
{
    CHECK(items("{\n  \"id\": 1,\n  \"a\": [\n    {\"b\": 2}\n  ]\n}\n") ==
          Items{"1:1 {\n  \"id\": 1,\n  \"a\": [\n    {\"b\": 2}\n  ]\n}"});
    CHECK(items("\n\n  {\"id\":\n1}") == Items{"3:3 {\"id\":\n1}"});
    CHECK(items("{\"id\": 1}") == Items{"1:1 {\"id\": 1}"});
}

TEST_CASE("an array gives its elements, wherever they stand")
{
    CHECK(items(R"([{"a": [1, 2]},{"b": "]},{"} ])") ==
          Items{R"(1:2 {"a": [1, 2]})", R"(1:16 {"b": "]},{"})"});
    CHECK(items("[\n  {\"a\":\n   1},\n  {\"ب\": 2}, {\"c\": 3}\n]\n") ==
          Items{"2:3 {\"a\":\n   1}", "4:3 {\"ب\": 2}", "4:13 {\"c\": 3}"});
    CHECK(items("[ ]").empty());
    CHECK(items("[1, \"x\", [2]]") == Items{"1:2 1", "1:5 \"x\"", "1:10 [2]"});
}

TEST_CASE("JSON Lines give one student-year a line")
{
    CHECK(items("{\"a\":1}\n{\"a\":2}\n{\"a\":3}") ==
          Items{R"(1:1 {"a":1})", R"(2:1 {"a":2})", R"(3:1 {"a":3})"});
}

TEST_CASE("line ends of Windows, blank lines and a byte-order mark do not matter to a stream")
{
    CHECK(items("\xEF\xBB\xBF{\"a\":1}\r\n\r\n  \t\r\n  {\"a\":2} \r\n\r\n") ==
          Items{R"(1:1 {"a":1})", R"(4:3 {"a":2})"});
    CHECK(items("\xEF\xBB\xBF[\r\n{\"a\":1},\r\n{\"a\":2}\r\n]\r\n") ==
          Items{R"(2:1 {"a":1})", R"(3:1 {"a":2})"});
    CHECK(items("\xEF\xBB\xBF\r\n{\r\n\"a\":1}\r\n") == Items{"2:1 {\r\n\"a\":1}"});
}

TEST_CASE("a broken line between good ones costs itself alone")
{
    const Items all =
        items("{\"a\":1}\n{\"a\":\n{\"a\":\"3\n}{]\n{\"a\":5}\nnonsense\n{\"a\":7}\n");
    CHECK(all == Items{R"(1:1 {"a":1})", R"(2:1 {"a":)", R"(3:1 {"a":"3)", "4:1 }{]",
                       R"(5:1 {"a":5})", "6:1 nonsense", R"(7:1 {"a":7})"});
}

TEST_CASE("a first line that is broken does not swallow the lines behind it")
{
    // Cut off within a text, within a number and behind a comma: the last one takes the line after
    // it along.
    CHECK(items("{\"a\":\"x\n{\"a\":2}\n{\"a\":3}\n") ==
          Items{R"(1:1 {"a":"x)", R"(2:1 {"a":2})", R"(3:1 {"a":3})"});
    CHECK(items("{\"a\":1\n{\"a\":2}\n{\"a\":3}\n") ==
          Items{R"(1:1 {"a":1)", R"(2:1 {"a":2})", R"(3:1 {"a":3})"});
    CHECK(items("{\"a\":1,\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n") ==
          Items{"1:1 {\"a\":1,\n{\"a\":2}", R"(3:1 {"a":3})", R"(4:1 {"a":4})"});
}

TEST_CASE("objects over several lines may follow one another")
{
    CHECK(items("{\n\"a\":1\n}\n{\n\"a\":2\n}\nrest\n{\n\"a\":3\n}") ==
          Items{"1:1 {\n\"a\":1\n}", "4:1 {\n\"a\":2\n}", "7:1 rest", "8:1 {\n\"a\":3\n}"});
    // What follows on the same line belongs to the text, so that it is not passed over in silence.
    CHECK(items("{\n\"a\":1} {\"b\":2}\n{\n}") == Items{"1:1 {\n\"a\":1} {\"b\":2}", "3:1 {\n}"});
}

TEST_CASE("a broken element of an array does not lose the others")
{
    CHECK(items(R"([{"a" 1}, {"b": 01}, {"c": 3} x, nul, {"d": 4}])") ==
          Items{R"(1:2 {"a" 1})", R"(1:11 {"b": 01})", R"(1:22 {"c": 3} x)", "1:34 nul",
                R"(1:39 {"d": 4})"});
    // A bracket that was forgotten within it, and a quote at the end of a line.
    CHECK(items("[{\"a\": [1, {\"x\": 2}, {\"b\": 2}]") ==
          Items{R"(1:2 {"a": [1, {"x": 2}, {"b": 2}])"});
    CHECK(items("[{\"a\": [1}, {\"b\": 2}]") == Items{R"(1:2 {"a": [1})", R"(1:13 {"b": 2})"});
    CHECK(items("[\n{\"a\": \"x},\n},\n{\"b\": 2}]") ==
          Items{"2:1 {\"a\": \"x},\n}", "4:1 {\"b\": 2}"});
}

TEST_CASE("an array that is itself broken is refused at its place, beside its good elements")
{
    CHECK(items("[{},\n {},]") ==
          Items{"1:2 {}", "2:2 {}", "refused json_malformed reason=value_expected row=2 column=5"});
    CHECK(items("[{},,{}]") ==
          Items{"1:2 {}", "refused json_malformed reason=value_expected row=1 column=5", "1:6 {}"});
    CHECK(items("[{}") ==
          Items{"1:2 {}", "refused json_malformed reason=unfinished row=1 column=4"});
    CHECK(items("[{},") ==
          Items{"1:2 {}", "refused json_malformed reason=unfinished row=1 column=5"});
    CHECK(items("[") == Items{"refused json_malformed reason=unfinished row=1 column=2"});
    CHECK(items("[{}] {}") ==
          Items{"1:2 {}", "refused json_malformed reason=text_after_end row=1 column=6"});
    CHECK(items("[{}]\n[{}]") ==
          Items{"1:2 {}", "refused json_malformed reason=text_after_end row=2 column=1"});
    // The last element is cut off, and its own refusal says so.
    CHECK(items("[{}, {\"a\": [1") == Items{"1:2 {}", "1:6 {\"a\": [1"});
}

TEST_CASE("an input of blanks alone is refused as empty")
{
    CHECK(items("") == Items{"refused file_empty file=in.json"});
    CHECK(items(" \r\n\t\n") == Items{"refused file_empty file=in.json"});
    CHECK(items("\xEF\xBB\xBF") == Items{"refused file_empty file=in.json"});
}

TEST_CASE("a text above the limit is one refusal in each form, and the stream goes on")
{
    const std::string large = "{\"a\":\"" + std::string(60, 'x') + "\"}";
    const std::string refused = "refused input_too_large limit=40 B row=";
    CHECK(items("{\"a\":1}\n" + large + "\n{\"a\":3}\n", 40) ==
          Items{R"(1:1 {"a":1})", refused + "2 column=1", R"(3:1 {"a":3})"});
    CHECK(items(large + "\n{\"a\":3}\n", 40) == Items{refused + "1 column=1", R"(2:1 {"a":3})"});
    CHECK(items("[{\"a\":1},\n" + large + ", {\"a\":3}]", 40) ==
          Items{R"(1:2 {"a":1})", refused + "2 column=1", R"(2:71 {"a":3})"});
    CHECK(items("{\n\"a\":1}\n{\n\"a\":\n" + large + "}\n{\n\"a\":3}", 40) ==
          Items{"1:1 {\n\"a\":1}", refused + "3 column=1", "6:1 {\n\"a\":3}"});
    const std::string exact(38, ' ');
    CHECK(items("{" + exact + "}\n{ " + exact + "}\n", 40) ==
          Items{"1:1 {" + exact + "}", refused + "2 column=1"});
}

TEST_CASE("brackets without end are refused and come to an end")
{
    for (const std::string piece : {"[", "{", "{\"a\":\n", "[{", "\"", "{\"a\":["}) {
        CAPTURE(piece);
        RepeatingInput endless(piece, 3'000'000);
        std::istream in(&endless);
        StudentYearStream stream(in, {.name = "in.json", .most_bytes = 1000, .chunk_bytes = 4096});
        std::size_t refusals = 0;
        while (const auto next = stream.next())
            refusals += *next ? 0 : 1;
        CHECK(refusals == 1);
    }
}

TEST_CASE("a long JSON Lines input is read line by line to its end")
{
    RepeatingInput lines("{\"id\": \"s\", \"marks\": [1, 2, 3, 4]}\n", 200'000);
    std::istream in(&lines);
    StudentYearStream stream(in);
    JsonReader reader;
    std::size_t count = 0;
    std::size_t last_line = 0;
    bool all_read = true;
    while (const auto next = stream.next()) {
        all_read = all_read && *next && reader.read((*next)->text, (*next)->start);
        last_line = *next ? (*next)->start.line : 0;
        ++count;
    }
    CHECK(all_read);
    CHECK(count == 200'000);
    CHECK(last_line == 200'000);
}

TEST_CASE("the reader names the place of a fault in the whole input")
{
    std::istringstream in("[\n  {\"a\": 1},\n  {\"b\" 2}\n]");
    StudentYearStream stream(in);
    JsonReader reader;
    REQUIRE(stream.next());
    const auto second = stream.next();
    REQUIRE(second);
    REQUIRE(*second);
    const auto value = reader.read((*second)->text, (*second)->start);
    REQUIRE_FALSE(value);
    CHECK(as_item(value.refusal()) ==
          "refused json_malformed reason=colon_expected row=3 column=8");
}

TEST_CASE("a file is opened by its name; a missing one and a folder are refused")
{
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "taqwim_student_year_stream_test";
    fs::create_directories(folder);
    const fs::path file = folder / "years.jsonl";
    std::ofstream(file, std::ios::binary) << "{\"a\":1}\n{\"a\":2}\n";

    auto opened = StudentYearStream::open(file);
    REQUIRE(opened);
    CHECK(items_of(std::move(*opened)) == Items{R"(1:1 {"a":1})", R"(2:1 {"a":2})"});

    const auto missing = StudentYearStream::open(folder / "none.json");
    REQUIRE_FALSE(missing);
    CHECK(as_item(missing.refusal()) ==
          "refused file_not_readable file=" + (folder / "none.json").string());
    const auto no_file = StudentYearStream::open(folder);
    REQUIRE_FALSE(no_file);
    CHECK(no_file.refusal().code == RefusalCode::file_not_readable);
    fs::remove_all(folder);
}

TEST_CASE("an input that breaks off gives its whole lines and then a refusal")
{
    BrokenInput broken("{\"a\":1}\n{\"a\":2}\n{\"a\":");
    std::istream in(&broken);
    CHECK(items_of(StudentYearStream(in, {.name = "in.json", .chunk_bytes = 4})) ==
          Items{R"(1:1 {"a":1})", R"(2:1 {"a":2})", "refused file_not_readable file=in.json"});
}
