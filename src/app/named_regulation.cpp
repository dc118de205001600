#include "app/named_regulation.h"

#include <filesystem>

#include "app/student_year_file.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "platform/tables/csv.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

// The first column of school.csv holds the keys, the second the values.
std::optional<std::string> named_by_folder(const std::string& folder)
{
    constexpr std::string_view k_key = "regulation";
    constexpr std::string_view k_key_in_arabic = "اللائحة";  // source-check: allow a key of files
    const auto files = tables::read_csv_folder(folder);
    if (!files)
        return std::nullopt;
    for (const tables::CsvFile& file : *files) {
        if (std::filesystem::path(file.name).stem() != "school")
            continue;
        const tables::CsvTable& table = file.reading.table;
        for (std::size_t row = 0; table.columns() > 1 && row < table.rows(); ++row) {
            const std::string_view key = trimmed(table.row(row)[0]);
            if (key == k_key || key == k_key_in_arabic)
                return std::string(trimmed(table.row(row)[1]));
        }
    }
    return std::nullopt;
}

std::optional<std::string> named_by_file(const std::string& input, Console& console)
{
    const auto file = StudentYearFile::open(input, input, console);
    const auto first = file ? file->next() : std::nullopt;
    if (!first || !*first)
        return std::nullopt;
    JsonReader reader;
    const auto document = reader.read((*first)->text, (*first)->start);
    if (!document || !document->is(JsonKind::object))
        return std::nullopt;
    const auto named = document->find("regulation");
    if (!named || !named->is(JsonKind::text))
        return std::nullopt;
    return std::string(trimmed(named->text()));
}

}  // namespace

std::optional<std::string> regulation_named_by(const std::string& input, Console& console)
{
    std::error_code error;
    std::optional<std::string> named;
    if (kind_of(input) == InputKind::folder)
        named = named_by_folder(input);
    else if (kind_of(input) == InputKind::file && std::filesystem::is_regular_file(input, error))
        named = named_by_file(input, console);
    if (named && named->empty())
        named.reset();
    return named;
}

}  // namespace taqwim::app
