#include "documents/public_list.h"

#include <doctest/doctest.h>

#include "documents/register.h"
#include "platform/print/printer.h"
#include "platform/print/read_attachment.h"
#include "tests/support/attendance_school.h"
#include "tests/support/document_tables.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

namespace {

constexpr const char* k_words = "lanterns of the list";

// A school that has issued one document to Ali.
struct ListedSchool : AttendanceSchool {
    crypto::SeededRandom random{31};
    SigningKeys keys{*record, random, {.memory_bytes = 8192, .passes = 1}};
    Register documents{*record, keys};
    std::vector<std::int64_t> staff;

    explicit ListedSchool(TestDatabase& test) : AttendanceSchool(test)
    {
        lay_document_tables(test);
        staff = {add_staff("first"), add_staff("second")};
        make_key();
    }

    void make_key()
    {
        REQUIRE(keys.begin(act(), this->school, {.holders = staff, .needed = 2, .decision = "7"}));
        for (const bool opens : {false, true})
            for (const std::int64_t one : staff) {
                school::Act by = act();
                by.person_id = one;
                REQUIRE((opens ? keys.open(by, this->school, k_words)
                               : keys.join(by, this->school, k_words)));
            }
    }

    Issued issue(std::optional<std::int64_t> replaces = std::nullopt)
    {
        Draft draft;
        draft.student_id = ali;
        draft.school_year_id = year;
        draft.content.kind = "certificate";
        draft.content.title = "certificate";
        draft.content.student = "ali";
        draft.content.lines = {{"maths", "88.5"}};
        draft.replaces = replaces;
        const auto issued = documents.issue(
            act(), this->school, std::vector{draft},
            [](std::size_t, const Draft&, const SignedContent&) -> Result<std::string> {
                return std::string("%PDF");
            });
        REQUIRE(issued);
        return issued->documents.front();
    }

    SignedContent content_of(const Issued& issued)
    {
        return documents.find(this->school, issued.serial)->content;
    }

    // The list as somebody else has it: written, and read again.
    PublicList list()
    {
        JsonWriter json;
        write_public_list(json, record->read([&](database::Session& session) {
            return read_public_list(session, act().at);
        }));
        auto again = parse_public_list(json.str());
        REQUIRE(again);
        return std::move(*again);
    }
};

}  // namespace

TEST_CASE("documents: who has the public list judges a document without the register")
{
    on_both_databases([](TestDatabase& test) {
        ListedSchool it(test);
        CHECK(it.list().schools.size() == 1);
        CHECK(it.list().as_of == it.act().at.to_text());
        const Issued first = it.issue();
        const SignedContent content = it.content_of(first);
        Verdict verdict = judge(content, it.list());
        CHECK(verdict.stands());
        CHECK_FALSE(verdict.school_ar.empty());

        SignedContent changed = content;
        changed.text.replace(changed.text.find("88.5"), 4, "98.5");
        verdict = judge(changed, it.list());
        CHECK(verdict.genuineness == Genuineness::changed);
        CHECK_FALSE(verdict.stands());

        const crypto::SigningKey foreign = crypto::SigningKey::make(it.random);
        verdict = judge(sign(content.text, foreign), it.list());
        CHECK(verdict.genuineness == Genuineness::key_unknown);
        CHECK_FALSE(verdict.stands());

        const Issued second = it.issue(first.document_id);
        verdict = judge(content, it.list());
        CHECK(verdict.genuineness == Genuineness::genuine);
        REQUIRE(verdict.ended.has_value());
        CHECK(verdict.ended->replaced_by == second.serial);
        CHECK(verdict.ended->day == it.act().today.to_text());
        CHECK(judge(it.content_of(second), it.list()).stands());

        REQUIRE(it.documents.revoke(it.act(), it.school, second.serial, "wrong child"));
        verdict = judge(it.content_of(second), it.list());
        REQUIRE(verdict.ended.has_value());
        CHECK(verdict.ended->replaced_by.empty());
        CHECK_FALSE(verdict.stands());
    });
}

TEST_CASE("documents: a key that ended still proves what it signed, unless it was stolen")
{
    on_both_databases([](TestDatabase& test) {
        ListedSchool it(test);
        const SignedContent first = it.content_of(it.issue());
        const std::int64_t old_key = it.keys.keys(it.school).front().id;
        REQUIRE(it.keys.end(it.act(), it.school, old_key, "lost", "the holders left"));
        it.make_key();
        const SignedContent second = it.content_of(it.issue());
        CHECK(first.key_id != second.key_id);
        CHECK(judge(first, it.list()).stands());
        CHECK(judge(second, it.list()).stands());

        const std::int64_t new_key = it.keys.keys(it.school).back().id;
        REQUIRE(it.keys.end(it.act(), it.school, new_key, "stolen", "a copy was found"));
        const Verdict verdict = judge(second, it.list());
        CHECK(verdict.genuineness == Genuineness::genuine);
        CHECK(verdict.key_was_stolen);
        CHECK_FALSE(verdict.stands());
        CHECK(judge(first, it.list()).stands());
    });
}

TEST_CASE("documents: a file that is no list of keys is refused, with the place of what is missing")
{
    CHECK(code_of(parse_public_list("")) == "JSON_MALFORMED");
    CHECK(code_of(parse_public_list("{}")) == "FIELD_MISSING");
    const auto refused = parse_public_list(
        R"({"as_of": "x", "schools": [{"school_id": "1", "name_ar": "a", "name_en": "", "ended": [],
            "keys": [{"key_id": "k", "public_key": "no key", "made_on": "2026-01-01"}]}]})");
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().field == "/schools/0/keys/0/public_key");
}

TEST_CASE("print: a file that is attached is read again; anything else is nothing")
{
    print::Document document;
    document.title = "sample";
    document.created = *Instant::parse("2026-06-18T07:30:00Z");
    document.blocks.emplace_back(print::Paragraph{"sample"});
    document.attachments.push_back({.name = "data.json", .description = "", .bytes = "{\"a\": 1}"});
    print::Printer printer;
    const auto printed = printer.print(document);
    REQUIRE(printed);
    CHECK(print::attachment_in(printed->pdf, "data.json", 100) == "{\"a\": 1}");
    CHECK_FALSE(print::attachment_in(printed->pdf, "data.json", 7).has_value());
    CHECK_FALSE(print::attachment_in(printed->pdf, "other.json", 100).has_value());
    CHECK_FALSE(print::attachment_in("no document", "data.json", 100).has_value());
    CHECK_FALSE(
        print::attachment_in(std::string_view(printed->pdf).substr(0, 200), "data.json", 100)
            .has_value());
}
