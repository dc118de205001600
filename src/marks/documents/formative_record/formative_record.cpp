#include "marks/documents/formative_record/formative_record.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace taqwim::marks {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

class RecordPages {
public:
    RecordPages(const FormativeRecord& record, const documents::Printing& printing)
        : record_(record), words_(printing.language, printing.digits)
    {}

    void add(std::vector<print::Block>& blocks) const
    {
        const std::size_t slots = static_cast<std::size_t>(std::max(1, record_.criteria_on_sheet));
        const std::size_t sheets = (std::max(most_criteria(), slots) + slots - 1) / slots;
        for (std::size_t sheet = 0; sheet < sheets; ++sheet) {
            if (sheet > 0)
                blocks.emplace_back(print::PageBreak{});
            blocks.emplace_back(print::Heading{words_.at("title_formative"), 1});
            blocks.emplace_back(words_.head_fields(record_.head));
            if (record_.has_provisional_labels)
                blocks.emplace_back(print::Paragraph{words_.at("provisional"),
                                                     {.size = 10, .tone = print::Tone::attention}});
            blocks.emplace_back(criteria_table(sheet * slots, slots, sheet + 1 == sheets));
        }
        add_keys(blocks);
    }

    void add_foot(print::Document& document, const documents::Printing& printing) const
    {
        words_.add_foot(document, record_.head, record_.result, "formative", printing);
    }

private:
    [[nodiscard]] std::size_t most_criteria() const
    {
        std::size_t most = 0;
        for (const FormativeCompetency& competency : record_.competencies)
            most = std::max(most, competency.criteria.size());
        return most;
    }

    [[nodiscard]] bool has(FormativeMeasure::State state) const
    {
        for (const FormativeCompetency& competency : record_.competencies)
            for (const FormativeCriterion& criterion : competency.criteria)
                for (const FormativeMeasure& measure : criterion.measures)
                    if (measure.state == state)
                        return true;
        return false;
    }

    [[nodiscard]] Table criteria_table(std::size_t first, std::size_t slots, bool is_last) const
    {
        Table table;
        table.text_size = 9.5;
        table.head.resize(2);
        table.head[0] = {{}, Weight::bold, true};
        table.head[1] = {{}, Weight::regular, true};
        for (const FormativeCompetency& competency : record_.competencies) {
            table.head[0].cells.emplace_back(name_of(competency), k_columns);
            for (const char* key : {"criterion", "date", "level"}) {
                Cell cell(words_.at(key));
                cell.size = 9;
                table.head[1].cells.push_back(std::move(cell));
                table.columns.push_back({1, Align::middle});
            }
        }
        if (table.columns.empty())
            table.columns = {{1}};
        for (std::size_t slot = first; slot < first + slots && !record_.competencies.empty();
             ++slot)
            add_slot(table, slot);
        if (is_last && !record_.competencies.empty())
            add_averages(table);
        return table;
    }

    [[nodiscard]] std::string name_of(const FormativeCompetency& competency) const
    {
        std::string name = words_.with("competency", std::to_string(competency.number));
        if (!competency.label.empty())
            name += '\n' + competency.label;
        return name;
    }

    // The criteria that stand in one line of the form: as many rows as the one that was measured most often needs.
    void add_slot(Table& table, std::size_t slot) const
    {
        constexpr std::size_t k_least_rows = 2;
        std::size_t rows = k_least_rows;
        for (const FormativeCompetency& competency : record_.competencies)
            if (slot < competency.criteria.size())
                rows = std::max(rows, competency.criteria[slot].measures.size());
        for (std::size_t row = 0; row < rows; ++row) {
            Row line;
            for (const FormativeCompetency& competency : record_.competencies)
                add_measure(line, competency, slot, {row, rows});
            table.rows.push_back(std::move(line));
        }
    }

    struct RowOf {
        std::size_t row;
        std::size_t rows;
    };

    void add_measure(Row& line, const FormativeCompetency& competency, std::size_t slot,
                     RowOf of) const
    {
        const FormativeCriterion* criterion =
            slot < competency.criteria.size() ? &competency.criteria[slot] : nullptr;
        if (of.row == 0)
            line.cells.emplace_back(criterion != nullptr ? print::as_written(criterion->number)
                                                         : std::string(),
                                    1, static_cast<int>(of.rows));
        if (criterion == nullptr || of.row >= criterion->measures.size()) {
            line.cells.emplace_back("");
            line.cells.emplace_back("");
            return;
        }
        const FormativeMeasure& measure = criterion->measures[of.row];
        line.cells.emplace_back(AchievementWords::date_of(measure.day));
        line.cells.emplace_back(level_of(measure));
    }

    [[nodiscard]] std::string level_of(const FormativeMeasure& measure) const
    {
        switch (measure.state) {
        case FormativeMeasure::State::deferred: return words_.at("deferred");
        case FormativeMeasure::State::unexcused:
            return words_.at("unexcused") + ' ' + std::to_string(measure.points.value_or(0));
        case FormativeMeasure::State::measured: break;
        }
        return measure.points ? words_.level(*measure.points) : std::string();
    }

    void add_averages(Table& table) const
    {
        Row label{{Cell(words_.at("average"), static_cast<int>(table.columns.size()))},
                  Weight::bold,
                  true};
        label.cells.front().align = Align::middle;
        table.rows.push_back(std::move(label));
        Row averages{{}, Weight::bold};
        for (const FormativeCompetency& competency : record_.competencies)
            averages.cells.emplace_back(competency.level ? words_.level(*competency.level)
                                                         : words_.at("incomplete"),
                                        k_columns);
        table.rows.push_back(std::move(averages));
    }

    void add_keys(std::vector<print::Block>& blocks) const
    {
        const print::TextStyle quiet{.size = 9, .tone = print::Tone::quiet};
        if (has(FormativeMeasure::State::deferred))
            blocks.emplace_back(print::Paragraph{words_.at("deferred_key"), quiet});
        if (has(FormativeMeasure::State::unexcused))
            blocks.emplace_back(print::Paragraph{words_.at("unexcused_key"), quiet});
    }

    static constexpr int k_columns = 3;  // criterion, date, level

    const FormativeRecord& record_;
    AchievementWords words_;
};

}  // namespace

print::Document printed(const FormativeRecord& record, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    constexpr std::size_t k_across_from = 4;
    constexpr double k_margin = 8;
    const AchievementWords words(printing.language, printing.digits);
    print::Document document = documents::begun(
        issuer, printing, {words.at("title_formative"), record.head.learner, "KW-T-10"});
    if (record.competencies.size() >= k_across_from)
        document.page = print::Page::a4_landscape();
    document.page.text_size = 11;
    document.page.top = document.page.bottom = k_margin;
    const RecordPages pages(record, printing);
    pages.add(document.blocks);
    pages.add_foot(document, printing);
    return document;
}

print::Document printed(const FormativeRecords& records, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    std::vector<print::Document> each;
    for (std::size_t index = 0; index < records.subjects.size(); ++index) {
        documents::Printing one = printing;
        if (index + 1 < records.subjects.size())
            one.signed_content.clear();
        each.push_back(printed(records.subjects[index], issuer, one));
    }
    if (each.empty())
        each.push_back(printed(FormativeRecord{}, issuer, printing));
    return one_after_another(std::move(each));
}

documents::DocumentContent content_of(const FormativeRecords& records, print::Language language)
{
    const AchievementWords words(language, print::DigitSet::western);
    const AchievementHead none;
    documents::DocumentContent content = words.content(
        records.subjects.empty() ? none : records.subjects.front().head, {}, "formative");
    content.lines.erase(content.lines.begin());  // its subject
    for (const FormativeRecord& record : records.subjects)
        content.lines.push_back({record.head.subject, record.result.mark
                                                          ? record.result.mark->shown()
                                                          : words.at("incomplete")});
    return content;
}

documents::DocumentContent content_of(const FormativeRecord& record, print::Language language)
{
    return AchievementWords(language, print::DigitSet::western)
        .content(record.head, record.result, "formative");
}

}  // namespace taqwim::marks
