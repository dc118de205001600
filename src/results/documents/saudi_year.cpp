#include "results/documents/saudi_year.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "regulations/frame/json_writer.h"
#include "results/documents/outcome_places.h"
#include "results/result_marks.h"

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

PaperStudent student_of(Session& session, const documents::PaperOrder& order,
                        const YearOnPaper& year)
{
    const auto row = session.find_one(
        "SELECT s.name_ar, s.name_en, s.sex, s.birth_day, o.name_ar AS school_ar, "
        "o.name_en AS school_en FROM student s JOIN school o ON o.school_id = s.school_id "
        "WHERE s.school_id = $1 AND s.student_id = $2",
        order.school, order.student_id.value());
    PaperStudent student;
    student.name = {row->text("name_ar"), row->text("name_en")};
    student.school = {row->text("school_ar"), row->text("school_en")};
    student.gender = row->text("sex") == "female" ? Gender::feminine : Gender::masculine;
    student.grade = {documents::grade_on_paper("SA", year.grade, Language::arabic),
                     documents::grade_on_paper("SA", year.grade, Language::english)};
    student.section = year.section;
    student.school_year = year.school_year;
    return student;
}

std::string name_of_class_head(Session& session, const documents::PaperOrder& order)
{
    const auto row =
        session.find_one("SELECT m.name_ar, m.name_en FROM appointment a JOIN staff_member m "
                         "ON m.school_id = a.school_id AND m.staff_member_id = a.staff_member_id "
                         "WHERE a.school_id = $1 AND a.role = 'class_head' AND a.class_id = $2 "
                         "AND a.first_day <= $3 AND (a.last_day IS NULL OR a.last_day >= $3) "
                         "ORDER BY a.appointment_id DESC LIMIT 1",
                         order.school, order.class_id.value(), order.today);
    if (!row)
        return {};
    const std::string english = row->text("name_en");
    return order.language == Language::english && !english.empty() ? english : row->text("name_ar");
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
    const YearReader reader(year, **rules);
    if (!reader.is_by_marks())
        return Refusal{RefusalCode::facts_incomplete, {{"value", "subjects"}}, "", ""};
    SaudiYear saudi;
    saudi.student = student_of(session, order, year);
    saudi.subjects = reader.subjects();
    saudi.outcome = reader.outcome();
    saudi.average = reader.average();
    saudi.general_grade = label_of_grade(*parameters, reader.general_grade());
    saudi.second_round = reader.second_round();
    saudi.not_passed = reader.not_passed();
    saudi.remedial = reader.remedial();
    saudi.is_second_round_held = reader.is_second_round_held();
    saudi.ends_stage = year.grade == 6 || year.grade == 9 || year.grade == 12;
    if (saudi.outcome == PaperOutcome::passed && year.grade < k_last_grade)
        saudi.next_grade = {documents::grade_on_paper("SA", year.grade + 1, Language::arabic),
                            documents::grade_on_paper("SA", year.grade + 1, Language::english)};
    saudi.rules = {(*rules)->title(taqwim::Language::ar), (*rules)->title(taqwim::Language::en)};
    saudi.class_head = name_of_class_head(session, order);
    saudi.head_of_school = year.head_of_school;
    return saudi;
}

}  // namespace taqwim::results
