#include "regulations/sa_1426/given_policy.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/digest.h"
#include "regulations/frame/json_facts.h"
#include "regulations/frame/value_reading.h"

namespace taqwim::sa_1426 {

namespace {

constexpr int k_most_marks = 1000;
constexpr int k_last_grade = 12;

// Reads policies into the rules of a GivenPolicy.
class PolicyReader {
public:
    PolicyReader(GivenPolicy& policy, SchoolYear year, ProblemList& problems)
        : policy_(policy), rules_(policy.rules), year_(year), facts_(problems), problems_(problems)
    {}

    void read(const JsonValue& policy);
    // SR-6.4  However a subject is examined, its parts make its maximum.
    void check_sums(const JsonValue& policy);

private:
    template <class T>
    void put(Parameter<T>& parameter, T value, std::string written, const JsonValue& given);
    void mark(const JsonValue& object, const char* name, Parameter<Mark>& parameter);
    void count(const JsonValue& object, const char* name, int most, Parameter<int>& parameter);
    void term_marks(const JsonValue& object, const char* name, TermAllotment& allotment);
    void affiliated_marks(const JsonValue& object, const char* name, Parameter<Mark>& exam);
    void tolerance(const JsonValue& object, const char* name, Tolerance& tolerance);
    void rounding(const JsonValue& object);

    template <class T, std::size_t N>
    void choice(const JsonValue& object, const char* name,
                const std::array<std::pair<std::string_view, T>, N>& words, Parameter<T>& parameter)
    {
        const auto member = JsonFacts::given(object, name);
        if (!member || !facts_.is(*member, JsonKind::text))
            return;
        if (const auto value = read_choice(member->text(), words, Where(*member), problems_))
            put(parameter, *value, std::string(member->text()), *member);
    }

    GivenPolicy& policy_;
    Rules& rules_;
    SchoolYear year_;
    JsonFacts facts_;
    ProblemList& problems_;
};

template <class T>
void PolicyReader::put(Parameter<T>& parameter, T value, std::string written,
                       const JsonValue& given)
{
    if (value == parameter.value)
        return;
    ParameterInfo info = *parameter.info;
    info.value = std::move(written);
    info.from = year_.first_day();
    info.status = ParameterStatus::found;
    info.source = "facts:" + given.pointer();
    info.note = "Given with the facts in place of the value in force.";
    policy_.given.push_back(std::move(info));
    parameter.value = std::move(value);
    parameter.info = &policy_.given.back();
}

void PolicyReader::mark(const JsonValue& object, const char* name, Parameter<Mark>& parameter)
{
    const auto member = JsonFacts::given(object, name);
    if (!member)
        return;
    const std::string_view text = facts_.scalar(*member);
    const auto number = read_decimal(text, Where(*member), problems_);
    if (!number)
        return;
    if (*number < Exact(0) || *number > Exact(k_most_marks)) {
        problems_.add(RefusalCode::value_out_of_range, Where(*member),
                      {{"value", shown_value(text)},
                       {"minimum", "0"},
                       {"maximum", std::to_string(k_most_marks)}},
                      "SR-6.4");
        return;
    }
    put(parameter, Mark(*number), number->to_text(), *member);
}

void PolicyReader::count(const JsonValue& object, const char* name, int most,
                         Parameter<int>& parameter)
{
    const auto member = JsonFacts::given(object, name);
    if (!member)
        return;
    if (const auto number = read_whole(facts_.scalar(*member), 0, most, Where(*member), problems_))
        put(parameter, *number, std::to_string(*number), *member);
}

void PolicyReader::term_marks(const JsonValue& object, const char* name, TermAllotment& allotment)
{
    const auto term = JsonFacts::given(object, name);
    if (!term || !facts_.is_object(*term, {"cw", "ex"}))
        return;
    mark(*term, "cw", allotment.coursework);
    mark(*term, "ex", allotment.exam);
}

// SR-10.4  There is no coursework, so its marks can only be none.
void PolicyReader::affiliated_marks(const JsonValue& object, const char* name,
                                    Parameter<Mark>& exam)
{
    const auto term = JsonFacts::given(object, name);
    if (!term || !facts_.is_object(*term, {"cw", "ex"}))
        return;
    mark(*term, "ex", exam);
    if (const auto coursework = JsonFacts::given(*term, "cw")) {
        const auto number = read_decimal(facts_.scalar(*coursework), Where(*coursework), problems_);
        if (number && !number->is_zero())
            problems_.add(RefusalCode::value_out_of_range, Where(*coursework),
                          {{"value", number->to_text()}, {"minimum", "0"}, {"maximum", "0"}},
                          "SR-10.4");
    }
}

void PolicyReader::tolerance(const JsonValue& object, const char* name, Tolerance& tolerance)
{
    const auto clause = JsonFacts::given(object, name);
    if (!clause ||
        !facts_.is_object(*clause, {"grades", "max_subjects", "ratio", "excluded_groups"}))
        return;
    count(*clause, "max_subjects", static_cast<int>(k_most_subjects), tolerance.most_subjects);
    if (const auto ratio = JsonFacts::given(*clause, "ratio")) {
        const std::string_view text = facts_.scalar(*ratio);
        const auto number = Exact::parse(text);
        if (!number)
            problems_.add(RefusalCode::value_not_a_number, Where(*ratio),
                          {{"value", shown_value(text)}});
        else if (*number < Exact(0) || *number > Exact(1))
            problems_.add(RefusalCode::value_out_of_range, Where(*ratio),
                          {{"value", shown_value(text)}, {"minimum", "0"}, {"maximum", "1"}},
                          "SR-7.2");
        else
            put(tolerance.floor_share, Share(*number), number->to_text(), *ratio);
    }
    if (const auto grades = JsonFacts::given(*clause, "grades");
        grades && facts_.is(*grades, JsonKind::array)) {
        std::vector<int> numbers;
        std::string written;
        for (const JsonValue grade : *grades) {
            const auto number =
                read_whole(facts_.scalar(grade), 1, k_last_grade, Where(grade), problems_);
            if (!number)
                continue;
            numbers.push_back(*number);
            written += (written.empty() ? "" : " ") + std::to_string(*number);
        }
        put(tolerance.grades, std::move(numbers), std::move(written), *grades);
    }
    if (const auto groups = JsonFacts::given(*clause, "excluded_groups");
        groups && facts_.is(*groups, JsonKind::array)) {
        GroupSet set;
        std::string written;
        for (const JsonValue entry : *groups) {
            const auto group = subject_group_of(facts_.scalar(entry));
            if (!group) {
                problems_.add(RefusalCode::value_not_listed, Where(entry),
                              {{"value", shown_value(facts_.scalar(entry))},
                               {"allowed", "ISLAMIC, ARABIC, OTHER"}},
                              "SR-1.9");
                continue;
            }
            set.insert(*group);
            written += (written.empty() ? "" : " ") + std::string(code(*group));
        }
        put(tolerance.excluded_groups, set, std::move(written), *groups);
    }
}

void PolicyReader::rounding(const JsonValue& object)
{
    constexpr int k_most_decimals = 9;
    const auto all = JsonFacts::given(object, "rounding");
    if (!all || !facts_.is_object(*all, {"cumulative_average"}))
        return;
    const auto average = JsonFacts::given(*all, "cumulative_average");
    if (!average || !facts_.is_object(*average, {"digits", "mode"}))
        return;
    count(*average, "digits", k_most_decimals, rules_.average_decimals);
    // D15  The only way there is; a word of the shape, not a choice.
    static constexpr std::array<std::pair<std::string_view, bool>, 1> modes = {{{"half_up", true}}};
    (void)read_choice(facts_.scalar(*average, "mode"), modes, Where(*average).field("mode"),
                      problems_);
}

void PolicyReader::read(const JsonValue& policy)
{
    if (!facts_.is_object(policy, {"regulation", "subject_max", "regular", "affiliated",
                                   "affiliated_annual", "one_term_full_course", "tolerance",
                                   "tolerance_requires_sitting", "second_round_absent_rule",
                                   "fraction_raise", "rounding"}))
        return;
    // The catalogue's name of the regulation: the document's own "regulation" decides.
    (void)facts_.scalar(policy, "regulation");
    mark(policy, "subject_max", rules_.subject_maximum);
    if (const auto regular = JsonFacts::given(policy, "regular");
        regular && facts_.is_object(*regular, {"t1", "t2"}))
        for (const Term term : k_terms)
            term_marks(*regular, code(term), rules_.regular[index(term)]);
    if (const auto affiliated = JsonFacts::given(policy, "affiliated");
        affiliated && facts_.is_object(*affiliated, {"t1", "t2"}))
        for (const Term term : k_terms)
            affiliated_marks(*affiliated, code(term), rules_.affiliated_exam[index(term)]);
    affiliated_marks(policy, "affiliated_annual", rules_.affiliated_annual_exam);
    if (const auto one_term = JsonFacts::given(policy, "one_term_full_course");
        one_term && facts_.is_object(*one_term, {"cw", "ex"})) {
        mark(*one_term, "cw", rules_.one_term_coursework);
        mark(*one_term, "ex", rules_.one_term_exam);
    }
    if (const auto clauses = JsonFacts::given(policy, "tolerance");
        clauses && facts_.is_object(*clauses, {"7.2.b", "7.2.c"})) {
        tolerance(*clauses, "7.2.b", rules_.two_subjects);
        tolerance(*clauses, "7.2.c", rules_.one_subject);
    }
    if (const auto sitting = facts_.yes_no(policy, "tolerance_requires_sitting"))
        put(rules_.tolerance_requires_sitting, *sitting, *sitting ? "yes" : "no",
            *policy.find("tolerance_requires_sitting"));
    static constexpr std::array<std::pair<std::string_view, SecondRoundAbsence>, 1> absences = {
        {{"keep_first_round_mark", SecondRoundAbsence::keep_first_round_mark}}};
    choice(policy, "second_round_absent_rule", absences, rules_.second_round_absence);
    static constexpr std::array<std::pair<std::string_view, FractionRaise>, 2> raises = {
        {{"guide", FractionRaise::guide}, {"none", FractionRaise::none}}};
    choice(policy, "fraction_raise", raises, rules_.fraction_raise);
    rounding(policy);
}

void PolicyReader::check_sums(const JsonValue& policy)
{
    const Mark& maximum = rules_.subject_maximum.value;
    const auto check = [&](const char* field, const Mark& sum) {
        if (sum != maximum)
            problems_.add(RefusalCode::marks_do_not_add_up, Where(policy).field(field),
                          {{"sum", sum.to_text()}, {"needed", maximum.to_text()}}, "SR-6.4");
    };
    if (maximum <= Mark(0))
        problems_.add(RefusalCode::maximum_not_positive, Where(policy).field("subject_max"),
                      {{"maximum", maximum.to_text()}}, "SR-6.4");
    Mark regular;
    for (const TermAllotment& term : rules_.regular)
        regular += term.coursework.value + term.exam.value;
    check("regular", regular);
    check("affiliated", rules_.affiliated_exam[0].value + rules_.affiliated_exam[1].value);
    check("affiliated_annual", rules_.affiliated_annual_exam.value);
    check("one_term_full_course", rules_.one_term_coursework.value + rules_.one_term_exam.value);
}

}  // namespace

std::unique_ptr<const GivenPolicy> read_policy(std::span<const JsonValue> policies,
                                               const Rules& in_force, SchoolYear year,
                                               ProblemList& problems)
{
    if (policies.empty())
        return nullptr;
    auto policy = std::make_unique<GivenPolicy>(in_force);
    PolicyReader reader(*policy, year, problems);
    for (const JsonValue& one : policies)
        reader.read(one);
    if (policy->given.empty())
        return nullptr;
    reader.check_sums(policies.back());
    // Two results have the same digest only when they were computed under the same values.
    std::string lines = in_force.digest;
    for (const ParameterInfo& info : policy->given)
        lines += '\n' + info.name + '\t' + info.value;
    policy->rules.digest = sha256_hex(lines);
    return policy;
}

}  // namespace taqwim::sa_1426
