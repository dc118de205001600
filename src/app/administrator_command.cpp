#include <string>

#include <sys/stat.h>

#include "access/accounts.h"
#include "app/commands.h"
#include "app/server/installation.h"
#include "app/server/settings.h"
#include "app/server/system_clock.h"

namespace taqwim::app {

ExitCode make_administrator(const Context& context)
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
    access::AccessServices& access = (*installation)->access();
    const std::string& name = context.request.account;
    const auto code = access::make_first_administrator(access.place, access.accounts, name, name);
    if (!code) {
        context.tell(code.refusal());
        return ExitCode::problems_found;
    }
    const Words& words = context.words;
    context.console.output << words.line("administrator.made",
                                         {{"account", words.given(name)},
                                          {"code", words.given(code->code)},
                                          {"day", code->expires_at.day(0).to_text()}})
                           << '\n';
    return ExitCode::all_well;
}

}  // namespace taqwim::app
