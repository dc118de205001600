#include "tests/support/recorded_school.h"
#include "tests/support/marks_school.h"

#include <doctest/doctest.h>

#include <sstream>

#include "core/refusal_codes.h"
#include "marks/sheet_store.h"
#include "platform/database/migrations.h"
#include "regulations/registration.h"
#include "results/later_facts.h"

namespace taqwim::tests {

namespace {

std::vector<database::Migration> migrations()
{
    return tests::all_migrations();
}

Instant morning_of(const std::string& day)
{
    return Instant::parse(day + "T06:00:00Z").value();
}

std::string line_of(const Refusal& refusal)
{
    std::string line = to_code_text(refusal.code) + " at " + refusal.field;
    for (const auto& [name, value] : refusal.arguments)
        line.append(" ").append(name).append("=").append(value);
    return line;
}

}  // namespace

const school::Answer& accepted(const Result<school::Answer>& answer)
{
    if (!answer)
        FAIL(line_of(answer.refusal()));
    return *answer;
}

RecordedSchool::RecordedSchool(TestDatabase& test, const RecordedYear& told)
    : clock(morning_of(told.today)),
      rule_sets(all_rule_sets()),
      schemes(rule_sets),
      record_facts({results::attendance_facts, results::committee_facts}, &clock),
      told_(told),
      evaluation_(rule_sets)
{
    REQUIRE(database::upgrade(test.database(), migrations(), clock.now()));
    record = std::make_unique<school::Record>(test.database(), ids, clock);
    services = std::make_unique<school::SchoolServices>(
        *record, std::vector<school::MergeParticipant*>{}, std::vector<school::CarriedSection*>{});
    marks = std::make_unique<marks::Marks>(*record, &schemes);
    cards = std::make_unique<marks::StudentCards>(*record, rule_sets);
    rolls = std::make_unique<attendance::Rolls>(*record);
    excuses = std::make_unique<attendance::Excuses>(*record, rule_sets);
    conduct = std::make_unique<attendance::Conduct>(*record, rule_sets);
    committees = std::make_unique<committees::Committees>(*record, rule_sets);

    const std::int64_t directorate =
        id_in(services->schools.add_directorate(
                  act(), {.country = told.country, .name_ar = "d", .name_en = "d"}),
              "directorate_id");
    school::School made;
    made.directorate_id = directorate;
    made.ministry_number = "117";
    made.name_ar = "Palm";
    made.name_en = "Palm";
    made.kind = told.kind;
    made.shift = told.shift;
    made.students_sex = "boys";
    made.teachers_sex = told.teachers_sex;
    made.first_grade = 1;
    made.last_grade = 12;
    school = SchoolId{id_in(services->schools.add_school(act(), made), "school_id")};

    school::TeachingYear taught;
    taught.name = told.name;
    taught.first_day = day_of(told.first_day.c_str());
    const Day term_2_last_day = day_of(told.last_day.c_str());
    taught.last_day =
        told.year_last_day.empty() ? term_2_last_day : day_of(told.year_last_day.c_str());
    taught.terms = {{1, taught.first_day, day_of(told.term_1_last_day.c_str())},
                    {2, day_of(told.term_2_first_day.c_str()), term_2_last_day}};
    taught.weekdays = {Weekday::sunday, Weekday::monday, Weekday::tuesday, Weekday::wednesday,
                       Weekday::thursday};
    year = id_in(services->years.add(school, act(), taught), "school_year_id");
    for (const int term : {0, 1, 2})
        accepted(marks->open(act(), school,
                             {.school_year_id = year,
                              .term = term,
                              .first_day = taught.first_day,
                              .last_day = std::max(taught.last_day, clock.now().day(180))}));
}

school::Act RecordedSchool::act(const std::string& role, std::int64_t account,
                                std::int64_t person) const
{
    school::Act one;
    one.account_id = account;
    one.role = role;
    one.person_id = person;
    one.at = clock.now();
    one.today = clock.now().day(180);
    return one;
}

void RecordedSchool::today(const std::string& day)
{
    clock.set(morning_of(day));
}

std::int64_t RecordedSchool::add_plan(std::int64_t grade, const std::string& regulation,
                                      const std::vector<school::PlanSubject>& subjects,
                                      const std::string& track)
{
    school::StudyPlan plan;
    plan.year_id = year;
    plan.grade = grade;
    plan.track = track;
    plan.regulation = regulation;
    plan.subjects = subjects;
    return id_in(services->plans.add(school, act(), plan), "study_plan_id");
}

std::int64_t RecordedSchool::add_class(std::int64_t plan, const std::string& name)
{
    school::SchoolClass made;
    made.plan_id = plan;
    made.name = name;
    made.capacity = 200;
    return id_in(services->plans.add_class(school, act(), made), "class_id");
}

std::int64_t RecordedSchool::add_student(std::int64_t class_id, const RecordedStudent& told)
{
    school::Student student;
    student.number = told.number;
    std::istringstream parts(told.name);
    for (std::string part; parts >> part;)
        student.name_parts.push_back(part);
    student.sex = told.sex;
    student.nationality = told.nationality;
    student.is_muslim = told.is_muslim;
    if (!told.birth_day.empty())
        student.birth_day = day_of(told.birth_day.c_str());
    const std::int64_t id = id_in(services->students.add(school, act(), student, {}), "student_id");
    school::Enrolment enrolment;
    enrolment.student_id = id;
    enrolment.class_id = class_id;
    enrolment.kind = told.kind;
    enrolment.is_newcomer = told.is_newcomer;
    enrolment.days.first =
        day_of((told.enrolled_on.empty() ? told_.first_day : told.enrolled_on).c_str());
    accepted(services->enrolments.enrol(school, act(), enrolment));
    return id;
}

void RecordedSchool::move(std::int64_t student, std::int64_t class_id, const std::string& from)
{
    const auto [enrolment, version] = record->read([&](database::Session& session) {
        const auto row = session.find_one(
            "SELECT enrolment_id, version FROM enrolment WHERE school_id = $1 AND student_id = $2 "
            "AND last_day IS NULL ORDER BY enrolment_id DESC LIMIT 1",
            school, student);
        return std::pair(row->integer("enrolment_id"), row->integer("version"));
    });
    accepted(services->enrolments.move(school, act(), enrolment, version, class_id,
                                       day_of(from.c_str())));
}

std::int64_t RecordedSchool::add_staff(const std::string& name)
{
    school::StaffMember member;
    member.name_ar = name;
    member.name_en = name;
    member.joined_on = day_of(told_.first_day.c_str());
    return id_in(services->staff.add(school, act(), member), "staff_member_id");
}

void RecordedSchool::make_sheets(std::int64_t class_id, const marks::SchemeRequest& request)
{
    accepted(marks->make_sheets(act(), school, class_id, request));
    find_sheets(class_id, request.subject);
}

void RecordedSchool::find_sheets(std::int64_t class_id, const std::string& subject)
{
    record->read([&](database::Session& session) {
        for (const database::Row& row : session.find_all(
                 "SELECT mark_sheet_id, subject, term, part FROM mark_sheet WHERE school_id = $1 "
                 "AND class_id = $2 AND subject = $3 ORDER BY mark_sheet_id",
                 school, class_id, subject))
            sheets_[{class_id, row.text("subject"), static_cast<int>(row.integer("term")),
                     row.text("part")}] = {school, row.integer("mark_sheet_id")};
        return 0;
    });
}

SheetId RecordedSchool::sheet(std::int64_t class_id, const std::string& subject, int term,
                              const std::string& part)
{
    const auto found = sheets_.find({class_id, subject, term, part});
    if (found == sheets_.end())
        FAIL("no sheet of " << subject << ", term " << term << ", " << part);
    return found->second;
}

bool RecordedSchool::has_sheet(std::int64_t class_id, const std::string& subject, int term,
                               const std::string& part) const
{
    return sheets_.contains({class_id, subject, term, part});
}

const std::vector<marks::SheetColumn>& RecordedSchool::columns(SheetId sheet)
{
    auto found = columns_.find(sheet.value);
    if (found == columns_.end())
        found = columns_
                    .emplace(sheet.value, record->read([&](database::Session& session) {
                        return marks::columns_of_sheet(session, sheet);
                    }))
                    .first;
    return found->second;
}

void RecordedSchool::enter(SheetId sheet, const std::vector<marks::EntryRequest>& entries)
{
    if (entries.empty())
        return;
    const auto recorded = record->write(
        school, act("teacher", 8), [&](school::Changes& changes) -> Result<school::Answer> {
            const auto rows = marks::record_marks(changes, sheet, entries, {});
            if (!rows)
                return rows.refusal();
            for (std::size_t i = 0; i < rows->rows.size(); ++i)
                if (rows->rows[i].refusal)
                    FAIL(entries[i].key.column << ": " << line_of(*rows->rows[i].refusal));
            return school::Answer{};
        });
    accepted(recorded);
}

Result<school::Answer> RecordedSchool::provide(const marks::Provision& provision)
{
    return cards->provide(act(), school, provision);
}

std::string RecordedSchool::try_entry(SheetId sheet, const marks::EntryRequest& entry)
{
    std::string code;
    const std::vector<marks::EntryRequest> entries = {entry};
    const auto recorded = record->write(
        school, act("teacher", 8), [&](school::Changes& changes) -> Result<school::Answer> {
            const auto rows = marks::record_marks(changes, sheet, entries, {});
            if (!rows)
                return rows.refusal();
            code = rows->rows.front().refusal ? to_code_text(rows->rows.front().refusal->code) : "";
            // A row that is refused is stored nowhere.
            return code.empty() ? Result<school::Answer>(school::Answer{})
                                : Result<school::Answer>(*rows->rows.front().refusal);
        });
    return !recorded && code.empty() ? to_code_text(recorded.refusal().code) : code;
}

std::string RecordedSchool::try_sign(SheetId sheet)
{
    const std::int64_t version = record->read([&](database::Session& session) {
        return session
            .find_one("SELECT version FROM mark_sheet WHERE school_id = $1 AND mark_sheet_id = $2",
                      sheet.school, sheet.value)
            ->integer("version");
    });
    const auto answer =
        marks->sign(act("teacher", 8), sheet, marks::SignatureKind::teacher, version);
    return answer ? std::string() : to_code_text(answer.refusal().code);
}

void RecordedSchool::sign(SheetId sheet)
{
    const std::string refused = try_sign(sheet);
    if (!refused.empty())
        FAIL(refused);
}

results::YearFacts RecordedSchool::facts(std::int64_t student)
{
    const auto facts = record->read([&](database::Session& session) {
        return record_facts.facts(session, {school, student}, year);
    });
    if (!facts)
        FAIL(line_of(facts.refusal()));
    return *facts;
}

results::Evaluated RecordedSchool::evaluated(std::int64_t student)
{
    const results::YearFacts told = facts(student);
    const auto made = evaluation_.evaluate(told.regulation, told.json, results::Depth::outcome);
    if (!made)
        FAIL(line_of(made.refusal()));
    for (const Refusal& refusal : made->refusals)
        FAIL_CHECK(line_of(refusal) << " in " << told.json);
    return *made;
}

}  // namespace taqwim::tests
