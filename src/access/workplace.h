// What the services of this room work with; all of it outlives them.
#pragma once

#include "access/roles.h"
#include "access/settings.h"
#include "core/identity.h"
#include "platform/crypto/random.h"
#include "platform/crypto/sealed.h"
#include "school/record.h"

namespace taqwim::access {

struct Workplace {
    school::Record& record;
    IdSource& ids;
    crypto::RandomSource& random;
    const crypto::MasterKey&
        key;  // seals second factors, and keys digests of what was typed as a name
    const AccessSettings& settings;
    const RoleBook& roles;

    [[nodiscard]] Instant now() const { return record.now(); }
};

}  // namespace taqwim::access
