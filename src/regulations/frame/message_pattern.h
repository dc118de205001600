// The pattern of one message: what it may contain, and how its arguments are named for the library.
// For messages.cpp only: it brings in the library.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unicode/fmtable.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace taqwim::message_pattern {

// How an argument is used in a pattern. The same name may be shown as it is and choose a form, so
// each use that chooses gets a name of its own, which no message can write.
enum class Use : std::uint8_t { shown, counted, chosen };

struct Pattern {
    icu::UnicodeString text;
    std::set<std::pair<std::string, Use>> uses;
    std::string
        wrong;  // the first thing that is not allowed, in words; empty when the pattern is good
};

// Holds a pattern against what messages may contain and rewrites it: an argument that chooses gets
// its own name, and # becomes the argument as it was given.
[[nodiscard]] Pattern read(const std::string& text, const std::vector<std::string>& plural_forms);

// The plural forms of a language: "one" and "other" in English.
[[nodiscard]] std::vector<std::string> plural_forms_of(const icu::Locale& locale);

// The name under which a use of an argument stands in the rewritten pattern.
[[nodiscard]] std::string name_of(const std::string& argument, Use use);

// A whole number as the plural rules take it; whatever else is given takes the form of a fraction,
// "other".
[[nodiscard]] icu::Formattable counted(std::string_view text);

[[nodiscard]] icu::UnicodeString unicode(std::string_view text);
[[nodiscard]] std::string utf8(const icu::UnicodeString& text);

}  // namespace taqwim::message_pattern
