#include "regulations/sa_guide/early_grades.h"

#include <algorithm>

#include "core/digits.h"
#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

using sa_1426::CommitteeChoice;

const char* code(Opinion opinion)
{
    switch (opinion) {
    case Opinion::a: return "a";
    case Opinion::b: return "b";
    case Opinion::c: return "c";
    }
    return "c";
}

std::optional<Opinion> opinion_of(std::string_view text)
{
    for (const Opinion opinion : {Opinion::a, Opinion::b, Opinion::c})
        if (text == code(opinion))
            return opinion;
    return std::nullopt;
}

std::vector<Opinion> offered_opinions(Finding promotion, Trace& trace)
{
    auto step = trace.enter("PG-1.60", "offered_opinions");
    if (promotion == Finding::undetermined) {
        step.missing("minimum_skills");
        return {};
    }
    if (step.is_so("minimum_mastered", promotion == Finding::met)) {
        step.result_text("options", "a, b");
        return {Opinion::a, Opinion::b};
    }
    step.result_text("options", "c");
    return {Opinion::c};
}

std::optional<Refusal> refuses_opinion(const ClassHeadOpinion& opinion, Finding promotion,
                                       Trace& trace)
{
    const std::vector<Opinion> offered = offered_opinions(promotion, trace);
    if (std::find(offered.begin(), offered.end(), opinion.option) == offered.end()) {
        std::string allowed;
        for (const Opinion option : offered)
            allowed += (allowed.empty() ? "" : ", ") + std::string(code(option));
        return Refusal{RefusalCode::opinion_mismatch,
                       {{"option", code(opinion.option)}, {"allowed", std::move(allowed)}},
                       "/opinion/option",
                       "PG-1.60"};
    }
    if (opinion.option == Opinion::b && opinion.remarks.empty())
        return Refusal{RefusalCode::opinion_without_remark,
                       {{"option", code(opinion.option)}},
                       "/opinion/remarks",
                       "PG-1.60"};
    return std::nullopt;
}

Opinion opinion_after_committee(Opinion opinion, CommitteeChoice decision)
{
    return decision == CommitteeChoice::promote ? Opinion::b : opinion;
}

Day first_day_of_final_weeks(Day last_day, const EarlyRules& rules)
{
    constexpr int k_days_in_week = 7;
    return last_day - (rules.final_weeks.value * k_days_in_week - 1);
}

std::optional<Refusal> refuses_without_final_effort(const FinalEffort& effort, Trace& trace)
{
    auto step = trace.enter("PG-1.56", "final_effort_is_recorded");
    const char* missing = nullptr;
    // One judgement, one contact with the guardian and one with the committee are the least.
    if (!step.at_least("attempts", Exact(effort.attempts), Exact(1)))
        missing = "attempt";
    else if (!step.at_least("guardian_contacts", Exact(effort.guardian_contacts), Exact(1)))
        missing = "guardian_contact";
    else if (!step.at_least("committee_contacts", Exact(effort.committee_contacts), Exact(1)))
        missing = "committee_contact";
    if (step.conclude(missing == nullptr))
        return std::nullopt;
    return Refusal{RefusalCode::final_effort_missing,
                   {{"skill", effort.skill}, {"missing", missing}},
                   "/final_effort",
                   "PG-1.56"};
}

std::optional<Refusal> refuses_support_without_referral(CommitteeChoice decision, bool referred,
                                                        Trace& trace)
{
    auto step = trace.enter("PG-1.48", "support_has_referral");
    step.text("decision", code(decision));
    if (decision != CommitteeChoice::support || step.is_so("referred", referred)) {
        step.conclude(true);
        return std::nullopt;
    }
    step.conclude(false);
    return Refusal{RefusalCode::referral_missing, {}, "/referral", "PG-1.48"};
}

namespace {

// How many bytes the digits, or the blanks, at the beginning of the text take.
std::size_t digits_at_start(std::string_view text)
{
    std::size_t bytes = 0;
    while (const auto digit = leading_digit(text.substr(bytes)))
        bytes += digit->bytes;
    return bytes;
}

std::size_t blanks_at_start(std::string_view text)
{
    const std::size_t end = text.find_first_not_of(' ');
    return end == std::string_view::npos ? text.size() : end;
}

// A sign that joins two numbers to a mark, or makes a mark of the number before it.
std::size_t sign_at_start(std::string_view text, bool& stands_alone)
{
    struct Sign {
        std::string_view text;
        bool stands_alone;
    };
    static constexpr Sign signs[] = {
        {"/", false},
        {"\xC3\xB7", false},      // the sign of division
        {"\xE2\x81\x84", false},  // the fraction slash
        {".", false},
        {"\xD9\xAB", false},           // the Arabic decimal separator
        {"\xD9\x85\xD9\x86 ", false},  // "of" in Arabic
        {"%", true},
        {"\xD9\xAA", true},  // the Arabic percent sign
    };
    for (const Sign& sign : signs)
        if (text.starts_with(sign.text)) {
            stands_alone = sign.stands_alone;
            return sign.text.size();
        }
    return 0;
}

}  // namespace

std::optional<std::string> mark_in_description(std::string_view text)
{
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t number = digits_at_start(text.substr(start));
        if (number == 0) {
            ++start;
            continue;
        }
        std::size_t end = start + number;
        end += blanks_at_start(text.substr(end));
        bool stands_alone = false;
        if (const std::size_t sign = sign_at_start(text.substr(end), stands_alone)) {
            end += sign;
            if (stands_alone)
                return std::string(text.substr(start, end - start));
            end += blanks_at_start(text.substr(end));
            if (const std::size_t second = digits_at_start(text.substr(end)))
                return std::string(text.substr(start, end + second - start));
        }
        start += number;
    }
    return std::nullopt;
}

std::optional<Refusal> refuses_recitation(int grade, const EarlyRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-1.64", "refuses_recitation");
    if (step.at_least("grade", Exact(grade), Exact(step.read(rules.recitation_first_grade)))) {
        step.conclude(Finding::not_met);
        return std::nullopt;
    }
    step.conclude(Finding::met);
    return Refusal{
        RefusalCode::recitation_not_judged, {{"grade", std::to_string(grade)}}, "", "PG-1.64"};
}

}  // namespace taqwim::sa_guide
