#include "regulations/sa_1426/answer_sheet.h"

#include <algorithm>
#include <cstddef>

namespace taqwim::sa_1426 {

std::vector<std::string> answer_columns(const Messages& words)
{
    std::vector<std::string> columns;
    for (const char* const name : {"student", "kind", "name", "grade", "section", "school_year",
                                   "student_kind", "decision", "first_decision", "by", "average",
                                   "general_grade", "not_passed", "excused", "values", "notes"})
        columns.push_back(words.format(std::string("sheet.") + name));
    return columns;
}

std::vector<std::string> answer_cells(AnswerRecord record)
{
    return {std::move(record.id),
            std::move(record.kind),
            std::move(record.name),
            std::move(record.grade),
            std::move(record.section),
            std::move(record.school_year),
            std::move(record.student_kind),
            std::move(record.decision),
            std::move(record.first_decision),
            std::move(record.by),
            std::move(record.average),
            std::move(record.general_grade),
            std::move(record.not_passed),
            std::move(record.excused),
            std::move(record.values),
            std::move(record.notes)};
}

SheetRow refused_row(const std::string& id, std::span<const Refusal> refusals,
                     const Messages& words)
{
    SheetRow row;
    row.group = words.format("sheet.refused_group");
    row.header = {words.format("sheet.student"), words.format("sheet.reason")};
    row.cells = {id, refusals.empty() ? std::string() : refusal_text(refusals.front(), words)};
    row.decision = "refused";
    row.decision_words = words.format("label.refused");
    return row;
}

std::vector<std::string> refused_record(const std::string& id, std::span<const Refusal> refusals,
                                        const Messages& words)
{
    AnswerRecord record;
    record.id = id;
    record.decision = words.format("label.refused");
    if (!refusals.empty())
        record.notes = refusals.front().field + ": " + refusal_text(refusals.front(), words);
    return answer_cells(std::move(record));
}

std::string saudi_year_name(SchoolYear year)
{
    return year.hijri_name() + " (" + year.to_text() + ')';
}

std::string label_or_code(const Messages& words, std::string_view code)
{
    const std::string key = "label." + std::string(code);
    return words.has(key) ? words.format(key) : std::string(code);
}

std::string article_words(const Messages& words, std::string_view by)
{
    constexpr std::string_view k_table = "by.";
    std::string key(k_table);
    key += by;
    std::replace(key.begin() + static_cast<std::ptrdiff_t>(k_table.size()), key.end(), '.', '_');
    return words.has(key) ? words.format(key) : std::string(by);
}

}  // namespace taqwim::sa_1426
