#include "regulations/frame/trace_text.h"

#include <algorithm>
#include <utility>

namespace taqwim {

namespace {

using Kind = TraceNode::Kind;
using Form = TraceNode::Form;
using Relation = TraceNode::Relation;

std::string_view view_of(const char* text)
{
    return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string label(std::string_view code, const Messages& messages)
{
    for (const char* group : {"label.", "subject.", "term."})
        if (const std::string key = group + std::string(code); messages.has(key))
            return messages.format(key);
    return std::string(code);
}

// The labels of a list's codes, which stand apart by blanks.
std::string labels(std::string_view codes, const Messages& messages)
{
    std::string all;
    while (!codes.empty()) {
        const std::size_t end = std::min(codes.find(' '), codes.size());
        if (end > 0) {
            const std::string next = label(codes.substr(0, end), messages);
            all = all.empty() ? next
                              : messages.format("trace.list", {{"first", all}, {"second", next}});
        }
        codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return all;
}

// In as few decimals as it needs, and rounded to so many when they are too few.
std::string shown_number(const Exact& number, int most_places = 2)
{
    const std::int64_t parts = number.denominator();
    if (parts == 1)
        return number.to_text();
    return number.shown(10 % parts == 0 ? 1 : 100 % parts == 0 ? 2 : most_places);
}

std::string shown(const Exact& number, Form form)
{
    return form == Form::day ? Day{static_cast<std::int32_t>(number.numerator())}.to_text()
                             : shown_number(number);
}

// Both sides of a comparison. Two numbers that are not equal never look equal.
std::pair<std::string, std::string> shown_sides(const TraceNode& check)
{
    if (check.form == Form::day || check.left == check.right)
        return {shown(check.left, check.form), shown(check.right, check.form)};
    constexpr int k_most_places = 9;
    for (int places = 2; places <= k_most_places; ++places)
        if (check.left.shown(places) != check.right.shown(places))
            return {shown_number(check.left, places), shown_number(check.right, places)};
    return {check.left.to_text(), check.right.to_text()};
}

const char* check_key(const TraceNode& check)
{
    const bool is_day = check.form == Form::day;
    switch (check.relation) {
    case Relation::at_least: return is_day ? "trace.check.not_before" : "trace.check.at_least";
    case Relation::at_most: return is_day ? "trace.check.not_after" : "trace.check.at_most";
    case Relation::above: return "trace.check.above";
    case Relation::below: return "trace.check.below";
    case Relation::equals: return "trace.check.equals";
    case Relation::is_in: return "trace.check.in";
    case Relation::is_not_in: return "trace.check.not_in";
    case Relation::none: break;
    }
    return "trace.check.plain";
}

// A name as an argument of a message may have it.
std::string argument_name(std::string_view name)
{
    std::string argument(name);
    std::ranges::replace_if(
        argument, [](char c) { return c == '.' || c == '-'; }, '_');
    return argument;
}

// Writes the line of one clause from the steps that are its own.
class LineWriter {
public:
    LineWriter(const Messages& messages, const ReasonFilter& filter, const TraceNode& clause)
        : messages_(messages), filter_(filter), clause_(clause)
    {}

    void add_step(const TraceNode& step)
    {
        switch (step.kind) {
        case Kind::clause: break;
        case Kind::read: add_read(*step.parameter); break;
        case Kind::check: add_check(step); break;
        case Kind::value:
        case Kind::result: add_value(step); break;
        case Kind::rounding: {
            const std::string before = shown_number(step.left);
            const std::string value = shown_number(step.right);
            add_argument(view_of(step.name), value);
            add_argument(std::string(view_of(step.name)) + "_before", before);
            add_sentence("trace.rounding",
                         {{"name", name_of(step)}, {"before", before}, {"value", value}});
            break;
        }
        case Kind::missing: {
            const std::string what = numbered(name_of(step), step);
            add_argument("missing", what);
            add_sentence("trace.missing", {{"missing", what}});
            break;
        }
        case Kind::note: {
            const std::string note = name_of(step);
            add_argument("note", note);
            add_sentence("trace.note", {{"note", note}});
            break;
        }
        }
    }

    [[nodiscard]] ReasonLine line(const ClauseLookup& clauses, int depth)
    {
        const std::string_view clause = view_of(clause_.clause);
        ClauseWords words = clauses ? clauses(clause) : ClauseWords{};
        ReasonLine line;
        line.depth = depth;
        line.clause = clause;
        line.item = view_of(clause_.item);
        if (clause_.item != nullptr)
            line.item_name = item_label(clause_.item);
        if (clause_.is_concluded())
            line.finding = clause_.finding();
        for (const ParameterInfo* parameter : parameters_)
            line.status = std::max(line.status.value_or(parameter->status), parameter->status);
        line.parameters = std::move(parameters_);

        const std::string key = own_key();
        if (!key.empty()) {
            add_clause_arguments(clause);
            line.text = messages_.format(key, arguments_);
            line.steps = std::move(sentences_);
        } else {
            line.text = generic_text(words.title);
        }
        line.article = std::move(words.article);
        line.title = std::move(words.title);
        return line;
    }

private:
    [[nodiscard]] std::string own_key() const
    {
        const std::string rule(view_of(clause_.name));
        if (clause_.is_concluded())
            if (std::string key = rule + '.' + std::string(to_text(clause_.finding()));
                messages_.has(key))
                return key;
        if (std::string key = rule + ".text"; messages_.has(key))
            return key;
        return messages_.has(rule) ? rule : std::string();
    }

    [[nodiscard]] std::string generic_text(const std::string& clause_title) const
    {
        const std::string_view rule = view_of(clause_.name);
        std::string title = label(rule, messages_);
        if (title == rule && !clause_title.empty())
            title = clause_title;
        title = numbered(with_item(std::move(title), clause_), clause_);
        if (sentences_.empty())
            return messages_.format("trace.title_only", {{"title", title}});
        std::string steps = sentences_.front();
        for (std::size_t i = 1; i < sentences_.size(); ++i)
            steps = messages_.format("trace.steps", {{"first", steps}, {"second", sentences_[i]}});
        return messages_.format("trace.sentence", {{"title", title}, {"steps", steps}});
    }

    void add_read(const ParameterInfo& parameter)
    {
        if (std::ranges::find(parameters_, &parameter) != parameters_.end())
            return;
        parameters_.push_back(&parameter);
        add_argument(parameter.name, shown_value(parameter, messages_));
    }

    void add_check(const TraceNode& check)
    {
        const std::string name(view_of(check.name));
        const std::string holds = check.holds() ? "yes" : "no";
        Arguments words{{"holds", holds}};
        if (check.relation == Relation::is_in || check.relation == Relation::is_not_in) {
            const std::string value = item_label(check.item);
            const std::string limit =
                check.parameter == nullptr ? "" : labels(check.parameter->value, messages_);
            add_argument(name, value);
            add_argument(name + "_code", std::string(view_of(check.item)));
            add_argument(name + "_limit", limit);
            words.insert(words.end(),
                         {{"name", label(name, messages_)}, {"value", value}, {"limit", limit}});
        } else {
            words.emplace_back("name", name_of(check));
            if (check.relation != Relation::none) {
                auto [value, limit] = shown_sides(check);
                add_argument(name, value);
                add_argument(name + "_limit", limit);
                words.emplace_back("value", std::move(value));
                words.emplace_back("limit", std::move(limit));
            }
        }
        add_argument(name + "_holds", holds);
        add_sentence(check_key(check), words);
    }

    void add_value(const TraceNode& step)
    {
        const std::string_view name = view_of(step.name);
        const bool is_text = step.form == Form::text;
        const std::string value = is_text ? item_label(step.item) : shown(step.left, step.form);
        add_argument(name, value);
        if (is_text)
            add_argument(std::string(name) + "_code", std::string(view_of(step.item)));
        add_sentence(
            step.kind == Kind::result ? "trace.result" : "trace.value",
            {{"name", is_text ? label(name, messages_) : name_of(step)}, {"value", value}});
    }

    void add_clause_arguments(std::string_view clause)
    {
        if (clause_.item != nullptr) {
            add_argument("item", item_label(clause_.item));
            add_argument("item_code", clause_.item);
        }
        if (!clause_.left.is_zero())
            add_argument("number", clause_.left.to_text());
        add_argument("clause", std::string(clause));
        add_argument("clause_code", argument_name(clause));
    }

    [[nodiscard]] std::string item_label(const char* item) const
    {
        const std::string_view code = view_of(item);
        for (const auto& [known, name] : filter_.names)
            if (known == code)
                return name;
        return label(code, messages_);
    }

    // The step's own label with what it is about.
    [[nodiscard]] std::string name_of(const TraceNode& step) const
    {
        return with_item(label(view_of(step.name), messages_), step);
    }
    [[nodiscard]] std::string with_item(std::string name, const TraceNode& node) const
    {
        if (node.item == nullptr)
            return name;
        return messages_.format("trace.of_item", {{"name", name}, {"item", item_label(node.item)}});
    }
    [[nodiscard]] std::string numbered(std::string name, const TraceNode& node) const
    {
        if (node.left.is_zero())
            return name;
        return messages_.format("trace.numbered",
                                {{"name", name}, {"number", node.left.to_text()}});
    }

    void add_argument(std::string_view name, const std::string& value)
    {
        const std::string argument = argument_name(name);
        const auto same = std::ranges::find(arguments_, argument, &Arguments::value_type::first);
        if (same == arguments_.end())
            arguments_.emplace_back(argument, value);
        else
            same->second =
                messages_.format("trace.list", {{"first", same->second}, {"second", value}});
    }

    void add_sentence(const char* key, const Arguments& arguments)
    {
        sentences_.push_back(messages_.format(key, arguments));
    }

    const Messages& messages_;
    const ReasonFilter& filter_;
    const TraceNode& clause_;
    Arguments arguments_;
    std::vector<std::string> sentences_;
    std::vector<const ParameterInfo*> parameters_;
};

class ReasonReader {
public:
    ReasonReader(const TraceRecording& recording, const Messages& messages,
                 const ClauseLookup& clauses, const ReasonFilter& filter)
        : recording_(recording), messages_(messages), clauses_(clauses), filter_(filter)
    {}

    [[nodiscard]] std::vector<ReasonLine> lines()
    {
        add_clauses(0, recording_.size(), 0, "", filter_.item.empty());
        return std::move(lines_);
    }

private:
    // The clauses of [first, end). Within a clause that was asked for, everything belongs to its
    // reasons.
    void add_clauses(std::size_t first, std::size_t end, int depth, const std::string& above,
                     bool is_within)
    {
        std::size_t number = 0;
        for (std::size_t at = first; at < end; at += recording_[at].size) {
            const TraceNode& node = recording_[at];
            const std::string path = above + std::to_string(number++);
            if (node.kind != Kind::clause || (!is_within && !is_wanted(at)))
                continue;
            const std::size_t end_of_clause = end_of(at);
            LineWriter writer(messages_, filter_, node);
            for (std::size_t step = at + 1; step < end_of_clause; step += recording_[step].size)
                writer.add_step(recording_[step]);
            lines_.push_back(writer.line(clauses_, depth));
            lines_.back().path = path;
            add_clauses(at + 1, end_of_clause, depth + 1, path + '.',
                        is_within || view_of(node.item) == filter_.item);
        }
    }

    // A recording that was cut short ends before its last clauses do.
    [[nodiscard]] std::size_t end_of(std::size_t at) const
    {
        return std::min(at + recording_[at].size, recording_.size());
    }

    [[nodiscard]] bool is_wanted(std::size_t at) const
    {
        const std::string_view item = view_of(recording_[at].item);
        if (item.empty() || item == filter_.item)
            return true;
        if (!filter_.kin.empty() && std::ranges::find(filter_.kin, item) == filter_.kin.end())
            return true;
        // About another item, and yet what was asked for may stand within it.
        for (std::size_t below = at + 1; below < end_of(at); ++below)
            if (recording_[below].kind == Kind::clause &&
                view_of(recording_[below].item) == filter_.item)
                return true;
        return false;
    }

    const TraceRecording& recording_;
    const Messages& messages_;
    const ClauseLookup& clauses_;
    const ReasonFilter& filter_;
    std::vector<ReasonLine> lines_;
};

}  // namespace

ClauseLookup clause_lookup(const ClauseRegister& clauses, std::string_view language)
{
    return [&clauses, is_arabic = language == "ar"](std::string_view id) {
        const Clause* clause = clauses.find(id);
        if (clause == nullptr)
            return ClauseWords{};
        return ClauseWords{clause->article, is_arabic ? clause->title_ar : clause->title_en};
    };
}

std::vector<ReasonLine> reason_lines(const TraceRecording& recording, const Messages& messages,
                                     const ClauseLookup& clauses, const ReasonFilter& filter)
{
    std::vector<ReasonLine> lines = ReasonReader(recording, messages, clauses, filter).lines();
    if (filter.first.empty())
        return lines;
    // A line at the top goes before the others with all that is below it.
    std::vector<ReasonLine> told;
    told.reserve(lines.size());
    for (const bool wanted : {true, false}) {
        bool is_first = false;
        for (ReasonLine& line : lines) {
            if (line.depth == 0)
                is_first = std::find(filter.first.begin(), filter.first.end(), line.clause) !=
                           filter.first.end();
            if (is_first == wanted)
                told.push_back(line);
        }
    }
    return told;
}

std::string shown_value(const ParameterInfo& parameter, const Messages& messages)
{
    if (parameter.unit == "yes_no")
        if (const std::string answer = "trace.answer." + parameter.value; messages.has(answer))
            return messages.format(answer);
    return labels(parameter.value, messages);
}

const std::string& label_of(const ParameterInfo& parameter, const Messages& messages)
{
    const std::string& name = messages.language() == "ar" ? parameter.label_ar : parameter.label_en;
    return name.empty() ? parameter.name : name;
}

}  // namespace taqwim
