// PG-7.2  The data of secondary certificate students, matched with their identity documents.
//
// A Saudi's data are matched with the identity card of civil status, anybody else's with the passport. Where that is
// recorded, the sheet stays a draft until every row is matched and reviewer, auditor and head have signed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/paper_words.h"

namespace taqwim::results {

enum class IdentityKind : std::uint8_t { national_card, passport };

struct IdentityRow {
    std::string seat;
    BothLanguages name;  // as the certificate will have it
    IdentityKind kind = IdentityKind::national_card;
    std::string number;
    std::string born_on;
    BothLanguages born_in;
    BothLanguages nationality;
    bool is_matched = false;  // else an empty place for the reviewer's tick
};

struct IdentitySheet {
    BothLanguages grade;
    std::string section;
    std::string school_year;
    Gender gender = Gender::masculine;
    std::vector<IdentityRow> rows;
    std::string reviewer;
    std::string auditor;  // another person than the reviewer
    std::string head_of_school;
    // Ticks and signatures are put on the printed sheet: their empty places do not make it a draft.
    bool is_matched_by_hand = false;
};

[[nodiscard]] print::Document printed(const IdentitySheet& sheet, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: class and how many; no student.
[[nodiscard]] documents::DocumentContent content_of(const IdentitySheet& sheet,
                                                    print::Language language);

// An invented class: long names, a passport, a row that is not matched.
[[nodiscard]] IdentitySheet sample_identity_sheet();

}  // namespace taqwim::results
