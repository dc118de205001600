#include "app/commands.h"
#include "app/output_file.h"
#include "app/server/api_description.h"
#include "core/configuration_fault.h"
#include "embedded/app.h"

namespace taqwim::app {

ExitCode show_schema(const Context& context)
{
    // The server's requests and answers, beside the forms of the regulations' input.
    if (context.request.regulation == "api") {
        OutputFile output(context.console, context.request.output);
        output.stream() << api_description();
        output.finish();
        return ExitCode::all_well;
    }
    const RuleSet* rule_set = context.rule_set();
    if (rule_set == nullptr)
        return ExitCode::wrong_use;
    const std::string name(rule_set->schema_file());
    for (const EmbeddedFile& file : embedded_app()) {
        if (file.path != name && !file.path.ends_with('/' + name))
            continue;
        OutputFile output(context.console, context.request.output);
        output.stream() << file.text;
        output.finish();
        return ExitCode::all_well;
    }
    throw ConfigurationFault(ConfigurationProblem{name, 0, "was not built into this program"});
}

}  // namespace taqwim::app
