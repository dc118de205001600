// Student-years a second from facts in memory, without and with trace, from 1,000 to 1,000,000 students.
#include <benchmark/benchmark.h>

#include <unistd.h>

#include "regulations/frame/parameter_book.h"
#include "regulations/kw_primary_2016/data_files.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/ordinary_year.h"

namespace {

using namespace taqwim;
using namespace taqwim::kw_primary_2016;

const Rules& rules()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const Rules rules = Rules::read(*book.on(SchoolYear{2015}.first_day()));
    return rules;
}

// A machine that would have to swap measures its disk.
bool has_memory_for(std::int64_t count)
{
    constexpr std::int64_t k_bytes_per_student = 5'000;
    return count * k_bytes_per_student < sysconf(_SC_PHYS_PAGES) / 4 * 3 * sysconf(_SC_PAGESIZE);
}

// Grade 4: eleven subjects, two terms, raw levels. Kept from one benchmark to the next.
const std::vector<StudentYear>& years(std::int64_t count)
{
    static std::vector<StudentYear> all;
    all.reserve(static_cast<std::size_t>(count));
    for (auto number = static_cast<std::int64_t>(all.size()); number < count; ++number)
        all.push_back(ordinary_year(static_cast<std::uint64_t>(number), 4, rules()));
    return all;
}

void evaluate_untraced(benchmark::State& state)
{
    if (!has_memory_for(state.range(0))) {
        state.SkipWithError("not enough memory for so many students");
        return;
    }
    const std::vector<StudentYear>& facts = years(state.range(0));
    Outcome outcome;
    Trace trace = Trace::off();
    for (auto _ : state) {
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            if (i + 1 < state.range(0))
                expect(facts[static_cast<std::size_t>(i + 1)]);
            const auto refusal =
                evaluate(facts[static_cast<std::size_t>(i)], rules(), outcome, trace);
            benchmark::DoNotOptimize(refusal);
            benchmark::DoNotOptimize(outcome.decision);
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

// The full trace is built, walked once from end to end, and given back block by block.
void evaluate_traced(benchmark::State& state)
{
    if (!has_memory_for(state.range(0))) {
        state.SkipWithError("not enough memory for so many students");
        return;
    }
    const std::vector<StudentYear>& facts = years(state.range(0));
    Outcome outcome;
    TraceRecording recording;
    std::size_t nodes = 0;
    for (auto _ : state) {
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            if (i + 1 < state.range(0))
                expect(facts[static_cast<std::size_t>(i + 1)]);
            recording.clear();
            Trace trace(recording);
            const auto refusal =
                evaluate(facts[static_cast<std::size_t>(i)], rules(), outcome, trace);
            benchmark::DoNotOptimize(refusal);
            std::size_t concluded = 0;
            for (std::size_t n = 0; n < recording.size(); ++n)
                concluded += recording[n].is_concluded() ? 1 : 0;
            benchmark::DoNotOptimize(concluded);
            nodes += recording.size();
            while (recording.release_block()) {}
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    const auto students = static_cast<std::size_t>(state.iterations() * state.range(0));
    state.counters["trace_nodes"] =
        static_cast<double>(nodes / students);  // source-check: allow counters are double
}

BENCHMARK(evaluate_untraced)
    ->RangeMultiplier(10)
    ->Range(1'000, 1'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(evaluate_traced)
    ->RangeMultiplier(10)
    ->Range(1'000, 1'000'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
