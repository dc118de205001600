#include "access/audit.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "access/key_files.h"
#include "core/refusal_codes.h"
#include "tests/support/access_world.h"

using namespace taqwim;
using namespace taqwim::access;
using tests::AccessWorld;

namespace {

school::Act act_in(const AccessWorld& world)
{
    school::Act act;
    act.account_id = 5;
    act.role = "registrar";
    act.at = world.clock.now();
    return act;
}

void write_entries(AccessWorld& world, SchoolId school, int count)
{
    for (int i = 0; i < count; ++i)
        REQUIRE(world.record->write(school, act_in(world), [&](school::Changes& changes) {
            changes.note("class.create", "class " + std::to_string(changes.new_id()),
                         crypto::digest_of("content"));
            return Result<school::Answer>(school::Answer{204, ""});
        }));
}

// "school:101: CHAIN_BROKEN value=3", one for each chain that is not whole.
std::string faults(const Result<std::vector<ChainReport>>& reports)
{
    if (!reports)
        return to_code_text(reports.refusal().code);
    std::string all;
    for (const ChainReport& report : *reports) {
        if (!report.fault)
            continue;
        all += report.chain + ": " + to_code_text(report.fault->code);
        for (const auto& [name, value] : report.fault->arguments)
            all += ' ' + name + '=' + value;
        all += '\n';
    }
    return all;
}

}  // namespace

TEST_CASE("taqwim audit verify names the first broken link of each chain")
{
    AccessWorld world;
    write_entries(world, AccessWorld::k_school, 5);
    write_entries(world, AccessWorld::k_other_school, 2);
    write_entries(world, SchoolId{0}, 1);
    const auto verify = [&] { return faults(verify_all(*world.database, "")); };
    CHECK_EQ(verify(), "");
    CHECK_EQ(verify_all(*world.database, "")->size(), 3);

    world.execute(
        "UPDATE audit_entry SET subject = 'class 1' WHERE school_id = 101 AND sequence = 3");
    CHECK_EQ(verify(), "school:101: CHAIN_BROKEN value=3\n");
    world.execute("DELETE FROM audit_entry WHERE school_id = 102 AND sequence = 1");
    CHECK_EQ(verify(), "school:101: CHAIN_BROKEN value=3\nschool:102: CHAIN_BROKEN value=1\n");
    // The last entry taken away, its head left.
    world.execute("DELETE FROM audit_entry WHERE school_id = 0");
    CHECK_EQ(verify(), "installation: CHAIN_SHORTENED value=0 expected=1\n"
                       "school:101: CHAIN_BROKEN value=3\nschool:102: CHAIN_BROKEN value=1\n");
}

TEST_CASE("Held against heads that were given out, a chain written anew or shortened is found")
{
    AccessWorld world;
    REQUIRE(publish_key(*world.record, act_in(world), world.signing_key));
    // Again, and nothing is done.
    REQUIRE(publish_key(*world.record, act_in(world), world.signing_key));
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM signing_key"), 1);

    write_entries(world, AccessWorld::k_school, 4);
    const auto heads = give_all_heads(*world.record, world.signing_key, GivenWith::backup);
    REQUIRE(heads);
    CHECK_EQ(faults(verify_all(*world.database, *heads)), "");
    CHECK_EQ(verify_all(*world.database, *heads)->at(1).heads_held, 1);
    write_entries(world, AccessWorld::k_school, 2);
    CHECK_EQ(faults(verify_all(*world.database, *heads)), "");
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM signed_head WHERE school_id = 101 AND "
                         "given_with = 'backup' AND sequence = 4"),
             1);

    // Somebody with the database writes the school's chain anew, whole in itself.
    world.execute("DELETE FROM audit_entry WHERE school_id = 101");
    world.execute("DELETE FROM audit_head WHERE school_id = 101");
    write_entries(world, AccessWorld::k_school, 6);
    CHECK_EQ(faults(verify_all(*world.database, "")), "");
    CHECK_EQ(faults(verify_all(*world.database, *heads)), "school:101: CHAIN_REWRITTEN value=4\n");

    // Or shorter than it was, or away as a whole.
    world.execute("DELETE FROM audit_entry WHERE school_id = 101");
    world.execute("DELETE FROM audit_head WHERE school_id = 101");
    CHECK_EQ(faults(verify_all(*world.database, *heads)),
             "school:101: CHAIN_SHORTENED value=0 expected=4\n");
    write_entries(world, AccessWorld::k_school, 3);
    CHECK_EQ(faults(verify_all(*world.database, *heads)),
             "school:101: CHAIN_SHORTENED value=3 expected=4\n");
}

TEST_CASE("A head that was changed, or signed with another key, is not believed")
{
    AccessWorld world;
    REQUIRE(publish_key(*world.record, act_in(world), world.signing_key));
    write_entries(world, AccessWorld::k_school, 2);
    const auto head =
        give_head(*world.record, AccessWorld::k_school, world.signing_key, GivenWith::request);
    REQUIRE(head);
    const auto verify = [&](const std::string& file) {
        return faults(verify_all(*world.database, file));
    };
    const std::string key_line = world.signing_key.public_key().to_text() + "\n";
    CHECK_EQ(verify("# heads of October\n\n" + key_line + head->to_text() + "\r\n"), "");
    // Without a key in the file, those of the database are believed.
    CHECK_EQ(verify(head->to_text()), "");

    auto changed = *head;
    changed.sequence = 1;
    CHECK_EQ(verify(key_line + changed.to_text()), "school:101: SIGNATURE_WRONG\n");
    const auto other = crypto::SigningKey::make(world.random);
    CHECK_EQ(verify(other.public_key().to_text() + "\n" + head->to_text()),
             "school:101: SIGNATURE_WRONG\n");
    CHECK_EQ(verify("something else"), "SIGNATURE_WRONG");
}

TEST_CASE("Key files are made for their owner alone, kept, and rotated")
{
    AccessWorld world;
    const std::string file = world.folder.path() + "/signing.key";
    const auto made = signing_key_in(file, world.random);
    REQUIRE(made);
    struct stat state {};
    REQUIRE_EQ(::stat(file.c_str(), &state), 0);
    CHECK_EQ(state.st_mode & 0777, 0600);
    CHECK_EQ(signing_key_in(file, world.random)->public_key(), made->public_key());

    const auto rotated = rotated_signing_key(file, world.random);
    REQUIRE(rotated);
    CHECK_NE(rotated->public_key(), made->public_key());
    CHECK_EQ(signing_key_in(file, world.random)->public_key(), rotated->public_key());
    CHECK_EQ(signing_key_in(file + '.' + made->public_key().id(), world.random)->public_key(),
             made->public_key());

    // Both keys are known afterwards, and the old one is retired.
    REQUIRE(publish_key(*world.record, act_in(world), *made));
    world.clock.advance_seconds(1);
    REQUIRE(publish_key(*world.record, act_in(world), *rotated));
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM signing_key WHERE retired_at IS NULL"), 1);
    CHECK_EQ(world.record->read([](database::Session& session) { return published_keys(session); })
                 .size(),
             2);

    const auto code = [](const auto& result) {
        return result ? std::string("read") : to_code_text(result.refusal().code);
    };
    // A key that others may read, a file that holds none, and a folder that is not there.
    ::chmod(file.c_str(), 0640);
    CHECK_EQ(code(signing_key_in(file, world.random)), "FILE_NOT_READABLE");
    const std::string master = world.folder.path() + "/master.key";
    CHECK_EQ(code(master_key_in(master, world.random)), "read");
    CHECK_EQ(master_key_in(master, world.random)->id(), master_key_in(master, world.random)->id());
    CHECK_EQ(code(signing_key_in(master, world.random)), "FILE_NOT_READABLE");
    CHECK_EQ(code(master_key_in(world.folder.path() + "/none/master.key", world.random)),
             "FILE_NOT_WRITABLE");
}
