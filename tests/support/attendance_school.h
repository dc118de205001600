// A school whose attendance is kept, for tests: two students of class 4/1, one of class 4/2, a guardian of the first.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/embedded_file.h"
#include "tests/support/sample_school.h"

namespace taqwim::tests {

struct AttendanceSchool : SampleSchool {
    explicit AttendanceSchool(TestDatabase& test);

    [[nodiscard]] school::Act act_as(std::int64_t account, std::string role) const;
    void today(const char* day);

    std::int64_t ali = 0;
    std::int64_t hamad = 0;
    std::int64_t yousef = 0;    // of class b
    std::int64_t guardian = 0;  // ali's
};

// The text of one migration of an embedded room: "0006".
[[nodiscard]] std::string migration_text(std::span<const EmbeddedFile> files,
                                         std::string_view number);

}  // namespace taqwim::tests
