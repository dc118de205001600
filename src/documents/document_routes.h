// The API of documents: which papers there are, drafts, issue, the register, requests, amendments, attestations, the school's
// signing keys, and what anybody may ask of a document that he holds.
#pragma once

#include <functional>
#include <vector>

#include "core/refusal.h"
#include "documents/amendments.h"
#include "documents/attestations.h"
#include "documents/document_requests.h"
#include "documents/name_admissions.h"
#include "documents/paper_desk.h"
#include "documents/print_jobs.h"
#include "documents/signing_keys.h"
#include "regulations/frame/json_writer.h"
#include "school/route.h"

namespace taqwim::documents {

// All of it outlives the routes.
struct DocumentServices {
    school::Record& record;
    PaperDesk& desk;
    SigningKeys& keys;
    PrintJobs& jobs;
    DocumentRequests& requests;
    Amendments& amendments;
    NameAdmissions& name_admissions;
    Attestations& attestations;
    // Writes a refusal into an answer, with its words.
    std::function<void(const Refusal& refusal, JsonWriter& json)> write_refusal;
};

[[nodiscard]] std::vector<school::Route> document_routes(const DocumentServices& services);
// Parts of them.
[[nodiscard]] std::vector<school::Route> paper_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> job_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> request_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> amendment_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> name_admission_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> attestation_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> key_routes(const DocumentServices& services);
[[nodiscard]] std::vector<school::Route> verification_routes(const DocumentServices& services);

}  // namespace taqwim::documents
