#include "text_data.h"

#include <map>
#include <stdexcept>

#include "embedded/sample_generator.h"

namespace taqwim::sample_school {

namespace {

std::vector<std::string> split(std::string_view text, char at)
{
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t end = text.find(at); end != std::string_view::npos;
         start = end + 1, end = text.find(at, start))
        parts.emplace_back(text.substr(start, end - start));
    parts.emplace_back(text.substr(start));
    return parts;
}

}  // namespace

std::vector<std::string> lines_of(std::string_view path)
{
    for (const EmbeddedFile& file : embedded_sample_generator()) {
        if (file.path != path)
            continue;
        std::vector<std::string> lines = split(file.text, '\n');
        std::erase_if(lines, [](const std::string& line) { return line.empty(); });
        return lines;
    }
    throw std::logic_error("no such file in the generator: " + std::string(path));
}

std::vector<std::vector<std::string>> cells_of(std::string_view path)
{
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : lines_of(path))
        if (line.front() != '#')
            rows.push_back(split(line, '\t'));
    return rows;
}

const std::string& word(std::string_view key)
{
    static const std::map<std::string, std::string, std::less<>> words = [] {
        std::map<std::string, std::string, std::less<>> read;
        for (const std::vector<std::string>& cells : cells_of("words.tsv"))
            read[cells.at(0)] = cells.at(1);
        return read;
    }();
    const auto found = words.find(key);
    if (found == words.end())
        throw std::logic_error("no such word in words.tsv: " + std::string(key));
    return found->second;
}

std::string in_arabic_digits(std::string_view number)
{
    std::string text;
    for (const char letter : number) {
        if (letter >= '0' && letter <= '9') {
            text += "\xD9";
            text += static_cast<char>(0xA0 + (letter - '0'));
        } else if (letter == '.') {
            text += "\xD9\xAB";
        } else {
            text += letter;
        }
    }
    return text;
}

}  // namespace taqwim::sample_school
