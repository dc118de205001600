// The tables of accounts: links, offices, codes, second factors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/account.h"
#include "platform/database/session.h"

namespace taqwim::access::account_store {

[[nodiscard]] std::optional<Account> find(database::Session& session, std::int64_t account_id);
[[nodiscard]] std::optional<Account> find_by_name(database::Session& session,
                                                  std::string_view name);
// False when the name is taken.
[[nodiscard]] bool insert(database::Session& session, const Account& account);
void set_password(database::Session& session, std::int64_t account_id, const std::string& hash,
                  Instant now);
// False when it is no longer at `version`.
[[nodiscard]] bool set_disabled(database::Session& session, std::int64_t account_id,
                                std::optional<Instant> disabled_at, std::int64_t version);
// By id, those after `after`.
[[nodiscard]] std::vector<Account> list(database::Session& session, std::int64_t after,
                                        std::int64_t limit);
[[nodiscard]] std::vector<Account> list_of_school(database::Session& session, SchoolId school,
                                                  std::int64_t after, std::int64_t limit);
// Those that are one person's.
[[nodiscard]] std::vector<Account> list_of_person(database::Session& session,
                                                  const AccountLink& person, std::int64_t after,
                                                  std::int64_t limit);

[[nodiscard]] std::vector<AccountLink> links_of(database::Session& session,
                                                std::int64_t account_id);
[[nodiscard]] bool is_linked_to(database::Session& session, std::int64_t account_id,
                                SchoolId school);
[[nodiscard]] bool has_person(database::Session& session, const AccountLink& link);
// The account that the person has.
[[nodiscard]] std::optional<std::int64_t> account_of_person(database::Session& session,
                                                            const AccountLink& link);
void insert_link(database::Session& session, std::int64_t account_id, const AccountLink& link);
[[nodiscard]] bool remove_link(database::Session& session, std::int64_t account_id,
                               const AccountLink& link);

[[nodiscard]] std::vector<OfficeAppointment> offices_of(database::Session& session,
                                                        std::int64_t account_id);
[[nodiscard]] std::optional<OfficeAppointment> find_office(database::Session& session,
                                                           std::int64_t office_appointment_id);
[[nodiscard]] bool has_directorate(database::Session& session, std::int64_t directorate_id);
void insert_office(database::Session& session, const OfficeAppointment& office);
[[nodiscard]] bool end_office(database::Session& session, std::int64_t office_appointment_id,
                              Day last_day, std::int64_t version);
// Whether the account is somebody at another school than this one on a day: appointed, guardian of a child, or enrolled.
[[nodiscard]] bool reaches_elsewhere(database::Session& session, std::int64_t account_id,
                                     SchoolId school, Day today);

void insert_code(database::Session& session, const OneTimeCode& code);
// The one given out last, used or not: earlier ones are void.
[[nodiscard]] std::optional<OneTimeCode> last_code(database::Session& session,
                                                   std::int64_t account_id);
void count_code_failure(database::Session& session, std::int64_t one_time_code_id);
// False when it was used meanwhile.
[[nodiscard]] bool use_code(database::Session& session, std::int64_t one_time_code_id, Instant now);

[[nodiscard]] std::optional<StoredSecondFactor> find_second_factor(database::Session& session,
                                                                   std::int64_t account_id);
void store_second_factor(database::Session& session, std::int64_t account_id,
                         std::string_view sealed_secret);
// Takes the step as used; false when it, or a later one, was used already.
[[nodiscard]] bool use_step(database::Session& session, std::int64_t account_id, std::int64_t step);
void confirm_second_factor(database::Session& session, std::int64_t account_id, Instant now);
[[nodiscard]] bool remove_second_factor(database::Session& session, std::int64_t account_id);

}  // namespace taqwim::access::account_store
