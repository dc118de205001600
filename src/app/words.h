// What the program says: its own messages and those of refusals, in one language, with one kind of digits.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/terminal_text.h"
#include "app/text_table.h"
#include "core/refusal.h"
#include "regulations/frame/messages.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::app {

class Words {
public:
    // Reads the message files that are built into the program. Throws ConfigurationFault.
    Words(Language language, Digits digits);

    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] Digits digits() const { return digits_; }
    [[nodiscard]] Direction direction() const { return direction_; }
    [[nodiscard]] const Messages& messages() const { return messages_; }
    [[nodiscard]] bool has(std::string_view key) const { return messages_.has(key); }

    // The message as it stands in the file, with the digits of data: for tables and for what is formatted later.
    [[nodiscard]] std::string plain(std::string_view key, const Arguments& arguments = {}) const;
    // The message as one line of a terminal.
    [[nodiscard]] std::string line(std::string_view key, const Arguments& arguments = {}) const;
    // Any sentence as one line of a terminal: in its digits and direction, without what could harm the terminal.
    [[nodiscard]] std::string as_line(std::string_view sentence) const;
    // The label of a value, such as «kind.decision», or the value itself when there is none.
    [[nodiscard]] std::string label(std::string_view kind, std::string_view value) const;
    // A list of names within a sentence.
    [[nodiscard]] std::string list(const std::vector<std::string>& names) const;

    // What was typed or read (a path, an id) as a part of a sentence: isolated, so that its digits stay as they are.
    [[nodiscard]] std::string given(std::string_view text) const;

    [[nodiscard]] TextTable table() const { return TextTable(direction_, digits_); }

private:
    Language language_;
    Digits digits_;
    Messages messages_;
    Direction direction_;
};

}  // namespace taqwim::app
