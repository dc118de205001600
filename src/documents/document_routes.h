// The API of documents: which papers there are, drafts, issue, the register, requests, amendments, attestations, the school's
// signing keys, and what anybody may ask of a document that he holds.
#pragma once

#include <functional>
#include <string>
#include <utility>
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

using DocumentHandler = http::Response (*)(const DocumentServices&, const school::Call&);
// One route of this room: what it reads is kept in the access log, what it writes asks for the key of a repeat.
[[nodiscard]] inline school::Route document_route(const DocumentServices& services,
                                                  http::Method method, std::string pattern,
                                                  std::string name, school::Permission permission,
                                                  school::TargetFinder target,
                                                  DocumentHandler handler)
{
    return {.method = method,
            .pattern = std::move(pattern),
            .name = std::move(name),
            .permission = permission,
            .target = std::move(target),
            .handler = [services,
                        handler](const school::Call& call) { return handler(services, call); },
            .is_sensitive = method == http::Method::get,
            .needs_key = method != http::Method::get};
}

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
