// Documents after their issue: the catalogue's examples of section 24, and each condition from both sides.

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_guide/documents_kinds.h"
#include "regulations/sa_guide/issued_documents.h"
#include "tests/support/project_files.h"
#include "tests/support/saudi_questions.h"

using namespace taqwim::sa_guide;
using taqwim::Day;
using taqwim::ParameterBook;
using taqwim::ParameterOverride;
using taqwim::Trace;
using taqwim::sa_1426::SimpleRule;
using taqwim::tests::steps_of;
using Json = nlohmann::json;

namespace {

struct DocumentEdition : taqwim::sa_1426::Rules, DocumentRules {};

DocumentEdition edition_with(const std::vector<ParameterOverride>& overrides)
{
    auto files = taqwim::tests::parameter_files_of("src/regulations/sa_1426/parameters");
    files.emplace_back("src/regulations/sa_guide/parameters/documents.toml");
    // The rules point into the book.
    static std::vector<std::unique_ptr<ParameterBook>> books;
    books.push_back(
        std::make_unique<ParameterBook>(taqwim::tests::parameter_book_of(files, overrides)));
    const auto parameters = *books.back()->on(*Day::of(2005, 9, 1));
    DocumentEdition rules;
    static_cast<taqwim::sa_1426::Rules&>(rules) = taqwim::sa_1426::Rules::read(parameters);
    static_cast<DocumentRules&>(rules) = DocumentRules::read(parameters);
    return rules;
}

const DocumentEdition& edition()
{
    static const DocumentEdition rules = edition_with({});
    return rules;
}

taqwim::tests::SaudiAnswer ask(SimpleRule rule, const Json& input)
{
    return taqwim::tests::ask(rule, input, edition());
}

std::string code_of(SimpleRule rule, const Json& input)
{
    const auto answer = ask(rule, input);
    return answer.refusal ? std::string(to_code_text(answer.refusal->code)) : "answered";
}

// The clauses that speak against it.
std::vector<std::string> unmet(SimpleRule rule, const Json& input)
{
    const Json fields = ask(rule, input).fields;
    std::vector<std::string> clauses;
    for (const Json& one : fields.at("unmet"))
        clauses.push_back(one.at("clause"));
    CHECK(fields.at("allowed") == clauses.empty());
    return clauses;
}

using Clauses = std::vector<std::string>;

Json lost()
{
    return {{"fate", "LOST"},         {"grade", 9},          {"advert", "2026-01-05"},
            {"police_minutes", true}, {"undertaking", true}, {"day", "2026-02-05"}};
}

Json amended()
{
    return {{"matching_parts", 3},   {"grade", 6},      {"address", true},
            {"justification", true}, {"purpose", true}, {"documents", true},
            {"birth_paper", true},   {"identity", true}};
}

Json with(Json base, const char* field, const Json& value)
{
    base[field] = value;
    return base;
}

}  // namespace

TEST_CASE("PG-24.R.1: grade 12 that was passed comes from the authority, all else from the school")
{
    const auto body = [](const Json& input) {
        return ask(document_replacement_kind, input).fields.at("body");
    };
    CHECK(body(with(lost(), "grade", 11)) == "SCHOOL");
    CHECK(body(with(with(lost(), "grade", 11), "passed", true)) == "SCHOOL");
    CHECK(body(with(lost(), "grade", 12)) == "SCHOOL");
    const Json passed = with(with(lost(), "grade", 12), "passed", true);
    CHECK(body(passed) == "GAE");
    const Json fields = ask(document_replacement_kind, passed).fields;
    CHECK(fields.at("unmet") ==
          Json::array({{{"error", "DOCUMENT_OF_AUTHORITY"}, {"clause", "PG-24.R.1"}}}));
    CHECK_FALSE(fields.at("allowed").get<bool>());
}

TEST_CASE("PG-24.R.2: what the ministry issued in the old years comes from the authority")
{
    const auto body = [](int grade, int year, bool by_ministry) {
        Json input = with(with(lost(), "grade", grade), "hijri_year", year);
        return ask(document_replacement_kind, with(input, "issued_by_ministry", by_ministry))
            .fields.at("body")
            .get<std::string>();
    };
    CHECK(body(9, 1420, false) == "SCHOOL");
    CHECK(body(9, 1404, true) == "GAE");
    CHECK(body(9, 1404, false) == "SCHOOL");
    CHECK(body(9, 1405, true) == "GAE");
    CHECK(body(9, 1406, true) == "SCHOOL");
    CHECK(body(6, 1394, true) == "GAE");
    CHECK(body(6, 1395, true) == "SCHOOL");
    CHECK(body(12, 1394, true) == "SCHOOL");  // who did not pass grade 12 has no certificate of it
    const Json old =
        with(with(with(lost(), "grade", 6), "hijri_year", 1390), "issued_by_ministry", true);
    CHECK(unmet(document_replacement_kind, old) == Clauses{"PG-24.R.2"});
    CHECK(code_of(document_replacement_kind, with(lost(), "issued_by_ministry", true)) ==
          "FIELD_MISSING");
}

TEST_CASE("PG-24.RC.1: a loss is decided one month after its advert and not the day before")
{
    CHECK(unmet(document_replacement_kind, lost()).empty());
    const Json early = with(lost(), "day", "2026-02-04");
    CHECK(unmet(document_replacement_kind, early) == Clauses{"PG-24.RC.1"});
    const Json told = ask(document_replacement_kind, early).fields.at("unmet").at(0);
    CHECK(told.at("error") == "ADVERT_TOO_RECENT");
    CHECK(told.at("first_day") == "2026-02-05");
    // January has a 31st and February none.
    CHECK(first_day_after_advert(*Day::of(2026, 1, 31), edition()) == *Day::of(2026, 2, 28));
    const Json none = with(lost(), "advert", nullptr);
    CHECK(ask(document_replacement_kind, none).fields.at("unmet").at(0).at("paper") == "advert");

    // 2026-01-05 is 1447-07-16, and 1447-08-16 is 2026-02-04 (table of Umm al-Qura).
    const DocumentEdition hijri =
        edition_with({{"case/documents.toml",
                       "[[month_calendar.values]]\nfrom = 2005-09-01\nvalue = \"HIJRI\"\nstatus = "
                       "\"assumed\"\n"}});
    CHECK(first_day_after_advert(*Day::of(2026, 1, 5), hijri) == *Day::of(2026, 2, 4));
}

TEST_CASE("PG-24.RC.2, PG-24.RC.4: a loss needs the police's minutes and an undertaking")
{
    CHECK(unmet(document_replacement_kind, with(lost(), "police_minutes", false)) ==
          Clauses{"PG-24.RC.2"});
    CHECK(unmet(document_replacement_kind, with(lost(), "undertaking", false)) ==
          Clauses{"PG-24.RC.4"});
    const Json bare = {{"fate", "LOST"}, {"grade", 4}, {"day", "2026-02-05"}};
    CHECK(unmet(document_replacement_kind, bare) ==
          Clauses{"PG-24.RC.1", "PG-24.RC.2", "PG-24.RC.4"});
}

TEST_CASE("PG-24.RC.3: what is damaged is brought; what was burnt or stolen is proved")
{
    const auto of = [](const char* fate) {
        return Json{{"fate", fate}, {"grade", 4}, {"day", "2026-02-05"}};
    };
    CHECK(unmet(document_replacement_kind, of("DAMAGED")) == Clauses{"PG-24.RC.3"});
    CHECK(unmet(document_replacement_kind, with(of("DAMAGED"), "remains", true)).empty());
    CHECK(unmet(document_replacement_kind, with(of("BURNT"), "remains", true)) ==
          Clauses{"PG-24.RC.3"});
    CHECK(unmet(document_replacement_kind, with(of("BURNT"), "security_proof", true)).empty());
    // What was stolen is lost as well.
    CHECK(unmet(document_replacement_kind, of("STOLEN")) ==
          Clauses{"PG-24.RC.1", "PG-24.RC.2", "PG-24.RC.3", "PG-24.RC.4"});
    CHECK(unmet(document_replacement_kind, with(lost(), "fate", "STOLEN")) ==
          Clauses{"PG-24.RC.3"});
    CHECK(code_of(document_replacement_kind, of("SOLD")) == "VALUE_NOT_LISTED");
}

TEST_CASE("PG-24.A.2: what was issued abroad is not amended here, whatever is brought")
{
    CHECK(unmet(document_amendment_kind, amended()).empty());
    const Json abroad = with(amended(), "from_abroad", true);
    CHECK(unmet(document_amendment_kind, abroad) == Clauses{"PG-24.A.2"});
    CHECK(ask(document_amendment_kind, abroad).fields.at("unmet").at(0).at("error") ==
          "DOCUMENT_FROM_ABROAD");
}

TEST_CASE("PG-24.A.5 to PG-24.A.8: a request for an amendment has all that it needs")
{
    for (const auto& [field, clause] :
         {std::pair{"address", "PG-24.A.5"}, std::pair{"justification", "PG-24.A.5"},
          std::pair{"purpose", "PG-24.A.5"}, std::pair{"documents", "PG-24.A.6"},
          std::pair{"birth_paper", "PG-24.A.8"}, std::pair{"identity", "PG-24.A.8"}}) {
        CAPTURE(field);
        const Json without = with(amended(), field, false);
        CHECK(unmet(document_amendment_kind, without) == Clauses{clause});
        CHECK(ask(document_amendment_kind, without).fields.at("unmet").at(0).at("paper") == field);
    }
    // Below grade 6 no documents are attached.
    CHECK(unmet(document_amendment_kind, with(with(amended(), "documents", false), "grade", 5))
              .empty());
    const Json some_lost = with(amended(), "some_lost", true);
    CHECK(unmet(document_amendment_kind, some_lost) == Clauses{"PG-24.A.7", "PG-24.A.7"});
    CHECK(unmet(document_amendment_kind, with(some_lost, "advert", true)) == Clauses{"PG-24.A.7"});
    CHECK(unmet(document_amendment_kind, with(with(some_lost, "advert", true), "undertaking", true))
              .empty());
    // Those that are all lost cannot be brought.
    CHECK(
        unmet(document_amendment_kind,
              with(with(with(some_lost, "advert", true), "undertaking", true), "documents", false))
            .empty());
}

TEST_CASE("PG-24.A.9: two matching parts of a name need the civil status office, three do not")
{
    CHECK(unmet(document_amendment_kind, with(amended(), "matching_parts", 2)) ==
          Clauses{"PG-24.A.9"});
    CHECK(unmet(document_amendment_kind, with(amended(), "matching_parts", 0)) ==
          Clauses{"PG-24.A.9"});
    CHECK(unmet(document_amendment_kind,
                with(with(amended(), "matching_parts", 2), "civil_notice", true))
              .empty());
    CHECK(unmet(document_amendment_kind, amended()).empty());
}

TEST_CASE("PG-24.A.3, PG-24.A.4: three matching parts admit, and a new stage gives a month")
{
    const auto asked = [](int parts, bool from_abroad) {
        return ask(name_admission_kind, {{"matching_parts", parts},
                                         {"from_abroad", from_abroad},
                                         {"admitted", "2025-08-24"}})
            .fields;
    };
    CHECK(asked(3, true) == Json{{"accepted", true}});
    CHECK(asked(2, true) == Json{{"accepted", false}});
    CHECK(asked(3, false) == Json{{"accepted", true}, {"amend_until", "2025-09-24"}});
    CHECK(asked(2, false) == Json{{"accepted", false}});
}

TEST_CASE("PG-24.P.4, PG-24.P.5: the old years and grade 12 are amended by the authority")
{
    const auto certificate = [](const char* stage, int year) {
        return ask(amendment_route_kind,
                   {{"paper", "CERTIFICATE"}, {"stage", stage}, {"hijri_year", year}})
            .fields.at("body")
            .get<std::string>();
    };
    CHECK(certificate("intermediate", 1403) == "GAE");
    CHECK(certificate("intermediate", 1408) == "DIRECTORATE");
    CHECK(certificate("intermediate", 1404) == "GAE");
    CHECK(certificate("intermediate", 1405) == "DIRECTORATE");
    CHECK(certificate("primary", 1394) == "GAE");
    CHECK(certificate("primary", 1395) == "DIRECTORATE");
    CHECK(certificate("secondary", 1440) == "GAE");
    const auto transfer = [](const char* stage, int year) {
        return ask(amendment_route_kind,
                   {{"paper", "TRANSFER"}, {"stage", stage}, {"hijri_year", year}})
            .fields;
    };
    CHECK(transfer("intermediate", 1404) ==
          Json{{"body", "DIRECTORATE"}, {"copy_to_authority", true}});
    CHECK(transfer("intermediate", 1405) ==
          Json{{"body", "DIRECTORATE"}, {"copy_to_authority", false}});
    CHECK(transfer("primary", 1390) == Json{{"body", "DIRECTORATE"}, {"copy_to_authority", false}});
}

TEST_CASE("PG-24.T.1 to PG-24.T.6: who attests, and what nobody does")
{
    const auto body = [](const char* paper, bool inside) {
        return ask(attestation_kind, {{"paper", paper}, {"stays_inside", inside}})
            .fields.at("body")
            .get<std::string>();
    };
    for (const bool inside : {true, false}) {
        CHECK(body("SCHOOL", inside) == "EDUCATION_DIRECTOR");
        CHECK(body("SECONDARY_SHEET", inside) == "EDUCATION_DIRECTOR");
        CHECK(body("ATTENDANCE_STATEMENT", inside) == "EDUCATION_DIRECTOR");
        CHECK(body("SCHOOL_ABROAD", inside) == "DEPUTY_MINISTER");
        CHECK(body("MINISTRY", inside) == "MINISTRY");
        CHECK(code_of(attestation_kind, {{"paper", "COPY"}, {"stays_inside", inside}}) ==
              "COPY_NOT_ATTESTED");
    }
    CHECK(body("TERM_NOTICE", true) == "NONE");
    const auto abroad = ask(attestation_kind, {{"paper", "TERM_NOTICE"}});
    REQUIRE(abroad.refusal.has_value());
    CHECK(to_code_text(abroad.refusal->code) == "NOTICE_NOT_ATTESTED");
    CHECK(abroad.refusal->clause == "PG-24.T.2");
    CHECK(abroad.refusal->field == "/input/paper");
}

TEST_CASE("PG-24.TR.2 to PG-24.TR.4: official translations are signed, others never")
{
    const auto signer = [](bool abroad) {
        return ask(translation_kind, {{"translator", "OFFICIAL"}, {"studied_abroad", abroad}})
            .fields.at("signer")
            .get<std::string>();
    };
    CHECK(signer(false) == "REGIONAL_DIRECTOR");
    CHECK(signer(true) == "TRANSLATION_SECTION");
    CHECK(code_of(translation_kind, {{"translator", "OTHER"}}) == "TRANSLATION_UNOFFICIAL");
    CHECK(code_of(translation_kind, {{"translator", "OTHER"}, {"studied_abroad", true}}) ==
          "TRANSLATION_UNOFFICIAL");
}
