#include "app/commands.h"
#include "app/nearest.h"
#include "app/school_files.h"
#include "app/student_year_file.h"
#include "app/told_reasons.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

// Finds the one student-year that was asked for and leaves it in the evaluator.
class Search {
public:
    Search(const Context& context, const RuleSet& rule_set, Evaluator& evaluator)
        : context_(context),
          rule_set_(rule_set),
          evaluator_(evaluator),
          wanted_(context.request.student),
          nearest_(in_latin_digits(wanted_))
    {}

    // all_well when it was found and could be evaluated.
    ExitCode run()
    {
        const std::string& input = context_.request.inputs.front();
        const ExitCode read =
            kind_of(input) == InputKind::folder ? search_folder(input) : search_file(input);
        if (context_.console.is_interrupted()) {
            context_.tell("interrupted.text", {{"count", std::to_string(seen_)}});
            return ExitCode::interrupted;
        }
        if (read != ExitCode::all_well && found_ == 0)
            return read;
        if (wanted_.empty() && seen_ != 1) {
            context_.tell("explain.which_student", {{"count", std::to_string(seen_)}});
            return ExitCode::wrong_use;
        }
        if (found_ > 1) {
            context_.tell(
                Refusal{RefusalCode::student_duplicate, {{"student", shown_student()}}, "", ""});
            return ExitCode::problems_found;
        }
        if (found_ == 0) {
            context_.tell(
                Refusal{RefusalCode::student_unknown, {{"student", shown_student()}}, "", ""});
            if (const auto words = nearest_.words(); !words.empty())
                context_.tell("explain.nearest", {{"students", shown_ids(words)}});
            return ExitCode::wrong_use;
        }
        if (evaluator_.refusals().empty())
            return ExitCode::all_well;
        for (const Refusal& refusal : evaluator_.refusals())
            context_.tell(refusal, rule_set_.messages(context_.words.language()));
        return ExitCode::problems_found;
    }

private:
    ExitCode search_folder(const std::string& input)
    {
        auto school = read_school(rule_set_, input);
        if (!school) {
            context_.tell(school.refusal());
            return ExitCode::input_unreadable;
        }
        // Without a trace it costs little to ask every student for the id.
        const auto others = rule_set_.evaluator({.trace = false, .what_would_change = false});
        std::size_t place = 0;
        for (std::size_t i = 0; i < (*school)->size(); ++i) {
            others->evaluate(**school, i);
            if (is_wanted(others->id()))
                place = i;
        }
        school_ = std::move(*school);
        if (found_ == 1)
            evaluator_.evaluate(*school_, place);
        return ExitCode::all_well;
    }

    ExitCode search_file(const std::string& input)
    {
        const std::string name = input_name(context_.words, input);
        const auto file = StudentYearFile::open(input, name, context_.console);
        if (!file) {
            context_.tell(Refusal{RefusalCode::file_not_readable, {{"file", name}}, "", ""});
            return ExitCode::input_unreadable;
        }
        const auto others = rule_set_.evaluator({.trace = false, .what_would_change = false});
        JsonReader reader;
        std::size_t number = 0;
        while (const auto next = file->next()) {
            if (!*next && next->refusal().code == RefusalCode::file_not_readable) {
                context_.tell(next->refusal());
                return ExitCode::input_unreadable;
            }
            ++number;
            if (!*next) {
                take_unread(next->refusal(), *others, number);
                continue;
            }
            const Result<JsonValue> document = reader.read((*next)->text, (*next)->start);
            if (!document)
                take_unread(document.refusal(), *others, number);
            else
                take(*document, *others, number);
        }
        return ExitCode::all_well;
    }

    void take_unread(const Refusal& refusal, Evaluator& others, std::size_t number)
    {
        others.refuse(refusal, number);
        if (is_wanted(others.id()) && found_ == 1)
            evaluator_.refuse(refusal, number);
    }

    void take(const JsonValue& document, Evaluator& others, std::size_t number)
    {
        // Most students of a large file are others, and their ids are known without evaluating them.
        const auto id = document.find("id");
        const bool is_told = id && id->is(JsonKind::text) && !id->text().empty();
        if (!is_told)
            others.evaluate(document, number);
        if (is_wanted(is_told ? std::string(id->text()) : others.id()) && found_ == 1)
            evaluator_.evaluate(document, number);
    }

    // Without a wanted id the first one is taken, and another one is one too many.
    bool is_wanted(const std::string& id)
    {
        ++seen_;
        if (!wanted_.empty())
            nearest_.offer(id);
        const bool is =
            wanted_.empty() ? seen_ == 1 : id == wanted_ || id == in_latin_digits(wanted_);
        found_ += is ? 1 : 0;
        return is;
    }

    [[nodiscard]] std::string shown_student() const { return context_.words.given(wanted_); }
    [[nodiscard]] std::string shown_ids(std::vector<std::string> ids) const
    {
        for (std::string& id : ids)
            id = context_.words.given(id);
        return context_.words.list(ids);
    }

    const Context& context_;
    const RuleSet& rule_set_;
    Evaluator& evaluator_;
    const std::string& wanted_;
    NearestWords nearest_;
    std::unique_ptr<School> school_;
    std::size_t seen_ = 0;
    std::size_t found_ = 0;
};

}  // namespace

ExitCode explain(const Context& context)
{
    const RuleSet* rule_set = context.rule_set();
    if (rule_set == nullptr || context.refuses_output())
        return ExitCode::wrong_use;
    if (!knows_subject(context, *rule_set))
        return ExitCode::wrong_use;
    const auto evaluator = rule_set->evaluator({.trace = true, .what_would_change = true});
    Search search(context, *rule_set, *evaluator);
    if (const ExitCode code = search.run(); code != ExitCode::all_well)
        return code;
    return tell_reasons(context, *rule_set, *evaluator);
}

}  // namespace taqwim::app
