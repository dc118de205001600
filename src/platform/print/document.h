// What a printed document is, as data. A room fills these in from what its service gives; nothing here computes or draws.
//
//   Document        properties, page, header and footer, blocks, watermark, attachments
//   Block           one of: Heading Paragraph Fields Table Signatures Stamp Picture QrCode SideBySide Together
//                   Space Line PageBreak Letterhead
//   Printer         (printer.h) makes the PDF of one document or of many in one file
//
// Start and end are of the document's direction: in an Arabic document the start is at the right and the first column of
// a table stands there; in an English one at the left. Lengths are millimetres, sizes of type are points.
//
// Texts are UTF-8. Digits are printed in the document's own set, whatever set they come in, with «٫» and «٪» in Arabic
// ones. A code whose digits and direction must stay, as a serial number, comes through as_written(); a name or value that
// is put into a sentence comes through isolated(), so that neither changes the direction of the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/instant.h"

namespace taqwim::print {

enum class Language : std::uint8_t { arabic, english };
enum class DigitSet : std::uint8_t { arabic_indic, western };
enum class Weight : std::uint8_t { regular, bold };
enum class Align : std::uint8_t { start, middle, end };
enum class Tone : std::uint8_t { ink, quiet, attention };

// The text with its own direction inside whatever stands around it; its digits become the document's.
[[nodiscard]] std::string isolated(std::string_view text);
// The text from left to right with its own digits: serials, codes, addresses.
[[nodiscard]] std::string as_written(std::string_view text);

// Parts of red, green and blue, as «#0B5F5C» has them.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    [[nodiscard]] bool operator==(const Colour&) const = default;
};

struct TextStyle {
    double size = 0;  // 0: the document's text size
    Weight weight = Weight::regular;
    Align align = Align::start;
    Tone tone = Tone::ink;
};

struct Heading {
    std::string text;
    int level = 2;  // 1 is the document's title, in the middle; 2 and 3 are sections, at the start
};

struct Paragraph {
    std::string text;  // line feeds are kept
    TextStyle style{};
};

// A label with its value: «الصف: الرابع». A value that is not there prints as a dotted line to write on.
struct Field {
    std::string label;
    std::string value{};
    int columns = 1;  // how many of the columns of its Fields it takes
};

struct Fields {
    std::vector<Field> fields;  // row by row
    int columns = 2;
    bool boxed = false;  // each in a thin box
};

struct Cell {
    std::string text;
    int columns = 1;
    int rows = 1;
    std::optional<Weight> weight;  // else the row's
    std::optional<Align> align;    // else the column's
    std::optional<double> size;    // else the table's
    Tone tone = Tone::ink;

    Cell() = default;
    Cell(std::string cell_text, int over_columns = 1,
         int over_rows = 1)  // NOLINT: a text is a cell
        : text(std::move(cell_text)), columns(over_columns), rows(over_rows)
    {}
    Cell(const char* cell_text) : text(cell_text) {}  // NOLINT
};

struct Row {
    std::vector<Cell> cells;  // from the start; a place that a cell above still covers is left out
    Weight weight = Weight::regular;
    bool shaded = false;
    double least_height = 0;
};

struct TableColumn {
    int share = 1;  // of the table's width
    Align align = Align::start;
};

// A row is never cut: it goes to the next page as a whole, and so do rows that one cell joins. The head is repeated on each page.
struct Table {
    enum class Rules : std::uint8_t { grid, rows };

    std::vector<TableColumn> columns;
    std::vector<Row> head;
    std::vector<Row> rows;
    Rules rules = Rules::grid;
    double text_size = 0;    // 0: the document's, less one point
    std::string when_empty;  // in place of rows; without it the room's own words
};

struct Signature {
    std::string role;
    std::string name{};  // empty: a line to write on
    std::string note{};  // the day, or who signed for whom
    std::string
        place{};  // what this box is called where papers are described: "head"; never printed
};

struct Signatures {
    std::vector<Signature> places;
    std::string
        stamp;  // the words within the ring that keeps a place for the stamp; empty: no such place
};

// Words in a frame that nobody overlooks: «غير نهائي».
struct Stamp {
    std::string text;
    Align align = Align::end;
};

// PNG, or SVG without pictures inside. Shown as large as fits into width and height (0: whatever the other gives).
struct Picture {
    std::string bytes;
    double width = 0;
    double height = 0;
    Align align = Align::middle;
};

struct QrCode {
    std::string content;  // any bytes, 2,300 at most
    double side = 30;
    std::string caption{};  // beneath
    Align align = Align::start;
};

struct Space {
    double height = 4;
};
struct Line {};
struct PageBreak {};

// Lines at the start, in the middle and at the end of one strip; a picture stands in the middle, above its lines.
// {page} and {pages} stand for the page's number and how many there are, in headers and footers.
struct Band {
    std::vector<std::string> start;
    std::vector<std::string> middle;
    std::vector<std::string> end;
    std::optional<Picture> picture;
    bool ruled = false;    // a thin line on the side of the content
    double text_size = 0;  // 0: the document's, less two points
    // Who signs each page, a line each with room for a hand: three beside each other, row by row, above the other lines.
    std::vector<Signature> signatures = {};

    [[nodiscard]] bool is_empty() const
    {
        return start.empty() && middle.empty() && end.empty() && !picture && signatures.empty();
    }
};

// A band once, where it stands in the text.
struct Letterhead {
    Band band;
};

struct Block;

struct Side {
    std::vector<Block> blocks;
    int share = 1;
};

// Blocks in columns beside each other, on one page.
struct SideBySide {
    std::vector<Side> sides;
    double gap = 6;
};

// Blocks that must not be parted.
struct Together {
    std::vector<Block> blocks;
};

struct Block {
    using Content = std::variant<Heading, Paragraph, Fields, Table, Signatures, Stamp, Picture,
                                 QrCode, Space, Line, PageBreak, Letterhead, SideBySide, Together>;
    Content content;

    template <class T>
    requires(!std::is_same_v<std::remove_cvref_t<T>, Block>) Block(T&& what)
        : content(std::forward<T>(what))  // NOLINT: whatever stands in a document is a block
    {}
};

struct Page {
    double width = 210;
    double height = 297;
    double top = 12;
    double bottom = 12;
    double sides = 15;
    double text_size = 12;

    [[nodiscard]] static Page a4() { return {}; }
    [[nodiscard]] static Page a4_landscape()
    {
        Page page;
        std::swap(page.width, page.height);
        return page;
    }
};

// A file inside the PDF: the machine-readable data of what is printed.
struct Attachment {
    std::string name;  // "result.json"
    std::string media_type = "application/json";
    std::string description;
    std::string bytes;
};

struct Document {
    std::string title;  // shown by readers in place of the file's name
    std::string author;
    std::string subject;
    std::vector<std::string> keywords;
    Language language = Language::arabic;
    DigitSet digits = DigitSet::arabic_indic;
    Instant created;  // given, never read from a clock: the same document is the same bytes

    Page page;
    Band header;
    Band footer;
    std::vector<Block> blocks;
    std::optional<Colour> accent;  // of headings and of the line beneath the header; none: ink
    std::string watermark;         // «مسودة», across each page, beneath the text
    std::vector<Attachment> attachments;
};

// The room's own words: «صفحة {page} من {pages}» for a footer, «مسودة» for the watermark.
[[nodiscard]] std::string page_of_pages(Language language);
[[nodiscard]] std::string draft_words(Language language);

}  // namespace taqwim::print
