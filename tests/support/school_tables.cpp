#include "tests/support/school_tables.h"

namespace taqwim::tests {

SchoolTables::SchoolTables(const Files& files)
{
    for (const auto& [name, text] : files)
        files_.push_back({name, tables::read_csv(name, text)});
    for (const tables::CsvFile& file : files_) {
        const tables::CsvTable& table = file.reading.table;
        tables_.push_back({.file = file.name,
                           .header = table.header(),
                           .cells = table.cells(),
                           .row_numbers = table.row_numbers(),
                           .broken_rows = table.broken_rows(),
                           .problems = file.reading.problems,
                           .is_whole = file.reading.is_whole});
    }
}

}  // namespace taqwim::tests
