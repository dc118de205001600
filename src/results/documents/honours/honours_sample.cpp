#include "embedded/honours.h"
#include "results/documents/honours/honours.h"
#include "results/documents/paper_parts/sample_lines.h"

namespace taqwim::results {

Honours sample_honours()
{
    Honours honours;
    honours.giver = ministry_as_giver();
    for (const SampleLine& line : sample_lines(text_of(embedded_honours(), "sample.tsv"))) {
        if (line.kind() == "for_what")
            honours.for_what = line.both(1);
        else if (line.kind() == "decision") {
            honours.decision = line.text(1);
            honours.decided_on = line.text(2);
            honours.consented_on = line.text(3);
        } else if (line.kind() == "signs") {
            honours.head_of_school = line.text(1);
            honours.director = line.text(2);
        } else
            (void)reads_student(honours.student, line);
    }
    return honours;
}

}  // namespace taqwim::results
