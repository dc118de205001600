// Any document is read without harm: either everything wrong with it is told, or the facts hold together, are evaluated
// without and with a trace alike, and a second reading says the same.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/data_files.h"
#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_1426/outcome_json.h"
#include "regulations/sa_1426/student_year_json.h"

namespace {

using namespace taqwim;
using namespace taqwim::sa_1426;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const Rules& rules()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const Rules the_rules = Rules::read(*book.on(SchoolYear{2005}.first_day()));
    return the_rules;
}

void require_facts_that_hold_together(const StudentYear& year)
{
    require(year.grade >= 1 && year.grade <= 12);
    require(year.plan != nullptr && year.plan->subjects.size() <= k_most_subjects);
    require(year.subjects.size() == year.plan->subjects.size());
    for (const SubjectMarks& subject : year.subjects) {
        for (const Term term : k_terms) {
            const TermMarks& marks = subject.at(term);
            require(marks.coursework >= Mark(0) && marks.exam >= Mark(0));
            if (subject.one_term && term != *subject.one_term)
                require(marks.sitting == Sitting::not_entered);
        }
        require(subject.second_round.mark >= Mark(0));
    }
}

std::string evaluated(const StudentYear& year, const Rules& by, Trace trace)
{
    Outcome outcome;
    JsonWriter json;
    json.begin_object();
    if (const auto refusal = evaluate(year, by, outcome, trace))
        json.key("refused").text(to_code_text(refusal->code));
    else
        write_outcome(year, outcome, by, json);
    json.end_object();
    return std::string(json.str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const RulesInForce in_force{
        [](std::optional<SchoolYear>) -> Result<const EditionRules*> { return &rules(); }};
    const auto document = JsonDocument::parse({reinterpret_cast<const char*>(data), size});
    if (!document || !document->root().is(JsonKind::object))
        return 0;
    std::shared_ptr<const Plan> last_plan;
    const StudentYearReader reader{.rules = in_force, .last_plan = &last_plan};
    const StudentYearReading reading = read_student_year(document->root(), reader);
    require(reading.facts.has_value() == reading.problems.empty());
    const StudentYearReading again = read_student_year(document->root(), reader);
    require(again.problems.size() == reading.problems.size());
    if (!reading.facts)
        return 0;
    require_facts_that_hold_together(*reading.facts);
    TraceRecording recording;
    const std::string said = evaluated(*reading.facts, *reading.rules, Trace::off());
    require(said == evaluated(*reading.facts, *reading.rules, Trace(recording)));
    require(said == evaluated(*again.facts, *again.rules, Trace::off()));
    return 0;
}
