#include "documents/attestation_register/attestation_register.h"

#include <doctest/doctest.h>

#include "regulations/registration.h"
#include "tests/support/desk_school.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const std::vector<std::unique_ptr<RuleSet>> all = all_rule_sets();
    return all;
}

}  // namespace

TEST_CASE("documents: the register of attestation and translation looks as when somebody last "
          "looked at it")
{
    for (auto [name, printing] :
         {std::pair{"arabic", draft_printing()}, std::pair{"english", english_printing()}}) {
        printing.is_draft = false;
        check_golden_pdf(
            "src/documents/attestation_register/golden/" + std::string(name),
            paper_of(printed(sample_attestation_register(), kuwaiti_issuer(), printing)).pdf);
    }
}

TEST_CASE("PG-24.T.1: a printed register has a line for each entry, and says when there is none")
{
    AttestationRegister entries = sample_attestation_register();
    const print::Document document = printed(entries, kuwaiti_issuer(), draft_printing());
    const RegisterLine& first = entries.lines.front();
    CHECK(has_row(document,
                  {"1", first.document, print::as_written(first.number), first.holder,
                   "مدير التعليم", first.day, "صُدقت برقم: " + print::as_written("1448/412")}));
    const RegisterLine& copy = entries.lines[2];
    CHECK(has_row(document,
                  {"3", copy.document, print::as_written(copy.number), copy.holder, "لا أحد",
                   copy.day, "لا تُصدق (" + print::as_written("PG-24.T.1") + ")"}));
    // One still on its way leaves day and signature to be written.
    const RegisterLine& waits = entries.lines[4];
    CHECK(has_row(document, {"5", waits.document, print::as_written(waits.number), waits.holder,
                             "مدير التعليم", "", ""}));
    entries.lines.clear();
    const std::string text =
        text_of_pdf(paper_of(printed(entries, kuwaiti_issuer(), english_printing())).pdf);
    CHECK(text.find("No document was to be attested") != std::string::npos);
}

TEST_CASE("PG-24.TR.3: the register of a year holds what was asked for in it, and is no paper of a "
          "class")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        it.today("2026-11-22");
        test.run("UPDATE directorate SET country = 'SA'");
        add_attestation_register(it.kinds);
        Attestations attestations{*it.record, it.kinds, rule_sets()};
        const auto entered = attestations.enter(it.act(), it.school,
                                                {.is_translation = true,
                                                 .source = "abroad",
                                                 .serial = "",
                                                 .student_id = it.ali,
                                                 .title = "School certificate",
                                                 .number = "GB 20418",
                                                 .purpose = "other",
                                                 .note = "",
                                                 .asked_by = "his father"});
        REQUIRE(entered);
        PaperWanted wanted;
        wanted.kind = "attestation_register";
        wanted.order.school = it.school;
        wanted.order.school_year_id = it.year;
        wanted.order.language = print::Language::english;
        wanted.order.at = it.act().at;
        wanted.order.today = it.act().today;
        const auto file = it.desk.draft(std::vector{wanted}, print::DigitSet::western);
        REQUIRE(file);
        const std::string text = text_of_pdf(*file);
        CHECK(text.find("GB 20418") != std::string::npos);
        CHECK(text.find(print::draft_words(print::Language::english)) == std::string::npos);
        wanted.order.class_id = it.class_a;
        CHECK(it.refusal_of(wanted) == "VALUE_NOT_LISTED");
        wanted.order.class_id.reset();
        wanted.order.school_year_id = 12;
        CHECK(it.refusal_of(wanted) == "RECORD_UNKNOWN");
    });
}
