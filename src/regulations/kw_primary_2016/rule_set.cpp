#include "regulations/kw_primary_2016/rule_set.h"
#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/folder_files.h"

#include <array>
#include <map>

#include "regulations/frame/installation_files.h"
#include "regulations/frame/refusal_json.h"
#include "regulations/frame/rule_set_messages.h"
#include "regulations/frame/trace_json.h"
#include "regulations/kw_primary_2016/article_08_measures.h"
#include "regulations/kw_primary_2016/data_files.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/outcome_json.h"
#include "regulations/kw_primary_2016/results_sheet.h"
#include "regulations/kw_primary_2016/school_folder.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "regulations/kw_primary_2016/what_would_change.h"

namespace taqwim::kw_primary_2016 {

namespace {

constexpr std::string_view k_id = "kw_primary_2016";

class KwSchool final : public School {
public:
    explicit KwSchool(SchoolFolder folder) : folder_(std::move(folder)) {}

    [[nodiscard]] std::string name() const override { return folder_.name; }
    [[nodiscard]] std::size_t size() const override { return folder_.students.size(); }
    [[nodiscard]] const std::vector<Refusal>& problems() const override { return folder_.problems; }
    [[nodiscard]] const FolderStudent& student(std::size_t index) const
    {
        return folder_.students.at(index);
    }

private:
    SchoolFolder folder_;
};

class KwRuleSet final : public RuleSet {
public:
    explicit KwRuleSet(std::vector<ParameterOverride> values)
        : values_(std::move(values)),
          clauses_(ClauseRegister::read(clause_file())),
          parameters_(ParameterBook::read(parameter_files(), values_)),
          messages_{rule_set_messages("ar", std::array{message_file("ar")}),
                    rule_set_messages("en", std::array{message_file("en")})}
    {
        require_same_keys(messages_[0], messages_[1]);
        read_rules();
        read_symbols();
    }

    [[nodiscard]] std::string_view id() const override { return k_id; }
    [[nodiscard]] std::string title(Language language) const override
    {
        return messages(language).format("regulation.title");
    }
    [[nodiscard]] SchoolYear first_covered_year() const override { return {rules_.begin()->first}; }
    [[nodiscard]] SchoolYear last_covered_year() const override { return {rules_.rbegin()->first}; }
    [[nodiscard]] const ClauseRegister& clauses() const override { return clauses_; }
    [[nodiscard]] const ParameterBook& parameters() const override { return parameters_; }
    [[nodiscard]] const Messages& messages(Language language) const override
    {
        return messages_[static_cast<std::size_t>(language)];
    }
    [[nodiscard]] std::unique_ptr<Evaluator> evaluator(
        const EvaluateOptions& options) const override;
    [[nodiscard]] std::vector<std::string> csv_header(Language language) const override
    {
        return csv_columns(messages(language));
    }
    [[nodiscard]] std::unique_ptr<School> read_school(
        std::span<const SchoolTable> tables) const override
    {
        return std::make_unique<KwSchool>(read_school_folder(
            tables, {.rules_of = [this](SchoolYear year) { return rules_of(year); },
                     .symbols = level_symbols_,
                     .default_school_year = default_school_year_,
                     .calendars = {},
                     .words = &folder_words()}));
    }
    [[nodiscard]] std::unique_ptr<RuleSet> with_values(
        std::span<const ParameterOverride> values) const override
    {
        std::vector<ParameterOverride> all = values_;
        all.insert(all.end(), values.begin(), values.end());
        return std::make_unique<KwRuleSet>(std::move(all));
    }
    [[nodiscard]] std::vector<std::string_view> deciding_clauses() const override
    {
        return {"KW-DECIDE"};
    }
    [[nodiscard]] std::optional<std::string> find_item(std::string_view text) const override
    {
        for (const Subject subject : k_all_subjects)
            for (const Messages& words : messages_)
                if (text == code(subject) ||
                    text == words.format(std::string("label.") + code(subject)))
                    return code(subject);
        return std::nullopt;
    }

    // The rules of a school year, which are those of its first day (KW-P1-0), or why there are none.
    [[nodiscard]] Result<const Rules*> rules_of(SchoolYear year) const
    {
        const auto found = rules_.find(year.first);
        if (found != rules_.end())
            return found->second.get();
        return Refusal{RefusalCode::school_year_not_covered,
                       {{"school_year", year.to_text()},
                        {"regulation", std::string(k_id)},
                        {"first_day", first_covered_year().first_day().to_text()},
                        {"last_day", last_covered_year().last_day().to_text()}},
                       "/school_year",
                       "KW-P1-0"};
    }
    [[nodiscard]] ReaderContext reader_context() const
    {
        return {.rules_of = [this](SchoolYear year) { return rules_of(year); },
                .symbols = level_symbols_,
                .default_school_year = default_school_year_,
                .calendars = {},
                .memory = nullptr};
    }
    [[nodiscard]] const GradeSymbols& symbols() const { return symbols_; }

private:
    void read_rules()
    {
        // The year of the text itself is read first; it says which years are covered.
        const SchoolYear text_year = {2015};
        const auto first = parameters_.on(text_year.first_day());
        if (!first)
            throw ConfigurationFault(
                {"parameters of kw_primary_2016", 0,
                 "no values on " + text_year.first_day().to_text() + ", the year of the text"});
        const auto year = SchoolYear::parse(first->text("coverage.default_school_year").value);
        if (!year)
            throw ConfigurationFault(
                {"parameters/coverage.toml", 0, "default_school_year is not a school year"});
        default_school_year_ = *year;
        const Rules of_text = Rules::read(*first);
        for (SchoolYear one = text_year; one.last_day() <= of_text.last_covered_day; ++one.first)
            if (one.first_day() >= of_text.first_covered_day)
                rules_.emplace(one.first, std::make_unique<Rules>(
                                              Rules::read(*parameters_.on(one.first_day()))));
        if (rules_.empty())
            throw ConfigurationFault(
                {"parameters/coverage.toml", 0, "no whole school year is covered"});
    }

    // The symbol of each verbal grade, and the levels of 0 to 4 that the same symbols and words stand for (KW-9).
    void read_symbols()
    {
        static constexpr std::array grades = {VerbalGrade::unacceptable, VerbalGrade::acceptable,
                                              VerbalGrade::good, VerbalGrade::very_good,
                                              VerbalGrade::excellent};
        for (std::size_t level = 0; level < grades.size(); ++level) {
            const std::string name = code(grades[level]);
            symbols_[level] = messages(Language::ar).format("symbol." + name);
            level_symbols_.push_back({symbols_[level], static_cast<int>(level)});
            for (const Messages& words : messages_)
                level_symbols_.push_back({words.format("label." + name), static_cast<int>(level)});
        }
    }

    std::vector<ParameterOverride> values_;  // of the installation, and of a study
    ClauseRegister clauses_;
    ParameterBook parameters_;
    std::array<Messages, k_languages> messages_;
    std::map<int, std::unique_ptr<const Rules>> rules_;
    SchoolYear default_school_year_{};
    GradeSymbols symbols_;
    std::vector<LevelSymbol> level_symbols_;
};

class KwEvaluator final : public Evaluator {
public:
    KwEvaluator(const KwRuleSet& rule_set, const EvaluateOptions& options)
        : rule_set_(rule_set), options_(options), context_(rule_set.reader_context())
    {
        context_.memory = &calendars_;
    }

    bool evaluate(const JsonValue& document, std::size_t number) override
    {
        forget();
        id_ = document_id(document, number);
        StudentYearReading reading = read_all_of_student_year(document, context_);
        refusals_ = std::move(reading.problems);
        if (!reading.facts)
            return false;
        read_ = std::move(*reading.facts);
        if (read_.id.empty())
            read_.id = id_;
        return evaluate_facts(read_);
    }

    bool evaluate(const School& school, std::size_t index) override
    {
        forget();
        const FolderStudent& student = dynamic_cast<const KwSchool&>(school).student(index);
        id_ = student.id;
        if (!student.facts) {
            refusals_.push_back(student.facts.refusal());
            return false;
        }
        return evaluate_facts(*student.facts);
    }

    void refuse(Refusal refusal, std::size_t number) override
    {
        forget();
        id_ = '#' + std::to_string(number);
        refusals_.push_back(std::move(refusal));
    }

    [[nodiscard]] const std::string& id() const override { return id_; }
    [[nodiscard]] std::span<const Refusal> refusals() const override { return refusals_; }
    [[nodiscard]] const TraceRecording& trace() const override { return recording_; }

    void write_json(JsonWriter& json) override
    {
        json.begin_object();
        json.key("id").text(id_);
        json.key("regulation").text(k_id);
        if (!refusals_.empty())
            write_refusals(refusals_, rule_set_.messages(Language::ar),
                           rule_set_.messages(Language::en), json);
        else
            write_result(json);
        json.end_object();
    }

    [[nodiscard]] SheetRow row(Language language) const override
    {
        const Messages& words = rule_set_.messages(language);
        return refusals_.empty() ? sheet_row(source(words))
                                 : refused_sheet_row(id_, year_, refusals_, words);
    }

    [[nodiscard]] std::vector<std::string> csv_record(Language language) const override
    {
        const Messages& words = rule_set_.messages(language);
        return refusals_.empty() ? kw_primary_2016::csv_record(source(words))
                                 : refused_csv_record(id_, refusals_, words);
    }

    [[nodiscard]] Explanation explanation(Language language) const override
    {
        return kw_primary_2016::explanation(source(rule_set_.messages(language)),
                                            rule_set_.clauses(), changes_, recording_,
                                            rule_set_.title(language));
    }

    [[nodiscard]] std::vector<RoundDecision> decisions(Language language) const override
    {
        const Messages& words = rule_set_.messages(language);
        const auto in_words = [&](const std::string& code) {
            return words.format("label." + code);
        };
        if (!refusals_.empty())
            return {{"first", "refused", in_words("refused")},
                    {"final", "refused", in_words("refused")}};
        const std::string first = code(outcome_.decision_round_1);
        const std::string final = code(outcome_.decision);
        return {{"first", first, in_words(first)}, {"final", final, in_words(final)}};
    }

private:
    void forget()
    {
        refusals_.clear();
        recording_.clear();
        changes_.clear();
        year_ = nullptr;
        rules_ = nullptr;
    }

    bool evaluate_facts(const StudentYear& year)
    {
        year_ = &year;
        const auto rules = rule_set_.rules_of(year.school_year);
        if (!rules) {
            refusals_.push_back(rules.refusal());
            return false;
        }
        rules_ = *rules;
        Trace trace = options_.trace ? Trace(recording_) : Trace::off();
        if (auto refusal = kw_primary_2016::evaluate(year, *rules_, outcome_, trace)) {
            if (options_.leave_aside_papers_not_due && is_of_paper_not_due(*refusal)) {
                StudentYear without = year;
                without.has_placement = without.has_second_round = false;
                without.placement = {};
                without.second_round.clear();
                read_ = std::move(without);
                return evaluate_facts(read_);
            }
            refusals_.push_back(std::move(*refusal));
            return false;
        }
        if (options_.what_would_change)
            changes_ = kw_primary_2016::what_would_change(year, outcome_, *rules_);
        return true;
    }

    static bool is_of_paper_not_due(const Refusal& refusal)
    {
        return refusal.code == RefusalCode::placement_not_due ||
               refusal.code == RefusalCode::second_round_not_due;
    }

    [[nodiscard]] SheetSource source(const Messages& words) const
    {
        return {*year_, outcome_, *rules_, words, rule_set_.symbols()};
    }

    void write_result(JsonWriter& json) const
    {
        if (!year_->name.empty())
            json.key("name").text(year_->name);
        if (!year_->section.empty())
            json.key("section").text(year_->section);
        write_outcome(*year_, outcome_, *rules_, rule_set_.symbols(), json);
        write_rare_criteria(json);
        if (options_.what_would_change) {
            json.key("what_would_change");
            write_what_would_change(changes_, json);
        }
        json.key("assumed_parameters").begin_array();
        for (const ParameterInfo* info : rules_->assumed)
            json.text(info->name);
        json.end_array();
        json.key("program_version").text(TAQWIM_VERSION);
        if (options_.trace)
            json.key("trace").raw(trace_json_text(recording_));
    }

    void write_rare_criteria(JsonWriter& json) const
    {
        const auto rare = criteria_measured_too_rarely(*year_, *rules_);
        if (rare.empty())
            return;
        json.key("measured_too_rarely").begin_array();
        for (const RareCriterion& one : rare) {
            json.begin_object();
            json.key("subject").text(code(one.subject)).key("term").text(code(one.term));
            json.key("criterion")
                .text(std::to_string(one.competency) + '.' + std::to_string(one.criterion));
            json.key("times").number(one.times);
            json.end_object();
        }
        json.end_array();
    }

    const KwRuleSet& rule_set_;
    EvaluateOptions options_;
    ReaderContext context_;
    CalendarMemory calendars_;
    std::string id_;
    StudentYear read_;
    const StudentYear* year_ = nullptr;  // read_, or the school's
    const Rules* rules_ = nullptr;
    Outcome outcome_;
    TraceRecording recording_;
    std::vector<SubjectInTheWay> changes_;
    std::vector<Refusal> refusals_;
};

std::unique_ptr<Evaluator> KwRuleSet::evaluator(const EvaluateOptions& options) const
{
    return std::make_unique<KwEvaluator>(*this, options);
}

}  // namespace

std::unique_ptr<RuleSet> make_rule_set(const InstallationFolder& installation)
{
    return std::make_unique<KwRuleSet>(parameter_overrides(installation, k_id));
}

}  // namespace taqwim::kw_primary_2016
