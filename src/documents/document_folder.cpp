#include "documents/document_folder.h"

#include <algorithm>
#include <charconv>

#include "core/configuration_fault.h"
#include "platform/tables/tab_lines.h"

namespace taqwim::documents {

namespace {

const EmbeddedFile* file_named(std::span<const EmbeddedFile> files, std::string_view path)
{
    const auto found = std::ranges::find(files, path, &EmbeddedFile::path);
    return found == files.end() ? nullptr : &*found;
}

}  // namespace

WordList words_in(std::span<const EmbeddedFile> files, std::string_view folder)
{
    const std::string name = std::string(folder) + "/words.tsv";
    const EmbeddedFile* file = file_named(files, "words.tsv");
    if (file == nullptr)
        throw ConfigurationFault(
            ConfigurationProblem{name, 0,
                                 "is not built into the program\nTo fix: name it in the folder's "
                                 "taqwim_embed."});
    return WordList(file->text, name);
}

std::string SampleLine::text(std::size_t field) const
{
    return field < fields_.size() ? std::string(fields_[field]) : std::string();
}

std::optional<Mark> SampleLine::mark(std::size_t field) const
{
    const auto exact = Exact::parse(text(field));
    return exact ? std::optional(Mark(*exact)) : std::nullopt;
}

std::optional<int> SampleLine::count(std::size_t field) const
{
    const std::string written = text(field);
    int count = 0;
    const auto read = std::from_chars(written.data(), written.data() + written.size(), count);
    return read.ec == std::errc() ? std::optional(count) : std::nullopt;
}

std::vector<SampleLine> sample_lines(std::span<const EmbeddedFile> files)
{
    std::vector<SampleLine> lines;
    if (const EmbeddedFile* file = file_named(files, "sample.tsv"))
        for (const tables::TabLine& line : tables::tab_lines(file->text))
            lines.emplace_back(line.fields);
    return lines;
}

}  // namespace taqwim::documents
