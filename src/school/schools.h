// Directorates and their schools.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct Directorate {
    std::int64_t id = 0;
    std::string country;  // KW, SA, OM; stays as it was founded
    std::string name_ar;
    std::string name_en;
    // The region that a governorate's directorate belongs to (PG-24.TR.1): a directorate of the same country that belongs to
    // none itself. Empty: it is a region, or there are none.
    std::optional<std::int64_t> region_id = std::nullopt;
    std::int64_t version = 1;
};

struct School {
    SchoolId id;
    std::int64_t directorate_id = 0;
    std::string ministry_number;  // unique in the directorate
    std::string name_ar;
    std::string name_en;
    std::string kind;                         // government, private, memorisation, literacy
    std::string shift;                        // day, night
    std::string students_sex;                 // boys, girls, mixed
    std::optional<std::string> teachers_sex;  // men, women: KW-32 asks for it
    std::int64_t first_grade = 1;
    std::int64_t last_grade = 12;
    std::int64_t utc_offset_minutes = 180;
    std::int64_t version = 1;

    [[nodiscard]] bool has_grade(std::int64_t grade) const
    {
        return first_grade <= grade && grade <= last_grade;
    }
};

void describe(Fields& fields, const Directorate& directorate);
void describe(Fields& fields, const School& school);

// Writes go to the chain of the installation; a school's own to the school's.
class Schools {
public:
    explicit Schools(Record& record) : record_(record) {}

    // Refuses with record_exists {directorate}: a country has a name once; and with record_unknown {region}.
    [[nodiscard]] Result<Answer> add_directorate(const Act& act, Directorate directorate);
    // Names it anew, and puts it below a region or below none. `version` is the one the change is based on. Refuses with
    // record_unknown {directorate, region}, version_stale, record_exists, and record_in_use for one that is a region itself.
    [[nodiscard]] Result<Answer> change_directorate(const Act& act, Directorate directorate);
    [[nodiscard]] Result<std::string> directorates(const Page& page);

    // Refuses with record_unknown {directorate}, record_exists {school}, value_out_of_range (grades).
    [[nodiscard]] Result<Answer> add_school(const Act& act, School school);
    [[nodiscard]] Result<Answer> change_school(const Act& act, School school);
    [[nodiscard]] Result<std::string> schools(std::int64_t directorate_id, const Page& page);
    [[nodiscard]] Result<std::string> school(SchoolId id);

private:
    Record& record_;
};

}  // namespace taqwim::school
