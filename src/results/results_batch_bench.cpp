// A school of 1,000 from the database: the facts of each class are read in one look at the record and evaluated, as
// result.evaluation does it page by page. Beside it, in the same run, the same facts from memory: what the law alone costs.
// 25 classes of grade 8, eight subjects with coursework and exams of both terms, 32,000 marks in the ledger.

#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/clock.h"
#include "marks/bulk_recording.h"
#include "marks/marks.h"
#include "marks/schemes.h"
#include "platform/database/migrations.h"
#include "regulations/frame/json_value.h"
#include "regulations/registration.h"
#include "results/batch_evaluation.h"
#include "results/later_facts.h"
#include "results/record_facts.h"
#include "school/school_routes.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/postgres_server.h"

namespace {

using namespace taqwim;

constexpr std::int64_t k_classes = 25;
constexpr std::int64_t k_students_of_class = 40;
constexpr std::int64_t k_students = k_classes * k_students_of_class;
constexpr std::array k_subjects = {"QRN", "TWH", "GRM", "LIT", "MTH", "SCI", "ENG", "HIS"};

void require(bool holds, const char* what)
{
    if (!holds)
        throw std::runtime_error(what);
}

std::int64_t id_of(const Result<school::Answer>& answer, std::string_view name)
{
    require(static_cast<bool>(answer), "the school was refused");
    const auto document = JsonDocument::parse(answer->body);
    return parse_id(document->root().find(name)->text()).value();
}

class BenchSchool {
public:
    // An empty url: a SQLite file.
    explicit BenchSchool(const std::string& url)
        : record_facts({results::attendance_facts, results::committee_facts}, &clock_)
    {
        auto opened = database::Database::open(
            {.url = url.empty() ? "sqlite:" + folder_.path() + "/school.db" : url});
        require(static_cast<bool>(opened), "the database does not open");
        database_ = std::move(*opened);
        require(
            static_cast<bool>(database::upgrade(*database_, tests::all_migrations(), clock_.now())),
            "the database does not upgrade");
        record = std::make_unique<school::Record>(*database_, ids_, clock_);
        lay_down();
    }

    tests::ScratchFolder folder_;
    FixedClock clock_{*Instant::parse("2025-06-30T06:00:00Z")};
    std::vector<std::unique_ptr<RuleSet>> rule_sets = all_rule_sets();
    results::RecordFacts record_facts;
    std::unique_ptr<school::Record> record;
    SchoolId school;
    std::vector<std::int64_t> classes;

private:
    [[nodiscard]] school::Act act() const
    {
        return {.account_id = 1,
                .role = "head_teacher",
                .at = clock_.now(),
                .today = clock_.now().day(180)};
    }

    void lay_down()
    {
        school::SchoolServices services(*record, {}, {});
        const std::int64_t directorate =
            id_of(services.schools.add_directorate(
                      act(), {.country = "SA", .name_ar = "d", .name_en = "d"}),
                  "directorate_id");
        school::School made;
        made.directorate_id = directorate;
        made.ministry_number = "1";
        made.name_ar = made.name_en = "s";
        made.kind = "government";
        made.shift = "day";
        made.students_sex = "boys";
        made.teachers_sex = "men";
        made.first_grade = 7;
        made.last_grade = 9;
        school = SchoolId{id_of(services.schools.add_school(act(), made), "school_id")};
        school::TeachingYear taught;
        taught.name = "1446";
        taught.first_day = *Day::parse("2024-08-18");
        taught.last_day = *Day::parse("2025-06-26");
        taught.terms = {{1, taught.first_day, *Day::parse("2025-01-02")},
                        {2, *Day::parse("2025-01-12"), taught.last_day}};
        taught.weekdays = {Weekday::sunday, Weekday::monday, Weekday::tuesday, Weekday::wednesday,
                           Weekday::thursday};
        year_ = id_of(services.years.add(school, act(), taught), "school_year_id");
        school::StudyPlan plan;
        plan.year_id = year_;
        plan.grade = 8;
        plan.regulation = "sa_1426";
        for (std::size_t i = 0; i < k_subjects.size(); ++i)
            plan.subjects.push_back({.subject = k_subjects[i],
                                     .name_ar = k_subjects[i],
                                     .name_en = k_subjects[i],
                                     .group = i < 2   ? "ISLAMIC"
                                              : i < 4 ? "ARABIC"
                                                      : "OTHER",
                                     .weekly_periods = 3});
        const std::int64_t plan_id =
            id_of(services.plans.add(school, act(), plan), "study_plan_id");
        for (std::int64_t i = 0; i < k_classes; ++i) {
            school::SchoolClass one;
            one.plan_id = plan_id;
            one.name = "8/" + std::to_string(i + 1);
            one.capacity = k_students_of_class;
            classes.push_back(id_of(services.plans.add_class(school, act(), one), "class_id"));
        }
        enrol();
        enter_marks();
    }

    void enrol()
    {
        require(static_cast<bool>(record->database().write_alone(
                    school,
                    [&](database::Session& session) {
                        for (std::int64_t id = 1; id <= k_students; ++id) {
                            const std::string name = std::to_string(id);
                            session.execute(
                                "INSERT INTO student (school_id, student_id, student_number, "
                                "name_parts, name_ar, name_en, search_name, sort_key, sex, "
                                "nationality) VALUES ($1, $2, $3, '[]', $3, $3, $3, $4, 'male', "
                                "'SA')",
                                school, id, name, database::Bytes{});
                            session.execute(
                                "INSERT INTO enrolment (school_id, enrolment_id, student_id, "
                                "school_year_id, class_id, kind, is_newcomer, first_day) "
                                "VALUES ($1, $2, $2, $3, $4, 'regular', 0, '2024-08-18')",
                                school, id, year_,
                                classes[static_cast<std::size_t>((id - 1) / k_students_of_class)]);
                        }
                    })),
                "the students were refused");
    }

    void enter_marks()
    {
        marks::Schemes schemes(rule_sets);
        marks::Marks marks(*record, &schemes);
        for (const int term : {0, 1, 2})
            require(static_cast<bool>(marks.open(act(), school,
                                                 {.school_year_id = year_,
                                                  .term = term,
                                                  .first_day = *Day::parse("2024-08-18"),
                                                  .last_day = act().today})),
                    "the window was refused");
        for (std::size_t place = 0; place < classes.size(); ++place) {
            for (const char* subject : k_subjects)
                require(static_cast<bool>(marks.make_sheets(act(), school, classes[place],
                                                            {.regulation = "sa_1426",
                                                             .grade = 8,
                                                             .subject = subject,
                                                             .on = *Day::parse("2024-08-18")})),
                        "the sheets were refused");
            enter_class(classes[place], static_cast<std::int64_t>(place));
        }
    }

    // Another mark for everybody, from half of the maximum up; every twentieth student lower.
    static std::string mark_of(std::int64_t maximum_centi, std::int64_t student,
                               std::int64_t column)
    {
        const std::int64_t percent =
            student % 20 == 0 ? 20 + column % 20 : 50 + (student * 7 + column * 13) % 51;
        return std::to_string(maximum_centi * percent / 10'000);
    }

    void enter_class(std::int64_t class_id, std::int64_t place)
    {
        struct Column {
            std::int64_t sheet;
            std::string key;
            std::int64_t maximum;
        };
        const auto columns = record->read([&](database::Session& session) {
            std::vector<Column> found;
            for (const database::Row& row : session.find_all(
                     "SELECT s.mark_sheet_id, c.column_key, c.maximum_centi FROM mark_sheet s "
                     "JOIN sheet_column c ON c.school_id = s.school_id "
                     "AND c.mark_sheet_id = s.mark_sheet_id WHERE s.school_id = $1 "
                     "AND s.class_id = $2 AND s.part <> 'second_round' "
                     "AND c.maximum_centi IS NOT NULL ORDER BY s.mark_sheet_id, c.position",
                     school, class_id))
                found.push_back({row.integer("mark_sheet_id"), row.text("column_key"),
                                 row.integer("maximum_centi")});
            return found;
        });
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::vector<marks::EntryRequest> entries;
            for (std::int64_t student = 0; student < k_students_of_class; ++student) {
                marks::EntryRequest entry;
                entry.key = {.student_id = place * k_students_of_class + student + 1,
                             .column = columns[i].key};
                entry.value = mark_of(columns[i].maximum, student, static_cast<std::int64_t>(i));
                entry.assessed_on = *Day::parse("2024-11-20");
                entries.push_back(std::move(entry));
            }
            const auto recorded = record->write_alone(
                school, act(), [&](school::Changes& changes) -> Result<school::Answer> {
                    const auto rows = marks::record_marks_in_bulk(
                        changes, SheetId{school, columns[i].sheet}, entries, {});
                    if (!rows)
                        return rows.refusal();
                    require(rows->accepted == entries.size(), "a mark was refused");
                    return school::Answer{};
                });
            require(static_cast<bool>(recorded), "the marks were refused");
        }
    }

    IdSource ids_{1};
    std::unique_ptr<database::Database> database_;
    std::int64_t year_ = 0;
};

// Nobody is refused and everybody has a decision: else something else than a school would be measured.
void require_decided(const std::vector<results::EvaluatedClass>& classes)
{
    std::int64_t decided = 0;
    for (const results::EvaluatedClass& one : classes)
        for (const results::EvaluatedStudent& student : one.students)
            decided += student.refusal || student.is_open ? 0 : 1;
    require(decided == k_students, "a student has no decision");
}

std::vector<results::ClassFacts> facts_of_all(const BenchSchool& school,
                                              const results::BatchEvaluation& batch)
{
    return school.record->read([&](database::Session& session) {
        std::vector<results::ClassFacts> all;
        for (const std::int64_t one : school.classes)
            all.push_back(*batch.read(session, school.school, one));
        return all;
    });
}

void run_from_database(benchmark::State& state, const BenchSchool& school)
{
    const results::BatchEvaluation batch(school.record_facts, school.rule_sets,
                                         static_cast<unsigned>(state.range(0)));
    require_decided(batch.evaluate(facts_of_all(school, batch)));
    for (auto _ : state)
        for (const std::int64_t one : school.classes) {
            const auto facts = school.record->read([&](database::Session& session) {
                return batch.read(session, school.school, one);
            });
            benchmark::DoNotOptimize(batch.evaluate({*facts}).front().students.size());
        }
    state.SetItemsProcessed(state.iterations() * k_students);
}

const BenchSchool& on_sqlite()
{
    static const BenchSchool school{std::string()};
    return school;
}

void school_from_sqlite(benchmark::State& state)
{
    run_from_database(state, on_sqlite());
}

void school_from_postgres(benchmark::State& state)
{
    const tests::SharedPostgresDatabase database;
    const BenchSchool school(database.url());
    run_from_database(state, school);
}

void school_from_memory(benchmark::State& state)
{
    const BenchSchool& school = on_sqlite();
    const results::BatchEvaluation batch(school.record_facts, school.rule_sets,
                                         static_cast<unsigned>(state.range(0)));
    const auto facts = facts_of_all(school, batch);
    for (auto _ : state)
        benchmark::DoNotOptimize(batch.evaluate(facts).front().students.size());
    state.SetItemsProcessed(state.iterations() * k_students);
}

BENCHMARK(school_from_sqlite)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(school_from_postgres)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(school_from_memory)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
