#include "exchange/export/export_sinks.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/refusal_codes.h"

namespace taqwim::exchange {

namespace {

Refusal there_already(const std::filesystem::path& folder)
{
    return {RefusalCode::file_exists, {{"file", folder.string()}}, folder.string(), ""};
}

bool is_there(const std::filesystem::path& path)
{
    struct stat state {};
    return ::lstat(path.c_str(), &state) == 0;
}

}  // namespace

FolderSink::FolderSink(std::filesystem::path folder) : folder_(std::move(folder)), part_(folder_)
{
    part_ += ".part";
}

Result<std::unique_ptr<FolderSink>> FolderSink::make(const std::filesystem::path& folder)
{
    if (is_there(folder))
        return there_already(folder);
    std::unique_ptr<FolderSink> sink(new FolderSink(folder));
    if (::mkdir(sink->part_.c_str(), S_IRWXU) != 0) {
        const int error = errno;
        // It may be another export's: whoever knows that it is not takes it away.
        const bool is_other = error == EEXIST;
        const std::filesystem::path part = sink->part_;
        sink->is_kept_ = true;
        if (is_other)
            return there_already(part);
        throw ExportFault(folder.string(), error);
    }
    return sink;
}

FolderSink::~FolderSink()
{
    if (file_ >= 0)
        ::close(file_);
    std::error_code error;
    if (!is_kept_)
        std::filesystem::remove_all(part_, error);
}

void FolderSink::fail(int error) const
{
    throw ExportFault(folder_.string(), error);
}

void FolderSink::begin_file(const std::string& name)
{
    const std::filesystem::path file = part_ / name;
    if (::mkdir(file.parent_path().c_str(), S_IRWXU) != 0 && errno != EEXIST)
        fail(errno);
    file_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file_ < 0)
        fail(errno);
}

void FolderSink::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            fail(written == 0 ? ENOSPC : errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void FolderSink::end_file()
{
    const bool is_flushed = ::fsync(file_) == 0;
    const int error = errno;
    ::close(file_);
    file_ = -1;
    if (!is_flushed)
        fail(error);
}

std::optional<Refusal> FolderSink::keep()
{
    if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, folder_.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno == EEXIST)
            return there_already(folder_);
        if (errno != EINVAL && errno != ENOSYS)
            fail(errno);
        // A file system that cannot do both at once.
        if (is_there(folder_))
            return there_already(folder_);
        if (::rename(part_.c_str(), folder_.c_str()) != 0)
            fail(errno);
    }
    is_kept_ = true;
    return std::nullopt;
}

void ZipSink::write(std::string_view bytes)
{
    const std::size_t size = std::max(content_.size() + bytes.size(), zip_.packed_bytes());
    if (size > most_)
        throw TooLarge(size);
    content_ += bytes;
}

void ZipSink::end_file()
{
    zip_.add(name_, std::move(content_));
    content_.clear();
}

}  // namespace taqwim::exchange
