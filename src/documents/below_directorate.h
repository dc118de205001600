// Routes of a directorate about one of its schools: /v1/directorates/{directorate_id}/schools/{school_id}/…
#pragma once

#include "core/identity.h"
#include "core/refusal.h"
#include "documents/document_requests.h"
#include "platform/database/session.h"
#include "platform/http/request.h"
#include "school/route.h"

namespace taqwim::documents {

// {school_id} below {directorate_id}. About the directorate alone: nobody of the school is let through by it. Refuses with
// id_malformed and record_unknown.
[[nodiscard]] Result<school::Target> directorate_of_school_in_path(database::Session& session,
                                                                   const http::Request& request);

// The same, where {directorate_id} may also be the region over the school's directorate.
[[nodiscard]] Result<school::Target> directorate_or_region_of_school_in_path(
    database::Session& session, const http::Request& request);

// The school that a call is about, of its own or below the directorate, as its door found it.
[[nodiscard]] SchoolId school_of(const school::Call& call);
[[nodiscard]] EnteredBy entered_by(const school::Call& call);

}  // namespace taqwim::documents
