// The commands of the program, one file each. A command asks the rule set and writes what it says; it computes nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/console.h"
#include "app/exit_code.h"
#include "app/words.h"
#include "core/refusal.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::app {

using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

// What every command has at hand.
struct Context {
    const Request& request;
    Console& console;
    const Words& words;
    const RuleSets& rule_sets;

    // One line to the messages.
    void tell(std::string_view message, const Arguments& arguments = {}) const
    {
        console.messages << words.line(message, arguments) << '\n';
    }
    void tell(const Refusal& refusal) const { tell(refusal, words.messages()); }
    void tell(const Refusal& refusal, const Messages& messages) const
    {
        console.messages << words.as_line(refusal_text(refusal, messages)) << '\n';
    }

    // The rule set that was named on the command line or by the first input that names one, or the only one there is. Null after telling why there is none.
    [[nodiscard]] const RuleSet* rule_set() const;
    // Whether the results would be written over an input, after telling so.
    [[nodiscard]] bool refuses_output() const;
    // The day that was asked for, or the first covered one, if the regulation has values on it. Nothing after telling
    // why not.
    [[nodiscard]] std::optional<ParametersOnDay> parameters_of(const RuleSet& rule_set) const;
};

ExitCode list_regulations(const Context& context);
ExitCode show_regulation(const Context& context);
ExitCode show_parameters(const Context& context);
ExitCode evaluate(const Context& context);
ExitCode check(const Context& context);
ExitCode explain(const Context& context);
ExitCode study_scenario(const Context& context);
ExitCode evaluate_record(const Context& context);
ExitCode show_schema(const Context& context);
ExitCode show_settings(const Context& context);
ExitCode serve(const Context& context);
ExitCode make_demo(const Context& context);
ExitCode make_administrator(const Context& context);
ExitCode verify_audit(const Context& context);
ExitCode verify_document(const Context& context);
ExitCode back_up(const Context& context);
ExitCode restore(const Context& context);
ExitCode make_backup_key(const Context& context);
ExitCode show_backup_key(const Context& context);
ExitCode change_backup_passphrase(const Context& context);
ExitCode reshare_backup_key(const Context& context);
ExitCode export_school(const Context& context);
ExitCode import_files(const Context& context);
ExitCode write_import_template(const Context& context);

// What an input is called.
[[nodiscard]] std::string input_name(const Words& words, const std::string& input);

// How the register and the parameter files call it.
[[nodiscard]] std::string_view title_in(Language language, const Clause& clause);
[[nodiscard]] std::string_view label_in(Language language, const ParameterInfo& parameter);

void write_parameter(const ParameterInfo& info, JsonWriter& json);

}  // namespace taqwim::app
