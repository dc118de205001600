#include "regulations/sa_guide/issued_documents.h"

#include "core/hijri.h"
#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

const char* code(DocumentBody body)
{
    switch (body) {
    case DocumentBody::school: return "SCHOOL";
    case DocumentBody::directorate: return "DIRECTORATE";
    case DocumentBody::authority: break;
    }
    return "GAE";
}

const char* code(AttestingBody body)
{
    switch (body) {
    case AttestingBody::director_of_education: return "EDUCATION_DIRECTOR";
    case AttestingBody::deputy_minister: return "DEPUTY_MINISTER";
    case AttestingBody::ministry: return "MINISTRY";
    case AttestingBody::nobody: break;
    }
    return "NONE";
}

const char* code(TranslationSigner signer)
{
    return signer == TranslationSigner::regional_director ? "REGIONAL_DIRECTOR"
                                                          : "TRANSLATION_SECTION";
}

namespace {

using sa_1426::Stage;

// PG-24 counts from a day to the same day of a later month, or to that month's last day (0.9 of the guide's decisions).
Day months_later(Day day, int months, MonthCalendar calendar)
{
    if (calendar == MonthCalendar::gregorian)
        return day.plus_months(months);
    constexpr int k_months_of_a_year = 12;
    const auto hijri = to_hijri(day);
    if (!hijri)
        return day.plus_months(months);
    const int from_zero = hijri->month - 1 + months;
    HijriDate later{hijri->year + from_zero / k_months_of_a_year,
                    from_zero % k_months_of_a_year + 1, hijri->day};
    if (const auto found = from_hijri(later))
        return *found;
    later.day = 29;
    return from_hijri(later).value_or(day.plus_months(months));
}

Refusal missing_paper(const char* paper, const char* clause)
{
    return {RefusalCode::request_paper_missing, {{"paper", paper}}, paper, clause};
}

// A condition that one paper meets: its step in the trace, and its refusal when it was not brought.
void need_paper(const char* clause, const char* rule, const char* paper, bool is_there,
                Trace& trace, std::vector<Refusal>& unmet)
{
    auto step = trace.enter(clause, rule);
    if (!step.conclude(step.is_so(paper, is_there)))
        unmet.push_back(missing_paper(paper, clause));
}

// PG-24.R.2  What the ministry itself issued in the old years.
bool issued_by_the_ministry_then(const ReplacementFacts& facts, const DocumentRules& rules,
                                 Trace& trace)
{
    auto step = trace.enter("PG-24.R.2", "issued_by_the_ministry_then");
    const Stage stage = sa_1426::stage_of(facts.grade);
    if (!step.is_so("issued_by_ministry", facts.issued_by_ministry) || !facts.hijri_year ||
        stage == Stage::secondary)
        return step.conclude(false);
    const int before = step.read(stage == Stage::primary ? rules.authority_primary_before
                                                         : rules.authority_intermediate_before);
    return step.conclude(!step.at_least("hijri_year", Exact(*facts.hijri_year), Exact(before)));
}

// PG-24.RC.1  At least one month after the loss was advertised.
void need_advert(const ReplacementFacts& facts, const DocumentRules& rules, Trace& trace,
                 std::vector<Refusal>& unmet)
{
    auto step = trace.enter("PG-24.RC.1", "loss_was_advertised");
    if (!step.is_so("advert", facts.advertised.has_value())) {
        step.conclude(false);
        unmet.push_back(missing_paper("advert", "PG-24.RC.1"));
        return;
    }
    step.read(rules.loss_advert_months);
    step.value("advertised", *facts.advertised);
    const Day first = first_day_after_advert(*facts.advertised, rules);
    if (!step.conclude(step.not_before("day", facts.day, first)))
        unmet.push_back({RefusalCode::advert_too_recent,
                         {{"day", facts.advertised->to_text()}, {"first_day", first.to_text()}},
                         "advert",
                         "PG-24.RC.1"});
}

}  // namespace

DocumentBody replacement_body(const ReplacementFacts& facts, const DocumentRules& rules,
                              Trace& trace)
{
    auto step = trace.enter("PG-24.R.1", "replacement_body");
    const bool of_last_grade =
        step.at_least("grade", Exact(facts.grade), Exact(step.read(rules.authority_grade)));
    const bool by_authority = (of_last_grade && step.is_so("passed", facts.passed)) ||
                              issued_by_the_ministry_then(facts, rules, trace);
    const DocumentBody body = by_authority ? DocumentBody::authority : DocumentBody::school;
    step.result_text("body", code(body));
    return body;
}

Day first_day_after_advert(Day advertised, const DocumentRules& rules)
{
    return months_later(advertised, rules.loss_advert_months.value, rules.month_calendar.value);
}

std::vector<Refusal> unmet_replacement_conditions(const ReplacementFacts& facts,
                                                  const DocumentRules& rules, Trace& trace)
{
    std::vector<Refusal> unmet;
    // What was stolen is lost as well.
    const bool is_stolen = facts.fate == DocumentFate::stolen;
    const bool is_gone = facts.fate == DocumentFate::lost || is_stolen;
    if (is_gone) {
        need_advert(facts, rules, trace, unmet);
        need_paper("PG-24.RC.2", "loss_was_reported", "police_minutes", facts.has_police_minutes,
                   trace, unmet);
    }
    if (facts.fate == DocumentFate::damaged)
        need_paper("PG-24.RC.3", "damage_is_shown", "remains", facts.has_remains, trace, unmet);
    if (facts.fate == DocumentFate::burnt || is_stolen)
        need_paper("PG-24.RC.3", "damage_is_shown", "security_proof", facts.has_security_proof,
                   trace, unmet);
    if (is_gone)
        need_paper("PG-24.RC.4", "return_is_pledged", "undertaking", facts.has_undertaking, trace,
                   unmet);
    return unmet;
}

std::vector<Refusal> unmet_amendment_conditions(const AmendmentFacts& facts,
                                                const DocumentRules& rules, Trace& trace)
{
    std::vector<Refusal> unmet;
    {
        auto step = trace.enter("PG-24.A.2", "document_is_amended_here");
        if (!step.conclude(!step.is_so("from_abroad", facts.from_abroad)))
            return {{RefusalCode::document_from_abroad, {}, "from_abroad", "PG-24.A.2"}};
    }
    need_paper("PG-24.A.5", "request_is_complete", "address", facts.has_address, trace, unmet);
    need_paper("PG-24.A.5", "request_is_complete", "justification", facts.has_justification, trace,
               unmet);
    need_paper("PG-24.A.5", "request_is_complete", "purpose", facts.has_purpose, trace, unmet);
    bool from_the_grade = false;
    {
        auto step = trace.enter("PG-24.A.6", "documents_are_brought");
        from_the_grade = step.at_least("grade", Exact(facts.grade),
                                       Exact(step.read(rules.attachments_from_grade)));
        const bool brought =
            !from_the_grade || step.is_so("documents", facts.has_documents || facts.some_lost);
        if (!step.conclude(brought))
            unmet.push_back(missing_paper("documents", "PG-24.A.6"));
    }
    if (facts.some_lost) {
        need_paper("PG-24.A.7", "lost_ones_are_advertised", "advert", facts.has_advert, trace,
                   unmet);
        need_paper("PG-24.A.7", "lost_ones_are_advertised", "undertaking", facts.has_undertaking,
                   trace, unmet);
    }
    need_paper("PG-24.A.8", "identity_is_proved", "birth_paper", facts.has_birth_paper, trace,
               unmet);
    need_paper("PG-24.A.8", "identity_is_proved", "identity", facts.has_identity, trace, unmet);
    auto step = trace.enter("PG-24.A.9", "is_the_same_person");
    const bool matches = step.at_least("matching_parts", Exact(facts.matching_parts),
                                       Exact(step.read(rules.name_least_parts)));
    if (!step.conclude(matches || step.is_so("civil_notice", facts.has_civil_notice)))
        unmet.push_back(missing_paper("civil_notice", "PG-24.A.9"));
    return unmet;
}

NameAdmission admission_under_another_name(int matching_parts, bool from_abroad, Day admitted,
                                           const DocumentRules& rules, Trace& trace)
{
    auto step = from_abroad ? trace.enter("PG-24.A.3", "admission_under_another_name")
                            : trace.enter("PG-24.A.4", "admission_under_another_name");
    NameAdmission admission;
    admission.accepted = step.at_least("matching_parts", Exact(matching_parts),
                                       Exact(step.read(rules.name_least_parts)));
    if (admission.accepted && !from_abroad) {
        admission.amend_until =
            months_later(admitted, step.read(rules.name_grace_months), rules.month_calendar.value);
        step.value("amend_until", *admission.amend_until);
    }
    step.conclude(admission.accepted);
    return admission;
}

AmendmentRoute amendment_route(AmendedPaper paper, Stage stage, int hijri_year,
                               const DocumentRules& rules, Trace& trace)
{
    AmendmentRoute route;
    const Exact year(hijri_year);
    if (paper == AmendedPaper::transfer_result) {
        auto step = trace.enter("PG-24.P.4", "amendment_route");
        route.copy_to_authority =
            stage != Stage::primary &&
            !step.at_least("hijri_year", year, Exact(step.read(rules.copied_transfer_before)));
        step.result_text("body", code(route.body));
        return route;
    }
    auto step = trace.enter("PG-24.P.5", "amendment_route");
    const bool is_old = stage == Stage::secondary ||
                        !step.at_least("hijri_year", year,
                                       Exact(step.read(stage == Stage::primary
                                                           ? rules.amended_primary_before
                                                           : rules.amended_intermediate_before)));
    if (is_old)
        route.body = DocumentBody::authority;
    step.result_text("body", code(route.body));
    return route;
}

namespace {

struct Attested {
    const char* clause;
    AttestingBody body;
};

Attested attested(AttestedPaper paper)
{
    switch (paper) {
    case AttestedPaper::school_abroad: return {"PG-24.T.4", AttestingBody::deputy_minister};
    case AttestedPaper::ministry_document: return {"PG-24.T.5", AttestingBody::ministry};
    case AttestedPaper::term_notice: return {"PG-24.T.6", AttestingBody::nobody};
    default: return {"PG-24.T.3", AttestingBody::director_of_education};
    }
}

}  // namespace

Result<AttestingBody> attesting_body(AttestedPaper paper, bool stays_inside, Trace& trace)
{
    if (paper == AttestedPaper::copy) {
        auto step = trace.enter("PG-24.T.1", "is_an_original");
        step.conclude(false);
        return Refusal{RefusalCode::copy_not_attested, {}, "paper", "PG-24.T.1"};
    }
    if (paper == AttestedPaper::term_notice) {
        auto step = trace.enter("PG-24.T.2", "notice_stays_inside");
        if (!step.conclude(step.is_so("stays_inside", stays_inside)))
            return Refusal{RefusalCode::notice_not_attested, {}, "paper", "PG-24.T.2"};
    }
    const Attested found = attested(paper);
    auto step = trace.enter(found.clause, "attesting_body");
    step.result_text("body", code(found.body));
    return found.body;
}

Result<TranslationSigner> translation_signer(Translator by, bool studied_abroad, Trace& trace)
{
    {
        auto step = trace.enter("PG-24.TR.4", "translation_is_official");
        if (!step.conclude(step.is_so("official", by == Translator::official)))
            return Refusal{RefusalCode::translation_unofficial, {}, "translator", "PG-24.TR.4"};
    }
    const TranslationSigner signer = studied_abroad ? TranslationSigner::translation_section
                                                    : TranslationSigner::regional_director;
    auto step = studied_abroad ? trace.enter("PG-24.TR.2", "translation_signer")
                               : trace.enter("PG-24.TR.3", "translation_signer");
    step.result_text("body", code(signer));
    return signer;
}

}  // namespace taqwim::sa_guide
