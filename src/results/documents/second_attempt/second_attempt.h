// What the notice and the list of a second attempt share (KW-18, KW-19): grades 1 to 4 sit the placement assessment, grade 5
// the second round.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/print/document.h"

namespace taqwim::results {

enum class SecondAttempt : std::uint8_t {
    placement,    // KW-18
    second_round  // KW-19
};

// What is assessed.
enum class AttemptScope : std::uint8_t {
    term_2,                      // KW-18.3
    both_terms,                  // KW-18.4
    performance,                 // KW-19.3
    term_2_and_performance,      // KW-19.1, KW-19.2, KW-19.4
    both_terms_and_performance,  // KW-19.6
};

// "term_2" and so on; any other text is term_2.
[[nodiscard]] AttemptScope attempt_scope(std::string_view code);

// The words of both papers in one language.
class AttemptWords {
public:
    AttemptWords(SecondAttempt attempt, print::Language language)
        : attempt_(attempt), language_(language)
    {}

    [[nodiscard]] std::string at(std::string_view key) const;
    // Of the attempt: `key` with _placement or _second_round after it.
    [[nodiscard]] std::string of_attempt(std::string_view key) const;
    [[nodiscard]] std::string scope(AttemptScope scope) const;
    // The requirement that orders the paper.
    [[nodiscard]] std::string form() const;

private:
    SecondAttempt attempt_;
    print::Language language_;
};

}  // namespace taqwim::results
