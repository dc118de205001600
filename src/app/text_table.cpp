#include "app/text_table.h"

#include <algorithm>

#include "core/digits.h"

namespace taqwim::app {

namespace {

constexpr std::string_view k_between = "  ";
constexpr std::string_view k_line = "\u2500";

// A number, or nothing at all.
bool looks_numeric(std::string_view text)
{
    constexpr std::string_view k_signs = ".-+/%";
    for (std::size_t i = 0; i < text.size();) {
        if (const auto digit = leading_digit(text.substr(i)))
            i += digit->bytes;
        else if (k_signs.find(text[i]) != std::string_view::npos)
            ++i;
        else
            return text == "\u2014";
    }
    return true;
}

// A text cut at blanks into lines that are not too wide. A word that is wider by itself stays whole.
std::vector<std::string_view> lines_of(std::string_view text)
{
    constexpr std::size_t k_widest = 60;
    std::vector<std::string_view> lines;
    std::size_t begin = 0;
    std::size_t end = 0;  // of the words that fit
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t word_end = std::min(text.find(' ', at), text.size());
        if (end > begin && terminal_width(text.substr(begin, word_end - begin)) > k_widest) {
            lines.push_back(text.substr(begin, end - begin));
            begin = at;
        }
        end = word_end;
        at = word_end + 1;
    }
    lines.push_back(text.substr(begin, end - begin));
    return lines;
}

}  // namespace

TextTable::Row TextTable::measured(const std::vector<std::string>& cells, bool is_header)
{
    if (columns_.size() < cells.size())
        columns_.resize(cells.size());
    Row row(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string text = printable(cells[i]);
        Column& column = columns_[i];
        column.is_numbers = column.is_numbers && (is_header || looks_numeric(text));
        for (const std::string_view line : lines_of(text)) {
            Cell cell{as_line_of_cell(line, text, direction_, digits_), 0};
            cell.width = terminal_width(cell.text);
            column.width = std::max(column.width, cell.width);
            row[i].push_back(std::move(cell));
        }
    }
    return row;
}

void TextTable::header(const std::vector<std::string>& cells)
{
    header_ = measured(cells, true);
}

void TextTable::row(const std::vector<std::string>& cells)
{
    rows_.push_back(measured(cells, false));
}

void TextTable::write_line(std::ostream& output, const Row& row, std::size_t line) const
{
    output << line_start(direction_);
    std::string held;  // blanks that nothing has followed yet
    for (std::size_t i = 0; i < row.size(); ++i) {
        static const Cell nothing;
        const Cell& cell = line < row[i].size() ? row[i][line] : nothing;
        const std::string padding(columns_[i].width - cell.width, ' ');
        const bool is_pushed = direction_ == Direction::left_to_right && columns_[i].is_numbers;
        if (is_pushed)
            held += padding;
        if (!cell.text.empty()) {
            output << held << cell.text;
            held.clear();
        }
        if (!is_pushed)
            held += padding;
        held += k_between;
    }
    output << '\n';
}

void TextTable::write_row(std::ostream& output, const Row& row) const
{
    std::size_t lines = 1;
    for (const auto& cell : row)
        lines = std::max(lines, cell.size());
    for (std::size_t line = 0; line < lines; ++line)
        write_line(output, row, line);
}

void TextTable::write(std::ostream& output)
{
    if (!header_.empty()) {
        write_row(output, header_);
        output << line_start(direction_);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0)
                output << k_between;
            for (std::size_t column = 0; column < columns_[i].width; ++column)
                output << k_line;
        }
        output << '\n';
        header_.clear();
    }
    for (const Row& row : rows_)
        write_row(output, row);
    rows_.clear();
}

}  // namespace taqwim::app
