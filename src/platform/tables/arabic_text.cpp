#include "platform/tables/arabic_text.h"

#include <cstdint>
#include <memory>
#include <stdexcept>

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/sortkey.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uversion.h>

namespace taqwim::tables {

namespace {

constexpr UChar32 k_tatweel = 0x0640;
constexpr UChar32 k_alef = 0x0627;
constexpr UChar32 k_waw = 0x0648;
constexpr UChar32 k_heh = 0x0647;
constexpr UChar32 k_yeh = 0x064A;
constexpr UChar32 k_kaf = 0x0643;

// The letter that stands for this one; 0 when it is left out.
UChar32 letter_of_search(UChar32 letter)
{
    switch (letter) {
    case k_tatweel: return 0;
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671:
    case 0x0672:
    case 0x0673: return k_alef;
    case 0x0624: return k_waw;
    case 0x0629:
    case 0x06BE:
    case 0x06C0:
    case 0x06C1:
    case 0x06C3:
    case 0x06D5: return k_heh;
    case 0x0626:
    case 0x0649:
    case 0x06CC:
    case 0x06D2: return k_yeh;
    case 0x06A9:
    case 0x06AA: return k_kaf;
    default: break;
    }
    if (letter >= 0x0660 && letter <= 0x0669)
        return '0' + (letter - 0x0660);
    if (letter >= 0x06F0 && letter <= 0x06F9)
        return '0' + (letter - 0x06F0);
    const auto type = u_charType(letter);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return 0;
    if (u_isUWhiteSpace(letter) != 0 || type == U_CONTROL_CHAR)
        return ' ';
    return u_foldCase(letter, U_FOLD_CASE_DEFAULT);
}

const icu::Normalizer2& nfkc()
{
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(error);
    if (U_FAILURE(error))
        throw std::runtime_error("ICU has no data for normalising text");
    return *normalizer;
}

icu::UnicodeString normalised(std::string_view text)
{
    UErrorCode error = U_ZERO_ERROR;
    return nfkc().normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                text.data(), static_cast<std::int32_t>(text.size()))),
                            error);
}

bool ends_with_word(const icu::UnicodeString& text, const icu::UnicodeString& word)
{
    return text.endsWith(word) && (text.length() == word.length() ||
                                   text.charAt(text.length() - word.length() - 1) == u' ');
}

const icu::Collator& collator()
{
    // A collator is not shared between threads.
    thread_local const std::unique_ptr<icu::Collator> arabic = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(
            icu::Collator::createInstance(icu::Locale("ar"), error));
        if (U_FAILURE(error) || made == nullptr)
            throw std::runtime_error("ICU has no data for sorting Arabic text");
        return made;
    }();
    return *arabic;
}

}  // namespace

std::string search_form(std::string_view text)
{
    // The servant of …: a name of two words, which every office writes its own way.
    static const icu::UnicodeString servant(
        u"\u0639\u0628\u062F");  // source-check: allow a letter of names, no label
    const icu::UnicodeString letters = normalised(text);
    icu::UnicodeString form;
    bool is_blank_before = false;
    for (std::int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
        const UChar32 letter = letter_of_search(letters.char32At(at));
        if (letter == 0)
            continue;
        if (letter == ' ') {
            is_blank_before = true;
            continue;
        }
        if (is_blank_before && !form.isEmpty() && !ends_with_word(form, servant))
            form.append(UChar32{' '});
        is_blank_before = false;
        form.append(letter);
    }
    std::string utf8;
    form.toUTF8String(utf8);
    return utf8;
}

std::string heading_form(std::string_view text)
{
    const icu::UnicodeString form = icu::UnicodeString::fromUTF8(search_form(text));
    icu::UnicodeString letters;
    for (std::int32_t at = 0; at < form.length(); at = form.moveIndex32(at, 1))
        if (u_isalnum(form.char32At(at)) != 0)
            letters.append(form.char32At(at));
    std::string utf8;
    letters.toUTF8String(utf8);
    return utf8;
}

std::string sort_key(std::string_view text)
{
    UErrorCode error = U_ZERO_ERROR;
    icu::CollationKey key;
    collator().getCollationKey(normalised(text), key, error);
    if (U_FAILURE(error))
        throw std::runtime_error("ICU cannot make a sort key");
    std::int32_t count = 0;
    const std::uint8_t* bytes = key.getByteArray(count);
    // The zero at its end is the same in all.
    if (count > 0 && bytes[count - 1] == 0)
        --count;
    std::string digits;
    for (std::int32_t i = 0; i < count; ++i) {
        digits += "0123456789abcdef"[bytes[i] >> 4U];
        digits += "0123456789abcdef"[bytes[i] & 0x0FU];
    }
    return digits;
}

std::string sort_key_version()
{
    UVersionInfo version{};
    collator().getVersion(version);
    std::string text = "ar";
    for (const std::uint8_t part : version)
        text += '.' + std::to_string(part);
    return text;
}

}  // namespace taqwim::tables
