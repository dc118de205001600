// Any bytes are read as a table without harm and within the limits, and what is read is in order.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/tables/table.h"

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
    TableLimits limits;
    limits.bytes = std::size_t{1} << 20U;
    limits.unpacked_bytes = std::size_t{4} << 20U;
    limits.part_bytes = std::size_t{2} << 20U;
    limits.rows = 500;
    limits.columns = 30;
    limits.cells = 2'000;
    const auto tables = read_tables("fuzz", {reinterpret_cast<const char*>(data), size}, limits);
    if (!tables)
        return 0;
    for (const Table& table : *tables) {
        require(table.rows() <= limits.rows && table.columns() <= limits.columns);
        std::uint32_t last = 0;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            require(table.row_number(row) > last);
            last = table.row_number(row);
            for (const Cell& cell : table.row(row))
                require((cell.kind == CellKind::empty) == cell.text.empty());
        }
    }
    return 0;
}
