#include <string>

#include <sys/stat.h>

#include "app/commands.h"
#include "app/server/demo.h"
#include "app/server/settings.h"
#include "app/server/system_clock.h"

namespace taqwim::app {

ExitCode make_demo(const Context& context)
{
    const auto settings = Settings::read(context.request.settings_file, context.console.environment,
                                         context.request.assignments);
    if (!settings) {
        context.tell(settings.refusal());
        return ExitCode::own_files_faulty;
    }
    // What is made here is for its owner alone to read.
    ::umask(S_IRWXG | S_IRWXO);
    const SystemClock clock;
    auto installation = Installation::open(*settings, context.rule_sets, clock);
    if (!installation) {
        context.tell(installation.refusal());
        return ExitCode::own_files_faulty;
    }
    const auto demo = fill_with_demo(**installation, clock);
    if (!demo) {
        context.tell(demo.refusal());
        return ExitCode::problems_found;
    }
    const Words& words = context.words;
    context.console.output << words.line("demo.made", {{"students", std::to_string(demo->students)},
                                                       {"marks", std::to_string(demo->marks)}})
                           << '\n'
                           << words.line("demo.password",
                                         {{"password", words.given(demo->password)}})
                           << '\n';
    TextTable table = words.table();
    table.header(
        {words.plain("demo.account"), words.plain("demo.role"), words.plain("demo.school")});
    for (const DemoAccount& account : demo->accounts)
        table.row({words.given(account.name), words.label("demo_role", account.role),
                   words.language() == Language::ar ? account.school_ar : account.school_en});
    table.write(context.console.output);
    return ExitCode::all_well;
}

}  // namespace taqwim::app
