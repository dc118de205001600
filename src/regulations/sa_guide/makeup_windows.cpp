#include "regulations/sa_guide/makeup_windows.h"

#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

namespace {

TraceStep entered(sa_1426::MissedExam exam, Trace& trace)
{
    switch (exam) {
    case sa_1426::MissedExam::first_term: break;
    case sa_1426::MissedExam::second_term:
        return trace.enter("PG-19.R.2", "examination_makeup_window");
    case sa_1426::MissedExam::second_round:
        return trace.enter("PG-19.R.4", "examination_makeup_window");
    }
    return trace.enter("PG-19.R.1", "examination_makeup_window");
}

}  // namespace

Result<sa_1426::MakeupWindow> examination_makeup_window(const sa_1426::MakeupRequest& request,
                                                        const AbsenceRules& rules, Trace& trace)
{
    auto step = entered(request.exam, trace);
    auto window = sa_1426::makeup_window(request, rules.makeup, trace);
    if (!window) {
        step.conclude(false);
        Refusal refusal = window.refusal();
        refusal.clause =
            refusal.code == RefusalCode::make_up_not_for_grade ? "PG-19.R.3" : "PG-19.R";
        return refusal;
    }
    step.conclude(true);
    return window;
}

}  // namespace taqwim::sa_guide
