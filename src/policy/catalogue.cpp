#include "policy/catalogue.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/hijri.h"
#include "core/refusal_codes.h"
#include "embedded/policy.h"
#include "regulations/frame/clause_register.h"
#include "regulations/frame/trace_json.h"
#include "regulations/frame/trace_text.h"
#include "regulations/parameter_files.h"
#include "results/evaluation.h"

namespace taqwim::policy {

namespace {

using results::Depth;
using results::YearEvaluation;

constexpr JsonLimits k_own_files{.bytes = std::size_t{16} * 1024 * 1024, .depth = 64};

JsonDocument own_document(std::string_view path)
{
    for (const EmbeddedFile& file : embedded_policy())
        if (file.path == path) {
            auto document = JsonDocument::parse(std::string(file.text), k_own_files);
            if (document)
                return std::move(*document);
        }
    throw ConfigurationFault({std::string(path), 0, "is not built into the program"});
}

// A rule of a clause, as a trace names it.
using Place = std::pair<std::string, std::string>;

// Where parameters are read and which clause asks which, in the traces of the worked cases.
struct Use {
    std::map<std::string, std::set<Place>, std::less<>> readers;  // by parameter
    std::map<std::string, std::set<Place>, std::less<>> askers;   // by clause
};

std::string text_of(const JsonValue& object, std::string_view name)
{
    const auto found = object.find(name);
    return found ? std::string(found->text()) : "";
}

void note_use(const JsonValue& steps, const std::optional<Place>& above, Use& use)
{
    for (const JsonValue step : steps) {
        if (const auto read = step.find("read"); read && above)
            use.readers[std::string(read->text())].insert(*above);
        const auto rule = step.find("rule");
        if (!rule)
            continue;
        const std::string clause = text_of(step, "clause");
        if (above && above->first != clause)
            use.askers[clause].insert(*above);
        if (const auto below = step.find("steps"))
            note_use(*below, Place{clause, std::string(rule->text())}, use);
    }
}

bool is_of(const ParameterInfo& parameter, std::string_view clause)
{
    const std::string_view cited = parameter.clause;
    return cited.starts_with(clause) &&
           (cited.size() == clause.size() || cited[clause.size()] == '(');
}

void write_texts(const char* key, const std::vector<std::string>& texts, JsonWriter& json)
{
    json.key(key).begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
}

void write_day(const char* key, Day day, JsonWriter& json)
{
    const auto hijri = to_hijri(day);
    json.key(key).text(day.to_text()).key(std::string(key) + "_hijri");
    hijri ? json.text(hijri->to_text()) : json.null();
}

void write_titles(const RuleSet& rule_set, JsonWriter& json)
{
    json.key("regulation").text(rule_set.id());
    json.key("title_ar").text(rule_set.title(Language::ar));
    json.key("title_en").text(rule_set.title(Language::en));
    json.key("first_year").text(rule_set.year_name(rule_set.first_covered_year()));
    json.key("last_year").text(rule_set.year_name(rule_set.last_covered_year()));
    write_day("first_day", rule_set.first_covered_year().first_day(), json);
    write_day("last_day", rule_set.last_covered_year().last_day(), json);
}

// What became of a clause: rules meet it, a room does, or nothing is to be done.
std::string_view became(const Clause& clause)
{
    return !clause.rules.empty() ? "rule" : !clause.tracked_by.empty() ? "room" : "nothing";
}

std::size_t members(const std::optional<JsonValue>& value)
{
    return value ? value->size() : 0;
}

}  // namespace

// What is known of an edition beside its rule set. Clauses and limits never change while the program runs.
struct Catalogue::Edition {
    const RuleSet* rule_set = nullptr;
    std::optional<JsonValue> worked = std::nullopt;  // of this regulation
    std::map<std::string, std::vector<JsonValue>, std::less<>> worked_of = {};  // by clause
    std::map<std::string, ParameterLimits, std::less<>> limits = {};
    mutable std::once_flag once = {};
    mutable Use use = {};

    // Found when it is first asked for: every worked case is evaluated for it.
    [[nodiscard]] const Use& used(const RuleSets& rule_sets) const
    {
        std::call_once(once, [&] {
            YearEvaluation evaluation(rule_sets);
            for (const auto& [clause, cases] : worked_of)
                for (const JsonValue& one : cases) {
                    JsonWriter json;
                    json.copy(one.find("document").value());
                    const auto evaluated = evaluation.evaluate(
                        rule_set->id(), std::string(json.str()), Depth::everything);
                    if (!evaluated || evaluated->trace.empty())
                        continue;
                    const auto trace = JsonDocument::parse(evaluated->trace, k_own_files);
                    if (trace)
                        note_use(trace->root(), std::nullopt, use);
                }
        });
        return use;
    }

    [[nodiscard]] std::vector<std::string> parameters_of(std::string_view clause) const
    {
        std::vector<std::string> names;
        for (const std::string& name : rule_set->parameters().names())
            if (is_of(*rule_set->parameters().history(name).front(), clause))
                names.push_back(name);
        return names;
    }

    void write_places(const char* key, const std::set<Place>* places, JsonWriter& json) const
    {
        json.key(key).begin_array();
        if (places != nullptr)
            for (const auto& [clause, rule] : *places) {
                const Clause* const known = rule_set->clauses().find(clause);
                json.begin_object().key("clause").text(clause).key("rule").text(rule);
                json.key("title_ar").text(known == nullptr ? "" : known->title_ar);
                json.key("title_en").text(known == nullptr ? "" : known->title_en);
                json.end_object();
            }
        json.end_array();
    }

    void write_parameter(const std::string& name, const Use& found, JsonWriter& json) const
    {
        const auto history = rule_set->parameters().history(name);
        const ParameterInfo& first = *history.front();
        json.begin_object().key("name").text(name);
        json.key("label_ar").text(first.label_ar).key("label_en").text(first.label_en);
        json.key("unit").text(first.unit).key("clause").text(first.clause);
        json.key("note").text(first.note);
        const auto limit = limits.find(name);
        json.key("minimum");
        limit != limits.end() && limit->second.minimum ? json.text(*limit->second.minimum)
                                                       : json.null();
        json.key("maximum");
        limit != limits.end() && limit->second.maximum ? json.text(*limit->second.maximum)
                                                       : json.null();
        write_texts("allowed",
                    limit == limits.end() ? std::vector<std::string>{} : limit->second.allowed,
                    json);
        json.key("values").begin_array();
        for (const ParameterInfo* const info : history) {
            json.begin_object().key("value").text(info->value);
            json.key("shown_ar").text(shown_value(*info, rule_set->messages(Language::ar)));
            json.key("shown_en").text(shown_value(*info, rule_set->messages(Language::en)));
            write_day("from", info->from, json);
            json.key("status").text(to_text(info->status)).key("source").text(info->source);
            json.end_object();
        }
        json.end_array();
        const auto readers = found.readers.find(name);
        write_places("read_by", readers == found.readers.end() ? nullptr : &readers->second, json);
        json.end_object();
    }

    void write_clause_head(const Clause& clause, JsonWriter& json) const
    {
        json.key("clause").text(clause.id).key("kind").text(clause.kind);
        json.key("article").text(clause.article);
        json.key("summary_ar").text(clause.summary_ar).key("summary_en").text(clause.summary_en);
        json.key("became").text(became(clause));
    }
};

Catalogue::Catalogue(const RuleSets& rule_sets)
    : rule_sets_(rule_sets),
      worked_(own_document("worked_cases.json")),
      tests_(own_document("clause_tests.json"))
{
    for (const auto& one : rule_sets_) {
        auto edition = std::make_unique<Edition>();
        edition->rule_set = one.get();
        edition->limits = parameter_limits(parameter_files_of(one->id()));
        edition->worked = worked_.root().find(one->id());
        if (edition->worked)
            for (const JsonValue each : *edition->worked)
                edition->worked_of[text_of(each, "clause")].push_back(each);
        editions_.push_back(std::move(edition));
    }
}

Catalogue::~Catalogue() = default;

Result<const Catalogue::Edition*> Catalogue::edition(std::string_view regulation) const
{
    std::string allowed;
    for (const auto& one : editions_) {
        if (one->rule_set->id() == regulation)
            return static_cast<const Edition*>(one.get());
        allowed.append(allowed.empty() ? "" : ", ").append(one->rule_set->id());
    }
    return Refusal{RefusalCode::regulation_unknown,
                   {{"regulation", std::string(regulation)}, {"allowed", allowed}},
                   "regulation",
                   ""};
}

std::string Catalogue::editions_json() const
{
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const auto& one : editions_) {
        const RuleSet& rule_set = *one->rule_set;
        std::int64_t assumed = 0;
        const auto names = rule_set.parameters().names();
        for (const std::string& name : names)
            assumed +=
                rule_set.parameters().history(name).back()->status == ParameterStatus::assumed ? 1
                                                                                               : 0;
        json.begin_object();
        write_titles(rule_set, json);
        json.key("clauses").number(std::ssize(rule_set.clauses().all()));
        json.key("parameters").number(std::ssize(names)).key("assumed").number(assumed);
        json.key("worked_cases").number(static_cast<std::int64_t>(members(one->worked)));
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> Catalogue::edition_json(std::string_view regulation) const
{
    const auto found = edition(regulation);
    if (!found)
        return found.refusal();
    const Edition& of = **found;
    std::map<std::string, std::int64_t> parameters;
    for (const std::string& name : of.rule_set->parameters().names()) {
        const std::string& cited = of.rule_set->parameters().history(name).front()->clause;
        ++parameters[cited.substr(0, cited.find('('))];
    }
    JsonWriter json;
    json.begin_object();
    write_titles(*of.rule_set, json);
    json.key("clauses").begin_array();
    for (const Clause& clause : of.rule_set->clauses().all()) {
        json.begin_object();
        of.write_clause_head(clause, json);
        json.key("title_ar").text(clause.title_ar).key("title_en").text(clause.title_en);
        json.key("parameters").number(parameters[clause.id]);
        const auto worked = of.worked_of.find(clause.id);
        json.key("worked_cases")
            .number(worked == of.worked_of.end() ? 0 : std::ssize(worked->second));
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> Catalogue::clause_json(std::string_view regulation, std::string_view id) const
{
    const auto found = edition(regulation);
    if (!found)
        return found.refusal();
    const Edition& of = **found;
    const Clause* const clause = of.rule_set->clauses().find(id);
    if (clause == nullptr)
        return Refusal{RefusalCode::clause_unknown, {{"clause", std::string(id)}}, "clause", ""};
    const Use& use = of.used(rule_sets_);
    JsonWriter json;
    json.begin_object();
    write_titles(*of.rule_set, json);
    of.write_clause_head(*clause, json);
    json.key("clause_title_ar").text(clause->title_ar);
    json.key("clause_title_en").text(clause->title_en);
    write_texts("rules", clause->rules, json);
    json.key("tracked_by").text(clause->tracked_by).key("why_no_code").text(clause->why_no_code);
    write_texts("decisions", clause->decisions, json);
    json.key("parameters").begin_array();
    for (const std::string& name : of.parameters_of(id))
        of.write_parameter(name, use, json);
    json.end_array();
    const auto askers = use.askers.find(id);
    of.write_places("asked_by", askers == use.askers.end() ? nullptr : &askers->second, json);
    json.key("worked_cases").begin_array();
    if (const auto worked = of.worked_of.find(id); worked != of.worked_of.end())
        for (const JsonValue& one : worked->second)
            json.copy(one);
    json.end_array();
    json.key("tests");
    const auto tests = tests_.root().find(id);
    tests ? json.copy(*tests) : json.begin_array().end_array();
    const auto& all = of.rule_set->clauses().all();
    const auto place = static_cast<std::size_t>(clause - all.data());
    json.key("previous");
    place > 0 ? json.text(all[place - 1].id) : json.null();
    json.key("next");
    place + 1 < all.size() ? json.text(all[place + 1].id) : json.null();
    json.end_object();
    return std::string(json.str());
}

Result<std::string> Catalogue::parameters_json(std::string_view regulation) const
{
    const auto found = edition(regulation);
    if (!found)
        return found.refusal();
    const Edition& of = **found;
    const Use& use = of.used(rule_sets_);
    JsonWriter json;
    json.begin_object();
    write_titles(*of.rule_set, json);
    const auto parameters =
        of.rule_set->parameters().on(of.rule_set->last_covered_year().first_day());
    json.key("digest").text(parameters ? parameters->digest() : "");
    json.key("items").begin_array();
    for (const std::string& name : of.rule_set->parameters().names())
        of.write_parameter(name, use, json);
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> Catalogue::coverage_json(std::string_view regulation) const
{
    const auto found = edition(regulation);
    if (!found)
        return found.refusal();
    const Edition& of = **found;
    JsonWriter json;
    json.begin_object();
    write_titles(*of.rule_set, json);
    json.key("items").begin_array();
    for (const Clause& clause : of.rule_set->clauses().all()) {
        json.begin_object().key("clause").text(clause.id).key("article").text(clause.article);
        json.key("title_ar").text(clause.title_ar).key("title_en").text(clause.title_en);
        json.key("kind").text(clause.kind).key("became").text(became(clause));
        write_texts("rules", clause.rules, json);
        json.key("tracked_by").text(clause.tracked_by).key("why_no_code").text(clause.why_no_code);
        json.key("tests").number(static_cast<std::int64_t>(members(tests_.root().find(clause.id))));
        const auto worked = of.worked_of.find(clause.id);
        json.key("worked_cases")
            .number(worked == of.worked_of.end() ? 0 : std::ssize(worked->second));
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

Result<std::string> Catalogue::evaluation_json(std::string_view regulation,
                                               const std::string& document) const
{
    const auto found = edition(regulation);
    if (!found)
        return found.refusal();
    const auto evaluated =
        YearEvaluation(rule_sets_).evaluate(regulation, document, Depth::everything);
    if (!evaluated)
        return evaluated.refusal();
    if (evaluated->is_refused())
        return evaluated->refusals.front();
    JsonWriter json;
    json.begin_object().key("regulation").text(regulation);
    json.key("parameters_digest").text(evaluated->parameters_digest);
    json.key("decision").begin_object().key("code").text(evaluated->decision);
    json.key("ar").text(evaluated->decision_ar).key("en").text(evaluated->decision_en);
    json.end_object();
    json.key("outcome").raw(evaluated->outcome).key("reasons").raw(evaluated->reasons);
    json.key("trace").raw(evaluated->trace).end_object();
    return std::string(json.str());
}

}  // namespace taqwim::policy
