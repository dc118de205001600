#include "results/honour_routes.h"

#include <string>
#include <utility>

#include "platform/http/problem.h"
#include "school/answering.h"
#include "school/body.h"

namespace taqwim::results {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_text = 200;  // as much as the certificate has room for
constexpr std::size_t k_longest_reason = 500;
constexpr std::size_t k_longest_number = 60;

GuardianWord word_in(Body& body)
{
    const std::string word = body.choice("outcome", {"consented", "declined", "taken_back"});
    if (word == "declined")
        return GuardianWord::declined;
    return word == "taken_back" ? GuardianWord::taken_back : GuardianWord::consented;
}

Response list(HonourRegister& honours, const Call& call)
{
    return school::with_id(call, "school_year_id", [&](std::int64_t year) {
        return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
            return school::respond_json(call.request,
                                        honours.of_year(call.school(), year, page, call.act.today));
        });
    });
}

Response enter(HonourRegister& honours, const Call& call)
{
    return school::with_id(call, "school_year_id", [&](std::int64_t year) {
        Body body(call.request);
        HonourAsked asked;
        asked.student_id = body.id("student_id");
        asked.for_what_ar = body.text("for_what_ar", k_longest_text);
        asked.for_what_en = body.optional_text("for_what_en", k_longest_text).value_or("");
        asked.decision = body.text("decision", k_longest_number);
        asked.decided_on = body.day("decided_on");
        asked.authority = body.choice("authority", {"ministry", "directorate"});
        return school::respond_to(
            call, body, [&] { return honours.enter(call.act, call.school(), year, asked); });
    });
}

Response withdraw(HonourRegister& honours, const Call& call)
{
    return school::with_id(call, "honour_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::string reason = body.text("reason", k_longest_reason);
        return school::respond_to(
            call, body, [&] { return honours.withdraw(call.act, call.school(), id, reason); });
    });
}

Response answer_on_paper(HonourRegister& honours, const Call& call)
{
    return school::with_id(call, "honour_id", [&](std::int64_t id) {
        Body body(call.request);
        PaperAnswer answer;
        answer.word = word_in(body);
        answer.guardian_id = body.id("guardian_id");
        answer.reference = body.text("reference", k_longest_number);
        answer.dated = body.day("dated_on");
        return school::respond_to(call, body, [&] {
            return honours.answer_on_paper(call.act, call.school(), id, answer);
        });
    });
}

Response of_child(HonourRegister& honours, const Call& call)
{
    return school::respond_json(call.request,
                                honours.of_child(call.school(), call.target.student_id.value(),
                                                 call.act.person_id, call.act.today));
}

Response answer(HonourRegister& honours, const Call& call)
{
    return school::with_id(call, "honour_id", [&](std::int64_t id) {
        Body body(call.request);
        const GuardianWord word = word_in(body);
        return school::respond_to(call, body, [&] {
            return honours.answer(call.act, call.school(), call.target.student_id.value(), id,
                                  word);
        });
    });
}

}  // namespace

std::vector<Route> honour_routes(HonourRegister& honours)
{
    using enum http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string of_year = school + "/school-years/{school_year_id}/honours";
    const std::string one = school + "/honours/{honour_id}";
    const std::string child = school + "/students/{student_id}/honours";
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Permission permission, school::TargetFinder target,
                           Response (*handler)(HonourRegister&, const Call&)) {
        return Route{
            .method = method,
            .pattern = std::move(pattern),
            .name = std::move(name),
            .permission = permission,
            .target = std::move(target),
            .handler = [&honours, handler](const Call& call) { return handler(honours, call); },
            .is_sensitive = method == get,
            .needs_key = method != get};
    };
    return {
        route(get, of_year, "honour.list", Permission::honour_record, school::school_in_path, list),
        route(post, of_year, "honour.enter", Permission::honour_record, school::school_in_path,
              enter),
        route(post, one + "/withdrawal", "honour.withdraw", Permission::honour_record,
              school::school_in_path, withdraw),
        route(post, one + "/paper-answers", "honour.answer_on_paper", Permission::honour_record,
              school::school_in_path, answer_on_paper),
        route(get, child, "honour.of_child", Permission::honour_consent, school::student_in_path,
              of_child),
        route(post, child + "/{honour_id}/answers", "honour.answer", Permission::honour_consent,
              school::student_in_path, answer),
    };
}

}  // namespace taqwim::results
