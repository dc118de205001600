#include "regulations/frame/folder_table.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim {

const FileSpec* FolderForm::find(std::string_view name) const
{
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const FileSpec& spec) { return spec.name == name; });
    return found == files.end() ? nullptr : &*found;
}

std::vector<std::string_view> FolderForm::names() const
{
    std::vector<std::string_view> names;
    for (const FileSpec& spec : files)
        names.push_back(spec.name);
    return names;
}

OpenTable::OpenTable(const SchoolTable& table, const FileSpec& spec, const FolderForm& form,
                     const FolderWords& words, std::vector<Refusal>& problems)
    : table_(table),
      spec_(spec),
      places_(spec.columns.size(), k_no_column),
      is_usable_(table.is_whole)
{
    problems.insert(problems.end(), table.problems.begin(), table.problems.end());
    if (!table.is_whole)
        return;
    const auto refuse = [&](RefusalCode code, std::string_view column, Arguments arguments,
                            const char* clause = "") {
        std::string field(table_.file);
        field += ":1:";
        field += column;
        problems.push_back({code, std::move(arguments), std::move(field), clause});
        is_usable_ = false;
    };

    for (Column number = 0; number < table_.header.size(); ++number) {
        const std::string_view header = table_.header[number];
        const std::vector<std::string_view> names = words.names_of("columns", header);
        const auto is_meant = [&](std::string_view column) {
            return column == header || std::find(names.begin(), names.end(), column) != names.end();
        };
        const auto column = std::find_if(spec_.columns.begin(), spec_.columns.end(), is_meant);
        if (column != spec_.columns.end()) {
            Column& place = places_[static_cast<std::size_t>(column - spec_.columns.begin())];
            if (place != k_no_column)
                refuse(RefusalCode::column_duplicate, header, {{"column", std::string(header)}});
            place = number;
        } else if (is_meant("note")) {
            continue;
        } else if (words.name_of("results", header) || form.is_result(header)) {
            refuse(RefusalCode::result_typed, header, {{"field", std::string(header)}},
                   form.result_clause);
        } else if (!header.empty()) {
            refuse(RefusalCode::column_unknown, header,
                   {{"column", shown_value(header)}, {"allowed", offered(header, spec_.columns)}});
        } else {
            // A column without a heading is nothing as long as it is empty.
            for (std::size_t row = 0; row < rows(); ++row)
                if (!cell(row, number).empty()) {
                    refuse(RefusalCode::column_unknown, std::to_string(number + 1),
                           {{"column", std::to_string(number + 1)},
                            {"allowed", joined(spec_.columns)}});
                    break;
                }
        }
    }
    for (std::size_t i = 0; i < spec_.required; ++i)
        if (places_[i] == k_no_column)
            refuse(RefusalCode::column_missing, spec_.columns[i],
                   {{"column", std::string(spec_.columns[i])}});
}

Refusal OpenTable::problem_of_row(std::size_t row) const
{
    const std::string place = where(row).to_text();
    for (const Refusal& refusal : table_.problems)
        if (refusal.field == place || refusal.field.starts_with(place + ":"))
            return refusal;
    return {RefusalCode::file_not_readable, {{"file", std::string(table_.file)}}, place, ""};
}

}  // namespace taqwim
