// What a template of papers is: for whom, and what it changes. Nothing else of a paper can be changed by one.
//
//   Template          for a country, one of its directorates or one school; for all kinds of papers or those named
//   TemplateContent   listed phrases in both languages, an emblem, a colour, who signs under which title
//
// Of the templates for a paper the nearest holds alone: the school's before the directorate's before the country's, and
// one that names the kind before one that names none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/refusal.h"
#include "documents/paper_kinds.h"
#include "documents/paper_look.h"
#include "platform/print/document.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::documents {

struct TemplateScope {
    std::string country;  // KW, SA, OM
    std::optional<std::int64_t> directorate_id = std::nullopt;
    std::optional<std::int64_t> school_id = std::nullopt;  // with its directorate
    std::vector<std::string> kinds = {};                   // none: all

    [[nodiscard]] bool names(std::string_view kind) const;
    // Whether both would hold for one paper, and neither is nearer to it.
    [[nodiscard]] bool collides_with(const TemplateScope& other) const;
};

struct TemplatePhrase {
    std::string key;
    std::string arabic;
    std::string english;
};

struct TemplateSignature {
    std::string place;  // of a box that papers have; empty: one more
    std::string title_ar;
    std::string title_en;
};

struct TemplateContent {
    std::vector<TemplatePhrase> phrases = {};
    std::optional<print::Colour> accent = std::nullopt;
    std::vector<TemplateSignature> signatures = {};
    std::string emblem = {};  // PNG or SVG; empty: none
};

// A line of phrases.tsv.
struct ListedPhrase {
    std::string_view key;
    std::size_t most_letters = 0;
    std::string_view arabic;
    std::string_view english;

    // What stands there without a template; empty: nothing.
    [[nodiscard]] std::string usual(print::Language language, std::string_view country) const;
};

// Throws ConfigurationFault for a line that is none.
[[nodiscard]] const std::vector<ListedPhrase>& listed_phrases();

inline constexpr std::size_t k_most_emblem_bytes = 200'000;
inline constexpr std::size_t k_most_boxes = 4;
// Of text on paper, in hundredths: 4.5 to 1.
inline constexpr int k_least_contrast = 450;

// "#0B5F5C"; nothing for another text.
[[nodiscard]] std::optional<print::Colour> colour_in(std::string_view text);
[[nodiscard]] std::string to_text(const print::Colour& colour);
// With white paper, in hundredths, cut: 100 to 2100.
[[nodiscard]] int contrast_on_paper(const print::Colour& colour);

// The kinds of papers of a country's schools that stand in the scope.
[[nodiscard]] std::vector<const PaperKind*> kinds_in(const TemplateScope& scope,
                                                     const PaperKinds& kinds);

// The kind's sample without a head, for the boxes that it has.
[[nodiscard]] print::Document blank_sample(const PaperKind& kind, print::Language language);

// Kinds and places of signatures that are none, phrases that are not listed, too long or given twice, a colour that cannot be read,
// a picture that is none or too large, more boxes than stand beside each other: the first of them, at its field.
[[nodiscard]] std::optional<Refusal> refuses(const TemplateScope& scope,
                                             const TemplateContent& content,
                                             const PaperKinds& kinds);

[[nodiscard]] PaperLook look_of(const TemplateContent& content, print::Language language);

// The field "phrases" of an object that is open: as it is stored, and as it is answered.
void write_phrases(const TemplateContent& content, JsonWriter& json);

// As it is stored, without the emblem.
[[nodiscard]] std::string to_text(const TemplateContent& content);
// Throws std::logic_error for a text that to_text did not write.
[[nodiscard]] TemplateContent content_in(std::string_view text);

}  // namespace taqwim::documents
