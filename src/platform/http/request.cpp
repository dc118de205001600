#include "platform/http/request.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/refusal_codes.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

constexpr std::array<std::pair<std::string_view, Method>, 7> k_methods = {{
    {"GET", Method::get},
    {"HEAD", Method::head},
    {"POST", Method::post},
    {"PUT", Method::put},
    {"PATCH", Method::patch},
    {"DELETE", Method::remove},
    {"OPTIONS", Method::options},
}};

std::optional<std::string_view> first_of(const NamedTexts& texts, std::string_view name)
{
    for (const auto& [text_name, value] : texts)
        if (text_name == name)
            return value;
    return std::nullopt;
}

// The weight of a language in thousandths: ";q=0.8" is 800. What cannot be read weighs nothing.
int weight_of(std::string_view parameters)
{
    const std::size_t start = parameters.find("q=");
    if (start == std::string_view::npos)
        return 1000;
    const std::string_view number = without_blanks(parameters.substr(start + 2));
    if (number.empty() || (number[0] != '0' && number[0] != '1'))
        return 0;
    int weight = (number[0] - '0') * 1000;
    int place = 100;
    for (const char digit : number.substr(std::min<std::size_t>(2, number.size()))) {
        if (digit < '0' || digit > '9')
            break;
        weight += (digit - '0') * place;
        place /= 10;
    }
    return std::min(weight, 1000);
}

}  // namespace

std::string_view to_text(Method method)
{
    for (const auto& [text, known] : k_methods)
        if (known == method)
            return text;
    return {};
}

std::optional<Method> parse_method(std::string_view text)
{
    for (const auto& [known, method] : k_methods)
        if (known == text)
            return method;
    return std::nullopt;
}

Language preferred_language(std::string_view accept_language)
{
    int arabic = 0;
    int english = 0;
    while (!accept_language.empty()) {
        const std::string_view piece = accept_language.substr(0, accept_language.find(','));
        accept_language.remove_prefix(std::min(accept_language.size(), piece.size() + 1));
        const std::size_t semicolon = std::min(piece.find(';'), piece.size());
        const std::string tag = in_small_letters(without_blanks(piece.substr(0, semicolon)));
        const int weight = weight_of(piece.substr(semicolon));
        const std::string_view primary = std::string_view(tag).substr(0, tag.find('-'));
        if (primary == "ar")
            arabic = std::max(arabic, weight);
        else if (primary == "en")
            english = std::max(english, weight);
    }
    return english > arabic ? Language::en : Language::ar;
}

std::string_view Request::path(std::string_view name) const
{
    if (const auto value = first_of(path_parameters, name))
        return *value;
    throw std::logic_error("the route's pattern has no parameter " + std::string(name));
}

std::optional<std::string_view> Request::query(std::string_view name) const
{
    return first_of(query_parameters, name);
}

std::optional<std::string_view> Request::header(std::string_view name) const
{
    for (const auto& [header_name, value] : headers)
        if (equal_in_any_case(header_name, name))
            return without_blanks(value);
    return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const
{
    return first_of(cookies, name);
}

std::optional<Refusal> Request::refuses_query_beside(
    std::initializer_list<std::string_view> allowed) const
{
    for (std::size_t i = 0; i < query_parameters.size(); ++i) {
        const std::string& name = query_parameters[i].first;
        if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
            std::string list;
            for (const std::string_view known : allowed)
                list.append(list.empty() ? "" : ", ").append(known);
            return Refusal{RefusalCode::field_unknown,
                           {{"field", name}, {"allowed", std::move(list)}},
                           "?" + name,
                           {}};
        }
        for (std::size_t j = 0; j < i; ++j)
            if (query_parameters[j].first == name)
                return Refusal{RefusalCode::request_malformed, {}, "?" + name, {}};
    }
    return std::nullopt;
}

std::string Request::content_type() const
{
    const auto value = header("Content-Type");
    if (!value)
        return {};
    return in_small_letters(without_blanks(value->substr(0, value->find(';'))));
}

std::optional<Refusal> Request::refuses_body_beside_json() const
{
    if (content_type() == "application/json")
        return std::nullopt;
    return Refusal{RefusalCode::media_type_unsupported,
                   {{"value", content_type()}, {"allowed", "application/json"}},
                   "Content-Type",
                   {}};
}

}  // namespace taqwim::http
