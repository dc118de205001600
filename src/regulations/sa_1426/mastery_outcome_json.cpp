#include "regulations/sa_1426/mastery_outcome_json.h"

#include "core/refusal_codes.h"

#include <string_view>

namespace taqwim::sa_1426 {

namespace {

class MasteryWriter {
public:
    MasteryWriter(const MasteryYear& year, const MasteryOutcome& outcome, const MasteryRules& rules,
                  JsonWriter& json)
        : year_(year), list_(*year.list), outcome_(outcome), rules_(rules), json_(json)
    {}

    void write()
    {
        json_.key("grade").number(year_.grade);
        json_.key("school_year").text(year_.school_year.to_text());
        if (year_.school_year_assumed)
            json_.key("school_year_assumed").boolean(true);
        if (list_.is_sample)
            json_.key("sample_list").boolean(true);
        write_decision();
        json_.key("reports").begin_array();
        for (std::size_t i = 0; i < outcome_.reports.size(); ++i)
            write_report(outcome_.reports[i], year_.reports[i].remarks);
        json_.end_array();
        json_.key("standing").begin_object();
        json_.key("on").text(outcome_.standing.on.to_text());
        write_staff(outcome_.standing);
        write_mastered(outcome_.standing.on);
        json_.end_object();
        json_.key("missing_summaries").begin_array();
        for (const int number : outcome_.missing_summaries)
            json_.number(number);
        json_.end_array();
    }

private:
    void write_decision()
    {
        json_.key("outcome").text(outcome_.code());
        if (*outcome_.by != '\0')
            json_.key("by").text(outcome_.by);
        if (outcome_.is_final())
            json_.key("final").boolean(true);
        if (outcome_.error)
            json_.key("error").text(to_code_text(*outcome_.error));
        json_.key("minimum").begin_object();
        json_.key("total").number(outcome_.minimum.total);
        json_.key("mastered").number(outcome_.minimum.mastered);
        json_.key("not_taught").number(outcome_.minimum.not_taught);
        json_.key("unjudged").number(outcome_.minimum.unjudged);
        json_.end_object();
        json_.key("missing_minimum").begin_array();
        for (const MissingSkill& missing : outcome_.missing_minimum)
            write_missing(missing);
        json_.end_array();
    }

    void write_missing(const MissingSkill& missing)
    {
        const Skill& skill = skill_at(list_, missing.place);
        json_.begin_object();
        json_.key("subject").text(list_.subjects[missing.place.subject].code);
        json_.key("skill").text(skill.code);
        json_.key("text").text(skill.text);
        if (skill.criterion != SkillCriterion::none)
            json_.key("criterion").text(code(skill.criterion));
        json_.key("parts").begin_array();
        write_parts("not_taught", missing.untaught_parts);
        write_parts("unjudged", missing.unjudged_parts);
        write_parts("not_mastered", missing.unmastered_parts);
        json_.end_array();
        json_.end_object();
    }

    void write_parts(const char* state, const std::vector<std::size_t>& parts)
    {
        for (const std::size_t part : parts) {
            json_.begin_object();
            json_.key("part").text(list_.parts[part].code);
            if (!list_.parts[part].text.empty())
                json_.key("text").text(list_.parts[part].text);
            json_.key("state").text(state);
            json_.end_object();
        }
    }

    void write_codes(const char* name, const std::vector<std::size_t>& parts)
    {
        json_.key(name).begin_array();
        for (const std::size_t part : parts)
            json_.text(list_.parts[part].code);
        json_.end_array();
    }

    void write_level(const std::optional<int>& level)
    {
        json_.key("level");
        level ? json_.number(*level) : json_.null();
    }

    void write_report(const Report& report, const std::string& remarks)
    {
        json_.begin_object();
        json_.key("number").number(report.number);
        json_.key("on").text(report.on.to_text());
        json_.key("superseded_by");
        report.superseded_by > 0 ? json_.number(report.superseded_by) : json_.null();
        json_.key("final_certificate").boolean(report.is_final_certificate);
        if (!report.may_be_closed()) {
            json_.key("error").text(to_code_text(RefusalCode::skills_unassessed));
            write_codes("unassessed", report.unconfirmed_parts);
        }
        write_staff(report);
        write_guardian(report, remarks);
        json_.end_object();
    }

    void write_staff(const Report& report)
    {
        json_.key("staff").begin_array();
        for (std::size_t subject = 0; subject < report.subjects.size(); ++subject) {
            const SubjectReport& one = report.subjects[subject];
            json_.begin_object();
            json_.key("subject").text(list_.subjects[subject].code);
            json_.key("studied").number(one.counts.studied);
            json_.key("mastered").number(one.counts.mastered);
            const auto percentage = percentage_of(one.counts);
            json_.key("percent");
            percentage ? json_.exact(*percentage) : json_.null();
            json_.key("percent_shown_to_staff");
            percentage ? json_.text(percentage->shown()) : json_.null();
            write_level(one.level);
            json_.key("unmastered").begin_array();
            for (const UnmasteredSkill& skill : one.unmastered) {
                json_.begin_object();
                json_.key("skill").text(skill_at(list_, skill.place).code);
                json_.key("text").text(card_text(list_, skill));
                json_.key("minimum").boolean(skill_at(list_, skill.place).is_minimum);
                write_codes("parts", skill.parts);
                write_codes("unassessed", skill.unassessed_parts);
                json_.end_object();
            }
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    // PG-24.W.1  All of whose parts that were studied by the day are mastered.
    void write_mastered(Day day)
    {
        json_.key("mastered").begin_array();
        for (const SkillSubject& subject : list_.subjects)
            for (const Skill& skill : subject.skills) {
                if (!standing_of(year_, skill, day).mastered)
                    continue;
                json_.begin_object();
                json_.key("subject").text(subject.code);
                json_.key("skill").text(skill.code);
                json_.key("text").text(skill.text);
                json_.end_object();
            }
        json_.end_array();
    }

    void write_guardian(const Report& report, const std::string& remarks)
    {
        json_.key("guardian").begin_object();
        json_.key("subjects").begin_array();
        for (std::size_t subject = 0; subject < report.subjects.size(); ++subject) {
            const SubjectReport& one = report.subjects[subject];
            const SkillSubject& listed = list_.subjects[subject];
            json_.begin_object();
            json_.key("subject").text(listed.name_ar.empty() ? listed.code : listed.name_ar);
            write_level(one.level);
            json_.key("unmastered").begin_array();
            for (const UnmasteredSkill& skill : one.unmastered) {
                json_.begin_object();
                json_.key("text").text(card_text(list_, skill));
                if (rules_.guardian_sees_minimum.value)
                    json_.key("minimum").boolean(skill_at(list_, skill.place).is_minimum);
                if (!skill.unassessed_parts.empty())
                    json_.key("not_assessed_yet").boolean(true);
                json_.end_object();
            }
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
        if (!remarks.empty())
            json_.key("remarks").text(remarks);
        json_.end_object();
    }

    const MasteryYear& year_;
    const SkillList& list_;
    const MasteryOutcome& outcome_;
    const MasteryRules& rules_;
    JsonWriter& json_;
};

}  // namespace

void write_mastery_outcome(const MasteryYear& year, const MasteryOutcome& outcome,
                           const MasteryRules& rules, JsonWriter& json)
{
    MasteryWriter(year, outcome, rules, json).write();
}

}  // namespace taqwim::sa_1426
