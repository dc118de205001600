// The tables of templates, their versions and what became of these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "documents/templates/template.h"
#include "platform/database/session.h"
#include "school/record.h"

namespace taqwim::documents {

// What became of a version.
struct TemplateStep {
    std::string step;  // proof, approved, returned, withdrawn
    std::optional<Instant> live_from = std::nullopt;
    std::optional<Instant> live_until = std::nullopt;
    std::string note = {};
    Instant taken_at = {};
    std::int64_t taken_by = 0;
    std::string taken_by_name = {};
};

struct TemplateVersion {
    std::int64_t id = 0;
    TemplateContent content;  // its emblem only where it was asked for
    bool has_emblem = false;
    Instant written_at;
    std::int64_t written_by = 0;
    std::string written_by_name;
    std::vector<TemplateStep> steps;

    [[nodiscard]] const TemplateStep* step(std::string_view name) const;
    // Approved, begun, not ended and not withdrawn.
    [[nodiscard]] bool may_hold(Instant at) const;
};

struct Template {
    std::int64_t id = 0;
    std::string name;
    TemplateScope scope;
    std::string directorate_ar;  // empty, as the school's: not narrowed to one
    std::string directorate_en;
    std::string school_ar;
    std::string school_en;
    std::vector<TemplateVersion> versions;  // in the order in which they were written

    // Which version holds at the moment: the one that began last. Another takes its place, and gives it back when it ends.
    [[nodiscard]] const TemplateVersion* in_force(Instant at) const;
};

// draft, proof, returned, waiting (approved, not begun), live, superseded, expired, withdrawn.
[[nodiscard]] std::string_view state_of(const Template& of, const TemplateVersion& version,
                                        Instant at);

namespace templates_store {

// Ids below `before`, the newest first; 0: from the newest on. With their versions, without emblems.
[[nodiscard]] std::vector<Template> before(database::Session& session, std::int64_t before,
                                           std::int64_t rows);
[[nodiscard]] std::optional<Template> find(database::Session& session, std::int64_t id);
[[nodiscard]] std::string emblem_of(database::Session& session, std::int64_t version_id);
// Those of a country, without versions.
[[nodiscard]] std::vector<Template> of_country(database::Session& session,
                                               const std::string& country);

void insert(school::Changes& changes, const Template& made);
void insert_version(school::Changes& changes, std::int64_t template_id,
                    const TemplateVersion& version);
// False when the step was taken already.
[[nodiscard]] bool insert_step(school::Changes& changes, std::int64_t version_id,
                               const TemplateStep& step);

}  // namespace templates_store

// The version that papers of the kind are printed with at the moment of the order; a LookFinder.
[[nodiscard]] std::optional<PaperLook> look_in_force(database::Session& session,
                                                     const PaperOrder& order,
                                                     const PaperKind& kind);

}  // namespace taqwim::documents
