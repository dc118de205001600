#include "results/documents/early_grade_card/early_grade_card.h"

#include <algorithm>
#include <utility>

#include "embedded/early_grade_card.h"
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
    static const documents::WordList read(text_of(embedded_early_grade_card(), "words.tsv"),
                                          "early_grade_card/words.tsv");
    return read;
}

constexpr int k_last_report = 4;

class CardPages {
public:
    CardPages(const EarlyGradeCard& card, print::Language language)
        : card_(card), words_(own_words(), language, card.student.gender)
    {}

    [[nodiscard]] std::string title() const { return words_.own("title"); }

    [[nodiscard]] std::string superseded() const
    {
        return card_.superseded_by ? words_.own("superseded", std::to_string(*card_.superseded_by))
                                   : std::string();
    }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        if (const std::string words = superseded(); !words.empty())
            blocks.emplace_back(print::Stamp{words, Align::end});
        print::Paragraph report{report_name(), {.weight = Weight::bold, .align = Align::middle}};
        blocks.emplace_back(std::move(report));
        blocks.emplace_back(student_head(card_.student, words_));
        if (!card_.until.empty())
            blocks.emplace_back(small_print(words_.own("until", card_.until)));
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(subjects_table());
        std::string notes = words_.own("levels_note");
        if (has_minimum())
            notes = words_.own("minimum_note") + " · " + notes;
        blocks.emplace_back(small_print(std::move(notes)));
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(print::Fields{{{words_.own("remarks"), card_.remarks}}, 1, true});
        if (card_.report == k_last_report)
            add_opinion(blocks);
        blocks.emplace_back(print::Space{4});
        blocks.emplace_back(
            print::Signatures{{{words_.common("class_head"), card_.class_head, "", "class_head"},
                               {words_.common("head"), card_.head_of_school, "", "head"},
                               {words_.common("guardian"), "", words_.own("seen"), "guardian"}},
                              words_.common("stamp")});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        for (const EarlyGradeSubject& subject : card_.subjects)
            if (subject.described.empty())
                lines.push_back({in(subject.name), level(subject)});
        if (card_.report == k_last_report && card_.opinion.opinion != FinalOpinion::none)
            lines.push_back({words_.own("opinion"), opinion_text()});
        return lines;
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    [[nodiscard]] std::string report_name() const
    {
        std::string name = words_.own("report_" + std::to_string(card_.report));
        // PG-1.44: the fourth report is the final certificate.
        if (card_.report == k_last_report)
            name += " – " + words_.own("final_certificate");
        return name;
    }

    [[nodiscard]] bool has_minimum() const
    {
        return std::ranges::any_of(card_.subjects, [](const EarlyGradeSubject& subject) {
            return std::ranges::any_of(subject.not_mastered, &UnmasteredSkill::is_minimum);
        });
    }

    [[nodiscard]] std::string level(const EarlyGradeSubject& subject) const
    {
        return subject.level ? std::to_string(*subject.level) : words_.own("not_studied");
    }

    // One line a skill, as many lines as there are (PG-1.52).
    [[nodiscard]] std::vector<std::string> told(const EarlyGradeSubject& subject) const
    {
        std::vector<std::string> lines;
        for (const DescribedSide& side : subject.described)
            lines.push_back(side.text.empty() ? "\n"  // room for a hand
                            : side.heading.is_empty()
                                ? side.text
                                : in(side.heading) + ": " + print::isolated(side.text));
        for (const UnmasteredSkill& skill : subject.not_mastered)
            lines.push_back("– " + in(skill.name) +
                            (skill.is_minimum ? " " + words_.own("minimum") : "") +
                            (skill.is_not_assessed ? " " + words_.own("not_assessed") : ""));
        if (lines.empty())
            lines.push_back(subject.level ? words_.own("all_mastered") : std::string());
        return lines;
    }

    // A row is not parted over pages, so a long list goes on in further rows: never shortened.
    void add_subject(std::vector<Row>& rows, const EarlyGradeSubject& subject) const
    {
        constexpr std::size_t k_lines_in_row = 12;
        const std::vector<std::string> lines = told(subject);
        for (std::size_t first = 0; first < lines.size(); first += k_lines_in_row) {
            std::string text;
            for (std::size_t i = first; i < std::min(first + k_lines_in_row, lines.size()); ++i)
                (text += i == first ? "" : "\n") += lines[i];
            Row row;
            row.cells.emplace_back(first == 0 ? in(subject.name)
                                              : words_.own("continued", in(subject.name)));
            // PG-1.61: words alone, over the column of levels too.
            if (subject.described.empty())
                row.cells.emplace_back(first == 0 ? level(subject) : std::string());
            Cell told_cell(std::move(text), subject.described.empty() ? 1 : 2);
            told_cell.align = Align::start;
            row.cells.push_back(std::move(told_cell));
            row.cells.emplace_back(subject.teacher);
            rows.push_back(std::move(row));
        }
    }

    [[nodiscard]] Table subjects_table() const
    {
        constexpr double k_size = 10.5;
        Table table;
        table.text_size = k_size;
        table.columns = {{22}, {9, Align::middle}, {58}, {22}};
        table.head = {head_row({words_.common("subject"), words_.own("level"),
                                words_.own("not_mastered"), words_.common("teacher")},
                               k_size)};
        for (const EarlyGradeSubject& subject : card_.subjects)
            add_subject(table.rows, subject);
        return table;
    }

    [[nodiscard]] std::string opinion_text() const
    {
        const std::string& next = in(card_.opinion.next_grade);
        switch (card_.opinion.opinion) {
        case FinalOpinion::none: return {};
        case FinalOpinion::moves_up: return words_.own("moves_up", next);
        case FinalOpinion::moves_up_with_remarks: return words_.own("moves_up_with_remarks", next);
        case FinalOpinion::does_not_move_up: return words_.own("does_not_move_up");
        }
        return {};
    }

    // The three options, each with lines for a hand.
    void add_options(std::vector<print::Block>& blocks) const
    {
        const std::string& next = in(card_.opinion.next_grade);
        const auto add = [&](const std::string& text, int lines) {
            blocks.emplace_back(print::Paragraph{"(    )  " + text, {.size = 13}});
            for (int line = 0; line < lines; ++line) {
                blocks.emplace_back(print::Space{9});
                blocks.emplace_back(print::Line{});
            }
            blocks.emplace_back(print::Space{6});
        };
        constexpr int k_lines = 4;
        add(words_.own("moves_up", next), 0);
        add(words_.own("moves_up_with_remarks", next), k_lines);
        add(words_.own("does_not_move_up"), k_lines);
    }

    // PG-1.60: its own page, with the option that was chosen and nothing of the others.
    void add_opinion(std::vector<print::Block>& blocks) const
    {
        const OpinionPage& page = card_.opinion;
        blocks.emplace_back(print::PageBreak{});
        blocks.emplace_back(print::Heading{words_.own("opinion"), 1});
        blocks.emplace_back(print::Fields{{{words_.common("student"), in(card_.student.name)}}, 1});
        blocks.emplace_back(print::Space{3});
        if (page.opinion == FinalOpinion::none) {
            add_options(blocks);
            return;
        }
        blocks.emplace_back(print::Paragraph{opinion_text(), {.size = 14, .weight = Weight::bold}});
        for (const std::string& remark : page.remarks)
            blocks.emplace_back(print::Paragraph{"– " + remark});
        if (!page.missing.empty()) {
            Table table;
            table.columns = {{1}, {3}};
            table.head = {head_row({words_.common("subject"), words_.own("minimum_skills")}, 11)};
            for (const OpinionPage::Missing& missing : page.missing) {
                std::string skills;
                for (const BothLanguages& skill : missing.skills)
                    skills += (skills.empty() ? "– " : "\n– ") + in(skill);
                table.rows.push_back(Row{{Cell(in(missing.subject)), std::move(skills)}});
            }
            blocks.emplace_back(print::Space{2});
            blocks.emplace_back(std::move(table));
        }
        // D11: after the committee's decision the opinion is (ب) and names it.
        if (!page.committee_decision.empty()) {
            blocks.emplace_back(print::Space{2});
            blocks.emplace_back(print::Fields{
                {{words_.own("committee"), print::as_written(page.committee_decision)}}, 1});
        }
    }

    const EarlyGradeCard& card_;
    Words words_;
};

}  // namespace

std::vector<std::string> remark_words(const std::vector<std::string>& codes,
                                      print::Language language)
{
    std::vector<std::string> words;
    for (const std::string& code : codes) {
        const std::string key = "remark_" + code;
        words.push_back(own_words().has(key) ? own_words().at(key, language) : code);
    }
    return words;
}

print::Document printed(const EarlyGradeCard& card, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    documents::Printing used = printing;
    used.is_draft =
        printing.is_draft || std::ranges::any_of(card.subjects, [](const EarlyGradeSubject& row) {
            return row.teacher.empty();
        });
    const CardPages pages(card, printing.language);
    print::Document document = documents::begun(
        issuer, used, {pages.title(), card.student.name.in(printing.language), "PG-1.50"});
    // PG-1.44: what a later report replaced says so across the page.
    if (card.superseded_by)
        document.watermark = pages.superseded();
    pages.add_to(document.blocks);
    add_proof_below(document, used);
    return document;
}

documents::DocumentContent content_of(const EarlyGradeCard& card, print::Language language)
{
    const CardPages pages(card, language);
    documents::DocumentContent content;
    content.kind = "early_grade_card";
    content.title = pages.title();
    content.student = card.student.name.in(language);
    content.school_year = card.student.school_year;
    content.lines = pages.lines();
    return content;
}

}  // namespace taqwim::results
