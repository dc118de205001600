// PG-24.A.3, A.4  Students who were admitted with papers that bear another form of their name: whether they are taken under
// it, and until when they have to have it amended. Nobody loses his place by the time being over; the list says who is late.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/day.h"
#include "regulations/frame/rule_set.h"
#include "school/keeping.h"

namespace taqwim::documents {

struct NameAdmissionAsked {
    std::int64_t student_id = 0;
    std::vector<std::string> name_parts;  // on the papers
    bool is_from_abroad = false;          // the papers
    Day admitted{0};
};

// Safe to share between threads. Everything given to it outlives it.
class NameAdmissions {
public:
    NameAdmissions(school::Record& record, const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    // Refuses with value_not_listed (a country without such rules), record_unknown, day_in_future, field_missing (no name,
    // or the student's own, under which there is nothing to amend), and request_paper_missing of the civil notice where
    // fewer parts match than the rule asks for.
    [[nodiscard]] Result<school::Answer> enter(const school::Act& act, SchoolId school,
                                               const NameAdmissionAsked& asked);
    // Entered by mistake. Refuses with record_unknown, decided_already (withdrawn before), text_empty.
    [[nodiscard]] Result<school::Answer> withdraw(const school::Act& act, SchoolId school,
                                                  std::int64_t admission,
                                                  const std::string& reason);

    // Those that must still be amended, whose time ends first at the top: so the overdue come first. An entry leaves the
    // list when an amendment of the student was granted on or after his admission.
    [[nodiscard]] Result<std::string> open(SchoolId school, const school::Page& page, Day day);
    // All of one student, the newest first.
    [[nodiscard]] Result<std::string> of_student(SchoolId school, std::int64_t student, Day day);

private:
    school::Record& record_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

}  // namespace taqwim::documents
