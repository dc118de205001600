#include "platform/http/answer_text.h"

#include <array>
#include <ctime>
#include <exception>

namespace taqwim::http {

namespace {

struct Reason {
    int status;
    std::string_view text;
};

constexpr std::array k_reasons = {
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{422, "Unprocessable Content"},
    Reason{428, "Precondition Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{503, "Service Unavailable"},
};

std::string_view reason_of(int status)
{
    for (const Reason& reason : k_reasons)
        if (reason.status == status)
            return reason.text;
    return "Status";
}

// "Sun, 22 Nov 2026 04:10:00 GMT", made once a second.
std::string_view date_text()
{
    thread_local std::time_t known = 0;
    thread_local std::array<char, 32> text{};
    thread_local std::size_t length = 0;
    const std::time_t now = std::time(nullptr);
    if (now != known) {
        known = now;
        std::tm parts{};
        gmtime_r(&now, &parts);
        constexpr std::array<std::string_view, 7> k_days = {"Sun", "Mon", "Tue", "Wed",
                                                            "Thu", "Fri", "Sat"};
        constexpr std::array<std::string_view, 12> k_months = {
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        const auto two = [](int number) {
            return std::string{static_cast<char>('0' + number / 10 % 10),
                               static_cast<char>('0' + number % 10)};
        };
        std::string date;
        date.append(k_days[static_cast<std::size_t>(parts.tm_wday)]).append(", ");
        date.append(two(parts.tm_mday)).append(" ");
        date.append(k_months[static_cast<std::size_t>(parts.tm_mon)]).append(" ");
        date.append(std::to_string(parts.tm_year + 1900)).append(" ");
        date.append(two(parts.tm_hour)).append(":").append(two(parts.tm_min)).append(":");
        date.append(two(parts.tm_sec)).append(" GMT");
        length = date.copy(text.data(), text.size());
    }
    return {text.data(), length};
}

constexpr std::string_view k_security_headers = "X-Content-Type-Options: nosniff\r\n"
                                                "Referrer-Policy: no-referrer\r\n"
                                                "Cross-Origin-Opener-Policy: same-origin\r\n"
                                                "Cross-Origin-Resource-Policy: same-origin\r\n";

// Nothing but a page of ours, which brings its own policy, may load or run anything.
constexpr std::string_view k_closed_policy = "default-src 'none'; frame-ancestors 'none'";

void add(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

void write_problem(Response& response, const AnswerContext& context, const ProblemWriter& writer)
{
    const ProblemContext problem{context.language, context.request_id, response.status};
    response.content_type = k_problem_type;
    response.shared_body = nullptr;
    try {
        response.body =
            writer ? writer(*response.refusal, problem) : bare_problem(*response.refusal, problem);
    } catch (const std::exception&) {
        response.body = bare_problem(*response.refusal, problem);
    }
}

}  // namespace

AnswerText answer_text(Response response, const AnswerContext& context,
                       const ProblemWriter& problem_writer)
{
    if (response.refusal && response.content().empty())
        write_problem(response, context, problem_writer);

    AnswerText answer;
    std::string& head = answer.head;
    head.reserve(640);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(reason_of(response.status)).append("\r\n");
    add(head, "Date", date_text());
    add(head, "Connection", context.keeps_alive ? "keep-alive" : "close");
    // RFC 9110, 8.6: no length where there can be no content.
    const bool has_no_content = response.status == 204 || response.status == 304;
    if (!has_no_content)
        add(head, "Content-Length", std::to_string(response.content().size()));
    if (!response.content_type.empty() && !has_no_content)
        add(head, "Content-Type", response.content_type);
    head += k_security_headers;
    if (context.is_tls)
        add(head, "Strict-Transport-Security", "max-age=31536000");
    if (!response.header("Content-Security-Policy"))
        add(head, "Content-Security-Policy", k_closed_policy);
    if (!response.header("Cache-Control"))
        add(head, "Cache-Control", "no-store");
    add(head, "X-Request-Id", context.request_id);
    for (const auto& [name, value] : response.headers)
        add(head, name, value);
    head += "\r\n";

    if (!has_no_content && !context.is_head) {
        answer.body = std::move(response.body);
        answer.shared_body = std::move(response.shared_body);
    }
    return answer;
}

}  // namespace taqwim::http
