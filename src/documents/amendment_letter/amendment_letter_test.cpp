#include "documents/amendment_letter/amendment_letter.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "documents/amendments.h"
#include "regulations/registration.h"
#include "tests/support/desk_school.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;
using Json = nlohmann::json;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const std::vector<std::unique_ptr<RuleSet>> all = all_rule_sets();
    return all;
}

Printing of_letter()
{
    Printing printing = draft_printing();
    printing.is_draft = false;
    return printing;
}

}  // namespace

TEST_CASE("PG-24.P.3: the letter on an amendment looks as when somebody last looked at it")
{
    check_golden_pdf(
        "src/documents/amendment_letter/golden/arabic",
        paper_of(printed(sample_amendment_letter(), kuwaiti_issuer(), of_letter())).pdf);
}

TEST_CASE("PG-24.P.3: the letter names what stood before and after, and is the directorate's")
{
    AmendmentLetterPaper letter = sample_amendment_letter();
    const Issuer issuer = kuwaiti_issuer();
    const print::Document document = printed(letter, issuer, of_letter());
    CHECK(has_row(document, {"الاسم", letter.name_before, letter.name_after}));
    CHECK(has_row(document, {"تاريخ الميلاد", letter.birth_before, letter.birth_after}));
    const PrintedPaper paper = paper_of(document);
    CHECK(paper.pages == 1);
    CHECK(paper.says("1448/412"));
    CHECK_FALSE(paper.says(issuer.lines.back()));
    CHECK(paper.says("إشعار بالتعديل"));
    // The day of birth is named where it was amended, and what was not recorded is said to be so.
    letter.birth_before.clear();
    CHECK(has_row(printed(letter, issuer, of_letter()),
                  {"تاريخ الميلاد", "غير مسجل", letter.birth_after}));
    letter.birth_after.clear();
    CHECK_FALSE(paper_of(printed(letter, issuer, of_letter())).says("تاريخ الميلاد"));
}

TEST_CASE("PG-24.P.3: a closed school's letter goes to its heir; a copy asks for no notice")
{
    AmendmentLetterPaper letter = sample_amendment_letter();
    letter.heir = "إدارة تعليم الدوادمي";
    const PrintedPaper to_heir = paper_of(printed(letter, kuwaiti_issuer(), of_letter()));
    CHECK(to_heir.says("إدارة تعليم الدوادمي"));
    CHECK(to_heir.says("آلت إليها سجلات"));
    for (const char* const kind : {"exams_section", "authority"}) {
        letter.kind = kind;
        const PrintedPaper copy = paper_of(printed(letter, kuwaiti_issuer(), of_letter()));
        CHECK_FALSE(copy.says("إشعار بالتعديل"));
        CHECK_FALSE(copy.says("سنوات الدراسة"));
    }
    letter.is_girl = true;
    CHECK(paper_of(printed(letter, kuwaiti_issuer(), of_letter())).says("الطالبة"));
}

TEST_CASE("PG-24.P.3: a letter is printed of what was granted, before and after it is sent")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        it.today("2026-11-22");
        test.run("UPDATE directorate SET country = 'SA'");
        add_amendment_letter(it.kinds);
        DocumentRequests requests{*it.record, it.desk, rule_sets()};
        Amendments amendments{*it.record, rule_sets()};
        const std::int64_t request =
            id_in(requests.file(it.act(), it.school,
                                AmendmentAsked{.student_id = it.ali,
                                               .name_parts = {"ali", "salem", "hamad", "zaid"},
                                               .birth_day = day_of("2016-04-13"),
                                               .address = "street 4",
                                               .justification = "the register",
                                               .purpose = "the next stage"}),
                  "document_request_id");
        for (const char* const paper : {"birth_paper", "identity"})
            REQUIRE(requests.add_paper(
                it.act(), it.school, request,
                {.paper = paper, .reference = "1420", .dated = day_of("2026-11-01")}));
        REQUIRE(amendments.examine(it.act(), it.school, request,
                                   {.finding = "so", .reference = "3", .examined = it.act().today},
                                   EnteredBy::school));
        REQUIRE(requests.decide(it.act(), it.school, request,
                                {.outcome = "granted",
                                 .reason = "",
                                 .reference = "1448/412",
                                 .dated = it.act().today}));
        const auto trail = amendments.amendment(it.school, request, it.act().today);
        REQUIRE(trail);
        const std::int64_t letter =
            std::stoll(Json::parse(*trail)["letters"][0]["amendment_letter_id"].get<std::string>());
        PaperWanted wanted;
        wanted.kind = "amendment_letter";
        wanted.order.school = it.school;
        wanted.order.entry = letter;
        wanted.order.at = it.act().at;
        wanted.order.today = it.act().today;
        const auto text = [&] {
            const auto file = it.desk.draft(std::vector{wanted}, print::DigitSet::western);
            REQUIRE(file);
            return text_of_pdf(*file);
        };
        const std::string before = text();
        CHECK(before.find("alnajjar") != std::string::npos);
        CHECK(before.find("zaid") != std::string::npos);
        CHECK(before.find("1448/412") != std::string::npos);
        CHECK(before.find("1448/77") == std::string::npos);
        CHECK(before.find(print::draft_words(print::Language::arabic)) == std::string::npos);
        REQUIRE(
            amendments.step_letter(it.act(), it.school, request, letter,
                                   {.step = "sent", .dated = it.act().today, .number = "1448/77"}));
        CHECK(text().find("1448/77") != std::string::npos);
        wanted.order.entry = 12;
        CHECK(it.refusal_of(wanted) == "RECORD_UNKNOWN");
    });
}
