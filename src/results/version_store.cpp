#include "results/version_store.h"

#include <algorithm>
#include <stdexcept>

#include "platform/compression/compression.h"
#include "platform/crypto/digest.h"
#include "school/digest_column.h"
#include "school/merges_store.h"

namespace taqwim::results {

const ShownVersion* ShownState::at(Instant now) const
{
    const auto found = std::ranges::find_if(
        versions, [&](const ShownVersion& version) { return version.visible_from <= now; });
    return found == versions.end() ? nullptr : &*found;
}

namespace version_store {

namespace {

using database::Row;
using database::Session;

std::string shown_json(const Evaluated& evaluated)
{
    return "{\"outcome\":" + evaluated.outcome + ",\"reasons\":" + evaluated.reasons + '}';
}

ResultVersion version_in(const Row& row)
{
    return {.result_version_id = row.integer("result_version_id"),
            .version = row.integer("version"),
            .regulation = row.text("regulation"),
            .decision = row.text("decision"),
            .outcome = "",
            .reasons = "",
            .program_version = row.text("program_version"),
            .parameters_digest = row.text("parameters_digest"),
            .made_at = row.text("made_at")};
}

Row find_version(Session& session, SchoolId school, std::int64_t result_version_id)
{
    auto row = session.find_one("SELECT result_version_id, version, regulation, decision, outcome, "
                                "program_version, parameters_digest, made_at FROM result_version "
                                "WHERE school_id = $1 AND result_version_id = $2",
                                school, result_version_id);
    if (!row)
        throw std::logic_error("a version of a result is gone");
    return std::move(*row);
}

}  // namespace

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

std::vector<std::int64_t> classes_of_year(Session& session, SchoolId school,
                                          std::int64_t school_year_id)
{
    std::vector<std::int64_t> classes;
    for (const Row& row :
         session.find_all("SELECT class_id FROM class WHERE school_id = $1 AND school_year_id = $2 "
                          "ORDER BY name, class_id",
                          school, school_year_id))
        classes.push_back(row.integer("class_id"));
    return classes;
}

std::vector<std::int64_t> students_of(Session& session, SchoolId school, std::int64_t class_id)
{
    std::vector<std::int64_t> students;
    for (const Row& row : session.find_all(
             "SELECT e.student_id FROM enrolment e JOIN student s "
             "ON s.school_id = e.school_id AND s.student_id = e.student_id "
             "WHERE e.school_id = $1 AND e.class_id = $2 "
             "AND (e.ended_reason IS NULL OR e.ended_reason IN ('year_ended', 'graduated')) "
             "AND s.merged_into IS NULL ORDER BY s.sort_key, e.student_id",
             school, class_id))
        students.push_back(row.integer("student_id"));
    return students;
}

std::vector<std::int64_t> unpublished_of(Session& session, SchoolId school, std::int64_t class_id)
{
    const auto year = find_class(session, school, class_id);
    std::vector<std::int64_t> students = students_of(session, school, class_id);
    std::erase_if(students, [&](std::int64_t student) {
        return !year ||
               !shown_state(session, {school, student}, year->school_year_id).versions.empty();
    });
    return students;
}

std::string year_name(Session& session, SchoolId school, std::int64_t school_year_id)
{
    const auto row = session.find_one(
        "SELECT name FROM school_year WHERE school_id = $1 AND school_year_id = $2", school,
        school_year_id);
    return row ? row->text("name") : std::to_string(school_year_id);
}

std::vector<std::int64_t> keepers_of(Session& session, StudentId student)
{
    std::vector<std::int64_t> keepers;
    std::optional<std::int64_t> record = student.value;
    while (record) {
        const auto row = session.find_one(
            "SELECT merged_into FROM student WHERE school_id = $1 AND student_id = $2",
            student.school, *record);
        record = row ? row->integer_or_null("merged_into") : std::nullopt;
        if (record)
            keepers.push_back(*record);
    }
    return keepers;
}

ShownState shown_state(Session& session, StudentId student, std::int64_t school_year_id)
{
    ShownState state;
    std::int64_t newest_decision = 0;
    for (const std::int64_t record : school::records_of(session, student)) {
        for (const Row& row : session.find_all(
                 "SELECT v.result_version_id, p.visible_from FROM result_version v "
                 "JOIN publication p ON p.school_id = v.school_id "
                 "AND p.publication_id = v.publication_id "
                 "LEFT JOIN publication_withdrawal w ON w.school_id = p.school_id "
                 "AND w.publication_id = p.publication_id "
                 "WHERE v.school_id = $1 AND v.student_id = $2 AND v.school_year_id = $3 "
                 "AND w.publication_id IS NULL ORDER BY v.version DESC, v.result_version_id",
                 student.school, record, school_year_id))
            state.versions.push_back({row.integer("result_version_id"),
                                      Instant::parse(row.text("visible_from")).value()});
        const auto decision = session.find_one(
            "SELECT withholding_id, is_withheld FROM withholding WHERE school_id = $1 "
            "AND student_id = $2 AND school_year_id = $3 ORDER BY withholding_id DESC LIMIT 1",
            student.school, record, school_year_id);
        if (decision && decision->integer("withholding_id") > newest_decision) {
            newest_decision = decision->integer("withholding_id");
            state.is_withheld = decision->boolean("is_withheld");
        }
    }
    return state;
}

std::optional<Row> newest_version(Session& session, StudentId student, std::int64_t school_year_id)
{
    for (const std::int64_t record : school::records_of(session, student))
        if (auto row = session.find_one(
                "SELECT result_version_id, student_id, version, publication_id, class_id, "
                "facts_digest, outcome FROM result_version "
                "WHERE school_id = $1 AND student_id = $2 AND school_year_id = $3 "
                "ORDER BY version DESC LIMIT 1",
                student.school, record, school_year_id))
            return row;
    return std::nullopt;
}

std::optional<Row> newest_published(Session& session, StudentId student,
                                    std::int64_t school_year_id)
{
    const ShownState state = shown_state(session, student, school_year_id);
    if (state.versions.empty())
        return std::nullopt;
    return session.find_one("SELECT result_version_id, student_id, version, publication_id, "
                            "class_id, decision, facts_digest, outcome FROM result_version "
                            "WHERE school_id = $1 AND result_version_id = $2",
                            student.school, state.versions.front().result_version_id);
}

ResultVersion read_version(Session& session, SchoolId school, std::int64_t result_version_id)
{
    const Row row = find_version(session, school, result_version_id);
    ResultVersion version = version_in(row);
    const auto document = JsonDocument::parse(text_in_column(row, "outcome"));
    if (!document)
        throw std::logic_error("a stored result is no JSON");
    const auto part = [&](std::string_view name) {
        JsonWriter json;
        json.copy(document->root().find(name).value());
        return std::string(json.str());
    };
    version.outcome = part("outcome");
    version.reasons = part("reasons");
    return version;
}

std::string version_json(Session& session, SchoolId school, std::int64_t result_version_id)
{
    const Row row = find_version(session, school, result_version_id);
    const std::string shown = text_in_column(row, "outcome");
    JsonWriter json;
    json.begin_object();
    write_version(version_in(row), json);
    json.end_object();
    // Both are objects of our own writing: the second one's members follow the first one's.
    std::string text(json.str());
    text.back() = ',';
    text.append(shown, 1);
    return text;
}

std::string trace_of(Session& session, SchoolId school, std::int64_t result_version_id)
{
    const auto row = session.find_one(
        "SELECT trace FROM result_version WHERE school_id = $1 AND result_version_id = $2", school,
        result_version_id);
    return text_in_column(row.value(), "trace");
}

std::vector<ResultVersion> versions(Session& session, StudentId student,
                                    std::int64_t school_year_id)
{
    std::vector<ResultVersion> found;
    for (const std::int64_t record : school::records_of(session, student))
        for (const Row& row : session.find_all(
                 "SELECT result_version_id, version, regulation, decision, program_version, "
                 "parameters_digest, made_at FROM result_version "
                 "WHERE school_id = $1 AND student_id = $2 AND school_year_id = $3 "
                 "ORDER BY version DESC, result_version_id",
                 student.school, record, school_year_id))
            found.push_back(version_in(row));
    return found;
}

std::int64_t store(school::Changes& changes, const NewVersion& wanted, const YearFacts& facts,
                   const Evaluated& evaluated)
{
    const std::int64_t id = changes.new_id();
    const std::string shown = shown_json(evaluated);
    const crypto::Digest content = crypto::FieldDigester("taqwim.result.1")
                                       .text(facts.json)
                                       .text(shown)
                                       .text(evaluated.trace)
                                       .finish();
    if (changes.session().execute(
            "INSERT INTO result_version (school_id, result_version_id, student_id, school_year_id, "
            "class_id, version, publication_id, correction_id, regulation, parameters_digest, "
            "program_version, decision, facts, outcome, trace, facts_digest, content_digest, "
            "made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
            "$16, $17, $18)",
            wanted.student.school, id, wanted.student.value, wanted.school_year_id, facts.class_id,
            wanted.version, wanted.publication_id, wanted.correction_id, evaluated.regulation,
            evaluated.parameters_digest, TAQWIM_VERSION, evaluated.decision,
            school::column_of(compressed(facts.json)), school::column_of(compressed(shown)),
            school::column_of(compressed(evaluated.trace)),
            school::column_of(crypto::digest_of(facts.json)), school::column_of(content),
            changes.act().at) != 1)
        throw std::logic_error("a result was not stored");
    store_result_marks(changes.session(), wanted.student.school, id, evaluated.marks);
    changes.note("result.publish", "result_version " + std::to_string(id), content);
    return id;
}

std::string text_in_column(const Row& row, std::string_view column)
{
    auto text = decompressed(school::text_in(row.blob(column)));
    if (!text)
        throw std::logic_error("a stored result cannot be read");
    return std::move(*text);
}

void change_shown(Session& session, SchoolId school)
{
    if (session.execute("INSERT INTO shown_generation (school_id, generation) VALUES ($1, 1) "
                        "ON CONFLICT (school_id) DO UPDATE "
                        "SET generation = shown_generation.generation + 1",
                        school) != 1)
        throw std::logic_error("the count of changes was not stored");
}

std::int64_t generation(Session& session, SchoolId school)
{
    const auto row =
        session.find_one("SELECT generation FROM shown_generation WHERE school_id = $1", school);
    return row ? row->integer("generation") : 0;
}

}  // namespace version_store
}  // namespace taqwim::results
