#include "results/documents/skills_notice/skills_notice.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

TEST_CASE("PG-24.W.1: the sample of the skills notice looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/skills_notice/golden/arabic",
                     pdf_of(printed(sample_skills_notice(), saudi_issuer(), arabic_issue())));
    check_golden_pdf(
        "src/results/documents/skills_notice/golden/english",
        pdf_of(printed(sample_skills_notice(), saudi_issuer_in_english(), english_issue())));
}

TEST_CASE("PG-24.W.1: each mastered skill stands under its subject, and a subject without one says "
          "so")
{
    const std::vector<std::string> rows =
        rows_of(printed(sample_skills_notice(), saudi_issuer(), arabic_draft()));
    // The head, four subjects, seven skills, and the line of the subject without one.
    REQUIRE(rows.size() == 13);
    CHECK(rows[2] ==
          "1|" + print::as_written("Q2-01") + "|حفظ السور من سورة الزلزلة إلى سورة الناس|متقنة");
    CHECK(rows[12] == "لم تتقن بعد مهارة من هذه المادة.");
}

TEST_CASE("PG-24.W.1: what is signed are the codes of the skills, subject by subject")
{
    const documents::DocumentContent content =
        content_of(sample_skills_notice(), print::Language::english);
    CHECK(content.kind == "skills_notice");
    REQUIRE(content.lines.size() == 4);
    CHECK(content.lines[0] == documents::ContentLine{"The Holy Quran", "Q2-01 Q2-02"});
    CHECK(content.lines[3] == documents::ContentLine{"Tawhid", ""});
}

TEST_CASE("PG-24.W.1: the notice of a boy speaks of a boy")
{
    SkillsNotice notice = sample_skills_notice();
    CHECK(has(read_flat(printed(notice, saudi_issuer(), arabic_draft())), "أتقنت الطالبة"));
    notice.student.gender = Gender::masculine;
    const std::string text = read_flat(printed(notice, saudi_issuer(), arabic_draft()));
    CHECK(has(text, "أتقن الطالب"));
    CHECK_FALSE(has(text, "الطالبة"));
}
