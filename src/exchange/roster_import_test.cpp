// Rosters and attendance from files, through the rooms of the school and of attendance: on both databases.
#include <doctest/doctest.h>

#include <string>
#include <vector>

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
