#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/ledger_store.h"
#include "marks/recording.h"
#include "marks/sheet_store.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

struct SqliteSchool {
    tests::ScratchFolder folder;
    MarksSchool school;

    explicit SqliteSchool(int students = 3, const std::string& regulation = "kw_primary_2016",
                          int grade = 4)
        : school("sqlite:" + folder.path() + "/school.db", students, regulation, grade)
    {
        school.open_all_windows();
    }

    std::vector<Cell> cells(SheetId sheet)
    {
        return school.database().read(
            [&](database::Session& session) { return cells_of_sheet(session, sheet); });
    }
    std::vector<LedgerEntry> history(SheetId sheet, const CellKey& key)
    {
        return school.database().read(
            [&](database::Session& session) { return history_of_cell(session, sheet, key); });
    }
};

EntryRequest mark(std::int64_t student, const std::string& column, const std::string& value,
                  std::int64_t based_on = 0)
{
    return {.key = {.student_id = student, .column = column}, .based_on = based_on, .value = value};
}

EntryRequest status(std::int64_t student, const std::string& column, const std::string& word,
                    std::int64_t based_on = 0)
{
    return {.key = {.student_id = student, .column = column}, .based_on = based_on, .status = word};
}

// The code that the only entry is refused with.
std::string code_of(MarksSchool& school, SheetId sheet, const EntryRequest& request)
{
    const auto recorded = school.try_enter(sheet, {request});
    if (!recorded)
        return std::string(to_text(recorded.refusal().code));
    return recorded->rows.front().refusal
               ? std::string(to_text(recorded->rows.front().refusal->code))
               : "accepted";
}

}  // namespace

TEST_CASE("KW-11.3: a bad mark in a list does not lose the others, and is named by its place")
{
    SqliteSchool sqlite;
    MarksSchool& school = sqlite.school;
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    const Recorded recorded = school.enter(sheet, {mark(school.student(0), "u1", "8.95"),
                                                   mark(school.student(1), "u1", "10.01"),
                                                   mark(school.student(2), "u1", "10")});
    CHECK(recorded.accepted == 2);
    REQUIRE(recorded.rows[1].refusal);
    CHECK(recorded.rows[1].refusal->code == RefusalCode::mark_over_maximum);
    CHECK(recorded.rows[1].refusal->field == "/entries/1/value");
    CHECK(recorded.rows[1].refusal->clause == "KW-11.3");
    const std::vector<Cell> cells = sqlite.cells(sheet);
    REQUIRE(cells.size() == 2);
    CHECK(shown(cells[0].value) == "8.95");
    CHECK(shown(cells[1].value) == "10");
    CHECK(cells[0].version == 1);
}

TEST_CASE("marks: digits of either keyboard are the same mark; what is no mark is refused")
{
    SqliteSchool sqlite;
    MarksSchool& school = sqlite.school;
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    const std::int64_t student = school.student(0);
    // U+0667, the Arabic decimal sign, U+0665: seven and a half.
    school.enter(sheet, {mark(student, "u1", "\u0667\u066B\u0665")});
    CHECK(shown(sqlite.cells(sheet).front().value) == "7.5");

    CHECK(code_of(school, sheet, mark(student, "u2", "-0.5")) == "mark_negative");
    CHECK(code_of(school, sheet, mark(student, "u2", "ten")) == "value_not_a_number");
    CHECK(code_of(school, sheet, mark(student, "u2", "19/2")) == "value_not_a_number");
    CHECK(code_of(school, sheet, mark(student, "u2", "90%")) == "value_not_a_number");
    CHECK(code_of(school, sheet, mark(student, "u2", "9.999")) == "mark_too_many_decimals");
    CHECK(code_of(school, sheet, mark(student, "u2", "")) == "field_missing");
    CHECK(code_of(school, sheet, mark(student, "u3", "9")) == "cell_unknown");
    CHECK(code_of(school, sheet, mark(student, "year_mark", "90")) == "result_typed");
    CHECK(code_of(school, sheet, mark(999, "u2", "9")) == "not_enrolled");
    EntryRequest both = mark(student, "u2", "9");
    both.status = "excused";
    CHECK(code_of(school, sheet, both) == "mark_and_status");
    CHECK(code_of(school, sheet, status(student, "u2", "ill")) == "value_not_listed");
    EntryRequest second = mark(student, "u2", "9");
    second.key.occurrence = 2;
    CHECK(code_of(school, sheet, second) == "value_out_of_range");
    CHECK(sqlite.cells(sheet).size() == 1);
    CHECK(code_of(school, sheet, mark(student, "u2", "0")) == "accepted");
}

TEST_CASE(
    "marks: the edit of who saw an older cell is refused with both values, and nothing is lost")
{
    SqliteSchool sqlite;
    MarksSchool& school = sqlite.school;
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    const std::int64_t student = school.student(0);
    school.enter(sheet, {mark(student, "u1", "5")});
    school.enter(sheet, {mark(student, "u1", "6", 1)});
    // The other one still sees the 5.
    const auto late = school.try_enter(sheet, {mark(student, "u1", "7", 1)});
    REQUIRE(late);
    REQUIRE(late->rows[0].refusal);
    CHECK(late->rows[0].refusal->code == RefusalCode::cell_changed);
    CHECK(late->rows[0].refusal->arguments == Arguments{{"value", "6"}, {"day", "2015-10-19"}});
    CHECK(late->rows[0].version == 2);
    CHECK(shown(late->rows[0].current->value) == "6");
    // Who believes the cell to be empty is told as well.
    CHECK(code_of(school, sheet, mark(student, "u1", "7")) == "cell_changed");
    CHECK(code_of(school, sheet, mark(student, "u1", "7", 3)) == "cell_changed");

    const auto history = sqlite.history(sheet, {student, "u1", 1});
    REQUIRE(history.size() == 2);
    CHECK(shown(history[0].facts.value) == "5");
    CHECK_FALSE(history[0].replaces);
    CHECK(shown(history[1].facts.value) == "6");
    CHECK(history[1].replaces == history[0].entry_id);
    CHECK(history[1].entered_by_name == "P7401");
}

TEST_CASE("KW-15.A.E2: a status is no zero and is told apart from a mark")
{
    SqliteSchool sqlite;
    MarksSchool& school = sqlite.school;
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    school.enter(sheet, {status(school.student(0), "u1", "excused"),
                         status(school.student(1), "u1", "unexcused"),
                         mark(school.student(2), "u1", "0")});
    const auto cells = sqlite.cells(sheet);
    REQUIRE(cells.size() == 3);
    CHECK(cells[0].value == MarkValue(Status::excused));
    CHECK(cells[1].value == MarkValue(Status::unexcused));
    CHECK(cells[2].value == MarkValue(CentiMark{0}));
    CHECK_FALSE(is_assessed(cells[0].value));
    CHECK(is_assessed(cells[2].value));
}

TEST_CASE("SR-13.2: nobody enters alone that a mark is cancelled for cheating or held back")
{
    SqliteSchool sqlite;
    MarksSchool& school = sqlite.school;
    const SheetId sheet = school.make_sheet(school.unit_sheet());
    for (const char* const word : {"cancelled_for_cheating", "withheld"}) {
        EntryRequest request = status(school.student(0), "u1", word);
        const auto recorded = school.try_enter(sheet, {request});
        REQUIRE(recorded);
        REQUIRE(recorded->rows[0].refusal);
        CHECK(recorded->rows[0].refusal->code == RefusalCode::field_missing);
        CHECK(recorded->rows[0].refusal->field == "/entries/0/decision");
        CHECK(recorded->rows[0].refusal->clause == "SR-13.2");
    }
    EntryRequest decided = status(school.student(0), "u1", "cancelled_for_cheating");
    decided.decision = "14/2015";
    CHECK(code_of(school, sheet, decided) == "accepted");
    CHECK(sqlite.history(sheet, {school.student(0), "u1", 1}).front().source == "14/2015");
}
