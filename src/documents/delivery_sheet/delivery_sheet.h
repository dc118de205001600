// Who received which document: the documents that stand of a class, with a place to sign for each. Signed by hand by the
// student or his guardian, and kept at the school.
#pragma once

#include <string>
#include <vector>

#include "documents/paper_kinds.h"
#include "documents/printed_document.h"
#include "platform/print/document.h"

namespace taqwim::documents {

struct DeliveredDocument {
    std::string student;
    std::string title;
    std::string serial;
};

struct DeliverySheet {
    std::string grade_and_section;
    std::string school_year;
    std::vector<DeliveredDocument> documents;  // in the order of their lines
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const DeliverySheet& sheet, const Issuer& issuer,
                                      const Printing& printing);

// A class of invented students.
[[nodiscard]] DeliverySheet sample_delivery_sheet();

// The kind "delivery_sheet": of what the register has of the class, by name and serial; without papers about one entry of the
// record, such as honours (SR-3.7).
void add_delivery_sheet(PaperKinds& kinds);

}  // namespace taqwim::documents
