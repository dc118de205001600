#include "app/output_file.h"

#include <cerrno>
#include <ios>
#include <system_error>

namespace taqwim::app {

OutputFile::OutputFile(Console& console, const std::optional<std::filesystem::path>& file)
    : stream_(&console.output), is_terminal_(console.output_is_terminal && !file)
{
    if (!file)
        return;
    name_ = file->string();
    buffer_ = DescriptorOutput::create(*file);
    if (!buffer_)
        throw OutputFault(name_, errno);
    own_ = std::make_unique<std::ostream>(buffer_.get());
    own_->exceptions(std::ios::badbit | std::ios::failbit);
    stream_ = own_.get();
}

void OutputFile::finish()
{
    try {
        stream_->flush();
    } catch (const std::ios_base::failure&) {
        if (!buffer_)
            throw;
        throw OutputFault(name_, buffer_->error());
    }
}

bool is_among_inputs(const std::filesystem::path& file, std::span<const std::string> inputs)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path parent = fs::absolute(file, error).parent_path();
    for (const std::string& input : inputs) {
        if (fs::equivalent(file, input, error) ||
            (fs::is_directory(input, error) && fs::equivalent(parent, input, error)))
            return true;
    }
    return false;
}

}  // namespace taqwim::app
