#include "platform/tables/csv_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "platform/tables/size_text.h"

namespace taqwim::tables {

namespace {

constexpr std::string_view k_utf8_mark = "\xEF\xBB\xBF";
constexpr std::size_t k_rows_for_separator = 20;

bool is_utf8(std::string_view text)
{
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()), &error);
    return error == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(error);
}

// UTF-16 without a mark: of a Latin letter every second byte is zero, of an Arabic one it is 06.
const char* utf16_without_mark(std::string_view bytes)
{
    const std::string_view beginning = bytes.substr(0, std::min<std::size_t>(bytes.size(), 400));
    std::array<std::size_t, 2> high_bytes{};
    for (std::size_t i = 0; i < beginning.size(); ++i)
        high_bytes[i % 2] += beginning[i] == '\0' || beginning[i] == '\x06' ? 1 : 0;
    const std::size_t characters = beginning.size() / 2;
    if (bytes.size() % 2 != 0 || characters == 0)
        return nullptr;
    if (high_bytes[1] * 10 >= characters * 9)
        return "UTF-16LE";
    return high_bytes[0] * 10 >= characters * 9 ? "UTF-16BE" : nullptr;
}

// The Arabic letters of Windows-1256 lie in C0 to ED; in UTF-8 that was cut at most every second high byte does.
bool looks_like_windows_1256(std::string_view bytes)
{
    std::size_t high = 0;
    std::size_t letters = 0;
    for (const char one : bytes) {
        const auto byte = static_cast<unsigned char>(one);
        high += byte >= 0x80 ? 1 : 0;
        letters += byte >= 0xC0 && byte <= 0xED ? 1 : 0;
    }
    return high > 0 && letters * 10 >= high * 7;
}

std::optional<std::string> converted(std::string_view bytes, const char* encoding)
{
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &error),
                                                                       &ucnv_close);
    if (U_FAILURE(error))
        return std::nullopt;
    // Half a character is an error, not a question mark.
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
    const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                  converter.get(), error);
    if (U_FAILURE(error))
        return std::nullopt;
    std::string utf8;
    utf8.reserve(bytes.size() * 2);
    text.toUTF8String(utf8);
    return utf8;
}

// Takes the record at the front of the text apart; calls `cell` for each of its cells.
class RecordReader {
public:
    RecordReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

    [[nodiscard]] bool is_at_end() const { return rest_.empty(); }
    // The first line of the record that was read last.
    [[nodiscard]] std::uint32_t row() const { return row_; }

    // Refuses with quote_not_closed and text_after_quote.
    [[nodiscard]] Result<std::vector<std::string>> read()
    {
        row_ = next_row_;
        std::vector<std::string> cells;
        while (true) {
            auto cell = read_cell(cells.size());
            if (!cell)
                return cell.refusal();
            cells.push_back(std::move(*cell));
            if (rest_.empty())
                break;
            const char end = rest_.front();
            rest_.remove_prefix(1);
            if (end == separator_)
                continue;
            if (end == '\r' && rest_.starts_with('\n'))
                rest_.remove_prefix(1);
            break;
        }
        ++next_row_;
        return cells;
    }

private:
    [[nodiscard]] bool ends_cell(char one) const
    {
        return one == separator_ || one == '\n' || one == '\r';
    }

    Result<std::string> read_cell(std::size_t index)
    {
        const std::size_t blanks = std::min(rest_.find_first_not_of(' '), rest_.size());
        if (blanks == rest_.size() || rest_[blanks] != '"') {
            const auto end =
                std::find_if(rest_.begin(), rest_.end(), [&](char one) { return ends_cell(one); });
            const std::string cell(
                trimmed({rest_.data(), static_cast<std::size_t>(end - rest_.begin())}));
            rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
            return cell;
        }
        rest_.remove_prefix(blanks + 1);
        std::string cell;
        while (true) {
            const std::size_t quote = rest_.find('"');
            if (quote == std::string_view::npos)
                return Refusal{
                    RefusalCode::quote_not_closed, {{"row", std::to_string(row_)}}, "", ""};
            cell += rest_.substr(0, quote);
            rest_.remove_prefix(quote + 1);
            if (!rest_.starts_with('"'))
                break;
            cell += '"';
            rest_.remove_prefix(1);
        }
        while (rest_.starts_with(' '))
            rest_.remove_prefix(1);
        if (!rest_.empty() && !ends_cell(rest_.front()))
            return Refusal{RefusalCode::text_after_quote,
                           {{"row", std::to_string(row_)}, {"column", column_name(index)}},
                           "",
                           ""};
        return std::string(trimmed(cell));
    }

    std::string_view rest_;
    char separator_;
    std::uint32_t row_ = 1;
    std::uint32_t next_row_ = 1;
};

// The separator by which most of the first rows have the same number of cells, more than one; titles above have none.
char separator_of(std::string_view text)
{
    char best = ',';
    std::size_t most = 0;
    for (const char candidate : {',', ';', '\t'}) {
        std::map<std::size_t, std::size_t> rows_by_width;
        RecordReader reader(text, candidate);
        for (std::size_t i = 0; i < k_rows_for_separator && !reader.is_at_end(); ++i) {
            const auto cells = reader.read();
            if (!cells)
                break;
            ++rows_by_width[cells->size()];
        }
        std::size_t weight = 0;
        for (const auto& [width, rows] : rows_by_width)
            if (width > 1)
                weight = std::max(weight, rows * 1000 + width);
        if (weight > most) {
            most = weight;
            best = candidate;
        }
    }
    return best;
}

// Portals save a web page under the name of a table.
bool is_web_page(std::string_view text)
{
    std::string beginning(trimmed(text.substr(0, 200)));
    for (char& letter : beginning)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    constexpr std::array<std::string_view, 6> tags = {"<html", "<!doctype", "<table",
                                                      "<?xml", "<meta",     "<head"};
    return std::any_of(tags.begin(), tags.end(),
                       [&](std::string_view tag) { return beginning.starts_with(tag); });
}

}  // namespace

Result<std::string> as_utf8(std::string_view file, std::string_view bytes)
{
    std::optional<std::string> text;
    if (bytes.starts_with("\xFF\xFE"))
        text = converted(bytes.substr(2), "UTF-16LE");
    else if (bytes.starts_with("\xFE\xFF"))
        text = converted(bytes.substr(2), "UTF-16BE");
    else if (const char* encoding = utf16_without_mark(bytes))
        text = converted(bytes, encoding);
    else if (is_utf8(bytes))
        text =
            std::string(bytes.starts_with(k_utf8_mark) ? bytes.substr(k_utf8_mark.size()) : bytes);
    else if (looks_like_windows_1256(bytes))
        text = converted(bytes, "windows-1256");
    if (!text || text->find('\0') != std::string::npos)
        return Refusal{RefusalCode::file_encoding,
                       {{"file", std::string(file)}, {"encoding", "unknown"}},
                       std::string(file),
                       ""};
    return std::move(*text);
}

Result<Table> read_csv_table(std::string_view file, std::string_view bytes,
                             const TableLimits& limits)
{
    const auto refused = [&](RefusalCode code, Arguments arguments) {
        return Refusal{code, std::move(arguments), std::string(file), ""};
    };
    if (bytes.size() > limits.bytes)
        return refused(RefusalCode::input_too_large, {{"limit", size_text(limits.bytes)}});
    const auto text = as_utf8(file, bytes);
    if (!text)
        return text.refusal();
    if (trimmed(*text).empty())
        return refused(RefusalCode::file_empty, {{"file", std::string(file)}});
    if (is_web_page(*text))
        return refused(RefusalCode::file_not_workbook, {{"file", std::string(file)}});

    // "sep=;": Excel's own word for the separator, above everything else.
    std::string_view content = *text;
    std::uint32_t rows_above = 0;
    char separator = '\0';
    if (content.starts_with("sep=") && content.size() > 5) {
        separator = content[4];
        const std::size_t end = content.find('\n');
        content = end == std::string_view::npos ? std::string_view() : content.substr(end + 1);
        rows_above = 1;
    }
    if (separator != ',' && separator != ';' && separator != '\t')
        separator = separator_of(content);

    auto texts = std::make_shared<TextStore>();
    std::vector<TableRow> rows;
    std::size_t cells_kept = 0;
    RecordReader reader(content, separator);
    while (!reader.is_at_end()) {
        auto cells = reader.read();
        if (!cells) {
            Refusal refusal = cells.refusal();
            refusal.field = std::string(file) + ':' + std::to_string(reader.row() + rows_above);
            return refusal;
        }
        while (!cells->empty() && cells->back().empty())
            cells->pop_back();
        if (cells->empty())
            continue;
        cells_kept += cells->size();
        if (rows.size() == limits.rows)
            return refused(RefusalCode::input_too_large, {{"limit", std::to_string(limits.rows)}});
        if (cells->size() > limits.columns)
            return refused(RefusalCode::input_too_large,
                           {{"limit", std::to_string(limits.columns)}});
        if (cells_kept > limits.cells)
            return refused(RefusalCode::input_too_large, {{"limit", std::to_string(limits.cells)}});
        TableRow row{reader.row() + rows_above, {}};
        row.cells.reserve(cells->size());
        for (const std::string& cell : *cells)
            row.cells.push_back(
                {texts->keep(cell), cell.empty() ? CellKind::empty : CellKind::text});
        rows.push_back(std::move(row));
    }
    return Table("", false, std::move(rows), std::move(texts));
}

}  // namespace taqwim::tables
