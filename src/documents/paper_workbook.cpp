#include "documents/paper_workbook.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/refusal_codes.h"
#include "documents/shared_words.h"
#include "documents/table_grid.h"
#include "platform/tables/workbook_writer.h"

namespace taqwim::documents {

namespace {

using print::Block;
using print::Document;

constexpr std::string_view k_between = " · ";

void add_to_line(std::string& line, const std::string& text)
{
    if (!text.empty())
        line += (line.empty() ? "" : std::string(k_between)) + text;
}

// One table of a paper with the words around it.
struct TableSheet {
    std::string title;
    std::vector<std::pair<std::string, std::string>> fields;
    std::vector<std::string> before;
    Grid grid;
    std::string when_empty;
    std::vector<std::string> after;
};

// Reads a paper from its first block to its last.
class PaperReader {
public:
    explicit PaperReader(const Document& document) : document_(document), title_(document.title)
    {
        read(document.blocks);
        flush();
    }

    [[nodiscard]] std::vector<TableSheet> sheets() && { return std::move(sheets_); }

private:
    struct Line {
        std::string text;
        bool is_of_part = false;  // «الجزء ١ من ٣»: what is one table again has no parts
    };

    void read(const std::vector<Block>& blocks)
    {
        for (const Block& block : blocks)
            std::visit([&](const auto& content) { take(content); }, block.content);
    }

    void take(const print::Heading& heading)
    {
        if (heading.level > 1) {
            pending_.push_back({plain(heading.text), heading.level > 2});
            return;
        }
        flush();
        title_ = plain(heading.text);
        fields_.clear();
        is_titled_anew_ = true;
    }
    void take(const print::Paragraph& paragraph) { pending_.push_back({plain(paragraph.text)}); }
    void take(const print::Stamp& stamp) { pending_.push_back({plain(stamp.text)}); }
    // Those above the first table of a title are that title's; those beneath a table, as counts, are notes.
    void take(const print::Fields& fields)
    {
        std::string line;
        for (const print::Field& field : fields.fields) {
            const std::string value = plain(field.value);
            if (value.empty())
                continue;
            if (is_titled_anew_ || sheets_.empty())
                fields_.emplace_back(plain(field.label), value);
            else
                add_to_line(line, plain(field.label) + ": " + value);
        }
        if (!line.empty())
            pending_.push_back({line});
    }
    void take(const print::Table& table)
    {
        Grid grid = grid_of(table, document_);
        const bool is_of_same = !sheets_.empty() && !is_titled_anew_ &&
                                std::ranges::all_of(pending_, &Line::is_of_part);
        if (is_of_same && goes_on(sheets_.back().grid, grid)) {
            add_columns(sheets_.back().grid, std::move(grid));
            for (const Line& line : pending_of_last_)
                if (line.is_of_part)
                    std::erase(sheets_.back().before, line.text);
            pending_.clear();
            return;
        }
        TableSheet sheet{title_, fields_, {}, std::move(grid), plain(table.when_empty), {}};
        for (const Line& line : pending_)
            sheet.before.push_back(line.text);
        pending_of_last_ = std::exchange(pending_, {});
        is_titled_anew_ = false;
        sheets_.push_back(std::move(sheet));
    }
    void take(const print::SideBySide& beside)
    {
        for (const print::Side& side : beside.sides)
            read(side.blocks);
    }
    void take(const print::Together& together) { read(together.blocks); }
    // Signatures, codes and pictures belong on paper; the rest is no word.
    template <class Other>
    void take(const Other& /*other*/)
    {}

    // What follows the last table of a title is beneath it.
    void flush()
    {
        if (sheets_.empty() || is_titled_anew_)
            return;
        for (Line& line : pending_)
            if (!line.text.empty())
                sheets_.back().after.push_back(std::move(line.text));
        pending_.clear();
    }

    [[nodiscard]] std::string plain(const std::string& text) const
    {
        return plain_text(text, document_);
    }

    const Document& document_;
    std::string title_;
    std::vector<std::pair<std::string, std::string>> fields_;
    std::vector<Line> pending_;
    std::vector<Line> pending_of_last_;
    bool is_titled_anew_ = true;
    std::vector<TableSheet> sheets_;
};

// What tells sheets of one title apart: the first field in which they differ, as the subject is.
std::string name_of(const TableSheet& sheet, const std::vector<TableSheet>& all)
{
    for (std::size_t field = 0; field < sheet.fields.size(); ++field)
        if (std::ranges::any_of(all, [&](const TableSheet& other) {
                return other.title == sheet.title && field < other.fields.size() &&
                       other.fields[field] != sheet.fields[field];
            }))
            return sheet.fields[field].second;
    return sheet.title;
}

std::vector<tables::SheetLine> head_of(const Document& document, const TableSheet& sheet)
{
    std::vector<tables::SheetLine> lines;
    const auto add = [&](const std::string& text, bool is_strong = false) {
        if (!text.empty())
            lines.push_back({text, is_strong});
    };
    const auto joined = [&](const std::vector<std::string>& words) {
        std::string line;
        for (const std::string& word : words)
            add_to_line(line, plain_text(word, document));
        return line;
    };
    add(joined(document.header.start));
    add(joined(document.header.middle));
    add(sheet.title, true);
    std::string fields;
    for (const auto& [label, value] : sheet.fields)
        add_to_line(fields, label + ": " + value);
    add(fields);
    add(joined(document.header.end));
    std::string copy;
    if (!document.watermark.empty())
        copy = plain_text(document.watermark, document);
    add_to_line(copy, shared_words().at("working_copy", document.language));
    add(copy, true);
    for (const std::string& line : sheet.before)
        add(line);
    return lines;
}

std::size_t letters_in(std::string_view utf8)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
}

// Wide enough for what stands in it, within reason; a heading breaks into two lines.
int width_of(const Grid& grid, std::size_t column)
{
    constexpr std::size_t k_least = 7;
    constexpr std::size_t k_most = 44;
    std::size_t width = letters_in(grid.headings[column]) / 2;
    for (const auto& row : grid.rows)
        // A line across the whole table runs over its neighbours.
        if (column > 0 || row.size() < 2 || !row[1].text.empty())
            width = std::max(width, letters_in(row[column].text));
    return static_cast<int>(std::clamp(width + 2, k_least, k_most));
}

void write(tables::WorkbookWriter& workbook, const Document& document, const TableSheet& sheet,
           std::string name)
{
    const Grid& grid = sheet.grid;
    tables::SheetForm form{.name = std::move(name),
                           .columns = {},
                           .above = head_of(document, sheet),
                           .is_right_to_left = document.language == print::Language::arabic};
    for (std::size_t column = 0; column < grid.headings.size(); ++column)
        form.columns.push_back({.heading = grid.headings[column],
                                .width = width_of(grid, column),
                                .is_text = !grid.has_numbers(column)});
    tables::SheetWriter rows = workbook.add_sheet(form);
    for (const auto& row : grid.rows) {
        for (const GridCell& cell : row)
            (void)(cell.is_number ? rows.number(cell.text) : rows.text(cell.text));
        rows.end_row();
    }
    if (grid.rows.empty() && !sheet.when_empty.empty())
        rows.text(sheet.when_empty).end_row();
    if (!sheet.after.empty())
        rows.end_row();
    for (const std::string& line : sheet.after)
        rows.text(line).end_row();
}

}  // namespace

Result<std::string> workbook_of(std::span<const Document> documents)
{
    tables::WorkbookWriter workbook;
    for (const Document& document : documents) {
        const std::vector<TableSheet> sheets = PaperReader(document).sheets();
        if (sheets.empty())
            return Refusal{RefusalCode::paper_without_table, {}, "kind", ""};
        for (const TableSheet& sheet : sheets) {
            // Of several papers in one file each sheet says whose it is.
            std::string name = name_of(sheet, sheets);
            const std::string whose = plain_text(document.subject, document);
            if (documents.size() > 1 && !whose.empty())
                name = sheets.size() > 1 ? whose + " " + name : whose;
            write(workbook, document, sheet, std::move(name));
        }
    }
    if (documents.empty())
        return Refusal{RefusalCode::paper_without_table, {}, "kind", ""};
    return workbook.finish();
}

}  // namespace taqwim::documents
