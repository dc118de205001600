// Student-years of the distribution of 1447 a second from facts in memory, without and with trace: grade 7 with its
// subjects of the year, and grade 10 with 22 courses.
#include <benchmark/benchmark.h>

#include <vector>

#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1447/data_files.h"
#include "regulations/sa_1447/evaluation.h"
#include "regulations/sa_1447/ordinary_year.h"

namespace {

using namespace taqwim;
using namespace taqwim::sa_1447;

constexpr std::uint64_t k_years = 2'000;

const EditionRules1447& rules_in_force()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const EditionRules1447 rules =
        EditionRules1447::read(*book.on(SchoolYear{2025}.first_day()));
    return rules;
}

std::vector<StudentYear> years_of(int grade)
{
    std::vector<StudentYear> years;
    for (std::uint64_t number = 0; number < k_years; ++number)
        years.push_back(
            ordinary_year(number, grade, grade == 7 ? "general" : "common", rules_in_force()));
    return years;
}

void evaluate_1447_untraced(benchmark::State& state)
{
    const std::vector<StudentYear> years = years_of(static_cast<int>(state.range(0)));
    Outcome outcome;
    Trace trace = Trace::off();
    for (auto _ : state)
        for (const StudentYear& year : years) {
            const auto refusal = evaluate(year, rules_in_force(), outcome, trace);
            benchmark::DoNotOptimize(refusal);
            benchmark::DoNotOptimize(outcome.decision);
        }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(years.size()));
}

// The full trace is built, walked once from end to end, and given back block by block.
void evaluate_1447_traced(benchmark::State& state)
{
    const std::vector<StudentYear> years = years_of(static_cast<int>(state.range(0)));
    Outcome outcome;
    TraceRecording recording;
    for (auto _ : state)
        for (const StudentYear& year : years) {
            recording.clear();
            Trace trace(recording);
            const auto refusal = evaluate(year, rules_in_force(), outcome, trace);
            benchmark::DoNotOptimize(refusal);
            std::size_t concluded = 0;
            for (std::size_t n = 0; n < recording.size(); ++n)
                concluded += recording[n].is_concluded() ? 1 : 0;
            benchmark::DoNotOptimize(concluded);
            while (recording.release_block()) {}
        }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(years.size()));
}

BENCHMARK(evaluate_1447_untraced)->Arg(7)->Arg(10)->Unit(benchmark::kMillisecond);
BENCHMARK(evaluate_1447_traced)->Arg(7)->Arg(10)->Unit(benchmark::kMillisecond);

}  // namespace
