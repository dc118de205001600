// The words that a school's folder may use in the place of the documented names: Arabic names of
// files and columns, and Arabic values. They stand in a rule set's folder_words.txt, which is built
// into the program.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taqwim {

class FolderWords {
public:
    // Throws ConfigurationFault with every problem of the file: a line that is none of its forms, a
    // word with two meanings in one section.
    [[nodiscard]] static FolderWords parse(std::string_view path, std::string_view text);

    // The name that a word stands for in a section; a name stands for itself.
    [[nodiscard]] std::optional<std::string_view> name_of(std::string_view section,
                                                          std::string_view word) const;
    // All names that a word may stand for. More than one only in [columns].
    [[nodiscard]] std::vector<std::string_view> names_of(std::string_view section,
                                                         std::string_view word) const;

private:
    // Folded words and the names they stand for.
    using Section = std::multimap<std::string, std::string, std::less<>>;

    [[nodiscard]] const Section* section(std::string_view name) const;

    std::map<std::string, Section, std::less<>> sections_;
};

}  // namespace taqwim
