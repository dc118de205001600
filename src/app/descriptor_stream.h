// Streams over the system's own files: standard input and output, pipes, files. Unlike the library's they remember
// why writing failed, and stop waiting for input when the user interrupts the program.
#pragma once

#include <array>
#include <atomic>
#include <filesystem>
#include <memory>
#include <streambuf>
#include <string>

namespace taqwim::app {

class DescriptorInput : public std::streambuf {
public:
    // Reads from an open descriptor, which stays open. An interruption counts as the end of the input.
    DescriptorInput(int descriptor, const std::atomic<bool>* interrupted);
    // Opens a file; null when it cannot be opened or is a folder.
    [[nodiscard]] static std::unique_ptr<DescriptorInput> open(
        const std::filesystem::path& file, const std::atomic<bool>* interrupted);
    ~DescriptorInput() override;
    DescriptorInput(const DescriptorInput&) = delete;
    DescriptorInput& operator=(const DescriptorInput&) = delete;

protected:
    int_type underflow() override;
    std::streamsize xsgetn(char* bytes, std::streamsize count) override;

private:
    [[nodiscard]] std::size_t read_some(char* bytes, std::size_t count);

    int descriptor_;
    bool is_own_ = false;
    const std::atomic<bool>* interrupted_;
    std::array<char, 4096> buffer_{};
};

class DescriptorOutput : public std::streambuf {
public:
    explicit DescriptorOutput(int descriptor);
    // Creates or empties a file; null when that cannot be done.
    [[nodiscard]] static std::unique_ptr<DescriptorOutput> create(
        const std::filesystem::path& file);
    ~DescriptorOutput() override;
    DescriptorOutput(const DescriptorOutput&) = delete;
    DescriptorOutput& operator=(const DescriptorOutput&) = delete;

    // The system's number of the first error while writing, 0 when there was none.
    [[nodiscard]] int error() const { return error_; }

protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* bytes, std::streamsize count) override;
    int sync() override;

private:
    [[nodiscard]] bool write_all(const char* bytes, std::size_t count);

    int descriptor_;
    bool is_own_ = false;
    int error_ = 0;
    std::string held_;
};

}  // namespace taqwim::app
