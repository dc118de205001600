#include <string>

#include "app/commands.h"
#include "app/opening.h"
#include "app/server/demo.h"
#include "app/server/system_clock.h"

namespace taqwim::app {

ExitCode make_demo(const Context& context)
{
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    const SystemClock clock;
    const auto installation = open_installation(context, *settings, clock);
    if (!installation)
        return ExitCode::own_files_faulty;
    const auto demo = fill_with_demo(*installation, clock);
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
