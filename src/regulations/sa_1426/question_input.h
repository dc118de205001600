// The input of a question (document_kind.h), read field by field.
//
//   QuestionInput question(input, {"kind", "grade", "last_exam"});
//   const int grade = question.whole("grade", {1, 12});
//   const Day last = question.day("last_exam");
//   if (question.refusal())
//       return question.refusal();
//
// The first thing that is wrong is kept as the refusal; whatever is read after it is a value without meaning, so that a
// rule reads all its fields and asks once. Numbers may stand as JSON numbers or as texts; null is the same as no field.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/day.h"
#include "core/hijri.h"
#include "core/mark.h"
#include "core/refusal.h"
#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"

namespace taqwim::sa_1426 {

// Both ends are in.
struct NumberRange {
    Exact low;
    Exact high;
};

// What no single mark exceeds, and no total of a year's marks: a slip of the keyboard is found, and sums stay exact.
inline constexpr int k_most_marks = 10000;

class QuestionInput {
public:
    // Refuses what is no object, and every field that is not among the known ones.
    QuestionInput(const JsonValue& input, std::initializer_list<std::string_view> known);
    // An object without a list of known fields, such as marks by subject.
    explicit QuestionInput(const JsonValue& input);

    [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }
    // Keeps the first.
    void refuse(Refusal refusal);
    void refuse(RefusalCode code, std::string_view field, Arguments arguments,
                std::string_view clause = {});

    [[nodiscard]] bool has(std::string_view field) const { return find(field).has_value(); }
    [[nodiscard]] std::string pointer(std::string_view field) const
    {
        return input_.pointer(field);
    }

    Exact number(std::string_view field, NumberRange range = {0, k_most_marks});
    std::optional<Exact> number_if(std::string_view field, NumberRange range = {0, k_most_marks});
    Mark mark(std::string_view field) { return Mark(number(field)); }
    std::optional<Mark> mark_if(std::string_view field);
    int whole(std::string_view field, NumberRange range);
    std::optional<int> whole_if(std::string_view field, NumberRange range);

    Day day(std::string_view field);
    std::optional<Day> day_if(std::string_view field);
    // A day by its Hijri date; 30 days in a month of 29 are refused.
    std::optional<HijriDate> hijri_if(std::string_view field);

    bool yes_if(std::string_view field, bool otherwise);
    std::optional<bool> yes_or_no_if(std::string_view field);
    std::string_view text(std::string_view field);
    std::optional<std::string_view> text_if(std::string_view field);

    template <class T>
    using Choices = std::initializer_list<std::pair<std::string_view, T>>;
    template <class T>
    std::optional<T> choice_if(std::string_view field, Choices<T> choices)
    {
        const auto given = text_if(field);
        if (!given)
            return std::nullopt;
        std::string allowed;
        for (const auto& [word, value] : choices) {
            if (word == *given)
                return value;
            allowed += (allowed.empty() ? "" : ", ") + std::string(word);
        }
        refuse(RefusalCode::value_not_listed, field,
               {{"value", std::string(*given)}, {"allowed", std::move(allowed)}});
        return std::nullopt;
    }
    template <class T>
    T choice(std::string_view field, Choices<T> choices)
    {
        const auto value = choice_if<T>(field, choices);
        if (!value && need(field))
            return choices.begin()->second;
        return value.value_or(choices.begin()->second);
    }

    std::optional<JsonValue> array_if(std::string_view field);
    std::optional<JsonValue> object_if(std::string_view field);
    std::optional<JsonValue> array(std::string_view field);
    std::optional<JsonValue> object(std::string_view field);

    // A value of a list or of marks by subject, as number() reads a field; nothing for null.
    std::optional<Exact> number_of(const JsonValue& value, NumberRange range = {0, k_most_marks});

private:
    [[nodiscard]] std::optional<JsonValue> find(std::string_view field) const;
    // Refuses when the field is not there. True when it did.
    bool need(std::string_view field);
    std::optional<JsonValue> container(std::string_view field, JsonKind kind, const char* expected);
    std::optional<int> whole_of(std::string_view field, const std::optional<Exact>& number);

    JsonValue input_;
    std::optional<Refusal> refusal_;
};

}  // namespace taqwim::sa_1426
