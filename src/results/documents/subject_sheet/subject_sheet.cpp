#include "results/documents/subject_sheet/subject_sheet.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "embedded/subject_sheet.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_subject_sheet(), "words.tsv"),
                                          "subject_sheet/words.tsv");
    return read;
}

// More columns of marks than this do not fit beside a long name on an upright page.
constexpr std::size_t k_upright_columns = 5;

class SheetPages {
public:
    SheetPages(const SubjectSheet& sheet, print::Language language)
        : sheet_(sheet), words_(own_words(), language)
    {}

    [[nodiscard]] std::string title() const
    {
        switch (sheet_.kind) {
        case SubjectSheetKind::coursework: return words_.own("title_coursework");
        case SubjectSheetKind::clean_marks: return words_.own("title_clean_marks");
        case SubjectSheetKind::final_marks: break;
        }
        return words_.own("title_final_marks");
    }

    [[nodiscard]] std::string class_name() const
    {
        return in(sheet_.grade) + (sheet_.section.empty() ? "" : " / " + sheet_.section);
    }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(head());
        blocks.emplace_back(print::Space{1});
        blocks.emplace_back(table());
        blocks.emplace_back(print::Space{4});
        blocks.emplace_back(
            print::Signatures{{{words_.common("teacher"), sheet_.teacher, "", "teacher"},
                               {words_.common("reviewer"), sheet_.reviewer, "", "reviewer"},
                               {third_role(), sheet_.third, "", "third"}},
                              ""});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        return {{words_.common("subject"), in(sheet_.subject)},
                {words_.common("grade"), class_name()},
                {words_.own("students"), std::to_string(sheet_.rows.size())}};
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    [[nodiscard]] std::string third_role() const
    {
        switch (sheet_.kind) {
        case SubjectSheetKind::coursework: return words_.own("matcher");
        case SubjectSheetKind::clean_marks: return words_.own("entry");
        case SubjectSheetKind::final_marks: break;
        }
        return words_.common("head");
    }

    [[nodiscard]] print::Fields head() const
    {
        constexpr int k_columns = 6;
        print::Fields fields;
        fields.columns = k_columns;
        fields.fields = {{words_.common("subject"), in(sheet_.subject), 2},
                         {words_.common("grade"), class_name(), 2},
                         {words_.common("school_year"), sheet_.school_year, 2}};
        if (!sheet_.term.is_empty())
            fields.fields.push_back({words_.own("term"), in(sheet_.term), 2});
        if (sheet_.minimum)
            fields.fields.push_back(
                {words_.common("minimum"), limit_in_figures(sheet_.minimum), 2});
        fields.fields.push_back({words_.own("version"), std::to_string(sheet_.version), 2});
        return fields;
    }

    [[nodiscard]] Table table() const
    {
        constexpr double k_size = 10;
        constexpr double k_row_height = 6;
        Table table;
        table.text_size = k_size;
        table.columns = {{3, Align::middle}, {28}};
        std::vector<Cell> head = {Cell(words_.common("number")), words_.common("name")};
        for (const SheetColumn& column : sheet_.columns) {
            table.columns.push_back({7, Align::middle});
            head.emplace_back(in(column.label) +
                              (column.maximum
                                   ? '\n' + words_.own("out_of", limit_in_figures(column.maximum))
                                   : std::string()));
        }
        table.columns.push_back({16});
        head.emplace_back(words_.common("notes"));
        table.head = {head_row(std::move(head), k_size - 1)};
        std::size_t number = 0;
        for (const SubjectSheetRow& row : sheet_.rows)
            table.rows.push_back(printed_row(row, ++number, k_row_height));
        return table;
    }

    [[nodiscard]] Row printed_row(const SubjectSheetRow& row, std::size_t number,
                                  double height) const
    {
        Row printed;
        printed.least_height = height;
        printed.cells = {Cell(std::to_string(number)), row.name};
        for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
            const bool is_sum = sheet_.columns[i].is_sum;
            const bool is_last = i + 1 == sheet_.columns.size();
            Cell cell(i < row.marks.size()
                          ? in_figures(row.marks[i], words_,
                                       is_sum && is_last ? sheet_.minimum : std::nullopt)
                          : std::string());
            if (is_sum)
                cell.weight = Weight::bold;
            printed.cells.push_back(std::move(cell));
        }
        std::string notes = row.notes;
        if (row.sum_before)
            notes += (notes.empty() ? "" : " · ") + words_.own("amended", figure(*row.sum_before));
        Cell remark(notes);
        remark.size = 9;
        printed.cells.push_back(std::move(remark));
        return printed;
    }

    const SubjectSheet& sheet_;
    Words words_;
};

bool is_draft(const SubjectSheet& sheet)
{
    return sheet.teacher.empty() || sheet.reviewer.empty() ||
           (sheet.third.empty() && !sheet.is_third_by_hand);
}

}  // namespace

print::Document printed(const SubjectSheet& sheet, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    documents::Printing used = printing;
    used.is_draft = printing.is_draft || is_draft(sheet);
    const SheetPages pages(sheet, printing.language);
    print::Document document = documents::begun(
        issuer, used,
        {pages.title(), sheet.subject.in(printing.language) + " · " + pages.class_name(),
         "PG-17.D.10"});
    if (sheet.columns.size() > k_upright_columns)
        document.page = print::Page::a4_landscape();
    document.page.text_size = 11;
    pages.add_to(document.blocks);
    add_proof_below(document, used);
    return document;
}

documents::DocumentContent content_of(const SubjectSheet& sheet, print::Language language)
{
    const SheetPages pages(sheet, language);
    documents::DocumentContent content;
    content.kind = "subject_sheet";
    content.title = pages.title();
    content.school_year = sheet.school_year;
    content.lines = pages.lines();
    return content;
}

print::Document printed(const SubjectSheets& sheets, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    documents::Printing used = printing;
    used.is_draft = printing.is_draft || std::ranges::any_of(sheets.sheets, is_draft);
    const SubjectSheet like = sheets.sheets.empty() ? SubjectSheet{} : sheets.sheets.front();
    const SheetPages first(like, printing.language);
    print::Document document =
        documents::begun(issuer, used, {first.title(), first.class_name(), "PG-17.D.10"});
    for (const SubjectSheet& sheet : sheets.sheets) {
        if (!document.blocks.empty())
            document.blocks.emplace_back(print::PageBreak{});
        SheetPages(sheet, printing.language).add_to(document.blocks);
        if (sheet.columns.size() > k_upright_columns)
            document.page = print::Page::a4_landscape();
    }
    document.page.text_size = 11;
    return document;
}

documents::DocumentContent content_of(const SubjectSheets& sheets, print::Language language)
{
    const SubjectSheet like = sheets.sheets.empty() ? SubjectSheet{} : sheets.sheets.front();
    documents::DocumentContent content = content_of(like, language);
    const Words words(own_words(), language);
    content.lines.clear();
    for (const SubjectSheet& sheet : sheets.sheets)
        content.lines.push_back({words.common("subject"), sheet.subject.in(language)});
    return content;
}

std::string sheets_title(print::Language language)
{
    return own_words().at("title_sheets", language);
}

BothLanguages label_of(SheetSum sum)
{
    constexpr std::array<const char*, 6> k_keys = {"coursework", "exam",   "sum",
                                                   "term_1",     "term_2", "final_mark"};
    const char* const key = k_keys.at(static_cast<std::size_t>(sum));
    return {own_words().at(key, print::Language::arabic),
            own_words().at(key, print::Language::english)};
}

std::string exempt_note(print::Language language)
{
    return own_words().at("exempt", language);
}

}  // namespace taqwim::results
