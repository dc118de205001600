#include "results/publication_proposals.h"

#include <algorithm>
#include <stdexcept>

#include "core/refusal_codes.h"
#include "platform/crypto/digest.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "results/version_store.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;
using school::Answer;
using school::Changes;

Refusal unknown(const char* record, std::int64_t id, const char* field = "")
{
    return {
        RefusalCode::record_unknown, {{"record", record}, {"id", std::to_string(id)}}, field, ""};
}

std::string ids_json(const std::vector<std::int64_t>& ids)
{
    JsonWriter json;
    json.begin_array();
    for (const std::int64_t id : ids)
        json.text(std::to_string(id));
    json.end_array();
    return std::string(json.str());
}

std::vector<std::int64_t> ids_in(const std::string& text)
{
    std::vector<std::int64_t> ids;
    const auto document = JsonDocument::parse(text);
    if (!document)
        throw std::logic_error("a stored proposal is no JSON");
    for (const JsonValue one : document->root())
        ids.push_back(parse_id(one.text()).value());
    return ids;
}

}  // namespace

Result<Answer> propose(Changes& changes, SchoolId school, const Proposal& proposal)
{
    const auto known =
        version_store::classes_of_year(changes.session(), school, proposal.school_year_id);
    for (const std::int64_t class_id : proposal.class_ids)
        if (std::ranges::find(known, class_id) == known.end())
            return unknown("class", class_id, "/class_ids");
    const std::vector<std::int64_t>& classes =
        proposal.class_ids.empty() ? known : proposal.class_ids;
    if (classes.empty())
        return Refusal{RefusalCode::publication_incomplete, {{"value", "1"}}, "", ""};
    const std::int64_t id = changes.new_id();
    if (changes.session().execute(
            "INSERT INTO publication_proposal (school_id, publication_proposal_id, school_year_id, "
            "class_ids, visible_from, note, proposed_at, proposed_by) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            school, id, proposal.school_year_id, ids_json(classes), proposal.visible_from,
            proposal.note, changes.act().at, changes.act().account_id) != 1)
        throw std::logic_error("a proposal was not stored");
    changes.note("publication.propose", "publication_proposal " + std::to_string(id),
                 crypto::FieldDigester("taqwim.publication_proposal.1")
                     .number(proposal.school_year_id)
                     .text(ids_json(classes))
                     .text(proposal.visible_from.to_text())
                     .text(proposal.note)
                     .finish());
    return Answer{201, "{\"proposal_id\":\"" + std::to_string(id) + "\"}"};
}

Result<Answer> decide_proposal(Changes& changes, SchoolId school, std::int64_t proposal_id,
                               bool is_accepted, const std::string& note)
{
    Session& session = changes.session();
    const auto proposed =
        session.find_one("SELECT proposed_by FROM publication_proposal WHERE school_id = $1 "
                         "AND publication_proposal_id = $2",
                         school, proposal_id);
    if (!proposed)
        return unknown("publication", proposal_id);
    if (const auto earlier =
            session.find_one("SELECT decided_at FROM publication_proposal_decision "
                             "WHERE school_id = $1 AND publication_proposal_id = $2",
                             school, proposal_id))
        return Refusal{RefusalCode::decided_already,
                       {{"day", earlier->text("decided_at").substr(0, 10)}},
                       "",
                       ""};
    if (proposed->integer("proposed_by") == changes.act().account_id)
        return Refusal{RefusalCode::same_person, {}, "", ""};
    if (session.execute("INSERT INTO publication_proposal_decision (school_id, "
                        "publication_proposal_id, is_accepted, note, decided_at, decided_by) "
                        "VALUES ($1, $2, $3, $4, $5, $6)",
                        school, proposal_id, is_accepted, note, changes.act().at,
                        changes.act().account_id) != 1)
        throw std::logic_error("a decision was not stored");
    changes.note(is_accepted ? "publication.accept" : "publication.send_back",
                 "publication_proposal " + std::to_string(proposal_id),
                 crypto::FieldDigester("taqwim.publication_proposal_decision.1")
                     .number(is_accepted ? 1 : 0)
                     .text(note)
                     .finish());
    // What is told of one that is sent back; of an accepted one, what became of its classes.
    return Answer{200, R"({"classes":[],"signed_head":null,"public_key":""})"};
}

Result<Proposal> read_proposal(Session& session, SchoolId school, std::int64_t proposal_id)
{
    const auto row = session.find_one(
        "SELECT school_year_id, class_ids, visible_from, note FROM publication_proposal "
        "WHERE school_id = $1 AND publication_proposal_id = $2",
        school, proposal_id);
    if (!row)
        return unknown("publication", proposal_id);
    return Proposal{.school_year_id = row->integer("school_year_id"),
                    .class_ids = ids_in(row->text("class_ids")),
                    .visible_from = Instant::parse(row->text("visible_from")).value(),
                    .note = row->text("note")};
}

std::string proposals_json(Session& session, SchoolId school, std::int64_t school_year_id,
                           std::int64_t asker)
{
    JsonWriter json;
    json.begin_object().key("proposals").begin_array();
    for (const Row& row : session.find_all(
             "SELECT p.publication_proposal_id, p.class_ids, p.visible_from, p.note, "
             "p.proposed_at, p.proposed_by, a.display_name, d.is_accepted, d.note AS answer, "
             "d.decided_at, b.display_name AS decider FROM publication_proposal p "
             "LEFT JOIN account a ON a.account_id = p.proposed_by "
             "LEFT JOIN publication_proposal_decision d ON d.school_id = p.school_id "
             "AND d.publication_proposal_id = p.publication_proposal_id "
             "LEFT JOIN account b ON b.account_id = d.decided_by "
             "WHERE p.school_id = $1 AND p.school_year_id = $2 "
             "ORDER BY p.publication_proposal_id DESC",
             school, school_year_id)) {
        json.begin_object();
        json.key("proposal_id").text(std::to_string(row.integer("publication_proposal_id")));
        json.key("class_ids").raw(row.text("class_ids"));
        json.key("visible_from").text(row.text("visible_from"));
        json.key("note").text(row.text("note"));
        json.key("proposed_at").text(row.text("proposed_at"));
        json.key("proposed_by").text(row.text_or_null("display_name").value_or(""));
        json.key("is_own").boolean(row.integer("proposed_by") == asker);
        json.key("decision");
        if (const auto accepted = row.integer_or_null("is_accepted")) {
            json.begin_object().key("is_accepted").boolean(*accepted == 1);
            json.key("note").text(row.text("answer"));
            json.key("decided_at").text(row.text("decided_at"));
            json.key("decided_by").text(row.text_or_null("decider").value_or("")).end_object();
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

}  // namespace taqwim::results
