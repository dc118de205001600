#include "attendance/conduct.h"

#include <algorithm>
#include <map>

#include "attendance/conduct_1447.h"
#include "attendance/conduct_store.h"
#include "attendance/roll.h"
#include "core/refusal_codes.h"
#include "regulations/sa_1447/rules.h"
#include "school/on_day.h"
#include "school/years_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using school::Act;
using school::Answer;
using school::Changes;

// Marks that are earned: a number that is not negative.
std::optional<Refusal> refuses_mark(const ConductEntry& entry)
{
    if (entry.kind != "recovered" && entry.kind != "distinguished")
        return std::nullopt;
    if (!entry.mark)
        return Refusal{RefusalCode::field_missing, {{"field", "mark"}}, "mark", ""};
    const auto mark = Exact::parse(*entry.mark);
    if (!mark)
        return Refusal{RefusalCode::value_not_a_number,
                       {{"field", "mark"}, {"value", *entry.mark}},
                       "mark",
                       ""};
    if (*mark < Exact(0))
        return Refusal{RefusalCode::mark_negative,
                       {{"subject", entry.kind}, {"mark", *entry.mark}},
                       "mark",
                       "SA1447-M10"};
    return std::nullopt;
}

// SA1447-COUNSELLOR  Who advises a student takes nothing from him.
std::optional<Refusal> refuses_counsellor(Session& session, SchoolId school, const Act& act,
                                          const ConductEntry& entry, std::int64_t class_id,
                                          const RuleSets& rule_sets)
{
    if (act.role != "counsellor" || entry.kind != "offence")
        return std::nullopt;
    const auto plan = school::plan_of_class(session, school, class_id);
    const RuleSet* const rules = plan ? find_rule_set(rule_sets, plan->regulation) : nullptr;
    if (rules == nullptr)
        return std::nullopt;
    const auto values = rules->parameters().on(entry.day);
    constexpr const char* name = "behaviour.counsellor_may_record_deductions";
    if (!values || !values->has(name) || values->yes_no(name).value)
        return std::nullopt;
    return Refusal{RefusalCode::not_permitted,
                   {{"permission", "conduct_record"}},
                   "",
                   values->info(name).clause};
}

// SA1447-CONDUCT  Words describe behaviour in the first grades, and there alone.
std::optional<Refusal> refuses_description(Session& session, SchoolId school,
                                           const ConductEntry& entry, std::int64_t class_id,
                                           const RuleSets& rule_sets)
{
    if (entry.kind != "description")
        return std::nullopt;
    const auto plan = school::plan_of_class(session, school, class_id);
    const RuleSet* const rule_set = plan ? find_rule_set(rule_sets, plan->regulation) : nullptr;
    if (rule_set != nullptr && plan->regulation == "sa_1447") {
        const auto values = rule_set->parameters().on(entry.day);
        if (values && sa_1447::is_described_in_words(static_cast<int>(plan->grade),
                                                     sa_1447::EditionRules1447::read(*values)))
            return std::nullopt;
    }
    Refusal refusal = school::value_not_listed("kind", entry.kind,
                                               "offence, recovered, distinguished, withdrawal");
    refusal.clause = "SA1447-CONDUCT";
    return refusal;
}

void write_mark(JsonWriter& json, const RuleSet& rule_set, const Ledger& ledger,
                const std::vector<ConductEntry>& conduct)
{
    const auto values = rule_set.parameters().on(ledger.year.first_day);
    if (!values)
        return;
    const auto rules = sa_1447::EditionRules1447::read(*values);
    Trace trace = Trace::off();
    json.key("terms").begin_array();
    for (const school::Term& term : ledger.year.terms) {
        json.begin_object().key("term").number(term.number);
        if (!sa_1447::is_described_in_words(ledger.grade, rules)) {
            const auto mark =
                sa_1447::behaviour_mark(behaviour_facts(conduct, term), rules.behaviour, trace,
                                        static_cast<int>(term.number));
            json.key("opening").mark(mark.opening).key("deducted").mark(mark.deducted);
            json.key("restored").mark(mark.restored);
            if (mark.is_known)
                json.key("mark").mark(mark.mark);
        }
        json.end_object();
    }
    json.end_array();
}

}  // namespace

void describe(school::Fields& fields, const Offence& offence)
{
    fields.id("offence_id", offence.id);
    fields.text("code", offence.code);
    fields.text("name_ar", offence.name_ar);
    fields.text("name_en", offence.name_en);
    fields.number("degree", offence.degree);
    fields.yes_no("is_listed", offence.is_listed);
}

void describe(school::Fields& fields, const ConductEntry& entry)
{
    fields.id("conduct_entry_id", entry.id);
    fields.id("student_id", entry.student_id);
    fields.id("school_year_id", entry.year_id);
    fields.day("day", entry.day);
    fields.text("kind", entry.kind);
    fields.text("offence", entry.offence);
    fields.number("degree", entry.degree);
    fields.optional_text("mark", entry.mark);
    fields.text("action", entry.action);
    fields.id("withdraws", entry.withdraws);
}

void describe(school::Fields& fields, const BehaviourGrade& grade)
{
    fields.id("behaviour_grade_id", grade.id);
    fields.id("student_id", grade.student_id);
    fields.id("school_year_id", grade.year_id);
    fields.number("term", grade.term);
    fields.text("subject", grade.subject);
    fields.text("grade", grade.grade);
}

sa_1447::BehaviourFacts behaviour_facts(const std::vector<ConductEntry>& conduct,
                                        const school::Term& term)
{
    sa_1447::BehaviourFacts facts;
    facts.is_given = true;
    std::map<std::pair<std::string, std::int64_t>, int> times;
    Exact recovered;
    Exact distinguished;
    bool has_distinguished = false;
    for (const ConductEntry& one : conduct) {
        if (one.day < term.first_day || one.day > term.last_day)
            continue;
        if (one.kind == "offence")
            ++times[{one.offence, one.degree}];
        else if (one.kind == "recovered")
            recovered = recovered + Exact::parse(*one.mark).value();
        else
            distinguished = distinguished + Exact::parse(*one.mark).value();
        has_distinguished = has_distinguished || one.kind == "distinguished";
    }
    for (const auto& [offence, count] : times)
        facts.offences.push_back({.degree = static_cast<int>(offence.second), .times = count});
    facts.recovered = Mark(recovered);
    if (has_distinguished)
        facts.distinguished = Mark(distinguished);
    return facts;
}

Result<Answer> Conduct::list_offence(SchoolId school, const Act& act, Offence offence)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Offence stored = offence;
        stored.id = changes.new_id();
        insert_offence(changes, school, stored);
        return school::keep(changes, 201, "offence", "list", stored.id, stored);
    });
}

Result<std::string> Conduct::offences(SchoolId school)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        auto all = offences_of(session, school);
        std::erase_if(all, [](const Offence& one) { return !one.is_listed; });
        return school::list_json(all);
    });
}

Result<Answer> Conduct::record(SchoolId school, const Act& act, ConductEntry entry)
{
    if (entry.day > act.today)
        return Refusal{RefusalCode::day_in_future, {{"day", entry.day.to_text()}}, "day", ""};
    if (const auto refusal = refuses_mark(entry))
        return *refusal;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto year = open_year_of(session, school, entry.day);
        if (!year)
            return year.refusal();
        const auto class_id = school::class_of(session, school, entry.student_id, entry.day);
        if (!class_id)
            return Refusal{RefusalCode::not_enrolled, {{"day", entry.day.to_text()}}, "day", ""};
        ConductEntry stored = entry;
        stored.id = changes.new_id();
        stored.year_id = *year;
        stored.degree = 0;
        if (stored.kind == "offence") {
            const auto offences = offences_of(session, school);
            const auto listed = std::ranges::find(offences, stored.offence, &Offence::code);
            if (listed == offences.end() || !listed->is_listed)
                return Refusal{RefusalCode::conduct_unlisted,
                               {{"value", stored.offence}},
                               "offence",
                               "SR-13.5"};
            stored.degree = listed->degree;
        } else {
            stored.offence.clear();
        }
        if (stored.kind != "recovered" && stored.kind != "distinguished")
            stored.mark.reset();
        if (stored.kind == "withdrawal") {
            const auto standing =
                standing_conduct(session, school, stored.student_id, stored.year_id);
            const std::int64_t target = stored.withdraws.value_or(0);
            if (std::ranges::find(standing, target, &ConductEntry::id) == standing.end())
                return school::unknown_record("conduct_entry", target, "withdraws");
        } else {
            stored.withdraws.reset();
        }
        if (const auto refusal =
                refuses_counsellor(session, school, act, stored, *class_id, rule_sets_))
            return *refusal;
        if (const auto refusal =
                refuses_description(session, school, stored, *class_id, rule_sets_))
            return *refusal;
        insert_conduct(changes, school, stored);
        return school::keep(changes, 201, "conduct_entry", "record", stored.id, stored);
    });
}

Result<Answer> Conduct::grade(SchoolId school, const Act& act, BehaviourGrade grade)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        if (const auto refusal = school::refuses_change_of_year(session, school, grade.year_id))
            return *refusal;
        const auto ledger = read_ledger(session, {school, grade.student_id}, grade.year_id);
        if (!ledger)
            return ledger.refusal();
        BehaviourGrade stored = grade;
        stored.id = changes.new_id();
        insert_grade(changes, school, stored);
        return school::keep(changes, 201, "behaviour_grade", "record", stored.id, stored);
    });
}

Result<std::string> Conduct::of_student(SchoolId school, std::int64_t student_id,
                                        std::int64_t year_id)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto ledger = read_ledger(session, {school, student_id}, year_id);
        if (!ledger)
            return ledger.refusal();
        const auto conduct = standing_conduct(session, school, student_id, year_id);
        JsonWriter json;
        json.begin_object().key("entries").begin_array();
        for (const ConductEntry& one : conduct)
            school::write_json(json, one);
        json.end_array().key("grades").begin_array();
        for (const BehaviourGrade& one : grades_of(session, school, student_id, year_id))
            school::write_json(json, one);
        json.end_array();
        const RuleSet* const rules = find_rule_set(rule_sets_, ledger->regulation);
        if (rules != nullptr && rules->id() == "sa_1447")
            write_mark(json, *rules, *ledger, conduct);
        json.end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::attendance
