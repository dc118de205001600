#include "app/school_files.h"

#include <vector>

#include "platform/tables/csv.h"

namespace taqwim::app {

Result<std::unique_ptr<School>> read_school(const RuleSet& rule_set,
                                            const std::filesystem::path& folder)
{
    const auto files = tables::read_csv_folder(folder);
    if (!files)
        return files.refusal();
    std::vector<SchoolTable> all;
    for (const tables::CsvFile& file : *files) {
        const tables::CsvTable& table = file.reading.table;
        all.push_back({.file = file.name,
                       .header = table.header(),
                       .cells = table.cells(),
                       .row_numbers = table.row_numbers(),
                       .broken_rows = table.broken_rows(),
                       .problems = file.reading.problems,
                       .is_whole = file.reading.is_whole});
    }
    return rule_set.read_school(all);
}

}  // namespace taqwim::app
