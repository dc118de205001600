#include "platform/database/backend.h"

#include "core/refusal_codes.h"

namespace taqwim::database {

Result<std::unique_ptr<Backend>> open_postgres(const DatabaseSettings&)
{
    return Refusal{RefusalCode::storage_unavailable, {}, {}, {}};
}

}  // namespace taqwim::database
