#include "regulations/frame/reasons_text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace taqwim {

namespace {

constexpr std::string_view k_right_to_left_mark = "\u200F";
constexpr std::string_view k_left_to_right_isolate = "\u2066";
constexpr std::string_view k_right_to_left_isolate = "\u2067";
constexpr std::string_view k_pop_isolate = "\u2069";

bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_word(char c)
{
    return c > ' ' && c <= '~';
}

struct Span {
    std::size_t first;
    std::size_t end;
};

// "KW-16.2(a)": the bracket at its end belongs to it.
bool closes_own_bracket(std::string_view word)
{
    return word.ends_with(')') && std::ranges::count(word, '(') == std::ranges::count(word, ')');
}

// The next word of visible ASCII from `at` on, without the punctuation around it.
std::optional<Span> next_word(std::string_view text, std::size_t at)
{
    const auto is_edge = [](char c) {
        return std::string_view("\"'()[]{}<>,.;:!?").find(c) != std::string_view::npos;
    };
    while (true) {
        while (at < text.size() && !is_word(text[at]))
            ++at;
        if (at == text.size())
            return std::nullopt;
        Span word{at, at};
        while (word.end < text.size() && is_word(text[word.end]))
            ++word.end;
        at = word.end;
        while (word.first < word.end && is_edge(text[word.first]))
            ++word.first;
        while (word.end > word.first && is_edge(text[word.end - 1]) &&
               !closes_own_bracket(text.substr(word.first, word.end - word.first)))
            --word.end;
        if (word.first < word.end)
            return word;
    }
}

// The next code or number of several parts. Words of one Latin phrase stay together, or they would
// stand in reverse.
std::optional<Span> next_code(std::string_view text, std::size_t at)
{
    const auto has_letter = [&](const Span& word) {
        return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(word.first),
                           text.begin() + static_cast<std::ptrdiff_t>(word.end), is_letter);
    };
    for (auto word = next_word(text, at); word; word = next_word(text, word->end)) {
        if (has_letter(*word)) {
            for (auto next = next_word(text, word->end); next && has_letter(*next);
                 next = next_word(text, next->end)) {
                if (next->first != word->end + 1 || text[word->end] != ' ')
                    break;
                word->end = next->end;
            }
            return word;
        }
        const std::string_view number = text.substr(word->first, word->end - word->first);
        if (std::ranges::any_of(number, is_digit) && !std::ranges::all_of(number, is_digit))
            return word;
    }
    return std::nullopt;
}

// The next words in Arabic letters (U+0600 to U+06FF), with the blanks between them.
std::optional<Span> next_arabic(std::string_view text, std::size_t at)
{
    const auto is_lead = [](char c) {
        return static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) <= 0xDB;
    };
    while (at < text.size() && !is_lead(text[at]))
        ++at;
    if (at == text.size())
        return std::nullopt;
    Span words{at, at};
    for (; at < text.size() && (is_lead(text[at]) || text[at] == ' ');
         at += text[at] == ' ' ? 1 : 2)
        if (text[at] != ' ')
            words.end = std::min(at + 2, text.size());
    return words;
}

// Writes lines of plain text in one language's direction.
class TextWriter {
public:
    TextWriter(const Messages& messages, ReasonStyle style)
        : messages_(messages), style_(style), direction_(direction_of(messages))
    {}

    void add_reason(const ReasonLine& line)
    {
        Arguments arguments{{"clause", in_colour(in_direction(line.clause), k_quiet)},
                            {"text", in_direction(line.text)}};
        if (!line.article.empty())
            arguments.emplace_back("article", article(line.article));
        if (line.finding) {
            const std::string word =
                messages_.format("trace.finding." + std::string(to_text(*line.finding)));
            arguments.emplace_back("finding", in_colour(word, colour_of(*line.finding)));
        }
        std::string text = messages_.format("trace.line", arguments);
        if (line.is_assumed())
            text += ' ' + in_colour(in_direction(assumed_values(line)), k_attention);
        begin_line(line.depth);
        text_ += text + '\n';
    }

    void add_heading(const std::string& text)
    {
        if (!text_.empty())
            text_ += '\n';
        begin_line(0);
        text_ += in_colour(in_direction(text), k_bold) + '\n';
    }

    void add_text(const std::string& text)
    {
        begin_line(0);
        text_ += in_direction(text) + '\n';
    }

    void add_pairs(const std::string& heading,
                   const std::vector<std::pair<std::string, std::string>>& pairs)
    {
        if (pairs.empty())
            return;
        add_heading(heading);
        for (const auto& [name, value] : pairs)
            add_text(messages_.format("trace.value", {{"name", name}, {"value", value}}));
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    static constexpr const char* k_met = "32";
    static constexpr const char* k_refused = "31";
    static constexpr const char* k_attention = "33";
    static constexpr const char* k_quiet = "2";
    static constexpr const char* k_bold = "1";

    void begin_line(int depth)
    {
        if (direction_ == Direction::right_to_left)
            text_ += k_right_to_left_mark;
        text_.append(static_cast<std::size_t>(depth) * 2, ' ');
    }

    static const char* colour_of(Finding finding)
    {
        return finding == Finding::met       ? k_met
               : finding == Finding::not_met ? k_refused
                                             : k_attention;
    }

    [[nodiscard]] std::string assumed_values(const ReasonLine& line) const
    {
        std::string names;
        for (const ParameterInfo* parameter : line.parameters) {
            if (parameter->status != ParameterStatus::assumed)
                continue;
            const std::string next =
                messages_.format("trace.value", {{"name", label_of(*parameter, messages_)},
                                                 {"value", shown_value(*parameter, messages_)}});
            names = names.empty()
                        ? next
                        : messages_.format("trace.list", {{"first", names}, {"second", next}});
        }
        return messages_.format("trace.assumed", {{"names", names}});
    }

    // The digits first: what is isolated counts as a code, and codes keep theirs.
    [[nodiscard]] std::string in_direction(const std::string& text) const
    {
        const std::string_view isolate = direction_ == Direction::right_to_left
                                             ? k_left_to_right_isolate
                                             : k_right_to_left_isolate;
        const std::string digits = with_digits(text, style_.digits);
        std::string result;
        for (const TextRun& run : direction_runs(digits, direction_)) {
            if (run.is_isolated)
                result.append(isolate).append(run.text).append(k_pop_isolate);
            else
                result += run.text;
        }
        return result;
    }
    // An article is called by its Arabic name in every language: as one stretch, its brackets
    // included.
    [[nodiscard]] std::string article(const std::string& name) const
    {
        if (direction_ == Direction::right_to_left || !next_arabic(name, 0))
            return in_direction(name);
        return std::string(k_right_to_left_isolate)
            .append(with_digits(name, style_.digits))
            .append(k_pop_isolate);
    }
    [[nodiscard]] std::string in_colour(const std::string& text, const char* colour) const
    {
        return style_.colour == Colour::none
                   ? text
                   : "\x1B[" + std::string(colour) + 'm' + text + "\x1B[0m";
    }

    const Messages& messages_;
    ReasonStyle style_;
    Direction direction_;
    std::string text_;
};

}  // namespace

Direction direction_of(const Messages& messages)
{
    return messages.language() == "ar" ? Direction::right_to_left : Direction::left_to_right;
}

std::string reasons_text(const std::vector<ReasonLine>& lines, const Messages& messages,
                         ReasonStyle style)
{
    TextWriter writer(messages, style);
    for (const ReasonLine& line : lines)
        writer.add_reason(line);
    return writer.take();
}

std::string reasons_text(const Explanation& explanation, const std::vector<ReasonLine>& lines,
                         const Messages& messages, ReasonStyle style)
{
    TextWriter writer(messages, style);
    writer.add_heading(explanation.title.empty() ? messages.format("page.title")
                                                 : explanation.title);
    if (!explanation.decision.empty())
        writer.add_text(explanation.decision);
    writer.add_pairs(messages.format("page.facts"), explanation.facts);
    writer.add_heading(messages.format("page.reasons"));
    for (const ReasonLine& line : lines)
        writer.add_reason(line);
    if (lines.empty())
        writer.add_text(messages.format("page.no_reasons"));
    if (!explanation.changes.empty())
        writer.add_heading(messages.format("page.changes"));
    for (const std::string& change : explanation.changes)
        writer.add_text(change);
    writer.add_pairs(messages.format("page.assumed"), explanation.assumed);
    return writer.take();
}

std::vector<TextRun> direction_runs(std::string_view text, Direction direction)
{
    std::vector<TextRun> runs;
    std::size_t plain = 0;  // where the stretch that is not isolated begins
    while (const auto next = direction == Direction::right_to_left ? next_code(text, plain)
                                                                   : next_arabic(text, plain)) {
        if (next->first > plain)
            runs.push_back({text.substr(plain, next->first - plain), false});
        runs.push_back({text.substr(next->first, next->end - next->first), true});
        plain = next->end;
    }
    if (plain < text.size())
        runs.push_back({text.substr(plain), false});
    return runs;
}

}  // namespace taqwim
