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

#include "core/refusal.h"

namespace taqwim {

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
    /* the year by mastery, placement tests */                                                                        \
    X(exam_mark_by_mastery,             not_allowed)    /* grade                                                   */ \
    X(second_round_by_mastery,          not_allowed)    /* grade                                                   */ \
    X(affiliation_by_mastery,           not_allowed)    /* grade                                                   */ \
    X(minimum_skill_untaught,           undetermined)   /* skill                                                   */ \
    X(minimum_skill_unjudged,           undetermined)   /* skill                                                   */ \
    X(third_state,                      invalid_input)  /* skill, value                                            */ \
    X(judgement_after_final_day,        not_allowed)    /* skill, day, limit: the last day                         */ \
    X(final_decision_too_early,         not_allowed)    /* day, limit: the first day it may be                     */ \
    X(skill_not_studied,                not_allowed)    /* skill, day                                              */ \
    X(skills_unassessed,                not_allowed)    /* report, skills: their names                             */ \
    X(evidence_missing,                 not_allowed)    /* skill                                                   */ \
    X(reason_missing,                   not_allowed)    /* field                                                   */ \
    X(report_order,                     conflict)       /* report, expected: the next number                       */ \
    X(summary_missing,                  not_allowed)    /* period                                                  */ \
    X(quorum_missing,                   not_allowed)    /* present, needed                                         */ \
    X(committee_chair_absent,           not_allowed)    /* no argument                                             */ \
    X(committee_undecided,              undetermined)   /* no argument                                             */ \
    X(committee_not_due,                not_allowed)    /* no argument                                             */ \
    X(decision_required,                not_allowed)    /* decision: support_programme                             */ \
    X(referral_missing,                 not_allowed)    /* no argument                                             */ \
    X(final_effort_missing,             not_allowed)    /* skill, missing: attempt guardian_contact ...            */ \
    X(opinion_mismatch,                 not_allowed)    /* option, allowed                                         */ \
    X(opinion_without_remark,           not_allowed)    /* option                                                  */ \
    X(description_has_number,           invalid_input)  /* value                                                   */ \
    X(recitation_not_judged,            not_allowed)    /* grade                                                   */ \
    X(pledge_missing,                   not_allowed)    /* grade: of a placement test                              */ \
    X(placement_proof_missing,          not_allowed)    /* allowed: who may attest it                              */ \
    X(directorate_not_coordinated,      not_allowed)    /* no argument                                             */ \
    /* mark schemes, oral subjects, affiliation, the day of an examination */                                         \
    X(component_unknown,                invalid_input)  /* component, scheme, allowed                              */ \
    X(component_not_divided,            not_allowed)    /* component, scheme                                       */ \
    X(split_does_not_add_up,            invalid_input)  /* component, sum, maximum                                 */ \
    X(no_practical_exam,                not_allowed)    /* component                                               */ \
    X(no_term_work,                     not_allowed)    /* component                                               */ \
    X(no_participation_in_oral_subject, not_allowed)    /* component                                               */ \
    X(scheme_unknown,                   not_found)      /* scheme, allowed                                         */ \
    X(oral_scheme_required,             not_allowed)    /* scheme, subject, grade                                  */ \
    X(early_grade_without_oral_scheme,  not_allowed)    /* scheme, grade                                           */ \
    X(english_is_no_oral_subject,       not_allowed)    /* scheme                                                  */ \
    X(skill_not_taught,                 not_allowed)    /* component                                               */ \
    X(skill_chosen_twice,               not_allowed)    /* component, skill                                        */ \
    X(assessments_missing,              undetermined)   /* component, value, maximum                               */ \
    X(too_many_assessments,             invalid_input)  /* component, value, maximum                               */ \
    X(deduction_over_maximum,           invalid_input)  /* value, maximum                                          */ \
    X(slots_pending,                    undetermined)   /* value                                                   */ \
    X(final_review_days_too_few,        not_allowed)    /* value, minimum                                          */ \
    X(value_not_a_time,                 invalid_input)  /* field, value                                            */ \
    X(exam_day_limit,                   not_allowed)    /* value, maximum, day                                     */ \
    X(override_incomplete,              invalid_input)  /* field                                                   */ \
    X(scribe_not_lower,                 not_allowed)    /* grade, value                                            */ \
    X(scribe_not_verified,              not_allowed)    /* no argument                                             */ \
    X(affiliated_at_private_school,     not_allowed)    /* no argument                                             */ \
    X(article_9_day_regular_only,       not_allowed)    /* type                                                    */ \
    X(affiliation_not_open,             not_allowed)    /* grade                                                   */ \
    X(choice_late,                      not_allowed)    /* day, limit                                              */ \
    X(grade_already_passed,             not_allowed)    /* grade, value                                            */ \
    X(transfer_without_form,            not_allowed)    /* no argument                                             */ \
    X(transfer_within_city,             not_allowed)    /* no argument                                             */ \
    X(transfer_without_director,        not_allowed)    /* no argument                                             */ \
    X(transfer_without_ministry,        not_allowed)    /* no argument                                             */ \
    /* the facts as a whole */                                                                                        \
    X(facts_contradict,                 invalid_input)  /* field, value, other_field, other_value                  */ \
    X(given_twice,                      conflict)       /* field, other: where it was first given                  */ \
    X(arithmetic_overflow,              invalid_input)  /* field                                                   */ \
    /* documents and years of the Saudi rule sets */                                                                  \
    X(folder_not_read,                  not_allowed)    /* regulation                                              */ \
    /* facts of a Saudi year by marks    kind            arguments; the catalogue's name of the refusal            */ \
    X(mark_off_step,                    invalid_input)  /* subject, mark, step                         E-MARK-STEP */ \
    X(mark_of_absent,                   not_allowed)    /* subject, mark, sitting                    E-MARK-ABSENT */ \
    X(marks_wrong_count,                invalid_input)  /* subject, value: marks given, expected: how many         */ \
    X(coursework_of_affiliated,         not_allowed)    /* subject                                      E-AFFIL-CW */ \
    X(coursework_of_exam_only_term,     not_allowed)    /* subject, term                                           */ \
    X(plan_too_large,                   invalid_input)  /* value: subjects given, maximum                          */ \
    X(marks_do_not_add_up,              invalid_input)  /* field, sum, needed                                      */ \
    /* the Saudi year by marks */                                                                                     \
    X(plan_without_counting_subject,    invalid_input)  /* no argument                                             */ \
    /* examinations and what follows a result, Saudi rule sets */                                                     \
    X(minutes_not_approved,             not_allowed)    /* subject                                                 */ \
    X(referral_before_discipline,       not_allowed)    /* day: of the referral                                    */ \
    X(birth_date_missing,               undetermined)   /* no argument                                             */ \
    X(make_up_not_for_grade,            not_allowed)    /* grade                                                   */ \
    X(make_up_before_window,            not_allowed)    /* day, first_day                                          */ \
    X(excuse_without_evidence,          not_allowed)    /* no argument                                             */ \
    X(excuse_after_deadline,            not_allowed)    /* day, limit: the last day                                */ \
    X(excuse_without_directorate,       not_allowed)    /* no argument                                             */ \
    X(oral_committee_incomplete,        not_allowed)    /* value: examiners given, minimum                         */ \
    X(oral_groups_too_few,              not_allowed)    /* value: groups given, minimum, questions: of the shortest, least_questions */ \
    X(papers_kept_longer,               not_allowed)    /* day, first_day                                          */ \
    X(papers_on_hold,                   not_allowed)    /* no argument                                             */ \
    X(document_of_authority,            not_allowed)    /* no argument                                          */ \
    X(document_from_abroad,             not_allowed)    /* no argument                                          */ \
    X(request_paper_missing,            not_allowed)    /* paper: a word of its message                         */ \
    X(advert_too_recent,                not_allowed)    /* day, first_day                                       */ \
    X(copy_not_attested,                not_allowed)    /* no argument                                          */ \
    X(notice_not_attested,              not_allowed)    /* no argument                                          */ \
    X(translation_unofficial,           not_allowed)    /* no argument                                          */ \
    X(average_without_periods,          undetermined)   /* no argument                                             */ \
    X(age_over_limit,                   not_allowed)    /* age, maximum                                            */ \
    X(affiliation_not_of_kind,          not_allowed)    /* no argument                                             */ \
    /* the distribution of 1447 */                                                                                    \
    X(rule_not_in_profile,              undetermined)   /* rule: a word of [rule], subject                         */ \
    X(stumble_exam_not_due,             not_allowed)    /* subject                                                 */ \
    /* requests to the server */                                                                                      \
    X(route_unknown,                    not_found)     /* path                                                    */  \
    X(method_unsupported,               invalid_input) /* method, allowed                                         */  \
    X(media_type_unsupported,           invalid_input) /* value, allowed                                          */  \
    X(request_malformed,                invalid_input) /* no argument                                             */  \
    X(idempotency_key_missing,          invalid_input) /* no argument                                             */  \
    X(idempotency_key_reused,           conflict)      /* no argument                                             */  \
    X(page_key_invalid,                 invalid_input) /* value                                                   */  \
    X(condition_missing,                invalid_input) /* field                                                   */  \
    X(version_stale,                    conflict)      /* given, current                                          */  \
    X(server_busy,                      unavailable)   /* seconds                                                 */  \
    X(server_stopping,                  unavailable)   /* no argument                                             */  \
    X(storage_unavailable,              unavailable)   /* no argument                                             */  \
    X(storage_full,                     unavailable)   /* no argument                                             */  \
    X(storage_read_only,                unavailable)   /* no argument                                             */  \
    X(internal_fault,                   unavailable)   /* no argument                                             */  \
    /* who asks, and what he may do */                                                                                \
    X(sign_in_needed,                   not_signed_in) /* no argument                                             */  \
    X(session_expired,                  not_signed_in) /* no argument                                             */  \
    X(sign_in_refused,                  not_signed_in) /* no argument                                             */  \
    X(second_factor_needed,             not_signed_in) /* no argument                                             */  \
    X(second_factor_wrong,              not_signed_in) /* no argument                                             */  \
    X(second_factor_required,           not_allowed)   /* no argument                                             */  \
    X(second_factor_exists,             conflict)      /* no argument                                             */  \
    X(second_factor_not_set_up,         not_found)     /* no argument                                             */  \
    X(account_locked,                   too_many)      /* minutes                                                 */  \
    X(too_many_requests,                too_many)      /* seconds                                                 */  \
    X(csrf_token_wrong,                 not_allowed)   /* no argument                                             */  \
    X(not_permitted,                    not_allowed)   /* permission                                              */  \
    X(act_as_unknown,                   not_allowed)   /* appointment                                             */  \
    X(account_exists,                   conflict)      /* name                                                    */  \
    X(account_unknown,                  not_found)     /* account                                                 */  \
    X(account_disabled,                 not_signed_in) /* no argument                                             */  \
    X(account_name_invalid,             invalid_input) /* name, minimum, maximum                                  */  \
    X(password_too_short,               invalid_input) /* minimum                                                 */  \
    X(password_too_long,                invalid_input) /* maximum                                                 */  \
    X(password_too_common,              invalid_input) /* no argument                                             */  \
    X(password_unchanged,               conflict)      /* no argument                                             */  \
    X(one_time_code_wrong,              not_signed_in) /* no argument                                             */  \
    X(appointment_ended,                not_in_force)  /* day                                                     */  \
    /* the record of a school */                                                                                      \
    X(id_malformed,                     invalid_input) /* field, value                                            */  \
    X(record_unknown,                   not_found)     /* record: a word of [record], id                          */  \
    X(record_exists,                    conflict)      /* record: a word of [record], value                       */  \
    X(record_in_use,                    conflict)      /* record: a word of [record]                              */  \
    X(text_empty,                       invalid_input) /* field                                                   */  \
    X(text_too_long,                    invalid_input) /* field, maximum                                          */  \
    X(days_reversed,                    invalid_input) /* field, first_day, last_day                              */  \
    X(days_overlap,                     conflict)      /* field, first_day, last_day, other                       */  \
    X(name_parts_wrong,                 invalid_input) /* field, value, minimum, maximum                          */  \
    X(identity_number_invalid,          invalid_input) /* field, value                                            */  \
    X(identity_taken,                   conflict)      /* value                                                   */  \
    X(enrolled_already,                 conflict)      /* day                                                     */  \
    X(not_enrolled,                     conflict)      /* day                                                     */  \
    X(class_full,                       conflict)      /* value, maximum                                          */  \
    X(grade_not_of_school,              invalid_input) /* grade, allowed                                          */  \
    X(timetable_over_plan,              invalid_input) /* subject, value, maximum                                 */  \
    X(timetable_slot_taken,             conflict)      /* day, period                                             */  \
    X(year_sealed,                      not_allowed)   /* school_year                                             */  \
    X(merge_of_same,                    invalid_input) /* no argument                                             */  \
    X(merge_undone,                     conflict)      /* no argument                                             */  \
    /* marks and judgements */                                                                                        \
    X(sheet_signed,                     not_allowed)   /* day                                                     */  \
    X(sheet_not_signed,                 conflict)      /* no argument                                             */  \
    X(sheet_incomplete,                 conflict)      /* value                                                   */  \
    X(sheet_changed,                    conflict)      /* no argument                                             */  \
    X(signed_already,                   conflict)      /* day                                                     */  \
    X(same_person,                      not_allowed)   /* no argument                                             */  \
    X(entry_window_closed,              not_in_force)  /* day, first_day, last_day                                */  \
    X(entry_window_missing,             not_in_force)  /* no argument                                             */  \
    X(cell_changed,                     conflict)      /* value, day                                              */  \
    X(cell_unknown,                     invalid_input) /* student, component                                      */  \
    X(mark_and_status,                  invalid_input) /* no argument                                             */  \
    X(correction_pending,               conflict)      /* day                                                     */  \
    X(decided_already,                  conflict)      /* day                                                     */  \
    X(judgement_unknown,                invalid_input) /* skill                                                   */  \
    X(label_negative,                   not_allowed)   /* value: the word, allowed: neutral ones                  */  \
    /* attendance and conduct */                                                                                      \
    X(day_not_of_school,                invalid_input) /* day                                                     */  \
    X(day_in_future,                    invalid_input) /* day                                                     */  \
    X(excuse_late,                      not_allowed)   /* day, limit                                              */  \
    X(excuse_covers_nothing,            invalid_input) /* first_day, last_day                                     */  \
    X(notice_not_due,                   not_allowed)   /* record: a word of [record]                              */  \
    X(acknowledged_already,             conflict)      /* day                                                     */  \
    X(conduct_unlisted,                 invalid_input) /* value                                                   */  \
    /* committees */                                                                                                  \
    X(committee_without_case,           not_allowed)   /* no argument                                             */  \
    X(decision_exists,                  conflict)      /* day                                                     */  \
    /* results */                                                                                                     \
    X(result_not_published,             not_found)     /* school_year                                             */  \
    X(result_withheld,                  not_allowed)   /* no argument                                             */  \
    X(publication_incomplete,           conflict)      /* value                                                   */  \
    X(published_already,                conflict)      /* day                                                     */  \
    X(facts_unchanged,                  conflict)      /* no argument                                             */  \
    X(facts_incomplete,                 undetermined)  /* value                                                   */  \
    X(promotion_done,                   conflict)      /* day                                                     */  \
    /* import and export */                                                                                           \
    X(file_not_workbook,                invalid_input) /* file                                                    */  \
    X(header_not_found,                 invalid_input) /* file, expected                                          */  \
    X(import_has_problems,              invalid_input) /* value                                                   */  \
    X(import_changed,                   conflict)      /* no argument                                             */  \
    X(import_overwrites,                conflict)      /* value: what the record has, given: what the file has    */  \
    X(import_expired,                   not_found)     /* day: until when its file was kept                       */  \
    X(import_not_undone,                not_allowed)   /* record                                                  */  \
    X(student_ambiguous,                invalid_input) /* student, value: how many of the record it may be        */  \
    X(column_ambiguous,                 invalid_input) /* column, allowed: headings that say it clearly           */  \
    /* documents that the school issues */                                                                            \
    X(document_key_missing,             conflict)      /* no argument                                             */  \
    X(document_key_begun,               conflict)      /* no argument                                             */  \
    X(document_key_closed,              conflict)      /* value: who has opened it, expected: how many are needed */  \
    X(document_key_wrong,               not_allowed)   /* no argument                                             */  \
    X(document_ended,                   conflict)      /* day                                                     */  \
    X(paper_without_table,              invalid_input) /* no argument                                             */  \
    X(request_not_examined,             conflict)      /* no argument                                             */  \
    X(amendment_unfinished,             conflict)      /* value: letters and originals that are still open        */  \
    X(honour_consent_missing,           not_allowed)   /* no argument                                             */  \
    X(honour_rank_named,                not_allowed)   /* value: the word                                         */  \
    /* the audit chain, backups, the installation */                                                                  \
    X(chain_broken,                     conflict)      /* value                                                   */  \
    X(chain_rewritten,                  conflict)      /* value                                                   */  \
    X(chain_shortened,                  conflict)      /* value, expected                                         */  \
    X(signature_wrong,                  invalid_input) /* no argument                                             */  \
    X(backup_damaged,                   invalid_input) /* file, place where it is known                           */  \
    X(backup_key_wrong,                 invalid_input) /* file                                                    */  \
    X(backup_key_missing,               invalid_input) /* no argument                                             */  \
    X(backup_shares_missing,            conflict)      /* value: shares given, expected: how many are needed      */  \
    X(database_not_empty,               conflict)      /* file                                                    */  \
    X(file_exists,                      conflict)      /* file                                                    */  \
    X(file_not_writable,                invalid_input) /* file                                                    */  \
    X(database_newer,                   conflict)      /* value, maximum                                          */  \
    X(database_older,                   conflict)      /* value, minimum                                          */  \
    X(database_foreign,                 conflict)      /* no argument                                             */  \
    X(database_in_use,                  conflict)      /* file                                                    */  \
    X(setting_unknown,                  invalid_input) /* setting, allowed                                        */  \
    X(setting_invalid,                  invalid_input) /* setting, value, expected                                */  \
    X(listen_without_tls,               not_allowed)   /* value                                                   */
// clang-format on

enum class RefusalCode : std::uint16_t {
#define TAQWIM_AS_CODE(code, kind) code,
    TAQWIM_REFUSAL_CODES(TAQWIM_AS_CODE)
#undef TAQWIM_AS_CODE
};

// Counted, and not deduced from the list below: clang's templates end at 256 arguments.
inline constexpr std::size_t k_refusal_code_count = 0
#define TAQWIM_AS_ONE(code, kind) +1
    TAQWIM_REFUSAL_CODES(TAQWIM_AS_ONE);
#undef TAQWIM_AS_ONE

inline constexpr std::array<RefusalCode, k_refusal_code_count> k_refusal_codes = {
#define TAQWIM_AS_CODE(code, kind) RefusalCode::code,
    TAQWIM_REFUSAL_CODES(TAQWIM_AS_CODE)
#undef TAQWIM_AS_CODE
};

[[nodiscard]] constexpr RefusalKind kind_of(RefusalCode code)
{
    constexpr std::array<RefusalKind, k_refusal_code_count> kinds = {
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
    case RefusalKind::not_signed_in: return "not_signed_in";
    case RefusalKind::too_many: return "too_many";
    case RefusalKind::unavailable: return "unavailable";
    }
    return "invalid_input";
}

}  // namespace taqwim
