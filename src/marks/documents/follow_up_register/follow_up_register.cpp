#include "marks/documents/follow_up_register/follow_up_register.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "embedded/follow_up_register.h"

namespace taqwim::marks {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;

// PG-1.55: room for three or four lines of a hand.
constexpr double k_notes_height = 22;
// As many as a page across has room for; more go on in a further table.
constexpr std::size_t k_skills_beside = 20;

std::string word(std::string_view key, print::Language language)
{
    static const documents::WordList words =
        documents::words_in(embedded_follow_up_register(), "follow_up_register");
    return words.at(key, language);
}

class RegisterPages {
public:
    RegisterPages(const FollowUpRegister& entries, print::Language language)
        : entries_(entries), language_(language)
    {}

    void add_to(std::vector<print::Block>& blocks) const
    {
        bool is_first = true;
        for (const FollowUpSubject& subject : entries_.subjects) {
            if (!std::exchange(is_first, false))
                blocks.emplace_back(print::PageBreak{});
            add_subject(subject, blocks);
        }
    }

private:
    [[nodiscard]] std::string say(std::string_view key) const { return word(key, language_); }

    void add_subject(const FollowUpSubject& subject, std::vector<print::Block>& blocks) const
    {
        const bool is_of_each =
            entries_.form == FollowUpForm::pages || entries_.form == FollowUpForm::lists;
        if (is_of_each && !subject.students.empty()) {
            bool is_first = true;
            for (const FollowUpStudent& student : subject.students) {
                if (!std::exchange(is_first, false))
                    blocks.emplace_back(print::PageBreak{});
                add_head(subject, blocks);
                blocks.emplace_back(print::Fields{{{say("student"), student.name}}, 1});
                if (entries_.form == FollowUpForm::pages)
                    blocks.emplace_back(page_of(subject, student));
                else
                    add_list(subject, student, blocks);
                add_signatures(subject, blocks);
            }
            return;
        }
        add_head(subject, blocks);
        switch (entries_.form) {
        case FollowUpForm::measures: blocks.emplace_back(measures(subject)); break;
        case FollowUpForm::matrix: add_matrix(subject, blocks); break;
        case FollowUpForm::notes:
        case FollowUpForm::pages:
        case FollowUpForm::lists: blocks.emplace_back(notes(subject)); break;
        }
        add_signatures(subject, blocks);
    }

    void add_head(const FollowUpSubject& subject, std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title_of(entries_.form, language_), 1});
        print::Fields head{{{say("subject"), subject.name},
                            {say("grade"), entries_.grade_and_section},
                            {say("school_year"), entries_.school_year}},
                           4};
        if (entries_.form == FollowUpForm::measures)
            head.fields.push_back({say("term"), entries_.term});
        else
            head.fields.push_back({say("until"), entries_.until});
        blocks.emplace_back(std::move(head));
    }

    void add_signatures(const FollowUpSubject& subject, std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(print::Signatures{{{say("teacher"), subject.teacher, "", "teacher"},
                                               {say("head"), entries_.head_of_school, "", "head"}},
                                              ""});
    }

    [[nodiscard]] Table measures(const FollowUpSubject& subject) const
    {
        Table table;
        table.text_size = 9.5;
        table.columns = {{2, Align::middle}, {6}, {11}, {14}, {3, Align::middle}, {5}, {4}, {9}};
        table.head = {Row{{Cell(say("number")), say("day"), say("learner"), say("criterion"),
                           say("level"), say("method"), say("attendance"), say("note")},
                          print::Weight::bold,
                          true}};
        table.when_empty = say("no_measures");
        std::string month;
        std::size_t number = 0;
        for (const FollowUpMeasure& one : subject.measures) {
            if (one.month != month) {
                month = one.month;
                table.rows.push_back(Row{{Cell(month, 8)}, print::Weight::bold, true});
                table.rows.back().cells.front().align = Align::start;
                number = 0;
            }
            table.rows.push_back(
                Row{{Cell(std::to_string(++number)), one.day, one.learner, one.criterion, one.level,
                     one.method, one.attendance, one.note}});
        }
        return table;
    }

    [[nodiscard]] Table notes(const FollowUpSubject& subject) const
    {
        Table table;
        table.columns = {{1, Align::middle}, {7}, {14}};
        table.head = {
            Row{{Cell(say("number")), say("students"), say("notes")}, print::Weight::bold, true}};
        table.when_empty = say("no_students");
        for (const FollowUpStudent& student : subject.students) {
            std::string text;
            for (std::size_t i = 0; i < student.states.size(); ++i)
                if (student.states[i] == FollowUpState::not_mastered)
                    text += (text.empty() ? "" : "\n") + named(subject.skills[i]);
            table.rows.push_back(Row{.cells = {Cell(std::to_string(table.rows.size() + 1)),
                                               student.name, std::move(text)},
                                     .least_height = k_notes_height});
        }
        return table;
    }

    // What the student has not mastered, each with room for the teacher's hand; it leaves his page once he has.
    [[nodiscard]] Table page_of(const FollowUpSubject& subject,
                                const FollowUpStudent& student) const
    {
        Table table;
        table.columns = {{1, Align::middle}, {8}, {10}, {3, Align::middle}};
        table.head = {
            Row{{Cell(say("number")), say("not_mastered_skill"), say("note"), say("mastered_on")},
                print::Weight::bold,
                true}};
        table.when_empty = say("nothing_open");
        for (std::size_t i = 0; i < student.states.size(); ++i)
            if (student.states[i] == FollowUpState::not_mastered)
                table.rows.push_back(Row{.cells = {Cell(std::to_string(table.rows.size() + 1)),
                                                   named(subject.skills[i]), "", ""},
                                         .least_height = k_notes_height});
        return table;
    }

    // All skills of the subject's list, as they stand for him.
    void add_list(const FollowUpSubject& subject, const FollowUpStudent& student,
                  std::vector<print::Block>& blocks) const
    {
        Table table;
        table.columns = {
            {1, Align::middle}, {3, Align::middle}, {14}, {2, Align::middle}, {2, Align::middle}};
        table.head = {
            Row{{Cell(say("number")), say("code"), say("skill"), say("minimum"), say("mastery")},
                print::Weight::bold,
                true}};
        for (std::size_t i = 0; i < student.states.size(); ++i)
            table.rows.push_back(
                Row{{Cell(std::to_string(i + 1)), Cell(print::as_written(subject.skills[i].code)),
                     subject.skills[i].text, subject.skills[i].is_minimum ? say("minimum") : "",
                     state(student.states[i])}});
        blocks.emplace_back(std::move(table));
        blocks.emplace_back(
            print::Paragraph{say("legend"), {.size = 9.5, .tone = print::Tone::quiet}});
    }

    // What was not taught is left out, as long as nothing of it was.
    void add_matrix(const FollowUpSubject& subject, std::vector<print::Block>& blocks) const
    {
        std::vector<std::size_t> taught;
        for (std::size_t i = 0; i < subject.skills.size(); ++i)
            if (std::ranges::any_of(subject.students, [&](const FollowUpStudent& student) {
                    return student.states[i] != FollowUpState::not_taught;
                }))
                taught.push_back(i);
        if (taught.empty()) {
            blocks.emplace_back(print::Paragraph{say("no_skills"), {}});
            return;
        }
        for (std::size_t first = 0; first < taught.size(); first += k_skills_beside) {
            const std::size_t end = std::min(taught.size(), first + k_skills_beside);
            blocks.emplace_back(
                states(subject, {taught.begin() + static_cast<std::ptrdiff_t>(first),
                                 taught.begin() + static_cast<std::ptrdiff_t>(end)}));
        }
        blocks.emplace_back(
            print::Paragraph{say("legend"), {.size = 9.5, .tone = print::Tone::quiet}});
        Table list;
        list.text_size = 9.5;
        list.columns = {{3, Align::middle}, {20}, {1, Align::middle}};
        list.head = {
            Row{{Cell(say("code")), say("skill"), say("minimum")}, print::Weight::bold, true}};
        for (const std::size_t i : taught)
            list.rows.push_back(
                Row{{Cell(print::as_written(subject.skills[i].code)), subject.skills[i].text,
                     subject.skills[i].is_minimum ? say("minimum") : ""}});
        blocks.emplace_back(print::Heading{say("skills"), 3});
        blocks.emplace_back(std::move(list));
    }

    [[nodiscard]] Table states(const FollowUpSubject& subject,
                               const std::vector<std::size_t>& skills) const
    {
        Table table;
        table.text_size = 9.5;
        table.columns = {{2, Align::middle}, {15}};
        Row head{{Cell(say("number")), say("students")}, print::Weight::bold, true};
        for (const std::size_t i : skills) {
            table.columns.push_back({3, Align::middle});
            head.cells.emplace_back(print::as_written(subject.skills[i].code));
        }
        table.head = {std::move(head)};
        for (const FollowUpStudent& student : subject.students) {
            Row row{{Cell(std::to_string(table.rows.size() + 1)), student.name}};
            for (const std::size_t i : skills)
                row.cells.emplace_back(state(student.states[i]));
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    [[nodiscard]] std::string state(FollowUpState state) const
    {
        switch (state) {
        case FollowUpState::not_taught: return {};
        case FollowUpState::not_judged: return say("not_judged");
        case FollowUpState::mastered: return say("mastered");
        case FollowUpState::not_mastered: return say("not_mastered");
        }
        return {};
    }

    [[nodiscard]] std::string named(const FollowUpSkill& skill) const
    {
        return skill.is_minimum ? skill.text + " (" + say("minimum") + ")" : skill.text;
    }

    const FollowUpRegister& entries_;
    print::Language language_;
};

}  // namespace

std::string title_of(FollowUpForm form, print::Language language)
{
    switch (form) {
    case FollowUpForm::measures: break;
    case FollowUpForm::notes: return word("title_notes", language);
    case FollowUpForm::matrix: return word("title_matrix", language);
    case FollowUpForm::pages: return word("title_pages", language);
    case FollowUpForm::lists: return word("title_lists", language);
    }
    return word("title", language);
}

std::string attendance_words(std::string_view status, print::Language language)
{
    const bool is_known = status == "present" || status == "absent" || status == "late";
    return is_known ? word(status, language) : std::string();
}

print::Document printed(const FollowUpRegister& entries, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    print::Document document =
        documents::begun(issuer, printing,
                         {title_of(entries.form, printing.language), entries.grade_and_section,
                          entries.form == FollowUpForm::measures ? "KW-T-FOLLOW" : "PG-1.55"});
    if (entries.form == FollowUpForm::measures || entries.form == FollowUpForm::matrix)
        document.page = print::Page::a4_landscape();
    document.page.text_size = 11;
    RegisterPages(entries, printing.language).add_to(document.blocks);
    return document;
}

FollowUpRegister sample_follow_up_register(FollowUpForm form)
{
    FollowUpRegister entries;
    entries.form = form;
    FollowUpSubject subject;
    for (const documents::SampleLine& line :
         documents::sample_lines(embedded_follow_up_register())) {
        if (line.is("grade"))
            entries.grade_and_section = line.text(1);
        else if (line.is("school_year"))
            entries.school_year = line.text(1);
        else if (line.is("term"))
            entries.term = line.text(1);
        else if (line.is("subject"))
            subject.name = line.text(1);
        else if (line.is("teacher"))
            subject.teacher = line.text(1);
        else if (line.is("measure"))
            subject.measures.push_back({line.text(1), line.text(2), line.text(3), line.text(4),
                                        line.text(5), line.text(6), line.text(7), line.text(8)});
        else if (line.is("skill"))
            subject.skills.push_back({line.text(1), line.text(2), line.text(3) == "1"});
        else if (line.is("student")) {
            FollowUpStudent student{line.text(1), {}};
            for (std::size_t i = 0; i < subject.skills.size(); ++i) {
                const std::string state = line.text(i + 2);
                student.states.push_back(state == "mastered"       ? FollowUpState::mastered
                                         : state == "not_mastered" ? FollowUpState::not_mastered
                                         : state == "not_judged"   ? FollowUpState::not_judged
                                                                   : FollowUpState::not_taught);
            }
            subject.students.push_back(std::move(student));
        }
    }
    entries.subjects = {std::move(subject)};
    return entries;
}

}  // namespace taqwim::marks
