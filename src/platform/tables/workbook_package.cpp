#include "platform/tables/workbook_package.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include <zip.h>

#include "core/refusal_codes.h"
#include "platform/tables/size_text.h"

namespace taqwim::tables {

namespace {

struct Part {
    zip_uint64_t index = 0;
    std::size_t bytes = 0;
};

std::string folded(std::string_view name)
{
    std::string text(name);
    for (char& letter : text)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return text;
}

// Nothing here is ever written to a disk; a name like these says what the file is for.
bool leaves_the_file(std::string_view name)
{
    return name.empty() || name.starts_with('/') || name.find('\\') != std::string_view::npos ||
           name == ".." || name.starts_with("../") || name.ends_with("/..") ||
           name.find("/../") != std::string_view::npos || name.find(':') != std::string_view::npos;
}

}  // namespace

struct WorkbookPackage::State {
    std::string file;
    TableLimits limits;
    std::map<std::string, Part> parts;
    zip_t* zip = nullptr;

    ~State()
    {
        if (zip != nullptr)
            zip_discard(zip);
    }
};

WorkbookPackage::WorkbookPackage(std::unique_ptr<State> state) : state_(std::move(state)) {}
WorkbookPackage::WorkbookPackage(WorkbookPackage&&) noexcept = default;
WorkbookPackage& WorkbookPackage::operator=(WorkbookPackage&&) noexcept = default;
WorkbookPackage::~WorkbookPackage() = default;

Refusal WorkbookPackage::not_workbook() const
{
    return {RefusalCode::file_not_workbook, {{"file", state_->file}}, state_->file, ""};
}

Refusal WorkbookPackage::too_large(std::string limit) const
{
    return {RefusalCode::input_too_large, {{"limit", std::move(limit)}}, state_->file, ""};
}

Result<WorkbookPackage> WorkbookPackage::open(std::string_view file, std::string_view bytes,
                                              const TableLimits& limits)
{
    WorkbookPackage package(std::make_unique<State>());
    State& state = *package.state_;
    state.file = file;
    state.limits = limits;
    if (bytes.size() > limits.bytes)
        return package.too_large(size_text(limits.bytes));

    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) {
        state.zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
        if (state.zip == nullptr)
            zip_source_free(source);
    }
    zip_error_fini(&error);
    if (state.zip == nullptr)
        return package.not_workbook();

    const zip_int64_t count = zip_get_num_entries(state.zip, 0);
    if (count < 0)
        return package.not_workbook();
    if (static_cast<std::uint64_t>(count) > limits.parts)
        return package.too_large(std::to_string(limits.parts));
    std::uint64_t unpacked = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        constexpr zip_uint64_t k_needed =
            ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
        if (zip_stat_index(state.zip, static_cast<zip_uint64_t>(i), 0, &stat) != 0 ||
            (stat.valid & k_needed) != k_needed || stat.encryption_method != ZIP_EM_NONE ||
            leaves_the_file(stat.name))
            return package.not_workbook();
        constexpr std::uint64_t k_small = std::uint64_t{1024} * 1024;
        unpacked += std::min<std::uint64_t>(stat.size, std::uint64_t{1} << 50U);
        if (unpacked > limits.unpacked_bytes)
            return package.too_large(size_text(limits.unpacked_bytes));
        if (stat.size > k_small && stat.size / limits.ratio > stat.comp_size)
            return package.too_large(size_text(k_small));
        const Part part{static_cast<zip_uint64_t>(i), static_cast<std::size_t>(stat.size)};
        if (!state.parts.emplace(folded(stat.name), part).second)
            return package.not_workbook();
    }
    return package;
}

bool WorkbookPackage::has(std::string_view part) const
{
    return state_->parts.contains(folded(part));
}

Result<std::string> WorkbookPackage::read(std::string_view name) const
{
    const auto found = state_->parts.find(folded(name));
    if (found == state_->parts.end())
        return not_workbook();
    const Part& part = found->second;
    if (part.bytes > state_->limits.part_bytes)
        return too_large(size_text(state_->limits.part_bytes));
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> open(
        zip_fopen_index(state_->zip, part.index, 0), &zip_fclose);
    if (open == nullptr)
        return not_workbook();
    // One byte more than the file says it has: what is longer is not what it says.
    std::string text(part.bytes + 1, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const zip_int64_t count = zip_fread(open.get(), text.data() + filled, text.size() - filled);
        if (count < 0)
            return not_workbook();
        if (count == 0)
            break;
        filled += static_cast<std::size_t>(count);
    }
    if (filled != part.bytes)
        return not_workbook();
    text.resize(filled);
    return text;
}

}  // namespace taqwim::tables
