#include "tests/support/sa_1426_rules.h"

#include <deque>
#include <filesystem>
#include <set>

#include "regulations/frame/parameter_book.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

const std::string k_folder = "src/regulations/sa_1426/parameters";

struct Kept {
    ParameterBook book;
    sa_1426::Rules rules;
};

ParameterBook read_book(const std::vector<ParameterOverride>& overrides)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(project_path(k_folder)))
        if (entry.path().extension() == ".toml")
            names.insert(entry.path().filename().string());
    std::vector<std::string> paths;
    std::vector<std::string> texts;
    for (const std::string& name : names) {
        paths.push_back("parameters/" + name);
        texts.push_back(read_project_file(k_folder + "/" + name));
    }
    std::vector<EmbeddedFile> files;
    for (std::size_t i = 0; i < paths.size(); ++i)
        files.push_back({paths[i], texts[i]});
    return ParameterBook::read(files, overrides);
}

Kept keep(const std::vector<ParameterOverride>& overrides)
{
    ParameterBook book = read_book(overrides);
    sa_1426::Rules rules = sa_1426::Rules::read(*book.on(k_sa_1426_school_year.first_day()));
    return {std::move(book), std::move(rules)};
}

bool is_list(const std::string& name)
{
    static const ParameterBook book = read_book({});
    return book.history(name).front()->unit == "list";
}

std::string as_toml(const std::string& name, const std::string& value)
{
    if (!is_list(name))
        return '"' + value + '"';
    std::string entries;
    std::string entry;
    for (const char letter : value + ' ') {
        if (letter != ' ') {
            entry += letter;
            continue;
        }
        if (!entry.empty())
            entries += (entries.empty() ? "\"" : ", \"") + entry + '"';
        entry.clear();
    }
    return '[' + entries + ']';
}

}  // namespace

const sa_1426::Rules& sa_1426_rules()
{
    static const Kept kept = keep({});
    return kept.rules;
}

const sa_1426::Rules& sa_1426_rules_with(
    const std::vector<std::pair<std::string, std::string>>& values)
{
    static std::deque<Kept> all;
    std::vector<ParameterOverride> overrides;
    for (const auto& [name, value] : values) {
        const std::size_t point = name.find('.');
        overrides.push_back({.path = "installation/" + name.substr(0, point) + ".toml",
                             .text = "[[" + name.substr(point + 1) +
                                     ".values]]\nfrom = 2005-09-01\nvalue = " +
                                     as_toml(name, value) + "\nstatus = \"assumed\"\n"});
    }
    all.push_back(keep(overrides));
    return all.back().rules;
}

}  // namespace taqwim::tests
