#include "results/documents/course_year.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "results/documents/outcome_places.h"

namespace taqwim::results {

namespace {

using print::Language;

constexpr std::int64_t k_first_secondary_grade = 10;

PaperOutcome outcome_of(std::string_view decision)
{
    constexpr std::array<std::pair<std::string_view, PaperOutcome>, 4> k_decisions = {
        {{"passed", PaperOutcome::passed},
         {"second_sitting", PaperOutcome::second_round},
         {"promoted_with_stumbled", PaperOutcome::promoted_with_stumbled},
         {"repeat", PaperOutcome::repeats}}};
    const auto found =
        std::ranges::find(k_decisions, decision, [](const auto& one) { return one.first; });
    return found == k_decisions.end() ? PaperOutcome::none : found->second;
}

PrintedMark given_or_missing(const std::optional<Mark>& mark)
{
    return mark ? given(*mark) : PrintedMark{MarkState::missing};
}

SecondRoundScope scope_of(std::string_view term)
{
    if (term == "T1")
        return SecondRoundScope::term_1;
    return term == "T2" ? SecondRoundScope::term_2 : SecondRoundScope::whole;
}

class CourseReader {
public:
    CourseReader(const YearOnPaper& year, const RuleSet& rules, const ParametersOnDay& parameters)
        : year_(year), outcome_(year.outcome.root()), rules_(rules)
    {
        // SA1447-PASS: of the secondary stage alone.
        if (year.grade >= k_first_secondary_grade)
            minimum_ = parameters.mark("passing.pass_mark").value;
    }

    [[nodiscard]] bool has_courses() const
    {
        const auto courses = place_in(outcome_, {"subjects"});
        return courses && courses->is(JsonKind::array);
    }

    [[nodiscard]] std::vector<CertificateSubject> subjects() const
    {
        std::vector<CertificateSubject> all;
        const JsonValue courses = *place_in(outcome_, {"subjects"});
        for (const JsonValue course : courses)
            all.push_back(subject(course));
        return all;
    }

    // What a list of the outcome names, with the mark that stands.
    [[nodiscard]] std::vector<NoticeSubject> listed(const char* list) const
    {
        std::vector<NoticeSubject> all;
        if (const auto courses = place_in(outcome_, {list}))
            for (const JsonValue one : *courses) {
                const std::string subject = text_in(one, {"subject"});
                const std::string term = text_in(one, {"term"});
                NoticeSubject course;
                course.name = name_of(subject, term);
                course.scope = scope_of(term);
                course.mark = given_or_missing(mark_of(subject, term));
                all.push_back(std::move(course));
            }
        return all;
    }

    [[nodiscard]] bool is_second_sitting_held() const
    {
        const JsonValue courses = *place_in(outcome_, {"subjects"});
        return std::any_of(courses.begin(), courses.end(), [](const JsonValue course) {
            return mark_in(course, {"second_sitting"}).has_value();
        });
    }

    // The word of the rule set's own list.
    [[nodiscard]] BothLanguages general_grade() const
    {
        const std::string code = text_in(outcome_, {"general_grade"});
        if (code.empty())
            return {};
        return {word_of(rules_.messages(taqwim::Language::ar), code),
                word_of(rules_.messages(taqwim::Language::en), code)};
    }

    [[nodiscard]] PaperOutcome outcome() const
    {
        return outcome_of(text_in(outcome_, {"decision"}));
    }
    [[nodiscard]] std::string average() const { return text_in(outcome_, {"average", "shown"}); }
    [[nodiscard]] std::optional<Mark> of_year(const char* ledger) const
    {
        return mark_in(outcome_, {ledger, "mark"});
    }

private:
    static std::string word_of(const Messages& words, const std::string& code)
    {
        const std::string name = "label." + code;
        return words.has(name) ? words.format(name) : code;
    }

    // A course that both terms have is told by its term.
    [[nodiscard]] BothLanguages name_of(const std::string& subject, std::string_view term) const
    {
        BothLanguages name{subject, {}};
        for (const school::PlanSubject& planned : year_.subjects)
            if (planned.subject == subject)
                name = {planned.name_ar, planned.name_en};
        const JsonValue courses = *place_in(outcome_, {"subjects"});
        const auto times =
            std::count_if(courses.begin(), courses.end(), [&](const JsonValue course) {
                return text_in(course, {"subject"}) == subject;
            });
        if (times < 2 || scope_of(term) == SecondRoundScope::whole)
            return name;
        const char* const key = term == "T1" ? "scope_term_1" : "scope_term_2";
        name.arabic += " – " + paper_words().at(key, Language::arabic);
        if (!name.english.empty())
            name.english += " – " + paper_words().at(key, Language::english);
        return name;
    }

    [[nodiscard]] std::optional<Mark> mark_of(std::string_view subject, std::string_view term) const
    {
        const JsonValue courses = *place_in(outcome_, {"subjects"});
        for (const JsonValue course : courses)
            if (text_in(course, {"subject"}) == subject && text_in(course, {"term"}) == term)
                return mark_in(course, {"mark"});
        return std::nullopt;
    }

    static bool is_absent(const JsonValue& course, const char* term)
    {
        return !text_in(course, {"parts", term, "absence"}).empty();
    }

    static PrintedMark term_of(const JsonValue& course, const char* term,
                               const std::optional<Mark>& mark)
    {
        if (!mark && is_absent(course, term))
            return {MarkState::absent};
        return given_or_missing(mark);
    }

    [[nodiscard]] CertificateSubject subject(const JsonValue& course) const
    {
        CertificateSubject one;
        const std::string term = text_in(course, {"term"});
        one.name = name_of(text_in(course, {"subject"}), term);
        // A subject that is judged by standards has no marks.
        if (place_in(course, {"standards_judged"})) {
            one.final = {MarkState::not_applicable};
            return one;
        }
        one.maximum = Mark(100);
        // Activity is marked and not judged.
        if (place_in(course, {"verdict"}))
            one.minimum = minimum_;
        constexpr std::array<const char*, 2> k_terms = {"T1", "T2"};
        for (std::size_t i = 0; i < k_terms.size(); ++i) {
            const char* const name = k_terms.at(i);
            if (term == "year")
                one.terms[i] = term_of(course, name, mark_in(course, {"periods", name}));
            else if (term == name)
                one.terms[i] = term_of(course, name, mark_in(course, {"first_sitting"}));
        }
        if (mark_in(course, {"second_sitting"}))
            one.first_round = given_or_missing(mark_in(course, {"first_sitting"}));
        one.final = given_or_missing(mark_in(course, {"mark"}));
        if (!one.final.mark && (is_absent(course, "T1") || is_absent(course, "T2")))
            one.final.state = MarkState::absent;
        return one;
    }

    const YearOnPaper& year_;
    JsonValue outcome_;
    const RuleSet& rules_;
    std::optional<Mark> minimum_;
};

}  // namespace

bool read_course_year(const YearOnPaper& year, const RuleSet& rules,
                      const ParametersOnDay& parameters, SaudiYear& saudi)
{
    const CourseReader reader(year, rules, parameters);
    if (!reader.has_courses())
        return false;
    saudi.subjects = reader.subjects();
    saudi.outcome = reader.outcome();
    saudi.average = reader.average();
    saudi.general_grade = reader.general_grade();
    saudi.second_round = reader.listed("second_sitting_due");
    saudi.not_passed = reader.listed("stumbled");
    saudi.is_second_round_held = reader.is_second_sitting_held();
    saudi.behaviour = reader.of_year("behaviour");
    saudi.attendance = reader.of_year("attendance");
    saudi.has_own_composition = true;
    return true;
}

}  // namespace taqwim::results
