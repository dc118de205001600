#include "results/documents/class_result_sheet/class_result_sheet.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "documents/shown_mark.h"
#include "documents/signed_foot.h"
#include "embedded/class_result_sheet.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

// Widths in millimetres; a page across has 281 between its sides.
constexpr int k_number = 7;
constexpr int k_name = 45;
constexpr int k_total = 15;
constexpr int k_percentage = 16;
constexpr int k_decision = 24;
constexpr int k_remark = 15;
constexpr int k_page = 281;
// Columns of marks beside the names alone, and beside the totals too.
constexpr std::size_t k_most_columns = 18;
constexpr std::size_t k_most_columns_of_last = 11;

const documents::WordList& sheet_words()
{
    static const documents::WordList read =
        documents::words_in(embedded_class_result_sheet(), "class_result_sheet");
    return read;
}

std::string shown(const std::optional<Mark>& mark)
{
    return mark ? mark->shown() : std::string();
}

std::size_t columns_of(const SheetSubject& subject)
{
    return subject.parts.size() + 1;
}

// Subjects that stand beside each other in one table.
struct Band {
    std::size_t first = 0;
    std::size_t end = 0;
};

// The last band keeps room for the totals; the others share the rest evenly.
std::vector<Band> bands_of(const std::vector<SheetSubject>& subjects)
{
    std::size_t last = subjects.size();
    std::size_t columns = 0;
    while (last > 0 && columns + columns_of(subjects[last - 1]) <= k_most_columns_of_last)
        columns += columns_of(subjects[--last]);
    if (last == subjects.size() && last > 0)
        --last;  // one subject with very many parts
    std::size_t before = 0;
    for (std::size_t subject = 0; subject < last; ++subject)
        before += columns_of(subjects[subject]);
    const std::size_t count = (before + k_most_columns - 1) / k_most_columns;
    std::vector<Band> bands;
    std::size_t first = 0;
    for (std::size_t band = 0; band < count; ++band) {
        const std::size_t left = count - band;
        const std::size_t end = first + (last - first + left - 1) / left;
        bands.push_back({first, end});
        first = end;
    }
    bands.push_back({last, subjects.size()});
    return bands;
}

class SheetPages {
public:
    SheetPages(const ClassResultSheet& sheet, print::Language language)
        : sheet_(sheet), language_(language)
    {
        has_decisions_ = std::ranges::any_of(
            sheet.students, [](const SheetStudent& student) { return !student.decision.empty(); });
    }

    void add(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(head_fields());
        if (!sheet_.is_final)
            blocks.emplace_back(print::Stamp{word("not_final"), Align::end});
        const std::vector<Band> bands = bands_of(sheet_.subjects);
        for (std::size_t band = 0; band < bands.size(); ++band) {
            if (band > 0)
                blocks.emplace_back(print::PageBreak{});
            if (bands.size() > 1)
                blocks.emplace_back(print::Heading{part_of(band + 1, bands.size()), 3});
            blocks.emplace_back(marks_table(bands[band], band + 1 == bands.size()));
        }
        add_keys(blocks);
    }

    void add_foot(print::Document& document, const documents::Printing& printing) const
    {
        documents::add_signed_foot(document, {print::Space{2}, counts(), print::Space{1}},
                                   signatures(), printing);
    }

    [[nodiscard]] std::string title() const
    {
        constexpr int k_terms = 3;
        const bool is_of_term = sheet_.term && *sheet_.term >= 1 && *sheet_.term <= k_terms;
        return word(is_of_term ? "title_" + std::to_string(*sheet_.term) : "title_year");
    }

    [[nodiscard]] std::string word(std::string_view key) const
    {
        return sheet_words().at(key, language_);
    }

private:
    [[nodiscard]] std::string part_of(std::size_t part, std::size_t parts) const
    {
        constexpr std::string_view k_place = "{parts}";
        std::string text = sheet_words().with("part", language_, std::to_string(part));
        if (const std::size_t at = text.find(k_place); at != std::string::npos)
            text.replace(at, k_place.size(), std::to_string(parts));
        return text;
    }

    [[nodiscard]] print::Fields head_fields() const
    {
        return {{{word("grade"), sheet_.grade},
                 {word("section"), sheet_.section},
                 {word("school_year"), sheet_.school_year},
                 {word("students"), std::to_string(sheet_.students.size())}},
                4};
    }

    [[nodiscard]] std::string in_place_of_mark(SheetMark state) const
    {
        switch (state) {
        case SheetMark::incomplete: return word("incomplete");
        case SheetMark::exempt: return word("exempt");
        case SheetMark::carried_over: return word("carried_over");
        case SheetMark::absent_excused: return word("absent_excused");
        case SheetMark::absent_unexcused: return word("absent_unexcused");
        case SheetMark::withheld: return word("withheld");
        case SheetMark::cancelled: return word("cancelled");
        case SheetMark::given:
        case SheetMark::not_due: break;
        }
        return {};
    }

    [[nodiscard]] Table marks_table(const Band& band, bool is_last) const
    {
        Table table;
        table.text_size = 9;
        table.columns = {{k_number * k_tenths, Align::middle}, {k_name * k_tenths}};
        std::size_t columns = 0;
        for (std::size_t subject = band.first; subject < band.end; ++subject)
            columns += columns_of(sheet_.subjects[subject]);
        const int room = k_page - k_number - k_name - (is_last ? tail() : 0);
        const int share = room * k_tenths / static_cast<int>(std::max<std::size_t>(columns, 1));
        for (std::size_t column = 0; column < columns; ++column)
            table.columns.push_back({share, Align::middle});
        if (is_last)
            for (const int width : tail_widths())
                table.columns.push_back({width * k_tenths, Align::middle});
        add_head(table, band, is_last);
        std::size_t number = 0;
        for (const SheetStudent& student : sheet_.students)
            table.rows.push_back(student_row(student, band, ++number, is_last));
        return table;
    }

    // A sheet without decisions gives their room to the remarks.
    [[nodiscard]] std::vector<int> tail_widths() const
    {
        if (has_decisions_)
            return {k_total, k_percentage, k_decision, k_remark};
        return {k_total, k_percentage, k_decision};
    }

    [[nodiscard]] int tail() const
    {
        int width = 0;
        for (const int one : tail_widths())
            width += one;
        return width;
    }

    void add_head(Table& table, const Band& band, bool is_last) const
    {
        const bool has_parts =
            std::any_of(sheet_.subjects.begin() + static_cast<std::ptrdiff_t>(band.first),
                        sheet_.subjects.begin() + static_cast<std::ptrdiff_t>(band.end),
                        [](const SheetSubject& subject) { return !subject.parts.empty(); });
        table.head.resize(has_parts ? 3 : 2);
        for (Row& row : table.head)
            row.shaded = true;
        Row& names = table.head.front();
        Row& limits = table.head.back();
        names.weight = Weight::bold;
        const int names_rows = has_parts ? 2 : 1;
        names.cells = {Cell(word("number"), 1, names_rows + 1), Cell(word("name"), 1, names_rows)};
        limits.cells = {small(word("maximum") + '\n' + word("minimum"))};
        for (std::size_t index = band.first; index < band.end; ++index) {
            const SheetSubject& subject = sheet_.subjects[index];
            const int columns = static_cast<int>(columns_of(subject));
            Cell name = small(subject.name);
            name.columns = columns;
            name.rows = has_parts && subject.parts.empty() ? 2 : 1;
            names.cells.push_back(std::move(name));
            if (!subject.parts.empty()) {
                for (const std::string& part : subject.parts)
                    table.head[1].cells.push_back(small(part));
                table.head[1].cells.push_back(small(word("mark")));
            }
            Cell both = small(limits_of(subject));
            both.columns = columns;
            limits.cells.push_back(std::move(both));
        }
        if (!is_last)
            return;
        for (const char* key : {"total", "percentage", "decision", "remarks"})
            if (has_decisions_ || std::string_view(key) != "decision") {
                Cell cell = small(word(key));
                cell.rows = names_rows + 1;
                names.cells.push_back(std::move(cell));
            }
    }

    [[nodiscard]] static Cell small(std::string text)
    {
        Cell cell(std::move(text));
        cell.size = 7.5;
        return cell;
    }

    [[nodiscard]] static std::string limits_of(const SheetSubject& subject)
    {
        std::string limits = documents::shown_briefly(subject.maximum);
        if (subject.minimum)
            limits += '\n' + documents::shown_briefly(subject.minimum);
        return limits;
    }

    [[nodiscard]] Row student_row(const SheetStudent& student, const Band& band, std::size_t number,
                                  bool is_last) const
    {
        Row row{{Cell(std::to_string(number)), student.name}};
        for (std::size_t subject = band.first; subject < band.end; ++subject)
            add_cells(row, sheet_.subjects[subject],
                      subject < student.cells.size() ? student.cells[subject] : SheetCell{});
        if (!is_last)
            return row;
        const bool has_total = student.total_state == SheetMark::given;
        row.cells.emplace_back(has_total ? documents::shown_briefly(student.total) +
                                               (student.is_notional ? "\xC2\xA0†" : "") + '\n' +
                                               documents::shown_briefly(student.maximum)
                                         : in_place_of_mark(student.total_state));
        row.cells.emplace_back(has_total ? student.percentage + '\n' + student.verbal_grade
                                         : std::string());
        row.cells.back().weight = Weight::bold;
        if (has_decisions_) {
            row.cells.emplace_back(student.decision);
            row.cells.back().weight = Weight::bold;
        }
        row.cells.push_back(small(remark_of(student)));
        return row;
    }

    void add_cells(Row& row, const SheetSubject& subject, const SheetCell& cell) const
    {
        for (std::size_t part = 0; part < subject.parts.size(); ++part)
            row.cells.emplace_back(part < cell.parts.size() ? shown(cell.parts[part])
                                                            : std::string());
        if (cell.state != SheetMark::given) {
            row.cells.push_back(small(in_place_of_mark(cell.state)));
            return;
        }
        std::string text = shown(cell.mark) + (cell.is_raised ? " *" : "");
        if (!cell.verbal_grade.empty())
            text += '\n' + cell.verbal_grade;
        Cell mark(std::move(text));
        if (cell.is_below_minimum) {
            mark.weight = Weight::bold;
            mark.tone = print::Tone::attention;
        }
        row.cells.push_back(std::move(mark));
    }

    // KW-27: the exemption stands among the remarks.
    [[nodiscard]] std::string remark_of(const SheetStudent& student) const
    {
        const bool is_exempt = std::ranges::any_of(
            student.cells, [](const SheetCell& cell) { return cell.state == SheetMark::exempt; });
        if (!is_exempt || student.remark == word("exemption"))
            return student.remark;
        return student.remark.empty() ? word("exemption")
                                      : word("exemption") + '\n' + student.remark;
    }

    void add_keys(std::vector<print::Block>& blocks) const
    {
        bool has_raised = false;
        bool has_notional = false;
        bool has_excused = false;
        bool has_unexcused = false;
        for (const SheetStudent& student : sheet_.students) {
            has_notional = has_notional || student.is_notional;
            for (const SheetCell& cell : student.cells) {
                has_raised = has_raised || cell.is_raised;
                has_excused = has_excused || cell.state == SheetMark::absent_excused;
                has_unexcused = has_unexcused || cell.state == SheetMark::absent_unexcused;
            }
        }
        std::string keys;
        const auto add = [&](bool is_used, const char* key) {
            if (is_used)
                keys += (keys.empty() ? "" : "\xC2\xA0\xC2\xA0\xC2\xA0 ") + word(key);
        };
        add(has_raised, "raised");
        add(has_notional, "notional");
        add(has_excused, "absent_excused_key");
        add(has_unexcused, "absent_unexcused_key");
        if (!keys.empty())
            blocks.emplace_back(
                print::Paragraph{std::move(keys), {.size = 9, .tone = print::Tone::quiet}});
    }

    [[nodiscard]] print::Fields counts() const
    {
        print::Fields fields;
        fields.columns = 4;
        for (const SheetCount& count : sheet_.counts)
            fields.fields.push_back({count.label, std::to_string(count.count)});
        return fields;
    }

    [[nodiscard]] print::Signatures signatures() const
    {
        return {{{word("class_head"), sheet_.class_head, "", "class_head"},
                 {word("reviewer"), sheet_.reviewer, "", "reviewer"},
                 {word("head"), sheet_.head_of_school, "", "head"}},
                word("stamp")};
    }

    static constexpr int k_tenths = 10;

    const ClassResultSheet& sheet_;
    print::Language language_;
    bool has_decisions_ = false;
};

}  // namespace

print::Document printed(const ClassResultSheet& sheet, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    constexpr double k_sides = 8;
    const SheetPages pages(sheet, printing.language);
    print::Document document = documents::begun(
        issuer, printing, {pages.title(), sheet.grade + ' ' + sheet.section, "KW-27"});
    document.page = print::Page::a4_landscape();
    document.page.sides = k_sides;
    document.page.text_size = 11;
    pages.add(document.blocks);
    pages.add_foot(document, printing);
    return document;
}

documents::DocumentContent content_of(const ClassResultSheet& sheet, print::Language language)
{
    const SheetPages pages(sheet, language);
    documents::DocumentContent content;
    content.kind = "class_result_sheet";
    content.title = pages.title();
    content.school_year = sheet.school_year;
    content.lines = {{pages.word("grade"), sheet.grade},
                     {pages.word("section"), sheet.section},
                     {pages.word("students"), std::to_string(sheet.students.size())}};
    for (const SheetCount& count : sheet.counts)
        content.lines.push_back({count.label, std::to_string(count.count)});
    return content;
}

}  // namespace taqwim::results
