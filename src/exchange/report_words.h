// The words of problems in a report, in both languages.
#pragma once

#include <string>

#include "core/refusal.h"
#include "exchange/plan.h"
#include "regulations/frame/messages.h"

namespace taqwim::exchange {

class ReportWords {
public:
    ReportWords();

    // {"code", "ar", "en", "field", "clause"}
    void write(const Refusal& refusal, JsonWriter& json) const;
    // One line for each problem, in the order of the file: {…place, "is_conflict", "problem": {…}}.
    [[nodiscard]] std::string problem_lines(const Plan& plan) const;

private:
    Messages arabic_;
    Messages english_;
};

}  // namespace taqwim::exchange
