#include "documents/templates/template.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "documents/printed_document.h"
#include "documents/shared_words.h"
#include "embedded/document_templates.h"
#include "platform/print/picture.h"
#include "platform/tables/tab_lines.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "school/keeping.h"

namespace taqwim::documents {

namespace {

using print::Language;

std::string at_index(std::string_view list, std::size_t index, std::string_view member)
{
    return '/' + std::string(list) + '/' + std::to_string(index) + '/' + std::string(member);
}

Refusal in_field(Refusal refusal, std::string field)
{
    refusal.field = std::move(field);
    return refusal;
}

template <class Names>
std::string joined(const Names& names)
{
    std::string text;
    for (const auto& name : names)
        text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

Refusal given_twice(std::string field, std::string other)
{
    return {RefusalCode::given_twice, {{"field", field}, {"other", std::move(other)}}, field, ""};
}

// Letters, and not the bytes that they take.
std::size_t letters_in(std::string_view text)
{
    constexpr unsigned char k_kind_of_byte = 0xC0;
    constexpr unsigned char k_continuation = 0x80;
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) {
        return (static_cast<unsigned char>(byte) & k_kind_of_byte) != k_continuation;
    }));
}

// A directorate's name above the papers of a whole country would be wrong in all others.
bool may_change(const ListedPhrase& phrase, const TemplateScope& scope)
{
    return phrase.key != "directorate" || scope.directorate_id.has_value();
}

std::optional<Refusal> refuses_phrases(const TemplateScope& scope, const TemplateContent& content)
{
    std::vector<std::string_view> allowed;
    for (const ListedPhrase& phrase : listed_phrases())
        if (may_change(phrase, scope))
            allowed.push_back(phrase.key);
    for (std::size_t i = 0; i < content.phrases.size(); ++i) {
        const TemplatePhrase& phrase = content.phrases[i];
        const std::string field = at_index("phrases", i, "key");
        if (std::ranges::find(allowed, phrase.key) == allowed.end())
            return in_field(school::value_not_listed("phrase", phrase.key, joined(allowed)), field);
        const std::size_t first = static_cast<std::size_t>(
            std::ranges::find(content.phrases, phrase.key, &TemplatePhrase::key) -
            content.phrases.begin());
        if (first < i)
            return given_twice(field, at_index("phrases", first, "key"));
        const auto listed = std::ranges::find(listed_phrases(), phrase.key, &ListedPhrase::key);
        for (const auto& [member, text] :
             {std::pair<const char*, const std::string*>("ar", &phrase.arabic),
              {"en", &phrase.english}})
            if (letters_in(*text) > listed->most_letters)
                return Refusal{
                    RefusalCode::text_too_long,
                    {{"field", phrase.key}, {"maximum", std::to_string(listed->most_letters)}},
                    at_index("phrases", i, member),
                    ""};
    }
    return std::nullopt;
}

std::optional<Refusal> refuses_accent(const TemplateContent& content)
{
    if (!content.accent || contrast_on_paper(*content.accent) >= k_least_contrast)
        return std::nullopt;
    const auto shown = [](int hundredths) {
        const std::string digits = std::to_string(100 + hundredths % 100).substr(1);
        return std::to_string(hundredths / 100) + '.' + digits;
    };
    return Refusal{RefusalCode::value_out_of_range,
                   {{"field", "accent_contrast"},
                    {"value", shown(contrast_on_paper(*content.accent))},
                    {"minimum", shown(k_least_contrast)},
                    {"maximum", "21"}},
                   "/accent",
                   ""};
}

// Outlines alone: letters of an SVG come from the machine's own fonts, and what lies elsewhere is not there tomorrow.
bool has_only_outlines(std::string_view svg)
{
    for (const std::string_view part :
         {"<text", ":text", "@import", "<!DOCTYPE", "<?xml-stylesheet"})
        if (svg.find(part) != std::string_view::npos)
            return false;
    // References within the picture begin with #.
    for (const std::string_view opening : {"href=\"", "href='", "url("})
        for (std::size_t at = svg.find(opening); at != std::string_view::npos;
             at = svg.find(opening, at + 1)) {
            std::string_view target = svg.substr(at + opening.size());
            target.remove_prefix(std::min(target.find_first_not_of(" \t\n\"'"), target.size()));
            if (!target.starts_with('#'))
                return false;
        }
    return true;
}

std::optional<Refusal> refuses_emblem(const std::string& emblem)
{
    constexpr std::string_view k_png = "\x89PNG";
    if (emblem.empty())
        return std::nullopt;
    if (emblem.size() > k_most_emblem_bytes)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "emblem_bytes"},
                        {"value", std::to_string(emblem.size())},
                        {"minimum", "1"},
                        {"maximum", std::to_string(k_most_emblem_bytes)}},
                       "/emblem",
                       ""};
    const bool is_png = emblem.starts_with(k_png);
    const bool is_svg = !is_png && emblem.find("<svg") != std::string::npos;
    const auto refusal = [&](std::string expected) {
        return Refusal{RefusalCode::setting_invalid,
                       {{"setting", "emblem"},
                        {"value", is_png   ? "PNG"
                                  : is_svg ? "SVG"
                                           : "?"},
                        {"expected", std::move(expected)}},
                       "/emblem",
                       ""};
    };
    if (is_svg && !has_only_outlines(emblem))
        return refusal("emblem_outlines");
    const auto drawn = print::DrawnPicture::read(emblem, "emblem");
    if (!drawn)
        return refusal(drawn.refusal().code == RefusalCode::input_too_large ? "emblem_size"
                                                                            : "emblem_picture");
    return std::nullopt;
}

std::optional<Refusal> refuses_signatures(const TemplateScope& scope,
                                          const TemplateContent& content, const PaperKinds& kinds)
{
    std::set<std::string> places;
    std::size_t most = 0;
    for (const PaperKind* const kind : kinds_in(scope, kinds))
        if (kind->sample) {
            const print::Document sample = blank_sample(*kind, kind->languages.front());
            for (const SignatureBox& box : signature_boxes(sample))
                places.insert(box.place);
            most = std::max(most, most_boxes(sample));
        }
    std::size_t added = 0;
    for (std::size_t i = 0; i < content.signatures.size(); ++i) {
        const TemplateSignature& one = content.signatures[i];
        const std::string field = at_index("signatures", i, "place");
        if (one.place.empty()) {
            ++added;
            continue;
        }
        if (!places.contains(one.place))
            return in_field(school::value_not_listed("place", one.place, joined(places)), field);
        const auto first = static_cast<std::size_t>(
            std::ranges::find(content.signatures, one.place, &TemplateSignature::place) -
            content.signatures.begin());
        if (first < i)
            return given_twice(field, at_index("signatures", first, "place"));
    }
    if (added == 0)
        return std::nullopt;
    // One more to sign under every paper of a school is nobody's wish: they are named.
    if (scope.kinds.empty())
        return Refusal{RefusalCode::field_missing, {{"field", "kinds"}}, "/kinds", ""};
    if (most + added > k_most_boxes)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "signature_boxes"},
                        {"value", std::to_string(most + added)},
                        {"minimum", "0"},
                        {"maximum", std::to_string(k_most_boxes)}},
                       "/signatures",
                       ""};
    return std::nullopt;
}

std::string_view member(const JsonValue& object, std::string_view name)
{
    const auto found = object.find(name);
    return found ? found->text() : std::string_view();
}

}  // namespace

bool TemplateScope::names(std::string_view kind) const
{
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool TemplateScope::collides_with(const TemplateScope& other) const
{
    if (country != other.country || directorate_id != other.directorate_id ||
        school_id != other.school_id)
        return false;
    if (kinds.empty() || other.kinds.empty())
        return kinds.empty() && other.kinds.empty();
    return std::ranges::any_of(kinds, [&](const std::string& kind) { return other.names(kind); });
}

std::string ListedPhrase::usual(Language language, std::string_view country) const
{
    std::string_view text = language == Language::arabic ? arabic : english;
    if (text == "-")
        return {};
    if (!text.starts_with('@'))
        return std::string(text);
    text.remove_prefix(1);
    std::string word(text);
    if (word.ends_with('_'))
        word += country;
    return shared_words().at(word, language);
}

const std::vector<ListedPhrase>& listed_phrases()
{
    static const std::vector<ListedPhrase> read = [] {
        constexpr std::size_t k_fields = 4;
        std::vector<ListedPhrase> phrases;
        const auto file = std::ranges::find(embedded_document_templates(),
                                            std::string_view("phrases.tsv"), &EmbeddedFile::path);
        for (const tables::TabLine& line : tables::tab_lines(file->text)) {
            ListedPhrase phrase;
            bool is_line = line.fields.size() == k_fields;
            if (is_line) {
                phrase = {line.fields[0], 0, line.fields[2], line.fields[3]};
                const std::string_view most = line.fields[1];
                is_line =
                    std::from_chars(most.data(), most.data() + most.size(), phrase.most_letters)
                        .ec == std::errc();
            }
            if (!is_line)
                throw ConfigurationFault(ConfigurationProblem{
                    "templates/phrases.tsv", line.number,
                    "a line of phrases has a key, a number of letters, the Arabic and the English "
                    "words\nTo fix: put one tab between each two of them."});
            phrases.push_back(phrase);
        }
        return phrases;
    }();
    return read;
}

std::optional<print::Colour> colour_in(std::string_view text)
{
    constexpr std::size_t k_length = 7;
    constexpr int k_hexadecimal = 16;
    if (text.size() != k_length || text.front() != '#')
        return std::nullopt;
    const auto part = [&](std::size_t from) {
        std::uint8_t value = 0;
        const char* const begin = text.data() + from;
        const auto read = std::from_chars(begin, begin + 2, value, k_hexadecimal);
        return read.ec == std::errc() && read.ptr == begin + 2 ? std::optional(value)
                                                               : std::nullopt;
    };
    const auto red = part(1);
    const auto green = part(3);
    const auto blue = part(5);
    if (!red || !green || !blue)
        return std::nullopt;
    return print::Colour{*red, *green, *blue};
}

std::string to_text(const print::Colour& colour)
{
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    std::string text = "#";
    for (const std::uint8_t part : {colour.red, colour.green, colour.blue}) {
        text += k_digits[part / 16U];
        text += k_digits[part % 16U];
    }
    return text;
}

// Relative luminance and contrast ratio as WCAG 2.2 defines them.
int contrast_on_paper(const print::Colour& colour)
{
    const auto linear = [](std::uint8_t part) {
        const double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    const double luminance =
        0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    return static_cast<int>(1.05 / (luminance + 0.05) * 100 + 1e-9);
}

std::vector<const PaperKind*> kinds_in(const TemplateScope& scope, const PaperKinds& kinds)
{
    std::string prefix;
    for (const char letter : scope.country)
        prefix += static_cast<char>(letter - 'A' + 'a');
    prefix += '_';
    std::vector<const PaperKind*> found;
    for (const PaperKind& kind : kinds.all()) {
        const bool is_of_country =
            kind.regulations.empty() ||
            std::ranges::any_of(kind.regulations, [&](const std::string& regulation) {
                return regulation.starts_with(prefix);
            });
        if (is_of_country && (scope.kinds.empty() || scope.names(kind.name)))
            found.push_back(&kind);
    }
    return found;
}

print::Document blank_sample(const PaperKind& kind, Language language)
{
    Issuer nobody;
    nobody.lines.resize(4);
    Printing printing;
    printing.language = language;
    return kind.sample(nobody, printing);
}

std::optional<Refusal> refuses(const TemplateScope& scope, const TemplateContent& content,
                               const PaperKinds& kinds)
{
    const auto of_country = kinds_in({.country = scope.country}, kinds);
    for (std::size_t i = 0; i < scope.kinds.size(); ++i) {
        if (std::ranges::none_of(
                of_country, [&](const PaperKind* kind) { return kind->name == scope.kinds[i]; })) {
            std::vector<std::string> names;
            for (const PaperKind* const kind : of_country)
                names.push_back(kind->name);
            return in_field(school::value_not_listed("kind", scope.kinds[i], joined(names)),
                            "/kinds/" + std::to_string(i));
        }
        if (std::ranges::count(scope.kinds, scope.kinds[i]) > 1)
            return given_twice("/kinds", "/kinds/" + std::to_string(i));
    }
    if (auto refusal = refuses_phrases(scope, content))
        return refusal;
    if (auto refusal = refuses_accent(content))
        return refusal;
    if (auto refusal = refuses_emblem(content.emblem))
        return refusal;
    return refuses_signatures(scope, content, kinds);
}

PaperLook look_of(const TemplateContent& content, Language language)
{
    const bool is_arabic = language == Language::arabic;
    const auto phrase = [&](std::string_view key) {
        const auto found = std::ranges::find(content.phrases, key, &TemplatePhrase::key);
        if (found == content.phrases.end())
            return std::string();
        return is_arabic ? found->arabic : found->english;
    };
    PaperLook look;
    look.state = phrase("state");
    look.ministry = phrase("ministry");
    look.directorate = phrase("directorate");
    look.department = phrase("department");
    look.closing = phrase("closing");
    look.foot = phrase("foot");
    look.how_to_verify = phrase("how_to_verify");
    look.emblem = content.emblem;
    look.accent = content.accent;
    for (const TemplateSignature& one : content.signatures)
        look.signatures.push_back({one.place, is_arabic ? one.title_ar : one.title_en});
    return look;
}

void write_phrases(const TemplateContent& content, JsonWriter& json)
{
    json.key("phrases").begin_array();
    for (const TemplatePhrase& phrase : content.phrases)
        json.begin_object()
            .key("key")
            .text(phrase.key)
            .key("ar")
            .text(phrase.arabic)
            .key("en")
            .text(phrase.english)
            .end_object();
    json.end_array();
}

std::string to_text(const TemplateContent& content)
{
    JsonWriter json;
    json.begin_object().key("format").text("taqwim.template.1");
    write_phrases(content, json);
    json.key("accent").text(content.accent ? to_text(*content.accent) : std::string());
    json.key("signatures").begin_array();
    for (const TemplateSignature& one : content.signatures)
        json.begin_object()
            .key("place")
            .text(one.place)
            .key("title_ar")
            .text(one.title_ar)
            .key("title_en")
            .text(one.title_en)
            .end_object();
    json.end_array().end_object();
    return std::string(json.str());
}

TemplateContent content_in(std::string_view text)
{
    JsonReader reader;
    const auto read = reader.read(text);
    if (!read || member(*read, "format") != "taqwim.template.1")
        throw std::logic_error("a column of templates holds something else");
    TemplateContent content;
    const JsonValue phrases = read->find("phrases").value();
    for (const JsonValue one : phrases)
        content.phrases.push_back({std::string(member(one, "key")), std::string(member(one, "ar")),
                                   std::string(member(one, "en"))});
    content.accent = colour_in(member(*read, "accent"));
    const JsonValue signatures = read->find("signatures").value();
    for (const JsonValue one : signatures)
        content.signatures.push_back({std::string(member(one, "place")),
                                      std::string(member(one, "title_ar")),
                                      std::string(member(one, "title_en"))});
    return content;
}

}  // namespace taqwim::documents
