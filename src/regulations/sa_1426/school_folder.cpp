#include "regulations/sa_1426/school_folder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/folder_row.h"
#include "regulations/frame/value_reading.h"
#include "regulations/sa_1426/folder_students.h"
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

// What the rows of other tables ask about a student.
struct Enrolment {
    std::string grade;
    std::string track;
    std::string_view kind;
    std::array<bool, 2> exam_only{};
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
        folder_.students = students_.finish();
        return std::move(folder_);
    }

private:
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
            const auto student = students_.add(row, index);
            if (!student)
                return;
            DocumentDraft& draft = students_.draft(*student);
            Enrolment& enrolment = enrolments_.emplace_back();
            enrolment.grade = id_of(row.text("grade"));
            enrolment.track = row.text("track");
            enrolment.kind = row.word("student_kind", "student_kinds");
            // A school without affiliated students need not say so of each.
            if (tables_.table("students")->column("student_kind") == k_no_column)
                enrolment.kind = "regular";
            for (const char* const name : {"name", "section"})
                put(draft, row, name, row.text(name));
            put(draft, row, "grade", enrolment.grade);
            put(draft, row, "student_kind", enrolment.kind);
            if (!facts_.school_year.empty())
                draft.put({"school_year"}, facts_.school_year, facts_.school_year_at);
            for_each_part(row.text("exam_only_terms"), [&](std::string_view part) {
                const std::string_view term = tables_.words().name_of("terms", part).value_or(part);
                draft.append({"exam_only_terms"}, term, row.where("exam_only_terms").to_text());
                for (std::size_t i = 0; i < k_terms_of_year.size(); ++i)
                    enrolment.exam_only[i] = enrolment.exam_only[i] || term == k_terms_of_year[i];
            });
            put_plan(*student);
        });
    }

    static void put(DocumentDraft& draft, const FolderRow& row, const char* name,
                    std::string_view value)
    {
        if (!value.empty())
            draft.put({name}, value, row.where(name).to_text());
    }

    // The subjects of his grade and track, as plan.csv has them.
    void put_plan(std::size_t student)
    {
        DocumentDraft& draft = students_.draft(student);
        const Enrolment& enrolment = enrolments_[student];
        const OpenTable* const open = tables_.table("plan");
        if (open == nullptr || !open->is_usable())
            return;
        for (const PlanRow& subject : plan_) {
            if (subject.grade != enrolment.grade ||
                (!subject.track.empty() && subject.track != enrolment.track))
                continue;
            const FolderRow row(*open, subject.index, tables_.words());
            const auto where = [&](const char* column) { return row.where(column).to_text(); };
            const std::size_t entry = draft.append({"plan"}, row.where().to_text());
            const auto put_text = [&](const char* name, const char* column,
                                      std::string_view value) {
                if (!value.empty())
                    draft.put_in({"plan"}, entry, name, value, where(column));
            };
            put_text("code", "subject", subject.code);
            put_text("name_ar", "name_ar", row.text("name_ar"));
            put_text("name_en", "name_en", row.text("name_en"));
            put_text("group", "group", row.word("group", "groups"));
            put_text("weekly_periods", "weekly_periods", row.text("weekly_periods"));
            put_text("arrangement", "arrangement", row.word("arrangement", "arrangements"));
            for (const char* const name : {"counts_for_promotion", "in_average"}) {
                const std::string_view answer = row.word(name, "yes_no");
                if (answer == "yes" || answer == "no")
                    draft.put_raw_in({"plan"}, entry, name, answer == "yes" ? "true" : "false",
                                     where(name));
                else
                    put_text(name, name, answer);
            }
            const std::string_view minimum = row.word("minimum", "minimums");
            if (minimum == "none")
                draft.put_raw_in({"plan"}, entry, "min", "null", where("minimum"));
            else
                put_text("min", "minimum", minimum);
            if (!subject.one_term.empty())
                draft.put({"one_term", subject.code}, subject.one_term, where("one_term"));
        }
        if (!draft.has({"plan"}))
            students_.refuse(student, Refusal{RefusalCode::plan_without_counting_subject,
                                              {},
                                              tables_.table("students")
                                                  ->where(students_.row(student))
                                                  .field("grade")
                                                  .to_text(),
                                              "SR-7.2a"});
    }

    [[nodiscard]] const PlanRow* subject_of(const Enrolment& student, std::string_view code) const
    {
        for (const PlanRow& subject : plan_)
            if (subject.code == code && subject.grade == student.grade &&
                (subject.track.empty() || subject.track == student.track))
                return &subject;
        return nullptr;
    }

    // The columns that hold the student's marks in the subject, in the order of the document's list.
    static std::vector<const char*> mark_columns(const Enrolment& student, const PlanRow* subject)
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
        students_.for_each_row("marks", [&](const FolderRow& row, std::size_t student) {
            DocumentDraft& draft = students_.draft(student);
            const std::string_view code = row.text("subject");
            if (draft.has({"marks", code})) {
                tables_.refuse(RefusalCode::given_twice, row.where(),
                               {{"field", shown_value(code)},
                                {"other", draft.origin("/marks/" + std::string(code))}});
                students_.refuse_by_last(student);
                return;
            }
            const Enrolment& enrolment = enrolments_[student];
            const auto columns = mark_columns(enrolment, subject_of(enrolment, code));
            // The whole list stands in the document, whatever of it is empty.
            draft.put({"marks", code}, columns.size() - 1, "", row.where().to_text());
            for (std::size_t i = 0; i < columns.size(); ++i)
                put_mark(student, row, code, columns[i], i);
            refuse_other_columns(student, row, columns);
        });
    }

    // A mark, or a word that says what became of the exam.
    void put_mark(std::size_t student, const FolderRow& row, std::string_view code,
                  const char* column, std::size_t index)
    {
        DocumentDraft& draft = students_.draft(student);
        const std::string_view cell = row.text(column);
        const std::string where = row.where(column).to_text();
        const auto state = tables_.words().name_of("sittings", cell);
        const std::size_t term = column[1] == '2' ? 1 : 0;
        const bool is_without_coursework = cell.empty() && enrolments_[student].exam_only[term] &&
                                           std::string_view(column).ends_with("coursework");
        if (is_without_coursework)
            draft.put({"marks", code}, index, "0", where);
        else
            draft.put({"marks", code}, index, state ? std::string_view() : cell, where);
        if (state) {
            std::string key(code);
            key += '.';
            key += k_terms_of_year[term];
            draft.put({"absences", key}, *state, where);
        }
    }

    // A mark in a column that his kind of enrolment does not have would be lost.
    void refuse_other_columns(std::size_t student, const FolderRow& row,
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
            students_.refuse_by_last(student);
        }
    }

    // PG-5  The marks of a scheme's parts, where a school keeps them one by one.
    void read_components()
    {
        students_.for_each_row("components", [&](const FolderRow& row, std::size_t student) {
            const std::string_view term = row.word("term", "terms");
            students_.draft(student).put(
                {"components", row.text("subject"), term, row.text("component")}, row.text("mark"),
                row.where("mark").to_text());
        });
    }

    void read_absences()
    {
        students_.for_each_row("absences", [&](const FolderRow& row, std::size_t student) {
            std::string key(row.text("subject"));
            key += '.';
            key += row.word("term", "terms");
            students_.draft(student).put({"absences", key}, row.word("state", "sittings"),
                                         row.where("state").to_text());
        });
    }

    void read_second_round()
    {
        students_.for_each_row("second_round", [&](const FolderRow& row, std::size_t student) {
            students_.draft(student).put({"second_round", row.text("subject")},
                                         row.word("mark", "second_round_states"),
                                         row.where("mark").to_text());
        });
    }

    SchoolFolder folder_;
    FolderTables tables_;
    std::string_view regulation_;
    SchoolFacts facts_;
    std::vector<PlanRow> plan_;
    FolderStudents students_{tables_};
    std::vector<Enrolment> enrolments_;  // in the order of the students
};

}  // namespace

SchoolFolder read_school_folder(std::span<const SchoolTable> tables, std::string_view regulation)
{
    if (is_mastery_folder(tables))
        return read_mastery_folder(tables, regulation);
    return FolderReader(tables, regulation).read();
}

}  // namespace taqwim::sa_1426
