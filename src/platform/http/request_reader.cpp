#include "platform/http/request_reader.h"

#include <algorithm>
#include <exception>
#include <http_parser.h>
#include <limits>

#include "core/refusal_codes.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

constexpr int k_stop = -1;

// RFC 9110, 5.6.2.
bool is_token(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') ||
               std::string_view("!#$%&'*+-.^_`|~").find(letter) != std::string_view::npos;
    });
}

bool is_header_value(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char letter) {
        return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t') || letter == 0x7F;
    });
}

}  // namespace

struct RequestReader::Parser {
    Parser(ReadLimits with_limits, OnHead when_head)
        : limits(with_limits), on_head(std::move(when_head))
    {
        http_parser_settings_init(&settings);
        settings.on_message_begin = [](http_parser* parser) {
            of(parser).has_begun = true;
            return 0;
        };
        settings.on_url = [](http_parser* parser, const char* at, std::size_t length) {
            return of(parser).take_target({at, length});
        };
        settings.on_header_field = [](http_parser* parser, const char* at, std::size_t length) {
            return of(parser).take_name({at, length});
        };
        settings.on_header_value = [](http_parser* parser, const char* at, std::size_t length) {
            return of(parser).take_value({at, length});
        };
        settings.on_headers_complete = [](http_parser* parser) { return of(parser).end_head(); };
        settings.on_body = [](http_parser* parser, const char* at, std::size_t length) {
            return of(parser).take_body({at, length});
        };
        settings.on_message_complete = [](http_parser* parser) {
            of(parser).is_whole = true;
            http_parser_pause(parser, 1);
            return 0;
        };
        begin();
    }

    static Parser& of(http_parser* parser) { return *static_cast<Parser*>(parser->data); }

    void begin()
    {
        http_parser_init(&machine, HTTP_REQUEST);
        machine.data = this;
        request = {};
        header_bytes = 0;
        has_begun = has_head = is_whole = false;
        names_header = false;
    }

    int fail(int status, RefusalCode code, std::size_t limit = 0)
    {
        failure = ReadFailure{{code, {}, {}, {}}, status};
        if (limit != 0)
            failure->refusal.arguments.emplace_back("limit", size_text(limit));
        return k_stop;
    }

    int take_target(std::string_view text)
    {
        if (request.target.size() + text.size() > limits.target_bytes)
            return fail(414, RefusalCode::input_too_large, limits.target_bytes);
        request.target += text;
        return 0;
    }

    int take_name(std::string_view text)
    {
        // What follows the last chunk is counted and passed over.
        if (!names_header && !has_head) {
            if (request.headers.size() == limits.header_count)
                return fail(431, RefusalCode::input_too_large, limits.header_bytes);
            request.headers.emplace_back();
        }
        names_header = true;
        return count_header(text, has_head ? nullptr : &request.headers.back().first);
    }

    int take_value(std::string_view text)
    {
        names_header = false;
        return count_header(text, has_head ? nullptr : &request.headers.back().second);
    }

    int count_header(std::string_view text, std::string* into)
    {
        header_bytes += text.size();
        if (header_bytes > limits.header_bytes)
            return fail(431, RefusalCode::input_too_large, limits.header_bytes);
        if (into)
            *into += text;
        return 0;
    }

    int end_head()
    {
        has_head = true;
        request.method = http_method_str(static_cast<http_method>(machine.method));
        request.is_http_1_1 = machine.http_major == 1 && machine.http_minor == 1;
        // An upgrade is not taken up; what follows it may be of another protocol.
        request.keeps_alive = http_should_keep_alive(&machine) != 0 && machine.upgrade == 0;
        const bool is_known = machine.http_major == 1 && machine.http_minor <= 1;
        const std::size_t lengths = request.count("Content-Length");
        const std::size_t encodings = request.count("Transfer-Encoding");
        // RFC 9112, 6.3: servers that read the same bytes as different requests can be played off against each other.
        if (!is_known || lengths > 1 || encodings > 1 || (lengths == 1 && encodings == 1) ||
            request.count("Host") > 1 || (request.is_http_1_1 && request.count("Host") == 0))
            return fail(400, RefusalCode::request_malformed);
        for (const auto& [name, value] : request.headers) {
            // The parser lets "Content-Length : 3" pass, which others read as another header or none.
            if (!is_token(name) || !is_header_value(value))
                return fail(400, RefusalCode::request_malformed);
            if (equal_in_any_case(name, "Transfer-Encoding") &&
                !equal_in_any_case(without_blanks(value), "chunked"))
                return fail(400, RefusalCode::request_malformed);
            if (equal_in_any_case(name, "Expect"))
                request.expects_continue = equal_in_any_case(without_blanks(value), "100-continue");
        }

        // An exception must not pass through the parser, which is C.
        try {
            body_limit = on_head(request);
        } catch (const std::exception&) {
            return fail(500, RefusalCode::internal_fault);
        }
        const bool has_length =
            lengths == 1 && machine.content_length != std::numeric_limits<std::uint64_t>::max();
        if (has_length && machine.content_length > body_limit)
            return fail(413, RefusalCode::input_too_large, body_limit);
        return 0;
    }

    int take_body(std::string_view text)
    {
        if (request.body.size() + text.size() > body_limit)
            return fail(413, RefusalCode::input_too_large, body_limit);
        request.body += text;
        return 0;
    }

    ReadLimits limits;
    OnHead on_head;
    http_parser_settings settings{};
    http_parser machine{};
    RawRequest request;
    std::optional<ReadFailure> failure;
    std::size_t header_bytes = 0;
    std::size_t body_limit = 0;
    bool names_header = false;
    bool has_begun = false;
    bool has_head = false;
    bool is_whole = false;
};

std::size_t RawRequest::count(std::string_view header) const
{
    return static_cast<std::size_t>(
        std::count_if(headers.begin(), headers.end(),
                      [&](const auto& entry) { return equal_in_any_case(entry.first, header); }));
}

RequestReader::RequestReader(ReadLimits limits, OnHead on_head)
    : parser_(std::make_unique<Parser>(limits, std::move(on_head)))
{}

RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view bytes)
{
    if (parser_->is_whole || parser_->failure || bytes.empty())
        return 0;
    http_parser& machine = parser_->machine;
    const std::size_t taken =
        http_parser_execute(&machine, &parser_->settings, bytes.data(), bytes.size());
    if (parser_->is_whole || parser_->failure)
        return taken;
    if (HTTP_PARSER_ERRNO(&machine) == HPE_HEADER_OVERFLOW)
        parser_->fail(431, RefusalCode::input_too_large, parser_->limits.header_bytes);
    else if (HTTP_PARSER_ERRNO(&machine) != HPE_OK)
        parser_->fail(400, RefusalCode::request_malformed);
    return taken;
}

bool RequestReader::has_begun() const
{
    return parser_->has_begun;
}

bool RequestReader::has_head() const
{
    return parser_->has_head;
}

bool RequestReader::is_whole() const
{
    return parser_->is_whole;
}

const std::optional<ReadFailure>& RequestReader::failure() const
{
    return parser_->failure;
}

const RawRequest& RequestReader::request() const
{
    return parser_->request;
}

RawRequest RequestReader::take()
{
    RawRequest request = std::move(parser_->request);
    parser_->begin();
    return request;
}

std::string size_text(std::size_t bytes)
{
    constexpr std::size_t k_kibi = 1024;
    if (bytes >= k_kibi * k_kibi && bytes % (k_kibi * k_kibi) == 0)
        return std::to_string(bytes / (k_kibi * k_kibi)) + " MiB";
    if (bytes >= k_kibi && bytes % k_kibi == 0)
        return std::to_string(bytes / k_kibi) + " KiB";
    return std::to_string(bytes) + " B";
}

}  // namespace taqwim::http
