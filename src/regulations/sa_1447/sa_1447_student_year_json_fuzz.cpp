// Any document is read without harm: either everything wrong with it is told, or the facts hold together, are evaluated
// without and with a trace alike, a second reading says the same, and what would change it can be told.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1447/data_files.h"
#include "regulations/sa_1447/evaluation.h"
#include "regulations/sa_1447/outcome_json.h"
#include "regulations/sa_1447/student_year_json.h"
#include "regulations/sa_1447/what_would_change.h"

namespace {

using namespace taqwim;
using namespace taqwim::sa_1447;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const EditionRules1447& rules()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const EditionRules1447 the_rules =
        EditionRules1447::read(*book.on(SchoolYear{2025}.first_day()));
    return the_rules;
}

void require_marks_within(const std::vector<PartMark>& marks, const Parts& parts)
{
    for (const PartMark& one : marks) {
        const PartMaximum* const part = find(parts, one.part);
        require(part != nullptr && one.mark >= Mark(0) && one.mark <= part->maximum);
    }
}

void require_facts_that_hold_together(const StudentYear& year)
{
    require(year.grade >= k_first_grade && year.grade <= k_last_grade && !year.track.empty());
    require(!year.courses.empty());
    for (const CourseFacts& course : year.courses) {
        require(course.subject != nullptr && !course.periods.empty());
        require((course.form == nullptr) == course.subject->is_judged_by_standards());
        require((course.term != 0) == year.is_secondary());
        require(!course.stumble_exam || year.is_secondary());
        for (const PeriodFacts& period : course.periods) {
            require(period.standards_met <= period.standards_judged);
            if (course.form != nullptr)
                require_marks_within(period.marks, course.form->first.value);
        }
        if (course.has_second_sitting)
            require_marks_within(course.second_sitting, course.form->second->value);
    }
}

std::string evaluated(const StudentYear& year, Trace trace)
{
    Outcome outcome;
    JsonWriter json;
    json.begin_object();
    if (const auto refusal = evaluate(year, rules(), outcome, trace)) {
        json.key("refused").text(to_code_text(refusal->code));
    } else {
        write_outcome(year, outcome, rules(), json);
        json.key("what_would_change");
        write_what_would_change(year, what_would_change(year, outcome, rules()), json);
    }
    json.end_object();
    return std::string(json.str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto document = JsonDocument::parse({reinterpret_cast<const char*>(data), size});
    if (!document || !document->root().is(JsonKind::object))
        return 0;
    DocumentReader reader;
    const auto year = read_student_year(document->root(), rules(), reader);
    require(year.has_value() == reader.problems().empty());
    DocumentReader second;
    const auto again = read_student_year(document->root(), rules(), second);
    require(second.problems().size() == reader.problems().size());
    if (!year)
        return 0;
    require_facts_that_hold_together(*year);
    TraceRecording recording;
    const std::string said = evaluated(*year, Trace::off());
    require(said == evaluated(*year, Trace(recording)));
    require(said == evaluated(*again, Trace::off()));
    return 0;
}
