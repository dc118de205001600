// Accounts: who may sign in. Types and rules of names; no SQL, no HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/instant.h"
#include "core/refusal.h"

namespace taqwim::access {

inline constexpr std::size_t k_account_name_minimum = 3;
inline constexpr std::size_t k_account_name_maximum = 64;

// The one form of a name as it is typed: blanks around it gone, Arabic digits as ASCII, capitals small. Nothing when
// it can be no account's. ASCII letters alone, so that no two names look alike: a Cyrillic letter is refused, not
// taken for the Latin one.
[[nodiscard]] std::optional<std::string> account_name(std::string_view typed);

// The same, or account_name_invalid at `field`.
[[nodiscard]] Result<std::string> required_account_name(std::string_view typed,
                                                        std::string_view field);

struct Account {
    std::int64_t account_id = 0;
    std::string name;
    std::string display_name;
    std::optional<std::string> password_hash;  // none until the first sign-in by a code
    std::optional<Instant> disabled_at;
    std::optional<Instant> second_factor_at;  // when it was confirmed
    std::int64_t version = 1;
};

enum class PersonKind : std::uint8_t { staff_member, guardian, student };

[[nodiscard]] std::string_view to_text(PersonKind kind);
[[nodiscard]] std::optional<PersonKind> parse_person_kind(std::string_view text);

// Whom an account is at a school.
struct AccountLink {
    SchoolId school;
    PersonKind kind = PersonKind::staff_member;
    std::int64_t person_id = 0;
};

struct OfficeAppointment {
    std::int64_t office_appointment_id = 0;
    std::int64_t account_id = 0;
    std::string role;
    std::optional<std::int64_t> directorate_id;
    Day first_day{0};
    std::optional<Day> last_day;
    std::string decision;
    std::int64_t version = 1;
};

// A code that the school hands over on paper.
struct OneTimeCode {
    std::int64_t one_time_code_id = 0;
    std::int64_t account_id = 0;
    std::string purpose;  // first_sign_in, password_reset
    std::string code_hash;
    std::int64_t issued_by = 0;
    Instant issued_at;
    Instant expires_at;
    std::int64_t failures = 0;
    std::optional<Instant> used_at;
};

struct StoredSecondFactor {
    std::string sealed_secret;  // bytes
    std::optional<Instant> confirmed_at;
    std::optional<std::int64_t> last_step;
};

}  // namespace taqwim::access
