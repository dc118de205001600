// The tables of publications and of versions of results. SQL alone; what may be done is publications.h's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/instant.h"
#include "platform/database/session.h"
#include "results/evaluation.h"
#include "results/publications.h"
#include "results/year_facts.h"
#include "school/record.h"

namespace taqwim::results {

// A class with its year.
struct ClassYear {
    std::int64_t school_year_id = 0;
    std::string last_day;
    bool is_sealed = false;
};

// A version of a student's result that may be shown from a moment on.
struct ShownVersion {
    std::int64_t result_version_id = 0;
    Instant visible_from;
};

// What may be shown of a student's year: nothing while it is withheld.
struct ShownState {
    std::vector<ShownVersion> versions;  // the newest first
    bool is_withheld = false;

    // The newest that is visible at a moment.
    [[nodiscard]] const ShownVersion* at(Instant now) const;
};

struct NewVersion {
    StudentId student;
    std::int64_t school_year_id = 0;
    std::int64_t publication_id = 0;
    std::optional<std::int64_t> correction_id = std::nullopt;
    std::int64_t version = 1;
};

namespace version_store {

[[nodiscard]] std::optional<ClassYear> find_class(database::Session& session, SchoolId school,
                                                  std::int64_t class_id);
// A year's classes in the order of their names.
[[nodiscard]] std::vector<std::int64_t> classes_of_year(database::Session& session, SchoolId school,
                                                        std::int64_t school_year_id);
// Those whose enrolment in the class has not ended before the end of the year, in the order of their names.
[[nodiscard]] std::vector<std::int64_t> students_of(database::Session& session, SchoolId school,
                                                    std::int64_t class_id);
// Those of them who have no version that was published and not withdrawn.
[[nodiscard]] std::vector<std::int64_t> unpublished_of(database::Session& session, SchoolId school,
                                                       std::int64_t class_id);
// The year's name; its number when there is no such year.
[[nodiscard]] std::string year_name(database::Session& session, SchoolId school,
                                    std::int64_t school_year_id);

// The record that this one was merged into, and so on; nothing for a record that stands for itself.
[[nodiscard]] std::vector<std::int64_t> keepers_of(database::Session& session, StudentId student);

[[nodiscard]] ShownState shown_state(database::Session& session, StudentId student,
                                     std::int64_t school_year_id);

// The newest version of any kind, also one that is not shown: result_version_id, student_id, version, publication_id,
// class_id, facts_digest, outcome.
[[nodiscard]] std::optional<database::Row> newest_version(database::Session& session,
                                                          StudentId student,
                                                          std::int64_t school_year_id);
// The same of what was published and not withdrawn, visible already or not.
[[nodiscard]] std::optional<database::Row> newest_published(database::Session& session,
                                                            StudentId student,
                                                            std::int64_t school_year_id);
// With outcome and reasons.
[[nodiscard]] ResultVersion read_version(database::Session& session, SchoolId school,
                                         std::int64_t result_version_id);
// The version's answer of the API: one JSON text with both languages.
[[nodiscard]] std::string version_json(database::Session& session, SchoolId school,
                                       std::int64_t result_version_id);
// The trace that is stored with it.
[[nodiscard]] std::string trace_of(database::Session& session, SchoolId school,
                                   std::int64_t result_version_id);
[[nodiscard]] std::vector<ResultVersion> versions(database::Session& session, StudentId student,
                                                  std::int64_t school_year_id);
// Stores one version, notes it and gives its id.
std::int64_t store(school::Changes& changes, const NewVersion& wanted, const YearFacts& facts,
                   const Evaluated& evaluated);

// The text in a column of compressed text.
[[nodiscard]] std::string text_in_column(const database::Row& row, std::string_view column);

// To be called by every write after which something else is shown than before.
void change_shown(database::Session& session, SchoolId school);
// How often that was; 0: never.
[[nodiscard]] std::int64_t generation(database::Session& session, SchoolId school);

}  // namespace version_store
}  // namespace taqwim::results
