#include <vector>

#include "app/commands.h"
#include "app/output_file.h"
#include "app/server/installation.h"
#include "app/server/settings.h"
#include "platform/tables/csv.h"
#include "policy/parameters_in_force.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/trace_text.h"

namespace taqwim::app {

namespace {

std::vector<const ParameterInfo*> asked_for(const Request& request,
                                            const ParametersOnDay& parameters)
{
    std::vector<const ParameterInfo*> infos = parameters.infos();
    std::erase_if(infos, [&](const ParameterInfo* info) {
        return request.status && info->status != *request.status;
    });
    return infos;
}

void write_json(const RuleSet& rule_set, const ParametersOnDay& parameters,
                const std::vector<const ParameterInfo*>& infos, std::ostream& output)
{
    JsonWriter json(JsonWriter::Layout::indented);
    json.begin_object();
    json.key("regulation").text(rule_set.id()).key("on").text(parameters.day().to_text());
    json.key("digest").text(parameters.digest());
    json.key("parameters").begin_array();
    for (const ParameterInfo* info : infos)
        write_parameter(*info, json);
    json.end_array();
    json.end_object();
    output << json.str() << '\n';
}

void write_csv(const Context& context, const std::vector<const ParameterInfo*>& infos,
               std::ostream& output)
{
    std::string text;
    tables::CsvWriter csv(text, {.byte_order_mark = context.request.byte_order_mark});
    csv.row(std::vector<std::string>{"name", "label", "value", "unit", "from", "status", "clause",
                                     "source", "note"});
    for (const ParameterInfo* info : infos)
        csv.row(std::vector<std::string>{
            info->name, std::string(label_in(context.words.language(), *info)), info->value,
            info->unit, info->from.to_text(), std::string(to_text(info->status)), info->clause,
            info->source, info->note});
    output << text;
}

void write_table(const Context& context, const RuleSet& rule_set, const ParametersOnDay& parameters,
                 const std::vector<const ParameterInfo*>& infos, std::ostream& output)
{
    const Words& words = context.words;
    const Messages& messages = rule_set.messages(words.language());
    output << words.as_line(rule_set.title(words.language())) << '\n'
           << words.line("parameter_list.heading", {{"count", std::to_string(infos.size())},
                                                    {"day", parameters.day().to_text()},
                                                    {"chosen", context.request.on ? "yes" : "no"}})
           << '\n'
           << words.line("parameter_list.digest", {{"digest", parameters.digest()}}) << "\n\n";
    if (infos.empty())
        return;
    TextTable table = words.table();
    table.header({words.plain("heading.parameter"), words.plain("heading.label"),
                  words.plain("heading.value"), words.plain("heading.unit"),
                  words.plain("heading.from"), words.plain("heading.status"),
                  words.plain("heading.clause"), words.plain("heading.source")});
    for (const ParameterInfo* info : infos)
        table.row({info->name, std::string(label_in(words.language(), *info)),
                   shown_value(*info, messages), words.label("parameter_unit", info->unit),
                   info->from.to_text(), words.label("parameter_status", to_text(info->status)),
                   info->clause, info->source});
    table.write(output);
}

// Of the rule sets of the context.
ExitCode show_parameters_of(const Context& context)
{
    const RuleSet* rule_set = context.rule_set();
    if (rule_set == nullptr)
        return ExitCode::wrong_use;
    const auto parameters = context.parameters_of(*rule_set);
    if (!parameters)
        return ExitCode::wrong_use;
    const std::vector<const ParameterInfo*> infos = asked_for(context.request, *parameters);
    OutputFile output(context.console, context.request.output);
    if (context.request.format == Format::json)
        write_json(*rule_set, *parameters, infos, output.stream());
    else if (context.request.format == Format::csv)
        write_csv(context, infos, output.stream());
    else
        write_table(context, *rule_set, *parameters, infos, output.stream());
    output.finish();
    return ExitCode::all_well;
}

}  // namespace

void write_parameter(const ParameterInfo& info, JsonWriter& json)
{
    json.begin_object();
    json.key("name")
        .text(info.name)
        .key("label_ar")
        .text(info.label_ar)
        .key("label_en")
        .text(info.label_en);
    json.key("value").text(info.value).key("unit").text(info.unit);
    json.key("from").text(info.from.to_text()).key("status").text(to_text(info.status));
    json.key("clause").text(info.clause);
    if (!info.source.empty())
        json.key("source").text(info.source);
    if (!info.note.empty())
        json.key("note").text(info.note);
    json.end_object();
}

ExitCode show_parameters(const Context& context)
{
    if (!context.request.approved)
        return show_parameters_of(context);
    const auto settings = Settings::read(context.request.settings_file, context.console.environment,
                                         context.request.assignments);
    if (!settings) {
        context.tell(settings.refusal());
        return ExitCode::own_files_faulty;
    }
    // Beside a server that runs: the record is only read.
    const auto database = open_database(*settings, database::OpenAs::reader);
    if (!database) {
        context.tell(database.refusal());
        return ExitCode::own_files_faulty;
    }
    if (const auto refusal = database::refuses_version(**database, all_migrations())) {
        context.tell(*refusal);
        return ExitCode::own_files_faulty;
    }
    const RuleSets rule_sets = (*database)->read([&](database::Session& session) {
        return policy::with_approved_values(context.rule_sets, session);
    });
    return show_parameters_of({context.request, context.console, context.words, rule_sets});
}

}  // namespace taqwim::app
