#include <fstream>
#include <iterator>
#include <string>

#include "access/audit.h"
#include "app/commands.h"
#include "app/opening.h"
#include "core/refusal_codes.h"

namespace taqwim::app {

ExitCode verify_audit(const Context& context)
{
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    std::string heads;
    if (!context.request.heads.empty()) {
        std::ifstream file(context.request.heads, std::ios::binary);
        heads.assign(std::istreambuf_iterator<char>(file), {});
        if (!file) {
            context.tell(
                Refusal{RefusalCode::file_not_readable, {{"file", context.request.heads}}, "", ""});
            return ExitCode::input_unreadable;
        }
    }
    // Beside a server that runs: the chains are only read.
    const auto database = open_to_read(*settings);
    if (!database) {
        context.tell(database.refusal());
        return ExitCode::own_files_faulty;
    }
    const auto reports = access::verify_all(**database, heads);
    if (!reports) {
        context.tell(reports.refusal());
        return ExitCode::problems_found;
    }
    const Words& words = context.words;
    if (reports->empty()) {
        context.console.output << words.line("audit.none") << '\n';
        return ExitCode::all_well;
    }
    TextTable table = words.table();
    table.header({words.plain("audit.chain"), words.plain("audit.entries"),
                  words.plain("audit.head"), words.plain("audit.state")});
    bool is_whole = true;
    for (const access::ChainReport& report : *reports) {
        is_whole = is_whole && !report.fault;
        table.row({words.given(report.chain), std::to_string(report.entries),
                   words.given(report.head.to_text().substr(0, 16)),
                   report.fault ? refusal_text(*report.fault, words.messages())
                                : words.plain("audit.whole")});
    }
    table.write(context.console.output);
    return is_whole ? ExitCode::all_well : ExitCode::problems_found;
}

}  // namespace taqwim::app
