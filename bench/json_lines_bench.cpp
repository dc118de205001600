// Student-years from a file of JSON Lines, the way of every batch run: the JSON parsed, the facts read and checked,
// evaluated, and the outcome written to another file. Each benchmark does one thing more than the one before.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "bench/ordinary_students.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/student_year_stream.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/outcome_json.h"
#include "regulations/kw_primary_2016/student_year_json.h"

namespace {

using namespace taqwim;
using namespace taqwim::kw_primary_2016;

constexpr std::size_t k_students = 50'000;

// A name in the folder for temporary files; the file is removed when the program ends.
class TemporaryFile {
public:
    explicit TemporaryFile(const char* name)
        : path_(std::filesystem::temp_directory_path() /
                ("taqwim_bench_" + std::to_string(getpid()) + '_' + name))
    {}
    ~TemporaryFile()
    {
        std::error_code gone;
        std::filesystem::remove(path_, gone);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

void require(bool holds, const char* what)
{
    if (!holds)
        throw std::runtime_error(what);
}

// Made by the first benchmark that needs it.
const std::filesystem::path& student_years()
{
    static const TemporaryFile file("student_years.jsonl");
    static const bool is_written = [] {
        std::ofstream output(file.path(), std::ios::binary);
        JsonWriter json;
        for (const StudentYear& student : bench::ordinary_students(k_students)) {
            json.clear();
            bench::write_student_year(student, json);
            output << json.str() << '\n';
        }
        output.close();
        return output.good();
    }();
    require(is_written, "the file of student-years cannot be written");
    return file.path();
}

// Parses every line of the file and hands the document to `take`.
template <class Take>
void for_each_document(const Take& take)
{
    Result<StudentYearStream> stream = StudentYearStream::open(student_years());
    require(static_cast<bool>(stream), "the file of student-years cannot be read");
    JsonReader reader;
    std::size_t documents = 0;
    while (const auto text = stream->next()) {
        require(static_cast<bool>(*text), "a line is refused");
        const Result<JsonValue> document = reader.read((*text)->text, (*text)->start);
        require(static_cast<bool>(document), "a line is no JSON");
        take(*document);
        ++documents;
    }
    require(documents == k_students, "students are missing from the file");
}

// Reads every student of the file, with all checks, and hands the facts to `take`.
template <class Take>
void for_each_student(const Take& take)
{
    const ReaderContext context{
        .rules_of = [](SchoolYear) { return Result<const Rules*>(&bench::rules()); },
        .symbols = {},
        .default_school_year = {},
        .calendars = {},
        .memory = nullptr};
    for_each_document([&](const JsonValue& document) {
        const StudentYearReading reading = read_all_of_student_year(document, context);
        require(reading.facts.has_value(), "a student-year is refused");
        take(*reading.facts);
    });
}

void count(benchmark::State& state)
{
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(k_students));
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(std::filesystem::file_size(student_years())));
}

void json_lines_parse(benchmark::State& state)
{
    (void)student_years();
    for (auto _ : state)
        for_each_document(
            [](const JsonValue& document) { benchmark::DoNotOptimize(document.size()); });
    count(state);
}

void json_lines_read(benchmark::State& state)
{
    (void)student_years();
    for (auto _ : state)
        for_each_student(
            [](const StudentYear& student) { benchmark::DoNotOptimize(student.grade); });
    count(state);
}

void json_lines_evaluate(benchmark::State& state)
{
    (void)student_years();
    Outcome outcome;
    Trace trace = Trace::off();
    for (auto _ : state)
        for_each_student([&](const StudentYear& student) {
            require(!evaluate(student, bench::rules(), outcome, trace),
                    "a student-year is refused");
            benchmark::DoNotOptimize(outcome.decision);
        });
    count(state);
}

void json_lines_write(benchmark::State& state)
{
    (void)student_years();
    const TemporaryFile results("results.jsonl");
    const GradeSymbols symbols = {"F", "D", "C", "B", "A"};
    Outcome outcome;
    Trace trace = Trace::off();
    JsonWriter json;
    for (auto _ : state) {
        std::ofstream output(results.path(), std::ios::binary);
        for_each_student([&](const StudentYear& student) {
            require(!evaluate(student, bench::rules(), outcome, trace),
                    "a student-year is refused");
            json.clear();
            json.begin_object();
            json.key("id").text(student.id);
            write_outcome(student, outcome, bench::rules(), symbols, json);
            json.end_object();
            output << json.str() << '\n';
        });
        output.close();
        require(output.good(), "the results cannot be written");
    }
    count(state);
}

BENCHMARK(json_lines_parse)->Unit(benchmark::kMillisecond);
BENCHMARK(json_lines_read)->Unit(benchmark::kMillisecond);
BENCHMARK(json_lines_evaluate)->Unit(benchmark::kMillisecond);
BENCHMARK(json_lines_write)->Unit(benchmark::kMillisecond);

}  // namespace
