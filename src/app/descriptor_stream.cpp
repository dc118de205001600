#include "app/descriptor_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ios>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace taqwim::app {

namespace {

constexpr std::size_t k_held_bytes = std::size_t{64} * 1024;

}  // namespace

DescriptorInput::DescriptorInput(int descriptor, const std::atomic<bool>* interrupted)
    : descriptor_(descriptor), interrupted_(interrupted)
{}

std::unique_ptr<DescriptorInput> DescriptorInput::open(const std::filesystem::path& file,
                                                       const std::atomic<bool>* interrupted)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return nullptr;
    auto input = std::make_unique<DescriptorInput>(descriptor, interrupted);
    input->is_own_ = true;
    struct stat about {};
    const bool is_folder = ::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode);
    return is_folder ? nullptr : std::move(input);
}

DescriptorInput::~DescriptorInput()
{
    if (is_own_)
        ::close(descriptor_);
}

std::size_t DescriptorInput::read_some(char* bytes, std::size_t count)
{
    while (interrupted_ == nullptr || !interrupted_->load()) {
        const ssize_t read = ::read(descriptor_, bytes, count);
        if (read >= 0)
            return static_cast<std::size_t>(read);
        // The stream takes the exception as "broken off", which is not the end of the input.
        if (errno != EINTR)
            throw std::ios_base::failure("read", std::error_code(errno, std::system_category()));
    }
    return 0;
}

DescriptorInput::int_type DescriptorInput::underflow()
{
    if (gptr() == egptr()) {
        const std::size_t read = read_some(buffer_.data(), buffer_.size());
        setg(buffer_.data(), buffer_.data(), buffer_.data() + read);
    }
    return gptr() == egptr() ? traits_type::eof() : traits_type::to_int_type(*gptr());
}

std::streamsize DescriptorInput::xsgetn(char* bytes, std::streamsize count)
{
    std::streamsize done = std::min<std::streamsize>(count, egptr() - gptr());
    std::copy_n(gptr(), done, bytes);
    gbump(static_cast<int>(done));
    while (done < count) {
        const std::size_t read = read_some(bytes + done, static_cast<std::size_t>(count - done));
        if (read == 0)
            break;
        done += static_cast<std::streamsize>(read);
    }
    return done;
}

DescriptorOutput::DescriptorOutput(int descriptor) : descriptor_(descriptor)
{
    held_.reserve(k_held_bytes);
}

std::unique_ptr<DescriptorOutput> DescriptorOutput::create(const std::filesystem::path& file)
{
    constexpr mode_t k_permissions = 0666;
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, k_permissions);
    if (descriptor < 0)
        return nullptr;
    auto output = std::make_unique<DescriptorOutput>(descriptor);
    output->is_own_ = true;
    return output;
}

DescriptorOutput::~DescriptorOutput()
{
    DescriptorOutput::sync();
    if (is_own_)
        ::close(descriptor_);
}

bool DescriptorOutput::write_all(const char* bytes, std::size_t count)
{
    while (count > 0 && error_ == 0) {
        const ssize_t written = ::write(descriptor_, bytes, count);
        if (written >= 0) {
            bytes += written;
            count -= static_cast<std::size_t>(written);
        } else if (errno != EINTR) {
            error_ = errno;
        }
    }
    return error_ == 0;
}

DescriptorOutput::int_type DescriptorOutput::overflow(int_type character)
{
    if (traits_type::eq_int_type(character, traits_type::eof()))
        return traits_type::not_eof(character);
    const char byte = traits_type::to_char_type(character);
    return xsputn(&byte, 1) == 1 ? character : traits_type::eof();
}

std::streamsize DescriptorOutput::xsputn(const char* bytes, std::streamsize count)
{
    const auto size = static_cast<std::size_t>(count);
    if (held_.size() + size > k_held_bytes && sync() != 0)
        return 0;
    if (size > k_held_bytes)
        return write_all(bytes, size) ? count : 0;
    held_.append(bytes, size);
    return error_ == 0 ? count : 0;
}

int DescriptorOutput::sync()
{
    const bool is_written = write_all(held_.data(), held_.size());
    held_.clear();
    return is_written ? 0 : -1;
}

}  // namespace taqwim::app
