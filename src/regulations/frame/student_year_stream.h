// Student-years one after another from an input that may be far larger than memory.
//
// Three forms are told apart by their beginning, after a byte-order mark and blank lines:
//
//   an array       [ {…}, {…} ]                  begins with "["
//   objects        {…}, over several lines       begins with "{" and is not complete at the end of that line
//   JSON Lines     {…} on every line             anything else
//
// The stream only cuts the input into texts; whether a text is JSON the reader says. A text that is
// broken costs itself and not its neighbours: lines are cut at their ends whatever they hold,
// elements by their brackets and quotes. Between two calls at most one text is held, and none
// beyond the limit.
//
//   JsonReader reader;
//   while (const auto next = stream.next()) {
//       if (!*next) { report(next->refusal()); continue; }
//       const Result<JsonValue> student_year = reader.read((*next)->text, (*next)->start);
//       …
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "regulations/frame/json_value.h"

namespace taqwim {

// The text of one student-year, without the blanks around it. Valid until the stream is asked
// again.
struct StudentYearText {
    std::string_view text;
    TextPosition start;  // in the whole input
};

class StudentYearStream {
public:
    struct Options {
        std::string name;                             // of the input, for refusals
        std::size_t most_bytes = JsonLimits{}.bytes;  // of one text with the blanks behind it
        std::size_t chunk_bytes = std::size_t{256} * 1024;
    };

    // Refuses with file_not_readable {file}. A folder is no file.
    [[nodiscard]] static Result<StudentYearStream> open(const std::filesystem::path& file);
    [[nodiscard]] static Result<StudentYearStream> open(const std::filesystem::path& file,
                                                        Options options);

    // The input must outlive the stream.
    explicit StudentYearStream(std::istream& input) : StudentYearStream(input, Options{}) {}
    StudentYearStream(std::istream& input, Options options);

    // The next text, a refusal in its place, or nothing at the end. After a refusal the stream goes
    // on.
    //
    // Refusals: file_empty {file}, an input of blanks alone; input_too_large {limit, row, column};
    // file_not_readable {file}, the input broke off; json_malformed {row, column, reason}, the
    // array itself is broken.
    [[nodiscard]] std::optional<Result<StudentYearText>> next();

private:
    enum class Form : std::uint8_t { unknown, lines, objects, array, ended };
    // Where in an array the next byte stands.
    enum class Due : std::uint8_t { element_or_end, element, after_array, end_of_array };

    struct Cut {
        std::size_t bytes = 0;      // of the text
        bool is_too_large = false;  // then its bytes are gone already
        bool is_balanced = true;
    };

    [[nodiscard]] std::string_view held() const { return {buffer_.data() + begin_, end_ - begin_}; }
    [[nodiscard]] bool fill();
    // Whether there is a byte at this place of what is held; reads on to find out.
    [[nodiscard]] bool has(std::size_t at)
    {
        while (at >= end_ - begin_)
            if (!fill())
                return false;
        return true;
    }
    void pass(std::size_t bytes);
    void pass_blanks();

    void recognise();
    [[nodiscard]] Cut cut_line();
    template <class Ends>
    [[nodiscard]] Cut cut_nested(Ends ends);
    [[nodiscard]] Cut cut_object();
    [[nodiscard]] Cut cut_element();
    [[nodiscard]] std::optional<Result<StudentYearText>> next_text();
    [[nodiscard]] std::optional<Result<StudentYearText>> next_element();
    [[nodiscard]] Result<StudentYearText> take(const Cut& cut, TextPosition start);
    [[nodiscard]] Refusal too_large(TextPosition start) const;
    [[nodiscard]] Refusal broken_array(const char* reason) const;

    std::unique_ptr<std::istream> file_;
    std::istream* input_;
    Options options_;
    std::string buffer_;
    std::size_t begin_ = 0;  // of what is held in the buffer
    std::size_t end_ = 0;
    TextPosition place_;  // of begin_ in the input
    Form form_ = Form::unknown;
    Due due_ = Due::element_or_end;
    bool is_broken_off_ = false;
};

}  // namespace taqwim
