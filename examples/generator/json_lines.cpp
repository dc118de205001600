#include "json_lines.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "plan.h"
#include "text_data.h"

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::code;
using kw_primary_2016::Judgement;

const char* text(Judgement judgement)
{
    return judgement == Judgement::accepted  ? "accepted"
           : judgement == Judgement::refused ? "refused"
                                             : "undecided";
}

void day_of(JsonWriter& json, const char* name, const std::optional<Day>& day)
{
    if (day)
        json.key(name).text(day->to_text());
}

void text_of(JsonWriter& json, const char* name, const std::string& value)
{
    if (!value.empty())
        json.key(name).text(value);
}

void write_calendar(int grade, JsonWriter& json)
{
    const SampleCalendar& calendar = sample_calendar();
    const kw_primary_2016::SchoolCalendar& days = calendar.days;
    json.key("calendar").begin_object();
    json.key("decision").text(word("calendar_decision"));
    day_of(json, "year_start", days.year_start);
    day_of(json, "holiday_start", days.holiday_start);
    day_of(json, "holiday_end", days.holiday_end);
    day_of(json, "year_end", days.year_end);
    json.key("school_weekdays").begin_array();
    for (const char* weekday : {"sunday", "monday", "tuesday", "wednesday", "thursday"})
        json.text(weekday);
    json.end_array();
    json.key("public_holidays").begin_array();
    for (const Day holiday : days.public_holidays)
        json.text(holiday.to_text());
    json.end_array();
    day_of(json, "last_two_months_start", days.last_two_months_start);
    const bool grade_5 = grade == k_grades;
    day_of(json, "make_up_window_start",
           grade_5 ? calendar.make_up_window_5_start : days.make_up_window_start);
    day_of(json, "make_up_window_end",
           grade_5 ? calendar.make_up_window_5_end : days.make_up_window_end);
    day_of(json, "first_performance", days.first_performance);
    day_of(json, "first_placement", days.first_placement);
    day_of(json, "second_round", days.second_round);
    day_of(json, "next_second_term_start", days.next_second_term_start);
    json.end_object();
}

void write_counts(const SampleStudent& student, JsonWriter& json)
{
    json.key("absence").begin_object();
    for (const Term term : k_terms) {
        const SampleCounts& counts = student.counts[kw_primary_2016::index(term)];
        json.key(code(term)).begin_object();
        json.key("unexcused_full_days").number(counts.unexcused_full_days);
        json.key("unexcused_missed_period_days").number(counts.unexcused_missed_period_days);
        json.key("unapproved_leave_days").number(counts.unapproved_leave_days);
        json.key("lateness_unaccepted").number(counts.lateness_unaccepted);
        json.key("lateness_accepted").number(counts.lateness_accepted);
        json.key("excused_intermittent_days").number(counts.excused_intermittent_days);
        json.key("attended_days").number(counts.attended_days);
        json.end_object();
    }
    json.end_object();
    if (student.last_two_months) {
        json.key("last_two_months").begin_object();
        json.key("attended_days").number(student.last_two_months->attended_days);
        json.key("absence_all_excused").boolean(student.last_two_months->absence_all_excused);
        json.end_object();
    }
}

void write_excuse(const kw_primary_2016::Excuse& one, JsonWriter& json)
{
    static constexpr std::array<const char*, 4> certifiers = {
        "none", "health_centre", "government_hospital", "private_hospital"};
    json.begin_object();
    day_of(json, "from", one.from);
    day_of(json, "to", one.to);
    json.key("kind").text(one.kind == kw_primary_2016::ExcuseKind::medical ? "medical"
                                                                           : "non_medical");
    json.key("on_school_form").boolean(one.on_school_form);
    json.key("certifier").text(certifiers.at(static_cast<std::size_t>(one.certifier)));
    json.key("school_health_certified").boolean(one.school_health_certified);
    day_of(json, "submitted_on", one.submitted_on);
    json.key("judgement").text(text(one.judgement));
    json.end_object();
}

void write_attendance(const kw_primary_2016::Attendance& ledger, JsonWriter& json)
{
    json.key("attendance").begin_object();
    json.key("absences").begin_array();
    for (const kw_primary_2016::Absence& one : ledger.absences) {
        json.begin_object();
        day_of(json, "on", one.day);
        if (one.period != 0)
            json.key("period").number(one.period);
        json.end_object();
    }
    json.end_array();
    json.key("lateness").begin_array();
    for (const kw_primary_2016::Lateness& one : ledger.latenesses) {
        json.begin_object();
        day_of(json, "on", one.day);
        json.key("judgement").text(text(one.judgement));
        json.end_object();
    }
    json.end_array();
    json.key("leave").begin_array();
    for (const kw_primary_2016::Leave& one : ledger.leaves) {
        json.begin_object();
        day_of(json, "on", one.day);
        json.key("approved").boolean(one.approved);
        json.end_object();
    }
    json.end_array();
    json.key("excuses").begin_array();
    for (const kw_primary_2016::Excuse& one : ledger.excuses)
        write_excuse(one, json);
    json.end_array();
    json.key("activities").begin_array();
    for (const kw_primary_2016::OfficialActivity& one : ledger.activities) {
        json.begin_object();
        json.key("letter").text(one.letter);
        day_of(json, "from", one.from);
        day_of(json, "to", one.to);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void write_transfers(const SampleStudent& student, JsonWriter& json)
{
    if (student.transfers.empty())
        return;
    json.key("transfer").begin_object();
    day_of(json, "on", student.transfers.front().on);
    json.key("from_school").text(word("former_school"));
    for (const SampleTransfer& one : student.transfers) {
        json.key(code(one.term)).begin_object();
        json.key("unexcused_days").number(one.unexcused_days);
        json.key("excused_days").number(one.excused_days);
        json.key("lateness_unaccepted").number(one.lateness_unaccepted);
        json.key("documents").begin_array();
        for (const char* document : one.documents)
            json.text(document);
        json.end_array();
        json.end_object();
    }
    json.end_object();
}

void write_exceptional(const kw_primary_2016::ExceptionalCase& one, JsonWriter& json)
{
    json.key("exceptional").begin_object();
    json.key("type").text(one.type);
    json.key("person").text(one.of_parent ? "parent" : "student");
    day_of(json, "from", one.from);
    day_of(json, "to", one.to);
    json.key("documents").number(2);
    json.key("district").text(text(one.district));
    json.key("ministry_committee").text(text(one.ministry_committee));
    json.key("lapsed").boolean(one.lapsed);
    json.end_object();
}

void level_or_letter(char mark, JsonWriter& json)
{
    if (mark >= '0' && mark <= '9')
        json.number(mark - '0');
    else
        json.text(std::string(1, mark));
}

void write_level(const SampleLevel& level, JsonWriter& json)
{
    json.begin_object();
    json.key("level");
    level_or_letter(level.mark, json);
    day_of(json, "on", level.on);
    day_of(json, "missed_on", level.missed_on);
    day_of(json, "activities_practised_on", level.practised_on);
    json.end_object();
}

// The levels of one subject and term, which stand together, by competency and criterion.
void write_levels(std::span<const SampleLevel> levels, JsonWriter& json)
{
    if (levels.empty())
        return;
    if (levels.front().criterion == 0) {
        json.key("competency_averages").begin_array();
        for (const SampleLevel& level : levels)
            level_or_letter(level.mark, json);
        json.end_array();
        return;
    }
    json.key("formative").begin_object();
    for (std::size_t i = 0; i < levels.size();) {
        const int competency = levels[i].competency;
        json.key(std::to_string(competency)).begin_object();
        while (i < levels.size() && levels[i].competency == competency) {
            const int criterion = levels[i].criterion;
            json.key(std::to_string(competency) + "." + std::to_string(criterion)).begin_array();
            for (; i < levels.size() && levels[i].competency == competency &&
                   levels[i].criterion == criterion;
                 ++i)
                write_level(levels[i], json);
            json.end_array();
        }
        json.end_object();
    }
    json.end_object();
}

// Units by their numbers; one without a result leaves an empty place.
void write_scores(std::span<const SampleScore> scores, JsonWriter& json)
{
    if (scores.empty())
        return;
    json.key("summative").begin_array();
    int next = 1;
    for (const SampleScore& score : scores) {
        for (; next < score.number; ++next)
            json.null();
        ++next;
        json.begin_object();
        json.key("score").text(score.score);
        if (score.maximum != 10)
            json.key("max").text(std::to_string(score.maximum));
        day_of(json, "on", score.on);
        day_of(json, "missed_on", score.missed_on);
        json.end_object();
    }
    json.end_array();
}

// The run of entries of one subject and term.
template <class Entry>
std::span<const Entry> of(const std::vector<Entry>& entries, Subject subject, Term term)
{
    const auto is_here = [&](const Entry& one) {
        return one.subject == subject && one.term == term;
    };
    const auto first = std::find_if(entries.begin(), entries.end(), is_here);
    const auto last = std::find_if_not(first, entries.end(), is_here);
    return {first, last};
}

void write_subjects(const SampleStudent& student, JsonWriter& json)
{
    json.key("subjects").begin_object();
    for (const Subject subject : subjects_of(student.grade)) {
        json.key(code(subject)).begin_object();
        for (const Term term : k_terms) {
            const auto levels = of(student.levels, subject, term);
            const auto scores = of(student.scores, subject, term);
            const auto excluded = of(student.exclusions, subject, term);
            if (levels.empty() && scores.empty())
                continue;
            json.key(code(term)).begin_object();
            write_levels(levels, json);
            if (!excluded.empty()) {
                json.key("excluded").begin_array();
                for (const SampleExclusion& one : excluded)
                    json.number(one.competency);
                json.end_array();
            }
            write_scores(scores, json);
            json.end_object();
        }
        json.end_object();
    }
    json.end_object();
}

void write_sittings(const SampleStudent& student, JsonWriter& json)
{
    if (!student.performance.empty()) {
        json.key("performance").begin_object();
        for (const SampleSitting& one : student.performance)
            json.key(code(one.subject)).text(one.mark);
        json.end_object();
    }
    if (!student.placement.empty()) {
        json.key("placement").begin_object();
        for (const SampleSitting& one : student.placement) {
            json.key(code(one.subject)).begin_object();
            json.key("mark").text(one.mark);
            day_of(json, "on", one.on);
            json.end_object();
        }
        json.end_object();
    }
    if (!student.second_round.empty()) {
        json.key("second_round").begin_object();
        for (const SampleSecondRound& one : student.second_round) {
            json.key(code(one.subject)).begin_object();
            text_of(json, "term2_reassessment_of_40", one.reassessment_of_40);
            text_of(json, "term2_reassessment", one.reassessment);
            text_of(json, "performance", one.performance);
            text_of(json, "paper", one.paper);
            text_of(json, "absent", one.absent);
            day_of(json, "on", one.on);
            json.end_object();
        }
        json.end_object();
    }
}

}  // namespace

void write_policy(int grade, JsonWriter& json)
{
    json.key("policy").begin_object();
    json.key("competencies").begin_object();
    for (const Subject subject : subjects_of(grade))
        json.key(code(subject)).number(competencies_of(subject));
    json.end_object();
    json.key("units").begin_object();
    for (const Subject subject : subjects_of(grade)) {
        json.key(code(subject)).begin_array();
        json.number(units_of(subject)).number(units_of(subject));
        json.end_array();
    }
    json.end_object();
    json.end_object();
}

void write_student_year(const SampleStudent& student, JsonWriter& json)
{
    json.begin_object();
    json.key("id").text(student.id);
    json.key("name").text(student.name);
    json.key("school_year").text("2015-2016");
    json.key("grade").number(student.grade);
    json.key("section").text(word("section." + std::to_string(student.section)));
    json.key("school").begin_object();
    json.key("name").text(word("school_name"));
    json.key("staff").text("women");
    json.end_object();
    json.key("person").begin_object();
    text_of(json, "sex", student.sex);
    day_of(json, "birth_date", student.birth_date);
    text_of(json, "nationality", student.nationality);
    json.end_object();
    write_calendar(student.grade, json);
    write_policy(student.grade, json);
    if (student.enrolled_on) {
        json.key("enrolment").begin_object();
        day_of(json, "on", student.enrolled_on);
        json.key("newcomer").boolean(student.newcomer);
        json.end_object();
    }
    if (!student.exemptions.empty()) {
        json.key("exempt").begin_array();
        for (const SampleExemption& one : student.exemptions) {
            json.begin_object();
            json.key("subject").text(code(one.subject));
            json.key("from_term").text(code(one.from));
            json.key("ground").text(one.ground);
            json.end_object();
        }
        json.end_array();
    }
    if (student.attendance_form == AttendanceForm::counts)
        write_counts(student, json);
    else if (student.attendance_form == AttendanceForm::ledger)
        write_attendance(student.attendance, json);
    write_transfers(student, json);
    if (student.exceptional)
        write_exceptional(*student.exceptional, json);
    write_subjects(student, json);
    write_sittings(student, json);
    json.end_object();
}

}  // namespace taqwim::sample_school
