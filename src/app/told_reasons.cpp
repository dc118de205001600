#include "app/told_reasons.h"

#include <algorithm>
#include <set>

#include "app/output_file.h"
#include "regulations/frame/explanation_json.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/reasons_page.h"
#include "regulations/frame/reasons_text.h"
#include "regulations/frame/trace_text.h"

namespace taqwim::app {

namespace {

// The items of the trace that are of the kind that --subject chooses from.
std::vector<std::string_view> kin_in(const TraceRecording& trace, const RuleSet& rule_set)
{
    std::set<std::string_view> items;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == TraceNode::Kind::clause && trace[i].item != nullptr)
            items.insert(trace[i].item);
    std::erase_if(items, [&](std::string_view item) { return rule_set.find_item(item) != item; });
    return {items.begin(), items.end()};
}

// The code of an item that the explanation calls by this name.
std::string code_of(const std::string& item, const Explanation& explanation)
{
    for (const auto& [code, name] : explanation.item_names)
        if (name == item)
            return code;
    return item;
}

// Where subjects are those of the student's plan, it is one of them; elsewhere the rule set has vouched for it.
bool may_be_item(const std::string& code, const Explanation& explanation)
{
    return explanation.item_names.empty() ||
           std::ranges::any_of(explanation.item_names,
                               [&](const auto& known) { return known.first == code; });
}

void write_json(Evaluator& evaluator, const Explanation& explanation,
                const std::vector<ReasonLine>& lines, const Messages& messages,
                std::ostream& output)
{
    JsonWriter json(JsonWriter::Layout::indented);
    json.begin_object();
    json.key("id").text(evaluator.id());
    write_explanation(explanation, lines, messages, json);
    json.key("outcome");
    evaluator.write_json(json);
    json.end_object();
    output << json.str() << '\n';
}

Format format_of(const Request& request)
{
    if (request.format)
        return *request.format;
    const std::string ending = request.output ? request.output->extension().string() : "";
    return ending == ".html" ? Format::html : ending == ".json" ? Format::json : Format::text;
}

void tell_unknown_subject(const Context& context)
{
    context.tell("explain.unknown_subject",
                 {{"subject", context.words.given(context.request.subject)}});
}

}  // namespace

bool knows_subject(const Context& context, const RuleSet& rule_set)
{
    if (context.request.subject.empty() || rule_set.find_item(context.request.subject))
        return true;
    tell_unknown_subject(context);
    return false;
}

ExitCode tell_reasons(const Context& context, const RuleSet& rule_set, Evaluator& evaluator)
{
    const Words& words = context.words;
    const Messages& messages = rule_set.messages(words.language());
    const Explanation explanation = evaluator.explanation(words.language());
    ReasonFilter filter{.item = {},
                        .kin = {},
                        .first = rule_set.deciding_clauses(),
                        .names = explanation.item_names};
    std::string subject;
    if (!context.request.subject.empty()) {
        subject = code_of(rule_set.find_item(context.request.subject).value_or(""), explanation);
        filter.item = subject;
        if (!may_be_item(subject, explanation)) {
            tell_unknown_subject(context);
            return ExitCode::wrong_use;
        }
        filter.kin = kin_in(evaluator.trace(), rule_set);
    }
    const std::vector<ReasonLine> lines =
        reason_lines(evaluator.trace(), messages,
                     clause_lookup(rule_set.clauses(), messages.language()), filter);

    OutputFile output(context.console, context.request.output);
    const Format format = format_of(context.request);
    if (format == Format::html) {
        output.stream() << reasons_page(explanation, lines, messages, words.digits());
    } else if (format == Format::json || format == Format::jsonl) {
        write_json(evaluator, explanation, lines, messages, output.stream());
    } else {
        const bool wants_colour = output.is_terminal() && !context.console.environment("NO_COLOR");
        output.stream() << reasons_text(
            explanation, lines, messages,
            {.digits = words.digits(), .colour = wants_colour ? Colour::ansi : Colour::none});
    }
    output.finish();
    return ExitCode::all_well;
}

}  // namespace taqwim::app
