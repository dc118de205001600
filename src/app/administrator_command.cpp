#include <string>

#include "access/accounts.h"
#include "app/commands.h"
#include "app/opening.h"
#include "app/server/system_clock.h"

namespace taqwim::app {

ExitCode make_administrator(const Context& context)
{
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    const SystemClock clock;
    const auto installation = open_installation(context, *settings, clock);
    if (!installation)
        return ExitCode::own_files_faulty;
    access::AccessServices& access = installation->access();
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
