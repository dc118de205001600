#include "results/documents/second_attempt_source.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "results/documents/outcome_places.h"
#include "results/version_store.h"
#include "school/keeping.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperOrder;
using documents::Stage;

constexpr std::int64_t k_last_grade = 5;
constexpr std::string_view k_both_terms = "both_terms";

SecondAttempt attempt_of(std::int64_t grade)
{
    return grade < k_last_grade ? SecondAttempt::placement : SecondAttempt::second_round;
}

// KW-18.3, KW-18.4; KW-19.1 to KW-19.6.
AttemptScope scope_of(SecondAttempt attempt, std::string_view chance)
{
    if (attempt == SecondAttempt::placement)
        return chance == k_both_terms ? AttemptScope::both_terms : AttemptScope::term_2;
    if (chance == "performance_only")
        return AttemptScope::performance;
    return chance == k_both_terms ? AttemptScope::both_terms_and_performance
                                  : AttemptScope::term_2_and_performance;
}

// A subject of the plan in which the learner is assessed again.
struct Due {
    std::string code;
    std::string name;
    AttemptScope scope = AttemptScope::term_2;
    bool is_both_terms = false;
    std::optional<Mark> year_mark;
};

std::vector<Due> due_of(const YearOnPaper& year, print::Language language)
{
    std::vector<Due> all;
    for (const school::PlanSubject& planned : year.subjects) {
        const auto subject = place_in(year.outcome.root(), {"year", "subjects", planned.subject});
        const std::string chance = subject ? text_in(*subject, {"second_chance"}) : std::string();
        if (chance.empty())
            continue;
        const bool is_english = language == print::Language::english && !planned.name_en.empty();
        all.push_back({.code = planned.subject,
                       .name = is_english ? planned.name_en : planned.name_ar,
                       .scope = scope_of(attempt_of(year.grade), chance),
                       .is_both_terms = chance == k_both_terms,
                       .year_mark = mark_in(*subject, {"after_raise"})});
    }
    return all;
}

// The day from the year's calendar, as people read it.
std::string first_day(Session& session, const PaperOrder& order, SecondAttempt attempt)
{
    const auto row = session.find_one(
        "SELECT day FROM calendar_point WHERE school_id = $1 AND school_year_id = $2 AND name = $3",
        order.school, order.school_year_id,
        attempt == SecondAttempt::placement ? "first_placement" : "second_round");
    const auto day = row ? Day::parse(row->text("day")) : std::nullopt;
    return day ? documents::weekday_on_paper(*day, order.language) + ' ' +
                     documents::short_day(*day, "KW")
               : std::string();
}

Refusal nobody(const char* clause)
{
    return {RefusalCode::facts_incomplete, {{"value", "paper.second_attempt"}}, "", clause};
}

ListSubject listed(const Due& due, const JsonValue& outcome, SecondAttempt attempt)
{
    ListSubject subject;
    subject.name = due.name;
    subject.year_mark = due.year_mark;
    subject.scope = due.scope;
    const char* const round = attempt == SecondAttempt::placement ? "placement" : "second_round";
    const auto taken = place_in(outcome, {round, "subjects", due.code});
    if (!taken)
        return subject;
    subject.mark = mark_in(*taken, {"test_mark"});
    subject.state = subject.mark ? ListSubject::State::marked : ListSubject::State::absent;
    subject.recorded = mark_in(*taken, {"recorded"});
    return subject;
}

bool is_held(const JsonValue& outcome, SecondAttempt attempt)
{
    return place_in(outcome, {attempt == SecondAttempt::placement ? "placement" : "second_round"})
        .has_value();
}

void add_learner(PlacementList& list, const YearOnPaper& year, print::Language language)
{
    const std::vector<Due> due = due_of(year, language);
    if (due.empty())
        return;
    ListLearner learner;
    learner.name = year.student;
    learner.section = year.section;
    for (const Due& one : due) {
        learner.subjects.push_back(listed(one, year.outcome.root(), list.attempt));
        list.needs_committee = list.needs_committee || one.is_both_terms;
    }
    if (is_held(year.outcome.root(), list.attempt))
        learner.result = year.decision;
    list.needs_district =
        list.needs_district || place_in(year.outcome.root(), {"exceptional"}).has_value();
    list.learners.push_back(std::move(learner));
}

}  // namespace

Result<PlacementNotice> placement_notice_of(
    Session& session, const std::vector<std::unique_ptr<RuleSet>>& /*rule_sets*/,
    const PaperOrder& order, const YearOnPaper& year)
{
    const auto student = documents::student_on_paper(session, order);
    if (!student)
        return student.refusal();
    PlacementNotice notice;
    notice.attempt = attempt_of(year.grade);
    for (const Due& one : due_of(year, order.language))
        notice.subjects.push_back({one.name, one.scope, {}, {}, {}});
    if (notice.subjects.empty())
        return nobody("KW-18.2");
    notice.learner = student->name;
    notice.grade_and_section = student->grade_and_section();
    notice.school_year = student->school_year;
    notice.guardian = student->guardian;
    notice.first_day = first_day(session, order, notice.attempt);
    if (const auto due = Day::parse(text_in(year.outcome.root(), {"exceptional", "due"})))
        notice.last_day = documents::weekday_on_paper(*due, order.language) + ' ' +
                          documents::short_day(*due, "KW");
    notice.head_of_school = year.head_of_school;
    return notice;
}

Result<PlacementList> placement_list_of(Session& session, const Publications& publications,
                                        const PaperOrder& order)
{
    PlacementList list;
    bool is_begun = false;
    for (const std::int64_t student :
         version_store::students_of(session, order.school, order.class_id.value())) {
        PaperOrder of_student = order;
        of_student.student_id = student;
        if (version_store::shown_state(session, {order.school, student}, order.school_year_id)
                .is_withheld)
            continue;
        const auto year = year_on_paper(session, publications, of_student);
        if (!year) {
            if (order.stage == Stage::issue)
                return year.refusal();
            continue;
        }
        if (!is_begun) {
            list.attempt = attempt_of(year->grade);
            list.grade = documents::grade_on_paper("KW", year->grade, order.language);
            list.school_year = year->school_year;
            list.head_of_school = year->head_of_school;
            list.first_day = first_day(session, order, list.attempt);
            is_begun = true;
        }
        add_learner(list, *year, order.language);
    }
    if (list.learners.empty())
        return nobody("KW-18");
    list.head_of_control = documents::holder_on_paper(session, order, "control_head");
    return list;
}

}  // namespace taqwim::results
