#include "app/server/api_description.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "embedded/server.h"
#include "platform/http/conditions.h"
#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

using Names = std::vector<std::string>;

// A parameter as it stands, or as its reference names it: "#/components/parameters/After".
std::optional<JsonValue> parameter_of(const JsonValue& document, const JsonValue& given)
{
    const auto reference = given.find("$ref");
    if (!reference)
        return given;
    std::optional<JsonValue> place = document;
    std::string_view path = reference->text();
    path.remove_prefix(std::min(path.size(), path.find('/') + 1));
    while (place && !path.empty()) {
        const std::string_view step = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(path.size(), step.size() + 1));
        place = place->find(step);
    }
    return place;
}

// By the name of the operation: the names that its query may have.
std::map<std::string, Names> names_of_queries()
{
    std::map<std::string, Names> names;
    const auto document = JsonDocument::parse(std::string(api_description()));
    const auto paths = document ? document->root().find("paths") : std::nullopt;
    if (!paths)
        throw ConfigurationFault(ConfigurationProblem{"openapi.json", 0, "describes no paths"});
    for (const JsonValue path : *paths)
        for (const JsonValue operation : path) {
            Names& own = names[std::string(operation.find("operationId")->text())];
            const auto parameters = operation.find("parameters");
            if (!parameters)
                continue;
            for (const JsonValue given : *parameters)
                if (const auto one = parameter_of(document->root(), given);
                    one && one->find("in")->text() == "query")
                    own.emplace_back(one->find("name")->text());
        }
    return names;
}

std::optional<Refusal> refuses_query(const http::Request& request, const Names& allowed)
{
    Names seen;
    for (const auto& [name, value] : request.query_parameters) {
        if (std::ranges::find(allowed, name) == allowed.end()) {
            std::string list;
            for (const std::string& known : allowed)
                list.append(list.empty() ? "" : ", ").append(known);
            return Refusal{RefusalCode::field_unknown,
                           {{"field", name}, {"allowed", std::move(list)}},
                           "?" + name,
                           ""};
        }
        if (std::ranges::find(seen, name) != seen.end())
            return Refusal{RefusalCode::request_malformed, {}, "?" + name, ""};
        seen.push_back(name);
    }
    return std::nullopt;
}

}  // namespace

std::string_view api_description()
{
    for (const EmbeddedFile& file : embedded_server())
        if (file.path == "openapi.json")
            return file.text;
    throw ConfigurationFault(
        ConfigurationProblem{"openapi.json", 0, "was not built into this program"});
}

school::Route api_description_route()
{
    const auto text = std::make_shared<const std::string>(api_description());
    const std::string etag = http::etag_of(*text);
    school::Route route;
    route.method = http::Method::get;
    route.pattern = "/v1/openapi.json";
    route.name = "api.describe";
    route.permission = school::Permission::everyone;
    route.handler = [text, etag](const school::Call& call) {
        http::Response response;
        if (http::has_current(call.request, etag))
            response.status = 304;
        else
            response = http::json(200, text);
        // Another program has another description.
        return response.with_header("Cache-Control", "no-cache").with_etag(etag);
    };
    return route;
}

void hold_queries(std::vector<school::Route>& routes)
{
    const auto names = std::make_shared<const std::map<std::string, Names>>(names_of_queries());
    static const Names none;
    for (school::Route& route : routes) {
        const auto found = names->find(route.name);
        const Names& allowed = found == names->end() ? none : found->second;
        route.handler = [names, &allowed,
                         handler = std::move(route.handler)](const school::Call& call) {
            if (auto refusal = refuses_query(call.request, allowed))
                return http::problem(call.request, std::move(*refusal));
            return handler(call);
        };
        if (route.fast)
            route.fast = [fast = std::move(route.fast)](
                             const http::Request& request) -> std::optional<http::Response> {
                if (!request.query_parameters.empty())
                    return std::nullopt;
                return fast(request);
            };
    }
}

}  // namespace taqwim::app
