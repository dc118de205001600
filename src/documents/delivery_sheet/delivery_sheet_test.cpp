#include "documents/delivery_sheet/delivery_sheet.h"

#include <doctest/doctest.h>

#include "tests/support/desk_school.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::documents;
using namespace taqwim::tests;

TEST_CASE("documents: the delivery sheet looks as when somebody last looked at it")
{
    const auto golden = [](const char* name) {
        return "src/documents/delivery_sheet/golden/" + std::string(name);
    };
    const auto paper = [](const Printing& printing) {
        return paper_of(printed(sample_delivery_sheet(), kuwaiti_issuer(), printing)).pdf;
    };
    // As it is used: a paper for work of what stands is no draft.
    for (auto [name, printing] :
         {std::pair{"arabic", draft_printing()}, std::pair{"english", english_printing()}}) {
        printing.is_draft = false;
        check_golden_pdf(golden(name), paper(printing));
    }
}

TEST_CASE("PG-17.D.28: a delivery sheet of forty documents has a line for each and says when there "
          "is none")
{
    DeliverySheet sheet = sample_delivery_sheet();
    const DeliveredDocument one = sheet.documents.front();
    sheet.documents.assign(40, one);
    const print::Document forty = printed(sheet, kuwaiti_issuer(), draft_printing());
    CHECK(
        has_row(forty, {"40", one.student, one.title, print::as_written(one.serial), "", "", ""}));
    CHECK_FALSE(
        has_row(forty, {"41", one.student, one.title, print::as_written(one.serial), "", "", ""}));
    sheet.documents.clear();
    const std::string text =
        text_of_pdf(paper_of(printed(sheet, kuwaiti_issuer(), english_printing())).pdf);
    CHECK(text.find("No document was issued") != std::string::npos);
}

TEST_CASE("PG-16.F.9: a delivery sheet lists what stands of the class, and is no draft")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        add_delivery_sheet(it.kinds);
        const auto issue = [&](std::int64_t student, std::int64_t class_id,
                               std::optional<std::int64_t> replaces = std::nullopt) {
            PaperWanted wanted = it.note(student);
            wanted.order.class_id = class_id;
            wanted.order.stage = Stage::issue;
            wanted.replaces = replaces;
            const auto issued =
                it.desk.issue(it.act(), it.school, std::vector{wanted}, print::DigitSet::western);
            REQUIRE(issued);
            return issued->documents[0];
        };
        const Issued first = issue(it.ali, it.class_a);
        const Issued second = issue(it.ali, it.class_a, first.document_id);
        const Issued revoked = issue(it.hamad, it.class_a);
        REQUIRE(it.entered.revoke(it.act(), it.school, revoked.serial, "of another"));
        const Issued other = issue(it.yousef, it.class_b);

        PaperWanted wanted;
        wanted.kind = "delivery_sheet";
        wanted.order.school = it.school;
        wanted.order.school_year_id = it.year;
        wanted.order.class_id = it.class_a;
        wanted.order.at = it.act().at;
        wanted.order.today = it.act().today;
        const auto file = it.desk.draft(std::vector{wanted}, print::DigitSet::western);
        REQUIRE(file);
        const std::string text = text_of_pdf(*file);
        CHECK(text.find(second.serial) != std::string::npos);
        for (const Issued& gone : {first, revoked, other})
            CHECK(text.find(gone.serial) == std::string::npos);
        CHECK(text.find(print::draft_words(print::Language::arabic)) == std::string::npos);
        wanted.order.class_id = 12;
        CHECK(it.refusal_of(wanted) == "RECORD_UNKNOWN");
        wanted.order.stage = Stage::issue;
        CHECK(code_of(it.desk.issue(it.act(), it.school, std::vector{wanted},
                                    print::DigitSet::western)) == "VALUE_NOT_LISTED");
    });
}
