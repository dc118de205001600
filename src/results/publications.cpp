#include "results/publications.h"

#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/compression/compression.h"
#include "platform/crypto/digest.h"
#include "results/differences.h"
#include "school/digest_column.h"

namespace taqwim::results {

namespace {

using database::Session;
using school::Answer;
using school::Changes;

Refusal unknown(std::string_view record, std::int64_t id)
{
    return {RefusalCode::record_unknown,
            {{"record", std::string(record)}, {"id", std::to_string(id)}},
            "",
            ""};
}

// The class with its year; nothing when there is none.
struct ClassYear {
    std::int64_t school_year_id;
    std::string last_day;
    bool is_sealed;
};
std::optional<ClassYear> find_class(Session& session, SchoolId school, std::int64_t class_id)
{
    const auto row = session.find_one(
        "SELECT c.school_year_id, y.last_day, y.sealed_at FROM class c JOIN school_year y "
        "ON y.school_id = c.school_id AND y.school_year_id = c.school_year_id "
        "WHERE c.school_id = $1 AND c.class_id = $2",
        school, class_id);
    if (!row)
        return std::nullopt;
    return ClassYear{row->integer("school_year_id"), row->text("last_day"),
                     !row->is_null("sealed_at")};
}

// Those whose enrolment in the class has not ended before the end of the year.
std::vector<std::int64_t> students_of(Session& session, SchoolId school, std::int64_t class_id)
{
    std::vector<std::int64_t> students;
    for (const database::Row& row : session.find_all(
             "SELECT e.student_id FROM enrolment e JOIN student s "
             "ON s.school_id = e.school_id AND s.student_id = e.student_id "
             "WHERE e.school_id = $1 AND e.class_id = $2 "
             "AND (e.ended_reason IS NULL OR e.ended_reason IN ('year_ended', 'graduated')) "
             "AND s.merged_into IS NULL ORDER BY s.sort_key, e.student_id",
             school, class_id))
        students.push_back(row.integer("student_id"));
    return students;
}

bool is_withheld(Session& session, StudentId student, std::int64_t school_year_id)
{
    const auto row = session.find_one(
        "SELECT is_withheld FROM withholding WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 ORDER BY withholding_id DESC LIMIT 1",
        student.school, student.value, school_year_id);
    return row && row->boolean("is_withheld");
}

std::string shown_json(const Evaluated& evaluated)
{
    return "{\"outcome\":" + evaluated.outcome + ",\"reasons\":" + evaluated.reasons + '}';
}

crypto::Digest content_digest(const std::string& facts, const std::string& shown,
                              const std::string& trace)
{
    return crypto::FieldDigester("taqwim.result.1").text(facts).text(shown).text(trace).finish();
}

struct NewVersion {
    StudentId student;
    std::int64_t school_year_id;
    std::int64_t publication_id;
    std::optional<std::int64_t> correction_id;
    std::int64_t version;
};

// Stores one version and notes it.
std::int64_t store(Changes& changes, const NewVersion& wanted, const YearFacts& facts,
                   const Evaluated& evaluated)
{
    const std::int64_t id = changes.new_id();
    const std::string shown = shown_json(evaluated);
    const crypto::Digest content = content_digest(facts.json, shown, evaluated.trace);
    if (changes.session().execute(
            "INSERT INTO result_version (school_id, result_version_id, student_id, school_year_id, "
            "class_id, version, "
            "publication_id, correction_id, regulation, parameters_digest, program_version, "
            "decision, facts, outcome, "
            "trace, facts_digest, content_digest, made_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
            "$18)",
            wanted.student.school, id, wanted.student.value, wanted.school_year_id, facts.class_id,
            wanted.version, wanted.publication_id, wanted.correction_id, evaluated.regulation,
            evaluated.parameters_digest, TAQWIM_VERSION, evaluated.decision,
            school::column_of(compressed(facts.json)), school::column_of(compressed(shown)),
            school::column_of(compressed(evaluated.trace)),
            school::column_of(crypto::digest_of(facts.json)), school::column_of(content),
            changes.act().at) != 1)
        throw std::logic_error("a result was not stored");
    changes.note("result.publish", "result_version " + std::to_string(id), content);
    return id;
}

std::string text_in_column(const database::Row& row, std::string_view column)
{
    const auto text = decompressed(school::text_in(row.blob(column)));
    if (!text)
        throw std::logic_error("a stored result cannot be read");
    return *text;
}

// The newest version of any kind.
std::optional<database::Row> newest_version(Session& session, StudentId student,
                                            std::int64_t school_year_id)
{
    return session.find_one("SELECT result_version_id, version, publication_id, class_id, "
                            "facts_digest, outcome FROM result_version "
                            "WHERE school_id = $1 AND student_id = $2 AND school_year_id = $3 "
                            "ORDER BY version DESC LIMIT 1",
                            student.school, student.value, school_year_id);
}

Refusal not_published(std::int64_t school_year_id)
{
    return {RefusalCode::result_not_published,
            {{"school_year", std::to_string(school_year_id)}},
            "",
            ""};
}

std::string year_name(Session& session, SchoolId school, std::int64_t school_year_id)
{
    const auto row = session.find_one(
        "SELECT name FROM school_year WHERE school_id = $1 AND school_year_id = $2", school,
        school_year_id);
    return row ? row->text("name") : std::to_string(school_year_id);
}

}  // namespace

Result<Evaluated> Publications::preview(Session& session, StudentId student,
                                        std::int64_t school_year_id, Depth depth) const
{
    const auto facts = facts_.facts(session, student, school_year_id);
    if (!facts)
        return facts.refusal();
    return YearEvaluation(rule_sets_).evaluate(facts->regulation, facts->json, depth);
}

Result<std::vector<OpenPoint>> Publications::open_points(Session& session, SchoolId school,
                                                         std::int64_t class_id) const
{
    const auto year = find_class(session, school, class_id);
    if (!year)
        return unknown("class", class_id);
    std::vector<OpenPoint> points;
    for (const PublicationCheck& check : checks_)
        for (OpenPoint& point : check(session, school, class_id))
            points.push_back(std::move(point));
    YearEvaluation evaluation(rule_sets_);
    for (const std::int64_t student : students_of(session, school, class_id)) {
        const auto facts = facts_.facts(session, StudentId{school, student}, year->school_year_id);
        if (!facts) {
            points.push_back(
                {.code = "facts_incomplete", .student_id = student, .refusal = facts.refusal()});
            continue;
        }
        const auto evaluated = evaluation.evaluate(facts->regulation, facts->json, Depth::outcome);
        if (!evaluated)
            return evaluated.refusal();
        if (evaluated->is_refused())
            points.push_back({.code = "facts_refused",
                              .student_id = student,
                              .refusal = evaluated->refusals.front()});
        else if (evaluated->decision == "undetermined")
            points.push_back({.code = "decision_open", .student_id = student});
    }
    return points;
}

Result<Answer> Publications::publish(Changes& changes, SchoolId school,
                                     const PublishRequest& request) const
{
    Session& session = changes.session();
    const auto year = find_class(session, school, request.class_id);
    if (!year)
        return unknown("class", request.class_id);
    if (const auto earlier = session.find_one(
            "SELECT published_at FROM publication WHERE school_id = $1 AND class_id = $2 "
            "ORDER BY publication_id DESC LIMIT 1",
            school, request.class_id))
        return Refusal{RefusalCode::published_already,
                       {{"day", earlier->text("published_at").substr(0, 10)}},
                       "",
                       ""};
    const auto points = open_points(session, school, request.class_id);
    if (!points)
        return points.refusal();
    const auto students = students_of(session, school, request.class_id);
    if (!points->empty() || students.empty())
        return Refusal{RefusalCode::publication_incomplete,
                       {{"value", std::to_string(students.empty() ? 1 : points->size())}},
                       "",
                       ""};

    const std::int64_t publication = changes.new_id();
    if (session.execute(
            "INSERT INTO publication (school_id, publication_id, school_year_id, class_id, "
            "visible_from, students, "
            "published_at, published_by, published_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            school, publication, year->school_year_id, request.class_id, request.visible_from,
            static_cast<std::int64_t>(students.size()), changes.act().at, changes.act().account_id,
            changes.act().role) != 1)
        throw std::logic_error("a publication was not stored");
    // From here on the sheets' signatures cannot be withdrawn.
    session.execute(
        "INSERT INTO sheet_publication (school_id, mark_sheet_id, publication_id, published_at) "
        "SELECT school_id, mark_sheet_id, $3, $4 FROM mark_sheet WHERE school_id = $1 AND class_id "
        "= $2",
        school, request.class_id, publication, changes.act().at.to_text());
    YearEvaluation evaluation(rule_sets_);
    for (const std::int64_t student : students) {
        const StudentId id{school, student};
        const auto facts = facts_.facts(session, id, year->school_year_id);
        if (!facts)
            return facts.refusal();
        const auto evaluated =
            evaluation.evaluate(facts->regulation, facts->json, Depth::everything);
        if (!evaluated)
            return evaluated.refusal();
        const auto newest = newest_version(session, id, year->school_year_id);
        (void)store(changes,
                    {.student = id,
                     .school_year_id = year->school_year_id,
                     .publication_id = publication,
                     .correction_id = std::nullopt,
                     .version = newest ? newest->integer("version") + 1 : 1},
                    *facts, *evaluated);
    }
    JsonWriter json;
    json.begin_object().key("publication_id").text(std::to_string(publication));
    json.key("students").number(static_cast<std::int64_t>(students.size()));
    json.key("visible_from").text(request.visible_from.to_text()).end_object();
    return Answer{201, std::string(json.str())};
}

Result<ResultVersion> Publications::published(Session& session, StudentId student,
                                              std::int64_t school_year_id, Instant now) const
{
    const auto row =
        session.find_one("SELECT v.result_version_id, v.version, v.regulation, v.decision, "
                         "v.outcome, v.program_version, "
                         "v.parameters_digest, v.made_at FROM result_version v JOIN publication p "
                         "ON p.school_id = v.school_id AND p.publication_id = v.publication_id "
                         "WHERE v.school_id = $1 AND v.student_id = $2 AND v.school_year_id = $3 "
                         "AND p.visible_from <= $4 "
                         "ORDER BY v.version DESC LIMIT 1",
                         student.school, student.value, school_year_id, now);
    if (!row)
        return Refusal{RefusalCode::result_not_published,
                       {{"school_year", year_name(session, student.school, school_year_id)}},
                       "",
                       ""};
    if (is_withheld(session, student, school_year_id))
        return Refusal{RefusalCode::result_withheld, {}, "", ""};
    const std::string shown = text_in_column(*row, "outcome");
    const auto document = JsonDocument::parse(shown);
    if (!document)
        throw std::logic_error("a stored result is no JSON");
    const auto part = [&](std::string_view name) {
        JsonWriter json;
        json.copy(document->root().find(name).value());
        return std::string(json.str());
    };
    return ResultVersion{.result_version_id = row->integer("result_version_id"),
                         .version = row->integer("version"),
                         .regulation = row->text("regulation"),
                         .decision = row->text("decision"),
                         .outcome = part("outcome"),
                         .reasons = part("reasons"),
                         .program_version = row->text("program_version"),
                         .parameters_digest = row->text("parameters_digest"),
                         .made_at = row->text("made_at")};
}

std::vector<ResultVersion> Publications::versions(Session& session, StudentId student,
                                                  std::int64_t school_year_id) const
{
    std::vector<ResultVersion> found;
    for (const database::Row& row : session.find_all(
             "SELECT result_version_id, version, regulation, decision, program_version, "
             "parameters_digest, made_at "
             "FROM result_version WHERE school_id = $1 AND student_id = $2 AND school_year_id = $3 "
             "ORDER BY version DESC, result_version_id",
             student.school, student.value, school_year_id))
        found.push_back({.result_version_id = row.integer("result_version_id"),
                         .version = row.integer("version"),
                         .regulation = row.text("regulation"),
                         .decision = row.text("decision"),
                         .outcome = "",
                         .reasons = "",
                         .program_version = row.text("program_version"),
                         .parameters_digest = row.text("parameters_digest"),
                         .made_at = row.text("made_at")});
    return found;
}

Result<Answer> Publications::withhold(Changes& changes, StudentId student,
                                      std::int64_t school_year_id, bool withheld,
                                      const std::string& reason, const std::string& decision) const
{
    const std::int64_t id = changes.new_id();
    if (changes.session().execute(
            "INSERT INTO withholding (school_id, withholding_id, student_id, school_year_id, "
            "is_withheld, reason, "
            "decision, decided_at, decided_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            student.school, id, student.value, school_year_id, withheld, reason, decision,
            changes.act().at, changes.act().account_id) != 1)
        throw std::logic_error("a withholding was not stored");
    changes.note(withheld ? "result.withhold" : "result.show", "student " + student.to_text(),
                 crypto::FieldDigester("taqwim.withholding.1")
                     .number(school_year_id)
                     .number(withheld ? 1 : 0)
                     .text(reason)
                     .text(decision)
                     .finish());
    return Answer{201, "{\"withholding_id\":\"" + std::to_string(id) + "\"}"};
}

Result<Answer> Publications::request_correction(Changes& changes, StudentId student,
                                                std::int64_t school_year_id,
                                                const std::string& reason) const
{
    Session& session = changes.session();
    const auto newest = newest_version(session, student, school_year_id);
    if (!newest)
        return not_published(school_year_id);
    if (const auto open = session.find_one(
            "SELECT c.requested_at FROM result_correction c LEFT JOIN result_correction_decision d "
            "ON d.school_id = c.school_id AND d.result_correction_id = c.result_correction_id "
            "WHERE c.school_id = $1 AND c.student_id = $2 AND c.school_year_id = $3 "
            "AND d.result_correction_id IS NULL ORDER BY c.result_correction_id LIMIT 1",
            student.school, student.value, school_year_id))
        return Refusal{RefusalCode::correction_pending,
                       {{"day", open->text("requested_at").substr(0, 10)}},
                       "",
                       ""};
    const auto facts = facts_.facts(session, student, school_year_id);
    if (!facts)
        return facts.refusal();
    if (school::digest_in(*newest, "facts_digest") == crypto::digest_of(facts->json))
        return Refusal{RefusalCode::facts_unchanged, {}, "", ""};
    const std::int64_t id = changes.new_id();
    if (session.execute("INSERT INTO result_correction (school_id, result_correction_id, "
                        "student_id, school_year_id, reason, "
                        "requested_at, requested_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        student.school, id, student.value, school_year_id, reason, changes.act().at,
                        changes.act().account_id) != 1)
        throw std::logic_error("a request was not stored");
    changes.note("result.request_correction", "result_correction " + std::to_string(id),
                 crypto::FieldDigester("taqwim.result_correction.1")
                     .number(student.value)
                     .number(school_year_id)
                     .text(reason)
                     .finish());
    return Answer{201, "{\"correction_id\":\"" + std::to_string(id) + "\"}"};
}

Result<Answer> Publications::decide_correction(Changes& changes, SchoolId school,
                                               std::int64_t correction_id, bool is_accepted,
                                               const std::string& note) const
{
    Session& session = changes.session();
    const auto request =
        session.find_one("SELECT student_id, school_year_id, requested_by FROM result_correction "
                         "WHERE school_id = $1 AND result_correction_id = $2",
                         school, correction_id);
    if (!request)
        return unknown("correction", correction_id);
    if (const auto earlier = session.find_one("SELECT decided_at FROM result_correction_decision "
                                              "WHERE school_id = $1 AND result_correction_id = $2",
                                              school, correction_id))
        return Refusal{RefusalCode::decided_already,
                       {{"day", earlier->text("decided_at").substr(0, 10)}},
                       "",
                       ""};
    if (request->integer("requested_by") == changes.act().account_id)
        return Refusal{RefusalCode::same_person, {}, "", ""};

    const StudentId student{school, request->integer("student_id")};
    const std::int64_t school_year_id = request->integer("school_year_id");
    std::string different = "[]";
    std::int64_t new_version = 0;
    if (is_accepted) {
        const auto newest = newest_version(session, student, school_year_id);
        const auto facts = facts_.facts(session, student, school_year_id);
        if (!facts)
            return facts.refusal();
        const auto evaluated =
            YearEvaluation(rule_sets_).evaluate(facts->regulation, facts->json, Depth::everything);
        if (!evaluated)
            return evaluated.refusal();
        if (evaluated->is_refused())
            return evaluated->refusals.front();
        if (!newest)
            return not_published(school_year_id);
        const auto before = JsonDocument::parse(text_in_column(*newest, "outcome"));
        if (!before)
            throw std::logic_error("a stored result is no JSON");
        JsonWriter outcome_before;
        outcome_before.copy(before->root().find("outcome").value());
        different =
            differences_json(differences(std::string(outcome_before.str()), evaluated->outcome));
        new_version = newest->integer("version") + 1;
        (void)store(changes,
                    {.student = student,
                     .school_year_id = school_year_id,
                     .publication_id = newest->integer("publication_id"),
                     .correction_id = correction_id,
                     .version = new_version},
                    *facts, *evaluated);
    }
    if (session.execute("INSERT INTO result_correction_decision (school_id, result_correction_id, "
                        "is_accepted, note, differences, "
                        "decided_at, decided_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        school, correction_id, is_accepted, note, different, changes.act().at,
                        changes.act().account_id) != 1)
        throw std::logic_error("a decision was not stored");
    changes.note(is_accepted ? "result.correct" : "result.refuse_correction",
                 "result_correction " + std::to_string(correction_id),
                 crypto::FieldDigester("taqwim.result_correction_decision.1")
                     .number(is_accepted ? 1 : 0)
                     .text(note)
                     .text(different)
                     .finish());
    JsonWriter json;
    json.begin_object().key("is_accepted").boolean(is_accepted);
    if (is_accepted)
        json.key("version").number(new_version);
    json.key("differences").raw(different).end_object();
    return Answer{200, std::string(json.str())};
}

}  // namespace taqwim::results
