// Any document is read without harm: either something wrong with it is told, or the facts hold together and are evaluated
// alike with and without trace.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/data_files.h"
#include "regulations/sa_1426/mastery_evaluation.h"
#include "regulations/sa_1426/mastery_outcome_json.h"
#include "regulations/sa_1426/mastery_year_json.h"

namespace {

using namespace taqwim;
using namespace taqwim::sa_1426;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const MasteryRules& rules()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const MasteryRules the_rules =
        MasteryRules::read(*book.on(SchoolYear{2006}.first_day()), k_regulation_clauses);
    return the_rules;
}

void require_facts_that_hold_together(const MasteryYear& year)
{
    require(rules().covers(year.grade));
    require(year.records.size() == year.list->parts.size());
    for (const SkillSubject& subject : year.list->subjects)
        for (const Skill& skill : subject.skills)
            require(skill.first_part + skill.parts <= year.records.size());
    for (const PartRecord& record : year.records)
        for (std::size_t i = 0; i < record.judgements.size(); ++i) {
            require(record.judgements[i].on <= year.last_day);
            require(i == 0 || record.judgements[i - 1].on <= record.judgements[i].on);
        }
    for (std::size_t i = 1; i < year.reports.size(); ++i)
        require(year.reports[i].number == year.reports[i - 1].number + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto document = JsonDocument::parse({reinterpret_cast<const char*>(data), size});
    if (!document)
        return 0;
    FieldReader reader;
    const MasteryYear year = read_mastery_year(document->root(), rules(), {}, reader);
    if (!reader.is_clean())
        return 0;
    require_facts_that_hold_together(year);

    TraceRecording recording;
    Trace trace(recording);
    Trace off = Trace::off();
    MasteryOutcome traced;
    MasteryOutcome outcome;
    const auto refused = evaluate_mastery(year, rules(), traced, trace);
    require(refused.has_value() == evaluate_mastery(year, rules(), outcome, off).has_value());
    if (refused)
        return 0;
    require(std::string_view(traced.code()) == outcome.code());
    require(outcome.minimum.mastered + static_cast<int>(outcome.missing_minimum.size()) ==
            outcome.minimum.total);
    for (const Report& report : outcome.reports)
        for (const SubjectReport& subject : report.subjects)
            require(static_cast<int>(subject.unmastered.size()) ==
                    subject.counts.studied - subject.counts.mastered);
    JsonWriter json;
    json.begin_object();
    write_mastery_outcome(year, outcome, rules(), json);
    json.end_object();
    require(static_cast<bool>(JsonDocument::parse(json.str())));
    return 0;
}
