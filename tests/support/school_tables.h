#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/tables/csv.h"
#include "regulations/frame/school_table.h"

namespace taqwim::tests {

// The files of a school's folder as texts, cut into tables the way the program cuts them.
class SchoolTables {
public:
    using Files = std::vector<std::pair<std::string, std::string>>;  // name and text

    explicit SchoolTables(const Files& files);
    SchoolTables(std::initializer_list<Files::value_type> files) : SchoolTables(Files(files)) {}

    [[nodiscard]] const std::vector<SchoolTable>& tables() const { return tables_; }

private:
    std::vector<tables::CsvFile> files_;
    std::vector<SchoolTable> tables_;
};

}  // namespace taqwim::tests
