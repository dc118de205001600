#include "documents/document_requests.h"

#include <doctest/doctest.h>

#include "documents/amendments.h"
#include "regulations/registration.h"
#include "tests/support/desk_school.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const std::vector<std::unique_ptr<RuleSet>> all = all_rule_sets();
    return all;
}

// A Saudi school, where ali and hamad hold a note each.
struct RequestSchool : DeskSchool {
    DocumentRequests requests{*record, desk, rule_sets()};
    std::string serial;  // of ali's

    explicit RequestSchool(TestDatabase& test, const char* country = "SA") : DeskSchool(test)
    {
        today("2026-11-22");
        test.run("UPDATE directorate SET country = '" + std::string(country) + "'");
        serial = issue(ali);
        (void)issue(hamad);
    }

    std::string issue(std::int64_t student)
    {
        PaperWanted wanted = note(student);
        wanted.order.class_id = class_a;
        wanted.order.stage = Stage::issue;
        const auto issued =
            desk.issue(act(), this->school, std::vector{wanted}, print::DigitSet::western);
        REQUIRE(issued);
        return issued->documents[0].serial;
    }

    [[nodiscard]] Result<school::Answer> file(const std::string& of, const char* fate)
    {
        return requests.file(act(), this->school, ReplacementAsked{.serial = of, .fate = fate});
    }

    [[nodiscard]] AmendmentAsked amendment() const
    {
        return {.student_id = ali,
                .name_parts = {"ali", "salem", "hamad", "alnajjar", "almutairi"},
                .birth_day = std::nullopt,
                .address = "street 4",
                .justification = "the register was amended",
                .purpose = "the next stage"};
    }

    void bring(std::int64_t request, const char* paper, const char* day)
    {
        REQUIRE(
            requests.add_paper(act(), this->school, request,
                               {.paper = paper, .reference = "1420", .dated = *Day::parse(day)}));
    }

    // With the number and day that the decision on an amendment needs.
    [[nodiscard]] Result<school::Answer> decide(std::int64_t request, const char* outcome,
                                                const char* reason = "")
    {
        return requests.decide(
            act(), this->school, request,
            {.outcome = outcome, .reason = reason, .reference = "1448/412", .dated = act().today});
    }

    [[nodiscard]] RegisterEntry entry(const std::string& of)
    {
        return entered.find(this->school, of).value();
    }
};

std::string clause_of(const Result<school::Answer>& answer)
{
    return answer ? "accepted" : answer.refusal().clause;
}

}  // namespace

TEST_CASE("PG-24.RC.1: a lost document is replaced one month after its advert, and not before")
{
    on_both_databases([](TestDatabase& test) {
        RequestSchool it(test);
        const auto filed = it.file(it.serial, "lost");
        REQUIRE(filed);
        const std::int64_t request = id_in(filed, "document_request_id");
        CHECK(clause_of(it.decide(request, "granted")) == "PG-24.RC.1");
        it.bring(request, "advert", "2026-11-01");
        CHECK(code_of(it.decide(request, "granted")) == "ADVERT_TOO_RECENT");
        it.today("2026-11-30");
        CHECK(code_of(it.decide(request, "granted")) == "ADVERT_TOO_RECENT");
        it.today("2026-12-01");
        CHECK(clause_of(it.decide(request, "granted")) == "PG-24.RC.2");
        it.bring(request, "police_minutes", "2026-10-30");
        CHECK(clause_of(it.decide(request, "granted")) == "PG-24.RC.4");
        CHECK(code_of(it.requests.issue(it.act(), it.school, request)) == "RECORD_UNKNOWN");
        it.bring(request, "undertaking", "2026-12-01");
        CHECK(code_of(it.decide(request, "granted")) == "accepted");
        CHECK(code_of(it.decide(request, "granted")) == "DECIDED_ALREADY");
        CHECK(code_of(it.requests.add_paper(
                  it.act(), it.school, request,
                  {.paper = "remains", .reference = "1", .dated = *Day::parse("2026-12-01")})) ==
              "DECIDED_ALREADY");

        const school::Act act = it.act_with_key("issue-1", "of this request");
        const auto issued = it.requests.issue(act, it.school, request);
        REQUIRE(issued);
        REQUIRE(issued->documents.size() == 1);
        const RegisterEntry now = it.entry(issued->documents[0].serial);
        CHECK(now.replaces == it.serial);
        // PG-24.RC.5: the register says why.
        CHECK(now.because == "lost");
        CHECK(now.part == "year");
        CHECK(now.digits == "western");
        CHECK(it.entry(it.serial).replaced_by == now.serial);
        CHECK(it.entry(it.serial).because.empty());
        // The same request again is told the same; another one issues nothing more.
        const auto repeated = it.requests.issue(act, it.school, request);
        REQUIRE(repeated);
        CHECK(repeated->answer.is_repeat);
        CHECK(code_of(it.requests.issue(it.act(), it.school, request)) == "DOCUMENT_ENDED");
        CHECK(code_of(it.file(it.serial, "lost")) == "DOCUMENT_ENDED");
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("PG-24.RC.3: a damaged document is brought, and needs nothing else")
{
    on_both_databases([](TestDatabase& test) {
        RequestSchool it(test);
        const auto filed = it.file(it.serial, "damaged");
        REQUIRE(filed);
        const std::int64_t request = id_in(filed, "document_request_id");
        CHECK(clause_of(it.decide(request, "granted")) == "PG-24.RC.3");
        it.bring(request, "remains", "2026-11-01");
        CHECK(code_of(it.decide(request, "granted")) == "accepted");
        const auto issued = it.requests.issue(it.act(), it.school, request);
        REQUIRE(issued);
        CHECK(it.entry(issued->documents[0].serial).because == "damaged");
    });
}

TEST_CASE("PG-24.RC.2: what was refused is not issued, and a refusal has its reason")
{
    on_both_databases([](TestDatabase& test) {
        RequestSchool it(test);
        const auto filed = it.file(it.serial, "burnt");
        REQUIRE(filed);
        const std::int64_t request = id_in(filed, "document_request_id");
        CHECK(code_of(it.decide(request, "refused")) == "REASON_MISSING");
        CHECK(code_of(it.decide(request, "refused", "no proof came")) == "accepted");
        CHECK(code_of(it.requests.issue(it.act(), it.school, request)) == "RECORD_UNKNOWN");
        CHECK(code_of(it.decide(request, "granted")) == "DECIDED_ALREADY");
        CHECK(it.entry(it.serial).replaced_by.empty());
        CHECK(code_of(it.file("TQ-2026-000099-99", "lost")) == "RECORD_UNKNOWN");
        CHECK(code_of(it.decide(12, "granted")) == "RECORD_UNKNOWN");
        CHECK(code_of(it.requests.add_paper(
                  it.act(), it.school, request,
                  {.paper = "remains", .reference = "1", .dated = *Day::parse("2099-01-01")})) ==
              "DAY_IN_FUTURE");
        CHECK(code_of(it.requests.request(it.school, 12, it.act().today)) == "RECORD_UNKNOWN");
    });
}

TEST_CASE("PG-24.A.1: a granted amendment changes the record, and all standing documents are "
          "issued anew")
{
    on_both_databases([](TestDatabase& test) {
        RequestSchool it(test);
        const std::string other = it.issue(it.ali);
        AmendmentAsked asked = it.amendment();
        asked.is_from_abroad = true;
        CHECK(code_of(it.requests.file(it.act(), it.school, asked)) == "DOCUMENT_FROM_ABROAD");
        asked = it.amendment();
        asked.student_id = 12;
        CHECK(code_of(it.requests.file(it.act(), it.school, asked)) == "RECORD_UNKNOWN");

        const auto filed = it.requests.file(it.act(), it.school, it.amendment());
        REQUIRE(filed);
        const std::int64_t request = id_in(filed, "document_request_id");
        CHECK(clause_of(it.decide(request, "granted")) == "PG-24.P.1");
        REQUIRE(Amendments(*it.record, rule_sets())
                    .examine(it.act(), it.school, request,
                             {.finding = "as in the register",
                              .reference = "1448/3",
                              .examined = it.act().today},
                             EnteredBy::school));
        CHECK(clause_of(it.decide(request, "granted")) == "PG-24.A.8");
        it.bring(request, "birth_paper", "2015-03-04");
        it.bring(request, "identity", "2020-03-04");
        CHECK(code_of(it.decide(request, "granted")) == "accepted");
        const auto student = it.record->read([&](database::Session& session) {
            return session
                .find_one("SELECT name_ar FROM student WHERE school_id = $1 AND student_id = $2",
                          it.school, it.ali)
                ->text("name_ar");
        });
        CHECK(student == "ali salem hamad alnajjar almutairi");

        const auto issued = it.requests.issue(it.act(), it.school, request);
        REQUIRE(issued);
        CHECK(issued->documents.size() == 2);
        for (const std::string& before : {it.serial, other}) {
            const std::string after = it.entry(before).replaced_by;
            REQUIRE_FALSE(after.empty());
            CHECK(it.entry(after).because == "amendment");
        }
        CHECK(code_of(it.requests.issue(it.act(), it.school, request)) == "DOCUMENT_ENDED");
        // Another student's documents are left as they are.
        CHECK(it.entered.of_student(it.school, it.hamad).size() == 1);
        // The same name again is nothing to amend.
        CHECK(code_of(it.requests.file(it.act(), it.school, it.amendment())) == "FIELD_MISSING");
    });
}

TEST_CASE("documents: where no document of the country has conditions, the head decides alone")
{
    on_both_databases([](TestDatabase& test) {
        RequestSchool it(test, "KW");
        const auto filed = it.file(it.serial, "lost");
        REQUIRE(filed);
        CHECK(code_of(it.decide(id_in(filed, "document_request_id"), "granted")) == "accepted");
    });
}

TEST_CASE("documents: requests are listed, the newest first, page by page")
{
    on_both_databases([](TestDatabase& test) {
        RequestSchool it(test);
        std::vector<std::int64_t> ids;
        for (const char* const fate : {"lost", "damaged", "stolen"})
            ids.push_back(id_in(it.file(it.serial, fate), "document_request_id"));
        const auto page = [&](const std::string& after, int limit) {
            school::Page one;
            one.after = after;
            one.limit = limit;
            const auto json = it.requests.requests(it.school, one, it.act().today);
            REQUIRE(json);
            return *json;
        };
        const std::string first = page("", 2);
        CHECK(first.find("\"stolen\"") < first.find("\"damaged\""));
        CHECK(first.find("\"lost\"") == std::string::npos);
        CHECK(first.find("\"next\":\"" + std::to_string(ids[1]) + "\"") != std::string::npos);
        const std::string last = page(std::to_string(ids[1]), 2);
        CHECK(last.find("\"lost\"") != std::string::npos);
        CHECK(last.find("\"next\":null") != std::string::npos);
    });
}
