// The trace in words: one line for every clause that was asked, in the order of work.
//
//   const std::vector<ReasonLine> lines =
//       reason_lines(recording, messages, clause_lookup(clauses, "ar"), {.item = "maths"});
//
// reasons_text.h writes them for a terminal, reasons_page.h as a page.
//
// The sentence of a line is the rule's own message: "<rule>.met", "<rule>.not_met" or
// "<rule>.undetermined" when the messages have the one that was found, else "<rule>.text", else
// "<rule>". A rule without one is told from its steps, with the messages below "trace".
//
// A message may use as arguments, by the names that the rule gave its steps:
//
//   value, result    name = the value
//   read             name = the value, the point in its name as "_": raise_all_subjects_from
//   check            name = the left side, name_limit = the right side, name_holds = yes or no; a
//                    plain statement has name_holds alone
//   rounding         name = the rounded value, name_before = what it was
//   missing, note    missing = what is missing, note = the notes' labels
//   of the clause    item and item_code, number, clause ("KW-17.1") and clause_code ("KW_17_1",
//                    which a select can choose by)
//
// A value that is a code, and what a list check looks for, is its label; name_code is the code.
//
// Numbers are whole, or have the decimals they need up to two, or are rounded to two for showing;
// the two sides of a check get as many as it takes to tell them apart. Steps of one name give their
// values as one list. The label of a code is the message "label.<code>", "subject.<code>" or
// "term.<code>", else the code itself.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/trace.h"
#include "regulations/frame/clause_register.h"
#include "regulations/frame/messages.h"

namespace taqwim {

// How a clause is called in a language: "المادة ١٧", "الرفع الآلي".
struct ClauseWords {
    std::string article;
    std::string title;
};
using ClauseLookup = std::function<ClauseWords(std::string_view clause)>;

// The register must outlive the lookup.
[[nodiscard]] ClauseLookup clause_lookup(const ClauseRegister& clauses, std::string_view language);

// Which of the clauses a reader asked for. With an item ("maths") the clauses about it and whatever
// they rest on, those about nothing in particular, and no clause about another item. Where `kin`
// names the items of its kind (all subjects), only those are other: what is about a term or a kind
// of absence stays.
struct ReasonFilter {
    std::string_view item{};
    std::vector<std::string_view> kin{};
    // The clauses that answer the reader's question (the decision): what was asked under them is told first, the rest
    // after it in the order of work.
    std::vector<std::string_view> first{};
    // What items are called that the messages do not know, such as the subjects of a student's own plan: code and name.
    std::vector<std::pair<std::string, std::string>> names{};
};

struct ReasonLine {
    int depth = 0;
    // Where the clause stands in the trace, counting every step: "3.0.2" is the third step of the first of the fourth.
    std::string path;
    // What the clause is about, a subject or a term: its code and its name; both empty when it is about nothing in particular.
    std::string item;
    std::string item_name;
    std::string clause;
    std::string article;
    std::string title;  // of the clause
    std::string text;
    std::optional<Finding> finding;
    // The weakest status among the parameters that the clause itself read.
    std::optional<ParameterStatus> status;
    std::vector<const ParameterInfo*> parameters;  // each once; they live as long as their book
    // Its checks, values, roundings and notes as sentences; empty where the text says them already.
    std::vector<std::string> steps;

    [[nodiscard]] bool is_assumed() const { return status == ParameterStatus::assumed; }
};

// Throws ConfigurationFault when the messages lack one of the frame's own below "trace".
[[nodiscard]] std::vector<ReasonLine> reason_lines(const TraceRecording& recording,
                                                   const Messages& messages,
                                                   const ClauseLookup& clauses,
                                                   const ReasonFilter& filter = {});

// The value of a parameter for people: lists with commas, codes as their labels.
[[nodiscard]] std::string shown_value(const ParameterInfo& parameter, const Messages& messages);
[[nodiscard]] const std::string& label_of(const ParameterInfo& parameter, const Messages& messages);

}  // namespace taqwim
