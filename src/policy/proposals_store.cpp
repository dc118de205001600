#include "policy/proposals_store.h"

#include <algorithm>
#include <limits>

namespace taqwim::policy::proposals_store {

namespace {

using database::Row;
using school::must_be_one;

std::string lines_of(const std::vector<std::string>& values)
{
    std::string lines;
    for (const std::string& value : values)
        lines.append(lines.empty() ? "" : "\n").append(value);
    return lines;
}

std::vector<std::string> values_in(std::string_view lines)
{
    std::vector<std::string> values;
    for (std::size_t start = 0; start <= lines.size();) {
        const std::size_t end = std::min(lines.find('\n', start), lines.size());
        values.emplace_back(lines.substr(start, end - start));
        start = end + 1;
    }
    return values;
}

void read_value(const Row& row, ParameterValue& value)
{
    value.regulation = row.text("regulation");
    value.parameter = row.text("parameter");
    value.is_list = row.boolean("is_list");
    value.values = value.is_list && row.text("value").empty() ? std::vector<std::string>{}
                                                              : values_in(row.text("value"));
    value.first_day = school::day_in(row, "first_day");
    value.source = row.text("source");
}

Proposal proposal_in(const Row& row)
{
    Proposal proposal;
    read_value(row, proposal);
    proposal.id = row.integer("parameter_proposal_id");
    proposal.reason = row.text("reason");
    proposal.proposed_at = row.text("proposed_at");
    proposal.proposed_by = row.integer("proposed_by");
    proposal.proposed_by_name = row.text("proposed_by_name");
    proposal.outcome = row.text_or_null("outcome").value_or("");
    if (proposal.outcome.empty())
        return proposal;
    proposal.note = row.text("note");
    proposal.decided_at = row.text("decided_at");
    proposal.decided_by = row.integer("decided_by");
    proposal.decided_by_name = row.text("decided_by_name");
    return proposal;
}

}  // namespace

std::vector<ParameterValue> approved(database::Session& session)
{
    std::vector<ParameterValue> values;
    for (const Row& row : session.find_all(
             "SELECT p.regulation, p.parameter, p.is_list, p.value, p.first_day, p.source "
             "FROM parameter_decision d JOIN parameter_proposal p "
             "ON p.parameter_proposal_id = d.parameter_proposal_id "
             "WHERE d.outcome = 'approved' ORDER BY d.parameter_decision_id"))
        read_value(row, values.emplace_back());
    return values;
}

std::int64_t approvals(database::Session& session)
{
    return session
        .find_one("SELECT COUNT(*) AS approvals FROM parameter_decision WHERE outcome = 'approved'")
        ->integer("approvals");
}

std::optional<Proposal> find(database::Session& session, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT p.parameter_proposal_id, p.regulation, p.parameter, p.is_list, p.value, "
        "p.first_day, p.source, p.reason, p.proposed_at, p.proposed_by, "
        "a.display_name AS proposed_by_name, d.outcome, d.note, d.decided_at, d.decided_by, "
        "b.display_name AS decided_by_name FROM parameter_proposal p "
        "JOIN account a ON a.account_id = p.proposed_by LEFT JOIN parameter_decision d "
        "ON d.parameter_proposal_id = p.parameter_proposal_id "
        "LEFT JOIN account b ON b.account_id = d.decided_by WHERE p.parameter_proposal_id = $1",
        id);
    return row ? std::optional(proposal_in(*row)) : std::nullopt;
}

std::vector<Proposal> before(database::Session& session, std::int64_t before, std::int64_t rows)
{
    std::vector<Proposal> found;
    for (const Row& row : session.find_all(
             "SELECT p.parameter_proposal_id, p.regulation, p.parameter, p.is_list, p.value, "
             "p.first_day, p.source, p.reason, p.proposed_at, p.proposed_by, "
             "a.display_name AS proposed_by_name, d.outcome, d.note, d.decided_at, d.decided_by, "
             "b.display_name AS decided_by_name FROM parameter_proposal p "
             "JOIN account a ON a.account_id = p.proposed_by LEFT JOIN parameter_decision d "
             "ON d.parameter_proposal_id = p.parameter_proposal_id "
             "LEFT JOIN account b ON b.account_id = d.decided_by "
             "WHERE p.parameter_proposal_id < $1 "
             "ORDER BY p.parameter_proposal_id DESC LIMIT $2",
             before == 0 ? std::numeric_limits<std::int64_t>::max() : before, rows))
        found.push_back(proposal_in(row));
    return found;
}

void insert(school::Changes& changes, const Proposal& proposal)
{
    must_be_one(changes.session().execute(
        "INSERT INTO parameter_proposal (parameter_proposal_id, regulation, parameter, is_list, "
        "value, first_day, source, reason, proposed_at, proposed_by, proposed_as) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        proposal.id, proposal.regulation, proposal.parameter, proposal.is_list,
        lines_of(proposal.values), proposal.first_day, proposal.source, proposal.reason,
        changes.act().at, changes.act().account_id, changes.act().role));
}

bool insert_decision(school::Changes& changes, std::int64_t id, std::string_view outcome,
                     const std::string& note)
{
    return changes.session().execute(
               "INSERT INTO parameter_decision (parameter_proposal_id, parameter_decision_id, "
               "outcome, note, decided_at, decided_by, decided_as) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
               id, changes.new_id(), std::string(outcome), note, changes.act().at,
               changes.act().account_id, changes.act().role) == 1;
}

}  // namespace taqwim::policy::proposals_store
