// What a class or a school has to look at: counts, notices that are due, and what nobody has decided yet.
#include "attendance/notices.h"
#include "attendance/notices_store.h"
#include "core/refusal_codes.h"
#include "school/names.h"
#include "school/on_day.h"
#include "school/plans_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;

void write_person(JsonWriter& json, const school::Student& student)
{
    json.key("student_id").text(std::to_string(student.id));
    json.key("name_ar")
        .text(school::joined_name(student.name_parts))
        .key("name_en")
        .text(student.name_en);
}

void write_open(JsonWriter& json, const Ledger& ledger)
{
    json.key("excuses").begin_array();
    for (const DecidedExcuse& one : ledger.excuses) {
        if (one.decision)
            continue;
        json.begin_object();
        school::JsonFields fields(json);
        describe(fields, one.excuse);
        json.key("judgement").text("undecided").end_object();
    }
    json.end_array().key("leaves").begin_array();
    for (const DecidedLeave& one : ledger.leaves) {
        if (one.decision)
            continue;
        json.begin_object();
        school::JsonFields fields(json);
        describe(fields, one.leave);
        json.key("decision").text("undecided").end_object();
    }
    json.end_array().key("latenesses").begin_array();
    for (const Lateness& one : ledger.latenesses) {
        if (one.judgement != "undecided")
            continue;
        json.begin_object().key("day").text(one.day.to_text());
        if (one.minutes)
            json.key("minutes").number(*one.minutes);
        json.key("judgement").text(one.judgement).end_object();
    }
    json.end_array();
}

void write_notices(JsonWriter& json, const std::vector<TermCounts>& terms,
                   const std::vector<KeptNotice>& kept)
{
    json.key("due").begin_array();
    for (const OpenNotice& one : open_notices(terms, kept)) {
        json.begin_object().key("term").number(one.term);
        json.key("kind").text(one.due.kind).key("clause").text(one.due.clause).end_object();
    }
    json.end_array().key("unanswered").begin_array();
    for (const KeptNotice& one : kept) {
        if (one.find("acknowledged") != nullptr || one.find("withdrawn") != nullptr)
            continue;
        json.begin_object();
        school::JsonFields fields(json);
        describe(fields, one.notice);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

Result<std::string> Notices::of_class(SchoolId school, std::int64_t class_id, Day today)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto found = school::find_class(session, school, class_id);
        if (!found)
            return school::unknown_record("class", class_id, "class_id");
        JsonWriter json;
        json.begin_object();
        json.key("school_year_id").text(std::to_string(found->year_id));
        json.key("students").begin_array();
        for (const school::Student& student :
             school::students_of_class(session, school, class_id, today)) {
            json.begin_object();
            write_person(json, student);
            const auto ledger = read_ledger(session, {school, student.id}, found->year_id);
            const auto terms = ledger ? counts_of(*ledger, rule_sets_, today)
                                      : Result<std::vector<TermCounts>>(ledger.refusal());
            if (terms) {
                write_counts(json, *terms);
                write_open(json, *ledger);
                write_notices(json, *terms,
                              notices_of(session, school, student.id, found->year_id));
            } else {
                json.key("refused").begin_object();
                json.key("code").text(to_code_text(terms.refusal().code));
                json.key("field").text(terms.refusal().field);
                json.key("clause").text(terms.refusal().clause).end_object();
            }
            json.end_object();
        }
        json.end_array().end_object();
        return std::string(json.str());
    });
}

Result<std::string> Notices::undecided(SchoolId school)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto write_head = [](JsonWriter& json, const database::Row& row) {
            json.key("name_ar").text(row.text("name_ar"));
            json.key("name_en").text(row.text("name_en"));
        };
        JsonWriter json;
        json.begin_object().key("excuses").begin_array();
        for (const database::Row& row : session.find_all(
                 "SELECT e.excuse_id, s.name_ar, s.name_en FROM excuse e JOIN student s "
                 "ON s.school_id = e.school_id AND s.student_id = e.student_id "
                 "JOIN school_year y ON y.school_id = e.school_id AND y.school_year_id = "
                 "e.school_year_id WHERE e.school_id = $1 AND y.sealed_at IS NULL AND NOT EXISTS "
                 "(SELECT 1 FROM excuse_decision d WHERE d.school_id = e.school_id AND d.excuse_id "
                 "= e.excuse_id) ORDER BY e.submitted_on, e.excuse_id LIMIT 200",
                 school)) {
            json.begin_object();
            write_head(json, row);
            school::JsonFields fields(json);
            if (const auto excuse = find_excuse(session, school, row.integer("excuse_id")))
                describe(fields, *excuse);
            json.key("judgement").text("undecided").end_object();
        }
        json.end_array().key("leaves").begin_array();
        for (const database::Row& row : session.find_all(
                 "SELECT r.leave_id, s.name_ar, s.name_en FROM leave_request r JOIN student s "
                 "ON s.school_id = r.school_id AND s.student_id = r.student_id "
                 "JOIN school_year y ON y.school_id = r.school_id AND y.school_year_id = "
                 "r.school_year_id WHERE r.school_id = $1 AND y.sealed_at IS NULL AND NOT EXISTS "
                 "(SELECT 1 FROM leave_decision d WHERE d.school_id = r.school_id AND d.leave_id = "
                 "r.leave_id) ORDER BY r.day, r.leave_id LIMIT 200",
                 school)) {
            json.begin_object();
            write_head(json, row);
            school::JsonFields fields(json);
            if (const auto leave = find_leave(session, school, row.integer("leave_id")))
                describe(fields, *leave);
            json.key("decision").text("undecided").end_object();
        }
        json.end_array().end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::attendance
