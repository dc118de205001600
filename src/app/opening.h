// What commands that work on an installation begin with: its settings, its record, its database to read.
#pragma once

#include <memory>
#include <optional>

#include "app/commands.h"
#include "app/server/installation.h"
#include "app/server/settings.h"

namespace taqwim::app {

// Nothing after telling what is wrong with them.
[[nodiscard]] std::optional<Settings> settings_of(const Context& context);

// The record, upgraded; what the command makes from here on is for its owner alone to read. Null after telling why it
// cannot be opened: beside a running server, for one.
[[nodiscard]] std::unique_ptr<Installation> open_installation(const Context& context,
                                                              const Settings& settings,
                                                              const Clock& clock);

// Also beside a server that runs. Refuses as open_database and refuses_version do.
[[nodiscard]] Result<std::unique_ptr<database::Database>> open_to_read(const Settings& settings);

}  // namespace taqwim::app
