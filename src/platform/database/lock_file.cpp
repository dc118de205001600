#include "platform/database/lock_file.h"

#include <cerrno>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/database/storage_fault.h"

namespace taqwim::database {

namespace {

[[noreturn]] void throw_fault(int error, const std::string& what)
{
    FaultKind kind = FaultKind::device;
    if (error == EROFS || error == EACCES || error == EPERM)
        kind = FaultKind::read_only;
    else if (error == ENOSPC || error == EDQUOT)
        kind = FaultKind::disk_full;
    throw StorageFault(kind, "errno " + std::to_string(error), what);
}

}  // namespace

std::optional<LockFile> LockFile::take(const std::string& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw_fault(errno, "open the lock file");
    LockFile lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (errno == EWOULDBLOCK)
        return std::nullopt;
    throw_fault(errno, "take the lock file");
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile::~LockFile()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void flush_folder_of(const std::string& file)
{
    const std::string folder = std::filesystem::absolute(file).parent_path().string();
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        throw_fault(errno, "open the folder");
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    if (result != 0)
        throw_fault(error, "flush the folder");
}

}  // namespace taqwim::database
