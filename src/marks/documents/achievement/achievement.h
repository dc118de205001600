// What the formative and the final achievement record have in common (KW-T-10, KW-T-11b): whose record it is, the five
// levels, and the two lines at its foot.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/mark.h"
#include "documents/document_folder.h"
#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/print/document.h"

namespace taqwim::marks {

// One sheet is of one learner, subject and term.
struct AchievementHead {
    std::string subject;
    std::string learner;
    std::string grade_and_section;
    std::string school_year;
    int term = 1;
    std::string teacher;
    std::string head_of_department;
};

// What the regulation made of the record.
struct AchievementResult {
    std::optional<int> points;  // nothing while something is missing
    std::optional<int> most_points;
    std::optional<Mark> mark;
};

// A line of a record's sample.tsv: of the head or the result; any other is left alone.
void read_sample(const documents::SampleLine& line, AchievementHead& head,
                 AchievementResult& result);

// The words of an achievement record in one language and one set of digits.
//
// `of` is "formative" or "final".
class AchievementWords {
public:
    AchievementWords(print::Language language, print::DigitSet digits)
        : language_(language), digits_(digits)
    {}

    [[nodiscard]] std::string at(std::string_view key) const;
    // With the value in the place of {value}.
    [[nodiscard]] std::string with(std::string_view key, std::string_view value) const;

    // KW-9, decision D3: the letters always come of the points. "م", "ج.ج", "ج", "ل", "غ.ل"; empty for other points.
    [[nodiscard]] std::string symbol_of(int points) const;
    // "ج.ج 3"
    [[nodiscard]] std::string level(int points) const;
    // "11 نقطة من أصل 16 نقطة"; the word for incomplete while points are missing.
    [[nodiscard]] std::string points_of(const AchievementResult& result) const;
    // "41,25 درجة"
    [[nodiscard]] std::string mark_of(const AchievementResult& result) const;
    // "9/16", month before day, as the form has it.
    [[nodiscard]] static std::string date_of(Day day);

    [[nodiscard]] print::Fields head_fields(const AchievementHead& head) const;
    // The foot of the form: sum and mark, then who signs; what a competency or a unit gave stands above it.
    void add_foot(print::Document& document, const AchievementHead& head,
                  const AchievementResult& result, std::string_view of,
                  const documents::Printing& printing) const;
    [[nodiscard]] documents::DocumentContent content(const AchievementHead& head,
                                                     const AchievementResult& result,
                                                     std::string_view of) const;

private:
    [[nodiscard]] std::string counted_points(int points) const;

    print::Language language_;
    print::DigitSet digits_;
};

// One document of several, each beginning on a page; across as soon as one of them is. Never empty.
[[nodiscard]] print::Document one_after_another(std::vector<print::Document> each);

}  // namespace taqwim::marks
