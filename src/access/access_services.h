// The services of this room together, as the program assembles them.
//
//   AccessServices access(record, ids, random, master_key, signing_key, settings);
//   access.guard.add_routes(router, access_routes(access));
//   access.guard.add_routes(router, school_routes(school));
#pragma once

#include "access/access_log.h"
#include "access/accounts.h"
#include "access/attempts.h"
#include "access/audit.h"
#include "access/guard.h"
#include "access/sessions.h"
#include "access/sign_in.h"
#include "access/workplace.h"

namespace taqwim::access {

// What is given is referred to and outlives this.
struct AccessServices {
    AccessServices(school::Record& record, IdSource& ids, crypto::RandomSource& random,
                   const crypto::MasterKey& master_key, const crypto::SigningKey& signing,
                   const AccessSettings& settings)
        : place{record, ids, random, master_key, settings, RoleBook::built_in()},
          signing_key(signing),
          log(record.database(), ids)
    {}

    Workplace place;
    const crypto::SigningKey& signing_key;
    Sessions sessions{place};
    Callers callers{place};
    Attempts attempts{place};
    SignIn sign_in{place, sessions, callers, attempts};
    Accounts accounts{place, sessions, callers};
    AccessLog log;
    Guard guard{place, sessions, callers, log};
};

}  // namespace taqwim::access
