#include "platform/database/sql_script.h"

#include <utility>

namespace taqwim::database {

namespace {

enum class Piece : unsigned char { blank, comment, quoted, word, semicolon, other, unclosed };

// Reads SQL piece by piece, as far as its quotes and comments go.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool is_at_end() const { return at_ == text_.size(); }
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::size_t line() const { return line_; }

    Piece next()
    {
        const std::size_t start = at_;
        const Piece piece = read();
        for (std::size_t i = start; i < at_; ++i)
            line_ += text_[i] == '\n' ? 1 : 0;
        return piece;
    }

private:
    static bool is_of_word(char letter)
    {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '$';
    }

    [[nodiscard]] bool begins_with(std::string_view what) const
    {
        return text_.substr(at_).starts_with(what);
    }

    Piece read()
    {
        const char first = text_[at_];
        if (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
            ++at_;
            return Piece::blank;
        }
        if (begins_with("--")) {
            const std::size_t end = text_.find('\n', at_);
            at_ = end == std::string_view::npos ? text_.size() : end;
            return Piece::comment;
        }
        if (begins_with("/*"))
            return read_comment();
        if (first == '\'' || first == '"')
            return read_quoted(first);
        if (first == ';') {
            ++at_;
            return Piece::semicolon;
        }
        if (!is_of_word(first)) {
            ++at_;
            return Piece::other;
        }
        while (!is_at_end() && is_of_word(text_[at_]))
            ++at_;
        return Piece::word;
    }

    Piece read_comment()
    {
        int depth = 0;
        while (!is_at_end()) {
            if (begins_with("/*")) {
                ++depth;
                at_ += 2;
            } else if (begins_with("*/")) {
                at_ += 2;
                if (--depth == 0)
                    return Piece::comment;
            } else {
                ++at_;
            }
        }
        return Piece::unclosed;
    }

    // A doubled quote ends one piece and begins the next, which comes to the same.
    Piece read_quoted(char quote)
    {
        const std::size_t end = text_.find(quote, at_ + 1);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        return end == std::string_view::npos ? Piece::unclosed : Piece::quoted;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

SqlScript split_sql(std::string_view text)
{
    SqlScript script;
    Reader reader(text);
    std::size_t begin = 0;  // of the statement, at its first word
    std::size_t end = 0;    // after its last piece that is neither blank nor comment
    std::size_t begin_line = 0;
    const auto finish = [&] {
        if (begin_line != 0)
            script.statements.push_back({std::string(text.substr(begin, end - begin)), begin_line});
        begin_line = 0;
    };
    while (!reader.is_at_end()) {
        const std::size_t at = reader.at();
        const std::size_t line = reader.line();
        const Piece piece = reader.next();
        if (piece == Piece::unclosed) {
            script.unclosed_line = line;
            return script;
        }
        if (piece == Piece::semicolon) {
            finish();
        } else if (piece != Piece::blank && piece != Piece::comment) {
            if (begin_line == 0) {
                begin = at;
                begin_line = line;
            }
            end = reader.at();
        }
    }
    finish();
    return script;
}

std::vector<SqlWord> words_of_sql(std::string_view text)
{
    std::vector<SqlWord> words;
    Reader reader(text);
    while (!reader.is_at_end()) {
        const std::size_t at = reader.at();
        const std::size_t line = reader.line();
        if (reader.next() != Piece::word)
            continue;
        std::string word(text.substr(at, reader.at() - at));
        for (char& letter : word)
            if (letter >= 'a' && letter <= 'z')
                letter = static_cast<char>(letter - 'a' + 'A');
        words.push_back({std::move(word), line});
    }
    return words;
}

}  // namespace taqwim::database
