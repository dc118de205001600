// How many marks are stored and acknowledged in a second, one to a request, by 64 clients at once, each through the
// whole way of a write: checks, ledger, cell, audit chain, key of the client, flush. And how fast a class's sheet is read.
#include <benchmark/benchmark.h>

#include <atomic>
#include <memory>
#include <string>

#include "marks/marks.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

namespace {

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

constexpr int k_clients = 64;

struct BenchSchool {
    tests::ScratchFolder folder;
    MarksSchool school;
    Marks marks;
    SheetId sheet;
    std::atomic<std::int64_t> keys = 0;

    BenchSchool(int students, int columns)
        : school("sqlite:" + folder.path() + "/school.db", students), marks(school.record())
    {
        school.open_all_windows();
        SheetDraft draft = school.unit_sheet();
        const SheetColumn column = draft.columns.front();
        draft.columns.clear();
        for (int i = 0; i < columns; ++i) {
            draft.columns.push_back(column);
            draft.columns.back().key = "u" + std::to_string(i);
        }
        sheet = school.make_sheet(draft);
    }
};

std::unique_ptr<BenchSchool> bench_school;

void write_one_mark(benchmark::State& state)
{
    if (state.thread_index() == 0)
        bench_school = std::make_unique<BenchSchool>(k_clients, 2);
    std::int64_t version = 0;
    for (auto _ : state) {
        BenchSchool& it = *bench_school;
        const EntryRequest entry{
            .key = {.student_id = it.school.student(state.thread_index()), .column = "u0"},
            .based_on = version,
            .value = std::to_string(version % 11)};
        const auto answer = it.marks.record_entries(
            it.school.act(MarksSchool::k_teacher, std::to_string(++it.keys)), it.sheet,
            {&entry, 1});
        if (!answer || answer->body.find("entry_id") == std::string::npos)
            state.SkipWithError("a mark was refused");
        ++version;
    }
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0)
        bench_school.reset();
}

void read_sheet(benchmark::State& state)
{
    if (state.thread_index() == 0) {
        bench_school = std::make_unique<BenchSchool>(40, 30);
        std::vector<EntryRequest> entries;
        for (int student = 0; student < 40; ++student)
            for (int column = 0; column < 30; ++column)
                entries.push_back({.key = {.student_id = bench_school->school.student(student),
                                           .column = "u" + std::to_string(column)},
                                   .value = "7.25"});
        bench_school->school.enter(bench_school->sheet, entries);
    }
    for (auto _ : state) {
        const auto text = bench_school->marks.sheet(bench_school->sheet, *Day::parse("2015-10-19"));
        benchmark::DoNotOptimize(text->size());
    }
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0)
        bench_school.reset();
}

// 1,200 rows from the database each time, as after every write to the sheet.
void read_sheet_anew(benchmark::State& state)
{
    BenchSchool it(40, 30);
    std::vector<EntryRequest> entries;
    for (int student = 0; student < 40; ++student)
        for (int column = 0; column < 30; ++column)
            entries.push_back({.key = {.student_id = it.school.student(student),
                                       .column = "u" + std::to_string(column)},
                               .value = "7.25"});
    it.school.enter(it.sheet, entries);
    for (auto _ : state) {
        Marks fresh(it.school.record());
        const auto text = fresh.sheet(it.sheet, *Day::parse("2015-10-19"));
        benchmark::DoNotOptimize(text->size());
    }
}

BENCHMARK(write_one_mark)
    ->Name("marks: one mark a request, 64 clients, SQLite")
    ->Threads(k_clients)
    ->UseRealTime();
BENCHMARK(read_sheet)
    ->Name("marks: a sheet of 40 × 30, 64 readers")
    ->Threads(k_clients)
    ->UseRealTime();
BENCHMARK(read_sheet_anew)->Name("marks: a sheet of 40 × 30, not kept")->UseRealTime();

}  // namespace
