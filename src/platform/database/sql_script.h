// A text of several SQL statements, taken apart.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taqwim::database {

struct SqlStatement {
    std::string text;      // without the semicolon and without comments around it
    std::size_t line = 0;  // of its first word, counted from 1
};

struct SqlScript {
    std::vector<SqlStatement> statements;
    // The line at which a string, a quoted name or a comment begins that never ends. Nothing of such a script is run.
    std::optional<std::size_t> unclosed_line;
};

// Splits at semicolons, but not at those in 'strings', "names" and comments, -- and /* nested */.
[[nodiscard]] SqlScript split_sql(std::string_view text);

struct SqlWord {
    std::string text;  // in capitals; quoted names and strings are left out
    std::size_t line = 0;
};

// The words outside strings, quoted names and comments.
[[nodiscard]] std::vector<SqlWord> words_of_sql(std::string_view text);

}  // namespace taqwim::database
