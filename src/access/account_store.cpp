#include "access/account_store.h"

#include <stdexcept>

#include "access/columns.h"
#include "school/digest_column.h"

namespace taqwim::access::account_store {

namespace {

Account account_in(const database::Row& row)
{
    Account account;
    account.account_id = row.integer("account_id");
    account.name = row.text("name");
    account.display_name = row.text("display_name");
    account.password_hash = row.text_or_null("password_hash");
    account.disabled_at = instant_or_null(row, "disabled_at");
    account.second_factor_at = instant_or_null(row, "confirmed_at");
    account.version = row.integer("version");
    return account;
}

std::vector<Account> accounts_in(const std::vector<database::Row>& rows)
{
    std::vector<Account> accounts;
    accounts.reserve(rows.size());
    for (const database::Row& row : rows)
        accounts.push_back(account_in(row));
    return accounts;
}

OfficeAppointment office_in(const database::Row& row)
{
    OfficeAppointment office;
    office.office_appointment_id = row.integer("office_appointment_id");
    office.account_id = row.integer("account_id");
    office.role = row.text("role");
    office.directorate_id = row.integer_or_null("directorate_id");
    office.first_day = day_in(row, "first_day");
    office.last_day = day_or_null(row, "last_day");
    office.decision = row.text("decision");
    office.version = row.integer("version");
    return office;
}

void must_be_one(std::int64_t rows)
{
    if (rows != 1)
        throw std::logic_error("a row of accounts that was just read is gone");
}

}  // namespace

std::optional<Account> find(database::Session& session, std::int64_t account_id)
{
    const auto row = session.find_one(
        "SELECT a.account_id, a.name, a.display_name, a.password_hash, a.disabled_at, a.version, "
        "f.confirmed_at FROM account a LEFT JOIN second_factor f ON f.account_id = a.account_id "
        "WHERE a.account_id = $1",
        account_id);
    return row ? std::optional(account_in(*row)) : std::nullopt;
}

std::optional<Account> find_by_name(database::Session& session, std::string_view name)
{
    const auto row = session.find_one(
        "SELECT a.account_id, a.name, a.display_name, a.password_hash, a.disabled_at, a.version, "
        "f.confirmed_at FROM account a LEFT JOIN second_factor f ON f.account_id = a.account_id "
        "WHERE a.name = $1",
        name);
    return row ? std::optional(account_in(*row)) : std::nullopt;
}

bool insert(database::Session& session, const Account& account)
{
    return session.execute("INSERT INTO account (account_id, name, display_name, version) "
                           "VALUES ($1, $2, $3, 1) ON CONFLICT DO NOTHING",
                           account.account_id, account.name, account.display_name) == 1;
}

void set_password(database::Session& session, std::int64_t account_id, const std::string& hash,
                  Instant now)
{
    must_be_one(session.execute(
        "UPDATE account SET password_hash = $1, password_changed_at = $2 WHERE account_id = $3",
        hash, now, account_id));
}

bool set_disabled(database::Session& session, std::int64_t account_id,
                  std::optional<Instant> disabled_at, std::int64_t version)
{
    return session.execute("UPDATE account SET disabled_at = $1, version = version + 1 "
                           "WHERE account_id = $2 AND version = $3",
                           disabled_at, account_id, version) == 1;
}

std::vector<Account> list(database::Session& session, std::int64_t after, std::int64_t limit)
{
    return accounts_in(session.find_all(
        "SELECT a.account_id, a.name, a.display_name, a.password_hash, a.disabled_at, a.version, "
        "f.confirmed_at FROM account a LEFT JOIN second_factor f ON f.account_id = a.account_id "
        "WHERE a.account_id > $1 ORDER BY a.account_id LIMIT $2",
        after, limit));
}

std::vector<Account> list_of_school(database::Session& session, SchoolId school, std::int64_t after,
                                    std::int64_t limit)
{
    return accounts_in(session.find_all(
        "SELECT a.account_id, a.name, a.display_name, a.password_hash, a.disabled_at, a.version, "
        "f.confirmed_at FROM account a LEFT JOIN second_factor f ON f.account_id = a.account_id "
        "WHERE a.account_id > $1 AND EXISTS (SELECT 1 FROM account_link l "
        "WHERE l.account_id = a.account_id AND l.school_id = $2) "
        "ORDER BY a.account_id LIMIT $3",
        after, school, limit));
}

std::vector<Account> list_of_person(database::Session& session, const AccountLink& person,
                                    std::int64_t after, std::int64_t limit)
{
    return accounts_in(session.find_all(
        "SELECT a.account_id, a.name, a.display_name, a.password_hash, a.disabled_at, a.version, "
        "f.confirmed_at FROM account a LEFT JOIN second_factor f ON f.account_id = a.account_id "
        "WHERE a.account_id > $1 AND EXISTS (SELECT 1 FROM account_link l "
        "WHERE l.account_id = a.account_id AND l.school_id = $2 AND l.kind = $3 "
        "AND l.person_id = $4) ORDER BY a.account_id LIMIT $5",
        after, person.school, to_text(person.kind), person.person_id, limit));
}

std::vector<AccountLink> links_of(database::Session& session, std::int64_t account_id)
{
    std::vector<AccountLink> links;
    for (const database::Row& row :
         session.find_all("SELECT school_id, kind, person_id FROM account_link "
                          "WHERE account_id = $1 ORDER BY school_id, kind, person_id",
                          account_id))
        links.push_back({SchoolId{row.integer("school_id")},
                         parse_person_kind(row.text("kind")).value_or(PersonKind::student),
                         row.integer("person_id")});
    return links;
}

bool is_linked_to(database::Session& session, std::int64_t account_id, SchoolId school)
{
    return !session
                .find_all("SELECT account_id FROM account_link WHERE account_id = $1 AND "
                          "school_id = $2 ORDER BY kind, person_id LIMIT 1",
                          account_id, school)
                .empty();
}

bool has_person(database::Session& session, const AccountLink& link)
{
    switch (link.kind) {
    case PersonKind::staff_member:
        return session
            .find_one("SELECT staff_member_id FROM staff_member WHERE school_id = $1 AND "
                      "staff_member_id = $2",
                      link.school, link.person_id)
            .has_value();
    case PersonKind::guardian:
        return session
            .find_one("SELECT guardian_id FROM guardian WHERE school_id = $1 AND guardian_id = $2",
                      link.school, link.person_id)
            .has_value();
    case PersonKind::student:
        return session
            .find_one("SELECT student_id FROM student WHERE school_id = $1 AND student_id = $2",
                      link.school, link.person_id)
            .has_value();
    }
    return false;
}

std::optional<std::int64_t> account_of_person(database::Session& session, const AccountLink& link)
{
    const auto row = session.find_one("SELECT account_id FROM account_link WHERE school_id = $1 "
                                      "AND kind = $2 AND person_id = $3",
                                      link.school, to_text(link.kind), link.person_id);
    return row ? std::optional(row->integer("account_id")) : std::nullopt;
}

void insert_link(database::Session& session, std::int64_t account_id, const AccountLink& link)
{
    must_be_one(session.execute(
        "INSERT INTO account_link (account_id, school_id, kind, person_id) VALUES ($1, $2, $3, $4)",
        account_id, link.school, to_text(link.kind), link.person_id));
}

bool remove_link(database::Session& session, std::int64_t account_id, const AccountLink& link)
{
    return session.execute("DELETE FROM account_link WHERE account_id = $1 AND school_id = $2 "
                           "AND kind = $3 AND person_id = $4",
                           account_id, link.school, to_text(link.kind), link.person_id) == 1;
}

std::vector<OfficeAppointment> offices_of(database::Session& session, std::int64_t account_id)
{
    std::vector<OfficeAppointment> offices;
    for (const database::Row& row : session.find_all(
             "SELECT office_appointment_id, account_id, role, directorate_id, first_day, last_day, "
             "decision, version FROM office_appointment WHERE account_id = $1 "
             "ORDER BY office_appointment_id",
             account_id))
        offices.push_back(office_in(row));
    return offices;
}

std::optional<OfficeAppointment> find_office(database::Session& session,
                                             std::int64_t office_appointment_id)
{
    const auto row = session.find_one(
        "SELECT office_appointment_id, account_id, role, directorate_id, first_day, last_day, "
        "decision, version FROM office_appointment WHERE office_appointment_id = $1",
        office_appointment_id);
    return row ? std::optional(office_in(*row)) : std::nullopt;
}

bool has_directorate(database::Session& session, std::int64_t directorate_id)
{
    return session
        .find_one("SELECT directorate_id FROM directorate WHERE directorate_id = $1",
                  directorate_id)
        .has_value();
}

void insert_office(database::Session& session, const OfficeAppointment& office)
{
    must_be_one(session.execute(
        "INSERT INTO office_appointment (office_appointment_id, account_id, role, directorate_id, "
        "first_day, last_day, decision, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
        office.office_appointment_id, office.account_id, office.role, office.directorate_id,
        office.first_day, office.last_day, office.decision));
}

bool end_office(database::Session& session, std::int64_t office_appointment_id, Day last_day,
                std::int64_t version)
{
    return session.execute("UPDATE office_appointment SET last_day = $1, version = version + 1 "
                           "WHERE office_appointment_id = $2 AND version = $3",
                           last_day, office_appointment_id, version) == 1;
}

bool reaches_elsewhere(database::Session& session, std::int64_t account_id, SchoolId school,
                       Day today)
{
    const auto appointments = session.find_all(
        "SELECT a.appointment_id FROM account_link l JOIN appointment a "
        "ON a.school_id = l.school_id AND a.staff_member_id = l.person_id "
        "WHERE l.account_id = $1 AND l.kind = 'staff_member' AND l.school_id <> $2 "
        "AND (a.last_day IS NULL OR a.last_day >= $3) ORDER BY a.appointment_id LIMIT 1",
        account_id, school, today);
    const auto children = session.find_all(
        "SELECT g.guardianship_id FROM account_link l JOIN guardianship g "
        "ON g.school_id = l.school_id AND g.guardian_id = l.person_id "
        "WHERE l.account_id = $1 AND l.kind = 'guardian' AND l.school_id <> $2 "
        "AND (g.last_day IS NULL OR g.last_day >= $3) ORDER BY g.guardianship_id LIMIT 1",
        account_id, school, today);
    const auto enrolments = session.find_all(
        "SELECT e.enrolment_id FROM account_link l JOIN enrolment e "
        "ON e.school_id = l.school_id AND e.student_id = l.person_id "
        "WHERE l.account_id = $1 AND l.kind = 'student' AND l.school_id <> $2 "
        "AND (e.last_day IS NULL OR e.last_day >= $3) ORDER BY e.enrolment_id LIMIT 1",
        account_id, school, today);
    return !appointments.empty() || !children.empty() || !enrolments.empty();
}

void insert_code(database::Session& session, const OneTimeCode& code)
{
    must_be_one(session.execute(
        "INSERT INTO one_time_code (one_time_code_id, account_id, purpose, code_hash, issued_by, "
        "issued_at, expires_at, failures) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        code.one_time_code_id, code.account_id, code.purpose, code.code_hash, code.issued_by,
        code.issued_at, code.expires_at));
}

std::optional<OneTimeCode> last_code(database::Session& session, std::int64_t account_id)
{
    const auto rows = session.find_all(
        "SELECT one_time_code_id, account_id, purpose, code_hash, issued_by, issued_at, "
        "expires_at, failures, used_at FROM one_time_code WHERE account_id = $1 "
        "ORDER BY one_time_code_id DESC LIMIT 1",
        account_id);
    if (rows.empty())
        return std::nullopt;
    const database::Row& row = rows.front();
    OneTimeCode code;
    code.one_time_code_id = row.integer("one_time_code_id");
    code.account_id = row.integer("account_id");
    code.purpose = row.text("purpose");
    code.code_hash = row.text("code_hash");
    code.issued_by = row.integer("issued_by");
    code.issued_at = instant_in(row, "issued_at");
    code.expires_at = instant_in(row, "expires_at");
    code.failures = row.integer("failures");
    code.used_at = instant_or_null(row, "used_at");
    return code;
}

void count_code_failure(database::Session& session, std::int64_t one_time_code_id)
{
    must_be_one(session.execute(
        "UPDATE one_time_code SET failures = failures + 1 WHERE one_time_code_id = $1",
        one_time_code_id));
}

bool use_code(database::Session& session, std::int64_t one_time_code_id, Instant now)
{
    return session.execute("UPDATE one_time_code SET used_at = $1 WHERE one_time_code_id = $2 "
                           "AND used_at IS NULL",
                           now, one_time_code_id) == 1;
}

std::optional<StoredSecondFactor> find_second_factor(database::Session& session,
                                                     std::int64_t account_id)
{
    const auto row =
        session.find_one("SELECT sealed_secret, confirmed_at, last_step FROM second_factor "
                         "WHERE account_id = $1",
                         account_id);
    if (!row)
        return std::nullopt;
    return StoredSecondFactor{std::string(school::text_in(row->blob("sealed_secret"))),
                              instant_or_null(*row, "confirmed_at"),
                              row->integer_or_null("last_step")};
}

void store_second_factor(database::Session& session, std::int64_t account_id,
                         std::string_view sealed_secret)
{
    session.execute("DELETE FROM second_factor WHERE account_id = $1 AND confirmed_at IS NULL",
                    account_id);
    must_be_one(
        session.execute("INSERT INTO second_factor (account_id, sealed_secret) VALUES ($1, $2)",
                        account_id, school::column_of(sealed_secret)));
}

bool use_step(database::Session& session, std::int64_t account_id, std::int64_t step)
{
    return session.execute("UPDATE second_factor SET last_step = $1 WHERE account_id = $2 "
                           "AND (last_step IS NULL OR last_step < $1)",
                           step, account_id) == 1;
}

void confirm_second_factor(database::Session& session, std::int64_t account_id, Instant now)
{
    must_be_one(session.execute("UPDATE second_factor SET confirmed_at = $1 WHERE account_id = $2 "
                                "AND confirmed_at IS NULL",
                                now, account_id));
}

bool remove_second_factor(database::Session& session, std::int64_t account_id)
{
    return session.execute("DELETE FROM second_factor WHERE account_id = $1", account_id) == 1;
}

}  // namespace taqwim::access::account_store
