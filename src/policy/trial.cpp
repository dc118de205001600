#include "policy/trial.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/compression/compression.h"
#include "policy/proposals_store.h"
#include "results/blanking.h"
#include "results/differences.h"
#include "results/statistics.h"
#include "results/version_store.h"

namespace taqwim::policy {

namespace {

using database::Row;
using database::Session;
using results::CountedRow;

// A page is one request: so many schools' results are taken again in it.
constexpr std::int64_t k_most_schools = 5;

// The facts of the newest version of each student's year that anybody can see.
std::vector<std::string> published_facts(Session& session, SchoolId school,
                                         const std::string& regulation, Instant now)
{
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> newest;
    for (const Row& row : session.find_all(
             "SELECT v.student_id, v.school_year_id, v.result_version_id FROM result_version v "
             "JOIN student s ON s.school_id = v.school_id AND s.student_id = v.student_id "
             "JOIN publication p "
             "ON p.school_id = v.school_id AND p.publication_id = v.publication_id "
             "LEFT JOIN publication_withdrawal w "
             "ON w.school_id = p.school_id AND w.publication_id = p.publication_id "
             "WHERE v.school_id = $1 AND v.regulation = $2 AND p.visible_from <= $3 "
             "AND w.publication_id IS NULL AND s.merged_into IS NULL "
             "ORDER BY v.student_id, v.school_year_id, v.version, v.result_version_id",
             school, regulation, now))
        newest[{row.integer("student_id"), row.integer("school_year_id")}] =
            row.integer("result_version_id");
    std::vector<std::string> facts;
    for (const auto& [student, id] : newest)
        facts.push_back(results::version_store::text_in_column(
            session
                .find_one("SELECT facts FROM result_version WHERE school_id = $1 "
                          "AND result_version_id = $2",
                          school, id)
                .value(),
            "facts"));
    return facts;
}

// What differs although nothing of the student does.
bool is_about_parameters(const results::Difference& difference)
{
    return difference.place == "/parameters_digest" ||
           difference.place.starts_with("/assumed_parameters");
}

struct Counts {
    enum Kind : std::uint8_t { unchanged, decision_changed, details_changed, refused };
    std::array<std::int64_t, 5> of{};
    // From and to, in both languages, for decisions that change.
    std::map<std::array<std::string, 4>, std::int64_t> moves;
};

class Comparison {
public:
    Comparison(const RuleSet& in_force, const RuleSet& proposed)
        : before_(in_force.evaluator(k_options)), after_(proposed.evaluator(k_options))
    {}

    void add(const std::string& facts, Counts& counts)
    {
        const Result<JsonValue> document = reader_.read(facts);
        if (!document)
            throw std::logic_error("stored facts are no JSON");
        before_->evaluate(*document, 1);
        after_->evaluate(*document, 1);
        ++counts.of[kind(counts)];
    }

private:
    static constexpr EvaluateOptions k_options{
        .trace = false, .what_would_change = false, .leave_aside_papers_not_due = true};

    Counts::Kind kind(Counts& counts)
    {
        const bool was_refused = !before_->refusals().empty();
        const bool is_refused = !after_->refusals().empty();
        if (was_refused || is_refused)
            return was_refused && is_refused ? Counts::unchanged : Counts::refused;
        const auto before = before_->decisions(Language::ar);
        const auto after = after_->decisions(Language::ar);
        if (!before.empty() && !after.empty() && before.back().code != after.back().code) {
            ++counts.moves[{before.back().words, after.back().words,
                            before_->decisions(Language::en).back().words,
                            after_->decisions(Language::en).back().words}];
            return Counts::decision_changed;
        }
        const auto differences = results::differences(outcome_of(*before_), outcome_of(*after_));
        return std::ranges::all_of(differences, is_about_parameters) ? Counts::unchanged
                                                                     : Counts::details_changed;
    }

    static std::string outcome_of(Evaluator& evaluator)
    {
        JsonWriter json;
        evaluator.write_json(json);
        return std::string(json.str());
    }

    std::unique_ptr<Evaluator> before_;
    std::unique_ptr<Evaluator> after_;
    JsonReader reader_;
};

void write_count(std::string_view name, const std::optional<std::int64_t>& count, JsonWriter& json)
{
    json.key(name);
    count ? json.number(*count) : json.null();
}

void write_words(const char* key, const std::string& arabic, const std::string& english,
                 JsonWriter& json)
{
    json.key(key).begin_object().key("ar").text(arabic).key("en").text(english).end_object();
}

void write_counts(const Counts& counts, std::int64_t least, JsonWriter& json)
{
    const CountedRow row = results::blanked(CountedRow::of(counts.of), least);
    write_count("unchanged", row.cells[Counts::unchanged], json);
    write_count("decision_changed", row.cells[Counts::decision_changed], json);
    write_count("details_changed", row.cells[Counts::details_changed], json);
    write_count("refused", row.cells[Counts::refused], json);
    write_count("total", row.total, json);
    // One small number among them, and none is shown: together they are the shown number of changed decisions.
    const bool are_shown =
        row.cells[Counts::decision_changed].has_value() &&
        std::ranges::all_of(counts.moves, [&](const auto& move) { return move.second >= least; });
    json.key("moves").begin_array();
    for (const auto& [words, count] : counts.moves) {
        if (!are_shown)
            break;
        json.begin_object();
        write_words("from", words[0], words[2], json);
        write_words("to", words[1], words[3], json);
        json.key("count").number(count).end_object();
    }
    json.end_array();
}

struct SchoolFacts {
    std::int64_t id = 0;
    std::string name_ar;
    std::string name_en;
    std::vector<std::string> facts;
};

}  // namespace

Result<std::string> Trial::page(std::int64_t proposal_id, const school::Page& page,
                                Instant now) const
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    const std::int64_t limit = std::min<std::int64_t>(page.limit, k_most_schools);

    std::optional<Proposal> proposal;
    std::vector<ParameterValue> values;
    std::vector<SchoolFacts> schools;
    bool goes_on = false;
    record_.read([&](Session& session) {
        proposal = proposals_store::find(session, proposal_id);
        if (!proposal)
            return;
        values = proposals_store::approved(session);
        for (const Row& row : session.find_all("SELECT school_id, name_ar, name_en FROM school "
                                               "WHERE school_id > $1 ORDER BY school_id LIMIT $2",
                                               *after, limit + 1)) {
            goes_on = std::ssize(schools) == limit;
            if (goes_on)
                return;
            const std::int64_t id = row.integer("school_id");
            schools.push_back({id, row.text("name_ar"), row.text("name_en"),
                               published_facts(session, SchoolId{id}, proposal->regulation, now)});
        }
    });
    if (!proposal)
        return school::unknown_record("proposal", proposal_id, "proposal_id");

    const LiveRuleSet* const rule_set = in_force_.find(proposal->regulation);
    if (rule_set == nullptr)
        return Refusal{RefusalCode::regulation_unknown,
                       {{"regulation", proposal->regulation}, {"allowed", ""}},
                       "",
                       ""};
    std::erase_if(
        values, [&](const ParameterValue& one) { return one.regulation != proposal->regulation; });
    const auto in_force = rule_set->built_in().with_values(overrides_of(values));
    values.push_back(*proposal);
    const auto proposed = rule_set->built_in().with_values(overrides_of(values));
    Comparison comparison(*in_force, *proposed);
    const auto least = results::least_cell(in_force_.rule_sets(), now.day(0));
    if (!least)
        return least.refusal();
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const SchoolFacts& school : schools) {
        if (school.facts.empty())
            continue;
        Counts counts;
        for (const std::string& facts : school.facts)
            comparison.add(facts, counts);
        json.begin_object().key("school_id").text(std::to_string(school.id));
        json.key("name_ar").text(school.name_ar).key("name_en").text(school.name_en);
        write_counts(counts, *least, json);
        json.end_object();
    }
    json.end_array().key("next");
    goes_on ? json.text(std::to_string(schools.back().id)) : json.null();
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::policy
