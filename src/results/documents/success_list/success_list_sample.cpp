#include "embedded/success_list.h"
#include "results/documents/paper_parts/sample_lines.h"
#include "results/documents/success_list/success_list.h"

namespace taqwim::results {

namespace {

ListedStudent student_of(const SampleLine& line, SuccessListKind kind)
{
    ListedStudent student{line.text(1), line.text(2), line.text(3), {}};
    constexpr std::size_t k_first_subject = 4;
    if (kind == SuccessListKind::second_round)
        for (std::size_t place = k_first_subject; place + 1 < line.size(); place += 2)
            student.subjects.push_back({line.both(place), line.scope(place + 1)});
    return student;
}

}  // namespace

SuccessList sample_success_list(SuccessListKind kind)
{
    SuccessList list;
    list.kind = kind;
    for (const SampleLine& line : sample_lines(text_of(embedded_success_list(), "sample.tsv"))) {
        if (line.kind() == "grade") {
            list.grade = line.both(1);
            list.school_year = line.text(2);
        } else if (line.kind() == "student")
            list.students.push_back(student_of(line, kind));
        else if (line.kind() == "signs") {
            list.marks_committee = line.text(1);
            list.control_head = line.text(2);
            list.head_of_school = line.text(3);
        }
    }
    return list;
}

}  // namespace taqwim::results
