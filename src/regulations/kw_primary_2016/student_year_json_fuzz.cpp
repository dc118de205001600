// Any document is read without harm: either everything wrong with it is told, or the facts hold
// together, and a second reading says the same.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "regulations/frame/json_value.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/kw_primary_2016/data_files.h"
#include "regulations/kw_primary_2016/student_year_json.h"

namespace {

using namespace taqwim;
using namespace taqwim::kw_primary_2016;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const Rules& rules()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const Rules the_rules = Rules::read(*book.on(SchoolYear{2015}.first_day()));
    return the_rules;
}

void require_facts_that_hold_together(const StudentYear& year)
{
    require(year.grade >= 1 && year.grade <= k_grades);
    std::size_t measures = 0;
    for (const Subject subject : k_all_subjects) {
        for (const Term term : k_terms) {
            const SubjectTerm& record = year.at(subject, term);
            require(record.first_competency + record.competencies <= year.competencies.size());
            require(record.first_unit + record.units <= year.units.size());
            for (std::uint32_t i = 0; i < record.competencies; ++i) {
                const Competency& competency = year.competencies[record.first_competency + i];
                require(competency.first_measure + competency.measures <= year.measures.size());
                require(competency.entered_level <= 4);
                measures += competency.measures;
            }
        }
    }
    require(measures == year.measures.size());
    for (const Unit& unit : year.units)
        require(unit.maximum_centi > 0 && unit.score_centi >= 0 &&
                unit.score_centi <= unit.maximum_centi);
    for (const Measure& measure : year.measures)
        require(measure.day == k_no_day || (measure.day >= 0 && measure.day < 366));
    require(!year.attendance || year.calendar);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const LevelSymbol symbols[] = {
        {"\xD9\x85", 4}, {"\xD8\xAC.\xD8\xAC", 3}, {"\xD8\xAC", 2}};
    ReaderContext context;
    context.rules_of = [](SchoolYear) -> Result<const Rules*> { return &rules(); };
    context.symbols = symbols;
    context.default_school_year = SchoolYear{2015};

    const auto document = JsonDocument::parse({reinterpret_cast<const char*>(data), size});
    if (!document)
        return 0;
    const StudentYearReading reading = read_all_of_student_year(document->root(), context);
    require(reading.facts.has_value() == reading.problems.empty());
    if (reading.facts)
        require_facts_that_hold_together(*reading.facts);
    const auto again = read_student_year(document->root(), context);
    require(static_cast<bool>(again) == reading.facts.has_value());
    if (again)
        require(again->measures.size() == reading.facts->measures.size());
    else
        require(again.refusal().field == reading.problems.front().field);
    (void)read_calendar(document->root(), SchoolYear{2015}, rules());
    return 0;
}
