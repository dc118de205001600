// Student-years from the record: who the student is and in which class, what his plan holds, and what stands in the
// cells of the mark sheets, each put where its column's settings say ("From cells to facts" in src/marks/README.md).
#pragma once

#include <functional>
#include <vector>

#include "results/facts_tree.h"
#include "results/year_facts.h"

namespace taqwim::results {

// Where a student is in a year.
struct YearPlace {
    StudentId student;
    std::int64_t school_year_id = 0;
    std::int64_t class_id = 0;
    std::string regulation;
};

// What a later room adds: attendance, decisions of committees.
using FactsPart = std::function<void(database::Session&, const YearPlace&, FactsTree&)>;

class RecordFacts final : public FactsSource {
public:
    explicit RecordFacts(std::vector<FactsPart> parts = {}) : parts_(std::move(parts)) {}

    // Refuses with record_unknown, not_enrolled, and with facts_incomplete where a grade is judged by skills: those
    // years are read by another form.
    [[nodiscard]] Result<YearFacts> facts(database::Session& session, StudentId student,
                                          std::int64_t school_year_id) const override;

private:
    std::vector<FactsPart> parts_;
};

}  // namespace taqwim::results
