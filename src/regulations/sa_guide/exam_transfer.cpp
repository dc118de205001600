#include "regulations/sa_guide/exam_transfer.h"

#include "core/refusal_codes.h"

#include <algorithm>

namespace taqwim::sa_guide {

const char* code(TransferTarget target)
{
    switch (target) {
    case TransferTarget::same_city: return "same_city";
    case TransferTarget::same_directorate_other_city: return "same_directorate_other_city";
    case TransferTarget::other_directorate: return "other_directorate";
    case TransferTarget::saudi_school_abroad: return "saudi_school_abroad";
    }
    return "same_city";
}

namespace {

// PG-10.B.9  No second-round exam is moved within one city, whoever approves.
std::optional<Refusal> leaves_the_city(const TransferRequest& request, Trace& trace)
{
    auto step = trace.enter("PG-10.B.9", "leaves_the_city");
    if (step.conclude(!step.is_so("is_same_city", request.target == TransferTarget::same_city)))
        return std::nullopt;
    return Refusal{RefusalCode::transfer_within_city, {}, "to", "PG-10.B.9"};
}

// PG-10.B.8  Within the region the director of education approves the second round of a completing student (D37).
std::optional<Refusal> director_approves(const TransferRequest& request, Trace& trace)
{
    auto step = trace.enter("PG-10.B.8", "director_approves");
    if (step.conclude(step.is_so("director_approved", request.director_approved)))
        return std::nullopt;
    return Refusal{RefusalCode::transfer_without_director, {}, "director_approval", "PG-10.B.8"};
}

// PG-10.B.10  To a Saudi school abroad only with the ministry's approval, in either round.
std::optional<Refusal> ministry_approves(const TransferRequest& request, Trace& trace)
{
    auto step = trace.enter("PG-10.B.10", "ministry_approves");
    if (step.conclude(step.is_so("ministry_approved", request.ministry_approved)))
        return std::nullopt;
    return Refusal{RefusalCode::transfer_without_ministry, {}, "ministry_approval", "PG-10.B.10"};
}

}  // namespace

std::optional<Refusal> refuses_transfer(const TransferRequest& request, Trace& trace)
{
    // 4. Nobody sits elsewhere without the form of his school.
    auto step = trace.enter("PG-10.B.4", "has_transfer_form");
    step.text("to", code(request.target));
    // A second round within the city is never moved, so that reason is told first.
    if (request.second_round)
        if (auto refusal = leaves_the_city(request, trace)) {
            step.conclude(Finding::not_met);
            return refusal;
        }
    if (!step.conclude(step.is_so("has_form", request.has_form)))
        return Refusal{RefusalCode::transfer_without_form, {}, "form", "PG-10.B.4"};
    if (request.target == TransferTarget::saudi_school_abroad)
        return ministry_approves(request, trace);
    if (request.second_round && request.target == TransferTarget::same_directorate_other_city)
        return director_approves(request, trace);
    return std::nullopt;
}

bool requested_in_time(Day requested, Day first_exam, const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-10.B.1", "requested_in_time");
    const Day last = first_exam - step.read(rules.transfer.lead_days);
    return step.conclude(step.not_after("requested", requested, last));
}

ResultCollection result_collection(Day exam_end, Day announced, const AssessmentRules& rules,
                                   Trace& trace)
{
    auto step = trace.enter("PG-10.B.5", "result_collection");
    step.value("exam_end", exam_end);
    step.value("announced", announced);
    const int days = step.read(rules.transfer.collect_days);
    ResultCollection collection;
    collection.collect_until = std::max(exam_end, announced) + days;
    step.value("collect_until", collection.collect_until);

    // 6. Not collected three days after the announcement, the host sends it officially on the day after.
    auto sending = trace.enter("PG-10.B.6", "official_dispatch");
    const Day last = announced + sending.read(rules.transfer.send_days);
    collection.send_on = std::max(last, collection.collect_until) + 1;
    sending.value("send_on", collection.send_on);
    return collection;
}

}  // namespace taqwim::sa_guide
