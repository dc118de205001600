#include "attendance/year_json.h"

#include <algorithm>
#include <array>

#include "attendance/conduct_1447.h"
#include "attendance/counts.h"
#include "attendance/notices.h"
#include "school/on_day.h"

namespace taqwim::attendance {

namespace {

using database::Session;

constexpr std::string_view k_described = "description";

std::string_view judgement_of(const DecidedExcuse& one)
{
    return one.decision ? std::string_view(one.decision->judgement) : "undecided";
}

// As people type it: "16.5", where an exact form would be a fraction.
std::string typed(const Mark& mark)
{
    std::string text = mark.value.shown(2);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

void write_day(JsonWriter& json, const char* key, Day day)
{
    json.key(key).text(day.to_text());
}

// The tables whose rows belong to a student. Statements stand whole: they are never put together.
struct RowStatements {
    const char* table;
    const char* find;
    const char* give;
};
constexpr std::array k_rows = {
    RowStatements{"attendance_entry",
                  "SELECT attendance_entry_id AS row_id FROM attendance_entry "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY attendance_entry_id",
                  "UPDATE attendance_entry SET student_id = $1 WHERE school_id = $2 "
                  "AND attendance_entry_id = $3 AND student_id = $4"},
    RowStatements{"lateness_judgement",
                  "SELECT lateness_judgement_id AS row_id FROM lateness_judgement "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY lateness_judgement_id",
                  "UPDATE lateness_judgement SET student_id = $1 WHERE school_id = $2 "
                  "AND lateness_judgement_id = $3 AND student_id = $4"},
    RowStatements{"leave_request",
                  "SELECT leave_id AS row_id FROM leave_request "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY leave_id",
                  "UPDATE leave_request SET student_id = $1 WHERE school_id = $2 "
                  "AND leave_id = $3 AND student_id = $4"},
    RowStatements{"official_activity",
                  "SELECT official_activity_id AS row_id FROM official_activity "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY official_activity_id",
                  "UPDATE official_activity SET student_id = $1 WHERE school_id = $2 "
                  "AND official_activity_id = $3 AND student_id = $4"},
    RowStatements{"excuse",
                  "SELECT excuse_id AS row_id FROM excuse "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY excuse_id",
                  "UPDATE excuse SET student_id = $1 WHERE school_id = $2 "
                  "AND excuse_id = $3 AND student_id = $4"},
    RowStatements{"notice",
                  "SELECT notice_id AS row_id FROM notice "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY notice_id",
                  "UPDATE notice SET student_id = $1 WHERE school_id = $2 "
                  "AND notice_id = $3 AND student_id = $4"},
    RowStatements{"conduct_entry",
                  "SELECT conduct_entry_id AS row_id FROM conduct_entry "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY conduct_entry_id",
                  "UPDATE conduct_entry SET student_id = $1 WHERE school_id = $2 "
                  "AND conduct_entry_id = $3 AND student_id = $4"},
    RowStatements{"behaviour_grade",
                  "SELECT behaviour_grade_id AS row_id FROM behaviour_grade "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY behaviour_grade_id",
                  "UPDATE behaviour_grade SET student_id = $1 WHERE school_id = $2 "
                  "AND behaviour_grade_id = $3 AND student_id = $4"},
};

// SA1447-CONDUCT  Where words describe behaviour: those written last in each term.
void write_described_behaviour(JsonWriter& json, const Ledger& ledger,
                               const std::vector<ConductEntry>& conduct)
{
    json.key("behaviour").begin_object();
    for (const school::Term& term : ledger.year.terms) {
        const ConductEntry* newest = nullptr;
        for (const ConductEntry& one : conduct)
            if (one.kind == k_described && term.first_day <= one.day && one.day <= term.last_day)
                newest = &one;
        if (newest == nullptr)
            continue;
        json.key("T" + std::to_string(term.number)).begin_object();
        json.key("description").text(newest->action).end_object();
    }
    json.end_object();
}

}  // namespace

void write_kuwait_attendance(JsonWriter& json, const Ledger& ledger)
{
    json.key("attendance").begin_object().key("absences").begin_array();
    for (const Absence& one : ledger.absences) {
        json.begin_object();
        write_day(json, "on", one.day);
        if (one.period > 0)
            json.key("period").number(one.period);
        json.end_object();
    }
    json.end_array().key("lateness").begin_array();
    for (const Lateness& one : ledger.latenesses) {
        json.begin_object();
        write_day(json, "on", one.day);
        json.key("judgement").text(one.judgement).end_object();
    }
    json.end_array().key("leave").begin_array();
    for (const DecidedLeave& one : ledger.leaves) {
        // A leave that was refused and not taken is nothing that happened.
        if (!one.decision || one.decision->decision == "refused")
            continue;
        json.begin_object();
        write_day(json, "on", one.leave.day);
        json.key("approved").boolean(one.decision->decision == "approved").end_object();
    }
    json.end_array().key("excuses").begin_array();
    for (const DecidedExcuse& one : ledger.excuses) {
        json.begin_object();
        write_day(json, "from", one.excuse.first_day);
        write_day(json, "to", one.excuse.last_day);
        json.key("kind").text(one.excuse.kind);
        json.key("on_school_form").boolean(one.excuse.on_school_form);
        json.key("certifier").text(one.excuse.certifier);
        json.key("school_health_certified").boolean(one.excuse.school_health_certified);
        write_day(json, "submitted_on", one.excuse.submitted_on);
        json.key("judgement").text(judgement_of(one)).end_object();
    }
    json.end_array().key("activities").begin_array();
    for (const OfficialActivity& one : ledger.activities) {
        json.begin_object().key("letter").text(one.letter);
        write_day(json, "from", one.first_day);
        write_day(json, "to", one.last_day);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_examination_absences(JsonWriter& json, const Ledger& ledger)
{
    std::vector<std::pair<std::string, std::string_view>> words;
    for (const ExaminationAbsence& one : ledger.examinations)
        if (one.sitting != "second_round")
            words.emplace_back(one.subject + '.' + one.sitting,
                               ledger.is_excused(one.day) ? "excused_pending" : "unexcused");
    if (words.empty())
        return;
    json.key("absences").begin_object();
    for (const auto& [key, word] : words)
        json.key(key).text(word);
    json.end_object();
}

std::string second_round_absence(const Ledger& ledger, std::string_view subject)
{
    for (const ExaminationAbsence& one : ledger.examinations)
        if (one.sitting == "second_round" && one.subject == subject)
            return ledger.is_excused(one.day) ? "excused" : "absent";
    return {};
}

void write_1447_attendance(JsonWriter& json, const Ledger& ledger)
{
    json.key("attendance").begin_object();
    for (const school::Term& term : ledger.year.terms) {
        json.key("T" + std::to_string(term.number)).begin_object();
        json.key("absent_days").number(absent_days(ledger, term));
        json.key("excuses").begin_array();
        for (const CountedExcuse& one : counted_excuses(ledger, term)) {
            json.begin_object().key("days").number(one.days);
            json.key("after_working_days").number(one.after_school_days);
            json.key("accepted").boolean(one.is_accepted);
            if (one.is_extended)
                json.key("extended").boolean(true);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_object();
}

void write_1447_behaviour(JsonWriter& json, const Ledger& ledger,
                          const std::vector<ConductEntry>& conduct)
{
    if (conduct.empty())
        return;
    if (std::ranges::any_of(conduct,
                            [](const ConductEntry& one) { return one.kind == k_described; })) {
        write_described_behaviour(json, ledger, conduct);
        return;
    }
    json.key("behaviour").begin_object();
    for (const school::Term& term : ledger.year.terms) {
        const auto facts = behaviour_facts(conduct, term);
        json.key("T" + std::to_string(term.number)).begin_object();
        json.key("offences").begin_array();
        for (const sa_1447::Offence& one : facts.offences)
            json.begin_object()
                .key("degree")
                .number(one.degree)
                .key("times")
                .number(one.times)
                .end_object();
        json.end_array();
        json.key("recovered").text(typed(facts.recovered));
        if (facts.distinguished)
            json.key("distinguished").text(typed(*facts.distinguished));
        json.end_object();
    }
    json.end_object();
}

std::optional<Refusal> write_year_facts(JsonWriter& json, Session& session, StudentId student,
                                        std::int64_t year_id)
{
    const auto ledger = read_ledger(session, student, year_id);
    if (!ledger)
        return ledger.refusal();
    if (ledger->regulation == "kw_primary_2016")
        write_kuwait_attendance(json, *ledger);
    else if (ledger->regulation == "sa_1447") {
        write_1447_attendance(json, *ledger);
        write_1447_behaviour(json, *ledger,
                             standing_conduct(session, student.school, student.value, year_id));
    } else {
        write_examination_absences(json, *ledger);
    }
    return std::nullopt;
}

Result<std::string> AttendanceOfMerged::move(school::Changes& changes, SchoolId school,
                                             std::int64_t from, std::int64_t to)
{
    JsonWriter json;
    json.begin_object();
    for (const RowStatements& rows : k_rows) {
        json.key(rows.table).begin_array();
        for (const database::Row& row : changes.session().find_all(rows.find, school, from)) {
            const std::int64_t id = row.integer("row_id");
            school::must_be_one(changes.session().execute(rows.give, to, school, id, from));
            json.text(std::to_string(id));
        }
        json.end_array();
    }
    json.end_object();
    return std::string(json.str());
}

std::optional<Refusal> AttendanceOfMerged::move_back(school::Changes& changes, SchoolId school,
                                                     std::int64_t from, std::int64_t to,
                                                     JsonValue moved)
{
    for (const RowStatements& rows : k_rows) {
        const auto ids = moved.find(rows.table);
        if (!ids)
            continue;
        for (const JsonValue id : *ids)
            school::must_be_one(changes.session().execute(rows.give, from, school,
                                                          parse_id(id.text()).value(), to));
    }
    return std::nullopt;
}

std::string CarriedAttendance::collect(Session& session, SchoolId school, std::int64_t student_id,
                                       std::int64_t year_id)
{
    JsonWriter json;
    json.begin_object();
    if (const auto ledger = read_ledger(session, {school, student_id}, year_id)) {
        write_ledger(json, *ledger);
        const auto terms = counts_of(*ledger, rule_sets_, ledger->year.last_day);
        json.key("terms").begin_array();
        const auto notices = notices_of(session, school, student_id, year_id);
        for (const TermCounts& one : terms ? *terms : std::vector<TermCounts>{}) {
            json.begin_object().key("term").number(one.term);
            json.key("unexcused_days").number(one.unexcused_days - one.converted_days);
            json.key("excused_days").number(one.excused_days);
            json.key("latenesses_unaccepted").number(one.latenesses_unaccepted);
            json.key("documents").begin_array();
            for (const KeptNotice& kept : notices)
                if (kept.notice.term == one.term && kept.find("withdrawn") == nullptr)
                    json.text(kept.notice.kind);
            json.end_array().end_object();
        }
        json.end_array();
    }
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::attendance
