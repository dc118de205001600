// Who is who at a school, in memory: an import looks up every row of its file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"

namespace taqwim::exchange {

struct ClassStay {
    std::int64_t class_id = 0;
    Day first_day{0};
    std::optional<Day> last_day;
};

// What a row says of who it is about.
struct StudentMention {
    std::string_view identity;  // number of a paper
    std::string_view number;    // the school's
    std::string_view name;
    bool number_lost_zeros = false;  // the spreadsheet kept it as a number
    // In which a name is looked for; empty: nowhere.
    std::span<const std::int64_t> classes;
    Day day{0};
};

class StudentDirectory {
public:
    explicit StudentDirectory(std::string country) : country_(std::move(country)) {}
    // All students of the school, with the classes of a year.
    [[nodiscard]] static StudentDirectory read(database::Session& session, SchoolId school,
                                               std::int64_t year_id);

    [[nodiscard]] const std::string& country() const { return country_; }

    void add_student(std::int64_t id, std::string_view number, std::string_view search_name);
    // Papers and numbers of a record that was merged into another one are that one's.
    void add_merged(std::int64_t id, std::string_view number, std::int64_t kept);
    void add_paper(std::int64_t student, std::string_view number);
    void add_stay(std::int64_t student, ClassStay stay);

    // The one student it is: by identity number first, then by the school's number, then by the name within the classes.
    // Nothing when nobody fits. Refuses with field_missing (nothing is said), identity_number_invalid,
    // facts_contradict (the numbers are of two students), student_ambiguous.
    [[nodiscard]] Result<std::optional<std::int64_t>> find(const StudentMention& mention) const;
    // In which class he is on the day.
    [[nodiscard]] std::optional<std::int64_t> class_of(std::int64_t student, Day day) const;

private:
    [[nodiscard]] Result<std::optional<std::int64_t>> by_name(const StudentMention& mention) const;

    std::string country_;
    std::map<std::string, std::int64_t, std::less<>> by_identity_;
    std::map<std::string, std::int64_t, std::less<>> by_number_;
    std::multimap<std::string, std::int64_t, std::less<>> by_bare_number_;  // without leading zeros
    std::multimap<std::string, std::int64_t, std::less<>> by_name_;
    std::unordered_map<std::int64_t, std::vector<ClassStay>> stays_;
    std::set<std::int64_t> with_papers_;
};

// The number in ASCII digits, as numbers of students are compared.
[[nodiscard]] std::string plain_digits(std::string_view text);

}  // namespace taqwim::exchange
