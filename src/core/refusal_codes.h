// Every refusal of Taqwim: its code, its kind and the arguments that its words use.
//
// The words stand in core/messages/refusals.ar.toml and refusals.en.toml, one entry for each code.
// Whoever raises a refusal gives the arguments of the right-hand column; one that is not given
// reads «—». Two need not be given: `field` and `clause` are taken from the refusal itself. Values
// are given as data (subject: "maths", day: "2016-01-20", a list in `allowed` joined with ", ");
// where the message files hold a word for a value («subject.maths», «expected.text»), the word is
// shown in its place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace taqwim {

enum class RefusalKind : std::uint8_t {
    invalid_input,
    not_allowed,
    not_found,
    conflict,
    not_in_force,
    undetermined
};

// clang-format off
#define TAQWIM_REFUSAL_CODES(X)                                                                                       \
    /* reading: JSON, text, files       kind            arguments of the message                                   */ \
    X(json_malformed,                   invalid_input)  /* row, column, reason: a word of reason                   */ \
    X(json_too_deep,                    invalid_input)  /* limit: levels allowed                                   */ \
    X(json_duplicate_key,               invalid_input)  /* field: the repeated name                                */ \
    X(text_not_utf8,                    invalid_input)  /* row                                                     */ \
    X(field_missing,                    invalid_input)  /* field                                                   */ \
    X(field_unknown,                    invalid_input)  /* field, allowed                                          */ \
    X(field_wrong_type,                 invalid_input)  /* field, expected: a word of [expected]                   */ \
    X(value_not_a_number,               invalid_input)  /* field, value                                            */ \
    X(value_not_a_date,                 invalid_input)  /* field, value                                            */ \
    X(value_out_of_range,               invalid_input)  /* field, value, minimum, maximum                          */ \
    X(value_not_listed,                 invalid_input)  /* field, value, allowed                                   */ \
    X(file_not_readable,                not_found)      /* file                                                    */ \
    X(file_empty,                       invalid_input)  /* file                                                    */ \
    X(file_encoding,                    invalid_input)  /* file, encoding: UTF-16 Windows-1256 unknown             */ \
    X(file_unknown,                     invalid_input)  /* file, allowed                                           */ \
    X(quote_not_closed,                 invalid_input)  /* row: where the quotation mark stands                    */ \
    X(text_after_quote,                 invalid_input)  /* row, column                                             */ \
    X(input_too_large,                  invalid_input)  /* limit: a number with its unit, "64 MiB"                 */ \
    X(row_too_short,                    invalid_input)  /* row, value: cells found, maximum: cells expected        */ \
    X(row_too_long,                     invalid_input)  /* row, value: cells found, maximum: cells expected        */ \
    X(column_missing,                   invalid_input)  /* column                                                  */ \
    X(column_unknown,                   invalid_input)  /* column, allowed                                         */ \
    X(column_duplicate,                 invalid_input)  /* column                                                  */ \
    /* what is asked for */                                                                                           \
    X(school_year_unreadable,           invalid_input)  /* value                                                   */ \
    X(regulation_unknown,               not_found)      /* regulation, allowed                                     */ \
    X(clause_unknown,                   not_found)      /* clause                                                  */ \
    X(parameter_unknown,                not_found)      /* parameter                                               */ \
    X(student_unknown,                  not_found)      /* student                                                 */ \
    X(student_duplicate,                invalid_input)  /* student                                                 */ \
    X(day_not_covered,                  not_in_force)   /* day, first_day, last_day, parameter: that has no value  */ \
    X(school_year_not_covered,          not_in_force)   /* school_year, first_day, last_day                        */ \
    X(grade_not_covered,                invalid_input)  /* grade, allowed                                          */ \
    /* subjects and marks */                                                                                          \
    X(subject_unknown,                  invalid_input)  /* subject, allowed                                        */ \
    X(subject_not_in_plan,              invalid_input)  /* subject, grade                                          */ \
    X(subject_exempt,                   not_allowed)    /* subject                                                 */ \
    X(mark_negative,                    invalid_input)  /* subject, mark                                           */ \
    X(mark_over_maximum,                invalid_input)  /* subject, mark, maximum                                  */ \
    X(mark_too_many_decimals,           invalid_input)  /* subject, mark, limit: decimals allowed                  */ \
    X(maximum_not_positive,             invalid_input)  /* subject, maximum                                        */ \
    X(level_not_whole,                  invalid_input)  /* subject, value, maximum                                 */ \
    X(level_symbol_mismatch,            invalid_input)  /* subject, symbol, value: the points beside it            */ \
    X(criterion_of_other_competency,    invalid_input)  /* subject, criterion, competency: where it was entered    */ \
    X(competency_unknown,               invalid_input)  /* subject, competency, maximum: how many there are        */ \
    X(competencies_zero,                invalid_input)  /* subject, term                                           */ \
    X(units_zero,                       invalid_input)  /* subject, term                                           */ \
    X(units_not_set,                    undetermined)   /* subject, term                                           */ \
    X(too_many_units,                   invalid_input)  /* subject, term, value: results given, maximum: units     */ \
    X(unit_result_repeated,             conflict)       /* subject, term, unit                                     */ \
    X(entry_modes_mixed,                invalid_input)  /* subject, term                                           */ \
    X(measure_repeated_on_day,          conflict)       /* subject, criterion, day                                 */ \
    X(result_typed,                     not_allowed)    /* field                                                   */ \
    /* days and the calendar of the year */                                                                           \
    X(day_outside_term,                 invalid_input)  /* day, term, first_day, last_day                          */ \
    X(day_in_holiday,                   invalid_input)  /* day                                                     */ \
    X(day_outside_year,                 invalid_input)  /* field, day, school_year, first_day, last_day            */ \
    X(day_not_school_day,               invalid_input)  /* field, day                                              */ \
    X(calendar_inconsistent,            invalid_input)  /* field, day, other_field, other_day: that it contradicts */ \
    X(calendar_day_missing,             undetermined)   /* field: the missing day's name                           */ \
    X(assessment_after_limit,           not_allowed)    /* subject, day, limit: the last day                       */ \
    X(absence_given_twice,              invalid_input)  /* day                                                     */ \
    /* absence during assessment */                                                                                   \
    X(make_up_after_limit,              not_allowed)    /* subject, day, limit: the last day                       */ \
    X(make_up_of_unexcused,             not_allowed)    /* subject, day                                            */ \
    X(make_up_window_too_long,          not_allowed)    /* value: days given, limit: days allowed                  */ \
    X(activities_not_practised,         not_allowed)    /* subject, criterion                                      */ \
    X(excuse_of_unapproved_leave,       not_allowed)    /* day                                                     */ \
    X(activity_without_letter,          not_allowed)    /* day                                                     */ \
    /* performance standards, placement, second round */                                                              \
    X(performance_only_grade_5,         not_allowed)    /* subject, grade                                          */ \
    X(performance_practical_subject,    not_allowed)    /* subject                                                 */ \
    X(placement_only_grades_1_4,        not_allowed)    /* subject, grade                                          */ \
    X(placement_practical_subject,      not_allowed)    /* subject                                                 */ \
    X(placement_not_due,                not_allowed)    /* subject                                                 */ \
    X(second_round_only_grade_5,        not_allowed)    /* subject, grade                                          */ \
    X(second_round_not_due,             not_allowed)    /* subject                                                 */ \
    X(approval_missing,                 not_allowed)    /* approver: educational_district ministry_committee       */ \
    /* exemptions and exceptional cases */                                                                            \
    X(exemption_not_listed,             not_allowed)    /* subject, ground, allowed: subjects of that ground       */ \
    X(exemption_not_together,           not_allowed)    /* subject, other_subject                                  */ \
    X(exemption_all_counted,            invalid_input)  /* no argument                                             */ \
    X(exceptional_type_unknown,         invalid_input)  /* value, allowed                                          */ \
    X(exceptional_person_not_allowed,   not_allowed)    /* type, allowed: types that a parent may have             */ \
    X(exceptional_without_document,     not_allowed)    /* type                                                    */ \
    /* the facts as a whole */                                                                                        \
    X(facts_contradict,                 invalid_input)  /* field, value, other_field, other_value                  */ \
    X(given_twice,                      conflict)       /* field, other: where it was first given                  */ \
    X(arithmetic_overflow,              invalid_input)  /* field                                                   */
// clang-format on

enum class RefusalCode : std::uint16_t {
#define TAQWIM_AS_CODE(code, kind) code,
    TAQWIM_REFUSAL_CODES(TAQWIM_AS_CODE)
#undef TAQWIM_AS_CODE
};

inline constexpr std::array k_refusal_codes = {
#define TAQWIM_AS_CODE(code, kind) RefusalCode::code,
    TAQWIM_REFUSAL_CODES(TAQWIM_AS_CODE)
#undef TAQWIM_AS_CODE
};

[[nodiscard]] constexpr RefusalKind kind_of(RefusalCode code)
{
    constexpr std::array kinds = {
#define TAQWIM_AS_KIND(code, kind) RefusalKind::kind,
        TAQWIM_REFUSAL_CODES(TAQWIM_AS_KIND)
#undef TAQWIM_AS_KIND
    };
    return kinds[static_cast<std::size_t>(code)];
}

// "mark_over_maximum": the code's entry in the message files.
[[nodiscard]] constexpr std::string_view to_text(RefusalCode code)
{
    constexpr std::array<std::string_view, k_refusal_codes.size()> names = {
#define TAQWIM_AS_NAME(code, kind) #code,
        TAQWIM_REFUSAL_CODES(TAQWIM_AS_NAME)
#undef TAQWIM_AS_NAME
    };
    return names[static_cast<std::size_t>(code)];
}

// "MARK_OVER_MAXIMUM": the code in files and answers.
[[nodiscard]] inline std::string to_code_text(RefusalCode code)
{
    std::string text(to_text(code));
    for (char& letter : text)
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

[[nodiscard]] constexpr std::string_view to_text(RefusalKind kind)
{
    switch (kind) {
    case RefusalKind::invalid_input: return "invalid_input";
    case RefusalKind::not_allowed: return "not_allowed";
    case RefusalKind::not_found: return "not_found";
    case RefusalKind::conflict: return "conflict";
    case RefusalKind::not_in_force: return "not_in_force";
    case RefusalKind::undetermined: return "undetermined";
    }
    return "invalid_input";
}

}  // namespace taqwim
