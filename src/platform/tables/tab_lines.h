// Our own lists of words: one entry a line, tabs between its fields, # before a remark.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace taqwim::tables {

struct TabLine {
    std::size_t number = 0;  // from 1
    std::vector<std::string_view> fields;
};

// Never empty: a text without the separator is one part.
[[nodiscard]] inline std::vector<std::string_view> parts_between(std::string_view text,
                                                                 char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

// Without empty lines and remarks. The fields are views of the text.
[[nodiscard]] inline std::vector<TabLine> tab_lines(std::string_view text)
{
    std::vector<TabLine> lines;
    std::size_t number = 0;
    for (const std::string_view line : parts_between(text, '\n')) {
        ++number;
        if (!line.empty() && line.front() != '#')
            lines.push_back({number, parts_between(line, '\t')});
    }
    return lines;
}

}  // namespace taqwim::tables
