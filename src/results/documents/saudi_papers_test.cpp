#include "results/documents/saudi_papers.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/paper_look.h"
#include "platform/database/migrations.h"
#include "regulations/registration.h"
#include "tests/support/marks_school.h"
#include "tests/support/saudi_paper.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;
using database::Session;

namespace {

constexpr std::int64_t k_class = 3;
constexpr std::int64_t k_year = 2;
constexpr std::int64_t k_passed = 11;
constexpr std::int64_t k_second_round = 12;
constexpr std::int64_t k_tolerated = 13;
const SchoolId k_school{1};
const Instant k_moment = *Instant::parse("2006-07-01T08:00:00Z");
const Instant k_visible = *Instant::parse("2006-07-02T08:00:00Z");

// Two subjects of the second intermediate grade: Quran 45 + 45, and history as given.
std::string saudi_year(const std::string& history)
{
    return R"({"student_kind": "regular", "grade": 8, "school_year": "1426-1427", "plan": [
        {"code": "QRN", "group": "ISLAMIC", "weekly_periods": 2},
        {"code": "HIS", "group": "OTHER", "weekly_periods": 2}],
        "marks": {"QRN": ["18", "27", "18", "27"], "HIS": [)" +
           history + "]}}";
}

class LaidFacts final : public FactsSource {
public:
    std::map<std::int64_t, std::string> json = {
        {k_passed, saudi_year(R"("15", "20", "15", "25")")},
        {k_second_round, saudi_year(R"("10", "5", "8", "4")")},
        {k_tolerated, saudi_year(R"("15", "10", "10", "4")")}};

    Result<YearFacts> facts(Session&, StudentId student, std::int64_t) const override
    {
        return YearFacts{
            .regulation = "sa_1426", .class_id = k_class, .json = json.at(student.value)};
    }
};

// A class of three: one passed, one with a second round in history, one passed by Article 7 (2) b.
struct PrintingSchool {
    FixedClock clock{k_moment};
    IdSource ids{1};
    std::unique_ptr<school::Record> record;
    std::vector<std::unique_ptr<RuleSet>> rule_sets = all_rule_sets();
    LaidFacts facts;
    Publications publications{facts, rule_sets, {}};
    documents::PaperKinds kinds;

    explicit PrintingSchool(TestDatabase& test)
    {
        REQUIRE(database::upgrade(test.database(), all_migrations(), k_moment));
        record = std::make_unique<school::Record>(test.database(), ids, clock);
        REQUIRE(test.database().write(k_school, [](Session& session) {
            session.execute("INSERT INTO directorate (directorate_id, country, name_ar, name_en) "
                            "VALUES (1, 'SA', 'd', 'd')");
            session.execute("INSERT INTO school (school_id, directorate_id, ministry_number, "
                            "name_ar, name_en, kind, shift, students_sex, utc_offset_minutes) "
                            "VALUES (1, 1, '1', 'متوسطة الدرعية', 'Diriyah School', 'government', "
                            "'day', 'boys', 180)");
            session.execute(
                "INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day) "
                "VALUES (1, 2, '1426-1427', '2005-09-10', '2006-06-28')");
            session.execute("INSERT INTO study_plan (school_id, study_plan_id, school_year_id, "
                            "grade, track, regulation) VALUES (1, 4, 2, 8, '', 'sa_1426')");
            session.execute("INSERT INTO plan_subject (school_id, study_plan_id, subject, name_ar, "
                            "name_en, subject_group, weekly_periods, position, settings) VALUES "
                            "(1, 4, 'QRN', 'القرآن الكريم', 'The Holy Quran', 'ISLAMIC', 2, 1, "
                            "'{}'), (1, 4, 'HIS', 'التاريخ', 'History', 'OTHER', 2, 2, '{}')");
            session.execute("INSERT INTO class (school_id, class_id, school_year_id, "
                            "study_plan_id, name, capacity) VALUES (1, 3, 2, 4, 'ب', 30)");
            for (const auto& [student, name] : {std::pair{k_passed, "أحمد سعد الحربي"},
                                                {k_second_round, "بدر علي القحطاني"},
                                                {k_tolerated, "تركي فهد الدوسري"}}) {
                session.execute("INSERT INTO student (school_id, student_id, student_number, "
                                "name_parts, name_ar, name_en, search_name, sort_key, sex, "
                                "nationality) VALUES (1, $1, $2, '[]', $3, '', 'n', $4, 'male', "
                                "'SA')",
                                student, std::to_string(student), name, database::Bytes{});
                session.execute("INSERT INTO enrolment (school_id, enrolment_id, student_id, "
                                "school_year_id, class_id, kind, is_newcomer, first_day) VALUES "
                                "(1, $1, $1, 2, 3, 'regular', 0, '2005-09-10')",
                                student);
            }
        }));
        add_saudi_papers(kinds, publications, rule_sets);
    }

    Result<school::Answer> write(const school::Record::Work& work)
    {
        const school::Act act{.account_id = 1,
                              .role = "head_teacher",
                              .at = clock.now(),
                              .today = clock.now().day(180)};
        return record->write(k_school, act, work);
    }

    Result<documents::Paper> fill(const char* kind, documents::PaperOrder order)
    {
        order.school = k_school;
        order.school_year_id = k_year;
        order.class_id = k_class;
        order.at = k_visible;
        order.today = k_visible.day(180);
        return record->read(
            [&](Session& session) { return kinds.find(kind)->fill(session, order); });
    }
    Result<documents::Paper> of_student(const char* kind, std::int64_t student, const char* part,
                                        documents::Stage stage = documents::Stage::draft,
                                        print::Language language = print::Language::arabic)
    {
        documents::PaperOrder order;
        order.student_id = student;
        order.part = part;
        order.stage = stage;
        order.language = language;
        return fill(kind, std::move(order));
    }
    Result<documents::Paper> of_class(const char* kind, const char* part)
    {
        documents::PaperOrder order;
        order.part = part;
        return fill(kind, std::move(order));
    }
    print::Document page(const char* kind, std::int64_t student, const char* part)
    {
        const auto paper = of_student(kind, student, part);
        REQUIRE(paper);
        return paper->printed(saudi_issuer(), arabic_draft());
    }
};

RefusalCode refused(const Result<documents::Paper>& paper)
{
    REQUIRE_FALSE(paper);
    return paper.refusal().code;
}

}  // namespace

TEST_CASE("PG-23.1: a certificate from the record prints what the result is, in both languages")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        const print::Document card = it.page("certificate", k_passed, "card");
        CHECK(has_row(card, "1|القرآن الكريم|100|50|45|45|90|تسعون درجة"));
        CHECK(has_row(card, "2|التاريخ|100|40|35|40|75|خمس وسبعون درجة"));
        const std::string text = read_flat(card);
        for (const std::string part :
             {"بطاقة درجات", "أحمد سعد الحربي", "الثاني المتوسط", "المعدل: ٨٢٫٥٠",
              "القرار: ناجح، ينتقل إلى الصف الثالث المتوسط", "متوسطة الدرعية"})
            CHECK_MESSAGE(has(text, part), part);
        // PG-13.4: the scale is not confirmed.
        CHECK_FALSE(has(text, "جيد"));
        // A stage ends with grades 6, 9 and 12.
        CHECK(refused(it.of_student("certificate", k_passed, "certificate",
                                    documents::Stage::draft)) == RefusalCode::value_not_listed);
        REQUIRE(test.database().write(k_school, [](Session& session) {
            session.execute("UPDATE study_plan SET grade = 9 WHERE school_id = 1");
        }));
        const auto english = it.of_student("certificate", k_passed, "certificate",
                                           documents::Stage::draft, print::Language::english);
        REQUIRE(english);
        CHECK(english->content.title == "Certificate of the end of a stage");
        CHECK(english->content.lines[1] == documents::ContentLine{"History", "75"});
    });
}

TEST_CASE(
    "PG-23.1: a certificate has the identity, the total and the days of absence of the record")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        // Nobody keeps the rolls of the class: no word of absence.
        CHECK_FALSE(has(read_flat(it.page("certificate", k_passed, "card")), "أيام الغياب"));
        REQUIRE(test.database().write(k_school, [](Session& session) {
            session.execute("UPDATE student SET birth_day = '1992-06-02', sex = 'female' "
                            "WHERE school_id = 1 AND student_id = 11");
            session.execute("INSERT INTO identity_paper (school_id, identity_paper_id, student_id, "
                            "kind, number, issued_by) VALUES (1, 1, 11, 'national_id', "
                            "'1098765430', 'x')");
            session.execute("INSERT INTO staff_member (school_id, staff_member_id, name_ar, "
                            "name_en, search_name, sort_key, joined_on) VALUES (1, 1, "
                            "'سلطان الدوسري', 'Sultan Aldosari', 'n', $1, '2005-09-10')",
                            database::Bytes{});
            session.execute("INSERT INTO appointment (school_id, appointment_id, staff_member_id, "
                            "role, first_day, decision) VALUES (1, 1, 1, 'control_head', "
                            "'2005-09-10', '1')");
            session.execute("INSERT INTO term (school_id, school_year_id, number, first_day, "
                            "last_day) VALUES (1, 2, 1, '2005-09-10', '2006-01-25'), "
                            "(1, 2, 2, '2006-02-11', '2006-06-28')");
            for (const int weekday : {0, 1, 2, 3, 6})
                session.execute("INSERT INTO school_weekday (school_id, school_year_id, weekday) "
                                "VALUES (1, 2, $1)",
                                static_cast<std::int64_t>(weekday));
            session.execute("INSERT INTO roll (school_id, roll_id, school_year_id, class_id, day, "
                            "slot, period, subject, sitting, taken_at, taken_by, role) VALUES "
                            "(1, 1, 2, 3, '2005-10-01', 'day', 0, '', '', '2005-10-01T06:00:00Z', "
                            "1, 'registrar')");
            session.execute("INSERT INTO attendance_entry (school_id, attendance_entry_id, "
                            "student_id, school_year_id, roll_id, day, slot, period, subject, "
                            "sitting, status) VALUES (1, 1, 11, 2, 1, '2005-10-01', 'day', 0, '', "
                            "'', 'absent')");
        }));
        const print::Document card = it.page("certificate", k_passed, "card");
        // 90 + 75.
        CHECK(has_row(card, "المجموع|165 / 200"));
        const std::string text = read_flat(card);
        for (const std::string part :
             {"رقم الهوية: 1098765430", "الجنسية: سعودية", "١ ذو الحجة ١٤١٢ هـ",
              "بعذر ٠ · بغير عذر ١", "سلطان الدوسري"})
            CHECK_MESSAGE(has(text, part), part);
        const auto issued = it.of_student("certificate", k_passed, "card");
        REQUIRE(issued);
        const std::string western =
            text_of_pdf(pdf_of(issued->printed(saudi_issuer(), arabic_issue())));
        CHECK(has(western, "165 / 200"));
        // A notice says who he is and no more of him.
        const std::string notice = read_flat(it.page("result_notice", k_second_round, ""));
        CHECK_FALSE(has(notice, "الجنسية"));
        // 27 of 100 and nothing missing: the total of who has not passed stands too.
        CHECK(has_row(it.page("certificate", k_second_round, "notice"), "المجموع|117 / 200"));
    });
}

TEST_CASE("PG-16.B.1: an exempt subject has no mark on a certificate, and no part in its total")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        REQUIRE(test.database().write(k_school, [](Session& session) {
            session.execute("INSERT INTO exemption (school_id, exemption_id, student_id, "
                            "school_year_id, subject, ground, document, first_day) VALUES "
                            "(1, 1, 11, 2, 'HIS', 'medical', '7', '2005-09-10')");
        }));
        const print::Document card = it.page("certificate", k_passed, "card");
        CHECK(has_row(card, "2|التاريخ|100|40|معفى|معفى|معفى|–"));
        CHECK(has_row(card, "المجموع|90 / 100"));
        const auto sheet = it.of_class("result_sheet", "draft");
        REQUIRE(sheet);
        CHECK(has_row(sheet->printed(saudi_issuer(), arabic_draft()),
                      "1|أحمد سعد الحربي|90|معفى|90|ناجح"));
    });
}

TEST_CASE(
    "PG-17.D.23: who has not passed gets a notice of the result, neither card nor certificate")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        const std::string text = read_flat(it.page("certificate", k_second_round, "card"));
        CHECK(has(text, "إشعار نتيجة"));
        CHECK(has(text, "القرار: مكمل"));
        CHECK_FALSE(has(text, "ينتقل"));
    });
}

TEST_CASE(
    "SR-7.4: the subject that was tolerated is named to the guardian alone, from the record too")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        CHECK(has(read_flat(it.page("certificate", k_tolerated, "guardian")),
                  "برنامج علاجي في: التاريخ"));
        CHECK_FALSE(has(read_flat(it.page("certificate", k_tolerated, "notice")), "برنامج"));
    });
}

TEST_CASE("PG-16.F.8: the notice that belongs to the decision is filled in from the record")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        // 15 of 50 and 12 of 50 with a minimum of 40: both terms, out of 30 + 30.
        CHECK(
            has_row(it.page("result_notice", k_second_round, ""), "1|التاريخ|كامل المقرر|60|-|-"));
        CHECK(has(read_flat(it.page("result_notice", k_passed, "")), "بطاقة تهنئة"));
    });
}

TEST_CASE("PG-17.D.22: the lists and the sheet of a class from the record")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        const auto rows = [&](const char* kind, const char* part) {
            const auto paper = it.of_class(kind, part);
            REQUIRE(paper);
            return rows_of(paper->printed(saudi_issuer(), arabic_draft()));
        };
        const std::vector<std::string> passed = rows("success_list", "successful");
        REQUIRE(passed.size() == 3);
        CHECK(passed[1] == "1|أحمد سعد الحربي|ب|ناجح");
        CHECK(passed[2] == "2|تركي فهد الدوسري|ب|ناجح");
        const std::vector<std::string> completing = rows("success_list", "second_round");
        REQUIRE(completing.size() == 2);
        CHECK(completing[1] == "1|بدر علي القحطاني|ب|التاريخ (كامل المقرر)");
        const std::vector<std::string> draft = rows("result_sheet", "draft");
        REQUIRE(draft.size() == 4);
        CHECK(draft[2] == "2|بدر علي القحطاني|90|27 [م]|117|مكمل");
    });
}

TEST_CASE("SR-9.4: a transcript has approved results alone, and of a withheld one no mark")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        CHECK(refused(it.of_student("transcript", k_passed, "marks")) ==
              RefusalCode::result_not_published);
        CHECK(refused(it.of_student("certificate", k_passed, "card", documents::Stage::issue)) ==
              RefusalCode::result_not_published);
        REQUIRE(it.write([&](school::Changes& changes) {
            return it.publications.publish(
                changes, k_school,
                {.class_id = k_class, .visible_from = k_visible, .leave_out = {}});
        }));
        CHECK(it.of_student("certificate", k_passed, "card", documents::Stage::issue));
        const print::Document open = it.page("transcript", k_passed, "marks");
        CHECK(has_row(open, "التاريخ|100|40|75"));

        REQUIRE(it.write([&](school::Changes& changes) {
            return it.publications.withhold(changes, {k_school, k_passed}, k_year, true, "case",
                                            "7");
        }));
        CHECK(refused(it.of_student("certificate", k_passed, "card", documents::Stage::issue)) ==
              RefusalCode::result_withheld);
        const print::Document withheld = it.page("transcript", k_passed, "marks");
        CHECK(has_row(withheld, "التاريخ|100|40|محجوزة"));
        CHECK(has(read_flat(withheld), "النتيجة: النتيجة محجوزة"));
        // PG-G.44: on neither list, and without a total on the sheet.
        const auto list = it.of_class("success_list", "successful");
        REQUIRE(list);
        CHECK(rows_of(list->printed(saudi_issuer(), arabic_draft())).size() == 2);
        const auto sheet = it.of_class("result_sheet", "draft");
        REQUIRE(sheet);
        CHECK(has_row(sheet->printed(saudi_issuer(), arabic_draft()),
                      "1|أحمد سعد الحربي|90|75|ح|النتيجة محجوزة"));
    });
}

TEST_CASE(
    "PG-G.44: while a result is withheld the student is told what he completes, or that he passed, "
    "with the Ministry's sentence, and gets no certificate")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        const char* const notice = "withheld_notice";
        const std::string sentence =
            "الوزارة ليست ملزمة باحتساب نتيجة الطالب في حالة صدور عقوبة الحرمان في حقه";
        const auto withhold = [&](std::int64_t student, bool is_withheld, const char* decision) {
            REQUIRE(it.write([&](school::Changes& changes) {
                return it.publications.withhold(changes, {k_school, student}, k_year, is_withheld,
                                                "case", decision);
            }));
        };
        REQUIRE(it.write([&](school::Changes& changes) {
            return it.publications.publish(
                changes, k_school,
                {.class_id = k_class, .visible_from = k_visible, .leave_out = {}});
        }));
        // Nothing is withheld: there is nothing to tell, in a draft neither.
        for (const auto stage : {documents::Stage::draft, documents::Stage::issue}) {
            const auto none = it.of_student(notice, k_passed, "", stage);
            CHECK(refused(none) == RefusalCode::facts_incomplete);
            CHECK(none.refusal().clause == "PG-G.44");
            CHECK(none.refusal().arguments.front().second == "paper.withholding");
        }
        withhold(k_passed, true, "1447/212");
        withhold(k_second_round, true, "1447/213");

        const auto completing = it.of_student(notice, k_second_round, "", documents::Stage::issue);
        REQUIRE(completing);
        CHECK(completing->content.title == "إشعار مواد الإكمال – نتيجة محجوزة");
        const print::Document page = completing->printed(saudi_issuer(), arabic_issue());
        CHECK(has_row(page, "1|التاريخ|كامل المقرر|60|-|-"));
        const std::string text = read_flat(page);
        for (const std::string& part : {sentence, std::string("بدر علي القحطاني"),
                                        std::string("رقم القضية: 1447/213"), std::string("مكمل")})
            CHECK_MESSAGE(has(text, part), part);
        CHECK_FALSE(has(text, "117"));

        const auto passed = it.of_student(notice, k_passed, "", documents::Stage::issue);
        REQUIRE(passed);
        CHECK(passed->content.title == "إشعار نتيجة – ناجح – نتيجة محجوزة");
        // What is signed says no more than that it is withheld.
        REQUIRE(passed->content.lines.size() == 1);
        CHECK(passed->content.lines[0].value == "النتيجة محجوزة");
        print::Document card = passed->printed(saudi_issuer(), arabic_issue());
        CHECK(rows_of(card).empty());
        CHECK(has(read_flat(card), sentence));
        CHECK(has(read_flat(card), "النتيجة: ناجح"));
        // No template takes the sentence away or changes it.
        documents::PaperLook look;
        look.closing = "الوزارة ملزمة";
        look.signatures = {{"", "غيره"}};
        documents::put_on(look, card);
        CHECK(has(read_flat(card), sentence));
        const auto english =
            it.of_student(notice, k_passed, "", documents::Stage::issue, print::Language::english);
        REQUIRE(english);
        CHECK(has(read_flat(english->printed(saudi_issuer_in_english(), english_issue())),
                  "The Ministry is not bound"));

        CHECK(refused(it.of_student("certificate", k_passed, "card", documents::Stage::issue)) ==
              RefusalCode::result_withheld);
        CHECK(refused(it.of_student("result_notice", k_second_round, "",
                                    documents::Stage::issue)) == RefusalCode::result_withheld);

        // Released, the notice is none any more and the certificate is given.
        withhold(k_passed, false, "1447/220");
        CHECK(refused(it.of_student(notice, k_passed, "", documents::Stage::issue)) ==
              RefusalCode::facts_incomplete);
        CHECK(it.of_student("certificate", k_passed, "card", documents::Stage::issue));
    });
}

TEST_CASE("PG-G.44: a notice of a withheld result waits for an approved one, and who failed "
          "outright gets none")
{
    on_both_databases([](TestDatabase& test) {
        PrintingSchool it(test);
        const auto withhold = [&](std::int64_t student) {
            REQUIRE(it.write([&](school::Changes& changes) {
                return it.publications.withhold(changes, {k_school, student}, k_year, true, "case",
                                                "7");
            }));
        };
        withhold(k_passed);
        CHECK(refused(it.of_student("withheld_notice", k_passed, "", documents::Stage::issue)) ==
              RefusalCode::result_not_published);
        // A draft shows what it would be.
        CHECK(it.of_student("withheld_notice", k_passed, ""));
        // History 10 + 8 of coursework and 4 in the second round: 22 of 40.
        std::string year = saudi_year(R"("10", "5", "8", "4")");
        year.insert(1, R"("second_round": {"HIS": "4"}, )");
        it.facts.json[k_passed] = year;
        const auto failed = it.of_student("withheld_notice", k_passed, "");
        CHECK(refused(failed) == RefusalCode::facts_incomplete);
        CHECK(failed.refusal().arguments.front().second == "paper.held_outcome");
    });
}
