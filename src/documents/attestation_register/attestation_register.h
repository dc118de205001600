// F-52 of the Saudi catalogue  The register of attestation and translation of a school year: each document that was to be
// attested or translated, whose it is, who signs, when and under which number he signed, or why nobody does.
#pragma once

#include <string>
#include <vector>

#include "documents/attestations.h"
#include "documents/paper_kinds.h"
#include "documents/printed_document.h"
#include "platform/print/document.h"

namespace taqwim::documents {

// A line: an entry of the register, with its day as papers bear it.
struct RegisterLine {
    std::string document;
    bool is_translation = false;
    std::string number;
    std::string holder;
    std::string signer;  // as in AttestationEntry; empty: nobody signs it
    std::string day;     // of the signature or return, else of the request
    std::string state;   // AttestationEntry::state
    std::string reference;
    std::string clause;
};

struct AttestationRegister {
    std::string school_year;
    std::vector<RegisterLine> lines;  // in the order in which they were asked for
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const AttestationRegister& entries, const Issuer& issuer,
                                      const Printing& printing);

// A year at a school that does not exist.
[[nodiscard]] AttestationRegister sample_attestation_register();

// The kind "attestation_register": of the school in a year of it.
void add_attestation_register(PaperKinds& kinds);

}  // namespace taqwim::documents
