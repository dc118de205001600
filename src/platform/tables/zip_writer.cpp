#include "platform/tables/zip_writer.h"

#include <deque>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include <zip.h>

namespace taqwim::tables {

namespace {

// What waits to be packed, at most, before it is.
constexpr std::size_t k_waiting = std::size_t{16} << 20U;
// 1980-01-01, the first day that a ZIP knows: the same content gives the same file.
constexpr zip_uint16_t k_day = (0U << 9U) | (1U << 5U) | 1U;

[[noreturn]] void fail(const char* what)
{
    throw std::runtime_error(std::string("the ZIP file cannot be written: ") + what);
}

}  // namespace

struct ZipWriter::State {
    zip_source_t* source = nullptr;  // the file as it is by now
    zip_t* zip = nullptr;
    std::deque<std::string> contents;  // of what waits; the library points at them
    std::size_t waiting = 0;

    ~State()
    {
        if (zip != nullptr)
            zip_discard(zip);
        if (source != nullptr)
            zip_source_free(source);
    }

    void open(int flags)
    {
        zip_error_t error;
        zip_error_init(&error);
        // The archive takes the source over when it is opened; we keep our own hold of it.
        zip_source_keep(source);
        zip = zip_open_from_source(source, flags, &error);
        zip_error_fini(&error);
        if (zip == nullptr) {
            zip_source_free(source);
            fail("open");
        }
    }
};

ZipWriter::ZipWriter() : state_(std::make_unique<State>())
{
    zip_error_t error;
    zip_error_init(&error);
    state_->source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_error_fini(&error);
    if (state_->source == nullptr)
        throw std::bad_alloc();
    state_->open(ZIP_CREATE | ZIP_TRUNCATE);
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const std::string& name, std::string content)
{
    State& state = *state_;
    state.waiting += content.size();
    const std::string& kept = state.contents.emplace_back(std::move(content));
    zip_source_t* source = zip_source_buffer(state.zip, kept.data(), kept.size(), 0);
    const zip_int64_t index =
        source == nullptr ? -1 : zip_file_add(state.zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        if (source != nullptr)
            zip_source_free(source);
        fail("add");
    }
    if (zip_file_set_dostime(state.zip, static_cast<zip_uint64_t>(index), 0, k_day, 0) != 0)
        fail("time");
    if (state.waiting >= k_waiting) {
        pack();
        state.open(0);
    }
}

void ZipWriter::pack()
{
    State& state = *state_;
    if (zip_close(state.zip) != 0)
        fail(zip_strerror(state.zip));
    state.zip = nullptr;
    state.contents.clear();
    state.waiting = 0;
}

std::size_t ZipWriter::packed_bytes() const
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    return zip_source_stat(state_->source, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0
               ? static_cast<std::size_t>(stat.size)
               : 0;
}

std::string ZipWriter::finish()
{
    pack();
    zip_source_t* source = state_->source;
    std::string bytes(packed_bytes(), '\0');
    if (zip_source_open(source) != 0)
        fail("read");
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const zip_int64_t count =
            zip_source_read(source, bytes.data() + filled, bytes.size() - filled);
        if (count <= 0)
            break;
        filled += static_cast<std::size_t>(count);
    }
    zip_source_close(source);
    if (filled != bytes.size())
        fail("read");
    return bytes;
}

}  // namespace taqwim::tables
