#include "tests/support/marks_school.h"

#include <stdexcept>

#include "core/refusal_codes.h"
#include "marks/sheet_store.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

Instant moment(std::string_view text)
{
    return Instant::parse(text).value();
}

std::unique_ptr<database::Database> open_database(const std::string& url)
{
    auto opened = database::Database::open({.url = url});
    if (!opened)
        throw std::logic_error("the database of a test cannot be opened");
    return std::move(*opened);
}

}  // namespace

MarksSchool::MarksSchool(const std::string& url, int students, const std::string& regulation,
                         int grade)
    : database_(open_database(url)),
      clock_(moment("2015-10-19T08:00:00Z")),
      record_(*database_, ids_, clock_),
      today_(*Day::parse("2015-10-19"))
{
    if (!database::upgrade(*database_, migrations_up_to(5), clock_.now()))
        throw std::logic_error("the tables of a test cannot be made");
    fill(students, regulation, grade);
}

void MarksSchool::fill(int students, const std::string& regulation, int grade)
{
    sql("INSERT INTO directorate (directorate_id, country, name_ar, name_en) VALUES (1, 'KW', 'D', "
        "'D')");
    sql("INSERT INTO school (school_id, directorate_id, ministry_number, name_ar, name_en, kind, "
        "shift, students_sex, utc_offset_minutes) "
        "VALUES ($1, 1, '12', 'S', 'S', 'government', 'day', 'girls', 180)",
        k_school);
    sql("INSERT INTO school_year (school_id, school_year_id, name, first_day, last_day) "
        "VALUES ($1, $2, '2015-2016', '2015-09-13', '2016-06-09')",
        k_school, k_year);
    sql("INSERT INTO term (school_id, school_year_id, number, first_day, last_day) "
        "VALUES ($1, $2, 1, '2015-09-13', '2016-01-23')",
        k_school, k_year);
    sql("INSERT INTO term (school_id, school_year_id, number, first_day, last_day) "
        "VALUES ($1, $2, 2, '2016-02-07', '2016-06-09')",
        k_school, k_year);
    sql("INSERT INTO study_plan (school_id, study_plan_id, school_year_id, grade, track, "
        "regulation) "
        "VALUES ($1, $2, $3, $4, '', $5)",
        k_school, k_plan, k_year, grade, regulation);
    sql("INSERT INTO plan_subject (school_id, study_plan_id, subject, name_ar, name_en, "
        "subject_group, weekly_periods, position, settings) "
        "VALUES ($1, $2, 'maths', 'M', 'Mathematics', 'OTHER', 6, 1, '{}')",
        k_school, k_plan);
    sql("INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, name, capacity) "
        "VALUES ($1, $2, $3, $4, '4/1', 200)",
        k_school, k_class, k_year, k_plan);
    for (const std::int64_t person : {k_teacher, k_reviewer, k_head})
        sql("INSERT INTO staff_member (school_id, staff_member_id, name_ar, name_en, search_name, "
            "sort_key, joined_on) VALUES ($1, $2, $3, $3, $3, $4, '2010-01-01')",
            k_school, person, "P" + std::to_string(person), database::Bytes{});
    for (int i = 0; i < students; ++i) {
        const std::string name = "S" + std::to_string(100 + i);
        database::Bytes sort_key(name.size());
        for (std::size_t letter = 0; letter < name.size(); ++letter)
            sort_key[letter] = static_cast<std::byte>(name[letter]);
        sql("INSERT INTO student (school_id, student_id, student_number, name_parts, name_ar, "
            "name_en, search_name, sort_key, sex, nationality) "
            "VALUES ($1, $2, $3, '[]', $3, $3, $3, $4, 'female', 'KW')",
            k_school, student(i), name, sort_key);
        sql("INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, class_id, "
            "kind, is_newcomer, first_day) VALUES ($1, $2, $3, $4, $5, 'regular', 0, '2015-09-13')",
            k_school, 9000 + i, student(i), k_year, k_class);
    }
}

school::Act MarksSchool::act(std::int64_t person, const std::string& key) const
{
    return {.account_id = person + 1000,
            .role = person == k_head ? "head_teacher" : "teacher",
            .appointment_id = 0,
            .person_id = person,
            .at = clock_.now(),
            .today = today_,
            .client_key = key,
            .request_digest = key.empty() ? "" : std::string(32, 'd')};
}

void MarksSchool::set_day(Day day)
{
    today_ = day;
    clock_.set(moment(day.to_text() + "T08:00:00Z"));
}

void MarksSchool::open_all_windows()
{
    for (int term = 0; term < 3; ++term)
        sql("INSERT INTO entry_window (school_id, entry_window_id, school_year_id, term, part, "
            "grade, subject, first_day, last_day) "
            "VALUES ($1, $2, $3, $4, '', 0, '', '2015-09-13', '2016-06-30')",
            k_school, 8000 + term, k_year, term);
}

marks::SheetDraft MarksSchool::unit_sheet() const
{
    marks::SheetDraft draft{.class_id = k_class,
                            .subject = "maths",
                            .term = 1,
                            .part = "final",
                            .scheme = "test",
                            .title_ar = "F",
                            .title_en = "Final",
                            .columns = {}};
    for (const char* const key : {"u1", "u2"})
        draft.columns.push_back({.key = key,
                                 .label_ar = key,
                                 .label_en = key,
                                 .kind = marks::ColumnKind::unit_score,
                                 .maximum_centi = 1000,
                                 .step_centi = 1});
    return draft;
}

SheetId MarksSchool::make_sheet(const marks::SheetDraft& draft)
{
    std::int64_t id = 0;
    const auto answer = record_.write(
        school(), act(k_head), [&](school::Changes& changes) -> Result<school::Answer> {
            const auto made = marks::insert_sheet(changes, school(), draft);
            if (!made)
                return made.refusal();
            id = *made;
            changes.note("sheet.make", "mark_sheet", crypto::digest_of("sheet"));
            return school::Answer{};
        });
    if (!answer)
        throw std::logic_error("a sheet of a test cannot be made");
    return {school(), id};
}

Result<marks::Recorded> MarksSchool::try_enter(SheetId sheet,
                                               const std::vector<marks::EntryRequest>& entries,
                                               std::int64_t person,
                                               const marks::RecordOptions& options)
{
    std::optional<Result<marks::Recorded>> recorded;
    const auto answer = record_.write(
        school(), act(person), [&](school::Changes& changes) -> Result<school::Answer> {
            recorded.emplace(marks::record_marks(changes, sheet, entries, options));
            if (!*recorded)
                return recorded->refusal();
            // Nothing to keep.
            if ((*recorded)->accepted == 0)
                return *(*recorded)->rows.front().refusal;
            return school::Answer{};
        });
    if (!recorded)
        return answer.refusal();
    return *recorded;
}

marks::Recorded MarksSchool::enter(SheetId sheet, const std::vector<marks::EntryRequest>& entries,
                                   std::int64_t person)
{
    auto recorded = try_enter(sheet, entries, person);
    if (!recorded)
        throw std::logic_error("a sheet refused its entries: " +
                               std::string(to_text(recorded.refusal().code)));
    return *recorded;
}

std::int64_t MarksSchool::count(const std::string& table)
{
    return database_->read([&](database::Session& session) {
        return session.find_one("SELECT COUNT(*) AS rows FROM " + table)->integer("rows");
    });
}

}  // namespace taqwim::tests
