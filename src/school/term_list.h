// Terms that a text must not have, as a list of parameters holds them: found as whole words, however they are written:
// without diacritics and tatweel, with one alef, yeh, waw and heh, with the prefixes و ف ب ك ل ال before it and the endings
// ه ين ون ات behind it. A term's own article may be written with a preposition too: المركز is found in بالمركز and للمركز.
//
//   const TermList terms({"term=what_may_stand_instead", "two_words", "!a_phrase_whose_words_are_no_term"});
//   for (const TermFound& found : terms.found_in(text)) …
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::school {

struct TermFound {
    std::string term;     // as the list has it
    std::string neutral;  // what may be written instead; empty: the list names nothing

    friend bool operator==(const TermFound&, const TermFound&) = default;
};

// Safe to share between threads.
class TermList {
public:
    // Each "term" or "term=neutral_words", with _ for a blank; a term may be of several words. "!phrase": where it stands, none
    // of its words is part of a term.
    explicit TermList(const std::vector<std::string>& entries);
    // The list of sa_1426 of that name, in force on the day: the only text with such lists, which hold for the schools of every
    // regulation. Refuses with day_not_covered; before the regulation's first day its first list holds.
    [[nodiscard]] static Result<TermList> in_force(
        const std::vector<std::unique_ptr<RuleSet>>& rule_sets, std::string_view parameter,
        Day today);

    // In the order of the text, each term once.
    [[nodiscard]] std::vector<TermFound> found_in(std::string_view text) const;

private:
    struct Term {
        TermFound shown;
        std::vector<std::string> words;  // folded
    };
    std::vector<Term> terms_;
    std::vector<std::vector<std::string>> allowed_;
};

}  // namespace taqwim::school
