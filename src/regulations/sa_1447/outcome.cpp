#include "regulations/sa_1447/outcome.h"

namespace taqwim::sa_1447 {

const char* code(Verdict verdict)
{
    switch (verdict) {
    case Verdict::not_judged: return "not_judged";
    case Verdict::undetermined: return "undetermined";
    case Verdict::passed: return "passed";
    case Verdict::second_sitting: return "second_sitting";
    case Verdict::stumbled: return "stumbled";
    case Verdict::left_open: return "left_open";
    }
    return "undetermined";
}

const char* code(Decision decision)
{
    switch (decision) {
    case Decision::incomplete: return "incomplete";
    case Decision::second_sitting: return "second_sitting";
    case Decision::passed: return "passed";
    case Decision::promoted_with_stumbled: return "promoted_with_stumbled";
    case Decision::repeat: return "repeat";
    case Decision::left_open: return "left_open";
    }
    return "incomplete";
}

}  // namespace taqwim::sa_1447
