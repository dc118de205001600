#include "exchange/export/export_routes.h"

#include <mutex>
#include <optional>

#include "core/refusal_codes.h"
#include "exchange/export/school_export.h"

namespace taqwim::exchange {

namespace {

using http::Response;
using school::Call;
using school::Permission;
using school::Route;

constexpr const char* k_seconds_to_wait = "30";

// What the file and its folder are called: no name of the school, which may be long and Arabic.
std::string name_of(const Call& call)
{
    return "taqwim-school-" + std::to_string(call.school().value) + '-' + call.act.today.to_text();
}

Response export_of(school::Record& record, const std::string& program, std::size_t most,
                   const Call& call)
{
    const std::string name = name_of(call);
    std::string zip;
    const auto exported = record.read([&](database::Session& session) -> Result<SchoolExport> {
        ZipSink sink(name, most);
        try {
            auto done = export_school(
                session, {.school = call.school(), .program = program, .at = call.act.at}, sink);
            if (done)
                zip = sink.finish();
            return done;
        } catch (const ZipSink::TooLarge& large) {
            return Refusal{RefusalCode::value_out_of_range,
                           {{"field", "export"},
                            {"value", std::to_string(large.bytes)},
                            {"minimum", "0"},
                            {"maximum", std::to_string(most)}},
                           "",
                           ""};
        }
    });
    if (!exported)
        return http::problem(call.request, exported.refusal());
    return http::file("application/zip", std::move(zip), name + ".zip");
}

}  // namespace

std::vector<Route> export_routes(school::Record& record, const std::string& program,
                                 std::size_t most)
{
    const auto one_at_a_time = std::make_shared<std::mutex>();
    return {Route{
        .method = http::Method::get,
        .pattern = "/v1/schools/{school_id}/export",
        .name = "school.export",
        // It holds what the office may not see (marks before they are results), so export_run is not enough.
        .permission = Permission::school_manage,
        .target = school::school_in_path,
        .handler =
            [&record, program, most, one_at_a_time](const Call& call) {
                if (const auto refusal = call.request.refuses_query_beside({}))
                    return http::problem(call.request, *refusal);
                const std::unique_lock<std::mutex> turn(*one_at_a_time, std::try_to_lock);
                if (!turn.owns_lock())
                    return http::problem(call.request, Refusal{RefusalCode::server_busy,
                                                               {{"seconds", k_seconds_to_wait}},
                                                               "",
                                                               ""});
                return export_of(record, program, most, call);
            },
        .is_sensitive = true}};
}

}  // namespace taqwim::exchange
