#include "results/documents/success_list/success_list.h"

#include <algorithm>
#include <utility>

#include "embedded/success_list.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_success_list(), "words.tsv"),
                                          "success_list/words.tsv");
    return read;
}

class ListPages {
public:
    ListPages(const SuccessList& list, print::Language language)
        : list_(list), words_(own_words(), language, list.gender)
    {}

    [[nodiscard]] std::string title() const
    {
        return words_.own(is_second_round() ? "title_second_round" : "title_successful");
    }

    [[nodiscard]] const std::string& grade() const { return list_.grade.in(words_.language()); }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(print::Fields{{{words_.common("grade"), grade()},
                                           {words_.common("school_year"), list_.school_year},
                                           {words_.own("students"), count()}},
                                          3});
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(table());
        blocks.emplace_back(small_print(words_.own("kept")));
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(print::Signatures{
            {{words_.own("marks_committee"), list_.marks_committee, "", "marks_committee"},
             {words_.common("control_head"), list_.control_head, "", "control_head"},
             {words_.common("head"), list_.head_of_school, "", "head"}},
            words_.common("stamp")});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        return {{words_.common("grade"), grade()}, {words_.own("students"), count()}};
    }

private:
    [[nodiscard]] bool is_second_round() const
    {
        return list_.kind == SuccessListKind::second_round;
    }

    [[nodiscard]] std::string count() const { return std::to_string(list_.students.size()); }

    [[nodiscard]] std::string subjects_of(const ListedStudent& student) const
    {
        std::string text;
        for (const ListedSubject& subject : student.subjects)
            (text += text.empty() ? "" : words_.comma()) +=
                subject.name.in(words_.language()) + " (" + scope_text(subject.scope, words_) + ")";
        return text;
    }

    [[nodiscard]] Table table() const
    {
        constexpr double k_size = 11;
        const bool has_seats = std::ranges::any_of(
            list_.students, [](const ListedStudent& student) { return !student.seat.empty(); });
        Table table;
        table.text_size = k_size;
        table.columns = {{6, Align::middle}};
        std::vector<Cell> head = {Cell(words_.common("number"))};
        const auto add = [&](std::string label, print::TableColumn column) {
            table.columns.push_back(column);
            head.emplace_back(std::move(label));
        };
        if (has_seats)
            add(words_.common("seat"), {12, Align::middle});
        add(words_.common("name"), {60});
        add(words_.common("section"), {10, Align::middle});
        if (is_second_round())
            add(words_.own("completes"), {66});
        else
            add(words_.common("result"), {14, Align::middle});
        table.head = {head_row(std::move(head), k_size)};
        std::size_t number = 0;
        for (const ListedStudent& student : list_.students) {
            Row row{{Cell(std::to_string(++number))}};
            if (has_seats)
                row.cells.emplace_back(student.seat);
            row.cells.emplace_back(student.name);
            row.cells.emplace_back(student.section);
            row.cells.emplace_back(is_second_round() ? subjects_of(student)
                                                     : outcome_text(PaperOutcome::passed, words_));
            table.rows.push_back(std::move(row));
        }
        table.when_empty = words_.own("none_successful");
        return table;
    }

    const SuccessList& list_;
    Words words_;
};

}  // namespace

print::Document printed(const SuccessList& list, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const ListPages pages(list, printing.language);
    print::Document document =
        documents::begun(issuer, printing, {pages.title(), pages.grade(), "PG-17.D.22"});
    pages.add_to(document.blocks);
    add_proof_below(document, printing);
    return document;
}

documents::DocumentContent content_of(const SuccessList& list, print::Language language)
{
    const ListPages pages(list, language);
    documents::DocumentContent content;
    content.kind = "success_list";
    content.title = pages.title();
    content.school_year = list.school_year;
    content.lines = pages.lines();
    return content;
}

}  // namespace taqwim::results
