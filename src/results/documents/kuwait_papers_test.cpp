// The Kuwaiti papers of results from a school's record.

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "marks/report_notes.h"
#include "regulations/registration.h"
#include "results/documents/achievement_source.h"
#include "results/documents/class_sheet_source.h"
#include "results/documents/follow_up_card_source.h"
#include "results/documents/result_papers.h"
#include "results/documents/year_on_paper.h"
#include "results/publications.h"
#include "tests/support/printed_papers.h"
#include "tests/support/project_files.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;

namespace {

// A class of grade 2 that is taught mathematics alone: two competencies with two criteria and one, two units. One student
// has marks in both terms, the other none.
struct MathsClass {
    explicit MathsClass(TestDatabase& test)
        : school(test, {.country = "KW",
                        .name = "2015-2016",
                        .first_day = "2015-09-13",
                        .term_1_last_day = "2016-01-23",
                        .term_2_first_day = "2016-02-07",
                        .last_day = "2016-06-09",
                        .year_last_day = "2016-08-31",
                        .today = "2016-08-01",
                        .teachers_sex = "women"}),
          publications(school.record_facts, school.rule_sets, {})
    {
        const school::PlanSubject maths{.subject = "maths",
                                        .name_ar = "maths",
                                        .name_en = "Mathematics",
                                        .group = "OTHER",
                                        .weekly_periods = 33,
                                        .settings = "{}"};
        class_id = school.add_class(school.add_plan(2, "kw_primary_2016", {maths}), "b");
        school.make_sheets(class_id, {.regulation = "kw_primary_2016",
                                      .grade = 2,
                                      .subject = "maths",
                                      .on = day_of("2015-10-01"),
                                      .criteria = {2, 1},
                                      .units = 2,
                                      .unit_maxima = {"10", "10"}});
        ali = school.add_student(class_id, {.number = "1", .name = "ali salem"});
        hamad = school.add_student(class_id, {.number = "2", .name = "hamad salem"});
        // Term 1: levels 3 and 4 give 7 points of 8, 52.5; 9 and 7 of 10 give 4 and 2 points of 8, 30.
        school.enter(school.sheet(class_id, "maths", 1, "formative"),
                     {level("1.1", 1, "3", "2015-10-05"), level("1.1", 2, "4", "2015-10-12"),
                      level("1.2", 1, "2", "2015-10-19"), level("2.1", 1, "4", "2015-11-02")});
        school.enter(school.sheet(class_id, "maths", 1, "final"),
                     {level("u1", 1, "9", "2015-11-15"), level("u2", 1, "7", "2016-01-10")});
        // Term 2: 2 points of 8, 15; 0 and 1 points of 8, 5.
        school.enter(school.sheet(class_id, "maths", 2, "formative"),
                     {level("1.1", 1, "1", "2016-02-15"), level("2.1", 1, "1", "2016-03-02")});
        school.enter(school.sheet(class_id, "maths", 2, "final"),
                     {level("u1", 1, "3", "2016-04-10"), level("u2", 1, "4", "2016-05-15")});
    }

    [[nodiscard]] marks::EntryRequest level(const char* column, int occurrence, const char* value,
                                            const char* day) const
    {
        return {.key = {ali, column, occurrence}, .value = value, .assessed_on = day_of(day)};
    }

    [[nodiscard]] documents::PaperOrder order(const std::string& part,
                                              std::optional<std::int64_t> student) const
    {
        documents::PaperOrder order;
        order.school = school.school;
        order.school_year_id = school.year;
        order.student_id = student;
        order.class_id = class_id;
        order.part = part;
        order.at = school.act().at;
        order.today = school.act().today;
        return order;
    }

    // A draft of a kind as the desk asks for it.
    Result<documents::Paper> paper(const std::string& kind, const documents::PaperOrder& order)
    {
        documents::PaperKinds kinds;
        add_result_papers(kinds, publications, school.rule_sets);
        const documents::PaperKind* found = kinds.find(kind);
        REQUIRE(found != nullptr);
        return school.record->read(
            [&](database::Session& session) { return found->fill(session, order); });
    }

    template <class Records, class Make>
    Records records(const std::string& part, Make make)
    {
        const documents::PaperOrder wanted = order(part, ali);
        const auto made = school.record->read([&](database::Session& session) -> Result<Records> {
            const auto year = year_on_paper(session, publications, wanted);
            if (!year)
                return year.refusal();
            return make(session, school.rule_sets, wanted, *year);
        });
        REQUIRE(made);
        return *made;
    }

    RecordedSchool school;
    Publications publications;
    std::int64_t class_id = 0;
    std::int64_t ali = 0;
    std::int64_t hamad = 0;
};

}  // namespace

TEST_CASE(
    "KW-T-10: the formative record has the measures of the sheet and the levels of the result")
{
    on_both_databases([](TestDatabase& test) {
        MathsClass it(test);
        const auto records = it.records<marks::FormativeRecords>("term_1", formative_records_of);
        REQUIRE(records.subjects.size() == 1);
        const marks::FormativeRecord& maths = records.subjects[0];
        CHECK(maths.head.subject == "maths");
        CHECK(maths.head.learner.starts_with("ali"));
        CHECK(maths.head.term == 1);
        REQUIRE(maths.competencies.size() == 2);
        CHECK(maths.competencies[0].level == 3);
        CHECK(maths.competencies[1].level == 4);
        REQUIRE(maths.competencies[0].criteria.size() == 2);
        const auto& measures = maths.competencies[0].criteria[0].measures;
        REQUIRE(measures.size() == 2);
        CHECK(measures[0].day == day_of("2015-10-05"));
        CHECK(measures[0].points == 3);
        CHECK(measures[1].points == 4);
        CHECK(maths.competencies[0].criteria[1].number == "1.2");
        CHECK(maths.result.points == 7);
        CHECK(maths.result.most_points == 8);
        CHECK(maths.result.mark == Mark(Exact::ratio(105, 2)));
        const auto second = it.records<marks::FormativeRecords>("term_2", formative_records_of);
        CHECK(second.subjects.at(0).result.mark == Mark(15));
        // A criterion that was not measured stays open.
        CHECK(second.subjects.at(0).competencies.at(0).criteria.at(1).measures.empty());
    });
}

TEST_CASE("KW-T-FOLLOW: each measure of the term is a row, by months and days, with who was there")
{
    on_both_databases([](TestDatabase& test) {
        MathsClass it(test);
        // On the second day he came late; on the first nobody took a roll.
        REQUIRE(test.database().write(it.school.school, [&](database::Session& session) {
            session.execute(
                "INSERT INTO roll (school_id, roll_id, school_year_id, class_id, day, slot, "
                "period, subject, sitting, taken_at, taken_by, role) VALUES ($1, 1, $2, $3, "
                "'2015-10-12', 'assembly', 0, '', '', '2015-10-12T05:00:00.000Z', 1, 'teacher')",
                it.school.school, it.school.year, it.class_id);
            session.execute(
                "INSERT INTO attendance_entry (school_id, attendance_entry_id, student_id, "
                "school_year_id, roll_id, day, slot, period, subject, sitting, status) VALUES "
                "($1, 1, $2, $3, 1, '2015-10-12', 'assembly', 0, '', '', 'late')",
                it.school.school, it.ali, it.school.year);
        }));
        const auto rows_of_part = [&](const char* part) {
            const auto paper = it.paper("follow_up_register", it.order(part, std::nullopt));
            REQUIRE(paper);
            std::vector<std::string> rows;
            for (const print::Block& block :
                 paper->printed(kuwaiti_issuer(), draft_printing()).blocks)
                if (const auto* const table = std::get_if<print::Table>(&block.content))
                    for (const print::Row& row : table->rows) {
                        std::string& joined = rows.emplace_back();
                        for (const print::Cell& cell : row.cells)
                            joined += cell.text + '|';
                    }
            return rows;
        };
        const std::vector<std::string> rows = rows_of_part("term_1");
        // October with three measures, November with one.
        REQUIRE(rows.size() == 6);
        CHECK(rows[0] == "أكتوبر 2015|");
        CHECK(rows[1].starts_with("1|الاثنين 5/10/2015|ali"));
        CHECK(rows[1].ends_with("|3||||"));
        CHECK(rows[2].starts_with("2|الاثنين 12/10/2015|ali"));
        CHECK(rows[2].ends_with("|4||متأخر||"));
        CHECK(rows[4] == "نوفمبر 2015|");
        CHECK(rows[5].starts_with("1|الاثنين 2/11/2015|ali"));
        CHECK(rows_of_part("term_2").size() == 4);
    });
}

TEST_CASE("KW-T-11b: the final record has the units of the sheet and the points of the result")
{
    on_both_databases([](TestDatabase& test) {
        MathsClass it(test);
        const auto records = it.records<marks::FinalRecords>("term_1", final_records_of);
        REQUIRE(records.subjects.size() == 1);
        const marks::FinalRecord& maths = records.subjects[0];
        REQUIRE(maths.units.size() == 2);
        CHECK(maths.units[0].number == "1");
        CHECK(maths.units[0].points == 4);
        CHECK(maths.units[0].day == day_of("2015-11-15"));
        CHECK(maths.units[1].points == 2);
        CHECK(maths.units[1].state == marks::FinalUnit::State::assessed);
        CHECK(maths.result.points == 6);
        CHECK(maths.result.most_points == 8);
        CHECK(maths.result.mark == Mark(30));
    });
}

TEST_CASE(
    "KW-T-REPORT: the card's second page has the notes and signatures of the term that began last")
{
    on_both_databases([](TestDatabase& test) {
        MathsClass it(test);
        const std::int64_t teacher = it.school.add_staff("teacher of maths");
        const auto write = [&](int term, const std::string& text, bool is_signed) {
            const marks::ReportPlace place{
                .class_id = it.class_id, .subject = "maths", .term = term};
            const school::Act act = it.school.act("teacher", 8, teacher);
            accepted(it.school.cards->save_notes(act, it.school.school, place,
                                                 {{.student_id = it.ali, .text = text}}));
            if (!is_signed)
                return;
            const auto notes = it.school.record->read([&](database::Session& session) {
                return marks::notes_of_class(session, it.school.school, place);
            });
            accepted(it.school.cards->sign_notes(
                act, it.school.school, place,
                {{.student_id = it.ali, .based_on = notes.at(it.ali).version()}}));
        };
        const auto filled_on = [&](const std::string& day, documents::Stage stage) {
            documents::PaperOrder order = it.order("", it.ali);
            order.today = day_of(day.c_str());
            return it.school.record->read([&](database::Session& session) -> Result<FollowUpCard> {
                const auto year = year_on_paper(session, it.publications, order);
                if (!year)
                    return year.refusal();
                order.stage = stage;
                return follow_up_card_of(session, it.school.rule_sets, order, *year);
            });
        };
        const auto card_on = [&](const std::string& day) {
            const auto made = filled_on(day, documents::Stage::draft);
            REQUIRE(made);
            return *made;
        };
        const auto issue_on = [&](const std::string& day) {
            return code_of(filled_on(day, documents::Stage::issue));
        };
        write(1, "counts to 99", true);
        write(2, "adds", false);
        // The plan has mathematics alone; the form's other eight subjects are not taught to him.
        const FollowUpCard first = card_on("2016-01-23");
        REQUIRE(first.report.size() == 1);
        CHECK(first.report_term == 1);
        CHECK(first.report[0].subject == "maths");
        CHECK(first.report[0].remark == "counts to 99");
        CHECK(first.report[0].signed_by == "teacher of maths");
        CHECK(first.report[0].signed_on == "1/8/2016");
        CHECK(first.report[0].competencies.size() == 5);
        CHECK(paper_of(printed(first, kuwaiti_issuer(), draft_printing())).says("counts to 99"));
        // Between the terms the first is still the last that began.
        CHECK(card_on("2016-02-06").report_term == 1);
        const FollowUpCard second = card_on("2016-02-07");
        CHECK(second.report_term == 2);
        CHECK(second.report[0].remark == "adds");
        CHECK(second.report[0].signed_by.empty());
        documents::Printing final_copy = draft_printing();
        final_copy.is_draft = false;
        CHECK_FALSE(printed(second, kuwaiti_issuer(), final_copy).watermark.empty());
        CHECK(printed(first, kuwaiti_issuer(), final_copy).watermark.empty());
        // What is not signed is not issued; what is signed goes on to what else an issue asks for.
        CHECK(issue_on("2016-01-23") == "accepted");
        CHECK(issue_on("2016-02-07") == "FACTS_INCOMPLETE");
    });
}

TEST_CASE(
    "KW-T-REPORT, KW-P1-4: the rows of the form, with five labels in mathematics and four English "
    "ones")
{
    const auto rule_sets = all_rule_sets();
    const RuleSet* const kuwait = find_rule_set(rule_sets, "kw_primary_2016");
    REQUIRE(kuwait != nullptr);
    const auto parameters = kuwait->parameters().on(day_of("2026-09-13"));
    REQUIRE(parameters);
    const auto rows = parameters->list("report.rows").value;
    CHECK(rows.size() == 9);
    std::size_t labels = 0;
    for (const std::string& subject : rows) {
        const auto own = parameters->list("report.labels_" + subject).value;
        CHECK_MESSAGE(std::ssize(own) == parameters->count("competencies." + subject).value,
                      subject);
        labels += own.size();
    }
    CHECK(labels == 30);
    CHECK(parameters->list("report.labels_english").value ==
          std::vector<std::string>{"Listening", "Speaking", "Reading", "Writing"});
    // Not the ministry's yet: no row (decision D40).
    for (const char* const subject : {"report.labels_social", "report.labels_computer"})
        CHECK(parameters->info(subject).status == ParameterStatus::assumed);
}

TEST_CASE("KW-12.1: a row of the class sheet is what the student's own card says")
{
    on_both_databases([](TestDatabase& test) {
        MathsClass it(test);
        const auto sheet_of = [&](const std::string& part) {
            const auto made = it.school.record->read([&](database::Session& session) {
                return class_result_sheet_of(session, it.publications, it.school.rule_sets,
                                             it.order(part, std::nullopt));
            });
            REQUIRE(made);
            return *made;
        };
        const auto maths_in = [](const ClassResultSheet& sheet) {
            for (std::size_t index = 0; index < sheet.subjects.size(); ++index)
                if (sheet.subjects[index].name == "maths")
                    return sheet.students.at(0).cells.at(index);
            return SheetCell{};
        };
        const ClassResultSheet first = sheet_of("term_1");
        REQUIRE(first.students.size() == 2);
        CHECK(first.students[0].name.starts_with("ali"));
        CHECK(first.term == 1);
        CHECK(first.section == "b");
        CHECK_FALSE(first.is_final);
        CHECK(maths_in(first).mark == Mark(Exact::ratio(165, 2)));
        CHECK_FALSE(maths_in(first).is_below_minimum);
        // Of a term nothing is decided; with subjects missing there is no total.
        CHECK(first.students[0].decision.empty());
        CHECK(first.students[0].total_state == SheetMark::incomplete);

        const ClassResultSheet second = sheet_of("term_2");
        CHECK(maths_in(second).mark == Mark(20));
        CHECK(maths_in(second).is_below_minimum);

        const ClassResultSheet year = sheet_of("year");
        CHECK_FALSE(year.term);
        CHECK(maths_in(year).mark == Mark(Exact::ratio(205, 4)));
        CHECK_FALSE(year.is_final);  // not published yet
        CHECK(paper_of(printed(year, kuwaiti_issuer(), draft_printing())).says("ali salem"));
    });
}

TEST_CASE("KW-T-10: the desk prints drafts of marks as they stand, and issues none that are not "
          "published")
{
    on_both_databases([](TestDatabase& test) {
        MathsClass it(test);
        for (const char* kind : {"formative_record", "final_record", "class_result_sheet"}) {
            const bool is_of_class = std::string(kind) == "class_result_sheet";
            documents::PaperOrder order =
                it.order("term_1", is_of_class ? std::nullopt : std::optional(it.ali));
            const auto draft = it.paper(kind, order);
            REQUIRE_MESSAGE(draft, kind);
            CHECK(draft->content.kind == kind);
            CHECK(draft->content.school_year == "2015-2016");
            CHECK(paper_of(draft->printed(kuwaiti_issuer(), draft_printing())).pages >= 1);
            order.stage = documents::Stage::issue;
            CHECK(code_of(it.paper(kind, order)) == "RESULT_NOT_PUBLISHED");
        }
    });
}

namespace {

// A learner of grade 3 with 30 in mathematics and 75 elsewhere: the base of the cases of Article 18, with levels of 2 and scores
// of 0. Below the minimum in one subject: KW-18.3.
class FailingLearner final : public FactsSource {
public:
    explicit FailingLearner(const char* placement = nullptr)
    {
        std::ifstream file(
            project_path("src/regulations/kw_primary_2016/cases/bases/grade_3.json"));
        auto document = nlohmann::json::parse(file);
        for (auto& term : document["subjects"]["maths"]) {
            for (auto& average : term["competency_averages"])
                average = 2;
            term["summative"] = nlohmann::json::array({"0", "0"});
        }
        if (placement != nullptr)
            document["placement"]["maths"] = placement;
        json_ = document.dump();
    }
    Result<YearFacts> facts(database::Session&, StudentId, std::int64_t) const override
    {
        return YearFacts{.regulation = "kw_primary_2016", .class_id = 0, .json = json_};
    }

private:
    std::string json_;
};

// His class, whose papers are filled in from these facts.
struct PlacementClass {
    RecordedSchool school;
    FailingLearner facts;
    Publications publications;
    documents::PaperKinds kinds;
    std::int64_t class_id = 0;
    std::int64_t learner = 0;

    explicit PlacementClass(TestDatabase& test, const char* placement = nullptr)
        : school(test, {.country = "KW",
                        .name = "2015-2016",
                        .first_day = "2015-09-13",
                        .term_1_last_day = "2016-01-23",
                        .term_2_first_day = "2016-02-07",
                        .last_day = "2016-06-09",
                        .year_last_day = "2016-08-31",
                        .today = "2016-08-01",
                        .teachers_sex = "women"}),
          facts(placement),
          publications(facts, school.rule_sets, {})
    {
        const school::PlanSubject maths{.subject = "maths",
                                        .name_ar = "الرياضيات",
                                        .name_en = "Mathematics",
                                        .group = "OTHER",
                                        .weekly_periods = 33,
                                        .settings = "{}"};
        class_id = school.add_class(school.add_plan(3, "kw_primary_2016", {maths}), "ب");
        learner = school.add_student(class_id, {.number = "1", .name = "سعد سالم"});
        add_result_papers(kinds, publications, school.rule_sets);
    }

    Result<documents::Paper> paper(const char* kind, bool is_of_class,
                                   documents::Stage stage = documents::Stage::draft,
                                   print::Language language = print::Language::arabic)
    {
        documents::PaperOrder order;
        order.school = school.school;
        order.school_year_id = school.year;
        order.class_id = class_id;
        if (!is_of_class)
            order.student_id = learner;
        order.stage = stage;
        order.language = language;
        order.at = school.act().at;
        order.today = school.act().today;
        return school.record->read(
            [&](database::Session& session) { return kinds.find(kind)->fill(session, order); });
    }
};

}  // namespace

TEST_CASE("KW-18.2: who is assessed again gets a notice of subject, scope and first day")
{
    on_both_databases([](TestDatabase& test) {
        PlacementClass it(test);
        const auto said = [&](print::Language language) {
            const auto paper =
                it.paper("placement_notice", false, documents::Stage::draft, language);
            REQUIRE(paper);
            return paper_of(paper->printed(kuwaiti_issuer(), language == print::Language::english
                                                                 ? english_printing()
                                                                 : draft_printing()));
        };
        const PrintedPaper open = said(print::Language::arabic);
        CHECK(open.says("الرياضيات"));
        CHECK(open.says("وحدات الفصل الدراسي الثاني"));
        CHECK_FALSE(open.says("أول أيام التقييم"));
        REQUIRE(test.database().write(it.school.school, [&](database::Session& session) {
            session.execute("INSERT INTO calendar_point (school_id, school_year_id, name, day) "
                            "VALUES ($1, $2, 'first_placement', '2016-06-19')",
                            it.school.school, it.school.year);
        }));
        CHECK(said(print::Language::arabic).says("الأحد ١٩/٦/٢٠١٦"));
        CHECK(said(print::Language::english).says("Sunday 19/6/2016"));
        CHECK(code_of(it.paper("placement_notice", false, documents::Stage::issue)) ==
              "RESULT_NOT_PUBLISHED");
    });
    on_both_databases([](TestDatabase& test) {
        // Nobody is summoned for nothing.
        MathsClass other(test);
        CHECK(code_of(other.paper("placement_notice", other.order("", other.ali))) ==
              "FACTS_INCOMPLETE");
        CHECK(code_of(other.paper("placement_list", other.order("", std::nullopt))) ==
              "FACTS_INCOMPLETE");
    });
}

TEST_CASE("KW-18: the list of a class has who is assessed again, and the marks once they are there")
{
    on_both_databases([](TestDatabase& test) {
        const auto row = [](PlacementClass& it, const std::vector<std::string>& cells) {
            const auto list = it.paper("placement_list", true);
            REQUIRE(list);
            return has_row(list->printed(kuwaiti_issuer(), draft_printing()), cells);
        };
        PlacementClass before(test);
        CHECK(row(before, {"1", "سعد سالم", "ب", "الرياضيات", "30.00", "وحدات الفصل الدراسي الثاني",
                           "لم يحدد بعد", "", "", ""}));
        CHECK(code_of(before.paper("placement_list", true, documents::Stage::issue)) ==
              "RESULT_NOT_PUBLISHED");
    });
    on_both_databases([](TestDatabase& test) {
        // 60 of 100 in one subject: raised to the minimum of 40 and no further (KW-18.5).
        PlacementClass after(test, "60");
        const auto list = after.paper("placement_list", true);
        REQUIRE(list);
        CHECK(has_row(list->printed(kuwaiti_issuer(), draft_printing()),
                      {"1", "سعد سالم", "ب", "الرياضيات", "30.00", "وحدات الفصل الدراسي الثاني",
                       "لم يحدد بعد", "60.00", "40.00", "ينقل إلى الصف التالي"}));
    });
}
