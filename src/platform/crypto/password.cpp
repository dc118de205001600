#include "platform/crypto/password.h"

#include <algorithm>
#include <array>
#include <set>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include "core/refusal_codes.h"
#include "embedded/crypto.h"
#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

namespace {

// A password before it is one: enough for the longest in four bytes a letter, and for marks that join their letter.
constexpr std::size_t k_most_bytes = k_password_maximum_letters * 16;

bool is_utf8(std::string_view text)
{
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()), &error);
    return error == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(error);
}

UChar32 digit_as_ascii(UChar32 letter)
{
    if (letter >= 0x0660 && letter <= 0x0669)
        return '0' + (letter - 0x0660);
    if (letter >= 0x06F0 && letter <= 0x06F9)
        return '0' + (letter - 0x06F0);
    return letter;
}

void wipe_letters(icu::UnicodeString& text)
{
    for (std::int32_t i = 0; i < text.length(); ++i)
        text.setCharAt(i, u'\0');
}

// The one form of a password; nothing when it is not UTF-8 or far too long to be one.
std::optional<icu::UnicodeString> one_form(std::string_view password)
{
    if (password.size() > k_most_bytes || !is_utf8(password))
        return std::nullopt;
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
    icu::UnicodeString typed = icu::UnicodeString::fromUTF8(
        icu::StringPiece(password.data(), static_cast<std::int32_t>(password.size())));
    icu::UnicodeString letters;
    for (std::int32_t at = 0; at < typed.length(); at = typed.moveIndex32(at, 1)) {
        const UChar32 letter = typed.char32At(at);
        letters.append(u_isUWhiteSpace(letter) != 0 ? UChar32{' '} : digit_as_ascii(letter));
    }
    wipe_letters(typed);
    icu::UnicodeString normalised = nfc->normalize(letters, error);
    wipe_letters(letters);
    if (U_FAILURE(error))
        throw CryptoFault("ICU cannot normalise text");
    return normalised;
}

SecretBytes as_utf8(const icu::UnicodeString& text)
{
    std::string utf8;
    utf8.reserve(static_cast<std::size_t>(text.length()) * 3);
    text.toUTF8String(utf8);
    SecretBytes bytes(bytes_of(utf8));
    wipe(utf8);
    return bytes;
}

// Letters as a guesser tries them: small, without blanks, tashkeel, tatweel and the variants of alef, yeh and teh.
enum class Signs { as_letters, as_signs };
std::u32string folded(const icu::UnicodeString& text, Signs signs)
{
    std::u32string letters;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 letter = u_tolower(digit_as_ascii(text.char32At(at)));
        if (u_isUWhiteSpace(letter) != 0 || u_charType(letter) == U_NON_SPACING_MARK ||
            letter == 0x0640)
            continue;
        switch (letter) {
        case 0x0622:
        case 0x0623:
        case 0x0625:
        case 0x0671: letters += U'\x0627'; break;
        case 0x0649: letters += U'\x064A'; break;
        case 0x0629: letters += U'\x0647'; break;
        case '@': letters += signs == Signs::as_letters ? U'a' : U'@'; break;
        case '$': letters += signs == Signs::as_letters ? U's' : U'$'; break;
        default: letters += static_cast<char32_t>(letter);
        }
    }
    return letters;
}

const std::set<std::u32string>& common_passwords()
{
    static const std::set<std::u32string> words = [] {
        std::set<std::u32string> read;
        std::string_view text = embedded_crypto().front().text;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (line.empty() || line.front() == '#')
                continue;
            read.insert(folded(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                   line.data(), static_cast<std::int32_t>(line.size()))),
                               Signs::as_signs));
        }
        return read;
    }();
    return words;
}

bool is_letter(char32_t letter)
{
    return u_isalpha(static_cast<UChar32>(letter)) != 0;
}

bool is_letter_or_digit(char32_t letter)
{
    return u_isalnum(static_cast<UChar32>(letter)) != 0;
}

// From the first that is `kept` to the last.
std::u32string without_ends(const std::u32string& letters, bool (*kept)(char32_t))
{
    const auto first = std::find_if(letters.begin(), letters.end(), kept);
    const auto last = std::find_if(letters.rbegin(), letters.rend(), kept).base();
    return first < last ? std::u32string(first, last) : std::u32string();
}

// "abcabcabcabc", "111111111111": at most four letters, again and again.
bool repeats_itself(const std::u32string& letters)
{
    for (std::size_t period = 1; period <= 4 && period < letters.size(); ++period) {
        bool repeats = true;
        for (std::size_t i = period; i < letters.size() && repeats; ++i)
            repeats = letters[i] == letters[i - period];
        if (repeats)
            return true;
    }
    return false;
}

// "123456789012", "abcdefghijkl", either way: every letter is the one after the last; 0 follows 9.
bool counts_on(const std::u32string& letters, bool upwards)
{
    for (std::size_t i = 1; i < letters.size(); ++i) {
        const char32_t before = upwards ? letters[i - 1] : letters[i];
        const char32_t after = upwards ? letters[i] : letters[i - 1];
        if (after != before + 1 && !(before == U'9' && after == U'0'))
            return false;
    }
    return true;
}

bool is_common_word_or_two(const std::u32string& word)
{
    const auto& words = common_passwords();
    if (word.empty() || words.contains(word))
        return !word.empty();
    const std::size_t half = word.size() / 2;
    return word.size() % 2 == 0 && word.substr(0, half) == word.substr(half) &&
           words.contains(word.substr(0, half));
}

// A common word stays one with digits and signs before and after it, and when it stands there twice.
bool is_common(const icu::UnicodeString& password)
{
    for (const Signs signs : {Signs::as_letters, Signs::as_signs}) {
        const std::u32string letters = folded(password, signs);
        if (letters.size() < 2 || repeats_itself(letters) || counts_on(letters, true) ||
            counts_on(letters, false) || is_common_word_or_two(letters) ||
            is_common_word_or_two(without_ends(letters, is_letter_or_digit)) ||
            is_common_word_or_two(without_ends(letters, is_letter)))
            return true;
    }
    return false;
}

// A kept text as libsodium wants it: ended by a zero, in a place of its whole size.
std::optional<std::array<char, crypto_pwhash_STRBYTES>> as_kept(std::string_view text)
{
    std::array<char, crypto_pwhash_STRBYTES> kept{};
    if (text.size() >= kept.size() || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::copy(text.begin(), text.end(), kept.begin());
    return kept;
}

// Where the letters begin. libsodium is given no null address, which those of an empty password would have.
const char* address_of(const SecretBytes& letters)
{
    return letters.size() == 0 ? "" : letters.text().data();
}

}  // namespace

std::optional<Refusal> refuses_password(std::string_view password, std::string_view field)
{
    const auto refused = [&](RefusalCode code, Arguments arguments) {
        return Refusal{code, std::move(arguments), std::string(field), ""};
    };
    const auto too_long = [&] {
        return refused(RefusalCode::password_too_long,
                       {{"maximum", std::to_string(k_password_maximum_letters)}});
    };
    if (password.size() > k_most_bytes)
        return too_long();
    auto form = one_form(password);
    if (!form)
        return refused(RefusalCode::field_wrong_type, {{"expected", "text"}});
    const auto letters = static_cast<std::size_t>(form->countChar32());
    const bool common = is_common(*form);
    wipe_letters(*form);
    if (letters < k_password_minimum_letters)
        return refused(RefusalCode::password_too_short,
                       {{"minimum", std::to_string(k_password_minimum_letters)}});
    if (letters > k_password_maximum_letters)
        return too_long();
    if (common)
        return refused(RefusalCode::password_too_common, {});
    return std::nullopt;
}

std::string hash_password(std::string_view password, const PasswordCost& cost)
{
    make_sodium_ready();
    auto form = one_form(password);
    if (!form)
        throw CryptoFault("this can be no password: refuses_password says why");
    const SecretBytes letters = as_utf8(*form);
    wipe_letters(*form);
    std::array<char, crypto_pwhash_STRBYTES> kept{};
    if (crypto_pwhash_str_alg(kept.data(), address_of(letters), letters.size(), cost.passes,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw CryptoFault("argon2id cannot be computed: not enough memory, or a cost out of range");
    return kept.data();
}

bool password_matches(std::string_view kept, std::string_view password)
{
    make_sodium_ready();
    const auto text = as_kept(kept);
    auto form = one_form(password);
    if (!text || !form)
        return false;
    const SecretBytes letters = as_utf8(*form);
    wipe_letters(*form);
    return crypto_pwhash_str_verify(text->data(), address_of(letters), letters.size()) == 0;
}

bool needs_rehash(std::string_view kept, const PasswordCost& cost)
{
    make_sodium_ready();
    const auto text = as_kept(kept);
    return !text ||
           crypto_pwhash_str_needs_rehash(text->data(), cost.passes, cost.memory_bytes) != 0;
}

void spend_time_of_matching(std::string_view password, const PasswordCost& cost)
{
    const bool can_be_one = password.size() <= k_most_bytes && is_utf8(password);
    static_cast<void>(hash_password(can_be_one ? password : std::string_view("another"), cost));
}

std::optional<MasterKey> key_of_password(std::string_view password, ByteView salt,
                                         const PasswordCost& cost)
{
    make_sodium_ready();
    auto form = one_form(password);
    if (!form || salt.size() != k_password_salt_size)
        return std::nullopt;
    static_assert(k_password_salt_size == crypto_pwhash_SALTBYTES);
    const SecretBytes letters = as_utf8(*form);
    wipe_letters(*form);
    SecretBytes key(MasterKey::k_size);
    if (crypto_pwhash(key.writable().data(), key.size(), address_of(letters), letters.size(),
                      salt.data(), cost.passes, cost.memory_bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw CryptoFault("argon2id cannot be computed: not enough memory, or a cost out of range");
    return MasterKey::from_bytes(key.view());
}

}  // namespace taqwim::crypto
