// The words of one language, from message files: how checks, results and refusals read to people.
//
//   const Messages messages = Messages::read("ar", files);
//   messages.format("formative_mark.result", {{"subject", "الرياضيات"}, {"points", "11"}});
//
// A file is TOML whose nested tables give the keys: text = "…" below [formative_mark.met] is
// "formative_mark.met.text". The texts are patterns of ICU MessageFormat with named arguments,
// which are given as texts:
//
//   {mark}                                  the text exactly as given, or «—» when not given
//   {n, plural, one {…} two {…} other {#}}  chooses by a whole number, and "other" for any other
//                                           text; # is the text as given. Every form of the
//                                           language must stand there
//   {term, select, T1 {…} other {…}}        chooses by the text; "missing" when not given
//
// Formats such as {n, number} are refused: numbers arrive exact and leave as they came.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/configuration_fault.h"
#include "core/embedded_file.h"
#include "core/refusal.h"

namespace taqwim {

class Messages {
public:
    // The messages of all files together. Throws ConfigurationFault with every problem of every
    // file: what is not a text, a key that stands twice, a pattern that does not compile or lacks a
    // plural form of the language.
    [[nodiscard]] static Messages read(std::string_view language,
                                       std::span<const EmbeddedFile> files);

    Messages(Messages&&) noexcept;
    Messages& operator=(Messages&&) noexcept;
    ~Messages();

    [[nodiscard]] const std::string& language() const;
    [[nodiscard]] bool has(std::string_view key) const;
    // Safe to call from several threads. Throws ConfigurationFault when there is no such key.
    [[nodiscard]] std::string format(std::string_view key, const Arguments& arguments = {}) const;

    // In alphabetical order.
    [[nodiscard]] std::vector<std::string> keys() const;
    // The names that the message of a key uses, each once, in alphabetical order.
    [[nodiscard]] std::vector<std::string> arguments_of(std::string_view key) const;

private:
    struct Content;
    explicit Messages(std::unique_ptr<Content> content);
    std::unique_ptr<Content> content_;
};

// Throws ConfigurationFault naming every key that one of the two has and the other has not.
void require_same_keys(const Messages& a, const Messages& b);

// What is refused, why, and what to do next. The place and the clause are arguments as well, as
// {field} and {clause}, unless the refusal gives its own. A value for which the messages hold a
// word reads as that word: subject: "maths" as the message "subject.maths", other_subject: "maths"
// likewise.
[[nodiscard]] std::string refusal_text(const Refusal& refusal, const Messages& messages);

enum class Digits : std::uint8_t { latin, arabic_indic };

// The text with its digits in the given form, and the point between two digits as «٫». What is a
// code stays as it is: a word with a Latin letter or an underscore ("KW-17.1", "units.csv:14",
// "T1"), and whatever stands between the isolating characters U+2066 to U+2068 and U+2069.
[[nodiscard]] std::string with_digits(std::string_view text, Digits digits);

}  // namespace taqwim
