// The facts of one student's year by marks: what Articles 6 to 12 of the Saudi regulation read. Checked when they are
// built (student_year_builder.h); the rules may rely on what stands here.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/mark.h"
#include "core/school_year.h"
#include "regulations/sa_1426/plan.h"

namespace taqwim::sa_1426 {

enum class Term : std::uint8_t { first, second };
inline constexpr std::array<Term, 2> k_terms = {Term::first, Term::second};
[[nodiscard]] constexpr std::size_t index(Term term)
{
    return static_cast<std::size_t>(term);
}
[[nodiscard]] constexpr Term other(Term term)
{
    return term == Term::first ? Term::second : Term::first;
}
[[nodiscard]] const char* code(Term term);  // "t1", as absences and one_term name it

// SR-1.2, SR-10.4  affiliated_annual sits one exam at the end of the year, by ministry decision; it stands in the second
// term, and the first holds nothing.
enum class StudentKind : std::uint8_t { regular, affiliated, affiliated_annual };
[[nodiscard]] const char* code(StudentKind kind);

// SR-6.1b, SR-11.1, SR-13.2  What became of an end-of-term exam.
enum class Sitting : std::uint8_t {
    not_entered,       // no mark and no absence: a fact that is missing
    sat,               // also in the make-up sitting
    absent_unexcused,  // also with a refused excuse or a missed make-up window (D8)
    absent_excused,    // accepted, the make-up is still open: no decision yet (SR-11.1)
    cancelled          // for cheating: counts as not sat, coursework kept (SR-13.2)
};
[[nodiscard]] const char* code(Sitting sitting);

// What a subject has in one term. A mark that was not entered is no mark, never 0.
struct TermMarks {
    Mark coursework;              // of an oral arrangement: the whole term mark (PG-4.7b)
    Mark exam;                    // when sat
    bool has_coursework = false;  // always true where no coursework is due (affiliated, exam-only)
    Sitting sitting = Sitting::not_entered;
};

// SR-8  What became of the second-round exam of a subject.
struct SecondRound {
    enum class State : std::uint8_t { not_given, sat, absent, excused, cancelled };
    State state = State::not_given;
    Mark mark;
};

// PG-20.11  Daily and weekly marks of the Qur'an in a term, a part of its term mark: the second round keeps them.
struct KeptMarks {
    std::size_t subject = 0;
    Term term = Term::first;
    Mark mark;
    Mark maximum;
};

struct SubjectMarks {
    std::array<TermMarks, 2> terms;
    // SR-4.4  The whole course in this term alone; the other term holds nothing.
    std::optional<Term> one_term;
    SecondRound second_round;

    [[nodiscard]] const TermMarks& at(Term term) const { return terms[index(term)]; }
    [[nodiscard]] TermMarks& at(Term term) { return terms[index(term)]; }
};

struct StudentYear {
    std::string id;
    std::string name;
    std::string section;
    SchoolYear school_year{};
    bool school_year_assumed = false;  // none was given
    int grade = 0;                     // 4 to 12; which of them go by marks the edition says
    StudentKind kind = StudentKind::regular;
    // PG-9.2, PG-9.3  Admitted late: these terms are examined out of 50 without coursework.
    std::array<bool, 2> exam_only_terms{};
    std::shared_ptr<const Plan> plan;
    std::vector<SubjectMarks> subjects;  // as many as the plan has, in its order
    std::vector<KeptMarks> kept_marks;   // of few subjects, or none

    [[nodiscard]] bool is_exam_only(Term term) const { return exam_only_terms[index(term)]; }
    // Null where the second round keeps nothing of the term.
    [[nodiscard]] const KeptMarks* find_kept_marks(std::size_t subject, Term term) const
    {
        for (const KeptMarks& kept : kept_marks)
            if (kept.subject == subject && kept.term == term)
                return &kept;
        return nullptr;
    }
    [[nodiscard]] bool is_affiliated() const { return kind != StudentKind::regular; }
};

// The stage of a grade (D1).
enum class Stage : std::uint8_t { primary, intermediate, secondary };
inline constexpr std::size_t k_stages = 3;
[[nodiscard]] constexpr Stage stage_of(int grade)
{
    return grade <= 6 ? Stage::primary : grade <= 9 ? Stage::intermediate : Stage::secondary;
}
[[nodiscard]] const char* code(Stage stage);

}  // namespace taqwim::sa_1426
