// What holds for every student-year: laws that no list of cases can say. The years are made at random, from a fixed
// seed: all grades, levels and scores around the borders, absences of every class, gaps, exemptions, exceptional
// cases, placements and second rounds.

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/ordinary_year.h"
#include "regulations/kw_primary_2016/outcome_json.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "regulations/kw_primary_2016/what_would_change.h"
#include "tests/support/kw_primary_2016_rules.h"

using namespace taqwim::kw_primary_2016;
using taqwim::Exact;
using taqwim::JsonDocument;
using taqwim::JsonWriter;
using taqwim::Mark;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::Result;
using taqwim::SchoolYear;
using taqwim::Trace;
using taqwim::TraceRecording;
using Json = nlohmann::json;

namespace {

const Rules& rules()
{
    return taqwim::tests::kw_rules();
}

// Runs a property with a fixed seed, so that it says the same today and tomorrow.
template <class Property>
void holds(const char* what, int runs, const Property& property)
{
    constexpr std::uint64_t k_seed = 20160101;
    rc::detail::TestMetadata metadata;
    metadata.id = what;
    metadata.description = what;
    rc::detail::TestParams parameters;
    parameters.seed = k_seed;
    parameters.maxSuccess = runs;
    const auto result = rc::detail::checkTestable(property, metadata, parameters);
    std::ostringstream report;
    rc::detail::printResultMessage(result, report);
    const std::string text =
        std::string(what) + ", seed " + std::to_string(k_seed) + ": " + report.str();
    CHECK_MESSAGE(result.template is<rc::detail::SuccessResult>(), text);
}

// Random years.

// One way in which a year is not ordinary. What `amount` means depends on the kind.
enum class Kind : std::uint8_t {
    weak_subject,         // levels and scores near 40
    level,                // of one measure
    missed_measure,       // without excuse or with one
    no_level,             // of a competency: never measured
    excluded_competency,  // never measured, signed off
    score,                // of one unit
    missed_unit,          // without excuse or with one, in the last two months or before
    no_score,             // a unit that was not held
    missed_term,          // everything of the term, without excuse or with one
    no_term,              // no record of the subject's term
    performance,          // another mark
    missed_performance,   // without excuse or with one
    no_performance,
    exempt_non_muslim,  // from the first or the second term
    exempt_from_pe,
    exceptional_case,  // accepted, undecided, refused; lapsed
    last_two_months,   // kept or broken
    absence,           // counts of a term
    k_kinds,
};

struct Change {
    Kind kind;
    int subject;
    int term;
    int item;
    int amount;
};

// What a year is made from; it says all that is needed to make it again.
struct Recipe {
    int grade = 1;
    std::uint64_t number = 0;
    std::vector<Change> changes;
    bool has_papers = false;  // of the second chance, where one is due
};

std::ostream& operator<<(std::ostream& out, const Recipe& recipe)
{
    out << "grade " << recipe.grade << ", year " << recipe.number
        << (recipe.has_papers ? ", with papers" : "");
    for (const Change& change : recipe.changes)
        out << "; change " << static_cast<int>(change.kind) << " "
            << code(k_all_subjects[static_cast<std::size_t>(change.subject)]) << " T"
            << change.term + 1 << " item " << change.item << " by " << change.amount;
    return out;
}

}  // namespace

namespace rc {

// Any number of the range with equal chance; RapidCheck's own would begin with the small ones.
template <class Number>
Gen<Number> any_in(Number first, Number end)
{
    return gen::resize(kNominalSize, gen::inRange<Number>(first, end));
}

template <>
struct Arbitrary<Change> {
    static Gen<Change> arbitrary()
    {
        return gen::build<Change>(
            gen::set(&Change::kind, gen::map(any_in(0, static_cast<int>(Kind::k_kinds)),
                                             [](int kind) { return static_cast<Kind>(kind); })),
            gen::set(&Change::subject, any_in(0, static_cast<int>(k_subjects))),
            gen::set(&Change::term, any_in(0, 2)), gen::set(&Change::item, any_in(0, 12)),
            gen::set(&Change::amount, any_in(0, 1001)));
    }
};

template <>
struct Arbitrary<Recipe> {
    static Gen<Recipe> arbitrary()
    {
        constexpr int k_most_changes = 6;
        return gen::build<Recipe>(
            gen::set(&Recipe::grade, any_in(1, k_grades + 1)),
            gen::set(&Recipe::number, any_in<std::uint64_t>(0, 1000000)),
            gen::set(&Recipe::changes,
                     gen::resize(k_most_changes,
                                 gen::container<std::vector<Change>>(gen::arbitrary<Change>()))),
            gen::set(&Recipe::has_papers, gen::arbitrary<bool>()));
    }
};

}  // namespace rc

namespace {

// The records of one subject in one term, for those who change them.
struct Record {
    StudentYear& year;
    Subject subject;
    Term term;

    [[nodiscard]] SubjectTerm& facts() const
    {
        return year.subject_terms[index(subject)][index(term)];
    }
    [[nodiscard]] bool has_measures() const
    {
        return facts().has_formative && facts().competencies > 0;
    }
    [[nodiscard]] bool has_units() const { return facts().has_units && facts().units > 0; }
    [[nodiscard]] Competency& competency(int item) const
    {
        return year.competencies[facts().first_competency +
                                 static_cast<std::uint32_t>(item % facts().competencies)];
    }
    // Null when the competency was never measured.
    [[nodiscard]] Measure* measure(int item) const
    {
        const Competency& one = competency(item);
        return one.measures == 0 ? nullptr
                                 : &year.measures[one.first_measure +
                                                  static_cast<std::uint32_t>(item % one.measures)];
    }
    [[nodiscard]] Unit& unit(int item) const
    {
        return year.units[facts().first_unit + static_cast<std::uint32_t>(item % facts().units)];
    }
};

void weaken(const Record& record, int amount)
{
    // Level 2 and scores of no or one point: term marks of 30 to 40.
    for (int item = 0; record.has_measures() && item < record.facts().competencies; ++item) {
        const Competency& competency = record.competency(item);
        for (std::uint32_t i = 0; i < competency.measures; ++i)
            record.year.measures[competency.first_measure + i].mark = MeasureMark::level_2;
    }
    for (int item = 0; record.has_units() && item < record.facts().units; ++item)
        record.unit(item) = Unit{.score_centi = (amount + item) % 3 * 300,
                                 .maximum_centi = 1000,
                                 .state = UnitState::scored};
}

void forget(const Record& record)
{
    record.facts().has_formative = false;
    record.facts().has_units = false;
}

void miss_term(StudentYear& year, Term term, bool excused)
{
    for (const Subject subject : k_all_subjects) {
        const Record record{year, subject, term};
        for (int item = 0; record.has_measures() && item < record.facts().competencies; ++item) {
            const Competency& competency = record.competency(item);
            for (std::uint32_t i = 0; i < competency.measures; ++i)
                year.measures[competency.first_measure + i].mark =
                    excused ? MeasureMark::absent_excused : MeasureMark::absent_unexcused;
        }
        for (int item = 0; record.has_units() && item < record.facts().units; ++item)
            record.unit(item) =
                Unit{.state = excused ? UnitState::absent_excused : UnitState::absent_unexcused};
        PerformanceSitting& sitting = year.performance[index(subject)];
        if (term == Term::second && sitting.state != SittingState::not_given)
            sitting = {.state =
                           excused ? SittingState::absent_excused : SittingState::absent_unexcused,
                       .mark = {}};
    }
}

void exempt(StudentYear& year, const SubjectSet& subjects, ExemptFrom from)
{
    for (const Subject subject : k_all_subjects) {
        if (!subjects.contains(subject))
            continue;
        year.exempt[index(subject)] = from;
        year.performance[index(subject)] = {};
        for (const Term term : k_terms)
            if (year.is_exempt(subject, term))
                forget(Record{year, subject, term});
    }
}

void apply(const Change& change, StudentYear& year)
{
    const Subject subject = k_all_subjects[static_cast<std::size_t>(change.subject)];
    const Record record{year, subject, change.term == 0 ? Term::first : Term::second};
    PerformanceSitting& sitting = year.performance[index(subject)];
    const bool excused = change.amount % 2 == 0;
    switch (change.kind) {
    case Kind::weak_subject:
        for (const Term term : k_terms)
            weaken(Record{year, subject, term}, change.amount);
        break;
    case Kind::level:
        if (record.has_measures())
            if (Measure* const measure = record.measure(change.item))
                measure->mark = static_cast<MeasureMark>(change.amount % 5);
        break;
    case Kind::missed_measure:
        if (record.has_measures())
            if (Measure* const measure = record.measure(change.item))
                measure->mark =
                    excused ? MeasureMark::absent_excused : MeasureMark::absent_unexcused;
        break;
    case Kind::no_level:
    case Kind::excluded_competency:
        if (record.has_measures()) {
            record.competency(change.item).measures = 0;
            record.competency(change.item).excluded = change.kind == Kind::excluded_competency;
        }
        break;
    case Kind::score:
        if (record.has_units())
            record.unit(change.item) = Unit{
                .score_centi = change.amount, .maximum_centi = 1000, .state = UnitState::scored};
        break;
    case Kind::missed_unit:
        if (record.has_units()) {
            record.unit(change.item) =
                Unit{.state = excused ? UnitState::absent_excused : UnitState::absent_unexcused};
            record.unit(change.item).last_two_months =
                change.amount % 3 == 0 ? Known::no : Known::yes;
        }
        break;
    case Kind::no_score:
        if (record.has_units())
            record.unit(change.item) = Unit{};
        break;
    case Kind::missed_term: miss_term(year, record.term, excused); break;
    case Kind::no_term: forget(record); break;
    case Kind::performance:
        if (sitting.state != SittingState::not_given)
            sitting = {.state = SittingState::attended,
                       .mark = Mark(Exact::ratio(change.amount, 10))};
        break;
    case Kind::missed_performance:
        if (sitting.state != SittingState::not_given)
            sitting = {.state =
                           excused ? SittingState::absent_excused : SittingState::absent_unexcused,
                       .mark = {}};
        break;
    case Kind::no_performance: sitting = {}; break;
    case Kind::exempt_non_muslim:
        exempt(year, rules().exempt_non_muslim.value,
               excused ? ExemptFrom::first_term : ExemptFrom::second_term);
        break;
    case Kind::exempt_from_pe:
        exempt(year, rules().exempt_medical_report.value,
               excused ? ExemptFrom::first_term : ExemptFrom::second_term);
        break;
    case Kind::exceptional_case:
        year.exceptional =
            ExceptionalCase{.type = "inpatient",
                            .of_parent = false,
                            .from = {},
                            .to = {},
                            .district = static_cast<Judgement>(change.amount % 3),
                            .ministry_committee = static_cast<Judgement>(change.amount / 3 % 3),
                            .lapsed = change.amount % 7 == 0};
        break;
    case Kind::last_two_months:
        year.last_two_months =
            LastTwoMonths{.attended_days = change.amount % 3, .absence_all_excused = excused};
        break;
    case Kind::absence:
        year.absence[index(record.term)].given = true;
        year.absence[index(record.term)].unexcused_full_days = change.amount % 40;
        year.absence[index(record.term)].excused_intermittent_days = change.amount % 70;
        year.absence[index(record.term)].lateness_unaccepted = change.amount % 20;
        break;
    case Kind::k_kinds: break;
    }
}

// Papers for every subject that has a second chance, if one is open.
void add_papers(StudentYear& year, std::uint64_t number)
{
    Outcome outcome;
    Trace nothing = Trace::off();
    if (evaluate(year, rules(), outcome, nothing))
        return;
    const auto next = [&number](int bound) {
        number = number * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((number >> 33) % static_cast<std::uint64_t>(bound));
    };
    const auto mark_of = [&](int maximum) {
        return Mark(Exact::ratio(next(maximum * 100 + 1), 100));
    };
    for (const Subject subject : k_all_subjects) {
        const SecondChance chance = outcome.at(subject).second_chance;
        const bool is_due = outcome.decision == Decision::placement ||
                            outcome.decision == Decision::second_round ||
                            outcome.decision == Decision::pending_exceptional;
        if (chance == SecondChance::none || !is_due)
            continue;
        const bool absent = next(8) == 0;
        if (year.grade < k_grades) {
            year.has_placement = true;
            year.placement[index(subject)] = {.state = absent ? SittingState::absent_unexcused
                                                              : SittingState::attended,
                                              .mark = absent ? Mark(0) : mark_of(100),
                                              .day = {}};
            continue;
        }
        SecondRoundPapers papers;
        papers.state = absent ? SittingState::absent_unexcused : SittingState::attended;
        if (!absent) {
            papers.reassessment_of_40 = mark_of(40);
            papers.reassessment_of_100 =
                Mark(papers.reassessment_of_40->value * Exact::ratio(5, 2));
            papers.performance = mark_of(100);
            papers.whole_paper = mark_of(100);
        }
        year.has_second_round = true;
        year.second_round.emplace_back(subject, papers);
    }
}

// A record in which nothing is given is no record, as for those who read it.
void drop_empty_records(StudentYear& year)
{
    for (const Subject subject : k_all_subjects)
        for (const Term term : k_terms) {
            const Record record{year, subject, term};
            bool any_unit = false;
            for (int item = 0; record.has_units() && item < record.facts().units; ++item)
                any_unit = any_unit || record.unit(item).state != UnitState::not_held;
            bool any_level = false;
            for (int item = 0; record.has_measures() && item < record.facts().competencies; ++item)
                any_level = any_level || record.competency(item).measures > 0 ||
                            record.competency(item).excluded;
            record.facts().has_units = any_unit;
            record.facts().has_formative = any_level;
        }
}

StudentYear year_of(const Recipe& recipe)
{
    StudentYear year = ordinary_year(recipe.number, recipe.grade, rules());
    for (const Change& change : recipe.changes)
        apply(change, year);
    drop_empty_records(year);
    if (recipe.has_papers)
        add_papers(year, recipe.number);
    return year;
}

// Everything that an evaluation says, as text.

const GradeSymbols k_symbols = {"unacceptable", "acceptable", "good", "very_good", "excellent"};

std::string text_of(const StudentYear& year, const Outcome& outcome)
{
    JsonWriter json;
    json.begin_object();
    write_outcome(year, outcome, rules(), k_symbols, json);
    json.end_object();
    return std::string(json.str());
}

// The fields that the document does not show.
std::string inner_fields(const Outcome& outcome)
{
    std::ostringstream text;
    const auto total = [&](const Total& one) {
        text << one.known << ' ' << one.actual.to_text() << ' ' << one.notional.to_text() << ' '
             << one.maximum.to_text() << ' ' << one.percentage.to_text() << ' '
             << static_cast<int>(one.grade) << '\n';
    };
    for (const CompetencyOutcome& one : outcome.competencies)
        text << one.sum << '/' << one.count << ' ' << static_cast<int>(one.level) << one.excluded
             << one.entered << ' ';
    for (const std::int8_t points : outcome.unit_points)
        text << static_cast<int>(points) << ' ';
    for (const Subject subject : k_all_subjects) {
        for (const Term term : k_terms) {
            const SubjectTermOutcome& one = outcome.at(subject, term);
            text << static_cast<int>(one.status) << static_cast<int>(one.formative_state)
                 << static_cast<int>(one.summative_state) << static_cast<int>(one.grade) << ' '
                 << static_cast<int>(one.competencies) << ' ' << static_cast<int>(one.units)
                 << one.missed_exceptionally << ' ' << one.first_competency << ' ' << one.first_unit
                 << ' ' << one.formative.to_text() << ' ' << one.summative.to_text() << ' '
                 << one.gross.to_text() << ' ' << one.net.to_text() << '\n';
        }
        const SubjectYearOutcome& year = outcome.at(subject);
        text << year.taught << year.counted << year.exempt << year.has_mean << year.has_year_mark
             << year.failing_as_obtained << year.failing_after_raise << year.barred_by_performance
             << static_cast<int>(year.raised) << static_cast<int>(year.performance_state)
             << static_cast<int>(year.second_chance) << static_cast<int>(year.grade) << ' '
             << year.mean.to_text() << ' ' << year.performance.to_text() << ' '
             << year.year_mark.to_text() << ' ' << year.after_raise.to_text() << '\n';
        const SecondChanceOutcome& second = outcome.second_chances[index(subject)];
        text << second.sat << second.passed << second.has_test_mark << second.has_recorded
             << second.has_formative_mean << ' ' << second.formative_mean.to_text() << ' '
             << second.test_mark.to_text() << ' ' << second.recorded.to_text() << ' '
             << static_cast<int>(second.grade) << '\n';
    }
    for (const TermOutcome& one : outcome.terms) {
        text << one.absence_given << ' ' << one.unexcused_full_days << ' ' << one.missed_period_days
             << ' ' << one.unapproved_leave_days << ' ' << one.lateness_unaccepted << ' '
             << one.converted_days << ' ' << one.unexcused_days << ' ' << one.excused_days << ' '
             << one.deduction_unexcused.to_text() << ' ' << one.deduction_excused.to_text() << ' '
             << one.deduction.to_text() << ' ' << one.oral_notice_due_known
             << one.attended_days.value_or(-1) << static_cast<int>(one.whole_absence) << ' ';
        for (const Document document : one.documents)
            text << code(document) << ' ';
        total(one.total);
    }
    total(outcome.year_total);
    total(outcome.second_total);
    for (const MissingFact& fact : outcome.missing)
        text << fact.name << ' ' << code(fact.subject) << ' ' << static_cast<int>(fact.term) << ' '
             << static_cast<int>(fact.number) << fact.counted << '\n';
    text << code(outcome.decision_round_1) << ' ' << code(outcome.decision) << ' '
         << outcome.decision_clause << ' ' << outcome.final_clause << ' '
         << code(outcome.repeat_reason) << ' ' << code(outcome.exceptional_scope) << ' '
         << (outcome.due_day ? outcome.due_day->to_text() : "no day") << outcome.second_chance_taken
         << static_cast<int>(outcome.moves_to_mens_school) << outcome.age_to_be_checked
         << static_cast<int>(outcome.compulsory);
    return text.str();
}

// Every field of the outcome, or of the refusal.
std::string all_of(const StudentYear& year, const std::optional<Refusal>& refusal,
                   const Outcome& outcome)
{
    if (refusal)
        return taqwim::to_code_text(refusal->code) + " " + refusal->field + " " + refusal->clause;
    return text_of(year, outcome) + inner_fields(outcome);
}

// Where two texts part, in a few words; empty when they are equal.
std::string difference(const std::string& a, const std::string& b)
{
    if (a == b)
        return {};
    const auto [first, second] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto around = [](const std::string& text, std::string::const_iterator place) {
        const auto at = static_cast<std::size_t>(place - text.begin());
        const std::size_t start = at < 80 ? 0 : at - 80;
        return text.substr(start, 160);
    };
    return "<<" + around(a, first) + ">> and <<" + around(b, second) + ">>";
}

std::string evaluated(const StudentYear& year)
{
    Outcome outcome;
    Trace nothing = Trace::off();
    const auto refusal = evaluate(year, rules(), outcome, nothing);
    return all_of(year, refusal, outcome);
}

// A year as a document, so that it can be read again.

std::string decimal(const Mark& mark)
{
    return mark.value.shown(2);
}

Json formative_json(const StudentYear& year, const SubjectTerm& facts, Json& excluded)
{
    Json formative = Json::object();
    for (std::uint32_t number = 0; number < facts.competencies; ++number) {
        const Competency& competency = year.competencies[facts.first_competency + number];
        const std::string name = std::to_string(number + 1);
        if (competency.excluded)
            excluded.push_back(name);
        for (std::uint32_t i = 0; i < competency.measures; ++i) {
            const Measure& measure = year.measures[competency.first_measure + i];
            const std::string criterion = name + "." + std::to_string(measure.criterion);
            Json& levels = formative[name][criterion];
            if (measure.mark <= MeasureMark::level_4)
                levels.push_back(static_cast<int>(measure.mark));
            else
                levels.push_back(measure.mark == MeasureMark::absent_excused ? "E" : "U");
        }
    }
    return formative;
}

Json unit_json(const Unit& unit)
{
    switch (unit.state) {
    case UnitState::scored:
        return {{"score", decimal(Mark(Exact::ratio(unit.score_centi, 100)))},
                {"max", decimal(Mark(Exact::ratio(unit.maximum_centi, 100)))}};
    case UnitState::not_held: return "";
    default: break;
    }
    Json json = {{"score", unit.state == UnitState::absent_excused ? "E" : "U"}};
    if (unit.last_two_months != Known::unknown)
        json["last_two_months"] = unit.last_two_months == Known::yes;
    return json;
}

Json subject_term_json(const StudentYear& year, Subject subject, Term term)
{
    const SubjectTerm& facts = year.at(subject, term);
    Json record = Json::object();
    if (facts.has_formative) {
        Json excluded = Json::array();
        record["formative"] = formative_json(year, facts, excluded);
        record["excluded"] = excluded;
    }
    if (facts.has_units)
        for (std::uint32_t i = 0; i < facts.units; ++i)
            record["summative"].push_back(unit_json(year.units[facts.first_unit + i]));
    return record;
}

std::string sitting_text(SittingState state, const Mark& mark)
{
    return state == SittingState::attended         ? decimal(mark)
           : state == SittingState::absent_excused ? "E"
                                                   : "U";
}

const char* judgement_text(Judgement judgement)
{
    constexpr std::array names = {"undecided", "accepted", "refused"};
    return names[static_cast<std::size_t>(judgement)];
}

Json json_of(const StudentYear& year)
{
    Json json = {
        {"id", year.id}, {"grade", year.grade}, {"school_year", year.school_year.to_text()}};
    for (const Term term : k_terms) {
        const AbsenceCounts& counts = year.absence[index(term)];
        if (counts.given)
            json["absence"][code(term)] = {
                {"unexcused_full_days", counts.unexcused_full_days},
                {"lateness_unaccepted", counts.lateness_unaccepted},
                {"excused_intermittent_days", counts.excused_intermittent_days}};
    }
    for (const Subject subject : k_all_subjects) {
        if (!rules().taught_in(year.grade).contains(subject))
            continue;
        if (year.is_exempt(subject))
            json["exempt"].push_back(
                {{"subject", code(subject)},
                 {"from_term",
                  year.exempt[index(subject)] == ExemptFrom::first_term ? "T1" : "T2"}});
        for (const Term term : k_terms) {
            json["policy"]["units"][code(subject)].push_back(
                std::max<int>(year.at(subject, term).units, 1));
            if (!year.is_exempt(subject, term))
                json["subjects"][code(subject)][code(term)] =
                    subject_term_json(year, subject, term);
        }
        const PerformanceSitting& sitting = year.performance[index(subject)];
        if (sitting.state != SittingState::not_given)
            json["performance"][code(subject)] = sitting_text(sitting.state, sitting.mark);
        const PlacementPaper& paper = year.placement[index(subject)];
        if (paper.state != SittingState::not_given)
            json["placement"][code(subject)] = sitting_text(paper.state, paper.mark);
    }
    for (const auto& [subject, papers] : year.second_round) {
        Json& json_papers = json["second_round"][code(subject)];
        if (papers.state != SittingState::attended)
            json_papers["absent"] = "U";
        if (papers.reassessment_of_40)
            json_papers["term2_reassessment_of_40"] = decimal(*papers.reassessment_of_40);
        if (papers.performance)
            json_papers["performance"] = decimal(*papers.performance);
        if (papers.whole_paper)
            json_papers["paper"] = decimal(*papers.whole_paper);
    }
    if (year.exceptional)
        json["exceptional"] = {
            {"type", year.exceptional->type},
            {"documents", 1},
            {"district", judgement_text(year.exceptional->district)},
            {"ministry_committee", judgement_text(year.exceptional->ministry_committee)},
            {"lapsed", year.exceptional->lapsed}};
    if (year.last_two_months)
        json["last_two_months"] = {
            {"attended_days", year.last_two_months->attended_days},
            {"absence_all_excused", year.last_two_months->absence_all_excused}};
    return json;
}

std::string evaluated_text(const std::string& text)
{
    const ReaderContext context{
        .rules_of = [](SchoolYear) -> Result<const Rules*> { return &rules(); },
        .symbols = taqwim::tests::kw_level_symbols(),
        .default_school_year = {},
        .calendars = {},
        .memory = nullptr};
    const auto document = JsonDocument::parse(text);
    if (!document)
        return "no JSON";
    const auto year = read_student_year(document->root(), context);
    if (!year)
        return "not read: " + taqwim::to_code_text(year.refusal().code) + " " +
               year.refusal().field;
    return evaluated(*year);
}

// The same document in another order of subjects, competencies, criteria and levels. Units keep theirs: it is their
// number.
std::string in_another_order(const Json& json, bool is_reversed)
{
    using Ordered = nlohmann::ordered_json;
    Ordered result = Ordered::parse(json.dump());
    const auto reversed = [](Ordered& object) {
        Ordered turned = Ordered::object();
        std::vector<std::string> keys;
        for (const auto& [key, value] : object.items())
            keys.push_back(key);
        for (auto key = keys.rbegin(); key != keys.rend(); ++key)
            turned[*key] = object[*key];
        object = std::move(turned);
    };
    if (!is_reversed)
        return result.dump();
    for (auto& [subject, terms] : result["subjects"].items())
        for (auto& [term, record] : terms.items())
            if (record.contains("formative")) {
                for (auto& [competency, criteria] : record["formative"].items()) {
                    for (auto& [criterion, levels] : criteria.items())
                        std::reverse(levels.begin(), levels.end());
                    reversed(criteria);
                }
                reversed(record["formative"]);
                reversed(record);
            }
    reversed(result["subjects"]);
    reversed(result);
    return result.dump();
}

// Comparing two years of which one is better.

std::vector<std::optional<Mark>> marks_of(const Outcome& outcome)
{
    std::vector<std::optional<Mark>> marks;
    const auto add = [&](bool is_known, const Mark& mark) {
        marks.push_back(is_known ? std::optional<Mark>(mark) : std::nullopt);
    };
    for (const Subject subject : k_all_subjects) {
        for (const Term term : k_terms) {
            const SubjectTermOutcome& one = outcome.at(subject, term);
            add(one.formative_state == PartState::known, one.formative);
            add(one.summative_state == PartState::known, one.summative);
            add(one.status == TermStatus::computed, one.gross);
            add(one.status == TermStatus::computed, one.net);
        }
        const SubjectYearOutcome& year = outcome.at(subject);
        add(year.has_mean, year.mean);
        add(year.has_year_mark, year.year_mark);
        add(year.has_year_mark, year.after_raise);
        const SecondChanceOutcome& second = outcome.second_chances[index(subject)];
        add(second.has_recorded, second.recorded);
        add(second.has_test_mark, second.test_mark);
    }
    for (const TermOutcome& term : outcome.terms)
        add(term.total.known, term.total.notional);
    add(outcome.year_total.known, outcome.year_total.notional);
    add(outcome.second_total.known, outcome.second_total.notional);
    return marks;
}

// How far a decision has come. Decisions that do not depend on marks stand beside no other.
int rank(Decision decision)
{
    switch (decision) {
    case Decision::promoted:
    case Decision::passed_stage: return 2;
    case Decision::placement:
    case Decision::second_round: return 1;
    default: return 0;
    }
}

// Holds `better` against `worse`: no mark is lower, nothing that was known is unknown, no decision is worse. A paper
// that is no longer due is a refusal, and nothing to compare.
void is_no_worse(const StudentYear& better, const StudentYear& worse)
{
    Trace nothing = Trace::off();
    Outcome before;
    Outcome after;
    if (evaluate(worse, rules(), before, nothing))
        return;
    const auto refusal = evaluate(better, rules(), after, nothing);
    if (refusal) {
        RC_ASSERT(refusal->code == RefusalCode::placement_not_due ||
                  refusal->code == RefusalCode::second_round_not_due);
        return;
    }
    const auto low = marks_of(before);
    const auto high = marks_of(after);
    RC_ASSERT(low.size() == high.size());
    for (std::size_t i = 0; i < low.size(); ++i) {
        if (!low[i])
            continue;
        RC_ASSERT(high[i].has_value());
        RC_ASSERT(*high[i] >= *low[i]);
    }
    RC_ASSERT(rank(after.decision_round_1) >= rank(before.decision_round_1));
    // While one more subject waits for a paper that is not there, the others' papers have not decided anything.
    const bool waits_for_papers =
        (worse.has_placement || worse.has_second_round) && !before.second_chance_taken;
    RC_ASSERT(waits_for_papers || rank(after.decision) >= rank(before.decision));
    for (const Subject subject : k_all_subjects) {
        RC_ASSERT(!after.at(subject).failing_after_raise || before.at(subject).failing_after_raise);
        RC_ASSERT(after.second_chances[index(subject)].passed ||
                  !before.second_chances[index(subject)].passed);
    }
}

template <class Item>
Item& any_of(std::vector<Item>& items, std::uint64_t number)
{
    return items[static_cast<std::size_t>(number % items.size())];
}

}  // namespace

TEST_CASE(
    "KW-DECIDE: the random years of these tests come to every decision and every reason to repeat")
{
    std::map<std::string, int> decisions;
    std::map<std::string, int> reasons;
    int refused = 0;
    holds("every decision", 6000, [&](const Recipe& recipe) {
        const StudentYear year = year_of(recipe);
        Outcome outcome;
        Trace nothing = Trace::off();
        if (evaluate(year, rules(), outcome, nothing)) {
            ++refused;
            return;
        }
        ++decisions[code(outcome.decision)];
        ++decisions[std::string("first ") + code(outcome.decision_round_1)];
        ++reasons[code(outcome.repeat_reason)];
    });
    for (const auto& counts : {decisions, reasons})
        for (const auto& [name, count] : counts)
            CHECK_MESSAGE(count >= 10, name, " is hardly ever reached");
    CHECK(refused < 600);
    CHECK(decisions.size() == 14);  // seven after the first round and seven after all
    CHECK(reasons.size() == 9);     // none and R1 to R8
}

TEST_CASE("KW-10.4: raising one level never lowers a mark nor turns a pass into a failure")
{
    holds("raising one level", 1500, [](const Recipe& recipe, std::uint16_t which) {
        const StudentYear worse = year_of(recipe);
        StudentYear better = worse;
        RC_PRE(!better.measures.empty());
        Measure& measure = any_of(better.measures, which);
        RC_PRE(measure.mark < MeasureMark::level_4);
        measure.mark = static_cast<MeasureMark>(static_cast<int>(measure.mark) + 1);
        is_no_worse(better, worse);
    });
}

TEST_CASE("KW-T-11a: raising one unit score never lowers a mark nor turns a pass into a failure")
{
    holds("raising one unit score", 1500, [](const Recipe& recipe, std::uint16_t which) {
        const StudentYear worse = year_of(recipe);
        StudentYear better = worse;
        RC_PRE(!better.units.empty());
        Unit& unit = any_of(better.units, which);
        RC_PRE(unit.state == UnitState::scored && unit.score_centi < unit.maximum_centi);
        unit.score_centi = *rc::gen::inRange(unit.score_centi + 1, unit.maximum_centi + 1);
        is_no_worse(better, worse);
    });
}

TEST_CASE("KW-13.2: raising one performance mark, or attending at all, never lowers a mark nor "
          "turns a pass into a failure")
{
    holds("raising one performance mark", 1000, [](Recipe recipe, std::uint16_t which) {
        recipe.grade = k_grades;
        const StudentYear worse = year_of(recipe);
        StudentYear better = worse;
        PerformanceSitting& sitting = better.performance[which % k_subjects];
        RC_PRE(sitting.state == SittingState::attended ||
               (sitting.state == SittingState::absent_unexcused && !recipe.has_papers));
        sitting.state = SittingState::attended;
        sitting.mark = Mark(std::min(
            Exact(100), sitting.mark.value + Exact::ratio(*rc::gen::inRange(0, 2001), 100)));
        // Who attends one assessment of a term wholly missed was not absent for the whole term.
        Outcome before;
        Trace nothing = Trace::off();
        RC_PRE(!evaluate(worse, rules(), before, nothing));
        RC_PRE(before.at(Term::second).whole_absence == WholeTermAbsence::no);
        is_no_worse(better, worse);
    });
}

TEST_CASE("KW-18.5: raising one placement mark never lowers a mark nor turns a pass into a failure")
{
    holds("raising one placement mark", 700, [](Recipe recipe, std::uint16_t which) {
        recipe.grade = std::min(recipe.grade, k_grades - 1);
        recipe.has_papers = true;
        const StudentYear worse = year_of(recipe);
        std::vector<Subject> sat;
        for (const Subject subject : k_all_subjects)
            if (worse.placement[index(subject)].state == SittingState::attended)
                sat.push_back(subject);
        RC_PRE(!sat.empty());
        StudentYear better = worse;
        Mark& mark = better.placement[index(any_of(sat, which))].mark;
        mark =
            Mark(std::min(Exact(100), mark.value + Exact::ratio(*rc::gen::inRange(1, 3001), 100)));
        is_no_worse(better, worse);
    });
}

TEST_CASE(
    "KW-19.7: raising one second-round mark never lowers a mark nor turns a pass into a failure")
{
    holds("raising one second-round mark", 500, [](Recipe recipe, std::uint16_t which) {
        recipe.grade = k_grades;
        recipe.has_papers = true;
        const StudentYear worse = year_of(recipe);
        RC_PRE(!worse.second_round.empty());
        StudentYear better = worse;
        SecondRoundPapers& papers = any_of(better.second_round, which).second;
        RC_PRE(papers.state == SittingState::attended);
        const auto raise = [&](std::optional<Mark>& mark, int maximum) {
            mark = Mark(std::min(Exact(maximum),
                                 mark->value + Exact::ratio(*rc::gen::inRange(0, 2001), 100)));
        };
        raise(papers.performance, 100);
        raise(papers.whole_paper, 100);
        raise(papers.reassessment_of_40, 40);
        papers.reassessment_of_100 = Mark(papers.reassessment_of_40->value * Exact::ratio(5, 2));
        is_no_worse(better, worse);
    });
}

TEST_CASE("KW-22.7: one more unexcused day, excused day or lateness never raises a mark nor turns "
          "a failure into a pass")
{
    holds("one more day", 1500, [](const Recipe& recipe, bool in_first_term, int kind) {
        const StudentYear better = year_of(recipe);
        StudentYear worse = better;
        AbsenceCounts& counts = worse.absence[in_first_term ? 0 : 1];
        counts.given = true;
        ++(kind % 3 == 0   ? counts.unexcused_full_days
           : kind % 3 == 1 ? counts.excused_intermittent_days
                           : counts.lateness_unaccepted);
        is_no_worse(better, worse);
    });
}

TEST_CASE("KW-12.1: marks stay within their limits")
{
    holds("limits", 2000, [](const Recipe& recipe) {
        const StudentYear year = year_of(recipe);
        Outcome outcome;
        Trace nothing = Trace::off();
        RC_PRE(!evaluate(year, rules(), outcome, nothing));
        const auto within = [](const Mark& mark, int most) {
            return mark >= Mark(0) && mark <= Mark(most);
        };
        for (const Subject subject : k_all_subjects) {
            for (const Term term : k_terms) {
                const SubjectTermOutcome& one = outcome.at(subject, term);
                RC_ASSERT(within(one.formative, 60));
                RC_ASSERT(within(one.summative, 40));
                RC_ASSERT(within(one.gross, 100));
                RC_ASSERT(within(one.net, 100));
                RC_ASSERT(one.net <= one.gross);
            }
            const SubjectYearOutcome& one = outcome.at(subject);
            RC_ASSERT(within(one.mean, 100));
            RC_ASSERT(within(one.year_mark, 100));
            RC_ASSERT(within(one.after_raise, 100));
            RC_ASSERT(one.after_raise >= one.year_mark);
            RC_ASSERT(within(outcome.second_chances[index(subject)].recorded, 100));
        }
        for (const Total* total : {&outcome.terms[0].total, &outcome.terms[1].total,
                                   &outcome.year_total, &outcome.second_total})
            RC_ASSERT(total->percentage >= Exact(0) && total->percentage <= Exact(100));
    });
}

TEST_CASE("KW-4.5: who moves up has 40 in every scientific subject, and who failed four never does")
{
    holds("decisions and marks", 3000, [](const Recipe& recipe) {
        const StudentYear year = year_of(recipe);
        Outcome outcome;
        Trace nothing = Trace::off();
        RC_PRE(!evaluate(year, rules(), outcome, nothing));
        const bool moves_up =
            outcome.decision == Decision::promoted || outcome.decision == Decision::passed_stage;
        int failing = 0;
        for (const Subject subject : k_all_subjects) {
            const SubjectYearOutcome& one = outcome.at(subject);
            if (!one.counted || one.exempt)
                continue;
            failing += one.failing_after_raise ? 1 : 0;
            const SecondChanceOutcome& second = outcome.second_chances[index(subject)];
            if (!moves_up)
                continue;
            RC_ASSERT(one.has_year_mark || second.has_recorded);
            RC_ASSERT((second.has_recorded ? second.recorded : one.after_raise) >= Mark(40));
            RC_ASSERT(!one.failing_after_raise || second.passed);
            RC_ASSERT(!second.has_recorded || second.passed);
        }
        if (failing >= 4)
            RC_ASSERT(rank(outcome.decision) == 0);
        if (outcome.decision_round_1 == Decision::repeat)
            RC_ASSERT(outcome.decision == Decision::repeat);
        RC_ASSERT((outcome.decision == Decision::repeat) ==
                  (outcome.repeat_reason != RepeatReason::none));
        RC_ASSERT(outcome.decision != Decision::placement || year.grade < k_grades);
        RC_ASSERT(outcome.decision != Decision::second_round || year.grade == k_grades);
        RC_ASSERT(outcome.decision != Decision::pending_exceptional ||
                  year.exceptional.has_value());
        RC_ASSERT(
            !moves_up ||
            outcome.missing.end() ==
                std::find_if(outcome.missing.begin(), outcome.missing.end(),
                             [&](const MissingFact& fact) {
                                 return fact.counted &&
                                        !outcome.second_chances[index(fact.subject)].has_recorded &&
                                        !outcome.at(fact.subject).has_year_mark;
                             }));
    });
}

TEST_CASE("KW-8.2: practical subjects change neither totals nor the decision")
{
    holds("practical subjects", 700, [](const Recipe& recipe, std::uint16_t which) {
        const StudentYear year = year_of(recipe);
        StudentYear changed = year;
        std::vector<Subject> practical;
        for (const Subject subject : k_all_subjects)
            if (rules().practical_in(year.grade).value.contains(subject))
                practical.push_back(subject);
        // Scores and levels that are there, so that nobody becomes absent or present by it.
        const Subject subject = any_of(practical, which);
        for (const Term term : k_terms) {
            const Record record{changed, subject, term};
            for (int item = 0; record.has_units() && item < record.facts().units; ++item)
                if (record.unit(item).state == UnitState::scored)
                    record.unit(item).score_centi =
                        *rc::gen::inRange(0, record.unit(item).maximum_centi + 1);
            for (int item = 0; record.has_measures() && item < record.facts().competencies; ++item)
                if (Measure* const measure = record.measure(item);
                    measure != nullptr && measure->mark <= MeasureMark::level_4)
                    measure->mark = static_cast<MeasureMark>(*rc::gen::inRange(0, 5));
        }
        Outcome before;
        Outcome after;
        Trace nothing = Trace::off();
        const auto refused_before = evaluate(year, rules(), before, nothing);
        const auto refused_after = evaluate(changed, rules(), after, nothing);
        RC_ASSERT(refused_before.has_value() == refused_after.has_value());
        RC_PRE(!refused_before);
        RC_ASSERT(before.decision == after.decision);
        RC_ASSERT(before.year_total.notional == after.year_total.notional);
        RC_ASSERT(before.terms[0].total.notional == after.terms[0].total.notional);
        RC_ASSERT(before.terms[1].total.notional == after.terms[1].total.notional);
    });
}

TEST_CASE("KW-DECIDE: the same outcome, with all its fields, with and without a trace and in an "
          "outcome used before")
{
    Outcome used;
    TraceRecording recording;
    holds("trace and repetition", 1500, [&](const Recipe& recipe) {
        const StudentYear year = year_of(recipe);
        const std::string silent = evaluated(year);
        RC_ASSERT(difference(silent, evaluated(year)) == "");

        recording.clear();
        Trace trace(recording);
        const auto refusal = evaluate(year, rules(), used, trace);
        RC_ASSERT(difference(silent, all_of(year, refusal, used)) == "");
        RC_ASSERT(recording.size() > 0);

        Trace nothing = Trace::off();
        const auto again = evaluate(year, rules(), used, nothing);
        RC_ASSERT(difference(silent, all_of(year, again, used)) == "");
    });
}

TEST_CASE("KW-DECIDE: reading a year from its document gives the outcome of its facts")
{
    holds("document", 400, [](const Recipe& recipe) {
        const StudentYear year = year_of(recipe);
        RC_ASSERT(difference(evaluated_text(json_of(year).dump()), evaluated(year)) == "");
    });
}

TEST_CASE("KW-DECIDE: the order of subjects, criteria and levels does not matter")
{
    holds("order", 300, [](const Recipe& recipe) {
        const Json json = json_of(year_of(recipe));
        const std::string turned = evaluated_text(in_another_order(json, true));
        RC_ASSERT(difference(turned, evaluated_text(in_another_order(json, false))) == "");
        RC_ASSERT(!turned.starts_with("no"));
    });
}

TEST_CASE("KW-DECIDE: the least mark that would change it passes, and a hundredth less does not")
{
    holds("least mark", 250, [](const Recipe& recipe) {
        StudentYear year = year_of(recipe);
        year.has_placement = false;
        year.placement = {};
        year.has_second_round = false;
        year.second_round.clear();
        Outcome outcome;
        Trace nothing = Trace::off();
        RC_PRE(!evaluate(year, rules(), outcome, nothing));
        RC_PRE(outcome.decision == Decision::placement ||
               outcome.decision == Decision::second_round);
        const auto subjects = what_would_change(year, outcome, rules());
        RC_ASSERT(!subjects.empty());

        // Full papers in all that is due, and one mark of one of them as asked.
        const auto passes = [&](Subject subject, Assessment assessment, const Mark& mark) {
            StudentYear tried = year;
            if (tried.exceptional)
                tried.exceptional->district = tried.exceptional->ministry_committee =
                    Judgement::accepted;
            for (const SubjectInTheWay& due : subjects) {
                if (tried.grade < k_grades) {
                    tried.has_placement = true;
                    tried.placement[index(due.subject)] = {
                        .state = SittingState::attended,
                        .mark = due.subject == subject ? mark : Mark(100),
                        .day = {}};
                    continue;
                }
                const auto part = [&](Assessment one, int full) {
                    return due.subject == subject && one == assessment ? mark : Mark(full);
                };
                SecondRoundPapers papers;
                papers.state = SittingState::attended;
                papers.performance = part(Assessment::second_round_performance, 100);
                papers.whole_paper = part(Assessment::whole_paper, 100);
                if (outcome.at(due.subject).second_chance == SecondChance::whole_second_term)
                    papers.reassessment_of_100 = part(Assessment::reassessment, 100);
                else
                    papers.reassessment_of_40 = part(Assessment::reassessment, 40);
                tried.has_second_round = true;
                tried.second_round.emplace_back(due.subject, papers);
            }
            Outcome result;
            RC_ASSERT(!evaluate(tried, rules(), result, nothing));
            return result.second_chances[index(subject)].passed;
        };
        for (const SubjectInTheWay& one : subjects)
            for (const NeededMark& needed : one.remaining) {
                if (!needed.least) {
                    RC_ASSERT(!passes(one.subject, needed.assessment, needed.maximum));
                    continue;
                }
                RC_ASSERT(passes(one.subject, needed.assessment, *needed.least));
                if (!needed.least->value.is_zero())
                    RC_ASSERT(!passes(one.subject, needed.assessment,
                                      Mark(needed.least->value - Exact::ratio(1, 100))));
            }
    });
}

TEST_CASE(
    "KW-DECIDE: the least score that fills a gap passes its subject, and a hundredth less does not")
{
    holds("least score", 120, [](Recipe recipe, std::uint16_t which) {
        recipe.changes.clear();
        recipe.has_papers = false;
        StudentYear year = year_of(recipe);
        year.has_placement = false;  // papers of a year that waits for a gap count for nothing
        year.has_second_round = false;
        std::vector<Subject> counted;
        for (const Subject subject : k_all_subjects)
            if (rules().counted_in(year.grade).value.contains(subject))
                counted.push_back(subject);
        const Subject subject = any_of(counted, which);
        for (const Term term : k_terms)
            weaken(Record{year, subject, term}, static_cast<int>(which));
        const Record record{year, subject, Term::second};
        Unit& gap = record.unit(0);
        gap = Unit{};
        Outcome outcome;
        Trace nothing = Trace::off();
        RC_PRE(!evaluate(year, rules(), outcome, nothing));
        RC_ASSERT(outcome.decision == Decision::incomplete);
        // Subjects that fail stand in the way as well; the gap is this one's.
        const auto subjects = what_would_change(year, outcome, rules());
        const auto own =
            std::find_if(subjects.begin(), subjects.end(),
                         [&](const SubjectInTheWay& one) { return one.subject == subject; });
        RC_ASSERT(own != subjects.end());
        RC_ASSERT(own->remaining.size() == 1U);
        const NeededMark& needed = own->remaining.front();
        const auto passes = [&](const Mark& mark) {
            gap = Unit{.score_centi = static_cast<std::int32_t>((mark * 100).value.numerator()),
                       .maximum_centi = 1000,
                       .state = UnitState::scored};
            Outcome result;
            RC_ASSERT(!evaluate(year, rules(), result, nothing));
            return !result.at(subject).failing_after_raise;
        };
        if (!needed.least) {
            RC_ASSERT(!passes(needed.maximum));
            return;
        }
        RC_ASSERT(passes(*needed.least));
        if (!needed.least->value.is_zero())
            RC_ASSERT(!passes(Mark(needed.least->value - Exact::ratio(1, 100))));
    });
}

TEST_CASE("KW-DECIDE: numbers that do not fit are refused, never wrapped")
{
    constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();
    // Denominators without common divisors: their sum needs more than 64 bits.
    for (const Mark& mark : {Mark(Exact::ratio(k_most, 2)), Mark(Exact::ratio(k_most - 1, k_most)),
                             Mark(Exact::ratio(1, 9223372036854775783LL))}) {
        StudentYear year = ordinary_year(1, k_grades, rules());
        year.performance[index(Subject::maths)].mark = mark;
        year.performance[index(Subject::science)].mark =
            Mark(Exact::ratio(1, 9223372036854775643LL));
        Outcome outcome;
        Trace nothing = Trace::off();
        const auto refusal = evaluate(year, rules(), outcome, nothing);
        REQUIRE(refusal.has_value());
        CHECK(refusal->code == RefusalCode::arithmetic_overflow);

        TraceRecording recording;
        Trace trace(recording);
        const auto traced = evaluate(year, rules(), outcome, trace);
        REQUIRE(traced.has_value());
        CHECK(traced->code == RefusalCode::arithmetic_overflow);

        // The outcome can be used for the next student.
        const StudentYear next = ordinary_year(1, k_grades, rules());
        CHECK(!evaluate(next, rules(), outcome, nothing).has_value());
        CHECK(all_of(next, {}, outcome) == evaluated(next));
    }
}
