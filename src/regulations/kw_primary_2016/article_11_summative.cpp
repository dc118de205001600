#include "regulations/kw_primary_2016/article_11_summative.h"

#include <algorithm>

#include "regulations/kw_primary_2016/article_15_absence.h"

namespace taqwim::kw_primary_2016 {

namespace {

// KW-11.3  The score as it would be out of ten, exactly.
Exact unit_score(std::int32_t score_centi, std::int32_t maximum_centi, const Rules& rules)
{
    return rules.unit_maximum.value * Exact::ratio(score_centi, maximum_centi);
}

struct UnitResult {
    PartState state = PartState::missing;
    int points = 0;
    bool exceptional = false;
};

// KW-T-11a  One unit: its points, or what became of its absence.
UnitResult points_of_unit(const StudentYear& year, Subject subject, Term term, int number,
                          bool is_last, const AbsenceClasses& classes, const Rules& rules,
                          Trace& trace)
{
    const Unit& unit =
        year.units[year.at(subject, term).first_unit + static_cast<std::uint32_t>(number - 1)];
    auto step = trace.enter("KW-T-11a", "unit_points", nullptr, number);
    if (unit.state == UnitState::scored) {
        if (trace.is_recording())
            step.value("score", unit_score(unit.score_centi, unit.maximum_centi, rules));
        return {PartState::known,
                step.result("points", unit_points(unit.score_centi, unit.maximum_centi, rules)),
                false};
    }
    if (unit.state == UnitState::not_held) {
        step.missing("unit_score", code(subject), number);
        return {};
    }
    UnitResult result;
    switch (effect_of_missed_unit(year, subject, term, unit, is_last, classes, rules, trace)) {
    case MissedEffect::zero:
        step.result("points", 0);
        result.state = PartState::known;
        break;
    case MissedEffect::may_be_made_up:
        step.missing("make_up", code(subject), number);
        result.state = PartState::provisional;
        break;
    case MissedEffect::second_chance:
        result.state = PartState::awaiting_second_chance;
        step.note("awaiting_second_chance");
        break;
    case MissedEffect::exceptional_second_chance:
        result.state = PartState::awaiting_second_chance;
        result.exceptional = true;
        step.note("awaiting_second_chance");
        break;
    case MissedEffect::unknown:
    case MissedEffect::left_out: step.missing("absence_class", code(subject), number); break;
    }
    return result;
}

}  // namespace

int unit_points(std::int32_t score_centi, std::int32_t maximum_centi, const Rules& rules)
{
    const Exact score = unit_score(score_centi, maximum_centi, rules);
    // The bands fall to zero, so those above the score are all that stand before its own.
    std::size_t above = 0;
    for (const PointBand& band : rules.unit_bands.value)
        above += score < band.from ? 1 : 0;
    return rules.unit_bands.value[above].points;
}

PartState summative_mark(const StudentYear& year, Subject subject, Term term,
                         const AbsenceClasses& classes, const Rules& rules, Outcome& outcome,
                         SubjectTermOutcome& result, Trace& trace)
{
    auto step = trace.enter("KW-11.2", "summative_mark");
    const SubjectTerm& facts = year.at(subject, term);
    const auto term_number = static_cast<std::uint8_t>(index(term) + 1);
    result.first_unit = static_cast<std::uint32_t>(outcome.unit_points.size());
    result.summative_state = PartState::missing;
    if (!facts.has_units || facts.units == 0) {
        step.missing(facts.units == 0 ? "units" : "final_record", code(subject));
        outcome.missing.push_back(
            {facts.units == 0 ? "units" : "final_record", subject, term_number, 0, false});
        return result.summative_state;
    }

    // 1. Each unit is assessed once and gives 0 to 4 points: KW-T-11a. Their sum is KW-11.1.
    result.units = facts.units;
    bool is_missing = false;
    bool is_provisional = false;
    bool is_awaiting = false;
    int points = 0;
    for (int number = 1; number <= facts.units; ++number) {
        const UnitResult unit = points_of_unit(year, subject, term, number, number == facts.units,
                                               classes, rules, trace);
        outcome.unit_points.push_back(unit.state == PartState::known
                                          ? static_cast<std::int8_t>(unit.points)
                                          : static_cast<std::int8_t>(-1));
        points += unit.points;
        if (unit.state == PartState::provisional) {
            is_provisional = true;
            outcome.missing.push_back({"make_up_of_unit", subject, term_number,
                                       static_cast<std::uint8_t>(number), false});
        }
        is_awaiting = is_awaiting || unit.state == PartState::awaiting_second_chance;
        result.missed_exceptionally = result.missed_exceptionally || unit.exceptional;
        if (unit.state == PartState::missing) {
            is_missing = true;
            outcome.missing.push_back(
                {"unit_score", subject, term_number, static_cast<std::uint8_t>(number), false});
        }
    }
    if (is_missing || is_provisional || is_awaiting) {
        // The placement covers all units of the term (KW-18.5 b), so a unit without a result is no gap beside it.
        result.summative_state = is_awaiting      ? PartState::awaiting_second_chance
                                 : is_provisional ? PartState::provisional
                                                  : PartState::missing;
        step.conclude(Finding::undetermined);
        return result.summative_state;
    }

    // 2. 40 × points ÷ (units × 4): the worked table divides by the units, decision D9. No rounding.
    const Mark weight = step.read(rules.summative_weight);
    const int count = step.read(rules.summative_denominator) == SummativeDenominator::units
                          ? facts.units
                          : facts.competencies;
    if (count == 0) {
        step.missing("competencies", code(subject));
        return result.summative_state;
    }
    const int of = count * step.read(rules.maximum_level);
    step.value("points", Exact(points));
    step.value("of", Exact(of));
    result.summative = step.result("summative", Mark(weight.value * Exact::ratio(points, of)));
    result.summative_state = PartState::known;
    return PartState::known;
}

}  // namespace taqwim::kw_primary_2016
