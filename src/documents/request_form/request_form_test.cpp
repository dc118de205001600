#include "documents/request_form/request_form.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "documents/document_requests.h"
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

print::Document document(RequestFormKind kind, Printing printing = draft_printing())
{
    printing.is_draft = false;
    return printed(sample_request_form(kind), kuwaiti_issuer(), printing);
}

}  // namespace

TEST_CASE("PG-24.A.5: the forms of requests look as when somebody last looked at them")
{
    using Kind = RequestFormKind;
    for (const auto& [name, kind] :
         {std::pair{"amendment", Kind::amendment}, std::pair{"replacement", Kind::replacement},
          std::pair{"undertaking", Kind::undertaking}}) {
        const PrintedPaper paper = paper_of(document(kind));
        CHECK(paper.pages == 1);
        check_golden_pdf("src/documents/request_form/golden/" + std::string(name), paper.pdf);
    }
    check_golden_pdf("src/documents/request_form/golden/english",
                     paper_of(document(Kind::replacement, english_printing())).pdf);
}

TEST_CASE("PG-24.A.5: a form of amendment has the form of the name, the address, grounds and "
          "purpose, and what is to be brought")
{
    const PrintedPaper paper = paper_of(document(RequestFormKind::amendment));
    const RequestForm sample = sample_request_form(RequestFormKind::amendment);
    for (const std::string& text :
         {sample.name_wanted, sample.address, sample.justification, sample.purpose,
          std::string("PG-24.A.6"), std::string("PG-24.A.7"), std::string("PG-24.A.9")})
        CHECK_MESSAGE(paper.says(text), text);
    CHECK(paper.times("PG-24.A.8") == 2);
}

TEST_CASE("PG-24.RC.4: a form of replacement marks what became of the document; the undertaking "
          "names the document")
{
    RequestForm form = sample_request_form(RequestFormKind::replacement);
    const auto fates = [&] { return printed(form, kuwaiti_issuer(), draft_printing()); };
    using Row = std::vector<std::string>;
    CHECK(has_row(fates(),
                  Row{"ما حدث لها", "×", "مفقودة", "", "تالفة", "", "محروقة", "", "مسروقة"}));
    form.fate = "stolen";
    CHECK(has_row(fates(),
                  Row{"ما حدث لها", "", "مفقودة", "", "تالفة", "", "محروقة", "×", "مسروقة"}));
    form.fate.clear();
    CHECK(
        has_row(fates(), Row{"ما حدث لها", "", "مفقودة", "", "تالفة", "", "محروقة", "", "مسروقة"}));
    CHECK(paper_of(document(RequestFormKind::undertaking)).says(form.serial));
}

TEST_CASE("PG-24.A.5: a form is filled in with what the record knows and with the open request")
{
    on_both_databases([](TestDatabase& test) {
        DeskSchool it(test);
        it.today("2026-11-22");
        test.run("UPDATE directorate SET country = 'SA'");
        add_request_forms(it.kinds);
        DocumentRequests requests{*it.record, it.desk, rule_sets()};
        const auto text_of_part = [&](const char* part) {
            PaperWanted wanted;
            wanted.kind = "request_form";
            wanted.order.school = it.school;
            wanted.order.school_year_id = it.year;
            wanted.order.student_id = it.ali;
            wanted.order.class_id = it.class_a;
            wanted.order.part = part;
            wanted.order.at = it.act().at;
            wanted.order.today = it.act().today;
            const auto file = it.desk.draft(std::vector{wanted}, print::DigitSet::western);
            CAPTURE(file ? std::string()
                         : to_code_text(file.refusal().code) + file.refusal().field);
            REQUIRE(file);
            return text_of_pdf(*file);
        };
        CHECK(text_of_part("amendment").find("ali") != std::string::npos);
        CHECK(text_of_part("amendment").find("القحطاني") == std::string::npos);
        AmendmentAsked asked;
        asked.student_id = it.ali;
        asked.name_parts = {"علي", "سالم", "ناصر", "القحطاني"};
        asked.address = "حي المثال";
        asked.justification = "سجل الأسرة";
        asked.purpose = "القبول";
        const auto filed = requests.file(it.act(), it.school, asked);
        REQUIRE(filed);
        const std::string text = text_of_part("amendment");
        for (const char* const one : {"القحطاني", "حي المثال", "سجل الأسرة", "القبول"})
            CHECK_MESSAGE(text.find(one) != std::string::npos, one);
        // It fills its own form alone, and is no draft: it is a paper to be signed by hand.
        CHECK(text_of_part("undertaking").find("حي المثال") == std::string::npos);
        CHECK(text.find(print::draft_words(print::Language::arabic)) == std::string::npos);
    });
}
