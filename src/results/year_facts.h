// A student's year as the record has it, in the form that the regulation of his plan reads. The rules never see the
// record; this is the only way from one to the other.
#pragma once

#include <cstdint>
#include <string>

#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"

namespace taqwim::results {

struct YearFacts {
    std::string regulation;
    std::int64_t class_id = 0;  // where the student is, or was last
    std::string json;  // the student-year, as docs/student-year.md and its sisters describe it
};

class FactsSource {
public:
    virtual ~FactsSource() = default;

    // Refuses with record_unknown, not_enrolled and facts_incomplete (what the regulation's form cannot do without).
    [[nodiscard]] virtual Result<YearFacts> facts(database::Session& session, StudentId student,
                                                  std::int64_t school_year_id) const = 0;
};

}  // namespace taqwim::results
