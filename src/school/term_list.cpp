#include "school/term_list.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/configuration_fault.h"
#include "core/trimmed.h"
#include "platform/tables/arabic_text.h"
#include "regulations/registration.h"

namespace taqwim::school {

namespace {

// Letters that are written together with the word after them, in the order in which they may follow one another: and, so;
// by, like, for; the. Behind "for" the article has lost its alef.
constexpr std::array<std::string_view, 3> k_conjunctions =
    {  // source-check: allow letters, no label
        "", "\u0648", "\u0641"};
constexpr std::array<std::string_view, 4> k_prepositions =
    {  // source-check: allow letters, no label
        "", "\u0628", "\u0643", "\u0644"};
constexpr std::array<std::string_view, 3> k_articles = {  // source-check: allow letters, no label
    "", "\u0627\u0644", "\u0644"};
// Feminine, the two sound plurals, the feminine plural, and the alef that a tanween of the accusative leaves behind.
constexpr std::array<std::string_view, 6> k_endings = {  // source-check: allow letters, no label
    "", "\u0647", "\u064A\u0646", "\u0648\u0646", "\u0627\u062A", "\u0627"};

constexpr std::string_view k_article = "\u0627\u0644";  // source-check: allow letters, no label
constexpr std::string_view k_for = "\u0644";            // source-check: allow letters, no label
constexpr char k_allows = '!';

constexpr std::size_t k_lead = 0xC0;

std::size_t length_at(std::string_view text, std::size_t at)
{
    std::size_t length = 1;
    while (at + length < text.size() &&
           (static_cast<unsigned char>(text[at + length]) & k_lead) == 0x80)
        ++length;
    return length;
}

// Letters and digits of ASCII, and what is beyond it but for the punctuation of Latin and Arabic.
bool is_of_word(std::string_view letter)
{
    if (letter.size() == 1) {
        const char one = letter[0];
        return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'z') ||
               (one >= 'A' && one <= 'Z');
    }
    constexpr std::array<std::string_view, 6> k_between = {// source-check: allow punctuation
                                                           "\u060C", "\u061B", "\u061F",
                                                           "\u06D4", "\u066B", "\u066C"};
    // U+0080 to U+00BF, and U+2000 to U+2FFF.
    const auto first = static_cast<unsigned char>(letter[0]);
    const auto second = static_cast<unsigned char>(letter[1]);
    if (first == 0xC2 || (first == 0xE2 && second < 0xC0))
        return false;
    return std::ranges::find(k_between, letter) == k_between.end();
}

std::vector<std::string> words_between_marks(std::string_view text)
{
    std::vector<std::string> words(1);
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view letter = text.substr(at, length_at(text, at));
        at += letter.size();
        if (is_of_word(letter))
            words.back() += letter;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

// Each word by itself: search_form writes names of two words as one.
std::vector<std::string> folded_words(std::string_view text)
{
    std::vector<std::string> words;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
        for (std::string& word :
             words_between_marks(tables::search_form(text.substr(begin, end - begin))))
            words.push_back(std::move(word));
        begin = end + 1;
    }
    return words;
}

// All that may stand before a word and be written with it, nothing among it.
const std::vector<std::string>& prefixes()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> made;
        for (const std::string_view conjunction : k_conjunctions)
            for (const std::string_view preposition : k_prepositions)
                for (const std::string_view article : k_articles)
                    made.push_back(std::string(conjunction).append(preposition).append(article));
        return made;
    }();
    return all;
}

// Those that end in an article: what a term with one may begin with.
const std::vector<std::string>& definite_prefixes()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> made;
        for (const std::string_view conjunction : k_conjunctions)
            for (const std::string_view preposition : k_prepositions)
                made.push_back(
                    preposition == k_for
                        ? std::string(conjunction).append(k_for).append(k_for)
                        : std::string(conjunction).append(preposition).append(k_article));
        return made;
    }();
    return all;
}

bool is_written_with(const std::vector<std::string>& before, std::string_view written,
                     std::string_view word)
{
    return std::ranges::any_of(before, [&](const std::string& prefix) {
        return written.starts_with(prefix) && written.substr(prefix.size()).starts_with(word) &&
               std::ranges::find(k_endings, written.substr(prefix.size() + word.size())) !=
                   k_endings.end();
    });
}

bool is_written_as(std::string_view written, std::string_view word)
{
    if (word.size() > k_article.size() && word.starts_with(k_article) &&
        is_written_with(definite_prefixes(), written, word.substr(k_article.size())))
        return true;
    return is_written_with(prefixes(), written, word);
}

// Whether these words stand in the text from one of its words on.
bool stands_at(const std::vector<std::string>& text, std::size_t at,
               const std::vector<std::string>& words)
{
    if (at + words.size() > text.size())
        return false;
    for (std::size_t index = 0; index < words.size(); ++index)
        if (!is_written_as(text[at + index], words[index]))
            return false;
    return true;
}

}  // namespace

TermList::TermList(const std::vector<std::string>& entries)
{
    for (std::string line : entries) {
        // A list of parameters holds no blanks.
        std::ranges::replace(line, '_', ' ');
        if (line.starts_with(k_allows)) {
            if (auto words = folded_words(line); !words.empty())
                allowed_.push_back(std::move(words));
            continue;
        }
        const std::size_t between = line.find('=');
        Term term;
        term.shown.term = trimmed(std::string_view(line).substr(0, between));
        if (between != std::string::npos)
            term.shown.neutral = trimmed(std::string_view(line).substr(between + 1));
        term.words = folded_words(term.shown.term);
        if (!term.words.empty())
            terms_.push_back(std::move(term));
    }
}

Result<TermList> TermList::in_force(const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                    std::string_view parameter, Day today)
{
    const RuleSet* const rule_set = find_rule_set(rule_sets, "sa_1426");
    if (rule_set == nullptr)
        throw ConfigurationFault(
            ConfigurationProblem{"privacy.toml", 0, "sa_1426 was not built into this program"});
    // The courtesy is older than the text: what was written in an earlier year is held against its first list.
    const auto parameters =
        rule_set->parameters().on(std::max(today, Day::parse("2005-09-01").value()));
    if (!parameters)
        return parameters.refusal();
    return TermList(parameters->list(parameter).value);
}

std::vector<TermFound> TermList::found_in(std::string_view text) const
{
    const std::vector<std::string> words = folded_words(text);
    std::vector<bool> is_allowed(words.size(), false);
    for (std::size_t at = 0; at < words.size(); ++at)
        for (const std::vector<std::string>& phrase : allowed_)
            if (stands_at(words, at, phrase))
                std::fill_n(is_allowed.begin() + static_cast<std::ptrdiff_t>(at), phrase.size(),
                            true);
    const auto is_one_allowed = [&](std::size_t at, std::size_t count) {
        const auto first = is_allowed.begin() + static_cast<std::ptrdiff_t>(at);
        return std::find(first, first + static_cast<std::ptrdiff_t>(count), true) !=
               first + static_cast<std::ptrdiff_t>(count);
    };
    std::vector<TermFound> found;
    for (std::size_t at = 0; at < words.size(); ++at)
        for (const Term& term : terms_)
            if (stands_at(words, at, term.words) && !is_one_allowed(at, term.words.size()) &&
                std::ranges::find(found, term.shown) == found.end())
                found.push_back(term.shown);
    return found;
}

}  // namespace taqwim::school
