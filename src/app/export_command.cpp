#include <charconv>
#include <string>

#include <sys/stat.h>

#include "app/commands.h"
#include "app/opening.h"
#include "app/output_file.h"
#include "app/server/system_clock.h"
#include "core/refusal_codes.h"
#include "exchange/export/export_sinks.h"
#include "exchange/export/school_export.h"

namespace taqwim::app {

namespace {

// What kept it from being done, and whose fault it is.
ExitCode told(const Context& context, const Refusal& refusal)
{
    context.tell(refusal);
    switch (refusal.code) {
    case RefusalCode::id_malformed:
    case RefusalCode::record_unknown: return ExitCode::input_unreadable;
    case RefusalCode::file_exists: return ExitCode::output_unwritable;
    default: return ExitCode::own_files_faulty;
    }
}

Result<SchoolId> school_of(const std::string& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number <= 0)
        return Refusal{
            RefusalCode::id_malformed, {{"field", "SCHOOL"}, {"value", text}}, "SCHOOL", ""};
    return SchoolId{number};
}

// Which schools there are: their ids are asked for.
ExitCode list_schools(const Context& context, const Settings& settings)
{
    const auto database = open_to_read(settings);
    if (!database)
        return told(context, database.refusal());
    const Words& words = context.words;
    TextTable table = words.table();
    table.header(
        {words.plain("export.school"), words.plain("export.number"), words.plain("export.name")});
    for (const exchange::ExportableSchool& school : (*database)->read(
             [](database::Session& session) { return exchange::exportable_schools(session); }))
        table.row({words.given(std::to_string(school.id.value)),
                   words.given(school.ministry_number),
                   words.language() == Language::ar ? school.name_ar : school.name_en});
    table.write(context.console.output);
    return ExitCode::all_well;
}

ExitCode export_into(const Context& context, const Settings& settings, SchoolId school)
{
    // Beside a server that runs: the record is only read.
    const auto database = open_to_read(settings);
    if (!database)
        return told(context, database.refusal());
    const SystemClock clock;
    const exchange::ExportOrder order{school, TAQWIM_VERSION, clock.now(),
                                      [&] { return context.console.is_interrupted(); }};
    const std::string& folder = context.request.export_folder;
    auto sink = exchange::FolderSink::make(folder);
    if (!sink)
        return told(context, sink.refusal());
    const auto exported = (*database)->read([&](database::Session& session) {
        return exchange::export_school(session, order, **sink);
    });
    if (!exported)
        return told(context, exported.refusal());
    if (const auto refusal = (*sink)->keep())
        return told(context, *refusal);
    context.tell("export.done", {{"folder", context.words.given(folder)},
                                 {"files", std::to_string(exported->files.size())},
                                 {"rows", std::to_string(exported->rows())}});
    return ExitCode::all_well;
}

}  // namespace

ExitCode export_school(const Context& context)
{
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    if (context.request.school.empty())
        return list_schools(context, *settings);
    const auto school = school_of(context.request.school);
    if (!school)
        return told(context, school.refusal());
    // What is made here is for its owner alone to read.
    ::umask(S_IRWXG | S_IRWXO);
    try {
        return export_into(context, *settings, *school);
    } catch (const exchange::ExportInterrupted&) {
        return ExitCode::interrupted;
    } catch (const exchange::ExportFault& fault) {
        throw OutputFault(fault.what(), fault.error());
    }
}

}  // namespace taqwim::app
