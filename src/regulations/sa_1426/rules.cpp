#include "regulations/sa_1426/rules.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/configuration_fault.h"

namespace taqwim::sa_1426 {

namespace {

// Reads parameters and keeps everything that is wrong with them, so that one pass reports it all.
class RuleReader {
public:
    explicit RuleReader(const ParametersOnDay& parameters) : parameters_(parameters) {}

    [[nodiscard]] const ParametersOnDay& parameters() const { return parameters_; }

    void expect(bool holds, const std::string& parameter, const std::string& problem)
    {
        if (!holds)
            problems_.push_back(
                {"parameters of the Saudi year by marks", 0, parameter + ": " + problem + "."});
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

    Parameter<GroupSet> groups(const std::string& name)
    {
        const auto list = parameters_.list(name);
        Parameter<GroupSet> set{.value = {}, .info = list.info};
        for (const std::string& code : list.value) {
            const auto group = subject_group_of(code);
            expect(group.has_value(), name, "\"" + code + "\" is not a group of subjects");
            if (group)
                set.value.insert(*group);
        }
        return set;
    }

    Tolerance tolerance(const std::string& prefix)
    {
        return {.grades = parameters_.counts(prefix + "grades"),
                .most_subjects = parameters_.count(prefix + "most_subjects"),
                .floor_share = parameters_.share(prefix + "floor_share"),
                .excluded_groups = groups(prefix + "excluded_groups")};
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

void read_marks(RuleReader& reader, Rules& rules)
{
    const ParametersOnDay& parameters = reader.parameters();
    rules.subject_maximum = parameters.mark("marks.subject_maximum");
    rules.regular[0] = {.coursework = parameters.mark("marks.term_1_coursework"),
                        .exam = parameters.mark("marks.term_1_exam")};
    rules.regular[1] = {.coursework = parameters.mark("marks.term_2_coursework"),
                        .exam = parameters.mark("marks.term_2_exam")};
    rules.one_term_coursework = parameters.mark("marks.one_term_coursework");
    rules.one_term_exam = parameters.mark("marks.one_term_exam");
    rules.exam_only_exam = parameters.mark("marks.exam_only_exam");
    rules.affiliated_exam = {parameters.mark("affiliation.term_1_exam"),
                             parameters.mark("affiliation.term_2_exam")};
    rules.affiliated_annual_exam = parameters.mark("affiliation.annual_exam");
    rules.oral_term = parameters.mark("marks.oral_term");
    rules.entry_step = parameters.exact("marks.entry_step");
    reader.expect(rules.entry_step.value > Exact(0), "marks.entry_step", "must be above 0");
    for (const Stage stage : {Stage::primary, Stage::intermediate, Stage::secondary}) {
        static constexpr std::array groups = {"_islamic", "_arabic", "_other"};
        for (std::size_t group = 0; group < k_subject_groups; ++group)
            rules.minimum[static_cast<std::size_t>(stage)][group] =
                parameters.mark(std::string("minimum.") + code(stage) + groups[group]);
    }
}

// SR-6.4  However a subject is examined, its parts make its maximum.
void check_sums(RuleReader& reader, const Rules& rules)
{
    const Mark maximum = rules.subject_maximum.value;
    const auto sums_up = [&](const Mark& sum, const std::string& parameter) {
        reader.expect(sum == maximum, parameter,
                      "its parts add up to " + sum.to_text() + ", not to the " + maximum.to_text() +
                          " marks of a subject (SR-6.4)");
    };
    reader.expect(maximum > Mark(0), "marks.subject_maximum", "must be above 0");
    Mark regular;
    for (const TermAllotment& term : rules.regular)
        regular += term.coursework.value + term.exam.value;
    sums_up(regular, "marks.term_1_coursework");
    sums_up(rules.one_term_coursework.value + rules.one_term_exam.value, "marks.one_term_exam");
    sums_up(rules.affiliated_exam[0].value + rules.affiliated_exam[1].value,
            "affiliation.term_1_exam");
    sums_up(rules.affiliated_annual_exam.value, "affiliation.annual_exam");
    sums_up(rules.oral_term.value * static_cast<int>(k_terms.size()), "marks.oral_term");
    for (const TermAllotment& term : rules.regular)
        reader.expect(rules.exam_only_exam.value == term.coursework.value + term.exam.value,
                      "marks.exam_only_exam",
                      "must be all the marks of the term it is examined for (PG-9.2)");
    for (const auto& stage : rules.minimum)
        for (const Parameter<Mark>& minimum : stage)
            reader.expect(minimum.value <= maximum, minimum.info->name,
                          "is above the marks of a subject (SR-6.5)");
}

// SR-12.2  One weight for each grade that counts, or the word "pooled" alone.
void read_year_weights(RuleReader& reader, Rules& rules)
{
    const char* const name = "average.year_weights";
    const auto list = reader.parameters().list(name);
    rules.average_year_weights.info = list.info;
    if (list.value == std::vector<std::string>{"pooled"})
        return;
    Exact sum;
    for (const std::string& text : list.value) {
        const auto weight = Exact::parse(text);
        reader.expect(weight && *weight >= Exact(0), name,
                      "\"" + text + "\" is neither a weight nor the word pooled alone");
        if (!weight)
            continue;
        rules.average_year_weights.value.push_back(*weight);
        sum += *weight;
    }
    reader.expect(sum == Exact(1), name, "must add up to 1 (SR-12.2)");
}

void read_grades(RuleReader& reader, Rules& rules)
{
    const ParametersOnDay& parameters = reader.parameters();
    rules.average_from_grade = parameters.count("average.from_grade");
    rules.average_decimals = parameters.count("average.decimals");
    read_year_weights(reader, rules);

    const auto from = parameters.exacts("grades.from");
    const auto names = parameters.list("grades.names");
    rules.grade_bands.info = from.info;
    // Without bands an edition knows no averages (SR-V.3).
    const bool is_ordered =
        std::is_sorted(from.value.rbegin(), from.value.rend(), std::less_equal<>());
    reader.expect(from.value.size() == names.value.size() && is_ordered &&
                      (from.value.empty() || from.value.back().is_zero()),
                  "grades.from",
                  "must fall, end at 0 and have as many entries as grades.names (SR-12.1)");
    for (std::size_t band = 0; band < std::min(from.value.size(), names.value.size()); ++band)
        rules.grade_bands.value.push_back({from.value[band], names.value[band]});
    rules.grade_bands_confirmed = parameters.yes_no("grades.confirmed");
}

}  // namespace

Rules Rules::read(const ParametersOnDay& parameters)
{
    RuleReader reader(parameters);
    Rules rules;
    rules.digest = parameters.digest();
    for (const ParameterInfo* info : parameters.infos())
        if (info->status == ParameterStatus::assumed)
            rules.assumed.push_back(info);
    rules.first_covered_day = parameters.day("edition.first_day").value;
    rules.last_covered_day = parameters.day("edition.last_day").value;
    reader.expect(rules.first_covered_day < rules.last_covered_day, "edition.first_day",
                  "must be before edition.last_day");

    read_marks(reader, rules);
    check_sums(reader, rules);
    rules.fraction_raise = reader.choice<FractionRaise>(
        "fractions.raise", {{"guide", FractionRaise::guide}, {"none", FractionRaise::none}});
    rules.two_subjects = reader.tolerance("passing.b_");
    rules.one_subject = reader.tolerance("passing.c_");
    rules.tolerance_requires_sitting = parameters.yes_no("passing.tolerance_requires_sitting");
    rules.second_round_absence = reader.choice<SecondRoundAbsence>(
        "second_round.unexcused_absence",
        {{"keep_first_round_mark", SecondRoundAbsence::keep_first_round_mark}});
    read_grades(reader, rules);
    reader.finish();
    return rules;
}

}  // namespace taqwim::sa_1426
