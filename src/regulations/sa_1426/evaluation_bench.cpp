// Saudi student-years by marks a second from facts in memory, without and with trace: grade 8, nine subjects.
#include <benchmark/benchmark.h>

#include <vector>

#include "embedded/sa_1426.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_1426/ordinary_year.h"

namespace {

using namespace taqwim;
using namespace taqwim::sa_1426;

const Rules& saudi_rules()
{
    static const ParameterBook book = [] {
        std::vector<EmbeddedFile> files;
        for (const EmbeddedFile& file : embedded_sa_1426())
            if (file.path.starts_with("parameters/"))
                files.push_back(file);
        return ParameterBook::read(files);
    }();
    static const Rules rules = Rules::read(*book.on(SchoolYear{2005}.first_day()));
    return rules;
}

const std::vector<StudentYear>& saudi_years(std::int64_t count)
{
    static std::vector<StudentYear> all;
    all.reserve(static_cast<std::size_t>(count));
    for (auto number = static_cast<std::int64_t>(all.size()); number < count; ++number)
        all.push_back(ordinary_year(static_cast<std::uint64_t>(number), 8, saudi_rules()));
    return all;
}

void evaluate_saudi_untraced(benchmark::State& state)
{
    const std::vector<StudentYear>& facts = saudi_years(state.range(0));
    Outcome outcome;
    Trace trace = Trace::off();
    for (auto _ : state)
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            const auto refusal =
                evaluate(facts[static_cast<std::size_t>(i)], saudi_rules(), outcome, trace);
            benchmark::DoNotOptimize(refusal);
            benchmark::DoNotOptimize(outcome.first.decision);
        }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

// The full trace is built, walked once from end to end, and given back block by block.
void evaluate_saudi_traced(benchmark::State& state)
{
    const std::vector<StudentYear>& facts = saudi_years(state.range(0));
    Outcome outcome;
    TraceRecording recording;
    std::size_t nodes = 0;
    for (auto _ : state)
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            recording.clear();
            Trace trace(recording);
            const auto refusal =
                evaluate(facts[static_cast<std::size_t>(i)], saudi_rules(), outcome, trace);
            benchmark::DoNotOptimize(refusal);
            std::size_t concluded = 0;
            for (std::size_t n = 0; n < recording.size(); ++n)
                concluded += recording[n].is_concluded() ? 1 : 0;
            benchmark::DoNotOptimize(concluded);
            nodes += recording.size();
            while (recording.release_block()) {}
        }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    const auto students = static_cast<std::size_t>(state.iterations() * state.range(0));
    state.counters["trace_nodes"] =
        static_cast<double>(nodes / students);  // source-check: allow counters are double
}

BENCHMARK(evaluate_saudi_untraced)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluate_saudi_traced)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
