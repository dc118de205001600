#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "app/commands.h"
#include "app/json_array.h"
#include "app/output_file.h"
#include "app/school_files.h"
#include "app/student_year_file.h"
#include "core/refusal_codes.h"
#include "platform/tables/csv.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::app {

namespace {

// One thing that is wrong, with its place as people look for it.
struct Problem {
    std::string file;
    std::string row;
    std::string column;
    std::string student;
    const Refusal* refusal;
};

class Checking {
public:
    Checking(const Context& context, const RuleSet& rule_set, std::ostream& output)
        : context_(context),
          messages_(rule_set.messages(context.words.language())),
          rule_set_(rule_set),
          output_(output),
          evaluator_(rule_set.evaluator({.trace = false, .what_would_change = false})),
          table_(context.words.table()),
          csv_(csv_text_, {.byte_order_mark = context.request.byte_order_mark}),
          array_(output)
    {}

    ExitCode run()
    {
        begin();
        for (const std::string& input : context_.request.inputs) {
            if (context_.console.is_interrupted())
                break;
            if (kind_of(input) == InputKind::folder)
                check_folder(input);
            else
                check_file(input);
        }
        finish();
        if (context_.console.is_interrupted()) {
            context_.tell("interrupted.text", {{"count", std::to_string(student_years_)}});
            return ExitCode::interrupted;
        }
        context_.tell("check.total", {{"problems", std::to_string(problems_)},
                                      {"count", std::to_string(student_years_)}});
        return problems_ == 0 ? result_ : worse_of(result_, ExitCode::problems_found);
    }

private:
    void check_folder(const std::string& input)
    {
        const auto school = read_school(rule_set_, input);
        if (!school) {
            context_.tell(school.refusal());
            result_ = worse_of(result_, ExitCode::input_unreadable);
            return;
        }
        std::set<std::tuple<RefusalCode, std::string, Arguments>> told;
        const auto tell_once = [&](const Refusal& refusal, const std::string& student) {
            if (told.insert({refusal.code, refusal.field, refusal.arguments}).second)
                tell(at_row(refusal, input, student));
        };
        for (const Refusal& refusal : (*school)->problems())
            tell_once(refusal, "");
        // What only the rules can see, such as a paper that was not due.
        for (std::size_t i = 0; i < (*school)->size() && !context_.console.is_interrupted(); ++i) {
            ++student_years_;
            if (!evaluator_->evaluate(**school, i))
                for (const Refusal& refusal : evaluator_->refusals())
                    tell_once(refusal, evaluator_->id());
        }
    }

    void check_file(const std::string& input)
    {
        const std::string name = input_name(context_.words, input);
        const auto file = StudentYearFile::open(input, name, context_.console);
        if (!file) {
            context_.tell(Refusal{RefusalCode::file_not_readable, {{"file", name}}, "", ""});
            result_ = worse_of(result_, ExitCode::input_unreadable);
            return;
        }
        JsonReader reader;
        std::size_t number = 0;
        while (const auto next = file->next()) {
            if (!*next) {
                check_unread(next->refusal(), name, ++number);
                continue;
            }
            ++student_years_;
            ++number;
            const TextPosition start = (*next)->start;
            const Result<JsonValue> document = reader.read((*next)->text, start);
            if (document)
                evaluator_->evaluate(*document, number);
            else
                evaluator_->refuse(document.refusal(), number);
            for (const Refusal& refusal : evaluator_->refusals())
                tell(in_text(refusal, name, std::to_string(start.line)));
        }
    }

    void check_unread(const Refusal& refusal, const std::string& name, std::size_t number)
    {
        if (refusal.code == RefusalCode::file_not_readable) {
            context_.tell(refusal);
            result_ = worse_of(result_, ExitCode::input_unreadable);
            return;
        }
        evaluator_->refuse(refusal, number);
        tell(in_text(refusal, name, ""));
    }

    // "units.csv:14:score"
    static Problem at_row(const Refusal& refusal, const std::string& folder,
                          const std::string& student)
    {
        Problem problem{folder, "", "", student, &refusal};
        std::string_view field = refusal.field;
        constexpr std::string_view k_ending = ".csv";
        const std::size_t end = field.find(k_ending);
        if (end == std::string_view::npos) {
            problem.column = field;
            return problem;
        }
        problem.file = field.substr(0, end + k_ending.size());
        field.remove_prefix(std::min(end + k_ending.size() + 1, field.size()));
        const std::size_t row_end = std::min(field.find(':'), field.size());
        const std::string_view row = field.substr(0, row_end);
        if (std::ranges::all_of(row, [](char c) { return c >= '0' && c <= '9'; })) {
            problem.row = row;
            field.remove_prefix(std::min(row_end + 1, field.size()));
        }
        problem.column = field;
        return problem;
    }

    // A place in a text of JSON: the line on which the student-year begins, or the one that the refusal names.
    Problem in_text(const Refusal& refusal, const std::string& name, std::string line) const
    {
        Problem problem{name, std::move(line), refusal.field, evaluator_->id(), &refusal};
        for (const auto& [argument, value] : refusal.arguments)
            if (argument == "row")
                problem.row = value;
        return problem;
    }

    void begin()
    {
        const Words& words = context_.words;
        std::vector<std::string> columns;
        for (const char* const column : {"file", "row", "column", "student", "code", "reason"})
            columns.push_back(words.plain("heading." + std::string(column)));
        if (format() == Format::csv)
            csv_.row(columns);
        else
            table_.header(columns);
        pass_on();
    }

    void tell(const Problem& problem)
    {
        const Refusal& refusal = *problem.refusal;
        const std::string reason = refusal_text(refusal, messages_);
        ++problems_;
        if (format() == Format::json) {
            write_json(problem, reason);
            return;
        }
        const std::vector<std::string> cells = {
            problem.file, problem.row, problem.column, problem.student, to_code_text(refusal.code),
            reason};
        if (format() == Format::csv)
            csv_.row(cells);
        else
            table_.row(cells);
        pass_on();
    }

    void write_json(const Problem& problem, const std::string& reason)
    {
        json_.clear();
        json_.begin_object();
        json_.key("file").text(problem.file);
        int row = 0;
        const char* const end = problem.row.data() + problem.row.size();
        if (std::from_chars(problem.row.data(), end, row).ptr == end && !problem.row.empty())
            json_.key("row").number(row);
        if (!problem.column.empty())
            json_.key("column").text(problem.column);
        if (!problem.student.empty())
            json_.key("student").text(problem.student);
        json_.key("code").text(to_code_text(problem.refusal->code)).key("message").text(reason);
        if (!problem.refusal->clause.empty())
            json_.key("clause").text(problem.refusal->clause);
        json_.end_object();
        array_.add(json_.str());
    }

    // A table is written in parts, so that a file with any number of problems fits in memory.
    void pass_on()
    {
        constexpr std::size_t k_rows_in_part = 500;
        output_ << csv_text_;
        csv_text_.clear();
        if (table_.rows() >= k_rows_in_part)
            table_.write(output_);
    }

    void finish()
    {
        if (format() == Format::json)
            array_.end();
        else if (problems_ > 0)
            table_.write(output_);
    }

    [[nodiscard]] Format format() const { return context_.request.format.value_or(Format::table); }

    const Context& context_;
    const Messages& messages_;
    const RuleSet& rule_set_;
    std::ostream& output_;
    std::unique_ptr<Evaluator> evaluator_;
    TextTable table_;
    std::string csv_text_;
    tables::CsvWriter csv_;
    JsonArray array_;
    JsonWriter json_;
    std::size_t problems_ = 0;
    std::size_t student_years_ = 0;
    ExitCode result_ = ExitCode::all_well;
};

}  // namespace

ExitCode check(const Context& context)
{
    const RuleSet* rule_set = context.rule_set();
    if (rule_set == nullptr || context.refuses_output())
        return ExitCode::wrong_use;
    OutputFile output(context.console, context.request.output);
    const ExitCode result = Checking(context, *rule_set, output.stream()).run();
    output.finish();
    return result;
}

}  // namespace taqwim::app
