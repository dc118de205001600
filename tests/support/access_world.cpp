#include "tests/support/access_world.h"

#include <stdexcept>

#include "core/refusal_codes.h"
#include "embedded/access.h"
#include "embedded/school.h"
#include "school/digest_column.h"
#include "tests/support/room_migrations.h"

namespace taqwim::tests {

AccessWorld::AccessWorld(const std::string& url, std::vector<database::Migration> migrations)
{
    // Cheap, so that tests sign in often; what it costs is the business of platform/crypto.
    settings.password_cost = {.memory_bytes = 8192, .passes = 1};
    auto opened = database::Database::open(
        {.url = url.empty() ? "sqlite:" + folder.path() + "/world.db" : url});
    if (!opened)
        throw std::runtime_error("the world's database does not open");
    database = std::move(*opened);
    if (migrations.empty())
        migrations = migrations_of_rooms({embedded_school(), embedded_access()});
    if (!database::upgrade(*database, migrations, clock.now()))
        throw std::runtime_error("the world's database does not upgrade");
    record = std::make_unique<school::Record>(*database, ids, clock);
    services =
        std::make_unique<access::AccessServices>(*record, ids, random, key, signing_key, settings);
    place = &services->place;
    sessions = &services->sessions;
    callers = &services->callers;
    sign_in = &services->sign_in;
    log = &services->log;
    guard = &services->guard;
    fill();
}

AccessWorld::~AccessWorld() = default;

std::int64_t AccessWorld::execute(std::string_view sql, const std::vector<database::Value>& values)
{
    std::int64_t rows = 0;
    if (!database->write(database::Partition::installation(), [&](database::Session& session) {
            rows = session.execute_with(sql, values);
        }))
        throw std::runtime_error("a statement of the test was refused");
    callers->forget_all();
    return rows;
}

std::int64_t AccessWorld::count(std::string_view sql, const std::vector<database::Value>& values)
{
    return database->read([&](database::Session& session) {
        return session.find_one_with(sql, values)->integer("n");
    });
}

std::optional<std::string> AccessWorld::text(std::string_view sql,
                                             const std::vector<database::Value>& values)
{
    return database->read([&](database::Session& session) -> std::optional<std::string> {
        const auto row = session.find_one_with(sql, values);
        return row ? row->text_or_null("t") : std::nullopt;
    });
}

void AccessWorld::fill()
{
    const database::Bytes sort_key;
    for (const auto& [directorate, name] :
         {std::pair(k_directorate, "First"), std::pair(k_other_directorate, "Second")})
        execute("INSERT INTO directorate (directorate_id, country, name_ar, name_en) "
                "VALUES ($1, 'KW', $2, $2)",
                {directorate, name});
    for (const auto& [school, directorate] :
         {std::pair(k_school, k_directorate), std::pair(k_other_school, k_other_directorate)}) {
        execute("INSERT INTO school (school_id, directorate_id, ministry_number, name_ar, name_en, "
                "kind, shift, students_sex, utc_offset_minutes) "
                "VALUES ($1, $2, '1', 'School', 'School', 'government', 'day', 'boys', 180)",
                {school, directorate});
        execute("INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day) "
                "VALUES ($1, 301, '2026-2027', '2026-09-01', '2027-06-30')",
                {school});
        execute("INSERT INTO study_plan (school_id, study_plan_id, school_year_id, grade, track, "
                "regulation) VALUES ($1, 401, 301, 4, '', 'kw_primary_2016')",
                {school});
    }
    const auto add_class = [&](SchoolId school, std::int64_t id, std::int64_t student) {
        execute("INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, name, "
                "capacity) VALUES ($1, $2, 301, 401, $3, 30)",
                {school, id, std::to_string(id)});
        execute("INSERT INTO student (school_id, student_id, student_number, name_parts, name_ar, "
                "name_en, search_name, sort_key, sex, nationality) "
                "VALUES ($1, $2, $3, '[]', 'Student', 'Student', 'student', $4, 'male', 'KW')",
                {school, student, std::to_string(student), sort_key});
        execute("INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, "
                "class_id, kind, is_newcomer, first_day) "
                "VALUES ($1, $2, $3, 301, $4, 'regular', 0, '2026-09-01')",
                {school, student + 1000, student, id});
    };
    add_class(k_school, k_class, k_student);
    add_class(k_school, k_other_class, k_other_student);
    add_class(k_other_school, k_class_elsewhere, k_student_elsewhere);
    execute("INSERT INTO guardian (school_id, guardian_id, name_ar, name_en, search_name, "
            "sort_key) VALUES ($1, $2, 'Guardian', 'Guardian', 'guardian', $3)",
            {k_school, k_guardian, sort_key});
    execute("INSERT INTO guardianship (school_id, guardianship_id, guardian_id, student_id, "
            "relation, first_day) VALUES ($1, 711, $2, $3, 'father', '2020-01-01')",
            {k_school, k_guardian, k_student});

    const std::string hash = crypto::hash_password(k_password, settings.password_cost);
    std::int64_t next = 900;
    for (const auto& [name, role] : access::RoleBook::built_in().all()) {
        std::string account_name = name;
        for (char& letter : account_name)
            letter = letter == '_' ? '-' : letter;
        const std::int64_t account = next++;
        accounts_.emplace(name, account);
        execute("INSERT INTO account (account_id, name, display_name, password_hash) "
                "VALUES ($1, $2, $2, $3)",
                {account, account_name, hash});
        const auto link = [&](std::string_view kind, std::int64_t person) {
            execute("INSERT INTO account_link (account_id, school_id, kind, person_id) "
                    "VALUES ($1, $2, $3, $4)",
                    {account, k_school, kind, person});
        };
        switch (role.kind) {
        case access::RoleKind::staff: {
            bool needs_class = false;
            bool needs_subject = false;
            for (const auto& reach : role.reaches) {
                needs_class = needs_class || reach == access::Reach::one_class ||
                              reach == access::Reach::class_subject;
                needs_subject = needs_subject || reach == access::Reach::subject ||
                                reach == access::Reach::class_subject;
            }
            execute("INSERT INTO staff_member (school_id, staff_member_id, name_ar, name_en, "
                    "search_name, sort_key, joined_on) "
                    "VALUES ($1, $2, 'Staff', 'Staff', 'staff', $3, '2020-01-01')",
                    {k_school, account + 1000, sort_key});
            execute("INSERT INTO appointment (school_id, appointment_id, staff_member_id, role, "
                    "school_year_id, class_id, subject, first_day, decision) "
                    "VALUES ($1, $2, $3, $4, 301, $5, $6, '2026-09-01', '12/2026')",
                    {k_school, account + 2000, account + 1000, name,
                     needs_class ? database::Value(k_class) : database::Value(),
                     needs_subject ? database::Value(k_subject) : database::Value()});
            link("staff_member", account + 1000);
            break;
        }
        case access::RoleKind::office: {
            bool is_of_directorate = false;
            for (const auto& reach : role.reaches)
                is_of_directorate = is_of_directorate || reach == access::Reach::directorate;
            execute("INSERT INTO office_appointment (office_appointment_id, account_id, role, "
                    "directorate_id, first_day, decision) "
                    "VALUES ($1, $2, $3, $4, '2026-09-01', '12/2026')",
                    {account + 2000, account, name,
                     is_of_directorate ? database::Value(k_directorate) : database::Value()});
            break;
        }
        case access::RoleKind::guardian: link("guardian", k_guardian); break;
        case access::RoleKind::student: link("student", k_student); break;
        }
    }
}

std::int64_t AccessWorld::account_of(std::string_view role) const
{
    const auto found = accounts_.find(role);
    if (found == accounts_.end())
        throw std::runtime_error("there is no such role in the world");
    return found->second;
}

access::OpenedSession AccessWorld::signed_in(std::int64_t account_id, bool has_second_factor)
{
    access::OpenedSession opened;
    const Instant now = clock.now();
    if (!database->write(database::Partition::installation(), [&](database::Session& session) {
            opened = sessions->open(session, account_id, now,
                                    has_second_factor ? std::optional(now) : std::nullopt);
        }))
        throw std::runtime_error("a session of the test was refused");
    return opened;
}

http::Request AccessWorld::request(http::Method method, std::string_view target,
                                   const access::OpenedSession* session, std::string body) const
{
    http::Request request;
    request.method = method;
    request.target = target.substr(0, target.find('?'));
    if (const auto at = target.find('?'); at != std::string_view::npos) {
        std::string_view rest = target.substr(at + 1);
        while (!rest.empty()) {
            const std::string_view pair = rest.substr(0, rest.find('&'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            const auto equals = pair.find('=');
            request.query_parameters.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        }
    }
    request.peer = "192.0.2.7";
    request.request_id = "test";
    request.headers.emplace_back("Host", "taqwim.test");
    if (!body.empty())
        request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(body);
    if (session != nullptr) {
        request.cookies.emplace_back("taqwim", session->token);
        if (method != http::Method::get)
            request.headers.emplace_back("X-CSRF-Token", session->session.csrf_token);
    }
    return request;
}

http::Response AccessWorld::send(http::Request request) const
{
    auto match = router.match(request.method, request.target);
    if (const auto* none = std::get_if<http::NoRoute>(&match))
        return http::problem(request, none->refusal);
    auto& found = std::get<http::RouteMatch>(match);
    request.path_parameters = std::move(found.parameters);
    return found.route->handler(request);
}

std::string refusal_line(const http::Response& response)
{
    if (!response.refusal)
        return {};
    std::string line = to_code_text(response.refusal->code);
    for (const auto& [name, value] : response.refusal->arguments)
        line += ' ' + name + '=' + value;
    if (!response.refusal->field.empty())
        line += " field=" + response.refusal->field;
    return line;
}

}  // namespace taqwim::tests
