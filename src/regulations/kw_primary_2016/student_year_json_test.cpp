#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "tests/support/kw_primary_2016_rules.h"

using taqwim::Day;
using taqwim::Exact;
using taqwim::JsonDocument;
using taqwim::Mark;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::Result;
using taqwim::SchoolYear;
using namespace taqwim::kw_primary_2016;

namespace {

ReaderContext context()
{
    ReaderContext context;
    context.rules_of = [](SchoolYear) -> Result<const Rules*> {
        return &taqwim::tests::kw_rules();
    };
    context.symbols = taqwim::tests::kw_level_symbols();
    context.default_school_year = taqwim::tests::k_kw_school_year;
    return context;
}

StudentYearReading read(const std::string& text, const ReaderContext& with = context())
{
    const auto document = JsonDocument::parse(text);
    REQUIRE_MESSAGE(document, text);
    return read_all_of_student_year(document->root(), with);
}

// What is wrong, one line each: "mark_over_maximum /subjects/… KW-11.3".
std::vector<std::string> problems(const std::string& text, const ReaderContext& with = context())
{
    const StudentYearReading reading = read(text, with);
    CHECK(reading.facts.has_value() == reading.problems.empty());
    std::vector<std::string> lines;
    for (const Refusal& refusal : reading.problems)
        lines.push_back(std::string(to_text(refusal.code)) + " " + refusal.field +
                        (refusal.clause.empty() ? "" : " " + refusal.clause));
    return lines;
}

std::string problem(const std::string& text, const ReaderContext& with = context())
{
    const auto all = problems(text, with);
    if (all.size() == 1)
        return all.front();
    std::string joined = std::to_string(all.size()) + " problems:";
    for (const std::string& one : all)
        joined += " [" + one + "]";
    return joined;
}

std::string argument(const std::string& text, std::string_view name)
{
    const StudentYearReading reading = read(text);
    REQUIRE(reading.problems.size() == 1);
    for (const auto& [key, value] : reading.problems.front().arguments)
        if (key == name)
            return value;
    return "(none)";
}

StudentYear facts(const std::string& text, const ReaderContext& with = context())
{
    StudentYearReading reading = read(text, with);
    for (const Refusal& refusal : reading.problems)
        FAIL_CHECK(to_text(refusal.code), " at ", refusal.field);
    REQUIRE(reading.facts);
    return *std::move(reading.facts);
}

const std::string k_none = "0 problems:";

// A student-year of a grade with further fields.
std::string year(int grade, const std::string& fields)
{
    return "{\"grade\": " + std::to_string(grade) + (fields.empty() ? "" : ", " + fields) + "}";
}

// Grade 4 with the record of maths in term 1.
std::string maths(const std::string& record, const std::string& fields = "")
{
    return year(
        4, "\"policy\": {\"units\": {\"maths\": [3, 3]}}, \"subjects\": {\"maths\": {\"T1\": " +
               record + "}}" + (fields.empty() ? "" : ", " + fields));
}

std::string level(const std::string& value)
{
    return maths("{\"formative\": {\"1\": {\"1.1\": [" + value + "]}}}");
}

std::string unit(const std::string& value)
{
    return maths("{\"summative\": [" + value + "]}");
}

// Term 2 starts on Sunday 7 February 2016; its first week ends on Thursday 11 February.
const std::string k_days =
    "\"decision\": \"1\", \"year_start\": \"2015-09-13\", \"holiday_start\": \"2016-01-24\", "
    "\"holiday_end\": \"2016-02-06\", \"year_end\": \"2016-06-09\"";

std::string calendar(const std::string& more = "")
{
    return "\"calendar\": {" + k_days + (more.empty() ? "" : ", " + more) + "}";
}

std::string attendance(const std::string& lists)
{
    return year(4, calendar() + ", \"attendance\": {" + lists + "}");
}

// A missed level or unit of maths under a calendar.
std::string made_up(int grade, const std::string& term, const std::string& record,
                    const std::string& days = "", const std::string& more = "")
{
    return year(
        grade, calendar(days) +
                   ", \"policy\": {\"units\": {\"maths\": [3, 3]}}, \"subjects\": {\"maths\": {\"" +
                   term + "\": " + record + "}}" + more);
}

std::string measure_of(const std::string& fields)
{
    return "{\"formative\": {\"1\": {\"1.1\": [{" + fields + "}]}}}";
}

std::string unit_of(const std::string& fields)
{
    return "{\"summative\": [{" + fields + "}]}";
}

}  // namespace

// The document as a whole.

TEST_CASE("a student-year may be as short as its grade, and what is missing stays missing")
{
    const StudentYear short_year = facts("{\"grade\": 4}");
    CHECK(short_year.grade == 4);
    CHECK(short_year.id == "");
    CHECK_FALSE(short_year.as_of);
    CHECK_FALSE(short_year.calendar);
    CHECK_FALSE(short_year.attendance);
    CHECK_FALSE(short_year.absence[0].given);
    CHECK_FALSE(short_year.has_placement);
    CHECK(short_year.at(Subject::maths, Term::first).competencies == 5);
    CHECK(short_year.at(Subject::english, Term::second).competencies == 4);
    CHECK(short_year.at(Subject::maths, Term::first).units == 0);
    CHECK_FALSE(short_year.at(Subject::maths, Term::first).has_formative);
    CHECK_FALSE(short_year.at(Subject::maths, Term::first).has_units);
    const StudentYear with_nulls =
        facts("{\"grade\": 4, \"id\": null, \"exempt\": null, \"subjects\": null, \"calendar\": "
              "null, \"absence\": null, "
              "\"as_of\": \"\", \"school_year\": null, \"person\": null, \"performance\": null}");
    CHECK(with_nulls.school_year_assumed);
}

TEST_CASE("KW-P1-0: the school year decides the rules; without one the caller's is taken and noted "
          "as assumed")
{
    CHECK(facts(year(4, "")).school_year_assumed);
    CHECK(facts(year(4, "")).school_year == SchoolYear{2015});
    const StudentYear given = facts(year(4, "\"school_year\": \"2020-2021\""));
    CHECK_FALSE(given.school_year_assumed);
    CHECK(given.school_year == SchoolYear{2020});
    CHECK(facts(year(4, "\"school_year\": \"٢٠٢٠-٢٠٢١\"")).school_year == SchoolYear{2020});

    CHECK(problem(year(4, "\"school_year\": \"2020-2022\"")) ==
          "school_year_unreadable /school_year");
    CHECK(problem(year(4, "\"school_year\": 2020")) == "school_year_unreadable /school_year");
    CHECK(problem(year(4, "\"school_year\": \"2014-2015\"")) ==
          "school_year_not_covered /school_year KW-P1-0");
    CHECK(problem(year(4, "\"school_year\": \"2015-2016\"")) == k_none);
    CHECK(problem(year(4, "\"school_year\": \"2026-2027\"")) == k_none);
    CHECK(problem(year(4, "\"school_year\": \"2027-2028\"")) ==
          "school_year_not_covered /school_year KW-P1-0");

    ReaderContext none = context();
    none.default_school_year.reset();
    CHECK(problem(year(4, ""), none) == "field_missing /school_year KW-P1-0");
    ReaderContext refusing = context();
    refusing.rules_of = [](SchoolYear) -> Result<const Rules*> {
        return Refusal{RefusalCode::day_not_covered, {}, "", ""};
    };
    CHECK(problem(year(4, ""), refusing) == "day_not_covered /school_year");
}

TEST_CASE("KW-1: the grade is a whole number from 1 to 5, in any digits, as number or text")
{
    for (const char* const grade : {"5", "\"5\"", "\"٥\"", "\"۵\"", "5.0", "\" 5 \""})
        CHECK(facts(std::string("{\"grade\": ") + grade + "}").grade == 5);
    CHECK(facts("{\"grade\": 1}").grade == 1);
    for (const char* const grade : {"0", "6", "-1", "2.5"})
        CHECK(problem(std::string("{\"grade\": ") + grade + "}") ==
              "grade_not_covered /grade KW-1");
    CHECK(problem("{\"grade\": \"four\"}") == "value_not_a_number /grade");
    CHECK(problem("{}") == "field_missing /grade KW-1");
    CHECK(problem("{\"grade\": null}") == "field_missing /grade KW-1");
    CHECK(problems("{\"grade\": [4]}").front() == "field_wrong_type /grade");
}

TEST_CASE("a document that is no object is refused")
{
    CHECK(problem("[]") == "field_wrong_type ");
    CHECK(problem("\"4\"") == "field_wrong_type ");
}

TEST_CASE("an unknown field is refused, with what it may have been meant to be")
{
    CHECK(problem(year(4, "\"gradee\": 5")) == "field_unknown /gradee");
    CHECK(argument(year(4, "\"gradee\": 5"), "allowed") == "grade");
    CHECK(argument(year(4, "\"schoolyear\": 5"), "allowed") == "school_year");
    CHECK(argument(year(4, "\"zzzzzz\": 5"), "allowed").find("attendance") != std::string::npos);
    CHECK(problem(level("{\"level\": 3, \"date\": \"2015-10-01\"}")) ==
          "field_unknown /subjects/maths/T1/formative/1/1.1/0/date");
    CHECK(problem(maths("{\"sumative\": []}")) == "field_unknown /subjects/maths/T1/sumative");
    CHECK(problem(year(4, "\"subjects\": {\"maths\": {\"T3\": {}}}")) ==
          "field_unknown /subjects/maths/T3");
    CHECK(problem(year(4, "\"absence\": {\"T1\": {\"late\": 3}}")) ==
          "field_unknown /absence/T1/late");
    CHECK(problem(year(4, calendar("\"holidays\": []"))) == "field_unknown /calendar/holidays");
    CHECK(problem(year(4, "\"input\": {}")) == "field_unknown /input");
}

TEST_CASE("KW-5.3: a result is never typed, under whatever name")
{
    CHECK(problem(year(4, "\"year_mark\": 80")) == "result_typed /year_mark KW-5.3");
    CHECK(problem(year(4, "\"total\": \"515\"")) == "result_typed /total KW-5.3");
    CHECK(problem(maths("{\"net\": 69}")) == "result_typed /subjects/maths/T1/net KW-5.3");
    CHECK(problem(maths("{\"term_mark\": 71.25}")) ==
          "result_typed /subjects/maths/T1/term_mark KW-5.3");
    CHECK(problem(maths("{\"formative_mark\": \"41.25\"}")) ==
          "result_typed /subjects/maths/T1/formative_mark KW-5.3");
    CHECK(problem(maths("{\"formative\": 41.25}")) ==
          "result_typed /subjects/maths/T1/formative KW-5.3");
    CHECK(problem(maths("{\"summative\": \"30\"}")) ==
          "result_typed /subjects/maths/T1/summative KW-5.3");
    CHECK(problem(maths("71.25")) == "result_typed /subjects/maths/T1 KW-5.3");
    CHECK(problem(year(4, "\"subjects\": {\"maths\": 71}")) ==
          "result_typed /subjects/maths KW-5.3");
    CHECK(problem(year(4, "\"subjects\": {\"total\": 71}")) ==
          "result_typed /subjects/total KW-5.3");
    CHECK(problem(year(4, "\"absence\": {\"T1\": {\"deduction\": 4}}")) ==
          "result_typed /absence/T1/deduction KW-5.3");
}

TEST_CASE("everything that is wrong is reported in one pass, and the first is the refusal")
{
    const std::string text = year(
        4, "\"gradee\": 1, \"as_of\": \"soon\", \"subjects\": {\"maths\": {\"T1\": {\"formative\": "
           "{\"1\": {\"1.1\": [5, 2.5]}, \"6\": {}}}}}");
    CHECK(problems(text) ==
          std::vector<std::string>{"value_not_a_date /as_of",
                                   "level_not_whole /subjects/maths/T1/formative/1/1.1/0 KW-9",
                                   "level_not_whole /subjects/maths/T1/formative/1/1.1/1 KW-9",
                                   "competency_unknown /subjects/maths/T1/formative/6 KW-P1-4",
                                   "field_unknown /gradee"});
    const auto document = JsonDocument::parse(text);
    const auto first = read_student_year(document->root(), context());
    REQUIRE_FALSE(first);
    CHECK(first.refusal().code == RefusalCode::value_not_a_date);
    CHECK(first.refusal().field == "/as_of");
    const auto good = JsonDocument::parse(year(4, ""));
    CHECK(read_student_year(good->root(), context()));
}

TEST_CASE("a source with hundreds of problems is reported up to a limit")
{
    std::string levels = "9";
    for (int i = 0; i < 500; ++i)
        levels += ", 9";
    CHECK(problems(level(levels)).size() == 200);
}

TEST_CASE("the person and the school are read")
{
    const StudentYear known =
        facts(year(5, "\"id\": \"  2041 \", \"name\": \"سارة العنزي\", \"section\": \"أ\", "
                      "\"as_of\": \"2016-06-20\", \"person\": {\"sex\": "
                      "\"female\", \"birth_date\": \"2004-02-29\", \"nationality\": \"kw\"}, "
                      "\"school\": {\"name\": \"النموذج\", \"staff\": "
                      "\"women\"}"));
    CHECK(known.id == "2041");
    CHECK(known.name == "سارة العنزي");
    CHECK(known.section == "أ");
    CHECK(known.as_of == Day::of(2016, 6, 20));
    CHECK(known.sex == Sex::female);
    CHECK(known.birth_date == Day::of(2004, 2, 29));
    CHECK(known.nationality == "KW");
    CHECK(known.school_staff == SchoolStaff::women);
    CHECK(facts(year(4, "\"case\": \"KW-WE-G4\"")).id == "KW-WE-G4");
    CHECK(facts(year(4, "\"case\": \"a\", \"id\": 17")).id == "17");

    CHECK(problem(year(4, "\"person\": {\"sex\": \"f\"}")) == "value_not_listed /person/sex");
    CHECK(problem(year(4, "\"person\": {\"birth_date\": \"29/2/2004\"}")) ==
          "value_not_a_date /person/birth_date");
    CHECK(problem(year(4, "\"person\": {\"birth_date\": \"2003-02-29\"}")) ==
          "value_not_a_date /person/birth_date");
    CHECK(problem(year(4, "\"person\": {\"birth_date\": \"2015-08-31\"}")) == k_none);
    CHECK(problem(year(4, "\"person\": {\"birth_date\": \"2015-09-01\"}")) ==
          "value_out_of_range /person/birth_date KW-32");
    CHECK(problem(year(4, "\"person\": {\"nationality\": \"كويتي\"}")) ==
          "value_not_listed /person/nationality");
    CHECK(problem(year(4, "\"school\": {\"staff\": \"mixed\"}")) ==
          "value_not_listed /school/staff");
    CHECK(problem(year(4, "\"person\": []")) == "field_wrong_type /person");
    CHECK(problem(year(4, "\"name\": true")) == "field_wrong_type /name");
}

// Subjects and plan.

TEST_CASE("KW-1: a subject that the grade does not have holds no marks")
{
    CHECK(problem(year(3, "\"subjects\": {\"social\": {}}")) ==
          "subject_not_in_plan /subjects/social KW-1");
    CHECK(problem(year(4, "\"subjects\": {\"social\": {}}")) == k_none);
    CHECK(problem(year(2, "\"policy\": {\"units\": {\"computer\": [1, 1]}}")) ==
          "subject_not_in_plan /policy/units/computer KW-1");
    CHECK(problem(year(3, "\"placement\": {\"social\": {\"mark\": 40}}")) ==
          "subject_not_in_plan /placement/social KW-1");
    CHECK(problem(year(4, "\"subjects\": {\"mathes\": {}}")) ==
          "subject_unknown /subjects/mathes KW-1");
    CHECK(argument(year(4, "\"subjects\": {\"mathes\": {}}"), "allowed") == "maths");
}

TEST_CASE("KW-10.3: the number of competencies comes from the plan, else from the parameters, and "
          "is never 0")
{
    const std::string four = "\"policy\": {\"competencies\": {\"maths\": 4, \"arabic\": [3, 2]}}";
    CHECK(facts(year(4, four)).at(Subject::maths, Term::first).competencies == 4);
    CHECK(facts(year(4, four)).at(Subject::maths, Term::second).competencies == 4);
    CHECK(facts(year(4, four)).at(Subject::arabic, Term::first).competencies == 3);
    CHECK(facts(year(4, four)).at(Subject::arabic, Term::second).competencies == 2);
    CHECK(facts(year(4, four)).at(Subject::science, Term::first).competencies == 3);
    CHECK(problem(year(4, "\"policy\": {\"competencies\": {\"maths\": 0}}")) ==
          "competencies_zero /policy/competencies/maths KW-10.3");
    CHECK(problem(year(4, "\"policy\": {\"competencies\": {\"maths\": [5, 0]}}")) ==
          "competencies_zero /policy/competencies/maths/1 KW-10.3");
    CHECK(problem(year(4, "\"policy\": {\"competencies\": {\"maths\": 51}}")) ==
          "value_out_of_range /policy/competencies/maths");
    CHECK(problem(year(4, "\"policy\": {\"competencies\": {\"maths\": 2.5}}")) ==
          "field_wrong_type /policy/competencies/maths");
    CHECK(problem(year(4, "\"policy\": {\"competencies\": {\"maths\": [5]}}")) ==
          "value_out_of_range /policy/competencies/maths");
}

TEST_CASE("KW-11.2: the number of units is never 0 and never guessed")
{
    CHECK(problem(year(4, "\"policy\": {\"units\": {\"maths\": [0, 3]}}")) ==
          "units_zero /policy/units/maths/0 KW-11.2");
    CHECK(problem(year(4, "\"policy\": {\"units\": {\"maths\": 3}}")) ==
          "field_wrong_type /policy/units/maths");
    CHECK(problem(year(4, "\"policy\": {\"units\": {\"maths\": [3, -1]}}")) ==
          "value_out_of_range /policy/units/maths/1");
    const std::string scores = "\"subjects\": {\"maths\": {\"T1\": {\"summative\": [";
    CHECK(problem(year(4, scores + "{\"score\": 7}, {\"score\": 8}]}}}")) ==
          "units_not_set /subjects/maths/T1/summative/0 KW-T-8");
    CHECK(problem(year(4, scores + "]}}}")) == k_none);
    CHECK(problem(year(4, scores + "{\"score\": null}]}}}")) == k_none);
    CHECK(problem(year(4, "\"policy\": {\"units\": {\"maths\": [null, 3]}}, " + scores +
                              "{\"score\": 7}]}}}")) ==
          "units_not_set /subjects/maths/T1/summative/0 KW-T-8");
}

// Levels.

TEST_CASE("KW-9: a level is 0 to 4, U, E or A, a symbol, or a symbol and its points")
{
    const auto mark = [](const std::string& value) {
        return facts(level(value)).measures.at(0).mark;
    };
    CHECK(mark("0") == MeasureMark::level_0);
    CHECK(mark("4") == MeasureMark::level_4);
    CHECK(mark("\"3\"") == MeasureMark::level_3);
    CHECK(mark("\"٣\"") == MeasureMark::level_3);
    CHECK(mark("3.0") == MeasureMark::level_3);
    CHECK(mark("\"U\"") == MeasureMark::absent_unexcused);
    CHECK(mark("\"E\"") == MeasureMark::absent_excused);
    CHECK(mark("\"A\"") == MeasureMark::absent);
    CHECK(mark("\"م\"") == MeasureMark::level_4);
    CHECK(mark("\"ج.ج\"") == MeasureMark::level_3);
    CHECK(mark("\"ج ج\"") == MeasureMark::level_3);
    CHECK(mark("\"ج\"") == MeasureMark::level_2);
    CHECK(mark("\"ل\"") == MeasureMark::level_1);
    CHECK(mark("\"غ.ل\"") == MeasureMark::level_0);
    CHECK(mark("\"جيد جدا\"") == MeasureMark::level_3);
    CHECK(mark("\"غير مقبول\"") == MeasureMark::level_0);
    CHECK(mark("\"ج.ج 3\"") == MeasureMark::level_3);
    CHECK(mark("\"٣ ج.ج\"") == MeasureMark::level_3);
    CHECK(mark("\"جيد جداً 3\"") == MeasureMark::level_3);
    CHECK(mark("{\"level\": \"ج\"}") == MeasureMark::level_2);
    CHECK(facts(level("null, \"\", {\"level\": null}, {}")).measures.empty());
    CHECK_FALSE(facts(level("null")).at(Subject::maths, Term::first).has_formative);
}

TEST_CASE(
    "KW-9: any other level is refused, and so is a symbol that does not agree with its points")
{
    const std::string place = " /subjects/maths/T1/formative/1/1.1/0 KW-9";
    for (const char* const value : {"5", "-1", "2.5", "\"٥\"", "1e0", "\"4.01\""})
        CHECK(problem(level(value)) ==
              (std::string(value) == "1e0" ? "value_not_listed" : "level_not_whole") + place);
    for (const char* const value : {"\"م 1\"", "\"1 م\"", "\"ج.ج 2\"", "\"غير مقبول 4\""})
        CHECK(problem(level(value)) == "level_symbol_mismatch" + place);
    CHECK(argument(level("\"م 1\""), "symbol") == "م");
    CHECK(argument(level("\"م 1\""), "value") == "1");
    for (const char* const value :
         {"\"x\"", "\"u\"", "\"ه\"", "\"400%\"", "\"8/2\"", "\"5 5\"", "\"م م\"", "\"غ\""})
        CHECK(problem(level(value)) == "value_not_listed" + place);
    CHECK(problem(level("{\"level\": 7}")) ==
          "level_not_whole /subjects/maths/T1/formative/1/1.1/0/level KW-9");
    CHECK(problem(level("true")) == "field_wrong_type /subjects/maths/T1/formative/1/1.1/0");
}

TEST_CASE("KW-P1-5: the first number of a criterion is its general competency")
{
    const auto formative = [](const std::string& groups) {
        return maths("{\"formative\": " + groups + "}");
    };
    CHECK(problem(formative("{\"3\": {\"4.3\": [2]}}")) ==
          "criterion_of_other_competency /subjects/maths/T1/formative/3/4.3 KW-P1-5");
    CHECK(problem(formative("{\"3\": {\"3.1\": [2], \"3.12\": [1]}}")) == k_none);
    CHECK(facts(formative("{\"٣\": {\"٣٫٢\": [2]}}")).measures.at(0).criterion == 2);
    for (const char* const criterion :
         {"3", "3.", ".1", "3.0", "3.256", "3.1.1", "a.b", "3-1", "", "3.1 "})
        CHECK(problems(formative(std::string("{\"3\": {\"") + criterion + "\": [2]}}")).size() ==
              1);
    CHECK(problem(formative("{\"3\": {\"3\": [2]}}")) ==
          "value_not_listed /subjects/maths/T1/formative/3/3 KW-P1-5");
    CHECK(problem(formative("{\"3\": {\"3.255\": [2]}}")) == k_none);
}

TEST_CASE("KW-P1-4: a competency is one of those in force in the term")
{
    const auto formative = [](const std::string& groups) {
        return maths("{\"formative\": " + groups + "}");
    };
    CHECK(problem(formative("{\"5\": {}}")) == k_none);
    CHECK(problem(formative("{\"6\": {}}")) ==
          "competency_unknown /subjects/maths/T1/formative/6 KW-P1-4");
    CHECK(problem(formative("{\"0\": {}}")) ==
          "competency_unknown /subjects/maths/T1/formative/0 KW-P1-4");
    CHECK(problem(formative("{\"one\": {}}")) ==
          "competency_unknown /subjects/maths/T1/formative/one KW-P1-4");
    CHECK(argument(formative("{\"6\": {}}"), "maximum") == "5");
    CHECK(problem(year(4, "\"policy\": {\"competencies\": {\"maths\": 6}}, \"subjects\": "
                          "{\"maths\": {\"T1\": {\"formative\": "
                          "{\"6\": {\"6.1\": [3]}}}}}")) == k_none);
}

TEST_CASE("KW-10.4: levels are kept by competency, criterion and day")
{
    const StudentYear kept =
        facts(maths("{\"formative\": {\"2\": {\"2.1\": [4]}, \"1\": {\"1.2\": [1, 3], \"1.1\": "
                    "[{\"level\": 4, \"on\": \"2015-11-20\"}, "
                    "{\"level\": 2, \"on\": \"2015-10-02\"}]}}}"));
    const SubjectTerm& record = kept.at(Subject::maths, Term::first);
    CHECK(record.has_formative);
    REQUIRE(kept.measures.size() == 5);
    const Competency& first = kept.competencies[record.first_competency];
    CHECK(first.measures == 4);
    CHECK(first.entered_level == -1);
    const Measure* const measure = &kept.measures[first.first_measure];
    CHECK(measure[0].criterion == 1);
    CHECK(measure[0].mark == MeasureMark::level_2);
    CHECK(kept.day_of(measure[0].day) == Day::of(2015, 10, 2));
    CHECK(measure[1].mark == MeasureMark::level_4);
    CHECK(measure[2].criterion == 2);
    CHECK(measure[2].day == k_no_day);
    CHECK(measure[2].mark == MeasureMark::level_1);
    CHECK(measure[3].mark == MeasureMark::level_3);
    const Competency& second = kept.competencies[record.first_competency + 1];
    CHECK(second.measures == 1);
    CHECK(kept.competencies[record.first_competency + 4].measures == 0);
    CHECK(kept.competencies.size() == 72);
}

TEST_CASE("KW-10.4: two levels of one criterion on one day are refused, on two days they are not")
{
    const std::string first = "{\"level\": 2, \"on\": \"2015-10-04\"}";
    CHECK(problem(level(first + ", {\"level\": 3, \"on\": \"2015-10-04\"}")) ==
          "measure_repeated_on_day /subjects/maths/T1/formative/1/1.1/1/on KW-10.4");
    CHECK(problem(level(first + ", {\"level\": 3, \"on\": \"2015-10-05\"}")) == k_none);
    CHECK(problem(maths("{\"formative\": {\"1\": {\"1.1\": [" + first + "], \"1.2\": [" + first +
                        "]}}}")) == k_none);
    CHECK(problem(level("2, 2, 2")) == k_none);  // without days
    CHECK(problem(maths("{\"formative\": {\"1\": {\"1.1\": [" + first + "], \"١.١\": [" + first +
                        "]}}}")) ==
          "measure_repeated_on_day /subjects/maths/T1/formative/1/١.١/0/on KW-10.4");
}

TEST_CASE("KW-10.4: a subject has a limit of levels in a term")
{
    std::string levels = "1";
    for (int i = 1; i < 1000; ++i)
        levels += ", 1";
    CHECK(facts(level(levels)).measures.size() == 1000);
    CHECK(problem(level(levels + ", 1")) ==
          "input_too_large /subjects/maths/T1/formative/1/1.1/1000 KW-10.4");
}

TEST_CASE(
    "KW-10.2: a school that keeps its record on paper enters one whole level for each competency")
{
    const StudentYear entered =
        facts(maths("{\"competency_averages\": [3, \"4\", \"ج\", null, 0]}"));
    const SubjectTerm& record = entered.at(Subject::maths, Term::first);
    CHECK(record.has_formative);
    const Competency* const first = &entered.competencies[record.first_competency];
    CHECK(first[0].entered_level == 3);
    CHECK(first[1].entered_level == 4);
    CHECK(first[2].entered_level == 2);
    CHECK(first[3].entered_level == -1);
    CHECK(first[4].entered_level == 0);

    CHECK(problem(maths("{\"competency_averages\": [2.6]}")) ==
          "level_not_whole /subjects/maths/T1/competency_averages/0 KW-9");
    CHECK(problem(maths("{\"competency_averages\": [\"U\"]}")) ==
          "level_not_whole /subjects/maths/T1/competency_averages/0 KW-10.2");
    CHECK(problem(maths("{\"competency_averages\": [1, 1, 1, 1, 1, 1]}")) ==
          "competency_unknown /subjects/maths/T1/competency_averages/5 KW-P1-4");
    CHECK(problem(maths("{\"competency_averages\": {}}")) ==
          "field_wrong_type /subjects/maths/T1/competency_averages");
}

TEST_CASE("KW-10.2: levels and averages do not mix within a subject and term")
{
    const std::string both =
        "{\"formative\": {\"1\": {\"1.1\": [2, 3]}}, \"competency_averages\": [3, 3]}";
    CHECK(problem(maths(both)) ==
          "entry_modes_mixed /subjects/maths/T1/competency_averages/0 KW-10.2");
    CHECK(problem(maths(
              "{\"formative\": {\"1\": {\"1.1\": [null]}}, \"competency_averages\": [3, 3]}")) ==
          k_none);
    CHECK(
        problem(year(
            4,
            "\"subjects\": {\"maths\": {\"T1\": {\"formative\": {\"1\": {\"1.1\": [2]}}}, \"T2\": "
            "{\"competency_averages\": [3]}}}")) == k_none);
}

TEST_CASE("KW-15.A.E1: a competency is excluded only when it has no level at all")
{
    const StudentYear excluded = facts(maths("{\"excluded\": [3, \"٤\"]}"));
    const SubjectTerm& record = excluded.at(Subject::maths, Term::first);
    CHECK(excluded.competencies[record.first_competency + 2].excluded);
    CHECK(excluded.competencies[record.first_competency + 3].excluded);
    CHECK_FALSE(excluded.competencies[record.first_competency].excluded);
    CHECK(problem(maths("{\"formative\": {\"3\": {\"3.1\": [\"E\"]}}, \"excluded\": [3]}")) ==
          k_none);
    CHECK(problem(maths("{\"formative\": {\"3\": {\"3.1\": [\"U\"]}}, \"excluded\": [3]}")) ==
          "facts_contradict /subjects/maths/T1/excluded/0 KW-15.A.E1");
    CHECK(problem(maths("{\"formative\": {\"3\": {\"3.1\": [2]}}, \"excluded\": [3]}")) ==
          "facts_contradict /subjects/maths/T1/excluded/0 KW-15.A.E1");
    CHECK(problem(maths("{\"competency_averages\": [1, 1, 1], \"excluded\": [3]}")) ==
          "facts_contradict /subjects/maths/T1/excluded/0 KW-15.A.E1");
    CHECK(problem(maths("{\"excluded\": [6]}")) ==
          "competency_unknown /subjects/maths/T1/excluded/0 KW-P1-4");
    CHECK(problem(maths("{\"excluded\": [3, 3]}")) ==
          "given_twice /subjects/maths/T1/excluded/1 KW-15.A.E1");
}

TEST_CASE("KW-T-BEH: a behaviour grade is one of the five symbols")
{
    for (const char* const symbol : {"م", "ج.ج", "ج", "ل", "غ.ل", ""})
        CHECK(problem(maths(std::string("{\"behaviour\": \"") + symbol + "\"}")) == k_none);
    CHECK(problem(maths("{\"behaviour\": null}")) == k_none);
    CHECK(problem(maths("{\"behaviour\": \"A\"}")) ==
          "value_not_listed /subjects/maths/T1/behaviour KW-T-BEH");
    CHECK(problem(maths("{\"behaviour\": 3}")) ==
          "value_not_listed /subjects/maths/T1/behaviour KW-T-BEH");
}

// Units.

TEST_CASE("KW-11.3: a score lies between 0 and the unit's maximum, in two decimals at most")
{
    const auto stored = [](const std::string& value) { return facts(unit(value)).units.at(0); };
    CHECK(stored("{\"score\": \"8.95\"}").score_centi == 895);
    CHECK(stored("{\"score\": 8.95}").score_centi == 895);
    CHECK(stored("{\"score\": \"٨٫٩٥\"}").score_centi == 895);
    CHECK(stored("{\"score\": 8.950}").score_centi == 895);
    CHECK(stored("8").score_centi == 800);
    CHECK(stored("{\"score\": 10}").score_centi == 1000);
    CHECK(stored("{\"score\": 0}").score_centi == 0);
    CHECK(stored("{\"score\": 0}").state == UnitState::scored);
    CHECK(stored("{\"score\": 7}").maximum_centi == 1000);
    CHECK(stored("{\"score\": \"17\", \"max\": \"20\"}").maximum_centi == 2000);
    CHECK(stored("{\"score\": 12.5, \"max\": 12.5}").score_centi == 1250);

    const std::string score = " /subjects/maths/T1/summative/0/score KW-11.3";
    CHECK(problem(unit("{\"score\": 10.01}")) == "mark_over_maximum" + score);
    CHECK(argument(unit("{\"score\": 10.01}"), "maximum") == "10");
    CHECK(problem(unit("{\"score\": 20.5, \"max\": 20}")) == "mark_over_maximum" + score);
    CHECK(problem(unit("{\"score\": -0.5}")) == "mark_negative" + score);
    CHECK(problem(unit("{\"score\": 8.955}")) == "mark_too_many_decimals" + score);
    CHECK(problem(unit("{\"score\": \"7/10\"}")) ==
          "value_not_a_number /subjects/maths/T1/summative/0/score");
    CHECK(problem(unit("{\"score\": \"70%\"}")) ==
          "value_not_a_number /subjects/maths/T1/summative/0/score");
    CHECK(problem(unit("{\"score\": \"٧٠٪\"}")) ==
          "value_not_a_number /subjects/maths/T1/summative/0/score");
    CHECK(problem(unit("{\"score\": 1e1}")) ==
          "value_not_a_number /subjects/maths/T1/summative/0/score");
    CHECK(problem(unit("{\"score\": \"seven\"}")) ==
          "value_not_a_number /subjects/maths/T1/summative/0/score");
    CHECK(problem(unit("{\"score\": 99999999999999999999999}")) ==
          "value_not_a_number /subjects/maths/T1/summative/0/score");
    CHECK(problem(unit("{\"score\": 999999999999999999}")) == "mark_over_maximum" + score);
    CHECK(problem(unit("{\"score\": [7]}")) ==
          "field_wrong_type /subjects/maths/T1/summative/0/score");
}

TEST_CASE("KW-11.3: the maximum of a unit is above 0")
{
    const std::string maximum = " /subjects/maths/T1/summative/0/max KW-11.3";
    CHECK(problem(unit("{\"score\": 0, \"max\": 0}")) == "maximum_not_positive" + maximum);
    CHECK(problem(unit("{\"score\": 0, \"max\": -10}")) == "maximum_not_positive" + maximum);
    CHECK(problem(unit("{\"score\": 0, \"max\": 0.01}")) == k_none);
    CHECK(problem(unit("{\"score\": 5, \"max\": 10.005}")) == "mark_too_many_decimals" + maximum);
    CHECK(problem(unit("{\"score\": 5, \"max\": 10001}")) == "mark_over_maximum" + maximum);
    CHECK(problem(unit("{\"score\": 5, \"max\": \"ten\"}")) ==
          "value_not_a_number /subjects/maths/T1/summative/0/max");
}

TEST_CASE("KW-T-8: a term has one result for each of its units")
{
    const StudentYear two = facts(unit("{\"score\": \"9\"}, null, {\"score\": \"U\"}"));
    const SubjectTerm& record = two.at(Subject::maths, Term::first);
    CHECK(record.units == 3);
    CHECK(record.has_units);
    const Unit* const units = &two.units[record.first_unit];
    CHECK(units[0].state == UnitState::scored);
    CHECK(units[1].state == UnitState::not_held);
    CHECK(units[2].state == UnitState::absent_unexcused);
    CHECK(two.units.size() == 6);
    CHECK_FALSE(two.at(Subject::maths, Term::second).has_units);
    CHECK(problem(unit("1, 2, 3, 4")) == "too_many_units /subjects/maths/T1/summative/3 KW-T-8");
    CHECK(problem(unit("1, 2, 3, null")) == k_none);
    CHECK(facts(unit("\"E\"")).units.at(0).state == UnitState::absent_excused);
    CHECK(facts(unit("{\"score\": \"A\", \"on\": \"2015-10-04\"}")).units.at(0).state ==
          UnitState::absent);
    CHECK(
        facts(unit("{\"score\": \"E\", \"last_two_months\": true}")).units.at(0).last_two_months ==
        Known::yes);
    CHECK(
        facts(unit("{\"score\": \"E\", \"last_two_months\": false}")).units.at(0).last_two_months ==
        Known::no);
    CHECK(problem(unit("{\"score\": \"E\", \"last_two_months\": \"yes\"}")) ==
          "field_wrong_type /subjects/maths/T1/summative/0/last_two_months");
    CHECK(problem(maths("{\"summative\": {}}")) == "field_wrong_type /subjects/maths/T1/summative");
}

// Days.

TEST_CASE("KW-2: a day in the mid-year holiday or outside the term is refused")
{
    const auto on = [](const std::string& term, const std::string& day) {
        return problem(made_up(4, term, measure_of("\"level\": 2, \"on\": \"" + day + "\"")));
    };
    const std::string place1 = " /subjects/maths/T1/formative/1/1.1/0/on KW-2";
    const std::string place2 = " /subjects/maths/T2/formative/1/1.1/0/on KW-2";
    CHECK(on("T1", "2015-09-12") == "day_outside_term" + place1);
    CHECK(on("T1", "2015-09-13") == k_none);
    CHECK(on("T1", "2016-01-23") == k_none);
    CHECK(on("T1", "2016-01-24") == "day_in_holiday" + place1);
    CHECK(on("T1", "2016-02-06") == "day_in_holiday" + place1);
    CHECK(on("T1", "2016-02-07") == "day_outside_term" + place1);
    CHECK(on("T2", "2016-02-06") == "day_in_holiday" + place2);
    CHECK(on("T2", "2016-02-07") == k_none);
    CHECK(on("T2", "2016-06-09") == k_none);
    CHECK(on("T2", "2016-06-10") == "day_outside_term" + place2);
    CHECK(on("T2", "2016-01-20") == "day_outside_term" + place2);
    CHECK(on("T1", "2015-08-31") == "day_outside_year" + place1);
    CHECK(on("T1", "20 Sept") == "value_not_a_date /subjects/maths/T1/formative/1/1.1/0/on");
    CHECK(problem(made_up(4, "T1", unit_of("\"score\": 7, \"on\": \"2016-01-30\""))) ==
          "day_in_holiday /subjects/maths/T1/summative/0/on KW-2");
    // Without a calendar the school year alone is checked.
    CHECK(problem(level("{\"level\": 2, \"on\": \"2016-01-30\"}")) == k_none);
    CHECK(problem(level("{\"level\": 2, \"on\": \"2016-09-01\"}")) ==
          "day_outside_year /subjects/maths/T1/formative/1/1.1/0/on KW-2");
}

TEST_CASE("KW-2: the days of Decision No. 1 do not contradict one another")
{
    const auto with = [](const std::string& name, const std::string& day) {
        std::string text = year(4, calendar());
        const std::size_t at = text.find("\"" + name + "\"");
        if (at == std::string::npos)
            return year(4, calendar("\"" + name + "\": \"" + day + "\""));
        return text.replace(text.find(": \"", at) + 3, 10, day);
    };
    const auto wrong = [](const std::string& name) {
        return "calendar_inconsistent /calendar/" + name;
    };
    CHECK(problem(year(4, calendar())) == k_none);
    CHECK(problem(with("holiday_start", "2015-09-13")) == wrong("holiday_start") + " KW-2");
    CHECK(problem(with("holiday_start", "2015-09-14")) == k_none);
    CHECK(problem(with("holiday_end", "2016-01-23")) == wrong("holiday_end") + " KW-2");
    CHECK(problem(with("holiday_end", "2016-01-24")) == k_none);
    CHECK(problem(with("holiday_end", "2016-06-09")) == wrong("year_end") + " KW-2");
    CHECK(problem(with("year_end", "2016-09-01")) == "day_outside_year /calendar/year_end KW-2");
    CHECK(problem(with("year_start", "2015-08-31")) ==
          "day_outside_year /calendar/year_start KW-2");
    CHECK(problem(with("last_two_months_start", "2016-02-06")) ==
          wrong("last_two_months_start") + " KW-4.4");
    CHECK(problem(with("last_two_months_start", "2016-04-10")) == k_none);
    CHECK(problem(with("last_two_months_start", "2016-06-10")) ==
          wrong("last_two_months_start") + " KW-4.4");
    CHECK(problem(with("first_placement", "2016-06-08")) == wrong("first_placement") + " KW-2");
    CHECK(problem(with("first_placement", "2016-06-09")) == k_none);
    CHECK(problem(with("first_performance", "2016-02-06")) == wrong("first_performance") + " KW-2");
    CHECK(problem(with("first_performance", "2016-05-29")) == k_none);
    CHECK(problem(with("second_round", "2016-02-01")) == wrong("second_round") + " KW-2");
    CHECK(problem(with("next_second_term_start", "2017-02-05")) == k_none);
    CHECK(problem(with("next_second_term_start", "2016-02-05")) ==
          "day_outside_year /calendar/next_second_term_start KW-15.B.E4");
    CHECK(problem(year(
              4, calendar(
                     "\"first_performance\": \"2016-06-19\", \"second_round\": \"2016-06-19\""))) ==
          wrong("second_round") + " KW-2");
}

TEST_CASE("KW-2: a calendar needs its decision and its four days")
{
    CHECK(problems(year(4, "\"calendar\": {}")) ==
          std::vector<std::string>{"field_missing /calendar/decision KW-2",
                                   "calendar_day_missing /calendar/year_start KW-2",
                                   "calendar_day_missing /calendar/holiday_start KW-2",
                                   "calendar_day_missing /calendar/holiday_end KW-2",
                                   "calendar_day_missing /calendar/year_end KW-2"});
    CHECK(problem(year(4, "\"calendar\": {\"decision\": \"1\", \"year_start\": \"soon\", "
                          "\"holiday_start\": \"2016-01-24\", "
                          "\"holiday_end\": \"2016-02-06\", \"year_end\": \"2016-06-09\"}")) ==
          "value_not_a_date /calendar/year_start");
    CHECK(problem(year(4, "\"calendar\": []")) == "field_wrong_type /calendar");
    CHECK(problem(year(4, calendar("\"public_holidays\": \"2016-02-25\""))) ==
          "field_wrong_type /calendar/public_holidays");
    CHECK(problem(year(4, calendar("\"public_holidays\": [20160225]"))) ==
          "field_wrong_type /calendar/public_holidays/0");
    CHECK(problem(year(4, calendar("\"public_holidays\": [\"2016-09-25\"]"))) ==
          "day_outside_year /calendar/public_holidays/0 KW-2");
    CHECK(problem(year(4, calendar("\"school_weekdays\": [\"sunday\", \"funday\"]"))) ==
          "value_not_listed /calendar/school_weekdays/1 KW-2");
    CHECK(problem(year(4, calendar("\"year_end\": 20160609").substr(0, 0) +
                              calendar("\"second_round\": 20160609"))) ==
          "field_wrong_type /calendar/second_round");
}

TEST_CASE("KW-2: weekdays and holidays of the calendar are kept; the week is that of the "
          "parameters when none is given")
{
    const StudentYear own = facts(
        year(4, calendar("\"school_weekdays\": [\"monday\", \"saturday\"], \"public_holidays\": "
                         "[\"2016-02-25\", \"2015-10-15\", \"2016-02-25\"]")));
    CHECK(own.calendar->school_weekdays ==
          std::array<bool, 7>{false, true, false, false, false, false, true});
    CHECK(own.calendar->public_holidays ==
          std::vector<Day>{*Day::of(2015, 10, 15), *Day::of(2016, 2, 25)});
    CHECK(own.calendar->decision == "1");
    CHECK(facts(year(4, calendar())).calendar->school_weekdays ==
          std::array<bool, 7>{true, true, true, true, true, false, false});
}

TEST_CASE(
    "KW-15.B.E1: the make-up window has at most 7 days and ends before the placement assessment")
{
    const auto window = [](int grade, const std::string& assessment, const std::string& from,
                           const std::string& to) {
        return problem(year(grade, calendar("\"" + assessment +
                                            "\": \"2016-06-12\", \"make_up_window_start\": \"" +
                                            from + "\", \"make_up_window_end\": \"" + to + "\"")));
    };
    CHECK(window(4, "first_placement", "2016-06-05", "2016-06-11") == k_none);
    CHECK(window(4, "first_placement", "2016-06-04", "2016-06-11") ==
          "make_up_window_too_long /calendar/make_up_window_end KW-15.B.E1");
    CHECK(window(4, "first_placement", "2016-06-06", "2016-06-12") ==
          "calendar_inconsistent /calendar/make_up_window_end KW-15.B.E1");
    CHECK(window(4, "first_placement", "2016-06-06", "2016-06-05") ==
          "calendar_inconsistent /calendar/make_up_window_end KW-15.B.E1");
    CHECK(window(4, "first_placement", "2016-02-01", "2016-02-05") ==
          "calendar_inconsistent /calendar/make_up_window_start KW-15.B.E1");
    CHECK(problem(year(4, calendar("\"make_up_window_start\": \"2016-06-05\""))) ==
          "calendar_day_missing /calendar/make_up_window_end KW-15.B.E1");
}

TEST_CASE(
    "KW-15.C.E1: the make-up window of grade 5 ends before the performance-standard assessment")
{
    const std::string assessments =
        "\"first_placement\": \"2016-06-12\", \"first_performance\": \"2016-05-29\", ";
    const std::string early =
        "\"make_up_window_start\": \"2016-05-22\", \"make_up_window_end\": \"2016-05-28\"";
    const std::string late =
        "\"make_up_window_start\": \"2016-05-23\", \"make_up_window_end\": \"2016-05-29\"";
    CHECK(problem(year(5, calendar(assessments + early))) == k_none);
    CHECK(problem(year(5, calendar(assessments + late))) ==
          "calendar_inconsistent /calendar/make_up_window_end KW-15.C.E1");
    CHECK(problem(year(4, calendar(assessments + late))) == k_none);
    // A school's calendar has one for each.
    const std::string both =
        assessments +
        "\"make_up_window_start\": \"2016-06-05\", \"make_up_window_end\": \"2016-06-11\", "
        "\"make_up_window_5_start\": \"2016-05-22\", \"make_up_window_5_end\": \"2016-05-28\"";
    CHECK(facts(year(4, calendar(both))).calendar->make_up_window_end == Day::of(2016, 6, 11));
    CHECK(facts(year(5, calendar(both))).calendar->make_up_window_end == Day::of(2016, 5, 28));
}

TEST_CASE(
    "KW-2: a calendar that a school shares serves all grades, and its window those that it fits")
{
    const std::string text =
        "{" + k_days +
        ", \"first_placement\": \"2016-06-12\", \"first_performance\": \"2016-05-29\", "
        "\"make_up_window_start\": \"2016-06-05\", \"make_up_window_end\": \"2016-06-11\"}";
    const auto document = JsonDocument::parse(text);
    const auto shared =
        read_calendar(document->root(), SchoolYear{2015}, taqwim::tests::kw_rules());
    REQUIRE(shared);
    CHECK(shared->grades_1_to_4->make_up_window_end == Day::of(2016, 6, 11));
    CHECK_FALSE(shared->grade_5->make_up_window_end);
    ReaderContext with = context();
    with.calendars = *shared;
    CHECK(facts(year(3, ""), with).calendar == shared->grades_1_to_4);
    CHECK(facts(year(5, ""), with).calendar == shared->grade_5);
    CHECK(facts(year(3, calendar()), with).calendar != shared->grades_1_to_4);
    CHECK(problem(year(3, "\"school_year\": \"2016-2017\""), with) ==
          "day_outside_year /calendar KW-2");

    const auto neither = JsonDocument::parse(
        "{" + k_days +
        ", \"first_placement\": \"2016-06-12\", \"first_performance\": \"2016-05-29\", "
        "\"make_up_window_start\": \"2016-06-06\", \"make_up_window_end\": \"2016-06-12\"}");
    const auto refused =
        read_calendar(neither->root(), SchoolYear{2015}, taqwim::tests::kw_rules());
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().field == "/make_up_window_end");
    const auto no_object = JsonDocument::parse("3");
    CHECK_FALSE(read_calendar(no_object->root(), SchoolYear{2015}, taqwim::tests::kw_rules()));
}

TEST_CASE("consecutive student-years with the same calendar share one")
{
    CalendarMemory memory;
    ReaderContext with = context();
    with.memory = &memory;
    const auto first = facts(year(3, calendar()), with).calendar;
    CHECK(facts(year(4, calendar()), with).calendar == first);
    const auto other = facts(year(4, calendar("\"second_round\": \"2016-06-19\"")), with).calendar;
    CHECK(other != first);
    CHECK(facts(year(4, calendar("\"second_round\": \"2016-06-19\"")), with).calendar == other);
    CHECK(facts(year(4, calendar())).calendar != facts(year(4, calendar())).calendar);
}

// Making up.

TEST_CASE("KW-15.A.E1: a level missed in term 1 is made up after practising the activities")
{
    const std::string missed =
        "\"level\": 2, \"missed_on\": \"2015-09-16\", \"on\": \"2015-09-20\"";
    const StudentYear made = facts(
        made_up(4, "T1", measure_of(missed + ", \"activities_practised_on\": \"2015-09-20\"")));
    REQUIRE(made.make_ups.size() == 1);
    const MakeUp& item = made.make_ups.front();
    CHECK(item.subject == Subject::maths);
    CHECK(item.term == Term::first);
    CHECK_FALSE(item.is_unit);
    CHECK(item.number == 1);
    CHECK(item.criterion == 1);
    CHECK(item.missed_on == Day::of(2015, 9, 16));
    CHECK(item.made_up_on == Day::of(2015, 9, 20));
    CHECK(item.activities_practised_on == Day::of(2015, 9, 20));
    CHECK(made.day_of(made.measures.at(0).day) == Day::of(2015, 9, 20));

    const std::string place = "/subjects/maths/T1/formative/1/1.1/0/";
    for (const int grade : {1, 4, 5})
        CHECK(problem(made_up(grade, "T1", measure_of(missed))) ==
              "activities_not_practised " + place + "activities_practised_on KW-15.A.E1");
    CHECK(problem(made_up(4, "T1",
                          measure_of(missed + ", \"activities_practised_on\": \"2015-09-21\""))) ==
          "activities_not_practised " + place + "activities_practised_on KW-15.A.E1");
    CHECK(problem(made_up(4, "T1", measure_of("\"level\": 2, \"missed_on\": \"2015-09-16\""))) ==
          "field_missing " + place + "on KW-15.A.E1");
    CHECK(problem(made_up(4, "T1",
                          measure_of("\"level\": 2, \"on\": \"2015-09-20\", "
                                     "\"activities_practised_on\": \"2015-09-20\""))) ==
          "field_missing " + place + "missed_on KW-15.A.E1");
    CHECK(problem(made_up(
              4, "T1",
              measure_of("\"level\": 2, \"missed_on\": \"2015-09-20\", \"on\": \"2015-09-16\", "
                         "\"activities_practised_on\": \"2015-09-16\""))) ==
          "facts_contradict " + place + "on KW-15.A.E1");
    CHECK(problem(made_up(
              4, "T1",
              measure_of("\"level\": 2, \"missed_on\": \"2016-02-08\", \"on\": \"2016-02-09\", "
                         "\"activities_practised_on\": \"2016-02-09\""))) ==
          "day_outside_term " + place + "missed_on KW-2");
}

TEST_CASE("KW-15.B.E1: in term 2 grades 1 to 4 need the activities, KW-15.C.E1: grade 5 does not")
{
    const std::string missed =
        measure_of("\"level\": 2, \"missed_on\": \"2016-02-16\", \"on\": \"2016-02-18\"");
    CHECK(problem(made_up(4, "T2", missed)) ==
          "activities_not_practised /subjects/maths/T2/formative/1/1.1/0/activities_practised_on "
          "KW-15.B.E1");
    CHECK(problem(made_up(5, "T2", missed)) == k_none);
}

TEST_CASE("KW-15.A.E2: a unit of term 1 is made up until the end of the first week of term 2")
{
    const auto on = [](const std::string& day) {
        return problem(made_up(
            4, "T1",
            unit_of("\"score\": 7, \"missed_on\": \"2016-01-20\", \"on\": \"" + day + "\"")));
    };
    const std::string place = " /subjects/maths/T1/summative/0/on KW-15.A.E2";
    CHECK(on("2016-01-21") == k_none);
    CHECK(on("2016-01-28") == "day_in_holiday /subjects/maths/T1/summative/0/on KW-2");
    CHECK(on("2016-02-07") == k_none);
    CHECK(on("2016-02-11") == k_none);
    CHECK(on("2016-02-12") == "make_up_after_limit" + place);
    CHECK(on("2016-02-14") == "make_up_after_limit" + place);
    CHECK(
        argument(
            made_up(4, "T1",
                    unit_of("\"score\": 7, \"missed_on\": \"2016-01-20\", \"on\": \"2016-02-14\"")),
            "limit") == "2016-02-11");
    const StudentYear made = facts(made_up(
        4, "T1", unit_of("\"score\": 7, \"missed_on\": \"2016-01-20\", \"on\": \"2016-02-11\"")));
    CHECK(made.make_ups.front().is_unit);
    CHECK(made.make_ups.front().number == 1);
    CHECK(made.day_of(made.units.front().day) == Day::of(2016, 2, 11));
    // A level has the same limit (decision D25).
    CHECK(problem(made_up(
              4, "T1",
              measure_of("\"level\": 2, \"missed_on\": \"2016-01-20\", \"on\": \"2016-02-14\", "
                         "\"activities_practised_on\": \"2016-02-10\""))) ==
          "make_up_after_limit /subjects/maths/T1/formative/1/1.1/0/on KW-15.A.E1");
    // Without the calendar nobody can say.
    CHECK(problem(unit("{\"score\": 7, \"missed_on\": \"2016-01-20\", \"on\": \"2016-01-21\"}")) ==
          "calendar_day_missing /subjects/maths/T1/summative/0/on KW-15.A.E2");
}

TEST_CASE(
    "KW-15.B.E2: what is missed in the last two months is made up before the placement assessment")
{
    const std::string days =
        "\"last_two_months_start\": \"2016-04-10\", \"first_placement\": \"2016-06-12\"";
    const auto on = [](const std::string& missed, const std::string& day, const std::string& with) {
        return problem(made_up(
            4, "T2",
            unit_of("\"score\": 7, \"missed_on\": \"" + missed + "\", \"on\": \"" + day + "\""),
            with));
    };
    const std::string late = "make_up_after_limit /subjects/maths/T2/summative/0/on KW-15.B.E2";
    CHECK(on("2016-05-10", "2016-06-11", days) == k_none);
    CHECK(on("2016-05-10", "2016-06-12", days) == late);
    CHECK(on("2016-04-09", "2016-06-09", days) ==
          k_none);  // missed before: until the end of term 2
    CHECK(on("2016-04-09", "2016-06-11", days) == late);
    const std::string window =
        days + ", \"make_up_window_start\": \"2016-06-01\", \"make_up_window_end\": \"2016-06-07\"";
    CHECK(on("2016-05-10", "2016-06-07", window) == k_none);
    CHECK(on("2016-05-10", "2016-06-08", window) == late);
    // Without the placement's date the end of the term is safe, what comes after is not.
    CHECK(on("2016-05-10", "2016-06-09", "") == k_none);
    CHECK(on("2016-05-10", "2016-06-10", "") ==
          "calendar_day_missing /subjects/maths/T2/summative/0/on KW-15.B.E2");
}

TEST_CASE("KW-15.C.E2: a unit of grade 5 is made up before the performance-standard assessment")
{
    const auto on = [](const std::string& missed, const std::string& day, const std::string& with) {
        return problem(made_up(
            5, "T2",
            unit_of("\"score\": 7, \"missed_on\": \"" + missed + "\", \"on\": \"" + day + "\""),
            with));
    };
    const std::string days = "\"first_performance\": \"2016-05-29\"";
    const std::string late = "make_up_after_limit /subjects/maths/T2/summative/0/on KW-15.C.E2";
    CHECK(on("2016-05-10", "2016-05-28", days) == k_none);
    CHECK(on("2016-05-10", "2016-05-29", days) == late);
    CHECK(on("2016-02-10", "2016-05-29", days) == late);
    CHECK(on("2016-02-10", "2016-05-28", "") ==
          "calendar_day_missing /subjects/maths/T2/summative/0/on KW-15.C.E2");
    // A level missed earlier in the term only has the term's end.
    CHECK(problem(made_up(
              5, "T2",
              measure_of("\"level\": 2, \"missed_on\": \"2016-02-10\", \"on\": \"2016-06-09\""),
              days)) == k_none);
}

TEST_CASE("KW-15.A.U2: what was missed without excuse is not made up")
{
    const std::string unexcused = ", \"attendance\": {\"absences\": [{\"on\": \"2015-10-04\"}]}";
    const std::string record =
        unit_of("\"score\": 7, \"missed_on\": \"2015-10-04\", \"on\": \"2015-10-06\"");
    const std::string refused =
        "make_up_of_unexcused /subjects/maths/T1/summative/0/missed_on KW-15.A.U2";
    CHECK(problem(made_up(4, "T1", record, "", unexcused)) == refused);
    const auto excused = [&](const std::string& fields) {
        return problem(made_up(
            4, "T1", record, "",
            ", \"attendance\": {\"absences\": [{\"on\": \"2015-10-04\"}], \"excuses\": [{\"from\": "
            "\"2015-10-04\", \"kind\": \"medical\"" +
                fields + "}]}"));
    };
    CHECK(excused(", \"judgement\": \"accepted\"") == k_none);
    CHECK(excused("") == k_none);
    CHECK(excused(", \"judgement\": \"refused\"") == refused);
    CHECK(problem(made_up(
              4, "T1", record, "",
              ", \"attendance\": {\"leave\": [{\"on\": \"2015-10-04\", \"approved\": false}]}")) ==
          refused);
    CHECK(problem(made_up(
              4, "T1", record, "",
              ", \"attendance\": {\"leave\": [{\"on\": \"2015-10-04\", \"approved\": true}]}")) ==
          k_none);
    CHECK(problem(made_up(4, "T1", record, "", ", \"attendance\": {\"absences\": []}")) == k_none);
    CHECK(problem(made_up(4, "T1", record, "",
                          unexcused +
                              ", \"enrolment\": {\"on\": \"2015-10-05\", \"newcomer\": true}")) ==
          k_none);
    CHECK(
        problem(made_up(
            4, "T1",
            unit_of("\"score\": \"U\", \"missed_on\": \"2015-10-04\", \"on\": \"2015-10-06\""))) ==
        "make_up_of_unexcused /subjects/maths/T1/summative/0 KW-15.A.U2");
    CHECK(problem(made_up(
              4, "T1",
              measure_of(
                  "\"level\": \"U\", \"missed_on\": \"2015-10-04\", \"on\": \"2015-10-06\""))) ==
          "make_up_of_unexcused /subjects/maths/T1/formative/1/1.1/0 KW-15.A.U2");
}

TEST_CASE("an absence that was not made up keeps the day on which the item was missed")
{
    const StudentYear unit_missed =
        facts(made_up(4, "T1", unit_of("\"score\": \"E\", \"missed_on\": \"2015-10-04\"")));
    CHECK(unit_missed.day_of(unit_missed.units.front().day) == Day::of(2015, 10, 4));
    CHECK(unit_missed.make_ups.empty());
    const StudentYear level_missed =
        facts(made_up(4, "T1", measure_of("\"level\": \"U\", \"on\": \"2015-10-04\"")));
    CHECK(level_missed.day_of(level_missed.measures.front().day) == Day::of(2015, 10, 4));
    CHECK(
        problem(made_up(
            4, "T1",
            unit_of("\"score\": \"E\", \"missed_on\": \"2015-10-04\", \"on\": \"2015-10-06\""))) ==
        "facts_contradict /subjects/maths/T1/summative/0/score KW-15.A.E2");
    CHECK(problem(made_up(
              4, "T1",
              measure_of("\"level\": \"A\", \"missed_on\": \"2015-10-04\", \"on\": \"2015-10-06\", "
                         "\"activities_practised_on\": \"2015-10-06\""))) ==
          "facts_contradict /subjects/maths/T1/formative/1/1.1/0/level KW-15.A.E1");
}

TEST_CASE("KW-25: for an official activity the assessment may come before the absence")
{
    const std::string before =
        unit_of("\"score\": 7, \"missed_on\": \"2015-10-06\", \"on\": \"2015-10-04\"");
    const std::string activity = ", \"attendance\": {\"activities\": [{\"letter\": \"77\", "
                                 "\"from\": \"2015-10-05\", \"to\": \"2015-10-08\"}]}";
    CHECK(problem(made_up(4, "T1", before, "", activity)) == k_none);
    CHECK(problem(made_up(4, "T1", before)) ==
          "facts_contradict /subjects/maths/T1/summative/0/on KW-15.A.E2");
    CHECK(problem(made_up(
              4, "T2",
              unit_of("\"score\": 7, \"missed_on\": \"2016-02-08\", \"on\": \"2016-01-20\""), "",
              ", \"attendance\": {\"activities\": [{\"letter\": \"77\", \"from\": \"2016-02-07\", "
              "\"to\": \"2016-02-09\"}]}")) ==
          "day_outside_term /subjects/maths/T2/summative/0/on KW-2");
}

// Attendance.

TEST_CASE("KW-22.1: a school keeps counts of a term")
{
    const StudentYear counted =
        facts(year(4, "\"absence\": {\"T1\": {\"unexcused_full_days\": 11, "
                      "\"unexcused_missed_period_days\": \"1\", \"unapproved_leave_days\": 2, "
                      "\"lateness_unaccepted\": \"٩\", \"lateness_accepted\": 3, "
                      "\"excused_intermittent_days\": 31, \"attended_days\": 70}}"));
    const AbsenceCounts& counts = counted.absence[0];
    CHECK(counts.given);
    CHECK(counts.unexcused_full_days == 11);
    CHECK(counts.unexcused_missed_period_days == 1);
    CHECK(counts.unapproved_leave_days == 2);
    CHECK(counts.lateness_unaccepted == 9);
    CHECK(counts.lateness_accepted == 3);
    CHECK(counts.excused_intermittent_days == 31);
    CHECK(counts.attended_days == 70);
    CHECK_FALSE(counted.absence[1].given);
    CHECK_FALSE(
        facts(year(4, "\"absence\": {\"T1\": {\"attended_days\": null}}")).absence[0].given);
    CHECK(facts(year(4, "\"absence\": {\"T1\": {\"unexcused_full_days\": 0}}")).absence[0].given);
    CHECK_FALSE(facts(year(4, "\"absence\": {\"T1\": {\"unexcused_full_days\": 0}}"))
                    .absence[0]
                    .attended_days);

    CHECK(problem(year(4, "\"absence\": {\"T2\": {\"unexcused_full_days\": -1}}")) ==
          "value_out_of_range /absence/T2/unexcused_full_days");
    CHECK(problem(year(4, "\"absence\": {\"T2\": {\"unexcused_full_days\": 366}}")) == k_none);
    CHECK(problem(year(4, "\"absence\": {\"T2\": {\"unexcused_full_days\": 367}}")) ==
          "value_out_of_range /absence/T2/unexcused_full_days");
    CHECK(problem(year(4, "\"absence\": {\"T2\": {\"unexcused_full_days\": 1.5}}")) ==
          "field_wrong_type /absence/T2/unexcused_full_days");
    CHECK(problem(year(4, "\"absence\": {\"T2\": {\"unexcused_full_days\": \"many\"}}")) ==
          "value_not_a_number /absence/T2/unexcused_full_days");
    CHECK(problem(year(4, "\"absence\": {\"T2\": 5}")) == "field_wrong_type /absence/T2");
}

TEST_CASE("KW-22.1: counts and a dated ledger are not given together")
{
    const std::string ledger =
        calendar() + ", \"attendance\": {\"absences\": [{\"on\": \"2015-10-04\"}]}";
    CHECK(problem(year(4, ledger + ", \"absence\": {\"T1\": {\"unexcused_full_days\": 1}}")) ==
          "facts_contradict /absence/T1/unexcused_full_days KW-22.1");
    CHECK(problem(year(4, ledger + ", \"last_two_months\": {\"attended_days\": 3}")) ==
          "facts_contradict /last_two_months KW-22.1");
    CHECK(problem(year(4, ledger + ", \"absence\": {\"T1\": {}}")) == k_none);
}

TEST_CASE("KW-2: a dated ledger needs the calendar")
{
    CHECK(problem(year(4, "\"attendance\": {\"absences\": [{\"on\": \"2015-10-04\"}]}")) ==
          "calendar_day_missing /attendance/absences KW-2");
    CHECK(problem(year(4, "\"attendance\": {\"absences\": []}")) ==
          "calendar_day_missing /attendance/absences KW-2");
    CHECK(problem(year(4, "\"attendance\": {}")) == k_none);
}

TEST_CASE("KW-22.3: a ledger without entries says that the student came every day")
{
    CHECK(facts(attendance("\"absences\": []")).attendance->absences.empty());
    CHECK_FALSE(facts(attendance("")).attendance);
    CHECK_FALSE(facts(attendance("\"absences\": null")).attendance);
}

TEST_CASE("KW-22.3: the ledger is kept in the order of days")
{
    const StudentYear ledger =
        facts(attendance("\"absences\": [{\"on\": \"2015-10-06\", \"period\": 3}, {\"on\": "
                         "\"2015-10-04\"}, {\"on\": \"2015-10-06\", \"period\": \"2\"}], "
                         "\"lateness\": [{\"on\": \"2015-10-12\"}, {\"on\": \"2015-10-11\", "
                         "\"judgement\": \"accepted\"}], "
                         "\"leave\": [{\"on\": \"2015-10-14\", \"approved\": false}], "
                         "\"excuses\": [{\"from\": \"2015-10-04\", \"to\": \"2015-10-05\", "
                         "\"kind\": \"medical\", \"on_school_form\": true, "
                         "\"certifier\": \"private_hospital\", \"school_health_certified\": true, "
                         "\"submitted_on\": \"2015-10-07\", "
                         "\"judgement\": \"accepted\"}], \"activities\": [{\"letter\": \"12/3\", "
                         "\"from\": \"2015-11-01\", \"to\": \"2015-11-05\"}]"));
    const Attendance& kept = *ledger.attendance;
    REQUIRE(kept.absences.size() == 3);
    CHECK(kept.absences[0].day == Day::of(2015, 10, 4));
    CHECK(kept.absences[0].period == 0);
    CHECK(kept.absences[1].period == 2);
    CHECK(kept.absences[2].period == 3);
    CHECK(kept.latenesses[0].judgement == Judgement::accepted);
    CHECK(kept.latenesses[1].judgement == Judgement::undecided);
    CHECK_FALSE(kept.leaves.at(0).approved);
    const Excuse& excuse = kept.excuses.at(0);
    CHECK(excuse.to == Day::of(2015, 10, 5));
    CHECK(excuse.kind == ExcuseKind::medical);
    CHECK(excuse.on_school_form);
    CHECK(excuse.certifier == Certifier::private_hospital);
    CHECK(excuse.school_health_certified);
    CHECK(excuse.submitted_on == Day::of(2015, 10, 7));
    CHECK(excuse.judgement == Judgement::accepted);
    CHECK(kept.activities.at(0).letter == "12/3");
}

TEST_CASE("KW-22.3: one is absent, late or on leave on a school day")
{
    const auto on = [](const std::string& list, const std::string& day) {
        return problem(attendance("\"" + list + "\": [{\"on\": \"" + day + "\"" +
                                  (list == "leave" ? ", \"approved\": true" : "") + "}]"));
    };
    for (const char* const list : {"absences", "lateness", "leave"}) {
        const std::string place = std::string(" /attendance/") + list + "/0/on KW-2";
        CHECK(on(list, "2015-10-04") == k_none);
        CHECK(on(list, "2015-10-02") == "day_not_school_day" + place);  // Friday
        CHECK(on(list, "2016-01-28") == "day_in_holiday" + place);
        CHECK(on(list, "2015-09-10") == "day_outside_term" + place);
        CHECK(on(list, "2016-06-12") == "day_outside_term" + place);
        CHECK(on(list, "2014-10-05") == "day_outside_year" + place);
    }
    CHECK(problem(attendance("\"absences\": [{}]")) == "field_missing /attendance/absences/0/on");
    CHECK(problem(attendance("\"absences\": [{\"on\": \"2015-10-04\", \"period\": 0}]")) ==
          "value_out_of_range /attendance/absences/0/period");
    CHECK(problem(attendance("\"absences\": [{\"on\": \"2015-10-04\", \"period\": 7}]")) == k_none);
    CHECK(problem(attendance("\"absences\": [{\"on\": \"2015-10-04\", \"period\": 8}]")) ==
          "value_out_of_range /attendance/absences/0/period");
    CHECK(problem(attendance("\"lateness\": [{\"on\": \"2015-10-04\", \"judgement\": \"yes\"}]")) ==
          "value_not_listed /attendance/lateness/0/judgement");
    CHECK(problem(attendance("\"leave\": [{\"on\": \"2015-10-04\"}]")) ==
          "field_missing /attendance/leave/0/approved KW-21.2");
}

TEST_CASE("KW-22.4: one absence a day; several periods of a day may stand beside each other")
{
    const auto two = [](const std::string& a, const std::string& b) {
        return problem(attendance("\"absences\": [{\"on\": \"2015-10-04\"" + a +
                                  "}, {\"on\": \"2015-10-04\"" + b + "}]"));
    };
    const std::string twice = "absence_given_twice /attendance/absences/1/on KW-22.4";
    CHECK(two("", "") == twice);
    CHECK(two(", \"period\": 3", ", \"period\": 3") == twice);
    CHECK(two("", ", \"period\": 3") == twice);
    CHECK(two(", \"period\": 3", "") == twice);
    CHECK(two(", \"period\": 3", ", \"period\": 5") == k_none);
}

TEST_CASE(
    "KW-20.0: late twice on one day is impossible, and so is late or on leave when absent all day")
{
    CHECK(
        problem(attendance("\"lateness\": [{\"on\": \"2015-10-04\"}, {\"on\": \"2015-10-04\"}]")) ==
        "absence_given_twice /attendance/lateness/1/on KW-20.0");
    CHECK(problem(attendance("\"leave\": [{\"on\": \"2015-10-04\", \"approved\": true}, {\"on\": "
                             "\"2015-10-04\", \"approved\": true}]")) ==
          "absence_given_twice /attendance/leave/1/on KW-21.2");
    CHECK(problem(attendance("\"absences\": [{\"on\": \"2015-10-04\"}], \"lateness\": [{\"on\": "
                             "\"2015-10-04\"}]")) ==
          "facts_contradict /attendance/lateness/0/on KW-20.0");
    CHECK(problem(attendance("\"absences\": [{\"on\": \"2015-10-04\"}], \"leave\": [{\"on\": "
                             "\"2015-10-04\", \"approved\": true}]")) ==
          "facts_contradict /attendance/leave/0/on KW-21.2");
    CHECK(problem(attendance("\"absences\": [{\"on\": \"2015-10-04\", \"period\": 1}], "
                             "\"lateness\": [{\"on\": \"2015-10-04\"}]")) == k_none);
}

TEST_CASE("KW-22.5: an excuse has its days in order, its kind and its certifier from the lists")
{
    const auto excuse = [](const std::string& fields) {
        return problem(attendance("\"excuses\": [{" + fields + "}]"));
    };
    const std::string from = "\"from\": \"2015-10-04\", ";
    CHECK(excuse(from + "\"kind\": \"non_medical\"") == k_none);
    CHECK(excuse("\"kind\": \"medical\"") == "field_missing /attendance/excuses/0/from KW-22.5");
    CHECK(excuse("\"from\": \"2015-10-04\"") == "field_missing /attendance/excuses/0/kind KW-22.5");
    CHECK(excuse(from + "\"kind\": \"sick\"") == "value_not_listed /attendance/excuses/0/kind");
    CHECK(excuse(from + "\"kind\": \"medical\", \"to\": \"2015-10-03\"") ==
          "facts_contradict /attendance/excuses/0/to KW-22.5");
    CHECK(excuse(from + "\"kind\": \"medical\", \"certifier\": \"clinic\"") ==
          "value_not_listed /attendance/excuses/0/certifier");
    CHECK(excuse(from + "\"kind\": \"medical\", \"on_school_form\": \"yes\"") ==
          "field_wrong_type /attendance/excuses/0/on_school_form");
    CHECK(excuse(from + "\"kind\": \"medical\", \"judgement\": \"ok\"") ==
          "value_not_listed /attendance/excuses/0/judgement");
    CHECK(excuse(from + "\"kind\": \"medical\", \"submitted_on\": \"x\"") ==
          "value_not_a_date /attendance/excuses/0/submitted_on");
    CHECK(excuse("\"from\": \"2014-10-04\", \"kind\": \"medical\"") ==
          "day_outside_year /attendance/excuses/0/from KW-2");
}

TEST_CASE("KW-21.2: the day of an unapproved leave is not turned into an excused one")
{
    const auto excuse = [](const std::string& from, const std::string& to, const std::string& more,
                           const std::string& approved) {
        return problem(attendance("\"leave\": [{\"on\": \"2015-10-06\", \"approved\": " + approved +
                                  "}], \"excuses\": [{\"from\": \"" + from + "\", \"to\": \"" + to +
                                  "\", \"kind\": \"medical\"" + more + "}]"));
    };
    const std::string refused = "excuse_of_unapproved_leave /attendance/excuses/0 KW-21.2";
    CHECK(excuse("2015-10-06", "2015-10-06", "", "false") == refused);
    CHECK(excuse("2015-10-04", "2015-10-08", ", \"judgement\": \"accepted\"", "false") == refused);
    CHECK(excuse("2015-10-06", "2015-10-06", ", \"judgement\": \"refused\"", "false") == k_none);
    CHECK(excuse("2015-10-04", "2015-10-05", "", "false") == k_none);
    CHECK(excuse("2015-10-07", "2015-10-08", "", "false") == k_none);
    CHECK(excuse("2015-10-06", "2015-10-06", "", "true") == k_none);
}

TEST_CASE("KW-25: an official activity stands on its letter")
{
    const auto activity = [](const std::string& fields) {
        return problem(attendance("\"activities\": [{" + fields + "}]"));
    };
    CHECK(activity("\"letter\": \"5\", \"from\": \"2015-10-04\"") == k_none);
    CHECK(activity("\"from\": \"2015-10-04\"") ==
          "activity_without_letter /attendance/activities/0/letter KW-25");
    CHECK(activity("\"letter\": \" \", \"from\": \"2015-10-04\"") ==
          "activity_without_letter /attendance/activities/0/letter KW-25");
    CHECK(activity("\"letter\": \"5\"") == "field_missing /attendance/activities/0/from KW-25");
    CHECK(activity("\"letter\": \"5\", \"from\": \"2015-10-04\", \"to\": \"2015-10-03\"") ==
          "facts_contradict /attendance/activities/0/to KW-25");
}

TEST_CASE("KW-4.4: the attendance of the last two months")
{
    const StudentYear kept = facts(
        year(4, "\"last_two_months\": {\"attended_days\": 0, \"absence_all_excused\": true}"));
    CHECK(kept.last_two_months->attended_days == 0);
    CHECK(kept.last_two_months->absence_all_excused);
    CHECK(problem(year(4, "\"last_two_months\": {\"absence_all_excused\": true}")) ==
          "field_missing /last_two_months/attended_days KW-4.4");
    CHECK(problem(year(4, "\"last_two_months\": {\"attended_days\": -1}")) ==
          "value_out_of_range /last_two_months/attended_days");
}

TEST_CASE("KW-23: a newcomer has the day of his enrolment; before the first day there is no "
          "earlier period")
{
    const auto enrolled = [](const std::string& fields) {
        return year(4, calendar() + ", \"enrolment\": {" + fields + "}");
    };
    const StudentYear newcomer = facts(enrolled("\"on\": \"2016-02-07\", \"newcomer\": true"));
    CHECK(newcomer.enrolled_on == Day::of(2016, 2, 7));
    CHECK(newcomer.newcomer);
    const StudentYear first_day = facts(enrolled("\"on\": \"2015-09-13\", \"newcomer\": true"));
    CHECK_FALSE(first_day.enrolled_on);
    CHECK_FALSE(first_day.newcomer);
    CHECK(facts(enrolled("\"on\": \"2015-09-14\", \"newcomer\": true")).newcomer);
    CHECK(problem(enrolled("\"newcomer\": true")) == "field_missing /enrolment/on KW-23");
    CHECK(problem(enrolled("\"on\": \"2016-09-02\"")) == "day_outside_year /enrolment/on KW-2");
}

TEST_CASE("KW-24: a transferred student brings the counts and documents of the school before")
{
    const StudentYear moved = facts(
        year(4, calendar() + ", \"transfer\": {\"on\": \"2015-11-01\", \"from_school\": \"أ\", "
                             "\"T1\": {\"unexcused_days\": 5, "
                             "\"excused_days\": 3, \"lateness_unaccepted\": 7, \"documents\": "
                             "[\"oral_notice\", \"lateness_warning\", \"oral_notice\"]}}"));
    REQUIRE(moved.carried[0]);
    CHECK(moved.carried[0]->unexcused_days == 5);
    CHECK(moved.carried[0]->excused_days == 3);
    CHECK(moved.carried[0]->lateness_unaccepted == 7);
    CHECK(moved.carried[0]->documents ==
          std::vector<std::string>{"oral_notice", "lateness_warning"});
    CHECK_FALSE(moved.carried[1]);
    CHECK(moved.enrolled_on == Day::of(2015, 11, 1));
    CHECK_FALSE(moved.newcomer);
    CHECK(problem(year(4, "\"transfer\": {\"T1\": {\"documents\": [\"warning_5\"]}}")) ==
          "value_not_listed /transfer/T1/documents KW-24");
    CHECK(problem(year(4, "\"transfer\": {\"T1\": {\"unexcused_days\": -5}}")) ==
          "value_out_of_range /transfer/T1/unexcused_days");
}

// Exemptions and exceptional cases.

TEST_CASE("KW-26.1: Quran and Islamic education are left together, and from the same term on")
{
    const StudentYear exempt = facts(year(4, "\"exempt\": [\"quran\", \"islamic\"]"));
    CHECK(exempt.is_exempt(Subject::quran, Term::first));
    CHECK(exempt.is_exempt(Subject::islamic));
    CHECK(exempt.at(Subject::quran, Term::first).competencies == 0);
    CHECK(exempt.competencies.size() == 60);
    CHECK(problem(year(4, "\"exempt\": [\"quran\"]")) ==
          "exemption_not_together /exempt/0 KW-26.1");
    CHECK(problem(year(4, "\"exempt\": [\"islamic\"]")) ==
          "exemption_not_together /exempt/0 KW-26.1");
    const std::string second =
        ", \"from_term\": \"T2\", \"ground\": \"non_muslim\", \"document\": \"طلب\"}";
    const StudentYear later = facts(year(4, "\"exempt\": [{\"subject\": \"quran\"" + second +
                                                ", {\"subject\": \"islamic\"" + second + "]"));
    CHECK_FALSE(later.is_exempt(Subject::quran, Term::first));
    CHECK(later.is_exempt(Subject::quran, Term::second));
    CHECK(later.is_exempt(Subject::quran));
    CHECK(problem(year(4, "\"exempt\": [{\"subject\": \"quran\"" + second + ", \"islamic\"]")) ==
          "exemption_not_together /exempt/0 KW-26.1");
    CHECK(problem(
              year(4, "\"exempt\": [{\"subject\": \"quran\", \"from_term\": \"T3\"}, \"islamic\"]"))
              .find("value_not_listed /exempt/0/from_term") != std::string::npos);
}

TEST_CASE("KW-26.2: physical education is left by a report, and no other subject is")
{
    CHECK(facts(year(5, "\"exempt\": [\"pe\"]")).is_exempt(Subject::pe));
    CHECK(problem(year(5, "\"exempt\": [{\"subject\": \"pe\", \"ground\": \"medical_report\"}]")) ==
          k_none);
    CHECK(problem(year(5, "\"exempt\": [\"maths\"]")) == "exemption_not_listed /exempt/0 KW-26.1");
    CHECK(argument(year(5, "\"exempt\": [\"maths\"]"), "allowed") == "quran, islamic, pe");
    CHECK(problem(year(5, "\"exempt\": [\"art\"]")) == "exemption_not_listed /exempt/0 KW-26.1");
    CHECK(problem(year(5, "\"exempt\": [{\"subject\": \"pe\", \"ground\": \"non_muslim\"}]")) ==
          "exemption_not_listed /exempt/0 KW-26.1");
    CHECK(problem(
              year(5, "\"exempt\": [{\"subject\": \"quran\", \"ground\": \"medical_report\"}]")) ==
          "exemption_not_listed /exempt/0 KW-26.2");
    CHECK(problem(year(5, "\"exempt\": [{\"subject\": \"pe\", \"ground\": \"tired\"}]")) ==
          "value_not_listed /exempt/0/ground KW-26.1");
    CHECK(problem(year(5, "\"exempt\": [\"pe\", \"pe\"]")) == "given_twice /exempt/1 KW-26.2");
    CHECK(problem(year(3, "\"exempt\": [\"computer\"]")) == "subject_not_in_plan /exempt/0 KW-1");
    CHECK(problem(year(3, "\"exempt\": \"pe\"")) == "field_wrong_type /exempt");
    CHECK(problem(year(3, "\"exempt\": [3]")) == "field_wrong_type /exempt/0");
}

TEST_CASE("KW-12.2: a student is not exempt from all counted subjects")
{
    Rules rules = taqwim::tests::kw_rules();
    rules.exempt_non_muslim.value = rules.counted_in(3).value;
    ReaderContext with = context();
    with.rules_of = [&](SchoolYear) -> Result<const Rules*> { return &rules; };
    CHECK(problem(year(3, "\"exempt\": [\"quran\", \"islamic\", \"arabic\", \"english\", "
                          "\"maths\", \"science\"]"),
                  with) == "exemption_all_counted /exempt/0 KW-12.2");
}

TEST_CASE("KW-4.1: an exempt subject holds no marks in the terms of its exemption")
{
    const std::string record = "\"subjects\": {\"pe\": {\"T1\": {\"formative\": {\"1\": {\"1.1\": "
                               "[3, 3]}}}, \"T2\": {\"competency_averages\": [3]}}}";
    CHECK(problems(year(4, "\"exempt\": [\"pe\"], " + record)) ==
          std::vector<std::string>{"subject_exempt /subjects/pe/T1/formative/1/1.1/0 KW-4.1",
                                   "subject_exempt /subjects/pe/T2/competency_averages/0 KW-4.1"});
    CHECK(
        problem(year(4, "\"exempt\": [{\"subject\": \"pe\", \"from_term\": \"T2\"}], " + record)) ==
        "subject_exempt /subjects/pe/T2/competency_averages/0 KW-4.1");
    CHECK(problem(year(4, "\"exempt\": [\"pe\"], \"policy\": {\"units\": {\"pe\": [2, 2]}}, "
                          "\"subjects\": {\"pe\": {\"T1\": {}}}")) == k_none);
    CHECK(problem(year(4, "\"exempt\": [\"pe\"], \"policy\": {\"units\": {\"pe\": [2, 2]}}, "
                          "\"subjects\": {\"pe\": {\"T1\": {\"summative\": [3]}}}")) ==
          "subject_exempt /subjects/pe/T1/summative/0 KW-4.1");
}

TEST_CASE("KW-16.0: an exceptional case is of a listed type, has a document, and is a parent's "
          "only for treatment abroad")
{
    const auto exceptional = [](const std::string& fields) {
        return year(4, "\"exceptional\": {" + fields + "}");
    };
    const StudentYear mother = facts(exceptional(
        "\"type\": \"treatment_abroad\", \"person\": \"parent\", \"from\": \"2016-02-01\", \"to\": "
        "\"2016-05-30\", \"documents\": [\"a\", \"b\"], \"district\": \"approved\""));
    REQUIRE(mother.exceptional);
    CHECK(mother.exceptional->of_parent);
    CHECK(mother.exceptional->type == "treatment_abroad");
    CHECK(mother.exceptional->from == Day::of(2016, 2, 1));
    CHECK(mother.exceptional->to == Day::of(2016, 5, 30));
    CHECK(mother.exceptional->district == Judgement::accepted);
    CHECK(mother.exceptional->ministry_committee == Judgement::undecided);
    CHECK_FALSE(mother.exceptional->lapsed);
    for (const char* const type :
         {"emergency", "inpatient", "intractable", "chronic", "seasonal", "treatment_abroad"})
        CHECK(problem(exceptional(std::string("\"type\": \"") + type + "\", \"documents\": 1")) ==
              k_none);
    CHECK(problem(exceptional("\"type\": \"chronic\", \"person\": \"parent\", \"documents\": 1")) ==
          "exceptional_person_not_allowed /exceptional/person KW-16.0");
    CHECK(problem(exceptional(
              "\"type\": \"chronic\", \"person\": \"learner\", \"documents\": 1")) == k_none);
    CHECK(
        problem(exceptional("\"type\": \"chronic\", \"person\": \"brother\", \"documents\": 1")) ==
        "value_not_listed /exceptional/person");
    CHECK(problem(exceptional("\"type\": \"holiday\", \"documents\": 1")) ==
          "exceptional_type_unknown /exceptional/type KW-16.0");
    CHECK(problem(exceptional("\"documents\": 1")) == "field_missing /exceptional/type KW-16.0");
    CHECK(problem(exceptional("\"type\": \"chronic\"")) ==
          "exceptional_without_document /exceptional/documents KW-16.0");
    CHECK(problem(exceptional("\"type\": \"chronic\", \"documents\": 0")) ==
          "exceptional_without_document /exceptional/documents KW-16.0");
    CHECK(problem(exceptional("\"type\": \"chronic\", \"documents\": [\" \"]")) ==
          "exceptional_without_document /exceptional/documents KW-16.0");
    CHECK(problem(exceptional("\"type\": \"chronic\", \"documents\": 1, \"from\": \"2016-03-02\", "
                              "\"to\": \"2016-03-01\"")) ==
          "facts_contradict /exceptional/to KW-16.0");
    CHECK(problem(exceptional("\"type\": \"chronic\", \"documents\": 1, \"district\": \"yes\"")) ==
          "value_not_listed /exceptional/district");
    CHECK(facts(exceptional("\"type\": \"chronic\", \"documents\": 1, \"district\": \"accepted\""))
              .exceptional->district == Judgement::accepted);
    CHECK(facts(exceptional("\"type\": \"chronic\", \"documents\": 1, \"lapsed\": true, "
                            "\"ministry_committee\": \"refused\""))
              .exceptional->lapsed);
}

// Sittings.

TEST_CASE("KW-P1-6: performance standards are for grade 5, and KW-4.8.1: for scientific subjects")
{
    const auto performance = [](int grade, const std::string& fields) {
        return year(grade, "\"performance\": {" + fields + "}");
    };
    CHECK(problem(performance(5, "\"maths\": \"52.5\"")) == k_none);
    for (int grade = 1; grade < 5; ++grade)
        CHECK(problem(performance(grade, "\"maths\": 50")) ==
              "performance_only_grade_5 /performance/maths KW-P1-6");
    CHECK(problem(performance(5, "\"music\": 50")) ==
          "performance_practical_subject /performance/music KW-4.8.1");
    CHECK(problem(performance(5, "\"computer\": 50")) ==
          "performance_practical_subject /performance/computer KW-4.8.1");
    const StudentYear sat =
        facts(performance(5, "\"maths\": 100, \"science\": \"U\", \"arabic\": \"E\", \"social\": "
                             "null, \"english\": {\"mark\": \"٤٧\"}"));
    CHECK(sat.performance[index(Subject::maths)].state == SittingState::attended);
    CHECK(sat.performance[index(Subject::maths)].mark == Mark(100));
    CHECK(sat.performance[index(Subject::science)].state == SittingState::absent_unexcused);
    CHECK(sat.performance[index(Subject::arabic)].state == SittingState::absent_excused);
    CHECK(sat.performance[index(Subject::social)].state == SittingState::not_given);
    CHECK(sat.performance[index(Subject::english)].mark == Mark(47));
    CHECK(problem(performance(5, "\"maths\": 100.01")) ==
          "mark_over_maximum /performance/maths KW-4.8.2");
    CHECK(problem(performance(5, "\"maths\": {\"mark\": 101}")) ==
          "mark_over_maximum /performance/maths/mark KW-4.8.2");
    CHECK(problem(performance(5, "\"maths\": -1")) == "mark_negative /performance/maths KW-4.8.2");
    CHECK(problem(performance(5, "\"maths\": 50.123")) ==
          "mark_too_many_decimals /performance/maths KW-4.8.2");
    CHECK(problem(performance(5, "\"maths\": \"A\"")) == "value_not_a_number /performance/maths");
    CHECK(problem(
              year(5, "\"exempt\": [\"quran\", \"islamic\"], \"performance\": {\"quran\": 50}")) ==
          "subject_exempt /performance/quran KW-4.8.1");
}

TEST_CASE("KW-18.1: the placement assessment is for grades 1 to 4 and scientific subjects without "
          "an exemption")
{
    const auto placement = [](int grade, const std::string& fields, const std::string& more = "") {
        return year(grade, "\"placement\": {" + fields + "}" + more);
    };
    const StudentYear sat =
        facts(placement(4, "\"maths\": {\"mark\": \"55\", \"on\": \"2016-06-12\"}, \"science\": "
                           "{\"mark\": \"U\"}, \"arabic\": 40"));
    CHECK(sat.has_placement);
    CHECK(sat.placement[index(Subject::maths)].mark == Mark(55));
    CHECK(sat.placement[index(Subject::maths)].day == Day::of(2016, 6, 12));
    CHECK(sat.placement[index(Subject::science)].state == SittingState::absent_unexcused);
    CHECK(sat.placement[index(Subject::arabic)].mark == Mark(40));
    CHECK_FALSE(facts(placement(4, "\"maths\": {\"mark\": null}")).has_placement);
    CHECK(problem(placement(5, "\"maths\": {\"mark\": 55}")) ==
          "placement_only_grades_1_4 /placement/maths KW-18.1");
    CHECK(problem(placement(4, "\"music\": {\"mark\": 55}")) ==
          "placement_practical_subject /placement/music KW-18.1");
    CHECK(problem(placement(4, "\"quran\": 55", ", \"exempt\": [\"quran\", \"islamic\"]")) ==
          "subject_exempt /placement/quran KW-18.1");
    CHECK(problem(placement(4, "\"maths\": {\"mark\": 100}")) == k_none);
    CHECK(problem(placement(4, "\"maths\": {\"mark\": 100.5}")) ==
          "mark_over_maximum /placement/maths/mark KW-18.4");
}

TEST_CASE("KW-18.2: a placement is not before its date, and KW-15.B.E4: not after the first week "
          "of next year's term 2")
{
    const auto on = [](const std::string& day, const std::string& days) {
        return problem(year(4, calendar(days) +
                                   ", \"placement\": {\"maths\": {\"mark\": 55, \"on\": \"" + day +
                                   "\"}}"));
    };
    CHECK(on("2016-06-08", "") == "calendar_inconsistent /placement/maths/on KW-18.2");
    CHECK(on("2016-06-09", "") == k_none);
    CHECK(on("2016-06-11", "\"first_placement\": \"2016-06-12\"") ==
          "calendar_inconsistent /placement/maths/on KW-18.2");
    CHECK(on("2016-06-12", "\"first_placement\": \"2016-06-12\"") == k_none);
    const std::string next = "\"next_second_term_start\": \"2017-02-05\"";
    CHECK(on("2017-02-09", next) == k_none);
    CHECK(on("2017-02-10", next) == "assessment_after_limit /placement/maths/on KW-15.B.E4");
    CHECK(on("2016-08-31", "") == k_none);
    CHECK(on("2016-09-01", "") == "calendar_day_missing /placement/maths/on KW-15.B.E4");
}

TEST_CASE("KW-19.1: the second round is for grade 5")
{
    const auto papers = [](int grade, const std::string& fields,
                           const std::string& subject = "maths") {
        return year(grade, "\"second_round\": {\"" + subject + "\": {" + fields + "}}");
    };
    const StudentYear sat =
        facts(papers(5, "\"term2_reassessment_of_40\": \"22\", \"performance\": \"45\""));
    CHECK(sat.has_second_round);
    REQUIRE(sat.second_round.size() == 1);
    CHECK(sat.second_round[0].first == Subject::maths);
    const SecondRoundPapers& given = sat.second_round[0].second;
    CHECK(given.state == SittingState::attended);
    CHECK(given.reassessment_of_40 == Mark(22));
    CHECK(given.reassessment_of_100 == Mark(55));
    CHECK(given.performance == Mark(45));
    CHECK_FALSE(given.whole_paper);
    CHECK(problem(papers(4, "\"performance\": 45")) ==
          "second_round_only_grade_5 /second_round/maths KW-19.1");
    CHECK(problem(papers(5, "\"performance\": 45", "music")) ==
          "second_round_not_due /second_round/music KW-4.8");
    CHECK_FALSE(facts(papers(5, "\"performance\": null")).has_second_round);
    CHECK_FALSE(facts(papers(5, "\"absent\": false")).has_second_round);
}

TEST_CASE("KW-19.7: a reassessment is converted exactly, whatever its maximum")
{
    const auto papers = [](const std::string& fields) {
        return year(5, "\"second_round\": {\"maths\": {" + fields + "}}");
    };
    const auto given = [&](const std::string& fields) {
        return facts(papers(fields)).second_round.at(0).second;
    };
    CHECK(given("\"term2_reassessment\": 60").reassessment_of_40 == Mark(24));
    CHECK(given("\"term2_reassessment\": {\"mark\": 20, \"max\": 30}").reassessment_of_100 ==
          Mark(Exact::ratio(200, 3)));
    CHECK(given("\"term2_reassessment\": {\"mark\": 20, \"max\": 30}").reassessment_of_40 ==
          Mark(Exact::ratio(80, 3)));
    CHECK(given("\"term2_reassessment\": {\"mark\": 20}").reassessment_of_40 == Mark(8));
    CHECK(given("\"paper\": 62").whole_paper == Mark(62));
    CHECK(problem(papers("\"term2_reassessment\": 60, \"term2_reassessment_of_40\": 24")) ==
          k_none);
    CHECK(problem(papers("\"term2_reassessment\": 60, \"term2_reassessment_of_40\": 25")) ==
          "facts_contradict /second_round/maths/term2_reassessment_of_40 KW-19.7");
    CHECK(problem(papers("\"term2_reassessment_of_40\": 40.5")) ==
          "mark_over_maximum /second_round/maths/term2_reassessment_of_40 KW-19.7");
    CHECK(problem(papers("\"term2_reassessment\": 101")) ==
          "mark_over_maximum /second_round/maths/term2_reassessment KW-19.7");
    CHECK(problem(papers("\"term2_reassessment\": {\"mark\": 31, \"max\": 30}")) ==
          "mark_over_maximum /second_round/maths/term2_reassessment/mark KW-19.7");
    CHECK(problem(papers("\"term2_reassessment\": {\"mark\": 31, \"max\": 0}")) ==
          "maximum_not_positive /second_round/maths/term2_reassessment/max KW-19.7");
    CHECK(problem(papers("\"performance\": 100.5")) ==
          "mark_over_maximum /second_round/maths/performance KW-19.7");
    CHECK(problem(papers("\"paper\": 100.5")) ==
          "mark_over_maximum /second_round/maths/paper KW-19.7");
}

TEST_CASE("KW-19.7: who was absent from the second round has no marks in it")
{
    const auto papers = [](const std::string& fields) {
        return year(5, "\"second_round\": {\"maths\": {" + fields + "}}");
    };
    CHECK(facts(papers("\"absent\": true")).second_round.at(0).second.state ==
          SittingState::absent_unexcused);
    CHECK(facts(papers("\"absent\": \"E\"")).second_round.at(0).second.state ==
          SittingState::absent_excused);
    CHECK(problem(papers("\"absent\": true, \"performance\": 45")) ==
          "facts_contradict /second_round/maths/absent KW-19.7");
    CHECK(problem(papers("\"absent\": \"yes\"")) ==
          "value_not_listed /second_round/maths/absent KW-19.7");
}

TEST_CASE("KW-19.5: the second round ends on 15 October of the next school year")
{
    const auto on = [](const std::string& day, const std::string& more = "") {
        return problem(year(5, "\"second_round\": {\"maths\": {\"performance\": 45, \"on\": \"" +
                                   day + "\"}}" + more));
    };
    CHECK(on("2016-10-15") == k_none);
    CHECK(on("2016-10-16") == "assessment_after_limit /second_round/maths/on KW-19.5");
    CHECK(on("2016-06-19", ", " + calendar("\"second_round\": \"2016-06-19\"")) == k_none);
    CHECK(on("2016-06-18", ", " + calendar("\"second_round\": \"2016-06-19\"")) ==
          "calendar_inconsistent /second_round/maths/on KW-19.5");
}
