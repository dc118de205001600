#include "results/documents/result_sheet/result_sheet.h"

#include <utility>

#include "embedded/result_sheet.h"
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
    static const documents::WordList read(text_of(embedded_result_sheet(), "words.tsv"),
                                          "result_sheet/words.tsv");
    return read;
}

class SheetPages {
public:
    SheetPages(const ResultSheet& sheet, print::Language language)
        : sheet_(sheet), words_(own_words(), language)
    {}

    [[nodiscard]] std::string title() const
    {
        return words_.own(sheet_.kind == ResultSheetKind::draft ? "title_draft" : "title_clean");
    }

    [[nodiscard]] std::string class_name() const
    {
        return in(sheet_.grade) + (sheet_.section.empty() ? "" : " / " + sheet_.section);
    }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(print::Fields{{{words_.common("grade"), class_name()},
                                           {words_.common("school_year"), sheet_.school_year},
                                           {words_.own("round"), round()}},
                                          3});
        blocks.emplace_back(table());
        if (sheet_.kind == ResultSheetKind::draft)
            blocks.emplace_back(small_print(words_.own("legend")));
    }

    // PG-17.D.25: at the foot of each page, above its number.
    void add_foot(print::Band& footer) const
    {
        const ResultSheetSigners& signers = sheet_.signers;
        footer.signatures = {
            {words_.own("dictated"), signers.dictated, "", "dictated"},
            {words_.own("recorded"), signers.recorded, "", "recorded"},
            {words_.common("reviewer"), signers.reviewer, "", "reviewer"},
            {words_.common("control_head"), signers.control_head, "", "control_head"},
            {words_.common("head"), signers.head_of_school, "", "head"}};
        constexpr const char* k_line = "……………………………";
        footer.end.insert(footer.end.begin(),
                          words_.own("day") + ": " +
                              (signers.day.empty() ? k_line : print::isolated(signers.day)));
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        return {{words_.common("grade"), class_name()},
                {words_.own("round"), round()},
                {words_.own("students"), std::to_string(sheet_.rows.size())}};
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    [[nodiscard]] std::string round() const
    {
        return words_.own(sheet_.round == ExaminationRound::first ? "round_1" : "round_2");
    }

    [[nodiscard]] Table table() const
    {
        constexpr double k_size = 8;
        constexpr double k_head_size = 6.5;
        const bool is_clean = sheet_.kind == ResultSheetKind::clean;
        Table table;
        table.text_size = k_size;
        // Many subjects with long words need the room more than the names of students.
        constexpr std::size_t k_many_subjects = 16;
        const bool is_crowded = sheet_.subjects.size() > k_many_subjects && has_long_word();
        table.columns = {{6, Align::middle}, {is_crowded ? 28 : 38}};
        std::vector<Cell> head = {Cell(words_.common("number")), words_.common("name")};
        for (const ResultSheetSubject& subject : sheet_.subjects) {
            table.columns.push_back({10, Align::middle});
            head.emplace_back(in(subject.name));
        }
        table.columns.push_back({10, Align::middle});
        head.emplace_back(words_.common("total"));
        if (is_clean) {
            table.columns.push_back({12, Align::middle});
            head.emplace_back(words_.common("average"));
        }
        table.columns.push_back({is_clean ? 24 : 16});
        head.emplace_back(words_.common("result"));
        table.head = {head_row(std::move(head), k_head_size)};
        std::size_t number = 0;
        for (const ResultSheetRow& row : sheet_.rows)
            table.rows.push_back(printed_row(row, ++number));
        return table;
    }

    [[nodiscard]] bool has_long_word() const
    {
        constexpr int k_long_word = 10;  // letters
        for (const ResultSheetSubject& subject : sheet_.subjects) {
            int letters = 0;
            for (const char byte : in(subject.name)) {
                // A letter of several bytes counts once.
                const bool begins_letter = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
                letters = byte == ' ' ? 0 : letters + (begins_letter ? 1 : 0);
                if (letters >= k_long_word)
                    return true;
            }
        }
        return false;
    }

    [[nodiscard]] std::string sign(SheetSign sign) const
    {
        switch (sign) {
        case SheetSign::none: return {};
        case SheetSign::second_round: return words_.own("sign_second_round");
        case SheetSign::not_passed: return words_.own("sign_not_passed");
        case SheetSign::absent: return words_.own("sign_absent");
        case SheetSign::cancelled: return words_.own("sign_cancelled");
        }
        return {};
    }

    // The mark with its letter beside it; letters stand in the draft alone. A mark that is not there leaves the letter.
    [[nodiscard]] Cell mark_cell(const ResultSheetMark& mark,
                                 const std::optional<Mark>& minimum) const
    {
        const bool is_marked =
            sheet_.kind == ResultSheetKind::draft && mark.sign != SheetSign::none;
        std::string text = mark.mark.mark && mark.mark.state != MarkState::withheld
                               ? figure(*mark.mark.mark, minimum)
                               : in_figures(mark.mark, words_, minimum);
        if (is_marked && mark.mark.mark)
            text += " [" + sign(mark.sign) + "]";
        else if (is_marked)
            text = "[" + sign(mark.sign) + "]";
        Cell cell(std::move(text));
        if (is_marked)
            cell.weight = Weight::bold;
        return cell;
    }

    [[nodiscard]] Row printed_row(const ResultSheetRow& row, std::size_t number) const
    {
        constexpr double k_row_height = 6;
        const bool is_clean = sheet_.kind == ResultSheetKind::clean;
        Row printed;
        printed.least_height = k_row_height;
        printed.cells = {Cell(std::to_string(number)), row.name};
        for (std::size_t i = 0; i < sheet_.subjects.size(); ++i)
            printed.cells.push_back(i < row.marks.size()
                                        ? mark_cell(row.marks[i], sheet_.subjects[i].minimum)
                                        : Cell(""));
        Cell total(row.is_withheld ? words_.own("sign_withheld") : in_figures(row.total, words_));
        total.weight = Weight::bold;
        printed.cells.push_back(std::move(total));
        if (is_clean)
            printed.cells.emplace_back(row.is_withheld ? std::string() : row.average);
        printed.cells.emplace_back(result(row));
        return printed;
    }

    [[nodiscard]] std::string result(const ResultSheetRow& row) const
    {
        if (row.is_withheld)
            return outcome_text(PaperOutcome::withheld, words_);
        std::string text = outcome_text(row.outcome, words_);
        if (sheet_.kind == ResultSheetKind::clean && !row.completes.empty()) {
            std::string subjects;
            for (const BothLanguages& subject : row.completes)
                (subjects += subjects.empty() ? "" : words_.comma()) += in(subject);
            text += '\n' + words_.own("completes", subjects);
        }
        return text;
    }

    const ResultSheet& sheet_;
    Words words_;
};

}  // namespace

print::Document printed(const ResultSheet& sheet, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    documents::Printing used = printing;
    used.is_draft =
        printing.is_draft || sheet.kind == ResultSheetKind::draft || !sheet.signers.are_complete();
    const SheetPages pages(sheet, printing.language);
    print::Document document =
        documents::begun(issuer, used, {pages.title(), pages.class_name(), "PG-17.D.22"});
    constexpr double k_narrow = 8;
    document.page = print::Page::a4_landscape();
    document.page.sides = k_narrow;
    document.page.top = k_narrow;
    document.page.bottom = k_narrow;
    document.page.text_size = 10.5;
    document.footer.text_size = 9.5;
    pages.add_foot(document.footer);
    pages.add_to(document.blocks);
    add_proof_below(document, used);
    return document;
}

documents::DocumentContent content_of(const ResultSheet& sheet, print::Language language)
{
    const SheetPages pages(sheet, language);
    documents::DocumentContent content;
    content.kind = "result_sheet";
    content.title = pages.title();
    content.school_year = sheet.school_year;
    content.lines = pages.lines();
    return content;
}

}  // namespace taqwim::results
