// Workbooks (xlsx), out: lists and forms that people open in a spreadsheet.
//
//   WorkbookWriter writer;
//   SheetWriter sheet = writer.add_sheet({.name = title, .columns = {...}});
//   sheet.text(name).number("87.5").day(day).blank();
//   sheet.end_row();
//   const std::string bytes = writer.finish();
//
// The heading is bold, stays in sight and is row 1, or stands beneath the lines above it. The same calls give a file
// with the same content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"

namespace taqwim::tables {

class WorkbookFault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct SheetColumn {
    std::string heading = {};
    int width = 14;  // in characters
    // Of a protected sheet: whether this column may be filled in.
    bool is_open = false;
    // What may be filled in; the spreadsheet offers the list and refuses the rest.
    std::vector<std::string> choices = {};
    // Digits that are typed stay as they are typed: numbers of students and of papers begin with zeros.
    bool is_text = false;
};

// Of what stands above the heading: what the sheet is, whose, of which day.
struct SheetLine {
    std::string text;
    bool is_strong = false;
};

struct SheetForm {
    std::string
        name;  // at most 31 characters, without [ ] : * ? / and the backslash; another one is cut and cleaned
    std::vector<SheetColumn> columns = {};
    // Each in a row of its own, and one that is empty before the heading.
    std::vector<SheetLine> above = {};
    bool is_right_to_left = true;
    // Only the open columns can be changed. It keeps people from slips, not from intent.
    bool is_protected = false;
    // How many rows below the heading the choices and the open cells reach.
    std::uint32_t form_rows = 1000;
};

class SheetWriter {
public:
    // Before its first cell: the row shows how the others are filled in. It stands apart, and can be cleared also in a
    // protected sheet.
    SheetWriter& as_example();
    SheetWriter& text(std::string_view value);
    // From its exact text: "87.5". A text that is no number, or one with more than the 15 digits that spreadsheets keep,
    // is written as text, so that nothing of it is lost.
    SheetWriter& number(std::string_view exact);
    // As yyyy-mm-dd.
    SheetWriter& day(Day value);
    SheetWriter& blank();
    void end_row();

private:
    friend class WorkbookWriter;
    struct State;
    explicit SheetWriter(State& state) : state_(&state) {}
    State* state_;  // kept by the workbook
};

class WorkbookWriter {
public:
    WorkbookWriter();
    WorkbookWriter(const WorkbookWriter&) = delete;
    WorkbookWriter& operator=(const WorkbookWriter&) = delete;
    ~WorkbookWriter();

    // Valid as long as the workbook is. Names that are alike get a number.
    [[nodiscard]] SheetWriter add_sheet(const SheetForm& form);

    // The whole file. Nothing can be written afterwards. Throws WorkbookFault when the machine fails (no room for the
    // temporary file) or a sheet has more rows than a sheet can have.
    [[nodiscard]] std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace taqwim::tables
