// A student's attendance and conduct of a year as the regulations' student-years have them: for results. Each writes
// members of an object that the caller has begun. None of them adds anything where nothing was recorded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attendance/conduct.h"
#include "attendance/ledger.h"
#include "regulations/frame/json_writer.h"
#include "school/merges.h"
#include "school/transfers.h"

namespace taqwim::attendance {

// "attendance" of docs/student-year.md: days, from which kw_primary_2016 counts.
void write_kuwait_attendance(JsonWriter& json, const Ledger& ledger);

// "absences" of docs/saudi-student-year.md: {"MTH.t1": "unexcused" or "excused_pending"}. An examination of the second
// round is none of them: ask `second_round_absence`.
void write_examination_absences(JsonWriter& json, const Ledger& ledger);
// "absent" or "excused"; empty: he was not absent from the second round in the subject.
[[nodiscard]] std::string second_round_absence(const Ledger& ledger, std::string_view subject);

// "attendance" and "behaviour" of docs/saudi-1447-year.md.
void write_1447_attendance(JsonWriter& json, const Ledger& ledger);
void write_1447_behaviour(JsonWriter& json, const Ledger& ledger,
                          const std::vector<ConductEntry>& conduct);

// The members that belong to the student's regulation, all of the above that fit: what results ask for.
[[nodiscard]] std::optional<Refusal> write_year_facts(JsonWriter& json, database::Session& session,
                                                      StudentId student, std::int64_t year_id);

// When two records of a student become one, everything of attendance goes to the kept one.
class AttendanceOfMerged final : public school::MergeParticipant {
public:
    [[nodiscard]] std::string_view name() const override { return "attendance"; }
    [[nodiscard]] Result<std::string> move(school::Changes& changes, SchoolId school,
                                           std::int64_t from, std::int64_t to) override;
    [[nodiscard]] std::optional<Refusal> move_back(school::Changes& changes, SchoolId school,
                                                   std::int64_t from, std::int64_t to,
                                                   JsonValue moved) override;
};

// KW-24: the counts and notices of the year go along with a student who moves to another school.
class CarriedAttendance final : public school::CarriedSection {
public:
    // Outlives this.
    explicit CarriedAttendance(const RuleSets& rule_sets) : rule_sets_(rule_sets) {}
    [[nodiscard]] std::string_view name() const override { return "attendance"; }
    [[nodiscard]] std::string collect(database::Session& session, SchoolId school,
                                      std::int64_t student_id, std::int64_t year_id) override;

private:
    const RuleSets& rule_sets_;
};

}  // namespace taqwim::attendance
