#include "results/documents/transcript/transcript.h"

#include <span>
#include <utility>

#include "embedded/transcript.h"
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
    static const documents::WordList read(text_of(embedded_transcript(), "words.tsv"),
                                          "transcript/words.tsv");
    return read;
}

class TranscriptPages {
public:
    TranscriptPages(const Transcript& transcript, print::Language language)
        : transcript_(transcript), words_(own_words(), language, transcript.student.gender)
    {}

    [[nodiscard]] std::string title() const
    {
        return words_.own(transcript_.kind == TranscriptKind::marks ? "title_transcript"
                                                                    : "title_status");
    }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        if (transcript_.copy > 1)
            blocks.emplace_back(print::Stamp{copy_words(), Align::end});
        blocks.emplace_back(student_head(transcript_.student, words_));
        if (transcript_.kind == TranscriptKind::status)
            blocks.emplace_back(years_table());
        else
            for (const TranscriptYear& year : transcript_.years)
                add_year(blocks, year);
        std::vector<print::Block> end;
        if (!transcript_.cumulative_average.empty())
            end.emplace_back(
                print::Fields{{{words_.own("cumulative"), transcript_.cumulative_average}}, 1});
        end.emplace_back(small_print(words_.own("on_request")));
        end.emplace_back(print::Space{2});
        end.emplace_back(
            print::Signatures{{{words_.own("registrar"), transcript_.registrar, "", "registrar"},
                               {words_.common("head"), transcript_.head_of_school, "", "head"}},
                              words_.common("stamp")});
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(print::Together{std::move(end)});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        for (const TranscriptYear& year : transcript_.years) {
            const std::string label = year.school_year + " " + in(year.grade);
            if (!year.is_withheld && year.total.state == MarkState::given)
                lines.push_back({label, total_text(year)});
            lines.push_back({label, decision(year)});
        }
        if (!transcript_.cumulative_average.empty())
            lines.push_back({words_.own("cumulative"), transcript_.cumulative_average});
        return lines;
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    // SR-9.4: a reissue says the how many-th copy it is.
    [[nodiscard]] std::string copy_words() const
    {
        constexpr int k_named = 4;
        if (transcript_.copy <= k_named)
            return words_.own("copy_" + std::to_string(transcript_.copy));
        return words_.own("copy_more", std::to_string(transcript_.copy));
    }

    [[nodiscard]] std::string decision(const TranscriptYear& year) const
    {
        if (year.is_withheld)
            return words_.own("withheld");
        return year.decision.is_empty() ? outcome_text(year.outcome, words_) : in(year.decision);
    }

    [[nodiscard]] std::string total_text(const TranscriptYear& year) const
    {
        if (year.is_withheld || year.total.state != MarkState::given)
            return {};
        std::string text = in_figures(year.total, words_);
        if (year.total_maximum)
            text += " / " + limit_in_figures(year.total_maximum);
        return text;
    }

    [[nodiscard]] static bool has_first_round(const TranscriptYear& year)
    {
        for (const TranscriptSubject& subject : year.subjects)
            if (subject.first_round.state != MarkState::not_due)
                return true;
        return false;
    }

    [[nodiscard]] Row subject_row(const TranscriptSubject& subject, const TranscriptYear& year,
                                  bool with_first_round) const
    {
        const auto shown = [&](const PrintedMark& mark) {
            if (year.is_withheld && mark.state != MarkState::not_due)
                return words_.common("mark_withheld");
            return in_figures(mark, words_, subject.minimum);
        };
        Row row{{Cell(in(subject.name)), closed(limit_in_figures(subject.maximum)),
                 closed(limit_in_figures(subject.minimum))}};
        if (with_first_round)
            row.cells.emplace_back(closed(shown(subject.first_round)));
        Cell mark(closed(shown(subject.mark)));
        mark.weight = Weight::bold;
        row.cells.push_back(std::move(mark));
        if (has_grade_words(year))
            row.cells.emplace_back(
                closed(year.is_withheld ? std::string() : in(subject.grade_word)));
        return row;
    }

    [[nodiscard]] static bool has_grade_words(const TranscriptYear& year)
    {
        for (const TranscriptSubject& subject : year.subjects)
            if (!subject.grade_word.is_empty())
                return true;
        return false;
    }

    [[nodiscard]] Table subjects_table(const TranscriptYear& year,
                                       std::span<const TranscriptSubject> subjects) const
    {
        constexpr double k_size = 9;
        const bool with_first_round = has_first_round(year);
        Table table;
        table.text_size = k_size;
        table.columns = {{36}, {9, Align::middle}, {9, Align::middle}};
        std::vector<Cell> head = {Cell(words_.common("subject")), words_.common("maximum"),
                                  words_.common("minimum")};
        const auto add = [&](std::string label, int share) {
            table.columns.push_back({share, Align::middle});
            head.emplace_back(std::move(label));
        };
        if (with_first_round)
            add(words_.own("first_round"), 12);
        add(words_.own("mark"), 14);
        if (has_grade_words(year))
            add(words_.own("grade_word"), 14);
        table.head = {head_row(std::move(head), k_size - 1)};
        for (const TranscriptSubject& subject : subjects)
            table.rows.push_back(subject_row(subject, year, with_first_round));
        table.when_empty = words_.own("no_years");
        return table;
    }

    // A year is never parted: its marks in two tables beside each other, its end beneath them.
    void add_year(std::vector<print::Block>& blocks, const TranscriptYear& year) const
    {
        std::vector<print::Block> whole;
        whole.emplace_back(print::Heading{words_.own("year_line", year.school_year) + " · " +
                                              in(year.grade) + " · " +
                                              print::isolated(in(year.school)),
                                          3});
        const std::span<const TranscriptSubject> all = year.subjects;
        constexpr std::size_t k_in_one_table = 5;
        if (all.size() <= k_in_one_table) {
            whole.emplace_back(subjects_table(year, all));
        } else {
            const std::size_t half = (all.size() + 1) / 2;
            print::SideBySide beside;
            beside.gap = 3;
            beside.sides.push_back({{subjects_table(year, all.first(half))}, 1});
            beside.sides.push_back({{subjects_table(year, all.subspan(half))}, 1});
            whole.emplace_back(std::move(beside));
        }
        whole.emplace_back(year_end(year));
        if (year.is_total_notional && !year.is_withheld)
            whole.emplace_back(small_print(words_.own("notional")));
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(print::Together{std::move(whole)});
    }

    [[nodiscard]] print::Fields year_end(const TranscriptYear& year) const
    {
        constexpr int k_columns = 12;
        print::Fields fields;
        fields.columns = k_columns;
        const auto add = [&](std::string label, std::string value, int columns) {
            if (!value.empty())
                fields.fields.push_back({std::move(label), std::move(value), columns});
        };
        if (!year.is_withheld) {
            add(words_.common("total"), total_text(year), 3);
            add(words_.common("percentage"), year.percentage, 3);
            add(words_.common("average"), year.average, 3);
            add(words_.common("general_grade"), in(year.general_grade), 3);
        }
        add(words_.common("result"), decision(year), 6);
        const auto of_hundred = [](const std::optional<Mark>& mark) {
            return mark ? figure(*mark) : std::string();
        };
        add(words_.common("behaviour"), of_hundred(year.behaviour), 3);
        add(words_.common("attendance"), of_hundred(year.attendance), 3);
        add(words_.own("rules"),
            in(year.rules) + (year.rule.is_empty() || year.is_withheld
                                  ? ""
                                  : std::string(words_.comma()) + in(year.rule)),
            k_columns);
        return fields;
    }

    [[nodiscard]] Table years_table() const
    {
        constexpr double k_size = 10;
        Table table;
        table.text_size = k_size;
        table.columns = {{12, Align::middle}, {22}, {40}, {26}};
        table.head = {head_row({words_.common("school_year"), words_.common("grade"),
                                words_.common("school"), words_.common("result")},
                               k_size)};
        for (const TranscriptYear& year : transcript_.years)
            table.rows.push_back(
                Row{{Cell(year.school_year), in(year.grade), in(year.school), decision(year)}});
        table.when_empty = words_.own("no_years");
        return table;
    }

    const Transcript& transcript_;
    Words words_;
};

}  // namespace

print::Document printed(const Transcript& transcript, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const TranscriptPages pages(transcript, printing.language);
    print::Document document = documents::begun(
        issuer, printing, {pages.title(), transcript.student.name.in(printing.language), "SR-9.4"});
    document.page.text_size = 10;
    pages.add_to(document.blocks);
    add_proof_below(document, printing);
    return document;
}

documents::DocumentContent content_of(const Transcript& transcript, print::Language language)
{
    const TranscriptPages pages(transcript, language);
    documents::DocumentContent content;
    content.kind = "transcript";
    content.title = pages.title();
    content.student = transcript.student.name.in(language);
    content.school_year = transcript.student.school_year;
    content.lines = pages.lines();
    return content;
}

}  // namespace taqwim::results
