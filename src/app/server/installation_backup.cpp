#include "app/server/installation_backup.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/server/installation.h"
#include "core/refusal_codes.h"
#include "platform/backup/new_file.h"

namespace taqwim::app {

namespace {

constexpr std::string_view k_master_key = "master.key";
constexpr std::string_view k_signing_key = "signing.key";
constexpr std::string_view k_heads = "heads";

// Signed-in browsers do not belong into a backup: who signed out since would be signed in again.
const std::vector<std::string> k_left_out = {"session"};

Refusal about(RefusalCode code, const std::filesystem::path& file)
{
    return {code, {{"file", file.string()}}, file.string(), ""};
}

// The two keys, and signing keys of earlier: "signing.key.<its id>".
bool is_key_name(std::string_view name)
{
    if (name == k_master_key || name == k_signing_key)
        return true;
    if (!name.starts_with(k_signing_key) || name.size() <= k_signing_key.size() + 1)
        return false;
    name.remove_prefix(k_signing_key.size());
    return name.front() == '.' && std::ranges::all_of(name.substr(1), [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

// Keys are short: what is longer is none.
constexpr std::streamsize k_most_of_a_key = 4096;

std::optional<crypto::SecretBytes> read_key(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    crypto::SecretBytes buffer(static_cast<std::size_t>(k_most_of_a_key));
    stream.read(reinterpret_cast<char*>(buffer.writable().data()), k_most_of_a_key);
    if (stream.bad() || stream.gcount() <= 0 || stream.gcount() == k_most_of_a_key)
        return std::nullopt;
    return crypto::SecretBytes(buffer.view().first(static_cast<std::size_t>(stream.gcount())));
}

Result<std::vector<backup::Attachment>> keys_in(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (const std::string name = entry->path().filename().string(); is_key_name(name))
            names.push_back(name);
    std::ranges::sort(names);
    for (const std::string_view needed : {k_master_key, k_signing_key})
        if (!std::ranges::binary_search(names, needed))
            return about(RefusalCode::file_not_readable, folder / needed);
    std::vector<backup::Attachment> keys;
    for (std::string& name : names) {
        auto content = read_key(folder / name);
        if (!content)
            return about(RefusalCode::file_not_readable, folder / name);
        keys.push_back({std::move(name), std::move(*content)});
    }
    return keys;
}

std::optional<crypto::SigningKey> signing_key_of(const std::vector<backup::Attachment>& keys)
{
    const auto found = std::ranges::find(keys, k_signing_key, &backup::Attachment::name);
    std::string_view text = found->content.text();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.remove_suffix(1);
    return crypto::SigningKey::parse(text);
}

// Each key into a file of its own. One that is there already with the same content stays.
std::optional<Refusal> keep_keys(const std::filesystem::path& folder,
                                 const std::vector<backup::Attachment>& attachments)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error)
        return about(RefusalCode::file_not_writable, folder);
    for (const backup::Attachment& attachment : attachments) {
        if (!is_key_name(attachment.name))
            continue;
        const std::filesystem::path file = folder / attachment.name;
        auto made = backup::NewFile::make(file);
        if (made) {
            made->write(attachment.content.view());
            if (auto refusal = made->keep())
                return refusal;
            continue;
        }
        const auto there = read_key(file);
        if (!there || !crypto::constant_time_equal(there->view(), attachment.content.view()))
            return made.refusal();
    }
    return std::nullopt;
}

// Before a long restoration: a key of another installation would be found only at its end.
std::optional<Refusal> refuses_folder(const std::filesystem::path& folder)
{
    std::error_code error;
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
        return about(RefusalCode::file_exists, folder);
    return std::nullopt;
}

crypto::Digest digest_of_backup(const backup::Summary& summary, const std::string& heads)
{
    return crypto::FieldDigester("taqwim.restore.1")
        .text(summary.header.taken_at.to_text())
        .text(summary.header.program)
        .number(summary.header.schema_version())
        .text(heads)
        .finish();
}

}  // namespace

Result<BackupTaken> take_backup(const Settings& settings, const Clock& clock,
                                const BackupOrder& order)
{
    const auto database = open_database(settings, database::OpenAs::reader);
    if (!database)
        return database.refusal();
    // One of an older version is as good: a backup is taken before an upgrade.
    const int version = database::schema_version(**database).value_or(0);
    const auto newest = static_cast<int>(all_migrations().size());
    if (version == 0)
        return Refusal{RefusalCode::database_foreign, {}, "", ""};
    if (version > newest)
        return Refusal{RefusalCode::database_newer,
                       {{"value", std::to_string(version)}, {"maximum", std::to_string(newest)}},
                       "",
                       ""};
    const auto folder = key_folder_of(settings);
    if (!folder)
        return folder.refusal();
    const Instant now = clock.now();
    BackupTaken taken;
    taken.heads_file = order.file;
    taken.heads_file += ".heads";
    auto heads_file = backup::NewFile::make(taken.heads_file);
    if (!heads_file)
        return heads_file.refusal();
    std::string heads;
    backup::Wanted wanted;
    wanted.program = TAQWIM_VERSION;
    wanted.taken_at = now;
    wanted.left_out = k_left_out;
    wanted.is_interrupted = order.is_interrupted;
    wanted.attachments =
        [&](database::Session& session) -> Result<std::vector<backup::Attachment>> {
        auto attachments = keys_in(*folder);
        if (!attachments)
            return attachments;
        const auto key = signing_key_of(*attachments);
        if (!key)
            return about(RefusalCode::file_not_readable, *folder / k_signing_key);
        heads = access::heads_in(session, *key, now);
        attachments->push_back(
            {std::string(k_heads), crypto::SecretBytes(crypto::bytes_of(heads))});
        return attachments;
    };
    auto summary = backup::write_backup(**database, order.file, order.key, wanted);
    if (!summary)
        return summary.refusal();
    taken.summary = std::move(*summary);
    heads_file->write(crypto::bytes_of(heads));
    if (auto refusal = heads_file->keep())
        return std::move(*refusal);
    return taken;
}

bool BackupRestored::has_whole_chains() const
{
    return std::ranges::none_of(
        chains, [](const access::ChainReport& chain) { return chain.fault.has_value(); });
}

Result<BackupRestored> restore_backup(const Settings& settings, const Clock& clock,
                                      const BackupOrder& order)
{
    const auto folder = key_folder_of(settings);
    if (!folder)
        return folder.refusal();
    if (auto refusal = refuses_folder(*folder))
        return std::move(*refusal);
    const auto database = open_database(settings, database::OpenAs::owner);
    if (!database)
        return database.refusal();
    const std::vector<database::Migration> migrations = all_migrations();
    std::string heads;
    backup::Restoring restoring{.migrations = migrations, .now = clock.now()};
    restoring.is_interrupted = order.is_interrupted;
    restoring.keep_attachments = [&](const std::vector<backup::Attachment>& attachments) {
        const auto found = std::ranges::find(attachments, k_heads, &backup::Attachment::name);
        heads = found == attachments.end() ? std::string() : std::string(found->content.text());
        return keep_keys(*folder, attachments);
    };
    auto summary = backup::restore_backup(**database, order.file, order.key, restoring);
    if (!summary)
        return summary.refusal();
    BackupRestored restored;
    restored.summary = std::move(*summary);
    const auto upgraded = database::upgrade(**database, migrations, clock.now());
    if (!upgraded)
        return upgraded.refusal();
    restored.upgraded = *upgraded;
    auto chains = access::verify_all(**database, heads);
    if (!chains)
        return chains.refusal();
    restored.chains = std::move(*chains);

    IdSource ids(static_cast<int>(settings.number("installation.node")));
    school::Record record(**database, ids, clock);
    const school::Act act{.role = "program", .at = clock.now(), .today = clock.now().day(0)};
    if (auto refusal = access::note_restore(record, act, restored.chains,
                                            digest_of_backup(restored.summary, heads)))
        return std::move(*refusal);
    return restored;
}

}  // namespace taqwim::app
