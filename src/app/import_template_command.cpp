#include <string>

#include "app/commands.h"
#include "app/opening.h"
#include "app/output_file.h"
#include "app/server/system_clock.h"
#include "core/refusal_codes.h"
#include "exchange/import_template.h"
#include "platform/backup/new_file.h"

namespace taqwim::app {

namespace {

// What kept it from being done, and whose fault it is.
ExitCode told(const Context& context, const Refusal& refusal)
{
    context.tell(refusal);
    switch (refusal.code) {
    case RefusalCode::record_unknown:
    case RefusalCode::field_missing:
    case RefusalCode::day_not_of_school: return ExitCode::input_unreadable;
    case RefusalCode::file_exists:
    case RefusalCode::file_not_writable: return ExitCode::output_unwritable;
    default: return ExitCode::own_files_faulty;
    }
}

Result<exchange::ImportTemplate> template_in(database::Session& session, const Request& request,
                                             exchange::ImportKind kind)
{
    const SchoolId school{parse_id(request.school).value_or(0)};
    const auto row =
        session.find_one("SELECT utc_offset_minutes FROM school WHERE school_id = $1", school);
    if (!row)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "school"}, {"id", request.school}},
                       "--school",
                       ""};
    exchange::ImportScope scope{.first_day = request.on};
    if (!request.import_sheet.empty())
        scope.sheets = {parse_id(request.import_sheet).value_or(0)};
    if (!request.import_class.empty())
        scope.class_id = parse_id(request.import_class).value_or(0);
    const Instant now = SystemClock().now();
    const school::Act act{.role = "program",
                          .at = now,
                          .today = now.day(static_cast<int>(row->integer("utc_offset_minutes")))};
    return exchange::import_template(session, school, kind, scope, act);
}

}  // namespace

ExitCode write_import_template(const Context& context)
{
    const Request& request = context.request;
    const auto kind = exchange::parse_import_kind(request.import_kind);
    if (!kind) {
        context.tell(Refusal{RefusalCode::value_not_listed,
                             {{"field", "KIND"},
                              {"value", request.import_kind},
                              {"allowed", "roster, marks, attendance"}},
                             "KIND",
                             ""});
        return ExitCode::wrong_use;
    }
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    // Beside a server that runs: the record is only read.
    const auto database = open_to_read(*settings);
    if (!database)
        return told(context, database.refusal());
    const auto made = (*database)->read(
        [&](database::Session& session) { return template_in(session, request, *kind); });
    if (!made)
        return told(context, made.refusal());
    // Names stand in it: it is for its owner alone to read.
    try {
        auto file = backup::NewFile::make(request.template_file);
        if (!file)
            return told(context, file.refusal());
        file->write(crypto::bytes_of(made->bytes));
        if (const auto refusal = file->keep())
            return told(context, *refusal);
    } catch (const backup::FileFault& fault) {
        throw OutputFault(fault.what(), fault.error());
    }
    context.tell("import.written", {{"file", context.words.given(request.template_file)}});
    return ExitCode::all_well;
}

}  // namespace taqwim::app
