#include "platform/http/multipart.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "core/refusal_codes.h"

using namespace taqwim::http;
using taqwim::RefusalCode;

namespace {

constexpr std::string_view k_type = "multipart/form-data; boundary=\"--b 1\"";

// A body of one part, whose headers and content are given.
std::string one_part(std::string_view headers, std::string_view content)
{
    return "----b 1\r\n" + std::string(headers) + "\r\n\r\n" + std::string(content) +
           "\r\n----b 1--\r\n";
}

}  // namespace

TEST_CASE("http multipart: fields and files come with their names, types and exact bytes")
{
    const std::string content("\r\n--b\r\n\0x", 10);
    const std::string body =
        "preamble\r\n----b 1\r\n"
        "Content-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
        "----b 1  \r\n"
        "content-disposition: form-data; name=file; filename=\"..\\x/\xD8\xA3 \\\"1\\\".csv\"\r\n"
        "Content-Type: Text/CSV; charset=utf-8\r\n\r\n" +
        content +
        "\r\n----b 1\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n----b 1--"
        "\r\nepilogue";
    const auto parts = read_multipart(k_type, body);
    REQUIRE(parts);
    REQUIRE(parts->size() == 3);
    CHECK((*parts)[0].name == "note");
    CHECK((*parts)[0].content == "hello");
    CHECK((*parts)[0].content_type == "text/plain");
    CHECK_FALSE((*parts)[0].file_name);
    CHECK((*parts)[1].name == "file");
    CHECK(*(*parts)[1].file_name == "\xD8\xA3 \"1\".csv");
    CHECK((*parts)[1].content_type == "text/csv");
    CHECK((*parts)[1].content == content);
    CHECK((*parts)[2].name == "empty");
    CHECK((*parts)[2].content.empty());
}

TEST_CASE("http multipart: the uploaded file is found under its field")
{
    Request request;
    request.headers = {{"Content-Type", std::string(k_type)}};
    request.body =
        one_part("Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"", "1,2");
    const auto file = uploaded_file(request, "file");
    REQUIRE(file);
    CHECK(file->content == "1,2");
    CHECK(uploaded_file(request, "other").refusal().code == RefusalCode::field_missing);
    // A field that is not a file is not one.
    request.body = one_part("Content-Disposition: form-data; name=\"file\"", "1,2");
    CHECK(uploaded_file(request, "file").refusal().code == RefusalCode::field_missing);
}

TEST_CASE("http multipart: what is not whole or not a form is refused")
{
    const auto code = [](std::string_view type, std::string_view body) {
        const auto parts = read_multipart(type, body);
        REQUIRE_FALSE(parts);
        return parts.refusal().code;
    };
    const std::string good = one_part("Content-Disposition: form-data; name=\"a\"", "x");
    CHECK(read_multipart(k_type, good));
    CHECK(code("application/json", good) == RefusalCode::media_type_unsupported);
    CHECK(code("", good) == RefusalCode::media_type_unsupported);
    CHECK(code("multipart/form-data", good) == RefusalCode::request_malformed);
    CHECK(code("multipart/form-data; boundary=", good) == RefusalCode::request_malformed);
    CHECK(code("multipart/form-data; boundary=" + std::string(71, 'x'), good) ==
          RefusalCode::request_malformed);
    CHECK(code("multipart/form-data; boundary=other", good) == RefusalCode::request_malformed);
    for (std::size_t length = 0; length + 4 < good.size(); ++length)
        CHECK(code(k_type, std::string_view(good).substr(0, length)) ==
              RefusalCode::request_malformed);
    CHECK(code(k_type, one_part("Content-Disposition: form-data", "x")) ==
          RefusalCode::request_malformed);
    CHECK(code(k_type, one_part("Content-Disposition: form-data; name=\"\"", "x")) ==
          RefusalCode::request_malformed);
    CHECK(code(k_type, one_part("Content-Disposition: attachment; name=\"a\"", "x")) ==
          RefusalCode::request_malformed);
    CHECK(code(k_type, one_part("Content-Type: text/plain", "x")) ==
          RefusalCode::request_malformed);
    CHECK(code(k_type, one_part("nonsense", "x")) == RefusalCode::request_malformed);
    CHECK(code(k_type, one_part("Content-Disposition: form-data; name=\"\xFF\"", "x")) ==
          RefusalCode::request_malformed);
    CHECK(code(k_type, one_part("Content-Disposition: form-data; name=\"a\"\r\nX: " +
                                    std::string(5000, 'x'),
                                "x")) == RefusalCode::request_malformed);
    std::string many;
    for (int i = 0; i < 21; ++i)
        many += "----b 1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
    CHECK(code(k_type, many + "----b 1--") == RefusalCode::request_malformed);
}
