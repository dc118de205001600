#include "regulations/frame/parameter_book.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/digest.h"
#include "regulations/frame/parameter_reader.h"
#include "regulations/frame/toml_file.h"

namespace taqwim {

namespace parameter_book {

namespace {

void append(std::vector<ConfigurationProblem>& problems, std::vector<ConfigurationProblem> more)
{
    problems.insert(problems.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
}

[[noreturn]] void refuse_use(const std::string& message, const std::string& to_fix,
                             const std::string& file = {}, std::size_t line = 0)
{
    throw ConfigurationFault(ConfigurationProblem{file, line, message + "\nTo fix: " + to_fix});
}

[[noreturn]] void refuse_unknown(std::string_view name)
{
    refuse_use("there is no parameter \"" + std::string(name) + '"',
               "add it to the parameter files, or correct the name where it is asked for.");
}

template <class T>
Parameter<T> parameter(const Value& value, T as_asked)
{
    return Parameter<T>{std::move(as_asked), &value.info};
}

// Refuses a parameter whose unit in the file is another than the rules read it by.
void require(bool fits, const Value& value, std::string_view asked)
{
    if (!fits)
        refuse_use('"' + value.info.name + '"' + " is a " + value.info.unit +
                       " and is asked for as " + std::string(asked),
                   "correct its unit in the file, or the place that asks for it.", value.file,
                   value.line);
}

}  // namespace

}  // namespace parameter_book

using parameter_book::Content;
using parameter_book::Unit;
using parameter_book::Value;

ParameterBook::ParameterBook(std::unique_ptr<const Content> content) : content_(std::move(content))
{}
ParameterBook::ParameterBook(ParameterBook&&) noexcept = default;
ParameterBook& ParameterBook::operator=(ParameterBook&&) noexcept = default;
ParameterBook::~ParameterBook() = default;

ParameterBook ParameterBook::read(std::span<const EmbeddedFile> files,
                                  std::span<const ParameterOverride> overrides)
{
    auto content = std::make_unique<Content>();
    std::vector<ConfigurationProblem> problems;
    std::map<std::string_view, std::string_view> path_of_topic;
    for (const EmbeddedFile& embedded : files) {
        TomlFile file(embedded.path, embedded.text);
        const auto [topic, is_new] = path_of_topic.emplace(file_stem(embedded.path), embedded.path);
        if (is_new)
            parameter_book::read_definitions(file, *content);
        else
            file.report(0,
                        "the topic \"" + std::string(topic->first) +
                            "\" has a file already: " + std::string(topic->second),
                        "put all parameters of a topic into one file.");
        parameter_book::append(problems, file.take_problems());
    }
    for (const ParameterOverride& override_file : overrides) {
        TomlFile file(override_file.path, override_file.text);
        parameter_book::read_overrides(file, *content);
        parameter_book::append(problems, file.take_problems());
    }
    throw_if_any(std::move(problems));
    return ParameterBook(std::move(content));
}

Result<ParametersOnDay> ParameterBook::on(Day day) const
{
    std::vector<const Value*> in_force;
    in_force.reserve(content_->definitions.size());
    for (const auto& [name, definition] : content_->definitions) {
        const auto after = std::ranges::upper_bound(
            definition.values, day, {}, [](const auto& value) { return value->info.from; });
        if (after == definition.values.begin())
            return Refusal{
                .code = RefusalCode::day_not_covered,
                .arguments = {{"day", day.to_text()},
                              {"parameter", name},
                              {"first_day", definition.values.front()->info.from.to_text()}},
                .field = {},
                .clause = {}};
        in_force.push_back(std::prev(after)->get());
    }
    return ParametersOnDay(day, std::move(in_force));
}

std::vector<std::string> ParameterBook::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, definition] : content_->definitions)
        names.push_back(name);
    return names;
}

std::vector<const ParameterInfo*> ParameterBook::history(std::string_view name) const
{
    const auto found = content_->definitions.find(name);
    if (found == content_->definitions.end())
        parameter_book::refuse_unknown(name);
    std::vector<const ParameterInfo*> infos;
    for (const auto& value : found->second.values)
        infos.push_back(&value->info);
    return infos;
}

const Value* ParametersOnDay::find(std::string_view name) const
{
    const auto found = std::ranges::lower_bound(
        values_, name, {}, [](const Value* value) { return std::string_view(value->info.name); });
    return found != values_.end() && (*found)->info.name == name ? *found : nullptr;
}

const Value& ParametersOnDay::get(std::string_view name) const
{
    const Value* value = find(name);
    if (value == nullptr)
        parameter_book::refuse_unknown(name);
    return *value;
}

Parameter<Exact> ParametersOnDay::exact(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(parameter_book::is_number(value.unit), value, "a number");
    return parameter_book::parameter(value, value.exact);
}

Parameter<Mark> ParametersOnDay::mark(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(value.unit == Unit::mark, value, "a mark");
    return parameter_book::parameter(value, Mark(value.exact));
}

Parameter<Share> ParametersOnDay::share(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(value.unit == Unit::share, value, "a share");
    return parameter_book::parameter(value, Share(value.exact));
}

Parameter<int> ParametersOnDay::count(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(parameter_book::is_whole_number(value.unit), value, "a count");
    return parameter_book::parameter(value, static_cast<int>(value.exact.numerator()));
}

Parameter<Day> ParametersOnDay::day(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(value.unit == Unit::day, value, "a day");
    return parameter_book::parameter(value, value.day);
}

Parameter<bool> ParametersOnDay::yes_no(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(value.unit == Unit::yes_no, value, "yes or no");
    return parameter_book::parameter(value, value.yes);
}

Parameter<std::string> ParametersOnDay::text(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(value.unit == Unit::text || value.unit == Unit::month_day ||
                                value.unit == Unit::day,
                            value, "a text");
    return parameter_book::parameter(value, value.info.value);
}

Parameter<std::vector<std::string>> ParametersOnDay::list(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(parameter_book::is_list(value.unit), value, "a list");
    return parameter_book::parameter(value, value.entries);
}

Parameter<std::vector<Exact>> ParametersOnDay::exacts(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(!value.numbers.empty(), value, "a list of numbers, which has a range");
    return parameter_book::parameter(value, value.numbers);
}

Parameter<std::vector<int>> ParametersOnDay::counts(std::string_view name) const
{
    const Value& value = get(name);
    parameter_book::require(!value.numbers.empty(), value, "a list of numbers, which has a range");
    std::vector<int> counts;
    for (const std::string& entry : value.entries) {
        const auto count = parameter_book::number_of(entry, Unit::count);
        if (!count)
            parameter_book::refuse_use('"' + value.info.name + "\" holds \"" + entry +
                                           "\", not a whole number",
                                       "write whole numbers only.", value.file, value.line);
        counts.push_back(static_cast<int>(count->numerator()));
    }
    return parameter_book::parameter(value, std::move(counts));
}

bool ParametersOnDay::has(std::string_view name) const
{
    return find(name) != nullptr;
}

const ParameterInfo& ParametersOnDay::info(std::string_view name) const
{
    return get(name).info;
}

std::vector<const ParameterInfo*> ParametersOnDay::infos() const
{
    std::vector<const ParameterInfo*> infos;
    infos.reserve(values_.size());
    for (const Value* value : values_)
        infos.push_back(&value->info);
    return infos;
}

std::string ParametersOnDay::digest() const
{
    std::string canonical;
    for (const Value* value : values_) {
        canonical +=
            value->info.name + '\t' + value->info.value + '\t' + value->info.from.to_text() + '\t';
        canonical += to_text(value->info.status);
        canonical += '\n';
    }
    return sha256_hex(canonical);
}

}  // namespace taqwim
