#include "access/key_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <optional>
#include <string_view>

#include "core/refusal_codes.h"

namespace taqwim::access {

namespace {

Refusal about(RefusalCode code, const std::string& file)
{
    return {code, {{"file", file}}, "", ""};
}

// A descriptor that closes itself.
class OpenFile {
public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    ~OpenFile()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

private:
    int descriptor_;
};

enum class ReadState : std::uint8_t { read, absent, unreadable };

// Keys are short; a longer file is none.
ReadState read_key_file(const std::string& file, std::string& text)
{
    const OpenFile open_file(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!open_file.is_open())
        return errno == ENOENT ? ReadState::absent : ReadState::unreadable;
    struct stat state {};
    // A key that others may read is no longer one.
    if (::fstat(open_file.descriptor(), &state) != 0 || !S_ISREG(state.st_mode) ||
        (state.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return ReadState::unreadable;
    crypto::SecretBytes buffer(512);
    const ssize_t size =
        ::read(open_file.descriptor(), buffer.writable().data(), buffer.writable().size());
    if (size <= 0)
        return ReadState::unreadable;
    text.assign(buffer.text().substr(0, static_cast<std::size_t>(size)));
    return ReadState::read;
}

// On the disk, whole, before anything is signed or sealed with it.
bool write_key_file(const std::string& file, std::string_view text)
{
    const OpenFile open_file(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!open_file.is_open())
        return false;
    while (!text.empty()) {
        const ssize_t written = ::write(open_file.descriptor(), text.data(), text.size());
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(open_file.descriptor()) == 0;
}

template <class Key, class Parse, class Make>
Result<Key> key_in(const std::string& file, Parse&& parse, Make&& make)
{
    std::string text;
    switch (read_key_file(file, text)) {
    case ReadState::unreadable: return about(RefusalCode::file_not_readable, file);
    case ReadState::read: {
        auto key = parse(text);
        crypto::wipe(text);
        if (!key)
            return about(RefusalCode::file_not_readable, file);
        return std::move(*key);
    }
    case ReadState::absent: break;
    }
    Key key = make();
    const crypto::SecretBytes made = key.to_text();
    if (!write_key_file(file, made.text()))
        return about(RefusalCode::file_not_writable, file);
    return key;
}

}  // namespace

Result<crypto::MasterKey> master_key_in(const std::string& file, crypto::RandomSource& random)
{
    return key_in<crypto::MasterKey>(
        file, [](std::string_view text) { return crypto::MasterKey::parse(text); },
        [&] { return crypto::MasterKey::make(random); });
}

Result<crypto::SigningKey> signing_key_in(const std::string& file, crypto::RandomSource& random)
{
    return key_in<crypto::SigningKey>(
        file, [](std::string_view text) { return crypto::SigningKey::parse(text); },
        [&] { return crypto::SigningKey::make(random); });
}

Result<crypto::SigningKey> rotated_signing_key(const std::string& file,
                                               crypto::RandomSource& random)
{
    const auto old = signing_key_in(file, random);
    if (!old)
        return old.refusal();
    const std::string kept = file + '.' + old->public_key().id();
    if (std::rename(file.c_str(), kept.c_str()) != 0)
        return about(RefusalCode::file_not_writable, kept);
    return signing_key_in(file, random);
}

}  // namespace taqwim::access
