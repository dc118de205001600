#include "platform/backup/new_file.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/refusal_codes.h"

namespace taqwim::backup {

namespace {

Refusal about(RefusalCode code, const std::filesystem::path& file)
{
    return {code, {{"file", file.string()}}, "", ""};
}

// Whether the open file is the one that stands under the name.
bool is_named(int descriptor, const std::filesystem::path& name)
{
    struct stat open {};
    struct stat named {};
    return ::fstat(descriptor, &open) == 0 && ::lstat(name.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

// The name itself is on the disk only once its folder is.
void flush_folder_of(const std::filesystem::path& file)
{
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    // Some file systems know no flush of a folder.
    if (!is_flushed && error != EINVAL)
        throw FileFault(file.string(), error);
}

}  // namespace

NewFile::NewFile(std::filesystem::path file, std::filesystem::path part, int descriptor,
                 IfThere if_there)
    : file_(std::move(file)), part_(std::move(part)), descriptor_(descriptor), if_there_(if_there)
{}

NewFile::NewFile(NewFile&& other) noexcept
    : file_(std::move(other.file_)),
      part_(std::move(other.part_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      if_there_(other.if_there_),
      size_(other.size_)
{}

NewFile::~NewFile()
{
    if (descriptor_ < 0)
        return;
    ::unlink(part_.c_str());
    ::close(descriptor_);
}

Result<NewFile> NewFile::make(const std::filesystem::path& file, IfThere if_there)
{
    struct stat state {};
    if (if_there == IfThere::refuse && ::lstat(file.c_str(), &state) == 0)
        return about(RefusalCode::file_exists, file);
    std::filesystem::path part = file;
    part += ".part";
    const int descriptor =
        ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        throw FileFault(file.string(), errno);
    // Whoever wrote it until a moment ago may have given it its name meanwhile: then it is no part any more.
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || !is_named(descriptor, part)) {
        ::close(descriptor);
        return about(RefusalCode::file_not_writable, part);
    }
    NewFile made(file, std::move(part), descriptor, if_there);
    if (::fchmod(descriptor, S_IRUSR | S_IWUSR) != 0)
        throw FileFault(file.string(), errno);
    made.restart();
    return made;
}

void NewFile::restart()
{
    if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0)
        throw FileFault(file_.string(), errno);
    size_ = 0;
}

void NewFile::write(crypto::ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throw FileFault(file_.string(), written == 0 ? ENOSPC : errno);
        size_ += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

std::optional<Refusal> NewFile::keep()
{
    if (::fsync(descriptor_) != 0)
        throw FileFault(file_.string(), errno);
    if (if_there_ == IfThere::replace) {
        if (::rename(part_.c_str(), file_.c_str()) != 0)
            throw FileFault(file_.string(), errno);
    } else if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) !=
               0) {
        if (errno == EEXIST)
            return about(RefusalCode::file_exists, file_);
        // A file system that cannot do both at once.
        struct stat state {};
        if (errno != EINVAL && errno != ENOSYS)
            throw FileFault(file_.string(), errno);
        if (::lstat(file_.c_str(), &state) == 0)
            return about(RefusalCode::file_exists, file_);
        if (::rename(part_.c_str(), file_.c_str()) != 0)
            throw FileFault(file_.string(), errno);
    }
    ::close(std::exchange(descriptor_, -1));
    flush_folder_of(file_);
    return std::nullopt;
}

}  // namespace taqwim::backup
