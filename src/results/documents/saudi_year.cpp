#include "results/documents/saudi_year.h"

#include <algorithm>
#include <array>
#include <utility>

#include "attendance/counts.h"
#include "attendance/ledger.h"
#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "regulations/frame/json_writer.h"
#include "results/documents/course_year.h"
#include "results/documents/outcome_places.h"
#include "results/documents/saudi_people.h"
#include "results/result_marks.h"
#include "school/exemptions.h"

namespace taqwim::results {

namespace {

using database::Session;
using print::Language;

constexpr std::int64_t k_last_grade = 12;

PaperOutcome outcome_of(std::string_view decision)
{
    constexpr std::array<std::pair<std::string_view, PaperOutcome>, 5> k_decisions = {
        {{"PASSED", PaperOutcome::passed},
         {"SECOND_ROUND", PaperOutcome::second_round},
         {"PENDING", PaperOutcome::pending},
         {"REPEAT", PaperOutcome::repeats},
         {"NOT_PASSED", PaperOutcome::not_passed}}};
    const auto found =
        std::ranges::find(k_decisions, decision, [](const auto& one) { return one.first; });
    return found == k_decisions.end() ? PaperOutcome::none : found->second;
}

SecondRoundScope scope_of(std::string_view code)
{
    if (code == "T1")
        return SecondRoundScope::term_1;
    return code == "T2" ? SecondRoundScope::term_2 : SecondRoundScope::whole;
}

PrintedMark given_or_missing(const std::optional<Mark>& mark)
{
    return mark ? given(*mark) : PrintedMark{MarkState::missing};
}

class YearReader {
public:
    YearReader(const YearOnPaper& year, const RuleSet& rules)
        : year_(year), outcome_(year.outcome.root())
    {
        JsonWriter text;
        text.copy(outcome_);
        standing_ = result_marks(rules, text.str());
    }

    [[nodiscard]] bool is_by_marks() const
    {
        const auto subjects = place_in(outcome_, {"subjects"});
        return subjects && subjects->is(JsonKind::object);
    }

    [[nodiscard]] BothLanguages name_of(std::string_view code) const
    {
        for (const school::PlanSubject& planned : year_.subjects)
            if (planned.subject == code)
                return {planned.name_ar, planned.name_en};
        return {std::string(code), {}};
    }

    [[nodiscard]] std::vector<CertificateSubject> subjects() const
    {
        std::vector<CertificateSubject> all;
        for (const school::PlanSubject& planned : year_.subjects)
            if (const auto found = place_in(outcome_, {"subjects", planned.subject}))
                all.push_back(subject(*found));
        return all;
    }

    // SR-8.1, SR-8.2: of the first round's decision.
    [[nodiscard]] std::vector<NoticeSubject> second_round() const
    {
        std::vector<NoticeSubject> all;
        if (const auto due = place_in(outcome_, {"round1", "second_round"}))
            for (const JsonValue one : *due) {
                NoticeSubject subject;
                subject.name = name_of(one.key());
                subject.scope = scope_of(text_in(one, {"scope"}));
                subject.available = mark_in(one, {"max"});
                subject.is_oral = is_oral_subject(one.key());
                all.push_back(std::move(subject));
            }
        return all;
    }

    [[nodiscard]] std::vector<NoticeSubject> not_passed() const
    {
        std::vector<NoticeSubject> all;
        if (const auto codes = place_in(outcome_, {last_round(), "not_passed_subjects"}))
            for (const JsonValue code : *codes) {
                NoticeSubject subject;
                subject.name = name_of(code.text());
                subject.mark = given_or_missing(standing(code.text()));
                all.push_back(std::move(subject));
            }
        return all;
    }

    [[nodiscard]] std::vector<BothLanguages> remedial() const
    {
        std::vector<BothLanguages> all;
        if (const auto codes = place_in(outcome_, {last_round(), "remedial"}))
            for (const JsonValue code : *codes)
                all.push_back(name_of(code.text()));
        return all;
    }

    [[nodiscard]] bool is_second_round_held() const
    {
        return place_in(outcome_, {"round2"}).has_value();
    }
    [[nodiscard]] PaperOutcome outcome() const
    {
        return outcome_of(text_in(outcome_, {"decision"}));
    }
    [[nodiscard]] std::string average() const { return text_in(outcome_, {"average_display"}); }
    // Empty while the ministry has not confirmed the scale.
    [[nodiscard]] std::string general_grade() const
    {
        return is_true_in(outcome_, {"general_grade_confirmed"})
                   ? text_in(outcome_, {"general_grade"})
                   : std::string();
    }

private:
    [[nodiscard]] const char* last_round() const
    {
        return is_second_round_held() ? "round2" : "round1";
    }

    [[nodiscard]] const ResultMark* counted(std::string_view code) const
    {
        const auto found = std::ranges::find(standing_, code, &ResultMark::subject);
        return found == standing_.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::optional<Mark> standing(std::string_view code) const
    {
        const ResultMark* mark = counted(code);
        return mark != nullptr && mark->mark ? std::optional(Mark(*mark->mark)) : std::nullopt;
    }

    // PG-20.10: an oral subject has no written examination, and its whole mark is examined again.
    [[nodiscard]] bool is_oral_subject(std::string_view code) const
    {
        const auto terms = place_in(outcome_, {"subjects", code, "terms"});
        return terms && terms->size() > 0 &&
               std::none_of(terms->begin(), terms->end(),
                            [](const JsonValue term) { return term.find("exam_max").has_value(); });
    }

    static PrintedMark term_of(const JsonValue& term)
    {
        const std::string sitting = text_in(term, {"sitting"});
        const auto mark = mark_in(term, {"mark"});
        if (sitting == "unexcused" || sitting == "excused_pending")
            return {MarkState::absent, mark};
        if (sitting == "cancelled")
            return {MarkState::cancelled, mark};
        return given_or_missing(mark);
    }

    [[nodiscard]] CertificateSubject subject(const JsonValue& found) const
    {
        CertificateSubject one;
        one.name = name_of(found.key());
        one.minimum = mark_in(found, {"minimum"});
        if (const ResultMark* mark = counted(found.key()))
            one.maximum = Mark(mark->maximum);
        constexpr std::array<const char*, 2> k_terms = {"t1", "t2"};
        for (std::size_t term = 0; term < k_terms.size(); ++term)
            if (const auto place = place_in(found, {"terms", k_terms.at(term)})) {
                one.terms[term] = term_of(*place);
                const auto raw = mark_in(*place, {"raw"});
                one.is_term_raised[term] = raw && mark_in(*place, {"mark"}) != raw;
            }
        if (place_in(found, {"second_round"}))
            one.first_round = given_or_missing(mark_in(found, {"final"}));
        one.final = given_or_missing(standing(found.key()));
        return one;
    }

    const YearOnPaper& year_;
    JsonValue outcome_;
    std::vector<ResultMark> standing_;
};

// PG-16.B.1, SR-9.4: an exempt subject has no mark, whatever was entered before.
void add_exemptions(Session& session, const documents::PaperOrder& order, const YearOnPaper& year,
                    Day day, SaudiYear& saudi)
{
    for (const school::Exemption& exemption :
         school::exemptions_on(session, order.school, order.student_id.value(), day)) {
        const auto planned =
            std::ranges::find(year.subjects, exemption.subject, &school::PlanSubject::subject);
        if (exemption.year_id != order.school_year_id || planned == year.subjects.end())
            continue;
        const BothLanguages name{planned->name_ar, planned->name_en};
        auto found = std::ranges::find(saudi.subjects, name, &CertificateSubject::name);
        if (found == saudi.subjects.end()) {
            const auto place = static_cast<std::size_t>(planned - year.subjects.begin());
            found = saudi.subjects.insert(
                saudi.subjects.begin() +
                    static_cast<std::ptrdiff_t>(std::min(place, saudi.subjects.size())),
                CertificateSubject{});
            found->name = name;
        }
        found->terms[0] = found->terms[1] = found->final = {MarkState::exempt};
        found->first_round = {};
        found->is_term_raised[0] = found->is_term_raised[1] = false;
    }
}

void add_total(SaudiYear& saudi)
{
    Mark sum(0);
    Mark maximum(0);
    saudi.total.state = MarkState::given;
    for (const CertificateSubject& subject : saudi.subjects) {
        if (subject.final.state == MarkState::exempt) {
            saudi.is_total_notional = true;
            continue;
        }
        if (!subject.final.mark || !subject.maximum) {
            saudi.total = {MarkState::missing};
            return;
        }
        sum += *subject.final.mark;
        maximum += *subject.maximum;
    }
    saudi.total.mark = sum;
    saudi.total_maximum = maximum;
}

// Days of absence are told where somebody keeps the rolls of the class: no entry is no presence.
void add_absence(Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                 const documents::PaperOrder& order, Day day, SaudiYear& saudi)
{
    const auto roll =
        session.find_one("SELECT 1 AS one FROM roll WHERE school_id = $1 AND class_id = $2 LIMIT 1",
                         order.school, order.class_id.value());
    if (!roll)
        return;
    const auto ledger = attendance::read_ledger(session, {order.school, order.student_id.value()},
                                                order.school_year_id);
    if (!ledger)
        return;
    const auto terms = attendance::counts_of(*ledger, rule_sets, day);
    if (!terms)
        return;
    std::int64_t excused = 0;
    std::int64_t unexcused = 0;
    for (const attendance::TermCounts& term : *terms) {
        excused += term.excused_days;
        unexcused += term.unexcused_days;
    }
    saudi.excused_days = static_cast<int>(excused);
    saudi.unexcused_days = static_cast<int>(unexcused);
}

// The printed word of a general grade is a parameter of the regulation.
BothLanguages label_of_grade(const ParametersOnDay& parameters, const std::string& code)
{
    if (code.empty())
        return {};
    for (const char* const topic : {"after_the_result", "general_grades"})
        if (const std::string name = topic + (".general_grade_" + code); parameters.has(name))
            return {parameters.text(name).value, {}};
    return {};
}

void read_rounds(const YearReader& reader, const ParametersOnDay& parameters, SaudiYear& saudi)
{
    saudi.subjects = reader.subjects();
    saudi.outcome = reader.outcome();
    saudi.average = reader.average();
    saudi.general_grade = label_of_grade(parameters, reader.general_grade());
    saudi.second_round = reader.second_round();
    saudi.not_passed = reader.not_passed();
    saudi.remedial = reader.remedial();
    saudi.is_second_round_held = reader.is_second_round_held();
}

Refusal no_marks()
{
    return {RefusalCode::facts_incomplete, {{"value", "paper.subjects"}}, "", ""};
}

}  // namespace

Result<SaudiYear> saudi_year_of(Session& session,
                                const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                const documents::PaperOrder& order, const YearOnPaper& year)
{
    const auto rules = std::ranges::find_if(
        rule_sets, [&](const auto& one) { return one->id() == year.regulation; });
    if (rules == rule_sets.end())
        return Refusal{RefusalCode::regulation_unknown, {{"regulation", year.regulation}}, "", ""};
    const auto parameters = (*rules)->parameters().on(Day::parse(year.first_day).value());
    if (!parameters)
        return parameters.refusal();
    const auto of_class = paper_class_of(session, order);
    if (!of_class)
        return of_class.refusal();
    SaudiYear saudi;
    const Day last_day = std::min(order.today, Day::parse(of_class->last_day).value());
    if (year.regulation == "sa_1447") {
        if (!read_course_year(year, **rules, *parameters, saudi))
            return no_marks();
        add_exemptions(session, order, year, last_day, saudi);
    } else {
        const YearReader reader(year, **rules);
        if (!reader.is_by_marks())
            return no_marks();
        read_rounds(reader, *parameters, saudi);
        add_exemptions(session, order, year, last_day, saudi);
        add_total(saudi);
    }
    add_absence(session, rule_sets, order, last_day, saudi);
    saudi.student = paper_student_of(session, order, *of_class);
    saudi.ends_stage = year.grade == 6 || year.grade == 9 || year.grade == k_last_grade;
    const bool moves_up = saudi.outcome == PaperOutcome::passed ||
                          saudi.outcome == PaperOutcome::promoted_with_stumbled;
    if (moves_up && year.grade < k_last_grade)
        saudi.next_grade = {documents::grade_on_paper("SA", year.grade + 1, Language::arabic),
                            documents::grade_on_paper("SA", year.grade + 1, Language::english)};
    saudi.rules = {(*rules)->title(taqwim::Language::ar), (*rules)->title(taqwim::Language::en)};
    saudi.class_head = documents::class_holder_on_paper(session, order, "class_head");
    saudi.control_head = documents::holder_on_paper(session, order, "control_head");
    saudi.head_of_school = year.head_of_school;
    return saudi;
}

}  // namespace taqwim::results
