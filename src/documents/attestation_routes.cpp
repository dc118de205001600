// PG-24.T, PG-24.TR: the register of attestation and translation, for the school and for the director who signs.

#include <algorithm>
#include <string>

#include "core/refusal_codes.h"
#include "documents/attestations.h"
#include "documents/below_directorate.h"
#include "documents/document_routes.h"
#include "documents/paper_places.h"
#include "documents/serial.h"
#include "school/answering.h"

namespace taqwim::documents {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_text = 500;
constexpr std::size_t k_longest_name = 200;
constexpr std::size_t k_longest_number = 60;

// What is asked of a document, without who asks.
AttestationAsked asked_in(Body& body)
{
    AttestationAsked asked;
    asked.is_translation = body.choice("kind", {"attestation", "translation"}) == "translation";
    asked.source =
        body.choice("source", {"school", "school_abroad", "notice", "ministry", "abroad"});
    asked.serial = body.optional_text("serial", k_longest_number).value_or("");
    asked.student_id = body.optional_id("student_id");
    asked.title = body.optional_text("title", k_longest_name).value_or("");
    asked.number = body.optional_text("number", k_longest_number).value_or("");
    asked.purpose = body.choice("purpose", {"transfer_inside", "study_abroad", "other"});
    asked.is_copy = body.optional_yes_no("is_copy").value_or(false);
    asked.is_unofficial = body.optional_yes_no("is_unofficial").value_or(false);
    if (const auto serial = Serial::parse(asked.serial))
        asked.serial = serial->to_text();
    return asked;
}

AttestationAnswer answer_in(Body& body)
{
    AttestationAnswer answer;
    answer.outcome = body.choice("outcome", {"signed", "returned"});
    answer.reference = body.text("reference", k_longest_name);
    answer.reason = body.optional_text("reason", k_longest_text).value_or("");
    answer.dated = body.day("dated_on");
    return answer;
}

// A member of the query that says which entries; empty without it.
Result<std::string> narrowed(const http::Request& request, std::string_view name,
                             std::initializer_list<std::string_view> allowed)
{
    const std::string_view given = request.query(name).value_or("");
    if (given.empty() || std::ranges::find(allowed, given) != allowed.end())
        return std::string(given);
    std::string words;
    for (const std::string_view word : allowed)
        words += (words.empty() ? "" : ", ") + std::string(word);
    return school::value_not_listed(name, given, words);
}

template <class Then>
Response with_filter(const Call& call, Then&& then)
{
    return school::with_page(
        call, {"after", "limit", "kind", "state"}, [&](const school::Page& page) {
            const auto kind = narrowed(call.request, "kind", {"attestation", "translation"});
            const auto state =
                narrowed(call.request, "state",
                         {"waiting", "signed", "returned", "not_needed", "refused", "withdrawn"});
            for (const auto* one : {&kind, &state})
                if (!*one)
                    return http::problem(call.request, one->refusal());
            return school::respond_json(
                call.request, then(page, AttestationFilter{.kind = *kind, .state = *state}));
        });
}

Response list(const DocumentServices& services, const Call& call)
{
    return with_filter(call, [&](const school::Page& page, const AttestationFilter& filter) {
        return services.attestations.entries(call.school(), page, filter);
    });
}

Response of_student(const DocumentServices& services, const Call& call)
{
    return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
        return school::respond_json(
            call.request,
            services.attestations.of_student(call.school(), call.target.student_id.value(), page));
    });
}

Response check(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    const AttestationAsked asked = asked_in(body);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return school::respond_json(call.request,
                                services.attestations.check(call.school(), asked, call.act.today));
}

Response enter(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    AttestationAsked asked = asked_in(body);
    asked.asked_by = body.text("asked_by", k_longest_name);
    asked.note = body.optional_text("note", k_longest_text).value_or("");
    return school::respond_to(
        call, body, [&] { return services.attestations.enter(call.act, call.school(), asked); });
}

Response answer(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "attestation_id", [&](std::int64_t id) {
        Body body(call.request);
        const AttestationAnswer answer = answer_in(body);
        return school::respond_to(call, body, [&] {
            return services.attestations.answer(call.act, call.school(), id, answer);
        });
    });
}

Response withdraw(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "attestation_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::string reason = body.text("reason", k_longest_text);
        return school::respond_to(call, body, [&] {
            return services.attestations.withdraw(call.act, call.school(), id, reason);
        });
    });
}

// The register of a school year as it is kept on paper.
Response printed_register(const DocumentServices& services, const Call& call)
{
    if (const auto refusal = call.request.refuses_query_beside({"language", "digits"}))
        return http::problem(call.request, *refusal);
    const auto language = narrowed(call.request, "language", {"ar", "en"});
    const auto digits = narrowed(call.request, "digits", {"arabic_indic", "western"});
    for (const auto* one : {&language, &digits})
        if (!*one)
            return http::problem(call.request, one->refusal());
    return school::with_id(call, "school_year_id", [&](std::int64_t year) {
        PaperWanted wanted;
        wanted.kind = "attestation_register";
        wanted.order.school = call.school();
        wanted.order.school_year_id = year;
        wanted.order.language = language_of(*language);
        wanted.order.at = call.act.at;
        wanted.order.today = call.act.today;
        auto file = services.desk.draft(std::vector{wanted}, digits_of(*digits));
        if (!file)
            return http::problem(call.request, file.refusal());
        return http::file("application/pdf", std::move(*file),
                          wanted.kind + "-" + call.act.today.to_text() + ".pdf");
    });
}

Response list_of_director(const DocumentServices& services, const Call& call)
{
    return with_filter(call, [&](const school::Page& page, const AttestationFilter& filter) {
        return services.attestations.entries_of_director(call.target.directorate_id.value(),
                                                         school_of(call), page, filter);
    });
}

Response answer_of_director(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "attestation_id", [&](std::int64_t id) {
        Body body(call.request);
        const AttestationAnswer answer = answer_in(body);
        return school::respond_to(call, body, [&] {
            return services.attestations.answer_as_director(
                call.act, call.target.directorate_id.value(), school_of(call), id, answer);
        });
    });
}

Response schools_of_region(const DocumentServices& services, const Call& call)
{
    return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
        return school::respond_json(call.request, services.attestations.schools_of_region(
                                                      call.target.directorate_id.value(), page));
    });
}

}  // namespace

std::vector<Route> attestation_routes(const DocumentServices& services)
{
    using enum http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string entries = school + "/attestations";
    const std::string one = entries + "/{attestation_id}";
    const std::string below = "/v1/directorates/{directorate_id}/schools/{school_id}/attestations";
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Permission permission, school::TargetFinder target,
                           DocumentHandler handler) {
        return document_route(services, method, std::move(pattern), std::move(name), permission,
                              std::move(target), handler);
    };
    std::vector<Route> all = {
        route(get, entries, "attestation.list", Permission::document_read, school::school_in_path,
              list),
        route(get, school + "/students/{student_id}/attestations", "attestation.of_student",
              Permission::document_read, school::student_in_path, of_student),
        route(get, school + "/school-years/{school_year_id}/attestation-register",
              "attestation.register", Permission::document_read, school::school_in_path,
              printed_register),
        route(post, school + "/attestation-checks", "attestation.check", Permission::document_issue,
              school::school_in_path, check),
        route(post, entries, "attestation.enter", Permission::document_issue,
              school::school_in_path, enter),
        route(post, one + "/answer", "attestation.answer", Permission::document_issue,
              school::school_in_path, answer),
        route(post, one + "/withdrawal", "attestation.withdraw", Permission::document_issue,
              school::school_in_path, withdraw),
        // PG-24.T.3, TR.3: what the director signs is his own to enter; no other role of a directorate may. The region's
        // director signs the translations of its governorates.
        route(get, below, "attestation.list_of_director", Permission::document_attest,
              directorate_or_region_of_school_in_path, list_of_director),
        route(post, below + "/{attestation_id}/answer", "attestation.answer_of_director",
              Permission::document_attest, directorate_or_region_of_school_in_path,
              answer_of_director),
        route(get, "/v1/directorates/{directorate_id}/governorate-schools",
              "attestation.schools_of_region", Permission::document_attest,
              school::directorate_in_path, schools_of_region),
    };
    // Nothing is entered by looking.
    for (Route& one_route : all)
        if (one_route.name == "attestation.check")
            one_route.needs_key = false;
    return all;
}

}  // namespace taqwim::documents
