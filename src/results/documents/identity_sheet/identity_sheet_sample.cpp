#include "embedded/identity_sheet.h"
#include "results/documents/identity_sheet/identity_sheet.h"
#include "results/documents/paper_parts/sample_lines.h"

namespace taqwim::results {

IdentitySheet sample_identity_sheet()
{
    IdentitySheet sheet;
    for (const SampleLine& line : sample_lines(text_of(embedded_identity_sheet(), "sample.tsv"))) {
        if (line.kind() == "class") {
            sheet.grade = line.both(1);
            sheet.section = line.text(2);
            sheet.school_year = line.text(3);
        } else if (line.kind() == "student")
            sheet.rows.push_back(
                {line.text(1), line.both(2),
                 line.at(3) == "passport" ? IdentityKind::passport : IdentityKind::national_card,
                 line.text(4), line.text(5), line.both(6), line.both(7), line.at(8) == "matched"});
        else if (line.kind() == "signs") {
            sheet.reviewer = line.text(1);
            sheet.auditor = line.text(2);
            sheet.head_of_school = line.text(3);
        }
    }
    return sheet;
}

}  // namespace taqwim::results
