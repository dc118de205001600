#include "documents/paper_kinds.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace taqwim::documents {

bool PaperKind::belongs_to(std::string_view regulation) const
{
    return regulations.empty() || std::ranges::find(regulations, regulation) != regulations.end();
}

PaperKind::Attested PaperKind::attested_as(std::string_view part) const
{
    if (std::ranges::find(term_notices, part) != term_notices.end())
        return Attested::term_notice;
    return is_attendance_statement ? Attested::attendance_statement : Attested::school_document;
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
