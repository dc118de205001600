#include "results/documents/paper_parts/sample_lines.h"

#include <charconv>

#include "platform/tables/tab_lines.h"

namespace taqwim::results {

BothLanguages SampleLine::both(std::size_t place) const
{
    const std::string_view field = at(place);
    const std::size_t bar = field.find('|');
    if (bar == std::string_view::npos)
        return {std::string(field), {}};
    return {std::string(field.substr(0, bar)), std::string(field.substr(bar + 1))};
}

std::optional<Mark> SampleLine::mark(std::size_t place) const
{
    const auto exact = Exact::parse(at(place));
    return exact ? std::optional(Mark(*exact)) : std::nullopt;
}

std::optional<int> SampleLine::count(std::size_t place) const
{
    const std::string_view field = at(place);
    int count = 0;
    const auto read = std::from_chars(field.data(), field.data() + field.size(), count);
    return read.ec == std::errc() ? std::optional(count) : std::nullopt;
}

PrintedMark SampleLine::printed(std::size_t place) const
{
    const std::string_view field = at(place);
    if (const auto number = mark(place))
        return given(*number);
    if (field == "missing")
        return {MarkState::missing};
    if (field == "absent")
        return {MarkState::absent};
    if (field == "cancelled")
        return {MarkState::cancelled};
    if (field == "exempt")
        return {MarkState::exempt};
    if (field == "withheld")
        return {MarkState::withheld};
    if (field == "not_applicable")
        return {MarkState::not_applicable};
    return {};
}

SecondRoundScope SampleLine::scope(std::size_t place) const
{
    if (at(place) == "term_1")
        return SecondRoundScope::term_1;
    return at(place) == "term_2" ? SecondRoundScope::term_2 : SecondRoundScope::whole;
}

std::vector<std::string> SampleLine::texts_from(std::size_t place) const
{
    std::vector<std::string> texts;
    for (; place < fields_.size(); ++place)
        texts.emplace_back(fields_[place]);
    return texts;
}

std::vector<SampleLine> sample_lines(std::string_view text)
{
    std::vector<SampleLine> lines;
    for (const tables::TabLine& line : tables::tab_lines(text))
        lines.emplace_back(line.fields);
    return lines;
}

bool reads_student(PaperStudent& student, const SampleLine& line)
{
    if (line.kind() == "student")
        student.name = line.both(1);
    else if (line.kind() == "identity")
        student.identity = line.text(1);
    else if (line.kind() == "nationality")
        student.nationality = line.both(1);
    else if (line.kind() == "born_on")
        student.born_on = line.text(1);
    else if (line.kind() == "grade")
        student.grade = line.both(1);
    else if (line.kind() == "section")
        student.section = line.text(1);
    else if (line.kind() == "school_year")
        student.school_year = line.text(1);
    else if (line.kind() == "school")
        student.school = line.both(1);
    else if (line.kind() == "gender")
        student.gender = line.at(1) == "feminine" ? Gender::feminine : Gender::masculine;
    else
        return false;
    return true;
}

}  // namespace taqwim::results
