// Bytes a student: of facts in memory, of an outcome that is kept, of a full trace that is kept.
#include <benchmark/benchmark.h>

#include <malloc.h>

#include "bench/ordinary_students.h"
#include "core/trace.h"
#include "regulations/kw_primary_2016/evaluation.h"

namespace {

using namespace taqwim;
using namespace taqwim::kw_primary_2016;

constexpr std::size_t k_students = 10'000;
constexpr std::size_t k_traces = 1'000;

// Bytes that the program holds, as malloc counts them: with its own overhead.
std::size_t bytes_held()
{
    const struct mallinfo2 held = mallinfo2();
    return held.uordblks + held.hblkhd;
}

// `bytes` of `students`, rounded: benchmark::Counter has no other number than double.
benchmark::Counter per_student(std::size_t bytes, std::size_t students)
{
    return static_cast<double>((bytes + students / 2) / students);
}

void evaluated(const StudentYear& year, Outcome& outcome, Trace trace)
{
    if (evaluate(year, bench::rules(), outcome, trace))
        throw std::logic_error("an ordinary student-year is refused");
}

// Made, kept and measured once; its time says nothing.
void memory_per_student(benchmark::State& state)
{
    (void)bench::rules();
    for (auto _ : state) {
        const std::size_t before = bytes_held();
        const std::vector<StudentYear> students = bench::ordinary_students(k_students);
        const std::size_t facts = bytes_held() - before;

        std::size_t levels = 0;
        std::size_t competencies = 0;
        std::size_t units = 0;
        for (const StudentYear& student : students) {
            levels += student.measures.capacity() * sizeof(Measure);
            competencies += student.competencies.capacity() * sizeof(Competency);
            units += student.units.capacity() * sizeof(Unit);
        }

        const std::size_t before_outcomes = bytes_held();
        std::vector<Outcome> outcomes(k_students);
        Outcome outcome;
        for (std::size_t i = 0; i < k_students; ++i) {
            evaluated(students[i], outcome, Trace::off());
            outcomes[i] = outcome;
        }
        const std::size_t kept_outcomes = bytes_held() - before_outcomes;

        const std::size_t before_traces = bytes_held();
        std::vector<TraceRecording> traces(k_traces);
        std::size_t nodes = 0;
        for (std::size_t i = 0; i < k_traces; ++i) {
            evaluated(students[i], outcome, Trace(traces[i]));
            nodes += traces[i].size();
        }
        const std::size_t kept_traces = bytes_held() - before_traces;

        state.counters["facts"] = per_student(facts, k_students);
        state.counters["facts_fixed_part"] = per_student(sizeof(StudentYear), 1);
        state.counters["facts_levels"] = per_student(levels, k_students);
        state.counters["facts_competencies"] = per_student(competencies, k_students);
        state.counters["facts_units"] = per_student(units, k_students);
        state.counters["outcome"] = per_student(kept_outcomes, k_students);
        state.counters["outcome_fixed_part"] = per_student(sizeof(Outcome), 1);
        state.counters["trace"] = per_student(kept_traces, k_traces);
        state.counters["trace_nodes"] = per_student(nodes, k_traces);
        state.counters["trace_node"] = per_student(sizeof(TraceNode), 1);
    }
}

BENCHMARK(memory_per_student)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
