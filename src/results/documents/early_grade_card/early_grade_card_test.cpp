#include "results/documents/early_grade_card/early_grade_card.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

print::Document arabic(const EarlyGradeCard& card)
{
    return printed(card, saudi_issuer(), arabic_draft());
}

EarlyGradeCard first_report()
{
    EarlyGradeCard card = sample_early_grade_card();
    card.report = 1;
    card.opinion = {};
    return card;
}

}  // namespace

TEST_CASE("PG-1.50: the sample card looks as when somebody last looked at it")
{
    check_golden_pdf("src/results/documents/early_grade_card/golden/arabic",
                     pdf_of(arabic(sample_early_grade_card()), 2));
    check_golden_pdf(
        "src/results/documents/early_grade_card/golden/english",
        pdf_of(printed(sample_early_grade_card(), saudi_issuer_in_english(), english_issue()), 2));
}

TEST_CASE("PG-1.52: every skill not mastered is named, one line each, minimum skills with ×")
{
    const EarlyGradeCard card = sample_early_grade_card();
    const print::Document document = arabic(card);
    CHECK(has_row(document, "القرآن الكريم|2|– حفظ السور: الفيل، قريش ×\n– تلاوة سورة البروج تلاوة "
                            "صحيحة|هيثم بن محمد الشهراني"));
    CHECK(has_row(document, "التوحيد|1|أتقن كل ما درسه|هيثم بن محمد الشهراني"));
    CHECK(has_row(document, "المهارات الحياتية والأسرية|—|-|تركي بن سعد الدوسري"));
    EarlyGradeCard longer = first_report();
    longer.subjects.resize(1);
    longer.subjects[0].not_mastered.assign(90, {{"مهارة لها اسم طويل يملأ السطر", ""}, false});
    const std::string text = read_flat(arabic(longer), 3);
    std::size_t lines = 0;
    for (std::size_t at = text.find("مهارة لها"); at != std::string::npos;
         at = text.find("مهارة لها", at + 1))
        ++lines;
    CHECK(lines == 90);
}

TEST_CASE("PG-1.37: the card has the level's digit, and neither a percentage nor a grade word")
{
    const std::string text = read_flat(arabic(sample_early_grade_card()), 2);
    for (const std::string forbidden : {"٪", "%", "ممتاز", "جيد", "مقبول", "ضعيف", "راسب"})
        CHECK_FALSE_MESSAGE(has(text, forbidden), forbidden);
    CHECK(has(text, "لا علاقة للمستوى بقرار الانتقال"));
}

TEST_CASE("PG-1.61: physical education and art are told in words, without a level")
{
    CHECK(has_row(
        arabic(sample_early_grade_card()),
        "التربية الفنية|المستوى الفني: " + print::isolated("يعبر بحرية، ويتقن مزج الألوان.") +
            "\nالمشاركة: " + print::isolated("يشارك زملاءه في اللوحات الجماعية.") + "\nما أتقنه: " +
            print::isolated("الطباعة بالقوالب، وتشكيل الصلصال.") + "|ماجد بن سعيد الزهراني"));
}

TEST_CASE("PG-1.44: the fourth report is the final certificate, and a superseded one says by which")
{
    CHECK(has(read_flat(arabic(sample_early_grade_card()), 2), "التقرير الرابع – شهادة نهائية"));
    EarlyGradeCard card = first_report();
    CHECK(has(read_flat(arabic(card)), "التقرير الأول"));
    CHECK_FALSE(has(read_flat(arabic(card)), "شهادة نهائية"));
    card.superseded_by = 2;
    CHECK(has(read_flat(arabic(card), 2), "منسوخ بالتقرير رقم ٢"));
    CHECK(printed(card, saudi_issuer(), arabic_issue()).watermark ==
          "منسوخ بالتقرير رقم " + print::isolated("2"));
}

TEST_CASE("PG-1.60: the opinion page has the option that was chosen and what belongs to it")
{
    EarlyGradeCard card = sample_early_grade_card();
    const std::string retained = read_flat(arabic(card), 2);
    CHECK(has(retained, "(ت) لا ينتقل الطالب للأسباب التالية:"));
    CHECK_FALSE(has(retained, "(أ)"));
    CHECK(has_row(arabic(card), "الرياضيات|– الجمع مع الحمل ضمن العدد ٩٩٩\n– الطرح مع الاستلاف ضمن "
                                "العدد ٩٩٩"));

    card.opinion.opinion = FinalOpinion::moves_up;
    card.opinion.missing.clear();
    CHECK(has(read_flat(arabic(card), 2), "(أ) ينتقل الطالب إلى الصف الثالث الابتدائي"));

    // After the committee's decision to promote: (ب) with its number.
    card.opinion.opinion = FinalOpinion::moves_up_with_remarks;
    card.opinion.remarks = {"التأتأة"};
    card.opinion.committee_decision = "14/1447";
    const std::string promoted = read_flat(arabic(card), 2);
    CHECK(has(promoted, "(ب) ينتقل الطالب إلى الصف الثالث الابتدائي مع ملاحظة ما يلي"));
    CHECK(has(promoted, "– التأتأة"));
    CHECK(has(promoted, "قرار لجنة التوجيه والإرشاد رقم: 14/1447"));
    card.student.gender = Gender::feminine;
    CHECK(has(read_flat(arabic(card), 2), "(ب) تنتقل الطالبة إلى الصف"));
    CHECK(has(read_flat(arabic(first_report())), "الرأي النهائي") == false);
}

TEST_CASE("PG-1.53: a row that its teacher has not signed keeps the card a draft")
{
    EarlyGradeCard card = first_report();
    CHECK(printed(card, saudi_issuer(), arabic_issue()).watermark.empty());
    card.subjects[3].teacher.clear();
    CHECK_FALSE(printed(card, saudi_issuer(), arabic_issue()).watermark.empty());
}

TEST_CASE("PG-1.54: what is signed is the levels and the opinion")
{
    const documents::DocumentContent content =
        content_of(sample_early_grade_card(), print::Language::arabic);
    CHECK(content.kind == "early_grade_card");
    REQUIRE(content.lines.size() == 8);
    CHECK(content.lines[0] == documents::ContentLine{"القرآن الكريم", "2"});
    CHECK(content.lines[6].value == "—");
    CHECK(content.lines[7].value == "(ت) لا ينتقل الطالب للأسباب التالية:");
}
