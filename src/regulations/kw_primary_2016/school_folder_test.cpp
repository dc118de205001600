#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/frame/folder_words.h"
#include "regulations/frame/json_value.h"
#include "regulations/kw_primary_2016/school_folder.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "tests/support/kw_primary_2016_rules.h"
#include "tests/support/project_files.h"
#include "tests/support/school_tables.h"

using taqwim::Day;
using taqwim::FolderWords;
using taqwim::Mark;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::Result;
using taqwim::SchoolYear;
using taqwim::tests::SchoolTables;
using namespace taqwim::kw_primary_2016;

namespace {

using Files = SchoolTables::Files;

const FolderWords& words()
{
    static const FolderWords the_words = FolderWords::parse(
        "folder_words.txt",
        taqwim::tests::read_project_file("src/regulations/kw_primary_2016/folder_words.txt"));
    return the_words;
}

FolderContext context()
{
    FolderContext context;
    context.rules_of = [](SchoolYear) -> Result<const Rules*> {
        return &taqwim::tests::kw_rules();
    };
    context.symbols = taqwim::tests::kw_level_symbols();
    context.default_school_year = taqwim::tests::k_kw_school_year;
    context.words = &words();
    return context;
}

SchoolFolder read(const Files& files, const FolderContext& with = context())
{
    const SchoolTables tables(files);
    return read_school_folder(tables.tables(), with);
}

const std::string k_students = "id,name,grade,section\n1,سارة,4,أ\n2,بدر,4,ب\n3,دانة,5,أ\n";
const std::string k_plan =
    "grade,subject,term,competencies,units\n4,maths,,,2\n5,maths,,,2\n4,arabic,T1,3,1\n";

// The two required files and others; one of the same name takes the place of the required one.
Files school(const Files& more = {})
{
    Files files;
    for (const auto& [name, text] : Files{{"students.csv", k_students}, {"plan.csv", k_plan}}) {
        bool is_replaced = false;
        for (const auto& [other, unused] : more)
            is_replaced = is_replaced || other == name;
        if (!is_replaced)
            files.emplace_back(name, text);
    }
    files.insert(files.end(), more.begin(), more.end());
    return files;
}

std::string line(const Refusal& refusal)
{
    return std::string(to_text(refusal.code)) + " " + refusal.field +
           (refusal.clause.empty() ? "" : " " + refusal.clause);
}

std::vector<std::string> problems(const SchoolFolder& folder)
{
    std::vector<std::string> lines;
    for (const Refusal& refusal : folder.problems)
        lines.push_back(line(refusal));
    return lines;
}

std::vector<std::string> problems(const Files& more)
{
    return problems(read(school(more)));
}

std::string problem(const Files& more)
{
    const auto all = problems(more);
    if (all.size() == 1)
        return all.front();
    std::string joined = std::to_string(all.size()) + " problems:";
    for (const std::string& one : all)
        joined += " [" + one + "]";
    return joined;
}

std::string argument(const Files& more, std::string_view name)
{
    const SchoolFolder folder = read(school(more));
    REQUIRE(folder.problems.size() == 1);
    for (const auto& [key, value] : folder.problems.front().arguments)
        if (key == name)
            return value;
    return "(none)";
}

const std::string k_none = "0 problems:";

// The refusal of each student, "" for one whose facts are good.
std::vector<std::string> refusals(const SchoolFolder& folder)
{
    std::vector<std::string> lines;
    for (const FolderStudent& student : folder.students)
        lines.push_back(student.facts ? "" : line(student.facts.refusal()));
    return lines;
}

// The facts of the first student of a folder without problems.
StudentYear facts(const Files& more)
{
    SchoolFolder folder = read(school(more));
    for (const std::string& one : problems(folder))
        FAIL_CHECK(one);
    REQUIRE_FALSE(folder.students.empty());
    REQUIRE(folder.students.front().facts);
    return *std::move(folder.students.front().facts);
}

std::string day_text(const std::optional<Day>& day)
{
    return day ? day->to_text() : "-";
}

// What was read of a student, as a text: two student-years with the same text have the same facts.
std::string text_of(const StudentYear& year)
{
    std::string text = year.id + "|" + year.name + "|" + std::to_string(year.grade) + year.section +
                       "|" + year.school_year.to_text() + "|" + day_text(year.as_of) +
                       day_text(year.birth_date) + year.nationality +
                       std::to_string(static_cast<int>(year.sex)) +
                       std::to_string(static_cast<int>(year.school_staff)) +
                       day_text(year.enrolled_on) + (year.newcomer ? "new" : "") + "\n";
    for (const Subject subject : k_all_subjects) {
        text += code(subject) + std::string(year.is_exempt(subject) ? " exempt" : "");
        for (const Term term : k_terms) {
            const SubjectTerm& record = year.at(subject, term);
            text += std::string(" ") + code(term) + (record.has_formative ? "f" : "") +
                    (record.has_units ? "u" : "");
            for (int c = 0; c < record.competencies; ++c) {
                const Competency& competency =
                    year.competencies[record.first_competency + static_cast<std::uint32_t>(c)];
                text += " c" + std::to_string(competency.entered_level) +
                        (competency.excluded ? "x" : "");
                for (std::uint32_t m = 0; m < competency.measures; ++m) {
                    const Measure& measure = year.measures[competency.first_measure + m];
                    text += " " + std::to_string(measure.criterion) + "=" +
                            std::to_string(static_cast<int>(measure.mark)) + "@" +
                            std::to_string(measure.day);
                }
            }
            for (int u = 0; u < record.units; ++u) {
                const Unit& unit = year.units[record.first_unit + static_cast<std::uint32_t>(u)];
                text += " u" + std::to_string(static_cast<int>(unit.state)) + ":" +
                        std::to_string(unit.score_centi) + "/" +
                        std::to_string(unit.maximum_centi) + "@" + std::to_string(unit.day) +
                        std::to_string(static_cast<int>(unit.last_two_months));
            }
        }
        const auto& sitting = year.performance[index(subject)];
        const auto& paper = year.placement[index(subject)];
        text += " P" + std::to_string(static_cast<int>(sitting.state)) + sitting.mark.to_text() +
                " p" + std::to_string(static_cast<int>(paper.state)) + paper.mark.to_text() +
                day_text(paper.day) + "\n";
    }
    for (const auto& [subject, papers] : year.second_round)
        text += std::string(code(subject)) + std::to_string(static_cast<int>(papers.state)) +
                (papers.reassessment_of_40 ? papers.reassessment_of_40->to_text() : "-") +
                (papers.performance ? papers.performance->to_text() : "-") + day_text(papers.day) +
                "\n";
    for (const MakeUp& item : year.make_ups)
        text += std::string(code(item.subject)) + std::to_string(item.number) +
                item.missed_on.to_text() + item.made_up_on.to_text() +
                day_text(item.activities_practised_on) + "\n";
    for (const AbsenceCounts& counts : year.absence)
        text += std::to_string(counts.given) + " " + std::to_string(counts.unexcused_full_days) +
                " " + std::to_string(counts.lateness_unaccepted) + " " +
                std::to_string(counts.excused_intermittent_days) + "\n";
    if (year.attendance) {
        for (const Absence& one : year.attendance->absences)
            text += one.day.to_text() + "/" + std::to_string(one.period) + " ";
        for (const Lateness& one : year.attendance->latenesses)
            text += one.day.to_text() + "l" + std::to_string(static_cast<int>(one.judgement)) + " ";
        for (const Leave& one : year.attendance->leaves)
            text += one.day.to_text() + "o" + std::to_string(one.approved) + " ";
        for (const Excuse& one : year.attendance->excuses)
            text += one.from.to_text() + one.to.to_text() +
                    std::to_string(static_cast<int>(one.kind)) +
                    std::to_string(one.on_school_form) +
                    std::to_string(static_cast<int>(one.certifier)) + day_text(one.submitted_on) +
                    std::to_string(static_cast<int>(one.judgement)) + " ";
        for (const OfficialActivity& one : year.attendance->activities)
            text += one.letter + one.from.to_text() + one.to.to_text();
    }
    if (year.calendar)
        text += year.calendar->decision + year.calendar->year_start.to_text() +
                year.calendar->year_end.to_text() +
                std::to_string(year.calendar->public_holidays.size()) +
                std::to_string(year.calendar->school_weekdays[6]) +
                day_text(year.calendar->first_placement);
    if (year.exceptional)
        text += year.exceptional->type + std::to_string(year.exceptional->of_parent) +
                std::to_string(static_cast<int>(year.exceptional->district));
    return text;
}

const std::string k_calendar = "key,value\ndecision,1\nyear_start,2015-09-13\nholiday_start,2016-"
                               "01-24\nholiday_end,2016-02-06\n"
                               "year_end,2016-06-09\n";

}  // namespace

TEST_CASE("a school needs its students and its plan, and keeps the order of the students")
{
    const SchoolFolder folder = read(school());
    CHECK(problems(folder) == std::vector<std::string>{});
    REQUIRE(folder.students.size() == 3);
    CHECK(folder.students[0].id == "1");
    CHECK(folder.students[0].name == "سارة");
    CHECK(folder.students[0].grade == 4);
    CHECK(folder.students[0].section == "أ");
    CHECK(folder.students[0].row == 2);
    CHECK(folder.students[2].grade == 5);
    REQUIRE(folder.students[1].facts);
    CHECK(folder.students[1].facts->name == "بدر");
    CHECK(folder.students[1].facts->school_year_assumed);
    CHECK(folder.students[1].facts->at(Subject::maths, Term::second).units == 2);
    CHECK(folder.students[1].facts->at(Subject::arabic, Term::first).units == 1);
    CHECK(folder.students[1].facts->at(Subject::arabic, Term::second).units == 0);
    CHECK(folder.students[2].facts->at(Subject::arabic, Term::first).units == 0);
    CHECK(folder.school_year == SchoolYear{2015});
}

TEST_CASE("a folder in Arabic, with semicolons, Arabic digits and a byte-order mark, says the same "
          "as one in English")
{
    const Files english = {
        {"school.csv",
         "key,value\nname,Model school\nstaff,women\nschool_year,2015-2016\nas_of,2016-06-20\n"},
        {"calendar.csv",
         k_calendar +
             "public_holidays,2016-02-25\npublic_holidays,2015-10-15\nfirst_placement,2016-06-12\n"
             "school_weekdays,sunday; monday; tuesday; wednesday; thursday\n"},
        {"students.csv",
         "id,name,grade,section,sex,birth_date,nationality,enrolled_on,newcomer,exempt\n"
         "1,سارة,4,أ,female,2005-10-01,KW,,no,pe\n2,بدر,4,أ,male,2005-11-02,IN,2015-10-04,yes,"
         "quran+islamic\n"},
        {"plan.csv",
         "grade,subject,term,competencies,units\n4,maths,T1,5,2\n4,maths,T2,,2\n4,science,,,1\n"},
        {"levels.csv", "student,subject,term,criterion,on,level,missed_on,activities_practised_"
                       "on\n1,maths,T1,1.1,2015-09-20,3,,\n"
                       "1,maths,T1,1.1,2015-10-04,ج.ج,,\n1,maths,T1,2.3,,U,,\n1,maths,T1,3.1,2015-"
                       "10-08,2,2015-10-01,2015-10-07\n"},
        {"competency_levels.csv",
         "student,subject,term,competency,level\n2,maths,T2,1,4\n2,maths,T2,2,0\n"},
        {"excluded.csv", "student,subject,term,competency\n1,maths,T1,5\n"},
        {"units.csv",
         "student,subject,term,unit,score,max,on,missed_on,last_two_months\n1,maths,T1,1,7.5,,2015-"
         "11-01,,\n1,maths,T1,2,E,,,,no\n"
         "1,maths,T2,1,17.5,20,,,\n1,maths,T2,2,A,,,2016-04-03,yes\n2,science,T2,1,U,,,,\n"},
        {"attendance.csv", "student,on,kind,period,judgement\n1,2016-04-03,absent,,\n1,2015-10-14,"
                           "period,3,\n1,2015-10-18,late,,accepted\n"
                           "1,2015-10-19,leave,,refused\n"},
        {"excuses.csv",
         "student,from,to,kind,on_school_form,certifier,school_health_certified,submitted_on,"
         "judgement\n"
         "1,2016-04-03,2016-04-05,medical,yes,private_hospital,yes,2016-04-06,accepted\n"},
        {"activities.csv", "student,letter,from,to\n2,17/4,2015-11-01,2015-11-05\n"},
        {"placement.csv", "student,subject,mark,on\n1,maths,55,2016-06-12\n1,science,U,\n"},
        {"exceptional.csv",
         "student,type,documents,person,district\n2,treatment_abroad,2,parent,accepted\n"},
    };
    const Files arabic = {
        {"المدرسة.csv", "البند;القيمة\nاسم المدرسة;Model school\nالهيئة التعليمية;معلمات\nالعام "
                        "الدراسي;٢٠١٥-٢٠١٦\nيوم الحساب;٢٠١٦-٠٦-٢٠\n"},
        {"التقويم.csv", "البند;القيمة\nالقرار;1\nبداية العام;2015/9/13\nبداية عطلة منتصف "
                        "العام;٢٠١٦/١/٢٤\nنهاية عطلة منتصف العام;2016-02-06\n"
                        "نهاية العام;2016-06-09 00:00:00\nالعطل الرسمية;2016-02-25، "
                        "2015-10-15\nبداية تقييم تحديد المستوى;2016-06-12\n"
                        "أيام الدراسة;الأحد، الإثنين، الثلاثاء، الأربعاء، الخميس\n"},
        {"الطلاب.csv", "\xEF\xBB\xBFرقم الطالب;الاسم;الصف;الفصل;الجنس;تاريخ الميلاد;الجنسية;تاريخ "
                       "الالتحاق;مستجد;معفى من\n"
                       "١;سارة;الصف الرابع;أ;أنثى;٢٠٠٥-١٠-٠١;كويتية;;لا;التربية "
                       "البدنية\n٢;بدر;الرابع;أ;ذكر;2005-11-02;هندي;2015-10-04;نعم;القرآن "
                       "الكريم، التربية الإسلامية\n"},
        {"الخطة.csv",
         "الصف;المادة;الفصل;عدد الكفايات;عدد الوحدات\n٤;الرياضيات;الأول;٥;٢\n4;الرياضيات;الفصل "
         "الثاني;;2\n4;العلوم;;;1\n"},
        {"المستويات.csv",
         "الطالب;المادة;الفصل الدراسي;المعيار;التاريخ;المستوى;تاريخ الغياب;تاريخ ممارسة "
         "الأنشطة\n1;رياضيات;1;١٫١;2015-09-20;٣;;\n"
         "١;الرياضيات;الفصل الأول;1.1;2015-10-04;ج.ج;;\n1;الرياضيات;الأول;2.3;;بدون "
         "عذر;;\n1;الرياضيات;الأول;3.1;2015-10-08;ج;2015-10-01;2015-10-07\n"},
        {"معدلات الكفايات.csv",
         "الطالب;المادة;الفصل;الكفاية;المستوى\n2;الرياضيات;الثاني;1;م\n2;الرياضيات;الثاني;2;غ.ل\n"},
        {"الكفايات المستثناة.csv", "الطالب;المادة;الفصل;الكفاية\n1;الرياضيات;الأول;5\n"},
        {"الوحدات.csv",
         "الطالب;المادة;الفصل;الوحدة;الدرجة;الدرجة الكبرى;التاريخ;تاريخ الغياب;في آخر "
         "شهرين\n1;الرياضيات;الأول;1;٧٫٥;;2015-11-01;;\n"
         "1;الرياضيات;الأول;2;بعذر;;;;لا\n1;الرياضيات;الثاني;1;17.5;20;;;\n1;الرياضيات;الثاني;2;غ;;"
         ";2016-04-03;نعم\n2;العلوم;الثاني;1;غياب بدون عذر;;;;\n"},
        {"الحضور.csv", "الطالب;التاريخ;الحالة;الحصة;الحكم\n1;2016-04-03;غائب;;\n1;2015-10-14;حصة;٣;"
                       "\n1;2015-10-18;متأخرة;;مقبول\n1;2015-10-19;استئذان;;غير موافق\n"},
        {"الأعذار.csv", "الطالب;من;إلى;نوع العذر;نموذج المدرسة;جهة الاعتماد;الصحة المدرسية;تاريخ "
                        "التقديم;قرار المدير\n"
                        "1;2016-04-03;2016-04-05;مرضي;نعم;مستشفى خاص;نعم;2016-04-06;مقبول\n"},
        {"الأنشطة.csv", "الطالب;رقم الكتاب;من;إلى\n2;17/4;2015-11-01;2015-11-05\n"},
        {"تحديد المستوى.csv",
         "الطالب;المادة;الدرجة;التاريخ\n1;الرياضيات;55;2016-06-12\n1;العلوم;بدون عذر;\n"},
        {"الحالات المستثناة.csv", "الطالب;نوع الحالة;المستندات;صاحب الحالة;المنطقة "
                                  "التعليمية\n2;العلاج في الخارج;تقرير، كتاب;الأم;موافقة\n"},
    };
    const SchoolFolder one = read(english);
    const SchoolFolder other = read(arabic);
    CHECK(problems(one) == std::vector<std::string>{});
    CHECK(problems(other) == std::vector<std::string>{});
    CHECK(one.name == other.name);
    REQUIRE(one.students.size() == 2);
    REQUIRE(other.students.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        REQUIRE(one.students[i].facts);
        REQUIRE(other.students[i].facts);
        std::string expected = text_of(*one.students[i].facts);
        std::string read_text = text_of(*other.students[i].facts);
        read_text.replace(0, read_text.find('|'), one.students[i].id);  // the id is kept as written
        CHECK(read_text == expected);
    }
    CHECK(other.students[0].id == "١");
    CHECK(one.students[0].facts->as_of == Day::of(2016, 6, 20));
    CHECK(one.students[0].facts->school_staff == SchoolStaff::women);
    CHECK(one.students[0].facts->calendar == one.students[1].facts->calendar);
}

TEST_CASE("a folder and a JSON document with the same facts are read as the same student-year")
{
    const StudentYear from_folder = facts(
        {{"students.csv", "id,name,grade,section\n1,سارة,4,أ\n"},
         {"calendar.csv", k_calendar},
         {"levels.csv", "student,subject,term,criterion,on,level\n1,maths,T1,2.1,,4\n1,maths,T1,1."
                        "2,2015-10-05,1\n1,maths,T1,1.1,2015-10-05,2\n"
                        "1,maths,T1,1.1,2015-09-20,3\n"},
         {"units.csv",
          "student,subject,term,unit,score,max\n1,maths,T1,2,17,20\n1,maths,T1,1,8.95,\n"},
         {"absence.csv", "student,term,unexcused_full_days,lateness_unaccepted\n1,T1,11,9\n"}});
    const auto document = taqwim::JsonDocument::parse(
        "{\"id\": \"1\", \"name\": \"سارة\", \"grade\": 4, \"section\": \"أ\", \"calendar\": "
        "{\"decision\": \"1\", \"year_start\": "
        "\"2015-09-13\", \"holiday_start\": \"2016-01-24\", \"holiday_end\": \"2016-02-06\", "
        "\"year_end\": \"2016-06-09\"}, "
        "\"policy\": {\"units\": {\"maths\": [2, 2], \"arabic\": [1, null]}}, \"absence\": "
        "{\"T1\": {\"unexcused_full_days\": 11, "
        "\"lateness_unaccepted\": 9}}, \"subjects\": {\"maths\": {\"T1\": {\"formative\": {\"1\": "
        "{\"1.1\": [{\"level\": 3, \"on\": "
        "\"2015-09-20\"}, {\"level\": 2, \"on\": \"2015-10-05\"}], \"1.2\": [{\"level\": 1, "
        "\"on\": \"2015-10-05\"}]}, \"2\": "
        "{\"2.1\": [4]}}, \"summative\": [\"8.95\", {\"score\": 17, \"max\": 20}]}}}}");
    ReaderContext reader;
    reader.rules_of = context().rules_of;
    reader.symbols = context().symbols;
    reader.default_school_year = SchoolYear{2015};
    const auto from_json = read_student_year(document->root(), reader);
    REQUIRE(from_json);
    CHECK(text_of(from_folder) == text_of(*from_json));
}

// Files and columns.

TEST_CASE("a missing file that is needed is a problem of every student")
{
    const SchoolFolder no_plan = read({{"students.csv", k_students}});
    CHECK(problems(no_plan) == std::vector<std::string>{"file_not_readable plan.csv"});
    CHECK(refusals(no_plan) == std::vector<std::string>(3, "file_not_readable plan.csv"));
    const SchoolFolder no_students = read({{"plan.csv", k_plan}});
    CHECK(problems(no_students) == std::vector<std::string>{"file_not_readable students.csv"});
    CHECK(no_students.students.empty());
    CHECK(problems(read(Files{})).size() == 2);
}

TEST_CASE("a file that is not known might hold facts, so nobody is evaluated without them")
{
    const SchoolFolder folder = read(school({{"abscence.csv", "student,term\n1,T1\n"}}));
    CHECK(problems(folder) == std::vector<std::string>{"file_unknown abscence.csv"});
    CHECK(refusals(folder) == std::vector<std::string>(3, "file_unknown abscence.csv"));
    CHECK(argument({{"abscence.csv", "x\n"}}, "allowed") == "absence.csv");
    CHECK(problem({{"الوحدات.csv", "الطالب,المادة,الفصل,الوحدة,الدرجة\n"},
                   {"units.csv", "student,subject,term,unit,score\n"}}) == "given_twice units.csv");
}

TEST_CASE("a file that cannot be read is a problem of every student")
{
    const SchoolFolder folder =
        read(school({{"absence.csv", "student,term,unexcused_full_days\n1,T1,\"3\n"}}));
    CHECK(problems(folder) == std::vector<std::string>{"quote_not_closed absence.csv:2"});
    CHECK(refusals(folder) == std::vector<std::string>(3, "quote_not_closed absence.csv:2"));
    CHECK(refusals(read(school({{"units.csv", "student\n\xD3\xC7\xD1\xC9\n"}}))) ==
          std::vector<std::string>(3, "file_encoding units.csv"));
    CHECK(refusals(read(school({{"units.csv", ""}}))) ==
          std::vector<std::string>(3, "file_empty units.csv"));
}

TEST_CASE("columns are known by their names; an unknown, a missing or a doubled one is refused "
          "with its name")
{
    const auto units = [](const std::string& header) {
        return Files{{"units.csv", header + "\n"}};
    };
    CHECK(problem(units("student,subject,term,unit,score")) == k_none);
    CHECK(problem(units("score,unit,term,subject,student,note,ملاحظات")) == k_none);
    CHECK(problem(units("student,subject,term,unit,score,maxx")) ==
          "column_unknown units.csv:1:maxx");
    CHECK(argument(units("student,subject,term,unit,score,maxx"), "allowed") == "max");
    CHECK(problem(units("student,subject,term,unit")) == "column_missing units.csv:1:score");
    CHECK(problem(units("student,subject,term,unit,score,الدرجة")) ==
          "column_duplicate units.csv:1:الدرجة");
    CHECK(refusals(read(school(units("student,subject,term,unit,score,maxx")))) ==
          std::vector<std::string>(3, "column_unknown units.csv:1:maxx"));
    CHECK(problem({{"units.csv", "student,subject,term,unit,score,,max\n1,maths,T1,1,7,,\n"}}) ==
          k_none);
    CHECK(problem({{"units.csv", "student,subject,term,unit,score,,max\n1,maths,T1,1,7,x,\n"}}) ==
          "column_unknown units.csv:1:6");
}

TEST_CASE("KW-5.3: a column of results is refused as what it is")
{
    for (const char* const header :
         {"term_mark", "total", "المجموع", "درجة الفصل", "التقدير", "النسبة المئوية"})
        CHECK(problem({{"units.csv",
                        std::string("student,subject,term,unit,score,") + header + "\n"}}) ==
              std::string("result_typed units.csv:1:") + header + " KW-5.3");
}

TEST_CASE("a row that cannot be cut refuses its student and nobody else")
{
    const SchoolFolder folder =
        read(school({{"units.csv", "student,subject,term,unit,score\n1,maths,T1,1,7\n2,maths,T1,1,"
                                   "7,9\n3,maths\n9,maths\n,\n"}}));
    CHECK(problems(folder) == std::vector<std::string>{"row_too_long units.csv:3",
                                                       "row_too_short units.csv:4",
                                                       "row_too_short units.csv:5",
                                                       "student_unknown units.csv:5:student"});
    CHECK(refusals(folder) ==
          std::vector<std::string>{"", "row_too_long units.csv:3", "row_too_short units.csv:4"});
    const SchoolFolder students =
        read(school({{"students.csv", "id,name,grade\n1,سارة,4\n2,بدر\n"}}));
    CHECK(problems(students) ==
          std::vector<std::string>{"row_too_short students.csv:3",
                                   "field_missing students.csv:3:grade KW-1"});
    CHECK(refusals(students) == std::vector<std::string>{"", "row_too_short students.csv:3"});
    const SchoolFolder plan =
        read(school({{"plan.csv", "grade,subject,units\n4,maths,2\n4,arabic\n5,maths,2\n"}}));
    CHECK(problems(plan) == std::vector<std::string>{"row_too_short plan.csv:3"});
    CHECK(refusals(plan) ==
          std::vector<std::string>{"row_too_short plan.csv:3", "row_too_short plan.csv:3", ""});
}

// Students.

TEST_CASE("a row of another student than those of students.csv is a problem, and the others go on")
{
    const Files files = {
        {"units.csv",
         "student,subject,term,unit,score\n1,maths,T1,1,7\n77,maths,T1,1,7\n,maths,T1,1,7\n"}};
    CHECK(problems(files) == std::vector<std::string>{"student_unknown units.csv:3:student",
                                                      "field_missing units.csv:4:student"});
    CHECK(refusals(read(school(files))) == std::vector<std::string>(3, ""));
}

TEST_CASE("a number that two students have refuses both")
{
    const SchoolFolder folder = read(school({{"students.csv", "id,grade\n1,4\n2,4\n١,5\n,4\n"}}));
    CHECK(problems(folder) == std::vector<std::string>{"student_duplicate students.csv:2:id",
                                                       "student_duplicate students.csv:4:id",
                                                       "field_missing students.csv:5:id"});
    CHECK(refusals(folder)[1] == "");
    CHECK(refusals(folder)[0] == "student_duplicate students.csv:2:id");
    CHECK(refusals(folder)[2] == "student_duplicate students.csv:4:id");
    CHECK(refusals(folder)[3] == "field_missing students.csv:5:id");
}

TEST_CASE("what is wrong with one student stands at the cells of the file, in its own words")
{
    const SchoolFolder folder = read(school(
        {{"الطلاب.csv",
          "الرقم,الصف,الجنس,تاريخ الميلاد,معفى من\n1,4,x,1/2/2005,الرياضيات\n2,٤,,,\n3,9,,,\n"},
         {"students.csv", ""}}));
    (void)folder;
    const SchoolFolder own =
        read({{"plan.csv", k_plan},
              {"الطلاب.csv", "الرقم,الصف,الجنس,تاريخ الميلاد,معفى "
                             "من,مستجد\n1,4,x,1/2/2005,الرياضيات,\n2,٤,,,,\n3,9,,,,نعم\n"}});
    CHECK(problems(own) ==
          std::vector<std::string>{"value_not_listed الطلاب.csv:2:الجنس",
                                   "value_not_a_date الطلاب.csv:2:تاريخ الميلاد",
                                   "exemption_not_listed الطلاب.csv:2:معفى من KW-26.1",
                                   "grade_not_covered الطلاب.csv:4:الصف KW-1",
                                   "field_missing الطلاب.csv:4:enrolled_on KW-23"});
    CHECK(refusals(own)[0] == "value_not_listed الطلاب.csv:2:الجنس");
    CHECK(refusals(own)[1] == "");
}

TEST_CASE("KW-26.1: exemptions stand in one cell, by name, with the term from which they hold")
{
    const auto student = [](const std::string& exempt, const std::string& from = "",
                            const std::string& ground = "") {
        return Files{{"students.csv", "id,grade,exempt,exempt_from,exempt_ground\n1,4,\"" + exempt +
                                          "\"," + from + "," + ground + "\n"}};
    };
    CHECK(facts(student("القرآن الكريم، التربية الإسلامية")).is_exempt(Subject::islamic));
    CHECK(facts(student("quran; islamic | pe")).is_exempt(Subject::pe));
    const StudentYear later = facts(student("quran,islamic", "الثاني", "غير مسلم"));
    CHECK_FALSE(later.is_exempt(Subject::quran, Term::first));
    CHECK(later.is_exempt(Subject::quran, Term::second));
    CHECK(problem(student("quran")) == "exemption_not_together students.csv:2:exempt KW-26.1");
    CHECK(problem(student("pe", "T3")) == "value_not_listed students.csv:2:exempt");
    CHECK(problem(student("chemistry")) == "subject_unknown students.csv:2:exempt KW-1");
}

TEST_CASE("KW-4.4 and KW-23: the last two months and the day of enrolment")
{
    const StudentYear kept = facts(
        {{"students.csv",
          "id,grade,enrolled_on,newcomer,last_two_months_attended,last_two_months_all_excused\n"
          "1,4,2016-02-07,نعم,3,no\n"}});
    CHECK(kept.enrolled_on == Day::of(2016, 2, 7));
    CHECK(kept.newcomer);
    CHECK(kept.last_two_months->attended_days == 3);
    CHECK_FALSE(kept.last_two_months->absence_all_excused);
    CHECK(problem({{"students.csv", "id,grade,last_two_months_all_excused\n1,4,yes\n"}})
              .find("field_missing") == 0);
    CHECK(problem({{"students.csv", "id,grade,newcomer\n1,4,maybe\n"}}) ==
          "value_not_listed students.csv:2:newcomer");
}

// Plan, school and calendar.

TEST_CASE("KW-T-8: a problem of the plan refuses the students of its grade and is told once")
{
    const auto plan = [](const std::string& rows) {
        return Files{{"plan.csv", "grade,subject,term,competencies,units\n" + rows}};
    };
    const SchoolFolder folder = read(school(plan("4,maths,,,0\n5,maths,,,2\n")));
    CHECK(problems(folder) == std::vector<std::string>{"units_zero plan.csv:2:units KW-11.2"});
    CHECK(refusals(folder) == std::vector<std::string>{"units_zero plan.csv:2:units KW-11.2",
                                                       "units_zero plan.csv:2:units KW-11.2", ""});
    CHECK(problem(plan("4,maths,,0,2\n")) == "competencies_zero plan.csv:2:competencies KW-10.3");
    CHECK(problem(plan("4,maths,,,2\n4,maths,T2,,3\n")) == "given_twice plan.csv:3 KW-T-8");
    CHECK(problem(plan("4,maths,T1,,2\n4,maths,T2,,3\n")) == k_none);
    CHECK(problem(plan("3,social,,,2\n")) == "subject_not_in_plan plan.csv:2:subject KW-1");
    CHECK(problem(plan("4,chemistry,,,2\n")) == "subject_unknown plan.csv:2:subject KW-1");
    CHECK(problem(plan("4,,,,2\n")) == "field_missing plan.csv:2:subject KW-1");
    CHECK(problem(plan("4,maths,T3,,2\n")) == "value_not_listed plan.csv:2:term");
    CHECK(problem(plan("4,maths,,,two\n")) == "value_not_a_number plan.csv:2:units");
    CHECK(refusals(read(school(plan(",maths,,,2\n")))) ==
          std::vector<std::string>(3, "field_missing plan.csv:2:grade KW-1"));
}

TEST_CASE("KW-T-8: units that the plan does not name are one problem, however many students have "
          "scores in them")
{
    const SchoolFolder folder =
        read(school({{"units.csv", "student,subject,term,unit,score\n1,science,T1,1,7\n2,science,"
                                   "T1,1,7\n3,maths,T1,1,7\n"}}));
    CHECK(problems(folder) == std::vector<std::string>{"units_not_set plan.csv KW-T-8"});
    CHECK(refusals(folder) == std::vector<std::string>{"units_not_set units.csv:2 KW-T-8",
                                                       "units_not_set units.csv:3 KW-T-8", ""});
}

TEST_CASE("KW-P1-0: the school year of the folder")
{
    const auto school_year = [](const std::string& text) {
        return Files{{"school.csv", "key,value\nschool_year," + text + "\n"}};
    };
    CHECK(facts(school_year("2020-2021")).school_year == SchoolYear{2020});
    CHECK_FALSE(facts(school_year("2020-2021")).school_year_assumed);
    CHECK(facts(school_year("")).school_year_assumed);
    const SchoolFolder unreadable = read(school(school_year("2020")));
    CHECK(problems(unreadable) ==
          std::vector<std::string>{"school_year_unreadable school.csv:2:value"});
    CHECK(refusals(unreadable) ==
          std::vector<std::string>(3, "school_year_unreadable school.csv:2:value"));
    CHECK(problem(school_year("2040-2041")) ==
          "school_year_not_covered school.csv:2:value KW-P1-0");
    FolderContext none = context();
    none.default_school_year.reset();
    CHECK(problems(read(school(), none)) ==
          std::vector<std::string>{"field_missing school.csv KW-P1-0"});
    FolderContext refusing = context();
    refusing.rules_of = [](SchoolYear) -> Result<const Rules*> {
        return Refusal{RefusalCode::day_not_covered, {}, "/school_year", ""};
    };
    CHECK(refusals(read(school(school_year("2020-2021")), refusing)) ==
          std::vector<std::string>(3, "day_not_covered school.csv:2:value"));

    CHECK(problem({{"school.csv", "key,value\nstaf,women\n"}}) == "field_unknown school.csv:2:key");
    CHECK(argument({{"school.csv", "key,value\nstaf,women\n"}}, "allowed") == "staff");
    CHECK(problem({{"school.csv", "key,value\nname,a\nالاسم,b\n"}}) == "given_twice school.csv:3");
    CHECK(problem({{"school.csv", "key,value\nstaff,mixed\n"}}) ==
          "value_not_listed school.csv:2:value");
    CHECK(problem({{"school.csv", "key,value\nas_of,soon\n"}}) ==
          "value_not_a_date school.csv:2:value");
}

TEST_CASE("KW-2: a calendar that contradicts itself refuses everybody, once")
{
    const std::string ledger = "student,on,kind\n1,2015-10-04,absent\n";
    const SchoolFolder folder =
        read(school({{"calendar.csv", k_calendar + "first_placement,2016-06-08\n"},
                     {"attendance.csv", ledger}}));
    CHECK(problems(folder) ==
          std::vector<std::string>{"calendar_inconsistent calendar.csv:7:value KW-2"});
    CHECK(refusals(folder).at(1) == "calendar_inconsistent calendar.csv:7:value KW-2");
    CHECK(problem({{"attendance.csv", ledger}}) == "calendar_day_missing attendance.csv:2 KW-2");
    CHECK(problem({{"calendar.csv", k_calendar + "holidays,2016-02-25\n"}}) ==
          "field_unknown calendar.csv:7:key KW-2");
    CHECK(problem({{"calendar.csv", k_calendar + "year_end,2016-06-09\n"}}) ==
          "given_twice calendar.csv:7 KW-2");
    CHECK(problem({{"calendar.csv", k_calendar + "public_holidays,2017-02-25\n"}}) ==
          "day_outside_year calendar.csv:7:value KW-2");
    CHECK(problem({{"calendar.csv", "key,value\ndecision,1\nyear_start,2015-09-13\nholiday_start,"
                                    "2016-01-24\nyear_end,2016-06-09\n"}}) ==
          "calendar_day_missing calendar.csv:2:holiday_end KW-2");
    CHECK(problem({{"calendar.csv", "key,value\n"}}) == k_none);
}

TEST_CASE(
    "KW-15.C.E1: a school's calendar has a make-up window for grades 1 to 4 and one for grade 5")
{
    const SchoolFolder folder = read(school(
        {{"calendar.csv", k_calendar + "first_placement,2016-06-12\nfirst_performance,2016-05-"
                                       "29\nmake_up_window_start,2016-06-05\n"
                                       "make_up_window_end,2016-06-11\nmake_up_window_5_start,2016-"
                                       "05-22\nmake_up_window_5_end,2016-05-28\n"}}));
    REQUIRE(problems(folder).empty());
    CHECK(folder.students[0].facts->calendar->make_up_window_end == Day::of(2016, 6, 11));
    CHECK(folder.students[0].facts->calendar == folder.students[1].facts->calendar);
    CHECK(folder.students[2].facts->calendar->make_up_window_end == Day::of(2016, 5, 28));
}

TEST_CASE("the caller's calendar serves a folder that has none")
{
    FolderContext with = context();
    with.calendars = {folder_file_names().empty() ? nullptr
                                                  : facts({{"calendar.csv", k_calendar}}).calendar,
                      nullptr};
    const SchoolFolder folder = read(school(), with);
    CHECK(folder.students[0].facts->calendar == with.calendars.grades_1_to_4);
    CHECK_FALSE(folder.students[2].facts->calendar);
}

// Records.

TEST_CASE("KW-10.4: a level stands at its student, subject, term and criterion")
{
    const auto levels = [](const std::string& row) {
        return Files{
            {"calendar.csv", k_calendar},
            {"levels.csv",
             "student,subject,term,criterion,on,level,missed_on,activities_practised_on\n" + row +
                 "\n"}};
    };
    CHECK(problem(levels("1,maths,T1,1.1,2015-10-04,5,,")) ==
          "level_not_whole levels.csv:2:level KW-9");
    CHECK(problem(levels("1,maths,T1,1.1,2015-10-04,م 1,,")) ==
          "level_symbol_mismatch levels.csv:2:level KW-9");
    CHECK(problem(levels("1,maths,T1,6.1,2015-10-04,3,,")) ==
          "competency_unknown levels.csv:2:criterion KW-P1-4");
    CHECK(problem(levels("1,maths,T1,,2015-10-04,3,,")) ==
          "field_missing levels.csv:2:criterion KW-P1-5");
    CHECK(problem(levels("1,maths,T1,one,2015-10-04,3,,")) ==
          "value_not_listed levels.csv:2:criterion KW-P1-5");
    CHECK(problem(levels("1,maths,,1.1,2015-10-04,3,,")) == "field_missing levels.csv:2:term KW-2");
    CHECK(problem(levels("1,,T1,1.1,2015-10-04,3,,")) == "field_missing levels.csv:2:subject KW-1");
    CHECK(problem(levels("1,maths,T3,1.1,2015-10-04,3,,")) == "value_not_listed levels.csv:2:term");
    CHECK(problem(levels("1,maths,T1,1.1,2016-01-28,3,,")) ==
          "day_in_holiday levels.csv:2:on KW-2");
    CHECK(problem(levels("1,maths,T1,1.1,4/10/2015,3,,")) == "value_not_a_date levels.csv:2:on");
    CHECK(problem(levels("1,maths,T1,1.1,2015/10/4,3,,\n1,maths,T1,1.1,2015-10-04,2,,")) ==
          "measure_repeated_on_day levels.csv:3:on KW-10.4");
    CHECK(problem(levels("1,maths,T1,1.1,2015-10-08,3,2015-10-01,")) ==
          "activities_not_practised levels.csv:2:activities_practised_on KW-15.A.E1");
    CHECK(problem(levels("1,maths,T1,1.1,2015-10-04,,,")) == k_none);
    CHECK(problem(levels("1,maths,T1,1.1,2015-10-04 00:00,3,,")) == k_none);
    CHECK(problem(levels("1,maths,T1,1.1,2015-10-04 07:30,3,,")) ==
          "value_not_a_date levels.csv:2:on");
    const SchoolFolder folder = read(school(levels("1,maths,T1,1.1,,5,,\n2,maths,T1,1.1,,3,,")));
    CHECK(refusals(folder) ==
          std::vector<std::string>{"level_not_whole levels.csv:2:level KW-9", "", ""});
}

TEST_CASE("KW-10.2: averages of competencies, once each and not beside levels")
{
    const auto averages = [](const std::string& rows) {
        return Files{{"competency_levels.csv", "student,subject,term,competency,level\n" + rows}};
    };
    CHECK(facts(averages("1,maths,T1,2,٣\n")).competencies.at(27).entered_level == 3);
    CHECK(problem(averages("1,maths,T1,2,3\n1,maths,T1,2,4\n")) ==
          "given_twice competency_levels.csv:3 KW-10.2");
    CHECK(problem(averages("1,maths,T1,6,3\n")) ==
          "competency_unknown competency_levels.csv:2:competency KW-P1-4");
    CHECK(problem(averages("1,maths,T1,2,2.6\n")) ==
          "level_not_whole competency_levels.csv:2:level KW-9");
    CHECK(problem(averages("1,maths,T1,2,غ\n")) ==
          "level_not_whole competency_levels.csv:2:level KW-10.2");
    CHECK(problem(
              {{"competency_levels.csv", "student,subject,term,competency,level\n1,maths,T1,2,3\n"},
               {"levels.csv", "student,subject,term,criterion,level\n1,maths,T1,1.1,3\n"}}) ==
          "entry_modes_mixed competency_levels.csv:2 KW-10.2");
    CHECK(problem({{"excluded.csv", "student,subject,term,competency\n1,maths,T1,1\n"},
                   {"levels.csv", "student,subject,term,criterion,level\n1,maths,T1,1.1,3\n"}}) ==
          "facts_contradict excluded.csv:2 KW-15.A.E1");
}

TEST_CASE("KW-11.3: a unit has one score, within its maximum")
{
    const auto units = [](const std::string& rows) {
        return Files{{"units.csv",
                      "student,subject,term,unit,score,max,on,missed_on,last_two_months\n" + rows}};
    };
    CHECK(problem(units("1,maths,T1,1,10.5,,,,\n")) ==
          "mark_over_maximum units.csv:2:score KW-11.3");
    CHECK(problem(units("1,maths,T1,1,7.125,,,,\n")) ==
          "mark_too_many_decimals units.csv:2:score KW-11.3");
    CHECK(problem(units("1,maths,T1,1,7,0,,,\n")) ==
          "maximum_not_positive units.csv:2:max KW-11.3");
    CHECK(problem(units("1,maths,T1,3,7,,,,\n")) == "too_many_units units.csv:2 KW-T-8");
    CHECK(problem(units("1,maths,T1,,7,,,,\n")) == "field_missing units.csv:2:unit KW-T-8");
    CHECK(problem(units("1,maths,T1,0,7,,,,\n")) == "value_out_of_range units.csv:2:unit");
    CHECK(problem(units("1,maths,T1,1,7,,,,\n1,maths,T1,1,8,,,,\n")) ==
          "unit_result_repeated units.csv:3 KW-T-8");
    CHECK(problem(units(
              "1,maths,T1,1,7,,,,\n1,maths,T2,1,8,,,,\n1,maths,T1,2,,,,,\n1,maths,T1,2,,,,,\n")) ==
          k_none);
    CHECK(problem(units("1,maths,T1,1,E,,,,perhaps\n")) ==
          "value_not_listed units.csv:2:last_two_months");
}

TEST_CASE("KW-22.1: counts of a term stand in one row")
{
    const auto counts = [](const std::string& rows) {
        return Files{
            {"absence.csv",
             "student,term,unexcused_full_days,lateness_unaccepted,attended_days\n" + rows}};
    };
    const StudentYear kept = facts(counts("1,T1,11,9,\n1,الثاني,,3,80\n"));
    CHECK(kept.absence[0].unexcused_full_days == 11);
    CHECK_FALSE(kept.absence[0].attended_days);
    CHECK(kept.absence[1].lateness_unaccepted == 3);
    CHECK(kept.absence[1].attended_days == 80);
    CHECK(problem(counts("1,T1,11,,\n1,T1,12,,\n")) ==
          "given_twice absence.csv:3:unexcused_full_days KW-22.1");
    CHECK(problem(counts("1,T1,-1,,\n")) == "value_out_of_range absence.csv:2:unexcused_full_days");
    CHECK(problem(counts("1,,1,,\n")) == "field_missing absence.csv:2:term KW-2");
}

TEST_CASE("KW-22.3: a row of the ledger says what kind of absence it is")
{
    const auto ledger = [](const std::string& rows) {
        return Files{{"calendar.csv", k_calendar},
                     {"attendance.csv", "student,on,kind,period,judgement\n" + rows}};
    };
    CHECK(problem(ledger("1,2015-10-04,absent,,\n1,2015-10-05,period,3,\n1,2015-10-05,period,4,\n1,"
                         "2015-10-06,late,,\n1,2015-10-07,leave,,accepted\n")) == k_none);
    CHECK(problem(ledger("1,2015-10-04,,,\n")) == "field_missing attendance.csv:2:kind KW-22.3");
    CHECK(problem(ledger("1,2015-10-04,sick,,\n")) == "value_not_listed attendance.csv:2:kind");
    CHECK(problem(ledger("1,2015-10-04,period,,\n")) ==
          "field_missing attendance.csv:2:period KW-22.4");
    CHECK(problem(ledger("1,2015-10-04,absent,3,\n")) ==
          "facts_contradict attendance.csv:2:period KW-22.4");
    CHECK(problem(ledger("1,2015-10-04,leave,,\n")) ==
          "field_missing attendance.csv:2:judgement KW-21.2");
    CHECK(problem(ledger("1,2015-10-04,leave,,undecided\n")) ==
          "value_not_listed attendance.csv:2:judgement KW-21.2");
    CHECK(problem(ledger("1,2015-10-04,absent,,\n1,2015-10-04,absent,,\n")) ==
          "absence_given_twice attendance.csv:3:on KW-22.4");
    CHECK(problem(ledger("1,2015-10-02,absent,,\n")) ==
          "day_not_school_day attendance.csv:2:on KW-2");
    CHECK(problem({{"calendar.csv", k_calendar},
                   {"attendance.csv", "student,on,kind,judgement\n1,2015-10-06,leave,refused\n"},
                   {"excuses.csv", "student,from,kind\n1,2015-10-06,medical\n"}}) ==
          "excuse_of_unapproved_leave excuses.csv:2 KW-21.2");
    CHECK(problem({{"calendar.csv", k_calendar},
                   {"activities.csv", "student,letter,from\n1,,2015-10-06\n"}}) ==
          "activity_without_letter activities.csv:2:letter KW-25");
}

TEST_CASE("KW-22.3: a school that keeps the ledger keeps it of everybody without counts")
{
    const SchoolFolder folder =
        read(school({{"calendar.csv", k_calendar},
                     {"attendance.csv", "student,on,kind\n1,2015-10-04,absent\n"},
                     {"absence.csv", "student,term,unexcused_full_days\n3,T1,2\n"}}));
    CHECK(problems(folder) == std::vector<std::string>{});
    CHECK(folder.students[0].facts->attendance->absences.size() == 1);
    REQUIRE(folder.students[1].facts->attendance);
    CHECK(folder.students[1].facts->attendance->absences.empty());
    CHECK_FALSE(folder.students[2].facts->attendance);
    CHECK_FALSE(read(school({{"calendar.csv", k_calendar}})).students[0].facts->attendance);
    // Without a calendar the row is a problem, and only that.
    CHECK(problem({{"attendance.csv", "student,on,kind\n1,2015-10-04,absent\n"}}) ==
          "calendar_day_missing attendance.csv:2 KW-2");
}

TEST_CASE("KW-24: what a transferred student brings")
{
    const StudentYear moved = facts(
        {{"transfers.csv",
          "student,term,on,from_school,unexcused_days,excused_days,lateness_unaccepted,documents\n"
          "1,T1,2015-11-01,أ,5,3,7,\"oral_notice; الإنذار الأول\"\n"}});
    REQUIRE(moved.carried[0]);
    CHECK(moved.carried[0]->documents == std::vector<std::string>{"oral_notice", "warning_1"});
    CHECK(moved.enrolled_on == Day::of(2015, 11, 1));
    CHECK(problem({{"transfers.csv", "student,term,unexcused_days\n1,T1,5\n1,T1,6\n"}}) ==
          "given_twice transfers.csv:3 KW-24");
}

TEST_CASE("KW-16.0: an exceptional case names its documents or their number")
{
    const auto cases = [](const std::string& row) {
        return Files{{"exceptional.csv", "student,type,documents,person\n" + row + "\n"}};
    };
    CHECK(facts(cases("1,مرض مزمن,تقرير,الطالب")).exceptional->type == "chronic");
    CHECK(problem(cases("1,chronic,1,")) == k_none);
    CHECK(problem(cases("1,chronic,0,")) ==
          "exceptional_without_document exceptional.csv:2:documents KW-16.0");
    CHECK(problem(cases("1,chronic,,")) ==
          "exceptional_without_document exceptional.csv:2:documents KW-16.0");
    CHECK(problem(cases("1,chronic,1,الأب")) ==
          "exceptional_person_not_allowed exceptional.csv:2:person KW-16.0");
    CHECK(problem(cases("1,chronic,1,\n1,seasonal,1,")) == "given_twice exceptional.csv:3 KW-16.0");
}

TEST_CASE("KW-4.8, KW-18.1 and KW-19.1: sittings stand in files of their own")
{
    CHECK(problem({{"performance.csv", "student,subject,mark\n3,maths,52.5\n3,science,بعذر\n"}}) ==
          k_none);
    CHECK(problem({{"performance.csv", "student,subject,mark\n1,maths,50\n"}}) ==
          "performance_only_grade_5 performance.csv:2 KW-P1-6");
    CHECK(problem({{"performance.csv", "student,subject,mark\n3,maths,50\n3,maths,51\n"}}) ==
          "given_twice performance.csv:3 KW-4.8.1");
    CHECK(problem({{"placement.csv", "student,subject,mark\n1,maths,55\n"}}) == k_none);
    CHECK(problem({{"placement.csv", "student,subject,mark\n1,music,55\n"}}) ==
          "placement_practical_subject placement.csv:2 KW-18.1");
    CHECK(problem({{"placement.csv", "student,subject,mark\n1,maths,55\n1,maths,56\n"}}) ==
          "given_twice placement.csv:3 KW-18.1");
    const std::string header = "student,subject,term2_reassessment_of_40,term2_reassessment,term2_"
                               "reassessment_max,performance,paper,on,absent\n";
    const SchoolFolder folder = read(school(
        {{"second_round.csv",
          header + "3,maths,22,,,45,,2016-06-19,\n3,science,,,,,,,نعم\n3,arabic,,20,30,,,,لا\n"}}));
    CHECK(problems(folder).empty());
    const auto& papers = folder.students[2].facts->second_round;
    REQUIRE(papers.size() == 3);
    CHECK(papers[0].second.reassessment_of_40 == Mark(22));
    CHECK(papers[1].second.state == SittingState::absent_unexcused);
    CHECK(papers[2].second.reassessment_of_100 == Mark(taqwim::Exact::ratio(200, 3)));
    CHECK(problem({{"second_round.csv", header + "3,maths,41,,,,,,\n"}}) ==
          "mark_over_maximum second_round.csv:2:term2_reassessment_of_40 KW-19.7");
    CHECK(problem({{"second_round.csv", header + "3,maths,,31,30,,,,\n"}}) ==
          "mark_over_maximum second_round.csv:2:term2_reassessment KW-19.7");
    CHECK(problem({{"second_round.csv", header + "3,maths,,31,-1,,,,\n"}})
              .find("maximum_not_positive") == 0);
}

TEST_CASE("problems are told in the order of the files and their rows")
{
    CHECK(problems({{"units.csv", "student,subject,term,unit,score\n2,maths,T1,1,99\n1,maths,T1,1,"
                                  "99\n8,maths,T1,1,7\n"},
                    {"absence.csv", "student,term,unexcused_full_days\n2,T1,x\n"}}) ==
          std::vector<std::string>{"mark_over_maximum units.csv:2:score KW-11.3",
                                   "mark_over_maximum units.csv:3:score KW-11.3",
                                   "student_unknown units.csv:4:student",
                                   "value_not_a_number absence.csv:2:unexcused_full_days"});
}
