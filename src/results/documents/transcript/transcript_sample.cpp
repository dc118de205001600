#include "embedded/transcript.h"
#include "results/documents/paper_parts/sample_lines.h"
#include "results/documents/transcript/transcript.h"

namespace taqwim::results {

namespace {

PaperOutcome outcome_of(std::string_view text)
{
    if (text == "passed")
        return PaperOutcome::passed;
    return text == "pending" ? PaperOutcome::pending : PaperOutcome::none;
}

TranscriptYear year_of(const SampleLine& line)
{
    TranscriptYear year;
    year.school_year = line.text(1);
    year.grade = line.both(2);
    year.school = line.both(3);
    year.outcome = outcome_of(line.at(4));
    year.rule = line.both(5);
    year.rules = line.both(6);
    return year;
}

void read_end(TranscriptYear& year, const SampleLine& line)
{
    year.total = line.printed(1);
    year.total_maximum = line.mark(2);
    year.percentage = line.text(3);
    year.average = line.text(4);
    year.general_grade = line.both(5);
    year.is_total_notional = line.at(6) == "notional";
    year.is_withheld = line.at(6) == "withheld";
    year.behaviour = line.mark(7);
    year.attendance = line.mark(8);
}

}  // namespace

Transcript sample_transcript()
{
    Transcript transcript;
    for (const SampleLine& line : sample_lines(text_of(embedded_transcript(), "sample.tsv"))) {
        if (line.kind() == "year")
            transcript.years.push_back(year_of(line));
        else if (line.kind() == "subject")
            transcript.years.back().subjects.push_back({line.both(1), line.mark(2), line.mark(3),
                                                        line.printed(4), line.printed(5),
                                                        line.both(6)});
        else if (line.kind() == "end")
            read_end(transcript.years.back(), line);
        else if (line.kind() == "cumulative")
            transcript.cumulative_average = line.text(1);
        else if (line.kind() == "signs") {
            transcript.registrar = line.text(1);
            transcript.head_of_school = line.text(2);
        } else
            (void)reads_student(transcript.student, line);
    }
    return transcript;
}

}  // namespace taqwim::results
