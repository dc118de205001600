#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "app/commands.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "app/record_years.h"
#include "app/scenario_study.h"
#include "app/school_files.h"
#include "app/student_year_file.h"
#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/scenario.h"
#include "regulations/registration.h"

namespace taqwim::app {

namespace {

// Evaluates every student-year twice, by the same rules with other values.
class StudyRun {
public:
    StudyRun(const Context& context, const RuleSet& in_force, const RuleSet& changed,
             ScenarioStudy& study, const OutputFile& output)
        : context_(context),
          in_force_(in_force),
          changed_(changed),
          before_(in_force.evaluator(k_options)),
          after_(changed.evaluator(k_options)),
          study_(study),
          progress_(context, output)
    {}

    ExitCode run()
    {
        for (const std::string& input : context_.request.inputs) {
            if (context_.console.is_interrupted())
                break;
            if (kind_of(input) == InputKind::folder)
                take_folder(input);
            else
                take_file(input);
        }
        progress_.clear();
        return context_.console.is_interrupted() ? ExitCode::interrupted : result_;
    }

    // Of the record: the years of the scenario's regulation.
    ExitCode run(const std::vector<RecordYear>& years)
    {
        JsonReader reader;
        std::size_t number = 0;
        for (const RecordYear& year : years) {
            if (context_.console.is_interrupted())
                break;
            if (year.regulation != in_force_.id())
                continue;
            ++number;
            if (!year.facts) {
                before_->refuse(year.facts.refusal(), number);
                after_->refuse(year.facts.refusal(), number);
            } else if (const auto document = reader.read(year.facts->json)) {
                before_->evaluate(*document, number);
                after_->evaluate(*document, number);
            } else {
                before_->refuse(document.refusal(), number);
                after_->refuse(document.refusal(), number);
            }
            take();
        }
        progress_.clear();
        if (number == 0)
            context_.tell("results.nobody");
        return context_.console.is_interrupted() ? ExitCode::interrupted : result_;
    }

private:
    static constexpr EvaluateOptions k_options{
        .trace = false, .what_would_change = false, .leave_aside_papers_not_due = true};

    void take_folder(const std::string& input)
    {
        const auto school = read_school(in_force_, input);
        const auto same_school = read_school(changed_, input);
        if (!school || !same_school) {
            refuse(school ? same_school.refusal() : school.refusal());
            return;
        }
        for (std::size_t i = 0; i < (*school)->size() && !context_.console.is_interrupted(); ++i) {
            before_->evaluate(**school, i);
            after_->evaluate(**same_school, i);
            take();
        }
    }

    void take_file(const std::string& input)
    {
        const std::string name = input_name(context_.words, input);
        const auto file = StudentYearFile::open(input, name, context_.console);
        if (!file) {
            refuse({RefusalCode::file_not_readable, {{"file", name}}, "", ""});
            return;
        }
        JsonReader reader;
        std::size_t number = 0;
        while (const auto next = file->next()) {
            ++number;
            if (!*next) {
                if (next->refusal().code == RefusalCode::file_not_readable ||
                    next->refusal().code == RefusalCode::file_empty) {
                    refuse(next->refusal());
                    continue;
                }
                before_->refuse(next->refusal(), number);
                after_->refuse(next->refusal(), number);
            } else if (const auto document = reader.read((*next)->text, (*next)->start)) {
                before_->evaluate(*document, number);
                after_->evaluate(*document, number);
            } else {
                before_->refuse(document.refusal(), number);
                after_->refuse(document.refusal(), number);
            }
            take();
        }
    }

    void take()
    {
        if (!before_->refusals().empty())
            result_ = worse_of(result_, ExitCode::problems_found);
        study_.add(*before_, *after_);
        progress_.step();
    }

    void refuse(const Refusal& refusal)
    {
        progress_.clear();
        context_.tell(refusal);
        result_ = worse_of(result_, ExitCode::input_unreadable);
    }

    const Context& context_;
    const RuleSet& in_force_;
    const RuleSet& changed_;
    std::unique_ptr<Evaluator> before_;
    std::unique_ptr<Evaluator> after_;
    ScenarioStudy& study_;
    Progress progress_;
    ExitCode result_ = ExitCode::all_well;
};

const RuleSet* rule_set_of(const Context& context, const std::string& id)
{
    std::vector<std::string> ids;
    for (const auto& one : context.rule_sets) {
        if (one->id() == id)
            return one.get();
        ids.emplace_back(one->id());
    }
    context.tell(
        Refusal{RefusalCode::regulation_unknown,
                {{"regulation", context.words.given(id)}, {"allowed", context.words.list(ids)}},
                "",
                ""});
    return nullptr;
}

bool covers(const Context& context, const RuleSet& rule_set, SchoolYear year)
{
    if (rule_set.first_covered_year() <= year && year <= rule_set.last_covered_year())
        return true;
    context.tell(Refusal{RefusalCode::school_year_not_covered,
                         {{"school_year", year.to_text()},
                          {"regulation", std::string(rule_set.id())},
                          {"first_day", rule_set.first_covered_year().first_day().to_text()},
                          {"last_day", rule_set.last_covered_year().last_day().to_text()}},
                         "",
                         ""});
    return false;
}

ExitCode study(const Context& context, const Scenario& scenario)
{
    const RuleSet* in_force = rule_set_of(context, scenario.regulation);
    if (in_force == nullptr || !covers(context, *in_force, scenario.school_year))
        return ExitCode::problems_found;
    RecordYears record;
    if (asks_record(context.request)) {
        record = read_record_years(context);
        if (record.code != ExitCode::all_well)
            return record.code;
        in_force = find_rule_set(record.rule_sets, scenario.regulation);
    }
    const auto changed = in_force->with_values(scenario.overrides(in_force->parameters()));
    OutputFile output(context.console, context.request.output);
    ScenarioStudy result(scenario, *in_force, *changed, context.words.language());
    StudyRun study_run(context, *in_force, *changed, result, output);
    const ExitCode code =
        asks_record(context.request) ? study_run.run(record.years) : study_run.run();
    if (context.request.format == Format::json) {
        JsonWriter json(JsonWriter::Layout::indented);
        result.write(json);
        output.stream() << json.str() << '\n';
    } else {
        result.write(context.words, output.stream());
    }
    output.finish();
    return code;
}

}  // namespace

ExitCode study_scenario(const Context& context)
{
    if (context.refuses_output())
        return ExitCode::wrong_use;
    const std::string& path = context.request.scenario;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) {
        context.tell(
            Refusal{RefusalCode::file_not_readable, {{"file", context.words.given(path)}}, "", ""});
        return ExitCode::input_unreadable;
    }
    try {
        const std::string read = text.str();
        return study(context, Scenario::read(path, read));
    } catch (const ConfigurationFault& fault) {
        context.tell("scenario.faulty", {{"file", context.words.given(path)}});
        context.console.messages << fault.what() << '\n';
        return ExitCode::problems_found;
    }
}

}  // namespace taqwim::app
