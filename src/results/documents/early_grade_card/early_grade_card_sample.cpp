#include "embedded/early_grade_card.h"
#include "results/documents/early_grade_card/early_grade_card.h"
#include "results/documents/paper_parts/sample_lines.h"

namespace taqwim::results {

namespace {

void read_opinion(OpinionPage& page, const SampleLine& line)
{
    if (line.kind() == "opinion") {
        page.opinion = FinalOpinion::does_not_move_up;
        page.next_grade = line.both(1);
    } else if (line.kind() == "missing") {
        page.missing.push_back({line.both(1), {}});
        for (std::size_t place = 2; place < line.size(); ++place)
            page.missing.back().skills.push_back(line.both(place));
    }
}

}  // namespace

EarlyGradeCard sample_early_grade_card()
{
    EarlyGradeCard card;
    for (const SampleLine& line :
         sample_lines(text_of(embedded_early_grade_card(), "sample.tsv"))) {
        if (reads_student(card.student, line))
            continue;
        if (line.kind() == "report") {
            card.report = line.count(1).value_or(1);
            card.until = line.text(2);
        } else if (line.kind() == "subject")
            card.subjects.push_back({line.both(1), line.count(2), {}, {}, line.text(3)});
        else if (line.kind() == "skill")
            card.subjects.back().not_mastered.push_back({line.both(1), line.at(2) == "minimum"});
        else if (line.kind() == "described")
            card.subjects.back().described.push_back({line.both(1), line.text(2)});
        else if (line.kind() == "remarks")
            card.remarks = line.text(1);
        else if (line.kind() == "signs") {
            card.class_head = line.text(1);
            card.head_of_school = line.text(2);
        } else
            read_opinion(card.opinion, line);
    }
    return card;
}

}  // namespace taqwim::results
