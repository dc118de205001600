// sample.tsv of a paper: one entry a line, its first field says what it is. The files are ours and stand in the program, so
// what does not fit is left as it is.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/documents/paper_parts/printed_mark.h"
#include "results/documents/paper_parts/second_round.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

// One line; a field that is not there is empty.
class SampleLine {
public:
    explicit SampleLine(std::vector<std::string_view> fields) : fields_(std::move(fields)) {}

    [[nodiscard]] std::string_view kind() const { return at(0); }
    [[nodiscard]] std::string_view at(std::size_t place) const
    {
        return place < fields_.size() ? fields_[place] : std::string_view();
    }
    [[nodiscard]] std::string text(std::size_t place) const { return std::string(at(place)); }
    // "الرياضيات|Mathematics".
    [[nodiscard]] BothLanguages both(std::size_t place) const;
    [[nodiscard]] std::optional<Mark> mark(std::size_t place) const;
    [[nodiscard]] std::optional<int> count(std::size_t place) const;
    // A number, or the name of a state: "47.5", "exempt", "absent".
    [[nodiscard]] PrintedMark printed(std::size_t place) const;
    // "term_1", "term_2", "whole".
    [[nodiscard]] SecondRoundScope scope(std::size_t place) const;
    // All fields from this one on.
    [[nodiscard]] std::vector<std::string> texts_from(std::size_t place) const;
    [[nodiscard]] std::size_t size() const { return fields_.size(); }

private:
    std::vector<std::string_view> fields_;
};

[[nodiscard]] std::vector<SampleLine> sample_lines(std::string_view text);

// Lines that speak of the student: "student", "identity", "grade" …; false for any other.
bool reads_student(PaperStudent& student, const SampleLine& line);

}  // namespace taqwim::results
