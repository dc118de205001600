// An edition's rules may hold more than the student's year asks for: what follows a result, the outcomes of examinations.
// Each such part is a class of its own that the edition's rules inherit from beside EditionRules, and a kind of document
// asks for the part that it reads:
//
//   struct GuideRules : Rules, OperationsRules { … };
//   const auto& operations = part_of<OperationsRules>(rules);
#pragma once

#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

// The part of an edition's rules. An edition that lists a kind of document has the part that the kind reads; one that
// lacks it is a fault of the program, which throws std::bad_cast.
template <class Part>
[[nodiscard]] const Part& part_of(const EditionRules& rules)
{
    return dynamic_cast<const Part&>(rules);
}

}  // namespace taqwim::sa_1426
