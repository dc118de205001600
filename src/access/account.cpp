#include "access/account.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/digits.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"

namespace taqwim::access {

namespace {

constexpr std::array<std::pair<std::string_view, PersonKind>, 3> k_kinds = {{
    {"staff_member", PersonKind::staff_member},
    {"guardian", PersonKind::guardian},
    {"student", PersonKind::student},
}};

bool is_letter_or_digit(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

}  // namespace

std::optional<std::string> account_name(std::string_view typed)
{
    std::string name;
    std::string_view rest = trimmed(typed);
    // Four bytes a letter at most, and nothing longer is worth looking at.
    if (rest.size() > k_account_name_maximum * 4)
        return std::nullopt;
    while (!rest.empty()) {
        if (const auto digit = leading_digit(rest)) {
            name += static_cast<char>('0' + digit->value);
            rest.remove_prefix(digit->bytes);
            continue;
        }
        char letter = rest.front();
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
        name += letter;
        rest.remove_prefix(1);
    }
    const bool is_name = name.size() >= k_account_name_minimum &&
                         name.size() <= k_account_name_maximum &&
                         is_letter_or_digit(name.front()) && is_letter_or_digit(name.back()) &&
                         std::ranges::all_of(name, [](char letter) {
                             return is_letter_or_digit(letter) || letter == '.' || letter == '-';
                         });
    return is_name ? std::optional(name) : std::nullopt;
}

Result<std::string> required_account_name(std::string_view typed, std::string_view field)
{
    if (auto name = account_name(typed))
        return std::move(*name);
    return Refusal{RefusalCode::account_name_invalid,
                   {{"name", std::string(typed)},
                    {"minimum", std::to_string(k_account_name_minimum)},
                    {"maximum", std::to_string(k_account_name_maximum)}},
                   std::string(field),
                   ""};
}

std::string_view to_text(PersonKind kind)
{
    return std::ranges::find(k_kinds, kind, &std::pair<std::string_view, PersonKind>::second)
        ->first;
}

std::optional<PersonKind> parse_person_kind(std::string_view text)
{
    const auto* found =
        std::ranges::find(k_kinds, text, &std::pair<std::string_view, PersonKind>::first);
    return found == k_kinds.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace taqwim::access
