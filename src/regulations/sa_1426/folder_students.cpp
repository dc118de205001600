#include "regulations/sa_1426/folder_students.h"

#include <utility>

#include "core/refusal_codes.h"

namespace taqwim::sa_1426 {

std::optional<std::size_t> FolderStudents::add(const FolderRow& row, std::size_t index)
{
    Student student;
    student.id = id_of(row.text("id"));
    student.row = index;
    if (student.id.empty()) {
        tables_.refuse(RefusalCode::field_missing, row.where("id"), {{"field", "id"}});
        return std::nullopt;
    }
    if (const auto known = find(student.id)) {
        tables_.refuse(RefusalCode::student_duplicate, row.where("id"), {{"student", student.id}});
        refuse_by_last(*known);
        return std::nullopt;
    }
    student.draft.put({"id"}, student.id, row.where("id").to_text());
    by_id_.emplace(student.id, students_.size());
    students_.push_back(std::move(student));
    return students_.size() - 1;
}

std::optional<std::size_t> FolderStudents::find(std::string_view id) const
{
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> FolderStudents::student_of(const FolderRow& row)
{
    const std::string id = id_of(row.text("student"));
    const auto student = find(id);
    if (!student && !id.empty())
        tables_.refuse(RefusalCode::student_unknown, row.where("student"), {{"student", id}});
    else if (!student)
        tables_.refuse(RefusalCode::field_missing, row.where("student"), {{"field", "student"}});
    return student;
}

std::vector<FolderStudent> FolderStudents::finish()
{
    std::vector<FolderStudent> all;
    all.reserve(students_.size());
    for (Student& student : students_) {
        FolderStudent& one = all.emplace_back();
        one.id = std::move(student.id);
        one.row = tables_.table("students")->table().row_numbers[student.row];
        one.document = student.draft.json();
        one.draft = std::move(student.draft);
        if (tables_.blocked())
            one.refusal = tables_.blocked();
        else if (lost_)
            one.refusal = lost_;
        else
            one.refusal = std::move(student.refusal);
    }
    return all;
}

}  // namespace taqwim::sa_1426
