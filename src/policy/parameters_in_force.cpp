#include "policy/parameters_in_force.h"

#include <algorithm>
#include <map>
#include <utility>

#include "policy/proposals_store.h"

namespace taqwim::policy {

namespace {

// A TOML text; bodies of requests hold no control characters.
std::string toml_text(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

std::string toml_value(const ParameterValue& value)
{
    if (!value.is_list)
        return toml_text(value.values.front());
    std::string list;
    for (const std::string& entry : value.values)
        list.append(list.empty() ? "" : ", ").append(toml_text(entry));
    return '[' + list + ']';
}

std::vector<ParameterValue> of_regulation(const std::vector<ParameterValue>& all,
                                          std::string_view id)
{
    std::vector<ParameterValue> found;
    std::ranges::copy_if(all, std::back_inserter(found),
                         [id](const ParameterValue& one) { return one.regulation == id; });
    return found;
}

}  // namespace

std::vector<ParameterOverride> overrides_of(const std::vector<ParameterValue>& values)
{
    std::map<std::pair<std::string_view, Day>, const ParameterValue*> standing;
    for (const ParameterValue& value : values)
        standing[{value.parameter, value.first_day}] = &value;
    std::map<std::string, std::string> texts;  // by topic
    for (const auto& [key, value] : standing) {
        const std::size_t dot = value->parameter.find('.');
        texts[value->parameter.substr(0, dot)] +=
            "[[" + value->parameter.substr(dot + 1) +
            ".values]]\nfrom = " + value->first_day.to_text() + "\nvalue = " + toml_value(*value) +
            "\nstatus = \"enacted\"\nsource = " + toml_text(value->source) + '\n';
    }
    std::vector<ParameterOverride> overrides;
    for (auto& [topic, text] : texts)
        overrides.push_back({"approved/" + topic + ".toml", std::move(text)});
    return overrides;
}

RuleSets with_approved_values(const RuleSets& built_in, database::Session& session)
{
    const auto values = proposals_store::approved(session);
    RuleSets rule_sets;
    for (const auto& one : built_in)
        rule_sets.push_back(one->with_values(overrides_of(of_regulation(values, one->id()))));
    return rule_sets;
}

ParametersInForce::ParametersInForce(const RuleSets& built_in)
{
    for (const auto& one : built_in) {
        auto live = std::make_unique<LiveRuleSet>(*one);
        live_.push_back(live.get());
        rule_sets_.push_back(std::move(live));
    }
}

ParametersInForce::~ParametersInForce()
{
    {
        const std::lock_guard lock(waiting_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    if (follower_.joinable())
        follower_.join();
}

const LiveRuleSet* ParametersInForce::find(std::string_view id) const
{
    const auto found =
        std::ranges::find(live_, id, [](const LiveRuleSet* one) { return one->id(); });
    return found == live_.end() ? nullptr : *found;
}

void ParametersInForce::take(database::Session& session)
{
    const std::lock_guard lock(taking_);
    const std::int64_t approvals = proposals_store::approvals(session);
    if (approvals == approvals_)
        return;
    const auto values = proposals_store::approved(session);
    for (LiveRuleSet* const one : live_)
        one->take(overrides_of(of_regulation(values, one->id())));
    approvals_ = approvals;
}

void ParametersInForce::look(database::Database& database)
{
    try {
        database.read([&](database::Session& session) { take(session); });
    } catch (const database::StorageFault&) {
        // Whoever evaluates meets the same fault; the next look finds what this one missed.
    } catch (const ConfigurationFault&) {
        // What another server approved does not go with this one's own files: its next start says so.
    }
}

void ParametersInForce::follow(database::Database& database, std::chrono::milliseconds period)
{
    follower_ = std::thread([this, &database, period] {
        std::unique_lock lock(waiting_);
        while (!stopping_.wait_for(lock, period, [this] { return is_stopping_; })) {
            lock.unlock();
            look(database);
            lock.lock();
        }
    });
}

}  // namespace taqwim::policy
