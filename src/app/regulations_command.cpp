#include <algorithm>

#include "app/commands.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/trace_text.h"

namespace taqwim::app {

namespace {

std::string covered_years(const RuleSet& rule_set)
{
    const SchoolYear first = rule_set.first_covered_year();
    const SchoolYear last = rule_set.last_covered_year();
    return first == last ? rule_set.year_name(first)
                         : rule_set.year_name(first) + " \u2013 " + rule_set.year_name(last);
}

std::string joined(const std::vector<std::string>& names, const Words& words)
{
    return names.empty() ? words.plain("none.text") : words.list(names);
}

// The rules that meet it, the room that does, or why there is nothing to do.
std::string became_of(const Clause& clause, const Words& words)
{
    if (!clause.rules.empty())
        return words.plain("clause_page.by_rule", {{"rules", words.list(clause.rules)}});
    if (!clause.tracked_by.empty())
        return words.plain("clause_page.by_room", {{"room", clause.tracked_by}});
    return words.plain("clause_page.without_code");
}

bool cites(const ParameterInfo& parameter, std::string_view clause)
{
    const std::string_view cited = parameter.clause;
    return cited.starts_with(clause) &&
           (cited.size() == clause.size() || cited[clause.size()] == '(');
}

void write_names(const char* key, const std::vector<std::string>& names, JsonWriter& json)
{
    json.key(key).begin_array();
    for (const std::string& name : names)
        json.text(name);
    json.end_array();
}

void write_clause(const Clause& clause, JsonWriter& json)
{
    json.key("id")
        .text(clause.id)
        .key("kind")
        .text(clause.kind)
        .key("article")
        .text(clause.article);
    json.key("title_ar").text(clause.title_ar).key("title_en").text(clause.title_en);
    json.key("summary_ar").text(clause.summary_ar).key("summary_en").text(clause.summary_en);
    write_names("rules", clause.rules, json);
    if (!clause.tracked_by.empty())
        json.key("tracked_by").text(clause.tracked_by);
    if (!clause.why_no_code.empty())
        json.key("why_no_code").text(clause.why_no_code);
    write_names("decisions", clause.decisions, json);
}

ExitCode show_register(const Context& context, const RuleSet& rule_set)
{
    const Words& words = context.words;
    std::ostream& output = context.console.output;
    if (context.request.format == Format::json) {
        JsonWriter json(JsonWriter::Layout::indented);
        json.begin_array();
        for (const Clause& clause : rule_set.clauses().all()) {
            json.begin_object();
            write_clause(clause, json);
            json.end_object();
        }
        json.end_array();
        output << json.str() << '\n';
        return ExitCode::all_well;
    }
    output << words.as_line(rule_set.title(words.language())) << '\n';
    TextTable table = words.table();
    table.header({words.plain("heading.clause"), words.plain("heading.article"),
                  words.plain("heading.kind"), words.plain("heading.title"),
                  words.plain("heading.became")});
    for (const Clause& clause : rule_set.clauses().all())
        table.row({clause.id, clause.article, words.label("clause_kind", clause.kind),
                   std::string(title_in(words.language(), clause)), became_of(clause, words)});
    table.write(output);
    return ExitCode::all_well;
}

void write_clause_page(const Context& context, const RuleSet& rule_set, const Clause& clause,
                       const ParametersOnDay& parameters)
{
    const Words& words = context.words;
    const Messages& messages = rule_set.messages(words.language());
    std::ostream& output = context.console.output;
    output << words.line("clause_page.heading",
                         {{"clause", clause.id},
                          {"article", clause.article},
                          {"title", std::string(title_in(words.language(), clause))}})
           << '\n'
           << words.as_line(words.language() == Language::ar ? clause.summary_ar
                                                             : clause.summary_en)
           << "\n\n";
    TextTable facts = words.table();
    facts.row({words.plain("heading.kind"), words.label("clause_kind", clause.kind)});
    facts.row({words.plain("clause_page.rules"), joined(clause.rules, words)});
    if (!clause.tracked_by.empty())
        facts.row({words.plain("clause_page.room"), clause.tracked_by});
    if (!clause.why_no_code.empty())
        facts.row({words.plain("clause_page.reason"), clause.why_no_code});
    facts.row({words.plain("clause_page.decisions"), joined(clause.decisions, words)});
    facts.write(output);

    TextTable table = words.table();
    table.header({words.plain("heading.parameter"), words.plain("heading.label"),
                  words.plain("heading.value"), words.plain("heading.from"),
                  words.plain("heading.status"), words.plain("heading.source")});
    for (const ParameterInfo* info : parameters.infos())
        if (cites(*info, clause.id))
            table.row({info->name, std::string(label_in(words.language(), *info)),
                       shown_value(*info, messages), info->from.to_text(),
                       words.label("parameter_status", to_text(info->status)), info->source});
    const bool is_chosen = context.request.on.has_value();
    output << '\n'
           << words.line(
                  table.rows() == 0 ? "clause_page.no_parameters" : "clause_page.parameters",
                  {{"day", parameters.day().to_text()}, {"chosen", is_chosen ? "yes" : "no"}})
           << '\n';
    if (table.rows() > 0)
        table.write(output);
}

ExitCode show_clause(const Context& context, const RuleSet& rule_set)
{
    const Clause* clause = rule_set.clauses().find(context.request.clause);
    if (clause == nullptr) {
        context.tell(
            Refusal{RefusalCode::clause_unknown, {{"clause", context.request.clause}}, "", ""});
        return ExitCode::wrong_use;
    }
    const auto parameters = context.parameters_of(rule_set);
    if (!parameters)
        return ExitCode::wrong_use;
    if (context.request.format != Format::json) {
        write_clause_page(context, rule_set, *clause, *parameters);
        return ExitCode::all_well;
    }
    JsonWriter json(JsonWriter::Layout::indented);
    json.begin_object();
    write_clause(*clause, json);
    json.key("on").text(parameters->day().to_text());
    json.key("parameters").begin_array();
    for (const ParameterInfo* info : parameters->infos())
        if (cites(*info, clause->id))
            write_parameter(*info, json);
    json.end_array();
    json.end_object();
    context.console.output << json.str() << '\n';
    return ExitCode::all_well;
}

}  // namespace

ExitCode list_regulations(const Context& context)
{
    const Words& words = context.words;
    std::ostream& output = context.console.output;
    if (context.request.format == Format::json) {
        JsonWriter json(JsonWriter::Layout::indented);
        json.begin_array();
        for (const auto& one : context.rule_sets) {
            json.begin_object();
            json.key("id").text(one->id());
            json.key("title_ar")
                .text(one->title(Language::ar))
                .key("title_en")
                .text(one->title(Language::en));
            json.key("first_covered_year").text(one->first_covered_year().to_text());
            json.key("last_covered_year").text(one->last_covered_year().to_text());
            json.key("first_covered_year_name")
                .text(one->year_name(one->first_covered_year()))
                .key("last_covered_year_name")
                .text(one->year_name(one->last_covered_year()));
            json.key("clauses").number(std::ssize(one->clauses().all()));
            json.key("parameters").number(std::ssize(one->parameters().names()));
            json.end_object();
        }
        json.end_array();
        output << json.str() << '\n';
        return ExitCode::all_well;
    }
    TextTable table = words.table();
    table.header({words.plain("heading.regulation"), words.plain("heading.title"),
                  words.plain("heading.covered"), words.plain("heading.clauses"),
                  words.plain("heading.parameters")});
    for (const auto& one : context.rule_sets)
        table.row({std::string(one->id()), one->title(words.language()), covered_years(*one),
                   std::to_string(one->clauses().all().size()),
                   std::to_string(one->parameters().names().size())});
    table.write(output);
    return ExitCode::all_well;
}

ExitCode show_regulation(const Context& context)
{
    const RuleSet* rule_set = context.rule_set();
    if (rule_set == nullptr)
        return ExitCode::wrong_use;
    return context.request.clause.empty() ? show_register(context, *rule_set)
                                          : show_clause(context, *rule_set);
}

}  // namespace taqwim::app
