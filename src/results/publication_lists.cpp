#include "results/publication_lists.h"

#include <optional>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/crypto/digest.h"
#include "results/differences.h"
#include "results/result_words.h"
#include "results/version_store.h"
#include "school/digest_column.h"
#include "school/merges_store.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

void write_id(const char* key, std::int64_t id, JsonWriter& json)
{
    json.key(key).text(std::to_string(id));
}

void write_text_or_null(const char* key, const std::optional<std::string>& text, JsonWriter& json)
{
    json.key(key);
    if (text)
        json.text(*text);
    else
        json.null();
}

void write_code(const Refusal& refusal, JsonWriter& json)
{
    json.key("refused").begin_object().key("code").text(to_code_text(refusal.code));
    json.key("field").text(refusal.field).key("clause").text(refusal.clause).end_object();
}

void write_points(const std::vector<OpenPoint>& points, JsonWriter& json)
{
    json.key("open_points").begin_array();
    for (const OpenPoint& point : points) {
        json.begin_object().key("code").text(point.code);
        if (point.student_id)
            write_id("student_id", *point.student_id, json);
        if (point.sheet_id)
            write_id("sheet_id", *point.sheet_id, json);
        if (!point.subject.empty())
            json.key("subject").text(point.subject);
        if (point.refusal)
            write_code(*point.refusal, json);
        if (!point.decision.empty())
            json.key("decision").text(point.decision);
        if (!point.reason.empty())
            write_worded("reason", "promotion.reason", point.reason, json);
        if (!point.clause.empty())
            json.key("clause").text(point.clause);
        if (!point.missing.empty())
            json.key("missing").raw(point.missing);
        json.end_object();
    }
    json.end_array();
}

Refusal unknown(std::string_view record, std::int64_t id)
{
    return {RefusalCode::record_unknown,
            {{"record", std::string(record)}, {"id", std::to_string(id)}},
            "",
            ""};
}

// Students of a class in the order of their names, with them.
std::vector<Row> named_students(Session& session, SchoolId school, std::int64_t class_id)
{
    std::vector<Row> rows;
    for (const std::int64_t student : version_store::students_of(session, school, class_id))
        rows.push_back(
            session
                .find_one("SELECT student_id, student_number, name_ar, name_en FROM student "
                          "WHERE school_id = $1 AND student_id = $2",
                          school, student)
                .value());
    return rows;
}

void write_student(const Row& student, JsonWriter& json)
{
    write_id("student_id", student.integer("student_id"), json);
    json.key("student_number").text(student.text("student_number"));
    json.key("name_ar").text(student.text("name_ar"));
    json.key("name_en").text(student.text("name_en"));
}

// The outcome that a version holds.
std::string outcome_in(const Row& version)
{
    const auto document = JsonDocument::parse(version_store::text_in_column(version, "outcome"));
    JsonWriter json;
    json.copy(document->root().find("outcome").value());
    return std::string(json.str());
}

std::vector<Row> classes_of(Session& session, SchoolId school, std::int64_t school_year_id)
{
    return session.find_all("SELECT class_id, name FROM class WHERE school_id = $1 "
                            "AND school_year_id = $2 ORDER BY name, class_id",
                            school, school_year_id);
}

std::optional<Row> standing_publication(Session& session, SchoolId school, std::int64_t class_id)
{
    return session.find_one(
        "SELECT p.publication_id, p.visible_from, p.students, p.published_at, h.head "
        "FROM publication p LEFT JOIN publication_withdrawal w ON w.school_id = p.school_id "
        "AND w.publication_id = p.publication_id LEFT JOIN result_head h "
        "ON h.school_id = p.school_id AND h.about = 'publication' AND h.about_id = "
        "p.publication_id "
        "WHERE p.school_id = $1 AND p.class_id = $2 AND w.publication_id IS NULL "
        "ORDER BY p.publication_id DESC LIMIT 1",
        school, class_id);
}

std::int64_t acknowledged_of(Session& session, SchoolId school, std::int64_t publication_id)
{
    return session
        .find_one("SELECT COUNT(DISTINCT a.student_id) AS n FROM result_acknowledgement a "
                  "JOIN result_version v ON v.school_id = a.school_id "
                  "AND v.result_version_id = a.result_version_id "
                  "WHERE v.school_id = $1 AND v.publication_id = $2",
                  school, publication_id)
        ->integer("n");
}

}  // namespace

std::string checklist_json(const std::vector<OpenPoint>& points)
{
    JsonWriter json;
    json.begin_object();
    write_points(points, json);
    json.end_object();
    return std::string(json.str());
}

std::string year_progress_json(Session& session, SchoolId school, std::int64_t school_year_id,
                               Instant now)
{
    JsonWriter json;
    json.begin_object().key("classes").begin_array();
    for (const Row& one : classes_of(session, school, school_year_id)) {
        const std::int64_t class_id = one.integer("class_id");
        json.begin_object();
        write_id("class_id", class_id, json);
        json.key("name").text(one.text("name"));
        const auto students = version_store::students_of(session, school, class_id);
        json.key("students").number(static_cast<std::int64_t>(students.size()));
        std::int64_t withheld = 0;
        for (const std::int64_t student : students)
            withheld +=
                version_store::shown_state(session, {school, student}, school_year_id).is_withheld
                    ? 1
                    : 0;
        json.key("withheld").number(withheld);
        json.key("unpublished")
            .number(std::ssize(version_store::unpublished_of(session, school, class_id)));
        json.key("publication");
        if (const auto publication = standing_publication(session, school, class_id)) {
            const std::int64_t id = publication->integer("publication_id");
            json.begin_object();
            write_id("publication_id", id, json);
            json.key("students").number(publication->integer("students"));
            json.key("published_at").text(publication->text("published_at"));
            json.key("visible_from").text(publication->text("visible_from"));
            json.key("is_visible")
                .boolean(Instant::parse(publication->text("visible_from")).value() <= now);
            json.key("acknowledged").number(acknowledged_of(session, school, id));
            write_text_or_null("signed_head", publication->text_or_null("head"), json);
            json.end_object();
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> year_checklist_json(Session& session, const Publications& publications,
                                        SchoolId school, std::int64_t school_year_id)
{
    JsonWriter json;
    json.begin_object().key("classes").begin_array();
    for (const Row& one : classes_of(session, school, school_year_id)) {
        const std::int64_t class_id = one.integer("class_id");
        if (standing_publication(session, school, class_id) &&
            version_store::unpublished_of(session, school, class_id).empty())
            continue;
        const auto points = publications.open_points(session, school, class_id);
        if (!points)
            return points.refusal();
        json.begin_object();
        write_id("class_id", class_id, json);
        json.key("name").text(one.text("name"));
        write_points(*points, json);
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

std::string publications_json(Session& session, SchoolId school, std::int64_t school_year_id)
{
    JsonWriter json;
    json.begin_object().key("publications").begin_array();
    for (const Row& row : session.find_all(
             "SELECT p.publication_id, p.class_id, c.name, p.students, p.published_at, "
             "p.visible_from, w.withdrawn_at, w.reason, h.head FROM publication p "
             "LEFT JOIN class c ON c.school_id = p.school_id AND c.class_id = p.class_id "
             "LEFT JOIN publication_withdrawal w ON w.school_id = p.school_id "
             "AND w.publication_id = p.publication_id LEFT JOIN result_head h "
             "ON h.school_id = p.school_id AND h.about = 'publication' "
             "AND h.about_id = p.publication_id "
             "WHERE p.school_id = $1 AND p.school_year_id = $2 ORDER BY p.publication_id DESC",
             school, school_year_id)) {
        json.begin_object();
        write_id("publication_id", row.integer("publication_id"), json);
        write_id("class_id", row.integer_or_null("class_id").value_or(0), json);
        json.key("class_name").text(row.text_or_null("name").value_or(""));
        json.key("students").number(row.integer("students"));
        json.key("published_at").text(row.text("published_at"));
        json.key("visible_from").text(row.text("visible_from"));
        write_text_or_null("withdrawn_at", row.text_or_null("withdrawn_at"), json);
        write_text_or_null("withdrawal_reason", row.text_or_null("reason"), json);
        write_text_or_null("signed_head", row.text_or_null("head"), json);
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> class_results_json(Session& session, const Publications& publications,
                                       SchoolId school, std::int64_t class_id, Instant now)
{
    const auto year = version_store::find_class(session, school, class_id);
    if (!year)
        return unknown("class", class_id);
    JsonWriter json;
    json.begin_object().key("students").begin_array();
    for (const Row& student : named_students(session, school, class_id)) {
        const StudentId id{school, student.integer("student_id")};
        json.begin_object();
        write_student(student, json);
        const ShownState state = version_store::shown_state(session, id, year->school_year_id);
        const auto newest = version_store::newest_published(session, id, year->school_year_id);
        json.key("published");
        if (newest) {
            json.begin_object();
            write_id("result_version_id", newest->integer("result_version_id"), json);
            json.key("version").number(newest->integer("version"));
            json.key("decision").text(newest->text("decision"));
            json.key("visible_from").text(state.versions.front().visible_from.to_text());
            json.key("is_visible").boolean(state.at(now) != nullptr && !state.is_withheld);
            json.key("is_withheld").boolean(state.is_withheld).end_object();
        } else {
            json.null();
        }
        const auto today = publications.preview(session, id, year->school_year_id, Depth::outcome);
        json.key("today").begin_object();
        if (!today)
            write_code(today.refusal(), json);
        else if (today->is_refused())
            write_code(today->refusals.front(), json);
        else
            json.key("decision")
                .text(today->decision)
                .key("decision_ar")
                .text(today->decision_ar)
                .key("decision_en")
                .text(today->decision_en);
        json.end_object().end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> class_differences_json(Session& session, const Publications& publications,
                                           SchoolId school, std::int64_t class_id)
{
    const auto year = version_store::find_class(session, school, class_id);
    if (!year)
        return unknown("class", class_id);
    JsonWriter json;
    json.begin_object().key("students").begin_array();
    for (const Row& student : named_students(session, school, class_id)) {
        const StudentId id{school, student.integer("student_id")};
        const auto newest = version_store::newest_version(session, id, year->school_year_id);
        // As deep as it is published: what would change a result is a part of it.
        const auto today =
            publications.preview(session, id, year->school_year_id, Depth::everything);
        std::optional<Refusal> refusal;
        if (!today)
            refusal = today.refusal();
        else if (today->is_refused())
            refusal = today->refusals.front();
        const auto found = refusal
                               ? std::vector<Difference>{}
                               : differences(newest ? outcome_in(*newest) : "{}", today->outcome);
        if (newest && !refusal && found.empty())
            continue;
        json.begin_object();
        write_student(student, json);
        json.key("version");
        if (newest)
            json.number(newest->integer("version"));
        else
            json.null();
        if (refusal)
            write_code(*refusal, json);
        // Without a version everything would be new.
        json.key("differences").raw(newest ? differences_json(found) : "[]").end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> class_notices_json(Session& session, SchoolId school, std::int64_t class_id,
                                       Instant now, Day today)
{
    const auto year = version_store::find_class(session, school, class_id);
    if (!year)
        return unknown("class", class_id);
    JsonWriter json;
    json.begin_object().key("students").begin_array();
    for (const Row& student : named_students(session, school, class_id)) {
        const StudentId id{school, student.integer("student_id")};
        const ShownState state = version_store::shown_state(session, id, year->school_year_id);
        const ShownVersion* shown = state.is_withheld ? nullptr : state.at(now);
        json.begin_object();
        write_student(student, json);
        json.key("result_version_id");
        if (shown != nullptr)
            json.text(std::to_string(shown->result_version_id));
        else
            json.null();
        json.key("guardians").begin_array();
        for (const Row& guardian : session.find_all(
                 "SELECT g.guardian_id, g.name_ar, g.name_en, g.telephone, s.relation, "
                 "a.acknowledged_at FROM guardianship s JOIN guardian g "
                 "ON g.school_id = s.school_id AND g.guardian_id = s.guardian_id "
                 "LEFT JOIN result_acknowledgement a ON a.school_id = g.school_id "
                 "AND a.guardian_id = g.guardian_id AND a.result_version_id = $4 "
                 "WHERE s.school_id = $1 AND s.student_id = $2 AND s.first_day <= $3 "
                 "AND (s.last_day IS NULL OR s.last_day >= $3) ORDER BY s.guardianship_id",
                 school, id.value, today, shown != nullptr ? shown->result_version_id : 0)) {
            json.begin_object();
            write_id("guardian_id", guardian.integer("guardian_id"), json);
            json.key("name_ar").text(guardian.text("name_ar"));
            json.key("name_en").text(guardian.text("name_en"));
            json.key("relation").text(guardian.text("relation"));
            write_text_or_null("telephone", guardian.text_or_null("telephone"), json);
            write_text_or_null("acknowledged_at", guardian.text_or_null("acknowledged_at"), json);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> version_differences_json(Session& session, StudentId student,
                                             std::int64_t school_year_id, std::int64_t from,
                                             std::int64_t to)
{
    const auto find = [&](std::int64_t version) -> std::optional<std::string> {
        for (const std::int64_t record : school::records_of(session, student))
            if (const auto row = session.find_one(
                    "SELECT outcome FROM result_version WHERE school_id = $1 AND student_id = $2 "
                    "AND school_year_id = $3 AND version = $4",
                    student.school, record, school_year_id, version))
                return outcome_in(*row);
        return std::nullopt;
    };
    const auto before = find(from);
    const auto after = find(to);
    if (!before || !after)
        return unknown("version", before ? to : from);
    return "{\"differences\":" + differences_json(differences(*before, *after)) + '}';
}

}  // namespace taqwim::results
