// Marks that many people send at once, stored together.
#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/joined_recording.h"
#include "marks/ledger_store.h"
#include "marks/marks.h"
#include "platform/crypto/hash_chain.h"
#include "regulations/frame/json_writer.h"
#include "school/digest_column.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

void on_both(const std::function<void(MarksSchool&)>& test)
{
    SUBCASE("SQLite")
    {
        const tests::ScratchFolder folder;
        MarksSchool school("sqlite:" + folder.path() + "/school.db", 8);
        school.open_all_windows();
        test(school);
    }
    SUBCASE("PostgreSQL")
    {
        const tests::SharedPostgresDatabase server;
        MarksSchool school(server.url(), 8);
        school.open_all_windows();
        test(school);
    }
}

EntryRequest mark(std::int64_t student, const std::string& column, const std::string& value,
                  std::int64_t based_on = 0)
{
    return {.key = {.student_id = student, .column = column}, .based_on = based_on, .value = value};
}

SheetId second_sheet(MarksSchool& school)
{
    SheetDraft draft = school.unit_sheet();
    draft.part = "exam";
    return school.make_sheet(draft);
}

std::int64_t version_of(MarksSchool& school, SheetId sheet)
{
    return school.database().read(
        [&](database::Session& session) { return find_sheet(session, sheet)->version; });
}

// Every cell is what the ledger's last entry says; the chain has no gap and every entry carries the one before.
void check_whole(MarksSchool& school, const std::vector<SheetId>& sheets)
{
    school.database().read([&](database::Session& session) {
        for (const SheetId sheet : sheets)
            CHECK(cells_of_sheet(session, sheet) == cells_by_ledger(session, sheet));
        std::int64_t sequence = 0;
        crypto::Digest before = crypto::beginning_of_chain(school::chain_name(school.school()));
        for (const database::Row& row :
             session.find_all("SELECT sequence, account_id, role, action, subject, at, "
                              "content_digest, previous, digest FROM audit_entry "
                              "WHERE school_id = $1 ORDER BY sequence",
                              school.school())) {
            CHECK(row.integer("sequence") == ++sequence);
            CHECK(school::digest_in(row, "previous") == before);
            const crypto::ChainEntry entry{.sequence = sequence,
                                           .actor = row.integer("account_id"),
                                           .role = row.text("role"),
                                           .at = *Instant::parse(row.text("at")),
                                           .subject =
                                               row.text("action") + ' ' + row.text("subject"),
                                           .content = school::digest_in(row, "content_digest"),
                                           .previous = before};
            before = school::digest_in(row, "digest");
            CHECK(crypto::digest_of(entry) == before);
        }
        const auto head = session.find_one(
            "SELECT sequence, digest FROM audit_head WHERE school_id = $1", school.school());
        CHECK(head->integer("sequence") == sequence);
        CHECK(school::digest_in(*head, "digest") == before);
    });
}

bool says(const std::optional<Result<school::Answer>>& answer, const std::string& text)
{
    return answer && *answer && (*answer)->body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("marks: what is sent together is answered one by one, and stored as one after the other "
          "would be")
{
    on_both([](MarksSchool& school) {
        const SheetId sheet = school.make_sheet(school.unit_sheet());
        const SheetId other = second_sheet(school);
        REQUIRE(school.enter(sheet, {mark(school.student(5), "u1", "4")}).accepted == 1);

        const std::vector<EntryRequest> good = {mark(school.student(0), "u1", "5"),
                                                mark(school.student(0), "u2", "5.25")};
        const std::vector<EntryRequest> too_much = {mark(school.student(1), "u1", "10.25")};
        const std::vector<EntryRequest> same_cell = {mark(school.student(0), "u2", "9")};
        const std::vector<EntryRequest> again = {mark(school.student(5), "u1", "6", 1)};
        const std::vector<EntryRequest> too_old = {mark(school.student(5), "u1", "7", 0)};
        const std::vector<EntryRequest> twice = {mark(school.student(2), "u1", "1"),
                                                 mark(school.student(2), "u1", "2", 1)};
        const std::vector<EntryRequest> elsewhere = {mark(school.student(3), "u1", "10")};
        const std::vector<EntryRequest> partly = {mark(school.student(4), "u1", "3"),
                                                  mark(school.student(4), "u9", "3")};
        const std::vector<school::Act> acts = {school.act(MarksSchool::k_teacher, "good"),
                                               school.act(),
                                               school.act(MarksSchool::k_reviewer),
                                               school.act(MarksSchool::k_head, "again"),
                                               school.act(),
                                               school.act(),
                                               school.act(),
                                               school.act(),
                                               school.act(),
                                               school.act()};
        const SheetId unknown{.school = school.school(), .value = 1};
        const std::vector<EntryWish> wishes = {
            {&acts[0], sheet, good},      {&acts[1], sheet, too_much}, {&acts[2], sheet, same_cell},
            {&acts[3], sheet, again},     {&acts[4], sheet, too_old},  {&acts[5], sheet, twice},
            {&acts[6], other, elsewhere}, {&acts[7], sheet, partly},   {&acts[8], unknown, good},
            {&acts[9], sheet, {}}};
        std::vector<const school::Act*> of_all;
        std::vector<const EntryWish*> all;
        for (const EntryWish& wish : wishes) {
            of_all.push_back(wish.act);
            all.push_back(&wish);
        }
        const std::int64_t noted_before = school.count("audit_entry");
        const auto answers = school.record().write_joined(
            school.school(), of_all, [&](std::span<school::JoinedWrite> writes) {
                record_joined(all, writes, write_bare_refusal);
            });
        REQUIRE(answers);
        REQUIRE(answers->size() == 10);
        CHECK(says((*answers)[0], "\"sheet_version\":\"3\""));
        CHECK(says((*answers)[1], "MARK_OVER_MAXIMUM"));
        CHECK_FALSE((*answers)[2]);
        CHECK(says((*answers)[3], "\"sheet_version\":\"4\""));
        // Behind one that changed its cell it has to look again; alone it would be told that it saw an older one.
        CHECK_FALSE((*answers)[4]);
        CHECK_FALSE((*answers)[5]);
        CHECK(says((*answers)[6], "\"sheet_version\":\"2\""));
        CHECK(says((*answers)[7], "CELL_UNKNOWN"));
        CHECK(says((*answers)[7], "\"accepted\":1"));
        REQUIRE((*answers)[8]);
        CHECK((*answers)[8]->refusal().code == RefusalCode::record_unknown);
        REQUIRE((*answers)[9]);
        CHECK((*answers)[9]->refusal().code == RefusalCode::field_missing);

        // 1 to begin with; entered before; good, again, partly.
        CHECK(version_of(school, sheet) == 5);
        CHECK(version_of(school, other) == 2);
        CHECK(school.count("audit_entry") == noted_before + 4);
        CHECK(school.count("request_key") == 2);
        CHECK(school.count("mark_entry") == 1 + 2 + 1 + 1 + 1);
        check_whole(school, {sheet, other});

        // The same keys again are told the same, and with another content refused.
        school::Act changed = acts[3];
        changed.request_digest = std::string(32, 'x');
        const std::vector<const school::Act*> repeats = {&acts[0], &changed};
        const auto repeated = school.record().write_joined(
            school.school(), repeats,
            [](std::span<school::JoinedWrite> writes) { CHECK(writes.empty()); });
        REQUIRE(repeated);
        CHECK((**(*repeated)[0]).is_repeat);
        CHECK((**(*repeated)[0]).body == (**(*answers)[0]).body);
        CHECK((*repeated)[1]->refusal().code == RefusalCode::idempotency_key_reused);
        CHECK(version_of(school, sheet) == 5);
    });
}

TEST_CASE("marks: a signed sheet and a closed window refuse what is sent together")
{
    on_both([](MarksSchool& school) {
        const SheetId sheet = school.make_sheet(school.unit_sheet());
        Marks marks(school.record());
        const EntryRequest entry = mark(school.student(0), "u1", "5");
        school.set_day(*Day::parse("2017-01-01"));
        const auto late = marks.record_entries(school.act(), sheet, {&entry, 1});
        REQUIRE_FALSE(late);
        CHECK(late.refusal().code == RefusalCode::entry_window_closed);
        school.set_day(*Day::parse("2015-10-19"));
        REQUIRE(marks.record_entries(school.act(), sheet, {&entry, 1}));
        REQUIRE(school.enter(sheet, {mark(school.student(0), "u2", "5")}).accepted == 1);
        for (int student = 1; student < 8; ++student)
            (void)school.enter(sheet, {mark(school.student(student), "u1", "5"),
                                       mark(school.student(student), "u2", "5")});
        REQUIRE(marks.sign(school.act(), sheet, SignatureKind::teacher, version_of(school, sheet)));
        const auto is_signed = marks.record_entries(school.act(), sheet, {&entry, 1});
        REQUIRE_FALSE(is_signed);
        CHECK(is_signed.refusal().code == RefusalCode::sheet_signed);
        CHECK(school.count("mark_entry") == 16);
    });
}

TEST_CASE("marks: of many who enter at once each acknowledged mark is there, once, in its own "
          "version of the sheet")
{
    on_both([](MarksSchool& school) {
        const SheetId sheet = school.make_sheet(school.unit_sheet());
        Marks marks(school.record());
        constexpr int k_rounds = 15;
        std::atomic<int> accepted = 0;
        std::vector<std::thread> clients;
        for (int client = 0; client < 16; ++client)
            clients.emplace_back([&, client] {
                const std::string column = client < 8 ? "u1" : "u2";
                for (int round = 0; round < k_rounds; ++round) {
                    const EntryRequest entry =
                        mark(school.student(client % 8), column, std::to_string(round % 11), round);
                    const school::Act act =
                        school.act(MarksSchool::k_teacher,
                                   std::to_string(client) + '-' + std::to_string(round));
                    // Sent twice, as a client does whose answer was lost.
                    for (int time = 0; time < 2; ++time) {
                        const auto answer = marks.record_entries(act, sheet, {&entry, 1});
                        if (answer && answer->is_repeat == (time == 1) &&
                            answer->body.find("\"accepted\":1") != std::string::npos)
                            ++accepted;
                    }
                }
            });
        for (std::thread& client : clients)
            client.join();
        CHECK(accepted == 16 * k_rounds * 2);
        CHECK(school.count("mark_entry") == 16 * k_rounds);
        CHECK(version_of(school, sheet) == 1 + 16 * k_rounds);
        check_whole(school, {sheet});
        const auto versions = school.database().read([&](database::Session& session) {
            std::set<std::int64_t> all;
            for (const database::Row& row :
                 session.find_all("SELECT sheet_version FROM mark_entry WHERE school_id = $1 "
                                  "ORDER BY mark_entry_id",
                                  school.school()))
                all.insert(row.integer("sheet_version"));
            return all.size();
        });
        CHECK(versions == 16 * k_rounds);
    });
}

TEST_CASE("marks: one request that fails takes none of those down that were sent with it")
{
    on_both([](MarksSchool& school) {
        const SheetId sheet = school.make_sheet(school.unit_sheet());
        Marks marks(school.record(), nullptr, [](const Refusal&, JsonWriter&) {
            throw std::runtime_error("this refusal cannot be told");
        });
        std::atomic<int> accepted = 0;
        std::atomic<int> failed = 0;
        std::vector<std::thread> clients;
        for (int client = 0; client < 8; ++client)
            clients.emplace_back([&, client] {
                for (int round = 0; round < 10; ++round) {
                    // The first client's marks are above the maximum.
                    const EntryRequest entry =
                        mark(school.student(client), "u1", client == 0 ? "11" : "7", round);
                    try {
                        if (marks.record_entries(school.act(), sheet, {&entry, 1}))
                            ++accepted;
                    } catch (const std::runtime_error&) {
                        ++failed;
                    }
                }
            });
        for (std::thread& client : clients)
            client.join();
        CHECK(failed == 10);
        CHECK(accepted == 70);
        CHECK(school.count("mark_entry") == 70);
        check_whole(school, {sheet});
    });
}
