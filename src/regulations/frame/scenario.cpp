#include "regulations/frame/scenario.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/configuration_fault.h"
#include "regulations/frame/toml_file.h"

namespace taqwim {

namespace {

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

std::string toml_value(const ScenarioChange& change)
{
    if (!change.is_list)
        return quoted(change.values.front());
    std::string list;
    for (const std::string& entry : change.values)
        list += (list.empty() ? "" : ", ") + quoted(entry);
    return '[' + list + ']';
}

class ScenarioReader {
public:
    ScenarioReader(std::string_view path, std::string_view text) : file_(path, text)
    {
        scenario_.path = path;
    }

    Scenario read()
    {
        const toml::table& root = file_.table();
        if (!file_.has_problems())
            read_head(root);
        throw_if_any(file_.take_problems());
        return std::move(scenario_);
    }

private:
    void read_head(const toml::table& root)
    {
        file_.refuse_unknown_keys(root, "", {"title", "regulation", "school_year", "change"});
        if (const toml::table* title = file_.subtable(root, "title", "", Need::required)) {
            file_.refuse_unknown_keys(*title, "title", {"ar", "en"});
            scenario_.title_ar = file_.text(*title, "ar", "title", Need::required).value_or("");
            scenario_.title_en =
                file_.text(*title, "en", "title", Need::optional).value_or(scenario_.title_ar);
        }
        scenario_.regulation = file_.text(root, "regulation", "", Need::required).value_or("");
        if (const auto year = file_.text(root, "school_year", "", Need::required)) {
            if (const auto known = SchoolYear::parse(*year))
                scenario_.school_year = *known;
            else
                file_.report(TomlFile::line_of(root, "school_year"),
                             "\"" + *year + "\" is not a school year.",
                             "write it as in 2015-2016 or 1426-1427.");
        }
        const auto changes = file_.tables(root, "change", "");
        if (changes.empty())
            file_.report(1, "it changes nothing.",
                         "name at least one parameter in a [[change]] with its value.");
        std::set<std::string> named;
        for (const toml::table* change : changes)
            read_change(*change, named);
    }

    void read_change(const toml::table& table, std::set<std::string>& named)
    {
        file_.refuse_unknown_keys(table, "change", {"parameter", "value"});
        ScenarioChange change;
        change.line = TomlFile::line_of(table);
        change.parameter = file_.text(table, "parameter", "change", Need::required).value_or("");
        if (const toml::node* value = table.get("value"); value != nullptr && value->is_array()) {
            change.is_list = true;
            change.values =
                file_.texts(table, "value", "change", Need::required).value_or(change.values);
        } else if (const auto text = file_.text(table, "value", "change", Need::required)) {
            change.values = {*text};
        }
        if (!change.parameter.empty() && !named.insert(change.parameter).second)
            file_.report(change.line, "\"" + change.parameter + "\" is changed twice.",
                         "keep the one that is meant.");
        scenario_.changes.push_back(std::move(change));
    }

    TomlFile file_;
    Scenario scenario_;
};

}  // namespace

std::string ScenarioChange::value_text() const
{
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : " ") + value;
    return text;
}

Scenario Scenario::read(std::string_view path, std::string_view text)
{
    return ScenarioReader(path, text).read();
}

std::vector<ParameterOverride> Scenario::overrides(const ParameterBook& book) const
{
    std::vector<ConfigurationProblem> problems;
    std::map<std::string, std::string> files;  // by topic
    const std::vector<std::string> names = book.names();
    for (const ScenarioChange& change : changes) {
        if (!std::ranges::binary_search(names, change.parameter)) {
            problems.push_back({path, change.line,
                                "the regulation has no parameter \"" + change.parameter +
                                    "\". To fix: take a name that `taqwim parameters " +
                                    regulation + "` lists."});
            continue;
        }
        const std::size_t dot = change.parameter.find('.');
        std::string& text = files[change.parameter.substr(0, dot)];
        text += "[[" + change.parameter.substr(dot + 1) +
                ".values]]\nfrom = " + school_year.first_day().to_text() +
                "\nvalue = " + toml_value(change) + "\nstatus = \"assumed\"\n";
    }
    throw_if_any(std::move(problems));
    std::vector<ParameterOverride> overrides;
    for (auto& [topic, text] : files)
        overrides.push_back({path + '/' + topic + ".toml", std::move(text)});
    return overrides;
}

}  // namespace taqwim
