#include "regulations/frame/clause_register.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "regulations/frame/toml_file.h"

namespace taqwim {

namespace {

constexpr std::array<std::string_view, 9> k_kinds = {"access",   "calculation", "constraint",
                                                     "decision", "document",    "duty",
                                                     "record",   "statement",   "workflow"};

// "D4", "D51".
bool is_decision(std::string_view text)
{
    return text.size() > 1 && text.front() == 'D' && text[1] != '0' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

// "marks/competencies": room and topic.
bool is_place(std::string_view text)
{
    const std::size_t slash = text.find('/');
    return slash != std::string_view::npos && is_snake_case(text.substr(0, slash)) &&
           is_snake_case(text.substr(slash + 1));
}

std::pair<std::string, std::string> words(TomlFile& file, const toml::table& table,
                                          std::string_view key, const std::string& what)
{
    const toml::table* both = file.subtable(table, key, what, Need::required);
    if (both == nullptr)
        return {};
    const std::string part = what + '.' + std::string(key);
    file.refuse_unknown_keys(*both, part, {"ar", "en"});
    return {file.text(*both, "ar", part, Need::required).value_or(""),
            file.text(*both, "en", part, Need::required).value_or("")};
}

void read_rules(TomlFile& file, const toml::table& table, const std::string& what, Clause& clause)
{
    const toml::node* node = table.get("rule");
    if (node == nullptr)
        return;
    if (node->is_array())
        clause.rules =
            file.texts(table, "rule", what, Need::required).value_or(std::vector<std::string>{});
    else if (auto rule = file.text(table, "rule", what, Need::required))
        clause.rules.push_back(std::move(*rule));
    for (const std::string& rule : clause.rules)
        if (!is_snake_case(rule))
            file.report(TomlFile::line_of(*node),
                        "\"rule\" of " + what + " is \"" + rule + "\", not a function's name",
                        "write the name as in the code: formative_mark.");
}

Clause read_clause(TomlFile& file, const toml::table& table)
{
    Clause clause;
    const auto id = file.text(table, "id", "clause", Need::required);
    const std::string what = id.value_or("clause");
    if (id && !is_clause_id(*id))
        file.report(TomlFile::line_of(table, "id"), '"' + *id + "\" is not the id of a clause",
                    "write it as the catalogue of requirements has it: KW-10.3.");
    file.refuse_unknown_keys(table, what,
                             {"id", "kind", "article", "title", "summary", "rule", "tracked_by",
                              "why_no_code", "decisions"});
    clause.id = id.value_or("");
    clause.kind = file.text(table, "kind", what, Need::required).value_or("");
    if (!clause.kind.empty() && std::ranges::find(k_kinds, clause.kind) == k_kinds.end())
        file.report(TomlFile::line_of(table, "kind"),
                    '"' + what + "\" has the unknown kind \"" + clause.kind + '"',
                    "use one of " + listed({k_kinds.begin(), k_kinds.end()}) + '.');
    clause.article = file.text(table, "article", what, Need::required).value_or("");
    std::tie(clause.title_ar, clause.title_en) = words(file, table, "title", what);
    std::tie(clause.summary_ar, clause.summary_en) = words(file, table, "summary", what);

    read_rules(file, table, what, clause);
    clause.tracked_by = file.text(table, "tracked_by", what, Need::optional).value_or("");
    if (!clause.tracked_by.empty() && !is_place(clause.tracked_by))
        file.report(TomlFile::line_of(table, "tracked_by"),
                    "\"tracked_by\" of \"" + what + "\" is \"" + clause.tracked_by +
                        "\", not a room and a topic",
                    "write both with a slash between: marks/competencies.");
    clause.why_no_code = file.text(table, "why_no_code", what, Need::optional).value_or("");
    const bool has_rule = table.get("rule") != nullptr;
    const bool is_tracked = table.get("tracked_by") != nullptr;
    const bool has_reason = table.get("why_no_code") != nullptr;
    if (!has_rule && !is_tracked && !has_reason)
        file.report(TomlFile::line_of(table, "id"),
                    '"' + what + "\" does not say what became of it",
                    "add rule, tracked_by or why_no_code.");
    if (has_rule && has_reason)
        file.report(TomlFile::line_of(table, "why_no_code"),
                    '"' + what + "\" has a rule and a reason for having none",
                    "remove one of the two.");

    clause.decisions =
        file.texts(table, "decisions", what, Need::optional).value_or(std::vector<std::string>{});
    for (const std::string& decision : clause.decisions)
        if (!is_decision(decision))
            file.report(TomlFile::line_of(table, "decisions"),
                        "\"decisions\" of \"" + what + "\" names \"" + decision +
                            "\", not a decision",
                        "write its number in the regulation's README: D4.");
    return clause;
}

}  // namespace

ClauseRegister ClauseRegister::read(const EmbeddedFile& file)
{
    return read(std::span(&file, 1));
}

ClauseRegister ClauseRegister::read(std::span<const EmbeddedFile> files)
{
    ClauseRegister result;
    std::vector<ConfigurationProblem> problems;
    struct Place {
        std::size_t file;
        std::size_t line;
    };
    std::map<std::string, Place> place_of_id;
    std::size_t number = 0;
    for (const EmbeddedFile& embedded : files) {
        TomlFile file(embedded.path, embedded.text);
        if (!file.has_problems()) {
            for (auto&& [key, node] : file.table())
                if (key.str() != "clause")
                    file.report(TomlFile::line_of(node),
                                "unknown key \"" + std::string(key.str()) + "\" in the register",
                                "put it below the [[clause]] it belongs to, or remove it.");
            for (const toml::table* table : file.tables(file.table(), "clause", "")) {
                Clause clause = read_clause(file, *table);
                const std::size_t line = TomlFile::line_of(*table, "id");
                const auto [known, is_new] =
                    place_of_id.try_emplace(clause.id, Place{number, line});
                const std::string twice =
                    "the clause \"" + clause.id + "\" stands twice in the register";
                if (is_new || clause.id.empty()) {
                    // The first of its id, or already reported.
                } else if (known->second.file == number) {
                    file.report(line, twice, "keep one entry for each clause.",
                                {known->second.line, line});
                } else {
                    file.report(line,
                                twice + ", first in " +
                                    std::string(files[known->second.file].path) + ", line " +
                                    std::to_string(known->second.line),
                                "keep one entry for each clause.");
                }
                result.place_of_.emplace(clause.id, result.clauses_.size());
                result.clauses_.push_back(std::move(clause));
            }
        }
        for (ConfigurationProblem& problem : file.take_problems())
            problems.push_back(std::move(problem));
        ++number;
    }
    throw_if_any(std::move(problems));
    return result;
}

const Clause* ClauseRegister::find(std::string_view id) const
{
    const auto found = place_of_.find(id);
    return found == place_of_.end() ? nullptr : &clauses_[found->second];
}

}  // namespace taqwim
