// Papers of years under the distribution of 1447: the sample students of examples/, whose outcomes the rule set's own tests work
// by hand.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "platform/database/migrations.h"
#include "regulations/registration.h"
#include "results/documents/saudi_papers.h"
#include "tests/support/marks_school.h"
#include "tests/support/project_files.h"
#include "tests/support/saudi_paper.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;
using database::Session;

namespace {

constexpr std::int64_t k_year = 2;
constexpr std::int64_t k_first_secondary = 3;  // a class
constexpr std::int64_t k_second_secondary = 4;
constexpr std::int64_t k_intermediate = 5;
constexpr std::int64_t k_passed = 1001;
constexpr std::int64_t k_second_sitting = 1002;
constexpr std::int64_t k_repeats = 1101;
constexpr std::int64_t k_stumbled = 1102;
constexpr std::int64_t k_seventh = 701;
const SchoolId k_school{1};
const Instant k_moment = *Instant::parse("2026-07-01T08:00:00Z");

const std::map<std::int64_t, std::int64_t> k_classes = {{k_passed, k_first_secondary},
                                                        {k_second_sitting, k_first_secondary},
                                                        {k_repeats, k_second_secondary},
                                                        {k_stumbled, k_second_secondary},
                                                        {k_seventh, k_intermediate}};

class SampleFacts final : public FactsSource {
public:
    SampleFacts()
    {
        std::ifstream file(project_path("examples/saudi_1447_years.jsonl"));
        for (std::string line; std::getline(file, line);) {
            const auto document = nlohmann::json::parse(line);
            for (const auto& [student, class_id] : k_classes)
                if (document.value("id", "") == std::to_string(student))
                    json_[student] = line;
        }
    }
    Result<YearFacts> facts(Session&, StudentId student, std::int64_t) const override
    {
        return YearFacts{.regulation = "sa_1447",
                         .class_id = k_classes.at(student.value),
                         .json = json_.at(student.value)};
    }

private:
    std::map<std::int64_t, std::string> json_;
};

struct CourseSchool {
    FixedClock clock{k_moment};
    IdSource ids{1};
    std::unique_ptr<school::Record> record;
    std::vector<std::unique_ptr<RuleSet>> rule_sets = all_rule_sets();
    SampleFacts facts;
    Publications publications{facts, rule_sets, {}};
    documents::PaperKinds kinds;

    explicit CourseSchool(TestDatabase& test)
    {
        REQUIRE(database::upgrade(test.database(), all_migrations(), k_moment));
        record = std::make_unique<school::Record>(test.database(), ids, clock);
        REQUIRE(test.database().write(k_school, [](Session& session) {
            session.execute("INSERT INTO directorate (directorate_id, country, name_ar, name_en) "
                            "VALUES (1, 'SA', 'd', 'd')");
            session.execute("INSERT INTO school (school_id, directorate_id, ministry_number, "
                            "name_ar, name_en, kind, shift, students_sex, utc_offset_minutes) "
                            "VALUES (1, 1, '1', 'ثانوية الدرعية', 'Diriyah School', 'government', "
                            "'day', 'boys', 180)");
            session.execute(
                "INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day) "
                "VALUES (1, 2, '1447', '2025-09-01', '2026-06-25')");
            for (const auto& [class_id, grade] : {std::pair{k_first_secondary, 10},
                                                  {k_second_secondary, 11},
                                                  {k_intermediate, 7}}) {
                session.execute(
                    "INSERT INTO study_plan (school_id, study_plan_id, school_year_id, grade, "
                    "track, regulation) VALUES (1, $1, 2, $2, '', 'sa_1447')",
                    class_id, static_cast<std::int64_t>(grade));
                session.execute(
                    "INSERT INTO plan_subject (school_id, study_plan_id, subject, name_ar, "
                    "name_en, subject_group, weekly_periods, position, settings) VALUES "
                    "(1, $1, 'الرياضيات', 'الرياضيات', 'Mathematics', '', 5, 1, '{}')",
                    class_id);
                session.execute("INSERT INTO class (school_id, class_id, school_year_id, "
                                "study_plan_id, name, capacity) VALUES (1, $1, 2, $1, 'أ', 30)",
                                class_id);
            }
            for (const auto& [student, class_id] : k_classes) {
                session.execute("INSERT INTO student (school_id, student_id, student_number, "
                                "name_parts, name_ar, name_en, search_name, sort_key, sex, "
                                "nationality) VALUES (1, $1, $2, '[]', $3, '', 'n', $4, 'male', "
                                "'SA')",
                                student, std::to_string(student),
                                "سعد محمد " + std::to_string(student), database::Bytes{});
                session.execute("INSERT INTO enrolment (school_id, enrolment_id, student_id, "
                                "school_year_id, class_id, kind, is_newcomer, first_day) VALUES "
                                "(1, $1, $1, 2, $2, 'regular', 0, '2025-09-01')",
                                student, class_id);
            }
        }));
        add_saudi_papers(kinds, publications, rule_sets);
    }

    Result<documents::Paper> paper(const char* kind, std::int64_t student, std::int64_t class_id,
                                   const char* part,
                                   documents::Stage stage = documents::Stage::draft,
                                   print::Language language = print::Language::arabic)
    {
        documents::PaperOrder order;
        order.school = k_school;
        order.school_year_id = k_year;
        order.class_id = class_id;
        if (student != 0)
            order.student_id = student;
        order.part = part;
        order.stage = stage;
        order.language = language;
        order.at = k_moment;
        order.today = k_moment.day(180);
        return record->read(
            [&](Session& session) { return kinds.find(kind)->fill(session, order); });
    }
    print::Document page(const char* kind, std::int64_t student, const char* part)
    {
        const auto made = paper(kind, student, k_classes.at(student), part);
        REQUIRE(made);
        return made->printed(saudi_issuer(), arabic_draft());
    }
    std::vector<std::string> rows_of_class(const char* kind, std::int64_t class_id,
                                           const char* part)
    {
        const auto made = paper(kind, 0, class_id, part);
        REQUIRE(made);
        return rows_of(made->printed(saudi_issuer(), arabic_draft()));
    }
    void write(const school::Record::Work& work)
    {
        const school::Act act{.account_id = 1,
                              .role = "head_teacher",
                              .at = clock.now(),
                              .today = clock.now().day(180)};
        REQUIRE(record->write(k_school, act, work));
    }
};

}  // namespace

TEST_CASE("SA1447-PASS: a certificate of courses has each course of its term, the averages, "
          "behaviour and attendance")
{
    on_both_databases([](TestDatabase& test) {
        CourseSchool it(test);
        const print::Document card = it.page("certificate", k_passed, "card");
        // 49.5 + 33 and 51 + 34: a course of each term, with the pass mark of the secondary stage.
        CHECK(has_row(card,
                      "1|الرياضيات – الفصل الأول|100|50|82.50|–|82.50|اثنتان وثمانون درجة ونصف"));
        CHECK(has_row(card, "11|الرياضيات – الفصل الثاني|100|50|–|85|85|خمس وثمانون درجة"));
        // Activity is marked and not judged.
        CHECK(has_row(card, "22|النشاط – الفصل الثاني|100|–|–|87.50|87.50|سبع وثمانون درجة ونصف"));
        const std::string text = read_flat(card);
        for (const std::string part :
             {"بطاقة درجات", "المعدل: ٨٨٫٣٠", "جيد جدًا مرتفع",
              "القرار: ناجح، ينتقل إلى الصف الثاني الثانوي", "السلوك: ٩٧٫٢٥", "المواظبة: ٩٩٫٥٠"})
            CHECK_MESSAGE(has(text, part), part);
        // There is no total: the regulation has an average alone.
        CHECK_FALSE(has(text, "المجموع"));
        const auto english = it.paper("certificate", k_passed, k_first_secondary, "card",
                                      documents::Stage::draft, print::Language::english);
        REQUIRE(english);
        CHECK(english->content.lines.front() ==
              documents::ContentLine{"Mathematics – First term", "82.50"});
    });
}

TEST_CASE(
    "SA1447-SECOND: who sits again gets a notice of the courses, and an absence stands where it is")
{
    on_both_databases([](TestDatabase& test) {
        CourseSchool it(test);
        const print::Document notice = it.page("result_notice", k_second_sitting, "");
        CHECK(has_row(notice, "1|الرياضيات – الفصل الأول|الفصل الأول|-|-|-"));
        CHECK(has_row(notice, "2|الكيمياء|الفصل الأول|-|-|-"));
        // How SR-8.2 makes the mark does not hold here.
        CHECK_FALSE(has(read_flat(notice), "الدرجة النهائية بعد"));
        const print::Document result = it.page("certificate", k_second_sitting, "card");
        CHECK(has(read_flat(result), "إشعار نتيجة"));
        CHECK(has_row(result, "3|الكيمياء|100|50|غ|–|غ|–"));
    });
}

TEST_CASE(
    "SA1447-STUMBLE: a course that is still to be passed is named, with the decision of its own")
{
    on_both_databases([](TestDatabase& test) {
        CourseSchool it(test);
        const print::Document notice = it.page("result_notice", k_stumbled, "");
        CHECK(has_row(notice, "1|القراءات 1|37|سبع وثلاثون درجة"));
        CHECK(has(read_flat(notice), "منقول مع مقررات متعثرة"));
        const print::Document result = it.page("certificate", k_stumbled, "notice");
        // 35, and 37 in the second sitting.
        CHECK(has_row(result, "8|القراءات 1|100|50|35|–|35|37|سبع وثلاثون درجة"));
        CHECK(has(read_flat(result), "ينتقل إلى الصف الثالث الثانوي"));
        CHECK(has(read_flat(it.page("result_notice", k_repeats, "")), "يعيد الصف"));
    });
}

TEST_CASE("SA1447-M2: a course of the year has the marks of both terms and no pass mark")
{
    on_both_databases([](TestDatabase& test) {
        CourseSchool it(test);
        // (78.5 + 80) / 2.
        CHECK(has_row(it.page("certificate", k_seventh, "notice"),
                      "1|الرياضيات|100|–|78.50|80|79.25|تسع وسبعون درجة وربع"));
        // What the distribution does not decide is no result to give notice of.
        const auto notice = it.paper("result_notice", k_seventh, k_intermediate, "");
        REQUIRE_FALSE(notice);
        CHECK(notice.refusal().code == RefusalCode::facts_incomplete);
    });
}

TEST_CASE("PG-17.D.22: lists and sheet of a class of courses")
{
    on_both_databases([](TestDatabase& test) {
        CourseSchool it(test);
        const auto passed = it.rows_of_class("success_list", k_first_secondary, "successful");
        REQUIRE(passed.size() == 2);
        CHECK(passed[1] == "1|سعد محمد 1001|أ|ناجح");
        const auto again = it.rows_of_class("success_list", k_first_secondary, "second_round");
        REQUIRE(again.size() == 2);
        CHECK(again[1] == "1|سعد محمد 1002|أ|الرياضيات – الفصل الأول (الفصل الأول)، الكيمياء "
                          "(الفصل الأول)");
        const auto sheet = it.rows_of_class("result_sheet", k_first_secondary, "draft");
        REQUIRE(sheet.size() == 3);
        CHECK(sheet[1].starts_with("1|سعد محمد 1001|82.50|90|85|"));
        CHECK(sheet[2].starts_with("2|سعد محمد 1002|52.50 [م]|71|[غ]|"));
        // Different courses of a class of tracks stand in columns of their own.
        const auto mixed = it.rows_of_class("result_sheet", k_second_secondary, "draft");
        REQUIRE(mixed.size() == 3);
        CHECK(mixed[0].find("القراءات 1") != std::string::npos);
    });
}

TEST_CASE("SR-9.4: a transcript has the year under 1447 once it is published, and nothing of a "
          "withheld one")
{
    on_both_databases([](TestDatabase& test) {
        CourseSchool it(test);
        const auto refused = [&](const char* kind, const char* part) {
            const auto paper =
                it.paper(kind, k_stumbled, k_second_secondary, part, documents::Stage::issue);
            return paper ? std::string("accepted") : to_code_text(paper.refusal().code);
        };
        CHECK(refused("transcript", "marks") == "RESULT_NOT_PUBLISHED");
        CHECK(refused("certificate", "notice") == "RESULT_NOT_PUBLISHED");
        it.write([&](school::Changes& changes) {
            return it.publications.publish(
                changes, k_school,
                {.class_id = k_second_secondary, .visible_from = k_moment, .leave_out = {}});
        });
        CHECK(refused("certificate", "notice") == "accepted");
        const print::Document open = it.page("transcript", k_stumbled, "marks");
        CHECK(has_row(open, "القراءات 1|100|50|35|37"));
        CHECK(has(read_flat(open), "منقول مع مقررات متعثرة"));
        it.write([&](school::Changes& changes) {
            return it.publications.withhold(changes, {k_school, k_stumbled}, k_year, true, "case",
                                            "7");
        });
        CHECK(refused("result_notice", "") == "RESULT_WITHHELD");
        CHECK(has(read_flat(it.page("transcript", k_stumbled, "marks")), "النتيجة محجوزة"));
    });
}
