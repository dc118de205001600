#include <algorithm>
#include <string>

#include "app/commands.h"
#include "app/server/settings.h"

namespace taqwim::app {

namespace {

std::string_view to_text(SettingSource source)
{
    switch (source) {
    case SettingSource::built_in: return "built_in";
    case SettingSource::file: return "file";
    case SettingSource::environment: return "environment";
    case SettingSource::command_line: return "command_line";
    }
    return "";
}

// The message that says what a setting is for.
std::string about(std::string_view name)
{
    std::string key = "setting." + std::string(name);
    std::replace(key.begin() + 8, key.end(), '.', '_');
    return key;
}

}  // namespace

ExitCode show_settings(const Context& context)
{
    const Words& words = context.words;
    const auto settings = Settings::read(context.request.settings_file, context.console.environment,
                                         context.request.assignments);
    if (!settings) {
        context.tell(settings.refusal());
        return ExitCode::own_files_faulty;
    }
    if (context.request.format == Format::json) {
        JsonWriter json(JsonWriter::Layout::indented);
        json.begin_array();
        for (const Setting& setting : settings->all()) {
            json.begin_object()
                .key("name")
                .text(setting.form->name)
                .key("value")
                .text(setting.value);
            json.key("source").text(to_text(setting.source));
            if (setting.line != 0)
                json.key("line").number(static_cast<std::int64_t>(setting.line));
            json.key("environment").text(environment_name(setting.form->name)).end_object();
        }
        json.end_array();
        context.console.output << json.str() << '\n';
        return ExitCode::all_well;
    }
    TextTable table = words.table();
    table.header({words.plain("settings.name"), words.plain("settings.value"),
                  words.plain("settings.source"), words.plain("settings.about")});
    for (const Setting& setting : settings->all()) {
        std::string source = words.label("settings_source", to_text(setting.source));
        if (setting.line != 0)
            source = words.plain("settings.line",
                                 {{"source", source}, {"line", std::to_string(setting.line)}});
        table.row({std::string(setting.form->name),
                   setting.value.empty() ? words.plain("none.text") : words.given(setting.value),
                   source, words.plain(about(setting.form->name))});
    }
    table.write(context.console.output);
    return ExitCode::all_well;
}

}  // namespace taqwim::app
