// Marks from files, from the file's bytes to the ledger: on both databases.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "exchange/exchange_routes.h"
#include "exchange/imports.h"
#include "marks/corrections.h"
#include "marks/ledger_store.h"
#include "marks/marks.h"
#include "platform/crypto/hash_chain.h"
#include "platform/tables/arabic_text.h"
#include "platform/tables/workbook_writer.h"
#include "regulations/frame/json_value.h"
#include "tests/support/marks_school.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::exchange;
using taqwim::tests::MarksSchool;

namespace {  // source-check: allow names

constexpr const char* k_fatima = "فاطمة علي حسن السالم";
constexpr const char* k_noura = "نورة خالد سعد الفهد";
constexpr const char* k_civil_id = "306010101018";

// Four students of a Kuwaiti class, of whom two have one name, and the sheet of the units out of 10.
struct ImportSchool {
    explicit ImportSchool(tests::TestDatabase& test)
        : school(test.settings().url, 4), imports(school.record())
    {
        REQUIRE(
            database::upgrade(school.database(), tests::migrations_up_to(9), school.clock().now()));
        school.open_all_windows();
        name(0, k_fatima);
        name(1, k_noura);
        name(2, k_noura);
        name(3, "عبد الله بدر ناصر العلي");
        school.sql("INSERT INTO identity_paper (school_id, identity_paper_id, student_id, kind, "
                   "number, issued_by) VALUES ($1, 9500, $2, 'national_id', $3, '')",
                   MarksSchool::k_school, school.student(0), k_civil_id);
        sheet = school.make_sheet(school.unit_sheet());
    }

    void name(int student, const std::string& text)
    {
        school.sql("UPDATE student SET name_ar = $1, search_name = $2 WHERE school_id = $3 AND "
                   "student_id = $4",
                   text, tables::search_form(text), MarksSchool::k_school, school.student(student));
    }

    [[nodiscard]] ImportScope scope() const
    {
        ImportScope of_sheet;
        of_sheet.sheets = {sheet.value};
        return of_sheet;
    }

    Result<school::Answer> try_out(const std::string& bytes, const std::string& key = "",
                                   const std::string& file = "marks.csv")
    {
        return imports.try_out(school.school(), school.act(MarksSchool::k_teacher, key),
                               ImportKind::marks, {file, bytes}, scope());
    }

    // The trial's answer, read.
    struct Trial {
        std::int64_t id = 0;
        std::string body;
        Confirmation confirmation;
    };
    Trial tried(const std::string& bytes, const std::string& file = "marks.csv")
    {
        const auto answer = try_out(bytes, "", file);
        REQUIRE(answer);
        return trial_in(answer->body);
    }
    static Trial trial_in(const std::string& body)
    {
        const auto document = JsonDocument::parse(body);
        REQUIRE(document);
        const auto import = document->root().find("import");
        REQUIRE(import);
        Trial trial;
        trial.id = parse_id(import->find("import_id")->text()).value();
        trial.confirmation.file_digest = import->find("file_digest")->text();
        trial.confirmation.plan_digest = import->find("plan_digest")->text();
        trial.body = body;
        return trial;
    }

    Result<school::Answer> apply(const Trial& trial, bool good_rows = false,
                                 bool overwrites = false, const std::string& key = "")
    {
        Confirmation confirmation = trial.confirmation;
        confirmation.takes_good_rows = good_rows;
        confirmation.accepts_overwrites = overwrites;
        return imports.apply(school.school(), school.act(MarksSchool::k_teacher, key),
                             ImportKind::marks, trial.id, confirmation);
    }

    std::string cells()
    {
        return school.database().read([&](database::Session& session) {
            std::string text;
            for (const marks::Cell& cell : marks::cells_of_sheet(session, sheet))
                text += std::to_string(cell.key.student_id - MarksSchool::k_student) +
                        cell.key.column + '=' + marks::shown(cell.value) + '/' +
                        std::to_string(cell.version) + ' ';
            CHECK(marks::cells_of_sheet(session, sheet) == marks::cells_by_ledger(session, sheet));
            return text;
        });
    }

    MarksSchool school;
    Imports imports;
    SheetId sheet;
};

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::string code_of(const Result<school::Answer>& answer)
{
    return answer ? "accepted " + std::to_string(answer->status)
                  : std::string(to_text(answer.refusal().code));
}

}  // namespace

TEST_CASE("exchange: marks as a portal exports them are tried, applied once, and stand in the "
          "ledger")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        // Titles, a heading in the portal's words, both digit sets, a word in place of a mark, pages that repeat the
        // heading, a total and empty rows at the end.
        const auto trial = it.tried(
            "وزارة التربية,,,,\n"    // source-check: allow as portals write
            "كشف رصد الدرجات,,,,\n"  // source-check: allow as portals write
            ",,,,\n"
            "م,الرقم المدني,إسم الطالبة,u1,U2 (10)\n"  // source-check: allow as portals write
            "1,٣٠٦٠١٠١٠١٠١٨,فاطمه على حسن السالم,٧٫٢٥,غائب بعذر\n"  // source-check: allow as portals write
            "م,الرقم المدني,إسم الطالبة,u1,U2 (10)\n"  // source-check: allow as portals write
            "2,,عبدالله بدر ناصر العلي,10,\n"          // source-check: allow as portals write
            "المجموع,,,,\n"                            // source-check: allow as portals write
            ",,,,\n");
        CAPTURE(trial.body);
        CHECK(holds(trial.body, R"("records":3,"new":3,"changed":0,"same":0,"refused":0)"));
        CHECK(holds(trial.body, R"("state":"tried")"));
        CHECK(holds(trial.body, R"("problems":[])"));
        CHECK(it.cells().empty());

        const auto applied = it.apply(trial, false, false, "key-1");
        REQUIRE(applied);
        CHECK(holds(applied->body, R"("state":"applied")"));
        CHECK(it.cells() == "0u1=7.25/1 0u2=excused/1 3u1=10/1 ");
        CHECK(it.school.count("mark_entry") == 3);
        CHECK(it.school.count("import_content") == 0);

        // The same request again is a repeat; another one finds it decided. Nothing is done twice.
        const auto again = it.apply(trial, false, false, "key-1");
        REQUIRE(again);
        CHECK(again->is_repeat);
        CHECK(again->body == applied->body);
        CHECK(code_of(it.apply(trial, false, false, "key-2")) == "decided_already");
        CHECK(it.school.count("mark_entry") == 3);

        // The same file once more has nothing to add.
        const auto same = it.tried(
            "الرقم المدني,u1,u2\n306010101018,7.25,بعذر\n");  // source-check: allow as portals write
        CHECK(holds(same.body, R"("records":2,"new":0,"changed":0,"same":2,"refused":0)"));
        REQUIRE(it.apply(same));
        CHECK(it.school.count("mark_entry") == 3);
    });
}

TEST_CASE("exchange: every problem of a marks file is listed by its cell, with what to do, and "
          "nothing is recorded")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        const auto trial =
            it.tried("student number,identity number,name,u1,u2\n"
                     "S100,,,11,5\n"               // over the maximum
                     "S101,,,7.255,abc\n"          // three decimals; no number
                     ",306010101017,,5,\n"         // the check digit
                     "S999,,,5,\n"                 // unknown
                     ",,نورة خالد سعد الفهد,5,\n"  // source-check: allow two of that name
                     "S103,306010101018,,5,\n"     // two students
                     "S100,,,5,6\n"                // u2 given twice
                     ",,,5,\n"                     // nobody
                     "S103,,,-1,\n"
                     "S103,,,,4\n");
        CHECK(holds(trial.body, R"("row":2,"column":"D","cell":"D2")"));
        CHECK(holds(trial.body, R"("field":"marks.csv:D2")"));
        for (const char* const code :
             {"MARK_OVER_MAXIMUM", "MARK_TOO_MANY_DECIMALS", "VALUE_NOT_A_NUMBER",
              "IDENTITY_NUMBER_INVALID", "STUDENT_UNKNOWN", "STUDENT_AMBIGUOUS", "FACTS_CONTRADICT",
              "GIVEN_TWICE", "FIELD_MISSING", "MARK_NEGATIVE"}) {
            CAPTURE(code);
            CHECK(holds(trial.body, std::string("\"code\":\"") + code));
        }
        CHECK(holds(trial.body, R"("refused":10)"));
        CHECK(code_of(it.apply(trial)) == "import_has_problems");
        CHECK(it.school.count("mark_entry") == 0);
        CHECK(it.school.count("import_content") == 1);

        // The good rows alone, which the register keeps in mind: of a row with a problem nothing is taken.
        const auto partial = it.apply(trial, true);
        REQUIRE(partial);
        CHECK(it.cells() == "3u2=4/1 ");
        CHECK(holds(partial->body, R"("good_rows":true)"));
    });
}

TEST_CASE("exchange: a mark that stands is not overwritten unless that is accepted")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        it.school.enter(it.sheet, {{.key = {it.school.student(0), "u1"}, .value = "4"}});
        const std::string file = "student number,u1,u2\nS100,9,9\nS101,8,8\n";
        const auto trial = it.tried(file);
        CHECK(holds(trial.body, R"("new":3,"changed":1)"));
        CHECK(holds(trial.body, R"("conflicts":1)"));
        CHECK(holds(trial.body, "IMPORT_OVERWRITES"));
        CHECK(code_of(it.apply(trial)) == "import_has_problems");
        CHECK(it.cells() == "0u1=4/1 ");

        // Somebody types while the trial waits: told, not overwritten.
        it.school.enter(it.sheet,
                        {{.key = {it.school.student(0), "u1"}, .based_on = 1, .value = "5"}});
        CHECK(code_of(it.apply(trial, false, true)) == "import_changed");
        CHECK(code_of(it.apply(trial, true, true)) == "import_changed");
        CHECK(it.cells() == "0u1=5/2 ");

        const auto anew = it.tried(file);
        ImportSchool::Trial other = anew;
        other.confirmation.file_digest.back() =
            other.confirmation.file_digest.back() == '0' ? '1' : '0';
        CHECK(code_of(it.apply(other, false, true)) == "import_changed");
        REQUIRE(it.apply(anew, false, true));
        CHECK(it.cells() == "0u1=9/3 0u2=9/1 1u1=8/1 1u2=8/1 ");
    });
}

TEST_CASE("exchange: an import of marks is taken back by newer entries, and what was changed since "
          "stays")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        it.school.enter(it.sheet, {{.key = {it.school.student(0), "u1"}, .value = "4"}});
        const auto trial = it.tried("student number,u1,u2\nS100,9,9\nS101,8,8\n");
        REQUIRE(it.apply(trial, false, true));
        it.school.enter(it.sheet,
                        {{.key = {it.school.student(1), "u2"}, .based_on = 1, .value = "7"}});
        const auto undo = [&] {
            return it.imports.undo(it.school.school(), it.school.act(), ImportKind::marks,
                                   trial.id);
        };
        const auto undone = undo();
        REQUIRE(undone);
        CHECK(holds(undone->body, R"("state":"undone")"));
        CHECK(holds(undone->body, R"("records":3,"left_out":1)"));
        CHECK(it.cells() == "0u1=4/3 0u2=cleared/2 1u1=cleared/2 1u2=7/2 ");
        CHECK(code_of(undo()) == "decided_already");
        // What was cleared takes a file again without asking.
        REQUIRE(it.apply(it.tried("student number,u2\nS100,6\n")));
    });
}

TEST_CASE("exchange: a signed sheet, a closed day and an unknown heading are told before anything "
          "else")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        const std::string file = "student number,u1\nS100,9\n";
        const auto waiting = it.tried(file);
        it.school.sql("UPDATE entry_window SET last_day = '2015-10-18' WHERE school_id = $1",
                      MarksSchool::k_school);
        const auto closed = it.tried(file);
        CHECK(holds(closed.body, "ENTRY_WINDOW_CLOSED"));
        CHECK(holds(closed.body, R"("cell":"B1")"));
        CHECK(code_of(it.apply(waiting)) == "import_changed");

        CHECK(holds(it.tried("student number,u9\nS100,9\n").body, "HEADER_NOT_FOUND"));
        CHECK(holds(it.tried("a,u1\nS100,9\n").body, "HEADER_NOT_FOUND"));
        CHECK(code_of(it.try_out("")) == "file_empty");
        CHECK(code_of(it.try_out("PK\x03\x04 no workbook")) == "file_not_workbook");
        ImportScope nowhere;
        nowhere.sheets = {77};
        CHECK(code_of(it.imports.try_out(it.school.school(), it.school.act(), ImportKind::marks,
                                         {"f.csv", file}, nowhere)) == "record_unknown");
    });
}

TEST_CASE("exchange: a workbook with a heading of two rows, numbers as numbers and Hijri dates as "
          "text")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        tables::WorkbookWriter writer;
        auto cover = writer.add_sheet(
            {.name = "غلاف",                       // source-check: allow as portals write
             .columns = {{.heading = "مدرسة"}}});  // source-check: allow as portals write
        cover.text("x").end_row();
        auto sheet = writer.add_sheet(
            {.name = "رصد",                             // source-check: allow as portals write
             .columns = {{.heading = "السجل المدني"},   // source-check: allow as portals write
                         {.heading = "تاريخ التقييم"},  // source-check: allow as portals write
                         {.heading = "الدرجات"}}});     // source-check: allow as portals write
        sheet.blank().blank().text("u1").text("u2");
        sheet.end_row();
        // 1437-01-01 is 2015-10-14.
        sheet.number(k_civil_id)
            .text("١ محرم ١٤٣٧ هـ")
            .number("8.5")
            .number("10");  // source-check: allow as portals write
        sheet.end_row();
        sheet.number("306010101018").text("32/13/1437").number("1").number("1");
        sheet.end_row();
        const auto trial = it.tried(writer.finish(), "marks.xlsx");
        CHECK(holds(trial.body, R"("records":3,"new":2)"));
        CHECK(holds(trial.body, "VALUE_NOT_A_DATE"));
        CHECK(holds(trial.body, "marks.xlsx:\u0631\u0635\u062F!B4"));
        REQUIRE(it.apply(trial, true));
        CHECK(it.cells() == "0u1=8.5/1 0u2=10/1 ");
        const auto history = it.school.database().read([&](database::Session& session) {
            return marks::history_of_cell(session, it.sheet, {it.school.student(0), "u1", 1});
        });
        CHECK(history.front().facts.assessed_on == Day::parse("2015-10-14"));
        CHECK(history.front().source == "import " + std::to_string(trial.id));
        CHECK(history.front().entered_person == MarksSchool::k_teacher);
    });
}

TEST_CASE("exchange: the file of a trial is forgotten after a day, or at once when it is discarded")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        const std::string file = "student number,u1\nS100,9\nS999,1\n";
        const auto first = it.tried(file);
        const auto rows = [&](std::int64_t id) {
            return it.imports.rows(it.school.school(), ImportKind::marks, id, {});
        };
        const auto problems = [&](std::int64_t id, const school::Page& page = {}) {
            return it.imports.problems(it.school.school(), ImportKind::marks, id, page);
        };
        REQUIRE(rows(first.id));
        CHECK(holds(*rows(first.id), R"("what":"u1","was":"","value":"9","state":"new")"));
        CHECK(holds(*problems(first.id), "STUDENT_UNKNOWN"));
        CHECK(holds(*problems(first.id, {.after = "1"}), R"("items":[],"next":null)"));

        REQUIRE(
            it.imports.discard(it.school.school(), it.school.act(), ImportKind::marks, first.id));
        CHECK(it.school.count("import_content") == 0);
        CHECK(code_of(it.apply(first, true)) == "decided_already");
        REQUIRE_FALSE(rows(first.id));
        CHECK(rows(first.id).refusal().code == RefusalCode::import_expired);

        const auto second = it.tried(file);
        it.school.clock().advance_seconds(k_kept_seconds);
        it.imports.forget_expired(it.school.act());
        CHECK(it.school.count("import_content") == 1);
        it.school.clock().advance_seconds(1);
        it.imports.forget_expired(it.school.act());
        CHECK(it.school.count("import_content") == 0);
        CHECK(code_of(it.apply(second, true)) == "import_expired");
        const auto list = it.imports.imports(it.school.school(), {});
        REQUIRE(list);
        CHECK(holds(*list, R"("state":"forgotten")"));
        CHECK(holds(*list, R"("state":"discarded")"));
    });
}
