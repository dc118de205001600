// An invented school with one class, for tests and benchmarks of what is recorded about students: on a real database,
// with the tables of all rooms up to the marks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "marks/mark_sheet.h"
#include "marks/recording.h"
#include "platform/database/database.h"
#include "school/record.h"
#include "tests/support/room_migrations.h"

namespace taqwim::tests {

// Kuwait, grade 4, 2015-2016, term 1 from 2015-09-13 to 2016-01-23; the day is 2015-10-19.
class MarksSchool {
public:
    // url: "sqlite:…" or "postgresql://…"; the database is empty.
    explicit MarksSchool(const std::string& url, int students = 3,
                         const std::string& regulation = "kw_primary_2016", int grade = 4);

    static constexpr std::int64_t k_school = 7001;
    static constexpr std::int64_t k_year = 7101;
    static constexpr std::int64_t k_plan = 7201;
    static constexpr std::int64_t k_class = 7301;
    static constexpr std::int64_t k_teacher = 7401;   // staff
    static constexpr std::int64_t k_reviewer = 7402;  // staff
    static constexpr std::int64_t k_head = 7403;      // staff
    static constexpr std::int64_t k_student = 7501;   // the first; the others follow

    [[nodiscard]] SchoolId school() const { return SchoolId{k_school}; }
    [[nodiscard]] school::Record& record() { return record_; }
    [[nodiscard]] database::Database& database() { return *database_; }
    [[nodiscard]] FixedClock& clock() { return clock_; }
    [[nodiscard]] std::int64_t student(int number) const { return k_student + number; }

    // Who acts, now: the account has the person's number plus 1000.
    [[nodiscard]] school::Act act(std::int64_t person = k_teacher,
                                  const std::string& key = "") const;
    void set_day(Day day);

    // Runs statements of a test's own.
    template <class... Values>
    void sql(const std::string& text, const Values&... values)
    {
        const auto done = database_->write(
            school(), [&](database::Session& session) { session.execute(text, values...); });
        if (!done)
            throw std::logic_error("a statement of the fixture was refused");
    }

    // One window over the whole year, for all terms and parts.
    void open_all_windows();

    // Kuwait's final assessments of mathematics in term 1: u1 and u2 out of 10, with two decimals.
    [[nodiscard]] marks::SheetDraft unit_sheet() const;
    [[nodiscard]] SheetId make_sheet(const marks::SheetDraft& draft);

    // Records as the teacher; a sheet that refuses as a whole is a failure of the test.
    marks::Recorded enter(SheetId sheet, const std::vector<marks::EntryRequest>& entries,
                          std::int64_t person = k_teacher);
    [[nodiscard]] Result<marks::Recorded> try_enter(SheetId sheet,
                                                    const std::vector<marks::EntryRequest>& entries,
                                                    std::int64_t person = k_teacher,
                                                    const marks::RecordOptions& options = {});

    [[nodiscard]] std::int64_t count(const std::string& table);

private:
    void fill(int students, const std::string& regulation, int grade);

    std::unique_ptr<database::Database> database_;
    IdSource ids_{1};
    FixedClock clock_;
    school::Record record_;
    Day today_;
};

}  // namespace taqwim::tests
