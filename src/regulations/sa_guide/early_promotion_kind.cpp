// The promotion of an early grade by counts of each subject (PG-1.58, PG-1.60, PG-1.63).

#include "core/refusal_codes.h"
#include "regulations/sa_1426/article_05_primary.h"
#include "regulations/sa_1426/mastery_fields.h"
#include "regulations/sa_1426/mastery_kinds.h"
#include "regulations/sa_1426/mastery_level.h"
#include "regulations/sa_guide/early_grades.h"
#include "regulations/sa_guide/early_kinds.h"
#include "regulations/sa_guide/early_reading.h"

namespace taqwim::sa_guide {

using sa_1426::CommitteeSession;
using sa_1426::EditionRules;
using sa_1426::FieldReader;
using sa_1426::MasteryRules;
using sa_1426::MinimumSkills;
using sa_1426::SkillCounts;

namespace {

struct SubjectCounts {
    std::string subject;
    SkillCounts counts;
    MinimumSkills minimum;
    std::vector<std::string> missing;
};

void contradict(FieldReader& reader, const JsonValue& object, const char* field, int value,
                const char* other_field, int other_value, const char* clause)
{
    reader.refuse(RefusalCode::facts_contradict, object.pointer(field),
                  {{"field", field},
                   {"value", std::to_string(value)},
                   {"other_field", other_field},
                   {"other_value", std::to_string(other_value)}},
                  clause);
}

SubjectCounts read_subject(const JsonValue& object, FieldReader& reader)
{
    SubjectCounts subject;
    if (!reader.is_object(object,
                          {"subject", "listed", "studied", "mastered", "minimum",
                           "minimum_mastered", "missing", "minimum_untaught", "minimum_unjudged"}))
        return subject;
    subject.subject = reader.needed_text(object, "subject");
    const int listed = reader.needed_whole(object, "listed").value_or(0);
    subject.counts.studied = reader.needed_whole(object, "studied").value_or(0);
    subject.counts.mastered = reader.needed_whole(object, "mastered").value_or(0);
    MinimumSkills& minimum = subject.minimum;
    minimum.total = reader.needed_whole(object, "minimum").value_or(0);
    minimum.mastered = reader.needed_whole(object, "minimum_mastered").value_or(0);
    minimum.not_taught = static_cast<int>(reader.texts(object, "minimum_untaught").size());
    minimum.unjudged = static_cast<int>(reader.texts(object, "minimum_unjudged").size());
    subject.missing = reader.texts(object, "missing");
    if (!reader.is_clean())
        return subject;
    if (subject.counts.mastered > subject.counts.studied)
        contradict(reader, object, "mastered", subject.counts.mastered, "studied",
                   subject.counts.studied, "PG-1.40");
    if (subject.counts.studied > listed)
        contradict(reader, object, "studied", subject.counts.studied, "listed", listed, "PG-1.4");
    // Every minimum skill is mastered or named as missing, untaught or unjudged (PG-1.52).
    const int accounted = minimum.mastered + minimum.not_taught + minimum.unjudged +
                          static_cast<int>(subject.missing.size());
    if (accounted != minimum.total)
        contradict(reader, object, "minimum", minimum.total, "minimum_mastered", accounted,
                   "PG-1.52");
    return subject;
}

void write_names(const char* key, const std::vector<std::string>& names, JsonWriter& out)
{
    out.key(key).begin_array();
    for (const std::string& name : names)
        out.text(name);
    out.end_array();
}

}  // namespace

std::optional<Refusal> early_promotion_kind(const JsonValue& input, const EditionRules& edition,
                                            Trace& trace, JsonWriter& out)
{
    const MasteryRules& rules = sa_1426::needed_mastery_rules(edition);
    const EarlyRules& early = needed_early_rules(edition);
    FieldReader reader;
    if (!reader.is_object(input, {"subjects", "opinion", "final_effort", "committee", "referral"}))
        return reader.first();
    std::vector<SubjectCounts> subjects;
    if (const auto list = reader.needed_list(input, "subjects"))
        for (const JsonValue object : *list)
            subjects.push_back(read_subject(object, reader));
    const auto opinion = read_opinion(input, early, reader);
    const auto efforts = read_final_efforts(input, reader);
    const auto committee = FieldReader::given(input, "committee");
    const CommitteeSession session =
        committee ? sa_1426::read_committee(*committee, reader) : CommitteeSession{};
    const bool referred = reader.yes_no(input, "referral").value_or(false);
    if (!reader.is_clean())
        return reader.first();

    // 1. The level of each subject, which has no part in the promotion (PG-1.38).
    MinimumSkills minimum;
    std::vector<std::string> missing;
    out.key("level").begin_object();
    for (const SubjectCounts& subject : subjects) {
        const auto level = level_of_mastered_skills(subject.counts, nullptr, rules, trace);
        out.key(subject.subject);
        level ? out.number(*level) : out.null();
        minimum.total += subject.minimum.total;
        minimum.mastered += subject.minimum.mastered;
        minimum.not_taught += subject.minimum.not_taught;
        minimum.unjudged += subject.minimum.unjudged;
        missing.insert(missing.end(), subject.missing.begin(), subject.missing.end());
    }
    out.end_object();
    write_names("missing_minimum", missing, out);

    // 2. The minimum skills of all subjects, and the options that agree with them.
    const Finding promotion = promoted_by_minimum_skills(minimum, rules, trace);
    out.key("options").begin_array();
    for (const Opinion option : offered_opinions(promotion, trace))
        out.text(code(option));
    out.end_array();
    if (promotion == Finding::undetermined) {
        const RefusalCode error = minimum.not_taught > 0 ? RefusalCode::minimum_skill_untaught
                                                         : RefusalCode::minimum_skill_unjudged;
        out.key("error").text(to_code_text(error));
        return std::nullopt;
    }
    out.key("proposal").text(promotion == Finding::met ? "promote" : "not_promoted");

    // 3. The class head's opinion, and what had to be done before he may write c.
    if (opinion) {
        Trace nothing = Trace::off();  // the options stand in the trace already
        if (auto refusal = refuses_opinion(*opinion, promotion, nothing))
            return at(input, *std::move(refusal));
        if (opinion->option == Opinion::c)
            if (auto refusal = refuses_without_final_efforts(missing, efforts, trace))
                return at(input, *std::move(refusal));
    }

    // 4. The committee's decision is final; who needs it waits for it.
    if (promotion == Finding::met) {
        if (committee)
            return Refusal{RefusalCode::committee_not_due, {}, committee->pointer(), "PG-1.63"};
        out.key("final").text("promote");
        return std::nullopt;
    }
    if (!committee) {
        out.key("final").null();
        out.key("needs").text("guidance_committee_decision");
        return std::nullopt;
    }
    const auto decided = decided_by_guidance_committee(session, rules, trace);
    if (!decided)
        return at(input, decided.refusal());
    if (auto refusal = refuses_support_without_referral(*decided, referred, trace))
        return at(input, *std::move(refusal));
    out.key("final").text(committee_word(*decided));
    out.key("issued_option").text(code(opinion_after_committee(Opinion::c, *decided)));
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
