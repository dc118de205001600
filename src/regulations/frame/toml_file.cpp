#include "regulations/frame/toml_file.h"

#include <algorithm>

namespace taqwim {

namespace {

// Our own files are a few kilobytes. The limits keep a stray file from exhausting memory or stack:
// a dotted key nests as deep as it has parts, and the library takes a nested table apart
// recursively.
constexpr std::size_t k_most_bytes = 4'000'000;
constexpr int k_most_dots_in_a_line = 31;
constexpr std::size_t k_most_excerpt_bytes = 160;

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// A line as it is shown in a message: cut at a whole character when it is long, without control
// characters.
std::string shown_line(std::string_view line)
{
    while (!line.empty() && is_blank(line.back()))
        line.remove_suffix(1);
    const bool cut = line.size() > k_most_excerpt_bytes;
    std::size_t end = std::min(line.size(), k_most_excerpt_bytes);
    while (cut && end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
        --end;
    std::string shown(line.substr(0, end));
    for (char& c : shown)
        if (is_control(c))
            c = ' ';
    if (cut)
        shown += " ...";
    return shown;
}

}  // namespace

TomlFile::TomlFile(std::string_view path, std::string_view text) : path_(path), text_(text)
{
    if (text.size() > k_most_bytes) {
        text_ = {};
        report(0, "the file is larger than 4 MB",
               "split it, or take out what does not belong there.");
        return;
    }
    line_starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\n')
            line_starts_.push_back(i + 1);
    if (is_nested_too_deep())
        return;
    try {
        table_ = toml::parse(text, path_);
    } catch (const toml::parse_error& error) {
        report(error.source().begin.line,
               "not readable as TOML: " + std::string(error.description()),
               "correct the line, or look at a file beside this one for the form.");
    }
}

// Counts the dots of each line that stand outside of quotes and comments. Text in triple quotes is
// taken for code; no line of prose has that many dots.
bool TomlFile::is_nested_too_deep()
{
    char quote = 0;
    bool comment = false;
    int dots = 0;
    std::size_t line = 1;
    for (std::size_t i = 0; i < text_.size(); ++i) {
        const char c = text_[i];
        if (c == '\n') {
            ++line;
            dots = 0;
            quote = 0;
            comment = false;
        } else if (comment) {
            continue;
        } else if (quote != 0) {
            if (c == '\\' && quote == '"')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '#') {
            comment = true;
        } else if (c == '.' && ++dots > k_most_dots_in_a_line) {
            report(line,
                   "a key has more than " + std::to_string(k_most_dots_in_a_line + 1) + " parts",
                   "name the table in a header of its own: [table.key].");
            return true;
        }
    }
    return false;
}

std::vector<ConfigurationProblem> TomlFile::take_problems()
{
    std::ranges::stable_sort(problems_, {}, &ConfigurationProblem::line);
    return std::move(problems_);
}

void TomlFile::report(std::size_t line, const std::string& message, const std::string& to_fix,
                      std::initializer_list<std::size_t> lines)
{
    std::string text = message;
    std::vector<std::size_t> excerpt(lines);
    if (excerpt.empty())
        excerpt.push_back(line);
    std::ranges::sort(excerpt);
    excerpt.erase(std::unique(excerpt.begin(), excerpt.end()), excerpt.end());
    for (const std::size_t number : excerpt) {
        if (number == 0 || number > line_starts_.size())
            continue;
        const std::size_t start = line_starts_[number - 1];
        const std::size_t end = std::min(text_.find('\n', start), text_.size());
        const std::string digits = std::to_string(number);
        text += '\n' + std::string(digits.size() < 3 ? 3 - digits.size() : 0, ' ') + digits +
                " | " + shown_line(text_.substr(start, end - start));
    }
    text += "\nTo fix: " + to_fix;
    problems_.push_back({path_, line, std::move(text)});
}

void TomlFile::refuse_unknown_keys(const toml::table& table, const std::string& what,
                                   std::initializer_list<std::string_view> known)
{
    for (auto&& [key, node] : table) {
        if (std::ranges::find(known, key.str()) != known.end())
            continue;
        report(std::max<std::size_t>(key.source().begin.line, line_of(node)),
               "unknown key \"" + std::string(key.str()) + "\" in \"" + what + '"',
               "use one of the known keys (" + listed(known) + "), or remove the line.");
    }
}

const toml::node* TomlFile::find(const toml::table& table, std::string_view key,
                                 const std::string& what, Need need, std::string_view expected)
{
    const toml::node* node = table.get(key);
    if (node == nullptr && need == Need::required)
        report(line_of(table), "\"" + what + "\" has no \"" + std::string(key) + '"',
               "add " + std::string(key) + " = " + std::string(expected) + '.');
    return node;
}

std::optional<std::string> TomlFile::clean_text(const toml::node& node, std::string_view key,
                                                const std::string& what, std::string_view expected)
{
    const std::string name = '"' + std::string(key) + "\" of \"" + what + '"';
    const auto value = node.value_exact<std::string>();
    if (!value) {
        report(line_of(node), name + " is " + std::string(form(node)) + ", not a text",
               "write it as a text between double quotes: " + std::string(key) + " = " +
                   std::string(expected) + '.');
        return std::nullopt;
    }
    if (value->empty() || is_blank(value->front()) || is_blank(value->back())) {
        report(line_of(node),
               name + (value->empty() ? " is empty" : " begins or ends with a blank"),
               value->empty() ? "write the text, or remove the key when it is not needed."
                              : "remove the blank.");
        return std::nullopt;
    }
    if (std::ranges::any_of(*value, is_control)) {
        report(line_of(node), name + " holds a line break or another control character",
               "write it on one line.");
        return std::nullopt;
    }
    return value;
}

std::optional<std::string> TomlFile::text(const toml::table& table, std::string_view key,
                                          const std::string& what, Need need)
{
    const toml::node* node = find(table, key, what, need, "\"...\"");
    return node == nullptr ? std::nullopt : clean_text(*node, key, what, "\"...\"");
}

std::optional<std::vector<std::string>> TomlFile::texts(const toml::table& table,
                                                        std::string_view key,
                                                        const std::string& what, Need need)
{
    constexpr std::string_view expected = "[\"...\", \"...\"]";
    const toml::node* node = find(table, key, what, need, expected);
    if (node == nullptr)
        return std::nullopt;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
        report(line_of(*node),
               '"' + std::string(key) + "\" of \"" + what + "\" is " + std::string(form(*node)) +
                   ", not a list of texts",
               "write " + std::string(key) + " = " + std::string(expected) + '.');
        return std::nullopt;
    }
    if (array->empty()) {
        report(line_of(*node), '"' + std::string(key) + "\" of \"" + what + "\" is an empty list",
               "name at least one entry, or remove the key when it is not needed.");
        return std::nullopt;
    }
    std::vector<std::string> entries;
    for (const toml::node& entry : *array)
        if (auto clean = clean_text(entry, key, what, expected))
            entries.push_back(std::move(*clean));
    if (entries.size() != array->size())
        return std::nullopt;
    return entries;
}

std::optional<Day> TomlFile::day(const toml::table& table, std::string_view key,
                                 const std::string& what, Need need)
{
    const toml::node* node = find(table, key, what, need, "2015-09-01");
    if (node == nullptr)
        return std::nullopt;
    const auto date = node->value_exact<toml::date>();
    const std::optional<Day> day =
        date ? Day::of(date->year, date->month, date->day) : std::nullopt;
    if (!day)
        report(line_of(*node),
               '"' + std::string(key) + "\" of \"" + what + "\" " +
                   (date ? "lies outside of the years that have days here"
                         : "is " + std::string(form(*node)) + ", not a day"),
               "write the day without quotes and without an hour: " + std::string(key) +
                   " = 2015-09-01.");
    return day;
}

const toml::table* TomlFile::subtable(const toml::table& table, std::string_view key,
                                      const std::string& what, Need need)
{
    const toml::node* node = find(table, key, what, need, "{ ... }");
    if (node == nullptr)
        return nullptr;
    const toml::table* subtable = node->as_table();
    if (subtable == nullptr)
        report(line_of(*node),
               '"' + std::string(key) + "\" of \"" + what + "\" is " + std::string(form(*node)) +
                   ", not a table",
               "write its parts with a dot: " + std::string(key) + ".ar = \"...\".");
    return subtable;
}

std::vector<const toml::table*> TomlFile::tables(const toml::table& table, std::string_view key,
                                                 const std::string& what)
{
    const std::string header = what.empty() ? std::string(key) : what + '.' + std::string(key);
    const std::string to_fix = "add a header [[" + header + "]] with its lines below.";
    std::vector<const toml::table*> found;
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        report(line_of(table), "there is no [[" + header + "]]", to_fix);
        return found;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr || array->empty()) {
        report(line_of(table, key), '"' + header + "\" is not a list of tables", to_fix);
        return found;
    }
    for (const toml::node& entry : *array) {
        if (const toml::table* entry_table = entry.as_table())
            found.push_back(entry_table);
        else
            report(line_of(entry),
                   "an entry of \"" + header + "\" is " + std::string(form(entry)) +
                       ", not a table",
                   to_fix);
    }
    return found;
}

std::string_view TomlFile::form(const toml::node& node)
{
    switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "a text";
    case toml::node_type::integer: return "a TOML number";
    case toml::node_type::floating_point: return "a TOML float, which is not exact";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a day";
    case toml::node_type::time: return "an hour";
    case toml::node_type::date_time: return "a day with an hour";
    default: return "nothing";
    }
}

std::size_t TomlFile::line_of(const toml::node& node)
{
    return node.source().begin.line;
}

std::size_t TomlFile::line_of(const toml::table& table, std::string_view key)
{
    const toml::node* node = table.get(key);
    return node == nullptr ? line_of(static_cast<const toml::node&>(table)) : line_of(*node);
}

std::string listed(const std::vector<std::string_view>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::string_view file_stem(std::string_view path)
{
    const std::size_t slash = path.find_last_of('/');
    if (slash != std::string_view::npos)
        path.remove_prefix(slash + 1);
    const std::size_t dot = path.find_last_of('.');
    return dot == std::string_view::npos ? path : path.substr(0, dot);
}

bool is_snake_case(std::string_view text)
{
    if (text.empty() || !is_lower(text.front()) || text.back() == '_')
        return false;
    char before = 0;
    for (const char c : text) {
        if (!is_lower(c) && !is_digit(c) && (c != '_' || before == '_'))
            return false;
        before = c;
    }
    return true;
}

bool is_clause_id(std::string_view text)
{
    const std::size_t hyphen = text.find('-');
    if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 == text.size())
        return false;
    const std::string_view family = text.substr(0, hyphen);
    const std::string_view rest = text.substr(hyphen + 1);
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto belongs = [&](char c) {
        return is_upper(c) || is_lower(c) || is_digit(c) || c == '.' || c == '-';
    };
    // A family is letters, and may end in the year of its edition: SA1447-M2.
    const auto in_family = [&](char c) { return is_upper(c) || is_digit(c); };
    return is_upper(family.front()) && std::ranges::all_of(family, in_family) &&
           std::ranges::all_of(rest, belongs) && rest.front() != '.' && rest.back() != '.' &&
           rest.back() != '-';
}

void throw_if_any(std::vector<ConfigurationProblem> problems)
{
    if (!problems.empty())
        throw ConfigurationFault(std::move(problems));
}

}  // namespace taqwim
