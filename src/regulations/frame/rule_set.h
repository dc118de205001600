// A regulation as the program sees it: what it covers, its register, its parameters, and students' years evaluated
// under it. Every regulation is one folder that makes one RuleSet; src/regulations/registration.cpp lists them.
//
//   RuleSet     immutable; shared by all threads
//   Evaluator   evaluates one student-year after another and keeps the last one to be written, shown or explained;
//               one per thread, its buffers are used again
//   School      the students of a school's folder, read in one pass with all that is wrong in it
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal.h"
#include "core/school_year.h"
#include "core/trace.h"
#include "regulations/frame/clause_register.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/messages.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/frame/school_table.h"

namespace taqwim {

enum class Language : std::uint8_t { ar, en };
inline constexpr std::size_t k_languages = 2;

struct EvaluateOptions {
    bool trace = false;  // keep the trace of each evaluation
    bool what_would_change =
        true;  // compute what would change the outcome of students who fail or wait
    // Papers of a second chance that is not due are left aside instead of refused: under changed parameters a student
    // may pass who sat them under the law in force.
    bool leave_aside_papers_not_due = false;
};

// One line of a sheet of results.
struct SheetRow {
    std::string group;  // "الصف الرابع / أ": rows of one group make one sheet
    std::vector<std::string> header;  // of the sheet of this group
    std::vector<std::string> cells;
    std::vector<std::string> notes;  // below the sheet: what the row's marks mean
    std::string decision;            // its code; "refused" when the student-year was refused
    std::string decision_words;
};

// The decision of one round, as studies of changed parameters count it.
struct RoundDecision {
    std::string round;  // "first", "final"
    std::string code;   // "7.2.b", "second_round"; "refused" when the student-year was refused
    std::string words;
};

// What is told of one student before and after the reasons.
struct Explanation {
    std::string title;     // who, which year, which regulation
    std::string decision;  // the decision in words, with its article
    std::vector<std::pair<std::string, std::string>> facts;  // name and value
    std::vector<std::string> changes;  // what would change it, one sentence each
    std::vector<std::pair<std::string, std::string>>
        assumed;  // assumed parameters that were used: name and value
    // What the items of the reasons are called that the rule set's words do not know: code and name.
    std::vector<std::pair<std::string, std::string>> item_names{};
};

class School {
public:
    virtual ~School() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    // All students of the folder, also those whose facts are refused, in the order of the folder.
    [[nodiscard]] virtual std::size_t size() const = 0;
    // Everything that is wrong, in the order of files and rows. Field: "units.csv:14:score".
    [[nodiscard]] virtual const std::vector<Refusal>& problems() const = 0;
};

class Evaluator {
public:
    virtual ~Evaluator() = default;

    // Reads and evaluates one student-year, the `number`th of its input (from 1). False when it is refused.
    virtual bool evaluate(const JsonValue& document, std::size_t number) = 0;
    // The same for a student of a school that this rule set has read.
    virtual bool evaluate(const School& school, std::size_t index) = 0;
    // Keeps a document that could not even be read as the last one.
    virtual void refuse(Refusal refusal, std::size_t number) = 0;

    // All that follows is about the last one.
    [[nodiscard]] virtual const std::string& id() const = 0;
    [[nodiscard]] virtual std::span<const Refusal> refusals() const = 0;
    // {"id", …outcome…} or {"id", "refused": {"code", "message", "field", "clause"}}.
    virtual void write_json(JsonWriter& json) = 0;
    [[nodiscard]] virtual SheetRow row(Language language) const = 0;
    // The same student as one record of a flat table; csv_header() names its columns.
    [[nodiscard]] virtual std::vector<std::string> csv_record(Language language) const = 0;
    [[nodiscard]] virtual const TraceRecording& trace() const = 0;
    [[nodiscard]] virtual Explanation explanation(Language language) const = 0;
    // In the order of the rounds.
    [[nodiscard]] virtual std::vector<RoundDecision> decisions(Language language) const = 0;
};

class RuleSet {
public:
    virtual ~RuleSet() = default;

    [[nodiscard]] virtual std::string_view id() const = 0;
    [[nodiscard]] virtual std::string title(Language language) const = 0;
    [[nodiscard]] virtual SchoolYear first_covered_year() const = 0;
    [[nodiscard]] virtual SchoolYear last_covered_year() const = 0;
    // A school year as this regulation's schools name it: "2015-2016", "1426-1427 (2005-2006)".
    [[nodiscard]] virtual std::string year_name(SchoolYear year) const { return year.to_text(); }
    [[nodiscard]] virtual const ClauseRegister& clauses() const = 0;
    [[nodiscard]] virtual const ParameterBook& parameters() const = 0;
    // Refusals, labels and reasons of this rule set in one language.
    [[nodiscard]] virtual const Messages& messages(Language language) const = 0;

    [[nodiscard]] virtual std::unique_ptr<Evaluator> evaluator(
        const EvaluateOptions& options) const = 0;
    // The columns of Evaluator::csv_record.
    [[nodiscard]] virtual std::vector<std::string> csv_header(Language language) const = 0;
    // Reads the tables of a school's folder. Whatever is wrong is in School::problems().
    [[nodiscard]] virtual std::unique_ptr<School> read_school(
        std::span<const SchoolTable> tables) const = 0;
    // The JSON Schema of its student-years, in docs/schema.
    [[nodiscard]] virtual std::string_view schema_file() const
    {
        return "student-year.schema.json";
    }
    // The same regulation with other values of its parameters, for a study of what they would change. Throws
    // ConfigurationFault when a value is no value of its parameter or does not go with the others.
    [[nodiscard]] virtual std::unique_ptr<RuleSet> with_values(
        std::span<const ParameterOverride> values) const = 0;
    // The clauses under which the decision is taken; reasons tell them first.
    [[nodiscard]] virtual std::vector<std::string_view> deciding_clauses() const = 0;
    // The code of a subject or another item by which reasons can be narrowed, from its code or its printed name.
    [[nodiscard]] virtual std::optional<std::string> find_item(std::string_view text) const = 0;
};

// An installation's own files, checked at start: parameters/<regulation>/*.toml with dated values, and
// messages/<regulation>/messages.<language>.toml with words that stand in the place of the program's.
struct InstallationFolder {
    std::optional<std::filesystem::path> path;
};

}  // namespace taqwim
