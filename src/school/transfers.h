// Students who come from other schools and go to others, with what was counted and marked of them (KW-24). What is
// carried is a package in JSON:
//
//   {"format": "taqwim.transfer.1", "student": {…}, "sections": {"marks": …, "attendance": …}, "documents": [...]}
//
// Each room that has something of a student adds its section. A package that came in is kept as it came.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct Transfer {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::string direction;  // in, out
    std::string other_school;
    Day day{0};
    std::string decision;
    std::string carried;  // JSON of the package
};

void describe(Fields& fields, const Transfer& transfer);

// What another room adds to a student's package. It must live as long as Transfers.
class CarriedSection {
public:
    virtual ~CarriedSection() = default;
    // Its name in "sections": marks, attendance …
    [[nodiscard]] virtual std::string_view name() const = 0;
    // Whole JSON of everything that this room has of the student in the year.
    [[nodiscard]] virtual std::string collect(database::Session& session, SchoolId school,
                                              std::int64_t student_id, std::int64_t year_id) = 0;
};

class Transfers {
public:
    explicit Transfers(Record& record, std::vector<CarriedSection*> sections = {})
        : record_(record), sections_(std::move(sections))
    {}

    // Keeps what a student brought. Refuses with record_unknown, days_overlap (he came on this day already),
    // field_missing and value_not_listed (a package of another form).
    [[nodiscard]] Result<Answer> receive(SchoolId school, const Act& act, Transfer transfer);
    // Ends the enrolment on the day before the transfer's and makes the package. `documents`: those issued to the
    // student, as a JSON list. Refuses with not_enrolled, year_sealed.
    [[nodiscard]] Result<Answer> release(SchoolId school, const Act& act, Transfer transfer,
                                         std::string documents);
    // The package as it would be today; nothing is changed.
    [[nodiscard]] Result<std::string> package(SchoolId school, std::int64_t student_id, Day today);
    [[nodiscard]] Result<std::string> transfers(SchoolId school, std::int64_t student_id);

private:
    Record& record_;
    std::vector<CarriedSection*> sections_;
};

// What is wrong with a package that came: not an object, another format, no sections.
[[nodiscard]] std::optional<Refusal> refuses_package(std::string_view json);

}  // namespace taqwim::school
