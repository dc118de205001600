#include "documents/paper_kinds.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace taqwim::documents {

bool PaperKind::belongs_to(std::string_view regulation) const
{
    return regulations.empty() || std::ranges::find(regulations, regulation) != regulations.end();
}

void PaperKinds::add(PaperKind kind)
{
    if (find(kind.name) != nullptr)
        throw std::logic_error("two kinds of papers are called " + kind.name);
    kinds_.push_back(std::move(kind));
}

const PaperKind* PaperKinds::find(std::string_view name) const
{
    const auto found = std::ranges::find(kinds_, name, &PaperKind::name);
    return found == kinds_.end() ? nullptr : &*found;
}

}  // namespace taqwim::documents
