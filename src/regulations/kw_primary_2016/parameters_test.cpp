#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "regulations/frame/clause_register.h"
#include "regulations/frame/parameter_book.h"
#include "tests/support/project_files.h"

using taqwim::Day;
using taqwim::EmbeddedFile;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::ParameterBook;
using taqwim::ParameterInfo;
using taqwim::ParametersOnDay;
using taqwim::ParameterStatus;
using taqwim::tests::read_project_file;

namespace {

constexpr std::array k_topics = {
    "absence",    "calendar",      "competencies", "coverage",  "development", "exceptional",
    "exemptions", "formative",     "grade_5",      "lateness",  "persons",     "promotion",
    "raise",      "second_chance", "subjects",     "summative", "verbal"};

const std::string k_folder = "src/regulations/kw_primary_2016/";

const ParameterBook& book()
{
    static const ParameterBook the_book = [] {
        std::vector<std::string> texts;
        std::vector<std::string> paths;
        for (const char* topic : k_topics) {
            paths.push_back(std::string("parameters/") + topic + ".toml");
            texts.push_back(read_project_file(k_folder + paths.back()));
        }
        std::vector<EmbeddedFile> files;
        for (std::size_t i = 0; i < texts.size(); ++i)
            files.push_back({paths[i], texts[i]});
        return ParameterBook::read(files);
    }();
    return the_book;
}

ParametersOnDay parameters()
{
    return *book().on(*Day::of(2016, 6, 1));
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("every parameter of kw_primary_2016 has a value on every covered day and none before")
{
    const Day first = parameters().day("coverage.first_day").value;
    const Day last = parameters().day("coverage.last_day").value;
    CHECK(first.to_text() == "2015-09-01");
    CHECK(last.to_text() == "2027-08-31");
    CHECK(parameters().infos().size() == 98);
    for (int year = 2015; year < 2027; ++year)
        CHECK(book().on(*Day::of(year, 9, 1)));
    CHECK(book().on(last));
    CHECK_FALSE(book().on(first - 1));
    CHECK(parameters().text("coverage.default_school_year").value == "2015-2016");
}

TEST_CASE("every parameter of kw_primary_2016 cites a clause of the register, and its source "
          "unless it is assumed")
{
    const std::string text = read_project_file(k_folder + "clauses.toml");
    const auto clauses = taqwim::ClauseRegister::read({"clauses.toml", text});
    for (const std::string& name : book().names())
        for (const ParameterInfo* info : book().history(name)) {
            CAPTURE(name);
            CHECK(clauses.find(info->clause) != nullptr);
            CHECK((info->status == ParameterStatus::assumed) == info->source.empty());
            CHECK_FALSE((info->status == ParameterStatus::assumed && info->note.empty()));
        }
}

TEST_CASE("KW-1: the weekly periods of each grade add up to 30")
{
    for (int grade = 1; grade <= 5; ++grade) {
        Exact total;
        for (const std::string& entry :
             parameters().list("subjects.periods_grade_" + std::to_string(grade)).value)
            total += *Exact::parse(entry.substr(entry.find('=') + 1));
        CHECK(total == Exact(30));
        CHECK(total == Exact(parameters().count("subjects.weekly_periods").value));
    }
    CHECK(parameters().list("subjects.periods_grade_4").value ==
          Texts{"quran=2", "islamic=2", "arabic=7", "english=4", "maths=5", "science=2", "social=2",
                "computer=1", "pe=2", "art=2", "music=1"});
}

TEST_CASE("KW-3: the maximum is 100 and the minimum of a scientific subject 40")
{
    CHECK(parameters().mark("subjects.maximum_mark").value == Mark(100));
    CHECK(parameters().mark("subjects.minimum_mark").value == Mark(40));
}

TEST_CASE("KW-8.1, KW-8.2: six subjects are counted in grades 1 to 3 and seven in grades 4 and 5, "
          "the rest is practical")
{
    CHECK(parameters().list("subjects.counted_grade_3").value ==
          Texts{"quran", "islamic", "arabic", "english", "maths", "science"});
    CHECK(parameters().list("subjects.counted_grade_5").value ==
          Texts{"quran", "islamic", "arabic", "english", "maths", "science", "social"});
    CHECK(parameters().list("subjects.practical_grade_1").value == Texts{"pe", "art", "music"});
    CHECK(parameters().list("subjects.practical_grade_4").value ==
          Texts{"computer", "pe", "art", "music"});
}

TEST_CASE("KW-P1-4: the nine listed subjects have 30 general competencies, two more are assumed to "
          "have three")
{
    int listed = 0;
    for (const char* subject :
         {"quran", "islamic", "arabic", "english", "maths", "science", "pe", "art", "music"}) {
        listed += parameters().count(std::string("competencies.") + subject).value;
        CHECK(parameters().info(std::string("competencies.") + subject).status ==
              ParameterStatus::enacted);
    }
    CHECK(listed == 30);
    CHECK(parameters().count("competencies.english").value == 4);
    CHECK(parameters().count("competencies.maths").value == 5);
    for (const char* subject : {"competencies.social", "competencies.computer"}) {
        CHECK(parameters().count(subject).value == 3);
        CHECK(parameters().info(subject).status == ParameterStatus::assumed);
    }
}

TEST_CASE("KW-6.1, KW-6.2: the formative 60 and the final 40 make the maximum mark")
{
    CHECK(parameters().mark("formative.weight").value == Mark(60));
    CHECK(parameters().mark("summative.weight").value == Mark(40));
    CHECK(parameters().mark("formative.weight").value +
              parameters().mark("summative.weight").value ==
          parameters().mark("subjects.maximum_mark").value);
}

TEST_CASE("KW-10.4, KW-T-8: levels go to 4, their mean is of all levels, a half goes up, two "
          "measurings are expected")
{
    CHECK(parameters().count("formative.maximum_level").value == 4);
    CHECK(parameters().text("formative.averaging").value == "mean_of_all_levels");
    CHECK(parameters().text("formative.half").value == "up");
    CHECK(parameters().info("formative.half").status == ParameterStatus::assumed);
    CHECK(parameters().count("formative.least_measures_per_criterion").value == 2);
}

TEST_CASE("KW-11.2, KW-11.3, KW-T-11a: a unit has 10 marks, five bands of points and one result")
{
    CHECK(parameters().text("summative.denominator").value == "units");
    CHECK(parameters().exact("summative.unit_maximum").value == Exact(10));
    CHECK(parameters().count("summative.score_decimals").value == 2);
    CHECK(parameters().info("summative.score_decimals").status == ParameterStatus::assumed);
    CHECK(parameters().exacts("summative.band_from").value == std::vector<Exact>{9, 8, 6, 4, 0});
    CHECK(parameters().counts("summative.band_points").value == std::vector<int>{4, 3, 2, 1, 0});
    CHECK(parameters().count("summative.results_per_unit").value == 1);
}

TEST_CASE("KW-14: the verbal grades begin at 90, 80, 60, 40 and 0")
{
    CHECK(parameters().exacts("verbal.from").value == std::vector<Exact>{90, 80, 60, 40, 0});
    CHECK(parameters().list("verbal.grades").value ==
          Texts{"excellent", "very_good", "good", "acceptable", "unacceptable"});
}

TEST_CASE(
    "KW-4.2, KW-4.4, KW-4.6, KW-4.7, KW-4.8.6: the numbers of promotion are those of Article 4")
{
    CHECK_FALSE(parameters().yes_no("promotion.practical_blocks").value);
    CHECK(parameters().count("promotion.repeat_from_failing_subjects").value == 4);
    CHECK(parameters().count("promotion.placement_most_subjects").value == 3);
    CHECK(parameters().count("promotion.second_round_most_subjects").value == 3);
    CHECK(parameters().count("promotion.last_two_months_least_attended_days").value == 1);
    CHECK(parameters().info("promotion.last_two_months_least_attended_days").status ==
          ParameterStatus::assumed);
}

TEST_CASE("KW-13.2, KW-4.8.2: the shares of grade 5 make the whole, out of 100 marks")
{
    CHECK(parameters().share("grade_5.terms_share").value.value == Exact::ratio(7, 10));
    CHECK(parameters().share("grade_5.performance_share").value.value == Exact::ratio(3, 10));
    CHECK(parameters().mark("grade_5.performance_maximum").value == Mark(100));
}

TEST_CASE("KW-17.1, KW-17.2, KW-T-17: the automatic raise begins at 39.5, and at 38.5 for a single "
          "subject")
{
    CHECK(parameters().mark("raise.all_subjects_from").value == Mark(Exact::ratio(79, 2)));
    CHECK(parameters().mark("raise.single_subject_from").value == Mark(Exact::ratio(77, 2)));
    CHECK(parameters().text("raise.single_count_basis").value == "as_obtained");
    CHECK_FALSE(parameters().yes_no("raise.on_second_attempt").value);
}

TEST_CASE("KW-18.5, KW-19.7, KW-16.2: second chances are passed at 40 and end at the minimum")
{
    CHECK(parameters().mark("second_chance.placement_pass_mark").value == Mark(40));
    CHECK(parameters().yes_no("second_chance.placement_caps_at_minimum").value);
    CHECK(parameters().yes_no("second_chance.second_round_caps_at_minimum").value);
    CHECK(parameters().mark("second_chance.reassessment_maximum").value == Mark(40));
    CHECK(parameters().yes_no("second_chance.exceptional_requires_assessment_pass").value);
}

TEST_CASE("KW-15.A.E2, KW-15.B.E1, KW-16.1, KW-15.A.E3: the limits of making up are those of "
          "Articles 15 and 16")
{
    CHECK(parameters().count("absence.first_week_days").value == 7);
    CHECK(parameters().count("absence.make_up_window_most_days").value == 7);
    CHECK(parameters().text("absence.exceptional_limit_grade_5").value == "10-15");
    CHECK(parameters().text("absence.whole_first_term_excused").value == "carry");
}

TEST_CASE(
    "KW-22.4, KW-22.5, KW-22.6, KW-22.7, KW-25: the ladders of absence are those of Article 22")
{
    CHECK(parameters().count("absence.excused_block_days").value == 30);
    CHECK(parameters().mark("absence.excused_marks").value == Mark(2));
    CHECK(parameters().count("absence.excused_continuous_spell_days").value == 30);
    CHECK(parameters().info("absence.excused_continuous_spell_days").status ==
          ParameterStatus::assumed);
    CHECK(parameters().count("absence.oral_notice_at").value == 3);
    CHECK(parameters().counts("absence.warnings_at").value == std::vector<int>{6, 12, 18, 24});
    CHECK(parameters().counts("absence.deduct_on").value == std::vector<int>{7, 13, 19, 25});
    CHECK(parameters().mark("absence.unexcused_marks").value == Mark(2));
    CHECK(parameters().count("absence.referral_at").value == 30);
    CHECK(parameters().yes_no("absence.period_counts_as_day").value);
    CHECK(parameters().count("absence.excuse_days_limit").value == 3);
    CHECK(parameters().mark("absence.deduction_floor").value == Mark(0));
    CHECK(parameters().text("absence.deduction_subjects").value == "all_assessed");
    CHECK(parameters().yes_no("absence.official_activity_counts_as_excused").value);
}

TEST_CASE("KW-20.2, KW-20.3: six latenesses are warned of, eight are a day")
{
    CHECK(parameters().count("lateness.warning_at").value == 6);
    CHECK(parameters().count("lateness.per_absence_day").value == 8);
}

TEST_CASE("KW-2, KW-4.4: the school week and the last two months are assumed")
{
    CHECK(parameters().list("calendar.school_weekdays").value ==
          Texts{"sunday", "monday", "tuesday", "wednesday", "thursday"});
    CHECK(parameters().info("calendar.school_weekdays").status == ParameterStatus::assumed);
    CHECK(parameters().count("calendar.last_two_months").value == 2);
    CHECK(parameters().info("calendar.last_two_months").status == ParameterStatus::assumed);
}

TEST_CASE("KW-26.1, KW-26.2, KW-16.0: exemptions and exceptional cases are those of the text")
{
    CHECK(parameters().list("exemptions.non_muslim").value == Texts{"quran", "islamic"});
    CHECK(parameters().list("exemptions.medical_report").value == Texts{"pe"});
    CHECK(parameters().list("exceptional.types").value == Texts{"emergency", "inpatient",
                                                                "intractable", "chronic",
                                                                "seasonal", "treatment_abroad"});
    CHECK(parameters().list("exceptional.parent_types").value == Texts{"treatment_abroad"});
}

TEST_CASE("KW-32, KW-P5-E.1: ages and nationality are those of the text")
{
    CHECK(parameters().count("persons.boys_transfer_age").value == 12);
    CHECK(parameters().counts("persons.boys_transfer_grades").value == std::vector<int>{4, 5});
    CHECK(parameters().count("persons.compulsory_age_primary").value == 14);
    CHECK(parameters().count("persons.compulsory_age_intermediate").value == 17);
    CHECK(parameters().text("persons.compulsory_nationality").value == "KW");
}
