#include "regulations/frame/messages.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include <unicode/msgfmt.h>

#include "core/refusal_codes.h"
#include "regulations/frame/message_pattern.h"
#include "regulations/frame/toml_file.h"

namespace taqwim {

namespace {

using message_pattern::Pattern;
using message_pattern::Use;

constexpr std::string_view k_not_given = "\u2014";
constexpr std::string_view k_missing = "missing";

// A message with its place in the file and, once it was used, its compiled format.
struct Entry {
    std::string file;
    std::size_t line = 0;
    Pattern pattern;
    mutable std::unique_ptr<const icu::MessageFormat> format;
};

bool is_code_byte(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

// A word of a code may hold whatever is ASCII and no blank.
bool is_word_byte(char c)
{
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F;
}

const std::string* find_argument(const Arguments& arguments, std::string_view name)
{
    const auto found = std::ranges::find(
        arguments, name, [](const auto& argument) { return std::string_view(argument.first); });
    return found == arguments.end() ? nullptr : &found->second;
}

}  // namespace

struct Messages::Content {
    std::string language;
    icu::Locale locale;
    std::vector<std::string> plural_forms;
    std::map<std::string, Entry, std::less<>> entries;
    std::mutex formats;  // guards Entry::format: ICU fills caches of its own while it formats

    void read_table(TomlFile& file, const toml::table& table, const std::string& prefix)
    {
        for (auto&& [toml_key, node] : table) {
            const std::string key = prefix + std::string(toml_key.str());
            if (const toml::table* inner = node.as_table()) {
                if (inner->empty())
                    file.report(TomlFile::line_of(*inner), '"' + key + "\" holds no message",
                                "write its messages below it, or remove it.");
                read_table(file, *inner, key + '.');
                continue;
            }
            const auto text = node.value_exact<std::string>();
            const std::size_t line = TomlFile::line_of(node);
            if (!text || text->empty()) {
                file.report(
                    line,
                    "the message \"" + key + "\" is " +
                        (text ? "empty" : std::string(TomlFile::form(node)) + ", not a text"),
                    "write its words between double quotes.");
                continue;
            }
            read_message(file, key, line, *text);
        }
    }

    void read_message(TomlFile& file, const std::string& key, std::size_t line,
                      const std::string& text)
    {
        Pattern pattern = message_pattern::read(text, plural_forms);
        if (!pattern.wrong.empty()) {
            file.report(
                line, "the message \"" + key + "\" " + pattern.wrong,
                "write it as ICU MessageFormat: {name}, {count, plural, one {...} other {...}}, "
                "{name, select, word {...} other {...}}.");
            return;
        }
        const auto [entry, is_new] = entries.try_emplace(key);
        if (!is_new) {
            file.report(line,
                        "the message \"" + key + "\" stands in " + entry->second.file + ", line " +
                            std::to_string(entry->second.line) + ", already",
                        "keep one of the two, or give one another name.");
            return;
        }
        entry->second.file = file.path();
        entry->second.line = line;
        entry->second.pattern = std::move(pattern);
    }

    const Entry& get(std::string_view key) const
    {
        const auto found = entries.find(key);
        if (found == entries.end())
            throw ConfigurationFault(ConfigurationProblem{
                "", 0,
                "there is no message \"" + std::string(key) + "\" in the language \"" + language +
                    "\"\nTo fix: add it to the message files of every language."});
        return found->second;
    }
};

Messages::Messages(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Messages::Messages(Messages&&) noexcept = default;
Messages& Messages::operator=(Messages&&) noexcept = default;
Messages::~Messages() = default;

Messages Messages::read(std::string_view language, std::span<const EmbeddedFile> files)
{
    auto content = std::make_unique<Content>();
    content->language = language;
    content->locale = icu::Locale(content->language.c_str());
    content->plural_forms = message_pattern::plural_forms_of(content->locale);
    std::vector<ConfigurationProblem> problems;
    for (const EmbeddedFile& embedded : files) {
        TomlFile file(embedded.path, embedded.text);
        content->read_table(file, file.table(), "");
        for (ConfigurationProblem& problem : file.take_problems())
            problems.push_back(std::move(problem));
    }
    throw_if_any(std::move(problems));
    return Messages(std::move(content));
}

const std::string& Messages::language() const
{
    return content_->language;
}

bool Messages::has(std::string_view key) const
{
    return content_->entries.contains(key);
}

std::string Messages::format(std::string_view key, const Arguments& arguments) const
{
    const Entry& entry = content_->get(key);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [argument, use] : entry.pattern.uses) {
        const std::string* given = find_argument(arguments, argument);
        names.push_back(message_pattern::unicode(message_pattern::name_of(argument, use)));
        if (use == Use::counted)
            values.push_back(
                message_pattern::counted(given == nullptr ? std::string_view() : *given));
        else
            values.emplace_back(message_pattern::unicode(given != nullptr ? std::string_view(*given)
                                                         : use == Use::chosen ? k_missing
                                                                              : k_not_given));
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString text;
    {
        const std::lock_guard lock(content_->formats);
        if (entry.format == nullptr) {
            UParseError place{};
            entry.format = std::make_unique<const icu::MessageFormat>(
                entry.pattern.text, content_->locale, place, status);
        }
        entry.format->format(names.data(), values.data(), static_cast<int32_t>(names.size()), text,
                             status);
    }
    if (U_FAILURE(status))
        throw ConfigurationFault(ConfigurationProblem{
            entry.file, entry.line,
            "the message \"" + std::string(key) + "\" cannot be written (" + u_errorName(status) +
                ")\nTo fix: write it with named arguments, plural and select only."});
    return message_pattern::utf8(text);
}

std::vector<std::string> Messages::keys() const
{
    std::vector<std::string> keys;
    for (const auto& [key, entry] : content_->entries)
        keys.push_back(key);
    return keys;
}

std::vector<std::string> Messages::arguments_of(std::string_view key) const
{
    std::set<std::string> names;
    for (const auto& [name, use] : content_->get(key).pattern.uses)
        names.insert(name);
    return {names.begin(), names.end()};
}

void require_same_keys(const Messages& a, const Messages& b)
{
    std::vector<ConfigurationProblem> problems;
    const auto report_missing = [&](const Messages& present, const Messages& absent) {
        for (const std::string& key : present.keys())
            if (!absent.has(key))
                problems.push_back({"", 0,
                                    "the message \"" + key + "\" is there in the language \"" +
                                        present.language() + "\" and missing in \"" +
                                        absent.language() +
                                        "\"\nTo fix: add it, or remove it from both."});
    };
    report_missing(a, b);
    report_missing(b, a);
    throw_if_any(std::move(problems));
}

std::string refusal_text(const Refusal& refusal, const Messages& messages)
{
    Arguments arguments;
    for (const auto& [name, value] : refusal.arguments) {
        constexpr std::string_view k_other = "other_";
        const std::string_view kind =
            name.starts_with(k_other) ? std::string_view(name).substr(k_other.size()) : name;
        const std::string word = std::string(kind) + '.' + value;
        arguments.emplace_back(name, messages.has(word) ? messages.format(word) : value);
    }
    if (find_argument(arguments, "field") == nullptr && !refusal.field.empty())
        arguments.emplace_back("field", refusal.field);
    if (find_argument(arguments, "clause") == nullptr && !refusal.clause.empty())
        arguments.emplace_back("clause", refusal.clause);
    return messages.format(std::string(to_text(refusal.code)) + ".text", arguments);
}

std::string with_digits(std::string_view text, Digits digits)
{
    if (digits == Digits::latin)
        return std::string(text);
    constexpr std::string_view k_pop = "\u2069";
    constexpr std::array<std::string_view, 3> k_isolates = {"\u2066", "\u2067", "\u2068"};
    std::string result;
    result.reserve(text.size() * 2);
    int isolates = 0;
    bool in_code = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (std::ranges::any_of(k_isolates,
                                [&](std::string_view start) { return rest.starts_with(start); }))
            ++isolates;
        else if (isolates > 0 && rest.starts_with(k_pop))
            --isolates;
        const bool starts_word = is_word_byte(text[i]) && (i == 0 || !is_word_byte(text[i - 1]));
        if (starts_word) {
            const auto end = std::ranges::find_if_not(rest, is_word_byte);
            in_code = std::any_of(rest.begin(), end, is_code_byte);
        } else if (!is_word_byte(text[i])) {
            in_code = false;
        }
        const bool is_kept = in_code || isolates > 0;
        if (is_ascii_digit(text[i]) && !is_kept) {
            result += '\xD9';
            result += static_cast<char>(0xA0 + (text[i] - '0'));
        } else if (text[i] == '.' && !is_kept && i > 0 && is_ascii_digit(text[i - 1]) &&
                   i + 1 < text.size() && is_ascii_digit(text[i + 1])) {
            result += "\u066B";
        } else {
            result += text[i];
        }
    }
    return result;
}

}  // namespace taqwim
