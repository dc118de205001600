// What the door costs each request: session and caller at hand, and read anew from the database.
#include <benchmark/benchmark.h>

#include "school/route.h"
#include "tests/support/access_world.h"

namespace {

using namespace taqwim;
using tests::AccessWorld;

http::Handler door_of(AccessWorld& world)
{
    school::Route route;
    route.name = "bench.read";
    route.pattern = "/v1/schools/{school_id}/students/{student_id}";
    route.permission = school::Permission::student_read;
    route.target = school::student_in_path;
    route.handler = [](const school::Call&) { return http::no_content(); };
    return world.guard->guard(route);
}

void pass_the_door(benchmark::State& state)
{
    AccessWorld world;
    const auto door = door_of(world);
    const auto session = world.signed_in(world.account_of("teacher"));
    auto request = world.request(http::Method::get, "/", &session);
    request.path_parameters = {{"school_id", "101"}, {"student_id", "601"}};
    const bool is_at_hand = state.range(0) == 1;
    for (auto _ : state) {
        if (!is_at_hand) {
            world.callers->forget_all();
            world.sessions->forget_account(session.session.account_id);
        }
        if (door(request).status != 204)
            state.SkipWithError("the door refused");
    }
}
BENCHMARK(pass_the_door)->Arg(1)->Arg(0)->ArgName("at_hand")->Unit(benchmark::kMicrosecond);

void find_session_at_hand(benchmark::State& state)
{
    AccessWorld world;
    const auto session = world.signed_in(world.account_of("teacher"));
    const Instant now = world.clock.now();
    for (auto _ : state)
        benchmark::DoNotOptimize(world.sessions->find(session.token, now));
}
BENCHMARK(find_session_at_hand)->Unit(benchmark::kNanosecond);

}  // namespace
