#include "marks/mastery_board.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "marks/marks.h"
#include "marks/marks_routes.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

SheetDraft skill_sheet()
{
    SheetDraft draft{.class_id = MarksSchool::k_class,
                     .subject = "maths",
                     .term = 0,
                     .part = "skills",
                     .scheme = "test",
                     .title_ar = "S",
                     .title_en = "Skills",
                     .settings = R"({"tools": ["observation", "oral_test"]})",
                     .columns = {}};
    for (const char* const key : {"counts", "adds"})
        draft.columns.push_back({.key = key,
                                 .label_ar = key,
                                 .label_en = key,
                                 .kind = ColumnKind::judgement,
                                 .repeats = 5,
                                 .is_minimum = std::string_view(key) == "counts"});
    return draft;
}

void check_board(MarksSchool& school)
{
    school.open_all_windows();
    const SheetId sheet = school.make_sheet(skill_sheet());
    Marks marks(school.record());
    const auto judge = [&](int student, const char* skill, int occurrence, const char* value,
                           const char* day) {
        school.enter(sheet, {{.key = {school.student(student), skill, occurrence},
                              .value = value,
                              .assessed_on = Day::parse(day),
                              .tool = "observation",
                              .note = "seen"}});
    };
    // The later day counts, also where it was entered first; the note of what was not mastered then is gone with it.
    judge(0, "counts", 2, "mastered", "2015-10-12");
    judge(0, "counts", 1, "not_mastered", "2015-10-05");
    judge(1, "counts", 1, "not_mastered", "2015-10-05");
    judge(1, "adds", 1, "mastered", "2015-10-05");
    REQUIRE(marks.teach(school.act(), sheet, "counts", *Day::parse("2015-10-01")));
    school.sql("UPDATE enrolment SET last_day = '2015-10-18', ended_reason = 'left' "
               "WHERE school_id = $1 AND student_id = $2",
               MarksSchool::k_school, school.student(2));

    const std::string board =
        marks.board(school.school(), MarksSchool::k_class, "maths", *Day::parse("2015-10-18"));
    const std::string id = sheet.to_text();
    CHECK(
        board ==
        R"({"tools":["observation","oral_test"],"skills":[{"sheet_id":")" + id +
            R"(","column":"counts","label_ar":"counts","label_en":"counts","term":0,"is_minimum":true,)"
            R"("taught_on":"2015-10-01","mastered":1,"not_mastered":1,"open":1},)"
            R"({"sheet_id":")" +
            id +
            R"(","column":"adds","label_ar":"adds","label_en":"adds","term":0,"is_minimum":false,)"
            R"("mastered":1,"not_mastered":0,"open":2}],"students":[)"
            R"({"student_id":"7501","name_ar":"S100","name_en":"S100","judgements":[{"value":"mastered","on":"2015-10-12"},null],"minimum_open":0},)"
            R"({"student_id":"7502","name_ar":"S101","name_en":"S101","judgements":[{"value":"not_mastered","on":"2015-10-05","note":"seen"},{"value":"mastered","on":"2015-10-05"}],"minimum_open":1},)"
            R"({"student_id":"7503","name_ar":"S102","name_en":"S102","judgements":[null,null],"minimum_open":1}]})");
    // PG-G.17: who has not mastered a skill is its group. Of three one masters counting: fewer than half.
    const auto groups = [&](const std::string& subject) {
        return school.record().read([&](database::Session& session) {
            return mastery_groups(session, school.school(), MarksSchool::k_class, subject,
                                  *Day::parse("2015-10-18"));
        });
    };
    const std::string of_counts =
        R"({"groups":[{"subject":"maths","sheet_id":")" + id +
        R"(","column":"counts","label_ar":"counts","label_en":"counts","term":0,"is_minimum":true,)"
        R"("taught_on":"2015-10-01","mastered":1,"open":1,"is_below_half":true,"students":[)"
        R"({"student_id":"7502","name_ar":"S101","name_en":"S101"}]}]})";
    CHECK(groups("maths") == of_counts);
    CHECK(groups("") == of_counts);
    CHECK(groups("science") == R"({"groups":[]})");
    // The day after his last one he counts no more.
    const std::string later =
        marks.board(school.school(), MarksSchool::k_class, "maths", *Day::parse("2015-10-19"));
    CHECK(later.find("7503") == std::string::npos);
    CHECK(later.find(R"("mastered":1,"not_mastered":1,"open":0)") != std::string::npos);
    CHECK(marks.board(school.school(), MarksSchool::k_class, "arabic", *Day::parse("2015-10-19")) ==
          R"({"tools":[],"skills":[],"students":[]})");
}

}  // namespace

TEST_CASE("PG-1.29, PG-1.31: one look shows who has mastered which skill and what nobody judged")
{
    const tests::ScratchFolder folder;
    MarksSchool sqlite("sqlite:" + folder.path() + "/school.db", 3, "sa_1426", 2);
    check_board(sqlite);
    const tests::SharedPostgresDatabase server;
    MarksSchool postgres(server.url(), 3, "sa_1426", 2);
    check_board(postgres);
}

TEST_CASE("marks: not yet fills the empty cells of a sheet, and only those")
{
    const tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    Marks marks(school.record());
    SheetDraft draft = school.unit_sheet();
    draft.columns.push_back(draft.columns[0]);
    draft.columns[2].key = "spare";
    draft.columns[2].needed = Need::none;
    const SheetId sheet = school.make_sheet(draft);
    const auto fill = [&](const std::vector<std::string>& columns) {
        const auto answer = marks.not_yet(school.act(), sheet, columns);
        return answer ? answer->body : std::string(to_text(answer.refusal().code));
    };
    CHECK(fill({}) == "entry_window_missing");
    school.open_all_windows();
    school.enter(sheet, {{.key = {school.student(0), "u1"}, .value = "5"},
                         {.key = {school.student(1), "u1"}, .value = "5"}});
    school.enter(sheet, {{.key = {school.student(1), "u1"}, .based_on = 1, .status = "cleared"}});
    CHECK(fill({"u1", "none"}) == "cell_unknown");
    CHECK(fill({"u1"}) == R"({"sheet_version":"4","accepted":2})");
    CHECK(fill({}) == R"({"sheet_version":"5","accepted":3})");
    // Nothing is left to fill, and nothing was changed.
    CHECK(fill({}) == R"({"sheet_version":"5","accepted":0})");
    CHECK(school.count("mark_entry") == 8);
    CHECK(marks.sign(school.act(), sheet, SignatureKind::teacher, 5).refusal().code ==
          RefusalCode::sheet_incomplete);
}
