#include "regulations/sa_guide/early_year_answer.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/mastery_year_answer.h"
#include "regulations/sa_guide/early_grades.h"
#include "regulations/sa_guide/early_reading.h"

namespace taqwim::sa_guide {

using sa_1426::FieldReader;
using sa_1426::MasteryOutcome;
using sa_1426::MasteryYear;
using sa_1426::MissingSkill;
using sa_1426::PrimaryOutcome;

namespace {

struct Contacts {
    std::string skill;
    std::vector<Day> with_guardian;
    std::vector<Day> with_committee;
};

struct Description {
    int report = 0;
    std::string subject;
    std::string heading;
    std::string text;
};

class EarlyYearAnswer final : public sa_1426::MasteryYearAnswer {
protected:
    [[nodiscard]] std::vector<std::string_view> more_fields() const override
    {
        return {"opinion", "referral", "final_effort", "descriptions"};
    }
    void read_more(const JsonValue& input, const MasteryYear& year, FieldReader& reader) override;
    [[nodiscard]] std::optional<Refusal> evaluate_more(const MasteryYear& year,
                                                       const MasteryOutcome& outcome,
                                                       Trace& trace) override;
    void write_more(JsonWriter& json) const override;

private:
    void read_contacts(const JsonValue& input, const MasteryYear& year, FieldReader& reader);
    void read_descriptions(const JsonValue& input, FieldReader& reader);
    [[nodiscard]] FinalEffort effort_for(const MissingSkill& missing,
                                         const MasteryYear& year) const;

    const EarlyRules* early_ = nullptr;
    std::optional<ClassHeadOpinion> opinion_;
    bool referred_ = false;
    std::vector<Contacts> contacts_;
    std::vector<Description> descriptions_;
    // Of the last evaluation.
    std::vector<Opinion> options_;
    std::optional<Opinion> issued_;
    const char* proposal_ = nullptr;
    const char* final_ = nullptr;
    bool waits_for_committee_ = false;
};

void EarlyYearAnswer::read_more(const JsonValue& input, const MasteryYear& year,
                                FieldReader& reader)
{
    early_ = &needed_early_rules(rules());
    opinion_ = read_opinion(input, *early_, reader);
    referred_ = reader.yes_no(input, "referral").value_or(false);
    read_contacts(input, year, reader);
    read_descriptions(input, reader);
    // PG-1.37: what the guardian reads holds no mark.
    if (const auto reports = FieldReader::given(input, "reports"))
        for (const JsonValue report : *reports)
            if (const auto mark = mark_in_description(reader.text(report, "remarks")))
                reader.refuse(RefusalCode::description_has_number, report.pointer("remarks"),
                              {{"value", *mark}}, "PG-1.37");
}

void EarlyYearAnswer::read_contacts(const JsonValue& input, const MasteryYear& year,
                                    FieldReader& reader)
{
    contacts_.clear();
    const auto list = reader.list(input, "final_effort");
    if (!list)
        return;
    const auto days = [&](const JsonValue& object, const char* name) {
        std::vector<Day> read;
        for (const std::string& text : reader.texts(object, name)) {
            const auto day = Day::parse(text);
            if (!day)
                reader.refuse(RefusalCode::value_not_a_date, object.pointer(name),
                              {{"value", text}});
            else
                read.push_back(*day);
        }
        return read;
    };
    for (const JsonValue object : *list) {
        if (!reader.is_object(object, {"skill", "guardian_contacts", "committee_contacts"}))
            continue;
        Contacts contacts;
        contacts.skill = reader.needed_text(object, "skill");
        const auto is_it = [&](const sa_1426::Skill& skill) {
            return skill.code == contacts.skill;
        };
        if (std::none_of(year.list->subjects.begin(), year.list->subjects.end(),
                         [&](const sa_1426::SkillSubject& subject) {
                             return std::any_of(subject.skills.begin(), subject.skills.end(),
                                                is_it);
                         }))
            reader.not_listed(object, "skill", contacts.skill, "skills");
        contacts.with_guardian = days(object, "guardian_contacts");
        contacts.with_committee = days(object, "committee_contacts");
        contacts_.push_back(std::move(contacts));
    }
}

void EarlyYearAnswer::read_descriptions(const JsonValue& input, FieldReader& reader)
{
    descriptions_.clear();
    const auto list = reader.list(input, "descriptions");
    if (!list)
        return;
    for (const JsonValue object : *list) {
        if (!reader.is_object(object, {"report", "subject", "heading", "text"}))
            continue;
        Description description;
        description.report = reader.needed_whole(object, "report", 1).value_or(0);
        description.subject = reader.needed_text(object, "subject");
        description.heading = reader.text(object, "heading");
        description.text = reader.needed_text(object, "text");
        if (const auto mark = mark_in_description(description.text))
            reader.refuse(RefusalCode::description_has_number, object.pointer("text"),
                          {{"value", *mark}}, "PG-1.61");
        descriptions_.push_back(std::move(description));
    }
}

// What stands in the records of the last weeks: judgements of any part of the skill, and contacts.
FinalEffort EarlyYearAnswer::effort_for(const MissingSkill& missing, const MasteryYear& year) const
{
    const Day first = first_day_of_final_weeks(year.last_day, *early_);
    const auto within = [&](Day day) { return day >= first && day <= year.last_day; };
    const sa_1426::Skill& skill = skill_at(*year.list, missing.place);
    FinalEffort effort;
    effort.skill = skill.code;
    for (std::size_t part = skill.first_part; part < skill.first_part + skill.parts; ++part)
        for (const sa_1426::Judgement& judgement : year.records[part].judgements)
            effort.attempts += within(judgement.on) ? 1 : 0;
    for (const Contacts& contacts : contacts_)
        if (contacts.skill == skill.code) {
            effort.guardian_contacts += static_cast<int>(std::count_if(
                contacts.with_guardian.begin(), contacts.with_guardian.end(), within));
            effort.committee_contacts += static_cast<int>(std::count_if(
                contacts.with_committee.begin(), contacts.with_committee.end(), within));
        }
    return effort;
}

std::optional<Refusal> EarlyYearAnswer::evaluate_more(const MasteryYear& year,
                                                      const MasteryOutcome& outcome, Trace& trace)
{
    options_.clear();
    issued_.reset();
    proposal_ = nullptr;
    final_ = nullptr;
    waits_for_committee_ = outcome.outcome == PrimaryOutcome::pending_committee;
    if (outcome.outcome == PrimaryOutcome::provisional) {
        // PG-1.34: no final opinion before the last day.
        if (opinion_)
            return Refusal{RefusalCode::final_decision_too_early,
                           {{"day", year.day().to_text()}, {"limit", year.last_day.to_text()}},
                           "/opinion",
                           "PG-1.34"};
        return std::nullopt;
    }
    options_ = offered_opinions(outcome.promotion, trace);
    if (outcome.promotion != Finding::undetermined)
        proposal_ = outcome.promotion == Finding::met ? "promote" : "not_promoted";
    if (opinion_) {
        Trace nothing = Trace::off();
        if (auto refusal = refuses_opinion(*opinion_, outcome.promotion, nothing))
            return refusal;
        issued_ = opinion_->option;
        if (opinion_->option == Opinion::c)
            for (const MissingSkill& missing : outcome.missing_minimum)
                if (auto refusal = refuses_without_final_effort(effort_for(missing, year), trace))
                    return refusal;
    }
    if (outcome.outcome == PrimaryOutcome::promoted)
        final_ = "promote";
    if (outcome.decision) {
        if (auto refusal = refuses_support_without_referral(*outcome.decision, referred_, trace))
            return refusal;
        final_ = committee_word(*outcome.decision);
        issued_ = opinion_after_committee(Opinion::c, *outcome.decision);
    }
    return std::nullopt;
}

void EarlyYearAnswer::write_more(JsonWriter& json) const
{
    json.key("options").begin_array();
    for (const Opinion option : options_)
        json.text(code(option));
    json.end_array();
    json.key("proposal");
    proposal_ != nullptr ? json.text(proposal_) : json.null();
    json.key("final_decision");
    final_ != nullptr ? json.text(final_) : json.null();
    if (waits_for_committee_)
        json.key("needs").text("guidance_committee_decision");
    json.key("issued_option");
    issued_ ? json.text(code(*issued_)) : json.null();
    json.key("descriptions").begin_array();
    for (const Description& description : descriptions_) {
        json.begin_object();
        json.key("report").number(description.report);
        json.key("subject").text(description.subject);
        if (!description.heading.empty())
            json.key("heading").text(description.heading);
        json.key("text").text(description.text);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::unique_ptr<sa_1426::Answer> make_early_year_answer()
{
    return std::make_unique<EarlyYearAnswer>();
}

}  // namespace taqwim::sa_guide
