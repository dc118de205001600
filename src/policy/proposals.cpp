#include "policy/proposals.h"

#include <algorithm>
#include <utility>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "policy/parameters_in_force.h"
#include "policy/proposals_store.h"
#include "regulations/frame/parameter_limits.h"
#include "regulations/parameter_files.h"

namespace taqwim::policy {

namespace {

using database::Session;
using school::Answer;
using school::Changes;

constexpr std::string_view k_approved = "approved";
constexpr std::string_view k_withdrawn = "withdrawn";

void describe(school::Fields& fields, const Proposal& proposal)
{
    fields.id("proposal_id", proposal.id);
    fields.text("regulation", proposal.regulation);
    fields.text("parameter", proposal.parameter);
    fields.yes_no("is_list", proposal.is_list);
    fields.texts("values", proposal.values);
    fields.day("first_day", proposal.first_day);
    fields.text("source", proposal.source);
    fields.text("reason", proposal.reason);
    fields.text("proposed_at", proposal.proposed_at);
    fields.text("proposed_by", proposal.proposed_by_name);
}

std::string json_of(const Proposal& proposal, std::int64_t reader)
{
    JsonWriter json;
    json.begin_object();
    school::JsonFields fields(json);
    describe(fields, proposal);
    json.key("is_own").boolean(proposal.proposed_by == reader);
    if (!proposal.outcome.empty()) {
        json.key("decision").begin_object().key("outcome").text(proposal.outcome);
        json.key("note").text(proposal.note).key("decided_at").text(proposal.decided_at);
        json.key("decided_by").text(proposal.decided_by_name).end_object();
    }
    json.end_object();
    return std::string(json.str());
}

crypto::Digest digest_of(const Proposal& proposal)
{
    school::DigestFields fields("taqwim.parameter_proposal.1");
    describe(fields, proposal);
    return fields.finish();
}

std::string subject_of(std::int64_t id)
{
    return "parameter_proposal " + std::to_string(id);
}

// "70%", "7/10", "35.5"; nothing for what is no number.
std::optional<Exact> number_in(std::string text)
{
    const bool is_percentage = text.ends_with('%');
    if (is_percentage)
        text.pop_back();
    const auto number = Exact::parse(text);
    if (!number)
        return std::nullopt;
    return is_percentage ? *number / Exact(100) : *number;
}

// Why the value is none, as near as its limits tell. `label`: what people call the parameter.
Refusal not_a_value(const ParameterValue& value, const std::string& label,
                    const ParameterLimits& limits)
{
    const std::string field = "/value";
    for (const std::string& one : value.values) {
        if (!limits.allowed.empty() &&
            std::ranges::find(limits.allowed, one) == limits.allowed.end()) {
            std::string allowed;
            for (const std::string& word : limits.allowed)
                allowed.append(allowed.empty() ? "" : ", ").append(word);
            return {RefusalCode::value_not_listed,
                    {{"field", label}, {"value", one}, {"allowed", std::move(allowed)}},
                    field,
                    ""};
        }
        if (limits.unit == "day" && !Day::parse(one))
            return {RefusalCode::value_not_a_date, {{"field", label}, {"value", one}}, field, ""};
        if (!limits.minimum)
            continue;
        const auto number = number_in(one);
        if (!number)
            return {RefusalCode::value_not_a_number, {{"field", label}, {"value", one}}, field, ""};
        if (*number < *number_in(*limits.minimum) || *number_in(*limits.maximum) < *number)
            return {RefusalCode::value_out_of_range,
                    {{"field", label},
                     {"value", one},
                     {"minimum", *limits.minimum},
                     {"maximum", *limits.maximum}},
                    field,
                    ""};
    }
    std::string given;
    for (const std::string& one : value.values)
        given.append(given.empty() ? "" : " ").append(one);
    return {RefusalCode::setting_invalid,
            {{"setting", label}, {"value", given}, {"expected", limits.unit}},
            field,
            ""};
}

}  // namespace

std::optional<Refusal> Proposals::refuses(Session& session, const ParameterValue& value) const
{
    const LiveRuleSet* const rule_set = in_force_.find(value.regulation);
    if (rule_set == nullptr) {
        std::string allowed;
        for (const auto& one : in_force_.rule_sets())
            allowed.append(allowed.empty() ? "" : ", ").append(one->id());
        return Refusal{RefusalCode::regulation_unknown,
                       {{"regulation", value.regulation}, {"allowed", allowed}},
                       "/regulation",
                       ""};
    }
    const auto limits = parameter_limits(parameter_files_of(value.regulation));
    const auto of = limits.find(value.parameter);
    if (of == limits.end())
        return Refusal{
            RefusalCode::parameter_unknown, {{"parameter", value.parameter}}, "/parameter", ""};
    const Day first = rule_set->first_covered_year().first_day();
    const Day last = rule_set->last_covered_year().last_day();
    if (value.first_day < first || last < value.first_day)
        return Refusal{RefusalCode::day_not_covered,
                       {{"day", value.first_day.to_text()},
                        {"first_day", first.to_text()},
                        {"last_day", last.to_text()}},
                       "/first_day",
                       ""};
    auto values = proposals_store::approved(session);
    std::erase_if(values,
                  [&](const ParameterValue& one) { return one.regulation != value.regulation; });
    values.push_back(value);
    try {
        static_cast<void>(rule_set->built_in().with_values(overrides_of(values)));
    } catch (const ConfigurationFault&) {
        return not_a_value(value, rule_set->parameters().history(value.parameter).front()->label_ar,
                           of->second);
    }
    return std::nullopt;
}

Result<Answer> Proposals::propose(const school::Act& act, const Proposal& wanted) const
{
    return record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        if (const auto refusal = refuses(changes.session(), wanted))
            return *refusal;
        Proposal proposal = wanted;
        proposal.id = changes.new_id();
        proposals_store::insert(changes, proposal);
        const Proposal stored = proposals_store::find(changes.session(), proposal.id).value();
        changes.note("parameter.propose", subject_of(stored.id), digest_of(stored));
        return Answer{201, json_of(stored, act.account_id)};
    });
}

Result<std::string> Proposals::page(const school::Page& page, std::int64_t reader) const
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    const auto found = record_.read(
        [&](Session& session) { return proposals_store::before(session, *after, page.rows()); });
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    const std::size_t shown = std::min(found.size(), static_cast<std::size_t>(page.limit));
    for (std::size_t i = 0; i < shown; ++i)
        json.raw(json_of(found[i], reader));
    json.end_array().key("next");
    found.size() > shown ? json.text(std::to_string(found[shown - 1].id)) : json.null();
    json.end_object();
    return std::string(json.str());
}

Result<std::string> Proposals::one(std::int64_t id, std::int64_t reader) const
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto found = proposals_store::find(session, id);
        if (!found)
            return school::unknown_record("proposal", id, "proposal_id");
        return json_of(*found, reader);
    });
}

Result<Answer> Proposals::decide(const school::Act& act, std::int64_t id, std::string_view outcome,
                                 const std::string& note) const
{
    const auto answer = record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto proposal = proposals_store::find(session, id);
        if (!proposal)
            return school::unknown_record("proposal", id, "proposal_id");
        if (!proposal->outcome.empty())
            return Refusal{RefusalCode::decided_already,
                           {{"day", proposal->decided_at.substr(0, 10)}},
                           "",
                           ""};
        const bool is_own = proposal->proposed_by == act.account_id;
        // SR-13.4: a value has its source, and two who answer for it.
        if (is_own && outcome != k_withdrawn)
            return Refusal{RefusalCode::same_person, {}, "", ""};
        if (!is_own && outcome == k_withdrawn)
            return Refusal{
                RefusalCode::not_permitted, {{"permission", "policy_manage"}}, "/outcome", ""};
        if (outcome == k_approved)
            if (const auto refusal = refuses(session, *proposal))
                return *refusal;
        if (!proposals_store::insert_decision(changes, id, outcome, note))
            return Refusal{RefusalCode::decided_already,
                           {{"day", changes.act().at.to_text().substr(0, 10)}},
                           "",
                           ""};
        changes.note("parameter." + std::string(outcome), subject_of(id),
                     crypto::FieldDigester("taqwim.parameter_decision.1")
                         .number(id)
                         .text(outcome)
                         .text(note)
                         .finish());
        return Answer{201, json_of(proposals_store::find(session, id).value(), act.account_id)};
    });
    // Before anybody is told that it is in force, it is.
    if (answer && outcome == k_approved)
        record_.read([&](Session& session) { in_force_.take(session); });
    return answer;
}

}  // namespace taqwim::policy
