// Where exports go: a folder, for the command; a ZIP file in memory, for the route.
#pragma once

#include <cstddef>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal.h"
#include "exchange/export/school_export.h"
#include "platform/tables/zip_writer.h"

namespace taqwim::exchange {

// The disk is full, takes no writes, or failed. what() is the file.
class ExportFault : public std::runtime_error {
public:
    ExportFault(const std::string& file, int error) : std::runtime_error(file), error_(error) {}

    [[nodiscard]] int error() const { return error_; }  // the system's number

private:
    int error_;
};

// A new folder that is there whole or not at all: files go to "<name>.part" until `keep` gives it its name. Everything in
// it is readable by its owner alone.
class FolderSink final : public ExportSink {
public:
    // Refuses with file_exists when there is anything of that name.
    [[nodiscard]] static Result<std::unique_ptr<FolderSink>> make(
        const std::filesystem::path& folder);
    ~FolderSink() override;

    void begin_file(const std::string& name) override;
    void write(std::string_view bytes) override;
    void end_file() override;

    // On the disk under its name. Refuses with file_exists when somebody made one meanwhile.
    [[nodiscard]] std::optional<Refusal> keep();

private:
    explicit FolderSink(std::filesystem::path folder);
    [[noreturn]] void fail(int error) const;

    std::filesystem::path folder_;
    std::filesystem::path part_;
    int file_ = -1;
    bool is_kept_ = false;
};

// A ZIP file whose files stand in one folder of the given name.
class ZipSink final : public ExportSink {
public:
    // Of one file, and of the packed whole: far more than a school has.
    static constexpr std::size_t k_most = std::size_t{256} << 20U;

    struct TooLarge : std::exception {
        explicit TooLarge(std::size_t size) : bytes(size) {}
        std::size_t bytes;
    };

    explicit ZipSink(std::string folder, std::size_t most = k_most)
        : folder_(std::move(folder)), most_(most)
    {}

    void begin_file(const std::string& name) override { name_ = folder_ + '/' + name; }
    // Throws TooLarge.
    void write(std::string_view bytes) override;
    void end_file() override;

    [[nodiscard]] std::string finish() { return zip_.finish(); }

private:
    std::string folder_;
    std::size_t most_;
    std::string name_;
    std::string content_;
    tables::ZipWriter zip_;
};

}  // namespace taqwim::exchange
