// One student's reasons as people read them: text, a page of HTML, or JSON.
#pragma once

#include "app/commands.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::app {

// Whether the rule set knows the subject of --subject, if one was given; else false after telling so.
[[nodiscard]] bool knows_subject(const Context& context, const RuleSet& rule_set);

// Writes the evaluator's last student-year, which was recorded and not refused, in the form that was asked for.
[[nodiscard]] ExitCode tell_reasons(const Context& context, const RuleSet& rule_set,
                                    Evaluator& evaluator);

}  // namespace taqwim::app
