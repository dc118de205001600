// One TOML file of ours, read strictly. For the readers of this room only: it brings in the TOML
// library.
//
// A reader asks for what it knows by key and by form; whatever is missing, of another form or
// unknown becomes a problem with its line, and reading goes on, so that one pass reports
// everything.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "core/configuration_fault.h"
#include "core/day.h"

namespace taqwim {

enum class Need : std::uint8_t { required, optional };

class TomlFile {
public:
    // A text that is not TOML, is too large or is nested too deep has an empty table and one
    // problem. The text must outlive this object.
    TomlFile(std::string_view path, std::string_view text);

    [[nodiscard]] const toml::table& table() const { return table_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] bool has_problems() const { return !problems_.empty(); }
    // In the order of their lines.
    [[nodiscard]] std::vector<ConfigurationProblem> take_problems();

    // `message` and `to_fix` are what is wrong and what to do; the lines are shown between them,
    // `line` alone when no other is named.
    void report(std::size_t line, const std::string& message, const std::string& to_fix,
                std::initializer_list<std::size_t> lines = {});

    void refuse_unknown_keys(const toml::table& table, const std::string& what,
                             std::initializer_list<std::string_view> known);

    // Each of these is nothing when the key is missing or holds something else; the latter is
    // always a problem, the former when the key is required. `what` names the table in the message:
    // "minimum_mark". A text is not empty, not blank at its ends and without control characters.
    std::optional<std::string> text(const toml::table& table, std::string_view key,
                                    const std::string& what, Need need);
    std::optional<std::vector<std::string>> texts(const toml::table& table, std::string_view key,
                                                  const std::string& what, Need need);
    std::optional<Day> day(const toml::table& table, std::string_view key, const std::string& what,
                           Need need);
    const toml::table* subtable(const toml::table& table, std::string_view key,
                                const std::string& what, Need need);

    // The tables of [[what.key]], in the order of the file.
    std::vector<const toml::table*> tables(const toml::table& table, std::string_view key,
                                           const std::string& what);

    // The form a node has, in words: "a text", "a number with a fraction".
    [[nodiscard]] static std::string_view form(const toml::node& node);
    [[nodiscard]] static std::size_t line_of(const toml::node& node);
    // The line of a key of the table, or the table's own.
    [[nodiscard]] static std::size_t line_of(const toml::table& table, std::string_view key);

private:
    const toml::node* find(const toml::table& table, std::string_view key, const std::string& what,
                           Need need, std::string_view expected);
    std::optional<std::string> clean_text(const toml::node& node, std::string_view key,
                                          const std::string& what, std::string_view expected);
    [[nodiscard]] bool is_nested_too_deep();

    std::string path_;
    std::string_view text_;
    std::vector<std::size_t> line_starts_;
    toml::table table_;
    std::vector<ConfigurationProblem> problems_;
};

// "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string_view>& words);
// "passing" of "parameters/passing.toml".
[[nodiscard]] std::string_view file_stem(std::string_view path);
// The lower-case names of parameters and subjects: a letter, then letters, digits and single
// underscores.
[[nodiscard]] bool is_snake_case(std::string_view text);
// "KW-10.3", "SR-7.2b", "KW-T-11a".
[[nodiscard]] bool is_clause_id(std::string_view text);
// Throws the fault when there is anything to report.
void throw_if_any(std::vector<ConfigurationProblem> problems);

}  // namespace taqwim
