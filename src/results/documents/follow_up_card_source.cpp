#include "results/documents/follow_up_card_source.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>

#include "attendance/conduct.h"
#include "attendance/counts.h"
#include "attendance/ledger.h"
#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "marks/report_notes.h"
#include "results/documents/follow_up_card/card_words.h"
#include "school/years_store.h"

namespace taqwim::results {

namespace {

using database::Session;

std::optional<JsonValue> at(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    std::optional<JsonValue> value = from;
    for (const std::string_view name : path) {
        if (!value->is(JsonKind::object))
            return std::nullopt;
        value = value->find(name);
        if (!value || value->is(JsonKind::null))
            return std::nullopt;
    }
    return value;
}

std::string text_at(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    const auto value = at(from, path);
    return value ? std::string(value->text()) : std::string();
}

std::optional<Mark> mark_at(const JsonValue& from, std::initializer_list<std::string_view> path)
{
    const auto value = at(from, path);
    if (!value)
        return std::nullopt;
    const auto exact = Exact::parse(value->is(JsonKind::number) ? value->number() : value->text());
    return exact ? std::optional(Mark(*exact)) : std::nullopt;
}

// The letters of the scale: KW-T-BEH.
std::string letters_of(const std::string& grade)
{
    constexpr std::array<std::pair<std::string_view, const char*>, 5> k_letters = {
        {{"excellent", "behaviour_letters_1"},
         {"very_good", "behaviour_letters_2"},
         {"good", "behaviour_letters_3"},
         {"acceptable", "behaviour_letters_4"},
         {"unacceptable", "behaviour_letters_5"}}};
    const auto found =
        std::ranges::find(k_letters, grade, [](const auto& one) { return one.first; });
    return found == k_letters.end() ? std::string()
                                    : card_words().at(found->second, print::Language::arabic);
}

class CardReader {
public:
    CardReader(const YearOnPaper& year, const ParametersOnDay& parameters, const Messages& words,
               std::vector<attendance::BehaviourGrade> behaviour)
        : year_(year),
          outcome_(year.outcome.root()),
          maximum_(parameters.exact("subjects.maximum_mark").value),
          words_(words),
          minimum_(parameters.exact("subjects.minimum_mark").value),
          behaviour_(std::move(behaviour))
    {
        const std::string practical = "subjects.practical_grade_" + std::to_string(year.grade);
        if (parameters.has(practical))
            practical_ = parameters.list(practical).value;
    }

    // KW-T-REPORT  The rows of the form, and those of other subjects of the plan whose competencies were entered.
    [[nodiscard]] std::vector<ReportRow> report(
        const ParametersOnDay& parameters,
        const std::map<std::string, marks::NotesOfStudent>& notes, int term) const
    {
        std::vector<std::string> subjects = parameters.list("report.rows").value;
        for (const school::PlanSubject& planned : year_.subjects)
            if (std::ranges::find(subjects, planned.subject) == subjects.end() &&
                has_entered_labels(parameters, planned.subject))
                subjects.push_back(planned.subject);
        std::vector<ReportRow> rows;
        for (const std::string& subject : subjects) {
            const auto planned =
                std::ranges::find(year_.subjects, subject, &school::PlanSubject::subject);
            if (planned == year_.subjects.end())
                continue;
            ReportRow row;
            row.subject = planned->name_ar;
            if (parameters.has(labels_of(subject)))
                row.competencies = parameters.list(labels_of(subject)).value;
            // A list of parameters holds no blanks.
            for (std::string& label : row.competencies)
                std::ranges::replace(label, '_', ' ');
            row.is_exempt = term_of(subject, term).state == CardMark::exempt;
            if (const auto found = notes.find(subject); found != notes.end()) {
                row.remark = found->second.text();
                if (const marks::NoteSignature* const signature = found->second.signature()) {
                    row.signed_by = signature->name.empty() ? "\u2014" : signature->name;
                    if (const auto day = Day::parse(marks::day_of(signature->at)))
                        row.signed_on = documents::short_day(*day, "KW");
                }
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    // The scientific subjects before the practical ones, each in the order of the outcome, which is the form's.
    [[nodiscard]] std::vector<CardSubject> subjects() const
    {
        std::vector<CardSubject> all;
        if (const auto subjects = at(outcome_, {"year", "subjects"}))
            for (const JsonValue one : *subjects)
                all.push_back(subject(one));
        std::ranges::stable_partition(all, &CardSubject::is_counted);
        return all;
    }

    [[nodiscard]] CardTotal term_total(const char* term) const
    {
        const auto found = at(outcome_, {"terms", term});
        return found ? total(*found) : CardTotal{};
    }

    [[nodiscard]] CardTotal year_total() const
    {
        for (const char* const round : {"second_round", "placement", "year"})
            if (const auto found = at(outcome_, {round}); found && found->find("total"))
                return total(*found);
        return {};
    }

private:
    static std::string labels_of(const std::string& subject) { return "report.labels_" + subject; }

    // Decision D40: labels of ours stand for what the ministry has not entered yet.
    static bool has_entered_labels(const ParametersOnDay& parameters, const std::string& subject)
    {
        const std::string labels = labels_of(subject);
        return parameters.has(labels) && parameters.info(labels).status != ParameterStatus::assumed;
    }

    static bool is_exempt(const JsonValue& one)
    {
        const auto exempt = one.find("exempt");
        return exempt && exempt->truth();
    }

    static CardTotal total(const JsonValue& from)
    {
        CardTotal one;
        one.total = mark_at(from, {"total"});
        one.maximum = mark_at(from, {"max"});
        one.state = one.total ? CardMark::given : CardMark::incomplete;
        const std::string percentage = text_at(from, {"percentage_display"});
        one.percentage = percentage.empty() ? "" : percentage + '%';
        one.verbal_grade = text_at(from, {"grade"});
        return one;
    }

    [[nodiscard]] std::string behaviour_of(std::string_view subject, std::int64_t term) const
    {
        std::string grade;
        for (const attendance::BehaviourGrade& one : behaviour_)
            if (one.subject == subject && one.term == term)
                grade = one.grade;
        return letters_of(grade);
    }

    [[nodiscard]] CardTerm term_of(std::string_view subject, int number) const
    {
        CardTerm term;
        term.behaviour = behaviour_of(subject, number);
        const auto found =
            at(outcome_, {"terms", "T" + std::to_string(number), "subjects", subject});
        if (!found)
            return term;
        term.mark = mark_at(*found, {"net"});
        term.verbal_grade = text_at(*found, {"grade"});
        const std::string status = text_at(*found, {"status"});
        if (is_exempt(*found))
            term.state = CardMark::exempt;
        else if (status == "carried")
            term.state = CardMark::carried_over;
        else
            term.state = term.mark ? CardMark::given : CardMark::incomplete;
        return term;
    }

    // What stands after the last round that the subject was in.
    [[nodiscard]] CardTerm year_of(const JsonValue& in_year) const
    {
        CardTerm term;
        if (is_exempt(in_year)) {
            term.state = CardMark::exempt;
            return term;
        }
        term.mark = mark_at(in_year, {"after_raise"});
        term.verbal_grade = text_at(in_year, {"grade"});
        for (const char* const round : {"placement", "second_round"})
            if (const auto sat = at(outcome_, {round, "subjects", in_year.key()}))
                if (const auto recorded = mark_at(*sat, {"recorded"})) {
                    term.mark = recorded;
                    term.verbal_grade = text_at(*sat, {"grade"});
                }
        term.state = term.mark ? CardMark::given : CardMark::incomplete;
        return term;
    }

    [[nodiscard]] CardSubject subject(const JsonValue& in_year) const
    {
        CardSubject one;
        const std::string_view code = in_year.key();
        // The plan's own name; a subject that stands in no plan yet is called as the form has it.
        one.name = words_.format("subject." + std::string(code));
        for (const school::PlanSubject& planned : year_.subjects)
            if (planned.subject == code)
                one.name = planned.name_ar;
        one.is_counted = std::ranges::find(practical_, code) == practical_.end();
        if (one.is_counted) {
            one.maximum = Mark(maximum_);
            one.minimum = Mark(minimum_);
        }
        one.terms[0] = term_of(code, 1);
        one.terms[1] = term_of(code, 2);
        one.year = year_of(in_year);
        one.is_raised = !text_at(in_year, {"raised_by"}).empty();
        return one;
    }

    const YearOnPaper& year_;
    JsonValue outcome_;
    Exact maximum_;
    const Messages& words_;
    Exact minimum_;
    std::vector<attendance::BehaviourGrade> behaviour_;
    std::vector<std::string> practical_;
};

// The term that began last: the report at its end, and at the year's, is of it.
int term_on(Session& session, const documents::PaperOrder& order)
{
    const auto year = school::find_year(session, order.school, order.school_year_id);
    int term = 1;
    if (year)
        for (const school::Term& one : year->terms)
            if (one.first_day <= order.today)
                term = std::max(term, static_cast<int>(one.number));
    return term;
}

bool has_unsigned_row(const FollowUpCard& card)
{
    return std::ranges::any_of(
        card.report, [](const ReportRow& row) { return row.signed_by.empty() && !row.is_exempt; });
}

CardAttendance attendance_in(const std::vector<attendance::TermCounts>& terms)
{
    CardAttendance counts;
    int absent = 0;
    int late = 0;
    for (const attendance::TermCounts& term : terms) {
        if (term.term < 1 || term.term > 2)
            continue;
        const auto place = static_cast<std::size_t>(term.term - 1);
        const auto days = static_cast<int>(term.unexcused_days + term.excused_days);
        const auto latenesses =
            static_cast<int>(term.latenesses_accepted + term.latenesses_unaccepted);
        counts.absent_days[place] = days;
        counts.late_days[place] = latenesses;
        absent += days;
        late += latenesses;
    }
    if (counts.absent_days[1]) {
        counts.absent_in_year = absent;
        counts.late_in_year = late;
    }
    return counts;
}

}  // namespace

Result<FollowUpCard> follow_up_card_of(Session& session,
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
    const StudentId student{order.school, order.student_id.value()};
    const auto ledger = attendance::read_ledger(session, student, order.school_year_id);
    if (!ledger)
        return ledger.refusal();
    const auto counts = attendance::counts_of(*ledger, rule_sets, order.today);
    if (!counts)
        return counts.refusal();

    const CardReader reader(
        year, *parameters, (*rules)->messages(Language::ar),
        attendance::grades_of(session, order.school, student.value, order.school_year_id));
    FollowUpCard card;
    card.learner = year.student;
    card.grade_and_section =
        documents::grade_on_paper("KW", year.grade, order.language) + " / " + year.section;
    card.school_year = year.school_year;
    card.subjects = reader.subjects();
    card.term_totals[0] = reader.term_total("T1");
    card.term_totals[1] = reader.term_total("T2");
    card.year_total = reader.year_total();
    card.decision = year.decision;
    card.is_final = year.is_published;
    card.attendance = attendance_in(*counts);
    card.head_of_school = year.head_of_school;
    card.report_term = term_on(session, order);
    card.report = reader.report(
        *parameters,
        marks::notes_of_student(session, student, order.school_year_id, card.report_term),
        card.report_term);
    if (order.stage == documents::Stage::issue && has_unsigned_row(card))
        return Refusal{
            RefusalCode::facts_incomplete, {{"value", "paper.notes"}}, "", "KW-T-REPORT"};
    return card;
}

}  // namespace taqwim::results
