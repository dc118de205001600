#include "regulations/sa_1447/questions.h"

#include <array>

#include "core/refusal_codes.h"
#include "regulations/sa_1447/averages.h"
#include "regulations/sa_1447/conduct.h"
#include "regulations/sa_1447/course_marks.h"
#include "regulations/sa_1447/outcome_json.h"
#include "regulations/sa_1447/student_year_json.h"

namespace taqwim::sa_1447 {

namespace {

constexpr int k_first_secondary_grade = 10;
constexpr std::size_t k_secondary_years = 3;
// An average may be given as exactly as it was printed, or as a fraction.
constexpr int k_average_decimals = 9;

const EditionRules1447& of_1447(const sa_1426::EditionRules& rules)
{
    return static_cast<const EditionRules1447&>(rules);
}

std::optional<Refusal> first_problem(DocumentReader& reader)
{
    if (reader.problems().empty())
        return std::nullopt;
    return reader.problems().front();
}

using YearAverages = std::array<std::optional<Exact>, k_secondary_years>;

void read_year(const JsonValue& one, const EditionRules1447& rules, YearAverages& averages,
               DocumentReader& reader)
{
    if (!reader.is_object(one, {"grade", "average"}))
        return;
    const auto grade = reader.whole(one, "grade", k_first_secondary_grade, k_last_grade);
    const auto given = DocumentReader::given(one, "average");
    for (const char* const name : {"grade", "average"})
        if (!DocumentReader::given(one, name))
            reader.missing(one, name, "SA1447-GPA");
    const auto average =
        given ? reader.mark(*given, {"average", rules.maximum.value, k_average_decimals})
              : std::nullopt;
    if (!grade || !average)
        return;
    auto& place = averages.at(static_cast<std::size_t>(*grade - k_first_secondary_grade));
    if (place)
        reader.refuse(RefusalCode::given_twice, one.pointer("grade"),
                      {{"field", "grade"}, {"other", std::to_string(*grade)}}, "SA1447-GPA");
    place = average->value;
}

}  // namespace

std::optional<Refusal> answer_gpa(const JsonValue& input, const sa_1426::EditionRules& edition,
                                  Trace& trace, JsonWriter& out)
{
    const EditionRules1447& rules = of_1447(edition);
    DocumentReader reader;
    YearAverages averages;
    if (reader.is_object(input, {"years"})) {
        const auto years = DocumentReader::given(input, "years");
        if (!years)
            reader.missing(input, "years", "SA1447-GPA");
        else if (reader.is(*years, JsonKind::array))
            for (const JsonValue one : *years)
                read_year(one, rules, averages, reader);
        // How an average of fewer years would weigh them the profile does not say.
        if (reader.problems().empty())
            for (const auto& average : averages)
                if (!average)
                    return Refusal{RefusalCode::rule_not_in_profile,
                                   {{"rule", "gpa_of_fewer_years"}},
                                   input.pointer("years"),
                                   "SA1447-GPA"};
    }
    if (auto problem = first_problem(reader))
        return problem;
    const Exact exact =
        cumulative_average({*averages[0], *averages[1], *averages[2]}, rules, trace);
    out.key("average");
    write_average(exact, shown_average(exact, rules), rules.average_decimals.value, out);
    if (const char* const word = band_of(exact, k_last_grade, rules, nullptr, trace))
        out.key("general_grade").text(word);
    return std::nullopt;
}

std::optional<Refusal> answer_behaviour(const JsonValue& input,
                                        const sa_1426::EditionRules& edition, Trace& trace,
                                        JsonWriter& out)
{
    const EditionRules1447& rules = of_1447(edition);
    DocumentReader reader;
    const BehaviourFacts facts = read_behaviour(input, rules, reader);
    if (auto problem = first_problem(reader))
        return problem;
    write_behaviour(behaviour_mark(facts, rules.behaviour, trace, 0), out);
    return std::nullopt;
}

std::optional<Refusal> answer_attendance(const JsonValue& input,
                                         const sa_1426::EditionRules& edition, Trace& trace,
                                         JsonWriter& out)
{
    const EditionRules1447& rules = of_1447(edition);
    DocumentReader reader;
    const AttendanceFacts facts = read_attendance(input, rules, reader, {"grade"});
    const auto grade = input.is(JsonKind::object)
                           ? reader.whole(input, "grade", k_first_grade, k_last_grade)
                           : std::nullopt;
    if (!facts.is_given && reader.problems().empty())
        reader.missing(input, "absent_days", "SA1447-ATTENDANCE");
    if (auto problem = first_problem(reader))
        return problem;
    const LedgerOutcome ledger = attendance_mark(facts, rules.attendance, trace, 0);
    write_attendance(ledger, out);
    if (grade)
        out.key("barred").boolean(
            is_barred_by_absence(ledger.unexcused_days, stage_of(*grade), rules.attendance, trace));
    return std::nullopt;
}

}  // namespace taqwim::sa_1447
