// A Saudi intermediate school at the end of a year, for tests of what comes after the results: two years, classes of both,
// students whose published results are laid down as they are.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/identity.h"
#include "school/record.h"
#include "tests/support/test_database.h"

namespace taqwim::tests {

struct PromotionSchool {
    static constexpr SchoolId k_school{1};
    static constexpr std::int64_t k_old_year = 2;  // 1426-1427, ends on 2006-06-28
    static constexpr std::int64_t k_new_year = 3;  // 1427-1428, begins on 2006-09-02
    static constexpr std::int64_t k_class_7_1 = 71;
    static constexpr std::int64_t k_class_7_2 = 72;
    static constexpr std::int64_t k_class_9_1 = 91;
    static constexpr std::int64_t k_new_7_1 = 171;  // 3 seats
    static constexpr std::int64_t k_new_8_1 = 181;  // 2 seats
    static constexpr std::int64_t k_new_8_2 = 182;  // 5 seats
    static constexpr std::int64_t k_publication = 500;

    explicit PromotionSchool(TestDatabase& test, const std::string& regulation = "sa_1426",
                             int first_grade = 7);

    // Enrolled from the first day of the old year. His name is his id; an empty birth day is none.
    void add_student(std::int64_t student, std::int64_t class_id,
                     const std::string& birth_day = "1992-01-01",
                     const std::string& kind = "regular");
    // A published version; the newest is the one that is added last.
    void publish(std::int64_t student, std::int64_t class_id, const std::string& decision,
                 const std::string& outcome = {}, const std::string& regulation = {});
    // A year by marks in which these subjects were not passed.
    [[nodiscard]] static std::string failed_in(const std::string& subject);

    std::int64_t execute(std::string_view sql, const std::vector<database::Value>& values = {});
    [[nodiscard]] std::string text(std::string_view sql,
                                   const std::vector<database::Value>& values = {});
    // Every enrolment without its version, a line each.
    [[nodiscard]] std::string enrolments();
    [[nodiscard]] school::Act act(std::int64_t account = 1) const;
    Result<school::Answer> write(const school::Record::Work& work, const std::string& key = {},
                                 const std::string& digest = {});
    // The chain of the school is whole; gives the number of its entries.
    std::int64_t verified_chain();

    FixedClock clock{*Instant::parse("2006-07-01T08:00:00Z")};
    IdSource ids{1};
    std::string regulation;
    std::unique_ptr<school::Record> record;

private:
    std::int64_t next_id_ = 10'000;
    std::map<std::int64_t, std::int64_t> versions_;
};

}  // namespace taqwim::tests
