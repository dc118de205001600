// A file that one program at a time holds.
#pragma once

#include <optional>
#include <string>

namespace taqwim::database {

// The operating system gives the lock back when its holder ends, however it ends. The file stays: who removed it would
// give a second program a lock of its own.
class LockFile {
public:
    // Nothing when another holds it, in this process or in another. Throws a StorageFault when the file cannot be made.
    [[nodiscard]] static std::optional<LockFile> take(const std::string& file);

    ~LockFile();
    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&&) = delete;

private:
    explicit LockFile(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

// Makes the entries of the folder in which `file` stands durable.
void flush_folder_of(const std::string& file);

}  // namespace taqwim::database
