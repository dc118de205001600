#include "tests/support/case_file.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>

#include <doctest/doctest.h>

#include "core/exact.h"
#include "regulations/frame/toml_file.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// A TOML value as JSON. What has no exact JSON form is a problem of the file.
Json json_of(const toml::node& node, TomlFile& file)
{
    if (const toml::table* table = node.as_table()) {
        Json json = Json::object();
        for (auto&& [key, value] : *table)
            json[std::string(key.str())] = json_of(value, file);
        return json;
    }
    if (const toml::array* array = node.as_array()) {
        Json json = Json::array();
        for (const toml::node& value : *array)
            json.push_back(json_of(value, file));
        return json;
    }
    if (const auto text = node.value_exact<std::string>())
        return *text;
    if (const auto number = node.value_exact<std::int64_t>())
        return *number;
    if (const auto truth = node.value_exact<bool>())
        return *truth;
    if (const auto date = node.value_exact<toml::date>())
        if (const auto day = Day::of(date->year, date->month, date->day))
            return day->to_text();
    file.report(TomlFile::line_of(node), "a case holds " + std::string(TomlFile::form(node)),
                "write it as a text: \"39.5\".");
    return nullptr;
}

std::string text_of(Json& content, const char* key)
{
    const auto found = content.find(key);
    if (found == content.end() || !found->is_string())
        return {};
    std::string text = *found;
    content.erase(found);
    return text;
}

// The defaults with the case's own keys: a table of both is joined, anything else replaced.
Json joined(Json defaults, const Json& own)
{
    for (const auto& [key, value] : own.items()) {
        if (value.is_object() && defaults.contains(key) && defaults[key].is_object())
            defaults[key].update(value);
        else
            defaults[key] = value;
    }
    return defaults;
}

std::vector<std::string> parts_of(const std::string& place)
{
    if (place.empty())
        return {};
    if (place.front() != '/')
        throw std::runtime_error("\"" + place + "\" is no JSON pointer: it begins with a slash");
    std::vector<std::string> parts;
    std::size_t start = 1;
    while (start <= place.size()) {
        const std::size_t end = std::min(place.find('/', start), place.size());
        parts.push_back(place.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

std::optional<std::size_t> index_of(const std::string& part)
{
    if (part.empty() || part.size() > 4 ||
        part.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::stoul(part);
}

using Parts = std::vector<std::string>::const_iterator;

void put(Json& at, Parts part, Parts end, const Json& value)
{
    if (part == end) {
        at = value;
        return;
    }
    if (*part == "*") {
        if (!at.is_structured() || at.empty())
            throw std::runtime_error("a star stands where there are no members");
        for (Json& member : at)
            put(member, part + 1, end, value);
        return;
    }
    if (at.is_array()) {
        const auto index = *part == "-" ? std::optional(at.size()) : index_of(*part);
        if (!index || *index > at.size())
            throw std::runtime_error("\"" + *part + "\" is no entry of the list");
        if (*index == at.size())
            at.push_back(nullptr);
        put(at[*index], part + 1, end, value);
        return;
    }
    if (!at.is_object() && !at.is_null())
        throw std::runtime_error("\"" + *part + "\" would stand in a value that has no members");
    put(at[*part], part + 1, end, value);
}

void remove(Json& at, Parts part, Parts end)
{
    if (*part == "*" && at.is_structured()) {
        if (part + 1 == end)
            at.clear();
        else
            for (Json& member : at)
                remove(member, part + 1, end);
        return;
    }
    const auto index = index_of(*part);
    const bool is_there =
        at.is_object() ? at.contains(*part) : at.is_array() && index && *index < at.size();
    if (!is_there)
        throw std::runtime_error("\"" + *part + "\" is to be removed and is not there");
    if (part + 1 != end) {
        remove(at.is_object() ? at[*part] : at[*index], part + 1, end);
    } else if (at.is_object()) {
        at.erase(*part);
    } else {
        at.erase(*index);
    }
}

std::optional<Exact> number_of(const Json& value)
{
    if (value.is_number_integer())
        return Exact(value.get<std::int64_t>());
    return value.is_string() ? Exact::parse(value.get<std::string>()) : std::nullopt;
}

// doctest keeps the address of a test's name and asks it for nothing else, so that the name says
// which case is running.
struct RegisteredCase {
    std::string name;
    CaseOfFile content;
    std::string fault;  // instead of the content: why the file cannot be read
    void (*run)(const CaseOfFile&);
};

std::deque<RegisteredCase>& registered_cases()
{
    static std::deque<RegisteredCase> cases;
    return cases;
}

void run_current_case()
{
    const char* const name = doctest::getContextOptions()->currentTest->m_name;
    const auto& cases = registered_cases();
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const RegisteredCase& one) {
        return one.name.c_str() == name;
    });
    REQUIRE(found != cases.end());
    if (!found->fault.empty())
        FAIL(found->fault);
    INFO("clause ", found->content.clause, ", work: ", found->content.work);
    found->run(found->content);
}

void register_case(RegisteredCase one, unsigned line)
{
    const RegisteredCase& kept = registered_cases().emplace_back(std::move(one));
    const std::string place = project_path(kept.content.file).string();
    doctest::detail::regTest(doctest::detail::TestCase(run_current_case, place.c_str(), line,
                                                       doctest::detail::TestSuite()) *
                             kept.name.c_str());
}

}  // namespace

std::vector<CaseOfFile> read_case_file(const fs::path& path)
{
    const std::string text = read_project_file(path);
    TomlFile file(path.string(), text);
    std::vector<CaseOfFile> cases;
    Json defaults = json_of(file.table(), file);
    defaults.erase("case");
    const std::string clause = text_of(defaults, "clause");
    std::set<std::string> names;
    if (!file.has_problems()) {
        for (const toml::table* table : file.tables(file.table(), "case", "")) {
            const std::size_t line = TomlFile::line_of(*table);
            CaseOfFile one{.file = path.string(),
                           .line = static_cast<unsigned>(line),
                           .clause = {},
                           .name = {},
                           .work = {},
                           .content = json_of(*table, file)};
            one.clause = text_of(one.content, "clause");
            if (one.clause.empty())
                one.clause = clause;
            one.name = text_of(one.content, "name");
            one.work = text_of(one.content, "work");
            one.content = joined(defaults, one.content);
            if (!is_clause_id(one.clause))
                file.report(line, "the case names no clause",
                            "add clause = \"…\" to the case, or above all cases of the file.");
            if (one.name.empty())
                file.report(line, "the case has no name",
                            "say in one sentence what it shows: name = \"…\".");
            if (one.work.empty())
                file.report(line, "the case does not show its arithmetic",
                            "write it as one works it by hand: work = \"…\".");
            if (!names.insert(one.full_name()).second)
                file.report(line, "another case has the same name",
                            "say in each name what it alone shows.");
            cases.push_back(std::move(one));
        }
    }
    throw_if_any(file.take_problems());
    return cases;
}

std::vector<fs::path> case_files_below(const fs::path& folder)
{
    const fs::path root = project_path("");
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(project_path(folder)))
        if (entry.is_regular_file() && entry.path().string().ends_with(".cases.toml"))
            files.push_back(entry.path().lexically_relative(root));
    std::sort(files.begin(), files.end());
    return files;
}

bool register_cases(const fs::path& folder, void (*run)(const CaseOfFile&))
{
    const auto register_fault = [&](const fs::path& path, const std::exception& error) {
        register_case({.name = path.string() + ": its cases can be read",
                       .content = {.file = path.string(),
                                   .line = 1,
                                   .clause = {},
                                   .name = {},
                                   .work = {},
                                   .content = {}},
                       .fault = error.what(),
                       .run = run},
                      1);
    };
    try {
        for (const fs::path& path : case_files_below(folder)) {
            try {
                for (CaseOfFile& one : read_case_file(path)) {
                    std::string name = one.full_name();
                    const unsigned line = one.line;
                    register_case({.name = std::move(name),
                                   .content = std::move(one),
                                   .fault = {},
                                   .run = run},
                                  line);
                }
            } catch (const std::exception& error) {
                register_fault(path, error);
            }
        }
    } catch (const std::exception& error) {
        register_fault(folder, error);
    }
    return true;
}

void put_at(Json& document, const std::string& place, const Json& value)
{
    const std::vector<std::string> parts = parts_of(place);
    try {
        put(document, parts.begin(), parts.end(), value);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(place + ": " + error.what());
    }
}

void remove_at(Json& document, const std::string& place)
{
    const std::vector<std::string> parts = parts_of(place);
    if (parts.empty())
        throw std::runtime_error("the whole document cannot be removed");
    try {
        remove(document, parts.begin(), parts.end());
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(place + ": " + error.what());
    }
}

const Json* find_at(const Json& document, const std::string& place)
{
    const Json* at = &document;
    for (const std::string& part : parts_of(place)) {
        const auto index = index_of(part);
        if (at->is_object() && at->contains(part))
            at = &(*at)[part];
        else if (at->is_array() && index && *index < at->size())
            at = &(*at)[*index];
        else
            return nullptr;
    }
    return at;
}

bool is_as_expected(const Json& expected, const Json& actual)
{
    if (expected.is_object())
        return actual.is_object() && (!expected.empty() || actual.empty()) &&
               std::all_of(expected.items().begin(), expected.items().end(),
                           [&](const auto& entry) {
                               return actual.contains(entry.key()) &&
                                      is_as_expected(entry.value(), actual[entry.key()]);
                           });
    if (expected.is_array())
        return actual.is_array() && std::equal(expected.begin(), expected.end(), actual.begin(),
                                               actual.end(), is_as_expected);
    if (const auto number = number_of(expected))
        return number_of(actual) == number;
    return expected == actual;
}

std::string differences(const Json& expected, const Json& actual, const std::string& place)
{
    if (is_as_expected(expected, actual))
        return {};
    std::string text;
    if (expected.is_object() && actual.is_object()) {
        for (const auto& [key, value] : expected.items()) {
            const std::string below = place + "/" + key;
            if (!actual.contains(key))
                text += below + ": expected " + value.dump() + ", and there is nothing\n";
            else
                text += differences(value, actual[key], below);
        }
        return text;
    }
    return place + ": expected " + expected.dump() + ", got " + actual.dump() + "\n";
}

}  // namespace taqwim::tests
