// What holds of every history of a sheet: nothing is lost, the last accepted entry stands, and the cells are what the
// ledger says.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/corrections.h"
#include "marks/ledger_store.h"
#include "marks/recording.h"
#include "marks/sheet_store.h"
#include "marks/signing.h"
#include "school/record.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

// A sheet that is typed into, signed, taken back and corrected at random, beside a plain list of what was accepted.
class RandomSheet {
public:
    RandomSheet(MarksSchool& school, unsigned seed) : school_(school), random_(seed)
    {
        sheet_ = school.make_sheet(school.unit_sheet());
    }

    void step()
    {
        switch (pick(6)) {
        case 0: sign(); break;
        case 1: withdraw(); break;
        case 2: correct(); break;
        default: type();
        }
    }

    [[nodiscard]] SheetId sheet() const { return sheet_; }
    // Of each cell every accepted value, in order.
    [[nodiscard]] const std::map<CellKey, std::vector<std::string>>& accepted() const
    {
        return accepted_;
    }

private:
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

    EntryRequest random_entry()
    {
        EntryRequest entry{
            .key = {.student_id = school_.student(pick(3)), .column = pick(2) == 0 ? "u1" : "u2"}};
        const auto known = accepted_.find(entry.key);
        entry.based_on =
            known == accepted_.end() ? 0 : static_cast<std::int64_t>(known->second.size());
        // Now and then somebody who looked too early, and a mark that cannot be.
        if (pick(5) == 0)
            entry.based_on += pick(2) == 0 ? 1 : -1;
        if (pick(4) == 0)
            entry.status = pick(2) == 0 ? "excused" : "cleared";
        else
            entry.value = to_text(CentiMark{pick(1100)});
        return entry;
    }

    void accept(const EntryRequest& entry)
    {
        accepted_[entry.key].push_back(entry.status.empty() ? entry.value : entry.status);
    }

    void type()
    {
        std::vector<EntryRequest> entries{random_entry()};
        const auto recorded = school_.try_enter(sheet_, entries);
        CHECK(recorded.operator bool() == !is_signed_);
        if (!recorded)
            return;
        if (!recorded->rows[0].refusal)
            accept(entries[0]);
    }

    template <class Work>
    bool done(std::int64_t person, Work&& work)
    {
        const auto answer =
            school_.record().write(school_.school(), school_.act(person),
                                   [&](school::Changes& changes) -> Result<school::Answer> {
                                       const std::optional<Refusal> refusal = work(changes);
                                       if (refusal)
                                           return *refusal;
                                       return school::Answer{};
                                   });
        return answer.operator bool();
    }

    void sign()
    {
        const std::int64_t version = school_.database().read(
            [&](database::Session& session) { return find_sheet(session, sheet_)->version; });
        if (done(MarksSchool::k_teacher, [&](school::Changes& changes) -> std::optional<Refusal> {
                const auto signature = sign_sheet(changes, sheet_, SignatureKind::teacher, version);
                return signature ? std::nullopt : std::optional(signature.refusal());
            }))
            is_signed_ = true;
    }

    void withdraw()
    {
        const bool is_withdrawn = done(MarksSchool::k_head, [&](school::Changes& changes) {
            return withdraw_signatures(changes, sheet_, "Typed wrongly");
        });
        CHECK(is_withdrawn == is_signed_);
        is_signed_ = false;
    }

    void correct()
    {
        const EntryRequest entry = random_entry();
        std::int64_t id = 0;
        if (!done(MarksSchool::k_teacher, [&](school::Changes& changes) -> std::optional<Refusal> {
                const auto correction = request_correction(
                    changes, sheet_,
                    {.entry = entry, .reason = "marking_error", .evidence = "Question 3"});
                if (!correction)
                    return correction.refusal();
                id = *correction;
                return std::nullopt;
            }))
            return;
        const Decision decision = pick(3) == 0 ? Decision::refused : Decision::approved;
        CHECK(
            done(MarksSchool::k_reviewer, [&](school::Changes& changes) -> std::optional<Refusal> {
                const auto decided = decide_correction(changes, school_.school(), id, decision,
                                                       "Looked at the paper");
                return decided ? std::nullopt : std::optional(decided.refusal());
            }));
        if (decision == Decision::approved)
            accept(entry);
    }

    MarksSchool& school_;
    std::mt19937 random_;
    SheetId sheet_;
    std::map<CellKey, std::vector<std::string>> accepted_;
    bool is_signed_ = false;
};

void check_ledger(MarksSchool& school, const RandomSheet& random)
{
    school.database().read([&](database::Session& session) {
        const auto cells = cells_of_sheet(session, random.sheet());
        CHECK(cells == cells_by_ledger(session, random.sheet()));
        REQUIRE(cells.size() == random.accepted().size());
        for (const Cell& cell : cells) {
            const auto& values = random.accepted().at(cell.key);
            CHECK(shown(cell.value) == values.back());
            CHECK(cell.version == static_cast<std::int64_t>(values.size()));
            const auto history = history_of_cell(session, random.sheet(), cell.key);
            REQUIRE(history.size() == values.size());
            for (std::size_t i = 0; i < values.size(); ++i) {
                CHECK(shown(history[i].facts.value) == values[i]);
                CHECK(history[i].replaces ==
                      (i == 0 ? std::nullopt : std::optional(history[i - 1].entry_id)));
            }
        }
        for (const Signature& signature :
             verified_signatures(session, *find_sheet(session, random.sheet())))
            CHECK(signature.state != SignatureState::broken);
    });
}

}  // namespace

TEST_CASE("PG-G.39: whatever is typed, signed and corrected, nothing is lost and the last stands")
{
    for (unsigned seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        const tests::ScratchFolder folder;
        MarksSchool school("sqlite:" + folder.path() + "/school.db");
        school.open_all_windows();
        RandomSheet random(school, seed);
        for (int step = 0; step < 60; ++step)
            random.step();
        check_ledger(school, random);

        // Cells that were lost are made anew from the ledger, the same.
        const auto before = school.database().read(
            [&](database::Session& session) { return cells_of_sheet(session, random.sheet()); });
        school.sql("DELETE FROM mark_cell WHERE school_id = $1", MarksSchool::k_school);
        std::int64_t made = 0;
        REQUIRE(school.database().write(school.school(), [&](database::Session& session) {
            made = rebuild_cells(session, random.sheet());
        }));
        CHECK(made == static_cast<std::int64_t>(before.size()));
        check_ledger(school, random);
    }
}

TEST_CASE("marks: of many writers on one cell each acknowledged entry is in the ledger once")
{
    constexpr int k_writers = 16;
    constexpr int k_tries = 25;
    const tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    school.open_all_windows();
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    const CellKey key{.student_id = school.student(0), .column = "u1"};

    std::array<std::vector<std::int64_t>, k_writers> acknowledged;
    std::atomic<int> conflicts = 0;
    std::atomic<int> other_refusals = 0;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < k_writers; ++writer)
        writers.emplace_back([&, writer] {
            for (int attempt = 0; attempt < k_tries; ++attempt) {
                const auto cell = school.database().read(
                    [&](database::Session& session) { return find_cell(session, sheet, key); });
                const EntryRequest entry{.key = key,
                                         .based_on = cell ? cell->version : 0,
                                         .value = std::to_string(writer % 11)};
                const auto recorded = school.try_enter(sheet, {entry});
                if (!recorded)
                    ++other_refusals;
                else if (!recorded->rows[0].refusal)
                    acknowledged[static_cast<std::size_t>(writer)].push_back(
                        recorded->rows[0].entry_id);
                else if (recorded->rows[0].refusal->code == RefusalCode::cell_changed)
                    ++conflicts;
                else
                    ++other_refusals;
            }
        });
    for (std::thread& writer : writers)
        writer.join();

    std::set<std::int64_t> told;
    std::size_t count = 0;
    for (const auto& ids : acknowledged) {
        told.insert(ids.begin(), ids.end());
        count += ids.size();
    }
    CHECK(told.size() == count);
    CHECK(other_refusals == 0);
    CHECK(count + static_cast<std::size_t>(conflicts.load()) == k_writers * k_tries);
    const auto history = school.database().read(
        [&](database::Session& session) { return history_of_cell(session, sheet, key); });
    CHECK(history.size() == count);
    for (const LedgerEntry& entry : history)
        CHECK(told.contains(entry.entry_id));
    // One that nobody had looked at before is in the chain of versions exactly once.
    for (std::size_t i = 0; i < history.size(); ++i)
        CHECK(history[i].version == static_cast<std::int64_t>(i) + 1);
}

TEST_CASE(
    "PG-G.39: no statement of the room changes or deletes an entry, a signature or a decision")
{
    const std::array<std::string, 7> facts = {
        "mark_entry",          "sheet_signature", "signature_withdrawal", "mark_correction",
        "correction_decision", "entry_exception", "skill_lesson"};
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(tests::project_path("src/marks"))) {
        const std::string name = file.path().filename().string();
        if (!name.ends_with(".cpp") || name.ends_with("_test.cpp"))
            continue;
        ++files;
        // Statements are written over several lines: what stands between two literals is taken away.
        std::string text;
        std::istringstream lines(tests::read_project_file(file.path()));
        bool is_inside = false;
        for (char letter; lines.get(letter);) {
            if (letter == '"')
                is_inside = !is_inside;
            else if (is_inside)
                text += letter;
        }
        for (const std::string& table : facts) {
            CAPTURE(name);
            CAPTURE(table);
            CHECK(text.find("UPDATE " + table) == std::string::npos);
            CHECK(text.find("DELETE FROM " + table) == std::string::npos);
        }
        CHECK(text.find("DELETE") == std::string::npos);
    }
    CHECK(files > 5);
}

TEST_CASE("SR-3.7: the audit entries of marks tell no mark and no name")
{
    const tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    school.open_all_windows();
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    school.enter(sheet, {{.key = {.student_id = school.student(0), .column = "u1"},
                          .value = "8.25",
                          .note = "A note about the child"}});
    school.database().read([&](database::Session& session) {
        const auto rows = session.find_all(
            "SELECT action, subject FROM audit_entry WHERE school_id = $1 ORDER BY sequence DESC",
            MarksSchool::k_school);
        REQUIRE_FALSE(rows.empty());
        CHECK(rows.front().text("action") == "mark.record");
        CHECK(rows.front().text("subject") == "mark_sheet " + sheet.to_text());
    });
}
