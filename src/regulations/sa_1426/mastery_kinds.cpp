#include "regulations/sa_1426/mastery_kinds.h"

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "regulations/sa_1426/article_05_primary.h"
#include "regulations/sa_1426/mastery_year_answer.h"

namespace taqwim::sa_1426 {

namespace {

constexpr int k_most_members = 100;

void contradict(FieldReader& reader, const JsonValue& object, const char* field, int value,
                const char* other_field, int other_value)
{
    reader.refuse(RefusalCode::facts_contradict, object.pointer(field),
                  {{"field", field},
                   {"value", std::to_string(value)},
                   {"other_field", other_field},
                   {"other_value", std::to_string(other_value)}});
}

std::optional<MinimumSkills> read_minimum(const JsonValue& input, FieldReader& reader)
{
    const auto object = FieldReader::given(input, "minimum");
    if (!object || !reader.is_object(*object, {"total", "mastered", "not_taught", "unjudged"}))
        return std::nullopt;
    MinimumSkills skills;
    skills.total = reader.needed_whole(*object, "total").value_or(0);
    skills.mastered = reader.needed_whole(*object, "mastered").value_or(0);
    skills.not_taught = reader.whole(*object, "not_taught").value_or(0);
    skills.unjudged = reader.whole(*object, "unjudged").value_or(0);
    const int without = skills.total - skills.not_taught - skills.unjudged;
    if (reader.is_clean() && skills.mastered > without)
        contradict(reader, *object, "mastered", skills.mastered, "total", without);
    return skills;
}

// How many other skills there are and are mastered decides nothing; it must be possible all the same.
void read_other(const JsonValue& input, FieldReader& reader)
{
    const auto object = FieldReader::given(input, "other");
    if (!object || !reader.is_object(*object, {"total", "mastered"}))
        return;
    const auto total = reader.needed_whole(*object, "total");
    const auto mastered = reader.needed_whole(*object, "mastered");
    if (total && mastered && *mastered > *total)
        contradict(reader, *object, "mastered", *mastered, "total", *total);
}

std::optional<std::vector<int>> read_summaries(const JsonValue& input, const MasteryRules& rules,
                                               FieldReader& reader)
{
    const auto object = FieldReader::given(input, "summaries");
    if (!object || !reader.is_object(*object, {"periods", "published"}))
        return std::nullopt;
    const int periods = rules.reports_per_year.value;
    reader.whole(*object, "periods", periods, periods);
    std::vector<int> published;
    if (const auto list = reader.needed_list(*object, "published"))
        for (const JsonValue number : *list)
            published.push_back(reader.whole(number, 1, periods).value_or(0));
    return published;
}

}  // namespace

std::vector<DocumentKind> mastery_kinds()
{
    return {{"primary", simple<primary_kind>}, {"mastery_year", make_mastery_year_answer}};
}

const MasteryRules& needed_mastery_rules(const EditionRules& rules)
{
    const MasteryRules* const mastery = mastery_rules_of(rules);
    if (mastery == nullptr)
        throw ConfigurationFault(
            {"kinds of documents", 0, "the edition has no rules of the year by mastery"});
    return *mastery;
}

std::optional<int> read_mastery_grade(const JsonValue& input, const MasteryRules& rules,
                                      FieldReader& reader)
{
    constexpr int k_last_grade = 12;
    const auto grade = reader.needed_whole(input, "grade", 1, k_last_grade);
    if (!grade || rules.covers(*grade))
        return grade;
    std::vector<std::string> allowed;
    for (const int covered : rules.grades.value)
        allowed.push_back(std::to_string(covered));
    reader.refuse(RefusalCode::grade_not_covered, input.pointer("grade"),
                  {{"grade", std::to_string(*grade)}, {"allowed", joined(allowed)}},
                  rules.clauses.promotion);
    return std::nullopt;
}

CommitteeSession read_committee(const JsonValue& committee, FieldReader& reader)
{
    CommitteeSession session;
    if (!reader.is_object(committee, {"members", "conflicted", "present", "chair_present", "votes",
                                      "chair_vote", "programme", "reasons"}))
        return session;
    session.members = reader.needed_whole(committee, "members", 1, k_most_members).value_or(0);
    session.conflicted = reader.whole(committee, "conflicted", 0, session.members).value_or(0);
    session.present = reader.needed_whole(committee, "present", 0, k_most_members).value_or(0);
    session.chair_present = reader.yes_no(committee, "chair_present").value_or(false);
    if (const auto votes = FieldReader::given(committee, "votes");
        votes &&
        reader.is_object(*votes, {"PRIMARY_PROMOTED", "PRIMARY_RETAINED", "PRIMARY_SUPPORT"}))
        for (const JsonValue vote : *votes)
            if (const auto choice = committee_choice_of(vote.key()))
                session.votes[static_cast<std::size_t>(*choice)] =
                    reader.whole(vote, 0, k_most_members).value_or(0);
    session.chair_vote = reader.choice(committee, "chair_vote", committee_choice_of,
                                       "PRIMARY_PROMOTED, PRIMARY_RETAINED, PRIMARY_SUPPORT");
    session.programme = reader.text(committee, "programme");
    session.reasons = reader.text(committee, "reasons");
    if (reader.is_clean() && session.present > session.members - session.conflicted)
        contradict(reader, committee, "present", session.present, "members",
                   session.members - session.conflicted);
    return session;
}

std::optional<Refusal> primary_kind(const JsonValue& input, const EditionRules& edition,
                                    Trace& trace, JsonWriter& out)
{
    const MasteryRules& rules = needed_mastery_rules(edition);
    FieldReader reader;
    if (!reader.is_object(input, {"grade", "academic_year", "minimum", "other", "committee",
                                  "summaries", "exam_mark"}))
        return reader.first();
    const auto grade = read_mastery_grade(input, rules, reader);
    if (const std::string year = reader.text(input, "academic_year");
        !year.empty() && !SchoolYear::parse(year))
        reader.refuse(RefusalCode::school_year_unreadable, input.pointer("academic_year"),
                      {{"value", year}});
    const auto minimum = read_minimum(input, reader);
    read_other(input, reader);
    const auto published = read_summaries(input, rules, reader);
    const auto committee = FieldReader::given(input, "committee");
    const CommitteeSession session =
        committee ? read_committee(*committee, reader) : CommitteeSession{};
    if (!reader.is_clean())
        return reader.first();

    // 1. No exam mark stands in the primary stage; a test is a tool that informs a judgement (SR-4.3b).
    if (!reader.text(input, "exam_mark").empty())
        return refuses_exam_mark(*grade, input.pointer("exam_mark"), rules, trace);
    // 2. The year is closed with all its summaries (SR-5.2).
    if (published)
        if (const auto missing = missing_summaries(*published, 1, rules, trace); !missing.empty())
            return Refusal{RefusalCode::summary_missing,
                           {{"period", std::to_string(missing.front())}},
                           input.pointer("summaries"),
                           rules.clauses.report};
    if (!minimum) {
        if (committee || !published)
            return Refusal{RefusalCode::field_missing, {}, input.pointer("minimum"), ""};
        out.key("summaries").text("complete");
        return std::nullopt;
    }
    // 3. The minimum skills promote; else the committee decides, and nobody stays back without it (SR-5.1, SR-5.3).
    const Finding finding = promoted_by_minimum_skills(*minimum, rules, trace);
    if (finding == Finding::undetermined)
        return Refusal{minimum->not_taught > 0 ? RefusalCode::minimum_skill_untaught
                                               : RefusalCode::minimum_skill_unjudged,
                       {},
                       input.pointer("minimum"),
                       rules.clauses.promotion};
    if (finding == Finding::met) {
        if (committee)
            return Refusal{
                RefusalCode::committee_not_due, {}, committee->pointer(), rules.clauses.committee};
        out.key("outcome").text(code(CommitteeChoice::promote));
        out.key("by").text("5.1");
        return std::nullopt;
    }
    if (!committee) {
        out.key("outcome").text("PENDING_COMMITTEE");
        out.key("by").text("5.3");
        return std::nullopt;
    }
    const auto decided = decided_by_guidance_committee(session, rules, trace);
    if (!decided) {
        Refusal refusal = decided.refusal();
        refusal.field = input.pointer() + refusal.field;
        return refusal;
    }
    out.key("outcome").text(code(*decided));
    out.key("by").text("5.3");
    out.key("final").boolean(true);
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
