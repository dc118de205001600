#include "regulations/frame/folder_row.h"

#include "core/digits.h"

namespace taqwim {

std::string id_of(std::string_view text)
{
    std::string id;
    while (!text.empty()) {
        if (const auto digit = leading_digit(text)) {
            id += static_cast<char>('0' + digit->value);
            text.remove_prefix(digit->bytes);
        } else {
            id += text.front();
            text.remove_prefix(1);
        }
    }
    return id;
}

std::string_view day_text(std::string_view text, std::string& kept)
{
    if (text.size() == 10 && text[4] == '-' && text[7] == '-')
        return text;
    std::string_view rest = text;
    std::array<std::string, 3> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            if (rest.empty() || (rest.front() != '/' && rest.front() != '-'))
                return text;
            rest.remove_prefix(1);
        }
        while (const auto digit = leading_digit(rest)) {
            parts[i] += static_cast<char>('0' + digit->value);
            rest.remove_prefix(digit->bytes);
        }
        const std::size_t longest = i == 0 ? 4 : 2;
        if (parts[i].empty() || parts[i].size() > longest || (i == 0 && parts[i].size() != longest))
            return text;
        if (parts[i].size() == 1)
            parts[i].insert(0, 1, '0');
    }
    if (!rest.empty() && rest != " 00:00:00" && rest != " 00:00" && rest != " 0:00" &&
        rest != " 0:00:00")
        return text;
    kept = parts[0] + "-" + parts[1] + "-" + parts[2];
    return kept;
}

}  // namespace taqwim
