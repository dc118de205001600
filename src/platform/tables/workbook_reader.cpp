#include "platform/tables/workbook_reader.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <pugixml.hpp>

#include "core/trimmed.h"
#include "platform/tables/workbook_number.h"
#include "platform/tables/workbook_package.h"

namespace taqwim::tables {

namespace {

constexpr std::string_view k_zip = "PK\x03\x04";
constexpr std::string_view k_empty_zip = "PK\x05\x06";
// An old .xls, and a workbook with a password: both are OLE files.
constexpr std::string_view k_ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::uint32_t k_most_rows = 1'048'576;
constexpr std::size_t k_most_columns = 16'384;

// The name without its prefix: some programs write "x:row" for "row".
std::string_view local_name(const char* name)
{
    const std::string_view text(name);
    const std::size_t colon = text.find(':');
    return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

bool is_named(const pugi::xml_node& node, std::string_view name)
{
    return local_name(node.name()) == name;
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name)
{
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling())
        if (is_named(node, name))
            return node;
    return {};
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name)
{
    for (const pugi::xml_attribute& one : node.attributes())
        if (local_name(one.name()) == name)
            return one.value();
    return {};
}

bool is_true(std::string_view value)
{
    return value == "1" || value == "true";
}

template <class Number>
std::optional<Number> number_in(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

// A character of the basic plane in UTF-8. Control characters go, but for the line break and the tab.
void append_character(std::string& text, std::uint32_t code)
{
    const auto append = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code == '\n' || code == '\t' || (code >= 0x20 && code < 0x7F)) {
        append(code);
    } else if (code >= 0xA0 && code < 0x800) {
        append(0xC0U | (code >> 6U));
        append(0x80U | (code & 0x3FU));
    } else if (code >= 0x800 && !is_surrogate) {
        append(0xE0U | (code >> 12U));
        append(0x80U | ((code >> 6U) & 0x3FU));
        append(0x80U | (code & 0x3FU));
    }
}

// "_x000D_" stands for a character that XML cannot hold.
void append_unescaped(std::string& text, std::string_view written)
{
    while (!written.empty()) {
        const std::size_t at = written.find("_x");
        text += written.substr(0, at);
        if (at == std::string_view::npos)
            return;
        written.remove_prefix(at);
        std::uint32_t code = 0;
        const bool is_escape =
            written.size() >= 7 && written[6] == '_' &&
            std::from_chars(written.data() + 2, written.data() + 6, code, 16).ptr ==
                written.data() + 6;
        if (!is_escape) {
            text += "_x";
            written.remove_prefix(2);
            continue;
        }
        append_character(text, code);
        written.remove_prefix(7);
    }
}

// The text of a shared or inline string: <t>, or the <t> of its runs. How it is to be read aloud (<rPh>) is no part of it.
std::string text_of_string(const pugi::xml_node& string)
{
    std::string text;
    for (const pugi::xml_node& node : string.children()) {
        if (is_named(node, "t"))
            append_unescaped(text, node.text().get());
        else if (is_named(node, "r"))
            append_unescaped(text, child(node, "t").text().get());
    }
    return text;
}

struct Place {
    std::size_t column = 0;
    std::uint32_t row = 0;
};

// "B7"; nothing when it is none or beyond what a sheet can have.
std::optional<Place> place_of(std::string_view reference)
{
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
        column = column * 26 + static_cast<std::size_t>(reference[at] - 'A') + 1;
        if (column > k_most_columns)
            return std::nullopt;
    }
    const auto row = number_in<std::uint32_t>(reference.substr(at));
    if (column == 0 || !row || *row == 0 || *row > k_most_rows)
        return std::nullopt;
    return Place{column - 1, *row};
}

struct CellAttributes {
    std::string_view place;
    std::string_view type;
    std::string_view style;
};

// Of the millions of cells each is looked through once.
CellAttributes attributes_of(const pugi::xml_node& cell)
{
    CellAttributes found;
    for (pugi::xml_attribute one = cell.first_attribute(); one; one = one.next_attribute()) {
        const std::string_view name = local_name(one.name());
        if (name == "r")
            found.place = one.value();
        else if (name == "t")
            found.type = one.value();
        else if (name == "s")
            found.style = one.value();
    }
    return found;
}

class WorkbookReader {
public:
    WorkbookReader(WorkbookPackage package, const TableLimits& limits)
        : package_(std::move(package)), limits_(limits), texts_(std::make_shared<TextStore>())
    {}

    Result<std::vector<Table>> read();

private:
    struct Sheet {
        std::string name;
        std::string part;
    };

    // A part as XML. The text is taken apart in place and must live as long as the document.
    struct Document {
        std::string text;
        pugi::xml_document xml;
    };
    [[nodiscard]] Result<std::unique_ptr<Document>> parse(std::string_view part) const;

    [[nodiscard]] Result<std::vector<Sheet>> read_sheet_list();
    [[nodiscard]] Result<std::map<std::string, std::string>> read_relations(
        std::string_view part, std::string_view folder) const;
    [[nodiscard]] std::optional<Refusal> read_shared_strings(std::string_view part);
    [[nodiscard]] std::optional<Refusal> read_styles(std::string_view part);
    [[nodiscard]] Result<Table> read_sheet(const Sheet& sheet);
    [[nodiscard]] std::optional<Refusal> read_row(const pugi::xml_node& node, TableRow& row);
    [[nodiscard]] std::optional<Cell> read_cell(const pugi::xml_node& node,
                                                const CellAttributes& attributes);
    [[nodiscard]] std::optional<Refusal> spread_merged(const pugi::xml_node& merges,
                                                       std::vector<TableRow>& rows);

    WorkbookPackage package_;
    TableLimits limits_;
    std::shared_ptr<TextStore> texts_;
    std::vector<std::string_view> shared_strings_;
    std::vector<NumberForm> forms_;  // by the index of the style
    DaySystem day_system_ = DaySystem::from_1900;
    std::string shared_strings_part_;
    std::string styles_part_;
    std::size_t cells_ = 0;
    std::size_t covered_ = 0;
};

Result<std::unique_ptr<WorkbookReader::Document>> WorkbookReader::parse(std::string_view part) const
{
    auto text = package_.read(part);
    if (!text)
        return text.refusal();
    auto document = std::make_unique<Document>();
    document->text = std::move(*text);
    // A blank that stands alone in a run joins two words: it must stay.
    const pugi::xml_parse_result parsed =
        document->xml.load_buffer_inplace(document->text.data(), document->text.size(),
                                          pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!parsed)
        return package_.not_workbook();
    return document;
}

// Id -> the part that it leads to. A folder ends with a slash or is empty.
Result<std::map<std::string, std::string>> WorkbookReader::read_relations(
    std::string_view part, std::string_view folder) const
{
    std::map<std::string, std::string> targets;
    if (!package_.has(part))
        return targets;
    const auto document = parse(part);
    if (!document)
        return document.refusal();
    for (const pugi::xml_node& relation : (*document)->xml.first_child().children()) {
        std::string_view target = attribute(relation, "Target");
        const bool is_outside = attribute(relation, "TargetMode") == "External";
        if (!is_named(relation, "Relationship") || is_outside || target.empty())
            continue;
        std::string path = target.starts_with('/') ? std::string(target.substr(1))
                                                   : std::string(folder) + std::string(target);
        // Also by the kind, of which there is one: ".../officeDocument", ".../sharedStrings".
        const std::string_view type = attribute(relation, "Type");
        targets.emplace(std::string(type.substr(type.rfind('/') + 1)), path);
        targets.emplace("id:" + std::string(attribute(relation, "Id")), std::move(path));
    }
    return targets;
}

Result<std::vector<WorkbookReader::Sheet>> WorkbookReader::read_sheet_list()
{
    const auto top = read_relations("_rels/.rels", "");
    if (!top)
        return top.refusal();
    const auto main = top->find("officeDocument");
    const std::string workbook_part = main != top->end() ? main->second : "xl/workbook.xml";
    const std::size_t slash = workbook_part.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : workbook_part.substr(0, slash + 1);
    const std::string name = workbook_part.substr(folder.size());

    const auto relations = read_relations(folder + "_rels/" + name + ".rels", folder);
    if (!relations)
        return relations.refusal();
    const auto part_of = [&](const std::string& key) {
        const auto found = relations->find(key);
        return found != relations->end() ? found->second : std::string();
    };
    shared_strings_part_ = part_of("sharedStrings");
    styles_part_ = part_of("styles");

    const auto document = parse(workbook_part);
    if (!document)
        return document.refusal();
    const pugi::xml_node workbook = (*document)->xml.document_element();
    if (!is_named(workbook, "workbook"))
        return package_.not_workbook();
    if (is_true(attribute(child(workbook, "workbookPr"), "date1904")))
        day_system_ = DaySystem::from_1904;
    std::vector<Sheet> sheets;
    for (const pugi::xml_node& sheet : child(workbook, "sheets").children()) {
        const std::string_view state = attribute(sheet, "state");
        if (!is_named(sheet, "sheet") || state == "hidden" || state == "veryHidden")
            continue;
        const std::string part = part_of("id:" + std::string(attribute(sheet, "id")));
        // A sheet that is a drawing and nothing else has no cells.
        if (part.find("chartsheets/") != std::string::npos ||
            part.find("dialogsheets/") != std::string::npos)
            continue;
        if (sheets.size() == limits_.sheets)
            return package_.too_large(std::to_string(limits_.sheets));
        // One part is one sheet: a small file must not be read a hundred times.
        if (std::any_of(sheets.begin(), sheets.end(),
                        [&](const Sheet& other) { return other.part == part; }))
            return package_.not_workbook();
        sheets.push_back({std::string(attribute(sheet, "name")), part});
    }
    if (sheets.empty())
        return package_.not_workbook();
    return sheets;
}

std::optional<Refusal> WorkbookReader::read_shared_strings(std::string_view part)
{
    if (part.empty() || !package_.has(part))
        return std::nullopt;
    const auto document = parse(part);
    if (!document)
        return document.refusal();
    for (const pugi::xml_node& string : (*document)->xml.document_element().children()) {
        if (!is_named(string, "si"))
            continue;
        if (shared_strings_.size() == limits_.cells)
            return package_.too_large(std::to_string(limits_.cells));
        const std::string text = text_of_string(string);
        shared_strings_.push_back(texts_->keep(trimmed(text)));
    }
    return std::nullopt;
}

std::optional<Refusal> WorkbookReader::read_styles(std::string_view part)
{
    if (part.empty() || !package_.has(part))
        return std::nullopt;
    const auto document = parse(part);
    if (!document)
        return document.refusal();
    const pugi::xml_node styles = (*document)->xml.document_element();
    std::map<int, NumberForm> own_formats;
    for (const pugi::xml_node& format : child(styles, "numFmts").children())
        if (const auto id = number_in<int>(attribute(format, "numFmtId")))
            own_formats[*id] = form_of_format(attribute(format, "formatCode"));
    for (const pugi::xml_node& style : child(styles, "cellXfs").children()) {
        const int id = number_in<int>(attribute(style, "numFmtId")).value_or(0);
        const auto own = own_formats.find(id);
        forms_.push_back(own != own_formats.end() ? own->second : form_of_builtin_format(id));
    }
    return std::nullopt;
}

// Nothing when the file contradicts itself.
std::optional<Cell> WorkbookReader::read_cell(const pugi::xml_node& node,
                                              const CellAttributes& attributes)
{
    const std::string_view type = attributes.type;
    if (type == "inlineStr") {
        const std::string text = text_of_string(child(node, "is"));
        const std::string_view kept = texts_->keep(trimmed(text));
        return Cell{kept, kept.empty() ? CellKind::empty : CellKind::text};
    }
    const std::string_view value = trimmed(child(node, "v").text().get());
    if (value.empty())
        return Cell{};
    if (type == "s") {
        const auto index = number_in<std::size_t>(value);
        if (!index || *index >= shared_strings_.size())
            return std::nullopt;
        const std::string_view text = shared_strings_[*index];
        return Cell{text, text.empty() ? CellKind::empty : CellKind::text};
    }
    if (type == "str" || type == "d") {
        std::string text;
        append_unescaped(text, value);
        const std::string_view kept = texts_->keep(trimmed(text));
        return Cell{kept, kept.empty() ? CellKind::empty : CellKind::text};
    }
    if (type == "b")
        return Cell{is_true(value) ? "true" : "false", CellKind::truth};
    if (type == "e")
        return Cell{texts_->keep(value), CellKind::error};
    if (!type.empty() && type != "n")
        return std::nullopt;
    const auto exact = exact_number(value);
    if (!exact)
        return Cell{texts_->keep(value), CellKind::error};
    const auto style = number_in<std::size_t>(attributes.style).value_or(0);
    const NumberForm form = style < forms_.size() ? forms_[style] : NumberForm::number;
    if (form == NumberForm::number)
        return Cell{texts_->keep(*exact), CellKind::number};
    const NumberCell cell = cell_of_number(*exact, form, day_system_);
    return Cell{texts_->keep(cell.text), cell.kind};
}

std::optional<Refusal> WorkbookReader::read_row(const pugi::xml_node& node, TableRow& row)
{
    std::size_t next_column = 0;
    for (const pugi::xml_node& cell_node : node.children()) {
        if (!is_named(cell_node, "c"))
            continue;
        std::size_t column = next_column;
        const CellAttributes attributes = attributes_of(cell_node);
        if (!attributes.place.empty()) {
            const auto place = place_of(attributes.place);
            if (!place || place->row != row.number || place->column < next_column)
                return package_.not_workbook();
            column = place->column;
        }
        next_column = column + 1;
        const auto cell = read_cell(cell_node, attributes);
        if (!cell)
            return package_.not_workbook();
        if (cell->kind == CellKind::empty)
            continue;
        if (column >= limits_.columns)
            return package_.too_large(std::to_string(limits_.columns));
        cells_ += column + 1 - row.cells.size();
        if (cells_ > limits_.cells)
            return package_.too_large(std::to_string(limits_.cells));
        row.cells.resize(column + 1);
        row.cells[column] = *cell;
    }
    return std::nullopt;
}

// Cells that are covered get the content of the one that covers them; only where there are rows, and no further to the
// left than the table goes.
std::optional<Refusal> WorkbookReader::spread_merged(const pugi::xml_node& merges,
                                                     std::vector<TableRow>& rows)
{
    std::size_t columns = 0;
    for (const TableRow& row : rows)
        columns = std::max(columns, row.cells.size());
    for (const pugi::xml_node& merge : merges.children()) {
        const std::string_view range = attribute(merge, "ref");
        const std::size_t colon = range.find(':');
        if (colon == std::string_view::npos)
            continue;
        const auto first = place_of(range.substr(0, colon));
        const auto last = place_of(range.substr(colon + 1));
        if (!first || !last || last->row < first->row || last->column < first->column)
            return package_.not_workbook();
        const auto at = [&](std::uint32_t number) {
            return std::lower_bound(
                rows.begin(), rows.end(), number,
                [](const TableRow& row, std::uint32_t wanted) { return row.number < wanted; });
        };
        const auto top = at(first->row);
        if (top == rows.end() || top->number != first->row || first->column >= top->cells.size())
            continue;
        Cell content = top->cells[first->column];
        if (content.kind == CellKind::empty)
            continue;
        content.is_covered = true;
        const std::size_t end = std::min(last->column + 1, columns);
        for (auto row = top; row != rows.end() && row->number <= last->row; ++row) {
            covered_ += end - first->column;
            if (covered_ > limits_.cells)
                return package_.too_large(std::to_string(limits_.cells));
            row->cells.resize(std::max(row->cells.size(), end));
            for (std::size_t column = first->column; column < end; ++column)
                if (row->cells[column].kind == CellKind::empty)
                    row->cells[column] = content;
        }
    }
    return std::nullopt;
}

Result<Table> WorkbookReader::read_sheet(const Sheet& sheet)
{
    const auto document = parse(sheet.part);
    if (!document)
        return document.refusal();
    const pugi::xml_node root = (*document)->xml.document_element();
    if (!is_named(root, "worksheet"))
        return package_.not_workbook();
    const bool is_right_to_left =
        is_true(attribute(child(child(root, "sheetViews"), "sheetView"), "rightToLeft"));

    std::vector<TableRow> rows;
    std::uint32_t last_number = 0;
    for (const pugi::xml_node& node : child(root, "sheetData").children()) {
        if (!is_named(node, "row"))
            continue;
        TableRow row{last_number + 1, {}};
        if (const std::string_view written = attribute(node, "r"); !written.empty())
            row.number = number_in<std::uint32_t>(written).value_or(0);
        if (row.number <= last_number || row.number > k_most_rows)
            return package_.not_workbook();
        last_number = row.number;
        if (auto refusal = read_row(node, row))
            return std::move(*refusal);
        if (row.cells.empty())
            continue;
        if (rows.size() == limits_.rows)
            return package_.too_large(std::to_string(limits_.rows));
        rows.push_back(std::move(row));
    }
    if (auto refusal = spread_merged(child(root, "mergeCells"), rows))
        return std::move(*refusal);
    return Table(sheet.name, is_right_to_left, std::move(rows), texts_);
}

Result<std::vector<Table>> WorkbookReader::read()
{
    const auto sheets = read_sheet_list();
    if (!sheets)
        return sheets.refusal();
    if (auto refusal = read_shared_strings(shared_strings_part_))
        return std::move(*refusal);
    if (auto refusal = read_styles(styles_part_))
        return std::move(*refusal);
    std::vector<Table> tables;
    for (const Sheet& sheet : *sheets) {
        auto table = read_sheet(sheet);
        if (!table)
            return table.refusal();
        tables.push_back(std::move(*table));
    }
    return tables;
}

}  // namespace

bool looks_like_workbook(std::string_view bytes)
{
    return bytes.starts_with(k_zip) || bytes.starts_with(k_empty_zip) || bytes.starts_with(k_ole);
}

Result<std::vector<Table>> read_workbook(std::string_view file, std::string_view bytes,
                                         const TableLimits& limits)
{
    auto package = WorkbookPackage::open(file, bytes, limits);
    if (!package)
        return package.refusal();
    return WorkbookReader(std::move(*package), limits).read();
}

}  // namespace taqwim::tables
