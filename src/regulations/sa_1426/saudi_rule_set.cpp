#include "regulations/sa_1426/saudi_rule_set.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/assumed_values.h"
#include "regulations/frame/installation_files.h"
#include "regulations/frame/refusal_json.h"
#include "regulations/frame/rule_set_messages.h"
#include "regulations/frame/trace_json.h"
#include "regulations/sa_1426/answer_sheet.h"

namespace taqwim::sa_1426 {

namespace {

// The name by which the kind "" may also be asked for, and by which answers call it.
constexpr std::string_view k_student_year = "student_year";

std::string_view name_of(const DocumentKind& kind)
{
    return kind.name.empty() ? k_student_year : kind.name;
}

// A school's folder, or the refusal of one where the edition reads none.
class SaudiSchool final : public School {
public:
    explicit SaudiSchool(SchoolFolder folder) : folder_(std::move(folder)) {}

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

class SaudiRuleSet final : public RuleSet {
public:
    SaudiRuleSet(Edition edition, std::vector<ParameterOverride> values)
        : edition_(std::move(edition)),
          values_(std::move(values)),
          clauses_(ClauseRegister::read(edition_.clauses)),
          parameters_(ParameterBook::read(edition_.parameters, values_)),
          messages_{rule_set_messages("ar", edition_.messages_ar),
                    rule_set_messages("en", edition_.messages_en)}
    {
        require_same_keys(messages_[0], messages_[1]);
        read_rules();
    }

    [[nodiscard]] std::string_view id() const override { return edition_.id; }
    [[nodiscard]] std::string title(Language language) const override
    {
        return messages(language).format("regulation.title");
    }
    [[nodiscard]] SchoolYear first_covered_year() const override { return {rules_.begin()->first}; }
    [[nodiscard]] SchoolYear last_covered_year() const override { return {rules_.rbegin()->first}; }
    [[nodiscard]] std::string year_name(SchoolYear year) const override
    {
        return saudi_year_name(year);
    }
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
        return answer_columns(messages(language));
    }
    [[nodiscard]] std::unique_ptr<School> read_school(
        std::span<const SchoolTable> tables) const override
    {
        if (edition_.read_folder != nullptr)
            return std::make_unique<SaudiSchool>(edition_.read_folder(tables, edition_.id));
        SchoolFolder unread;
        unread.problems.push_back({RefusalCode::folder_not_read,
                                   {{"regulation", std::string(edition_.id)}},
                                   tables.empty() ? std::string() : std::string(tables[0].file),
                                   ""});
        return std::make_unique<SaudiSchool>(std::move(unread));
    }
    [[nodiscard]] std::unique_ptr<RuleSet> with_values(
        std::span<const ParameterOverride> values) const override
    {
        std::vector<ParameterOverride> all = values_;
        all.insert(all.end(), values.begin(), values.end());
        return std::make_unique<SaudiRuleSet>(edition_, std::move(all));
    }
    [[nodiscard]] std::vector<std::string_view> deciding_clauses() const override
    {
        return edition_.deciding_clauses;
    }
    [[nodiscard]] std::string_view schema_file() const override { return edition_.schema_file; }
    // The subjects are those of each student's plan, so every text may be the code of one but for the codes that have
    // a label here: terms, rounds, groups.
    [[nodiscard]] std::optional<std::string> find_item(std::string_view text) const override
    {
        if (text.empty() || messages_[0].has("label." + std::string(text)))
            return std::nullopt;
        return std::string(text);
    }

    // The rules of a school year, those of its first day (SR-V.1), or without a year those in force last.
    [[nodiscard]] Result<const EditionRules*> rules_of(std::optional<SchoolYear> year) const
    {
        if (!year)
            return rules_.rbegin()->second.get();
        const auto found = rules_.find(year->first);
        if (found != rules_.end())
            return found->second.get();
        return Refusal{RefusalCode::school_year_not_covered,
                       {{"school_year", year_name(*year)},
                        {"regulation", std::string(edition_.id)},
                        {"first_day", first_covered_year().first_day().to_text()},
                        {"last_day", last_covered_year().last_day().to_text()}},
                       "/school_year",
                       "SR-V.1"};
    }
    [[nodiscard]] const std::vector<DocumentKind>& kinds() const { return edition_.kinds; }

private:
    // Which years are covered is a parameter too: the one value of edition.first_day and of edition.last_day.
    [[nodiscard]] Day covered(const char* name) const
    {
        const auto day = Day::parse(parameters_.history(name).back()->value);
        if (!day)
            throw ConfigurationFault(
                {"parameters/edition.toml", 0, std::string(name) + " is not a day"});
        return *day;
    }

    void read_rules()
    {
        const Day first = covered("edition.first_day");
        const Day last = covered("edition.last_day");
        for (SchoolYear year = {first.year() - 1}; year.last_day() <= last; ++year.first) {
            if (year.first_day() < first)
                continue;
            const auto parameters = parameters_.on(year.first_day());
            if (!parameters)
                throw ConfigurationFault(
                    {"parameters of " + std::string(edition_.id), 0,
                     refusal_text(parameters.refusal(), messages(Language::en))});
            rules_.emplace(year.first, edition_.read_rules(*parameters));
        }
        if (rules_.empty())
            throw ConfigurationFault(
                {"parameters/edition.toml", 0, "no whole school year is covered"});
    }

    Edition edition_;
    std::vector<ParameterOverride> values_;  // of the installation, and of a study
    ClauseRegister clauses_;
    ParameterBook parameters_;
    std::array<Messages, k_languages> messages_;
    std::map<int, std::unique_ptr<const EditionRules>> rules_;
};

class SaudiEvaluator final : public Evaluator {
public:
    SaudiEvaluator(const SaudiRuleSet& rule_set, const EvaluateOptions& options)
        : rule_set_(rule_set),
          options_(options),
          rules_{[&rule_set](std::optional<SchoolYear> year) { return rule_set.rules_of(year); }},
          answers_(rule_set.kinds().size())
    {}

    bool evaluate(const JsonValue& document, std::size_t number) override
    {
        forget();
        id_ = document_id(document, number);
        const DocumentKind* const kind = kind_of(document);
        if (kind == nullptr)
            return false;
        auto& answer = answers_[static_cast<std::size_t>(kind - rule_set_.kinds().data())];
        if (!answer)
            answer = kind->make();
        Trace trace = options_.trace ? Trace(recording_) : Trace::off();
        refusals_ = answer->answer(document, rules_, options_, trace);
        if (!refusals_.empty())
            return false;
        answer_ = answer.get();
        kind_ = name_of(*kind);
        return true;
    }

    bool evaluate(const School& school, std::size_t index) override
    {
        const FolderStudent& student = dynamic_cast<const SaudiSchool&>(school).student(index);
        if (student.refusal) {
            refuse(*student.refusal, index);
            id_ = student.id;
            return false;
        }
        const Result<JsonValue> document = folder_reader_.read(student.document);
        if (document && evaluate(*document, index + 1))
            return true;
        if (!document)
            refuse(document.refusal(), index);
        id_ = student.id;
        for (Refusal& refusal : refusals_)
            refusal = student.draft.at_origin(std::move(refusal));
        return false;
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
        json.key("regulation").text(rule_set_.id());
        if (answer_ == nullptr)
            write_refusals(refusals_, rule_set_.messages(Language::ar),
                           rule_set_.messages(Language::en), json);
        else
            write_answer(json);
        json.end_object();
    }

    [[nodiscard]] SheetRow row(Language language) const override
    {
        const Messages& words = rule_set_.messages(language);
        return answer_ != nullptr ? answer_->row(words) : refused_row(id_, refusals_, words);
    }

    [[nodiscard]] std::vector<std::string> csv_record(Language language) const override
    {
        const Messages& words = rule_set_.messages(language);
        return answer_ != nullptr ? answer_->csv_record(words)
                                  : refused_record(id_, refusals_, words);
    }

    [[nodiscard]] Explanation explanation(Language language) const override
    {
        const Messages& words = rule_set_.messages(language);
        Explanation result = answer_->explanation(words);
        if (result.assumed.empty())
            result.assumed = assumed_values(recording_, words);
        return result;
    }

    [[nodiscard]] std::vector<RoundDecision> decisions(Language language) const override
    {
        const Messages& words = rule_set_.messages(language);
        if (answer_ != nullptr)
            return answer_->decisions(words);
        const std::string refused = label_or_code(words, "refused");
        return {{"first", "refused", refused}, {"final", "refused", refused}};
    }

private:
    void forget()
    {
        refusals_.clear();
        recording_.clear();
        answer_ = nullptr;
    }

    // The kind that a document asks for, or null with the reason in the refusals.
    const DocumentKind* kind_of(const JsonValue& document)
    {
        const auto refuse = [&](RefusalCode code, Arguments arguments, std::string field) {
            refusals_.push_back({code, std::move(arguments), std::move(field), ""});
            return nullptr;
        };
        if (!document.is(JsonKind::object))
            return refuse(RefusalCode::field_wrong_type, {{"expected", "object"}},
                          document.pointer());
        if (const auto regulation = document.find("regulation");
            regulation && !regulation->is(JsonKind::null) && regulation->text() != rule_set_.id())
            return refuse(RefusalCode::value_not_listed,
                          {{"value", std::string(regulation->text())},
                           {"allowed", std::string(rule_set_.id())}},
                          regulation->pointer());
        const auto given = document.find("kind");
        if (given && !given->is(JsonKind::text) && !given->is(JsonKind::null))
            return refuse(RefusalCode::field_wrong_type, {{"expected", "text"}}, given->pointer());
        const std::string_view name =
            given && !given->text().empty() ? given->text() : k_student_year;
        std::string allowed;
        for (const DocumentKind& kind : rule_set_.kinds()) {
            if (name_of(kind) == name)
                return &kind;
            allowed += (allowed.empty() ? "" : ", ") + std::string(name_of(kind));
        }
        return refuse(RefusalCode::value_not_listed,
                      {{"value", std::string(name)}, {"allowed", std::move(allowed)}},
                      document.pointer("kind"));
    }

    void write_answer(JsonWriter& json) const
    {
        json.key("kind").text(kind_);
        answer_->write_json(json);
        write_decision_label(json);
        const EditionRules& rules = answer_->rules();
        json.key("parameters_digest").text(rules.digest);
        json.key("assumed_parameters").begin_array();
        for (const ParameterInfo* info : rules.assumed)
            json.text(info->name);
        json.end_array();
        json.key("program_version").text(TAQWIM_VERSION);
        if (options_.trace)
            json.key("trace").raw(trace_json_text(recording_));
    }

    // The decision as sheets print it, beside its code.
    void write_decision_label(JsonWriter& json) const
    {
        const std::string arabic = answer_->decision_words(rule_set_.messages(Language::ar));
        if (arabic.empty())
            return;
        json.key("decision_label").begin_object();
        json.key("ar").text(arabic);
        json.key("en").text(answer_->decision_words(rule_set_.messages(Language::en)));
        json.end_object();
    }

    const SaudiRuleSet& rule_set_;
    EvaluateOptions options_;
    RulesInForce rules_;
    std::vector<std::unique_ptr<Answer>> answers_;  // one for each kind that was asked for, kept
    Answer* answer_ = nullptr;                      // that of the last document, unless refused
    std::string_view kind_;
    std::string id_;
    JsonReader folder_reader_;
    TraceRecording recording_;
    std::vector<Refusal> refusals_;
};

std::unique_ptr<Evaluator> SaudiRuleSet::evaluator(const EvaluateOptions& options) const
{
    return std::make_unique<SaudiEvaluator>(*this, options);
}

}  // namespace

std::unique_ptr<RuleSet> make_saudi_rule_set(Edition edition,
                                             const InstallationFolder& installation)
{
    auto values = parameter_overrides(installation, edition.id);
    return std::make_unique<SaudiRuleSet>(std::move(edition), std::move(values));
}

}  // namespace taqwim::sa_1426
