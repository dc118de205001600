#include "regulations/frame/student_year_stream.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/json_fault.h"

namespace taqwim {

namespace {

[[nodiscard]] std::string_view without_blanks_behind(std::string_view text)
{
    while (!text.empty() && is_json_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

// Follows brackets and quotes, one byte at a time, through texts that may be broken. It forgives
// what would otherwise lose everything behind it: a quote left open ends with its line, because no
// text of JSON has a line break in it, and a closing bracket also closes those within it that were
// forgotten.
class Nesting {
public:
    // Whether the byte stands outside all brackets and quotes, before it is taken.
    [[nodiscard]] bool is_outside() const { return open_.empty() && !is_in_quotes_; }
    [[nodiscard]] bool is_outside_brackets() const { return open_.empty(); }
    // Whether a value may begin here: behind "[", ":", "," or at the very beginning.
    [[nodiscard]] bool may_begin_value() const
    {
        return last_ == '\0' || last_ == '[' || last_ == ':' || last_ == ',';
    }

    void take(char c)
    {
        if (is_in_quotes_) {
            if (c == '\n') {
                is_in_quotes_ = is_escaped_ = false;
            } else if (is_escaped_) {
                is_escaped_ = false;
            } else if (c == '\\') {
                is_escaped_ = true;
            } else if (c == '"') {
                is_in_quotes_ = false;
            }
            return;
        }
        if (is_json_blank(c))
            return;
        last_ = c;
        if (c == '"') {
            is_in_quotes_ = true;
        } else if (c == '{' || c == '[') {
            // Deeper than any text that is read, the kind of bracket no longer matters; only memory
            // does.
            if (open_.size() == k_most_kept)
                ++deeper_;
            else
                open_ += c == '{' ? '}' : ']';
        } else if (c == '}' || c == ']') {
            if (deeper_ > 0)
                --deeper_;
            else if (const std::size_t opening = open_.rfind(c); opening != std::string::npos)
                open_.resize(opening);
            else if (c == ']')
                open_.clear();
        }
    }

    // Whether a "]" here would have no "[" of its own: it closes what stands around the text.
    [[nodiscard]] bool is_closed_around() const
    {
        return !is_in_quotes_ && deeper_ == 0 && open_.find(']') == std::string::npos;
    }

private:
    static constexpr std::size_t k_most_kept = 4096;

    std::string open_;  // the closing brackets that are due
    std::size_t deeper_ = 0;
    char last_ = '\0';  // the last byte that is no blank, an opening quote for all in quotes
    bool is_in_quotes_ = false;
    bool is_escaped_ = false;
};

}  // namespace

Result<StudentYearStream> StudentYearStream::open(const std::filesystem::path& file)
{
    return open(file, Options{});
}

Result<StudentYearStream> StudentYearStream::open(const std::filesystem::path& file,
                                                  Options options)
{
    if (options.name.empty())
        options.name = file.string();
    std::error_code error;
    auto input = std::make_unique<std::ifstream>(file, std::ios::binary);
    if (!input->is_open() || std::filesystem::is_directory(file, error))
        return Refusal{RefusalCode::file_not_readable, {{"file", options.name}}, "", ""};
    StudentYearStream stream(*input, std::move(options));
    stream.file_ = std::move(input);
    return stream;
}

StudentYearStream::StudentYearStream(std::istream& input, Options options)
    : input_(&input), options_(std::move(options))
{}

bool StudentYearStream::fill()
{
    if (is_broken_off_ || !input_->good())
        return false;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() < end_ + options_.chunk_bytes)
        buffer_.resize(std::max(end_ + options_.chunk_bytes, 2 * buffer_.size()));
    input_->read(buffer_.data() + end_, static_cast<std::streamsize>(options_.chunk_bytes));
    const auto read = static_cast<std::size_t>(input_->gcount());
    end_ += read;
    is_broken_off_ = input_->bad();
    return read > 0;
}

void StudentYearStream::pass(std::size_t bytes)
{
    place_ = place_.after(held().substr(0, bytes));
    begin_ += bytes;
}

void StudentYearStream::pass_blanks()
{
    while (has(0)) {
        const std::size_t blanks = std::min(held().find_first_not_of(k_json_blanks), held().size());
        pass(blanks);
        if (begin_ < end_)
            return;
    }
}

void StudentYearStream::recognise()
{
    if (has(k_byte_order_mark.size() - 1) && held().starts_with(k_byte_order_mark))
        begin_ += k_byte_order_mark.size();
    pass_blanks();
    if (begin_ == end_) {
        form_ = Form::ended;
        return;
    }
    if (held().front() == '[') {
        pass(1);
        form_ = Form::array;
        return;
    }
    form_ = Form::lines;
    if (held().front() != '{')
        return;
    Nesting nesting;
    for (std::size_t at = 0; has(at) && held()[at] != '\n'; ++at) {
        if (at == options_.most_bytes)
            return;
        nesting.take(held()[at]);
    }
    if (!nesting.is_outside())
        form_ = Form::objects;
}

// To the end of the line.
StudentYearStream::Cut StudentYearStream::cut_line()
{
    Cut cut;
    while (has(cut.bytes)) {
        const std::size_t end = held().find('\n', cut.bytes);
        cut.bytes = std::min(end, held().size());
        if (end != std::string_view::npos)
            break;
        if (cut.bytes > options_.most_bytes) {
            pass(cut.bytes);
            cut = {.bytes = 0, .is_too_large = true};
        }
    }
    return cut;
}

// Follows the brackets to the byte that `ends` the text; that byte is not a part of it.
template <class Ends>
StudentYearStream::Cut StudentYearStream::cut_nested(Ends ends)
{
    Cut cut;
    Nesting nesting;
    while (has(cut.bytes)) {
        const std::string_view bytes = held();
        for (; cut.bytes < bytes.size(); ++cut.bytes) {
            const char c = bytes[cut.bytes];
            if (ends(nesting, c))
                return cut;
            nesting.take(c);
        }
        if (cut.bytes > options_.most_bytes) {
            pass(cut.bytes);
            cut = {.bytes = 0, .is_too_large = true};
        }
    }
    cut.is_balanced = nesting.is_outside();
    return cut;
}

// To the end of the line on which its last bracket closes, so that whatever follows it there is
// refused with it. An object that begins a line where no value may begin cannot belong to the text
// before: what is there is broken, and from this line on each line is taken for itself.
StudentYearStream::Cut StudentYearStream::cut_object()
{
    bool is_line_blank = true;
    return cut_nested([&](const Nesting& nesting, char c) {
        if (c == '\n') {
            is_line_blank = true;
            return nesting.is_outside_brackets();
        }
        if (!is_line_blank)
            return false;
        is_line_blank = is_json_blank(c);
        if (c != '{' || nesting.may_begin_value())
            return false;
        form_ = Form::lines;
        return true;
    });
}

// To the comma or bracket behind an element.
StudentYearStream::Cut StudentYearStream::cut_element()
{
    return cut_nested([](const Nesting& nesting, char c) {
        return (c == ',' && nesting.is_outside()) || (c == ']' && nesting.is_closed_around());
    });
}

std::optional<Result<StudentYearText>> StudentYearStream::next()
{
    if (form_ == Form::unknown) {
        recognise();
        if (form_ == Form::ended && !is_broken_off_)
            return Refusal{RefusalCode::file_empty, {{"file", options_.name}}, "", ""};
    }
    std::optional<Result<StudentYearText>> next;
    if (form_ == Form::array)
        next = next_element();
    else if (form_ != Form::ended)
        next = next_text();
    // What was read before the input broke off is incomplete: it is not worth another refusal.
    if (is_broken_off_ && begin_ == end_) {
        is_broken_off_ = false;
        form_ = Form::ended;
        return Refusal{RefusalCode::file_not_readable, {{"file", options_.name}}, "", ""};
    }
    return next;
}

std::optional<Result<StudentYearText>> StudentYearStream::next_text()
{
    pass_blanks();
    if (begin_ == end_)
        return std::nullopt;
    const TextPosition start = place_;
    return take(form_ == Form::objects && held().front() == '{' ? cut_object() : cut_line(), start);
}

std::optional<Result<StudentYearText>> StudentYearStream::next_element()
{
    pass_blanks();
    const bool is_at_end = begin_ == end_;
    if (due_ == Due::after_array || due_ == Due::end_of_array || is_at_end) {
        form_ = Form::ended;
        if (due_ == Due::after_array && !is_at_end)
            return broken_array("text_after_end");
        if (due_ == Due::element || due_ == Due::element_or_end)
            return broken_array("unfinished");
        return std::nullopt;
    }
    if (held().front() == ']') {
        const bool is_due = due_ == Due::element_or_end;
        const Refusal refusal = broken_array("value_expected");
        pass(1);
        due_ = Due::after_array;
        if (is_due)
            return next_element();
        return refusal;
    }
    due_ = Due::element;
    if (held().front() == ',') {
        const Refusal refusal = broken_array("value_expected");
        pass(1);
        return refusal;
    }

    const TextPosition start = place_;
    const Cut cut = cut_element();
    Result<StudentYearText> element = take(cut, start);
    if (begin_ < end_) {
        due_ = held().front() == ']' ? Due::after_array : Due::element;
        begin_ += 1;
        place_.column += 1;
    } else if (!cut.is_balanced) {
        due_ = Due::end_of_array;
    }
    return element;
}

Result<StudentYearText> StudentYearStream::take(const Cut& cut, TextPosition start)
{
    const std::string_view bytes = held().substr(0, cut.bytes);
    pass(cut.bytes);
    if (cut.is_too_large || bytes.size() > options_.most_bytes)
        return too_large(start);
    return StudentYearText{without_blanks_behind(bytes), start};
}

Refusal StudentYearStream::too_large(TextPosition start) const
{
    return Refusal{RefusalCode::input_too_large,
                   {{"limit", shown_bytes(options_.most_bytes)},
                    {"row", std::to_string(start.line)},
                    {"column", std::to_string(start.column)}},
                   "",
                   ""};
}

Refusal StudentYearStream::broken_array(const char* reason) const
{
    return Refusal{RefusalCode::json_malformed,
                   {{"reason", reason},
                    {"row", std::to_string(place_.line)},
                    {"column", std::to_string(place_.column)}},
                   "",
                   ""};
}

}  // namespace taqwim
