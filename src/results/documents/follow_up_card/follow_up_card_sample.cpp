// sample.tsv as a card. The file is ours and stands in the program, so a line that does not fit is left as it is.

#include <charconv>
#include <span>

#include "embedded/follow_up_card.h"
#include "platform/tables/tab_lines.h"
#include "results/documents/follow_up_card/follow_up_card.h"

namespace taqwim::results {

namespace {

using Fields = std::span<const std::string_view>;

std::optional<Mark> mark_of(std::string_view text)
{
    const auto exact = Exact::parse(text);
    return exact ? std::optional(Mark(*exact)) : std::nullopt;
}

std::optional<int> count_of(std::string_view text)
{
    int count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    return read.ec == std::errc() ? std::optional(count) : std::nullopt;
}

CardMark state_of(std::string_view text)
{
    if (text == "given")
        return CardMark::given;
    if (text == "exempt")
        return CardMark::exempt;
    if (text == "carried_over")
        return CardMark::carried_over;
    return text == "incomplete" ? CardMark::incomplete : CardMark::not_due;
}

CardTerm term_of(Fields fields)
{
    return {state_of(fields[0]), mark_of(fields[1]), std::string(fields[2]),
            std::string(fields[3])};
}

CardSubject subject_of(Fields fields)
{
    CardSubject subject;
    subject.name = fields[1];
    subject.maximum = mark_of(fields[2]);
    subject.minimum = mark_of(fields[3]);
    subject.is_counted = subject.maximum.has_value();
    subject.terms[0] = term_of(fields.subspan(4));
    subject.terms[1] = term_of(fields.subspan(8));
    subject.year = term_of(fields.subspan(12));
    subject.is_raised = subject.year.behaviour == "raised";
    return subject;
}

CardTotal total_of(Fields fields)
{
    return {state_of(fields[1]), mark_of(fields[2]), mark_of(fields[3]), std::string(fields[4]),
            std::string(fields[5])};
}

ReportRow report_of(Fields fields)
{
    ReportRow row{.subject = std::string(fields[1]),
                  .competencies = {},
                  .remark = std::string(fields[2]),
                  .signed_by = std::string(fields[3]),
                  .signed_on = std::string(fields[4])};
    for (const std::string_view competency : fields.subspan(5))
        row.competencies.emplace_back(competency);
    return row;
}

}  // namespace

FollowUpCard sample_follow_up_card()
{
    std::string_view text;
    for (const EmbeddedFile& file : embedded_follow_up_card())
        if (file.path == "sample.tsv")
            text = file.text;
    FollowUpCard card;
    std::size_t totals = 0;
    for (const tables::TabLine& line : tables::tab_lines(text)) {
        const Fields fields = line.fields;
        if (fields[0] == "learner")
            card.learner = fields[1];
        else if (fields[0] == "grade")
            card.grade_and_section = fields[1];
        else if (fields[0] == "school_year")
            card.school_year = fields[1];
        else if (fields[0] == "head")
            card.head_of_school = fields[1];
        else if (fields[0] == "subject")
            card.subjects.push_back(subject_of(fields));
        else if (fields[0] == "total")
            (totals < 2 ? card.term_totals[totals] : card.year_total) = total_of(fields), ++totals;
        else if (fields[0] == "attendance")
            card.attendance = {{count_of(fields[1]), count_of(fields[2])},
                               {count_of(fields[3]), count_of(fields[4])},
                               count_of(fields[5]),
                               count_of(fields[6])};
        else if (fields[0] == "report_term")
            card.report_term = count_of(fields[1]).value_or(0);
        else if (fields[0] == "report")
            card.report.push_back(report_of(fields));
    }
    return card;
}

}  // namespace taqwim::results
