#include "app/commands.h"
#include "app/output_file.h"
#include "core/configuration_fault.h"
#include "embedded/app.h"

namespace taqwim::app {

ExitCode show_schema(const Context& context)
{
    constexpr std::string_view k_name = "student-year.schema.json";
    for (const EmbeddedFile& file : embedded_app()) {
        if (!file.path.ends_with(k_name))
            continue;
        OutputFile output(context.console, context.request.output);
        output.stream() << file.text;
        output.finish();
        return ExitCode::all_well;
    }
    throw ConfigurationFault(
        ConfigurationProblem{std::string(k_name), 0, "was not built into this program"});
}

}  // namespace taqwim::app
