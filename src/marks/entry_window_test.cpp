#include "marks/entry_window.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "core/refusal_codes.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

struct WindowSchool {
    tests::ScratchFolder folder;
    MarksSchool school{"sqlite:" + folder.path() + "/school.db"};
    SheetId sheet = school.make_sheet(school.unit_sheet());
    std::int64_t last_id = 0;
    std::int64_t version = 0;

    std::string code(std::int64_t person,
                     const std::function<std::optional<Refusal>(school::Changes&)>& work)
    {
        const auto answer =
            school.record().write(school.school(), school.act(person),
                                  [&](school::Changes& changes) -> Result<school::Answer> {
                                      if (const auto refusal = work(changes))
                                          return *refusal;
                                      return school::Answer{};
                                  });
        return answer ? "accepted" : std::string(to_text(answer.refusal().code));
    }

    std::string open(const EntryWindow& window)
    {
        return code(MarksSchool::k_head, [&](school::Changes& changes) -> std::optional<Refusal> {
            const auto id = open_window(changes, school.school(), window);
            if (!id)
                return id.refusal();
            last_id = *id;
            return std::nullopt;
        });
    }

    EntryWindow window(const std::string& first, const std::string& last,
                       const std::string& part = "", int grade = 0, const std::string& subject = "")
    {
        return {.school_year_id = MarksSchool::k_year,
                .term = 1,
                .part = part,
                .grade = grade,
                .subject = subject,
                .first_day = *Day::parse(first),
                .last_day = *Day::parse(last)};
    }

    std::string enter_on(const std::string& day, std::int64_t person = MarksSchool::k_teacher)
    {
        school.set_day(*Day::parse(day));
        const auto recorded =
            school.try_enter(sheet,
                             {{.key = {.student_id = school.student(0), .column = "u1"},
                               .based_on = version,
                               .value = "5"}},
                             person);
        if (!recorded)
            return std::string(to_text(recorded.refusal().code));
        if (recorded->rows[0].refusal)
            return std::string(to_text(recorded->rows[0].refusal->code));
        ++version;
        return "accepted";
    }
};

}  // namespace

TEST_CASE("PG-G.41: marks are entered on the days of their window, the first and last included")
{
    WindowSchool it;
    CHECK(it.enter_on("2015-10-19") == "entry_window_missing");
    CHECK(it.open(it.window("2015-10-18", "2015-10-20")) == "accepted");
    CHECK(it.enter_on("2015-10-17") == "entry_window_closed");
    CHECK(it.enter_on("2015-10-18") == "accepted");
    CHECK(it.enter_on("2015-10-20") == "accepted");
    CHECK(it.enter_on("2015-10-21") == "entry_window_closed");
    CHECK(it.open(it.window("2015-10-18", "2015-10-20")) == "record_exists");
    CHECK(it.open(it.window("2015-10-20", "2015-10-18", "final")) == "days_reversed");
    CHECK(it.open(it.window("2015-10-18", "2015-10-20", "homework")) == "value_not_listed");
}

TEST_CASE("marks: the narrowest window decides, also where it is the shorter one")
{
    WindowSchool it;
    CHECK(it.open(it.window("2015-10-01", "2015-12-31")) == "accepted");
    CHECK(it.enter_on("2015-11-15") == "accepted");
    CHECK(it.open(it.window("2015-10-01", "2015-10-31", "final")) == "accepted");
    CHECK(it.enter_on("2015-11-15") == "entry_window_closed");
    CHECK(it.open(it.window("2015-11-01", "2015-11-30", "", 4)) == "accepted");
    CHECK(it.enter_on("2015-11-15") == "accepted");
    CHECK(it.open(it.window("2015-12-01", "2015-12-31", "", 0, "maths")) == "accepted");
    CHECK(it.enter_on("2015-11-15") == "entry_window_closed");
    CHECK(it.enter_on("2015-12-15") == "accepted");
}

TEST_CASE("marks: an exception is granted to a named person, by another, until a day")
{
    WindowSchool it;
    CHECK(it.open(it.window("2015-10-01", "2015-10-10")) == "accepted");
    CHECK(it.enter_on("2015-10-19") == "entry_window_closed");
    const auto grant = [&](std::int64_t by, std::int64_t whom, const std::string& reason,
                           const std::string& last) {
        return it.code(by, [&](school::Changes& changes) -> std::optional<Refusal> {
            const auto id = grant_exception(
                changes, it.sheet,
                {.staff_member_id = whom, .last_day = *Day::parse(last), .reason = reason});
            return id ? std::nullopt : std::optional(id.refusal());
        });
    };
    constexpr std::int64_t teacher = MarksSchool::k_teacher;
    CHECK(grant(teacher, teacher, "Ill", "2015-10-20") == "same_person");
    CHECK(grant(MarksSchool::k_head, teacher, " ", "2015-10-20") == "reason_missing");
    CHECK(grant(MarksSchool::k_head, 12, "Ill", "2015-10-20") == "record_unknown");
    CHECK(grant(MarksSchool::k_head, teacher, "Ill", "2015-10-18") == "days_reversed");
    CHECK(grant(MarksSchool::k_head, teacher, "Ill", "2015-10-20") == "accepted");
    CHECK(it.enter_on("2015-10-20") == "accepted");
    CHECK(it.enter_on("2015-10-20", MarksSchool::k_reviewer) == "entry_window_closed");
    CHECK(it.enter_on("2015-10-21") == "entry_window_closed");
}

TEST_CASE("marks: a window is moved by who saw how it stands")
{
    WindowSchool it;
    CHECK(it.open(it.window("2015-10-01", "2015-10-10")) == "accepted");
    const auto move = [&](std::int64_t version, const std::string& first, const std::string& last) {
        return it.code(MarksSchool::k_head, [&](school::Changes& changes) {
            return move_window(changes, it.school.school(), it.last_id, version, *Day::parse(first),
                               *Day::parse(last));
        });
    };
    CHECK(move(2, "2015-10-01", "2015-10-30") == "version_stale");
    CHECK(move(1, "2015-10-30", "2015-10-01") == "days_reversed");
    CHECK(move(1, "2015-10-01", "2015-10-30") == "accepted");
    CHECK(move(1, "2015-10-01", "2015-10-05") == "version_stale");
    CHECK(it.enter_on("2015-10-19") == "accepted");
}
