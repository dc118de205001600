// The parameters of the year by marks: what they are, and what is refused at start.

#include <string>

#include <doctest/doctest.h>

#include "core/configuration_fault.h"
#include "tests/support/sa_1426_rules.h"

using namespace taqwim::sa_1426;
using taqwim::ConfigurationFault;
using taqwim::Day;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::Share;
using taqwim::tests::sa_1426_rules;
using taqwim::tests::sa_1426_rules_with;

namespace {

// What reading the rules with these values complains of; empty when it does not.
std::string fault_of(const std::vector<std::pair<std::string, std::string>>& values)
{
    try {
        (void)sa_1426_rules_with(values);
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

bool complains(const std::string& fault, const std::string& of)
{
    return fault.find(of) != std::string::npos;
}

}  // namespace

TEST_CASE("SR-6.4: the shipped marks are those of the regulation and the guide")
{
    const Rules& rules = sa_1426_rules();
    CHECK(rules.subject_maximum.value == Mark(100));
    for (const TermAllotment& term : rules.regular) {
        CHECK(term.coursework.value == Mark(20));
        CHECK(term.exam.value == Mark(30));
    }
    CHECK(rules.one_term_coursework.value == Mark(40));
    CHECK(rules.one_term_exam.value == Mark(60));
    CHECK(rules.exam_only_exam.value == Mark(50));
    CHECK(rules.affiliated_exam[0].value == Mark(50));
    CHECK(rules.affiliated_exam[1].value == Mark(50));
    CHECK(rules.affiliated_annual_exam.value == Mark(100));
    CHECK(rules.oral_term.value == Mark(50));
    CHECK(rules.entry_step.value == Exact::ratio(1, 4));
}

TEST_CASE("SR-6.5: the shipped minimum marks by stage and group, each with its status")
{
    const Rules& rules = sa_1426_rules();
    using taqwim::ParameterStatus;
    const auto is = [&](int grade, SubjectGroup group, int mark, ParameterStatus status) {
        const auto& minimum = rules.minimum_of(grade, group);
        CAPTURE(minimum.info->name);
        CHECK(minimum.value == Mark(mark));
        CHECK(minimum.info->status == status);
    };
    is(6, SubjectGroup::islamic, 50, ParameterStatus::assumed);
    is(6, SubjectGroup::other, 40, ParameterStatus::assumed);
    is(7, SubjectGroup::islamic, 50, ParameterStatus::found);
    is(9, SubjectGroup::arabic, 50, ParameterStatus::found);
    is(9, SubjectGroup::other, 40, ParameterStatus::found);
    is(10, SubjectGroup::other, 50, ParameterStatus::assumed);
    is(12, SubjectGroup::arabic, 50, ParameterStatus::assumed);
}

TEST_CASE("SR-7.2: the shipped allowances are the text's own numbers")
{
    const Rules& rules = sa_1426_rules();
    CHECK(rules.two_subjects.grades.value == std::vector<int>{7, 8, 9, 10});
    CHECK(rules.two_subjects.most_subjects.value == 2);
    CHECK(rules.two_subjects.floor_share.value == Share(Exact::ratio(7, 10)));
    CHECK(rules.two_subjects.excluded_groups.value.contains(SubjectGroup::islamic));
    CHECK(rules.two_subjects.excluded_groups.value.contains(SubjectGroup::arabic));
    CHECK_FALSE(rules.two_subjects.excluded_groups.value.contains(SubjectGroup::other));
    CHECK(rules.one_subject.grades.value == std::vector<int>{11, 12});
    CHECK(rules.one_subject.most_subjects.value == 1);
    CHECK(rules.one_subject.floor_share.value == Share(Exact::ratio(3, 5)));
    CHECK(rules.one_subject.excluded_groups.value.contains(SubjectGroup::islamic));
    CHECK_FALSE(rules.one_subject.excluded_groups.value.contains(SubjectGroup::arabic));
    CHECK(rules.two_subjects.floor_share.info->status == taqwim::ParameterStatus::enacted);
    CHECK(rules.tolerance_requires_sitting.value);
}

TEST_CASE("SR-12.1: the shipped grades wait for the Ministry, and averages have two places")
{
    const Rules& rules = sa_1426_rules();
    CHECK_FALSE(rules.grade_bands_confirmed.value);
    REQUIRE(rules.grade_bands.value.size() == 4);
    CHECK(rules.grade_bands.value[0].from == Exact(85));
    CHECK(rules.grade_bands.value[3].grade == "acceptable");
    CHECK(rules.average_decimals.value == 2);
    CHECK(rules.average_from_grade.value == 11);
    CHECK(rules.average_year_weights.value.empty());
}

TEST_CASE("SR-V.1: the edition is in force from the school year 1426-1427 to the one before the "
          "next edition")
{
    CHECK(sa_1426_rules().first_covered_day == *Day::parse("2005-09-01"));
    CHECK(sa_1426_rules().last_covered_day == *Day::parse("2025-08-31"));
}

TEST_CASE("SR-6.4: parts of a subject that do not make its marks are refused at start, whatever "
          "the way of examining")
{
    CHECK(complains(fault_of({{"marks.term_2_coursework", "15"}}), "add up to 95"));
    CHECK(complains(fault_of({{"marks.one_term_exam", "59"}}), "marks.one_term_exam"));
    CHECK(complains(fault_of({{"affiliation.term_2_exam", "49"}}), "affiliation.term_1_exam"));
    CHECK(complains(fault_of({{"affiliation.annual_exam", "99"}}), "affiliation.annual_exam"));
    CHECK(complains(fault_of({{"marks.oral_term", "49"}}), "marks.oral_term"));
    CHECK(complains(fault_of({{"marks.exam_only_exam", "49"}}), "marks.exam_only_exam"));
    CHECK(complains(fault_of({{"marks.entry_step", "0"}}), "marks.entry_step"));
    // Everything that is wrong is told in one pass.
    const std::string both = fault_of({{"marks.oral_term", "49"}, {"marks.exam_only_exam", "49"}});
    CHECK(complains(both, "marks.oral_term"));
    CHECK(complains(both, "marks.exam_only_exam"));
    CHECK(fault_of({{"marks.term_1_coursework", "15"}, {"marks.term_1_exam", "35"}}).empty());
}

TEST_CASE("SR-6.5: a minimum above the marks of a subject is refused at start")
{
    CHECK(complains(fault_of({{"minimum.secondary_other", "100.5"}}), "outside of its range"));
    // Where the marks of a subject are fewer, a minimum within its range can be above them.
    const std::string fault = fault_of({{"marks.subject_maximum", "45"}});
    CHECK(complains(fault, "minimum.secondary_other: is above"));
    CHECK_FALSE(complains(fault, "minimum.intermediate_other: is above"));
    CHECK(fault_of({{"minimum.secondary_other", "100"}}).empty());
}

TEST_CASE("SR-12.1: grades that overlap, leave a gap or lack a name are refused at start")
{
    CHECK(complains(fault_of({{"grades.from", "85 75 75 0"}}), "grades.from"));
    CHECK(complains(fault_of({{"grades.from", "75 85 65 0"}}), "grades.from"));
    CHECK(complains(fault_of({{"grades.from", "85 75 65 50"}}), "grades.from"));
    CHECK(complains(fault_of({{"grades.names", "excellent very_good good"}}), "grades.from"));
    CHECK(fault_of({{"grades.from", "90 75 60 0"}}).empty());
}

TEST_CASE("SR-12.2: weights of the years that do not make a whole, or are no weights, are refused "
          "at start")
{
    CHECK(complains(fault_of({{"average.year_weights", "0.4 0.5"}}), "add up to 1"));
    CHECK(complains(fault_of({{"average.year_weights", "1.5 -0.5"}}), "neither a weight"));
    CHECK(complains(fault_of({{"average.year_weights", "pooled 1"}}), "neither a weight"));
    CHECK(fault_of({{"average.year_weights", "0.4 0.6"}}).empty());
}

TEST_CASE("SR-13.3: a word that no rule knows is refused at start")
{
    CHECK_FALSE(fault_of({{"fractions.raise", "half"}}).empty());
    CHECK_FALSE(fault_of({{"second_round.unexcused_absence", "zero"}}).empty());
    CHECK_FALSE(fault_of({{"passing.b_excluded_groups", "ARTS"}}).empty());
}
