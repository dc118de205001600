// Templates per ministry: written as versions, looked at as a proof, approved by somebody else, and live from a moment on.
// A version is never changed; a paper that was issued stays byte for byte what it was, and names its version.
//
//   const auto made = templates.make(act, wanted);               // its first version, a draft
//   templates.step(act, id, version, {.step = "proof"});         // refused while a paper has no room for it
//   templates.step(other, id, version, {.step = "approved", .live_from = moment});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "documents/paper_desk.h"
#include "documents/templates/templates_store.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::documents {

// What a preview shows: a template that need not be saved, on a sample.
struct PreviewWanted {
    TemplateScope scope;  // its place; of its kinds one
    TemplateContent content;
    std::string kind;
    print::Language language = print::Language::arabic;
    print::DigitSet digits = print::DigitSet::arabic_indic;
    Instant at;
    Day today{0};
    // A picture of this page, so many pixels wide; none: the whole file.
    std::optional<int> page = std::nullopt;
    int width = 900;
};

struct Preview {
    std::string bytes;  // PDF, or PNG of a page
    int pages = 0;
};

// Safe to share between threads.
class Templates {
public:
    // Both outlive this.
    Templates(school::Record& record, const PaperKinds& kinds) : record_(record), kinds_(kinds) {}

    // The first version of a new template. Refuses what `refuses` says (template.h), record_unknown (a directorate of another
    // country, a school of another directorate) and record_exists for a scope that has one.
    [[nodiscard]] Result<school::Answer> make(const school::Act& act, const Template& wanted,
                                              const TemplateContent& content);
    // The next version. Refuses as `make` does.
    [[nodiscard]] Result<school::Answer> write(const school::Act& act, std::int64_t id,
                                               const TemplateContent& content);
    // proof of a draft, approved or returned of a proof, withdrawn at any time. Refuses with record_unknown, decided_already,
    // value_not_listed (a step that is not due), same_person (approved or returned by who wrote it), reason_missing (returned, or
    // withdrawn after the approval), value_out_of_range (live before now or in more than two years, a paper that has no room),
    // days_reversed and setting_invalid (letters that the typeface does not have).
    [[nodiscard]] Result<school::Answer> step(const school::Act& act, std::int64_t id,
                                              std::int64_t version_id, TemplateStep wanted);

    // The newest first; `after` is the last id of the page before.
    [[nodiscard]] Result<std::string> page(const school::Page& page, std::int64_t reader);
    [[nodiscard]] Result<std::string> one(std::int64_t id, std::int64_t reader);
    // One version with its emblem.
    [[nodiscard]] Result<std::string> version(std::int64_t id, std::int64_t version_id,
                                              std::int64_t reader);
    // What can be changed of a country's papers: phrases, kinds with their boxes, limits.
    [[nodiscard]] std::string parts(const std::string& country) const;
    // Directorates, or the schools of one.
    [[nodiscard]] Result<std::string> places(std::optional<std::int64_t> directorate_id,
                                             const school::Page& page);

    // Refuses as `make` does, and with value_not_listed for a kind without a sample or a language that it is not printed in.
    [[nodiscard]] Result<Preview> preview(const PreviewWanted& wanted);

private:
    [[nodiscard]] Result<Template> placed(database::Session& session, Template wanted) const;
    // With the template no sample has more pages than without, each letter is printed and no word broken.
    [[nodiscard]] std::optional<Refusal> refuses_to_fit(const Template& of,
                                                        const TemplateContent& content);
    [[nodiscard]] print::Document sample(const Template& of, const PaperLook* look,
                                         const PaperKind& kind, const PreviewWanted& wanted) const;

    school::Record& record_;
    const PaperKinds& kinds_;
    Printers printers_;
};

}  // namespace taqwim::documents
