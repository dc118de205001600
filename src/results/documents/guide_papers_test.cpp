// The papers of the guide from the record: a year is entered as people enter it, and each paper says what the record has.
#include "results/documents/guide_papers.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/paper_kinds.h"
#include "results/documents/follow_up_register_source.h"
#include "tests/support/recorded_school.h"
#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

const RecordedYear k_year{.name = "1425-1426",
                          .first_day = "2004-09-11",
                          .term_1_last_day = "2005-01-19",
                          .term_2_first_day = "2005-02-05",
                          .last_day = "2005-06-15",
                          .today = "2005-06-15"};

// After its end, when everything is entered.
RecordedYear ended_year()
{
    RecordedYear year = k_year;
    year.today = "2005-07-01";
    return year;
}

school::PlanSubject subject(const char* code, const char* arabic, const char* english,
                            const char* settings = "{}")
{
    return {.subject = code,
            .name_ar = arabic,
            .name_en = english,
            .group = "OTHER",
            .weekly_periods = 4,
            .settings = settings};
}

// A school with its papers and with members of staff who are appointed.
struct PaperSchool {
    RecordedSchool school;
    Publications publications{school.record_facts, school.rule_sets, {}};
    documents::PaperKinds kinds;
    std::int64_t class_id = 0;

    explicit PaperSchool(TestDatabase& test, const RecordedYear& year = k_year) : school(test, year)
    {
        add_guide_papers(kinds, publications, school.rule_sets);
        add_follow_up_registers(kinds);
    }

    std::int64_t appoint(const char* name, const char* role, bool is_of_class,
                         const char* of_subject = nullptr)
    {
        school::Appointment appointment;
        appointment.staff_member_id = school.add_staff(name);
        appointment.role = role;
        appointment.days.first = day_of("2004-09-11");
        appointment.decision = "1";
        if (is_of_class) {
            appointment.year_id = school.year;
            appointment.class_id = class_id;
        }
        if (of_subject != nullptr)
            appointment.subject = of_subject;
        accepted(school.services->staff.appoint(school.school, school.act(), appointment));
        return appointment.staff_member_id;
    }

    Result<documents::Paper> paper(const char* kind, std::int64_t student, const char* part,
                                   documents::Stage stage = documents::Stage::draft,
                                   print::Language language = print::Language::arabic,
                                   const char* of_subject = "")
    {
        documents::PaperOrder order;
        order.subject = of_subject;
        order.school = school.school;
        order.school_year_id = school.year;
        order.class_id = class_id;
        if (student != 0)
            order.student_id = student;
        order.part = part;
        order.stage = stage;
        order.language = language;
        order.at = school.clock.now();
        order.today = school.act().today;
        return school.record->read(
            [&](database::Session& session) { return kinds.find(kind)->fill(session, order); });
    }
    print::Document page(const char* kind, std::int64_t student, const char* part)
    {
        const auto made = paper(kind, student, part);
        if (!made)
            FAIL(to_code_text(made.refusal().code));
        return made->printed(saudi_issuer(), arabic_draft());
    }
    std::string refused(const char* kind, std::int64_t student, const char* part,
                        documents::Stage stage = documents::Stage::issue)
    {
        return code_of(paper(kind, student, part, stage));
    }

    void publish()
    {
        accepted(school.record->write(school.school, school.act(), [&](school::Changes& changes) {
            return publications.publish(
                changes, school.school,
                {.class_id = class_id, .visible_from = school.clock.now(), .leave_out = {}});
        }));
    }
    void withhold(std::int64_t student)
    {
        accepted(school.record->write(school.school, school.act(), [&](school::Changes& changes) {
            return publications.withhold(changes, {school.school, student}, school.year, true,
                                         "case", "7");
        }));
    }
};

// Grade 1: a minimum skill and another of maths, and physical education in words.
struct EarlySchool : PaperSchool {
    SheetId sheet;

    explicit EarlySchool(TestDatabase& test) : PaperSchool(test)
    {
        class_id = school.add_class(
            school.add_plan(1, "sa_guide",
                            {subject("maths", "الرياضيات", "Mathematics"),
                             subject("physical", "التربية البدنية", "Physical education")}),
            "أ");
        school.make_sheets(class_id,
                           {.regulation = "sa_guide",
                            .grade = 1,
                            .subject = "maths",
                            .part = "skills",
                            .on = day_of("2004-09-11"),
                            .skills = {{.code = "M1", .text = "العد إلى عشرين", .is_minimum = true},
                                       {.code = "M2", .text = "قراءة الساعة"}}});
        sheet = school.sheet(class_id, "maths", 0, "skills");
        for (const char* const skill : {"M1", "M2"})
            accepted(
                school.marks->teach(school.act("teacher", 8), sheet, skill, day_of("2004-10-02")));
        const char* const days[] = {"2004-11-06", "2005-01-19", "2005-04-02", "2005-06-15"};
        for (int number = 1; number <= 4; ++number)
            accepted(school.marks->set_report(school.act(), school.school, class_id, number,
                                              day_of(days[number - 1]), 0));
    }

    void judge(std::int64_t student, const char* skill, int occurrence, const char* value,
               const char* day)
    {
        school.enter(sheet, {{.key = {student, skill, occurrence},
                              .value = value,
                              .assessed_on = day_of(day),
                              .tool = "observation"}});
    }
    std::int64_t add_judged(const char* number, const char* minimum)
    {
        const std::int64_t student =
            school.add_student(class_id, {.number = number, .name = "أحمد سعد محمد الحربي"});
        judge(student, "M1", 1, minimum, "2004-10-20");
        judge(student, "M2", 1, "not_mastered", "2004-10-20");
        return student;
    }
    void teach_all()
    {
        appoint("هيثم الشهراني", "teacher", true, "maths");
        appoint("ماجد الزهراني", "teacher", true, "physical");
        appoint("عبد المحسن الصالح", "class_head", true);
        appoint("إبراهيم آل عبد الكريم", "head_teacher", false);
    }
};

}  // namespace

TEST_CASE("PG-1.52: a periodic report from the record names what is not mastered, by digit and "
          "words alone")
{
    on_both_databases([](TestDatabase& test) {
        EarlySchool it(test);
        const std::int64_t student = it.add_judged("1", "mastered");
        it.teach_all();
        accepted(it.school.cards->describe(
            it.school.act("teacher", 8), it.school.school,
            {.class_id = it.class_id, .student_id = student},
            {.number = 1, .subject = "physical", .heading = "المشاركة", .text = "مشارك فاعل"}));
        // One of two, a half: at least 33 and below 66 of a hundred is level 3 (PG-1.40).
        const print::Document first = it.page("early_grade_card", student, "report_1");
        CHECK(has_row(first, "الرياضيات|3|– قراءة الساعة|هيثم الشهراني"));
        CHECK(has_row(first, "التربية البدنية|المشاركة: " + print::isolated("مشارك فاعل") +
                                 "|ماجد الزهراني"));
        const std::string text = read_flat(first);
        for (const std::string part : {"التقرير الأول", "أحمد سعد محمد الحربي", "الأول الابتدائي",
                                       "عبد المحسن الصالح", "منسوخ بالتقرير رقم ٢"})
            CHECK_MESSAGE(has(text, part), part);
        CHECK_FALSE(has(text, "الرأي النهائي"));
        CHECK_FALSE(has(text, "٪"));
        // Nothing was written about the second report: a place to write in.
        CHECK(has_row(it.page("early_grade_card", student, "report_2"),
                      "التربية البدنية|\n|ماجد الزهراني"));
        const auto english = it.paper("early_grade_card", student, "report_1",
                                      documents::Stage::draft, print::Language::english);
        REQUIRE(english);
        CHECK(english->content.lines == std::vector<documents::ContentLine>{{"Mathematics", "3"}});
    });
}

TEST_CASE("PG-1.60: the final certificate has the class head's opinion, or the options to be "
          "filled in by hand")
{
    on_both_databases([](TestDatabase& test) {
        EarlySchool it(test);
        const std::int64_t moves = it.add_judged("1", "mastered");
        const std::int64_t stays = it.add_judged("2", "not_mastered");
        const std::string open = read_flat(it.page("early_grade_card", moves, "report_4"), 2);
        for (const std::string part :
             {"شهادة نهائية", "(أ) ينتقل الطالب إلى الصف الثاني الابتدائي", "(ت) لا ينتقل"})
            CHECK_MESSAGE(has(open, part), part);
        const auto opine = [&](std::int64_t student, const char* option,
                               std::vector<std::string> remarks) {
            accepted(it.school.cards->opine(
                it.school.act("class_head", 8), it.school.school,
                {.class_id = it.class_id, .student_id = student},
                {.option = option, .remarks = std::move(remarks), .text = ""}));
        };
        opine(moves, "b", {"stuttering"});
        const print::Document told = it.page("early_grade_card", moves, "report_4");
        const std::string with_remarks = read_flat(told, 2);
        CHECK(has(with_remarks, "(ب) ينتقل الطالب إلى الصف الثاني الابتدائي مع ملاحظة ما يلي"));
        CHECK(has(with_remarks, "– التأتأة"));
        CHECK_FALSE(has(with_remarks, "(ت)"));
        // What is missing stands in it as it is, and cannot be shortened.
        const char* const days[] = {"2005-05-25", "2005-06-01"};
        it.judge(stays, "M1", 2, "not_mastered", days[0]);
        for (const char* const with : {"guardian", "committee"})
            accepted(it.school.cards->contact(
                it.school.act("class_head", 8), it.school.school,
                {.class_id = it.class_id, .student_id = stays},
                {.skill = "M1", .with = with, .day = day_of(days[1]), .note = ""}));
        opine(stays, "c", {});
        CHECK(
            has_row(it.page("early_grade_card", stays, "report_4"), "الرياضيات|– العد إلى عشرين"));
    });
}

TEST_CASE("PG-1.44: a report is issued from its day on with every teacher named, the certificate "
          "when it is published")
{
    on_both_databases([](TestDatabase& test) {
        EarlySchool it(test);
        const std::int64_t student = it.add_judged("1", "mastered");
        const std::int64_t unjudged =
            it.school.add_student(it.class_id, {.number = "2", .name = "بدر علي سالم القحطاني"});
        const char* const card = "early_grade_card";
        CHECK(it.refused(card, student, "report_1") == "FACTS_INCOMPLETE");
        it.teach_all();
        CHECK(it.refused(card, student, "report_1") == "accepted");
        CHECK(it.paper(card, student, "report_1", documents::Stage::issue)
                  ->printed(saudi_issuer(), english_issue())
                  .watermark == "Superseded by report no. " + print::isolated("2"));
        CHECK(it.refused(card, unjudged, "report_1") == "SKILLS_UNASSESSED");
        CHECK(it.refused(card, student, "report_4") == "RESULT_NOT_PUBLISHED");
        it.judge(unjudged, "M1", 1, "mastered", "2004-10-20");
        it.judge(unjudged, "M2", 1, "mastered", "2004-10-20");
        it.publish();
        CHECK(it.refused(card, student, "report_4") == "accepted");
        CHECK(it.paper(card, student, "report_4", documents::Stage::issue)
                  ->printed(saudi_issuer(), arabic_issue())
                  .watermark.empty());
        it.withhold(student);
        CHECK(it.refused(card, student, "report_4") == "RESULT_WITHHELD");
        CHECK(it.refused(card, student, "report_1") == "RESULT_WITHHELD");
        // A report whose day has not come.
        it.school.today("2005-04-01");
        CHECK(it.refused(card, unjudged, "report_3", documents::Stage::draft) ==
              "FACTS_INCOMPLETE");
    });
}

namespace {

// Grade 4: monotheism, which is assessed orally, and mathematics with coursework and examination.
struct FourthGrade : PaperSchool {
    explicit FourthGrade(TestDatabase& test) : PaperSchool(test, ended_year())
    {
        class_id = school.add_class(
            school.add_plan(4, "sa_guide",
                            {subject("TWH", "التوحيد", "Monotheism", R"({"min": "50"})"),
                             subject("MTH", "الرياضيات", "Mathematics", R"({"min": "40"})")}),
            "ب");
        for (const char* const code : {"TWH", "MTH"})
            school.make_sheets(class_id, {.regulation = "sa_guide",
                                          .grade = 4,
                                          .subject = code,
                                          .on = day_of("2004-10-01")});
    }

    // Each column of the sheet has this share of its maximum, in hundredths.
    void fill(std::int64_t student, const char* code, int term, const char* part, int hundredths)
    {
        const SheetId of = school.sheet(class_id, code, term, part);
        std::vector<marks::EntryRequest> entries;
        for (const marks::SheetColumn& column : school.columns(of))
            entries.push_back({.key = {student, column.key},
                               .value = marks::to_text(
                                   marks::CentiMark{column.maximum_centi * hundredths / 100})});
        school.enter(of, entries);
    }
    void fill_year(std::int64_t student)
    {
        for (const int term : {1, 2})
            fill(student, "TWH", term, "oral", 80);
        fill_maths(student);
    }
    void fill_maths(std::int64_t student)
    {
        for (const int term : {1, 2}) {
            fill(student, "MTH", term, "coursework", 80);
            fill(student, "MTH", term, "exam", 60);
        }
    }
};

}  // namespace

TEST_CASE("PG-24.T.2: the reports before the year's last are notices that nobody attests")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        const documents::PaperKind& card = *it.kinds.find("early_grade_card");
        using enum documents::PaperKind::Attested;
        for (const char* const part : {"report_1", "report_2", "report_3"})
            CHECK_MESSAGE(card.attested_as(part) == term_notice, part);
        CHECK(card.attested_as("report_4") == school_document);
        CHECK(it.kinds.find("oral_notice")->attested_as("term_1") == school_document);
    });
}

TEST_CASE("PG-24.W.1: the skills notice names what is mastered on its day, without waiting for a "
          "publication")
{
    on_both_databases([](TestDatabase& test) {
        EarlySchool it(test);
        const std::int64_t student = it.add_judged("1", "mastered");
        const std::int64_t other = it.add_judged("2", "not_mastered");
        it.teach_all();
        using documents::Stage;
        const auto made = it.paper("skills_notice", student, "", Stage::issue);
        REQUIRE(made);
        // Of two skills one; physical education has none and is left out.
        REQUIRE(made->content.lines.size() == 1);
        CHECK(made->content.lines[0] == documents::ContentLine{"الرياضيات", "M1"});
        CHECK(has_row(it.page("skills_notice", student, ""),
                      "1|" + print::as_written("M1") + "|العد إلى عشرين|متقنة"));
        CHECK(has_row(it.page("skills_notice", other, ""), "لم تتقن بعد مهارة من هذه المادة."));
        // The second judgement of the skill, later in the year, counts.
        it.judge(other, "M1", 2, "mastered", "2005-02-20");
        CHECK(it.paper("skills_notice", other, "")->content.lines[0].value == "M1");

        it.withhold(student);
        CHECK(it.refused("skills_notice", student, "") == "RESULT_WITHHELD");
    });
}

TEST_CASE(
    "PG-1.55: what is not mastered stands as a note until it is, and who has none has a row too")
{
    on_both_databases([](TestDatabase& test) {
        EarlySchool it(test);
        const std::int64_t student = it.add_judged("1", "not_mastered");
        (void)it.school.add_student(it.class_id, {.number = "2", .name = "بدر سعد محمد الحربي"});
        it.teach_all();
        // Two notes; after one is mastered, one.
        CHECK(has_row(it.page("skill_register", 0, "notes"),
                      "1|أحمد سعد محمد الحربي|العد إلى عشرين (×)\nقراءة الساعة"));
        it.judge(student, "M1", 2, "mastered", "2004-11-20");
        const print::Document notes = it.page("skill_register", 0, "notes");
        CHECK(has_row(notes, "1|أحمد سعد محمد الحربي|قراءة الساعة"));
        CHECK(has_row(notes, "2|بدر سعد محمد الحربي|-"));
        const print::Document matrix = it.page("skill_register", 0, "matrix");
        CHECK(has_row(matrix, "1|أحمد سعد محمد الحربي|ت|لا"));
        CHECK(has_row(matrix, "2|بدر سعد محمد الحربي|–|–"));
        // The same by student: what he lacks, and the whole list.
        CHECK(has_row(it.page("skill_register", 0, "pages"), "1|قراءة الساعة|-|-"));
        CHECK_FALSE(has_row(it.page("skill_register", 0, "pages"), "2|قراءة الساعة|-|-"));
        CHECK(has_row(it.page("skill_register", 0, "lists"),
                      "1|" + print::as_written("M1") + "|العد إلى عشرين|×|ت"));
        CHECK(has_row(it.page("skill_register", 0, "lists"),
                      "2|" + print::as_written("M2") + "|قراءة الساعة|-|لا"));
        // One subject alone; of one that goes by words there is no such register.
        CHECK(it.paper("skill_register", 0, "matrix", documents::Stage::draft,
                       print::Language::arabic, "maths"));
        CHECK(code_of(it.paper("skill_register", 0, "matrix", documents::Stage::draft,
                               print::Language::arabic, "physical")) == "FACTS_INCOMPLETE");
    });
}

TEST_CASE("PG-24.W.1: a year by marks has no skills notice")
{
    TestDatabase test(TestBackend::sqlite);
    PaperSchool it(test);
    it.class_id = it.school.add_class(
        it.school.add_plan(4, "sa_guide", {subject("MTH", "الرياضيات", "Mathematics")}), "أ");
    const std::int64_t student =
        it.school.add_student(it.class_id, {.number = "1", .name = "أحمد سعد محمد الحربي"});
    CHECK(it.refused("skills_notice", student, "") == "FACTS_INCOMPLETE");
}

TEST_CASE("PG-4.10: the notice on oral subjects has each skill in words, and no number")
{
    on_both_databases([](TestDatabase& test) {
        FourthGrade it(test);
        const std::int64_t student =
            it.school.add_student(it.class_id, {.number = "1", .name = "أحمد سعد محمد الحربي"});
        const char* const notice = "oral_notice";
        it.appoint("هيثم الشهراني", "teacher", true, "TWH");
        const SheetId oral = it.school.sheet(it.class_id, "TWH", 1, "oral");
        const auto& columns = it.school.columns(oral);
        REQUIRE(columns.size() >= 3);
        const auto enter = [&](std::size_t column, std::int64_t centi) {
            it.school.enter(oral, {{.key = {student, columns[column].key},
                                    .value = marks::to_text(marks::CentiMark{centi})}});
        };
        // Exactly nine tenths, just below them, and nothing yet.
        const std::int64_t nine_tenths = columns[0].maximum_centi * 9 / 10;
        enter(0, nine_tenths);
        enter(1, columns[1].maximum_centi * 9 / 10 - 25);
        const print::Document page = it.page(notice, student, "term_1");
        CHECK(has_row(page, "التوحيد|" + columns[0].label_ar + "|متقن|-|هيثم الشهراني"));
        CHECK(has_row(page, columns[1].label_ar + "|متمكن"));
        CHECK(has_row(page, columns[2].label_ar + "|لم يقوَّم بعد"));
        for (const std::string& row : rows_of(page))
            CHECK(row.find_first_of("0123456789") == std::string::npos);
        // PG-4.6: the last period's waits for the results.
        CHECK(it.refused(notice, student, "term_1") == "RESULT_NOT_PUBLISHED");
        for (std::size_t column = 2; column < columns.size(); ++column)
            enter(column, columns[column].maximum_centi);
        it.fill(student, "TWH", 2, "oral", 80);
        it.fill_maths(student);
        it.publish();
        CHECK(it.refused(notice, student, "term_1") == "accepted");
        it.withhold(student);
        CHECK(it.refused(notice, student, "term_2") == "RESULT_WITHHELD");
    });
}

TEST_CASE("PG-4.10: who has no oral subject in the term gets no notice")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.class_id = it.school.add_class(
            it.school.add_plan(9, "sa_guide",
                               {subject("ENG", "اللغة الإنجليزية", "English", R"({"min": "40"})")}),
            "أ");
        it.school.make_sheets(
            it.class_id,
            {.regulation = "sa_guide", .grade = 9, .subject = "ENG", .on = day_of("2004-10-01")});
        const std::int64_t student = it.school.add_student(it.class_id, {.number = "1"});
        CHECK(it.refused("oral_notice", student, "term_1", documents::Stage::draft) ==
              "FACTS_INCOMPLETE");
    });
}

TEST_CASE("PG-17.D.10: the sheets of subjects have the marks of the record and the sums of the "
          "regulation")
{
    on_both_databases([](TestDatabase& test) {
        FourthGrade it(test);
        const std::int64_t first =
            it.school.add_student(it.class_id, {.number = "1", .name = "أحمد سعد محمد الحربي"});
        const std::int64_t second =
            it.school.add_student(it.class_id, {.number = "2", .name = "بدر علي سالم القحطاني"});
        const char* const sheets = "subject_sheet";
        CHECK(it.refused(sheets, 0, "coursework_1") == "FACTS_INCOMPLETE");
        it.fill_year(first);
        it.fill(second, "MTH", 1, "coursework", 50);
        const std::vector<std::string> clean = rows_of(it.page(sheets, 0, "clean_1"));
        // Two subjects, a head and two students each. 80 hundredths of 20 and 60 of 30: 16 + 18.
        REQUIRE(clean.size() == 6);
        CHECK(clean[4] == "1|أحمد سعد محمد الحربي|16|18|34|-");
        CHECK(clean[5] == "2|بدر علي سالم القحطاني|10|—|—|-");
        const std::vector<std::string> final = rows_of(it.page(sheets, 0, "final"));
        CHECK(final[4] == "1|أحمد سعد محمد الحربي|34|34|68|-");
        CHECK(final[5] == "2|بدر علي سالم القحطاني|—|—|—|-");
        const print::Document work = it.page(sheets, 0, "coursework_1");
        CHECK(rows_of(work)[4].ends_with("|16|-"));
        CHECK(has(read_flat(work, 2), "التوحيد"));
    });
}

TEST_CASE("PG-17.D.10: sheets of subjects stand when teacher and reviewer have signed them all")
{
    on_both_databases([](TestDatabase& test) {
        FourthGrade it(test);
        const std::int64_t student =
            it.school.add_student(it.class_id, {.number = "1", .name = "أحمد سعد محمد الحربي"});
        it.fill_year(student);
        const std::int64_t teacher = it.appoint("هيثم الشهراني", "teacher", true, "TWH");
        const std::int64_t reviewer = it.appoint("سلطان الدوسري", "teacher", true, "MTH");
        const auto sign = [&](const char* code, const char* part, marks::SignatureKind kind,
                              std::int64_t person) {
            const SheetId of = it.school.sheet(it.class_id, code, 1, part);
            const std::int64_t version = it.school.record->read([&](database::Session& session) {
                return session
                    .find_one("SELECT version FROM mark_sheet WHERE school_id = $1 "
                              "AND mark_sheet_id = $2",
                              of.school, of.value)
                    ->integer("version");
            });
            accepted(
                it.school.marks->sign(it.school.act("teacher", person, person), of, kind, version));
        };
        const auto alone = [&](const char* code) {
            return it.paper("subject_sheet", 0, "clean_1", documents::Stage::issue,
                            print::Language::arabic, code);
        };
        for (const auto& [code, part] :
             {std::pair{"TWH", "oral"}, {"MTH", "coursework"}, {"MTH", "exam"}}) {
            CHECK(it.refused("subject_sheet", 0, "clean_1") == "FACTS_INCOMPLETE");
            // One alone stands as soon as its own sheets are signed.
            CHECK_EQ(static_cast<bool>(alone("TWH")), std::string_view(code) != "TWH");
            CHECK_FALSE(alone("MTH"));
            sign(code, part, marks::SignatureKind::teacher, teacher);
            sign(code, part, marks::SignatureKind::reviewer, reviewer);
        }
        const auto paper = it.paper("subject_sheet", 0, "clean_1", documents::Stage::issue);
        REQUIRE(paper);
        const print::Document sheet = paper->printed(saudi_issuer(), arabic_issue());
        CHECK(sheet.watermark.empty());
        const std::string text = read_flat(sheet, 2);
        CHECK(has(text, "هيثم الشهراني"));
        CHECK(has(text, "سلطان الدوسري"));
        // The second term's are not signed: their draft has its mark.
        const auto one = alone("MTH");
        REQUIRE(one);
        CHECK(one->content.lines.size() == 1);
        const std::string of_one = read_flat(one->printed(saudi_issuer(), arabic_issue()));
        CHECK(has(of_one, "الرياضيات"));
        CHECK_FALSE(has(of_one, "التوحيد"));
        const auto unknown = alone("XYZ");
        REQUIRE_FALSE(unknown);
        CHECK(unknown.refusal().code == RefusalCode::value_not_listed);
        CHECK(unknown.refusal().arguments.back().second.find("MTH") != std::string::npos);
        CHECK_FALSE(it.page("subject_sheet", 0, "clean_2").watermark.empty());
    });
}

TEST_CASE("PG-7.2: a Saudi stands with his identity card, anybody else with his passport, and the "
          "sheet waits for both")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.class_id = it.school.add_class(
            it.school.add_plan(12, "sa_guide", {subject("ENG", "اللغة الإنجليزية", "English")}),
            "أ");
        const std::int64_t saudi =
            it.school.add_student(it.class_id, {.number = "1",
                                                .name = "أحمد سعد محمد الحربي",
                                                .nationality = "SA",
                                                .birth_day = "1987-06-02"});
        const std::int64_t jordanian = it.school.add_student(
            it.class_id, {.number = "2", .name = "أنس محمود إبراهيم الخطيب", .nationality = "JO"});
        const char* const sheet = "identity_sheet";
        const auto add = [&](std::int64_t student, const char* kind, const char* number) {
            school::IdentityPaper paper;
            paper.student_id = student;
            paper.kind = kind;
            paper.number = number;
            paper.issued_by = "x";
            paper.is_confirmed = true;
            accepted(
                it.school.services->students.add_paper(it.school.school, it.school.act(), paper));
        };
        add(saudi, "passport", "A1234567");
        add(jordanian, "passport", "N00123456");
        // PG-7.2: a Saudi is not matched with a passport.
        CHECK(it.refused(sheet, 0, "") == "FACTS_INCOMPLETE");
        CHECK(has_row(it.page(sheet, 0, ""),
                      "1|-|أحمد سعد محمد الحربي|بطاقة الأحوال|-|5/10/1407|-|سعودي|-"));
        add(saudi, "national_id", "1098765430");
        const auto paper = it.paper(sheet, 0, "", documents::Stage::issue);
        REQUIRE(paper);
        const print::Document stands = paper->printed(saudi_issuer(), arabic_issue());
        CHECK(stands.watermark.empty());
        CHECK(has_row(stands, "1|-|أحمد سعد محمد الحربي|بطاقة الأحوال|" +
                                  print::as_written("1098765430") + "|5/10/1407|-|سعودي|-"));
        CHECK(has_row(stands, "2|-|أنس محمود إبراهيم الخطيب|جواز السفر|" +
                                  print::as_written("N00123456") + "|-|-|أردني|-"));
        // Both sets of digits.
        CHECK(has(text_of_pdf(pdf_of(stands)), "5/10/1407"));
        CHECK(has(read_flat(it.page(sheet, 0, "")), "٥/١٠/١٤٠٧"));
    });
}

TEST_CASE("PG-7.2: the sheet of identity data belongs to the last secondary grade")
{
    on_both_databases([](TestDatabase& test) {
        FourthGrade it(test);
        CHECK(it.refused("identity_sheet", 0, "", documents::Stage::draft) == "GRADE_NOT_COVERED");
    });
}
