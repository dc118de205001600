#include "regulations/sa_guide/assessment_kinds.h"

namespace taqwim::sa_guide {

std::vector<sa_1426::DocumentKind> assessment_kinds()
{
    std::vector<sa_1426::DocumentKind> kinds;
    append_scheme_kinds(kinds);
    append_oral_kinds(kinds);
    append_quran_kinds(kinds);
    append_student_kinds(kinds);
    append_affiliation_kinds(kinds);
    append_examination_day_kinds(kinds);
    return kinds;
}

}  // namespace taqwim::sa_guide
