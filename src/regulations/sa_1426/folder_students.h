// The students of a Saudi school's folder while their documents are put together: who is there, which rows are theirs,
// and what refuses one of them or all.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/document_draft.h"
#include "regulations/frame/folder_row.h"
#include "regulations/sa_1426/folder_tables.h"
#include "regulations/sa_1426/school_folder.h"

namespace taqwim::sa_1426 {

class FolderStudents {
public:
    // The tables must outlive the students.
    explicit FolderStudents(FolderTables& tables) : tables_(tables) {}

    // Adds the student of a row of students.csv and returns his number, from 0 on. Nothing, and told, when the row names
    // nobody or somebody who stands above; that one is refused as well.
    std::optional<std::size_t> add(const FolderRow& row, std::size_t index);

    [[nodiscard]] DocumentDraft& draft(std::size_t student) { return students_[student].draft; }
    // The row of students.csv, by its index.
    [[nodiscard]] std::size_t row(std::size_t student) const { return students_[student].row; }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;

    // His result is refused; the first reason stands.
    void refuse(std::size_t student, Refusal refusal)
    {
        auto& one = students_[student].refusal;
        if (!one)
            one = std::move(refusal);
    }
    // By the problem that was told last.
    void refuse_by_last(std::size_t student) { refuse(student, tables_.last()); }

    // Calls `read` with each row that could be cut and the number of its student. A row of a student who is not there is
    // told. One that was cut wrongly costs its student, when it still says who he is, and everybody otherwise.
    template <class Read>
    void for_each_row(std::string_view table, const Read& read)
    {
        tables_.for_each_row(
            table,
            [&](const FolderRow& row, std::size_t) {
                if (const auto student = student_of(row))
                    read(row, *student);
            },
            [&](const FolderRow& row, const Refusal& problem) {
                if (const auto student = find(id_of(row.text("student"))))
                    refuse(*student, problem);
                else if (!lost_)
                    lost_ = problem;
            });
    }

    // In the order of students.csv.
    [[nodiscard]] std::vector<FolderStudent> finish();

private:
    struct Student {
        std::string id;
        std::size_t row = 0;
        DocumentDraft draft;
        std::optional<Refusal> refusal;
    };

    [[nodiscard]] std::optional<std::size_t> student_of(const FolderRow& row);

    FolderTables& tables_;
    std::vector<Student> students_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    std::optional<Refusal> lost_;  // a row of whom nobody knows whose it is
};

}  // namespace taqwim::sa_1426
