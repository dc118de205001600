#include "folder_writer.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "plan.h"
#include "platform/tables/csv.h"
#include "text_data.h"

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::code;
using kw_primary_2016::Judgement;
using tables::CsvFormat;
using tables::CsvWriter;

enum class Headings : std::uint8_t { names, arabic };

// One file on its way: a heading, then rows of as many cells.
class Sheet {
public:
    Sheet(std::string name, std::initializer_list<std::string_view> columns, Headings headings,
          const CsvFormat& format)
        : file_{std::move(name), {}}, writer_(file_.text, format)
    {
        for (const std::string_view column : columns)
            writer_.cell(headings == Headings::arabic ? word("column." + std::string(column))
                                                      : std::string(column));
        writer_.end_row();
    }
    Sheet(std::string name, std::initializer_list<std::string_view> columns)
        : Sheet(std::move(name), columns, Headings::names, {.line_end = "\n"})
    {}
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    void row(std::initializer_list<std::string_view> cells)
    {
        for (const std::string_view cell : cells)
            writer_.cell(cell);
        writer_.end_row();
    }
    [[nodiscard]] SampleFile take() { return std::move(file_); }

private:
    SampleFile file_;
    CsvWriter writer_;
};

std::string text(const std::optional<Day>& day)
{
    return day ? day->to_text() : std::string();
}

const char* yes_no(bool yes)
{
    return yes ? "yes" : "no";
}

const char* text(Judgement judgement)
{
    return judgement == Judgement::accepted  ? "accepted"
           : judgement == Judgement::refused ? "refused"
                                             : "undecided";
}

std::string subject_name(Subject subject)
{
    return word(std::string("subject.") + code(subject));
}

SampleFile school_file()
{
    Sheet sheet("school.csv", {"key", "value"});
    sheet.row({"name", word("school_name")});
    sheet.row({"regulation", "kw_primary_2016"});
    sheet.row({"staff", "women"});
    sheet.row({"school_year", "2015-2016"});
    return sheet.take();
}

SampleFile calendar_file()
{
    const SampleCalendar& calendar = sample_calendar();
    const kw_primary_2016::SchoolCalendar& days = calendar.days;
    Sheet sheet("calendar.csv", {"key", "value"});
    sheet.row({"decision", word("calendar_decision")});
    sheet.row({"year_start", days.year_start.to_text()});
    sheet.row({"holiday_start", days.holiday_start.to_text()});
    sheet.row({"holiday_end", days.holiday_end.to_text()});
    sheet.row({"year_end", days.year_end.to_text()});
    sheet.row({"school_weekdays", "sunday; monday; tuesday; wednesday; thursday"});
    for (const Day holiday : days.public_holidays)
        sheet.row({"public_holidays", holiday.to_text()});
    sheet.row({"last_two_months_start", text(days.last_two_months_start)});
    sheet.row({"make_up_window_start", text(days.make_up_window_start)});
    sheet.row({"make_up_window_end", text(days.make_up_window_end)});
    sheet.row({"make_up_window_5_start", calendar.make_up_window_5_start.to_text()});
    sheet.row({"make_up_window_5_end", calendar.make_up_window_5_end.to_text()});
    sheet.row({"first_performance", text(days.first_performance)});
    sheet.row({"first_placement", text(days.first_placement)});
    sheet.row({"second_round", text(days.second_round)});
    sheet.row({"next_second_term_start", text(days.next_second_term_start)});
    return sheet.take();
}

// Arabic throughout, as a spreadsheet program saves it: with a byte-order mark and its own line ends.
SampleFile students_file(const SampleSchool& school)
{
    Sheet sheet("students.csv",
                {"id", "name", "grade", "section", "sex", "birth_date", "nationality",
                 "enrolled_on", "newcomer", "exempt", "exempt_from", "exempt_ground",
                 "last_two_months_attended", "last_two_months_all_excused"},
                Headings::arabic, {.byte_order_mark = true, .line_end = "\r\n"});
    for (const SampleStudent& student : school.students) {
        std::string exempt;
        std::string from;
        std::string ground;
        for (const SampleExemption& one : student.exemptions) {
            exempt += (exempt.empty() ? "" : "; ") + subject_name(one.subject);
            from = word(std::string("term.") + code(one.from));
            ground = word(std::string("ground.") + one.ground);
        }
        const auto& last = student.last_two_months;
        sheet.row({student.id, student.name, word("grade." + std::to_string(student.grade)),
                   word("section." + std::to_string(student.section)),
                   student.sex.empty() ? student.sex : word("sex." + student.sex),
                   text(student.birth_date), student.nationality, text(student.enrolled_on),
                   student.newcomer ? word("yes") : "", exempt, from, ground,
                   last ? std::to_string(last->attended_days) : "",
                   last ? word(yes_no(last->absence_all_excused)) : ""});
    }
    return sheet.take();
}

SampleFile plan_file()
{
    Sheet sheet("plan.csv", {"grade", "subject", "term", "competencies", "units"});
    for (int grade = 1; grade <= k_grades; ++grade)
        for (const Subject subject : subjects_of(grade))
            for (const Term term : k_terms)
                sheet.row({std::to_string(grade), code(subject), code(term),
                           std::to_string(competencies_of(subject)),
                           std::to_string(units_of(subject))});
    return sheet.take();
}

std::string criterion(const SampleLevel& level)
{
    return std::to_string(level.competency) + "." + std::to_string(level.criterion);
}

// One section writes symbols in the place of points (KW-9).
std::string level_text(const SampleStudent& student, const SampleLevel& level)
{
    const bool symbols = student.grade == k_symbols_grade && student.section == k_symbols_section;
    if (symbols && level.mark >= '0' && level.mark <= '9')
        return word(std::string("level.") + level.mark);
    return std::string(1, level.mark);
}

SampleFile levels_file(const SampleSchool& school)
{
    Sheet sheet("levels.csv", {"student", "subject", "term", "criterion", "on", "level",
                               "missed_on", "activities_practised_on"});
    for (const SampleStudent& student : school.students)
        for (const SampleLevel& level : student.levels)
            if (level.criterion != 0)
                sheet.row({student.id, code(level.subject), code(level.term), criterion(level),
                           text(level.on), level_text(student, level), text(level.missed_on),
                           text(level.practised_on)});
    return sheet.take();
}

SampleFile competency_levels_file(const SampleSchool& school)
{
    Sheet sheet("competency_levels.csv", {"student", "subject", "term", "competency", "level"});
    for (const SampleStudent& student : school.students)
        for (const SampleLevel& level : student.levels)
            if (level.criterion == 0)
                sheet.row({student.id, code(level.subject), code(level.term),
                           std::to_string(level.competency),
                           in_arabic_digits(std::string(1, level.mark))});
    return sheet.take();
}

SampleFile excluded_file(const SampleSchool& school)
{
    Sheet sheet("excluded.csv", {"student", "subject", "term", "competency"});
    for (const SampleStudent& student : school.students)
        for (const SampleExclusion& one : student.exclusions)
            sheet.row(
                {student.id, code(one.subject), code(one.term), std::to_string(one.competency)});
    return sheet.take();
}

// Arabic headings, subjects and terms.
SampleFile units_file(const SampleSchool& school)
{
    Sheet sheet("units.csv",
                {"student", "subject", "term", "unit", "score", "max", "on", "missed_on"},
                Headings::arabic, {.line_end = "\n"});
    for (const SampleStudent& student : school.students)
        for (const SampleScore& one : student.scores) {
            const bool is_absence = one.score == "A" || one.score == "E" || one.score == "U";
            sheet.row({student.id, subject_name(one.subject),
                       word(std::string("term.") + code(one.term)), std::to_string(one.number),
                       is_absence ? word("absent." + one.score) : one.score,
                       std::to_string(one.maximum), text(one.on), text(one.missed_on)});
        }
    return sheet.take();
}

SampleFile absence_file(const SampleSchool& school)
{
    Sheet sheet("absence.csv",
                {"student", "term", "unexcused_full_days", "unexcused_missed_period_days",
                 "unapproved_leave_days", "lateness_unaccepted", "lateness_accepted",
                 "excused_intermittent_days", "attended_days"});
    for (const SampleStudent& student : school.students) {
        if (student.attendance_form != AttendanceForm::counts)
            continue;
        for (const Term term : k_terms) {
            const SampleCounts& counts = student.counts[kw_primary_2016::index(term)];
            sheet.row({student.id, code(term), std::to_string(counts.unexcused_full_days),
                       std::to_string(counts.unexcused_missed_period_days),
                       std::to_string(counts.unapproved_leave_days),
                       std::to_string(counts.lateness_unaccepted),
                       std::to_string(counts.lateness_accepted),
                       std::to_string(counts.excused_intermittent_days),
                       std::to_string(counts.attended_days)});
        }
    }
    return sheet.take();
}

// Parted by semicolons, as spreadsheet programs do where the comma parts a number.
SampleFile attendance_file(const SampleSchool& school)
{
    Sheet sheet("attendance.csv", {"student", "on", "kind", "period", "judgement"}, Headings::names,
                {.separator = ';', .line_end = "\n"});
    for (const SampleStudent& student : school.students) {
        const kw_primary_2016::Attendance& ledger = student.attendance;
        for (const kw_primary_2016::Absence& one : ledger.absences)
            sheet.row({student.id, one.day.to_text(), one.period == 0 ? "absent" : "period",
                       one.period == 0 ? "" : std::to_string(one.period), ""});
        for (const kw_primary_2016::Lateness& one : ledger.latenesses)
            sheet.row({student.id, one.day.to_text(), "late", "",
                       one.judgement == Judgement::undecided ? "" : text(one.judgement)});
        for (const kw_primary_2016::Leave& one : ledger.leaves)
            sheet.row({student.id, one.day.to_text(), "leave", "",
                       one.approved ? "accepted" : "refused"});
    }
    return sheet.take();
}

SampleFile excuses_file(const SampleSchool& school)
{
    static constexpr std::array<const char*, 4> certifiers = {
        "none", "health_centre", "government_hospital", "private_hospital"};
    Sheet sheet("excuses.csv", {"student", "from", "to", "kind", "on_school_form", "certifier",
                                "school_health_certified", "submitted_on", "judgement"});
    for (const SampleStudent& student : school.students)
        for (const kw_primary_2016::Excuse& one : student.attendance.excuses)
            sheet.row(
                {student.id, one.from.to_text(), one.to.to_text(),
                 one.kind == kw_primary_2016::ExcuseKind::medical ? "medical" : "non_medical",
                 yes_no(one.on_school_form), certifiers.at(static_cast<std::size_t>(one.certifier)),
                 yes_no(one.school_health_certified), text(one.submitted_on), text(one.judgement)});
    return sheet.take();
}

SampleFile activities_file(const SampleSchool& school)
{
    Sheet sheet("activities.csv", {"student", "letter", "from", "to"});
    for (const SampleStudent& student : school.students)
        for (const kw_primary_2016::OfficialActivity& one : student.attendance.activities)
            sheet.row({student.id, one.letter, one.from.to_text(), one.to.to_text()});
    return sheet.take();
}

// In Arabic digits.
SampleFile performance_file(const SampleSchool& school)
{
    Sheet sheet("performance.csv", {"student", "subject", "mark"});
    for (const SampleStudent& student : school.students)
        for (const SampleSitting& one : student.performance)
            sheet.row({student.id, code(one.subject), in_arabic_digits(one.mark)});
    return sheet.take();
}

// The same, days included.
SampleFile placement_file(const SampleSchool& school)
{
    Sheet sheet("placement.csv", {"student", "subject", "mark", "on"});
    for (const SampleStudent& student : school.students)
        for (const SampleSitting& one : student.placement)
            sheet.row({student.id, code(one.subject), in_arabic_digits(one.mark),
                       in_arabic_digits(text(one.on))});
    return sheet.take();
}

SampleFile second_round_file(const SampleSchool& school)
{
    Sheet sheet("second_round.csv", {"student", "subject", "term2_reassessment_of_40",
                                     "term2_reassessment", "performance", "paper", "on", "absent"});
    for (const SampleStudent& student : school.students)
        for (const SampleSecondRound& one : student.second_round)
            sheet.row({student.id, code(one.subject), one.reassessment_of_40, one.reassessment,
                       one.performance, one.paper, text(one.on), one.absent});
    return sheet.take();
}

SampleFile exceptional_file(const SampleSchool& school)
{
    Sheet sheet("exceptional.csv", {"student", "type", "person", "from", "to", "documents",
                                    "district", "ministry_committee", "lapsed"});
    for (const SampleStudent& student : school.students)
        if (const auto& one = student.exceptional)
            sheet.row({student.id, one->type, one->of_parent ? "parent" : "student",
                       text(one->from), text(one->to), "2", text(one->district),
                       text(one->ministry_committee), yes_no(one->lapsed)});
    return sheet.take();
}

SampleFile transfers_file(const SampleSchool& school)
{
    Sheet sheet("transfers.csv", {"student", "term", "on", "from_school", "unexcused_days",
                                  "excused_days", "lateness_unaccepted", "documents"});
    for (const SampleStudent& student : school.students)
        for (const SampleTransfer& one : student.transfers) {
            std::string documents;
            for (const char* document : one.documents)
                documents += (documents.empty() ? "" : "; ") + std::string(document);
            sheet.row({student.id, code(one.term), one.on.to_text(), word("former_school"),
                       std::to_string(one.unexcused_days), std::to_string(one.excused_days),
                       std::to_string(one.lateness_unaccepted), documents});
        }
    return sheet.take();
}

}  // namespace

std::vector<SampleFile> folder_files(const SampleSchool& school)
{
    std::vector<SampleFile> files;
    files.push_back(school_file());
    files.push_back(calendar_file());
    files.push_back(students_file(school));
    files.push_back(plan_file());
    files.push_back(levels_file(school));
    files.push_back(competency_levels_file(school));
    files.push_back(excluded_file(school));
    files.push_back(units_file(school));
    files.push_back(absence_file(school));
    files.push_back(attendance_file(school));
    files.push_back(excuses_file(school));
    files.push_back(activities_file(school));
    files.push_back(performance_file(school));
    files.push_back(placement_file(school));
    files.push_back(second_round_file(school));
    files.push_back(exceptional_file(school));
    files.push_back(transfers_file(school));
    return files;
}

}  // namespace taqwim::sample_school
