#include "regulations/sa_1447/what_would_change.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;
using sa::Part;

namespace {

constexpr const char* k_maths = "الرياضيات";
constexpr const char* k_english = "اللغة الإنجليزية";
constexpr const char* k_thinking = "التفكير الناقد";

struct Given {
    Part part;
    const char* mark;
};

// Grade 10 with full marks but for one course, which has these.
sa::StudentYear year_with(const char* subject, const std::vector<Given>& marks)
{
    sa::StudentYear year = whole_year(10, "common", Exact(1));
    auto& period = course_of(year, subject, 1).periods.front();
    period.marks.clear();
    for (const Given& one : marks)
        period.marks.push_back({one.part, mark(one.mark)});
    return year;
}

sa::WhatWouldChange changes_of(const sa::StudentYear& year)
{
    const Evaluated1447 result = evaluated(year);
    REQUIRE_FALSE(result.refusal.has_value());
    return sa::what_would_change(year, result.outcome, rules_1447());
}

// "second written 60: 15"
std::vector<std::string> remaining(const sa::CourseInTheWay& course)
{
    std::vector<std::string> texts;
    for (const sa::NeededMark& one : course.remaining)
        texts.push_back(std::string(code(one.sitting)) + ' ' + code(one.part) + ' ' +
                        one.maximum.to_text() + ": " + (one.least ? one.least->to_text() : "none"));
    return texts;
}

using Texts = std::vector<std::string>;

std::string text(const std::optional<Mark>& mark)
{
    return mark ? mark->to_text() : "none";
}

void enter(sa::CourseFacts& course, const sa::NeededMark& needed, const Mark& mark)
{
    switch (needed.sitting) {
    case sa::SittingOf::first: course.periods.front().marks.push_back({needed.part, mark}); break;
    case sa::SittingOf::alternative: course.periods.front().alternative_exam = mark; break;
    case sa::SittingOf::second:
        course.has_second_sitting = true;
        course.second_sitting.push_back({needed.part, mark});
        break;
    case sa::SittingOf::stumble: course.stumble_exam = mark; break;
    }
}

class Draw {
public:
    explicit Draw(std::uint32_t seed) : engine_(seed) {}
    int below(int limit) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(limit)); }

private:
    std::mt19937 engine_;
};

// Years with marks that fail, marks that are missing, exams that were missed and second sittings that were begun.
sa::StudentYear drawn_year(Draw& draw, bool is_complete)
{
    constexpr std::array tracks = {std::pair{10, "common"}, std::pair{11, "sharia"},
                                   std::pair{12, "business"}, std::pair{12, "general"}};
    const auto& [grade, track] = tracks.at(static_cast<std::size_t>(draw.below(tracks.size())));
    sa::StudentYear year = whole_year(grade, track, Exact(1));
    for (sa::CourseFacts& course : year.courses) {
        if (course.subject->is_activity())
            continue;
        sa::PeriodFacts& period = course.periods.front();
        const int percent = draw.below(101);
        for (sa::PartMark& part : period.marks)
            part.mark = part.mark * Share(Exact::ratio(percent, 100));
        const int kind = draw.below(8);
        if (kind == 0 && !is_complete)
            period.marks.erase(period.marks.begin() + draw.below(2));
        if (course.subject->model->has_final_exam() && kind <= 2 && kind > 0) {
            std::erase_if(period.marks,
                          [](const sa::PartMark& part) { return part.part == Part::final_exam; });
            if (kind == 1)
                period.absence = sa::ExamAbsence::unexcused;
            else if (is_complete)
                period.marks.push_back({Part::final_exam, mark("5")});
            else
                period.absence = sa::ExamAbsence::excused;
        }
    }
    // Of some courses that are due the second sitting was held, of others a part of it.
    const sa::Outcome first = evaluated(year).outcome;
    for (std::size_t i = 0; i < year.courses.size(); ++i) {
        if (first.courses[i].verdict != sa::Verdict::second_sitting)
            continue;
        sa::CourseFacts& course = year.courses[i];
        const int kind = draw.below(4);
        for (const sa::PartMaximum& part : course.form->second->value) {
            if (kind == 0 || (kind == 1 && !course.second_sitting.empty()))
                continue;
            course.has_second_sitting = true;
            course.second_sitting.push_back(
                {part.part, part.maximum * Share(Exact::ratio(draw.below(40), 100))});
        }
    }
    return year;
}

bool is_promoted(const sa::StudentYear& year)
{
    const Evaluated1447 result = evaluated(year);
    REQUIRE_FALSE(result.refusal.has_value());
    return result.outcome.decision == sa::Decision::passed ||
           result.outcome.decision == sa::Decision::promoted_with_stumbled;
}

}  // namespace

TEST_CASE("SA1447-SECOND: 35 kept need 15 of 60 in the second sitting")
{
    const auto changes = changes_of(year_with(
        k_maths, {{Part::performance, "35"}, {Part::varied, "18"}, {Part::final_exam, "7"}}));
    REQUIRE(changes.courses.size() == 1);
    const auto& course = changes.courses[0];
    CHECK(text(course.mark) == "60");
    CHECK(course.shortfall == Mark(0));
    CHECK(course.can_still_pass);
    CHECK(remaining(course) == Texts{"second written 60: 15"});
    CHECK(text(course.least_sum) == "15");
    CHECK_FALSE(course.left_open_from.has_value());
    CHECK(changes.courses_to_promotion == 0);
}

TEST_CASE("SA1447-FINAL: what the profile leaves open in the second sitting is no least pass")
{
    // 40 kept and 10 of 60 reach the pass mark, but a fifth of the exam is 12.
    const auto open = changes_of(year_with(
        k_maths, {{Part::performance, "40"}, {Part::varied, "0"}, {Part::final_exam, "6"}}));
    CHECK(open.courses[0].shortfall == Mark(4));
    CHECK(remaining(open.courses[0]) == Texts{"second written 60: 12"});
    CHECK(text(open.courses[0].least_sum) == "12");
    CHECK(text(open.courses[0].left_open_from) == "10");
    // 38 kept reach it with exactly that fifth.
    const auto exact = changes_of(year_with(
        k_maths, {{Part::performance, "38"}, {Part::varied, "0"}, {Part::final_exam, "6"}}));
    CHECK(text(exact.courses[0].least_sum) == "12");
    CHECK_FALSE(exact.courses[0].left_open_from.has_value());
    // A formative subject has no such share.
    const auto formative =
        changes_of(year_with(k_thinking, {{Part::performance, "40"}, {Part::varied, "5.5"}}));
    CHECK(text(formative.courses[0].least_sum) == "10");
    CHECK_FALSE(formative.courses[0].left_open_from.has_value());
}

TEST_CASE("SA1447-M3: of two parts of the second sitting each has its least, and both their sum")
{
    const auto changes = changes_of(year_with(
        k_english, {{Part::performance, "9.75"}, {Part::varied, "5"}, {Part::final_exam, "10"}}));
    CHECK(remaining(changes.courses[0]) ==
          Texts{"second oral 30: 41/4", "second written 30: 41/4"});
    CHECK(text(changes.courses[0].least_sum) == "161/4");
    // The oral part was held: only the written one remains.
    sa::StudentYear begun = year_with(
        k_english, {{Part::performance, "10"}, {Part::varied, "5"}, {Part::final_exam, "10"}});
    auto& course = course_of(begun, k_english, 1);
    course.has_second_sitting = true;
    course.second_sitting = {{Part::oral, mark("12")}};
    const auto rest = changes_of(begun);
    CHECK(remaining(rest.courses[0]) == Texts{"second written 30: 28"});
    CHECK(text(rest.courses[0].least_sum) == "28");
    CHECK(rest.courses_to_promotion == 0);
    course.second_sitting = {{Part::oral, mark("9.75")}};
    const auto lost = changes_of(begun);
    CHECK(remaining(lost.courses[0]) == Texts{"second written 30: none"});
    CHECK_FALSE(lost.courses[0].can_still_pass);
    CHECK_FALSE(lost.courses[0].least_sum.has_value());
}

TEST_CASE("SA1447-PASS: parts of the first sitting that are missing have their least marks")
{
    const auto exam =
        changes_of(year_with(k_maths, {{Part::performance, "30"}, {Part::varied, "15"}}));
    CHECK(remaining(exam.courses[0]) == Texts{"first final 40: 8"});
    CHECK_FALSE(exam.courses[0].mark.has_value());
    CHECK_FALSE(exam.courses[0].least_sum.has_value());
    CHECK_FALSE(exam.courses_to_promotion.has_value());
    const auto more =
        changes_of(year_with(k_maths, {{Part::performance, "20"}, {Part::varied, "5"}}));
    CHECK(remaining(more.courses[0]) == Texts{"first final 40: 25"});
    const auto two = changes_of(year_with(k_maths, {{Part::varied, "5"}}));
    CHECK(remaining(two.courses[0]) == Texts{"first performance 40: 5", "first final 40: 8"});
    // An exam below its least share: no other part passes the course in the first sitting.
    const auto low =
        changes_of(year_with(k_maths, {{Part::performance, "40"}, {Part::final_exam, "7.99"}}));
    CHECK(remaining(low.courses[0]) == Texts{"first varied 20: none"});
    CHECK_FALSE(low.courses[0].can_still_pass);
}

TEST_CASE("SA1447-EXCUSED, SA1447-UNEXCUSED: what remains after a missed exam")
{
    sa::StudentYear year = year_with(k_maths, {{Part::performance, "30"}, {Part::varied, "5"}});
    auto& period = course_of(year, k_maths, 1).periods.front();
    period.absence = sa::ExamAbsence::excused;
    CHECK(remaining(changes_of(year).courses[0]) == Texts{"alternative final 40: 15"});
    period.absence = sa::ExamAbsence::unexcused;
    const auto again = changes_of(year);
    CHECK(remaining(again.courses[0]) == Texts{"second written 60: 20"});
    CHECK(again.courses_to_promotion == 0);
    // A kept part that is missing remains too, one that is not kept does not.
    period.marks.clear();
    const auto both = changes_of(year);
    CHECK(remaining(both.courses[0]) == Texts{"first performance 40: 0", "second written 60: 12"});
    CHECK_FALSE(both.courses[0].least_sum.has_value());
}

TEST_CASE("SA1447-STUMBLE: after a second sitting that was not passed the stumble exam remains")
{
    sa::StudentYear year = year_with(k_thinking, {{Part::performance, "20"}, {Part::varied, "10"}});
    auto& course = course_of(year, k_thinking, 1);
    course.has_second_sitting = true;
    course.second_sitting = {{Part::written, mark("29.75")}};
    const auto changes = changes_of(year);
    CHECK(text(changes.courses[0].mark) == "199/4");
    CHECK(changes.courses[0].shortfall == mark("0.25"));
    CHECK(remaining(changes.courses[0]) == Texts{"stumble final 100: 50"});
    // The student is promoted already.
    CHECK_FALSE(changes.courses_to_promotion.has_value());
    course.stumble_exam = mark("49.5");
    const auto nothing = changes_of(year);
    CHECK(nothing.courses[0].remaining.empty());
    CHECK_FALSE(nothing.courses[0].can_still_pass);
    course.stumble_exam = mark("50");
    CHECK(changes_of(year).courses.empty());
}

TEST_CASE("SA1447-REPEAT: how many courses must still be passed")
{
    // 20 courses: 10 must be passed.
    const auto with_failed = [](int failed) {
        sa::StudentYear year = whole_year(10, "common", Exact(1));
        for (sa::CourseFacts& course : year.courses)
            if (!course.subject->is_activity() && failed-- > 0)
                for (sa::PartMark& part : course.periods.front().marks)
                    part.mark = part.mark * Share(Exact::ratio(1, 4));
        return year;
    };
    CHECK(changes_of(with_failed(10)).courses_to_promotion == 0);
    CHECK(changes_of(with_failed(11)).courses_to_promotion == 1);
    CHECK(changes_of(with_failed(20)).courses_to_promotion == 10);
    // A mark that is missing, and a bar: nobody can say.
    sa::StudentYear incomplete = with_failed(13);
    incomplete.courses.front().periods.front().marks.clear();
    CHECK_FALSE(changes_of(incomplete).courses_to_promotion.has_value());
    sa::StudentYear barred = with_failed(13);
    barred.attendance[0].absent_days = 18;
    CHECK_FALSE(changes_of(barred).courses_to_promotion.has_value());
    CHECK(changes_of(barred).courses.size() == 13);
}

TEST_CASE("SA1447-PROMOTION: of grades 1 to 9 and of who passed nothing is said")
{
    for (const auto& [grade, track] :
         {std::pair{2, "general"}, std::pair{5, "general"}, std::pair{9, "general"}})
        CHECK(changes_of(whole_year(grade, track, Exact::ratio(1, 4))).courses.empty());
    CHECK(changes_of(whole_year(10, "common", Exact(1))).courses.empty());
}

TEST_CASE("SA1447-SECOND: the least mark passes the course, and one step less does not")
{
    Draw draw(1448);
    int found = 0;
    for (int i = 0; i < 60; ++i) {
        const sa::StudentYear year = drawn_year(draw, false);
        for (const sa::CourseInTheWay& one : changes_of(year).courses) {
            const auto verdict = [&](std::size_t changed, const Mark& mark) {
                sa::StudentYear after = year;
                sa::CourseFacts& course = after.courses[one.course];
                for (std::size_t slot = 0; slot < one.remaining.size(); ++slot)
                    enter(course, one.remaining[slot],
                          slot == changed ? mark : one.remaining[slot].maximum);
                const Evaluated1447 result = evaluated(after);
                REQUIRE_FALSE(result.refusal.has_value());
                return result.outcome.courses[one.course].verdict;
            };
            for (std::size_t slot = 0; slot < one.remaining.size(); ++slot) {
                const sa::NeededMark& needed = one.remaining[slot];
                CAPTURE(year.courses[one.course].subject->name);
                CHECK(needed.least.has_value() == one.can_still_pass);
                if (!needed.least) {
                    CHECK(verdict(slot, needed.maximum) != sa::Verdict::passed);
                    continue;
                }
                ++found;
                CHECK(verdict(slot, *needed.least) == sa::Verdict::passed);
                if (*needed.least > Mark(0))
                    CHECK(verdict(slot, *needed.least - mark("0.01")) != sa::Verdict::passed);
            }
            if (one.left_open_from && one.remaining.size() == 1) {
                CHECK(verdict(0, *one.left_open_from) == sa::Verdict::left_open);
                CHECK(verdict(0, *one.left_open_from - mark("0.01")) == sa::Verdict::stumbled);
            }
        }
    }
    CHECK(found > 300);
}

TEST_CASE("SA1447-REPEAT: so many courses passed promote, and one less does not")
{
    Draw draw(1449);
    int found = 0;
    for (int i = 0; i < 80; ++i) {
        const sa::StudentYear year = drawn_year(draw, true);
        const sa::WhatWouldChange changes = changes_of(year);
        if (!changes.courses_to_promotion)
            continue;
        const auto promoted = [&](int passed) {
            sa::StudentYear after = year;
            for (const sa::CourseInTheWay& one : changes.courses) {
                const bool is_passed = one.can_still_pass && passed > 0;
                passed -= is_passed ? 1 : 0;
                for (const sa::NeededMark& needed : one.remaining)
                    enter(after.courses[one.course], needed, is_passed ? needed.maximum : Mark(0));
            }
            return is_promoted(after);
        };
        CHECK(promoted(*changes.courses_to_promotion));
        if (*changes.courses_to_promotion > 0) {
            ++found;
            CHECK_FALSE(promoted(*changes.courses_to_promotion - 1));
        }
    }
    CHECK(found > 10);
}
