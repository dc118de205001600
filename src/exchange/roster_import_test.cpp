// Rosters and attendance from files, through the rooms of the school and of attendance: on both databases.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <unicode/ucnv.h>

#include "attendance/roll_store.h"
#include "core/refusal_codes.h"
#include "embedded/exchange.h"
#include "exchange/imports.h"
#include "exchange/roster_file.h"
#include "platform/tables/workbook_writer.h"
#include "regulations/frame/json_value.h"
#include "school/enrolments_store.h"
#include "school/guardians_store.h"
#include "school/students_store.h"
#include "tests/support/attendance_school.h"

using namespace taqwim;
using namespace taqwim::exchange;
using taqwim::tests::code_of;

namespace {

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

// As spreadsheets of Arabic Windows save CSV.
std::string in_windows_1256(const std::string& text)
{
    UErrorCode status = U_ZERO_ERROR;
    std::string bytes(text.size(), '\0');
    const int32_t size =
        ucnv_convert("windows-1256", "UTF-8", bytes.data(), static_cast<int32_t>(bytes.size()),
                     text.data(), static_cast<int32_t>(text.size()), &status);
    REQUIRE(U_SUCCESS(status));
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

struct ImportSchool : tests::AttendanceSchool {
    explicit ImportSchool(tests::TestDatabase& test) : AttendanceSchool(test), imports(*record)
    {
        test.run(tests::migration_text(embedded_exchange(), "0009"));
    }

    struct Trial {
        std::int64_t id = 0;
        std::string body;
        Confirmation confirmation;
    };
    Trial tried(ImportKind kind, const std::string& bytes, const ImportScope& scope = {},
                const std::string& file = "list.csv")
    {
        const auto answer = imports.try_out(school, act(), kind, {file, bytes}, scope);
        REQUIRE(answer);
        const auto document = JsonDocument::parse(answer->body);
        REQUIRE(document);
        const auto import = document->root().find("import");
        REQUIRE(import);
        Trial trial;
        trial.id = parse_id(import->find("import_id")->text()).value();
        trial.body = answer->body;
        trial.confirmation.file_digest = import->find("file_digest")->text();
        trial.confirmation.plan_digest = import->find("plan_digest")->text();
        return trial;
    }
    Result<school::Answer> apply(ImportKind kind, const Trial& trial, bool good_rows = false,
                                 bool overwrites = false)
    {
        Confirmation confirmation = trial.confirmation;
        confirmation.takes_good_rows = good_rows;
        confirmation.accepts_overwrites = overwrites;
        return imports.apply(school, act(), kind, trial.id, confirmation);
    }

    std::int64_t count(const std::string& table)
    {
        return record->read([&](database::Session& session) {
            return session.find_one("SELECT COUNT(*) AS rows FROM " + table)->integer("rows");
        });
    }
    // "day absent", "period 2 late" …: what stands of a student's rolls.
    std::string states(std::int64_t student)
    {
        return record->read([&](database::Session& session) {
            std::string text;
            for (const auto& entry : attendance::entries_of(session, school, student, year))
                text += entry.slot.kind + std::to_string(entry.slot.period) + ' ' + entry.status +
                        (entry.minutes ? ' ' + std::to_string(*entry.minutes) : "") + "; ";
            return text;
        });
    }

    Imports imports;
};

}  // namespace

TEST_CASE("exchange: a roster brings students, papers, enrolments and guardians in, and a second "
          "time nothing")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        const std::string heading =
            "اسم الطالب,رقم الطالب,الرقم المدني,الجنسية,تاريخ الميلاد,الفصل,اسم ولي "
            "الأمر,"                                 // source-check: allow a portal's words
            "الرقم المدني لولي الأمر,رقم الجوال\n";  // source-check: allow a portal's words
        const std::string good =
            "عبد الله فهد سعد "
            "العتيبي,2001,317010101003,كويتي,٣/٤/١٤٣٨,4/2,فهد سعد "
            "العتيبي,"  // source-check: allow a name
            "285040401003,99001122\n"
            "بدر فهد سعد "
            "العتيبي,2002,317010101011,كويتي,1/1/2017,4/2,فهد سعد "
            "العتيبي,"  // source-check: allow a name
            "285040401003,99001122\n"
            "yousef salem hamad "
            "alnajjar,1003,317021501002,كويتي,,4/2,,,\n";  // source-check: allow a word
        const auto trial =
            it.tried(ImportKind::roster, "كشف,,\n" + heading + good);  // source-check: allow a word
        CAPTURE(trial.body);
        CHECK(holds(trial.body, R"("problems":[])"));
        // Two students with enrolment, one guardian, two guardianships, one paper; the known student and his class.
        CHECK(holds(trial.body, R"("records":10,"new":8,"changed":0,"same":2,"refused":0)"));
        CHECK(it.count("student") == 3);
        CHECK(it.count("guardian") == 1);
        const auto applied = it.apply(ImportKind::roster, trial);
        REQUIRE(applied);
        CHECK(holds(applied->body, R"("records":8)"));
        CHECK(it.count("student") == 5);
        CHECK(it.count("identity_paper") == 3);
        CHECK(it.count("guardian") == 2);
        CHECK(it.count("guardianship") == 3);
        it.record->read([&](database::Session& session) {
            const auto student = school::student_numbered(session, it.school, "2001");
            REQUIRE(student);
            const auto found = school::find_student(session, it.school, *student);
            CHECK(found->name_parts.size() == 4);
            CHECK(found->sex == "male");
            CHECK(found->birth_day == Day::parse("2017-01-01"));
            CHECK(school::enrolments_of(session, it.school, *student).front().class_id ==
                  it.class_b);
            CHECK(school::guardianships_of_student(session, it.school, *student).front().relation ==
                  "father");
        });
        const auto again = it.tried(ImportKind::roster, heading + good);
        CHECK(holds(again.body, R"("new":0,"changed":0,"same":6,"refused":0)"));
        CHECK(code_of(it.imports.undo(it.school, it.act(), ImportKind::roster, trial.id)) ==
              "IMPORT_NOT_UNDONE");
        it.verified_chain();
    });
}

TEST_CASE(
    "exchange: what a roster has wrong is listed by cell, and what differs from the record is "
    "not replaced unasked")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        const auto trial =
            it.tried(ImportKind::roster,
                     "name,student number,identity number,nationality,class,sex,guardian name\n"
                     "saad fahd saad alotaibi,2001,,KW,4/1,male,\n"  // the class is full
                     "saad fahd saad,2002,,KW,4/2,male,\n"           // three parts
                     "saad fahd saad alotaibi,2003,,KW,9/9,male,\n"  // no such class
                     "saad fahd saad alotaibi,2004,317010101004,KW,4/2,male,\n"  // the check digit
                     "saad fahd saad alotaibi,2005,,Mars,4/2,male,\n"            // no nationality
                     "saad fahd saad alotaibi,2006,,,4/2,male,\n"                // none at all
                     "saad fahd saad alotaibi,2007,,KW,4/2,male,nasser alotaibi\n"  // who is that?
                     "yousef salem hamad alothman,1003,,KW,4/2,male,\n"  // has another name
                     "sultan fahd saad alotaibi,2008,,KW,4/2,male,\n");
        CAPTURE(trial.body);
        for (const char* const problem :
             {R"("cell":"E2","is_conflict":false,"problem":{"code":"CLASS_FULL")",
              R"("cell":"A3","is_conflict":false,"problem":{"code":"NAME_PARTS_WRONG")",
              R"("cell":"E4","is_conflict":false,"problem":{"code":"VALUE_NOT_LISTED")",
              R"("cell":"C5","is_conflict":false,"problem":{"code":"IDENTITY_NUMBER_INVALID")",
              R"("cell":"D6","is_conflict":false,"problem":{"code":"VALUE_NOT_LISTED")",
              R"("cell":"D7","is_conflict":false,"problem":{"code":"FIELD_MISSING")",
              R"("problem":{"code":"FIELD_MISSING")",
              R"("cell":"A9","is_conflict":true,"problem":{"code":"IMPORT_OVERWRITES")"}) {
            CAPTURE(problem);
            CHECK(holds(trial.body, problem));
        }
        CHECK(code_of(it.apply(ImportKind::roster, trial)) == "IMPORT_HAS_PROBLEMS");
        CHECK(code_of(it.apply(ImportKind::roster, trial, false, true)) == "IMPORT_HAS_PROBLEMS");
        CHECK(it.count("student") == 3);
        REQUIRE(it.apply(ImportKind::roster, trial, true));
        CHECK(it.count("student") == 4);
        const auto name = [&] {
            return it.record->read([&](database::Session& session) {
                return school::find_student(session, it.school, it.yousef)->name_parts.back();
            });
        };
        CHECK(name() == "alnajjar");
        const auto anew = it.tried(ImportKind::roster, "name,student number,class\n"
                                                       "yousef salem hamad alothman,1003,4/2\n");
        CHECK(code_of(it.apply(ImportKind::roster, anew)) == "IMPORT_HAS_PROBLEMS");
        REQUIRE(it.apply(ImportKind::roster, anew, false, true));
        CHECK(name() == "alothman");
        CHECK(holds(it.tried(ImportKind::roster, "class,telephone\n4/1,1\n").body,
                    "HEADER_NOT_FOUND"));
        it.verified_chain();
    });
}

TEST_CASE("exchange: a roster in Windows-1256, separated by semicolons, with titles and Hijri "
          "days, is read "
          "as the same in UTF-8")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        const std::string text =
            "كشف أسماء الطلاب;;;;;\r\n"              // source-check: allow a portal's words
            "العام الدراسي 1448;;;;;\r\n"            // source-check: allow a portal's words
            ";;;;;\r\n"                              //
            "م;اسم الطالب رباعياً;السجل المدني;"      // source-check: allow a portal's words
            "الجنسية;تاريخ الميلاد;الصف;الفصل\r\n"   // source-check: allow a portal's words
            "1;سعد خالد محمد الدوسري;317010101003;"  // source-check: allow a name
            "كويتي;15 محرم 1438 هـ;4;4/2\r\n"        // source-check: allow a portal's words
            "2;فهد ناصر علي العجمي;317010101011;"    // source-check: allow a name
            "كويتي;2017/3/9م;4;4/2\r\n"              // source-check: allow a portal's words
            "عدد الطلاب;2;;;;\r\n";                  // source-check: allow a portal's words
        const auto trial = it.tried(ImportKind::roster, in_windows_1256(text));
        CAPTURE(trial.body);
        CHECK(holds(trial.body, R"("problems":[])"));
        CHECK(holds(trial.body, R"("records":4,"new":4)"));
        REQUIRE(it.apply(ImportKind::roster, trial));
        CHECK(holds(it.tried(ImportKind::roster, text).body,
                    R"("records":4,"new":0,"changed":0,"same":4)"));
        it.record->read([&](database::Session& session) {
            const auto student = school::student_numbered(session, it.school, "317010101003");
            REQUIRE(student);
            // 1438-01-15 is 2016-10-16.
            CHECK(school::find_student(session, it.school, *student)->birth_day ==
                  Day::parse("2016-10-16"));
        });
    });
}

TEST_CASE("exchange: a roster as a workbook, with merged titles, numbers of students and papers as "
          "numbers, days as days and as Hijri texts")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        tables::WorkbookWriter writer;
        // The title stands where the writer has its heading; the heading comes below it.
        auto sheet = writer.add_sheet(
            {.name = "1",
             .columns = {{.heading = "بيان بأسماء الطلاب"},  // source-check: allow a portal's words
                         {},
                         {},
                         {},
                         {},
                         {}}});
        sheet.blank().end_row();
        for (const char* const heading :
             {"الرقم الأكاديمي", "رقم الهوية", "الاسم",  // source-check: allow a portal's words
              "الجنسية", "تاريخ الميلاد", "الشعبة"})     // source-check: allow a portal's words
            sheet.text(heading);
        sheet.end_row();
        sheet.number("2001").number("317010101003").text("saad khalid mohammad aldosari");
        sheet.text("kuwaiti").day(*Day::of(2016, 10, 16)).text("4/2").end_row();
        sheet.number("2002").number("317010101011").text("fahd naser ali alajmi");
        sheet.text("kuwaiti").text("١٥/١/١٤٣٨").text("4/2").end_row();
        // Known to the school as 1003: a spreadsheet's number, which may have lost its zeros, finds him.
        sheet.number("1003").blank().text("yousef salem hamad alnajjar");
        sheet.text("kuwaiti").blank().text("4/2").end_row();
        sheet.text("2004").blank().text("badr naser ali alajmi");
        sheet.text("kuwaiti").text("1438/13/1").text("4/2").end_row();
        const auto trial = it.tried(ImportKind::roster, writer.finish(), {}, "list.xlsx");
        CAPTURE(trial.body);
        CHECK(holds(trial.body,
                    R"("cell":"E7","is_conflict":false,"problem":{"code":"VALUE_NOT_A_DATE")"));
        CHECK(holds(trial.body, R"("refused":1,"conflicts":0)"));
        REQUIRE(it.apply(ImportKind::roster, trial, true));
        it.record->read([&](database::Session& session) {
            for (const char* const number : {"2001", "2002"}) {
                const auto student = school::student_numbered(session, it.school, number);
                REQUIRE(student);
                CHECK(school::find_student(session, it.school, *student)->birth_day ==
                      Day::parse("2016-10-16"));
                CHECK(school::papers_of(session, it.school, *student).size() == 1);
            }
        });
        CHECK(it.count("student") == 5);
    });
}

TEST_CASE("exchange: a row of a roster that says who it is about without any number is told, a "
          "signature below the list is not")
{
    const auto read = [](const std::string& text) {
        const auto tables = tables::read_tables("list.csv", text);
        REQUIRE(tables);
        return read_roster(*tables, "list.csv");
    };
    const std::string heading = "name,student number,class,sex\n";
    const RosterFile without = read(heading + "saad khalid,,4/2,\n");
    CHECK(without.rows.empty());
    REQUIRE(without.plan.problems.size() == 1);
    CHECK(without.plan.problems.front().refusal.code == RefusalCode::field_missing);
    CHECK(without.plan.problems.front().refusal.field == "list.csv:2");
    const RosterFile signature = read(heading + "saad khalid,1,4/2,\nhead teacher,,,\n,,4/2,\n");
    CHECK(signature.rows.size() == 1);
    CHECK(signature.plan.problems.empty());
}

TEST_CASE("exchange: parts of names stay together where they belong together")
{
    using Parts = std::vector<std::string>;
    CHECK(parts_of_name("عبد الله فهد  سعد العتيبي") ==      // source-check: allow a name
          Parts{"عبد الله", "فهد", "سعد", "العتيبي"});       // source-check: allow a name
    CHECK(parts_of_name("سيف الدين أبو بكر علي آل سعيد") ==  // source-check: allow a name
          Parts{"سيف الدين", "أبو بكر", "علي", "آل سعيد"});  // source-check: allow a name
    CHECK(parts_of_name("").empty());
}

TEST_CASE("KW-20: attendance comes in by day and by period, and whom the file does not name stays "
          "as he was")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        const auto day = it.tried(
            ImportKind::attendance,
            "تقرير الغياب,,,,\n"  // source-check: allow a portal's words
            "التاريخ,رقم الطالب,اسم الطالب,الحالة,دقائق التأخر\n"  // source-check: allow a portal's words
            "20/09/2026,1001,,غائب بعذر,\n"  // source-check: allow a portal's words
            "20/09/2026,1002,,متأخر,١٥\n"    // source-check: allow a portal's words
            "٢٠٢٦/٩/٢٠,1003,,حاضر,\n");      // source-check: allow a portal's words
        CAPTURE(day.body);
        CHECK(holds(day.body, R"("problems":[])"));
        CHECK(holds(day.body, R"("records":3,"new":3)"));
        CHECK(it.count("roll") == 0);
        REQUIRE(it.apply(ImportKind::attendance, day));
        CHECK(it.states(it.ali) == "day0 absent; ");
        CHECK(it.states(it.hamad) == "day0 late 15; ");
        CHECK(it.states(it.yousef).empty());
        CHECK(it.count("roll") == 2);

        // One class by periods, its names within the class, the day given beside the file.
        ImportScope scope;
        scope.class_id = it.class_a;
        scope.first_day = Day::parse("2026-09-17");
        const auto periods = it.tried(ImportKind::attendance,
                                      "name,p1,p2\nali salem hamad alnajjar,late,a\n", scope);
        CHECK(holds(periods.body, R"("records":2,"new":2)"));
        REQUIRE(it.apply(ImportKind::attendance, periods));
        CHECK(it.states(it.ali) == "period1 late; period2 absent; day0 absent; ");

        // Ali was there after all: to be accepted. Hamad is not named and stays late.
        const std::string other = "student number,20/9/2026\n1001,present\n";
        const auto conflict = it.tried(ImportKind::attendance, other);
        CHECK(holds(conflict.body, "IMPORT_OVERWRITES"));
        CHECK(code_of(it.apply(ImportKind::attendance, conflict)) == "IMPORT_HAS_PROBLEMS");
        REQUIRE(it.apply(ImportKind::attendance, conflict, false, true));
        CHECK(it.states(it.ali) == "period1 late; period2 absent; day0 present; ");
        CHECK(it.states(it.hamad) == "day0 late 15; ");
        it.verified_chain();
    });
}

TEST_CASE("KW-20: attendance comes in from Windows-1256 and from workbooks, with Hijri days and "
          "numbers as numbers")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        // 1448-04-09 is 2026-09-20.
        const auto csv = it.tried(
            ImportKind::attendance,
            in_windows_1256(
                "كشف غياب;;;\r\n"                          // source-check: allow a portal's words
                "المدرسة;;;\r\n"                           // source-check: allow a portal's words
                "تاريخ الغياب;رقم الطالب;حالة الطالب\r\n"  // source-check: allow a portal's words
                "9 ربيع الآخر 1448هـ;1001;غائب\r\n"        // source-check: allow a portal's words
                "09/04/1448;1002;متأخر\r\n"));             // source-check: allow a portal's words
        CAPTURE(csv.body);
        CHECK(holds(csv.body, R"("problems":[])"));
        REQUIRE(it.apply(ImportKind::attendance, csv));
        CHECK(it.states(it.ali) == "day0 absent; ");
        CHECK(it.states(it.hamad) == "day0 late; ");

        tables::WorkbookWriter writer;
        auto cover = writer.add_sheet({.name = "0", .columns = {{.heading = "x"}}});
        cover.text("y").end_row();
        auto sheet = writer.add_sheet({.name = "1", .columns = {{.heading = "x"}}});
        sheet.end_row();
        for (const char* const heading : {"الرقم المدرسي", "١٤٤٨/٤/٥", "1448/04/09",
                                          "2026-09-17"})  // source-check: allow a portal's words
            sheet.text(heading);
        sheet.end_row();
        sheet.number("1003")
            .text("p")
            .text("غ")
            .blank()
            .end_row();  // source-check: allow a portal's words
        sheet.number("1001").text("a").text("a").text("l").end_row();
        const auto book = it.tried(ImportKind::attendance, writer.finish(), {}, "days.xlsx");
        CAPTURE(book.body);
        CHECK(holds(book.body, R"("problems":[])"));
        CHECK(holds(book.body, R"("new":4,"changed":0,"same":1)"));
        REQUIRE(it.apply(ImportKind::attendance, book));
        CHECK(it.states(it.yousef) == "day0 absent; ");
        CHECK(it.states(it.ali) == "day0 absent; day0 late; day0 absent; ");
    });
}

TEST_CASE("exchange: what attendance from a file has wrong is listed by cell")
{
    tests::on_both_databases([](tests::TestDatabase& test) {
        ImportSchool it(test);
        ImportScope of_class;
        of_class.class_id = it.class_a;
        const auto trial = it.tried(ImportKind::attendance,
                                    "date,student number,status,period,minutes\n"
                                    "2026-09-21,1001,a,,\n"  // tomorrow
                                    "2026-09-18,1001,a,,\n"  // a Friday
                                    "2031-01-01,1001,a,,\n"  // no year of the school
                                    "2026-09-20,1001,gone,,\n"
                                    "2026-09-20,9999,a,,\n"
                                    "2026-09-20,1003,a,,\n"  // of another class
                                    "2026-09-20,1002,a,13,\n"
                                    ",1002,a,,\n"
                                    "soon,1002,a,,\n"
                                    "2026-09-20,1001,a,,\n"
                                    "2026-09-20,1001,l,,5\n",
                                    of_class);
        CAPTURE(trial.body);
        for (const char* const problem :
             {R"("cell":"C2","is_conflict":false,"problem":{"code":"DAY_IN_FUTURE")",
              R"("cell":"C3","is_conflict":false,"problem":{"code":"DAY_NOT_OF_SCHOOL")",
              R"("cell":"C4","is_conflict":false,"problem":{"code":"DAY_NOT_OF_SCHOOL")",
              R"("cell":"C5","is_conflict":false,"problem":{"code":"VALUE_NOT_LISTED")",
              R"("cell":"B6","is_conflict":false,"problem":{"code":"STUDENT_UNKNOWN")",
              R"("cell":"B7","is_conflict":false,"problem":{"code":"NOT_ENROLLED")",
              R"("cell":"D8","is_conflict":false,"problem":{"code":"VALUE_OUT_OF_RANGE")",
              R"("cell":"C9","is_conflict":false,"problem":{"code":"FIELD_MISSING")",
              R"("cell":"A10","is_conflict":false,"problem":{"code":"VALUE_NOT_A_DATE")",
              R"("cell":"C12","is_conflict":false,"problem":{"code":"GIVEN_TWICE")"}) {
            CAPTURE(problem);
            CHECK(holds(trial.body, problem));
        }
        CHECK(code_of(it.apply(ImportKind::attendance, trial)) == "IMPORT_HAS_PROBLEMS");
        REQUIRE(it.apply(ImportKind::attendance, trial, true));
        CHECK(it.states(it.ali) == "day0 absent; ");
        CHECK(it.count("roll") == 1);
    });
}
