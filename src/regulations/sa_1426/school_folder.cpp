#include "regulations/sa_1426/school_folder.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/folder_row.h"
#include "regulations/frame/value_reading.h"
#include "regulations/sa_1426/folder_tables.h"
#include "regulations/sa_1426/mastery_folder.h"

namespace taqwim::sa_1426 {

namespace {

constexpr std::array<std::string_view, 2> k_terms_of_year = {"t1", "t2"};

// One subject of plan.csv.
struct PlanRow {
    std::size_t index = 0;  // of the row
    std::string grade;
    std::string track;  // empty: of all tracks of the grade
    std::string code;
    std::string_view one_term;
    bool is_oral = false;
};

struct Student {
    std::string id;
    std::string grade;
    std::string track;
    std::string_view kind;
    std::array<bool, 2> exam_only{};
    std::size_t row = 0;  // index in students.csv
    DocumentDraft draft;
};

class FolderReader {
public:
    FolderReader(std::span<const SchoolTable> tables, std::string_view regulation)
        : tables_(tables, {"students", "plan"}, folder_.problems), regulation_(regulation)
    {}

    SchoolFolder read()
    {
        read_school_facts(tables_, regulation_, facts_);
        folder_.name = facts_.name;
        read_plan();
        read_students();
        read_marks();
        read_components();
        read_absences();
        read_second_round();
        return finish();
    }

private:
    // Calls `read` with each row that could be cut. One that was cut wrongly costs its student, when it still says who
    // he is, and everybody otherwise.
    template <class Read>
    void for_each_record(std::string_view name, const Read& read)
    {
        tables_.for_each_row(name, read, [&](const FolderRow& row, const Refusal& problem) {
            if (const Student* const student = find(id_of(row.text("student"))))
                broken_.try_emplace(student->row, problem);
            else if (!lost_)
                lost_ = problem;
        });
    }

    void read_plan()
    {
        tables_.for_each_row("plan", [&](const FolderRow& row, std::size_t index) {
            PlanRow subject;
            subject.index = index;
            subject.grade = id_of(row.text("grade"));
            subject.track = row.text("track");
            subject.code = row.text("subject");
            subject.one_term = row.word("one_term", "terms");
            subject.is_oral = row.word("arrangement", "arrangements") == "oral";
            for (const char* const needed : {"grade", "subject"})
                if (row.text(needed).empty()) {
                    tables_.refuse(RefusalCode::field_missing, row.where(needed),
                                   {{"field", needed}}, "SR-1.9");
                    tables_.block_all();
                }
            plan_.push_back(std::move(subject));
        });
    }

    void read_students()
    {
        tables_.for_each_row("students", [&](const FolderRow& row, std::size_t index) {
            Student student;
            student.id = id_of(row.text("id"));
            student.row = index;
            student.grade = id_of(row.text("grade"));
            student.track = row.text("track");
            student.kind = row.word("student_kind", "student_kinds");
            // A school without affiliated students need not say so of each.
            if (tables_.table("students")->column("student_kind") == k_no_column)
                student.kind = "regular";
            if (student.id.empty()) {
                tables_.refuse(RefusalCode::field_missing, row.where("id"), {{"field", "id"}});
                return;
            }
            if (const Student* const known = find(student.id)) {
                tables_.refuse(RefusalCode::student_duplicate, row.where("id"),
                               {{"student", student.id}});
                broken_.try_emplace(known->row, tables_.last());
                return;
            }
            put(student, row, "id", student.id);
            for (const char* const name : {"name", "section"})
                put(student, row, name, row.text(name));
            put(student, row, "grade", student.grade);
            put(student, row, "student_kind", student.kind);
            if (!facts_.school_year.empty())
                student.draft.put({"school_year"}, facts_.school_year, facts_.school_year_at);
            for_each_part(row.text("exam_only_terms"), [&](std::string_view part) {
                const std::string_view term = tables_.words().name_of("terms", part).value_or(part);
                student.draft.append({"exam_only_terms"}, term,
                                     row.where("exam_only_terms").to_text());
                for (std::size_t i = 0; i < k_terms_of_year.size(); ++i)
                    student.exam_only[i] = student.exam_only[i] || term == k_terms_of_year[i];
            });
            put_plan(student);
            by_id_.emplace(student.id, students_.size());
            students_.push_back(std::move(student));
        });
    }

    static void put(Student& student, const FolderRow& row, const char* name,
                    std::string_view value)
    {
        if (!value.empty())
            student.draft.put({name}, value, row.where(name).to_text());
    }

    // The subjects of his grade and track, as plan.csv has them.
    void put_plan(Student& student)
    {
        const OpenTable* const open = tables_.table("plan");
        if (open == nullptr || !open->is_usable())
            return;
        for (const PlanRow& subject : plan_) {
            if (subject.grade != student.grade ||
                (!subject.track.empty() && subject.track != student.track))
                continue;
            const FolderRow row(*open, subject.index, tables_.words());
            const auto where = [&](const char* column) { return row.where(column).to_text(); };
            const std::size_t entry = student.draft.append({"plan"}, row.where().to_text());
            const auto put_text = [&](const char* name, const char* column,
                                      std::string_view value) {
                if (!value.empty())
                    student.draft.put_in({"plan"}, entry, name, value, where(column));
            };
            put_text("code", "subject", subject.code);
            put_text("name_ar", "name_ar", row.text("name_ar"));
            put_text("group", "group", row.word("group", "groups"));
            put_text("weekly_periods", "weekly_periods", row.text("weekly_periods"));
            put_text("arrangement", "arrangement", row.word("arrangement", "arrangements"));
            for (const char* const name : {"counts_for_promotion", "in_average"}) {
                const std::string_view answer = row.word(name, "yes_no");
                if (answer == "yes" || answer == "no")
                    student.draft.put_raw_in({"plan"}, entry, name,
                                             answer == "yes" ? "true" : "false", where(name));
                else
                    put_text(name, name, answer);
            }
            const std::string_view minimum = row.word("minimum", "minimums");
            if (minimum == "none")
                student.draft.put_raw_in({"plan"}, entry, "min", "null", where("minimum"));
            else
                put_text("min", "minimum", minimum);
            if (!subject.one_term.empty())
                student.draft.put({"one_term", subject.code}, subject.one_term, where("one_term"));
        }
        if (!student.draft.has({"plan"}))
            broken_.try_emplace(
                student.row,
                Refusal{RefusalCode::plan_without_counting_subject,
                        {},
                        tables_.table("students")->where(student.row).field("grade").to_text(),
                        "SR-7.2a"});
    }

    [[nodiscard]] Student* find(const std::string& id)
    {
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : &students_[found->second];
    }

    // The student of a row, when there is one; refuses the row otherwise.
    Student* student_of(const FolderRow& row)
    {
        const std::string id = id_of(row.text("student"));
        Student* const student = find(id);
        if (student == nullptr && !id.empty())
            tables_.refuse(RefusalCode::student_unknown, row.where("student"), {{"student", id}});
        else if (student == nullptr)
            tables_.refuse(RefusalCode::field_missing, row.where("student"),
                           {{"field", "student"}});
        return student;
    }

    [[nodiscard]] const PlanRow* subject_of(const Student& student, std::string_view code) const
    {
        for (const PlanRow& subject : plan_)
            if (subject.code == code && subject.grade == student.grade &&
                (subject.track.empty() || subject.track == student.track))
                return &subject;
        return nullptr;
    }

    // The columns that hold the student's marks in the subject, in the order of the document's list.
    static std::vector<const char*> mark_columns(const Student& student, const PlanRow* subject)
    {
        if (student.kind == "affiliated_annual")
            return {"annual_exam"};
        if (student.kind == "affiliated")
            return {"t1_exam", "t2_exam"};
        if (subject != nullptr && subject->is_oral)
            return {"t1_mark", "t2_mark"};
        if (subject != nullptr && subject->one_term == "t1")
            return {"t1_coursework", "t1_exam"};
        if (subject != nullptr && subject->one_term == "t2")
            return {"t2_coursework", "t2_exam"};
        return {"t1_coursework", "t1_exam", "t2_coursework", "t2_exam"};
    }

    void read_marks()
    {
        for_each_record("marks", [&](const FolderRow& row, std::size_t) {
            Student* const student = student_of(row);
            if (student == nullptr)
                return;
            const std::string_view code = row.text("subject");
            if (student->draft.has({"marks", code})) {
                tables_.refuse(RefusalCode::given_twice, row.where(),
                               {{"field", shown_value(code)},
                                {"other", student->draft.origin("/marks/" + std::string(code))}});
                broken_.try_emplace(student->row, tables_.last());
                return;
            }
            const auto columns = mark_columns(*student, subject_of(*student, code));
            // The whole list stands in the document, whatever of it is empty.
            student->draft.put({"marks", code}, columns.size() - 1, "", row.where().to_text());
            for (std::size_t i = 0; i < columns.size(); ++i)
                put_mark(*student, row, code, columns[i], i);
            refuse_other_columns(*student, row, columns);
        });
    }

    // A mark, or a word that says what became of the exam.
    void put_mark(Student& student, const FolderRow& row, std::string_view code, const char* column,
                  std::size_t index)
    {
        const std::string_view cell = row.text(column);
        const std::string where = row.where(column).to_text();
        const auto state = tables_.words().name_of("sittings", cell);
        const std::size_t term = column[1] == '2' ? 1 : 0;
        const bool is_without_coursework = cell.empty() && student.exam_only[term] &&
                                           std::string_view(column).ends_with("coursework");
        if (is_without_coursework)
            student.draft.put({"marks", code}, index, "0", where);
        else
            student.draft.put({"marks", code}, index, state ? std::string_view() : cell, where);
        if (state) {
            std::string key(code);
            key += '.';
            key += k_terms_of_year[term];
            student.draft.put({"absences", key}, *state, where);
        }
    }

    // A mark in a column that his kind of enrolment does not have would be lost.
    void refuse_other_columns(Student& student, const FolderRow& row,
                              const std::vector<const char*>& columns)
    {
        std::string allowed;
        for (const char* const column : columns)
            allowed += (allowed.empty() ? "" : ", ") + std::string(column);
        for (const char* const column : {"t1_coursework", "t1_exam", "t1_mark", "t2_coursework",
                                         "t2_exam", "t2_mark", "annual_exam"}) {
            const bool is_taken = std::any_of(columns.begin(), columns.end(), [&](const char* one) {
                return std::string_view(one) == column;
            });
            if (is_taken || row.text(column).empty())
                continue;
            tables_.refuse(RefusalCode::field_unknown, row.where(column),
                           {{"field", column}, {"allowed", allowed}}, "SR-6.5");
            broken_.try_emplace(student.row, tables_.last());
        }
    }

    // PG-5  The marks of a scheme's parts, where a school keeps them one by one.
    void read_components()
    {
        for_each_record("components", [&](const FolderRow& row, std::size_t) {
            Student* const student = student_of(row);
            if (student == nullptr)
                return;
            const std::string_view term = row.word("term", "terms");
            student->draft.put({"components", row.text("subject"), term, row.text("component")},
                               row.text("mark"), row.where("mark").to_text());
        });
    }

    void read_absences()
    {
        for_each_record("absences", [&](const FolderRow& row, std::size_t) {
            Student* const student = student_of(row);
            if (student == nullptr)
                return;
            std::string key(row.text("subject"));
            key += '.';
            key += row.word("term", "terms");
            student->draft.put({"absences", key}, row.word("state", "sittings"),
                               row.where("state").to_text());
        });
    }

    void read_second_round()
    {
        for_each_record("second_round", [&](const FolderRow& row, std::size_t) {
            Student* const student = student_of(row);
            if (student == nullptr)
                return;
            student->draft.put({"second_round", row.text("subject")},
                               row.word("mark", "second_round_states"),
                               row.where("mark").to_text());
        });
    }

    SchoolFolder finish()
    {
        for (Student& student : students_) {
            FolderStudent& one = folder_.students.emplace_back();
            one.id = student.id;
            one.row = tables_.table("students")->table().row_numbers[student.row];
            one.document = student.draft.json();
            one.draft = std::move(student.draft);
            if (tables_.blocked() || lost_)
                one.refusal = tables_.blocked() ? tables_.blocked() : lost_;
            else if (const auto broken = broken_.find(student.row); broken != broken_.end())
                one.refusal = broken->second;
        }
        return std::move(folder_);
    }

    SchoolFolder folder_;
    FolderTables tables_;
    std::string_view regulation_;
    SchoolFacts facts_;
    std::vector<PlanRow> plan_;
    std::vector<Student> students_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    std::map<std::size_t, Refusal> broken_;  // by the student's row
    std::optional<Refusal> lost_;            // a row of whom nobody knows whose it is
};

}  // namespace

SchoolFolder read_school_folder(std::span<const SchoolTable> tables, std::string_view regulation)
{
    if (is_mastery_folder(tables))
        return read_mastery_folder(tables, regulation);
    return FolderReader(tables, regulation).read();
}

}  // namespace taqwim::sa_1426
