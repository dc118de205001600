// Any bytes are read without harm, and what was read stays what it is: written and read again it is
// the same table.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/tables/csv.h"

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace taqwim::tables;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const CsvReading reading =
        read_csv("fuzz.csv", text, {.bytes = 1 << 20, .columns = 20, .problems = 10});
    const CsvTable& table = reading.table;

    require(reading.is_whole || !reading.problems.empty());
    require(table.cells().size() == table.rows() * table.columns());
    std::uint32_t last = 0;
    for (const std::uint32_t number : table.row_numbers()) {
        require(number > last);
        last = number;
    }
    if (!reading.problems.empty() || table.columns() < 2)
        return 0;

    std::string written;
    CsvWriter writer(written);
    const auto write = [&](std::span<const std::string_view> row) {
        for (const std::string_view cell : row)
            writer.cell(cell);
        writer.end_row();
    };
    write(table.header());
    for (std::size_t row = 0; row < table.rows(); ++row)
        write(table.row(row));
    const CsvReading again =
        read_csv("fuzz.csv", written, {.bytes = 4 << 20, .columns = 20, .problems = 10});
    require(again.is_whole && again.problems.empty());
    require(again.table.rows() == table.rows() && again.table.columns() == table.columns());
    for (std::size_t i = 0; i < table.cells().size(); ++i) {
        const std::string_view before = table.cells()[i];
        const std::string_view after = again.table.cells()[i];
        // A formula has its apostrophe now.
        require(before == after || (after.starts_with('\'') && after.substr(1) == before));
    }
    return 0;
}
