// taqwim results evaluate: what the law makes of the record today, class by class, or of one student with the reasons.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "app/record_years.h"
#include "app/results_tables.h"
#include "app/results_writer.h"
#include "app/told_reasons.h"
#include "regulations/frame/json_value.h"
#include "regulations/registration.h"

namespace taqwim::app {

namespace {

Format format_of(const Request& request)
{
    if (request.format)
        return *request.format;
    const std::string ending = request.output ? request.output->extension().string() : "";
    return ending == ".csv"     ? Format::csv
           : ending == ".json"  ? Format::json
           : ending == ".jsonl" ? Format::jsonl
                                : Format::table;
}

// The regulations of these years, each once, in their order.
std::vector<const RuleSet*> regulations_in(const RecordYears& read)
{
    std::vector<const RuleSet*> found;
    for (const auto& one : read.rule_sets)
        if (std::ranges::find(read.years, one->id(), &RecordYear::regulation) != read.years.end())
            found.push_back(one.get());
    return found;
}

void evaluate_year(const RecordYear& year, Evaluator& evaluator, JsonReader& reader,
                   std::size_t number)
{
    if (!year.facts) {
        evaluator.refuse(year.facts.refusal(), number);
        return;
    }
    if (const auto document = reader.read(year.facts->json))
        evaluator.evaluate(*document, number);
    else
        evaluator.refuse(document.refusal(), number);
}

class RecordEvaluation {
public:
    RecordEvaluation(const Context& context, const RecordYears& read, OutputFile& output)
        : context_(context),
          read_(read),
          output_(output),
          format_(format_of(context.request)),
          progress_(context, output)
    {}

    ExitCode run()
    {
        const auto regulations = regulations_in(read_);
        // A flat table has the columns of one regulation.
        if (format_ == Format::csv && regulations.size() > 1) {
            context_.tell("results.several_regulations");
            return ExitCode::wrong_use;
        }
        for (const RuleSet* rule_set : regulations)
            evaluate(*rule_set);
        if (writer_)
            writer_->finish();
        progress_.clear();
        if (!context_.console.is_interrupted())
            return result_;
        context_.tell("interrupted.text", {{"count", std::to_string(count_)}});
        return ExitCode::interrupted;
    }

private:
    // JSON is the same of every regulation; tables stand one after another.
    ResultsWriter& writer_of(const RuleSet& rule_set)
    {
        const bool is_of_one = format_ == Format::table || format_ == Format::csv;
        if (!writer_ || is_of_one)
            writer_ = make_results_writer(format_, JsonShape::array, context_, rule_set,
                                          output_.stream());
        return *writer_;
    }

    void evaluate(const RuleSet& rule_set)
    {
        const auto evaluator = rule_set.evaluator(
            {.trace = context_.request.trace,
             .what_would_change = format_ == Format::json || format_ == Format::jsonl});
        ResultsWriter& results = writer_of(rule_set);
        Summary summary(rule_set, context_.words.language());
        if (format_ == Format::table && count_ > 0)
            output_.stream() << '\n';
        results.begin(InputKind::folder);
        for (const RecordYear& year : read_.years) {
            if (year.regulation != rule_set.id())
                continue;
            if (context_.console.is_interrupted())
                break;
            evaluate_year(year, *evaluator, reader_, ++count_);
            if (!evaluator->refusals().empty())
                result_ = ExitCode::problems_found;
            results.add(*evaluator);
            summary.add(*evaluator);
            progress_.step();
        }
        results.end();
        if (!context_.request.summary)
            return;
        progress_.clear();
        std::ostream& place =
            format_ == Format::table ? output_.stream() : context_.console.messages;
        if (format_ == Format::table)
            place << '\n';
        summary.write(context_.words, place);
    }

    const Context& context_;
    const RecordYears& read_;
    OutputFile& output_;
    Format format_;
    Progress progress_;
    JsonReader reader_;
    std::unique_ptr<ResultsWriter> writer_;
    std::size_t count_ = 0;
    ExitCode result_ = ExitCode::all_well;
};

ExitCode explain_one(const Context& context, const RecordYears& read)
{
    const RecordYear& year = read.years.front();
    const RuleSet* const rule_set = find_rule_set(read.rule_sets, year.regulation);
    if (rule_set == nullptr || !knows_subject(context, *rule_set))
        return ExitCode::wrong_use;
    const auto evaluator = rule_set->evaluator({.trace = true, .what_would_change = true});
    JsonReader reader;
    evaluate_year(year, *evaluator, reader, 1);
    if (evaluator->refusals().empty())
        return tell_reasons(context, *rule_set, *evaluator);
    for (const Refusal& refusal : evaluator->refusals())
        context.tell(refusal, rule_set->messages(context.words.language()));
    return ExitCode::problems_found;
}

}  // namespace

ExitCode evaluate_record(const Context& context)
{
    const Request& request = context.request;
    const RecordYears read = read_record_years(context);
    if (read.code != ExitCode::all_well)
        return read.code;
    if (!request.student.empty())
        return explain_one(context, read);
    if (read.years.empty())
        context.tell("results.nobody");
    OutputFile output(context.console, request.output);
    const ExitCode code = RecordEvaluation(context, read, output).run();
    output.finish();
    return code;
}

}  // namespace taqwim::app
