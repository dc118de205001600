// What import templates say beside their headings: template_words.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace taqwim::exchange {

struct TemplateWords {
    struct Entry {
        std::string group;
        std::string key;
        std::string ar;
        std::string en;
    };
    std::vector<Entry> entries;

    // The program's own. Throws ConfigurationFault when a line has not four fields.
    [[nodiscard]] static const TemplateWords& built_in();
    [[nodiscard]] static TemplateWords read(std::string_view file, std::string_view text);

    // In Arabic; empty when there is none.
    [[nodiscard]] std::string_view text(std::string_view group, std::string_view key) const;
    // Of a group in their order, those for everything among them.
    [[nodiscard]] std::vector<Entry> of(std::string_view group, std::string_view key) const;
};

}  // namespace taqwim::exchange
