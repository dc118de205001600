// sample.tsv as a record. The file is ours and stands in the program, so a line that does not fit is left as it is.

#include "documents/document_folder.h"
#include "embedded/formative_record.h"
#include "marks/documents/formative_record/formative_record.h"

namespace taqwim::marks {

FormativeRecord sample_formative_record()
{
    FormativeRecord record;
    for (const documents::SampleLine& line : documents::sample_lines(embedded_formative_record())) {
        read_sample(line, record.head, record.result);
        if (line.is("competency"))
            record.competencies.push_back({static_cast<int>(record.competencies.size()) + 1,
                                           line.text(1),
                                           {},
                                           line.count(2)});
        else if (line.is("criterion"))
            record.competencies.back().criteria.push_back({line.text(1), {}});
        else if (line.is("measure"))
            record.competencies.back().criteria.back().measures.push_back(
                {Day::parse(line.text(1)).value_or(Day{0}), FormativeMeasure::State::measured,
                 line.count(2)});
    }
    return record;
}

}  // namespace taqwim::marks
