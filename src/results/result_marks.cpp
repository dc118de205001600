#include "results/result_marks.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/school_year.h"
#include "regulations/frame/json_value.h"

namespace taqwim::results {

namespace {

// A percentage, an average and a course of 1447 are out of this.
const Exact k_hundred = 100;

std::optional<JsonValue> member(const std::optional<JsonValue>& of, std::string_view name)
{
    if (!of || !of->is(JsonKind::object))
        return std::nullopt;
    const auto found = of->find(name);
    return found && !found->is(JsonKind::null) ? found : std::nullopt;
}

std::optional<JsonValue> member(JsonValue of, std::string_view name)
{
    return member(std::optional(of), name);
}

std::string text_of(const std::optional<JsonValue>& value)
{
    return value ? std::string(value->text()) : std::string();
}

// Marks are exact texts.
std::optional<Exact> exact_of(const std::optional<JsonValue>& value)
{
    return value ? Exact::parse(value->text()) : std::nullopt;
}

bool lists(const std::optional<JsonValue>& list, std::string_view text)
{
    return list && std::any_of(list->begin(), list->end(),
                               [&](JsonValue one) { return one.text() == text; });
}

// kw_primary_2016
class KuwaitiYear {
public:
    KuwaitiYear(const RuleSet& rule_set, JsonValue outcome)
        : rule_set_(rule_set),
          outcome_(outcome),
          year_(*member(outcome, "year")),
          chance_(member(outcome, "second_round"))
    {
        if (!chance_)
            chance_ = member(outcome, "placement");
        read_counted();
    }

    [[nodiscard]] std::vector<ResultMark> marks() const
    {
        std::vector<ResultMark> found;
        if (const auto subjects = member(year_, "subjects"))
            for (const JsonValue subject : *subjects)
                if (!member(subject, "exempt"))
                    found.push_back(mark_of(subject));
        const JsonValue total = chance_ ? *chance_ : year_;
        found.push_back({.subject = "",
                         .mark = exact_of(member(total, "percentage")),
                         .maximum = k_hundred,
                         .band = band(member(total, "grade"))});
        return found;
    }

private:
    // Only subjects with a minimum are passed or not (KW-3, KW-8.1).
    void read_counted()
    {
        const auto grade = member(outcome_, "grade_level");
        const auto year = SchoolYear::parse(text_of(member(outcome_, "school_year")));
        if (!grade || !year)
            return;
        const auto parameters = rule_set_.parameters().on(year->first_day());
        const std::string name = "subjects.counted_grade_" + std::string(grade->number());
        if (parameters && parameters->has(name)) {
            counted_ = parameters->list(name).value;
            maximum_ = parameters->mark("subjects.maximum_mark").value.value;
        }
    }

    // The outcome has the symbol that Article 14 prints.
    [[nodiscard]] std::string band(const std::optional<JsonValue>& grade) const
    {
        constexpr std::array codes = {"excellent", "very_good", "good", "acceptable",
                                      "unacceptable"};
        if (grade)
            for (const char* code : codes)
                if (rule_set_.messages(Language::ar).format("symbol." + std::string(code)) ==
                    grade->text())
                    return code;
        return "";
    }

    [[nodiscard]] ResultMark mark_of(JsonValue subject) const
    {
        ResultMark mark{.subject = std::string(subject.key())};
        mark.maximum = maximum_;
        const bool is_counted = std::ranges::find(counted_, mark.subject) != counted_.end();
        if (const auto taken = member(member(chance_, "subjects"), subject.key())) {
            mark.mark = exact_of(member(taken, "recorded"));
            mark.band = band(member(taken, "grade"));
            mark.is_passed = member(taken, "passed")->truth();
            return mark;
        }
        mark.mark = exact_of(member(subject, "after_raise"));
        mark.band = band(member(subject, "grade"));
        if (is_counted && mark.mark)
            mark.is_passed = !lists(member(year_, "failing_after_raise"), mark.subject) &&
                             !member(subject, "not_passed_for_absence_from_performance");
        return mark;
    }

    const RuleSet& rule_set_;
    JsonValue outcome_;
    JsonValue year_;
    std::optional<JsonValue> chance_;  // that was taken
    std::vector<std::string> counted_;
    Exact maximum_ = k_hundred;  // KW-3
};

// sa_1426 and sa_guide, by marks: what the terms that were due can give together.
Exact maximum_of(JsonValue subject)
{
    Exact sum = 0;
    if (const auto terms = member(subject, "terms"))
        for (const JsonValue term : *terms)
            for (const char* part : {"coursework_max", "exam_max"})
                if (const auto maximum = exact_of(member(term, part)))
                    sum += *maximum;
    return sum;
}

std::vector<ResultMark> saudi_marks(JsonValue outcome)
{
    std::vector<ResultMark> found;
    if (const auto subjects = member(outcome, "subjects"))
        for (const JsonValue subject : *subjects) {
            ResultMark mark{.subject = std::string(subject.key()), .maximum = maximum_of(subject)};
            const auto second = member(subject, "second_round");
            const auto final_mark = exact_of(member(second, "final"));
            mark.mark = final_mark ? final_mark : exact_of(member(subject, "final"));
            const auto passed = member(second ? *second : subject, "passed");
            if (mark.mark && passed)
                mark.is_passed = passed->truth();
            found.push_back(std::move(mark));
        }
    if (const auto average = exact_of(member(outcome, "average")))
        found.push_back({.subject = "",
                         .mark = average,
                         .maximum = k_hundred,
                         .band = text_of(member(outcome, "general_grade"))});
    return found;
}

// sa_1447: courses, of the year or of a term.
std::vector<ResultMark> courses_of_1447(JsonValue outcome)
{
    std::vector<ResultMark> found;
    const JsonValue courses = *outcome.find("subjects");
    for (const JsonValue course : courses) {
        if (member(course, "standards_judged"))
            continue;
        ResultMark mark{.subject = text_of(member(course, "subject")),
                        .mark = exact_of(member(course, "mark")),
                        .maximum = k_hundred,
                        .band = text_of(member(course, "grade"))};
        if (const std::string term = text_of(member(course, "term")); term.starts_with('T'))
            mark.term = parse_id(term.substr(1)).value_or(0);
        if (const std::string verdict = text_of(member(course, "verdict")); verdict == "passed")
            mark.is_passed = true;
        else if (verdict == "second_sitting" || verdict == "stumbled")
            mark.is_passed = false;
        found.push_back(std::move(mark));
    }
    if (const auto average = member(outcome, "average"))
        found.push_back({.subject = "",
                         .mark = exact_of(member(average, "exact")),
                         .maximum = k_hundred,
                         .band = text_of(member(outcome, "general_grade"))});
    return found;
}

// By skills: for staff the share of the studied skills that is mastered, and the level (PG-1.37).
std::vector<ResultMark> mastery_marks(JsonValue outcome)
{
    std::vector<ResultMark> found;
    if (const auto staff = member(member(outcome, "standing"), "staff"))
        for (const JsonValue subject : *staff) {
            const auto level = member(subject, "level");
            found.push_back(
                {.subject = text_of(member(subject, "subject")),
                 .mark = exact_of(member(subject, "percent")),
                 .maximum = k_hundred,
                 .band = level ? std::string(k_level_band) + std::string(level->number()) : ""});
        }
    return found;
}

}  // namespace

std::int64_t ResultMark::tenth() const
{
    constexpr std::int64_t last = 9;
    if (!mark || maximum.is_zero())
        return 0;
    const Exact tenths = (*mark * 10 / maximum).reduced();
    return std::clamp<std::int64_t>(tenths.numerator() / tenths.denominator(), 0, last);
}

std::vector<ResultMark> result_marks(const RuleSet& rule_set, std::string_view outcome)
{
    const auto document = JsonDocument::parse(outcome);
    if (!document)
        return {};
    const JsonValue root = document->root();
    std::vector<ResultMark> marks;
    if (member(root, "year"))
        marks = KuwaitiYear(rule_set, root).marks();
    else if (member(root, "standing"))
        marks = mastery_marks(root);
    else if (const auto subjects = member(root, "subjects"))
        marks = subjects->is(JsonKind::array) ? courses_of_1447(root) : saudi_marks(root);
    std::erase_if(marks, [](const ResultMark& mark) { return !mark.mark && mark.band.empty(); });
    return marks;
}

void store_result_marks(database::Session& session, SchoolId school, std::int64_t result_version_id,
                        const std::vector<ResultMark>& marks)
{
    for (const ResultMark& mark : marks)
        if (session.execute(
                "INSERT INTO result_mark (school_id, result_version_id, subject, term, mark_num, "
                "mark_den, maximum_num, maximum_den, tenth, band, is_passed) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                school, result_version_id, mark.subject, mark.term,
                mark.mark ? std::optional(mark.mark->numerator()) : std::nullopt,
                mark.mark ? std::optional(mark.mark->denominator()) : std::nullopt,
                mark.maximum.numerator(), mark.maximum.denominator(), mark.tenth(), mark.band,
                mark.is_passed ? std::optional<std::int64_t>(*mark.is_passed ? 1 : 0)
                               : std::nullopt) != 1)
            throw std::logic_error("a mark of a result was not stored");
}

}  // namespace taqwim::results
