// F-47, F-49, F-50 of the Saudi catalogue  The forms on which guardians ask for what follows an issue: data amended in
// documents, a document in the place of another, and the undertaking that goes with a lost one. They are filled in with
// what the record knows and the request has, where one is open; what is not there is a line to write on.
#pragma once

#include <cstdint>
#include <string>

#include "documents/paper_kinds.h"
#include "documents/printed_document.h"
#include "documents/record_on_paper.h"
#include "platform/print/document.h"

namespace taqwim::documents {

enum class RequestFormKind : std::uint8_t { amendment, replacement, undertaking };

struct RequestForm {
    RequestFormKind kind = RequestFormKind::amendment;
    StudentOnPaper student;
    std::string head_of_school;

    // Of an amendment that was asked for. Empty: a line to write on.
    std::string name_wanted;
    std::string birth_wanted;
    std::string address;
    std::string justification;
    std::string purpose;

    // Of a document that is to be replaced.
    std::string document;
    std::string serial;
    std::string issued_on;
    std::string fate;  // lost, damaged, burnt, stolen
};

[[nodiscard]] print::Document printed(const RequestForm& form, const Issuer& issuer,
                                      const Printing& printing);

// A request of an invented student.
[[nodiscard]] RequestForm sample_request_form(RequestFormKind kind);

// The kind "request_form" with the parts "amendment", "replacement" and "undertaking": of a student.
void add_request_forms(PaperKinds& kinds);

}  // namespace taqwim::documents
