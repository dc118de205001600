// The tables of requests: what was asked for, what was brought, what was decided and issued; and how an answer tells it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "documents/document_requests.h"
#include "platform/database/session.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"
#include "school/keeping.h"

namespace taqwim::documents {

using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

// The decision on a request.
struct StoredDecision {
    std::string outcome;
    std::string reason;
    std::string decided_on;
    std::string decided_as;
};

// A request with everything that stands beside it.
struct Request {
    std::int64_t id = 0;
    bool is_replacement = false;
    std::int64_t student_id = 0;
    int grade = 0;
    std::optional<std::int64_t> document_id;
    std::string serial;  // of that document
    std::string fate;
    bool is_passed = false;
    std::vector<std::string> name_parts;
    std::optional<Day> birth_day;
    std::string address;
    std::string justification;
    std::string purpose;
    bool is_from_abroad = false;
    bool is_some_lost = false;
    std::string filed_on;
    std::string filed_as;
    std::vector<RequestPaper> papers;
    std::optional<StoredDecision> decision;
    std::vector<std::string> issued;  // serials

    [[nodiscard]] const RequestPaper* paper(std::string_view name) const
    {
        const auto found = std::ranges::find(papers, name, &RequestPaper::paper);
        return found == papers.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool has(std::string_view name) const { return paper(name) != nullptr; }
};

// Refuses with record_unknown.
[[nodiscard]] Result<Request> find_request(database::Session& session, SchoolId school,
                                           std::int64_t id);
// Those below an id, the newest first.
[[nodiscard]] std::vector<Request> requests_below(database::Session& session, SchoolId school,
                                                  std::int64_t below, std::int64_t rows);
void insert_request(school::Changes& changes, SchoolId school, const Request& request);

// The record that stands for the student since a merge; his own without one.
[[nodiscard]] std::int64_t standing_record(database::Session& session, SchoolId school,
                                           std::int64_t student);

// What speaks against it on that day; empty: it may be granted.
[[nodiscard]] std::vector<Refusal> unmet_on(database::Session& session, SchoolId school,
                                            const Request& request, Day day,
                                            const RuleSets& rule_sets);

void write_request(JsonWriter& json, database::Session& session, SchoolId school,
                   const Request& request, Day day, const RuleSets& rule_sets);

[[nodiscard]] Refusal decided_already(const StoredDecision& decision);

}  // namespace taqwim::documents
