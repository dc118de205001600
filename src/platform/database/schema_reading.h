// read_schema for each backend; of this room alone.
#pragma once

#include "platform/database/schema.h"
#include "platform/database/session.h"

namespace taqwim::database {

[[nodiscard]] Schema read_sqlite_schema(Session& session);
[[nodiscard]] Schema read_postgres_schema(Session& session);

}  // namespace taqwim::database
