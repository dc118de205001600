// A regulation small enough to be read at a glance, and the program run under it with strings for its streams.
//
// A student-year is {"id": "s1", "mark": "60"}: 50 or more is promoted, less repeats, a missing mark is refused. A school
// is students.csv with the columns id, mark and class.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "app/program.h"
#include "core/refusal.h"
#include "core/refusal_codes.h"
#include "embedded/core.h"
#include "embedded/frame.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::tests {

inline Messages pretend_messages(Language language)
{
    const bool is_arabic = language == Language::ar;
    const std::string name = is_arabic ? "ar" : "en";
    std::vector<EmbeddedFile> files;
    for (const auto embedded : {embedded_core(), embedded_frame()})
        for (const EmbeddedFile& file : embedded)
            if (file.path.ends_with('.' + name + ".toml"))
                files.push_back(file);
    files.push_back({"pretend.toml", is_arabic ? R"(
        [label]
        promoted = "ناجح"
        repeat   = "يبقى للإعادة"
        refused  = "مرفوض"
        warning  = "إنذار أول"
        maths    = "الرياضيات"
        [sheet]
        documents = "الإنذارات"
        [reaches_mark]
        text = "درجة {item} هي {mark}."
    )"
                                               : R"(
        [label]
        promoted = "promoted"
        repeat   = "repeats"
        refused  = "refused"
        warning  = "first warning"
        maths    = "Mathematics"
        [sheet]
        documents = "Documents"
        [reaches_mark]
        text = "The mark of {item} is {mark}."
    )"});
    return Messages::read(name, files);
}

struct PretendStudent {
    std::string id;
    std::string mark;
    std::string group;
};

class PretendSchool final : public School {
public:
    std::string name() const override { return "school"; }
    std::size_t size() const override { return students.size(); }
    const std::vector<Refusal>& problems() const override { return all_problems; }

    std::vector<PretendStudent> students;
    std::vector<Refusal> all_problems;
};

class PretendRuleSet final : public RuleSet {
public:
    std::string_view id() const override { return "pretend_2016"; }
    std::string title(Language language) const override
    {
        return language == Language::ar ? "لائحة للتجربة" : "A regulation for trying";
    }
    SchoolYear first_covered_year() const override { return {2015}; }
    SchoolYear last_covered_year() const override { return {2016}; }
    const ClauseRegister& clauses() const override { return clauses_; }
    const ParameterBook& parameters() const override { return parameters_; }
    const Messages& messages(Language language) const override
    {
        return messages_[static_cast<std::size_t>(language)];
    }
    std::unique_ptr<Evaluator> evaluator(const EvaluateOptions& options) const override;
    std::vector<std::string> csv_header(Language language) const override
    {
        return {"id", "decision", messages(language).format("sheet.documents") + " T1"};
    }
    std::unique_ptr<School> read_school(std::span<const SchoolTable> tables) const override
    {
        auto school = std::make_unique<PretendSchool>();
        for (const SchoolTable& table : tables) {
            school->all_problems.insert(school->all_problems.end(), table.problems.begin(),
                                        table.problems.end());
            for (std::size_t i = 0; i + 2 < table.cells.size(); i += 3) {
                school->students.push_back({std::string(table.cells[i]),
                                            std::string(table.cells[i + 1]),
                                            std::string(table.cells[i + 2])});
                if (table.cells[i + 1].empty())
                    school->all_problems.push_back(
                        {RefusalCode::field_missing,
                         {},
                         "students.csv:" + std::to_string(i / 3 + 2) + ":mark",
                         "KW-1"});
            }
        }
        return school;
    }
    std::unique_ptr<RuleSet> with_values(std::span<const ParameterOverride>) const override
    {
        return std::make_unique<PretendRuleSet>();
    }
    std::vector<std::string_view> deciding_clauses() const override { return {}; }
    std::optional<std::string> find_item(std::string_view text) const override
    {
        return text == "maths" || text == "الرياضيات" ? std::optional<std::string>("maths")
                                                      : std::nullopt;
    }

private:
    ClauseRegister clauses_ = ClauseRegister::read({"clauses.toml", R"(
        [[clause]]
        id = "KW-1"
        kind = "decision"
        article = "المادة ١"
        title.ar = "النجاح"
        title.en = "Passing"
        summary.ar = "ينجح من بلغ الدرجة."
        summary.en = "Whoever reaches the mark passes."
        rule = "reaches_mark"
        decisions = ["D1"]
        [[clause]]
        id = "KW-2"
        kind = "statement"
        article = "المادة ٢"
        title.ar = "الغاية"
        title.en = "Aim"
        summary.ar = "غاية اللائحة."
        summary.en = "The aim of the regulation."
        why_no_code = "States an aim."
    )"});
    std::vector<EmbeddedFile> parameter_files_ = {{"parameters/passing.toml", R"(
        [least_mark]
        label.ar = "أدنى درجة"
        label.en = "Least mark"
        unit = "mark"
        range = ["0", "100"]
        clause = "KW-1"
        [[least_mark.values]]
        from = 2015-09-01
        value = "50"
        status = "enacted"
        source = "المادة ١"
        [rounding]
        label.ar = "التقريب"
        label.en = "Rounding"
        unit = "text"
        clause = "KW-2"
        [[rounding.values]]
        from = 2015-09-01
        value = "none"
        status = "assumed"
    )"}};
    ParameterBook parameters_ = ParameterBook::read(parameter_files_);
    std::vector<Messages> messages_ = [] {
        std::vector<Messages> both;
        both.push_back(pretend_messages(Language::ar));
        both.push_back(pretend_messages(Language::en));
        return both;
    }();
};

class PretendEvaluator final : public Evaluator {
public:
    PretendEvaluator(const PretendRuleSet& rule_set, const EvaluateOptions& options)
        : rule_set_(rule_set), options_(options)
    {}

    bool evaluate(const JsonValue& document, std::size_t number) override
    {
        const auto id = document.find("id");
        const auto mark = document.find("mark");
        return take({id ? std::string(id->text()) : '#' + std::to_string(number),
                     mark ? std::string(mark->text()) : "", "4 / A"},
                    "/mark");
    }
    bool evaluate(const School& school, std::size_t index) override
    {
        return take(dynamic_cast<const PretendSchool&>(school).students.at(index),
                    "students.csv:" + std::to_string(index + 2) + ":mark");
    }
    void refuse(Refusal refusal, std::size_t number) override
    {
        student_ = {'#' + std::to_string(number), "", ""};
        recording_.clear();
        refusals_ = {std::move(refusal)};
    }

    const std::string& id() const override { return student_.id; }
    std::span<const Refusal> refusals() const override { return refusals_; }
    void write_json(JsonWriter& json) override
    {
        json.begin_object();
        json.key("id").text(student_.id);
        if (refusals_.empty())
            json.key("decision").text(decision());
        else
            json.key("refused")
                .begin_object()
                .key("code")
                .text(to_code_text(refusals_.front().code))
                .end_object();
        if (options_.trace)
            json.key("trace").begin_array().end_array();
        json.end_object();
    }
    SheetRow row(Language language) const override
    {
        SheetRow row{refusals_.empty() ? student_.group : "refused",
                     {"id", "mark"},
                     {student_.id, student_.mark},
                     {},
                     decision(),
                     rule_set_.messages(language).format("label." + decision())};
        if (decision() == "repeat")
            row.notes.push_back("note of repeating");
        return row;
    }
    std::vector<std::string> csv_record(Language) const override
    {
        return {student_.id, decision(), decision() == "repeat" ? "warning" : ""};
    }
    const TraceRecording& trace() const override { return recording_; }
    Explanation explanation(Language language) const override
    {
        return {"title of " + student_.id,
                rule_set_.messages(language).format("label." + decision()),
                {},
                {},
                {}};
    }
    std::vector<RoundDecision> decisions(Language language) const override
    {
        return {{"final", decision(), rule_set_.messages(language).format("label." + decision())}};
    }

private:
    bool take(const PretendStudent& student, const std::string& field)
    {
        student_ = student;
        refusals_.clear();
        recording_.clear();
        if (student.mark.empty()) {
            refusals_.push_back({RefusalCode::field_missing, {}, field, "KW-1"});
            return false;
        }
        if (options_.trace) {
            Trace trace(recording_);
            auto step = trace.enter("KW-1", "reaches_mark", "maths");
            step.value("mark", *Exact::parse(student.mark));
        }
        return true;
    }
    std::string decision() const
    {
        if (!refusals_.empty())
            return "refused";
        return *Exact::parse(student_.mark) >= Exact(50) ? "promoted" : "repeat";
    }

    const PretendRuleSet& rule_set_;
    EvaluateOptions options_;
    PretendStudent student_;
    std::vector<Refusal> refusals_;
    TraceRecording recording_;
};

inline std::unique_ptr<Evaluator> PretendRuleSet::evaluator(const EvaluateOptions& options) const
{
    return std::make_unique<PretendEvaluator>(*this, options);
}

// What one run of the program did.
struct Ran {
    int code;
    std::string output;
    std::string messages;
};

struct Surroundings {
    std::string input = "";
    bool is_terminal = false;
    std::map<std::string, std::string> environment = {};
    bool is_interrupted = false;
    app::MakeRuleSets make_rule_sets = [](const InstallationFolder&) {
        app::RuleSets all;
        all.push_back(std::make_unique<PretendRuleSet>());
        return all;
    };
};

// In English unless the arguments say otherwise.
inline Ran run_taqwim(const std::vector<std::string>& arguments, const Surroundings& around = {})
{
    std::istringstream input(around.input);
    std::ostringstream output;
    std::ostringstream messages;
    const std::atomic<bool> interrupted = around.is_interrupted;
    app::Console console{
        .input = input,
        .output = output,
        .messages = messages,
        .output_is_terminal = around.is_terminal,
        .environment = [&](const char* name) -> std::optional<std::string> {
            const auto found = around.environment.find(name);
            if (found != around.environment.end())
                return found->second;
            return std::string(name) == "TAQWIM_LANGUAGE" ? std::optional<std::string>("en")
                                                          : std::nullopt;
        },
        .interrupted = &interrupted,
    };
    const auto code = app::run_program(arguments, console, around.make_rule_sets);
    return {static_cast<int>(code), output.str(), messages.str()};
}

}  // namespace taqwim::tests
