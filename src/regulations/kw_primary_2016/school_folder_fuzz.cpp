// Any folder is read without harm: every student is there, with facts or a refusal, and whoever is
// refused is so for a problem that is told.
//
// An input is the folder's files one after another, each behind a line "=== name". Cells are cut at
// commas alone; the CSV reader has a fuzzer of its own.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/parameter_book.h"
#include "regulations/kw_primary_2016/data_files.h"
#include "regulations/kw_primary_2016/folder_files.h"
#include "regulations/kw_primary_2016/school_folder.h"

namespace {

using namespace taqwim;
using namespace taqwim::kw_primary_2016;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const Rules& rules()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const Rules the_rules = Rules::read(*book.on(SchoolYear{2015}.first_day()));
    return the_rules;
}

struct File {
    std::string_view name;
    std::vector<std::string_view> header;
    std::vector<std::string_view> cells;
    std::vector<std::uint32_t> row_numbers;
    std::vector<std::size_t> broken_rows;
};

std::deque<File> cut(std::string_view text)
{
    std::deque<File> files;
    std::uint32_t row = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.starts_with("=== ")) {
            files.emplace_back().name = line.substr(4);
            row = 0;
            continue;
        }
        if (files.empty())
            continue;
        File& file = files.back();
        std::vector<std::string_view> cells;
        while (true) {
            const std::size_t comma = line.find(',');
            cells.push_back(line.substr(0, comma));
            if (comma == std::string_view::npos)
                break;
            line.remove_prefix(comma + 1);
        }
        if (++row == 1) {
            file.header = cells;
            continue;
        }
        if (cells.size() != file.header.size())
            file.broken_rows.push_back(file.row_numbers.size());
        cells.resize(file.header.size());
        file.cells.insert(file.cells.end(), cells.begin(), cells.end());
        file.row_numbers.push_back(row);
    }
    return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const LevelSymbol symbols[] = {
        {"\xD9\x85", 4}, {"\xD8\xAC.\xD8\xAC", 3}, {"\xD8\xAC", 2}};
    const std::deque<File> files = cut({reinterpret_cast<const char*>(data), size});
    std::vector<FolderTable> tables;
    for (const File& file : files)
        tables.push_back({.file = file.name,
                          .header = file.header,
                          .cells = file.cells,
                          .row_numbers = file.row_numbers,
                          .broken_rows = file.broken_rows,
                          .problems = {},
                          .is_whole = !file.header.empty()});
    FolderContext context;
    context.rules_of = [](SchoolYear) -> Result<const Rules*> { return &rules(); };
    context.symbols = symbols;
    context.default_school_year = SchoolYear{2015};
    context.words = &folder_words();

    const SchoolFolder folder = read_school_folder(tables, context);
    for (const FolderStudent& student : folder.students) {
        if (student.facts) {
            require(student.facts->grade == student.grade);
            require(student.facts->id == student.id);
        }
        // Broken rows are told by who cut the file, and here nobody has.
        const bool any_broken = std::any_of(
            files.begin(), files.end(), [](const File& file) { return !file.broken_rows.empty(); });
        require(student.facts || !folder.problems.empty() || any_broken);
    }
    return 0;
}
