#include "marks/documents/follow_up_register/follow_up_register.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::marks;
using namespace taqwim::tests;

namespace {

print::Document document(FollowUpForm form, documents::Printing printing = draft_printing())
{
    printing.is_draft = false;
    return printed(sample_follow_up_register(form), kuwaiti_issuer(), printing);
}

}  // namespace

TEST_CASE("KW-T-FOLLOW: the forms of the register look as when somebody last looked at them")
{
    for (const auto& [name, form] :
         {std::pair{"measures", FollowUpForm::measures}, std::pair{"notes", FollowUpForm::notes},
          std::pair{"matrix", FollowUpForm::matrix}, std::pair{"pages", FollowUpForm::pages},
          std::pair{"lists", FollowUpForm::lists}})
        check_golden_pdf("src/marks/documents/follow_up_register/golden/" + std::string(name),
                         paper_of(document(form)).pdf);
    check_golden_pdf("src/marks/documents/follow_up_register/golden/english",
                     paper_of(document(FollowUpForm::measures, english_printing())).pdf);
}

TEST_CASE("KW-T-FOLLOW: measures stand beneath their month and are counted in it")
{
    using Row = std::vector<std::string>;
    const print::Document register_of_class = document(FollowUpForm::measures);
    CHECK(has_row(register_of_class, Row{"أكتوبر ٢٠٢٥"}));
    CHECK(has_row(register_of_class, Row{"نوفمبر ٢٠٢٥"}));
    const FollowUpMeasure missed =
        sample_follow_up_register(FollowUpForm::measures).subjects[0].measures[3];
    CHECK(has_row(register_of_class, Row{"1", missed.day, missed.learner, missed.criterion, "",
                                         missed.method, "غائب", ""}));
    FollowUpRegister none = sample_follow_up_register(FollowUpForm::measures);
    none.subjects[0].measures.clear();
    CHECK(has_row(printed(none, kuwaiti_issuer(), draft_printing()), Row{}) == false);
    CHECK(paper_of(printed(none, kuwaiti_issuer(), draft_printing()))
              .says("لم يرصد في هذا الفصل قياس بعد"));
}

TEST_CASE("PG-1.55: twenty skills stand beside each other, the next in a further table")
{
    FollowUpRegister entries = sample_follow_up_register(FollowUpForm::matrix);
    FollowUpSubject& subject = entries.subjects[0];
    const auto tables_with = [&](int skills) {
        subject.skills.clear();
        for (FollowUpStudent& student : subject.students)
            student.states.assign(static_cast<std::size_t>(skills), FollowUpState::mastered);
        for (int number = 1; number <= skills; ++number)
            subject.skills.push_back({"S" + std::to_string(number), "skill", false});
        int tables = 0;
        for (const print::Block& block :
             printed(entries, kuwaiti_issuer(), draft_printing()).blocks)
            tables += std::holds_alternative<print::Table>(block.content) ? 1 : 0;
        return tables;
    };
    // The list of the skills' names is one more.
    CHECK(tables_with(20) == 2);
    CHECK(tables_with(21) == 3);
    // What nobody was taught stands in none.
    for (FollowUpStudent& student : subject.students)
        student.states.assign(subject.skills.size(), FollowUpState::not_taught);
    CHECK(paper_of(printed(entries, kuwaiti_issuer(), draft_printing())).says("لم تدرس مهارة بعد"));
}

TEST_CASE("PG-1.55: each student has a page of what he has not mastered, and a list of all skills")
{
    const print::Document pages = document(FollowUpForm::pages);
    CHECK(has_row(pages, {"1", "جمع عددين من منزلة واحدة (×)", "", ""}));
    CHECK(has_row(pages, {"3", "قراءة الساعة بأنصافها", "", ""}));
    CHECK(has_row(pages, {"1", "العد من ١ إلى ٩٩ (×)", "", ""}));
    // What is not judged or not taught stands on no page.
    CHECK_FALSE(paper_of(pages).says("تمييز الأشكال الهندسية"));
    CHECK(paper_of(pages).says("ليس له مهارة تحتاج إلى متابعة"));
    CHECK(paper_of(pages).pages == 3);

    const print::Document lists = document(FollowUpForm::lists);
    CHECK(has_row(lists, {"1", print::as_written("M1-01"), "العد من ١ إلى ٩٩", "×", "ت"}));
    CHECK(has_row(lists, {"2", print::as_written("M1-02"), "جمع عددين من منزلة واحدة", "×", "لا"}));
    CHECK(has_row(lists, {"3", print::as_written("M1-03"), "قراءة الساعة بأنصافها", "", "–"}));
    CHECK(has_row(lists, {"4", print::as_written("M1-04"), "تمييز الأشكال الهندسية", "", ""}));
}
