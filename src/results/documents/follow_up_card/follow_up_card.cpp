#include "results/documents/follow_up_card/follow_up_card.h"

#include <string_view>
#include <utility>

#include "documents/shown_mark.h"
#include "documents/word_list.h"
#include "results/documents/follow_up_card/card_words.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

class CardPages {
public:
    CardPages(const FollowUpCard& card, print::Language language) : card_(card), language_(language)
    {}

    void add_card(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{word("title"), 1});
        blocks.emplace_back(head_fields());
        blocks.emplace_back(marks_table());
        if (has_raised_mark())
            blocks.emplace_back(
                print::Paragraph{word("raised"), {.size = 9, .tone = print::Tone::quiet}});
        print::SideBySide scales;
        scales.sides.push_back({{scale("mark_scale", "scale_")}, 5});
        scales.sides.push_back({{scale("behaviour_scale", "behaviour_")}, 4});
        scales.sides.push_back({{attendance_table()}, 9});
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(std::move(scales));
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(print::Together{{summons(), decision()}});
    }

    void add_report(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::PageBreak{});
        blocks.emplace_back(print::Heading{report_title(), 1});
        blocks.emplace_back(head_fields());
        blocks.emplace_back(report_table());
        blocks.emplace_back(
            print::Signatures{{{word("head"), card_.head_of_school, "", "head"}}, word("stamp")});
    }

    [[nodiscard]] std::string word(std::string_view key) const
    {
        return card_words().at(key, language_);
    }

    // The year's mark; before there is one, the terms' with their names.
    [[nodiscard]] std::string marks_of(const CardSubject& subject) const
    {
        if (subject.year.state == CardMark::given || subject.year.state == CardMark::exempt)
            return mark_words(subject.year);
        return of_terms(mark_words(subject.terms[0]), mark_words(subject.terms[1]));
    }
    [[nodiscard]] std::string total_words() const
    {
        if (card_.year_total.state == CardMark::given)
            return card_.year_total.percentage;
        return of_terms(card_.term_totals[0].percentage, card_.term_totals[1].percentage);
    }

private:
    [[nodiscard]] std::string of_terms(const std::string& first, const std::string& second) const
    {
        std::string text;
        const auto add = [&](std::string_view name, const std::string& value) {
            if (!value.empty())
                text += (text.empty() ? "" : "; ") + word(name) + ' ' + value;
        };
        add("in_term_1", first);
        add("in_term_2", second);
        return text.empty() ? word("incomplete") : text;
    }

    // The name has a line to itself: the longest ones fill it.
    [[nodiscard]] print::Fields head_fields() const
    {
        return {{{word("learner"), card_.learner, 2},
                 {word("grade"), card_.grade_and_section},
                 {word("school_year"), card_.school_year}},
                2};
    }

    [[nodiscard]] bool has_raised_mark() const
    {
        for (const CardSubject& subject : card_.subjects)
            if (subject.is_raised)
                return true;
        return false;
    }

    [[nodiscard]] static std::string shown(const std::optional<Mark>& mark)
    {
        return mark ? mark->shown() : std::string();
    }

    [[nodiscard]] std::string mark_words(const CardTerm& term) const
    {
        switch (term.state) {
        case CardMark::given: return shown(term.mark);
        case CardMark::incomplete: return word("incomplete");
        case CardMark::exempt: return word("exempt");
        case CardMark::carried_over: return word("carried_over");
        case CardMark::not_due: break;
        }
        return {};
    }

    [[nodiscard]] Row subject_row(const CardSubject& subject, std::size_t number) const
    {
        Row row;
        row.cells = {Cell(std::to_string(number)), subject.name,
                     documents::shown_briefly(subject.maximum),
                     documents::shown_briefly(subject.minimum)};
        for (const CardTerm& term : subject.terms)
            for (std::string text : {mark_words(term), term.verbal_grade, term.behaviour})
                row.cells.emplace_back(std::move(text));
        row.cells.emplace_back(mark_words(subject.year) + (subject.is_raised ? " *" : ""));
        row.cells.emplace_back(subject.year.verbal_grade);
        // KW-27: the exemption stands among the remarks.
        row.cells.emplace_back(subject.year.state == CardMark::exempt ? word("exemption")
                                                                      : std::string());
        return row;
    }

    // The row is on the scale of percentages, so its limits are those of one subject (D40).
    [[nodiscard]] Row total_row() const
    {
        Row row;
        row.weight = Weight::bold;
        row.shaded = true;
        row.cells = {Cell(word("total"), 2), Cell("100"), Cell("40")};
        for (const CardTotal& total : card_.term_totals) {
            row.cells.push_back(total_cell(total));
            row.cells.emplace_back(total.verbal_grade);
            row.cells.emplace_back("");
        }
        row.cells.push_back(total_cell(card_.year_total));
        row.cells.emplace_back(card_.year_total.verbal_grade);
        row.cells.emplace_back("");
        return row;
    }

    // The percentage, and beneath it the total of the maxima; a total with something missing stays empty.
    [[nodiscard]] static Cell total_cell(const CardTotal& total)
    {
        if (total.state != CardMark::given)
            return "";
        Cell cell(total.percentage + '\n' + documents::shown_briefly(total.total) + '/' +
                  documents::shown_briefly(total.maximum));
        cell.size = 9;
        return cell;
    }

    [[nodiscard]] Table marks_table() const
    {
        Table table;
        table.text_size = 10;
        table.columns = {{5, Align::middle}, {20}, {7, Align::middle}, {7, Align::middle}};
        for (int term = 0; term < 2; ++term)
            for (const int share : {10, 8, 8})
                table.columns.push_back({share, Align::middle});
        for (const int share : {10, 8, 9})
            table.columns.push_back({share, Align::middle});
        table.head.resize(2);
        for (Row& row : table.head)
            row.shaded = true;
        table.head[0].weight = Weight::bold;
        table.head[0].cells = {Cell(word("number"), 1, 2),    Cell(word("subjects"), 1, 2),
                               Cell(word("subject_mark"), 2), Cell(word("term_1"), 3),
                               Cell(word("term_2"), 3),       Cell(word("year"), 3)};
        for (const char* key : {"maximum", "minimum", "mark", "verbal_grade", "behaviour", "mark",
                                "verbal_grade", "behaviour", "mark", "verbal_grade", "remarks"})
            table.head[1].cells.emplace_back(word(key));
        for (Cell& cell : table.head[1].cells)
            cell.size = 9;

        std::size_t number = 0;
        for (const bool are_counted : {true, false}) {
            for (const CardSubject& subject : card_.subjects)
                if (subject.is_counted == are_counted)
                    table.rows.push_back(subject_row(subject, ++number));
            if (are_counted)
                table.rows.push_back(total_row());
        }
        return table;
    }

    [[nodiscard]] Table scale(std::string_view title, std::string_view prefix) const
    {
        constexpr int k_steps = 5;
        Table table;
        table.text_size = 9;
        table.columns = {{1}};
        table.head = {Row{{Cell(word(title))}, Weight::bold, true}};
        for (int step = 1; step <= k_steps; ++step)
            table.rows.push_back(Row{{Cell(word(std::string(prefix) + std::to_string(step)))}});
        return table;
    }

    [[nodiscard]] Table attendance_table() const
    {
        const auto days = [](const std::optional<int>& count) {
            return count ? std::to_string(*count) : std::string();
        };
        const CardAttendance& attendance = card_.attendance;
        Table table;
        table.text_size = 9;
        table.columns = {{6}, {2, Align::middle}, {2, Align::middle}};
        table.head = {
            Row{{Cell(word("attendance"), 3)}, Weight::bold, true},
            Row{{Cell(word("item")), word("in_term_1"), word("in_term_2")}, Weight::regular, true}};
        table.rows = {
            Row{{Cell(word("absent")), days(attendance.absent_days[0]),
                 days(attendance.absent_days[1])}},
            Row{{Cell(word("late")), days(attendance.late_days[0]), days(attendance.late_days[1])}},
            Row{{Cell(word("absent_in_year")), Cell(days(attendance.absent_in_year), 2)}},
            Row{{Cell(word("late_in_year")), Cell(days(attendance.late_in_year), 2)}}};
        return table;
    }

    [[nodiscard]] print::Fields summons() const
    {
        print::Fields fields;
        fields.columns = 4;
        fields.boxed = true;
        fields.fields = {{word("summons"), word("please_come"), 4},
                         {word("on_date")},
                         {word("on_day")},
                         {word("from_hour")},
                         {word("to_hour")}};
        return fields;
    }

    [[nodiscard]] print::Block decision() const
    {
        if (!card_.is_final)
            return print::Stamp{word("not_final"), Align::end};
        return print::Fields{{{word("decision"), card_.decision}}, 1};
    }

    // The card's terms share one form, so the page says of which it is.
    [[nodiscard]] std::string report_title() const
    {
        if (card_.report_term == 0)
            return word("report");
        return word("report") + " – " + word("term_" + std::to_string(card_.report_term));
    }

    [[nodiscard]] Table report_table() const
    {
        Table table;
        table.text_size = 10.5;
        table.columns = {{2, Align::middle}, {9}, {15}, {22}, {10, Align::middle}};
        table.head = {Row{{Cell(word("number")), word("subjects"), word("competencies"),
                           word("teacher_remarks"), word("signature")},
                          Weight::bold,
                          true}};
        constexpr double k_room_to_write = 15;
        std::size_t number = 0;
        for (const ReportRow& report : card_.report) {
            std::string competencies;
            for (const std::string& competency : report.competencies)
                competencies += (competencies.empty() ? "" : "\xC2\xA0· ") + competency;
            std::string signature = report.signed_by;
            if (!report.signed_on.empty())
                signature += '\n' + report.signed_on;
            Row row{{Cell(std::to_string(++number)), report.subject, competencies,
                     report.is_exempt ? word("exemption") : report.remark, signature}};
            row.least_height = k_room_to_write;
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    const FollowUpCard& card_;
    print::Language language_;
};

bool has_unsigned_row(const FollowUpCard& card)
{
    for (const ReportRow& row : card.report)
        if (row.signed_by.empty() && !row.is_exempt)
            return true;
    return false;
}

}  // namespace

print::Document printed(const FollowUpCard& card, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    documents::Printing used = printing;
    used.is_draft = printing.is_draft || has_unsigned_row(card);
    const CardPages pages(card, printing.language);
    print::Document document =
        documents::begun(issuer, used, {pages.word("title"), card.learner, "KW-T-CARD"});
    pages.add_card(document.blocks);
    if (!card.report.empty())
        pages.add_report(document.blocks);
    documents::add_proof(document, used);
    return document;
}

documents::DocumentContent content_of(const FollowUpCard& card, print::Language language)
{
    const CardPages pages(card, language);
    documents::DocumentContent content;
    content.title = pages.word("title");
    content.student = card.learner;
    content.school_year = card.school_year;
    for (const CardSubject& subject : card.subjects)
        content.lines.push_back({subject.name, pages.marks_of(subject)});
    content.lines.push_back({pages.word("total"), pages.total_words()});
    if (!card.decision.empty())
        content.lines.push_back({pages.word("decision"), card.decision});
    return content;
}

}  // namespace taqwim::results
