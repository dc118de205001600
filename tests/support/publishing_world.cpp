#include "tests/support/publishing_world.h"

#include <doctest/doctest.h>

#include "core/refusal_codes.h"
#include "platform/compression/gzip.h"
#include "regulations/registration.h"
#include "results/evaluation_routes.h"
#include "results/results_routes.h"
#include "results/statistics_routes.h"
#include "tests/support/postgres_server.h"
#include "tests/support/room_migrations.h"

namespace taqwim::tests {

std::string saudi_year(const std::string& final_exam)
{
    return R"({"student_kind": "regular", "grade": 8, "school_year": "1426-1427", "plan": [
        {"code": "QRN", "group": "ISLAMIC", "weekly_periods": 2},
        {"code": "HIS", "group": "OTHER", "weekly_periods": 2}],
        "marks": {"QRN": ["18", "27", "18", "27"], "HIS": ["15", "20", "15", ")" +
           final_exam + "\"]}}";
}

void GivenFacts::give(std::int64_t student, std::int64_t class_id, const std::string& final_exam)
{
    years[student] = {
        .regulation = "sa_1426", .class_id = class_id, .json = saudi_year(final_exam)};
}

Result<results::YearFacts> GivenFacts::facts(database::Session& /*session*/, StudentId student,
                                             std::int64_t /*school_year_id*/) const
{
    const auto found = years.find(student.value);
    if (found == years.end())
        return Refusal{RefusalCode::not_enrolled, {}, "", ""};
    return found->second;
}

PublishingWorld::PublishingWorld(const std::string& url, results::ShownSettings settings)
    : world(url, all_migrations()),
      rule_sets(all_rule_sets()),
      publications(facts, rule_sets, {}),
      shown(*world.record, publications, settings)
{
    world.guard->add_routes(world.router, results::results_routes({*world.record, publications,
                                                                   shown, world.signing_key}));
    world.guard->add_routes(world.router,
                            results::evaluation_routes(*world.record, facts, rule_sets));
    world.guard->add_routes(world.router, results::statistics_routes(*world.record, rule_sets));
    facts.give(AccessWorld::k_student, AccessWorld::k_class, "25");
    facts.give(AccessWorld::k_other_student, AccessWorld::k_other_class, "20");
    head = world.signed_in(world.account_of("head_teacher"));
    guardian = world.signed_in(world.account_of("guardian"));
}

std::int64_t PublishingWorld::add_student(std::int64_t student, std::int64_t class_id)
{
    const database::Bytes nothing;
    const SchoolId school = AccessWorld::k_school;
    world.execute("INSERT INTO student (school_id, student_id, student_number, name_parts, "
                  "name_ar, name_en, search_name, sort_key, sex, nationality) "
                  "VALUES ($1, $2, $3, '[]', 'Student', 'Student', 'student', $4, 'male', 'KW')",
                  {school, student, std::to_string(student), nothing});
    world.execute("INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, "
                  "class_id, kind, is_newcomer, first_day) "
                  "VALUES ($1, $2, $2, $3, $4, 'regular', 0, '2026-09-01')",
                  {school, student, k_year, class_id});
    world.execute("INSERT INTO guardian (school_id, guardian_id, name_ar, name_en, search_name, "
                  "sort_key) VALUES ($1, $2, 'Guardian', 'Guardian', 'guardian', $3)",
                  {school, student, nothing});
    world.execute("INSERT INTO guardianship (school_id, guardianship_id, guardian_id, student_id, "
                  "relation, first_day) VALUES ($1, $2, $2, $2, 'father', '2020-01-01')",
                  {school, student});
    world.execute("INSERT INTO account (account_id, name, display_name) VALUES ($1, $2, $2)",
                  {student, "guardian-of-" + std::to_string(student)});
    world.execute("INSERT INTO account_link (account_id, school_id, kind, person_id) "
                  "VALUES ($1, $2, 'guardian', $1)",
                  {student, school});
    facts.give(student, class_id, "20");
    return student;
}

PublishingWorld::Answer PublishingWorld::ask(http::Method method, const std::string& target,
                                             const access::OpenedSession& session,
                                             const std::string& body, http::NamedTexts headers)
{
    http::Request request = world.request(method, target, &session, body);
    for (auto& header : headers)
        request.headers.push_back(std::move(header));
    auto match = world.router.match(method, request.target);
    Answer answer;
    if (const auto* none = std::get_if<http::NoRoute>(&match)) {
        answer.response = http::problem(request, none->refusal);
    } else {
        auto& found = std::get<http::RouteMatch>(match);
        request.path_parameters = std::move(found.parameters);
        auto at_once = found.route->fast ? found.route->fast(request) : std::nullopt;
        answer.was_at_hand = at_once.has_value();
        answer.response = at_once ? std::move(*at_once) : found.route->handler(request);
    }
    answer.status = answer.response.status;
    answer.refusal = refusal_line(answer.response);
    answer.body = answer.response.content();
    if (answer.response.header("Content-Encoding") == "gzip" && answer.status == 200)
        answer.body = gunzipped(answer.body).value();
    return answer;
}

PublishingWorld::Answer PublishingWorld::post(const std::string& target,
                                              const access::OpenedSession& session,
                                              const std::string& body)
{
    return ask(http::Method::post, target, session, body,
               {{"Idempotency-Key", "key-" + std::to_string(++keys_)}});
}

PublishingWorld::Answer PublishingWorld::look(std::int64_t student,
                                              const access::OpenedSession& session)
{
    return get(of_student(student), session);
}

void PublishingWorld::fill_memory()
{
    shown.check();
    shown.make_ready();
}

std::string PublishingWorld::of_student(std::int64_t student, std::string_view rest)
{
    return "/v1/schools/" + AccessWorld::k_school.to_text() + "/students/" +
           std::to_string(student) + "/results/" + std::to_string(k_year) + std::string(rest);
}

std::string PublishingWorld::of_class(std::int64_t class_id, std::string_view rest)
{
    return "/v1/schools/" + AccessWorld::k_school.to_text() + "/classes/" +
           std::to_string(class_id) + std::string(rest);
}

std::string PublishingWorld::of_year(std::string_view rest)
{
    return "/v1/schools/" + AccessWorld::k_school.to_text() + "/school-years/" +
           std::to_string(k_year) + std::string(rest);
}

void on_both_publishing_worlds(const std::function<void(PublishingWorld&)>& test,
                               const results::ShownSettings& settings)
{
    {
        INFO("on SQLite");
        PublishingWorld world({}, settings);
        test(world);
    }
    INFO("on PostgreSQL");
    const SharedPostgresDatabase postgres;
    PublishingWorld world(postgres.url(), settings);
    test(world);
}

}  // namespace taqwim::tests
