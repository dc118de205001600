// Student-years from the record: who the student is and in which class, what his plan holds, and what stands in the
// cells of the mark sheets, each put where its column's settings say ("From cells to facts" in src/marks/README.md).
// One file for each form of year: mark_year.h, mastery_year.h, kuwait_year.h.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/day.h"
#include "results/facts_tree.h"
#include "results/year_facts.h"

namespace taqwim::results {

// Days that a student spent in a class, both included; no last day while he is there.
struct ClassStay {
    std::int64_t class_id = 0;
    std::string first_day;
    std::string last_day;
};

// Where a student is in a year, and what the record says of him, his class and his school.
struct YearPlace {
    StudentId student;
    std::int64_t school_year_id = 0;
    std::int64_t class_id = 0;
    // The classes of his grade in the year, the one where he is or was last first: his year is all of it.
    std::vector<ClassStay> stays = {};
    std::int64_t study_plan_id = 0;
    std::string regulation;
    std::int64_t grade = 0;
    std::string track;
    std::string section;
    std::string school_year;
    std::string year_first;
    std::string year_last;
    std::string school_kind;   // government, private, memorisation, literacy
    std::string school_shift;  // day, night
    std::string teachers_sex;
    std::string enrolment;  // regular, affiliated, affiliated_annual, night, temporary
    std::string enrolled_on;
    bool is_newcomer = false;
    std::string name_ar;
    std::string sex;
    std::string birth_day;
    std::string nationality;
    // The day on which the year is looked at while it lasts; none once it is over.
    std::optional<Day> as_of = std::nullopt;
    // Judged by skills: everything stands below "/input".
    bool is_mastery = false;
    // PG-9.2  Terms that he is examined in without coursework.
    std::vector<std::int64_t> exam_only_terms = {};

    [[nodiscard]] bool is_exam_only(std::int64_t term) const
    {
        return std::ranges::find(exam_only_terms, term) != exam_only_terms.end();
    }
};

// What a later room adds: attendance, decisions of committees.
using FactsPart = std::function<void(database::Session&, const YearPlace&, FactsTree&)>;

class RecordFacts final : public FactsSource {
public:
    // The clock outlives this. Without one every year is taken as over.
    explicit RecordFacts(std::vector<FactsPart> parts = {}, const Clock* clock = nullptr)
        : parts_(std::move(parts)), clock_(clock)
    {}

    // Refuses with record_unknown {enrolment}.
    [[nodiscard]] Result<YearFacts> facts(database::Session& session, StudentId student,
                                          std::int64_t school_year_id) const override;

private:
    std::vector<FactsPart> parts_;
    const Clock* clock_;
};

}  // namespace taqwim::results
