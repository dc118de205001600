#include "results/documents/result_notice/result_notice.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

constexpr ResultNoticeKind k_kinds[] = {
    ResultNoticeKind::second_round, ResultNoticeKind::withheld_second_round,
    ResultNoticeKind::withheld_passed, ResultNoticeKind::not_passed,
    ResultNoticeKind::congratulation};

print::Document arabic(const ResultNotice& notice)
{
    return printed(notice, saudi_issuer(), arabic_draft());
}

std::string text_of(ResultNoticeKind kind)
{
    return read_flat(arabic(sample_result_notice(kind)));
}

constexpr const char* k_not_bound =
    "الوزارة ليست ملزمة باحتساب نتيجة الطالب في حالة صدور عقوبة الحرمان في حقه";

}  // namespace

TEST_CASE("PG-17.D.24: the sample notices look as when somebody last looked at them")
{
    const auto check = [](ResultNoticeKind kind, const char* name) {
        check_golden_pdf(
            std::string("src/results/documents/result_notice/golden/") + name,
            pdf_of(printed(sample_result_notice(kind), saudi_issuer(), arabic_issue())));
    };
    check(ResultNoticeKind::second_round, "second_round");
    check(ResultNoticeKind::withheld_second_round, "withheld_second_round");
    check(ResultNoticeKind::withheld_passed, "withheld_passed");
    check(ResultNoticeKind::not_passed, "not_passed");
    check(ResultNoticeKind::congratulation, "congratulation");
}

TEST_CASE("SR-8.2: a second-round notice says of each subject what is examined, out of what, when "
          "and where")
{
    const print::Document document = arabic(sample_result_notice(ResultNoticeKind::second_round));
    CHECK(has_row(document, "1|الرياضيات|كامل المقرر|60|الأحد ١٢ صفر ١٤٤٨ هـ، ٧:٣٠ صباحاً|قاعة ١"));
    CHECK(has_row(document, "2|العلوم|الفصل الأول|30|الاثنين ١٣ صفر ١٤٤٨ هـ، ٧:٣٠ صباحاً|قاعة ١"));
    CHECK(has_row(document, "4|الحديث والثقافة الإسلامية|كامل المقرر|60|-|-"));
}

TEST_CASE("SR-8.3: the notice says how the final mark is composed, of each scope that there is and "
          "no other")
{
    const std::string whole_of = "أعمال الفصلين";
    const std::string term_of = "درجة الفصل الآخر كاملة";
    const std::string oral_of = "المادة الشفهية";
    ResultNotice notice = sample_result_notice(ResultNoticeKind::second_round);
    const std::string all = read_flat(arabic(notice));
    for (const std::string& part : {whole_of, term_of, oral_of})
        CHECK_MESSAGE(has(all, part), part);
    CHECK(has(all, "يجبر كسر المجموع لصالح الطالب"));

    notice.are_fractions_raised = false;
    notice.subjects.resize(1);
    const std::string whole = read_flat(arabic(notice));
    CHECK(has(whole, whole_of));
    CHECK_FALSE(has(whole, term_of));
    CHECK_FALSE(has(whole, oral_of));
    CHECK_FALSE(has(whole, "يجبر كسر"));
    notice.subjects[0].scope = SecondRoundScope::term_2;
    CHECK(has(read_flat(arabic(notice)), term_of));
    CHECK_FALSE(has(read_flat(arabic(notice)), whole_of));
    notice.subjects[0].is_oral = true;
    CHECK_FALSE(has(read_flat(arabic(notice)), term_of));
    CHECK(has(read_flat(arabic(notice)), oral_of));
}

TEST_CASE("PG-G.44: a notice of a withheld result has the Ministry's sentence, and no other notice "
          "has it")
{
    for (const ResultNoticeKind kind : k_kinds) {
        const bool is_withheld = kind == ResultNoticeKind::withheld_second_round ||
                                 kind == ResultNoticeKind::withheld_passed;
        CHECK(has(text_of(kind), k_not_bound) == is_withheld);
        CHECK(has(text_of(kind), "رقم القضية: 1447/212") == is_withheld);
    }
    CHECK(has(text_of(ResultNoticeKind::withheld_second_round), "الحديث والثقافة الإسلامية"));
    CHECK(has(text_of(ResultNoticeKind::withheld_passed), "النتيجة: ناجح"));
    CHECK_FALSE(has(text_of(ResultNoticeKind::withheld_passed), "الرياضيات"));
    ResultNotice girl = sample_result_notice(ResultNoticeKind::withheld_passed);
    girl.student.gender = Gender::feminine;
    CHECK(has(read_flat(arabic(girl)), "باحتساب نتيجة الطالبة"));
}

TEST_CASE(
    "PG-16.F.8: class head and school sign, the guardian receives, a congratulation has no mark")
{
    for (const ResultNoticeKind kind : k_kinds) {
        const std::string text = text_of(kind);
        CHECK(has(text, "رائد الصف"));
        CHECK(has(text, "عبد المحسن بن عبد اللطيف الصالح"));
        CHECK(has(text, "استلمت الإشعار") == (kind != ResultNoticeKind::congratulation));
        CHECK_FALSE(has(text, "راسب"));
    }
    const print::Document card = arabic(sample_result_notice(ResultNoticeKind::congratulation));
    CHECK(rows_of(card).empty());
    CHECK(card.page.height == doctest::Approx(148));
    CHECK(has(read_flat(card), "بنجاحه في الصف الثاني المتوسط"));
    ResultNotice girl = sample_result_notice(ResultNoticeKind::congratulation);
    girl.student.gender = Gender::feminine;
    CHECK(has(read_flat(arabic(girl)), "تهنئ الطالبة"));
    CHECK(has(read_flat(arabic(girl)), "بنجاحها في الصف"));
}

TEST_CASE("PG-20.8: after the second round the notice has what remains, in figures and in words")
{
    const print::Document document = arabic(sample_result_notice(ResultNoticeKind::not_passed));
    CHECK(has_row(document, "1|الرياضيات|38|ثمانٍ وثلاثون درجة"));
    CHECK(has_row(document, "2|العلوم|غ|-"));
    CHECK(has_row(document, "3|اللغة الإنجليزية|37.50|سبع وثلاثون درجة ونصف"));
    CHECK(has(read_flat(document), "النتيجة: يعيد الصف"));
}

TEST_CASE("PG-17.D.24: notices have their English words, and what is signed of them")
{
    ResultNotice notice = sample_result_notice(ResultNoticeKind::second_round);
    const std::string text = read_flat(printed(notice, saudi_issuer_in_english(), english_issue()));
    CHECK(has(text, "Second-round notice"));
    CHECK(has(text, "Hadith and Islamic culture"));
    const documents::DocumentContent content = content_of(notice, print::Language::english);
    CHECK(content.kind == "result_notice");
    REQUIRE(content.lines.size() == 7);
    CHECK(content.lines[1] == documents::ContentLine{"Science", "First term"});
    CHECK(content.lines[6] == documents::ContentLine{"Result", "Second round"});
    notice.kind = ResultNoticeKind::withheld_passed;
    CHECK(content_of(notice, print::Language::english).lines ==
          std::vector<documents::ContentLine>{{"Result", "Result withheld"}});
}
