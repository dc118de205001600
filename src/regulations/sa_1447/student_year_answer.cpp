#include "regulations/sa_1447/student_year_answer.h"

#include <utility>

#include "regulations/frame/refusal_json.h"
#include "regulations/sa_1426/answer_sheet.h"
#include "regulations/sa_1447/evaluation.h"
#include "regulations/sa_1447/outcome_json.h"
#include "regulations/sa_1447/student_year_json.h"
#include "regulations/sa_1447/what_would_change.h"

namespace taqwim::sa_1447 {

namespace {

using sa_1426::label_or_code;

class StudentYearAnswer final : public sa_1426::Answer {
public:
    std::vector<Refusal> answer(const JsonValue& document, const sa_1426::RulesInForce& rules,
                                const EvaluateOptions& options, Trace& trace) override
    {
        const auto school_year = sa_1426::school_year_of(document);
        if (!school_year)
            return {school_year.refusal()};
        const auto in_force = rules.of(*school_year);
        if (!in_force)
            return {in_force.refusal()};
        rules_ = static_cast<const EditionRules1447*>(*in_force);

        DocumentReader reader;
        auto year = read_student_year(document, *rules_, reader);
        if (!year)
            return reader.take();
        year_ = *std::move(year);
        year_.id = document_id(document, 0);
        year_.school_year_assumed = !school_year->has_value();
        year_.school_year = school_year->value_or(last_covered_year());
        auto refusal = evaluate(year_, *rules_, outcome_, trace);
        // Each turn takes one sitting of one course away.
        while (refusal && options.leave_aside_papers_not_due && leave_aside(*refusal))
            refusal = evaluate(year_, *rules_, outcome_, trace);
        if (refusal)
            return {*std::move(refusal)};
        has_changes_ = options.what_would_change;
        changes_ = has_changes_ ? what_would_change(year_, outcome_, *rules_) : WhatWouldChange{};
        return {};
    }

    [[nodiscard]] const sa_1426::EditionRules& rules() const override { return *rules_; }

    void write_json(JsonWriter& json) const override
    {
        write_outcome(year_, outcome_, *rules_, json);
        if (has_changes_) {
            json.key("what_would_change");
            write_what_would_change(year_, changes_, json);
        }
    }

    [[nodiscard]] SheetRow row(const Messages& words) const override
    {
        SheetRow row;
        row.group = words.format("sheet.group", who());
        row.header = {words.format("sheet.student"), words.format("sheet.name")};
        row.cells = {year_.id, year_.name};
        for (std::size_t i = 0; i < year_.courses.size(); ++i) {
            row.header.push_back(course_name(year_.courses[i], words));
            row.cells.push_back(mark_cell(i, words));
        }
        row.header.insert(row.header.end(),
                          {words.format("sheet.average"), words.format("sheet.general_grade"),
                           words.format("sheet.decision")});
        row.decision = code(outcome_.decision);
        row.decision_words = label_or_code(words, row.decision);
        row.cells.insert(row.cells.end(),
                         {average(words), general_grade(words), row.decision_words});
        row.notes = notes(words);
        return row;
    }

    [[nodiscard]] std::vector<std::string> csv_record(const Messages& words) const override
    {
        sa_1426::AnswerRecord record;
        record.id = year_.id;
        record.kind = words.format("kind.student_year");
        record.name = year_.name;
        record.grade = std::to_string(year_.grade);
        record.section = year_.section;
        record.school_year = sa_1426::saudi_year_name(year_.school_year);
        record.decision = label_or_code(words, code(outcome_.decision));
        record.average = outcome_.average ? average(words) : "";
        record.general_grade = outcome_.general_grade != nullptr ? general_grade(words) : "";
        for (std::size_t i = 0; i < year_.courses.size(); ++i) {
            const CourseFacts& course = year_.courses[i];
            const CourseOutcome& outcome = outcome_.courses[i];
            if (outcome.verdict == Verdict::second_sitting || outcome.verdict == Verdict::stumbled)
                record.not_passed += (record.not_passed.empty() ? "" : " | ") + course_code(course);
            if (outcome.mark)
                record.values += (record.values.empty() ? "" : " | ") + course_code(course) + '=' +
                                 outcome.mark->to_text();
        }
        for (const std::string& note : notes(words))
            record.notes += (record.notes.empty() ? "" : " | ") + note;
        return sa_1426::answer_cells(std::move(record));
    }

    [[nodiscard]] Explanation explanation(const Messages& words) const override
    {
        Explanation result;
        Arguments title = who();
        title.insert(title.end(), {{"id", year_.id},
                                   {"track", label_or_code(words, year_.track)},
                                   {"school_year", sa_1426::saudi_year_name(year_.school_year)}});
        if (!year_.name.empty())
            title.emplace_back("name", year_.name);
        result.title = words.format("explain.year", title);
        result.decision = words.format(
            "explain.decision", {{"decision", label_or_code(words, code(outcome_.decision))}});
        for (std::size_t i = 0; i < year_.courses.size(); ++i)
            result.facts.emplace_back(course_name(year_.courses[i], words), mark_cell(i, words));
        if (outcome_.average)
            result.facts.emplace_back(words.format("sheet.average"), average(words));
        if (outcome_.general_grade != nullptr)
            result.facts.emplace_back(words.format("sheet.general_grade"), general_grade(words));
        for (const std::string& note : notes(words))
            result.facts.emplace_back(words.format("sheet.notes"), note);
        if (words.language() == "en")
            for (const auto& [subject, name] : year_.english_names)
                result.item_names.emplace_back(subject, name);
        for (const CourseInTheWay& one : changes_.courses)
            add_changes(one, words, result.changes);
        if (changes_.courses_to_promotion)
            result.changes.push_back(
                words.format("course_change.courses_to_promotion",
                             {{"count", std::to_string(*changes_.courses_to_promotion)}}));
        return result;
    }

private:
    // Forgets the sitting that was refused because it is not due; a stumble exam rests on the second sitting before it.
    bool leave_aside(const Refusal& refusal)
    {
        for (CourseFacts& course : year_.courses) {
            const std::string place = place_of(course);
            if (course.stumble_exam && (refusal.field == place + "/stumble_exam" ||
                                        refusal.field == place + "/second_sitting")) {
                course.stumble_exam.reset();
                return true;
            }
            if (course.has_second_sitting && refusal.field == place + "/second_sitting") {
                course.has_second_sitting = false;
                course.second_sitting.clear();
                return true;
            }
        }
        return false;
    }

    // Without a school year the rules in force last are taken.
    [[nodiscard]] SchoolYear last_covered_year() const
    {
        SchoolYear year = {rules_->last_covered_day.year()};
        while (year.last_day() > rules_->last_covered_day)
            --year.first;
        return year;
    }

    [[nodiscard]] Arguments who() const
    {
        Arguments who = {{"grade", std::to_string(year_.grade)}};
        if (!year_.section.empty())
            who.emplace_back("section", year_.section);
        return who;
    }

    [[nodiscard]] static std::string course_code(const CourseFacts& course)
    {
        return course.term == 0 ? course.subject->name
                                : course.subject->name + '/' + term_code(course.term);
    }

    [[nodiscard]] const std::string& subject_name(const PlanSubject& subject,
                                                  const Messages& words) const
    {
        const auto english = words.language() == "en" ? year_.english_names.find(subject.name)
                                                      : year_.english_names.end();
        return english != year_.english_names.end() ? english->second : subject.name;
    }

    [[nodiscard]] std::string course_name(const CourseFacts& course, const Messages& words) const
    {
        const std::string& name = subject_name(*course.subject, words);
        if (course.term == 0)
            return name;
        return words.format(
            "sheet.course",
            {{"subject", name}, {"term", label_or_code(words, term_code(course.term))}});
    }

    [[nodiscard]] static std::string in_words(const Mark& mark)
    {
        return mark.value.is_whole() ? mark.to_text() : mark.shown();
    }

    [[nodiscard]] std::string mark_cell(std::size_t index, const Messages& words) const
    {
        const CourseOutcome& course = outcome_.courses[index];
        if (year_.courses[index].subject->is_judged_by_standards())
            return words.format("sheet.standards",
                                {{"met", std::to_string(course.standards_met)},
                                 {"judged", std::to_string(course.standards_judged)}});
        Arguments cell;
        if (course.mark)
            cell.emplace_back("mark", in_words(*course.mark));
        if (course.band != nullptr)
            cell.emplace_back("grade", label_or_code(words, course.band));
        cell.emplace_back("verdict", code(course.verdict));
        return words.format("sheet.mark", cell);
    }

    // What would pass one course, in sentences.
    void add_changes(const CourseInTheWay& one, const Messages& words,
                     std::vector<std::string>& sentences) const
    {
        const std::string subject = course_name(year_.courses[one.course], words);
        Arguments state = {{"subject", subject}};
        if (one.mark) {
            state.emplace_back("mark", in_words(*one.mark));
            state.emplace_back("shortfall", in_words(one.shortfall));
        }
        sentences.push_back(words.format(!one.mark                  ? "course_change.no_mark"
                                         : one.shortfall == Mark(0) ? "course_change.enough"
                                                                    : "course_change.short",
                                         state));
        if (one.remaining.empty())
            sentences.push_back(
                words.format("course_change.nothing_remains", {{"subject", subject}}));
        for (const NeededMark& needed : one.remaining) {
            Arguments about = {{"subject", subject},
                               {"sitting", code(needed.sitting)},
                               {"part", label_or_code(words, code(needed.part))},
                               {"maximum", in_words(needed.maximum)},
                               {"others", one.remaining.size() > 1 ? "yes" : "no"}};
            if (needed.least)
                about.emplace_back("least", in_words(*needed.least));
            sentences.push_back(words.format(
                needed.least ? "course_change.least" : "course_change.not_enough", about));
        }
        if (one.least_sum && one.remaining.size() > 1)
            sentences.push_back(
                words.format("course_change.least_sum",
                             {{"subject", subject}, {"least", in_words(*one.least_sum)}}));
        if (one.left_open_from)
            sentences.push_back(
                words.format("course_change.left_open_from",
                             {{"subject", subject}, {"from", in_words(*one.left_open_from)}}));
    }

    [[nodiscard]] std::string average(const Messages& words) const
    {
        return outcome_.average ? outcome_.average_shown.shown(rules_->average_decimals.value)
                                : words.format("sheet.none");
    }

    [[nodiscard]] std::string general_grade(const Messages& words) const
    {
        return outcome_.general_grade != nullptr ? label_or_code(words, outcome_.general_grade)
                                                 : words.format("sheet.none");
    }

    [[nodiscard]] std::vector<std::string> notes(const Messages& words) const
    {
        std::vector<std::string> notes;
        if (year_.school_year_assumed)
            notes.push_back(
                words.format("sheet.note_assumed_year",
                             {{"school_year", sa_1426::saudi_year_name(year_.school_year)}}));
        if (outcome_.is_barred)
            notes.push_back(words.format("sheet.note_barred",
                                         {{"days", std::to_string(outcome_.unexcused_days)}}));
        for (const LeftOpen& open : outcome_.left_open) {
            Arguments about = {{"rule", words.format(std::string("rule.") + open.rule)}};
            if (open.course != nullptr)
                about.emplace_back("subject", course_name(*open.course, words));
            notes.push_back(words.format("sheet.note_left_open", about));
        }
        for (const MissingFact& missing : outcome_.missing) {
            Arguments about = {{"fact", label_or_code(words, missing.name)}};
            if (missing.course != nullptr)
                about.emplace_back("subject", subject_name(*missing.course->subject, words));
            if (missing.period != 0)
                about.emplace_back("term", label_or_code(words, term_code(missing.period)));
            notes.push_back(words.format("sheet.note_missing", about));
        }
        return notes;
    }

    const EditionRules1447* rules_ = nullptr;
    StudentYear year_;
    Outcome outcome_;
    bool has_changes_ = false;
    WhatWouldChange changes_;
};

}  // namespace

std::unique_ptr<sa_1426::Answer> make_student_year_answer()
{
    return std::make_unique<StudentYearAnswer>();
}

}  // namespace taqwim::sa_1447
