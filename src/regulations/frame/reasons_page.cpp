#include "regulations/frame/reasons_page.h"

#include <algorithm>
#include <map>
#include <utility>

#include "regulations/frame/reasons_text.h"

namespace taqwim {

namespace {

// Colours and measures of the interface. Logical properties only, so that one sheet serves both
// directions.
constexpr std::string_view k_style = R"css(
:root {
  color-scheme: light dark;
  --ink: #16222E; --paper: #FBFAF6; --surface: #FFFFFF; --line: #D9DDD8; --primary: #0B5F5C;
  --quiet: #5B6B73;
  --attention: #9A5B00; --refusal: #A3261B; --done: #2F6B2B;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #E8ECEA; --paper: #10181F; --surface: #17212A; --line: #2E3B45; --primary: #7CCBC6;
    --quiet: #A3B2BA;
    --attention: #E5AC55; --refusal: #F2948A; --done: #93CB8C;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink); font-variant-numeric: tabular-nums;
  font: 400 15px/24px "IBM Plex Sans Arabic", "Noto Sans Arabic", "Segoe UI", Tahoma, system-ui, sans-serif;
}
main { max-inline-size: 44rem; margin-inline: auto; padding: 32px 20px 64px; }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 36px; font-weight: 700; }
h2 {
  margin: 40px 0 12px; font-size: 18px; line-height: 28px; font-weight: 500; color: var(--primary);
}
.decision { margin: 0; font-size: 18px; line-height: 28px; }
table { inline-size: 100%; border-collapse: collapse; background: var(--surface); }
th, td {
  padding: 8px 12px; border-block-end: 1px solid var(--line); text-align: start;
  vertical-align: top; font-weight: 400;
}
thead th, .pairs th { color: var(--quiet); }
.pairs th { inline-size: 40%; }
ol, ul { margin: 0; padding: 0; list-style: none; }
.reasons ol {
  margin-inline-start: 12px; padding-inline-start: 12px; border-inline-start: 1px solid var(--line);
}
.reasons > li {
  margin-block-end: 8px; padding: 4px 16px; background: var(--surface);
  border: 1px solid var(--line); border-radius: 6px;
}
summary, .reason { margin: 0; padding-block: 8px; }
summary { cursor: pointer; border-radius: 6px; }
summary:focus-visible { outline: 2px solid var(--primary); outline-offset: 2px; }
.place { color: var(--quiet); }
.place bdi { font-size: 13px; }
.finding, .assumed { white-space: nowrap; font-weight: 500; }
.met { color: var(--done); }
.not_met { color: var(--refusal); }
.undetermined, .assumed { color: var(--attention); }
span.assumed { padding-inline: 6px; border: 1px solid; border-radius: 6px; font-size: 13px; }
td bdi { white-space: nowrap; }
.steps { margin-block-end: 8px; margin-inline-start: 20px; color: var(--quiet); }
.steps li { padding-block: 2px; }
.changes li {
  padding-block: 4px; padding-inline-start: 12px; border-inline-start: 2px solid var(--primary);
  margin-block-end: 8px;
}
.note { color: var(--quiet); }
.wide { overflow-x: auto; }
.wide table { min-inline-size: 40rem; }
@media (max-width: 30rem) {
  main { padding: 20px 12px 48px; }
  h1 { font-size: 21px; line-height: 30px; }
  h2 { margin-block-start: 28px; }
  th, td { padding-inline: 8px; }
  .reasons > li { padding-inline: 10px; }
  .reasons ol { margin-inline-start: 2px; padding-inline-start: 8px; }
  .steps { margin-inline-start: 12px; }
}
@media print {
  :root {
    --ink: #000; --paper: #FFF; --surface: #FFF; --line: #999; --primary: #000; --quiet: #333;
    --attention: #000; --refusal: #000; --done: #000;
  }
  body { font-family: Amiri, "Noto Naskh Arabic", serif; font-size: 11pt; line-height: 1.6; }
  main { max-inline-size: none; padding: 0; }
  h2 { break-after: avoid; }
  .reasons > li { border: 0; padding: 0; }
  summary { list-style: none; break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  tr { break-inside: avoid; }
}
)css";

class PageWriter {
public:
    PageWriter(const Messages& messages, Digits digits)
        : messages_(messages), digits_(digits), direction_(direction_of(messages))
    {}

    [[nodiscard]] std::string page(const Explanation& explanation,
                                   const std::vector<ReasonLine>& lines)
    {
        const std::string title =
            explanation.title.empty() ? messages_.format("page.title") : explanation.title;
        begin(title);
        html_ += "<header>\n<h1>" + text(title) + "</h1>\n";
        if (!explanation.decision.empty())
            html_ += "<p class=\"decision\">" + text(explanation.decision) + "</p>\n";
        html_ += "</header>\n";

        add_pairs("page.facts", explanation.facts);
        add_heading("page.reasons");
        if (lines.empty())
            html_ += "<p class=\"note\">" + words("page.no_reasons") + "</p>\n";
        else
            add_reasons(lines);
        html_ += "</section>\n";

        if (!explanation.changes.empty()) {
            add_heading("page.changes");
            html_ += "<ul class=\"changes\">\n";
            for (const std::string& change : explanation.changes)
                html_ += "<li>" + text(change) + "</li>\n";
            html_ += "</ul>\n</section>\n";
        }
        add_assumed(explanation, lines);
        add_parameters(lines);
        html_ += "</main>\n</body>\n</html>\n";
        return std::move(html_);
    }

private:
    void begin(const std::string& title)
    {
        html_ = "<!DOCTYPE html>\n<html lang=\"" + html_escaped(messages_.language()) +
                "\" dir=\"" + (direction_ == Direction::right_to_left ? "rtl" : "ltr") +
                "\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'\">\n"
                "<title>" +
                html_escaped(with_digits(title, digits_)) + "</title>\n<style>";
        html_ += k_style;
        html_ += "</style>\n</head>\n<body>\n<main>\n";
    }

    void add_heading(const char* key) { html_ += "<section>\n<h2>" + words(key) + "</h2>\n"; }

    void add_pairs(const char* heading,
                   const std::vector<std::pair<std::string, std::string>>& pairs)
    {
        if (pairs.empty())
            return;
        add_heading(heading);
        add_table(pairs);
        html_ += "</section>\n";
    }

    void add_table(const std::vector<std::pair<std::string, std::string>>& pairs)
    {
        html_ += "<table class=\"pairs\">\n<tbody>\n";
        for (const auto& [name, value] : pairs)
            html_ +=
                "<tr><th scope=\"row\">" + text(name) + "</th><td>" + text(value) + "</td></tr>\n";
        html_ += "</tbody>\n</table>\n";
    }

    // The lines as a tree. Short ones lie open; of long ones only the beginnings.
    void add_reasons(const std::vector<ReasonLine>& lines)
    {
        constexpr std::size_t k_most_open = 40;
        open_to_depth_ = lines.size() <= k_most_open ? lines.size() : 1;
        html_ += "<ol class=\"reasons\">\n";
        for (std::size_t at = 0; at < lines.size();)
            at = add_reason(lines, at);
        html_ += "</ol>\n";
    }

    // The line and those below it. Gives where the next one beside it stands.
    std::size_t add_reason(const std::vector<ReasonLine>& lines, std::size_t at)
    {
        const ReasonLine& line = lines[at];
        const bool has_more = at + 1 < lines.size() && lines[at + 1].depth > line.depth;
        const bool opens = has_more || !line.steps.empty() || !line.parameters.empty();
        html_ += "<li>";
        if (!opens) {
            html_ += "<p class=\"reason\">" + sentence(line) + "</p></li>\n";
            return at + 1;
        }
        html_ +=
            static_cast<std::size_t>(line.depth) < open_to_depth_ ? "<details open>" : "<details>";
        html_ += "<summary>" + sentence(line) + "</summary>\n";
        add_steps(line);
        std::size_t next = at + 1;
        if (has_more) {
            html_ += "<ol>\n";
            while (next < lines.size() && lines[next].depth > line.depth)
                next = add_reason(lines, next);
            html_ += "</ol>\n";
        }
        html_ += "</details></li>\n";
        return next;
    }

    [[nodiscard]] std::string sentence(const ReasonLine& line) const
    {
        std::string html = "<span class=\"place\"";
        if (!line.title.empty())
            html += " title=\"" + html_escaped(with_digits(line.title, digits_)) + "\"";
        html += ">";
        if (!line.article.empty())
            html += "<bdi>" + html_escaped(with_digits(line.article, digits_)) + "</bdi> ";
        html +=
            "<bdi dir=\"ltr\">" + html_escaped(line.clause) + "</bdi></span> " + text(line.text);
        if (line.finding) {
            const std::string code(to_text(*line.finding));
            html += " <span class=\"finding " + code + "\"><span aria-hidden=\"true\">" +
                    shape_of(*line.finding) + "</span> " + words("trace.finding." + code) +
                    "</span>";
        }
        if (line.is_assumed())
            html += " <span class=\"assumed\">" + words("trace.status.assumed") + "</span>";
        return html;
    }

    // Said by a shape as well, never by colour alone.
    static const char* shape_of(Finding finding)
    {
        return finding == Finding::met       ? "\u2713"
               : finding == Finding::not_met ? "\u2715"
                                             : "\u25CB";
    }

    void add_steps(const ReasonLine& line)
    {
        if (line.steps.empty() && line.parameters.empty())
            return;
        html_ += "<ul class=\"steps\">\n";
        for (const std::string& step : line.steps)
            html_ += "<li>" + text(step) + "</li>\n";
        for (const ParameterInfo* parameter : line.parameters) {
            html_ += "<li>" + text(messages_.format(
                                  "trace.value", {{"name", label_of(*parameter, messages_)},
                                                  {"value", shown_value(*parameter, messages_)}}));
            if (parameter->status == ParameterStatus::assumed)
                html_ += " <span class=\"assumed\">" + words("trace.status.assumed") + "</span>";
            html_ += "</li>\n";
        }
        html_ += "</ul>\n";
    }

    // The values that the explanation names, or else those that the lines read.
    void add_assumed(const Explanation& explanation, const std::vector<ReasonLine>& lines)
    {
        std::vector<std::pair<std::string, std::string>> assumed = explanation.assumed;
        if (assumed.empty())
            for (const auto& [name, parameter] : parameters_of(lines))
                if (parameter->status == ParameterStatus::assumed)
                    assumed.emplace_back(label_of(*parameter, messages_),
                                         shown_value(*parameter, messages_));
        if (assumed.empty())
            return;
        add_heading("page.assumed");
        html_ += "<p class=\"note\">" + words("page.assumed_note") + "</p>\n";
        add_table(assumed);
        html_ += "</section>\n";
    }

    void add_parameters(const std::vector<ReasonLine>& lines)
    {
        const auto parameters = parameters_of(lines);
        if (parameters.empty())
            return;
        add_heading("page.parameters");
        html_ += "<div class=\"wide\">\n<table>\n<thead>\n<tr>";
        for (const char* column :
             {"page.parameter", "page.value", "page.from", "page.status", "page.clause"})
            html_ += "<th scope=\"col\">" + words(column) + "</th>";
        html_ += "</tr>\n</thead>\n<tbody>\n";
        for (const auto& [name, parameter] : parameters) {
            const bool is_assumed = parameter->status == ParameterStatus::assumed;
            html_ += "<tr><th scope=\"row\">" + text(label_of(*parameter, messages_)) +
                     "</th><td>" + text(shown_value(*parameter, messages_)) + "</td><td>" +
                     text(parameter->from.to_text()) + "</td><td" +
                     (is_assumed ? " class=\"assumed\">" : ">") +
                     words("trace.status." + std::string(to_text(parameter->status)));
            if (!parameter->source.empty())
                html_ += "<br>" + text(parameter->source);
            html_ += "</td><td><bdi dir=\"ltr\">" + html_escaped(parameter->clause) +
                     "</bdi></td></tr>\n";
        }
        html_ += "</tbody>\n</table>\n</div>\n</section>\n";
    }

    // Each once, by name.
    static std::map<std::string, const ParameterInfo*> parameters_of(
        const std::vector<ReasonLine>& lines)
    {
        std::map<std::string, const ParameterInfo*> parameters;
        for (const ReasonLine& line : lines)
            for (const ParameterInfo* parameter : line.parameters)
                parameters.emplace(parameter->name, parameter);
        return parameters;
    }

    [[nodiscard]] std::string words(const std::string& key) const
    {
        return text(messages_.format(key));
    }

    // In the reader's digits, codes and composed numbers isolated, escaped.
    [[nodiscard]] std::string text(const std::string& plain) const
    {
        const char* const isolate =
            direction_ == Direction::right_to_left ? "<bdi dir=\"ltr\">" : "<bdi dir=\"rtl\">";
        std::string html;
        const std::string digits = with_digits(plain, digits_);
        for (const TextRun& run : direction_runs(digits, direction_))
            html += run.is_isolated ? isolate + html_escaped(run.text) + "</bdi>"
                                    : html_escaped(run.text);
        return html;
    }

    const Messages& messages_;
    Digits digits_;
    Direction direction_;
    std::size_t open_to_depth_ = 1;
    std::string html_;
};

}  // namespace

std::string reasons_page(const Explanation& explanation, const std::vector<ReasonLine>& lines,
                         const Messages& messages, Digits digits)
{
    return PageWriter(messages, digits).page(explanation, lines);
}

std::string html_escaped(std::string_view text)
{
    std::string html;
    html.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;
        case '\t':
        case '\n':
        case '\r': html += c; break;
        default:
            // Other control characters have no place in a page, not even escaped.
            if (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F')
                html += c;
            else
                html += "\uFFFD";
        }
    }
    return html;
}

}  // namespace taqwim
