#include "regulations/sa_1426/results_sheet.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "regulations/frame/trace_text.h"
#include "regulations/sa_1426/answer_sheet.h"
#include "regulations/sa_1426/article_07_passing.h"

namespace taqwim::sa_1426 {

namespace {

std::string heading(const Messages& words, const char* name)
{
    return words.format(std::string("sheet.") + name);
}

RoundNumber last_round(const Outcome& outcome)
{
    return outcome.second.held ? RoundNumber::second : RoundNumber::first;
}

// The signs behind a mark; the notes below the sheet say what they mean.
constexpr const char* k_excused_sign = "*";
constexpr const char* k_second_round_sign = "\u00B2";

std::string mark_cell(const SheetSource& source, std::size_t subject,
                      std::vector<std::string>& notes)
{
    const SubjectOutcome& result = source.outcome.subjects[subject];
    const auto note = [&](const char* name) {
        std::string text = heading(source.words, name);
        if (std::find(notes.begin(), notes.end(), text) == notes.end())
            notes.push_back(std::move(text));
    };
    if (!result.complete) {
        note("note_incomplete");
        return heading(source.words, "incomplete");
    }
    const Mark& mark = standing_mark(result, last_round(source.outcome));
    // Two decimals would hide on which side of a threshold a third or a seventh lies; whole marks need none.
    std::string cell = mark.value.is_whole() ? mark.to_text() : mark.shown();
    if (source.outcome.last().excused.contains(subject)) {
        note("note_excused");
        cell += k_excused_sign;
    }
    if (source.outcome.second.held && result.scope != Scope::none) {
        note("note_second_round");
        cell += k_second_round_sign;
    }
    return cell;
}

std::string names_of(const SheetSource& source, const SubjectSet& set)
{
    std::string text;
    for (std::size_t subject = 0; subject < source.outcome.subjects.size(); ++subject) {
        if (!set.contains(subject))
            continue;
        std::string name = subject_name(source.year.plan->subjects[subject], source.words);
        text = text.empty() ? std::move(name)
                            : source.words.format("trace.list", {{"first", std::move(text)},
                                                                 {"second", std::move(name)}});
    }
    return text;
}

std::string codes_of(const SheetSource& source, const SubjectSet& set)
{
    std::string text;
    for (std::size_t subject = 0; subject < source.outcome.subjects.size(); ++subject)
        if (set.contains(subject))
            text += (text.empty() ? "" : " ") + source.year.plan->subjects[subject].code;
    return text;
}

std::string average_text(const SheetSource& source)
{
    return source.outcome.has_average
               ? source.outcome.average.shown(source.rules.average_decimals.value)
               : std::string();
}

// SR-12.1  Printed once the ministry has confirmed the bands (D16).
std::string general_grade_text(const SheetSource& source)
{
    const bool is_printed =
        source.outcome.general_grade != nullptr && source.rules.grade_bands_confirmed.value;
    return is_printed ? label_or_code(source.words, source.outcome.general_grade) : std::string();
}

Arguments with_section(const StudentYear& year)
{
    Arguments arguments = {{"grade", std::to_string(year.grade)}};
    if (!year.section.empty())
        arguments.emplace_back("section", year.section);
    return arguments;
}

std::vector<std::string> notes_of_year(const SheetSource& source)
{
    std::vector<std::string> notes;
    if (source.year.school_year_assumed)
        notes.push_back(
            source.words.format("sheet.note_assumed_year",
                                {{"school_year", saudi_year_name(source.year.school_year)}}));
    if (!source.given.empty())
        notes.push_back(heading(source.words, "note_given_policy"));
    return notes;
}

std::string missing_text(const SheetSource& source, const MissingFact& fact)
{
    Arguments arguments = {
        {"missing", label_or_code(source.words, fact.name)},
        {"subject", subject_name(source.year.plan->subjects[fact.subject], source.words)}};
    if (std::strcmp(fact.name, "second_round_mark") != 0)
        arguments.emplace_back("term", label_or_code(source.words, code(fact.term)));
    return source.words.format("explain.missing", arguments);
}

std::string shown(const Mark& mark)
{
    return mark.value.is_whole() ? mark.to_text() : mark.shown();
}

std::string part_words(const Messages& words, const NeededMark& needed)
{
    const bool is_second_round = needed.part == RemainingPart::second_round;
    return words.format(
        std::string("part.") + code(needed.part),
        {{"in", label_or_code(words, is_second_round ? code(needed.scope) : code(needed.term))}});
}

// What would change it for one subject.
void tell_subject(const SheetSource& source, const SubjectInTheWay& one,
                  std::vector<std::string>& sentences)
{
    const Messages& words = source.words;
    const auto say = [&](const char* key, Arguments arguments) {
        arguments.emplace_back("subject",
                               subject_name(source.year.plan->subjects[one.subject], source.words));
        sentences.push_back(words.format(std::string("change.") + key, arguments));
    };
    if (!one.has_mark)
        say("no_mark", {});
    else if (one.shortfall > Mark(0))
        say("short", {{"mark", shown(one.mark)}, {"shortfall", shown(one.shortfall)}});
    else if (one.lacks_sitting)
        say("not_sat", {{"mark", shown(one.mark)}});
    else
        say("enough", {{"mark", shown(one.mark)}});
    if (one.remaining.empty())
        say("nothing_remains", {});
    for (const NeededMark& needed : one.remaining) {
        Arguments arguments = {{"part", part_words(words, needed)},
                               {"maximum", shown(needed.maximum)}};
        if (needed.least)
            arguments.emplace_back("least", shown(*needed.least));
        say(!needed.least              ? "not_enough"
            : one.remaining.size() > 1 ? "least_of_several"
                                       : "least",
            arguments);
        if (!needed.least_for_year || needed.least_for_year == needed.least)
            continue;
        say("least_for_year", {{"part", part_words(words, needed)},
                               {"maximum", shown(needed.maximum)},
                               {"least", shown(*needed.least_for_year)}});
    }
    if (one.least_equal_share)
        say("equal_share", {{"share", (one.least_equal_share->value * Exact(100)).shown() + "%"}});
}

std::vector<std::string> change_sentences(const SheetSource& source, const WhatWouldChange& changes)
{
    const Messages& words = source.words;
    std::vector<std::string> sentences;
    for (const SubjectInTheWay& one : changes.subjects)
        tell_subject(source, one, sentences);
    if (changes.least_way) {
        std::string marks;
        for (const LeastMark& least : changes.least_way->marks) {
            std::string entry = words.format(
                "sheet.field",
                {{"name", subject_name(source.year.plan->subjects[least.subject], source.words)},
                 {"value", shown(least.mark)}});
            marks = marks.empty() ? std::move(entry)
                                  : words.format("trace.list", {{"first", std::move(marks)},
                                                                {"second", std::move(entry)}});
        }
        sentences.push_back(words.format(
            "change.least_way",
            {{"marks", marks}, {"article", article_words(words, changes.least_way->by)}}));
    }
    if (!changes.can_still_pass)
        sentences.push_back(words.format("change.nothing_to_change"));
    return sentences;
}

}  // namespace

const std::string& subject_name(const PlanSubject& subject, const Messages& words)
{
    if (words.language() == "en" && !subject.name_en.empty())
        return subject.name_en;
    return subject.name_ar.empty() ? subject.code : subject.name_ar;
}

SheetRow sheet_row(const SheetSource& source)
{
    const Messages& words = source.words;
    SheetRow row;
    // Students of one section may follow different plans; their columns are then others.
    Arguments group = with_section(source.year);
    group.emplace_back("school_year", saudi_year_name(source.year.school_year));
    if (source.year.is_affiliated())
        group.emplace_back("student_kind", label_or_code(words, code(source.year.kind)));
    row.group = words.format("sheet.group", group);
    row.header = {heading(words, "student"), heading(words, "name")};
    row.cells = {source.year.id, source.year.name};
    row.notes = notes_of_year(source);
    for (std::size_t subject = 0; subject < source.outcome.subjects.size(); ++subject) {
        row.header.push_back(subject_name(source.year.plan->subjects[subject], source.words));
        row.cells.push_back(mark_cell(source, subject, row.notes));
    }
    row.header.push_back(heading(words, "average"));
    row.cells.push_back(source.outcome.has_average ? average_text(source) : heading(words, "none"));
    if (source.rules.grade_bands_confirmed.value) {
        row.header.push_back(heading(words, "general_grade"));
        row.cells.push_back(general_grade_text(source));
    }
    const Round& last = source.outcome.last();
    row.decision = code(last.decision);
    row.decision_words = label_or_code(words, row.decision);
    row.header.push_back(heading(words, "decision"));
    row.cells.push_back(row.decision_words);
    if (last.decision == Decision::second_round)
        for (std::size_t subject = 0; subject < source.outcome.subjects.size(); ++subject) {
            const SubjectOutcome& result = source.outcome.subjects[subject];
            if (result.scope != Scope::none)
                row.notes.push_back(words.format(
                    "sheet.note_scope",
                    {{"id", source.year.id},
                     {"subject", subject_name(source.year.plan->subjects[subject], source.words)},
                     {"scope", label_or_code(words, code(result.scope))},
                     {"maximum", result.second_maximum.to_text()}}));
        }
    return row;
}

std::vector<std::string> csv_record(const SheetSource& source)
{
    const Messages& words = source.words;
    const Outcome& outcome = source.outcome;
    AnswerRecord record;
    record.id = source.year.id;
    record.kind = words.format("kind.student_year");
    record.name = source.year.name;
    record.grade = std::to_string(source.year.grade);
    record.section = source.year.section;
    record.school_year = saudi_year_name(source.year.school_year);
    record.student_kind = label_or_code(words, code(source.year.kind));
    record.decision = label_or_code(words, code(outcome.last().decision));
    record.first_decision = label_or_code(words, code(outcome.first.decision));
    record.by = outcome.last().by;
    record.average = average_text(source);
    record.general_grade = general_grade_text(source);
    record.not_passed = codes_of(source, outcome.last().not_passed);
    record.excused = codes_of(source, outcome.last().excused);
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        record.values +=
            (record.values.empty() ? "" : " ") + source.year.plan->subjects[subject].code + '=';
        if (outcome.subjects[subject].complete)
            record.values +=
                standing_mark(outcome.subjects[subject], last_round(outcome)).to_text();
    }
    for (std::string& note : notes_of_year(source))
        record.notes += (record.notes.empty() ? "" : " | ") + std::move(note);
    for (const MissingFact& fact : outcome.missing)
        record.notes += (record.notes.empty() ? "" : " | ") + missing_text(source, fact);
    return answer_cells(std::move(record));
}

Explanation explanation(const SheetSource& source, const WhatWouldChange& changes)
{
    const Messages& words = source.words;
    const Outcome& outcome = source.outcome;
    Explanation result;
    Arguments who = with_section(source.year);
    who.insert(who.end(), {{"id", source.year.id},
                           {"school_year", saudi_year_name(source.year.school_year)},
                           {"regulation", words.format("regulation.title")}});
    if (!source.year.name.empty())
        who.emplace_back("name", source.year.name);
    result.title = words.format("explain.title", who);

    const auto decided = [&](const Round& round) {
        Arguments arguments = {{"decision", label_or_code(words, code(round.decision))}};
        if (*round.by != '\0')
            arguments.emplace_back("article", article_words(words, round.by));
        if (!round.excused.is_empty())
            arguments.emplace_back("excused", names_of(source, round.excused));
        return words.format("explain.decision", arguments);
    };
    result.decision = decided(outcome.last());

    const auto fact = [&](std::string name, std::string value) {
        result.facts.emplace_back(std::move(name), std::move(value));
    };
    fact(heading(words, "student_kind"), label_or_code(words, code(source.year.kind)));
    if (outcome.second.held)
        fact(heading(words, "first_decision"), decided(outcome.first));
    std::vector<std::string> notes;
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject)
        fact(subject_name(source.year.plan->subjects[subject], source.words),
             mark_cell(source, subject, notes));
    if (!outcome.last().not_passed.is_empty())
        fact(heading(words, "not_passed"), names_of(source, outcome.last().not_passed));
    if (outcome.last().decision == Decision::second_round)
        for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
            const SubjectOutcome& one = outcome.subjects[subject];
            if (one.scope != Scope::none)
                fact(
                    words.format("explain.second_round",
                                 {{"subject", subject_name(source.year.plan->subjects[subject],
                                                           source.words)}}),
                    words.format("explain.scope", {{"scope", label_or_code(words, code(one.scope))},
                                                   {"maximum", one.second_maximum.to_text()}}));
        }
    if (outcome.has_average)
        fact(heading(words, "average"), average_text(source));
    if (const std::string grade = general_grade_text(source); !grade.empty())
        fact(heading(words, "general_grade"), grade);
    for (const MissingFact& missing : outcome.missing)
        fact(heading(words, "missing"), missing_text(source, missing));
    for (std::string& note : notes)
        fact(heading(words, "notes"), std::move(note));
    for (std::string& note : notes_of_year(source))
        fact(heading(words, "notes"), std::move(note));
    for (const ParameterInfo& given : source.given)
        fact(label_of(given, words), shown_value(given, words));
    for (const PlanSubject& subject : source.year.plan->subjects)
        result.item_names.emplace_back(subject.code, subject_name(subject, words));
    if (outcome.last().decision != Decision::passed)
        result.changes = change_sentences(source, changes);
    return result;
}

}  // namespace taqwim::sa_1426
