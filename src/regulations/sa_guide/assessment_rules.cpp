#include "regulations/sa_guide/assessment_rules.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <utility>

#include "core/configuration_fault.h"

namespace taqwim::sa_guide {

namespace {

class RuleReader {
public:
    explicit RuleReader(const ParametersOnDay& parameters) : parameters_(parameters) {}

    void expect(bool holds, const std::string& parameter, const std::string& problem)
    {
        if (!holds)
            problems_.push_back({"parameters of sa_guide", 0, parameter + ": " + problem});
    }

    template <class Enum>
    Parameter<Enum> choice(const std::string& name,
                           std::span<const std::pair<std::string_view, Enum>> choices)
    {
        const auto text = parameters_.text(name);
        for (const auto& [word, value] : choices)
            if (word == text.value)
                return {.value = value, .info = text.info};
        expect(false, name, "\"" + text.value + "\" is not one of the allowed words");
        return {.value = choices.front().second, .info = text.info};
    }

    Parameter<std::vector<int>> rising_counts(const std::string& name)
    {
        auto list = parameters_.counts(name);
        expect(!list.value.empty() &&
                   std::is_sorted(list.value.begin(), list.value.end(), std::less_equal<>()),
               name, "must rise");
        return list;
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

constexpr std::array<std::pair<std::string_view, OralArrangement>, 2> k_arrangements = {
    {{"continuous", OralArrangement::continuous}, {"exam", OralArrangement::exam}}};
constexpr std::array<std::pair<std::string_view, AffiliatePapers>, 2> k_papers = {
    {{"direct", AffiliatePapers::direct}, {"scaled", AffiliatePapers::scaled}}};

OralSubjectRules read_oral(const ParametersOnDay& parameters, RuleReader& reader)
{
    OralSubjectRules rules;
    rules.first_grade = parameters.count("oral.first_grade");
    rules.arrangement = reader.choice<OralArrangement>("oral.arrangement", k_arrangements);
    rules.class_sizes = reader.rising_counts("oral.class_sizes");
    for (int periods = 1; parameters.has("oral.counts_" + std::to_string(periods)); ++periods) {
        const std::string name = "oral.counts_" + std::to_string(periods);
        rules.counts.push_back(parameters.counts(name));
        const auto& counts = rules.counts.back().value;
        reader.expect(counts.size() == rules.class_sizes.value.size() + 1, name,
                      "must have one number for each band of class size (PG-4.7a)");
        // D18: one assessment is one period, and the last one's notice waits, so there are two at least.
        reader.expect(
            std::all_of(counts.begin(), counts.end(), [](int count) { return count > 1; }), name,
            "must be at least 2 (D18)");
    }
    reader.expect(!rules.counts.empty(), "oral.counts_1", "is missing");

    const auto from = parameters.exacts("oral.descriptor_from");
    const auto codes = parameters.list("oral.descriptors");
    rules.descriptors.info = from.info;
    reader.expect(from.value.size() == codes.value.size() && !from.value.empty() &&
                      from.value.back().is_zero() &&
                      std::is_sorted(from.value.rbegin(), from.value.rend(), std::less_equal<>()),
                  "oral.descriptor_from",
                  "must fall, end at 0 and have as many entries as oral.descriptors");
    for (std::size_t i = 0; i < std::min(from.value.size(), codes.value.size()); ++i)
        rules.descriptors.value.push_back({.from = Share(from.value[i]), .code = codes.value[i]});
    rules.notice_due_days = parameters.count("oral.notice_due_days");
    return rules;
}

QuranRules read_quran(const ParametersOnDay& parameters, RuleReader& reader, const Mark& term)
{
    QuranRules rules{.weeks_per_period = parameters.count("quran.weeks_per_period"),
                     .daily_per_week = parameters.count("quran.daily_per_week"),
                     .weekly_per_week = parameters.count("quran.weekly_per_week"),
                     .divisor = parameters.count("quran.divisor"),
                     .periods = parameters.count("quran.periods"),
                     .deduction_maximum = parameters.mark("quran.deduction_maximum"),
                     .final_review_least_days = parameters.count("quran.final_review_least_days"),
                     .daily_maximum = parameters.mark("quran.daily_maximum"),
                     .weekly_maximum = parameters.mark("quran.weekly_maximum"),
                     .review_maximum = parameters.mark("quran.review_maximum"),
                     .final_review_maximum = parameters.mark("quran.final_review_maximum"),
                     .recitation_maximum = parameters.mark("quran.recitation_maximum"),
                     .review_weeks = reader.rising_counts("quran.review_weeks"),
                     .final_review_week = parameters.count("quran.final_review_week"),
                     .first_recitation_grade = parameters.count("quran.first_recitation_grade")};
    reader.expect(
        rules.review_weeks.value.size() == static_cast<std::size_t>(rules.periods.value) &&
            rules.review_weeks.value.back() < rules.final_review_week.value,
        "quran.review_weeks", "must name a week for each period, before the final review");
    // D14, D16: the parts of a term mark make the term.
    const Mark slots =
        rules.daily_maximum.value * (rules.weeks_per_period.value * rules.daily_per_week.value) +
        rules.weekly_maximum.value * (rules.weeks_per_period.value * rules.weekly_per_week.value);
    const Mark whole = slots / rules.divisor.value + rules.review_maximum.value +
                       rules.final_review_maximum.value + rules.recitation_maximum.value;
    reader.expect(whole == term, "quran.daily_maximum",
                  "the parts of a term mark add up to " + whole.to_text() + ", not to " +
                      term.to_text() + " (PG-4.4, D14)");
    return rules;
}

}  // namespace

AssessmentRules AssessmentRules::read(const ParametersOnDay& parameters,
                                      std::shared_ptr<const SchemeBook> schemes)
{
    RuleReader reader(parameters);
    AssessmentRules rules;
    rules.entry_step = parameters.exact("marks.entry_step");
    rules.oral_subjects = read_oral(parameters, reader);
    rules.quran = read_quran(parameters, reader, parameters.mark("marks.oral_term").value);
    rules.dictation = {.deduction_per_wrong_word =
                           parameters.mark("dictation.deduction_per_wrong_word"),
                       .grades = reader.rising_counts("dictation.grades"),
                       .words = parameters.counts("dictation.words"),
                       .items = parameters.count("dictation.items")};
    reader.expect(rules.dictation.grades.value.size() == rules.dictation.words.value.size(),
                  "dictation.words", "must have one number for each of dictation.grades");
    rules.late_admission = {.sufficient_days = parameters.count("late_admission.sufficient_days"),
                            .midterm = parameters.mark("late_admission.midterm"),
                            .participation = parameters.mark("late_admission.participation"),
                            .exam = parameters.mark("late_admission.exam"),
                            .exam_alone = parameters.mark("late_admission.exam_alone")};
    reader.expect(rules.late_admission.midterm.value + rules.late_admission.participation.value +
                          rules.late_admission.exam.value ==
                      rules.late_admission.exam_alone.value,
                  "late_admission.exam_alone",
                  "must be what mid-term, participation and exam give together (PG-9.1)");
    rules.affiliation = {
        .papers = reader.choice<AffiliatePapers>("affiliation.entry_mode", k_papers),
        .night_oral = reader.choice<OralArrangement>("affiliation.night_oral", k_arrangements),
        .exam_centre_grade = parameters.count("affiliation.exam_centre_grade"),
        .exam_centre_windows = parameters.list("affiliation.exam_centre_windows"),
        .english_paper = parameters.mark("english.affiliate_paper"),
        .english_term_mark = parameters.mark("english.affiliate_term_mark"),
        .repeat_only_grades = parameters.counts("article_9.repeat_only_grades"),
        .conditional_grades = parameters.counts("article_9.conditional_grades"),
        .choice_grades = parameters.counts("article_9.choice_grades"),
        .choice_days = parameters.count("article_9.choice_days"),
        .least_failures = parameters.count("article_9.least_failures"),
        .intermediate_age = parameters.count("article_9.intermediate_age"),
        .secondary_age = parameters.count("article_9.secondary_age")};
    rules.examination_day = {.most_subjects = parameters.count("examination_day.most_subjects"),
                             .limited_windows = parameters.list("examination_day.limited_windows"),
                             .late_minutes = parameters.count("examination_day.late_minutes"),
                             .hand_in_share = parameters.share("examination_day.hand_in_share"),
                             .scribe_grade_gap =
                                 parameters.count("examination_day.scribe_grade_gap")};
    rules.transfer = {.lead_days = parameters.count("transfer.lead_days"),
                      .collect_days = parameters.count("transfer.collect_days"),
                      .send_days = parameters.count("transfer.send_days")};
    reader.finish();
    rules.scheme_book = std::move(schemes);
    rules.schemes = rules.scheme_book->on(parameters.day(), rules.affiliation.papers.value);
    return rules;
}

Result<const MarkScheme*> AssessmentRules::scheme_for(SchemeQuery query) const
{
    const bool is_night = query.student_type == "night";
    const OralArrangement arrangement =
        is_night && oral_subjects.arrangement.value == OralArrangement::continuous
            ? affiliation.night_oral.value
            : oral_subjects.arrangement.value;
    if (arrangement == OralArrangement::exam && scheme_book->is_oral(query.subject, query.grade))
        query.subject = "*";
    return schemes.find(query);
}

}  // namespace taqwim::sa_guide
