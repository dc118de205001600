// Files that people bring: rosters, marks and attendance, from CSV and XLSX.
//
//   try_out      reads the whole file, lists every problem by its cell and what would be done, and changes nothing but
//                the register of imports
//   apply        does what the trial said, bound to the digests of the file and of the trial: when the record changed
//                meanwhile, nothing is done and import_changed says so
//   form         is a workbook to fill in, with what is known already
//   undo         takes an import of marks back by newer entries
//
// One import is one transaction: all of it is stored or nothing is, however large it is. Its records go through the
// functions of their rooms, with the checks of what is typed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "exchange/imports_store.h"
#include "exchange/plan.h"
#include "exchange/report_words.h"
#include "platform/tables/table.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::exchange {

enum class ImportKind : std::uint8_t { roster, marks, attendance };
[[nodiscard]] std::string_view to_text(ImportKind kind);
[[nodiscard]] std::optional<ImportKind> parse_import_kind(std::string_view text);

struct Upload {
    std::string file_name;  // in refusals; never a path to write to
    std::string_view bytes;
};

// What the file is about, as far as it does not say so itself.
struct ImportScope {
    std::vector<std::int64_t> sheets = {};  // marks: these; none: those of the class or the school
    std::optional<std::int64_t> class_id = std::nullopt;
    std::optional<int> term = std::nullopt;  // marks without sheets: of this term; none: of today's
    std::optional<Day> first_day = std::nullopt;  // rosters: of new enrolments; none: today

    [[nodiscard]] std::string to_json() const;
    [[nodiscard]] static ImportScope in(std::string_view json);
};

struct Confirmation {
    std::string file_digest;  // hexadecimal, as the trial gave them
    std::string plan_digest;
    bool takes_good_rows = false;     // rows with problems are left out, and the register says so
    bool accepts_overwrites = false;  // what differs from the record replaces it
};

// How many records one import may have: the school's other writes wait for it.
inline constexpr std::int64_t k_most_records = 200'000;
// How long the file of a trial is kept.
inline constexpr std::int64_t k_kept_seconds = std::int64_t{24} * 60 * 60;

// A workbook to fill in and bring back.
struct ImportTemplate {
    std::string file_name;  // without names: "marks-7318….xlsx"
    std::string bytes;
};

// Safe to share between threads.
class Imports {
public:
    explicit Imports(school::Record& record) : record_(record) {}

    // As import_template.h says; the scope's first day is that of the template, today without it.
    [[nodiscard]] Result<ImportTemplate> form(SchoolId school, const school::Act& act,
                                              ImportKind kind, const ImportScope& scope);
    // 201 with the report: counts, digests, the first problems. Refuses as read_tables says, with record_unknown (a
    // sheet or class) and input_too_large.
    [[nodiscard]] Result<school::Answer> try_out(SchoolId school, const school::Act& act,
                                                 ImportKind kind, const Upload& upload,
                                                 ImportScope scope);
    // Refuses with record_unknown, decided_already, import_expired, import_changed, import_has_problems.
    [[nodiscard]] Result<school::Answer> apply(SchoolId school, const school::Act& act,
                                               ImportKind kind, std::int64_t import_id,
                                               const Confirmation& confirmation);
    // The file is forgotten at once. Refuses with record_unknown, decided_already.
    [[nodiscard]] Result<school::Answer> discard(SchoolId school, const school::Act& act,
                                                 ImportKind kind, std::int64_t import_id);
    // Marks alone: each cell that still has the import's entry gets what stood there before as a newer entry; others
    // stay and are counted. Refuses with record_unknown, import_not_undone, import_changed (it was not applied),
    // decided_already, and as marks are refused: signed sheets and closed days stay closed.
    [[nodiscard]] Result<school::Answer> undo(SchoolId school, const school::Act& act,
                                              ImportKind kind, std::int64_t import_id);

    // With its events and, while it waits, its first problems.
    [[nodiscard]] Result<std::string> report(SchoolId school, ImportKind kind,
                                             std::int64_t import_id);
    // Pages of what a waiting trial found: {"items", "next"}. Refuses with record_unknown, import_expired.
    [[nodiscard]] Result<std::string> problems(SchoolId school, ImportKind kind,
                                               std::int64_t import_id, const school::Page& page);
    [[nodiscard]] Result<std::string> rows(SchoolId school, ImportKind kind, std::int64_t import_id,
                                           const school::Page& page);
    // The register, the newest first.
    [[nodiscard]] Result<std::string> imports(SchoolId school, const school::Page& page);

    // Forgets the files whose time is over, of all schools. Done at every trial of a school for that school, and when
    // the program starts.
    void forget_expired(const school::Act& act);

private:
    struct Run {
        Plan plan;
        std::int64_t stored = 0;
        std::int64_t left_out = 0;
    };
    struct Wish {
        bool stores = false;
        std::int64_t import_id = 0;
        bool takes_good_rows = false;
        bool accepts_overwrites = false;
        std::string plan_digest;  // of the trial; what differs is import_changed
    };
    [[nodiscard]] static Result<Run> run(school::Changes& changes, SchoolId school, ImportKind kind,
                                         std::string_view file,
                                         const std::vector<tables::Table>& tables,
                                         const ImportScope& scope, const Wish& wish);
    [[nodiscard]] static Result<Run> run_marks(school::Changes& changes, SchoolId school,
                                               std::string_view file,
                                               const std::vector<tables::Table>& tables,
                                               const ImportScope& scope, const Wish& wish);
    [[nodiscard]] static Run run_others(school::Changes& changes, SchoolId school, ImportKind kind,
                                        std::string_view file,
                                        const std::vector<tables::Table>& tables,
                                        const ImportScope& scope, const Wish& wish);
    [[nodiscard]] static std::optional<Refusal> refuses_problems(const Plan& plan,
                                                                 const Wish& wish);
    [[nodiscard]] Result<Plan> rehearse(SchoolId school, const school::Act& act, ImportKind kind,
                                        std::string_view file,
                                        const std::vector<tables::Table>& tables,
                                        ImportScope& scope);
    void forget_expired_of(SchoolId school, const school::Act& act);

    school::Record& record_;
    ReportWords words_;
};

}  // namespace taqwim::exchange
