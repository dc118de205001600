#include "branches.h"

#include <map>
#include <stdexcept>

#include "text_data.h"

namespace taqwim::sample_school {

const std::vector<Branch>& all_branches()
{
    static const std::vector<Branch> all = [] {
        std::vector<Branch> joined;
        for (const std::span<const Branch> list :
             {branches_of_marks(), branches_of_attendance(), branches_of_missed_assessment(),
              branches_of_exceptional_cases(), branches_of_persons()})
            joined.insert(joined.end(), list.begin(), list.end());
        return joined;
    }();
    return all;
}

const BranchText& text_of(std::string_view branch)
{
    static const std::map<std::string, BranchText, std::less<>> texts = [] {
        std::map<std::string, BranchText, std::less<>> read;
        for (const std::vector<std::string>& cells : cells_of("branches.tsv"))
            read[cells.at(0)] = {cells.at(1), cells.at(2)};
        return read;
    }();
    const auto found = texts.find(branch);
    if (found == texts.end())
        throw std::logic_error("no text in branches.tsv for " + std::string(branch));
    return found->second;
}

}  // namespace taqwim::sample_school
