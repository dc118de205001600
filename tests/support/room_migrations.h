// The tables of the record for tests: of all rooms, or of some, for tests that need no others.
#pragma once

#include <span>
#include <vector>

#include "core/embedded_file.h"
#include "platform/database/migrations.h"

namespace taqwim::tests {

// Those of all rooms, read from the project's files.
[[nodiscard]] std::vector<database::Migration> all_migrations();
// The same up to version `last`.
[[nodiscard]] std::vector<database::Migration> migrations_up_to(int last);
// Those among the files of some rooms, in their order. The program's numbering goes over all rooms, so they are numbered anew
// from 1.
[[nodiscard]] std::vector<database::Migration> migrations_of_rooms(
    const std::vector<std::span<const EmbeddedFile>>& rooms);

}  // namespace taqwim::tests
