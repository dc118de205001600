#include <string>
#include <string_view>

#include <sys/stat.h>

#include "app/backup_key.h"
#include "app/commands.h"
#include "app/opening.h"
#include "app/output_file.h"
#include "app/server/installation_backup.h"
#include "app/server/system_clock.h"
#include "platform/backup/backup.h"
#include "platform/backup/new_file.h"

namespace taqwim::app {

namespace {

std::string joined(const auto& items, auto&& name)
{
    std::string text;
    for (const auto& item : items)
        text.append(text.empty() ? "" : ", ").append(name(item));
    return text;
}

// What a backup is, without anything of what it holds.
void show(const Context& context, const backup::Summary& summary)
{
    const Words& words = context.words;
    const backup::Header& header = summary.header;
    TextTable table = words.table();
    table.header({words.plain("backup.what"), words.plain("backup.value")});
    const auto row = [&](std::string_view key, std::string value) {
        table.row({words.plain("backup." + std::string(key)), std::move(value)});
    };
    row("file", words.given(context.request.backup_file));
    row("size", std::to_string(summary.bytes));
    row("taken_at", words.given(header.taken_at.to_text()));
    row("program", words.given(header.program));
    row("schema", std::to_string(header.schema_version()));
    row("tables", std::to_string(summary.manifest.tables.size()));
    row("rows", std::to_string(summary.rows()));
    row("attached", words.given(joined(summary.manifest.attachments,
                                       [](const auto& one) { return one.name; })));
    row("left_out", words.given(joined(header.left_out, [](const auto& one) { return one; })));
    table.write(context.console.output);
}

ExitCode check(const Context& context, const BackupOrder& order)
{
    const auto checked = backup::check_backup(order.file, order.key);
    if (!checked)
        return told_of_backup(context, checked.refusal());
    show(context, *checked);
    context.tell("backup.checked");
    return ExitCode::all_well;
}

ExitCode take(const Context& context, const Settings& settings, const BackupOrder& order)
{
    const SystemClock clock;
    const auto taken = take_backup(settings, clock, order);
    if (!taken)
        return told_of_backup(context, taken.refusal());
    // What only its holders can open is read once more now, while this program still has the file's own key.
    if (order.key.kind() == crypto::StreamKeyKind::letter) {
        const auto checked = backup::check_backup(order.file, order.key);
        if (!checked)
            return told_of_backup(context, checked.refusal());
        context.tell("backup.checked");
    }
    show(context, taken->summary);
    context.tell("backup.made", {{"heads", context.words.given(taken->heads_file.string())}});
    return ExitCode::all_well;
}

ExitCode restore_from(const Context& context, const Settings& settings, const BackupOrder& order)
{
    const SystemClock clock;
    const auto restored = restore_backup(settings, clock, order);
    if (!restored)
        return told_of_backup(context, restored.refusal());
    show(context, restored->summary);
    if (restored->upgraded.from != restored->upgraded.to)
        context.tell("backup.upgraded", {{"from", std::to_string(restored->upgraded.from)},
                                         {"to", std::to_string(restored->upgraded.to)}});
    if (!restored->has_whole_chains()) {
        context.tell("backup.broken");
        return ExitCode::problems_found;
    }
    context.tell("backup.restored", {{"chains", std::to_string(restored->chains.size())}});
    return ExitCode::all_well;
}

template <class Work>
ExitCode with_key(const Context& context, KeyFor use, Work&& work)
{
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    const auto key = backup_key(context, *settings, use);
    if (!key)
        return context.console.is_interrupted() ? ExitCode::interrupted
                                                : told_of_backup(context, key.refusal());
    // What is made here is for its owner alone to read.
    ::umask(S_IRWXG | S_IRWXO);
    const BackupOrder order{context.request.backup_file, *key,
                            [&] { return context.console.is_interrupted(); }};
    try {
        return work(*settings, order);
    } catch (const backup::Interrupted&) {
        return ExitCode::interrupted;
    } catch (const backup::FileFault& fault) {
        throw OutputFault(fault.what(), fault.error());
    }
}

}  // namespace

ExitCode back_up(const Context& context)
{
    const bool only_checks = context.request.check_only;
    return with_key(context, only_checks ? KeyFor::an_old_backup : KeyFor::a_new_backup,
                    [&](const Settings& settings, const BackupOrder& order) {
                        return only_checks ? check(context, order) : take(context, settings, order);
                    });
}

ExitCode restore(const Context& context)
{
    return with_key(context, KeyFor::an_old_backup,
                    [&](const Settings& settings, const BackupOrder& order) {
                        return restore_from(context, settings, order);
                    });
}

}  // namespace taqwim::app
