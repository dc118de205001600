#include <functional>
#include <string>
#include <utility>

#include "marks/student_cards.h"
#include "platform/http/problem.h"
#include "school/answering.h"
#include "school/body.h"

namespace taqwim::marks {

namespace {

using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_code = 60;
constexpr std::size_t k_longest_text = 1000;
constexpr std::size_t k_most_remarks = 20;

// What a body asks for on the card of the path's student.
using CardWork = std::function<Result<school::Answer>(Body&, const CardPlace&)>;

http::Response on_card(const Call& call, const CardWork& work)
{
    return with_id(call, "student_id", [&](std::int64_t student) {
        Body body(call.request);
        const auto answer = work(body, {.class_id = *call.target.class_id, .student_id = student});
        return respond(call.request, answer);
    });
}

http::Response opine(StudentCards& cards, const Call& call)
{
    return on_card(call, [&](Body& body, const CardPlace& place) -> Result<school::Answer> {
        CardOpinion opinion;
        opinion.option = body.text("option", k_code);
        opinion.remarks = body.texts("remarks", k_most_remarks, k_code);
        opinion.text = body.optional_text("text", k_longest_text).value_or("");
        if (const auto refusal = body.refusal())
            return *refusal;
        return cards.opine(call.act, call.school(), place, opinion);
    });
}

http::Response describe(StudentCards& cards, const Call& call)
{
    Body body(call.request);
    CardPlace place{.class_id = *call.target.class_id};
    place.student_id = body.id("student_id");
    CardDescription one;
    one.subject = call.target.subject;
    one.number = static_cast<int>(body.integer("number", 1, 4));
    one.heading = body.optional_text("heading", k_code).value_or("");
    one.text = body.text("text", k_longest_text);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, cards.describe(call.act, call.school(), place, one));
}

http::Response contact(StudentCards& cards, const Call& call)
{
    return on_card(call, [&](Body& body, const CardPlace& place) -> Result<school::Answer> {
        FinalContact one;
        one.skill = body.text("skill", k_code);
        one.with = body.text("with", k_code);
        one.day = body.day("day");
        one.note = body.optional_text("note", k_longest_text).value_or("");
        if (const auto refusal = body.refusal())
            return *refusal;
        return cards.contact(call.act, call.school(), place, one);
    });
}

http::Response refer(StudentCards& cards, const Call& call)
{
    return on_card(call, [&](Body& body, const CardPlace& place) -> Result<school::Answer> {
        SupportReferral one;
        one.difficulty = body.text("difficulty", k_longest_text);
        one.evidence = body.optional_text("evidence", k_longest_text).value_or("");
        one.referred_to = body.text("referred_to", k_code);
        one.day = body.day("day");
        if (const auto refusal = body.refusal())
            return *refusal;
        return cards.refer(call.act, call.school(), place, one);
    });
}

http::Response read_card(StudentCards& cards, const Call& call)
{
    return with_id(call, "student_id", [&](std::int64_t student) {
        return school::respond_json(
            call.request,
            cards.card(call.school(), {.class_id = *call.target.class_id, .student_id = student}));
    });
}

http::Response provide(StudentCards& cards, const Call& call, bool is_in_force)
{
    Body body(call.request);
    Provision one;
    one.student_id = *call.target.student_id;
    one.school_year_id = body.id("school_year_id");
    one.kind = body.text("kind", k_code);
    one.subject = body.optional_text("subject", k_code).value_or("");
    one.term = static_cast<int>(body.optional_integer("term", 0, 2).value_or(0));
    one.item = body.optional_text("item", k_code).value_or("");
    if (is_in_force)
        one.value = body.optional_text("value", k_code).value_or("");
    one.decision = body.text("decision", k_code);
    one.is_in_force = is_in_force;
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, cards.provide(call.act, call.school(), one));
}

http::Response list_provisions(StudentCards& cards, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        return school::respond_json(
            call.request, cards.provisions({call.school(), *call.target.student_id}, year));
    });
}

}  // namespace

std::vector<Route> student_cards_routes(StudentCards& cards)
{
    const std::string school = "/v1/schools/{school_id}";
    const std::string card = school + "/classes/{class_id}/students/{student_id}/card";
    const std::string provisions = school + "/students/{student_id}/mark-provisions";
    std::vector<Route> routes;
    const auto write = [&](std::string pattern, std::string name, Permission permission,
                           school::TargetFinder target,
                           std::function<http::Response(const Call&)> handler) {
        routes.push_back({.method = http::Method::post,
                          .pattern = std::move(pattern),
                          .name = std::move(name),
                          .permission = permission,
                          .target = std::move(target),
                          .handler = std::move(handler),
                          .needs_key = true});
    };
    write(card + "/opinion", "card.opinion", Permission::card_write, school::class_in_path,
          [&cards](const Call& call) { return opine(cards, call); });
    write(card + "/contacts", "card.contact", Permission::card_write, school::class_in_path,
          [&cards](const Call& call) { return contact(cards, call); });
    write(card + "/referrals", "card.refer", Permission::card_write, school::class_in_path,
          [&cards](const Call& call) { return refer(cards, call); });
    write(school + "/classes/{class_id}/subjects/{subject}/descriptions", "card.describe",
          Permission::mark_record, school::class_subject_in_path,
          [&cards](const Call& call) { return describe(cards, call); });
    write(provisions, "mark_provision.make", Permission::student_manage, school::student_in_path,
          [&cards](const Call& call) { return provide(cards, call, true); });
    write(school + "/students/{student_id}/mark-provision-ends", "mark_provision.end",
          Permission::student_manage, school::student_in_path,
          [&cards](const Call& call) { return provide(cards, call, false); });
    routes.push_back({.method = http::Method::get,
                      .pattern = card,
                      .name = "card.read",
                      .permission = Permission::mark_read,
                      .target = school::class_in_path,
                      .handler = [&cards](const Call& call) { return read_card(cards, call); },
                      .is_sensitive = true});
    routes.push_back(
        {.method = http::Method::get,
         .pattern = provisions + "/{school_year_id}",
         .name = "mark_provision.list",
         .permission = Permission::mark_read,
         .target = school::student_in_path,
         .handler = [&cards](const Call& call) { return list_provisions(cards, call); },
         .is_sensitive = true});
    return routes;
}

}  // namespace taqwim::marks
