#include "marks/mastery.h"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/marks_merge.h"
#include "marks/recording.h"
#include "regulations/frame/json_value.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

struct EarlyGrade {
    tests::ScratchFolder folder;
    MarksSchool school{"sqlite:" + folder.path() + "/school.db", 3, "sa_1426", 1};
    SheetId sheet;

    EarlyGrade()
    {
        school.open_all_windows();
        SheetDraft draft = school.unit_sheet();
        draft.term = 0;
        draft.part = "skills";
        draft.settings = R"({"tools": ["observation", "exercise"]})";
        for (SheetColumn& column : draft.columns) {
            column.kind = ColumnKind::judgement;
            column.maximum_centi = 0;
            column.repeats = 5;
            column.is_minimum = true;
        }
        sheet = school.make_sheet(draft);
    }

    EntryRequest judge(const std::string& value, int occurrence, const std::string& day,
                       const std::string& tool = "observation")
    {
        return {.key = {.student_id = school.student(0), .column = "u1", .occurrence = occurrence},
                .value = value,
                .assessed_on = Day::parse(day),
                .tool = tool};
    }

    std::string code(const EntryRequest& request)
    {
        const auto recorded = school.try_enter(sheet, {request});
        if (!recorded)
            return std::string(to_text(recorded.refusal().code));
        return recorded->rows[0].refusal ? std::string(to_text(recorded->rows[0].refusal->code))
                                         : "accepted";
    }

    std::string written(const std::function<std::optional<Refusal>(school::Changes&)>& work)
    {
        const auto answer = school.record().write(
            school.school(), school.act(), [&](school::Changes& changes) -> Result<school::Answer> {
                if (const auto refusal = work(changes))
                    return *refusal;
                return school::Answer{};
            });
        return answer ? "accepted" : std::string(to_text(answer.refusal().code));
    }
};

}  // namespace

TEST_CASE("PG-1.33: there are two judgements, dated, and a later one stands beside the earlier")
{
    EarlyGrade it;
    CHECK(it.code(it.judge("nearly", 1, "2015-09-20")) == "value_not_listed");
    EntryRequest undated = it.judge("mastered", 1, "2015-09-20");
    undated.assessed_on.reset();
    CHECK(it.code(undated) == "field_missing");
    CHECK(it.code(it.judge("not_mastered", 1, "2015-09-20", "")) == "accepted");
    CHECK(it.code(it.judge("mastered", 2, "2015-10-01", "")) == "evidence_missing");
    CHECK(it.code(it.judge("mastered", 2, "2015-10-01", "guess")) == "value_not_listed");
    CHECK(it.code(it.judge("mastered", 2, "2015-09-20")) == "measure_repeated_on_day");
    CHECK(it.code(it.judge("mastered", 2, "2015-10-01")) == "accepted");
    // Mastery is lost only for a written reason.
    CHECK(it.code(it.judge("not_mastered", 3, "2015-10-10")) == "reason_missing");
    EntryRequest lost = it.judge("not_mastered", 3, "2015-10-10");
    lost.note = "Forgotten after the illness";
    CHECK(it.code(lost) == "accepted");
    CHECK(it.school.count("mark_entry") == 3);
}

TEST_CASE("PG-1.34: nothing is judged after the last day of the year, nor before it has come")
{
    EarlyGrade it;
    CHECK(it.code(it.judge("mastered", 1, "2015-10-20")) == "day_in_future");
    it.school.set_day(*Day::parse("2016-06-20"));
    CHECK(it.code(it.judge("mastered", 1, "2016-06-10")) == "judgement_after_final_day");
    CHECK(it.code(it.judge("mastered", 1, "2016-06-09")) == "accepted");
    // Nobody is in the class before the year begins.
    CHECK(it.code(it.judge("mastered", 2, "2015-09-12")) == "not_enrolled");
    EntryRequest unknown = it.judge("mastered", 1, "2016-06-01");
    unknown.key.column = "s9";
    CHECK(it.code(unknown) == "judgement_unknown");
}

TEST_CASE("PG-1.17: the day on which a skill was taught is kept, the last one stands")
{
    EarlyGrade it;
    const auto teach = [&](const std::string& column, const std::string& day) {
        return it.written([&](school::Changes& changes) {
            return note_lesson(changes, it.sheet, column, *Day::parse(day));
        });
    };
    CHECK(teach("u1", "2015-09-20") == "accepted");
    CHECK(teach("u1", "2015-09-22") == "accepted");
    CHECK(teach("s9", "2015-09-22") == "judgement_unknown");
    CHECK(teach("u1", "2015-10-20") == "day_in_future");
    CHECK(teach("u1", "2015-09-12") == "day_outside_year");
    const auto lessons = it.school.database().read(
        [&](database::Session& session) { return lessons_of_sheet(session, it.sheet); });
    REQUIRE(lessons.size() == 1);
    CHECK(lessons[0].taught_on == "2015-09-22");
    CHECK(it.school.count("skill_lesson") == 2);
}

TEST_CASE(
    "SR-5.2: a class has four reports in order, and a remark of each student that can be rewritten")
{
    EarlyGrade it;
    const auto set = [&](int number, const std::string& day, std::int64_t version) {
        return it.written([&](school::Changes& changes) {
            return set_report_day(changes, it.school.school(), MarksSchool::k_class, number,
                                  *Day::parse(day), version);
        });
    };
    CHECK(set(1, "2015-11-01", 0) == "accepted");
    CHECK(set(2, "2015-11-01", 0) == "days_reversed");
    CHECK(set(2, "2016-01-20", 0) == "accepted");
    CHECK(set(1, "2016-01-20", 1) == "days_reversed");
    CHECK(set(1, "2015-11-02", 0) == "version_stale");
    CHECK(set(1, "2015-11-02", 1) == "accepted");
    CHECK(set(5, "2016-02-20", 0) == "value_out_of_range");
    CHECK(set(0, "2016-02-20", 0) == "value_out_of_range");

    const auto write = [&](int number, std::int64_t student, const std::string& text) {
        return it.written([&](school::Changes& changes) {
            return write_remark(changes, it.school.school(),
                                {.class_id = MarksSchool::k_class,
                                 .number = number,
                                 .student_id = student,
                                 .remarks = text,
                                 .confirmed_unassessed = {"u2"}});
        });
    };
    CHECK(write(1, it.school.student(0), "Takes part") == "accepted");
    CHECK(write(1, it.school.student(0), "Takes part in the lesson") == "accepted");
    CHECK(write(3, it.school.student(0), "Early") == "record_unknown");
    CHECK(write(1, 12, "Nobody") == "not_enrolled");
    const auto remarks = it.school.database().read([&](database::Session& session) {
        return remarks_of_report(session, it.school.school(), MarksSchool::k_class, 1);
    });
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].remarks == "Takes part in the lesson");
    CHECK(remarks[0].confirmed_unassessed == std::vector<std::string>{"u2"});
}

TEST_CASE("marks: a merge enters the marks of one record for the other, and takes them back")
{
    tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    school.open_all_windows();
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    const auto cell = [&](int student, const char* column) {
        return school.database().read([&](database::Session& session) {
            const auto found = find_cell(session, sheet, {school.student(student), column, 1});
            return found ? shown(found->value) : "empty";
        });
    };
    school.enter(sheet, {{.key = {school.student(0), "u1"}, .value = "5"},
                         {.key = {school.student(0), "u2"}, .value = "6"},
                         {.key = {school.student(1), "u2"}, .value = "6"},
                         {.key = {school.student(2), "u2"}, .value = "7"}});
    // A merge moves what stands in a later table too.
    REQUIRE(database::upgrade(school.database(), tests::all_migrations(), school.clock().now()));
    MarksMerge merge;
    std::string moved;
    const auto written = [&](const std::function<std::optional<Refusal>(school::Changes&)>& work) {
        const auto answer =
            school.record().write(school.school(), school.act(MarksSchool::k_head),
                                  [&](school::Changes& changes) -> Result<school::Answer> {
                                      if (const auto refusal = work(changes))
                                          return *refusal;
                                      return school::Answer{};
                                  });
        return answer ? "accepted" : std::string(to_text(answer.refusal().code));
    };
    const auto move = [&](int from, int to) {
        return written([&](school::Changes& changes) -> std::optional<Refusal> {
            const auto done =
                merge.move(changes, school.school(), school.student(from), school.student(to));
            if (!done)
                return done.refusal();
            moved = *done;
            return std::nullopt;
        });
    };
    // 6 here and 7 there: people decide.
    CHECK(move(0, 2) == "cell_changed");
    CHECK(cell(2, "u1") == "empty");
    CHECK(move(0, 1) == "accepted");
    CHECK(cell(1, "u1") == "5");
    CHECK(cell(0, "u1") == "5");
    const auto document = JsonDocument::parse(moved);
    REQUIRE(document);
    CHECK(document->root().find("cells")->size() == 1);
    CHECK(written([&](school::Changes& changes) {
              return merge.move_back(changes, school.school(), school.student(0), school.student(1),
                                     document->root());
          }) == "accepted");
    CHECK(cell(1, "u1") == "cleared");
    CHECK(written([&](school::Changes& changes) {
              return merge.move_back(changes, school.school(), school.student(0), school.student(1),
                                     document->root());
          }) == "cell_changed");
}

TEST_CASE(
    "KW-24: marks of the school before are carried, with their source, without window or enrolment")
{
    tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    const std::vector<EntryRequest> entries = {
        {.key = {school.student(0), "u1"}, .value = "8.5", .assessed_on = Day::parse("2015-09-01")},
        {.key = {school.student(0), "u2"}, .value = "11"}};
    const auto recorded = school.try_enter(sheet, entries, MarksSchool::k_head,
                                           {.origin = Origin::carried, .source = "transfer 77"});
    REQUIRE(recorded);
    CHECK(recorded->accepted == 1);
    CHECK(recorded->rows[1].refusal->code == RefusalCode::mark_over_maximum);
    const auto history = school.database().read([&](database::Session& session) {
        return history_of_cell(session, sheet, {school.student(0), "u1", 1});
    });
    REQUIRE(history.size() == 1);
    CHECK(history[0].origin == "carried");
    CHECK(history[0].source == "transfer 77");
    // Typed instead it would have had to lie in the year and in a window.
    CHECK(school.try_enter(sheet, entries).refusal().code == RefusalCode::entry_window_missing);
}
