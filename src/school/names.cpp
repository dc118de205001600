#include "school/names.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/digits.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "platform/tables/arabic_text.h"
#include "regulations/frame/json_value.h"

namespace taqwim::school {

namespace {

constexpr std::size_t k_saudi_digits = 10;
constexpr std::size_t k_kuwaiti_digits = 12;
constexpr std::size_t k_longest_number = 30;

bool is_digit(char letter)
{
    return '0' <= letter && letter <= '9';
}

bool is_all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

int value_of(char digit)
{
    return digit - '0';
}

// A part of a name as it is compared: in the form by which names are found, without the word for son before it.
std::string compared_part(std::string_view part)
{
    constexpr std::string_view k_son_of = "\u0628\u0646 ";  // source-check: allow a word of names
    const std::string form = tables::search_form(part);
    return form.starts_with(k_son_of) ? form.substr(k_son_of.size()) : form;
}

// Digits of any kind as ASCII, Latin letters as capitals, blanks and hyphens left out. Nothing for other letters.
std::optional<std::string> plain_number(std::string_view text)
{
    std::string plain;
    text = trimmed(text);
    while (!text.empty()) {
        if (const auto digit = leading_digit(text)) {
            plain += static_cast<char>('0' + digit->value);
            text.remove_prefix(digit->bytes);
            continue;
        }
        const char letter = text.front();
        if ('a' <= letter && letter <= 'z')
            plain += static_cast<char>(letter - 'a' + 'A');
        else if ('A' <= letter && letter <= 'Z')
            plain += letter;
        else if (letter != ' ' && letter != '-' && letter != '/')
            return std::nullopt;
        text.remove_prefix(1);
    }
    return plain.empty() || plain.size() > k_longest_number ? std::nullopt
                                                            : std::optional(std::move(plain));
}

// Ten digits, of which the first says what the number is of; the last one is Luhn's check: every other digit counts
// twice, from the first on.
bool is_saudi_number(std::string_view number, char first, CheckDigit check)
{
    if (number.size() != k_saudi_digits || !is_all_digits(number) || number.front() != first)
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        const int digit = value_of(number[i]);
        const int counted = i % 2 == 0 ? digit * 2 : digit;
        sum += counted > 9 ? counted - 9 : counted;
    }
    return check == CheckDigit::confirmed || sum % 10 == 0;
}

// The century (2: 1900, 3: 2000), the day of birth as YYMMDD, a serial number and a check digit.
bool is_kuwaiti_number(std::string_view number, CheckDigit check)
{
    constexpr std::array<int, 11> weights = {2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (number.size() != k_kuwaiti_digits || !is_all_digits(number))
        return false;
    if (number[0] != '2' && number[0] != '3')
        return false;
    const int year =
        (number[0] == '2' ? 1900 : 2000) + value_of(number[1]) * 10 + value_of(number[2]);
    const int month = value_of(number[3]) * 10 + value_of(number[4]);
    const int day = value_of(number[5]) * 10 + value_of(number[6]);
    if (!Day::of(year, month, day))
        return false;
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += value_of(number[i]) * weights[i];
    return check == CheckDigit::confirmed || 11 - sum % 11 == value_of(number[11]);
}

bool is_omani_number(std::string_view number)
{
    return is_all_digits(number) && number.size() <= 12;
}

bool fits(std::string_view country, std::string_view kind, std::string_view number,
          CheckDigit check)
{
    if (kind != "national_id" && kind != "residence")
        return true;
    if (country == "SA")
        return is_saudi_number(number, kind == "national_id" ? '1' : '2', check);
    if (country == "KW")
        return is_kuwaiti_number(number, check);
    return is_omani_number(number);
}

Refusal invalid(std::string_view field, std::string_view number)
{
    return {RefusalCode::identity_number_invalid,
            {{"field", std::string(field)}, {"value", std::string(number)}},
            "/" + std::string(field),
            ""};
}

}  // namespace

StoredName stored_name(std::string_view name)
{
    return {tables::search_form(name), tables::sort_key(name)};
}

std::string search_pattern(std::string_view typed)
{
    std::string pattern = "%";
    for (const char letter : tables::search_form(typed)) {
        if (letter == '%' || letter == '_' || letter == '!')
            pattern += '!';
        pattern += letter;
    }
    return pattern == "%" ? pattern : pattern + '%';
}

Result<NamePlace> NamePlace::in(const Page& page)
{
    if (page.after.empty())
        return NamePlace{};
    const std::size_t dot = page.after.rfind('.');
    if (dot != std::string::npos)
        if (const auto id = parse_id(std::string_view(page.after).substr(dot + 1)))
            return NamePlace{page.after.substr(0, dot), *id};
    return Refusal{RefusalCode::page_key_invalid, {{"value", page.after}}, "after", ""};
}

std::optional<Refusal> refuses_name_parts(const std::vector<std::string>& parts, bool is_citizen)
{
    const std::size_t least = is_citizen ? 4 : 2;
    const bool has_empty =
        std::ranges::any_of(parts, [](const std::string& part) { return trimmed(part).empty(); });
    if (!has_empty && least <= parts.size() && parts.size() <= 5)
        return std::nullopt;
    return Refusal{RefusalCode::name_parts_wrong,
                   {{"field", "name_parts"},
                    {"value", joined_name(parts)},
                    {"minimum", std::to_string(least)},
                    {"maximum", "5"}},
                   "/name_parts",
                   is_citizen ? "PG-24.N.1" : "PG-24.N.3"};
}

int matching_name_parts(const std::vector<std::string>& one, const std::vector<std::string>& other)
{
    int matching = 0;
    for (std::size_t i = 0; i < one.size() && i < other.size(); ++i, ++matching)
        if (compared_part(one[i]) != compared_part(other[i]))
            break;
    return matching;
}

std::string joined_name(const std::vector<std::string>& parts)
{
    std::string name;
    for (const std::string& part : parts)
        name.append(name.empty() ? "" : " ").append(trimmed(part));
    return name;
}

std::string name_parts_json(const std::vector<std::string>& parts)
{
    JsonWriter json;
    json.begin_array();
    for (const std::string& part : parts)
        json.text(trimmed(part));
    json.end_array();
    return std::string(json.str());
}

std::vector<std::string> name_parts_in(std::string_view json)
{
    const auto document = JsonDocument::parse(json);
    if (!document || !document->root().is(JsonKind::array))
        throw std::logic_error("a column of name parts holds something else");
    std::vector<std::string> parts;
    for (const JsonValue part : document->root())
        parts.emplace_back(part.text());
    return parts;
}

Result<std::string> checked_identity_number(std::string_view country, std::string_view kind,
                                            std::string_view number, std::string_view field,
                                            CheckDigit check)
{
    auto plain = plain_number(number);
    if (!plain || !fits(country, kind, *plain, check))
        return invalid(field, number);
    return std::move(*plain);
}

Result<std::string> checked_person_number(std::string_view country, std::string_view number,
                                          std::string_view field, CheckDigit check)
{
    auto plain = plain_number(number);
    if (!plain)
        return invalid(field, number);
    if (country == "SA" && plain->size() == k_saudi_digits && is_all_digits(*plain) &&
        !is_saudi_number(*plain, '1', check) && !is_saudi_number(*plain, '2', check))
        return invalid(field, number);
    if (country == "KW" && plain->size() == k_kuwaiti_digits && is_all_digits(*plain) &&
        !is_kuwaiti_number(*plain, check))
        return invalid(field, number);
    return std::move(*plain);
}

}  // namespace taqwim::school
