// A school whose year is kept in the record, for tests of what results make of it: every fact goes in through the
// functions of its room, as people enter it, and comes out as the student-year that the regulation reads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "attendance/conduct.h"
#include "attendance/excuses.h"
#include "attendance/roll.h"
#include "attendance/year_json.h"
#include "committees/committees.h"
#include "marks/marks.h"
#include "marks/schemes.h"
#include "marks/student_cards.h"
#include "results/evaluation.h"
#include "results/publications.h"
#include "results/record_facts.h"
#include "school/exemptions.h"
#include "school/school_routes.h"
#include "school/transfers.h"
#include "tests/support/sample_school.h"
#include "tests/support/test_database.h"

namespace taqwim::tests {

struct RecordedYear {
    std::string country = "SA";
    std::string kind = "government";
    std::string shift = "day";
    std::string name;
    std::string first_day;
    std::string term_1_last_day;
    std::string term_2_first_day;
    std::string last_day;            // of term 2, and of the year when that has none of its own
    std::string year_last_day = {};  // with the assessments after term 2
    std::string today;               // on which everybody works; windows are open until then
    std::string teachers_sex = "men";
};

struct RecordedStudent {
    std::string number;
    std::string name = "ali salem";
    std::string kind = "regular";
    std::string enrolled_on = {};  // empty: the first day of the year
    bool is_newcomer = false;
    std::string sex = "male";
    std::string nationality = "JO";
    std::string birth_day = {};
    std::optional<bool> is_muslim = std::nullopt;
};

class RecordedSchool {
public:
    RecordedSchool(TestDatabase& test, const RecordedYear& year);

    [[nodiscard]] std::int64_t add_plan(std::int64_t grade, const std::string& regulation,
                                        const std::vector<school::PlanSubject>& subjects,
                                        const std::string& track = "");
    [[nodiscard]] std::int64_t add_class(std::int64_t plan, const std::string& name);
    [[nodiscard]] std::int64_t add_student(std::int64_t class_id, const RecordedStudent& student);
    [[nodiscard]] std::int64_t add_staff(const std::string& name);
    // To another class of his grade from a day on.
    void move(std::int64_t student, std::int64_t class_id, const std::string& from);

    // Makes the sheets that the scheme of the request has.
    void make_sheets(std::int64_t class_id, const marks::SchemeRequest& request);
    // Makes known what stands for a subject, however it was made.
    void find_sheets(std::int64_t class_id, const std::string& subject);
    // A sheet that is not there is a failed test.
    [[nodiscard]] SheetId sheet(std::int64_t class_id, const std::string& subject, int term,
                                const std::string& part);
    [[nodiscard]] bool has_sheet(std::int64_t class_id, const std::string& subject, int term,
                                 const std::string& part) const;
    // In their order.
    [[nodiscard]] const std::vector<marks::SheetColumn>& columns(SheetId sheet);
    // Every entry is accepted, or the test fails and says why.
    void enter(SheetId sheet, const std::vector<marks::EntryRequest>& entries);

    // The code of what is refused; empty when the entry is accepted.
    [[nodiscard]] std::string try_entry(SheetId sheet, const marks::EntryRequest& entry);
    [[nodiscard]] std::string try_sign(SheetId sheet);

    // What holds for one student's marks alone.
    [[nodiscard]] Result<school::Answer> provide(const marks::Provision& provision);

    // As its teacher, under what stands there now; a refusal fails the test.
    void sign(SheetId sheet);

    void today(const std::string& day);
    [[nodiscard]] school::Act act(const std::string& role = "head_teacher",
                                  std::int64_t account = 7, std::int64_t person = 0) const;

    [[nodiscard]] results::YearFacts facts(std::int64_t student);
    // What the regulation of his plan makes of his facts; refusals fail the test.
    [[nodiscard]] results::Evaluated evaluated(std::int64_t student);

    FixedClock clock;
    IdSource ids{1};
    std::vector<std::unique_ptr<RuleSet>> rule_sets;
    std::unique_ptr<school::Record> record;
    std::unique_ptr<school::SchoolServices> services;
    marks::Schemes schemes;
    std::unique_ptr<marks::Marks> marks;
    std::unique_ptr<marks::StudentCards> cards;
    std::unique_ptr<attendance::Rolls> rolls;
    std::unique_ptr<attendance::Excuses> excuses;
    std::unique_ptr<attendance::Conduct> conduct;
    std::unique_ptr<committees::Committees> committees;
    results::RecordFacts record_facts;
    SchoolId school;
    std::int64_t year = 0;

private:
    RecordedYear told_;
    results::YearEvaluation evaluation_;
    std::map<std::tuple<std::int64_t, std::string, int, std::string>, SheetId> sheets_;
    std::map<std::int64_t, std::vector<marks::SheetColumn>> columns_;
};

// The answer, or a failed test that says what was refused.
const school::Answer& accepted(const Result<school::Answer>& answer);

}  // namespace taqwim::tests
