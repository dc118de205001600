// Assessment schemes: which sheets and columns a class has in a subject, under the regulation that decides its grade.
// They are data, schemes/<regulation>.json; maxima that a regulation sets are read from its parameters in force, and the
// head teacher's guide's own trees (sa_guide's mark schemes) become columns leaf by leaf.
//
//   const Schemes schemes(rule_sets);
//   const Result<std::vector<SheetDraft>> drafts = schemes.sheets({.regulation = "kw_primary_2016", .grade = 4, …});
//
// Where a value goes in the regulation's student-year stands in each column's settings: README.md, "From cells to facts".
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "marks/mark_sheet.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::marks {

// A skill of a list, or a part of one: a column of judgements.
struct SkillDraft {
    std::string code;
    std::string text;
    bool is_minimum = false;
    int term = 0;                // 0: the whole year
    std::string kind = {};       // oneshot, cumulative, continuous
    std::string criterion = {};  // why it is a minimum skill: future_learning, religion_personality
    std::string part_of = {};    // the code of the skill that this is a part of
    std::string part_of_text = {};
};

struct SchemeRequest {
    std::string regulation;
    int grade = 0;
    std::string subject;
    std::string part = {};            // empty: all parts that the grade has
    int term = 0;                     // 0: all terms, and sheets of the whole year
    Day on{0};                        // whose parameters are in force
    bool is_oral = false;             // the plan's arrangement of the subject
    int one_term = 0;                 // SR-4.4: the whole course in this term; 0: in both
    std::string track = {};           // sa_1447: the section of the plan
    std::string form = {};            // sa_1447: the model's form that the school states
    std::string school_type = "day";  // sa_guide: day, night, quran_memorisation, literacy_centre
    std::vector<int> criteria =
        {};  // Kuwait: criteria of each general competency; empty: five of each
    // KW-10.2: one level of each competency, where the record of its measures is kept on paper.
    bool by_competency = false;
    int units = 0;  // Kuwait: final assessments of a term; 0: three
    // Of each of them out of how much its paper is, where not out of the regulation's 10 (KW-11.3): "20".
    std::vector<std::string> unit_maxima = {};
    // PG-20.11: of a term's mark in the Qur'an, out of how much its daily and weekly marks are, which a second round keeps;
    // empty: they have no column.
    std::string kept_maximum = {};
    std::vector<SkillDraft> skills = {};
};

class Schemes {
public:
    // The rule sets outlive this.
    explicit Schemes(const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

    // Without a class: the caller sets class_id. Refuses with regulation_unknown, day_not_covered, scheme_unknown (no
    // sheet fits) and marks_do_not_add_up (SR-6.2: parts that do not make the allotment).
    [[nodiscard]] Result<std::vector<SheetDraft>> sheets(const SchemeRequest& request) const;

    [[nodiscard]] const std::vector<std::unique_ptr<RuleSet>>& rule_sets() const
    {
        return rule_sets_;
    }

private:
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

}  // namespace taqwim::marks
