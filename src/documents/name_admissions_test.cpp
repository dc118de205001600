#include "documents/name_admissions.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "documents/amendments.h"
#include "regulations/registration.h"
#include "school/merges.h"
#include "tests/support/desk_school.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;
using Json = nlohmann::json;
using Texts = std::vector<std::string>;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const std::vector<std::unique_ptr<RuleSet>> all = all_rule_sets();
    return all;
}

// A Saudi school whose students are all called "… salem hamad alnajjar".
struct AdmittingSchool : DeskSchool {
    NameAdmissions admissions{*record, rule_sets()};

    explicit AdmittingSchool(TestDatabase& test, const char* country = "SA") : DeskSchool(test)
    {
        today("2026-11-22");
        test.run("UPDATE directorate SET country = '" + std::string(country) + "'");
    }

    Result<school::Answer> enter(std::int64_t student, std::vector<std::string> name,
                                 const char* admitted = "2026-09-13", bool is_from_abroad = false)
    {
        return admissions.enter(act(), this->school,
                                {.student_id = student,
                                 .name_parts = std::move(name),
                                 .is_from_abroad = is_from_abroad,
                                 .admitted = day_of(admitted)});
    }

    // "1001: open" by their numbers, in the order of the list.
    Texts open(int limit = 50, const std::string& after = "")
    {
        school::Page page;
        page.limit = limit;
        page.after = after;
        const auto json = admissions.open(this->school, page, act().today);
        REQUIRE(json);
        last = Json::parse(*json);
        Texts lines;
        for (const Json& one : last["items"])
            lines.push_back(one["name_ar"].get<std::string>().substr(0, 3) + ": " +
                            one["state"].get<std::string>());
        return lines;
    }

    void amend(std::int64_t student)
    {
        DocumentRequests requests{*record, desk, rule_sets()};
        Amendments amendments{*record, rule_sets()};
        const std::int64_t request =
            id_in(requests.file(act(), this->school,
                                AmendmentAsked{.student_id = student,
                                               .name_parts = {"ali", "salem", "hamad", "almutairi"},
                                               .birth_day = std::nullopt,
                                               .address = "street 4",
                                               .justification = "the register",
                                               .purpose = "admission"}),
                  "document_request_id");
        for (const char* const paper : {"birth_paper", "identity"})
            REQUIRE(requests.add_paper(
                act(), this->school, request,
                {.paper = paper, .reference = "1420", .dated = day_of("2026-09-01")}));
        REQUIRE(amendments.examine(
            act(), this->school, request,
            {.finding = "as in the register", .reference = "3", .examined = act().today},
            EnteredBy::school));
        REQUIRE(requests.decide(
            act(), this->school, request,
            {.outcome = "granted", .reason = "", .reference = "4", .dated = act().today}));
    }

    Json last;
};

}  // namespace

TEST_CASE("PG-24.A.4: who comes under another form of his name has a month, and is late after it")
{
    on_both_databases([](TestDatabase& test) {
        AdmittingSchool it(test);
        // Three parts of four match.
        const auto entered = it.enter(it.ali, {"ali", "salem", "hamad", "alqahtani"}, "2026-10-22");
        REQUIRE(entered);
        CHECK(entered->status == 201);
        const Json admission = Json::parse(entered->body);
        CHECK(admission["amend_until"] == "2026-11-22");
        CHECK(admission["clause"] == "PG-24.A.4");
        it.today("2026-11-21");
        CHECK(it.open() == Texts{"ali: open"});
        it.today("2026-11-22");
        CHECK(it.open() == Texts{"ali: open"});
        it.today("2026-11-23");
        CHECK(it.open() == Texts{"ali: overdue"});
        // He stays enrolled: nothing but the list says so.
        const auto enrolled = it.record->read([&](database::Session& session) {
            return session.find_one("SELECT last_day FROM enrolment WHERE school_id = $1 "
                                    "AND student_id = $2",
                                    it.school, it.ali);
        });
        REQUIRE(enrolled);
        CHECK(enrolled->is_null("last_day"));
        it.amend(it.ali);
        CHECK(it.open().empty());
        const auto his = it.admissions.of_student(it.school, it.ali, it.act().today);
        REQUIRE(his);
        CHECK(Json::parse(*his)["items"][0]["state"] == "amended");
        CHECK(it.verified_chain() > 0);
    });
}

TEST_CASE("PG-24.A.4: the overdue stand first, page by page; entries by mistake are withdrawn")
{
    on_both_databases([](TestDatabase& test) {
        AdmittingSchool it(test);
        REQUIRE(it.enter(it.hamad, {"hamad", "salem", "hamad", "x"}, "2026-11-20"));
        REQUIRE(it.enter(it.ali, {"ali", "salem", "hamad", "x"}, "2026-09-13"));
        const auto third = it.enter(it.yousef, {"yousef", "salem", "hamad", "x"}, "2026-10-30");
        const Texts all = {"ali: overdue", "you: open", "ham: open"};
        CHECK(it.open() == all);
        CHECK(it.open(2) == Texts{"ali: overdue", "you: open"});
        const std::string next = it.last["next"].get<std::string>();
        CHECK(it.open(2, next) == Texts{"ham: open"});
        CHECK(it.last["next"].is_null());
        for (const char* const wrong : {"x", "2026-09-13", "2026-13-13.4", "2026-09-13.x"}) {
            school::Page page;
            page.after = wrong;
            CHECK(code_of(it.admissions.open(it.school, page, it.act().today)) ==
                  "PAGE_KEY_INVALID");
        }
        const std::int64_t id = id_in(third, "name_admission_id");
        const auto withdraw = [&](std::int64_t which, const char* reason) {
            return it.admissions.withdraw(it.act(), it.school, which, reason);
        };
        CHECK(code_of(withdraw(12, "wrong")) == "RECORD_UNKNOWN");
        CHECK(code_of(withdraw(id, "")) == "TEXT_EMPTY");
        REQUIRE(withdraw(id, "of another student"));
        CHECK(code_of(withdraw(id, "again")) == "DECIDED_ALREADY");
        CHECK(it.open() == Texts{"ali: overdue", "ham: open"});
    });
}

TEST_CASE("PG-24.A.3: papers from abroad are taken as they are, and nothing is to be amended")
{
    on_both_databases([](TestDatabase& test) {
        AdmittingSchool it(test);
        const auto entered =
            it.enter(it.ali, {"ali", "salem", "hamad", "alqahtani"}, "2026-09-13", true);
        REQUIRE(entered);
        const Json admission = Json::parse(entered->body);
        CHECK(admission["state"] == "accepted");
        CHECK(admission["amend_until"].is_null());
        CHECK(admission["clause"] == "PG-24.A.3");
        CHECK(it.open().empty());
    });
}

TEST_CASE("PG-24.A.9: with less than three parts alike the civil notice is brought first")
{
    on_both_databases([](TestDatabase& test) {
        AdmittingSchool it(test);
        for (const bool is_from_abroad : {false, true}) {
            const auto refused = it.enter(it.ali, {"ali", "salem", "khaled", "alnajjar"},
                                          "2026-09-13", is_from_abroad);
            CHECK(code_of(refused) == "REQUEST_PAPER_MISSING");
            CHECK(refused.refusal().arguments[0].second == "civil_notice");
            CHECK(refused.refusal().clause == "PG-24.A.9");
        }
        CHECK(code_of(it.enter(it.ali, {})) == "FIELD_MISSING");
        CHECK(code_of(it.enter(it.ali, {"ali", "salem", "hamad", "alnajjar"})) == "FIELD_MISSING");
        CHECK(code_of(it.enter(12, {"ali", "salem", "hamad", "x"})) == "RECORD_UNKNOWN");
        CHECK(code_of(it.enter(it.ali, {"ali", "salem", "hamad", "x"}, "2026-11-23")) ==
              "DAY_IN_FUTURE");
        CHECK(it.open().empty());
    });
    on_both_databases([](TestDatabase& test) {
        AdmittingSchool it(test, "KW");
        CHECK(code_of(it.enter(it.ali, {"ali", "salem", "hamad", "x"})) == "VALUE_NOT_LISTED");
    });
}

TEST_CASE("PG-24.A.4: after a merge the amendment of either record closes the entry")
{
    on_both_databases([](TestDatabase& test) {
        AdmittingSchool it(test);
        const std::int64_t kept = it.add_student("1009", "ali");
        REQUIRE(it.enter(it.ali, {"ali", "salem", "hamad", "x"}));
        REQUIRE(
            school::Merges(*it.record).merge(it.school, it.act(), kept, it.ali, "entered twice"));
        CHECK(it.open() == Texts{"ali: overdue"});
        CHECK(it.last["items"][0]["student_id"] == std::to_string(kept));
        it.amend(kept);
        CHECK(it.open().empty());
    });
}
