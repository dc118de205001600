// Where a command writes its results: the file that --output names, or standard output. Every failure to write is an
// exception, so that no command can pass over one: OutputFault, or std::ios_base::failure from the stream.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <span>
#include <stdexcept>
#include <string>

#include "app/console.h"
#include "app/descriptor_stream.h"

namespace taqwim::app {

class OutputFault : public std::runtime_error {
public:
    OutputFault(const std::string& file, int error) : std::runtime_error(file), error_(error) {}

    [[nodiscard]] int error() const { return error_; }

private:
    int error_;
};

class OutputFile {
public:
    OutputFile(Console& console, const std::optional<std::filesystem::path>& file);

    [[nodiscard]] std::ostream& stream() { return *stream_; }
    [[nodiscard]] bool is_terminal() const { return is_terminal_; }
    // Everything written has left the program.
    void finish();

private:
    std::unique_ptr<DescriptorOutput> buffer_;
    std::unique_ptr<std::ostream> own_;
    std::ostream* stream_;
    std::string name_;
    bool is_terminal_;
};

// Whether writing to the file would destroy one of the inputs or leave a foreign file in a school's folder.
[[nodiscard]] bool is_among_inputs(const std::filesystem::path& file,
                                   std::span<const std::string> inputs);

}  // namespace taqwim::app
