#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "app/results_tables.h"
#include "app/results_writer.h"
#include "app/school_files.h"
#include "app/student_year_file.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

// What a file's name says, or else who reads the output: a person at a terminal or another program.
Format format_of(const Request& request, const OutputFile& output)
{
    if (request.format)
        return *request.format;
    if (request.trace)
        return Format::jsonl;
    const std::string ending = request.output ? request.output->extension().string() : "";
    if (ending == ".csv")
        return Format::csv;
    if (ending == ".json")
        return Format::json;
    if (ending == ".jsonl")
        return Format::jsonl;
    const bool has_file = std::ranges::any_of(request.inputs, [](const std::string& input) {
        return kind_of(input) != InputKind::folder;
    });
    return has_file && !output.is_terminal() ? Format::jsonl : Format::table;
}

class Evaluation {
public:
    Evaluation(const Context& context, const RuleSet& rule_set, OutputFile& output)
        : context_(context),
          rule_set_(rule_set),
          output_(output),
          format_(format_of(context.request, output)),
          progress_(context, output),
          evaluator_(rule_set.evaluator(
              {.trace = context.request.trace,
               .what_would_change = format_ == Format::json || format_ == Format::jsonl})),
          summary_(rule_set, context.words.language()),
          is_sheet_found_(context.request.sheets.size())
    {}

    ExitCode run()
    {
        const std::vector<std::string>& inputs = context_.request.inputs;
        for (const std::string& input : inputs) {
            if (context_.console.is_interrupted())
                break;
            if (kind_of(input) == InputKind::folder)
                evaluate_folder(input);
            else
                evaluate_file(input, inputs.size() == 1);
        }
        writer(JsonShape::array).finish();
        progress_.clear();
        if (context_.request.summary)
            write_summary();
        tell_unknown_sheets();
        if (!context_.console.is_interrupted())
            return result_;
        context_.tell("interrupted.text", {{"count", std::to_string(count_)}});
        return ExitCode::interrupted;
    }

private:
    // Made with the first input, whose form json follows.
    ResultsWriter& writer(JsonShape shape)
    {
        if (!writer_)
            writer_ = make_results_writer(format_, shape, context_, rule_set_, output_.stream());
        return *writer_;
    }

    void evaluate_folder(const std::string& input)
    {
        const auto school = read_school(rule_set_, input);
        if (!school) {
            refuse_input(school.refusal(), ExitCode::input_unreadable);
            return;
        }
        ResultsWriter& results = writer(JsonShape::array);
        results.begin(InputKind::folder);
        for (std::size_t i = 0; i < (*school)->size() && !context_.console.is_interrupted(); ++i) {
            evaluator_->evaluate(**school, i);
            take_result(results);
        }
        results.end();
        progress_.clear();
        if ((*school)->size() == 0) {
            context_.tell("evaluate.empty", {{"input", context_.words.given(input)}});
            result_ = worse_of(result_, ExitCode::problems_found);
        }
        const std::size_t problems = (*school)->problems().size();
        if (problems > 0) {
            context_.tell("evaluate.problems", {{"count", std::to_string(problems)},
                                                {"input", context_.words.given(input)}});
            result_ = worse_of(result_, ExitCode::problems_found);
        }
    }

    void evaluate_file(const std::string& input, bool is_only_input)
    {
        const std::string name = input_name(context_.words, input);
        const auto file = StudentYearFile::open(input, name, context_.console);
        if (!file) {
            refuse_input({RefusalCode::file_not_readable, {{"file", name}}, "", ""},
                         ExitCode::input_unreadable);
            return;
        }
        const bool may_be_single =
            is_only_input && !file->is_array() && context_.request.sheets.empty();
        ResultsWriter& results =
            writer(may_be_single ? JsonShape::object_if_single : JsonShape::array);
        results.begin(kind_of(input));
        JsonReader reader;
        std::size_t number = 0;
        while (auto next = file->next()) {
            // These two are about the input and not about a student-year in it.
            if (!*next && next->refusal().code == RefusalCode::file_empty) {
                refuse_input(next->refusal(), ExitCode::problems_found);
                continue;
            }
            if (!*next && next->refusal().code == RefusalCode::file_not_readable) {
                refuse_input(next->refusal(), ExitCode::input_unreadable);
                continue;
            }
            evaluate_text(*next, reader, ++number);
            take_result(results);
        }
        results.end();
    }

    void evaluate_text(const Result<StudentYearText>& text, JsonReader& reader, std::size_t number)
    {
        if (!text) {
            evaluator_->refuse(text.refusal(), number);
            return;
        }
        const Result<JsonValue> document = reader.read(text->text, text->start);
        if (document)
            evaluator_->evaluate(*document, number);
        else
            evaluator_->refuse(document.refusal(), number);
    }

    void take_result(ResultsWriter& results)
    {
        if (!evaluator_->refusals().empty())
            result_ = worse_of(result_, ExitCode::problems_found);
        if (is_wanted())
            results.add(*evaluator_);
        if (context_.request.summary)
            summary_.add(*evaluator_);
        ++count_;
        progress_.step();
    }

    // Whether the last result stands in one of the sheets that --sheet names.
    bool is_wanted()
    {
        if (context_.request.sheets.empty())
            return true;
        const std::string sheet = evaluator_->row(context_.words.language()).group;
        bool is = false;
        for (std::size_t i = 0; i < context_.request.sheets.size(); ++i) {
            if (in_latin_digits(sheet).find(in_latin_digits(context_.request.sheets[i])) ==
                std::string::npos)
                continue;
            is_sheet_found_[i] = is = true;
        }
        if (std::ranges::find(sheets_, sheet) == sheets_.end())
            sheets_.push_back(sheet);
        return is;
    }

    void tell_unknown_sheets() const
    {
        for (std::size_t i = 0; i < is_sheet_found_.size(); ++i)
            if (!is_sheet_found_[i])
                context_.tell("evaluate.no_sheet", {{"wanted", context_.request.sheets[i]},
                                                    {"sheets", context_.words.list(sheets_)}});
    }

    void refuse_input(const Refusal& refusal, ExitCode code)
    {
        progress_.clear();
        context_.tell(refusal);
        result_ = worse_of(result_, code);
    }

    // Below the tables; beside everything that another program reads.
    void write_summary()
    {
        std::ostream& place =
            format_ == Format::table ? output_.stream() : context_.console.messages;
        if (format_ == Format::table)
            place << '\n';
        summary_.write(context_.words, place);
    }

    const Context& context_;
    const RuleSet& rule_set_;
    OutputFile& output_;
    Format format_;
    Progress progress_;
    std::unique_ptr<Evaluator> evaluator_;
    std::unique_ptr<ResultsWriter> writer_;
    Summary summary_;
    std::vector<std::string> sheets_;  // all that there are, once --sheet asks
    std::vector<bool> is_sheet_found_;
    std::size_t count_ = 0;
    ExitCode result_ = ExitCode::all_well;
};

}  // namespace

ExitCode evaluate(const Context& context)
{
    const RuleSet* rule_set = context.rule_set();
    if (rule_set == nullptr || context.refuses_output())
        return ExitCode::wrong_use;
    const Request& request = context.request;
    if (request.trace && (request.format == Format::csv || request.format == Format::table)) {
        context.tell("wrong_use.trace_form");
        return ExitCode::wrong_use;
    }
    OutputFile output(context.console, request.output);
    const ExitCode result = Evaluation(context, *rule_set, output).run();
    output.finish();
    return result;
}

}  // namespace taqwim::app
