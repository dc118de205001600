// argon2id at the cost of an installation: what a sign-in cannot be faster than.
#include <benchmark/benchmark.h>

#include <string>

#include "platform/crypto/password.h"

namespace {

void password_matches(benchmark::State& state)
{
    const std::string kept = taqwim::crypto::hash_password("green lantern of the demo");
    for (auto _ : state)
        if (!taqwim::crypto::password_matches(kept, "green lantern of the demo"))
            state.SkipWithError("the password does not match");
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(password_matches)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
