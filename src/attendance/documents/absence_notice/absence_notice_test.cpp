#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "attendance/documents/absence_notice/absence_notice.h"
#include "tests/support/printed_papers.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

constexpr std::array k_kinds = {NoticeKind::oral_notice,     NoticeKind::warning_1,
                                NoticeKind::warning_2,       NoticeKind::warning_3,
                                NoticeKind::warning_4,       NoticeKind::referral,
                                NoticeKind::lateness_warning};

PrintedPaper paper(const AbsenceNotice& notice,
                   const documents::Printing& printing = draft_printing())
{
    return paper_of(printed(notice, kuwaiti_issuer(), printing));
}

PrintedPaper paper(NoticeKind kind)
{
    return paper(sample_absence_notice(kind));
}

std::string golden(const std::string& name)
{
    return "src/attendance/documents/absence_notice/golden/" + name;
}

}  // namespace

TEST_CASE("KW-22.6: the notices look as when somebody last looked at them")
{
    check_golden_pdf(golden("oral_notice"), paper(NoticeKind::oral_notice).pdf);
    check_golden_pdf(golden("warning_2"), paper(NoticeKind::warning_2).pdf);
    check_golden_pdf(golden("warning_4_issued"),
                     paper(sample_absence_notice(NoticeKind::warning_4), issued_printing()).pdf);
    check_golden_pdf(golden("referral"), paper(NoticeKind::referral).pdf);
    check_golden_pdf(golden("lateness_warning"), paper(NoticeKind::lateness_warning).pdf);
    check_golden_pdf(golden("warning_1_english"),
                     paper(sample_absence_notice(NoticeKind::warning_1), english_printing()).pdf);
}

TEST_CASE("KW-22.6: each notice bears its name, and no other one's")
{
    const std::array<const char*, k_kinds.size()> titles = {
        "تنبيه شفوي لولي الأمر", "إنذار أول بالغياب", "إنذار ثانٍ بالغياب", "إنذار ثالث بالغياب",
        "إنذار رابع بالغياب",    "خطاب إحالة",        "إنذار تأخير"};
    for (std::size_t kind = 0; kind < k_kinds.size(); ++kind) {
        const PrintedPaper printed_one = paper(k_kinds.at(kind));
        for (std::size_t other = 0; other < titles.size(); ++other)
            CHECK_MESSAGE(printed_one.says(titles.at(other)) == (other == kind), titles.at(kind),
                          " / ", titles.at(other));
    }
}

TEST_CASE("KW-22.6: a warning lists its days with what each of them counts as")
{
    const AbsenceNotice notice = sample_absence_notice(NoticeKind::warning_3);
    REQUIRE(notice.days.size() == 18);
    const PrintedPaper third = paper(notice);
    CHECK(third.says("أيام الغياب بدون عذر مقبول في الفصل: ١٨"));
    const PrintedPaper western = paper(notice, draft_printing(print::DigitSet::western));
    for (const NoticeDay& day : notice.days)
        CHECK_MESSAGE(western.says(day.date), day.date);
    // KW-22.4, KW-21.2, KW-20.3
    CHECK(third.times("غياب حصة") == 1);
    CHECK(third.times("خروج بلا موافقة") == 1);
    CHECK(third.times("تأخير محول") == 1);
    CHECK(third.times("غياب يوم") == 15);
}

TEST_CASE("KW-22.6: the ladder has its six steps, and four of them cost marks")
{
    const AbsenceNotice notice = sample_absence_notice(NoticeKind::warning_2);
    REQUIRE(notice.ladder.size() == 6);
    const std::array<int, 6> days = {3, 6, 12, 18, 24, 30};
    const std::array<int, 6> deducted_on = {0, 7, 13, 19, 25, 0};
    const std::array<int, 6> marks_off = {0, 2, 4, 6, 8, 0};
    for (std::size_t step = 0; step < days.size(); ++step) {
        CHECK(notice.ladder[step].days == days.at(step));
        CHECK(notice.ladder[step].deducted_on.value_or(0) == deducted_on.at(step));
        CHECK(notice.ladder[step].marks_off.value_or(Mark(0)) == Mark(marks_off.at(step)));
    }
    const print::Document second = printed(notice, kuwaiti_issuer(), draft_printing());
    CHECK(has_row(second, {"3", "تنبيه شفوي", "—", "—"}));
    CHECK(has_row(second, {"6", "إنذار أول", "7", "2"}));
    CHECK(has_row(second, {"12", "إنذار ثانٍ", "13", "4"}));
    CHECK(has_row(second, {"18", "إنذار ثالث", "19", "6"}));
    CHECK(has_row(second, {"24", "إنذار رابع بإخطار علم الوصول", "25", "8"}));
    CHECK(has_row(second, {"30", "إحالة المتعلم الملزم إلى الجهة المختصة", "—", "—"}));
    CHECK(paper_of(second).says("المخصوم حتى اليوم من كل مادة: ٢"));
}

TEST_CASE("KW-22.6: of the notice's own step the row stands out, and of no other")
{
    for (const NoticeKind kind : k_kinds) {
        const print::Document document =
            printed(sample_absence_notice(kind), kuwaiti_issuer(), draft_printing());
        std::size_t strong = 0;
        for (const print::Block& block : document.blocks)
            if (const auto* table = std::get_if<print::Table>(&block.content))
                for (const print::Row& row : table->rows)
                    strong += row.weight == print::Weight::bold ? 1 : 0;
        CHECK(strong == (kind == NoticeKind::lateness_warning ? 0 : 1));
    }
}

TEST_CASE("KW-22.6: three warnings are signed for; a postal receipt belongs to a registered letter")
{
    for (const NoticeKind kind :
         {NoticeKind::warning_1, NoticeKind::warning_2, NoticeKind::warning_3}) {
        AbsenceNotice notice = sample_absence_notice(kind);
        const PrintedPaper plain = paper(notice);
        CHECK(plain.says("علم ولي الأمر"));
        CHECK(plain.says("صلة القرابة"));
        CHECK_FALSE(plain.says("إيصال البريد"));
        CHECK_FALSE(plain.says("إخطار علم الوصول رقم"));
        // Decision D18: offered at any earlier step.
        notice.is_registered_letter = true;
        CHECK(paper(notice).says("إيصال البريد"));
    }
}

TEST_CASE("KW-P5-E.2: the fourth warning always is a registered letter with its receipt")
{
    AbsenceNotice notice = sample_absence_notice(NoticeKind::warning_4);
    notice.receipt = {"RR 4471902 KW", "9/11/2025", "12/11/2025", notice.guardian};
    const PrintedPaper fourth = paper(notice);
    CHECK(fourth.times("إخطار علم الوصول") == 2);  // beneath the title and in the ladder
    CHECK(fourth.says("رقم الإيصال: RR 4471902 KW"));
    CHECK(fourth.says("تاريخ الاستلام: ١٢/١١/٢٠٢٥"));
}

TEST_CASE("KW-P5-E.4: the fourth warning and the referral name the penalty, the others do not")
{
    for (const NoticeKind kind : k_kinds)
        CHECK(paper(kind).says("الحبس") ==
              (kind == NoticeKind::warning_4 || kind == NoticeKind::referral));
}

TEST_CASE("KW-P5-E.3: the referral goes to the department with what went before and a place for "
          "its decision")
{
    const AbsenceNotice notice = sample_absence_notice(NoticeKind::referral);
    CHECK(notice.days.size() == 30);
    const PrintedPaper referral = paper(notice);
    CHECK(referral.says("إدارة الامتحانات وشؤون الطلبة"));
    CHECK(referral.says("الجنسية: كويتي"));
    CHECK(referral.says("الإخطارات السابقة"));
    CHECK(has_row(printed(notice, kuwaiti_issuer(), draft_printing()),
                  {"إنذار ثالث", "26/10/2025", "—"}));  // nobody signed yet
    CHECK(referral.says("رقم الوارد"));
    CHECK(referral.says("القرار"));
    CHECK_FALSE(referral.says("علم ولي الأمر"));
    // What only the authority needs stands on no warning.
    CHECK_FALSE(paper(NoticeKind::warning_4).says("الجنسية"));
}

TEST_CASE("KW-22.6: the note of the oral notice says who told whom, how and with what outcome")
{
    AbsenceNotice notice = sample_absence_notice(NoticeKind::oral_notice);
    CHECK(notice.days.size() == 3);
    const PrintedPaper done = paper(notice);
    CHECK(done.says("وسيلة التبليغ: هاتف"));
    CHECK(done.says("تم التبليغ في: ٢١/٩/٢٠٢٥"));
    CHECK_FALSE(done.says("علم ولي الأمر"));
    notice.oral.channel = "visit";
    CHECK(paper(notice).says("وسيلة التبليغ: زيارة"));
    notice.oral = {};
    notice.oral.due_on = "21/9/2025";
    const PrintedPaper due = paper(notice);
    CHECK(due.says("موعد التبليغ: ٢١/٩/٢٠٢٥"));
    CHECK(due.says("هاتف، مقابلة، زيارة"));  // to be marked by hand
}

TEST_CASE("KW-20.2: the warning of lateness counts latenesses and takes the guardian's undertaking")
{
    const AbsenceNotice notice = sample_absence_notice(NoticeKind::lateness_warning);
    CHECK(notice.days.size() == 6);
    CHECK(notice.ladder.empty());
    const PrintedPaper late = paper(notice);
    CHECK(late.says("مرات التأخير عن لقاء الصباح بدون عذر مقبول في الفصل: ٦"));
    CHECK(late.says("مرات التأخير التي تحتسب يوم غياب بدون عذر: ٨"));
    CHECK(late.says("وأتعهد"));
    CHECK(has_row(printed(notice, kuwaiti_issuer(), draft_printing()),
                  {"2", "الأربعاء", "17/9/2025", "—"}));  // nobody wrote the minutes down
    CHECK(late.says("المادة (٢٠) البندان (٢) و(٣)"));
    CHECK_FALSE(late.says("أيام الغياب بدون عذر مقبول"));
    CHECK_FALSE(paper(NoticeKind::warning_1).says("وأتعهد"));
}

TEST_CASE("KW-22.5: a notice whose absences were excused later says that it is withdrawn")
{
    AbsenceNotice notice = sample_absence_notice(NoticeKind::warning_1);
    CHECK_FALSE(paper(notice).says("مسحوب"));
    notice.is_withdrawn = true;
    CHECK(paper(notice).says("مسحوب لقبول العذر"));
    notice.is_withdrawn = false;
    notice.is_reissued = true;
    CHECK(paper(notice).says("معاد إصداره"));
}

TEST_CASE("KW-22.6: what is signed of a warning is its name, its days and its deduction")
{
    const AbsenceNotice notice = sample_absence_notice(NoticeKind::warning_4);
    const documents::DocumentContent content = content_of(notice, print::Language::english);
    CHECK(content.kind == "absence_notice");
    CHECK(content.title == "Fourth warning of absence");
    CHECK(content.student == notice.learner);
    CHECK(content.school_year == "2025/2026");
    CHECK(content.serial.empty());
    REQUIRE(content.lines.size() == 3);
    CHECK(content.lines[0] == documents::ContentLine{"Term", "First"});
    CHECK(content.lines[1].value == "24");
    CHECK(content.lines[2].value == "6");
}

TEST_CASE("KW-22.6: an empty notice prints its form, in English too")
{
    for (const NoticeKind kind : k_kinds) {
        AbsenceNotice empty;
        empty.kind = kind;
        CHECK(paper(empty, english_printing()).says("Learner"));
        CHECK(paper(empty).says("اسم المتعلم"));
    }
}
