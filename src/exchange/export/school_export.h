// Everything that is kept about one school, in open forms, for whoever moves away or wants to look without this program:
// every table as JSON Lines (exact) and as CSV (for spreadsheets), a description of the columns, a manifest with counts and
// digests, and a text for people in both languages. Secrets stay: passwords, sessions, second factors.
//
//   const auto exported = database.read([&](database::Session& session) {
//       return export_school(session, {.school = school, .program = "1.0", .at = now}, sink);
//   });
//
// Tables are found in the database itself: a new one is exported without a change here. tables.tsv says what each is, and
// which are left out for which reason; a test holds it against the schema.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/instant.h"
#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "platform/database/schema.h"
#include "platform/database/session.h"

namespace taqwim::exchange {

// Where the files of an export go, one after the other.
class ExportSink {
public:
    ExportSink() = default;
    virtual ~ExportSink() = default;
    ExportSink(const ExportSink&) = delete;
    ExportSink& operator=(const ExportSink&) = delete;

    // A relative path with '/': "data/student.jsonl".
    virtual void begin_file(const std::string& name) = 0;
    virtual void write(std::string_view bytes) = 0;
    virtual void end_file() = 0;
};

struct ExportOrder {
    SchoolId school;
    std::string program;  // the version that exports
    Instant at;
    std::function<bool()> is_interrupted = nullptr;
};

struct ExportedFile {
    std::string name;
    std::string table;  // empty for a file about the export itself
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    crypto::Digest digest;
};

struct SchoolExport {
    std::int64_t schema_version = 0;
    std::vector<ExportedFile> files;

    [[nodiscard]] std::uint64_t rows() const;  // of all tables
};

class ExportInterrupted : public std::exception {};

// Call it in one read, whose snapshot everything is of. Refuses with record_unknown when there is no such school. What the
// sink throws, it throws; a sink must then not keep what it has.
[[nodiscard]] Result<SchoolExport> export_school(database::Session& session,
                                                 const ExportOrder& order, ExportSink& sink);

struct ExportableSchool {
    SchoolId id;
    std::string ministry_number;
    std::string name_ar;
    std::string name_en;
};

// In the order of their ids.
[[nodiscard]] std::vector<ExportableSchool> exportable_schools(database::Session& session);

// One line of tables.tsv.
struct TableWords {
    std::string table;
    bool is_left_out = false;
    std::string ar;  // what it is, or why it is left out
    std::string en;
};

[[nodiscard]] std::span<const TableWords> table_words();

// What is to be said in tables.tsv and is not: a table of the school without words, an installation's table that is neither
// left out nor exported, a table that has words twice, words of a table that is not there. Empty when all is well.
[[nodiscard]] std::vector<std::string> problems_of_table_words(const database::Schema& schema);

}  // namespace taqwim::exchange
