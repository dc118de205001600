// Students: their names in four or five parts, their identity papers, and how they are found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct IdentityPaper {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::string kind;  // national_id, residence, passport, birth_certificate, family_card
    std::string number;
    std::string issued_by;
    std::optional<Day> issued_on;
    // The number fails its check digit, and somebody has compared it with the paper: it stands so there.
    bool is_confirmed = false;
};

struct Student {
    std::int64_t id = 0;
    std::string number;                   // the school's own
    std::vector<std::string> name_parts;  // as in the family register or the passport (PG-24.N)
    std::string name_en;
    std::string sex;  // male, female
    std::optional<Day> birth_day;
    std::string nationality;        // ISO 3166, two letters
    std::optional<bool> is_muslim;  // KW-26.1 asks for it; none: not recorded
    std::optional<std::int64_t> merged_into;
    std::int64_t version = 1;
    std::string sort_key;  // given by the store; the page key of lists by name
};

void describe(Fields& fields, const Student& student);
void describe(Fields& fields, const IdentityPaper& paper);

// What a list of students is narrowed down to.
struct StudentSearch {
    std::string name;                      // part of a name, in any spelling
    std::string number;                    // the school's number, or that of a paper: exactly
    std::optional<std::int64_t> class_id;  // enrolled in it on `day`
    Day day{0};
};

class Students {
public:
    explicit Students(Record& record) : record_(record) {}

    // Refuses with name_parts_wrong, record_exists {student} (number), and for the papers as add_paper does.
    [[nodiscard]] Result<Answer> add(SchoolId school, const Act& act, Student student,
                                     std::vector<IdentityPaper> papers);
    [[nodiscard]] Result<Answer> change(SchoolId school, const Act& act, Student student);
    // Refuses with identity_number_invalid, identity_taken.
    [[nodiscard]] Result<Answer> add_paper(SchoolId school, const Act& act, IdentityPaper paper);

    [[nodiscard]] Result<std::string> students(SchoolId school, const StudentSearch& search,
                                               const Page& page);
    // With guardians, enrolments and exemptions.
    [[nodiscard]] Result<std::string> student(SchoolId school, std::int64_t id);
    // The same with the identity papers, and with transfers but for what they carried: for those who keep the file.
    [[nodiscard]] Result<std::string> file(SchoolId school, std::int64_t id);

    // KW-32: boys of grades 4 and 5 in a school with women teachers, who are older than `age_limit` years on the first
    // day of the year; those without a day of birth are listed to be checked. Empty for other schools.
    [[nodiscard]] Result<std::string> boys_to_transfer(SchoolId school, std::int64_t year_id,
                                                       int age_limit);

private:
    Record& record_;
};

// The same within a write that does more: imports. Stored and noted.
[[nodiscard]] Result<Student> add_student_within(Changes& changes, SchoolId school,
                                                 const Student& student,
                                                 const std::vector<IdentityPaper>& papers);
[[nodiscard]] Result<Student> change_student_within(Changes& changes, SchoolId school,
                                                    const Student& student);
[[nodiscard]] Result<IdentityPaper> add_paper_within(Changes& changes, SchoolId school,
                                                     const IdentityPaper& paper);

}  // namespace taqwim::school
