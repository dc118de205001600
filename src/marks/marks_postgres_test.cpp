// The same record on PostgreSQL: the tables are alike, and so is what happens to marks.
#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/corrections.h"
#include "marks/ledger_store.h"
#include "marks/marks.h"
#include "marks/recording.h"
#include "marks/signing.h"
#include "platform/database/schema.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

// A sheet filled, signed, corrected and read; gives what it looks like in the end, without its instants' accidents.
std::string life_of_a_sheet(MarksSchool& school)
{
    school.open_all_windows();
    Marks marks(school.record());
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    std::vector<EntryRequest> entries;
    for (int student = 0; student < 3; ++student)
        for (const char* const column : {"u1", "u2"})
            entries.push_back({.key = {school.student(student), column},
                               .value = std::to_string(student + 5) + ".25",
                               .assessed_on = Day::parse("2015-10-01")});
    entries[5].value = "12";
    const Recorded recorded = school.enter(sheet, entries);
    std::string told = std::to_string(recorded.accepted);
    entries[5].value = "";
    entries[5].status = "excused";
    told += std::to_string(school.enter(sheet, {entries[5]}).accepted);
    // The same key again is told the same and does nothing.
    const auto first = marks.record_entries(school.act(MarksSchool::k_teacher, "one-key"), sheet,
                                            {&entries[0], 1});
    told += first->body.find("CELL_CHANGED") == std::string::npos ? "?" : "c";

    const auto sign = [&](SignatureKind kind, std::int64_t person, std::int64_t version) {
        const auto answer = marks.sign(school.act(person), sheet, kind, version);
        return answer ? std::string("s") : std::string(to_text(answer.refusal().code));
    };
    told += sign(SignatureKind::teacher, MarksSchool::k_teacher, 2);
    told += sign(SignatureKind::teacher, MarksSchool::k_teacher, 3);
    told += sign(SignatureKind::reviewer, MarksSchool::k_teacher, 3);
    told += sign(SignatureKind::reviewer, MarksSchool::k_reviewer, 3);
    CorrectionRequest request{.entry = entries[0], .reason = "sum_error", .evidence = "Question 3"};
    request.entry.value = "6";
    request.entry.based_on = 1;
    const auto asked = marks.ask_correction(school.act(), sheet, request);
    REQUIRE(asked);
    const auto id = school.database().read([&](database::Session& session) {
        return corrections_of_sheet(session, sheet, 0, 10).front().id;
    });
    const auto decided =
        marks.decide(school.act(MarksSchool::k_reviewer), sheet, id, Decision::approved, "");
    REQUIRE(decided);
    return told + school.database().read([&](database::Session& session) {
        std::string cells;
        for (const Cell& cell : cells_of_sheet(session, sheet))
            cells += ' ' + std::to_string(cell.key.student_id) + cell.key.column + '=' +
                     shown(cell.value) + '/' + std::to_string(cell.version);
        CHECK(cells_of_sheet(session, sheet) == cells_by_ledger(session, sheet));
        for (const Signature& signature : verified_signatures(session, *find_sheet(session, sheet)))
            cells += ' ' + std::string(to_text(signature.state));
        return cells;
    });
}

}  // namespace

TEST_CASE(
    "marks: a sheet lives the same life on SQLite and on PostgreSQL, in tables that are alike")
{
    const auto migrations = tests::migrations_up_to(5);
    CHECK(database::problems_of_migrations(migrations) == std::vector<std::string>{});

    const tests::ScratchFolder folder;
    MarksSchool sqlite("sqlite:" + folder.path() + "/school.db");
    const tests::SharedPostgresDatabase server;
    MarksSchool postgres(server.url());
    const auto schema_of = [](MarksSchool& school) {
        return school.database().read(
            [](database::Session& session) { return database::read_schema(session); });
    };
    CHECK(database::differences(schema_of(sqlite), schema_of(postgres)) ==
          std::vector<std::string>{});

    const std::string expected =
        "51csheet_changedssame_persons 7501u1=6/2 7501u2=5.25/1 7502u1=6.25/1 7502u2=6.25/1 "
        "7503u1=7.25/1 7503u2=excused/1 corrected corrected";
    CHECK(life_of_a_sheet(sqlite) == expected);
    CHECK(life_of_a_sheet(postgres) == expected);

    // Many writers on one cell: what was acknowledged is there, once.
    const SheetId sheet = [&] {
        SheetDraft draft = postgres.unit_sheet();
        draft.part = "exam";
        return postgres.make_sheet(draft);
    }();
    const CellKey key{postgres.student(0), "u1", 1};
    std::atomic<std::int64_t> accepted = 0;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 8; ++writer)
        writers.emplace_back([&] {
            for (int attempt = 0; attempt < 10; ++attempt) {
                const auto cell = postgres.database().read(
                    [&](database::Session& session) { return find_cell(session, sheet, key); });
                const auto recorded = postgres.try_enter(
                    sheet, {{.key = key, .based_on = cell ? cell->version : 0, .value = "5"}});
                if (recorded && !recorded->rows[0].refusal)
                    ++accepted;
            }
        });
    for (std::thread& writer : writers)
        writer.join();
    CHECK(accepted > 0);
    CHECK(postgres.database().read([&](database::Session& session) {
        return static_cast<std::int64_t>(history_of_cell(session, sheet, key).size());
    }) == accepted.load());
}
