#include "regulations/frame/json_fault.h"

#include <cstdint>
#include <string>

namespace taqwim {

namespace {

[[nodiscard]] constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Finds where a text leaves the grammar. Only refused texts come here: the reader's own pass knows
// that something is wrong, often from far away (a quote that is never closed), but not where a
// person would look for it.
class FaultFinder {
public:
    explicit FaultFinder(std::string_view text) : text_(text) {}

    [[nodiscard]] std::optional<JsonFault> find()
    {
        while (true) {
            while (at_ < text_.size() && is_json_blank(text_[at_]))
                ++at_;
            if (at_ == text_.size())
                return expected_ == Expected::end ? std::nullopt
                                                  : std::optional(JsonFault{at_, "unfinished"});
            if (const char* reason = take_token(text_[at_]))
                return JsonFault{at_, reason};
        }
    }

private:
    enum class Expected : std::uint8_t {
        value,
        value_or_close,
        name,
        name_or_close,
        colon,
        comma_or_close,
        end
    };

    // Takes one token, or says why it does not belong here; at_ then stands at the fault.
    const char* take_token(char c)
    {
        const bool may_close = expected_ == Expected::value_or_close ||
                               expected_ == Expected::name_or_close ||
                               expected_ == Expected::comma_or_close;
        if (may_close && c == open_.back()) {
            open_.pop_back();
            ++at_;
            after_value();
            return nullptr;
        }
        switch (expected_) {
        case Expected::end: return "text_after_end";
        case Expected::colon: return take_if(c == ':', "colon_expected", Expected::value);
        case Expected::comma_or_close:
            return take_if(c == ',', "comma_expected",
                           open_.back() == '}' ? Expected::name : Expected::value);
        case Expected::name:
        case Expected::name_or_close:
            if (c != '"')
                return "name_expected";
            if (const char* reason = take_string())
                return reason;
            expected_ = Expected::colon;
            return nullptr;
        case Expected::value:
        case Expected::value_or_close: break;
        }
        if (c == '{' || c == '[') {
            open_ += c == '{' ? '}' : ']';
            expected_ = c == '{' ? Expected::name_or_close : Expected::value_or_close;
            ++at_;
            return nullptr;
        }
        const char* reason = c == '"' ? take_string() : take_scalar();
        if (reason == nullptr)
            after_value();
        return reason;
    }

    const char* take_if(bool fits, const char* reason, Expected next)
    {
        if (!fits)
            return reason;
        ++at_;
        expected_ = next;
        return nullptr;
    }

    void after_value() { expected_ = open_.empty() ? Expected::end : Expected::comma_or_close; }

    const char* take_scalar()
    {
        std::size_t end = at_;
        while (end < text_.size() && !is_json_blank(text_[end]) &&
               std::string_view("{}[],:\"").find(text_[end]) == std::string_view::npos)
            ++end;
        const std::string_view token = text_.substr(at_, end - at_);
        if (token == "true" || token == "false" || token == "null" || is_json_number(token)) {
            at_ = end;
            return nullptr;
        }
        return !token.empty() && (is_digit(token.front()) || token.front() == '-')
                   ? "number_malformed"
                   : "value_expected";
    }

    const char* take_string()
    {
        const std::size_t opening = at_;
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                ++at_;
                return nullptr;
            }
            if (static_cast<unsigned char>(c) < 0x20) {
                // A line that ends within a text: the quote that is missing is what to look for.
                if (c == '\n' || c == '\r')
                    break;
                return "control_character";
            }
            if (c == '\\')
                if (const char* reason = take_escape())
                    return reason;
        }
        at_ = opening;
        return "string_unclosed";
    }

    // From the backslash to the last character of the escape.
    const char* take_escape()
    {
        const std::string_view rest = text_.substr(at_);
        if (rest.size() < 2)
            return nullptr;  // the text ends here: take_string says so
        if (rest[1] != 'u') {
            if (std::string_view("\"\\/bfnrt").find(rest[1]) == std::string_view::npos)
                return "escape_unknown";
            at_ += 1;
            return nullptr;
        }
        const auto unit = code_unit(rest);
        if (!unit)
            return "escape_unknown";
        if (*unit >= 0xDC00 && *unit <= 0xDFFF)
            return "surrogate_alone";
        if (*unit < 0xD800 || *unit > 0xDBFF) {
            at_ += 5;
            return nullptr;
        }
        const auto low = code_unit(rest.substr(6));
        if (!low || *low < 0xDC00 || *low > 0xDFFF)
            return "surrogate_alone";
        at_ += 11;
        return nullptr;
    }

    // The number of an escape "\uXXXX" at the front.
    static std::optional<unsigned> code_unit(std::string_view text)
    {
        if (text.size() < 6 || text[0] != '\\' || text[1] != 'u')
            return std::nullopt;
        unsigned unit = 0;
        for (const char c : text.substr(2, 4)) {
            const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
            if (digit == std::string_view::npos)
                return std::nullopt;
            unit = unit * 16 + static_cast<unsigned>(digit < 16 ? digit : digit - 6);
        }
        return unit;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string open_;  // the closing brackets that are due, the next one last
    Expected expected_ = Expected::value;
};

}  // namespace

// number = [ "-" ] ( "0" / digit1-9 *digit ) [ "." 1*digit ] [ ("e" / "E") [ "+" / "-" ] 1*digit ]
bool is_json_number(std::string_view text)
{
    // Nearly all numbers of a school are one digit.
    if (text.size() == 1)
        return is_digit(text.front());
    std::size_t at = 0;
    const auto take = [&](std::string_view any_of) {
        if (at == text.size() || any_of.find(text[at]) == std::string_view::npos)
            return false;
        ++at;
        return true;
    };
    const auto take_digits = [&] {
        const std::size_t first = at;
        while (at < text.size() && is_digit(text[at]))
            ++at;
        return at > first;
    };
    take("-");
    if (!take("0") && !take_digits())
        return false;
    if (take(".") && !take_digits())
        return false;
    if (take("eE")) {
        take("+-");
        if (!take_digits())
            return false;
    }
    return at == text.size();
}

std::optional<JsonFault> find_json_fault(std::string_view text)
{
    return FaultFinder(text).find();
}

}  // namespace taqwim
