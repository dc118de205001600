// sample.tsv as a record. The file is ours and stands in the program, so a line that does not fit is left as it is.

#include "documents/document_folder.h"
#include "embedded/final_record.h"
#include "marks/documents/final_record/final_record.h"

namespace taqwim::marks {

FinalRecord sample_final_record()
{
    FinalRecord record;
    for (const documents::SampleLine& line : documents::sample_lines(embedded_final_record())) {
        read_sample(line, record.head, record.result);
        if (!line.is("unit"))
            continue;
        FinalUnit unit;
        unit.number = line.text(1);
        unit.title = line.text(2);
        unit.day = Day::parse(line.text(3));
        unit.points = line.count(4);
        unit.state = FinalUnit::State::assessed;
        constexpr std::size_t k_first_criterion = 5;
        for (std::size_t field = k_first_criterion; field < line.size(); ++field)
            unit.criteria.push_back(line.text(field));
        record.units.push_back(std::move(unit));
    }
    return record;
}

}  // namespace taqwim::marks
