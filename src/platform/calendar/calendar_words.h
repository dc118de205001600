// calendar_words.txt, read once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taqwim::calendar {

enum class WordKind : std::uint8_t { hijri_month, gregorian_month, weekday, mark, filler, same };
enum class WordLanguage : std::uint8_t { arabic, english };

struct WordMeaning {
    WordKind kind;
    int number;
};

// Letters as words are compared: small, without marks, tatweel and direction marks, one alef, yeh and heh; digits of
// every kind as ASCII; other blanks as a space. A hyphen between two letters goes, between others it stays.
[[nodiscard]] std::string folded(std::string_view text);

// What a word says, or words without the blanks between them; they are folded. Nothing when it is none of the file.
[[nodiscard]] std::optional<WordMeaning> meaning_of(std::string_view word);

// The first word of the file for this meaning; empty when there is none.
[[nodiscard]] std::string_view word_for(WordKind kind, int number, WordLanguage language);

}  // namespace taqwim::calendar
