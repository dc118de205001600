#include "branch_table.h"

#include <algorithm>
#include <vector>

#include "branches.h"
#include "platform/tables/csv.h"

namespace taqwim::sample_school {

namespace {

// The students of branches in the order of the branches.
std::vector<const SampleStudent*> students_by_branch(const SampleSchool& school)
{
    std::vector<const SampleStudent*> ordered;
    for (const Branch& branch : all_branches())
        for (const SampleStudent& student : school.students)
            if (student.branch.branch == branch.code)
                ordered.push_back(&student);
    return ordered;
}

}  // namespace

std::string branches_csv(const SampleSchool& school)
{
    std::string text;
    tables::CsvWriter csv(text, {.line_end = "\n"});
    csv.row(std::vector<std::string>{"student", "grade", "branch", "decision_round_1", "decision",
                                     "repeat_reason", "rows", "clauses", "ar", "en"});
    for (const SampleStudent* student : students_by_branch(school)) {
        const BranchRow& branch = student->branch;
        const BranchText& words = text_of(branch.branch);
        csv.row(std::vector<std::string>{student->id, std::to_string(student->grade), branch.branch,
                                         branch.decision_round_1, branch.decision,
                                         branch.repeat_reason, branch.rows, branch.clauses,
                                         words.ar, words.en});
    }
    return text;
}

std::string branches_markdown(const SampleSchool& school)
{
    std::string text = "| Student | What he shows | ما يبيّنه | Decision | Clauses |\n| --- | --- | "
                       "--- | --- | --- |\n";
    for (const SampleStudent* student : students_by_branch(school)) {
        const BranchRow& branch = student->branch;
        const BranchText& words = text_of(branch.branch);
        std::string decision = branch.decision_round_1;
        if (branch.decision != branch.decision_round_1)
            decision += " → " + branch.decision;
        if (!branch.repeat_reason.empty())
            decision += " " + branch.repeat_reason;
        text += "| " + student->id + " | " + words.en + " | " + words.ar + " | " + decision +
                " | " + branch.clauses;
        if (!branch.rows.empty())
            text += " (" + branch.rows + ")";
        text += " |\n";
    }
    return text;
}

}  // namespace taqwim::sample_school
