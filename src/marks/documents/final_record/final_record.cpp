#include "marks/documents/final_record/final_record.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace taqwim::marks {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;
using print::Weight;

class RecordPage {
public:
    RecordPage(const FinalRecord& record, const documents::Printing& printing)
        : record_(record), words_(printing.language, printing.digits)
    {}

    void add(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{words_.at("title_final"), 1});
        blocks.emplace_back(words_.head_fields(record_.head));
        const std::span<const FinalUnit> units(record_.units);
        if (units.empty())
            blocks.emplace_back(units_table(units));
        for (std::size_t first = 0; first < units.size(); first += k_units_of_band) {
            if (first > 0)
                blocks.emplace_back(print::Space{2});
            blocks.emplace_back(print::Together{{units_table(
                units.subspan(first, std::min(k_units_of_band, units.size() - first)))}});
        }
        const print::TextStyle quiet{.size = 9, .tone = print::Tone::quiet};
        if (std::ranges::count(record_.units, FinalUnit::State::deferred, &FinalUnit::state) > 0)
            blocks.emplace_back(print::Paragraph{words_.at("deferred_key"), quiet});
        if (std::ranges::count(record_.units, FinalUnit::State::unexcused, &FinalUnit::state) > 0)
            blocks.emplace_back(print::Paragraph{words_.at("unexcused_key"), quiet});
    }

    void add_foot(print::Document& document, const documents::Printing& printing) const
    {
        words_.add_foot(document, record_.head, record_.result, "final", printing);
    }

private:
    // As on the form: the labels at the start, beneath each unit its four criteria, then what was found of it.
    [[nodiscard]] Table units_table(std::span<const FinalUnit> units) const
    {
        Table table;
        table.text_size = 10.5;
        table.columns = {{6}};
        Row head{{Cell("")}, Weight::bold, true};
        for (const FinalUnit& unit : units) {
            std::string name = words_.with("unit", unit.number);
            if (!unit.title.empty())
                name += '\n' + unit.title;
            head.cells.emplace_back(std::move(name), k_criteria);
            for (int criterion = 0; criterion < k_criteria; ++criterion)
                table.columns.push_back({2, Align::middle});
        }
        pad(head, table);
        table.head = {std::move(head)};
        add_criteria(table, units);
        Row days{{Cell(words_.at("date"))}};
        Row levels{{Cell(words_.at("level"))}};
        Row points{{Cell(words_.at("unit_points"))}, Weight::bold};
        for (const FinalUnit& unit : units) {
            days.cells.emplace_back(unit.day ? AchievementWords::date_of(*unit.day) : std::string(),
                                    k_criteria);
            levels.cells.emplace_back(level_of(unit), k_criteria);
            points.cells.emplace_back(unit.points && unit.state != FinalUnit::State::deferred
                                          ? std::to_string(*unit.points)
                                          : std::string(),
                                      k_criteria);
        }
        for (Row* row : {&days, &levels, &points})
            table.rows.push_back(std::move(*row));
        return table;
    }

    // A band of fewer units is as wide as the others.
    void pad(Row& head, Table& table) const
    {
        const std::size_t full = 1 + k_units_of_band * k_criteria;
        if (record_.units.size() <= k_units_of_band || table.columns.size() >= full)
            return;
        head.cells.emplace_back("", static_cast<int>(full - table.columns.size()));
        for (std::size_t column = table.columns.size(); column < full; ++column)
            table.columns.push_back({2, Align::middle});
    }

    void add_criteria(Table& table, std::span<const FinalUnit> units) const
    {
        std::size_t most = 1;
        for (const FinalUnit& unit : units)
            most = std::max(most, unit.criteria.size());
        const std::size_t lines = (most + k_criteria - 1) / k_criteria;
        for (std::size_t line = 0; line < lines; ++line) {
            Row row;
            if (line == 0)
                row.cells.emplace_back(words_.at("criteria"), 1, static_cast<int>(lines));
            for (const FinalUnit& unit : units)
                for (std::size_t one = 0; one < k_criteria; ++one) {
                    const std::size_t index = line * k_criteria + one;
                    row.cells.emplace_back(index < unit.criteria.size()
                                               ? print::as_written(unit.criteria[index])
                                               : std::string());
                }
            table.rows.push_back(std::move(row));
        }
    }

    [[nodiscard]] std::string level_of(const FinalUnit& unit) const
    {
        switch (unit.state) {
        case FinalUnit::State::deferred: return words_.at("deferred");
        case FinalUnit::State::unexcused: return words_.at("unexcused");
        case FinalUnit::State::not_due: return {};
        case FinalUnit::State::assessed: break;
        }
        return unit.points ? words_.level(*unit.points) : std::string();
    }

    static constexpr int k_criteria = 4;  // of the form
    static constexpr std::size_t k_units_of_band = 3;

    const FinalRecord& record_;
    AchievementWords words_;
};

}  // namespace

print::Document printed(const FinalRecord& record, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const AchievementWords words(printing.language, printing.digits);
    print::Document document = documents::begun(
        issuer, printing, {words.at("title_final"), record.head.learner, "KW-T-11b"});
    document.page = print::Page::a4_landscape();
    document.page.text_size = 11;
    const RecordPage page(record, printing);
    page.add(document.blocks);
    page.add_foot(document, printing);
    return document;
}

print::Document printed(const FinalRecords& records, const documents::Issuer& issuer,
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
        each.push_back(printed(FinalRecord{}, issuer, printing));
    return one_after_another(std::move(each));
}

documents::DocumentContent content_of(const FinalRecords& records, print::Language language)
{
    const AchievementWords words(language, print::DigitSet::western);
    const AchievementHead none;
    documents::DocumentContent content =
        words.content(records.subjects.empty() ? none : records.subjects.front().head, {}, "final");
    content.lines.erase(content.lines.begin());  // its subject
    for (const FinalRecord& record : records.subjects)
        content.lines.push_back({record.head.subject, record.result.mark
                                                          ? record.result.mark->shown()
                                                          : words.at("incomplete")});
    return content;
}

documents::DocumentContent content_of(const FinalRecord& record, print::Language language)
{
    return AchievementWords(language, print::DigitSet::western)
        .content(record.head, record.result, "final");
}

}  // namespace taqwim::marks
