// The facts of one student's year under the distribution of 1447. Checked when they are read (student_year_json.h); the
// rules may rely on what stands here. A fact that was not entered is not there, never 0.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/mark.h"
#include "core/school_year.h"
#include "regulations/sa_1447/plans.h"

namespace taqwim::sa_1447 {

struct PartMark {
    Part part = Part::performance;
    Mark mark;
};
[[nodiscard]] std::optional<Mark> find(const std::vector<PartMark>& marks, Part part);

// What became of the end-of-term exam where it was not sat.
enum class ExamAbsence : std::uint8_t { none, excused, unexcused };
[[nodiscard]] const char* code(ExamAbsence absence);

// What a subject has in one period of the year; in the secondary stage a period is the term of the course.
struct PeriodFacts {
    std::vector<PartMark> marks;  // of the parts of the first sitting
    ExamAbsence absence = ExamAbsence::none;
    std::optional<Mark> alternative_exam;  // after an excused absence
    std::vector<Mark> programmes;          // of activity that has no periods
    std::optional<int> entries;            // how often marks were entered
    // Of a subject judged standard by standard.
    bool has_standards = false;
    int standards_judged = 0;
    int standards_met = 0;
};

// A subject of the year, or in the secondary stage of one term.
struct CourseFacts {
    const PlanSubject* subject = nullptr;
    const Form* form = nullptr;        // null of a subject judged by standards
    int term = 0;                      // 0 for a subject of the year
    std::vector<PeriodFacts> periods;  // one, or as many as the year has
    bool has_second_sitting = false;
    std::vector<PartMark> second_sitting;
    std::optional<Mark> stumble_exam;

    // The number by which people call a period of this course.
    [[nodiscard]] int period_number(std::size_t index) const
    {
        return term != 0 ? term : static_cast<int>(index) + 1;
    }
};

// Where a course stands in the document: "/subjects/X", and in the secondary stage "/subjects/X/T1".
[[nodiscard]] std::string place_of(const CourseFacts& course);

// Offences of one kind: their degree from 1 to 5, and how often the student committed it in the term.
struct Offence {
    int degree = 1;
    int times = 1;
};

struct BehaviourFacts {
    bool is_given = false;
    std::vector<Offence> offences;
    Mark recovered;                     // of what was deducted, within the term
    std::optional<Mark> distinguished;  // earned for distinguished behaviour
    std::string description;            // where conduct is described in words
};

// Days of absence for which an excuse was handed in.
struct Excuse {
    int days = 0;
    int after_working_days = 0;  // working days between the return and the excuse
    bool is_accepted = false;
    bool is_extended = false;  // the school granted the longer time
};

struct AttendanceFacts {
    bool is_given = false;
    int absent_days = 0;
    std::vector<Excuse> excuses;
    std::string description;
};

inline constexpr std::size_t k_terms = 2;

struct StudentYear {
    std::string id;
    std::string name;
    std::string section;  // the class
    SchoolYear school_year{};
    bool school_year_assumed = false;
    int grade = 0;
    std::string track;
    std::vector<CourseFacts>
        courses;  // in the order of the plan; the terms of the secondary stage one after the other
    std::array<BehaviourFacts, k_terms> behaviour;
    std::array<AttendanceFacts, k_terms> attendance;
    // What subjects are called in English, where that is known; the plan itself names them in Arabic.
    std::map<std::string, std::string, std::less<>> english_names;

    [[nodiscard]] bool is_secondary() const { return stage_of(grade) == Stage::secondary; }
};

}  // namespace taqwim::sa_1447
