#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"
#include "school/school_routes.h"

namespace taqwim::school {

namespace {

constexpr std::size_t k_code = 40;
constexpr std::size_t k_name = 200;
constexpr std::size_t k_package_limit = std::size_t{8} * 1024 * 1024;

http::Response enrol(Enrolments& enrolments, const Call& call)
{
    Body body(call.request);
    Enrolment enrolment;
    enrolment.student_id = *call.target.student_id;
    enrolment.class_id = body.id("class_id");
    enrolment.kind =
        body.choice("kind", {"regular", "affiliated", "affiliated_annual", "night", "temporary"});
    enrolment.is_newcomer = body.optional_yes_no("is_newcomer").value_or(false);
    enrolment.days.first = body.day("first_day");
    return respond_to(call, body,
                      [&] { return enrolments.enrol(call.school(), call.act, enrolment); });
}

http::Response move_class(Enrolments& enrolments, const Call& call)
{
    return with_id(call, "enrolment_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::int64_t version = version_in(body);
        const std::int64_t class_id = body.id("class_id");
        const Day from = body.day("first_day");
        return respond_to(call, body, [&] {
            return enrolments.move(call.school(), call.act, id, version, class_id, from);
        });
    });
}

http::Response end_enrolment(Enrolments& enrolments, const Call& call)
{
    return with_id(call, "enrolment_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::int64_t version = version_in(body);
        const Day last_day = body.day("last_day");
        const std::string reason =
            body.choice("reason", {"transferred", "left", "graduated", "year_ended"});
        return respond_to(call, body, [&] {
            return enrolments.end(call.school(), call.act, id, version, last_day, reason);
        });
    });
}

http::Response exempt(Exemptions& exemptions, const Call& call)
{
    Body body(call.request);
    Exemption exemption;
    exemption.student_id = *call.target.student_id;
    exemption.ground = body.text("ground", k_code);
    exemption.document = body.text("document", k_name);
    exemption.first_day = body.day("first_day");
    const std::vector<std::string> subjects = body.texts("subjects", 60, k_code);
    return respond_to(call, body, [&] {
        return exemptions.exempt(call.school(), call.act, exemption, subjects);
    });
}

http::Response end_exemption(Exemptions& exemptions, const Call& call)
{
    return with_id(call, "exemption_id", [&](std::int64_t id) {
        Body body(call.request);
        const Day last_day = body.day("last_day");
        return respond_to(call, body,
                          [&] { return exemptions.end(call.school(), call.act, id, last_day); });
    });
}

Transfer transfer_in(Body& body, const Call& call)
{
    Transfer transfer;
    transfer.student_id = *call.target.student_id;
    transfer.other_school = body.text("other_school", k_name);
    transfer.day = body.day("day");
    transfer.decision = body.text("decision", 100);
    return transfer;
}

// The JSON of a field that is an array or an object.
std::string json_in(Body& body, std::string_view field, JsonKind kind)
{
    const auto value = body.value(field);
    if (!value)
        return {};
    if (!value->is(kind)) {
        body.refuse(RefusalCode::field_wrong_type, field,
                    {{"expected", kind == JsonKind::array ? "list" : "object"}});
        return {};
    }
    JsonWriter json;
    json.copy(*value);
    return std::string(json.str());
}

http::Response receive(Transfers& transfers, const Call& call)
{
    Body body(call.request);
    Transfer transfer = transfer_in(body, call);
    transfer.carried = json_in(body, "carried", JsonKind::object);
    if (transfer.carried.empty())
        body.refuse(RefusalCode::field_missing, "carried");
    return respond_to(call, body,
                      [&] { return transfers.receive(call.school(), call.act, transfer); });
}

http::Response release(Transfers& transfers, const Call& call)
{
    Body body(call.request);
    const Transfer transfer = transfer_in(body, call);
    std::string documents = json_in(body, "documents", JsonKind::array);
    if (documents.empty())
        documents = "[]";
    return respond_to(call, body, [&] {
        return transfers.release(call.school(), call.act, transfer, documents);
    });
}

}  // namespace

std::vector<Route> enrolments_routes(SchoolServices& services)
{
    using http::Method;
    Enrolments& enrolments = services.enrolments;
    Exemptions& exemptions = services.exemptions;
    Transfers& transfers = services.transfers;
    const std::string school = "/v1/schools/{school_id}";
    const std::string student = school + "/students/{student_id}";
    return {
        Route{.method = Method::get,
              .pattern = student + "/enrolments",
              .name = "enrolment.list",
              .permission = Permission::student_read,
              .target = student_in_path,
              .handler =
                  [&enrolments](const Call& call) {
                      return respond_json(
                          call.request,
                          enrolments.enrolments(call.school(), *call.target.student_id));
                  }},
        Route{.method = Method::post,
              .pattern = student + "/enrolments",
              .name = "enrolment.add",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler = [&enrolments](const Call& call) { return enrol(enrolments, call); },
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = school + "/enrolments/{enrolment_id}/move",
              .name = "enrolment.move",
              .permission = Permission::student_manage,
              .target = school_in_path,
              .handler = [&enrolments](const Call& call) { return move_class(enrolments, call); },
              .needs_key = true},
        Route{
            .method = Method::post,
            .pattern = school + "/enrolments/{enrolment_id}/end",
            .name = "enrolment.end",
            .permission = Permission::student_manage,
            .target = school_in_path,
            .handler = [&enrolments](const Call& call) { return end_enrolment(enrolments, call); },
            .needs_key = true},
        Route{.method = Method::get,
              .pattern = student + "/exemptions",
              .name = "exemption.list",
              .permission = Permission::student_read,
              .target = student_in_path,
              .handler =
                  [&exemptions](const Call& call) {
                      return respond_json(
                          call.request,
                          exemptions.exemptions(call.school(), *call.target.student_id));
                  },
              .is_sensitive = true},
        Route{.method = Method::post,
              .pattern = student + "/exemptions",
              .name = "exemption.add",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler = [&exemptions](const Call& call) { return exempt(exemptions, call); },
              .needs_key = true},
        Route{
            .method = Method::post,
            .pattern = school + "/exemptions/{exemption_id}/end",
            .name = "exemption.end",
            .permission = Permission::student_manage,
            .target = school_in_path,
            .handler = [&exemptions](const Call& call) { return end_exemption(exemptions, call); },
            .needs_key = true},
        Route{.method = Method::get,
              .pattern = student + "/transfers",
              .name = "transfer.list",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler =
                  [&transfers](const Call& call) {
                      return respond_json(
                          call.request,
                          transfers.transfers(call.school(), *call.target.student_id));
                  },
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = student + "/transfer-package",
              .name = "transfer.package",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler =
                  [&transfers](const Call& call) {
                      return respond_json(call.request,
                                          transfers.package(call.school(), *call.target.student_id,
                                                            call.act.today));
                  },
              .is_sensitive = true},
        Route{.method = Method::post,
              .pattern = student + "/transfers/in",
              .name = "transfer.receive",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler = [&transfers](const Call& call) { return receive(transfers, call); },
              .needs_key = true,
              .body_limit = k_package_limit},
        Route{.method = Method::post,
              .pattern = student + "/transfers/out",
              .name = "transfer.release",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler = [&transfers](const Call& call) { return release(transfers, call); },
              .needs_key = true},
    };
}

}  // namespace taqwim::school
