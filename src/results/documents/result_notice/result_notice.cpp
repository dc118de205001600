#include "results/documents/result_notice/result_notice.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "embedded/result_notice.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_result_notice(), "words.tsv"),
                                          "result_notice/words.tsv");
    return read;
}

std::string_view title_key(ResultNoticeKind kind)
{
    switch (kind) {
    case ResultNoticeKind::second_round: return "title_second_round";
    case ResultNoticeKind::withheld_second_round: return "title_withheld_second_round";
    case ResultNoticeKind::withheld_passed: return "title_withheld_passed";
    case ResultNoticeKind::not_passed: return "title_not_passed";
    case ResultNoticeKind::congratulation: return "title_congratulation";
    }
    return "title_second_round";
}

class NoticePage {
public:
    NoticePage(const ResultNotice& notice, print::Language language)
        : notice_(notice), words_(own_words(), language, notice.student.gender)
    {}

    [[nodiscard]] std::string title() const { return words_.own(title_key(notice_.kind)); }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        if (notice_.kind == ResultNoticeKind::congratulation)
            return add_congratulation(blocks);
        blocks.emplace_back(student_head(notice_.student, words_));
        blocks.emplace_back(print::Space{3});
        switch (notice_.kind) {
        case ResultNoticeKind::second_round:
        case ResultNoticeKind::withheld_second_round: add_second_round(blocks); break;
        case ResultNoticeKind::not_passed: add_not_passed(blocks); break;
        case ResultNoticeKind::withheld_passed:
        case ResultNoticeKind::congratulation: break;
        }
        if (is_withheld())
            add_withheld(blocks);
        blocks.emplace_back(print::Space{3});
        // PG-16.F.8: the class head writes his name and signs.
        blocks.emplace_back(
            print::Signatures{{{words_.common("class_head"), notice_.class_head, "", "class_head"},
                               {words_.common("head"), notice_.head_of_school, "", "head"},
                               {words_.own("received"), "", "", "received"}},
                              words_.common("stamp")});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        if (notice_.kind != ResultNoticeKind::congratulation &&
            notice_.kind != ResultNoticeKind::withheld_passed)
            for (const NoticeSubject& subject : notice_.subjects)
                lines.push_back({in(subject.name), notice_.kind == ResultNoticeKind::not_passed
                                                       ? in_figures(subject.mark, words_)
                                                       : scope_text(subject.scope, words_)});
        lines.push_back({words_.common("result"), result()});
        return lines;
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    [[nodiscard]] bool is_withheld() const
    {
        return notice_.kind == ResultNoticeKind::withheld_second_round ||
               notice_.kind == ResultNoticeKind::withheld_passed;
    }

    // The kind says it; of the second round's end the outcome.
    [[nodiscard]] std::string result() const
    {
        switch (notice_.kind) {
        case ResultNoticeKind::second_round:
            return outcome_text(PaperOutcome::second_round, words_);
        case ResultNoticeKind::withheld_second_round:
        case ResultNoticeKind::withheld_passed: return outcome_text(PaperOutcome::withheld, words_);
        case ResultNoticeKind::congratulation: return outcome_text(PaperOutcome::passed, words_);
        case ResultNoticeKind::not_passed: break;
        }
        return outcome_text(notice_.outcome, words_);
    }

    void add_second_round(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Paragraph{words_.own("completes_in")});
        blocks.emplace_back(subjects_table());
        if (notice_.has_own_composition)
            return;
        const auto has = [&](auto&& is_so) { return std::ranges::any_of(notice_.subjects, is_so); };
        std::vector<print::Block> how;
        how.emplace_back(
            print::Paragraph{words_.own("composed"), {.size = 11, .weight = print::Weight::bold}});
        const auto add = [&](std::string_view key) {
            how.emplace_back(print::Paragraph{words_.own(key), {.size = 11}});
        };
        if (has([](const NoticeSubject& subject) {
                return !subject.is_oral && subject.scope != SecondRoundScope::whole;
            }))
            add("composed_term");
        if (has([](const NoticeSubject& subject) {
                return !subject.is_oral && subject.scope == SecondRoundScope::whole;
            }))
            add("composed_whole");
        if (has([](const NoticeSubject& subject) { return subject.is_oral; }))
            add("composed_oral");
        if (notice_.are_fractions_raised)
            add("raised");
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(print::Together{std::move(how)});
    }

    [[nodiscard]] Table subjects_table() const
    {
        constexpr double k_size = 10.5;
        constexpr double k_row_height = 8;
        Table table;
        table.text_size = k_size;
        table.columns = {{4, Align::middle},  {22}, {14, Align::middle},
                         {11, Align::middle}, {28}, {18}};
        table.head = {
            head_row({words_.common("number"), words_.common("subject"), words_.own("scope"),
                      words_.own("available"), words_.own("when"), words_.own("where")},
                     k_size - 1)};
        std::size_t number = 0;
        for (const NoticeSubject& subject : notice_.subjects) {
            Row row{{Cell(std::to_string(++number)), in(subject.name),
                     scope_text(subject.scope, words_), limit_in_figures(subject.available),
                     subject.when, in(subject.where)}};
            row.least_height = k_row_height;
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    void add_not_passed(std::vector<print::Block>& blocks) const
    {
        constexpr double k_size = 11;
        blocks.emplace_back(print::Paragraph{words_.own("not_passed_in")});
        Table table;
        table.text_size = k_size;
        table.columns = {{5, Align::middle}, {30}, {15, Align::middle}, {30}};
        table.head = {head_row({words_.common("number"), words_.common("subject"),
                                words_.own("mark"), words_.own("in_words")},
                               k_size)};
        std::size_t number = 0;
        for (const NoticeSubject& subject : notice_.subjects)
            table.rows.push_back(
                Row{{Cell(std::to_string(++number)), in(subject.name),
                     in_figures(subject.mark, words_), in_words(subject.mark, words_)}});
        blocks.emplace_back(std::move(table));
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(print::Fields{{{words_.common("result"), result()}}, 1});
    }

    // PG-G.44 (b), (c): a notice of a withheld result without this sentence cannot be printed.
    void add_withheld(std::vector<print::Block>& blocks) const
    {
        std::vector<print::Block> whole;
        whole.emplace_back(
            print::Fields{{{words_.common("result"),
                            outcome_text(notice_.kind == ResultNoticeKind::withheld_passed
                                             ? PaperOutcome::passed
                                             : PaperOutcome::second_round,
                                         words_)},
                           {words_.own("case_number"), print::as_written(notice_.case_number)}},
                          2});
        whole.emplace_back(
            print::Stamp{outcome_text(PaperOutcome::withheld, words_), Align::start});
        whole.emplace_back(
            print::Paragraph{words_.own("not_bound"), {.size = 12, .weight = print::Weight::bold}});
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(print::Together{std::move(whole)});
    }

    void add_congratulation(std::vector<print::Block>& blocks) const
    {
        const auto add = [&](std::string text, double size,
                             print::Weight weight = print::Weight::regular) {
            blocks.emplace_back(print::Paragraph{
                std::move(text), {.size = size, .weight = weight, .align = Align::middle}});
        };
        constexpr double k_text = 14;
        constexpr double k_name = 18;
        blocks.emplace_back(print::Space{4});
        add(words_.own("congratulates"), k_text);
        add(in(notice_.student.name), k_name, print::Weight::bold);
        add(words_.own("on_passing", in(notice_.student.grade)) + " " +
                words_.own("in_year", notice_.student.school_year),
            k_text);
        add(words_.own("wishes"), k_text);
        blocks.emplace_back(print::Space{6});
        blocks.emplace_back(
            print::Signatures{{{words_.common("class_head"), notice_.class_head, "", "class_head"},
                               {words_.common("head"), notice_.head_of_school, "", "head"}},
                              ""});
    }

    const ResultNotice& notice_;
    Words words_;
};

}  // namespace

print::Document printed(const ResultNotice& notice, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const NoticePage page(notice, printing.language);
    const bool is_card = notice.kind == ResultNoticeKind::congratulation;
    print::Document document =
        documents::begun(issuer, printing,
                         {page.title(), notice.student.name.in(printing.language),
                          is_card ? "PG-16.F.8" : "PG-17.D.24"});
    if (is_card) {
        document.page.width = 210;  // half a page: two of them on a sheet of A4
        document.page.height = 148;
    } else
        document.page.text_size = 11;
    page.add_to(document.blocks);
    // A congratulation is a kindness, not a proof.
    if (!is_card)
        add_proof_below(document, printing);
    return document;
}

documents::DocumentContent content_of(const ResultNotice& notice, print::Language language)
{
    const NoticePage page(notice, language);
    documents::DocumentContent content;
    content.kind = "result_notice";
    content.title = page.title();
    content.student = notice.student.name.in(language);
    content.school_year = notice.student.school_year;
    content.lines = page.lines();
    return content;
}

std::string withheld_notice_title(print::Language language)
{
    return own_words().at("title_withheld", language);
}

}  // namespace taqwim::results
