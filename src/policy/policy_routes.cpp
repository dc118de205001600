#include "policy/policy_routes.h"

#include <string>
#include <string_view>

#include "core/refusal_codes.h"
#include "school/answering.h"

namespace taqwim::policy {

namespace {

using http::Method;
using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

// A student's year has some ten thousand bytes; what is longer is no single year.
constexpr std::size_t k_most_document_bytes = std::size_t{128} * 1024;
constexpr std::size_t k_most_letters = 500;
constexpr std::size_t k_most_entries = 100;

// One value, or the entries of a list.
void read_value(Body& body, ParameterValue& value)
{
    const auto given = body.value("value");
    if (!given) {
        body.refuse(RefusalCode::field_missing, "value");
        return;
    }
    const auto take = [&](const JsonValue& one) {
        if (!one.is(JsonKind::text)) {
            body.refuse(RefusalCode::field_wrong_type, "value", {{"expected", "text"}});
        } else if (one.text().empty() || one.text().size() > k_most_letters ||
                   one.text().find_first_of("\n\r\t") != std::string_view::npos) {
            body.refuse(RefusalCode::text_too_long, "value",
                        {{"maximum", std::to_string(k_most_letters)}});
        } else {
            value.values.emplace_back(one.text());
        }
    };
    value.is_list = given->is(JsonKind::array);
    if (!value.is_list) {
        take(*given);
        return;
    }
    if (given->size() > k_most_entries) {
        body.refuse(RefusalCode::value_out_of_range, "value",
                    {{"value", std::to_string(given->size())},
                     {"minimum", "0"},
                     {"maximum", std::to_string(k_most_entries)}});
        return;
    }
    for (const JsonValue one : *given)
        take(one);
}

class Handlers {
public:
    explicit Handlers(const PolicyServices& services) : services_(services) {}

    Response editions(const Call& /*call*/) const
    {
        return http::json(200, services_.catalogue.editions_json());
    }

    Response edition(const Call& call) const
    {
        return school::respond_json(call.request,
                                    services_.catalogue.edition_json(regulation(call)));
    }

    Response clause(const Call& call) const
    {
        return school::respond_json(
            call.request,
            services_.catalogue.clause_json(regulation(call), call.request.path("clause")));
    }

    Response parameters(const Call& call) const
    {
        return school::respond_json(call.request,
                                    services_.catalogue.parameters_json(regulation(call)));
    }

    Response coverage(const Call& call) const
    {
        return school::respond_json(call.request,
                                    services_.catalogue.coverage_json(regulation(call)));
    }

    Response evaluate(const Call& call) const
    {
        Body body(call.request);
        const auto document = body.value("document");
        if (!document || !document->is(JsonKind::object))
            body.refuse(RefusalCode::field_wrong_type, "document", {{"expected", "object"}});
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        JsonWriter json;
        json.copy(*document);
        return school::respond_json(call.request, services_.catalogue.evaluation_json(
                                                      regulation(call), std::string(json.str())));
    }

    Response proposals(const Call& call) const
    {
        return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
            return school::respond_json(call.request,
                                        services_.proposals.page(page, call.act.account_id));
        });
    }

    Response proposal(const Call& call) const
    {
        return school::with_id(call, "proposal_id", [&](std::int64_t id) {
            return school::respond_json(call.request,
                                        services_.proposals.one(id, call.act.account_id));
        });
    }

    Response propose(const Call& call) const
    {
        Body body(call.request);
        Proposal wanted;
        wanted.regulation = body.text("regulation", 40);
        wanted.parameter = body.text("parameter", 120);
        read_value(body, wanted);
        wanted.first_day = body.day("first_day");
        wanted.source = body.text("source", k_most_letters);
        wanted.reason = body.optional_text("reason", k_most_letters).value_or("");
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(call.request, services_.proposals.propose(call.act, wanted));
    }

    Response effect(const Call& call) const
    {
        return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
            return school::with_id(call, "proposal_id", [&](std::int64_t id) {
                return school::respond_json(call.request,
                                            services_.trial.page(id, page, call.act.at));
            });
        });
    }

    Response decide(const Call& call) const
    {
        return school::with_id(call, "proposal_id", [&](std::int64_t id) {
            Body body(call.request);
            const std::string outcome =
                body.choice("outcome", {"approved", "refused", "withdrawn"});
            const std::string note = body.optional_text("note", k_most_letters).value_or("");
            // Who refuses says why; an approval stands under the proposal's own source.
            if (outcome == "refused" && note.empty())
                body.refuse(RefusalCode::reason_missing, "note");
            if (const auto refusal = body.refusal())
                return http::problem(call.request, *refusal);
            return school::respond(call.request,
                                   services_.proposals.decide(call.act, id, outcome, note));
        });
    }

private:
    static std::string_view regulation(const Call& call) { return call.request.path("regulation"); }

    PolicyServices services_;
};

}  // namespace

std::vector<Route> policy_routes(const PolicyServices& services)
{
    const auto handlers = std::make_shared<const Handlers>(services);
    const auto call = [&handlers](Response (Handlers::*handler)(const Call&) const) {
        return [handlers, handler](const Call& one) { return ((*handlers).*handler)(one); };
    };
    const std::string one = "/v1/regulations/{regulation}";
    const std::string proposal = "/v1/parameter-proposals/{proposal_id}";
    return {
        Route{.method = Method::get,
              .pattern = "/v1/regulations",
              .name = "regulation.list",
              .permission = Permission::own_account,
              .handler = call(&Handlers::editions)},
        Route{.method = Method::get,
              .pattern = one,
              .name = "regulation.read",
              .permission = Permission::own_account,
              .handler = call(&Handlers::edition)},
        Route{.method = Method::get,
              .pattern = one + "/clauses/{clause}",
              .name = "regulation.clause",
              .permission = Permission::own_account,
              .handler = call(&Handlers::clause)},
        Route{.method = Method::get,
              .pattern = one + "/parameters",
              .name = "regulation.parameters",
              .permission = Permission::own_account,
              .handler = call(&Handlers::parameters)},
        Route{.method = Method::get,
              .pattern = one + "/coverage",
              .name = "regulation.coverage",
              .permission = Permission::own_account,
              .handler = call(&Handlers::coverage)},
        Route{.method = Method::post,
              .pattern = one + "/evaluation",
              .name = "regulation.evaluate",
              .permission = Permission::own_account,
              .handler = call(&Handlers::evaluate),
              .body_limit = k_most_document_bytes},
        Route{.method = Method::get,
              .pattern = "/v1/parameter-proposals",
              .name = "parameter_proposal.list",
              .permission = Permission::policy_manage,
              .handler = call(&Handlers::proposals)},
        Route{.method = Method::post,
              .pattern = "/v1/parameter-proposals",
              .name = "parameter_proposal.propose",
              .permission = Permission::policy_manage,
              .handler = call(&Handlers::propose),
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = proposal,
              .name = "parameter_proposal.read",
              .permission = Permission::policy_manage,
              .handler = call(&Handlers::proposal)},
        Route{.method = Method::get,
              .pattern = proposal + "/effect",
              .name = "parameter_proposal.effect",
              .permission = Permission::policy_manage,
              .handler = call(&Handlers::effect)},
        Route{.method = Method::post,
              .pattern = proposal + "/decision",
              .name = "parameter_proposal.decide",
              .permission = Permission::policy_manage,
              .handler = call(&Handlers::decide),
              .needs_key = true},
    };
}

}  // namespace taqwim::policy
