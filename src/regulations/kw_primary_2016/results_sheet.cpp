#include "regulations/kw_primary_2016/results_sheet.h"

#include <algorithm>
#include <array>

#include "regulations/frame/assumed_values.h"
#include "regulations/kw_primary_2016/article_08_measures.h"

namespace taqwim::kw_primary_2016 {

namespace {

std::string label(const Messages& words, const std::string& code)
{
    return words.format("label." + code);
}

std::string heading(const Messages& words, const char* name)
{
    return words.format(std::string("sheet.") + name);
}

Arguments with_section(int grade, const std::string& section)
{
    Arguments arguments = {{"grade", std::to_string(grade)}};
    if (!section.empty())
        arguments.emplace_back("section", section);
    return arguments;
}

// The mark of a subject's year as it now stands: after the second chance when there was one.
const Mark* standing_mark(const Outcome& outcome, Subject subject)
{
    const SecondChanceOutcome& taken = outcome.second_chances[index(subject)];
    if (taken.has_recorded)
        return &taken.recorded;
    return outcome.at(subject).has_year_mark ? &outcome.at(subject).after_raise : nullptr;
}

const Total& standing_total(const Outcome& outcome)
{
    return outcome.second_chance_taken ? outcome.second_total : outcome.year_total;
}

// The sign of a raised mark and of a recorded one; the notes below the sheet say what they mean.
constexpr const char* k_raised_sign = "*";

std::string mark_cell(const SheetSource& source, Subject subject, std::vector<std::string>& notes)
{
    const SubjectYearOutcome& result = source.outcome.at(subject);
    const auto note = [&](const char* name) {
        std::string text = heading(source.words, name);
        if (std::find(notes.begin(), notes.end(), text) == notes.end())
            notes.push_back(std::move(text));
    };
    if (result.exempt) {
        note("note_exempt");
        return heading(source.words, "exempt");
    }
    const Mark* const mark = standing_mark(source.outcome, subject);
    if (mark == nullptr) {
        note("note_incomplete");
        return heading(source.words, "incomplete");
    }
    std::string cell = mark->shown();
    if (result.raised != RaiseRule::none &&
        !source.outcome.second_chances[index(subject)].has_recorded) {
        note("note_raised");
        cell += k_raised_sign;
    }
    return cell;
}

std::string joined_subjects(const SheetSource& source, bool (*holds)(const SubjectYearOutcome&))
{
    std::string text;
    for (const Subject subject : k_all_subjects) {
        if (!holds(source.outcome.at(subject)))
            continue;
        std::string name = label(source.words, code(subject));
        text = text.empty() ? std::move(name)
                            : source.words.format("trace.list",
                                                  {{"first", text}, {"second", std::move(name)}});
    }
    return text;
}

std::string reason_words(const SheetSource& source)
{
    if (source.outcome.decision != Decision::repeat ||
        source.outcome.repeat_reason == RepeatReason::none)
        return {};
    return label(source.words, code(source.outcome.repeat_reason));
}

std::string article_words(const char* clause, const ClauseRegister& clauses)
{
    const Clause* const found = clauses.find(clause);
    return found != nullptr ? found->article : std::string(clause);
}

// What would change it, in sentences.
void tell_change(const SubjectInTheWay& one, const Messages& words,
                 std::vector<std::string>& sentences)
{
    const std::string subject = label(words, code(one.subject));
    const auto say = [&](const char* key, Arguments arguments) {
        arguments.emplace_back("subject", subject);
        sentences.push_back(words.format(std::string("change.") + key, arguments));
    };
    if (one.barred_by_performance)
        say("barred", {});
    if (!one.has_mark)
        say("no_mark", {});
    else if (one.shortfall > Mark(0))
        say("short", {{"mark", one.mark.shown()}, {"shortfall", one.shortfall.shown()}});
    else if (!one.barred_by_performance)
        say("enough", {{"mark", one.mark.shown()}});
    if (one.remaining.empty()) {
        say("nothing_remains", {});
        return;
    }
    if (!one.can_still_pass) {
        say("not_reachable", {});
        return;
    }
    for (const NeededMark& needed : one.remaining) {
        Arguments about;
        if (needed.term != 0)
            about.emplace_back("term", needed.term == 1 ? "T1" : "T2");
        if (needed.number != 0)
            about.emplace_back("number", std::to_string(needed.number));
        Arguments arguments = {
            {"assessment",
             words.format(std::string("assessment.") + code(needed.assessment), about)},
            {"maximum",
             needed.maximum.value.is_whole() ? needed.maximum.to_text() : needed.maximum.shown()}};
        if (!needed.least) {
            say("not_enough", std::move(arguments));
        } else if (needed.least->value.is_zero()) {
            say("any_mark", std::move(arguments));
        } else {
            arguments.emplace_back("least", needed.least->value.is_whole() ? needed.least->to_text()
                                                                           : needed.least->shown());
            say(needed.assessment == Assessment::competency ? "least_level"
                : one.remaining.size() > 1                  ? "least_of_several"
                                                            : "least",
                std::move(arguments));
        }
    }
    if (one.least_equal_share)
        say("equal_share",
            {{"share", (one.least_equal_share->value * Exact(100)).to_text() + "%"}});
}

}  // namespace

SheetRow sheet_row(const SheetSource& source)
{
    const Messages& words = source.words;
    SheetRow row;
    row.group = words.format("sheet.group", with_section(source.year.grade, source.year.section));
    row.header = {heading(words, "student"), heading(words, "name")};
    row.cells = {source.year.id, source.year.name};
    for (const Subject subject : k_all_subjects) {
        if (!source.outcome.at(subject).taught &&
            !source.rules.taught_in(source.year.grade).contains(subject))
            continue;
        row.header.push_back(label(words, code(subject)));
        row.cells.push_back(mark_cell(source, subject, row.notes));
    }
    const Total& total = standing_total(source.outcome);
    row.header.insert(row.header.end(),
                      {heading(words, "total"), heading(words, "percentage"),
                       heading(words, "general_grade"), heading(words, "decision")});
    if (total.known) {
        row.cells.insert(row.cells.end(), {total.notional.shown(), total.percentage.shown(),
                                           source.symbols[static_cast<std::size_t>(total.grade)]});
        if (total.notional != total.actual)
            row.notes.push_back(heading(words, "note_notional"));
    } else {
        row.cells.insert(row.cells.end(), 3, heading(words, "incomplete"));
    }
    if (source.outcome.at(Term::first).whole_absence == WholeTermAbsence::excused ||
        source.outcome.at(Term::first).whole_absence == WholeTermAbsence::exceptional)
        row.notes.push_back(heading(words, "note_carried"));
    if (source.outcome.second_chance_taken)
        row.notes.push_back(heading(words, "note_second_chance"));
    if (source.year.school_year_assumed)
        row.notes.push_back(words.format("sheet.note_assumed_year",
                                         {{"school_year", source.year.school_year.to_text()}}));
    row.decision = code(source.outcome.decision);
    row.decision_words = label(words, row.decision);
    row.cells.push_back(row.decision_words);
    if (const std::string reason = reason_words(source); !reason.empty())
        row.notes.push_back(
            words.format("sheet.note_reason", {{"id", source.year.id}, {"reason", reason}}));
    return row;
}

SheetRow refused_sheet_row(const std::string& id, const StudentYear* year,
                           std::span<const Refusal> refusals, const Messages& words)
{
    SheetRow row;
    row.group = heading(words, "refused_group");
    row.header = {heading(words, "student"), heading(words, "name"), heading(words, "reason")};
    row.cells = {id, year != nullptr ? year->name : std::string(),
                 refusals.empty() ? std::string() : refusal_text(refusals.front(), words)};
    row.decision = "refused";
    row.decision_words = label(words, row.decision);
    return row;
}

std::vector<std::string> csv_columns(const Messages& words)
{
    std::vector<std::string> columns;
    for (const char* const name : {"student", "name", "grade", "section", "school_year", "decision",
                                   "first_decision", "article", "reason", "total", "maximum",
                                   "percentage", "general_grade", "failing_subjects"})
        columns.push_back(heading(words, name));
    for (const Subject subject : k_all_subjects)
        columns.push_back(label(words, code(subject)));
    for (const Term term : k_terms)
        for (const char* const name :
             {"unexcused_absence", "excused_absence", "deduction", "documents"})
            columns.push_back(heading(words, name) + " " + code(term));
    columns.push_back(heading(words, "notes"));
    return columns;
}

std::vector<std::string> csv_record(const SheetSource& source)
{
    const Outcome& outcome = source.outcome;
    const Total& total = standing_total(outcome);
    std::vector<std::string> record = {
        source.year.id,
        source.year.name,
        std::to_string(source.year.grade),
        source.year.section,
        source.year.school_year.to_text(),
        label(source.words, code(outcome.decision)),
        label(source.words, code(outcome.decision_round_1)),
        outcome.final_clause,
        reason_words(source),
        total.known ? total.notional.to_text() : "",
        total.maximum.to_text(),
        total.known ? total.percentage.shown() : "",
        total.known ? source.symbols[static_cast<std::size_t>(total.grade)] : "",
        joined_subjects(
            source, [](const SubjectYearOutcome& subject) { return subject.failing_after_raise; })};
    std::vector<std::string> notes;
    for (const Subject subject : k_all_subjects)
        record.push_back(source.rules.taught_in(source.year.grade).contains(subject)
                             ? mark_cell(source, subject, notes)
                             : std::string());
    for (const Term term : k_terms) {
        const TermOutcome& result = outcome.at(term);
        std::string documents;
        for (const Document document : result.documents)
            documents += (documents.empty() ? "" : " ") + std::string(code(document));
        record.insert(record.end(),
                      {std::to_string(result.unexcused_days), std::to_string(result.excused_days),
                       result.deduction.to_text(), documents});
    }
    std::string all_notes;
    for (const std::string& note : notes)
        all_notes += (all_notes.empty() ? "" : " | ") + note;
    record.push_back(all_notes);
    return record;
}

std::vector<std::string> refused_csv_record(const std::string& id,
                                            std::span<const Refusal> refusals,
                                            const Messages& words)
{
    std::vector<std::string> record(csv_columns(words).size());
    record[0] = id;
    record[5] = label(words, "refused");
    if (!refusals.empty())
        record.back() = refusals.front().field + ": " + refusal_text(refusals.front(), words);
    return record;
}

Explanation explanation(const SheetSource& source, const ClauseRegister& clauses,
                        std::span<const SubjectInTheWay> changes, const TraceRecording& trace,
                        const std::string& regulation_title)
{
    const Messages& words = source.words;
    const Outcome& outcome = source.outcome;
    Explanation result;
    Arguments who = with_section(source.year.grade, source.year.section);
    who.insert(who.end(), {{"id", source.year.id},
                           {"school_year", source.year.school_year.to_text()},
                           {"regulation", regulation_title}});
    if (!source.year.name.empty())
        who.emplace_back("name", source.year.name);
    result.title = words.format("explain.title", who);

    Arguments decided = {{"decision", label(words, code(outcome.decision))},
                         {"article", article_words(outcome.final_clause, clauses)}};
    if (const std::string reason = reason_words(source); !reason.empty())
        decided.emplace_back("reason", reason);
    result.decision = words.format("explain.decision", decided);

    const auto fact = [&](std::string name, std::string value) {
        result.facts.emplace_back(std::move(name), std::move(value));
    };
    if (outcome.decision != outcome.decision_round_1)
        fact(heading(words, "first_decision"),
             words.format("explain.first_decision",
                          {{"decision", label(words, code(outcome.decision_round_1))},
                           {"article", article_words(outcome.decision_clause, clauses)}}));
    for (const Subject subject : k_all_subjects) {
        if (!source.rules.taught_in(source.year.grade).contains(subject))
            continue;
        std::vector<std::string> notes;
        fact(label(words, code(subject)), mark_cell(source, subject, notes));
    }
    const Total& total = standing_total(outcome);
    if (total.known)
        fact(heading(words, "total"),
             words.format("explain.total", {{"total", total.notional.shown()},
                                            {"maximum", total.maximum.to_text()},
                                            {"percentage", total.percentage.shown()},
                                            {"grade", label(words, code(total.grade))}}));
    for (const Term term : k_terms) {
        const TermOutcome& absence = outcome.at(term);
        fact(label(words, code(term)),
             words.format("explain.absence",
                          {{"term", label(words, code(term))},
                           {"unexcused_days", std::to_string(absence.unexcused_days)},
                           {"excused_days", std::to_string(absence.excused_days)},
                           {"deduction", absence.deduction.to_text()}}));
        for (const Document document : absence.documents)
            fact(heading(words, "documents"), label(words, code(document)));
    }
    for (const MissingFact& missing : outcome.missing) {
        Arguments about = {{"subject", label(words, code(missing.subject))}};
        Arguments number;
        if (missing.number != 0)
            number.emplace_back("number", std::to_string(missing.number));
        if (missing.term != 0)
            about.emplace_back("term", missing.term == 1 ? "T1" : "T2");
        about.emplace_back("missing", words.format(std::string("missing.") + missing.name, number));
        fact(heading(words, "missing"), words.format("explain.missing", about));
    }
    for (const RareCriterion& rare : criteria_measured_too_rarely(source.year, source.rules))
        fact(heading(words, "notes"),
             words.format(
                 "explain.rare_criterion",
                 {{"subject", label(words, code(rare.subject))},
                  {"term", label(words, code(rare.term))},
                  {"criterion",
                   std::to_string(rare.competency) + '.' + std::to_string(rare.criterion)},
                  {"times", std::to_string(rare.times)},
                  {"least", std::to_string(source.rules.least_measures_per_criterion.value)}}));
    if (outcome.due_day)
        fact(heading(words, "due"), outcome.due_day->to_text());
    if (outcome.moves_to_mens_school == Known::yes)
        fact(heading(words, "notes"), words.format("explain.to_mens_school"));
    if (outcome.age_to_be_checked)
        fact(heading(words, "notes"), words.format("explain.age_unknown"));

    for (const SubjectInTheWay& one : changes)
        tell_change(one, words, result.changes);
    if (result.changes.empty() && outcome.decision == Decision::repeat)
        result.changes.push_back(words.format("change.nothing_to_change"));

    result.assumed = assumed_values(trace, words);
    return result;
}

}  // namespace taqwim::kw_primary_2016
