#include "regulations/frame/message_pattern.h"

#include <algorithm>
#include <memory>

#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>

#include "core/digits.h"

namespace taqwim::message_pattern {

namespace {

class PatternReader {
public:
    PatternReader(const std::string& text, const std::vector<std::string>& plural_forms)
        : source_(unicode(text)), plural_forms_(plural_forms)
    {}

    Pattern read()
    {
        UParseError place{};
        parsed_.parse(source_, &place, status_);
        if (U_FAILURE(status_)) {
            wrong_ = "does not compile (" + std::string(u_errorName(status_)) + " at character " +
                     std::to_string(place.offset + 1) + ')';
            return refused();
        }
        for (part_ = 0; part_ < parsed_.countParts() && wrong_.empty(); ++part_)
            read_part(parsed_.getPart(part_));
        if (!wrong_.empty())
            return refused();
        pattern_.text.append(source_, copied_, source_.length() - copied_);
        return std::move(pattern_);
    }

private:
    Pattern refused() { return Pattern{.text = {}, .uses = {}, .wrong = std::move(wrong_)}; }

    struct OpenArgument {
        UMessagePatternArgType type;
        std::string name;
        std::set<std::string> selectors;
    };

    void read_part(const icu::MessagePattern::Part& part)
    {
        switch (part.getType()) {
        case UMSGPAT_PART_TYPE_ARG_START:
            open_.push_back({part.getArgType(), "", {}});
            if (part.getArgType() == UMSGPAT_ARG_TYPE_SIMPLE ||
                part.getArgType() == UMSGPAT_ARG_TYPE_CHOICE)
                wrong_ = "formats an argument; only plural, selectordinal and select are used here";
            break;
        case UMSGPAT_PART_TYPE_ARG_NUMBER:
            wrong_ = "numbers an argument; arguments have names here";
            break;
        case UMSGPAT_PART_TYPE_ARG_NAME: read_name(part); break;
        case UMSGPAT_PART_TYPE_ARG_SELECTOR:
            open_.back().selectors.insert(utf8(parsed_.getSubstring(part)));
            break;
        case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
            replace(part, "{" + counted_argument() + '}');
            pattern_.uses.emplace(counted_argument(), Use::shown);
            break;
        case UMSGPAT_PART_TYPE_ARG_LIMIT:
            require_plural_forms();
            open_.pop_back();
            break;
        default: break;
        }
    }

    void read_name(const icu::MessagePattern::Part& part)
    {
        OpenArgument& argument = open_.back();
        argument.name = utf8(parsed_.getSubstring(part));
        if (argument.name.find("__") != std::string::npos)
            wrong_ = "names the argument \"" + argument.name +
                     "\"; two underscores together are kept for the program";
        const Use use = is_counted(argument)                       ? Use::counted
                        : argument.type == UMSGPAT_ARG_TYPE_SELECT ? Use::chosen
                                                                   : Use::shown;
        pattern_.uses.emplace(argument.name, use);
        if (use != Use::shown)
            replace(part, name_of(argument.name, use));
        const bool has_offset =
            is_counted(argument) && part_ + 1 < parsed_.countParts() &&
            parsed_.getPart(part_ + 1).getType() != UMSGPAT_PART_TYPE_ARG_SELECTOR;
        if (has_offset)
            wrong_ = "counts from an offset; give the number that is to be counted as an argument "
                     "of its own";
    }

    static bool is_counted(const OpenArgument& argument)
    {
        return argument.type == UMSGPAT_ARG_TYPE_PLURAL ||
               argument.type == UMSGPAT_ARG_TYPE_SELECTORDINAL;
    }

    // The innermost plural around a #.
    const std::string& counted_argument() const
    {
        return std::find_if(open_.rbegin(), open_.rend(), is_counted)->name;
    }

    void require_plural_forms()
    {
        const OpenArgument& argument = open_.back();
        if (argument.type != UMSGPAT_ARG_TYPE_PLURAL)
            return;
        for (const std::string& form : plural_forms_)
            if (!argument.selectors.contains(form))
                wrong_ = "has no plural form \"" + form + "\" for {" + argument.name + '}';
    }

    void replace(const icu::MessagePattern::Part& part, const std::string& text)
    {
        pattern_.text.append(source_, copied_, part.getIndex() - copied_);
        pattern_.text.append(unicode(text));
        copied_ = part.getLimit();
    }

    icu::UnicodeString source_;
    const std::vector<std::string>& plural_forms_;
    UErrorCode status_ = U_ZERO_ERROR;
    icu::MessagePattern parsed_{status_};
    int32_t part_ = 0;
    int32_t copied_ = 0;  // up to here the source stands in the pattern
    std::vector<OpenArgument> open_;
    Pattern pattern_;
    std::string wrong_;
};

}  // namespace

Pattern read(const std::string& text, const std::vector<std::string>& plural_forms)
{
    return PatternReader(text, plural_forms).read();
}

icu::UnicodeString unicode(std::string_view text)
{
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::string utf8(const icu::UnicodeString& text)
{
    std::string result;
    text.toUTF8String(result);
    return result;
}

std::string name_of(const std::string& argument, Use use)
{
    switch (use) {
    case Use::counted: return argument + "__counted";
    case Use::chosen: return argument + "__chosen";
    default: return argument;
    }
}

std::vector<std::string> plural_forms_of(const icu::Locale& locale)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(locale, status));
    std::vector<std::string> forms;
    if (U_FAILURE(status))
        return forms;
    const std::unique_ptr<icu::StringEnumeration> keywords(rules->getKeywords(status));
    if (U_FAILURE(status))
        return forms;
    while (const char* keyword = keywords->next(nullptr, status))
        forms.emplace_back(keyword);
    std::ranges::sort(forms);
    return forms;
}

icu::Formattable counted(std::string_view text)
{
    std::int64_t whole = 0;
    std::size_t digits = 0;
    std::string_view rest = text;
    constexpr std::size_t k_most_digits = 15;
    while (const auto digit = leading_digit(rest)) {
        if (++digits > k_most_digits)
            break;
        whole = whole * 10 + digit->value;
        rest.remove_prefix(digit->bytes);
    }
    if (digits > 0 && rest.empty())
        return icu::Formattable(whole);
    UErrorCode status = U_ZERO_ERROR;
    return icu::Formattable(icu::StringPiece("0.1"), status);
}

}  // namespace taqwim::message_pattern
