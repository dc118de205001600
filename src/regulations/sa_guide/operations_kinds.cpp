#include "regulations/sa_guide/operations_kinds.h"

namespace taqwim::sa_guide {

std::vector<sa_1426::DocumentKind> operations_kinds()
{
    using sa_1426::simple;
    return {{"cheating", simple<cheating_kind>},
            {"misconduct", simple<misconduct_kind>},
            {"term_round", simple<term_round_kind>},
            {"final_round", simple<final_round_kind>},
            {"select_review", simple<select_review_kind>},
            {"first_term_paper", simple<first_term_paper_kind>},
            {"apply_review", simple<apply_review_kind>},
            {"gpa", simple<gpa_kind>},
            {"absent_t1", simple<absent_t1_kind>},
            {"window", simple<window_kind>},
            {"excuse", simple<excuse_kind>},
            {"next_exam", simple<next_exam_kind>},
            {"oral", simple<oral_kind>},
            {"oral_year", simple<oral_year_kind>},
            {"computing_second_round", simple<computing_second_round_kind>},
            {"top_bottom", simple<top_bottom_kind>},
            {"retention", simple<retention_kind>}};
}

}  // namespace taqwim::sa_guide
