// Every paper of results with the longest names and most subjects that a school may have, with marks that are missing and an
// exemption: nothing is cut, lies over something else or beyond the page.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "documents/paper_kinds.h"
#include "results/documents/result_papers.h"
#include "results/honours.h"
#include "tests/support/project_files.h"
#include "tests/support/read_pdf.h"
#include "tests/support/recorded_school.h"
#include "tests/support/saudi_paper.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

const std::vector<std::string> k_first_name = {"عبد الرحمن", "عبد العزيز", "عبد اللطيف",
                                               "عبد المحسن", "آل الشيخ مبارك القحطاني"};
const std::vector<std::string> k_second_name = {"إسماعيل", "عبد المتعالي", "عبد الوهاب",
                                                "نور الدين", "السليماني الشمراني"};
const std::vector<std::string> k_third_name = {"يزيد", "عبد الإله", "مساعد", "عبد الكريم",
                                               "آل عبد اللطيف العنزي"};
const char* const k_teacher = "عبد المحسن بن عبد اللطيف بن عبد الرحمن آل عبد الكريم الصالح";

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : " ") + part;
    return text;
}

// A class of one plan with three students of long names, whose papers are all drawn.
class LongSchool {
public:
    LongSchool(TestDatabase& test, RecordedYear year, std::int64_t grade,
               const std::string& regulation, const std::vector<school::PlanSubject>& subjects,
               const FactsSource* facts = nullptr)
        : test_(test),
          school_(test, year),
          publications_(facts != nullptr ? *facts : school_.record_facts, school_.rule_sets, {}),
          grade_(grade),
          regulation_(regulation),
          subjects_(subjects)
    {
        add_result_papers(kinds_, publications_, school_.rule_sets);
        first_day_ = year.first_day;
        class_id_ = school_.add_class(school_.add_plan(grade, regulation, subjects), "أ");
        for (const auto& name : {k_first_name, k_second_name, k_third_name})
            students_.push_back(add_student(name));
        for (const char* const role : {"head_teacher", "control_head"})
            appoint(role, nullptr);
        appoint("class_head", nullptr);
        for (const school::PlanSubject& subject : subjects)
            appoint("teacher", &subject.subject);
    }

    void make_sheets(const std::function<void(marks::SchemeRequest&)>& set = {})
    {
        for (const school::PlanSubject& subject : subjects_) {
            marks::SchemeRequest request{.regulation = regulation_,
                                         .grade = static_cast<int>(grade_),
                                         .subject = subject.subject,
                                         .on = day_of(first_day_.c_str()) + 30};
            if (set)
                set(request);
            school_.make_sheets(class_id_, request);
        }
    }

    // Each column of the subject's sheets has this share of its maximum, in hundredths.
    void fill(std::size_t student, const std::string& subject, int hundredths)
    {
        for (const int term : {1, 2})
            for (const char* const part : {"coursework", "exam", "oral"}) {
                // Of an oral subject the exam is that of affiliated students.
                const bool is_theirs = std::string_view(part) == "exam" &&
                                       school_.has_sheet(class_id_, subject, term, "oral");
                if (is_theirs || !school_.has_sheet(class_id_, subject, term, part))
                    continue;
                const SheetId of = school_.sheet(class_id_, subject, term, part);
                std::vector<marks::EntryRequest> entries;
                for (const marks::SheetColumn& column : school_.columns(of)) {
                    const std::int64_t share = column.maximum_centi * hundredths / 100;
                    const marks::CentiMark mark{share - share % column.step_centi};
                    entries.push_back(
                        {.key = {students_[student], column.key}, .value = marks::to_text(mark)});
                }
                school_.enter(of, entries);
            }
    }

    void exempt(std::size_t student, const std::string& subject)
    {
        REQUIRE(test_.database().write(school_.school, [&](database::Session& session) {
            session.execute(
                "INSERT INTO exemption (school_id, exemption_id, student_id, school_year_id, "
                "subject, ground, document, first_day) VALUES ($1, 1, $2, $3, $4, 'medical', '7', "
                "$5)",
                school_.school, students_[student], school_.year, subject, first_day_);
        }));
    }

    // The paper of a student, or of the class; the words that must stand on it whole.
    void check(const std::string& kind, const std::string& part, std::optional<std::size_t> student,
               print::Language language = print::Language::arabic)
    {
        CAPTURE(kind);
        CAPTURE(part);
        documents::PaperOrder order;
        order.school = school_.school;
        order.school_year_id = school_.year;
        order.class_id = class_id_;
        if (student)
            order.student_id = students_[*student];
        order.part = part;
        order.entry = entry_;
        order.language = language;
        order.at = school_.clock.now();
        order.today = school_.act().today;
        const auto paper = school_.record->read(
            [&](database::Session& session) { return kinds_.find(kind)->fill(session, order); });
        if (!paper) {
            FAIL_CHECK(to_code_text(paper.refusal().code));
            return;
        }
        drawn_.insert(kind);
        documents::Printing printing =
            language == print::Language::english ? english_issue() : arabic_issue();
        const print::Document document = paper->printed(saudi_issuer(), printing);
        print::Printer printer;
        const auto made = printer.print(document);
        REQUIRE(made);
        CHECK(made->unknown_characters.empty());
        CHECK(joined(made->broken_words) == "");
        // A certificate to hang up is one page.
        if (kind == k_honours_paper)
            CHECK(made->pages == 1);
        CHECK(misplaced_words_of_pdf(made->pdf) == "");
        std::string text = ' ' + text_of_pdf(made->pdf) + ' ';
        for (char& one : text)
            if (one == '\n')
                one = ' ';
        if (language == print::Language::arabic)
            for (const std::string& word : words_of(student))
                CHECK_MESSAGE(text.find(' ' + comparable(word) + ' ') != std::string::npos, word);
        if (const char* const folder = std::getenv("TAQWIM_PAPERS"))
            std::ofstream(std::string(folder) + '/' + regulation_ + '_' + kind + '_' + part +
                              (language == print::Language::english ? "_en" : "") + ".pdf",
                          std::ios::binary)
                << made->pdf;
    }

    [[nodiscard]] const std::set<std::string>& drawn() const { return drawn_; }
    [[nodiscard]] const documents::PaperKinds& kinds() const { return kinds_; }
    [[nodiscard]] RecordedSchool& school() { return school_; }
    [[nodiscard]] std::int64_t class_id() const { return class_id_; }
    [[nodiscard]] std::int64_t student(std::size_t index) const { return students_[index]; }

    // An honour of the longest text, whose certificate is drawn.
    void honour(std::size_t student, const std::string& authority)
    {
        HonourRegister honours(*school_.record, school_.rule_sets);
        HonourAsked asked;
        asked.student_id = students_[student];
        for (int i = 0; i < 5; ++i) {
            asked.for_what_ar += "مشاركته في معرض البحوث العلمية ومبادراته";
            asked.for_what_en += "his work in the fair of research papers ";
        }
        asked.decision = "1447/000000212/" + authority;
        asked.decided_on = school_.act().today;
        asked.authority = authority;
        entry_ =
            id_in(honours.enter(school_.act(), school_.school, school_.year, asked), "honour_id");
        check(k_honours_paper, "", student);
        check(k_honours_paper, "", student, print::Language::english);
        entry_.reset();
    }

    void publish(std::vector<std::int64_t> leave_out)
    {
        accepted(
            school_.record->write(school_.school, school_.act(), [&](school::Changes& changes) {
                return publications_.publish(changes, school_.school,
                                             {.class_id = class_id_,
                                              .visible_from = school_.clock.now(),
                                              .leave_out = std::move(leave_out)});
            }));
    }

    void withhold(std::int64_t student, bool is_withheld = true)
    {
        accepted(
            school_.record->write(school_.school, school_.act(), [&](school::Changes& changes) {
                return publications_.withhold(changes, {school_.school, student}, school_.year,
                                              is_withheld, "case", "1447/000000212");
            }));
    }

private:
    std::int64_t add_student(const std::vector<std::string>& name)
    {
        school::Student student;
        student.number = std::to_string(students_.size() + 1);
        student.name_parts = name;
        student.name_en = "Abdulrahman Abdulaziz Abdullatif Abdulmohsen Al Alshaikh Mubarak";
        student.sex = "male";
        student.nationality = "SA";
        student.birth_day = day_of("1990-06-02");
        school::IdentityPaper paper;
        paper.kind = "passport";
        paper.number = "N0012345" + student.number;
        paper.issued_by = "x";
        const std::int64_t id =
            id_in(school_.services->students.add(school_.school, school_.act(), student, {paper}),
                  "student_id");
        school::Enrolment enrolment;
        enrolment.student_id = id;
        enrolment.class_id = class_id_;
        enrolment.kind = "regular";
        enrolment.days.first = day_of(first_day_.c_str());
        accepted(school_.services->enrolments.enrol(school_.school, school_.act(), enrolment));
        return id;
    }

    void appoint(const std::string& role, const std::string* subject)
    {
        school::Appointment appointment;
        appointment.staff_member_id = school_.add_staff(k_teacher);
        appointment.role = role;
        appointment.days.first = day_of(first_day_.c_str());
        appointment.decision = "1";
        if (role == "class_head" || subject != nullptr) {
            appointment.year_id = school_.year;
            appointment.class_id = class_id_;
        }
        if (subject != nullptr)
            appointment.subject = *subject;
        accepted(school_.services->staff.appoint(school_.school, school_.act(), appointment));
    }

    // Of a student's paper his name; of a class's none: who stands on it depends on the paper.
    static std::vector<std::string> words_of(std::optional<std::size_t> student)
    {
        std::vector<std::string> words;
        if (!student)
            return words;
        std::string word;
        for (const char one : joined(*student == 0   ? k_first_name
                                     : *student == 1 ? k_second_name
                                                     : k_third_name) +
                                  ' ') {
            if (one != ' ') {
                word += one;
                continue;
            }
            words.push_back(std::exchange(word, {}));
        }
        return words;
    }

    TestDatabase& test_;
    RecordedSchool school_;
    Publications publications_;
    documents::PaperKinds kinds_;
    std::int64_t grade_;
    std::string regulation_;
    std::vector<school::PlanSubject> subjects_;
    std::string first_day_;
    std::int64_t class_id_ = 0;
    std::vector<std::int64_t> students_;
    std::set<std::string> drawn_;
    std::optional<std::int64_t> entry_;
};

school::PlanSubject subject(const std::string& code, const std::string& arabic)
{
    return {.subject = code,
            .name_ar = arabic,
            .name_en = "Principles of Islamic culture and research skills",
            .group = "OTHER",
            .weekly_periods = 2,
            .settings = R"({"min": "50"})"};
}

std::vector<school::PlanSubject> twenty_subjects()
{
    std::vector<school::PlanSubject> all;
    for (int number = 1; number <= 20; ++number)
        all.push_back(subject("S" + std::to_string(number),
                              "القراءة والمحفوظات والنصوص الأدبية " + std::to_string(number)));
    return all;
}

const RecordedYear k_year_1426{.name = "1426-1427",
                               .first_day = "2005-09-10",
                               .term_1_last_day = "2006-01-25",
                               .term_2_first_day = "2006-02-11",
                               .last_day = "2006-06-28",
                               .today = "2006-07-05"};
const RecordedYear k_year_1425{.name = "1425-1426",
                               .first_day = "2004-09-11",
                               .term_1_last_day = "2005-01-19",
                               .term_2_first_day = "2005-02-05",
                               .last_day = "2005-06-15",
                               .today = "2005-06-15"};

const RecordedYear k_kuwaiti_year{.country = "KW",
                                  .name = "2015-2016",
                                  .first_day = "2015-09-13",
                                  .term_1_last_day = "2016-01-23",
                                  .term_2_first_day = "2016-02-07",
                                  .last_day = "2016-06-09",
                                  .year_last_day = "2016-08-31",
                                  .today = "2016-08-01",
                                  .teachers_sex = "women"};

const print::Language k_english = print::Language::english;

// Everything of a year by marks: one passed, one with a second round in many subjects, one exempt and with marks missing.
void draw_year_by_marks(TestDatabase& test, std::set<std::string>& drawn)
{
    LongSchool it(test, k_year_1426, 8, "sa_1426", twenty_subjects());
    it.make_sheets();
    for (int number = 1; number <= 20; ++number) {
        const std::string code = "S" + std::to_string(number);
        it.fill(0, code, 93);
        it.fill(1, code, number % 4 == 0 ? 31 : 88);
        if (number % 5 != 0)
            it.fill(2, code, 77);
    }
    it.exempt(2, "S5");
    for (const char* const part : {"coursework_1", "clean_2", "final"})
        it.check("subject_sheet", part, std::nullopt);
    it.check("subject_sheet", "final", std::nullopt, k_english);
    for (const std::size_t student : {0, 1, 2})
        for (const char* const part : {"notice", "guardian", "card"})
            it.check("certificate", part, student);
    it.check("certificate", "card", 0, k_english);
    for (const std::size_t student : {0, 1}) {
        it.check("result_notice", "", student);
        it.check("result_notice", "", student, k_english);
    }
    for (const std::size_t student : {0, 1}) {
        it.withhold(it.student(student));
        it.check("withheld_notice", "", student);
        it.check("withheld_notice", "", student, k_english);
        it.withhold(it.student(student), false);
    }
    for (const char* const part : {"successful", "second_round"})
        it.check("success_list", part, std::nullopt);
    for (const char* const part : {"draft", "clean"})
        it.check("result_sheet", part, std::nullopt);
    it.check("result_sheet", "clean", std::nullopt, k_english);
    it.honour(0, "ministry");
    it.honour(1, "directorate");
    it.publish({it.student(2)});
    for (const char* const part : {"marks", "status"})
        it.check("transcript", part, 1);
    it.check("transcript", "marks", 1, k_english);
    drawn.insert(it.drawn().begin(), it.drawn().end());
}

void draw_early_grade(TestDatabase& test, std::set<std::string>& drawn)
{
    LongSchool it(test, k_year_1425, 1, "sa_guide",
                  {subject("maths", "الرياضيات ومبادئ الحساب"), subject("arabic", "لغتي الجميلة"),
                   subject("physical", "التربية البدنية والصحية"),
                   subject("art", "التربية الفنية والمهارات اليدوية")});
    RecordedSchool& school = it.school();
    for (const char* const code : {"maths", "arabic"}) {
        marks::SchemeRequest request{.regulation = "sa_guide",
                                     .grade = 1,
                                     .subject = code,
                                     .part = "skills",
                                     .on = day_of("2004-09-11")};
        for (int number = 1; number <= 30; ++number)
            request.skills.push_back(
                {.code = std::string(code) + std::to_string(number),
                 .text = "التمييز بين التاء المفتوحة والتاء المربوطة والهاء في أواخر الكلمات "
                         "كتابة ونطقا " +
                         std::to_string(number),
                 .is_minimum = number % 2 == 0});
        school.make_sheets(it.class_id(), request);
        const SheetId sheet = school.sheet(it.class_id(), code, 0, "skills");
        std::vector<marks::EntryRequest> entries;
        for (const auto& skill : request.skills) {
            accepted(school.marks->teach(school.act("teacher", 8), sheet, skill.code,
                                         day_of("2004-10-02")));
            entries.push_back({.key = {it.student(0), skill.code, 1},
                               .value = "not_mastered",
                               .assessed_on = day_of("2004-10-20"),
                               .tool = "observation"});
        }
        school.enter(sheet, entries);
    }
    const char* const days[] = {"2004-11-06", "2005-01-19", "2005-04-02", "2005-06-15"};
    for (int number = 1; number <= 4; ++number)
        accepted(school.marks->set_report(school.act(), school.school, it.class_id(), number,
                                          day_of(days[number - 1]), 0));
    for (const char* const part : {"report_1", "report_4"}) {
        it.check("early_grade_card", part, 0);
        it.check("early_grade_card", part, 1);
    }
    it.check("early_grade_card", "report_4", 0, k_english);
    it.check("skills_notice", "", 0);
    for (const char* const part : {"notes", "matrix", "pages", "lists"})
        it.check("skill_register", part, std::nullopt);
    it.check("skills_notice", "", 0, k_english);
    drawn.insert(it.drawn().begin(), it.drawn().end());
}

void draw_oral_subjects(TestDatabase& test, std::set<std::string>& drawn)
{
    RecordedYear year = k_year_1425;
    year.today = "2005-07-01";
    LongSchool it(test, year, 4, "sa_guide",
                  {subject("QRN", "القرآن الكريم تلاوة وحفظا"), subject("TWH", "التوحيد والعقيدة"),
                   subject("FQH", "الفقه والسلوك الإسلامي"),
                   subject("MTH", "الرياضيات ومبادئ الحساب")});
    it.make_sheets();
    it.fill(0, "TWH", 95);
    it.fill(0, "FQH", 40);
    it.check("oral_notice", "term_1", 0);
    it.check("oral_notice", "term_2", 1);
    it.check("oral_notice", "term_1", 0, k_english);
    drawn.insert(it.drawn().begin(), it.drawn().end());
}

void draw_identity(TestDatabase& test, std::set<std::string>& drawn)
{
    LongSchool it(test, k_year_1426, 12, "sa_1426", {subject("ENG", "اللغة الإنجليزية")});
    it.check("identity_sheet", "", std::nullopt);
    it.check("identity_sheet", "", std::nullopt, k_english);
    drawn.insert(it.drawn().begin(), it.drawn().end());
}

void draw_kuwaiti_year(TestDatabase& test, std::set<std::string>& drawn)
{
    LongSchool it(test, k_kuwaiti_year, 2, "kw_primary_2016",
                  {subject("maths", "الرياضيات ومهارات التفكير المنطقي")});
    it.make_sheets([](marks::SchemeRequest& request) {
        request.criteria = {5, 5, 5, 5};
        request.units = 3;
        request.unit_maxima = {"10", "10", "10"};
    });
    RecordedSchool& school = it.school();
    for (const int term : {1, 2}) {
        for (const char* const part : {"formative", "final"}) {
            const SheetId sheet = school.sheet(it.class_id(), "maths", term, part);
            std::vector<marks::EntryRequest> entries;
            for (const marks::SheetColumn& column : school.columns(sheet))
                entries.push_back({.key = {it.student(0), column.key, 1},
                                   .value = "1",
                                   .assessed_on = day_of(term == 1 ? "2015-11-15" : "2016-04-10")});
            school.enter(sheet, entries);
        }
    }
    it.check("follow_up_card", "", 0);
    it.check("follow_up_card", "", 1);
    for (const char* const part : {"term_1", "year"})
        it.check("class_result_sheet", part, std::nullopt);
    for (const char* const kind : {"formative_record", "final_record"})
        it.check(kind, "term_1", 0);
    it.check("follow_up_register", "term_1", std::nullopt);
    drawn.insert(it.drawn().begin(), it.drawn().end());
}

// Learners of grade 3 who are assessed again in three subjects: the base of the cases of Article 18, with levels of 2 and scores
// of 0 in each.
class AssessedAgain final : public FactsSource {
public:
    AssessedAgain()
    {
        std::ifstream file(
            project_path("src/regulations/kw_primary_2016/cases/bases/grade_3.json"));
        auto document = nlohmann::json::parse(file);
        for (const char* const subject : {"islamic", "maths", "english"})
            for (auto& term : document["subjects"][subject]) {
                for (auto& average : term["competency_averages"])
                    average = 2;
                term["summative"] = nlohmann::json::array({"0", "0"});
            }
        json_ = document.dump();
    }
    Result<YearFacts> facts(database::Session&, StudentId, std::int64_t) const override
    {
        return YearFacts{.regulation = "kw_primary_2016", .class_id = 0, .json = json_};
    }

private:
    std::string json_;
};

void draw_second_attempt(TestDatabase& test, std::set<std::string>& drawn)
{
    const AssessedAgain facts;
    LongSchool it(test, k_kuwaiti_year, 3, "kw_primary_2016",
                  {subject("islamic", "التربية الإسلامية والقرآن الكريم"),
                   subject("maths", "الرياضيات ومهارات التفكير المنطقي"),
                   subject("english", "اللغة الإنجليزية ومهاراتها")},
                  &facts);
    for (const std::size_t learner : {0, 1, 2})
        it.check("placement_notice", "", learner);
    it.check("placement_notice", "", 0, k_english);
    it.check("placement_list", "", std::nullopt);
    it.check("placement_list", "", std::nullopt, k_english);
    drawn.insert(it.drawn().begin(), it.drawn().end());

    for (const documents::PaperKind& kind : it.kinds().all())
        CHECK_MESSAGE(drawn.contains(kind.name), kind.name);
}

}  // namespace

TEST_CASE("documents: every paper of results holds the longest names and most subjects, nothing "
          "cut or over something else [slow]")
{
    std::set<std::string> drawn;
    for (const auto draw : {draw_year_by_marks, draw_early_grade, draw_oral_subjects, draw_identity,
                            draw_kuwaiti_year, draw_second_attempt}) {
        TestDatabase test(TestBackend::sqlite);
        draw(test, drawn);
    }
}

TEST_CASE("documents: words that lie over each other are found")
{
    print::Document document;
    document.blocks.emplace_back(print::Paragraph{"اسم الطالب ودرجته"});
    document.blocks.emplace_back(print::Paragraph{"الصف والفصل"});
    CHECK(misplaced_words_of_pdf(pdf_of(document)) == "");
    document.blocks.insert(document.blocks.begin() + 1, print::Block(print::Space{-8}));
    CHECK(misplaced_words_of_pdf(pdf_of(document)) != "");
}
