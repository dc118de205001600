// The peer: the same year computed by plain SQL on SQLite (sql_peer/), for the same students in the same run. Only the
// calculation is timed, on both sides from data that lie in memory. Every decision and every year mark of the two is
// compared, and what differs is counted.
//
// The SQL does less: no totals, no verbal grades, no documents, nothing for missing facts or other grades. So the
// ratio is in its favour.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include <sqlite3.h>

#include "bench/ordinary_students.h"
#include "core/trace.h"
#include "embedded/bench.h"
#include "regulations/kw_primary_2016/evaluation.h"

namespace {

using namespace taqwim;
using namespace taqwim::kw_primary_2016;

std::string script(std::string_view path)
{
    for (const EmbeddedFile& file : embedded_bench())
        if (file.path == path)
            return std::string(file.text);
    throw std::logic_error("no such script");
}

// A database in memory, set up as fast as SQLite goes.
class Database {
public:
    Database()
    {
        sqlite3* opened = nullptr;
        const int result = sqlite3_open(":memory:", &opened);
        handle_.reset(opened);
        require(result == SQLITE_OK);
        execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
                "PRAGMA cache_size = -4194304; PRAGMA locking_mode = EXCLUSIVE;");
    }

    void execute(const std::string& sql)
    {
        require(sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }

    // One row into a table, by its values in order.
    class Inserter {
    public:
        Inserter(Database& database, const char* sql) : database_(database)
        {
            sqlite3_stmt* prepared = nullptr;
            database_.require(sqlite3_prepare_v2(database_.handle_.get(), sql, -1, &prepared,
                                                 nullptr) == SQLITE_OK);
            statement_.reset(prepared);
        }
        template <class... Values>
        void operator()(Values... values)
        {
            int place = 0;
            (sqlite3_bind_int64(statement_.get(), ++place, static_cast<sqlite3_int64>(values)),
             ...);
            database_.require(sqlite3_step(statement_.get()) == SQLITE_DONE);
            sqlite3_reset(statement_.get());
        }

    private:
        struct Finalize {
            void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
        };
        Database& database_;
        std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    };

    // Every row of a query, as texts.
    template <class Take>
    void query(const char* sql, const Take& take)
    {
        const auto row = [](void* receiver, int, char** values, char**) {
            (*static_cast<const Take*>(receiver))(values);
            return 0;
        };
        require(sqlite3_exec(handle_.get(), sql, row, const_cast<Take*>(&take), nullptr) ==
                SQLITE_OK);
    }

private:
    void require(bool holds) const
    {
        if (!holds)
            throw std::runtime_error(sqlite3_errmsg(handle_.get()));
    }

    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

void load_subjects(Database& database)
{
    for (const Subject subject : k_all_subjects)
        database.execute("INSERT INTO subject VALUES (" + std::to_string(index(subject)) + ", '" +
                         code(subject) + "', " +
                         (bench::rules().counted_in(4).value.contains(subject) ? "1" : "0") + ")");
}

// The students as rows, in the order of the keys; the student's number is his place.
void load(Database& database, const std::vector<StudentYear>& students)
{
    database.execute("BEGIN");
    load_subjects(database);
    Database::Inserter student(database, "INSERT INTO student VALUES (?, ?)");
    Database::Inserter record(database, "INSERT INTO record VALUES (?, ?, ?, ?)");
    Database::Inserter level(database, "INSERT INTO level VALUES (?, ?, ?, ?, ?)");
    Database::Inserter unit_score(database, "INSERT INTO unit_score VALUES (?, ?, ?, ?)");
    Database::Inserter term_absence(database,
                                    "INSERT INTO term_absence VALUES (?, ?, ?, ?, ?, ?, ?)");
    std::int64_t record_id = 0;
    for (std::size_t student_id = 0; student_id < students.size(); ++student_id) {
        const StudentYear& year = students[student_id];
        student(student_id, year.grade);
        for (const Term term : k_terms) {
            const AbsenceCounts& absence = year.absence[index(term)];
            term_absence(student_id, index(term) + 1, absence.unexcused_full_days,
                         absence.unexcused_missed_period_days, absence.unapproved_leave_days,
                         absence.lateness_unaccepted, absence.excused_intermittent_days);
        }
        for (const Subject subject : k_all_subjects) {
            for (const Term term : k_terms) {
                const SubjectTerm& facts = year.at(subject, term);
                record(++record_id, student_id, index(subject), index(term) + 1);
                for (std::uint32_t number = 0; number < facts.competencies; ++number) {
                    const Competency& competency =
                        year.competencies[facts.first_competency + number];
                    for (std::uint32_t i = 0; i < competency.measures; ++i) {
                        const Measure& measure = year.measures[competency.first_measure + i];
                        level(record_id, number + 1, measure.criterion, i + 1,
                              static_cast<int>(measure.mark));
                    }
                }
                for (std::uint32_t number = 0; number < facts.units; ++number) {
                    const Unit& unit = year.units[facts.first_unit + number];
                    unit_score(record_id, number + 1, unit.score_centi, unit.maximum_centi);
                }
            }
        }
    }
    database.execute("COMMIT; ANALYZE");
}

struct Differences {
    std::int64_t decisions = 0;
    std::int64_t marks = 0;
};

int failing_after_raise(const Outcome& outcome)
{
    int failing = 0;
    for (const SubjectYearOutcome& subject : outcome.subjects)
        failing += subject.failing_after_raise ? 1 : 0;
    return failing;
}

// What SQL says otherwise, of all students.
Differences differences(Database& database, const std::vector<StudentYear>& students)
{
    struct Answer {
        std::string decision;
        int failing = -1;
        std::array<Exact, k_subjects> marks;
    };
    std::vector<Answer> answers(students.size());
    database.query("SELECT student_id, decision, failing_subjects FROM decision", [&](char** row) {
        Answer& answer = answers.at(std::stoul(row[0]));
        answer.decision = row[1];
        answer.failing = std::stoi(row[2]);
    });
    database.query("SELECT student_id, subject_id, mark_num, mark_den FROM subject_year",
                   [&](char** row) {
                       answers.at(std::stoul(row[0])).marks.at(std::stoul(row[1])) =
                           Exact::ratio(std::stoll(row[2]), std::stoll(row[3]));
                   });

    Differences found;
    Outcome outcome;
    Trace trace = Trace::off();
    for (std::size_t i = 0; i < students.size(); ++i) {
        if (evaluate(students[i], bench::rules(), outcome, trace))
            throw std::logic_error("an ordinary student-year is refused");
        found.decisions += answers[i].decision != code(outcome.decision) ||
                           answers[i].failing != failing_after_raise(outcome);
        for (const Subject subject : k_all_subjects)
            found.marks += answers[i].marks[index(subject)] != outcome.at(subject).year_mark.value;
    }
    return found;
}

void peer_taqwim(benchmark::State& state)
{
    const auto students = bench::ordinary_students(static_cast<std::size_t>(state.range(0)));
    Outcome outcome;
    Trace trace = Trace::off();
    for (auto _ : state) {
        for (const StudentYear& student : students) {
            const auto refusal = evaluate(student, bench::rules(), outcome, trace);
            benchmark::DoNotOptimize(refusal);
            benchmark::DoNotOptimize(outcome.decision);
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void peer_sql(benchmark::State& state)
{
    const auto students = bench::ordinary_students(static_cast<std::size_t>(state.range(0)));
    Database database;
    database.execute(script("sql_peer/schema.sql"));
    load(database, students);
    const std::string calculation = "BEGIN;" + script("sql_peer/kuwait_year.sql") + "COMMIT";
    for (auto _ : state) {
        state.PauseTiming();
        database.execute("DELETE FROM formative; DELETE FROM summative; DELETE FROM deduction;"
                         "DELETE FROM subject_year; DELETE FROM decision");
        state.ResumeTiming();
        database.execute(calculation);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    const Differences found = differences(database, students);
    state.counters["different_decisions"] = static_cast<double>(found.decisions);
    state.counters["different_marks"] = static_cast<double>(found.marks);
}

BENCHMARK(peer_taqwim)->Arg(10'000)->Arg(50'000)->Unit(benchmark::kMillisecond);
BENCHMARK(peer_sql)->Arg(10'000)->Arg(50'000)->Unit(benchmark::kMillisecond);

}  // namespace
