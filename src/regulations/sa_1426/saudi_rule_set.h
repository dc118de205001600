// One class for all Saudi rule sets: an edition is its files, its rules and the kinds of documents it answers.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/embedded_file.h"
#include "regulations/frame/rule_set.h"
#include "regulations/sa_1426/document_kind.h"
#include "regulations/sa_1426/school_folder.h"

namespace taqwim::sa_1426 {

struct Edition {
    std::string_view id;                // "sa_guide"
    std::vector<EmbeddedFile> clauses;  // registers, read as one
    std::vector<EmbeddedFile> parameters;
    std::vector<EmbeddedFile> messages_ar;  // beside the words of core and frame
    std::vector<EmbeddedFile> messages_en;
    std::vector<DocumentKind> kinds;
    std::function<std::unique_ptr<const EditionRules>(const ParametersOnDay& parameters)>
        read_rules;
    std::vector<std::string_view> deciding_clauses;                   // reasons tell them first
    std::string_view schema_file = "saudi-student-year.schema.json";  // in docs/schema
    // Reads a school's folder; null when the edition has no form for one.
    SchoolFolder (*read_folder)(std::span<const SchoolTable> tables,
                                std::string_view regulation) = nullptr;
};

// Covers the school years from parameter edition.first_day to edition.last_day. Throws ConfigurationFault with all that
// is wrong in the edition's or the installation's files.
[[nodiscard]] std::unique_ptr<RuleSet> make_saudi_rule_set(Edition edition,
                                                           const InstallationFolder& installation);

}  // namespace taqwim::sa_1426
