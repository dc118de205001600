// The facts of one student's year by mastery: what Article 5 of the regulation and part 1 of the guide read. Checked
// when they are read (mastery_year_json.h); the rules may rely on what stands here.
//
//   SkillList    the ministry's list for a grade: subjects, their skills, and the parts of a skill
//   PartRecord   when a part was taught, and the judgements of one student in it
//   MasteryYear  both, with the occasions of the reports and the committee's session
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/school_year.h"

namespace taqwim::sa_1426 {

// PG-1.33  A judgement puts the student in one of two groups. There is no third.
enum class Mastery : std::uint8_t { not_mastered, mastered };
[[nodiscard]] const char* code(Mastery state);
[[nodiscard]] std::optional<Mastery> mastery_of(std::string_view code);

enum class SkillKind : std::uint8_t {
    oneshot,     // taught in its lessons
    cumulative,  // in parts over the year (PG-1.22)
    continuous   // without lessons of its own: studied from the start (PG-1.21, D5)
};
[[nodiscard]] const char* code(SkillKind kind);
[[nodiscard]] std::optional<SkillKind> skill_kind_of(std::string_view code);

// PG-1.42  Why a skill is one of the minimum.
enum class SkillCriterion : std::uint8_t { none, future_learning, religion_personality };
[[nodiscard]] const char* code(SkillCriterion criterion);
[[nodiscard]] std::optional<SkillCriterion> skill_criterion_of(std::string_view code);

struct SkillPart {
    std::string code;
    std::string text;  // empty: the skill has no parts but itself
};

struct Skill {
    std::string code;
    std::string text;
    bool is_minimum = false;
    SkillCriterion criterion = SkillCriterion::none;
    SkillKind kind = SkillKind::oneshot;
    int planned_term = 0;  // 1 or 2; 0 when the list says none. A tag of planning only (PG-1.9)
    std::size_t first_part = 0;  // into SkillList::parts
    std::size_t parts = 1;
};

struct SkillSubject {
    std::string code;
    std::string name_ar;  // may be empty
    std::string name_en;  // may be empty
    std::vector<Skill> skills;
};

// Imported as a whole and never changed by a school (PG-1.4).
struct SkillList {
    std::string version;
    bool is_sample = false;  // the program's own sample: no decision may be issued by it
    std::vector<SkillSubject> subjects;
    std::vector<SkillPart> parts;
};

struct Judgement {
    Day on{};
    Mastery state = Mastery::not_mastered;
    std::string tool;    // one of mastery.tools
    std::string reason;  // why mastery was lost (D6)
};

struct PartRecord {
    std::optional<Day> taught_on;
    std::vector<Judgement> judgements;  // by day; of one day in the order written

    // The judgement that stands at the end of this day, or null.
    [[nodiscard]] const Judgement* standing_on(Day day) const;
    [[nodiscard]] bool is_taught_on(Day day) const { return taught_on && *taught_on <= day; }
};

// One of the year's reports, on the day it is sent (PG-1.43).
struct ReportOccasion {
    int number = 0;
    Day on{};
    // D4  Parts without judgement that the class head confirmed one by one.
    std::vector<std::size_t> confirmed_parts;
    std::string remarks;
};

// SR-5.3  What the committee may decide.
enum class CommitteeChoice : std::uint8_t { promote, retain, support };
inline constexpr std::size_t k_committee_choices = 3;
[[nodiscard]] const char* code(CommitteeChoice choice);  // "PRIMARY_PROMOTED", …
[[nodiscard]] std::optional<CommitteeChoice> committee_choice_of(std::string_view code);

// SR-5.3  A session of the guidance committee on one student.
struct CommitteeSession {
    int members = 0;
    int conflicted = 0;  // relatives of the student: neither counted nor voting
    int present = 0;
    bool chair_present = false;  // or his deputy
    int votes[k_committee_choices] = {};
    std::optional<CommitteeChoice> chair_vote;  // decides a tie
    std::string programme;                      // that he is moved to
    std::string reasons;

    [[nodiscard]] int votes_for(CommitteeChoice choice) const
    {
        return votes[static_cast<std::size_t>(choice)];
    }
};

struct MasteryYear {
    std::string id;
    std::string name;
    std::string section;
    SchoolYear school_year{};
    bool school_year_assumed = false;
    int grade = 0;
    std::optional<Day> first_day;  // of school: continuous skills are studied from here (D5)
    Day last_day{};                // of the second term (PG-1.34)
    std::optional<Day> as_of;      // without it the year is over
    std::optional<Day> enrolled_on;
    std::shared_ptr<const SkillList> list;
    std::vector<PartRecord> records;  // by part of the list
    std::vector<ReportOccasion> reports;
    std::optional<CommitteeSession> committee;

    // The day on which the year is looked at.
    [[nodiscard]] Day day() const { return as_of ? *as_of : last_day; }
    [[nodiscard]] bool is_over() const { return day() >= last_day; }
};

// A skill by its place in the list.
struct SkillPlace {
    std::size_t subject = 0;
    std::size_t skill = 0;

    friend bool operator==(const SkillPlace&, const SkillPlace&) = default;
};
[[nodiscard]] inline const Skill& skill_at(const SkillList& list, const SkillPlace& place)
{
    return list.subjects[place.subject].skills[place.skill];
}

}  // namespace taqwim::sa_1426
