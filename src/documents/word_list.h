// The words of a document: one entry a line, key, Arabic and English with tabs between, # before a remark.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "platform/print/document.h"

namespace taqwim::documents {

class WordList {
public:
    // The text stays where it is: a file built into the program. Throws ConfigurationFault for a line without its three fields
    // and for a key that comes twice.
    explicit WordList(std::string_view text, std::string_view file = "words.tsv");

    [[nodiscard]] bool has(std::string_view key) const { return entries_.contains(key); }
    // Throws ConfigurationFault for a key that the list does not have: a defect of the program, found by the document's test.
    [[nodiscard]] std::string at(std::string_view key, print::Language language) const;
    // The same with the value in the place of {value}, isolated.
    [[nodiscard]] std::string with(std::string_view key, print::Language language,
                                   std::string_view value) const;

private:
    struct Entry {
        std::string_view arabic;
        std::string_view english;
    };

    std::string file_;
    std::map<std::string_view, Entry> entries_;
};

}  // namespace taqwim::documents
