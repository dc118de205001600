// PG-24.T, PG-24.TR  The register of attestation and translation (F-52): which document was to be attested, or its
// translation signed, for whom and for what; who signs by which clause; and what came back from him. What the guide refuses is
// an entry too, with its clause.
//
//   const auto said = attestations.check(school, asked, today);          // who would sign, before anything is entered
//   const auto entered = attestations.enter(act, school, asked);
//   attestations.answer(act, school, id, {.outcome = "signed", .reference = "412", .dated = day});
//
// Nothing is changed or deleted: what was entered by mistake is withdrawn with the reason, and entered anew.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "documents/paper_kinds.h"
#include "documents/register.h"
#include "regulations/frame/rule_set.h"
#include "school/keeping.h"

namespace taqwim::documents {

struct AttestationAsked {
    bool is_translation = false;
    // school, school_abroad: of the register; notice, ministry, abroad: brought by its holder.
    std::string source;
    std::string serial;                      // of the register
    std::optional<std::int64_t> student_id;  // of what is not in it, as title and number are
    std::string title;
    std::string number;
    std::string purpose;  // transfer_inside, study_abroad, other
    std::string note;
    std::string asked_by;
    bool is_copy = false;        // what was brought is no original
    bool is_unofficial = false;  // a translation of a commercial office was brought
};

struct AttestationAnswer {
    std::string outcome;  // signed, returned
    std::string reference;
    std::string reason;  // of a return
    Day dated{0};
};

// Which entries of a list; what is empty narrows nothing down.
struct AttestationFilter {
    std::string kind;   // attestation, translation
    std::string state;  // waiting, signed, returned, not_needed, refused, withdrawn
};

// One line of the register.
struct AttestationEntry {
    std::int64_t id = 0;
    bool is_translation = false;
    std::string source;
    std::string title;
    std::string number;
    std::int64_t student_id = 0;
    std::string name_ar;
    std::string name_en;
    std::string purpose;
    std::string note;
    std::string asked_by;
    bool is_copy = false;
    bool is_unofficial = false;
    std::string outcome;  // to_sign, not_needed, refused
    std::string signer;
    std::string refused_for;
    std::string clause;
    std::string asked_on;
    std::string entered_as;
    std::optional<AttestationAnswer> answer;
    std::string answered_as;
    std::string withdrawn_on;  // empty: it stands
    std::string withdrawal;    // the reason

    [[nodiscard]] std::string state() const;
};

// Those that were asked for from one day to another, the oldest first, for the printed register.
[[nodiscard]] std::vector<AttestationEntry> attestations_between(database::Session& session,
                                                                 SchoolId school, Day first,
                                                                 Day last);

// Safe to share between threads. Everything given to it outlives it.
class Attestations {
public:
    Attestations(school::Record& record, const PaperKinds& kinds,
                 const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : record_(record), kinds_(kinds), rule_sets_(rule_sets)
    {}

    // Who signs, by which clause, or for what the guide refuses it; nothing is entered. Refuses with value_not_listed (a
    // country whose documents have no such rules, what the guide attests nowhere, a document that was issued in Arabic
    // alone and is to be translated), field_missing, record_unknown and document_ended.
    [[nodiscard]] Result<std::string> check(SchoolId school, const AttestationAsked& asked,
                                            Day day);
    // Refuses as check does.
    [[nodiscard]] Result<school::Answer> enter(const school::Act& act, SchoolId school,
                                               const AttestationAsked& asked);
    // What came back. Refuses with record_unknown, decided_already (answered, withdrawn, or nothing to sign), day_in_future,
    // reason_missing (of a return), and document_ended for one that was replaced or revoked since.
    [[nodiscard]] Result<school::Answer> answer(const school::Act& act, SchoolId school,
                                                std::int64_t entry,
                                                const AttestationAnswer& answer);
    // The same by the director of the school's directorate, or of its region (PG-24.TR.1), who signs himself: of what
    // others sign he is told record_unknown.
    [[nodiscard]] Result<school::Answer> answer_as_director(const school::Act& act,
                                                            std::int64_t directorate,
                                                            SchoolId school, std::int64_t entry,
                                                            const AttestationAnswer& answer);
    // Refuses with record_unknown and decided_already (withdrawn before).
    [[nodiscard]] Result<school::Answer> withdraw(const school::Act& act, SchoolId school,
                                                  std::int64_t entry, const std::string& reason);

    // The newest first.
    [[nodiscard]] Result<std::string> entries(SchoolId school, const school::Page& page,
                                              const AttestationFilter& filter);
    // Those that the director of that directorate signs, the newest first: of a school of its own or, if it is a region,
    // the translations of a governorate's school.
    [[nodiscard]] Result<std::string> entries_of_director(std::int64_t directorate, SchoolId school,
                                                          const school::Page& page,
                                                          const AttestationFilter& filter);
    // The schools of the region's governorates, each with how many translations wait for the region's director (TR.1).
    [[nodiscard]] Result<std::string> schools_of_region(std::int64_t region,
                                                        const school::Page& page);
    [[nodiscard]] Result<std::string> of_student(SchoolId school, std::int64_t student,
                                                 const school::Page& page);

private:
    [[nodiscard]] Result<school::Answer> answer_within(const school::Act& act, SchoolId school,
                                                       std::int64_t entry,
                                                       const AttestationAnswer& answer,
                                                       std::optional<std::int64_t> director_of);

    school::Record& record_;
    const PaperKinds& kinds_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

}  // namespace taqwim::documents
