// What is done with accounts: made, linked to people, disabled, given codes and offices; their second factors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/account.h"
#include "access/attempts.h"
#include "access/sessions.h"
#include "access/workplace.h"
#include "core/refusal.h"
#include "platform/crypto/totp.h"
#include "school/act.h"
#include "school/record.h"

namespace taqwim::access {

struct NewAccount {
    std::string name;
    std::string display_name;
    std::optional<AccountLink> link;  // none for accounts of offices
};

// Handed over once: neither is stored in this form, nor repeated.
struct IssuedCode {
    std::string code;  // "7K3M-Q2XF"
    std::string purpose;
    Instant expires_at;
};

struct NewSecondFactor {
    std::string secret;  // base32
    std::string uri;     // for a QR code
};

class Accounts {
public:
    Accounts(const Workplace& place, Sessions& sessions, Callers& callers)
        : place_(place), sessions_(sessions), callers_(callers)
    {}

    // Refuses with account_name_invalid, account_exists, record_unknown (the person), record_exists (the person has an
    // account already). Gives {"account_id"}.
    [[nodiscard]] Result<school::Answer> create(const school::Act& act, const NewAccount& account);

    // Refuses with account_unknown, record_unknown, record_exists. One account may be several people: a teacher with
    // children, a guardian at two schools.
    [[nodiscard]] Result<school::Answer> link(const school::Act& act, std::string_view name,
                                              const AccountLink& link);
    [[nodiscard]] Result<school::Answer> unlink(const school::Act& act, std::int64_t account_id,
                                                const AccountLink& link);

    // Its sessions end. `school` is the one whose office asks, 0 for the installation's: refuses with not_permitted as
    // issue_code does, and with version_stale.
    [[nodiscard]] Result<school::Answer> set_disabled(const school::Act& act, SchoolId school,
                                                      std::int64_t account_id, bool is_disabled,
                                                      std::int64_t version);

    // A code for the first sign-in, or for a new password when there is one. Refuses with not_permitted: for oneself;
    // and, when a school asks, for an account that holds an office or is somebody at another school.
    [[nodiscard]] Result<IssuedCode> issue_code(const school::Act& act, SchoolId school,
                                                std::int64_t account_id);

    // Refuses with account_unknown, value_not_listed (no role of an office), record_unknown (the directorate),
    // field_missing (a directorate's role without one), days_reversed. Gives {"office_appointment_id"}.
    [[nodiscard]] Result<school::Answer> appoint(const school::Act& act,
                                                 const OfficeAppointment& office);
    [[nodiscard]] Result<school::Answer> end_office(const school::Act& act,
                                                    std::int64_t office_appointment_id,
                                                    Day last_day, std::int64_t version);

    // The secret waits for its first code. Refuses with second_factor_exists.
    [[nodiscard]] Result<NewSecondFactor> set_up_second_factor(const school::Act& act,
                                                               std::int64_t account_id,
                                                               std::string_view issuer);
    // Refuses with second_factor_wrong (counted as an attempt), second_factor_not_set_up, second_factor_exists. Afterwards `session` counts as
    // one that gave it, under a new token.
    [[nodiscard]] Result<OpenedSession> confirm_second_factor(const school::Act& act,
                                                              const SignedSession& session,
                                                              std::string_view code,
                                                              std::string_view peer,
                                                              Attempts& attempts);
    // All sessions of the account end. Refuses with second_factor_not_set_up, and not_permitted for oneself.
    [[nodiscard]] Result<school::Answer> remove_second_factor(const school::Act& act,
                                                              std::int64_t account_id);

private:
    [[nodiscard]] std::optional<Refusal> refuses_care(database::Session& session,
                                                      const school::Act& act, SchoolId school,
                                                      std::int64_t account_id) const;
    [[nodiscard]] std::optional<Refusal> refuses_link(database::Session& session,
                                                      const AccountLink& link) const;

    Workplace place_;
    Sessions& sessions_;
    Callers& callers_;
};

// An account that the person at the machine makes for the first administrator, with his office and his first code.
[[nodiscard]] Result<IssuedCode> make_first_administrator(const Workplace& place,
                                                          Accounts& accounts, std::string_view name,
                                                          std::string_view display_name);

}  // namespace taqwim::access
