#include "regulations/frame/parameter_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/digits.h"
#include "regulations/frame/toml_file.h"

namespace taqwim::parameter_book {

namespace {

constexpr std::array<std::pair<std::string_view, Unit>, 10> k_units = {
    {{"mark", Unit::mark},
     {"share", Unit::share},
     {"count", Unit::count},
     {"days", Unit::days},
     {"day", Unit::day},
     {"month_day", Unit::month_day},
     {"text", Unit::text},
     {"list", Unit::list},
     {"subjects", Unit::subjects},
     {"yes_no", Unit::yes_no}}};

std::string quoted(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

// "40", and not "400%" or "80/2", which are whole numbers too.
bool looks_whole(std::string_view text)
{
    while (const auto digit = leading_digit(text))
        text.remove_prefix(digit->bytes);
    return text.empty();
}

std::string_view number_name(Unit unit)
{
    switch (unit) {
    case Unit::share: return "a share";
    case Unit::count: return "a whole number";
    case Unit::days: return "a whole number of days";
    default: return "a mark";
    }
}

std::string_view number_example(Unit unit)
{
    switch (unit) {
    case Unit::share: return "\"70%\" or \"7/10\"";
    case Unit::count:
    case Unit::days: return "\"30\"";
    default: return "\"40\" or \"39.5\"";
    }
}

// Reads the parameters of one file into the content; a file of overrides adds values only.
class Reader {
public:
    Reader(TomlFile& file, Content& content)
        : file_(file), content_(content), topic_(file_stem(file.path()))
    {}

    void read_definitions()
    {
        if (!has_good_topic())
            return;
        for (auto&& [key, node] : file_.table()) {
            const std::string name = topic_ + '.' + std::string(key.str());
            const toml::table* table = node.as_table();
            if (table == nullptr) {
                file_.report(
                    TomlFile::line_of(node), quoted(key.str()) + " stands outside of any parameter",
                    "put it below the header of its parameter: [" + std::string(key.str()) + "].");
                continue;
            }
            if (!is_snake_case(key.str())) {
                file_.report(TomlFile::line_of(*table),
                             quoted(key.str()) + " is not a name of a parameter",
                             "use small letters, digits and single underscores, a letter first.");
                continue;
            }
            read_definition(name, *table);
        }
    }

    void read_overrides()
    {
        if (!has_good_topic())
            return;
        for (auto&& [key, node] : file_.table()) {
            const std::string name = topic_ + '.' + std::string(key.str());
            const auto found = content_.definitions.find(name);
            const toml::table* table = node.as_table();
            if (table == nullptr || found == content_.definitions.end()) {
                file_.report(TomlFile::line_of(node), "there is no parameter " + quoted(name),
                             "name one that the regulation has: " + names_of_topic() +
                                 ". The first part is the name of the file.");
                continue;
            }
            file_.refuse_unknown_keys(*table, std::string(key.str()), {"values"});
            read_values(*table, std::string(key.str()), found->second, true);
        }
    }

private:
    bool has_good_topic()
    {
        if (is_snake_case(topic_))
            return true;
        file_.report(
            0, quoted(topic_) + " is not a name of a topic",
            "name the file with small letters, digits and single underscores: absence.toml.");
        return false;
    }

    std::string names_of_topic() const
    {
        std::vector<std::string_view> names;
        for (const auto& [name, definition] : content_.definitions)
            if (name.starts_with(topic_ + '.'))
                names.push_back(name);
        if (!names.empty())
            return listed(names);
        // No parameter has this topic: the file's own name is the slip.
        std::vector<std::string_view> topics;
        for (const auto& [name, definition] : content_.definitions) {
            const std::string_view topic = std::string_view(name).substr(0, name.find('.'));
            if (topics.empty() || topics.back() != topic)
                topics.push_back(topic);
        }
        return topics.empty() ? "it has none" : "a topic is one of " + listed(topics);
    }

    void read_definition(const std::string& name, const toml::table& table)
    {
        const std::string what = name.substr(topic_.size() + 1);
        file_.refuse_unknown_keys(
            table, what, {"label", "unit", "range", "allowed", "clause", "note", "values"});
        Definition definition;
        definition.info.name = name;
        read_label(table, what, definition);
        read_clause(table, what, definition);
        definition.info.note = file_.text(table, "note", what, Need::optional).value_or("");
        if (!read_unit(table, what, definition)) {
            // Without its unit neither bounds nor values can be judged.
            file_.tables(table, "values", what);
            return;
        }
        const bool range_is_good = read_range(table, what, definition);
        const bool allowed_is_good = read_allowed(table, what, definition);
        if (range_is_good && allowed_is_good)
            read_values(table, what, definition, false);
        content_.definitions.emplace(name, std::move(definition));
    }

    void read_label(const toml::table& table, const std::string& what, Definition& definition)
    {
        const toml::node* node = table.get("label");
        const toml::table* label = node == nullptr ? nullptr : node->as_table();
        if (label == nullptr) {
            file_.report(TomlFile::line_of(table, "label"), quoted(what) + " has no label",
                         "add label.ar = \"...\" and label.en = \"...\".");
            return;
        }
        file_.refuse_unknown_keys(*label, what + ".label", {"ar", "en"});
        definition.info.label_ar =
            file_.text(*label, "ar", what + ".label", Need::required).value_or("");
        definition.info.label_en =
            file_.text(*label, "en", what + ".label", Need::required).value_or("");
    }

    void read_clause(const toml::table& table, const std::string& what, Definition& definition)
    {
        const auto clause = file_.text(table, "clause", what, Need::required);
        if (clause && !is_clause_id(*clause))
            file_.report(TomlFile::line_of(table, "clause"),
                         "\"clause\" of " + quoted(what) + " is " + quoted(*clause) +
                             ", not the id of a clause",
                         "write the id as the register has it: clause = \"KW-10.3\".");
        definition.info.clause = clause.value_or("");
    }

    bool read_unit(const toml::table& table, const std::string& what, Definition& definition)
    {
        const auto unit = file_.text(table, "unit", what, Need::required);
        if (!unit)
            return false;
        const auto* found =
            std::ranges::find(k_units, *unit, &std::pair<std::string_view, Unit>::first);
        if (found == k_units.end()) {
            std::vector<std::string_view> units;
            for (const auto& [word, known] : k_units)
                units.push_back(word);
            file_.report(TomlFile::line_of(table, "unit"),
                         quoted(what) + " has the unknown unit " + quoted(*unit),
                         "use one of " + listed(units) + '.');
            return false;
        }
        definition.unit = found->second;
        definition.info.unit = *unit;
        return true;
    }

    bool read_range(const toml::table& table, const std::string& what, Definition& definition)
    {
        const bool is_needed = is_number(definition.unit);
        if (!is_needed && definition.unit != Unit::list && table.get("range") != nullptr) {
            file_.report(TomlFile::line_of(table, "range"),
                         quoted(what) + " has a range, which a " + definition.info.unit +
                             " cannot have",
                         "remove the range, or correct the unit.");
            return false;
        }
        const auto ends =
            file_.texts(table, "range", what, is_needed ? Need::required : Need::optional);
        if (!ends)
            return !is_needed && table.get("range") == nullptr;
        const Unit unit = definition.unit == Unit::list ? Unit::mark : definition.unit;
        const auto low = number_of(ends->front(), unit);
        const auto high = number_of(ends->back(), unit);
        if (ends->size() != 2 || !low || !high || *low > *high) {
            file_.report(
                TomlFile::line_of(table, "range"),
                "\"range\" of " + quoted(what) + " is not a lowest and a highest value",
                "write two values of the unit, the lower first: range = [\"0\", \"100\"].");
            return false;
        }
        definition.range = Range{*low, *high, ends->front() + " to " + ends->back()};
        return true;
    }

    bool read_allowed(const toml::table& table, const std::string& what, Definition& definition)
    {
        if (table.get("allowed") == nullptr)
            return true;
        if (definition.unit != Unit::text && !is_list(definition.unit)) {
            file_.report(TomlFile::line_of(table, "allowed"),
                         quoted(what) + " has allowed values, which a " + definition.info.unit +
                             " cannot have",
                         "remove them, or correct the unit.");
            return false;
        }
        const auto allowed = file_.texts(table, "allowed", what, Need::required);
        if (!allowed)
            return false;
        definition.allowed = *allowed;
        return true;
    }

    void read_values(const toml::table& table, const std::string& what, Definition& definition,
                     bool are_overrides)
    {
        const Value* before = nullptr;
        for (const toml::table* entry : file_.tables(table, "values", what)) {
            std::unique_ptr<Value> value = read_value(*entry, what, definition);
            if (value == nullptr)
                continue;
            value->is_override = are_overrides;
            if (before != nullptr && value->info.from == before->info.from) {
                report_same_day(what, *value, *before);
                continue;
            }
            if (before != nullptr && value->info.from < before->info.from) {
                file_.report(value->line,
                             "the values of " + quoted(what) +
                                 " are not in the order of their first days",
                             "put the value of " + value->info.from.to_text() + " before that of " +
                                 before->info.from.to_text() + '.',
                             {before->line, value->line});
                continue;
            }
            before = value.get();
            if (are_overrides)
                put_override(what, std::move(value), definition);
            else
                definition.values.push_back(std::move(value));
        }
    }

    void report_same_day(const std::string& what, const Value& value, const Value& before)
    {
        file_.report(value.line,
                     "two values of " + quoted(what) + " are in force on " +
                         value.info.from.to_text(),
                     "give the later value a later \"from\", or remove one of them.",
                     {before.line, value.line});
    }

    void put_override(const std::string& what, std::unique_ptr<Value> value, Definition& definition)
    {
        auto& values = definition.values;
        const auto place = std::ranges::lower_bound(
            values, value->info.from, {}, [](const auto& other) { return other->info.from; });
        if (place == values.end() || (*place)->info.from != value->info.from) {
            values.insert(place, std::move(value));
            return;
        }
        if ((*place)->is_override) {
            file_.report(value->line,
                         "two values of " + quoted(what) + " are in force on " +
                             value->info.from.to_text() + "; the other stands in " +
                             (*place)->file + ", line " + std::to_string((*place)->line),
                         "give the later value a later \"from\", or remove one of them.");
            return;
        }
        *place = std::move(value);
    }

    // Nothing when anything of the entry is wrong.
    std::unique_ptr<Value> read_value(const toml::table& entry, const std::string& what,
                                      const Definition& definition)
    {
        const std::string what_value = what + ".values";
        file_.refuse_unknown_keys(entry, what_value,
                                  {"from", "value", "status", "source", "checked"});
        auto value = std::make_unique<Value>();
        value->info = definition.info;
        value->unit = definition.unit;
        value->file = file_.path();
        value->line = TomlFile::line_of(entry, "from");

        const auto from = file_.day(entry, "from", what_value, Need::required);
        const bool status_is_good = read_status(entry, what_value, *value);
        file_.day(entry, "checked", what_value, Need::optional);
        const bool value_is_good = is_list(definition.unit)
                                       ? read_list(entry, what_value, definition, *value)
                                       : read_single(entry, what_value, definition, *value);
        if (!from || !status_is_good || !value_is_good)
            return nullptr;
        value->info.from = *from;
        return value;
    }

    bool read_status(const toml::table& entry, const std::string& what, Value& value)
    {
        const auto source = file_.text(entry, "source", what, Need::optional);
        value.info.source = source.value_or("");
        const auto status = file_.text(entry, "status", what, Need::required);
        if (!status)
            return false;
        for (const ParameterStatus known :
             {ParameterStatus::enacted, ParameterStatus::found, ParameterStatus::assumed}) {
            if (*status != to_text(known))
                continue;
            value.info.status = known;
            if (known == ParameterStatus::assumed || entry.get("source") != nullptr)
                return true;
            file_.report(
                TomlFile::line_of(entry, "status"),
                "a value of " + quoted(what) + " is " + quoted(*status) + " and has no source",
                "name the place in the text: source = \"...\"; or say that it is \"assumed\".");
            return false;
        }
        file_.report(TomlFile::line_of(entry, "status"),
                     quoted(what) + " has the unknown status " + quoted(*status),
                     "use \"enacted\", \"found\" or \"assumed\".");
        return false;
    }

    void report_value(const toml::node& node, const std::string& what, std::string_view value,
                      const std::string& wrong, const std::string& to_fix)
    {
        file_.report(TomlFile::line_of(node),
                     "\"value\" of " + quoted(what) + " is " + quoted(value) + ", " + wrong,
                     to_fix);
    }

    bool read_list(const toml::table& entry, const std::string& what, const Definition& definition,
                   Value& value)
    {
        const auto entries = file_.texts(entry, "value", what, Need::required);
        if (!entries)
            return false;
        const toml::node& node = *entry.get("value");
        bool is_good = true;
        const auto refuse = [&](const std::string& text, const std::string& wrong,
                                const std::string& to_fix) {
            report_value(node, what, text, wrong, to_fix);
            is_good = false;
        };
        for (const std::string& text : *entries) {
            if (text.find(' ') != std::string::npos)
                refuse(text, "which holds a blank",
                       "write each entry of the list between quotes of its own.");
            if (definition.unit == Unit::subjects && !is_snake_case(text))
                refuse(text, "not a code of a subject", "use the code, such as \"maths\".");
            if (definition.unit == Unit::subjects && std::ranges::count(*entries, text) > 1 &&
                std::ranges::find(value.entries, text) == value.entries.end())
                refuse(text, "more than once", "name each subject once.");
            if (!definition.allowed.empty() &&
                std::ranges::find(definition.allowed, text) == definition.allowed.end())
                refuse(text, "which is not allowed", "use one of " + allowed_of(definition) + '.');
            if (definition.range) {
                const auto number = number_of(text, Unit::mark);
                if (!number)
                    refuse(text, "not a number", "write it like \"90\" or \"39.5\".");
                else if (*number < definition.range->low || *number > definition.range->high)
                    refuse(text, "outside of its range " + definition.range->text,
                           "correct the value, or the range above it.");
                else
                    value.numbers.push_back(*number);
            }
            value.info.value += (value.entries.empty() ? "" : " ") + text;
            value.entries.push_back(text);
        }
        return is_good;
    }

    bool read_single(const toml::table& entry, const std::string& what,
                     const Definition& definition, Value& value)
    {
        const toml::node* node = entry.get("value");
        if (definition.unit == Unit::day && node != nullptr && node->is_date()) {
            const auto day = file_.day(entry, "value", what, Need::required);
            if (!day)
                return false;
            value.day = *day;
            value.info.value = day->to_text();
            return true;
        }
        const auto text = file_.text(entry, "value", what, Need::required);
        if (!text)
            return false;
        value.info.value = *text;
        const auto refuse = [&](const std::string& wrong, const std::string& to_fix) {
            report_value(*node, what, *text, wrong, to_fix);
            return false;
        };
        switch (definition.unit) {
        case Unit::mark:
        case Unit::share:
        case Unit::count:
        case Unit::days: {
            const auto number = number_of(*text, definition.unit);
            if (!number)
                return refuse("not " + std::string(number_name(definition.unit)),
                              "write it like " + std::string(number_example(definition.unit)) +
                                  '.');
            if (*number < definition.range->low || *number > definition.range->high)
                return refuse("outside of its range " + definition.range->text,
                              "correct the value, or the range above it.");
            value.exact = *number;
            return true;
        }
        case Unit::day: {
            const auto day = Day::parse(*text);
            if (!day)
                return refuse("not a day", "write it as year, month and day: 2015-09-01.");
            value.day = *day;
            value.info.value = day->to_text();
            return true;
        }
        case Unit::month_day: {
            const auto parts = date_text::numbers<2>(*text, {2, 2});
            constexpr int k_common_year = 2001;  // 29 February is no day of every year
            if (!parts || !Day::of(k_common_year, (*parts)[0], (*parts)[1]))
                return refuse("not a day of every year",
                              "write month and day with two digits each: \"10-15\".");
            value.info.value =
                date_text::padded((*parts)[0], 2) + '-' + date_text::padded((*parts)[1], 2);
            return true;
        }
        case Unit::yes_no:
            if (*text != "yes" && *text != "no")
                return refuse("neither yes nor no", "write \"yes\" or \"no\".");
            value.yes = *text == "yes";
            return true;
        default:
            if (!definition.allowed.empty() &&
                std::ranges::find(definition.allowed, *text) == definition.allowed.end())
                return refuse("which is not allowed", "use one of " + allowed_of(definition) + '.');
            return true;
        }
    }

    static std::string allowed_of(const Definition& definition)
    {
        return listed(
            std::vector<std::string_view>(definition.allowed.begin(), definition.allowed.end()));
    }

    TomlFile& file_;
    Content& content_;
    std::string topic_;
};

}  // namespace

std::optional<Exact> number_of(std::string_view text, Unit unit)
{
    const std::optional<Exact> number = Exact::parse(text);
    if (!number)
        return std::nullopt;
    if (is_whole_number(unit) &&
        (!looks_whole(text) || *number > Exact(std::numeric_limits<int>::max())))
        return std::nullopt;
    const bool has_percent = text.ends_with('%') || text.ends_with("\u066A");
    if (unit == Unit::mark && has_percent)
        return std::nullopt;
    return number;
}

void read_definitions(TomlFile& file, Content& content)
{
    Reader(file, content).read_definitions();
}

void read_overrides(TomlFile& file, Content& content)
{
    Reader(file, content).read_overrides();
}

}  // namespace taqwim::parameter_book
