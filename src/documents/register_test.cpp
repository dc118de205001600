#include "documents/register.h"

#include <doctest/doctest.h>

#include "documents/serial.h"
#include "tests/support/attendance_school.h"
#include "tests/support/document_tables.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

namespace {

// A school whose key is open, with a printer that writes the QR code alone.
struct RegisteredSchool : AttendanceSchool {
    crypto::SeededRandom random{23};
    SigningKeys keys{*record, random, {.memory_bytes = 8192, .passes = 1}};
    Register documents{*record, keys};
    std::vector<std::int64_t> staff;
    int printed = 0;

    explicit RegisteredSchool(TestDatabase& test) : AttendanceSchool(test)
    {
        lay_document_tables(test);
        for (const char* const name : {"first", "second"})
            staff.push_back(add_staff(name));
    }

    [[nodiscard]] school::Act act_of(std::size_t who) const
    {
        school::Act one = act();
        one.person_id = staff[who];
        return one;
    }

    void open_key()
    {
        REQUIRE(keys.begin(act(), this->school, {.holders = staff, .needed = 2, .decision = "7"}));
        for (std::size_t who = 0; who < 2; ++who)
            REQUIRE(keys.join(act_of(who), this->school, "lanterns of the register"));
        for (std::size_t who = 0; who < 2; ++who)
            REQUIRE(keys.open(act_of(who), this->school, "lanterns of the register"));
    }

    [[nodiscard]] Draft draft(std::int64_t student) const
    {
        return {.student_id = student,
                .school_year_id = year,
                .content = {.serial = "",
                            .kind = "certificate",
                            .title = "certificate",
                            .school = "school",
                            .student = "ali",
                            .school_year = "2026/2027",
                            .issued_on = Day{0},
                            .lines = {{"maths", "88.5"}, {"decision", "passed"}},
                            .replaces = "unasked"}};
    }

    Result<IssuedTogether> issue(std::vector<Draft> drafts, const school::Act& by)
    {
        return documents.issue(
            by, this->school, drafts,
            [&](std::size_t, const Draft&, const SignedContent& content) -> Result<std::string> {
                ++printed;
                return "%PDF " + qr_text(content);
            });
    }
    Result<IssuedTogether> issue(std::vector<Draft> drafts)
    {
        return issue(std::move(drafts), act());
    }
};

}  // namespace

TEST_CASE("documents: a serial has the check digits of ISO 7064, MOD 97-10")
{
    // By hand: 2026000014 * 100 leaves 24 over 97, and 98 - 24 = 74.
    CHECK(Serial{.year = 2026, .number = 14}.to_text() == "TQ-2026-000014-74");
    CHECK(Serial{.year = 2026, .number = 1}.to_text() == "TQ-2026-000001-16");
    CHECK(Serial{.year = 2027, .number = 1'234'567}.to_text() == "TQ-2027-1234567-03");
    CHECK(Serial::parse("2026-000014-74") == Serial{.year = 2026, .number = 14});
    CHECK(Serial::parse(" 2026 000014 74 ") == Serial{.year = 2026, .number = 14});
    CHECK(Serial::parse("TQ-2026-000014-74") == Serial{.year = 2026, .number = 14});
    CHECK(Serial::parse(" tq 2026-000014-74") == Serial{.year = 2026, .number = 14});
    CHECK(Serial::parse("202600001474") == Serial{.year = 2026, .number = 14});
    CHECK(Serial::parse("2027-1234567-03") == Serial{.year = 2027, .number = 1'234'567});
    // source-check: allow what a person types
    CHECK(Serial::parse("٢٠٢٦-٠٠٠٠١٤-٧٤") == Serial{.year = 2026, .number = 14});

    for (const char* const wrong :
         {"", "2026-000014", "2026-000014-75", "2026-000041-74", "2062-000014-74",
          "2026-0000014-42", "2026/000014/74", "1999-000001-69", "2026-000000-19", "A026-000014-74",
          "TK-2026-000014-74", "TQ"}) {
        CAPTURE(wrong);
        CHECK_FALSE(Serial::parse(wrong).has_value());
    }
    const std::string digits = "202600001474";
    for (std::size_t i = 0; i < digits.size(); ++i)
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string typed = digits;
            typed[i] = digit;
            CHECK(Serial::parse(typed).has_value() == (typed == digits));
        }
    for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
        std::string typed = digits;
        std::swap(typed[i], typed[i + 1]);
        CHECK(Serial::parse(typed).has_value() == (typed == digits));
    }
}

TEST_CASE("documents: what is issued is numbered, signed, printed with its signature and entered")
{
    on_both_databases([](TestDatabase& test) {
        RegisteredSchool it(test);
        CHECK(code_of(it.issue({it.draft(it.ali)})) == "DOCUMENT_KEY_MISSING");
        it.open_key();
        const auto issued = it.issue({it.draft(it.ali), it.draft(it.hamad)});
        REQUIRE(issued);
        REQUIRE(issued->documents.size() == 2);
        const std::int64_t year = std::stoll(it.act().today.to_text().substr(0, 4));
        CHECK(issued->documents[0].serial == Serial{.year = year, .number = 1}.to_text());
        CHECK(issued->documents[1].serial == Serial{.year = year, .number = 2}.to_text());

        const auto entry = it.documents.find(it.school, issued->documents[0].serial);
        REQUIRE(entry.has_value());
        CHECK(entry->student_id == it.ali);
        CHECK(entry->kind == "certificate");
        CHECK(entry->issued_on == it.act().today);
        CHECK(entry->replaces.empty());
        CHECK(entry->replaced_by.empty());
        CHECK(entry->revoked_on.empty());
        CHECK(issued->documents[0].file == "%PDF " + qr_text(entry->content));
        CHECK(it.documents.file_of(it.school, *entry) == issued->documents[0].file);
        CHECK(entry->file_digest == crypto::digest_of(crypto::bytes_of(issued->documents[0].file)));
        const auto content = parse_content(entry->content.text);
        REQUIRE(content);
        CHECK(content->serial == entry->serial);
        CHECK(content->issued_on == it.act().today);
        CHECK(content->replaces.empty());

        const Standing standing = it.documents.standing(it.school, entry->content);
        CHECK(standing.genuineness == Genuineness::genuine);
        CHECK(standing.is_registered);
        CHECK(it.documents.of_student(it.school, it.ali).size() == 1);
        CHECK(it.documents.of_student(it.school, it.yousef).empty());
        CHECK_FALSE(it.documents.find(it.school, "2026-000099-99").has_value());
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("documents: one that cannot be printed takes nothing of the others into the register, "
          "and no number")
{
    on_both_databases([](TestDatabase& test) {
        RegisteredSchool it(test);
        it.open_key();
        const std::vector<Draft> drafts = {it.draft(it.ali), it.draft(it.hamad)};
        const auto refused = it.documents.issue(
            it.act(), it.school, drafts,
            [&](std::size_t, const Draft& draft, const SignedContent&) -> Result<std::string> {
                if (draft.student_id == it.hamad)
                    return Refusal{RefusalCode::reason_missing, {}, "", ""};
                return std::string("%PDF");
            });
        CHECK(code_of(refused) == "REASON_MISSING");
        CHECK(it.documents.of_student(it.school, it.ali).empty());
        const auto issued = it.issue({it.draft(it.hamad)});
        REQUIRE(issued);
        CHECK(issued->documents[0].serial.find("-000001-") != std::string::npos);

        CHECK(code_of(it.issue(std::vector<Draft>())) == "VALUE_OUT_OF_RANGE");
        CHECK(code_of(it.issue(std::vector<Draft>(Register::k_most_together + 1,
                                                  it.draft(it.ali)))) == "VALUE_OUT_OF_RANGE");
        CHECK(code_of(it.issue({it.draft(12)})) == "RECORD_UNKNOWN");
        Draft other_year = it.draft(it.ali);
        ++other_year.school_year_id;
        CHECK(code_of(it.issue({other_year})) == "RECORD_UNKNOWN");
    });
}

TEST_CASE(
    "documents: a repeat of the client is told the same serials, and nothing is printed again")
{
    on_both_databases([](TestDatabase& test) {
        RegisteredSchool it(test);
        it.open_key();
        const school::Act act = it.act_with_key("print-1", "digest of the request");
        const auto first = it.issue({it.draft(it.ali)}, act);
        REQUIRE(first);
        CHECK(it.printed == 1);
        const auto again = it.issue({it.draft(it.ali)}, act);
        REQUIRE(again);
        CHECK(again->answer.is_repeat);
        CHECK(again->answer.body == first->answer.body);
        CHECK(again->documents.empty());
        CHECK(it.printed == 1);
        CHECK(it.documents.of_student(it.school, it.ali).size() == 1);
    });
}

TEST_CASE("documents: a document is replaced once, by one of the same student and kind, and names "
          "the one before")
{
    on_both_databases([](TestDatabase& test) {
        RegisteredSchool it(test);
        it.open_key();
        const auto first = it.issue({it.draft(it.ali)});
        REQUIRE(first);
        const std::int64_t id = first->documents[0].document_id;
        Draft of_other = it.draft(it.hamad);
        of_other.replaces = id;
        CHECK(code_of(it.issue({of_other})) == "RECORD_UNKNOWN");
        Draft of_other_kind = it.draft(it.ali);
        of_other_kind.content.kind = "transcript";
        of_other_kind.replaces = id;
        CHECK(code_of(it.issue({of_other_kind})) == "RECORD_UNKNOWN");
        Draft next = it.draft(it.ali);
        next.replaces = id;
        const auto second = it.issue({next});
        REQUIRE(second);
        CHECK(it.documents.find(it.school, first->documents[0].serial)->replaced_by ==
              second->documents[0].serial);
        const auto entry = it.documents.find(it.school, second->documents[0].serial);
        CHECK(entry->replaces == first->documents[0].serial);
        CHECK(parse_content(entry->content.text)->replaces == first->documents[0].serial);
        CHECK(code_of(it.issue({next})) == "DOCUMENT_ENDED");
        CHECK(code_of(it.documents.revoke(it.act(), it.school, first->documents[0].serial, "x")) ==
              "DOCUMENT_ENDED");
        // Two in one write that would stand in the same place.
        Draft twice = it.draft(it.ali);
        twice.replaces = second->documents[0].document_id;
        CHECK(code_of(it.issue({twice, twice})) == "DOCUMENT_ENDED");
    });
}

TEST_CASE("documents: what is revoked says when and why, and nothing stands in its place any more")
{
    on_both_databases([](TestDatabase& test) {
        RegisteredSchool it(test);
        it.open_key();
        const auto first = it.issue({it.draft(it.ali)});
        REQUIRE(first);
        const std::string serial = first->documents[0].serial;
        CHECK(code_of(it.documents.revoke(it.act(), it.school, serial, "")) == "REASON_MISSING");
        CHECK(code_of(it.documents.revoke(it.act(), it.school, "2026-000099-99", "x")) ==
              "RECORD_UNKNOWN");
        REQUIRE(it.documents.revoke(it.act(), it.school, serial, "another child's"));
        const auto entry = it.documents.find(it.school, serial);
        CHECK(entry->revoked_on == it.act().today.to_text());
        CHECK(entry->reason == "another child's");
        CHECK(code_of(it.documents.revoke(it.act(), it.school, serial, "again")) ==
              "DOCUMENT_ENDED");
        Draft next = it.draft(it.ali);
        next.replaces = entry->document_id;
        CHECK(code_of(it.issue({next})) == "DOCUMENT_ENDED");
        // Its signature is still genuine: what it said was said.
        CHECK(it.documents.standing(it.school, entry->content).genuineness == Genuineness::genuine);
    });
}

TEST_CASE(
    "documents: a content that the register has not is told apart, whatever its signature says")
{
    on_both_databases([](TestDatabase& test) {
        RegisteredSchool it(test);
        it.open_key();
        const auto first = it.issue({it.draft(it.ali)});
        REQUIRE(first);
        const auto entry = it.documents.find(it.school, first->documents[0].serial);
        // With the school's own key, as a thief of it would.
        DocumentContent better = *parse_content(entry->content.text);
        better.lines[0].value = "98.5";
        const auto open = it.record->read(
            [&](database::Session& session) { return it.keys.opened(session, it.school); });
        const Standing stolen =
            it.documents.standing(it.school, sign(canonical_text(better), (*open)->signing_key()));
        CHECK(stolen.genuineness == Genuineness::genuine);
        CHECK_FALSE(stolen.is_registered);
        CHECK(stolen.entry.has_value());

        SignedContent changed = entry->content;
        changed.text.replace(changed.text.find("88.5"), 4, "98.5");
        CHECK(it.documents.standing(it.school, changed).genuineness == Genuineness::changed);
        const crypto::SigningKey foreign = crypto::SigningKey::make(it.random);
        const Standing of_stranger =
            it.documents.standing(it.school, sign(entry->content.text, foreign));
        CHECK(of_stranger.genuineness == Genuineness::key_unknown);
        CHECK_FALSE(of_stranger.is_registered);
    });
}
