#include "app/server/api_description.h"

#include <memory>
#include <string>

#include "core/configuration_fault.h"
#include "embedded/server.h"
#include "platform/http/conditions.h"

namespace taqwim::app {

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

}  // namespace taqwim::app
