// The API of documents: which papers there are, drafts, issue, the register, requests, the school's signing keys, and
// what anybody may ask of a document that he holds.
#pragma once

#include <vector>

#include "documents/document_requests.h"
#include "documents/paper_desk.h"
#include "documents/print_jobs.h"
#include "documents/signing_keys.h"
#include "school/route.h"

namespace taqwim::documents {

// All of it outlives the routes.
struct DocumentServices {
    school::Record& record;
    PaperDesk& desk;
    SigningKeys& keys;
    PrintJobs& jobs;
    DocumentRequests& requests;
};

[[nodiscard]] std::vector<school::Route> document_routes(const DocumentServices& services);
// Parts of them.
[[nodiscard]] std::vector<school::Route> paper_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> job_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> request_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> key_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> verification_routes(const DocumentServices& services);

}  // namespace taqwim::documents
