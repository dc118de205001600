#include "results/documents/placement_list/placement_list.h"

#include <array>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "documents/signed_foot.h"
#include "embedded/placement_list.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

std::size_t sittings(const PlacementList& list)
{
    std::size_t count = 0;
    for (const ListLearner& learner : list.learners)
        count += learner.subjects.size();
    return count;
}

class ListPages {
public:
    ListPages(const PlacementList& list, print::Language language)
        : list_(list), words_(list.attempt, language)
    {}

    void add(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{words_.of_attempt("list"), 1});
        blocks.emplace_back(
            print::Fields{{{words_.at("grade"), list_.grade},
                           {words_.at("school_year"), list_.school_year},
                           {words_.at("learners"), std::to_string(list_.learners.size())},
                           {words_.at("sittings"), std::to_string(sittings(list_))}},
                          4});
        if (!list_.first_day.empty())
            blocks.emplace_back(print::Fields{{{words_.at("first_day"), list_.first_day}}, 1});
        blocks.emplace_back(learners_table());
        blocks.emplace_back(
            print::Paragraph{words_.of_attempt("basis"), {.size = 10, .tone = print::Tone::quiet}});
        if (list_.needs_committee)
            blocks.emplace_back(approval("approval", list_.committee));
        if (list_.needs_district)
            blocks.emplace_back(approval("district", list_.district));
    }

    void add_foot(print::Document& document, const documents::Printing& printing) const
    {
        documents::add_signed_foot(
            document, {print::Space{2}},
            {{{words_.at("head_of_control"), list_.head_of_control, "", "head_of_control"},
              {words_.at("head"), list_.head_of_school, "", "head"}},
             words_.at("stamp")},
            printing);
    }

    [[nodiscard]] const AttemptWords& words() const { return words_; }

private:
    [[nodiscard]] static std::string shown(const std::optional<Mark>& mark)
    {
        return mark ? mark->shown() : std::string();
    }

    // A learner's subjects stay together.
    [[nodiscard]] Table learners_table() const
    {
        Table table;
        table.text_size = 9.5;
        table.columns = {{7, Align::middle},  {46}, {11, Align::middle}, {26},
                         {16, Align::middle}, {62}, {21, Align::middle}, {17, Align::middle},
                         {17, Align::middle}, {46}};
        table.head = {Row{{Cell(words_.at("number")), words_.at("learner"), words_.at("section"),
                           words_.at("subject"), words_.at("year_mark"), words_.at("scope"),
                           words_.at("date"), words_.of_attempt("attempt_mark"),
                           words_.at("recorded_mark"), words_.at("result")},
                          Weight::bold,
                          true}};
        std::size_t number = 0;
        for (const ListLearner& learner : list_.learners)
            add_learner(table, learner, ++number);
        return table;
    }

    void add_learner(Table& table, const ListLearner& learner, std::size_t number) const
    {
        const int rows = static_cast<int>(learner.subjects.size());
        for (std::size_t index = 0; index < learner.subjects.size(); ++index) {
            const ListSubject& subject = learner.subjects[index];
            Row row;
            if (index == 0)
                row.cells = {Cell(std::to_string(number), 1, rows), Cell(learner.name, 1, rows),
                             Cell(learner.section, 1, rows)};
            row.cells.emplace_back(subject.name);
            row.cells.emplace_back(subject.year_mark ? shown(subject.year_mark)
                                                     : words_.at("missing"));
            row.cells.emplace_back(words_.scope(subject.scope));
            row.cells.emplace_back(subject.date.empty() ? words_.at("not_set") : subject.date);
            row.cells.emplace_back(subject.state == ListSubject::State::absent
                                       ? words_.at("absent")
                                       : shown(subject.mark));
            row.cells.emplace_back(shown(subject.recorded));
            if (index == 0) {
                Cell result(learner.result, 1, rows);
                result.weight = Weight::bold;
                row.cells.push_back(std::move(result));
            }
            table.rows.push_back(std::move(row));
        }
    }

    [[nodiscard]] print::Together approval(std::string_view key, const Approval& approval) const
    {
        print::Fields fields;
        fields.columns = 3;
        fields.boxed = true;
        fields.fields = {{words_.at("approval_number"), approval.number.empty()
                                                            ? std::string()
                                                            : print::as_written(approval.number)},
                         {words_.at("approval_date"), approval.date},
                         {words_.at("signature")}};
        return {{print::Heading{words_.at(key), 3}, std::move(fields)}};
    }

    const PlacementList& list_;
    AttemptWords words_;
};

}  // namespace

print::Document printed(const PlacementList& list, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    constexpr double k_sides = 10;
    const ListPages pages(list, printing.language);
    print::Document document = documents::begun(
        issuer, printing, {pages.words().of_attempt("list"), list.grade, pages.words().form()});
    document.page = print::Page::a4_landscape();
    document.page.text_size = 11;
    document.page.sides = k_sides;
    pages.add(document.blocks);
    pages.add_foot(document, printing);
    return document;
}

documents::DocumentContent content_of(const PlacementList& list, print::Language language)
{
    const ListPages pages(list, language);
    documents::DocumentContent content;
    content.kind = "placement_list";
    content.title = pages.words().of_attempt("list");
    content.school_year = list.school_year;
    content.lines = {{pages.words().at("grade"), list.grade},
                     {pages.words().at("learners"), std::to_string(list.learners.size())},
                     {pages.words().at("sittings"), std::to_string(sittings(list))}};
    return content;
}

// sample.tsv; a line that does not fit is left as it is.
PlacementList sample_placement_list(SecondAttempt attempt)
{
    PlacementList list;
    list.attempt = attempt;
    const bool is_placement = attempt == SecondAttempt::placement;
    for (const documents::SampleLine& line : documents::sample_lines(embedded_placement_list())) {
        if (line.is("school_year"))
            list.school_year = line.text(1);
        else if (line.is("head"))
            list.head_of_school = line.text(1);
        else if (line.is("head_of_control"))
            list.head_of_control = line.text(1);
        else if (line.is("grade"))
            list.grade = line.text(is_placement ? 1 : 2);
        else if (line.is("learner"))
            list.learners.push_back({line.text(1), line.text(2), {}, {}});
        else if (line.is("subject")) {
            ListSubject subject;
            subject.name = line.text(1);
            subject.year_mark = line.mark(2);
            subject.scope = attempt_scope(line.text(is_placement ? 3 : 4));
            subject.date = line.text(is_placement ? 5 : 6);
            list.learners.back().subjects.push_back(std::move(subject));
        }
    }
    return list;
}

std::string placement_list_title(print::Language language)
{
    return AttemptWords(SecondAttempt::placement, language).at("list_both");
}

}  // namespace taqwim::results
