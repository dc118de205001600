#include "app/scenario_study.h"

#include <algorithm>

#include "app/commands.h"

namespace taqwim::app {

void ScenarioStudy::add(const Evaluator& in_force, const Evaluator& changed)
{
    ++student_years_;
    const auto before = in_force.decisions(language_);
    const auto after = changed.decisions(language_);
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
        Round& of = round(before[i].round);
        ++count_of(of, before[i]).in_force;
        ++count_of(of, after[i]).changed;
        if (before[i].code == after[i].code)
            continue;
        std::string reason;
        if (changed.refusals().empty())
            reason = changed.explanation(language_).decision;
        else
            reason = refusal_text(changed.refusals().front(), changed_.messages(language_));
        of.moves.push_back({in_force.id(), before[i].code, after[i].code, before[i].words,
                            after[i].words, std::move(reason)});
    }
}

ScenarioStudy::Round& ScenarioStudy::round(const std::string& name)
{
    const auto found = std::ranges::find(rounds_, name, &Round::name);
    if (found != rounds_.end())
        return *found;
    rounds_.push_back({name, {}, {}, {}});
    return rounds_.back();
}

ScenarioStudy::Count& ScenarioStudy::count_of(Round& round, const RoundDecision& decision)
{
    const auto [place, is_new] = round.counts.try_emplace(decision.code);
    if (is_new) {
        round.order.push_back(decision.code);
        place->second.words = decision.words;
    }
    return place->second;
}

std::map<std::pair<std::string, std::string>, std::vector<const ScenarioStudy::Move*>>
ScenarioStudy::moves_of(const Round& round) const
{
    std::map<std::pair<std::string, std::string>, std::vector<const Move*>> moves;
    for (const Move& move : round.moves)
        moves[{move.from, move.to}].push_back(&move);
    return moves;
}

std::string ScenarioStudy::digest(const RuleSet& rule_set) const
{
    return rule_set.parameters().on(scenario_.school_year.first_day())->digest();
}

void ScenarioStudy::write(const Words& words, std::ostream& output) const
{
    output << words.as_line(language_ == Language::ar ? scenario_.title_ar : scenario_.title_en)
           << '\n'
           << words.line("scenario.of", {{"regulation", in_force_.title(language_)},
                                         {"school_year", scenario_.school_year.to_text()},
                                         {"count", std::to_string(student_years_)}})
           << "\n\n";
    TextTable values = words.table();
    values.header({words.plain("heading.label"), words.plain("heading.parameter"),
                   words.plain("heading.in_force"), words.plain("heading.scenario"),
                   words.plain("heading.status"), words.plain("heading.clause")});
    const auto parameters = in_force_.parameters().on(scenario_.school_year.first_day());
    for (const ScenarioChange& change : scenario_.changes) {
        const ParameterInfo& info = parameters->info(change.parameter);
        values.row({std::string(label_in(language_, info)), info.name, info.value,
                    change.value_text(), words.label("parameter_status", to_text(info.status)),
                    info.clause});
    }
    values.write(output);
    for (const Round& round : rounds_) {
        output << '\n' << words.line("scenario.round_" + round.name) << '\n';
        TextTable counts = words.table();
        counts.header({words.plain("heading.decision"), words.plain("heading.in_force"),
                       words.plain("heading.scenario")});
        for (const std::string& code : round.order) {
            const Count& count = round.counts.at(code);
            counts.row(
                {count.words, std::to_string(count.in_force), std::to_string(count.changed)});
        }
        counts.write(output);
        if (round.moves.empty()) {
            output << words.line("scenario.nobody") << '\n';
            continue;
        }
        for (const auto& [change, moves] : moves_of(round)) {
            output << words.line("scenario.move", {{"from", moves.front()->from_words},
                                                   {"to", moves.front()->to_words},
                                                   {"count", std::to_string(moves.size())}})
                   << '\n';
            TextTable students = words.table();
            for (const Move* move : moves)
                students.row({"", move->id, move->reason});
            students.write(output);
        }
    }
    output << '\n' << words.line("scenario.remark") << '\n';
}

void ScenarioStudy::write(JsonWriter& json) const
{
    json.begin_object();
    json.key("title_ar").text(scenario_.title_ar).key("title_en").text(scenario_.title_en);
    json.key("regulation").text(in_force_.id());
    json.key("school_year").text(scenario_.school_year.to_text());
    json.key("student_years").number(static_cast<std::int64_t>(student_years_));
    json.key("changes").begin_array();
    const auto parameters = in_force_.parameters().on(scenario_.school_year.first_day());
    for (const ScenarioChange& change : scenario_.changes) {
        const ParameterInfo& info = parameters->info(change.parameter);
        json.begin_object();
        json.key("parameter").text(info.name).key("in_force").text(info.value);
        json.key("scenario").text(change.value_text());
        json.key("status").text(to_text(info.status)).key("clause").text(info.clause);
        json.end_object();
    }
    json.end_array();
    json.key("parameters_digest").begin_object();
    json.key("in_force").text(digest(in_force_)).key("scenario").text(digest(changed_));
    json.end_object();
    json.key("rounds").begin_object();
    for (const Round& round : rounds_) {
        json.key(round.name).begin_object();
        for (const bool is_changed : {false, true}) {
            json.key(is_changed ? "scenario" : "in_force").begin_object();
            for (const std::string& code : round.order) {
                const Count& count = round.counts.at(code);
                json.key(code).number(
                    static_cast<std::int64_t>(is_changed ? count.changed : count.in_force));
            }
            json.end_object();
        }
        json.key("transitions").begin_array();
        for (const auto& [change, moves] : moves_of(round)) {
            json.begin_object();
            json.key("from").text(change.first).key("to").text(change.second);
            json.key("count").number(static_cast<std::int64_t>(moves.size()));
            json.key("students").begin_array();
            for (const Move* move : moves) {
                json.begin_object();
                json.key("id").text(move->id).key("reason").text(move->reason);
                json.end_object();
            }
            json.end_array();
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }
    json.end_object();
    json.key("program_version").text(TAQWIM_VERSION);
    json.end_object();
}

}  // namespace taqwim::app
