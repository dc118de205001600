// The export of a school against the whole schema: what is there is exported or left out for a reason, nothing of another
// school and no secret goes along, and every file is what the manifest says.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "app/server/demo.h"
#include "app/server/installation.h"
#include "app/server/settings.h"
#include "core/clock.h"
#include "core/refusal_codes.h"
#include "exchange/export/export_routes.h"
#include "exchange/export/export_sinks.h"
#include "exchange/export/school_export.h"
#include "platform/database/schema.h"
#include "platform/tables/csv.h"
#include "platform/tables/workbook_package.h"
#include "regulations/frame/json_value.h"
#include "regulations/registration.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;

namespace {

const Instant k_moment = *Instant::parse("2026-11-22T06:00:00Z");

struct Opened {
    tests::ScratchFolder folder;
    FixedClock clock{k_moment};
    std::vector<std::unique_ptr<RuleSet>> rule_sets = all_rule_sets();
    std::unique_ptr<app::Installation> installation;

    explicit Opened(const std::string& url = {})
    {
        const std::vector<std::string> assignments = {
            "database.url=" + (url.empty() ? "sqlite:" + folder.path() + "/record.db" : url),
            "installation.key_folder=" + folder.path() + "/keys", "session.second_factor=false",
            "password.memory_mebibytes=8", "password.passes=1"};
        const auto settings = app::Settings::read(
            std::nullopt, [](const char*) { return std::nullopt; }, assignments);
        REQUIRE(settings);
        auto opened = app::Installation::open(*settings, rule_sets, clock);
        REQUIRE(opened);
        installation = std::move(*opened);
    }
    [[nodiscard]] database::Database& database() const { return installation->database(); }
};

// Keeps every file as a text.
class TextSink final : public exchange::ExportSink {
public:
    void begin_file(const std::string& name) override { current_ = &files[name]; }
    void write(std::string_view bytes) override { *current_ += bytes; }
    void end_file() override { current_ = nullptr; }

    std::map<std::string, std::string> files;

private:
    std::string* current_ = nullptr;
};

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

Result<exchange::SchoolExport> exported(database::Database& database, SchoolId school,
                                        exchange::ExportSink& sink)
{
    return database.read([&](database::Session& session) {
        return exchange::export_school(session,
                                       {.school = school, .program = "1.0", .at = k_moment}, sink);
    });
}

std::vector<SchoolId> schools_of(database::Database& database)
{
    return database.read([](database::Session& session) {
        std::vector<SchoolId> schools;
        for (const auto& row : session.find_all("SELECT school_id FROM school ORDER BY school_id"))
            schools.push_back(SchoolId{row.integer("school_id")});
        return schools;
    });
}

}  // namespace

TEST_CASE("export: every table of the record is exported or left out for a reason that is said")
{
    const Opened open;
    const auto problems = open.database().read([](database::Session& session) {
        return exchange::problems_of_table_words(database::read_schema(session));
    });
    std::string all;
    for (const std::string& problem : problems)
        all += problem + '\n';
    CHECK_MESSAGE(problems.empty(), all);
}

TEST_CASE("export: a new table that nobody exports is found")
{
    database::Schema schema;
    database::SchemaTable table;
    table.name = "something_new";
    table.columns = {{"school_id", "BIGINT", true, ""}, {"x", "TEXT", true, ""}};
    table.primary_key = {"school_id", "x"};
    schema.tables.push_back(table);
    table.name = "something_else";
    table.primary_key = {"x"};
    schema.tables.push_back(table);
    const auto problems = exchange::problems_of_table_words(schema);
    const auto has = [&](const std::string& problem) {
        return std::ranges::find(problems, problem) != problems.end();
    };
    CHECK(has("something_new: exported, and no words say what it is"));
    CHECK(has("something_else: neither exported nor left out"));
    CHECK(has("student: words of a table that is not there"));
}

TEST_CASE("export: holds all rows of the school, of no other one, and no secret [slow]")
{
    const Opened open;
    const FixedClock& clock = open.clock;
    REQUIRE(app::fill_with_demo(*open.installation, clock));
    const auto schools = schools_of(open.database());
    REQUIRE(schools.size() == 3);
    std::map<std::int64_t, std::string> students;
    for (const SchoolId school : schools) {
        TextSink sink;
        const auto done = exported(open.database(), school, sink);
        REQUIRE(done);
        students[school.value] = sink.files.at("data/student.jsonl");
        const std::string own = "\"school_id\":\"" + std::to_string(school.value) + '"';
        for (const auto& [name, text] : sink.files) {
            CAPTURE(name);
            for (const char* secret : {"$argon2id", "password_hash", "token_digest",
                                       "sealed_secret", "csrf_token", "code_hash"})
                CHECK(text.find(secret) == std::string::npos);
            const auto file = std::ranges::find(done->files, name, &exchange::ExportedFile::name);
            REQUIRE(file != done->files.end());
            CHECK(file->bytes == text.size());
            CHECK(file->digest == crypto::digest_of(text));
            if (!name.starts_with("data/"))
                continue;
            const auto lines = lines_of(text);
            CHECK(lines.size() == file->rows);
            for (const std::string& line : lines) {
                const auto json = JsonDocument::parse(line);
                REQUIRE(json);
                if (json->root().find("school_id"))
                    CHECK(line.find(own) != std::string::npos);
            }
            // As many rows as the database has, and the same in the other form.
            const bool is_shared = name.find("/account.") != std::string::npos ||
                                   name.find("/directorate.") != std::string::npos ||
                                   name.find("/signing_key.") != std::string::npos;
            if (!is_shared) {
                const auto counted = open.database().read([&](database::Session& session) {
                    return session
                        .find_one("SELECT count(*) AS rows FROM " + file->table +
                                      " WHERE school_id = $1",
                                  school)
                        ->integer("rows");
                });
                CHECK(static_cast<std::uint64_t>(counted) == file->rows);
            }
            const std::string table = "tables/" + file->table + ".csv";
            if (file->rows > 0) {
                const auto csv = tables::read_csv(table, sink.files.at(table));
                CHECK(csv.problems.empty());
                CHECK(csv.table.rows() == file->rows);
            }
            // Every column that is written is described.
            if (!lines.empty()) {
                const auto first = JsonDocument::parse(lines.front());
                for (const JsonValue column : first->root())
                    CHECK(sink.files.at("columns.csv")
                              .find(file->table + ',' + std::string(column.key()) + ',') !=
                          std::string::npos);
            }
        }
        CHECK(sink.files.at("README.ar.md").find("| `mark_entry` |") != std::string::npos);
        CHECK(JsonDocument::parse(sink.files.at("manifest.json")));
        for (const std::string& line : lines_of(sink.files.at("data/result_version.jsonl"))) {
            const auto json = JsonDocument::parse(line);
            CHECK(json->root().find("outcome")->is(JsonKind::object));
            CHECK(json->root().find("trace")->size() > 0);
        }
    }
    CHECK(students.begin()->second != students.rbegin()->second);
    TextSink nobody;
    const auto unknown = exported(open.database(), SchoolId{5}, nobody);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.refusal().code == RefusalCode::record_unknown);
    CHECK(nobody.files.empty());

    // A folder and a ZIP file hold the same.
    TextSink texts;
    REQUIRE(exported(open.database(), schools.front(), texts));
    auto folder = exchange::FolderSink::make(open.folder.path() + "/out");
    REQUIRE(folder);
    REQUIRE(exported(open.database(), schools.front(), **folder));
    CHECK_FALSE(std::filesystem::exists(open.folder.path() + "/out"));
    CHECK_FALSE((*folder)->keep());
    exchange::ZipSink zip("school");
    REQUIRE(exported(open.database(), schools.front(), zip));
    const std::string bytes = zip.finish();
    const auto package = tables::WorkbookPackage::open("school.zip", bytes, {});
    REQUIRE(package);
    for (const auto& [name, text] : texts.files) {
        CAPTURE(name);
        CHECK(open.folder.read("out/" + name) == text);
        const auto packed = package->read("school/" + name);
        REQUIRE(packed);
        CHECK(*packed == text);
    }
    exchange::ZipSink again("school");
    REQUIRE(exported(open.database(), schools.front(), again));
    CHECK(again.finish() == bytes);
}

TEST_CASE("export: a ZIP file is refused when it or a file of it would be too large, and another "
          "one is made")
{
    const Opened open;
    REQUIRE(app::fill_with_demo(*open.installation, open.clock));
    const SchoolId school = schools_of(open.database()).front();
    // A file's limit from both sides.
    exchange::ZipSink small("school", 10);
    small.begin_file("a");
    small.write("0123456789");
    CHECK_THROWS_AS(small.write("x"), exchange::ZipSink::TooLarge);
    small.end_file();

    const http::Request request;
    school::Call call{.request = request, .act = {}, .target = {.school = school}};
    call.act.at = k_moment;
    call.act.today = k_moment.day(0);
    const auto answered = [&](std::size_t most) {
        return exchange::export_routes(open.installation->record(), "1.0", most)
            .front()
            .handler(call);
    };
    TextSink texts;
    REQUIRE(exported(open.database(), school, texts));
    std::size_t largest = 0;
    for (const auto& [name, text] : texts.files)
        largest = std::max(largest, text.size());
    const http::Response refused = answered(largest - 1);
    REQUIRE(refused.refusal);
    CHECK(refused.refusal->code == RefusalCode::value_out_of_range);
    const auto argument = [&](const std::string& name) {
        const auto found = std::ranges::find(refused.refusal->arguments, name,
                                             [](const auto& one) { return one.first; });
        return found == refused.refusal->arguments.end() ? std::string() : found->second;
    };
    CHECK(argument("field") == "export");
    CHECK(argument("maximum") == std::to_string(largest - 1));
    CHECK(argument("value") > argument("maximum"));
    // The refusal does not keep the place of the one export at a time.
    const http::Response made = answered(std::size_t{64} << 20U);
    CHECK(made.status == 200);
    CHECK(made.content_type == "application/zip");
}

TEST_CASE("export: a folder is there whole or not at all, and none is written into")
{
    const tests::ScratchFolder folder;
    const std::string out = folder.path() + "/out";
    {
        const auto sink = exchange::FolderSink::make(out);
        REQUIRE(sink);
        (*sink)->begin_file("data/a");
        (*sink)->write("half");
        const auto second = exchange::FolderSink::make(out);
        REQUIRE_FALSE(second);
        CHECK(second.refusal().code == RefusalCode::file_exists);
    }
    CHECK_FALSE(std::filesystem::exists(out));
    CHECK_FALSE(std::filesystem::exists(out + ".part"));
    std::filesystem::create_directory(out);
    CHECK_FALSE(exchange::FolderSink::make(out));
    CHECK_THROWS_AS(static_cast<void>(exchange::FolderSink::make(folder.path() + "/no/out")),
                    exchange::ExportFault);
}
