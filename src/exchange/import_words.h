// The words of files that people bring (words.tsv): how portals write headings and values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taqwim::exchange {

class ImportWords {
public:
    // The program's own. Throws ConfigurationFault when a spelling of a group has two meanings.
    [[nodiscard]] static const ImportWords& built_in();
    [[nodiscard]] static ImportWords read(std::string_view file, std::string_view text);

    // What a text means within a group: meaning("sex", …) is "male". Nothing for a word that is not listed.
    [[nodiscard]] std::optional<std::string_view> meaning(std::string_view group,
                                                          std::string_view text) const;
    // The same for a text that heading_form has gone over.
    [[nodiscard]] std::optional<std::string_view> meaning_of_form(std::string_view group,
                                                                  std::string_view form) const;
    // As templates write it; empty for a meaning that is not listed.
    [[nodiscard]] std::string_view written(std::string_view group, std::string_view meaning) const;
    // The meanings of a group as templates write them, in the order of the file.
    [[nodiscard]] std::vector<std::string> all_written(std::string_view group) const;
    // The same for refusals: "a, b, c".
    [[nodiscard]] std::string listed(std::string_view group) const;

private:
    struct Group {
        std::map<std::string, std::string, std::less<>> by_form;
        // Each meaning with its first spelling, in the order of the file.
        std::vector<std::pair<std::string, std::string>> written;
    };
    std::map<std::string, Group, std::less<>> groups_;
};

}  // namespace taqwim::exchange
