// Checks the facts of a Saudi year by marks and makes a StudentYear of them, whatever source they are read from: a JSON
// document (student_year_json.h), the tables of a school. Every problem is kept.
//
//   StudentYearBuilder builder(rules, {.mastery = mastery_rules_of(edition)});
//   builder.school_year(year, SchoolYearGiven::yes);
//   builder.grade("8", where); builder.kind("regular", where);
//   builder.subject({.code = "MTH", .group = "OTHER", .weekly_periods = "5"}, where);
//   builder.one_term(subject, "t1", where);                    // before the marks of the subject
//   for (const MarkSlot slot : builder.slots(subject))         // the parts that it has marks in
//       builder.mark(subject, slot, "18", where);
//   const Result<StudentYear> year = builder.finish(whole);
//
// An empty text is a fact that is missing. The places must stay valid until finish.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/problem_list.h"
#include "regulations/sa_1426/facts.h"
#include "regulations/sa_1426/mastery_rules.h"
#include "regulations/sa_1426/outcome.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

enum class SchoolYearGiven : std::uint8_t { no, yes };

// One entry of the plan as it is written.
struct SubjectEntry {
    std::string_view code{};
    std::string_view name_ar{};
    std::string_view name_en{};
    std::string_view group{};
    std::string_view weekly_periods{};
    std::optional<std::string_view> minimum{};  // none: the parameter; empty: no minimum mark
    std::string_view arrangement{};             // empty: standard
    std::optional<bool> counts_for_promotion{};
    std::optional<bool> in_average{};
};

// A part of a subject that has a mark of its own.
struct MarkSlot {
    enum class Part : std::uint8_t { coursework, exam };
    Part part = Part::coursework;  // of an oral arrangement the whole term mark
    Term term = Term::first;

    friend bool operator==(const MarkSlot&, const MarkSlot&) = default;
};

struct BuilderContext {
    // Of the grades that go by mastery of skills and have no marks (SR-5.1); null when the edition has none.
    const MasteryRules* mastery = nullptr;
};

class StudentYearBuilder {
public:
    StudentYearBuilder(const Rules& rules, const BuilderContext& context);

    [[nodiscard]] ProblemList& problems() { return problems_; }
    [[nodiscard]] const Rules& rules() const { return rules_; }

    void school_year(SchoolYear year, SchoolYearGiven given);
    void id(std::string_view text) { year_.id = text; }
    void name(std::string_view text) { year_.name = text; }
    void section(std::string_view text) { year_.section = text; }
    void grade(std::string_view text, const Where& where);
    void kind(std::string_view text, const Where& where);
    // SR-10.4  The number of the decision by which an affiliated student sits one exam a year.
    void annual_decision(std::string_view number, const Where& where);

    // The plan, subject by subject, or whole as a school keeps it.
    void subject(const SubjectEntry& entry, const Where& where);
    void plan(std::shared_ptr<const Plan> plan);
    // A subject of the plan; refused when it is none.
    [[nodiscard]] std::optional<std::size_t> find_subject(std::string_view code,
                                                          const Where& where);
    [[nodiscard]] const Plan& plan() const { return given_plan_ ? *given_plan_ : plan_; }
    // The minimum mark of this student in a subject; an empty text is none (D4).
    void minimum(std::size_t subject, std::string_view text, const Where& where);

    void one_term(std::size_t subject, std::string_view term, const Where& where);
    void exam_only(std::string_view term, const Where& where);

    // The parts in which this student has marks in the subject, in the order in which they are written: coursework and
    // exam of each term; one exam a term or a year for affiliated students; one mark a term in oral subjects.
    [[nodiscard]] std::vector<MarkSlot> slots(std::size_t subject) const;
    void mark(std::size_t subject, MarkSlot slot, std::string_view text, const Where& where);
    // Refuses a list of marks of another length than slots().
    [[nodiscard]] bool has_marks_of(std::size_t subject, std::size_t count, const Where& where);
    // unexcused, excused_pending, cancelled
    void absence(std::size_t subject, std::string_view term, std::string_view word,
                 const Where& where);
    // PG-20.11  Daily and weekly marks of an oral subject in a term, and what they were out of.
    void kept_marks(std::size_t subject, std::string_view term, std::string_view mark,
                    std::string_view maximum, const Where& where);
    // A mark, or: absent, excused, cancelled.
    void second_round(std::size_t subject, std::string_view text, const Where& where);

    // The facts, or the first of the problems.
    [[nodiscard]] Result<StudentYear> finish(const Where& whole);

private:
    struct GivenMark {
        std::size_t subject;
        MarkSlot slot;
        Where where;
    };

    void refuse(RefusalCode code, const Where& where, Arguments arguments, const char* clause = "");
    [[nodiscard]] std::optional<Term> term(std::string_view text, const Where& where);
    [[nodiscard]] SubjectMarks& marks_of(std::size_t subject);
    [[nodiscard]] const std::string& code_of(std::size_t subject) const
    {
        return plan().subjects[subject].code;
    }
    [[nodiscard]] bool is_oral(std::size_t subject) const;
    [[nodiscard]] bool goes_by_mastery() const
    {
        return context_.mastery != nullptr && context_.mastery->covers(year_.grade);
    }
    // A mark as it may be written, of this subject.
    [[nodiscard]] std::optional<Mark> read_mark(std::size_t subject, std::string_view text,
                                                const Where& where);
    void check_maxima();
    void check_kept_marks(const std::vector<SubjectOutcome>& allotted);
    Plan& own_plan();

    const Rules& rules_;
    BuilderContext context_;
    ProblemList problems_;
    StudentYear year_;
    bool kind_given_ = false;
    Plan plan_;
    std::shared_ptr<const Plan> given_plan_;
    std::vector<Where> subject_places_;
    std::vector<GivenMark> marks_;
    std::vector<Where> kept_places_;  // of year_.kept_marks
};

}  // namespace taqwim::sa_1426
