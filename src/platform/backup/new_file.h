// A file that is there whole or not at all: written under another name beside its own, flushed, and only then given its
// name. Whatever ends the program before that leaves "<name>.part", which the next attempt writes over.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "core/refusal.h"
#include "platform/crypto/bytes.h"

namespace taqwim::backup {

// The disk is full, takes no writes, or failed. what() is the file.
class FileFault : public std::runtime_error {
public:
    FileFault(const std::string& file, int error) : std::runtime_error(file), error_(error) {}

    // The system's number.
    [[nodiscard]] int error() const { return error_; }

private:
    int error_;
};

// What becomes of a file that stands under the name already.
enum class IfThere : std::uint8_t { refuse, replace };

class NewFile {
public:
    // Readable by its owner alone. Refuses with file_exists when there is such a file, and with file_not_writable when
    // another program writes the same one now; throws FileFault. To replace a file is to have the old one or the new one under
    // the name at every moment.
    [[nodiscard]] static Result<NewFile> make(const std::filesystem::path& file,
                                              IfThere if_there = IfThere::refuse);

    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    // Takes the unfinished file away, unless it was kept.
    ~NewFile();

    // From the beginning again.
    void restart();
    void write(crypto::ByteView bytes);
    [[nodiscard]] std::uint64_t size() const { return size_; }

    // On the disk under its name. Refuses with file_exists when somebody made such a file meanwhile.
    [[nodiscard]] std::optional<Refusal> keep();

private:
    NewFile(std::filesystem::path file, std::filesystem::path part, int descriptor,
            IfThere if_there);

    std::filesystem::path file_;
    std::filesystem::path part_;
    int descriptor_;
    IfThere if_there_;
    std::uint64_t size_ = 0;
};

}  // namespace taqwim::backup
