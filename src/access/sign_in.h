// Signing in: by name and password, by a code that the school handed over, then by the second factor.
//
// Every way in does the same work for a name that is nobody's as for one that is somebody's: one password computation,
// and one stored count when it was wrong. A new token is given out at each step; the one before is void.
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

namespace taqwim::access {

class SignIn {
public:
    SignIn(const Workplace& place, Sessions& sessions, Callers& callers, Attempts& attempts)
        : place_(place), sessions_(sessions), callers_(callers), attempts_(attempts)
    {}

    // Refuses with sign_in_refused, account_disabled (to who knows the password), account_locked, too_many_requests.
    // `earlier` is the token that the browser held; its session ends.
    [[nodiscard]] Result<OpenedSession> by_password(std::string_view name,
                                                    std::string_view password,
                                                    std::string_view peer,
                                                    std::optional<std::string_view> earlier);

    // Sets the password and signs in. Refuses with one_time_code_wrong for everything that is wrong with name or code,
    // and as a new password is refused. All other sessions of the account end.
    [[nodiscard]] Result<OpenedSession> by_code(std::string_view name, std::string_view code,
                                                std::string_view new_password,
                                                std::string_view peer,
                                                std::optional<std::string_view> earlier);

    // The second step. Refuses with second_factor_wrong, also for a code that was taken before, and
    // second_factor_not_set_up.
    [[nodiscard]] Result<OpenedSession> by_second_factor(const SignedSession& session,
                                                         std::string_view code,
                                                         std::string_view peer);

    // Refuses with sign_in_refused when the old one is wrong (counted as an attempt), password_unchanged, and as
    // passwords are refused. Other sessions of the account end, this one stays.
    [[nodiscard]] std::optional<Refusal> change_password(const SignedSession& session,
                                                         std::string_view password,
                                                         std::string_view new_password,
                                                         std::string_view peer);

    // Whether it is the account's password, for steps that ask for it again; a wrong one is counted.
    [[nodiscard]] std::optional<Refusal> refuses_password_of(std::int64_t account_id,
                                                             std::string_view password,
                                                             std::string_view peer);

    // Refuses with record_unknown when the account has no such session, and as the database refuses.
    [[nodiscard]] std::optional<Refusal> end_one(std::int64_t account_id, std::int64_t session_id);
    [[nodiscard]] std::optional<Refusal> end_all_but(const SignedSession& session);

private:
    [[nodiscard]] Result<OpenedSession> open(const Account& account, const Attempt& attempt,
                                             std::optional<std::string_view> earlier,
                                             const std::optional<std::string>& new_hash,
                                             std::optional<std::int64_t> used_code);

    Workplace place_;
    Sessions& sessions_;
    Callers& callers_;
    Attempts& attempts_;
};

// What is sealed with the secret of an account's second factor.
[[nodiscard]] std::string second_factor_place(std::int64_t account_id);

}  // namespace taqwim::access
