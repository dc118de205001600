// The ZIP file that a workbook is: its parts by name, each unpacked only within the limits.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/tables/table.h"

namespace taqwim::tables {

class WorkbookPackage {
public:
    // The bytes must outlive the package. Refuses with input_too_large (too many parts, too many bytes when unpacked, or
    // packed so densely that it can only be meant to) and file_not_workbook (no sound ZIP, a part with a password, a
    // name twice or one that leaves the file).
    [[nodiscard]] static Result<WorkbookPackage> open(std::string_view file, std::string_view bytes,
                                                      const TableLimits& limits);
    WorkbookPackage(WorkbookPackage&&) noexcept;
    WorkbookPackage& operator=(WorkbookPackage&&) noexcept;
    ~WorkbookPackage();

    // Names are compared without regard to capitals, as spreadsheets do.
    [[nodiscard]] bool has(std::string_view part) const;

    // The part unpacked. Refuses as open does, and when there is no such part.
    [[nodiscard]] Result<std::string> read(std::string_view part) const;

    [[nodiscard]] Refusal not_workbook() const;
    [[nodiscard]] Refusal too_large(std::string limit) const;

private:
    struct State;
    explicit WorkbookPackage(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace taqwim::tables
