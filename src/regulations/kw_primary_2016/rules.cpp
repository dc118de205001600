#include "regulations/kw_primary_2016/rules.h"

#include <algorithm>

#include "core/configuration_fault.h"

namespace taqwim::kw_primary_2016 {

namespace {

// Reads parameters and keeps everything that is wrong with them, so that one pass reports it all.
class RuleReader {
public:
    explicit RuleReader(const ParametersOnDay& parameters) : parameters_(parameters) {}

    [[nodiscard]] const ParametersOnDay& parameters() const { return parameters_; }

    void expect(bool holds, const std::string& parameter, const std::string& problem)
    {
        if (!holds)
            problems_.push_back({"parameters of kw_primary_2016", 0, parameter + ": " + problem});
    }

    Parameter<SubjectSet> subjects(const std::string& name)
    {
        const auto list = parameters_.list(name);
        Parameter<SubjectSet> set{.value = {}, .info = list.info};
        for (const std::string& code : list.value) {
            const auto subject = subject_of(code);
            expect(subject.has_value(), name,
                   "\"" + code + "\" is not a subject of this regulation");
            if (subject)
                set.value.insert(*subject);
        }
        return set;
    }

    // Lists of whole numbers that must rise, such as the days of a ladder.
    Parameter<std::vector<int>> rising_counts(const std::string& name)
    {
        auto list = parameters_.counts(name);
        expect(std::is_sorted(list.value.begin(), list.value.end(), std::less_equal<>()), name,
               "must rise");
        return list;
    }

    template <class Enum>
    Parameter<Enum> choice(const std::string& name,
                           const std::vector<std::pair<std::string, Enum>>& choices)
    {
        const auto text = parameters_.text(name);
        for (const auto& [word, value] : choices)
            if (word == text.value)
                return {.value = value, .info = text.info};
        expect(false, name, "\"" + text.value + "\" is not one of the allowed words");
        return {.value = choices.front().second, .info = text.info};
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

void read_subject_plan(RuleReader& reader, Rules& rules)
{
    const ParametersOnDay& parameters = reader.parameters();
    const auto weekly_periods = parameters.count("subjects.weekly_periods");
    for (int grade = 1; grade <= k_grades; ++grade) {
        const auto g = static_cast<std::size_t>(grade - 1);
        const std::string suffix = "_grade_" + std::to_string(grade);
        const std::string plan = "subjects.periods" + suffix;
        int total = 0;
        for (const std::string& entry : parameters.list(plan).value) {
            const std::size_t equals = entry.find('=');
            const auto subject = subject_of(std::string_view(entry).substr(0, equals));
            const auto periods = equals == std::string::npos
                                     ? std::nullopt
                                     : Exact::parse(std::string_view(entry).substr(equals + 1));
            reader.expect(subject && periods && periods->is_whole(), plan,
                          "\"" + entry + "\" must be a subject and its periods, such as maths=5");
            if (!subject || !periods)
                continue;
            rules.taught[g].insert(*subject);
            rules.periods[g][index(*subject)] =
                static_cast<int>(periods->nearest(Ties::away_from_zero));
            total += rules.periods[g][index(*subject)];
        }
        reader.expect(total == weekly_periods.value, plan,
                      "the periods do not add up to the week (KW-1)");
        rules.counted[g] = reader.subjects("subjects.counted" + suffix);
        rules.practical[g] = reader.subjects("subjects.practical" + suffix);
        for (const Subject subject : k_all_subjects) {
            const bool counted = rules.counted[g].value.contains(subject);
            const bool practical = rules.practical[g].value.contains(subject);
            reader.expect((counted || practical) == rules.taught[g].contains(subject) &&
                              !(counted && practical),
                          plan,
                          std::string(code(subject)) +
                              " must be either counted or practical (KW-8.1, KW-8.2)");
        }
    }
    for (const Subject subject : k_all_subjects)
        rules.general_competencies[index(subject)] =
            parameters.count(std::string("competencies.") + code(subject));
}

void read_bands(RuleReader& reader, Rules& rules)
{
    const auto from = reader.parameters().exacts("summative.band_from");
    const auto points = reader.parameters().counts("summative.band_points");
    rules.unit_bands.info = from.info;
    reader.expect(from.value.size() == points.value.size() && !from.value.empty() &&
                      from.value.back().is_zero() &&
                      std::is_sorted(from.value.rbegin(), from.value.rend(), std::less_equal<>()),
                  "summative.band_from",
                  "must fall, end at 0 and have as many entries as summative.band_points");
    for (std::size_t i = 0; i < std::min(from.value.size(), points.value.size()); ++i)
        rules.unit_bands.value.push_back({from.value[i], points.value[i]});

    const auto grade_from = reader.parameters().exacts("verbal.from");
    const auto grades = reader.parameters().list("verbal.grades");
    rules.verbal_bands.info = grade_from.info;
    reader.expect(
        grade_from.value.size() == grades.value.size() && !grade_from.value.empty() &&
            grade_from.value.back().is_zero() &&
            std::is_sorted(grade_from.value.rbegin(), grade_from.value.rend(), std::less_equal<>()),
        "verbal.from", "must fall, end at 0 and have as many entries as verbal.grades");
    for (std::size_t i = 0; i < std::min(grade_from.value.size(), grades.value.size()); ++i) {
        static constexpr std::array all = {VerbalGrade::unacceptable, VerbalGrade::acceptable,
                                           VerbalGrade::good, VerbalGrade::very_good,
                                           VerbalGrade::excellent};
        const auto* const grade = std::find_if(
            all.begin(), all.end(), [&](VerbalGrade g) { return grades.value[i] == code(g); });
        reader.expect(grade != all.end(), "verbal.grades",
                      "\"" + grades.value[i] + "\" is not a verbal grade");
        if (grade != all.end())
            rules.verbal_bands.value.push_back({grade_from.value[i], *grade});
    }
}

// KW-6.1, KW-4.8  The parts of a term mark make its maximum, the parts of a year mark of grade 5 the whole.
void check_weights(RuleReader& reader, const Rules& rules)
{
    reader.expect(rules.formative_weight.value + rules.summative_weight.value ==
                      rules.maximum_mark.value,
                  "formative.weight", "with summative.weight must make the maximum mark (KW-6.1)");
    reader.expect(rules.terms_share.value.value + rules.performance_share.value.value == Exact(1),
                  "grade_5.terms_share",
                  "with grade_5.performance_share must make the whole (KW-4.8)");
}

void read_calendar(RuleReader& reader, Rules& rules)
{
    static const std::vector<std::string> names = {"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
    for (const std::string& day : reader.parameters().list("calendar.school_weekdays").value) {
        const auto found = std::find(names.begin(), names.end(), day);
        reader.expect(found != names.end(), "calendar.school_weekdays",
                      "\"" + day + "\" is not a day of the week");
        if (found != names.end())
            rules.school_weekdays[static_cast<std::size_t>(found - names.begin())] = true;
    }
    rules.last_two_months = reader.parameters().count("calendar.last_two_months");
    const auto limit = reader.parameters().text("absence.exceptional_limit_grade_5");
    rules.exceptional_limit_grade_5.info = limit.info;
    const auto day = Day::parse("2016-" + limit.value);
    reader.expect(day.has_value(), "absence.exceptional_limit_grade_5",
                  "must be a month and a day, such as 10-15");
    if (day)
        rules.exceptional_limit_grade_5.value = {day->civil().month, day->civil().day};
}

void read_coverage(RuleReader& reader, Rules& rules)
{
    rules.first_covered_day = reader.parameters().day("coverage.first_day").value;
    rules.last_covered_day = reader.parameters().day("coverage.last_day").value;
    reader.expect(rules.first_covered_day < rules.last_covered_day, "coverage.first_day",
                  "must be before coverage.last_day");
}

}  // namespace

std::optional<Subject> subject_of(std::string_view text)
{
    for (const Subject subject : k_all_subjects)
        if (text == code(subject))
            return subject;
    return std::nullopt;
}

Rules Rules::read(const ParametersOnDay& parameters)
{
    RuleReader reader(parameters);
    Rules rules;
    rules.digest = parameters.digest();
    for (const ParameterInfo* info : parameters.infos())
        if (info->status == ParameterStatus::assumed)
            rules.assumed.push_back(info);
    read_coverage(reader, rules);
    read_subject_plan(reader, rules);
    read_bands(reader, rules);
    read_calendar(reader, rules);

    rules.maximum_mark = parameters.mark("subjects.maximum_mark");
    rules.minimum_mark = parameters.mark("subjects.minimum_mark");
    rules.formative_weight = parameters.mark("formative.weight");
    rules.maximum_level = parameters.count("formative.maximum_level");
    rules.formative_half = reader.choice<Ties>(
        "formative.half",
        {{"up", Ties::away_from_zero}, {"down", Ties::toward_zero}, {"even", Ties::to_even}});
    rules.least_measures_per_criterion = parameters.count("formative.least_measures_per_criterion");
    rules.summative_weight = parameters.mark("summative.weight");
    rules.summative_denominator = reader.choice<SummativeDenominator>(
        "summative.denominator", {{"units", SummativeDenominator::units},
                                  {"competencies", SummativeDenominator::competencies}});
    const auto unit_maximum = parameters.mark("summative.unit_maximum");
    rules.unit_maximum = {.value = unit_maximum.value.value, .info = unit_maximum.info};
    rules.score_decimals = parameters.count("summative.score_decimals");
    rules.terms_share = parameters.share("grade_5.terms_share");
    rules.performance_share = parameters.share("grade_5.performance_share");
    rules.performance_maximum = parameters.mark("grade_5.performance_maximum");
    check_weights(reader, rules);

    rules.practical_blocks = parameters.yes_no("promotion.practical_blocks");
    rules.repeat_from_failing_subjects = parameters.count("promotion.repeat_from_failing_subjects");
    rules.placement_most_subjects = parameters.count("promotion.placement_most_subjects");
    rules.second_round_most_subjects = parameters.count("promotion.second_round_most_subjects");
    rules.last_two_months_least_attended_days =
        parameters.count("promotion.last_two_months_least_attended_days");
    rules.raise_all_subjects_from = parameters.mark("raise.all_subjects_from");
    rules.raise_single_subject_from = parameters.mark("raise.single_subject_from");
    rules.raise_single_count_basis = reader.choice<SingleCountBasis>(
        "raise.single_count_basis", {{"as_obtained", SingleCountBasis::as_obtained},
                                     {"after_17_1", SingleCountBasis::after_17_1}});
    rules.raise_on_second_attempt = parameters.yes_no("raise.on_second_attempt");
    rules.placement_pass_mark = parameters.mark("second_chance.placement_pass_mark");
    rules.placement_caps_at_minimum = parameters.yes_no("second_chance.placement_caps_at_minimum");
    rules.second_round_caps_at_minimum =
        parameters.yes_no("second_chance.second_round_caps_at_minimum");
    rules.reassessment_maximum = parameters.mark("second_chance.reassessment_maximum");
    rules.exceptional_requires_assessment_pass =
        parameters.yes_no("second_chance.exceptional_requires_assessment_pass");

    rules.first_week_days = parameters.count("absence.first_week_days");
    rules.make_up_window_most_days = parameters.count("absence.make_up_window_most_days");
    rules.excused_block_days = parameters.count("absence.excused_block_days");
    rules.excused_marks = parameters.mark("absence.excused_marks");
    rules.excused_continuous_spell_days = parameters.count("absence.excused_continuous_spell_days");
    rules.oral_notice_at = parameters.count("absence.oral_notice_at");
    rules.warnings_at = reader.rising_counts("absence.warnings_at");
    reader.expect(rules.warnings_at.value.size() <= 4, "absence.warnings_at",
                  "the ladder has four warnings (KW-22.6)");
    rules.deduct_on = reader.rising_counts("absence.deduct_on");
    rules.unexcused_marks = parameters.mark("absence.unexcused_marks");
    rules.referral_at = parameters.count("absence.referral_at");
    rules.period_counts_as_day = parameters.yes_no("absence.period_counts_as_day");
    rules.excuse_days_limit = parameters.count("absence.excuse_days_limit");
    rules.deduction_floor = parameters.mark("absence.deduction_floor");
    rules.official_activity_counts =
        parameters.yes_no("absence.official_activity_counts_as_excused");
    rules.lateness_warning_at = parameters.count("lateness.warning_at");
    rules.lateness_per_absence_day = parameters.count("lateness.per_absence_day");
    reader.expect(rules.lateness_per_absence_day.value > 0, "lateness.per_absence_day",
                  "must be above 0");
    reader.expect(rules.excused_block_days.value > 0, "absence.excused_block_days",
                  "must be above 0");

    rules.exempt_non_muslim = reader.subjects("exemptions.non_muslim");
    rules.exempt_medical_report = reader.subjects("exemptions.medical_report");
    rules.boys_transfer_age = parameters.count("persons.boys_transfer_age");
    rules.boys_transfer_grades = reader.rising_counts("persons.boys_transfer_grades");
    rules.compulsory_age_primary = parameters.count("persons.compulsory_age_primary");
    rules.compulsory_nationality = parameters.text("persons.compulsory_nationality");
    rules.exceptional_types = parameters.list("exceptional.types");
    rules.exceptional_parent_types = parameters.list("exceptional.parent_types");
    reader.finish();
    return rules;
}

}  // namespace taqwim::kw_primary_2016
