#include "regulations/sa_1447/school_folder.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/frame/folder_row.h"
#include "regulations/frame/value_reading.h"
#include "regulations/sa_1426/folder_students.h"
#include "regulations/sa_1426/folder_tables.h"
#include "regulations/sa_1447/models.h"
#include "regulations/sa_1447/plans.h"

namespace taqwim::sa_1447 {

namespace {

using sa_1426::FolderStudents;
using sa_1426::FolderTables;
using sa_1426::SchoolFacts;
using sa_1426::SchoolFolder;

// The parts that a row of marks and a row of second sittings may have; which of them a subject has the document says.
constexpr std::array k_first_parts = {
    Part::performance,  Part::varied,        Part::tools,     Part::correct_reading,
    Part::memorisation, Part::participation, Part::knowledge, Part::skill};
constexpr std::array k_second_parts = {Part::oral,
                                       Part::written,
                                       Part::practical,
                                       Part::practical_or_oral,
                                       Part::correct_reading,
                                       Part::memorisation,
                                       Part::elective_exam,
                                       Part::project_work,
                                       Part::project_discussion};

struct Enrolment {
    std::string grade;
    std::optional<Stage> stage;  // nothing when the grade is none; the document says so

    [[nodiscard]] bool is_secondary() const { return stage == Stage::secondary; }
};

class FolderReader {
public:
    FolderReader(std::span<const SchoolTable> tables, std::string_view regulation)
        : tables_(tables, {"students"}, folder_.problems, {folder_form(), folder_words()}),
          regulation_(regulation)
    {}

    SchoolFolder read()
    {
        read_school_facts(tables_, regulation_, facts_, sa_1426::k_school_keys);
        folder_.name = facts_.name;
        read_students();
        read_marks();
        read_programmes();
        read_standards();
        read_second_sittings();
        read_conduct();
        read_offences();
        read_excuses();
        folder_.students = students_.finish();
        return std::move(folder_);
    }

private:
    using Path = std::vector<std::string>;

    // Puts the cell of a column at a place of the student's document; an empty cell is no fact.
    void put(std::size_t student, Path path, std::string_view value, const Where& where,
             bool is_raw = false)
    {
        if (!value.empty())
            students_.draft(student).put_at(path, value, where.to_text(), is_raw);
    }
    void put_cell(std::size_t student, Path path, const FolderRow& row, const char* column)
    {
        put(student, std::move(path), row.text(column), row.where(column));
    }
    // A cell of yes and no; any other word goes on as a text, which the document refuses.
    void put_yes_no(std::size_t student, Path path, const FolderRow& row, const char* column)
    {
        const std::string_view word = row.word(column, "yes_no");
        const bool is_known = word == "yes" || word == "no";
        put(student, std::move(path),
            is_known ? (word == "yes" ? std::string_view("true") : std::string_view("false"))
                     : word,
            row.where(column), is_known);
    }

    void refuse(std::size_t student, RefusalCode code, const Where& where, Arguments arguments,
                const char* clause)
    {
        tables_.refuse(code, where, std::move(arguments), clause);
        students_.refuse_by_last(student);
    }

    // Whether the row has all of these columns; the first that is empty is told.
    bool has_all(std::size_t student, const FolderRow& row,
                 std::initializer_list<const char*> columns)
    {
        for (const char* const column : columns)
            if (row.text(column).empty()) {
                refuse(student, RefusalCode::field_missing, row.where(column), {{"field", column}},
                       "SA1447-RECORD");
                return false;
            }
        return true;
    }

    // Whether none of these columns, which a row of this kind does not have, holds anything: it would be lost.
    bool has_none(std::size_t student, const FolderRow& row,
                  std::initializer_list<const char*> columns, const char* allowed)
    {
        for (const char* const column : columns)
            if (!row.text(column).empty()) {
                refuse(student, RefusalCode::field_unknown, row.where(column),
                       {{"field", column}, {"allowed", allowed}}, "SA1447-RECORD");
                return false;
            }
        return true;
    }

    // Whether the row is the first of the table on this; a second one is refused, never taken in its place.
    bool is_first(std::size_t student, const FolderRow& row, const char* table, std::string about)
    {
        const auto [known, is_new] =
            rows_.try_emplace({student, table, about}, row.where().to_text());
        if (!is_new)
            refuse(student, RefusalCode::given_twice, row.where(),
                   {{"field", shown_value(about)}, {"other", known->second}}, "SA1447-RECORD");
        return is_new;
    }

    // The subject of a row, as the plan names it; the plan itself is looked into when the document is read. Empty, and
    // told, when there is none.
    [[nodiscard]] std::string subject_of(std::size_t student, const FolderRow& row)
    {
        std::string subject(row.text("subject"));
        if (!has_all(student, row, {"subject"}))
            return {};
        // Such a name means an element of a list to the draft, and no subject has it.
        if (!subject.starts_with('#'))
            return subject;
        refuse(student, RefusalCode::subject_not_in_plan, row.where("subject"),
               {{"subject", shown_value(subject)}, {"grade", enrolments_[student].grade}},
               "SA1447-PLANS");
        return {};
    }
    // The term of a row; empty, and told, when there is none.
    [[nodiscard]] std::string term_of(std::size_t student, const FolderRow& row)
    {
        if (!has_all(student, row, {"term"}))
            return {};
        if (const auto term = tables_.words().name_of("terms", row.text("term")))
            return std::string(*term);
        refuse(student, RefusalCode::value_not_listed, row.where("term"),
               {{"value", shown_value(row.text("term"))}, {"allowed", "T1, T2, T3, T4"}},
               "SA1447-YEAR");
        return {};
    }

    void read_students()
    {
        tables_.for_each_row("students", [&](const FolderRow& row, std::size_t index) {
            const auto student = students_.add(row, index);
            if (!student)
                return;
            const auto grade = decimal_of(row.text("grade"));
            const bool is_known = grade && grade->is_whole() && *grade >= Exact(k_first_grade) &&
                                  *grade <= Exact(k_last_grade);
            enrolments_.push_back(
                {std::string(row.text("grade")),
                 is_known ? std::optional(stage_of(static_cast<int>(grade->numerator())))
                          : std::nullopt});
            for (const char* const name : {"name", "section", "grade"})
                put_cell(*student, {name}, row, name);
            put(*student, {"track"}, row.word("track", "tracks"), row.where("track"));
            if (!facts_.school_year.empty())
                students_.draft(*student).put({"school_year"}, facts_.school_year,
                                              facts_.school_year_at);
        });
    }

    void read_marks()
    {
        students_.for_each_row("marks", [&](const FolderRow& row, std::size_t student) {
            const std::string subject = subject_of(student, row);
            const std::string term = term_of(student, row);
            if (subject.empty() || term.empty() ||
                !is_first(student, row, "marks", subject + ' ' + term))
                return;
            const Path path = {"subjects", subject, term};
            read_form(student, row, subject, path);
            put_cell(student, within(path, "entries"), row, "entries");
            for (const Part part : k_first_parts)
                put_cell(student, within(path, code(part)), row, code(part));
            read_final_exam(student, row, path);
        });
    }

    [[nodiscard]] static Path within(Path path, const char* name)
    {
        path.emplace_back(name);
        return path;
    }

    // The form of the model stands with the term of a secondary course, and with the subject below.
    void read_form(std::size_t student, const FolderRow& row, const std::string& subject,
                   const Path& period)
    {
        const std::string_view form = row.word("form", "forms");
        if (form.empty())
            return;
        if (enrolments_[student].is_secondary()) {
            put(student, within(period, "form"), form, row.where("form"));
            return;
        }
        const auto [known, is_new] = forms_.try_emplace({student, subject}, form);
        if (is_new)
            put(student, {"subjects", subject, "form"}, form, row.where("form"));
        else if (known->second != form)
            refuse(student, RefusalCode::facts_contradict, row.where("form"),
                   {{"field", "form"},
                    {"value", shown_value(form)},
                    {"other_field", "form"},
                    {"other_value", shown_value(known->second)}},
                   "SA1447-MODELS");
    }

    // The end-of-term exam: a mark, or a word that says that it was not sat, with its alternative exam beside it.
    void read_final_exam(std::size_t student, const FolderRow& row, const Path& period)
    {
        const Path exam = within(period, code(Part::final_exam));
        const std::string_view cell = row.text("final");
        const auto absence = tables_.words().name_of("absences", cell);
        if (absence) {
            put(student, within(exam, "absence"), *absence, row.where("final"));
            put_cell(student, within(exam, "alternative_exam"), row, "alternative_exam");
            return;
        }
        put(student, exam, cell, row.where("final"));
        const std::string_view alternative = row.text("alternative_exam");
        if (alternative.empty())
            return;
        if (cell.empty())
            refuse(student, RefusalCode::field_missing, row.where("final"), {{"field", "final"}},
                   "SA1447-EXCUSED");
        else
            refuse(student, RefusalCode::facts_contradict, row.where("alternative_exam"),
                   {{"field", "alternative_exam"},
                    {"value", shown_value(alternative)},
                    {"other_field", "final"},
                    {"other_value", shown_value(cell)}},
                   "SA1447-EXCUSED");
    }

    // SA1447-M9  The programmes of activity without periods, one a row.
    void read_programmes()
    {
        students_.for_each_row("programmes", [&](const FolderRow& row, std::size_t student) {
            const std::string subject = subject_of(student, row);
            const std::string term = term_of(student, row);
            if (subject.empty() || term.empty() || !has_all(student, row, {"mark"}))
                return;
            const std::size_t number = programmes_[{student, subject + ' ' + term}]++;
            put_cell(student,
                     {"subjects", subject, term, "programmes", '#' + std::to_string(number)}, row,
                     "mark");
        });
    }

    // SA1447-STANDARDS  One standard a row, or their numbers in one row.
    void read_standards()
    {
        students_.for_each_row("standards", [&](const FolderRow& row, std::size_t student) {
            const std::string subject = subject_of(student, row);
            const std::string term = term_of(student, row);
            if (subject.empty() || term.empty())
                return;
            const std::string standard(row.text("standard"));
            const Path path = {"subjects", subject, term, "standards"};
            const std::string about = subject + ' ' + term;
            if (!standard.empty()) {
                if (!is_first(student, row, "standards", about + ' ' + standard) ||
                    !has_none(student, row, {"judged", "met"}, "standard, result") ||
                    !has_all(student, row, {"result"}))
                    return;
                students_.draft(student).put({"subjects", subject, term, "standards", standard},
                                             row.word("result", "standard_results"),
                                             row.where("result").to_text());
                return;
            }
            if (!is_first(student, row, "standards", about) ||
                !has_none(student, row, {"result"}, "judged, met") ||
                !has_all(student, row, {"judged", "met"}))
                return;
            put_cell(student, within(path, "judged"), row, "judged");
            put_cell(student, within(path, "met"), row, "met");
        });
    }

    void read_second_sittings()
    {
        students_.for_each_row("second_sitting", [&](const FolderRow& row, std::size_t student) {
            const std::string subject = subject_of(student, row);
            if (subject.empty() || !enrolments_[student].stage)
                return;
            std::string term;
            Path path = {"subjects", subject};
            // A course of the secondary stage is that of a term; another subject is one of the year.
            if (enrolments_[student].is_secondary()) {
                term = term_of(student, row);
                if (term.empty())
                    return;
                path.push_back(term);
            } else if (!row.text("term").empty()) {
                refuse(student, RefusalCode::facts_contradict, row.where("term"),
                       {{"field", "term"},
                        {"value", shown_value(row.text("term"))},
                        {"other_field", "grade"},
                        {"other_value", shown_value(enrolments_[student].grade)}},
                       "SA1447-SECOND");
                return;
            }
            if (!is_first(student, row, "second_sitting", subject + ' ' + term))
                return;
            const Path sitting = within(path, "second_sitting");
            for (const Part part : k_second_parts)
                put_cell(student, within(sitting, code(part)), row, code(part));
            put_cell(student, within(path, "stumble_exam"), row, "stumble_exam");
        });
    }

    void read_conduct()
    {
        students_.for_each_row("conduct", [&](const FolderRow& row, std::size_t student) {
            const std::string term = term_of(student, row);
            if (term.empty() || !is_first(student, row, "conduct", term))
                return;
            const Path behaviour = {"behaviour", term};
            const Path attendance = {"attendance", term};
            put_cell(student, within(behaviour, "recovered"), row, "recovered");
            put_cell(student, within(behaviour, "distinguished"), row, "distinguished");
            put_cell(student, within(behaviour, "description"), row, "behaviour_description");
            put_cell(student, within(attendance, "absent_days"), row, "absent_days");
            put_cell(student, within(attendance, "description"), row, "attendance_description");
        });
    }

    void read_offences()
    {
        students_.for_each_row("offences", [&](const FolderRow& row, std::size_t student) {
            const std::string term = term_of(student, row);
            if (term.empty() || !has_all(student, row, {"degree"}))
                return;
            const Path path = {"behaviour", term, "offences",
                               '#' + std::to_string(offences_[{student, term}]++)};
            for (const char* const column : {"degree", "times"})
                put_cell(student, within(path, column), row, column);
        });
    }

    void read_excuses()
    {
        students_.for_each_row("excuses", [&](const FolderRow& row, std::size_t student) {
            const std::string term = term_of(student, row);
            if (term.empty() || !has_all(student, row, {"days", "after_working_days", "accepted"}))
                return;
            const Path path = {"attendance", term, "excuses",
                               '#' + std::to_string(excuses_[{student, term}]++)};
            for (const char* const column : {"days", "after_working_days"})
                put_cell(student, within(path, column), row, column);
            for (const char* const column : {"accepted", "extended"})
                put_yes_no(student, within(path, column), row, column);
        });
    }

    using OfStudent = std::pair<std::size_t, std::string>;

    SchoolFolder folder_;
    FolderTables tables_;
    std::string_view regulation_;
    SchoolFacts facts_;
    FolderStudents students_{tables_};
    std::vector<Enrolment> enrolments_;  // in the order of the students
    std::map<std::tuple<std::size_t, std::string_view, std::string>, std::string> rows_;
    std::map<OfStudent, std::string> forms_;
    std::map<OfStudent, std::size_t> programmes_;
    std::map<OfStudent, std::size_t> offences_;
    std::map<OfStudent, std::size_t> excuses_;
};

}  // namespace

SchoolFolder read_school_folder(std::span<const SchoolTable> tables, std::string_view regulation)
{
    return FolderReader(tables, regulation).read();
}

}  // namespace taqwim::sa_1447
