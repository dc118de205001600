#include "results/publications.h"

#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/crypto/digest.h"
#include "results/differences.h"
#include "results/version_store.h"
#include "school/digest_column.h"

namespace taqwim::results {

namespace {

using database::Session;
using school::Answer;
using school::Changes;

Refusal not_published(Session& session, SchoolId school, std::int64_t school_year_id)
{
    return {RefusalCode::result_not_published,
            {{"school_year", version_store::year_name(session, school, school_year_id)}},
            "",
            ""};
}

}  // namespace

Result<Answer> Publications::acknowledge(Changes& changes, StudentId student,
                                         std::int64_t school_year_id,
                                         std::int64_t result_version_id) const
{
    Session& session = changes.session();
    const auto shown = shown_version(session, student, school_year_id, changes.act().at);
    if (!shown)
        return shown.refusal();
    if (*shown != result_version_id)
        return Refusal{
            RefusalCode::version_stale,
            {{"given", std::to_string(result_version_id)}, {"current", std::to_string(*shown)}},
            "/result_version_id",
            ""};
    const std::int64_t id = changes.new_id();
    if (session.execute("INSERT INTO result_acknowledgement (school_id, result_acknowledgement_id, "
                        "result_version_id, student_id, guardian_id, acknowledged_at, "
                        "acknowledged_by) VALUES ($1, $2, $3, $4, $5, $6, $7) "
                        "ON CONFLICT DO NOTHING",
                        student.school, id, result_version_id, student.value,
                        changes.act().person_id, changes.act().at, changes.act().account_id) != 1) {
        const auto earlier = session.find_one(
            "SELECT acknowledged_at FROM result_acknowledgement WHERE school_id = $1 "
            "AND result_version_id = $2 AND guardian_id = $3",
            student.school, result_version_id, changes.act().person_id);
        return Refusal{RefusalCode::acknowledged_already,
                       {{"day", earlier.value().text("acknowledged_at").substr(0, 10)}},
                       "",
                       ""};
    }
    changes.note("result.acknowledge", "result_version " + std::to_string(result_version_id),
                 crypto::FieldDigester("taqwim.result_acknowledgement.1")
                     .number(student.value)
                     .number(changes.act().person_id)
                     .finish());
    JsonWriter json;
    json.begin_object().key("acknowledged_at").text(changes.act().at.to_text()).end_object();
    return Answer{201, std::string(json.str())};
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
    version_store::change_shown(changes.session(), student.school);
    return Answer{201, "{\"withholding_id\":\"" + std::to_string(id) + "\"}"};
}

Result<Answer> Publications::request_correction(Changes& changes, StudentId student,
                                                std::int64_t school_year_id,
                                                const std::string& reason) const
{
    Session& session = changes.session();
    const auto newest = version_store::newest_published(session, student, school_year_id);
    if (!newest)
        return not_published(session, student.school, school_year_id);
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
    const auto evaluated =
        YearEvaluation(rule_sets_).evaluate(facts->regulation, facts->json, Depth::outcome);
    if (!evaluated)
        return evaluated.refusal();
    if (evaluated->is_refused())
        return evaluated->refusals.front();
    if (const auto refusal = refuses_undecided(*evaluated))
        return *refusal;
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
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "correction"}, {"id", std::to_string(correction_id)}},
                       "",
                       ""};
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
        const auto newest = version_store::newest_published(session, student, school_year_id);
        const auto facts = facts_.facts(session, student, school_year_id);
        if (!facts)
            return facts.refusal();
        const auto evaluated =
            YearEvaluation(rule_sets_).evaluate(facts->regulation, facts->json, Depth::everything);
        if (!evaluated)
            return evaluated.refusal();
        if (evaluated->is_refused())
            return evaluated->refusals.front();
        if (const auto refusal = refuses_undecided(*evaluated))
            return *refusal;
        if (!newest)
            return not_published(session, student.school, school_year_id);
        const auto before = JsonDocument::parse(version_store::text_in_column(*newest, "outcome"));
        if (!before)
            throw std::logic_error("a stored result is no JSON");
        JsonWriter outcome_before;
        outcome_before.copy(before->root().find("outcome").value());
        different =
            differences_json(differences(std::string(outcome_before.str()), evaluated->outcome));
        new_version =
            version_store::newest_version(session, student, school_year_id)->integer("version") + 1;
        (void)version_store::store(changes,
                                   {.student = student,
                                    .school_year_id = school_year_id,
                                    .publication_id = newest->integer("publication_id"),
                                    .correction_id = correction_id,
                                    .version = new_version},
                                   *facts, *evaluated);
        version_store::change_shown(session, school);
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

std::vector<YearOfStudent> Publications::student_of_correction(Session& session, SchoolId school,
                                                               std::int64_t correction_id) const
{
    const auto request =
        session.find_one("SELECT student_id, school_year_id FROM result_correction "
                         "WHERE school_id = $1 AND result_correction_id = $2",
                         school, correction_id);
    if (!request)
        return {};
    return {
        {StudentId{school, request->integer("student_id")}, request->integer("school_year_id")}};
}

}  // namespace taqwim::results
