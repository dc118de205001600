#include "app/backup_key.h"

#include <fstream>
#include <optional>
#include <string>
#include <utility>

#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "core/refusal_codes.h"

namespace taqwim::app {

namespace {

constexpr const char* k_variable = "TAQWIM_BACKUP_PASSPHRASE";

Refusal not_readable(const std::string& file)
{
    return {RefusalCode::file_not_readable, {{"file", file}}, file, ""};
}

// Nothing also when others may read the file: what they know is no secret.
std::optional<std::string> first_line_of(const std::string& file)
{
    struct stat state {};
    if (::stat(file.c_str(), &state) != 0 || (state.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string line;
    if (!std::getline(stream, line))
        return std::nullopt;
    if (line.ends_with('\r'))
        line.pop_back();
    return line;
}

// While it lives, the terminal does not show what is typed.
class HiddenTyping {
public:
    HiddenTyping()
    {
        is_hidden_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        is_hidden_ = is_hidden_ && ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    }
    ~HiddenTyping()
    {
        if (is_hidden_)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;

private:
    termios before_{};
    bool is_hidden_ = false;
};

std::string typed(const Context& context, std::string_view question)
{
    std::string line;
    {
        // Hidden before it is asked for: whoever types at once is not shown either.
        const HiddenTyping hidden;
        context.console.messages << context.words.line(question) << ' ' << std::flush;
        std::getline(context.console.input, line);
    }
    context.console.messages << '\n';
    return line;
}

Result<std::string> typed_passphrase(const Context& context, KeyFor use)
{
    if (::isatty(STDIN_FILENO) == 0)
        return Refusal{RefusalCode::backup_key_missing, {}, "", ""};
    std::string passphrase = typed(context, "backup.passphrase");
    if (use == KeyFor::an_old_backup)
        return passphrase;
    std::string again = typed(context, "backup.again");
    const bool is_same = crypto::constant_time_equal(again, passphrase);
    crypto::wipe(again);
    if (is_same)
        return passphrase;
    crypto::wipe(passphrase);
    context.tell("backup.differ");
    return Refusal{RefusalCode::backup_key_missing, {}, "", ""};
}

Result<std::string> passphrase_of(const Context& context, const Settings& settings, KeyFor use)
{
    if (const std::string& file = settings.text("backup.passphrase_file"); !file.empty()) {
        auto line = first_line_of(file);
        if (!line)
            return not_readable(file);
        return std::move(*line);
    }
    if (auto variable = context.console.environment(k_variable); variable && !variable->empty())
        return std::move(*variable);
    return typed_passphrase(context, use);
}

}  // namespace

Result<crypto::StreamKey> backup_key(const Context& context, const Settings& settings, KeyFor use)
{
    if (const std::string& file = settings.text("backup.key_file"); !file.empty()) {
        auto line = first_line_of(file);
        if (!line)
            return not_readable(file);
        const auto key = crypto::MasterKey::parse(*line);
        crypto::wipe(*line);
        if (!key)
            return not_readable(file);
        return crypto::StreamKey::from_key(*key);
    }
    auto passphrase = passphrase_of(context, settings, use);
    if (!passphrase)
        return passphrase.refusal();
    if (use == KeyFor::a_new_backup)
        if (auto refusal = crypto::refuses_password(*passphrase, "backup.passphrase_file")) {
            crypto::wipe(*passphrase);
            return std::move(*refusal);
        }
    crypto::StreamKey key = crypto::StreamKey::from_passphrase(*passphrase);
    crypto::wipe(*passphrase);
    return key;
}

}  // namespace taqwim::app
