#include "school/students.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "school/enrolments_store.h"
#include "school/exemptions_store.h"
#include "school/guardians_store.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students_store.h"
#include "school/transfers_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

// A student with everything that stands beside him.
struct StudentFile {
    Student student;
    std::vector<IdentityPaper> papers;
    std::vector<Guardianship> guardians;
    std::vector<Enrolment> enrolments;
};

// What those see who teach him and answer for him.
struct StudentPage {
    Student student;
    std::vector<Guardianship> guardians;
    std::vector<Enrolment> enrolments;
    std::vector<Exemption> exemptions;
};

// A transfer without its package.
struct TransferLine {
    Transfer transfer;
};

void describe(Fields& fields, const TransferLine& line)
{
    fields.id("transfer_id", line.transfer.id);
    fields.text("direction", line.transfer.direction);
    fields.text("other_school", line.transfer.other_school);
    fields.day("day", line.transfer.day);
    fields.text("decision", line.transfer.decision);
}

// What those see who keep his file.
struct WholeFile {
    StudentPage page;
    std::vector<IdentityPaper> papers;
    std::vector<TransferLine> transfers;
};

template <class Item>
void describe_list(Fields& fields, std::string_view name, const std::vector<Item>& items)
{
    fields.begin_list(name, items.size());
    for (const Item& item : items) {
        fields.begin_item();
        describe(fields, item);
        fields.end_item();
    }
    fields.end_list();
}

void describe(Fields& fields, const StudentFile& file)
{
    school::describe(fields, file.student);
    fields.begin_list("identity_papers", file.papers.size());
    for (const IdentityPaper& paper : file.papers) {
        fields.begin_item();
        school::describe(fields, paper);
        fields.end_item();
    }
    fields.end_list();
    describe_list(fields, "guardians", file.guardians);
    describe_list(fields, "enrolments", file.enrolments);
}

void describe(Fields& fields, const StudentPage& page)
{
    school::describe(fields, page.student);
    describe_list(fields, "guardians", page.guardians);
    describe_list(fields, "enrolments", page.enrolments);
    describe_list(fields, "exemptions", page.exemptions);
}

void describe(Fields& fields, const WholeFile& file)
{
    describe(fields, file.page);
    describe_list(fields, "identity_papers", file.papers);
    describe_list(fields, "transfers", file.transfers);
}

Result<StudentPage> page_of(database::Session& session, SchoolId school, std::int64_t id)
{
    const auto found = find_student(session, school, id);
    if (!found)
        return unknown_record("student", id);
    return StudentPage{*found, guardianships_of_student(session, school, id),
                       enrolments_of(session, school, id), exemptions_of(session, school, id)};
}

std::optional<Refusal> refuses(database::Session& session, SchoolId school, const Student& student)
{
    const bool is_citizen = student.nationality == country_of(session, school);
    if (auto refusal = refuses_name_parts(student.name_parts, is_citizen))
        return refusal;
    const auto other = student_numbered(session, school, student.number);
    if (other && *other != student.id)
        return existing_record("student", student.number, "/student_number");
    return std::nullopt;
}

// Checks the number, writes it in its plain form and stores the paper.
std::optional<Refusal> refuses_to_store(Changes& changes, SchoolId school, IdentityPaper& paper,
                                        const std::string& field)
{
    const std::string country = country_of(changes.session(), school);
    auto number =
        checked_identity_number(country, paper.kind, paper.number, field, CheckDigit::must_fit);
    if (number)
        paper.is_confirmed = false;
    else if (paper.is_confirmed)
        number = checked_identity_number(country, paper.kind, paper.number, field,
                                         CheckDigit::confirmed);
    if (!number)
        return number.refusal();
    paper.number = std::move(*number);
    if (is_paper_known(changes.session(), school, paper))
        return Refusal{RefusalCode::identity_taken, {{"value", paper.number}}, "/" + field, ""};
    paper.id = changes.new_id();
    insert_paper(changes.session(), school, paper);
    return std::nullopt;
}

Result<StudentFile> add_student(Changes& changes, SchoolId school, const Student& student,
                                const std::vector<IdentityPaper>& papers)
{
    Student added = student;
    added.id = 0;
    added.merged_into = std::nullopt;
    if (auto refusal = refuses(changes.session(), school, added))
        return *refusal;
    added.id = changes.new_id();
    added.version = 1;
    insert_student(changes.session(), school, added);
    StudentFile file{added, papers, {}, {}};
    for (std::size_t i = 0; i < file.papers.size(); ++i) {
        file.papers[i].student_id = added.id;
        if (auto refusal = refuses_to_store(changes, school, file.papers[i],
                                            "identity_papers/" + std::to_string(i) + "/number"))
            return *refusal;
    }
    return file;
}

}  // namespace

void describe(Fields& fields, const Student& student)
{
    fields.id("student_id", student.id);
    fields.text("student_number", student.number);
    fields.texts("name_parts", student.name_parts);
    fields.text("name_ar", joined_name(student.name_parts));
    fields.text("name_en", student.name_en);
    fields.text("sex", student.sex);
    fields.day("birth_day", student.birth_day);
    fields.text("nationality", student.nationality);
    fields.yes_no("is_muslim", student.is_muslim);
    fields.id("merged_into", student.merged_into);
    fields.number("version", student.version);
}

void describe(Fields& fields, const IdentityPaper& paper)
{
    fields.id("identity_paper_id", paper.id);
    fields.id("student_id", paper.student_id);
    fields.text("kind", paper.kind);
    fields.text("number", paper.number);
    fields.text("issued_by", paper.issued_by);
    fields.day("issued_on", paper.issued_on);
    fields.yes_no("is_confirmed", paper.is_confirmed);
}

Result<Student> add_student_within(Changes& changes, SchoolId school, const Student& student,
                                   const std::vector<IdentityPaper>& papers)
{
    const auto file = add_student(changes, school, student, papers);
    if (!file)
        return file.refusal();
    changes.note("student.add", "student " + std::to_string(file->student.id),
                 digest_of_record("student", *file));
    return file->student;
}

Result<Student> change_student_within(Changes& changes, SchoolId school, const Student& student)
{
    database::Session& session = changes.session();
    if (auto refusal = refuses_student(session, school, student.id))
        return *refusal;
    const Student current = *find_student(session, school, student.id);
    Student changed = student;
    changed.merged_into = std::nullopt;
    changed.version = student.version + 1;
    if (auto refusal = refuses(session, school, changed))
        return *refusal;
    if (update_student(session, school, changed) != 1)
        return stale_version(student.version, current.version);
    changes.note("student.change", "student " + std::to_string(changed.id),
                 digest_of_record("student", changed));
    return changed;
}

Result<IdentityPaper> add_paper_within(Changes& changes, SchoolId school,
                                       const IdentityPaper& paper)
{
    if (auto refusal = refuses_student(changes.session(), school, paper.student_id))
        return *refusal;
    IdentityPaper added = paper;
    if (auto refusal = refuses_to_store(changes, school, added, "number"))
        return *refusal;
    changes.note("identity_paper.add", "identity_paper " + std::to_string(added.id),
                 digest_of_record("identity_paper", added));
    return added;
}

Result<Answer> Students::add(SchoolId school, const Act& act, Student student,
                             std::vector<IdentityPaper> papers)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto file = add_student(changes, school, student, papers);
        if (!file)
            return file.refusal();
        return keep(changes, 201, "student", "add", file->student.id, *file);
    });
}

Result<Answer> Students::change(SchoolId school, const Act& act, Student student)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto changed = change_student_within(changes, school, student);
        if (!changed)
            return changed.refusal();
        return Answer{.status = 200, .body = json_of(*changed)};
    });
}

Result<Answer> Students::add_paper(SchoolId school, const Act& act, IdentityPaper paper)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto added = add_paper_within(changes, school, paper);
        if (!added)
            return added.refusal();
        return Answer{.status = 201, .body = json_of(*added)};
    });
}

Result<std::string> Students::students(SchoolId school, const StudentSearch& search,
                                       const Page& page)
{
    const auto after = NamePlace::in(page);
    if (!after)
        return after.refusal();
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return page_json(students_after(session, school, search, *after, page.rows()), page,
                         [](const Student& last) {
                             return NamePlace{last.sort_key, last.id}.to_text();
                         });
    });
}

Result<std::string> Students::student(SchoolId school, std::int64_t id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto page = page_of(session, school, id);
        if (!page)
            return page.refusal();
        return json_of(*page);
    });
}

Result<std::string> Students::file(SchoolId school, std::int64_t id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        auto page = page_of(session, school, id);
        if (!page)
            return page.refusal();
        WholeFile file{std::move(*page), papers_of(session, school, id), {}};
        for (Transfer& transfer : transfers_of(session, school, id))
            file.transfers.push_back({std::move(transfer)});
        return json_of(file);
    });
}

Result<std::string> Students::boys_to_transfer(SchoolId school, std::int64_t year_id, int age_limit)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto year = find_year(session, school, year_id);
        if (!year)
            return unknown_record("school_year", year_id);
        std::vector<Student> listed;
        if (find_school(session, school)->teachers_sex == "women") {
            listed = older_boys(session, school, year_id);
            // Exactly the limit on the first day is not older than it.
            std::erase_if(listed, [&](const Student& boy) {
                return boy.birth_day && boy.birth_day->plus_years(age_limit) >= year->first_day;
            });
        }
        return list_json(listed);
    });
}

}  // namespace taqwim::school
