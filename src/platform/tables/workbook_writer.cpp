#include "platform/tables/workbook_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include <unistd.h>
#include <xlsxwriter.h>

#include "platform/tables/table.h"
#include "platform/tables/workbook_number.h"

namespace taqwim::tables {

namespace {

constexpr std::size_t k_longest_name = 31;
constexpr std::size_t k_longest_choices = 255;
constexpr std::size_t k_digits_of_spreadsheets = 15;
// The file says when it was made; that is always this, so that the same content is the same file.
constexpr std::int64_t k_made_at = 1'577'836'800;  // 2020-01-01

// More rows than these above the heading leave too little room on a screen for what scrolls beneath it.
constexpr lxw_row_t k_most_frozen = 10;

constexpr lxw_color_t k_heading_ground = 0xE7EDF3;
constexpr lxw_color_t k_example_ground = 0xF4F4F4;
constexpr lxw_color_t k_example_color = 0x6B6B6B;

// A file that goes when this goes.
class TemporaryFile {
public:
    TemporaryFile()
    {
        std::string path = (std::filesystem::temp_directory_path() / "taqwim-XXXXXX").string();
        const int descriptor = mkstemp(path.data());
        if (descriptor < 0)
            throw WorkbookFault("a temporary file for a workbook cannot be made");
        close(descriptor);
        path_ = path;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile()
    {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string content() const
    {
        std::ifstream stream(path_, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        if (!stream || text.str().empty())
            throw WorkbookFault("a workbook that was written cannot be read back");
        return std::move(text).str();
    }

private:
    std::string path_;
};

std::size_t letters_in(std::string_view utf8)
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char one) {
        return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U;
    }));
}

std::string first_letters(std::string_view utf8, std::size_t count)
{
    std::size_t at = 0;
    while (at < utf8.size()) {
        const bool begins = (static_cast<unsigned char>(utf8[at]) & 0xC0U) != 0x80U;
        if (begins && count-- == 0)
            break;
        ++at;
    }
    return std::string(utf8.substr(0, at));
}

std::string clean_name(std::string_view name)
{
    std::string clean;
    for (const char letter : name)
        clean += std::string_view("[]:*?/\\").find(letter) == std::string_view::npos &&
                         static_cast<unsigned char>(letter) >= ' '
                     ? letter
                     : ' ';
    // An apostrophe may not stand at either end.
    while (clean.starts_with('\'') || clean.starts_with(' '))
        clean.erase(0, 1);
    clean = first_letters(clean, k_longest_name);
    while (clean.ends_with('\'') || clean.ends_with(' '))
        clean.pop_back();
    return clean.empty() ? "1" : clean;
}

std::size_t digits_in(std::string_view number)
{
    std::size_t digits = 0;
    bool has_begun = false;
    for (const char one : number) {
        has_begun = has_begun || (one >= '1' && one <= '9');
        digits += has_begun && one >= '0' && one <= '9' ? 1 : 0;
    }
    return digits;
}

}  // namespace

struct SheetWriter::State {
    lxw_worksheet* sheet = nullptr;
    std::vector<lxw_format*> text_formats;  // by column
    std::vector<lxw_format*> day_formats;
    lxw_format* example_text = nullptr;
    lxw_format* example_day = nullptr;
    bool is_example = false;  // the row that is being written
    lxw_row_t heading_row = 0;
    lxw_row_t row = 1;
    lxw_col_t column = 0;
    lxw_error error = LXW_NO_ERROR;

    void keep(lxw_error result)
    {
        if (error == LXW_NO_ERROR)
            error = result;
    }
    [[nodiscard]] lxw_format* text_format() const
    {
        return is_example                     ? example_text
               : column < text_formats.size() ? text_formats[column]
                                              : nullptr;
    }
    [[nodiscard]] lxw_format* day_format() const
    {
        return is_example                    ? example_day
               : column < day_formats.size() ? day_formats[column]
                                             : nullptr;
    }
};

struct WorkbookWriter::State {
    TemporaryFile file;
    lxw_workbook* workbook = nullptr;
    lxw_format* heading = nullptr;
    lxw_format* strong_line = nullptr;
    lxw_format* line = nullptr;
    lxw_format* day = nullptr;
    lxw_format* open_text = nullptr;
    lxw_format* open_day = nullptr;
    lxw_format* typed_text = nullptr;
    lxw_format* open_typed_text = nullptr;
    lxw_format* example_text = nullptr;
    lxw_format* example_day = nullptr;
    std::vector<std::unique_ptr<SheetWriter::State>> sheets;
    std::set<std::string> names;
    std::size_t lists = 0;

    ~State()
    {
        if (workbook != nullptr)
            workbook_close(workbook);
    }

    std::string name_of(const std::string& wanted)
    {
        const std::string clean = clean_name(wanted);
        std::string name = clean;
        for (int number = 2; !names.insert(name).second; ++number) {
            const std::string end = ' ' + std::to_string(number);
            name = first_letters(clean, k_longest_name - end.size()) + end;
        }
        return name;
    }

    void offer_choices(SheetWriter::State& sheet, lxw_col_t column, const SheetColumn& form,
                       lxw_row_t last_row);
};

// The format itself keeps 255 letters of choices, separated by commas; more stand on a hidden sheet.
void WorkbookWriter::State::offer_choices(SheetWriter::State& sheet, lxw_col_t column,
                                          const SheetColumn& form, lxw_row_t last_row)
{
    std::size_t length = form.choices.size() - 1;
    bool is_plain = true;
    for (const std::string& choice : form.choices) {
        length += letters_in(choice);
        is_plain = is_plain && choice.find(',') == std::string::npos && !choice.empty();
    }
    lxw_data_validation validation{};
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
    std::vector<std::string> texts = form.choices;  // the library wants them as its own
    std::vector<char*> choices;
    std::string formula;
    if (is_plain && length <= k_longest_choices) {
        for (std::string& choice : texts)
            choices.push_back(choice.data());
        choices.push_back(nullptr);
        validation.validate = LXW_VALIDATION_TYPE_LIST;
        validation.value_list = choices.data();
    } else {
        const std::string name = name_of("lists " + std::to_string(++lists));
        lxw_worksheet* list = workbook_add_worksheet(workbook, name.c_str());
        worksheet_hide(list);
        for (std::size_t i = 0; i < form.choices.size(); ++i)
            sheet.keep(worksheet_write_string(list, static_cast<lxw_row_t>(i), 0,
                                              form.choices[i].c_str(), nullptr));
        formula = "='" + name + "'!$A$1:$A$" + std::to_string(form.choices.size());
        validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        validation.value_formula = formula.data();
    }
    sheet.keep(worksheet_data_validation_range(sheet.sheet, sheet.heading_row + 1, column,
                                               sheet.heading_row + last_row, column, &validation));
}

WorkbookWriter::WorkbookWriter() : state_(std::make_unique<State>())
{
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    state_->workbook = workbook_new_opt(state_->file.path().c_str(), &options);
    if (state_->workbook == nullptr)
        throw WorkbookFault("a workbook cannot be begun: no memory");
    lxw_doc_properties properties{};
    properties.created = static_cast<time_t>(k_made_at);
    workbook_set_properties(state_->workbook, &properties);

    const auto format = [&](const char* number_format, bool is_open) {
        lxw_format* made = workbook_add_format(state_->workbook);
        if (number_format != nullptr)
            format_set_num_format(made, number_format);
        if (is_open)
            format_set_unlocked(made);
        return made;
    };
    state_->heading = format(nullptr, false);
    format_set_bold(state_->heading);
    format_set_bg_color(state_->heading, k_heading_ground);
    format_set_bottom(state_->heading, LXW_BORDER_THIN);
    format_set_text_wrap(state_->heading);
    format_set_align(state_->heading, LXW_ALIGN_VERTICAL_CENTER);
    state_->line = format(nullptr, false);
    state_->strong_line = format(nullptr, false);
    format_set_bold(state_->strong_line);
    constexpr const char* k_day = "yyyy\\-mm\\-dd";
    constexpr const char* k_typed = "@";
    state_->day = format(k_day, false);
    state_->open_text = format(nullptr, true);
    state_->open_day = format(k_day, true);
    state_->typed_text = format(k_typed, false);
    state_->open_typed_text = format(k_typed, true);
    state_->example_text = format(k_typed, true);
    state_->example_day = format(k_day, true);
    for (lxw_format* example : {state_->example_text, state_->example_day}) {
        format_set_italic(example);
        format_set_font_color(example, k_example_color);
        format_set_bg_color(example, k_example_ground);
    }
}

WorkbookWriter::~WorkbookWriter() = default;

SheetWriter WorkbookWriter::add_sheet(const SheetForm& form)
{
    state_->sheets.push_back(std::make_unique<SheetWriter::State>());
    SheetWriter::State& sheet = *state_->sheets.back();
    sheet.example_text = state_->example_text;
    sheet.example_day = state_->example_day;
    sheet.sheet = workbook_add_worksheet(state_->workbook, state_->name_of(form.name).c_str());
    if (sheet.sheet == nullptr)
        throw WorkbookFault("a sheet cannot be added to a workbook");
    if (form.is_right_to_left)
        worksheet_right_to_left(sheet.sheet);
    for (const SheetLine& line : form.above)
        sheet.keep(worksheet_write_string(sheet.sheet, sheet.heading_row++, 0, line.text.c_str(),
                                          line.is_strong ? state_->strong_line : state_->line));
    if (!form.above.empty())
        ++sheet.heading_row;
    sheet.row = sheet.heading_row + 1;
    if (sheet.row <= k_most_frozen)
        worksheet_freeze_panes(sheet.sheet, sheet.row, 0);
    if (form.is_protected)
        worksheet_protect(sheet.sheet, nullptr, nullptr);
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const SheetColumn& column = form.columns[i];
        const auto at = static_cast<lxw_col_t>(i);
        const bool is_open = form.is_protected && column.is_open;
        lxw_format* plain = is_open ? state_->open_text : nullptr;
        if (column.is_text)
            plain = is_open ? state_->open_typed_text : state_->typed_text;
        sheet.text_formats.push_back(plain);
        sheet.day_formats.push_back(is_open ? state_->open_day : state_->day);
        // The whole column: empty rows below the written ones can be filled in too.
        sheet.keep(worksheet_set_column(sheet.sheet, at, at, column.width, plain));
        sheet.keep(worksheet_write_string(sheet.sheet, sheet.heading_row, at,
                                          column.heading.c_str(), state_->heading));
        if (!column.choices.empty())
            state_->offer_choices(sheet, at, column, std::max<lxw_row_t>(form.form_rows, 1));
    }
    return SheetWriter(sheet);
}

std::string WorkbookWriter::finish()
{
    for (const auto& sheet : state_->sheets)
        if (sheet->error != LXW_NO_ERROR)
            throw WorkbookFault(std::string("a workbook cannot hold its content: ") +
                                lxw_strerror(sheet->error));
    const lxw_error error = workbook_close(std::exchange(state_->workbook, nullptr));
    if (error != LXW_NO_ERROR)
        throw WorkbookFault(std::string("a workbook cannot be written: ") + lxw_strerror(error));
    return state_->file.content();
}

SheetWriter& SheetWriter::as_example()
{
    state_->is_example = true;
    return *this;
}

SheetWriter& SheetWriter::text(std::string_view value)
{
    const std::string text(value);
    lxw_format* format = state_->text_format();
    state_->keep(text.empty()
                     ? worksheet_write_blank(state_->sheet, state_->row, state_->column, format)
                     : worksheet_write_string(state_->sheet, state_->row, state_->column,
                                              text.c_str(), format));
    ++state_->column;
    return *this;
}

SheetWriter& SheetWriter::number(std::string_view exact)
{
    const auto written = exact_number(exact);
    double value = 0;
    if (!written || digits_in(exact) > k_digits_of_spreadsheets ||
        std::from_chars(written->data(), written->data() + written->size(), value).ec !=
            std::errc())
        return text(exact);
    // The library writes 16 digits of the binary number that is nearest; spreadsheets and our reader bring it back to
    // the 15 that were meant.
    state_->keep(worksheet_write_number(state_->sheet, state_->row, state_->column, value,
                                        state_->text_format()));
    ++state_->column;
    return *this;
}

SheetWriter& SheetWriter::day(Day value)
{
    // Before March 1900 spreadsheets count a day that there was not.
    const Day first = *Day::of(1900, 3, 1);
    constexpr int k_serial_of_first = 61;
    if (value < first)
        return text(value.to_text());
    state_->keep(worksheet_write_number(state_->sheet, state_->row, state_->column,
                                        (value - first) + k_serial_of_first, state_->day_format()));
    ++state_->column;
    return *this;
}

SheetWriter& SheetWriter::blank()
{
    return text({});
}

void SheetWriter::end_row()
{
    ++state_->row;
    state_->column = 0;
    state_->is_example = false;
}

}  // namespace taqwim::tables
