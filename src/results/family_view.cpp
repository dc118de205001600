#include "results/family_view.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/registration.h"
#include "results/result_words.h"

namespace taqwim::results {

namespace {

constexpr std::string_view k_skills_kind = R"("kind":"mastery_year")";

// What of an outcome says nothing of how many skills there are. Named one by one: what an outcome may get later is kept
// back until somebody looked at it.
constexpr std::array<std::string_view, 22> k_shown_of_outcome = {"id",
                                                                 "regulation",
                                                                 "kind",
                                                                 "grade",
                                                                 "school_year",
                                                                 "school_year_assumed",
                                                                 "sample_list",
                                                                 "outcome",
                                                                 "by",
                                                                 "final",
                                                                 "error",
                                                                 "missing_minimum",
                                                                 "missing_summaries",
                                                                 "proposal",
                                                                 "final_decision",
                                                                 "needs",
                                                                 "issued_option",
                                                                 "descriptions",
                                                                 "decision_label",
                                                                 "parameters_digest",
                                                                 "assumed_parameters",
                                                                 "program_version"};
constexpr std::array<std::string_view, 5> k_shown_of_report = {"number", "on", "superseded_by",
                                                               "final_certificate", "guardian"};

std::optional<JsonValue> member(const std::optional<JsonValue>& object, std::string_view name)
{
    return object ? object->find(name) : std::nullopt;
}

bool is_in(const auto& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

class FamilyWriter {
public:
    FamilyWriter(JsonValue version, const std::vector<std::string_view>& deciding_clauses)
        : version_(version),
          standing_(member(member(version.find("outcome"), "standing"), "staff")),
          deciding_clauses_(deciding_clauses)
    {}

    std::string text()
    {
        json_.begin_object();
        for (const JsonValue part : version_) {
            json_.key(part.key());
            if (part.key() == "outcome")
                write_outcome(part);
            else if (part.key() == "reasons")
                write_reasons(part);
            else
                json_.copy(part);
        }
        json_.end_object();
        return std::string(json_.str());
    }

private:
    void write_outcome(JsonValue outcome)
    {
        json_.begin_object();
        for (const JsonValue part : outcome) {
            if (part.key() == "reports") {
                json_.key("reports").begin_array();
                for (const JsonValue report : part)
                    write_report(report);
                json_.end_array();
            } else if (is_in(k_shown_of_outcome, part.key())) {
                json_.key(part.key()).copy(part);
            }
        }
        json_.end_object();
    }

    // One that may not be closed yet is not shown.
    void write_report(JsonValue report)
    {
        if (report.find("error"))
            return;
        json_.begin_object();
        for (const std::string_view name : k_shown_of_report)
            if (const auto part = report.find(name))
                json_.key(name).copy(*part);
        json_.end_object();
    }

    void write_reasons(JsonValue reasons)
    {
        json_.begin_object();
        for (const auto& [language, name] :
             {std::pair(Language::ar, "ar"), std::pair(Language::en, "en")})
            if (const auto told = reasons.find(name)) {
                json_.key(name);
                write_told(*told, language);
            }
        json_.end_object();
    }

    void write_told(JsonValue told, Language language)
    {
        std::set<std::string_view> parameters;
        json_.begin_object();
        for (const JsonValue part : told) {
            json_.key(part.key());
            if (part.key() == "facts")
                write_facts(part, language);
            else if (part.key() == "reasons")
                parameters = write_reason_lines(part);
            else if (part.key() == "parameters")
                write_parameters(part, parameters);
            else
                json_.copy(part);
        }
        json_.end_object();
    }

    // The subjects come first, in the order of the standing; notes on the year follow.
    void write_facts(JsonValue facts, Language language)
    {
        std::vector<std::optional<JsonValue>> levels;
        if (standing_)
            for (const JsonValue subject : *standing_)
                levels.push_back(subject.find("level"));
        json_.begin_array();
        std::size_t place = 0;
        for (const JsonValue fact : facts) {
            const auto level = place < levels.size() ? levels[place] : std::nullopt;
            ++place;
            if (!level || !level->is(JsonKind::number)) {
                json_.copy(fact);
                continue;
            }
            json_.begin_object().key("name").copy(fact.find("name").value());
            json_.key("value").text(result_word(language, "statistics.level",
                                                {{"level", std::string(level->number())}}));
            json_.end_object();
        }
        json_.end_array();
    }

    // Of the clauses under which the decision is taken, with what stands under them; how a digit came about is left out.
    // Gives the parameters that these use.
    std::set<std::string_view> write_reason_lines(JsonValue lines)
    {
        std::set<std::string_view> used;
        bool is_deciding = false;
        json_.begin_array();
        for (const JsonValue line : lines) {
            if (line.find("depth").value().number() == "0") {
                const auto clause = line.find("clause");
                is_deciding = clause && is_in(deciding_clauses_, clause->text());
            }
            if (!is_deciding)
                continue;
            json_.copy(line);
            if (const auto parameters = line.find("parameters"))
                for (const JsonValue parameter : *parameters)
                    used.insert(parameter.text());
        }
        json_.end_array();
        return used;
    }

    void write_parameters(JsonValue parameters, const std::set<std::string_view>& used)
    {
        json_.begin_array();
        for (const JsonValue parameter : parameters)
            if (const auto name = parameter.find("name"); name && used.contains(name->text()))
                json_.copy(parameter);
        json_.end_array();
    }

    JsonValue version_;
    std::optional<JsonValue> standing_;
    const std::vector<std::string_view>& deciding_clauses_;
    JsonWriter json_;
};

}  // namespace

Reader reader_of(const school::Act& act)
{
    return act.role == "guardian" || act.role == "student" ? Reader::family : Reader::staff;
}

bool is_judged_by_skills(std::string_view version_json)
{
    return version_json.find(k_skills_kind) != std::string_view::npos;
}

std::string family_view(std::string version_json,
                        const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
{
    if (!is_judged_by_skills(version_json))
        return version_json;
    const auto document = JsonDocument::parse(version_json);
    if (!document)
        throw std::logic_error("a stored result is no JSON");
    const JsonValue version = document->root();
    const RuleSet* const rule_set =
        find_rule_set(rule_sets, version.find("regulation").value().text());
    std::vector<std::string_view> deciding;
    if (rule_set != nullptr)
        deciding = rule_set->deciding_clauses();
    return FamilyWriter(version, deciding).text();
}

}  // namespace taqwim::results
