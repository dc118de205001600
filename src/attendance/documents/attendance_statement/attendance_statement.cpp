#include "attendance/documents/attendance_statement/attendance_statement.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "documents/shown_mark.h"
#include "embedded/attendance_statement.h"

namespace taqwim::attendance {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;
using Kind = StatementDay::Kind;

const documents::WordList& statement_words()
{
    static const documents::WordList read =
        documents::words_in(embedded_attendance_statement(), "attendance_statement");
    return read;
}

// The rows of the table, in their order.
struct Item {
    const char* key;
    std::optional<int> StatementCounts::*count;
};
constexpr std::array<Item, 7> k_items = {{{"school_days", &StatementCounts::school_days},
                                          {"absent_excused", &StatementCounts::absent_excused},
                                          {"absent_unexcused", &StatementCounts::absent_unexcused},
                                          {"converted_days", &StatementCounts::converted_days},
                                          {"missed_periods", &StatementCounts::missed_periods},
                                          {"late_excused", &StatementCounts::late_excused},
                                          {"late_unexcused", &StatementCounts::late_unexcused}}};
struct MarkItem {
    const char* key;
    std::optional<Mark> StatementCounts::*mark;
};
constexpr std::array<MarkItem, 2> k_mark_items = {
    {{"deduction", &StatementCounts::deduction}, {"mark", &StatementCounts::mark}}};

std::string shown(const std::optional<int>& count)
{
    return count ? std::to_string(*count) : std::string();
}

std::string shown(const std::optional<Mark>& mark)
{
    return documents::shown_briefly(mark);
}

const char* key_of(Kind kind)
{
    switch (kind) {
    case Kind::absent_excused: return "kind_absent_excused";
    case Kind::late_excused: return "kind_late_excused";
    case Kind::late_unexcused: return "kind_late_unexcused";
    case Kind::absent_unexcused: break;
    }
    return "kind_absent_unexcused";
}

class StatementPages {
public:
    StatementPages(const AttendanceStatement& statement, print::Language language)
        : statement_(statement), language_(language)
    {}

    void add(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{word("title"), 1});
        blocks.emplace_back(head_fields());
        blocks.emplace_back(print::Paragraph{word("body")});
        blocks.emplace_back(counts_table());
        blocks.emplace_back(print::Heading{word("days"), 3});
        blocks.emplace_back(days_table());
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(
            print::Signatures{{{word("prepared_by"), statement_.prepared_by, "", "prepared_by"},
                               {word("head"), statement_.head_of_school, "", "head"}},
                              word("stamp")});
    }

    [[nodiscard]] std::string word(std::string_view key) const
    {
        return statement_words().at(key, language_);
    }

    // What is signed: the figures of the year, then the marks of its terms.
    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        std::vector<documents::ContentLine> lines;
        for (const Item& item : k_items)
            if (const auto& count = statement_.year.*item.count)
                lines.push_back({word(item.key), shown(count)});
        for (const MarkItem& item : k_mark_items)
            for (const StatementTerm& term : statement_.terms)
                if (const auto& mark = term.counts.*item.mark)
                    lines.push_back({word(item.key) + " - " + term.name, shown(mark)});
        return lines;
    }

private:
    [[nodiscard]] print::Fields head_fields() const
    {
        print::Fields fields;
        fields.columns = 3;
        fields.fields = {
            {word("student"), statement_.student, 2},
            {word("identity"), statement_.identity},
            {word("grade"), statement_.grade_and_section},
            {word("school_year"), statement_.school_year, 2},
            {word("attended_from"), statement_.attended_from},
            {word("attended_to"),
             statement_.attended_to.empty() ? word("until_now") : statement_.attended_to, 2}};
        return fields;
    }

    // A row that no term and no year has is of another regulation.
    template <class Member>
    void add_item(Table& table, const char* key, Member member) const
    {
        bool is_counted = (statement_.year.*member).has_value();
        for (const StatementTerm& term : statement_.terms)
            is_counted = is_counted || (term.counts.*member).has_value();
        if (!is_counted)
            return;
        Row row{{Cell(word(key))}};
        for (const StatementTerm& term : statement_.terms)
            row.cells.push_back(figure(term.counts.*member));
        row.cells.push_back(figure(statement_.year.*member));
        row.cells.back().weight = Weight::bold;
        table.rows.push_back(std::move(row));
    }

    template <class Value>
    [[nodiscard]] Cell figure(const std::optional<Value>& value) const
    {
        return value ? Cell(shown(value)) : Cell(word("nothing"));
    }

    [[nodiscard]] Table counts_table() const
    {
        Table table;
        table.columns = {{10}};
        Row head{{Cell(word("item"))}, Weight::bold, true};
        for (const StatementTerm& term : statement_.terms) {
            table.columns.push_back({5, Align::middle});
            head.cells.emplace_back(term.name);
        }
        table.columns.push_back({5, Align::middle});
        head.cells.emplace_back(word("year"));
        table.head = {std::move(head)};
        for (const Item& item : k_items)
            add_item(table, item.key, item.count);
        for (const MarkItem& item : k_mark_items)
            add_item(table, item.key, item.mark);
        return table;
    }

    [[nodiscard]] Table days_table() const
    {
        Table table;
        table.text_size = 10;
        table.columns = {{2, Align::middle}, {4}, {5}, {6}, {9}};
        table.head = {
            Row{{Cell(word("number")), word("weekday"), word("date"), word("kind"), word("note")},
                Weight::bold,
                true}};
        table.when_empty = word("no_days");
        std::size_t number = 0;
        for (const StatementDay& day : statement_.days)
            table.rows.push_back(
                Row{{Cell(std::to_string(++number)), day.weekday, day.date, word(key_of(day.kind)),
                     day.note.empty() ? word("nothing") : day.note}});
        return table;
    }

    const AttendanceStatement& statement_;
    print::Language language_;
};

}  // namespace

print::Document printed(const AttendanceStatement& statement, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const StatementPages pages(statement, printing.language);
    print::Document document =
        documents::begun(issuer, printing, {pages.word("title"), statement.student, ""});
    document.page.text_size = 11;
    pages.add(document.blocks);
    documents::add_proof(document, printing);
    return document;
}

documents::DocumentContent content_of(const AttendanceStatement& statement,
                                      print::Language language)
{
    const StatementPages pages(statement, language);
    documents::DocumentContent content;
    content.kind = "attendance_statement";
    content.title = pages.word("title");
    content.student = statement.student;
    content.school_year = statement.school_year;
    content.lines = pages.lines();
    return content;
}

std::string term_name(int term, print::Language language)
{
    return statement_words().at("term_" + std::to_string(term), language);
}

// sample.tsv; a line that does not fit is left as it is.
AttendanceStatement sample_attendance_statement()
{
    AttendanceStatement statement;
    const std::array<std::pair<std::string_view, std::string*>, 8> texts = {
        {{"student", &statement.student},
         {"identity", &statement.identity},
         {"grade", &statement.grade_and_section},
         {"school_year", &statement.school_year},
         {"from", &statement.attended_from},
         {"to", &statement.attended_to},
         {"prepared_by", &statement.prepared_by},
         {"head", &statement.head_of_school}}};
    for (const documents::SampleLine& line :
         documents::sample_lines(embedded_attendance_statement())) {
        for (const auto& [key, text] : texts)
            if (line.is(key))
                *text = line.text(1);
        if (line.is("term"))
            statement.terms.push_back({line.text(1), {}});
        if (line.is("counts") && statement.terms.size() == 2) {
            const std::array<StatementCounts*, 3> places = {
                &statement.terms[0].counts, &statement.terms[1].counts, &statement.year};
            for (std::size_t place = 0; place < places.size(); ++place) {
                for (const Item& item : k_items)
                    if (line.text(1) == item.key)
                        places.at(place)->*item.count = line.count(place + 2);
                for (const MarkItem& item : k_mark_items)
                    if (line.text(1) == item.key)
                        places.at(place)->*item.mark = line.mark(place + 2);
            }
        }
        if (line.is("day")) {
            StatementDay day{line.text(1), line.text(2), Kind::absent_unexcused, line.text(4)};
            for (const Kind kind : {Kind::absent_excused, Kind::late_excused, Kind::late_unexcused})
                if (std::string_view(key_of(kind)) == "kind_" + line.text(3))
                    day.kind = kind;
            statement.days.push_back(std::move(day));
        }
    }
    return statement;
}

}  // namespace taqwim::attendance
