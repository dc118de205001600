#include "app/backup_key.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "app/backup_holders.h"
#include "app/secret_file.h"
#include "app/terminal_question.h"
#include "core/refusal_codes.h"
#include "platform/backup/backup.h"

namespace taqwim::app {

namespace {

constexpr const char* k_variable = "TAQWIM_BACKUP_PASSPHRASE";

Refusal not_readable(const std::string& file)
{
    return {RefusalCode::file_not_readable, {{"file", file}}, file, ""};
}

std::optional<std::string> first_line_of(const std::string& file)
{
    auto lines = lines_of_secret_file(file);
    if (!lines)
        return std::nullopt;
    std::string first = std::move(lines->front());
    for (std::string& line : *lines)
        crypto::wipe(line);
    return first;
}

Result<std::string> typed_passphrase(const Context& context, KeyFor use)
{
    const Refusal missing{RefusalCode::backup_key_missing, {}, "", ""};
    if (!can_ask())
        return missing;
    auto passphrase = asked_hidden(context, "backup.passphrase");
    if (!passphrase)
        return missing;
    if (use == KeyFor::an_old_backup)
        return std::move(*passphrase);
    std::string again = asked_hidden(context, "backup.again").value_or("");
    const bool is_same = crypto::constant_time_equal(again, *passphrase);
    crypto::wipe(again);
    if (is_same)
        return std::move(*passphrase);
    crypto::wipe(*passphrase);
    context.tell("backup.differ");
    return missing;
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

// Which of two would be used is nothing to be guessed: a backup made with the wrong one is found out years later.
std::optional<Refusal> refuses_two_ways(const Context& context, const Settings& settings)
{
    constexpr std::array k_ways = {"backup.key_file", "backup.passphrase_file",
                                   "backup.holders_file"};
    const char* named = nullptr;
    for (const char* const way : k_ways) {
        if (settings.text(way).empty())
            continue;
        if (named != nullptr)
            return Refusal{
                RefusalCode::setting_invalid,
                {{"setting", way},
                 {"value", settings.text(way)},
                 {"expected", context.words.plain("backup.one_way", {{"setting", named}})}},
                way,
                ""};
        named = way;
    }
    return std::nullopt;
}

Result<crypto::StreamKey> key_of_holders(const Context& context, const Settings& settings,
                                         KeyFor use)
{
    const auto document = read_holders_key(settings.text("backup.holders_file"));
    if (!document)
        return document.refusal();
    if (use == KeyFor::a_new_backup)
        return crypto::StreamKey::sealed_to(document->address());
    // Before anybody types a passphrase that would not help.
    const std::string& file = context.request.backup_file;
    const auto wanted = backup::key_wanted(file);
    if (!wanted)
        return wanted.refusal();
    if (wanted->address != document->address())
        return Refusal{RefusalCode::backup_key_wrong, {{"file", file}}, file, ""};
    const auto key =
        open_by_holders(context, *document, settings.text("backup.holders_passphrases_file"));
    if (!key)
        return key.refusal();
    return crypto::StreamKey::from_opening_key(*key);
}

}  // namespace

Result<crypto::StreamKey> backup_key(const Context& context, const Settings& settings, KeyFor use)
{
    if (auto refusal = refuses_two_ways(context, settings))
        return std::move(*refusal);
    if (!settings.text("backup.holders_file").empty())
        return key_of_holders(context, settings, use);
    if (use == KeyFor::an_old_backup) {
        const auto wanted = backup::key_wanted(context.request.backup_file);
        if (wanted && wanted->kind == crypto::StreamKeyKind::letter) {
            context.tell("backup.for_holders");
            return Refusal{RefusalCode::backup_key_missing, {}, "", ""};
        }
    }
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

ExitCode told_of_backup(const Context& context, const Refusal& refusal)
{
    context.tell(refusal);
    switch (refusal.code) {
    case RefusalCode::file_not_readable:
    case RefusalCode::backup_key_missing: return ExitCode::input_unreadable;
    case RefusalCode::file_exists:
    case RefusalCode::file_not_writable: return ExitCode::output_unwritable;
    case RefusalCode::backup_damaged:
    case RefusalCode::backup_key_wrong:
    case RefusalCode::backup_shares_missing:
    case RefusalCode::database_not_empty:
    case RefusalCode::database_newer: return ExitCode::problems_found;
    default: return ExitCode::own_files_faulty;
    }
}

}  // namespace taqwim::app
