// PG-24  What becomes of documents after their issue: replaced when lost or damaged, amended when their owner's name or
// data were, attested, translated. The rules say who does it and what he must be shown; the documents room does it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/facts.h"
#include "regulations/sa_guide/document_rules.h"

namespace taqwim::sa_guide {

enum class DocumentFate : std::uint8_t { lost, damaged, burnt, stolen };

enum class DocumentBody : std::uint8_t {
    school,
    directorate,
    authority  // the General Administration of Examinations
};
[[nodiscard]] const char* code(DocumentBody body);

// A replacement that is asked for, and what was brought with the request.
struct ReplacementFacts {
    DocumentFate fate = DocumentFate::lost;
    int grade = 0;
    bool passed = false;  // of grade 12
    bool issued_by_ministry = false;
    std::optional<int> hijri_year;  // the first of the document's school year; none: not known
    std::optional<Day> advertised;  // in a newspaper, of the country where it was lost
    bool has_police_minutes = false;
    bool has_remains = false;  // the damaged document or its parts
    bool has_security_proof = false;
    bool has_undertaking = false;
    Day day{};  // of the decision
};

// PG-24.R: the school, or the authority for grade 12 that was passed and for what the ministry issued in the old years.
[[nodiscard]] DocumentBody replacement_body(const ReplacementFacts& facts,
                                            const DocumentRules& rules, Trace& trace);

// PG-24.RC: from when on a request may be decided that was advertised on this day.
[[nodiscard]] Day first_day_after_advert(Day advertised, const DocumentRules& rules);

// PG-24.RC: every condition of this fate that is not met, in the order of the text; empty: it may be given. Refusals are
// request_paper_missing and advert_too_recent.
[[nodiscard]] std::vector<Refusal> unmet_replacement_conditions(const ReplacementFacts& facts,
                                                                const DocumentRules& rules,
                                                                Trace& trace);

// An amendment of names or other data in documents, and what was brought with the request.
struct AmendmentFacts {
    int matching_parts =
        0;  // the leading parts of the name that stay the same (school::matching_name_parts)
    int grade = 0;
    bool from_abroad = false;
    bool has_address = false;
    bool has_justification = false;
    bool has_purpose = false;
    bool has_documents = false;  // those to be amended
    bool some_lost = false;      // of them
    bool has_advert = false;
    bool has_undertaking = false;
    bool has_birth_paper =
        false;  // birth certificate, identity card or register he entered school with
    bool has_identity = false;      // his father's, or his own
    bool has_civil_notice = false;  // the original amendment notice of the civil status office
};

// PG-24.A.2, A.5 to A.9: everything that is missing, in the order of the text; document_from_abroad alone where it is one.
[[nodiscard]] std::vector<Refusal> unmet_amendment_conditions(const AmendmentFacts& facts,
                                                              const DocumentRules& rules,
                                                              Trace& trace);

// PG-24.A.3, A.4: who comes with papers under another form of his name.
struct NameAdmission {
    bool accepted = false;
    std::optional<Day> amend_until;  // where he must have the name amended
};
[[nodiscard]] NameAdmission admission_under_another_name(int matching_parts, bool from_abroad,
                                                         Day admitted, const DocumentRules& rules,
                                                         Trace& trace);

enum class AmendedPaper : std::uint8_t { certificate, transfer_result };
struct AmendmentRoute {
    DocumentBody body = DocumentBody::directorate;
    bool copy_to_authority = false;
};
// PG-24.P.4, P.5: who amends an original.
[[nodiscard]] AmendmentRoute amendment_route(AmendedPaper paper, sa_1426::Stage stage,
                                             int hijri_year, const DocumentRules& rules,
                                             Trace& trace);

enum class AttestedPaper : std::uint8_t {
    school_document,
    secondary_sheet,       // of an examination centre
    attendance_statement,  // of who goes on abroad after the first term
    copy,
    term_notice,  // of mid-term or first-term results
    school_abroad,
    ministry_document
};
enum class AttestingBody : std::uint8_t {
    director_of_education,
    deputy_minister,  // for cultural affairs
    ministry,
    nobody  // the school's name, signature and stamp suffice
};
[[nodiscard]] const char* code(AttestingBody body);
// PG-24.T: who attests. Refuses with copy_not_attested, and with notice_not_attested for use outside the Kingdom.
[[nodiscard]] Result<AttestingBody> attesting_body(AttestedPaper paper, bool stays_inside,
                                                   Trace& trace);

enum class Translator : std::uint8_t { official, other };
enum class TranslationSigner : std::uint8_t { regional_director, translation_section };
[[nodiscard]] const char* code(TranslationSigner signer);
// PG-24.TR: who signs. Refuses with translation_unofficial.
[[nodiscard]] Result<TranslationSigner> translation_signer(Translator by, bool studied_abroad,
                                                           Trace& trace);

}  // namespace taqwim::sa_guide
