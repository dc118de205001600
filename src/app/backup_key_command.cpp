#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "app/backup_holders.h"
#include "app/backup_key.h"
#include "app/commands.h"
#include "app/output_file.h"
#include "app/server/holders_key.h"
#include "app/server/system_clock.h"
#include "app/terminal_question.h"
#include "core/refusal_codes.h"
#include "platform/backup/new_file.h"

namespace taqwim::app {

namespace {

// What everybody may know of it.
void show(const Context& context, const HoldersKey& key, const std::string& file)
{
    const Words& words = context.words;
    TextTable table = words.table();
    table.header({words.plain("backup_key.what"), words.plain("backup.value")});
    const auto row = [&](std::string_view name, std::string value) {
        table.row({words.plain("backup_key." + std::string(name)), std::move(value)});
    };
    row("file", words.given(file));
    row("id", words.given(key.id()));
    row("made_at", words.given(key.made_at().to_text()));
    row("needed",
        words.plain("backup_key.of", {{"needed", std::to_string(key.needed())},
                                      {"holders", std::to_string(key.holders().size())}}));
    for (const BackupKeyHolder& holder : key.holders())
        table.row({words.plain("backup_key.holder", {{"value", std::to_string(holder.number)}}),
                   words.given(holder.label)});
    table.write(context.console.output);
}

// Nobody went on; or the user stopped the program.
ExitCode given_up(const Context& context)
{
    if (context.console.is_interrupted())
        return ExitCode::interrupted;
    context.tell("backup_key.given_up");
    return ExitCode::input_unreadable;
}

ExitCode keep(const Context& context, backup::NewFile& output, const HoldersKey& key,
              const std::string& file, std::string_view message)
{
    output.write(crypto::bytes_of(key.to_text()));
    if (const auto refusal = output.keep())
        return told_of_backup(context, *refusal);
    show(context, key, file);
    context.tell(message);
    return ExitCode::all_well;
}

// Passphrases of several people come from the terminal, and a full disk ends all of them alike.
template <class Work>
ExitCode at_terminal(const Context& context, Work&& work)
{
    if (!can_ask()) {
        context.tell("backup_key.no_terminal");
        return ExitCode::input_unreadable;
    }
    try {
        return work();
    } catch (const backup::FileFault& fault) {
        throw OutputFault(fault.what(), fault.error());
    }
}

Instant now()
{
    return SystemClock().now();
}

}  // namespace

ExitCode make_backup_key(const Context& context)
{
    return at_terminal(context, [&] {
        const Request& request = context.request;
        const std::string file = request.output->string();
        // Before anybody types: whether there is room for it.
        auto output = backup::NewFile::make(file);
        if (!output)
            return told_of_backup(context, output.refusal());
        context.tell("backup_key.begin", {{"holders", std::to_string(request.holders)},
                                          {"needed", std::to_string(request.needed)}});
        const auto holders = new_holders(context, request.holders);
        if (!holders)
            return given_up(context);
        crypto::SystemRandom random;
        const auto key =
            HoldersKey::make(*holders, request.needed, now(), k_cost_of_a_share, random);
        if (!key)
            return told_of_backup(context, key.refusal());
        return keep(context, *output, *key, file, "backup_key.made");
    });
}

ExitCode show_backup_key(const Context& context)
{
    const auto key = read_holders_key(context.request.key_document);
    if (!key)
        return told_of_backup(context, key.refusal());
    show(context, *key, context.request.key_document);
    return ExitCode::all_well;
}

ExitCode change_backup_passphrase(const Context& context)
{
    return at_terminal(context, [&] {
        // The file itself, also when its name points at it: its other names keep pointing at it.
        std::error_code error;
        std::filesystem::path file =
            std::filesystem::canonical(context.request.key_document, error);
        if (error)
            file = context.request.key_document;
        if (const auto there = read_holders_key(file); !there)
            return told_of_backup(context, there.refusal());
        auto output = backup::NewFile::make(file, backup::IfThere::replace);
        if (!output)
            return told_of_backup(context, output.refusal());
        // Now that nobody else changes it: two holders at two terminals do not undo each other's change.
        auto key = read_holders_key(file);
        if (!key)
            return told_of_backup(context, key.refusal());
        const BackupKeyHolder* const holder = key->find(context.request.holder);
        if (holder == nullptr) {
            std::vector<std::string> labels;
            for (const BackupKeyHolder& one : key->holders())
                labels.push_back(context.words.given(one.label));
            context.tell("backup_key.no_such_holder", {{"holders", context.words.list(labels)}});
            return ExitCode::wrong_use;
        }
        const auto share = share_by_question(context, *key, *holder);
        if (!share)
            return context.console.is_interrupted() ? ExitCode::interrupted
                                                    : ExitCode::problems_found;
        const auto passphrase = new_passphrase(context);
        if (!passphrase)
            return given_up(context);
        crypto::SystemRandom random;
        if (const auto refusal =
                key->change_passphrase(*share, passphrase->text(), k_cost_of_a_share, random))
            return told_of_backup(context, *refusal);
        return keep(context, *output, *key, context.request.key_document, "backup_key.changed");
    });
}

ExitCode reshare_backup_key(const Context& context)
{
    return at_terminal(context, [&] {
        const Request& request = context.request;
        const auto old = read_holders_key(request.key_document);
        if (!old)
            return told_of_backup(context, old.refusal());
        const std::string file = request.output->string();
        auto output = backup::NewFile::make(file);
        if (!output)
            return told_of_backup(context, output.refusal());
        const auto opened = open_by_holders(context, *old, "");
        if (!opened)
            return context.console.is_interrupted() ? ExitCode::interrupted
                                                    : told_of_backup(context, opened.refusal());
        context.tell("backup_key.begin", {{"holders", std::to_string(request.holders)},
                                          {"needed", std::to_string(request.needed)}});
        const auto holders = new_holders(context, request.holders);
        if (!holders)
            return given_up(context);
        crypto::SystemRandom random;
        const auto key = HoldersKey::share_anew(*opened, *holders, request.needed, now(),
                                                k_cost_of_a_share, random);
        if (!key)
            return told_of_backup(context, key.refusal());
        return keep(context, *output, *key, file, "backup_key.reshared");
    });
}

}  // namespace taqwim::app
