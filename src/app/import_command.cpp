#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "app/commands.h"
#include "app/opening.h"
#include "app/server/system_clock.h"
#include "core/refusal_codes.h"
#include "exchange/imports.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

using exchange::ImportKind;

Refusal no_such_value(std::string_view field, std::string_view value, std::string_view allowed)
{
    return {RefusalCode::value_not_listed,
            {{"field", std::string(field)},
             {"value", std::string(value)},
             {"allowed", std::string(allowed)}},
            std::string(field),
            ""};
}

Result<std::string> content_of(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(stream), {});
    if (!stream)
        return Refusal{RefusalCode::file_not_readable, {{"file", file}}, file, ""};
    return bytes;
}

// One line for each problem, with its cell and its words.
void tell_problems(const Context& context, const JsonValue& report)
{
    const auto problems = report.find("problems");
    for (const JsonValue one : problems.value()) {
        const auto problem = one.find("problem");
        const auto text = problem->find(context.request.language == Language::ar ? "ar" : "en");
        context.tell("import.problem", {{"place", std::string(problem->find("field")->text())},
                                        {"problem", std::string(text->text())}});
    }
}

Arguments counts_of(const JsonValue& import)
{
    Arguments counts;
    for (const char* const name : {"records", "new", "changed", "same", "refused", "conflicts"})
        counts.emplace_back(name, std::string(import.find(name)->number()));
    counts.emplace_back("file", std::string(import.find("file_name")->text()));
    return counts;
}

// Tries one file and, when asked to, applies it.
ExitCode import_file(const Context& context, exchange::Imports& imports, const school::Act& act,
                     ImportKind kind, const exchange::ImportScope& scope, const std::string& file)
{
    const auto bytes = content_of(file);
    if (!bytes) {
        context.tell(bytes.refusal());
        return ExitCode::input_unreadable;
    }
    const SchoolId school{parse_id(context.request.school).value_or(0)};
    const std::string name = file.substr(file.rfind('/') + 1);
    const auto tried = imports.try_out(school, act, kind, {name, *bytes}, scope);
    if (!tried) {
        context.tell(tried.refusal());
        return ExitCode::problems_found;
    }
    const auto document = JsonDocument::parse(tried->body);
    const JsonValue report = document->root();
    const auto import = report.find("import");
    tell_problems(context, report);
    context.console.output << context.words.line("import.tried", counts_of(*import)) << '\n';
    const std::int64_t id = parse_id(import->find("import_id")->text()).value_or(0);
    const bool is_clean =
        import->find("refused")->number() == "0" && import->find("conflicts")->number() == "0";
    if (!context.request.apply) {
        // Nothing of the file stays when it is only looked at.
        if (const auto discarded = imports.discard(school, act, kind, id); !discarded)
            context.tell(discarded.refusal());
        return is_clean ? ExitCode::all_well : ExitCode::problems_found;
    }
    const auto applied =
        imports.apply(school, act, kind, id,
                      {.file_digest = std::string(import->find("file_digest")->text()),
                       .plan_digest = std::string(import->find("plan_digest")->text()),
                       .takes_good_rows = context.request.good_rows,
                       .accepts_overwrites = context.request.overwrite});
    if (!applied) {
        context.tell(applied.refusal());
        if (const auto discarded = imports.discard(school, act, kind, id); !discarded)
            context.tell(discarded.refusal());
        return ExitCode::problems_found;
    }
    context.console.output << context.words.line("import.applied",
                                                 {{"file", name}, {"id", std::to_string(id)}})
                           << '\n';
    return ExitCode::all_well;
}

}  // namespace

ExitCode import_files(const Context& context)
{
    const Request& request = context.request;
    const auto kind = exchange::parse_import_kind(request.import_kind);
    if (!kind) {
        context.tell(no_such_value("KIND", request.import_kind, "roster, marks, attendance"));
        return ExitCode::wrong_use;
    }
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    const SystemClock clock;
    // Beside a running server this is refused: what a server keeps in memory would be out of date.
    const auto installation = open_installation(context, *settings, clock);
    if (!installation)
        return ExitCode::own_files_faulty;
    const auto school = parse_id(request.school);
    const auto offset =
        installation->record().read([&](database::Session& session) -> std::optional<int> {
            const auto row = session.find_one(
                "SELECT utc_offset_minutes FROM school WHERE school_id = $1", school.value_or(0));
            return row ? std::optional(static_cast<int>(row->integer("utc_offset_minutes")))
                       : std::nullopt;
        });
    if (!offset) {
        context.tell(Refusal{RefusalCode::record_unknown,
                             {{"record", "school"}, {"id", request.school}},
                             "--school",
                             ""});
        return ExitCode::problems_found;
    }
    exchange::ImportScope scope;
    if (!request.import_sheet.empty())
        scope.sheets = {parse_id(request.import_sheet).value_or(0)};
    if (!request.import_class.empty())
        scope.class_id = parse_id(request.import_class).value_or(0);
    scope.first_day = request.on;
    const Instant now = clock.now();
    const school::Act act{.role = "program", .at = now, .today = now.day(*offset)};
    ExitCode worst = ExitCode::all_well;
    for (const std::string& file : request.inputs)
        if (const ExitCode code =
                import_file(context, installation->imports(), act, *kind, scope, file);
            code != ExitCode::all_well)
            worst = worse_of(worst, code);
    return worst;
}

}  // namespace taqwim::app
