// Laws that hold for every year under the distribution of 1447, over invented years.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "regulations/sa_1447/ordinary_year.h"
#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;

namespace {

// The same years on every machine: the engine's numbers are defined, and the remainder is drawn by hand.
class Draw {
public:
    explicit Draw(std::uint32_t seed) : engine_(seed) {}
    int below(int limit) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(limit)); }

private:
    std::mt19937 engine_;
};

struct Track {
    int grade;
    const char* track;
};
constexpr std::array k_tracks = {Track{10, "common"},  Track{11, "sharia"}, Track{12, "business"},
                                 Track{12, "general"}, Track{7, "chinese"}, Track{4, "tahfeez"}};

sa::StudentYear drawn_year(Draw& draw)
{
    const Track& of = k_tracks.at(static_cast<std::size_t>(draw.below(k_tracks.size())));
    sa::StudentYear year = whole_year(of.grade, of.track, Exact(1));
    for (sa::CourseFacts& course : year.courses)
        for (sa::PeriodFacts& period : course.periods)
            for (sa::PartMark& part : period.marks)
                part.mark = part.mark * Share(Exact::ratio(draw.below(101), 100));
    for (sa::AttendanceFacts& term : year.attendance)
        term.absent_days = draw.below(12);
    return year;
}

int rank(sa::Verdict verdict)
{
    return verdict == sa::Verdict::passed ? 1 : 0;
}

}  // namespace

TEST_CASE("SA1447-PASS: raising a mark never takes a pass away, nor lowers an average or a word")
{
    Draw draw(1447);
    for (int i = 0; i < 300; ++i) {
        sa::StudentYear year = drawn_year(draw);
        const sa::Outcome before = evaluated(year).outcome;
        auto& course = year.courses[static_cast<std::size_t>(
            draw.below(static_cast<int>(year.courses.size())))];
        if (course.periods[0].marks.empty())
            continue;
        sa::PartMark& part = course.periods[0].marks[0];
        part.mark =
            std::min(part.mark + Mark(3), sa::find(course.form->first.value, part.part)->maximum);
        const sa::Outcome after = evaluated(year).outcome;
        for (std::size_t c = 0; c < year.courses.size(); ++c)
            CHECK(rank(after.courses[c].verdict) >= rank(before.courses[c].verdict));
        REQUIRE(before.average.has_value());
        CHECK(*after.average >= *before.average);
        CHECK(after.courses_passed >= before.courses_passed);
    }
}

TEST_CASE("SA1447-M2: every mark lies between 0 and 100, and only the marks decide it")
{
    Draw draw(100);
    for (int i = 0; i < 200; ++i) {
        sa::StudentYear year = drawn_year(draw);
        const sa::Outcome outcome = evaluated(year).outcome;
        for (const sa::CourseOutcome& course : outcome.courses) {
            REQUIRE(course.mark.has_value());
            CHECK(course.mark->value >= Exact(0));
            CHECK(course.mark->value <= Exact(100));
        }
        CHECK(outcome.missing.empty());
        // The order in which parts were entered does not matter.
        for (sa::CourseFacts& course : year.courses)
            for (sa::PeriodFacts& period : course.periods)
                std::ranges::reverse(period.marks);
        const sa::Outcome again = evaluated(year).outcome;
        CHECK(again.decision == outcome.decision);
        CHECK(*again.average == *outcome.average);
    }
}

TEST_CASE("SA1447-M11: another day without excuse never raises a mark, an accepted excuse never "
          "lowers one")
{
    Draw draw(11);
    for (int i = 0; i < 100; ++i) {
        sa::StudentYear year = drawn_year(draw);
        const sa::Outcome before = evaluated(year).outcome;
        year.attendance[0].absent_days += 1;
        const sa::Outcome more = evaluated(year).outcome;
        CHECK(*more.average < *before.average);
        CHECK(more.unexcused_days == before.unexcused_days + 1);
        year.attendance[0].excuses = {{1, 1, true, false}};
        const sa::Outcome excused = evaluated(year).outcome;
        CHECK(*excused.average == *before.average);
        CHECK(excused.is_barred == before.is_barred);
    }
}

TEST_CASE("SA1447-SECOND: a full second sitting passes whoever has anything to keep")
{
    Draw draw(60);
    for (int i = 0; i < 100; ++i) {
        sa::StudentYear year = drawn_year(draw);
        if (!year.is_secondary())
            continue;
        const sa::Outcome first = evaluated(year).outcome;
        for (std::size_t c = 0; c < year.courses.size(); ++c) {
            sa::CourseFacts& course = year.courses[c];
            if (first.courses[c].verdict != sa::Verdict::second_sitting)
                continue;
            course.has_second_sitting = true;
            for (const sa::PartMaximum& part : course.form->second->value)
                course.second_sitting.push_back({part.part, part.maximum});
        }
        const Evaluated1447 second = evaluated(year);
        REQUIRE_FALSE(second.refusal.has_value());
        CHECK(second.outcome.courses_passed == second.outcome.courses_counted);
    }
}

TEST_CASE("SA1447-PLANS: ordinary years are whole, and the same for the same number")
{
    for (std::uint64_t number = 0; number < 100; ++number) {
        const sa::StudentYear ten = sa::ordinary_year(number, 10, "common", rules_1447());
        CHECK(ten.courses.size() == 22);
        for (const sa::StudentYear& year :
             {ten, sa::ordinary_year(number, 7, "general", rules_1447())}) {
            const Evaluated1447 result = evaluated(year);
            REQUIRE_FALSE(result.refusal.has_value());
            CHECK(result.outcome.missing.empty());
            CHECK(result.outcome.average.has_value());
            const sa::StudentYear again =
                sa::ordinary_year(number, year.grade, year.track, rules_1447());
            CHECK(evaluated(again).outcome.average == result.outcome.average);
        }
    }
}
