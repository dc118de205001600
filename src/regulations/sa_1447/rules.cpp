#include "regulations/sa_1447/rules.h"

#include <algorithm>

#include "core/configuration_fault.h"
#include "regulations/sa_1447/data_files.h"

namespace taqwim::sa_1447 {

namespace {

constexpr int k_last_grade_of_first_bands = 2;

// Reads parameters and keeps everything that is wrong with them, so that one pass reports it all.
class RuleReader {
public:
    explicit RuleReader(const ParametersOnDay& parameters) : parameters_(parameters) {}

    [[nodiscard]] const ParametersOnDay& parameters() const { return parameters_; }
    [[nodiscard]] std::vector<ConfigurationProblem>& problems() { return problems_; }

    void expect(bool holds, const std::string& parameter, const std::string& problem)
    {
        if (!holds)
            problems_.push_back({"parameters of sa_1447", 0, parameter + ": " + problem});
    }

    Parameter<std::vector<Stage>> stages(const std::string& name)
    {
        const auto list = parameters_.list(name);
        Parameter<std::vector<Stage>> result{.value = {}, .info = list.info};
        for (const std::string& word : list.value) {
            const auto stage = stage_named(word);
            expect(stage.has_value(), name, "\"" + word + "\" is not a stage");
            if (stage)
                result.value.push_back(*stage);
        }
        return result;
    }

    Parameter<std::vector<Band>> bands(const std::string& table)
    {
        const std::string from_name = "bands." + table + "_from";
        const auto from = parameters_.exacts(from_name);
        const auto words = parameters_.list("bands." + table + "_names");
        expect(from.value.size() == words.value.size() && !from.value.empty() &&
                   from.value.back().is_zero() &&
                   std::is_sorted(from.value.rbegin(), from.value.rend(), std::less_equal<>()),
               from_name,
               "must fall, end at 0 and have as many entries as bands." + table + "_names");
        Parameter<std::vector<Band>> result{.value = {}, .info = from.info};
        for (std::size_t i = 0; i < std::min(from.value.size(), words.value.size()); ++i)
            result.value.push_back({Mark(from.value[i]), words.value[i]});
        return result;
    }

    void finish()
    {
        if (!problems_.empty())
            throw ConfigurationFault(problems_);
    }

private:
    const ParametersOnDay& parameters_;
    std::vector<ConfigurationProblem> problems_;
};

BehaviourRules read_behaviour(RuleReader& reader, const EditionRules1447& rules)
{
    const ParametersOnDay& parameters = reader.parameters();
    BehaviourRules behaviour{
        .positive = parameters.mark("behaviour.positive"),
        .distinguished = parameters.mark("behaviour.distinguished"),
        .deductions = parameters.counts("behaviour.deductions"),
        .degree_1_from_occurrence = parameters.count("behaviour.degree_1_from_occurrence"),
        .recoverable = parameters.yes_no("behaviour.recoverable"),
        .descriptive_grades = parameters.counts("behaviour.descriptive_grades"),
        .counsellor_may_record_deductions =
            parameters.yes_no("behaviour.counsellor_may_record_deductions")};
    reader.expect(behaviour.deductions.value.size() == k_offence_degrees, "behaviour.deductions",
                  "must have one deduction for each of the five degrees");
    reader.expect(behaviour.positive.value + behaviour.distinguished.value == rules.maximum.value,
                  "behaviour.positive", "with behaviour.distinguished must make models.maximum");
    return behaviour;
}

AttendanceRules read_attendance(RuleReader& reader)
{
    const ParametersOnDay& parameters = reader.parameters();
    AttendanceRules attendance{
        .start = parameters.mark("attendance.start"),
        .unexcused_day = parameters.mark("attendance.unexcused_day"),
        .least = parameters.mark("attendance.least"),
        .restored_when_excused = parameters.yes_no("attendance.restored_when_excused"),
        .excuse_working_days = parameters.count("attendance.excuse_working_days"),
        .excuse_working_days_most = parameters.count("attendance.excuse_working_days_most"),
        .study_days = parameters.count("attendance.study_days"),
        .bar_share = parameters.share("attendance.bar_share"),
        .bar_days = parameters.count("attendance.bar_days"),
        .barred_stages = reader.stages("attendance.barred_stages")};
    reader.expect(attendance.bar_share.value.value * Exact(attendance.study_days.value) ==
                      Exact(attendance.bar_days.value),
                  "attendance.bar_days", "must be attendance.bar_share of attendance.study_days");
    reader.expect(attendance.excuse_working_days.value <= attendance.excuse_working_days_most.value,
                  "attendance.excuse_working_days",
                  "must not be above attendance.excuse_working_days_most");
    return attendance;
}

}  // namespace

BandTable band_table_of(int grade)
{
    if (grade <= k_last_grade_of_first_bands)
        return BandTable::grades_1_2;
    return stage_of(grade) == Stage::secondary ? BandTable::secondary : BandTable::grades_3_9;
}

EditionRules1447 EditionRules1447::read(const ParametersOnDay& parameters)
{
    RuleReader reader(parameters);
    EditionRules1447 rules;
    rules.digest = parameters.digest();
    for (const ParameterInfo* info : parameters.infos())
        if (info->status == ParameterStatus::assumed)
            rules.assumed.push_back(info);
    rules.first_covered_day = parameters.day("edition.first_day").value;
    rules.last_covered_day = parameters.day("edition.last_day").value;
    reader.expect(rules.first_covered_day < rules.last_covered_day, "edition.first_day",
                  "must be before edition.last_day");

    rules.maximum = parameters.mark("models.maximum");
    rules.models = Models::read(parameters, reader.problems());
    rules.entry_decimals = parameters.count("marks.entry_decimals");
    rules.periods_of_year = parameters.count("marks.periods_of_year");
    rules.entries_per_period = parameters.count("marks.entries_per_period");
    rules.notices_per_period = parameters.count("marks.notices_per_period");

    rules.pass_mark = parameters.mark("passing.pass_mark");
    rules.final_exam_least = parameters.share("passing.final_exam_least");
    rules.excused_exam_maximum = parameters.mark("passing.excused_exam_maximum");
    rules.unexcused_exam_maximum = parameters.mark("passing.unexcused_exam_maximum");
    rules.unexcused_stages = reader.stages("passing.unexcused_stages");
    rules.stumble_exam_maximum = parameters.mark("passing.stumble_exam_maximum");
    rules.repeat_if_passed_below = parameters.share("passing.repeat_if_passed_below");
    reader.expect(rules.stumble_exam_maximum.value == rules.maximum.value,
                  "passing.stumble_exam_maximum", "must be models.maximum");

    rules.bands = {reader.bands("grades_1_2"), reader.bands("grades_3_9"),
                   reader.bands("secondary")};

    rules.average_decimals = parameters.count("average.decimals");
    rules.gpa_year_weights = parameters.exacts("average.gpa_year_weights");
    Exact weights;
    for (const Exact& weight : rules.gpa_year_weights.value)
        weights += weight;
    reader.expect(weights == Exact(1) && rules.gpa_year_weights.value.size() == 3,
                  "average.gpa_year_weights", "must be three shares that make the whole");
    rules.behaviour_periods = parameters.count("average.behaviour_periods");
    rules.attendance_periods = parameters.count("average.attendance_periods");
    rules.activity_share_without_periods = parameters.share("models.m9_share_without_periods");

    rules.behaviour = read_behaviour(reader, rules);
    rules.attendance = read_attendance(reader);
    reader.finish();
    rules.plans = PlanBook::read(plan_file(), rules.models);
    return rules;
}

}  // namespace taqwim::sa_1447
