// The tables of imports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/plan.h"
#include "platform/crypto/digest.h"
#include "platform/database/session.h"
#include "school/fields.h"
#include "school/record.h"

namespace taqwim::exchange {

// A trial run as the register has it.
struct FileImport {
    std::int64_t id = 0;
    std::string kind;  // roster, marks, attendance
    std::optional<std::int64_t> class_id;
    std::string subject;  // of the one sheet; else empty
    std::string scope;    // JSON
    std::string file_name;
    std::int64_t file_bytes = 0;
    crypto::Digest file_digest;
    crypto::Digest plan_digest;
    PlanCounts counts;
    std::int64_t tried_by = 0;
    std::int64_t tried_person = 0;
    std::string tried_as;
    std::string tried_at;
    std::string state = "tried";  // and what its events say: applied, undone, discarded, forgotten
};

void describe(school::Fields& fields, const FileImport& import);

// What became of it.
struct ImportEvent {
    std::int64_t id = 0;
    std::int64_t import_id = 0;
    std::string kind;  // applied, undone, discarded, forgotten
    bool good_rows = false;
    bool overwrites = false;
    std::int64_t records = 0;
    std::int64_t left_out = 0;
    std::string done_at;
};

void describe(school::Fields& fields, const ImportEvent& event);

struct ImportContent {
    std::string content;
    std::string problems;  // one JSON object a line
    std::string items;
    std::string kept_until;
};

void insert_import(school::Changes& changes, SchoolId school, const FileImport& import);
[[nodiscard]] std::optional<FileImport> find_import(database::Session& session, SchoolId school,
                                                    std::int64_t id);
// The newest first; those with an id below `before`, or all for 0. kind: empty for all.
[[nodiscard]] std::vector<FileImport> imports_before(database::Session& session, SchoolId school,
                                                     std::string_view kind, std::int64_t before,
                                                     std::int64_t rows);

void insert_event(school::Changes& changes, SchoolId school, const ImportEvent& event);
[[nodiscard]] std::vector<ImportEvent> events_of(database::Session& session, SchoolId school,
                                                 std::int64_t import_id);

void insert_content(school::Changes& changes, SchoolId school, std::int64_t import_id,
                    const ImportContent& content);
[[nodiscard]] std::optional<ImportContent> content_of(database::Session& session, SchoolId school,
                                                      std::int64_t import_id);
// The number of deleted rows.
std::int64_t delete_content(database::Session& session, SchoolId school, std::int64_t import_id);
// Imports whose content was to be kept until an earlier moment.
[[nodiscard]] std::vector<std::int64_t> expired_imports(database::Session& session, SchoolId school,
                                                        Instant now);
[[nodiscard]] std::vector<std::int64_t> all_schools(database::Session& session);

}  // namespace taqwim::exchange
