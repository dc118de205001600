#include "platform/tables/csv.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "core/digits.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"

namespace taqwim::tables {

namespace {

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

unsigned char byte_at(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

std::string shown_size(std::size_t bytes)
{
    constexpr std::size_t k_mebibyte = std::size_t{1024} * 1024;
    return bytes % k_mebibyte == 0 ? std::to_string(bytes / k_mebibyte) + " MiB"
                                   : std::to_string(bytes) + " B";
}

// How many bytes of UTF-8 the character at this place takes; 0 when the bytes are none (RFC 3629:
// no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text, std::size_t at)
{
    const unsigned char first = byte_at(text, at);
    const auto continues = [&](std::size_t ahead, unsigned char from = 0x80,
                               unsigned char to = 0xBF) {
        return at + ahead < text.size() && byte_at(text, at + ahead) >= from &&
               byte_at(text, at + ahead) <= to;
    };
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return continues(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned char from = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned char to = first == 0xED ? 0x9F : 0xBF;
        return continues(1, from, to) && continues(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned char from = first == 0xF0 ? 0x90 : 0x80;
        const unsigned char to = first == 0xF4 ? 0x8F : 0xBF;
        return continues(1, from, to) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

bool is_utf8(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        // Eight bytes of ASCII at a time.
        std::uint64_t eight = 0;
        if (text.size() - at >= sizeof eight) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const std::size_t length = utf8_length(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

// The encoding of a text that is not UTF-8, as far as it can be told; nothing when it is UTF-8.
std::optional<std::string_view> foreign_encoding(std::string_view text)
{
    const bool has_zero = text.find('\0') != std::string_view::npos;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return "UTF-16";
    if (has_zero) {
        // Every second byte of a Latin heading in UTF-16 is zero.
        const std::string_view beginning = text.substr(0, 64);
        const auto zeros =
            static_cast<std::size_t>(std::count(beginning.begin(), beginning.end(), '\0'));
        return zeros * 3 >= beginning.size() ? "UTF-16" : "unknown";
    }
    if (is_utf8(text))
        return std::nullopt;
    // The Arabic letters of Windows-1256 lie in C0 to ED (D7 and a few others are not letters). In
    // UTF-8 that was cut or mixed at most every second high byte does.
    std::size_t high = 0;
    std::size_t letters = 0;
    for (const char one : text) {
        const auto byte = static_cast<unsigned char>(one);
        if (byte < 0x80)
            continue;
        ++high;
        if (byte >= 0xC0 && byte <= 0xED)
            ++letters;
    }
    return letters * 10 >= high * 7 ? "Windows-1256" : "unknown";
}

// The separator that the heading is written with: the one that stands in it most often, outside of
// quotes.
char separator_of(std::string_view text)
{
    constexpr std::array candidates = {',', ';', '\t'};
    std::array<std::size_t, candidates.size()> counts{};
    bool is_quoted = false;
    for (const char one : text) {
        if (one == '"')
            is_quoted = !is_quoted;
        if (is_quoted)
            continue;
        if (one == '\n' || one == '\r')
            break;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            counts[i] += candidates[i] == one ? 1 : 0;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return candidates[static_cast<std::size_t>(most - counts.begin())];
}

}  // namespace

class CsvParser {
public:
    CsvParser(std::string_view file, std::string_view text, const CsvLimits& limits)
        : file_(file), limits_(limits)
    {
        table().text_ = std::make_unique<char[]>(text.size() + 1);
        std::copy(text.begin(), text.end(), table().text_.get());
        at_ = table().text_.get();
        end_ = at_ + text.size();
        separator_ = separator_of(text);
    }

    CsvReading parse()
    {
        // A blank line before the heading is as good as none.
        bool has_header = false;
        while (!has_header && is_open_ && at_ < end_) {
            parse_record();
            has_header = !is_blank_record();
        }
        if (!is_open_)
            return std::move(reading_);
        if (!has_header) {
            report(RefusalCode::file_empty, {{"file", file_}}, "");
            return std::move(reading_);
        }
        if (visible_cells_ > limits_.columns) {
            report(RefusalCode::input_too_large, {{"limit", std::to_string(limits_.columns)}}, "");
            return std::move(reading_);
        }
        record_.resize(visible_cells_);
        table().header_ = record_;

        while (is_open_ && at_ < end_) {
            parse_record();
            if (is_open_ && (!is_blank_record() || is_broken_))
                keep_record();
        }
        reading_.is_whole = is_open_ && reading_.problems.size() < limits_.problems;
        return std::move(reading_);
    }

private:
    CsvTable& table() { return reading_.table; }

    void report(RefusalCode code, Arguments arguments, std::string_view column)
    {
        if (reading_.problems.size() >= limits_.problems)
            return;
        std::string field = file_;
        if (row_ != 0)
            field += ':' + std::to_string(row_);
        if (!column.empty()) {
            field += ':';
            field += column;
        }
        reading_.problems.push_back({code, std::move(arguments), std::move(field), ""});
    }

    [[nodiscard]] bool is_blank_record() const { return visible_cells_ == 0; }

    [[nodiscard]] bool is_at_cell_end() const
    {
        return at_ == end_ || *at_ == separator_ || *at_ == '\n' || *at_ == '\r';
    }

    // One record, up to and with the end of its line. Cells beyond the limit of columns are counted
    // and not kept.
    void parse_record()
    {
        record_.clear();
        cells_ = 0;
        visible_cells_ = 0;
        is_broken_ = false;
        ++row_;
        while (true) {
            const std::string_view cell = parse_cell();
            ++cells_;
            if (!cell.empty())
                visible_cells_ = cells_;
            if (record_.size() <= limits_.columns)
                record_.push_back(cell);
            if (!is_open_ || at_ == end_)
                return;
            const char after = *at_++;
            if (after == separator_)
                continue;
            if (after == '\r' && at_ < end_ && *at_ == '\n')
                ++at_;
            return;
        }
    }

    std::string_view parse_cell()
    {
        char* const start = at_;
        while (at_ < end_ && (*at_ == ' ' || (*at_ == '\t' && separator_ != '\t')))
            ++at_;
        if (at_ < end_ && *at_ == '"')
            return parse_quoted();
        at_ = start;
        while (!is_at_cell_end())
            ++at_;
        return trimmed({start, static_cast<std::size_t>(at_ - start)});
    }

    // The text between the quotes, moved together over doubled ones.
    std::string_view parse_quoted()
    {
        char* const start = ++at_;
        char* to = start;
        while (true) {
            char* const quote =
                static_cast<char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
            if (quote == nullptr) {
                report(RefusalCode::quote_not_closed, {{"row", std::to_string(row_)}}, "");
                is_open_ = false;
                at_ = end_;
                return {};
            }
            const auto length = static_cast<std::size_t>(quote - at_);
            if (to != at_)
                std::memmove(to, at_, length);
            to += length;
            at_ = quote + 1;
            if (at_ == end_ || *at_ != '"')
                break;
            *to++ = '"';
            ++at_;
        }
        char* const after = at_;
        while (!is_at_cell_end())
            ++at_;
        if (!trimmed({after, static_cast<std::size_t>(at_ - after)}).empty()) {
            report(RefusalCode::text_after_quote,
                   {{"row", std::to_string(row_)}, {"column", std::to_string(cells_ + 1)}},
                   column_name());
            is_broken_ = true;
        }
        return trimmed({start, static_cast<std::size_t>(to - start)});
    }

    [[nodiscard]] std::string_view column_name() const
    {
        const auto& header = reading_.table.header_;
        return cells_ < header.size() ? header[cells_] : std::string_view();
    }

    void keep_record()
    {
        const std::size_t columns = table().columns();
        const auto numbers = [&](std::size_t found) {
            return Arguments{{"row", std::to_string(row_)},
                             {"value", std::to_string(found)},
                             {"maximum", std::to_string(columns)}};
        };
        if (cells_ < columns) {
            report(RefusalCode::row_too_short, numbers(cells_), "");
            is_broken_ = true;
        } else if (visible_cells_ > columns) {
            report(RefusalCode::row_too_long, numbers(cells_), "");
            is_broken_ = true;
        }
        record_.resize(columns);
        if (is_broken_)
            table().broken_rows_.push_back(table().rows());
        table().cells_.insert(table().cells_.end(), record_.begin(), record_.end());
        table().row_numbers_.push_back(row_);
    }

    std::string file_;
    CsvLimits limits_;
    CsvReading reading_;
    char* at_ = nullptr;
    char* end_ = nullptr;
    char separator_ = ',';
    std::uint32_t row_ = 0;  // of the record read last
    std::vector<std::string_view> record_;
    std::size_t cells_ = 0;          // of the record, those not kept included
    std::size_t visible_cells_ = 0;  // up to the last one that is not empty
    bool is_broken_ = false;
    bool is_open_ = true;  // false once no further record can be told apart
};

CsvReading read_csv(std::string_view file, std::string_view text, const CsvLimits& limits)
{
    const auto refused = [&](RefusalCode code, Arguments arguments) {
        CsvReading reading;
        reading.problems.push_back({code, std::move(arguments), std::string(file), ""});
        return reading;
    };
    if (text.size() > limits.bytes)
        return refused(RefusalCode::input_too_large, {{"limit", shown_size(limits.bytes)}});
    if (const auto encoding = foreign_encoding(text))
        return refused(RefusalCode::file_encoding,
                       {{"file", std::string(file)}, {"encoding", std::string(*encoding)}});
    if (text.starts_with(k_byte_order_mark))
        text.remove_prefix(k_byte_order_mark.size());
    return CsvParser(file, text, limits).parse();
}

CsvReading read_csv_file(const std::filesystem::path& file, const CsvLimits& limits)
{
    const std::string name = file.filename().string();
    const auto refused = [&](RefusalCode code, Arguments arguments) {
        CsvReading reading;
        reading.problems.push_back({code, std::move(arguments), name, ""});
        return reading;
    };
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error)
        return refused(RefusalCode::file_not_readable, {{"file", name}});
    if (size > limits.bytes)
        return refused(RefusalCode::input_too_large, {{"limit", shown_size(limits.bytes)}});
    std::ifstream stream(file, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A file that changes its length while it is read is not read.
    if (!stream.is_open() || stream.gcount() != static_cast<std::streamsize>(text.size()))
        return refused(RefusalCode::file_not_readable, {{"file", name}});
    return read_csv(name, text, limits);
}

Result<std::vector<CsvFile>> read_csv_folder(const std::filesystem::path& folder,
                                             const CsvLimits& limits)
{
    std::error_code error;
    std::vector<std::filesystem::path> paths;
    std::filesystem::directory_iterator entry(folder, error);
    for (const std::filesystem::directory_iterator end; !error && entry != end;
         entry.increment(error)) {
        std::string extension = entry->path().extension().string();
        for (char& letter : extension)
            letter =
                letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        // A spreadsheet leaves its locks ("~$levels.csv", ".~lock.levels.csv#") beside the files it
        // has open.
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (extension == ".csv" && !name.starts_with('.') && !name.starts_with('~') &&
            !entry->is_directory(ignored))
            paths.push_back(entry->path());
    }
    if (error)
        return Refusal{
            RefusalCode::file_not_readable, {{"file", folder.string()}}, folder.string(), ""};
    std::sort(paths.begin(), paths.end());

    std::vector<CsvFile> files;
    for (const std::filesystem::path& path : paths)
        files.push_back({path.filename().string(), read_csv_file(path, limits)});
    return files;
}

namespace {

// A number as it stands in a cell: "-3", "+965", "7.50", "٧٫٥".
bool is_number(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    const auto take_digits = [&text] {
        std::size_t digits = 0;
        while (const auto digit = leading_digit(text)) {
            text.remove_prefix(digit->bytes);
            ++digits;
        }
        return digits;
    };
    if (take_digits() == 0)
        return false;
    if (text.starts_with('.'))
        text.remove_prefix(1);
    else if (text.starts_with("\xD9\xAB"))  // the Arabic decimal separator
        text.remove_prefix(2);
    else
        return text.empty();
    return take_digits() > 0 && text.empty();
}

}  // namespace

CsvWriter::CsvWriter(std::string& text, const CsvFormat& format) : text_(text), format_(format)
{
    if (format_.byte_order_mark)
        text_ += k_byte_order_mark;
}

void CsvWriter::cell(std::string_view value)
{
    if (is_row_begun_)
        text_ += format_.separator;
    is_row_begun_ = true;

    // Spreadsheets pass over blanks and line breaks before they look for a formula.
    const std::string_view seen = trimmed(value);
    const bool is_formula = !seen.empty() &&
                            std::string_view("=+-@").find(seen.front()) != std::string_view::npos &&
                            !is_number(seen);
    const bool is_blank_at_end = seen.size() != value.size();
    const bool must_quote = is_blank_at_end || value.find('"') != std::string_view::npos ||
                            value.find(format_.separator) != std::string_view::npos ||
                            value.find_first_of("\r\n\t;,") != std::string_view::npos;
    if (!must_quote) {
        if (is_formula)
            text_ += '\'';
        text_ += value;
        return;
    }
    text_ += '"';
    if (is_formula)
        text_ += '\'';
    for (const char one : value) {
        if (one == '"')
            text_ += '"';
        text_ += one;
    }
    text_ += '"';
}

void CsvWriter::end_row()
{
    text_ += format_.line_end;
    is_row_begun_ = false;
}

void CsvWriter::row(std::span<const std::string> values)
{
    for (const std::string& value : values)
        cell(value);
    end_row();
}

}  // namespace taqwim::tables
