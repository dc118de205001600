#include "app/opening.h"

#include <utility>

#include <sys/stat.h>

namespace taqwim::app {

std::optional<Settings> settings_of(const Context& context)
{
    auto settings = Settings::read(context.request.settings_file, context.console.environment,
                                   context.request.assignments);
    if (settings)
        return std::move(*settings);
    context.tell(settings.refusal());
    return std::nullopt;
}

std::unique_ptr<Installation> open_installation(const Context& context, const Settings& settings,
                                                const Clock& clock)
{
    ::umask(S_IRWXG | S_IRWXO);
    auto installation = Installation::open(settings, context.rule_sets, clock);
    if (installation)
        return std::move(*installation);
    context.tell(installation.refusal());
    return nullptr;
}

Result<std::unique_ptr<database::Database>> open_to_read(const Settings& settings)
{
    auto database = open_database(settings, database::OpenAs::reader);
    if (database)
        if (const auto refusal = database::refuses_version(**database, all_migrations()))
            return *refusal;
    return database;
}

}  // namespace taqwim::app
