#include "results/documents/subject_sheet_source.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/record_on_paper.h"
#include "marks/ledger_store.h"
#include "marks/sheet_store.h"
#include "marks/signing.h"
#include "results/documents/outcome_places.h"
#include "results/documents/saudi_people.h"
#include "results/subject_figures.h"
#include "results/version_store.h"
#include "school/on_day.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperOrder;
using documents::Stage;
using marks::MarkSheet;
using marks::SignatureKind;
using print::Language;

struct Wanted {
    SubjectSheetKind kind = SubjectSheetKind::final_marks;
    int term = 0;
};

Wanted wanted_of(const std::string& part)
{
    if (part == "final")
        return {};
    return {.kind = part.starts_with("coursework") ? SubjectSheetKind::coursework
                                                   : SubjectSheetKind::clean_marks,
            .term = part.back() - '0'};
}

// A student of the class with what his regulation makes of his marks today.
struct ClassStudent {
    std::int64_t id = 0;
    std::string name;
    std::optional<JsonDocument> outcome;
};

class SheetReader {
public:
    SheetReader(Session& session, const PaperOrder& order, const PaperClass& of_class,
                std::vector<ClassStudent> students)
        : session_(session),
          order_(order),
          class_(of_class),
          wanted_(wanted_of(order.part)),
          students_(std::move(students)),
          day_(std::min(order.today, Day::parse(of_class.last_day).value())),
          all_(marks::sheets_of_year(session, order.school, order.school_year_id,
                                     {.class_id = *order.class_id}))
    {}

    // Nothing where the subject has no such sheets.
    [[nodiscard]] std::optional<SubjectSheet> sheet(const school::PlanSubject& subject) const
    {
        const std::vector<const MarkSheet*> sheets = sheets_of(subject.subject);
        if (sheets.empty())
            return std::nullopt;
        SubjectSheet made;
        made.kind = wanted_.kind;
        made.subject = {subject.name_ar, subject.name_en};
        made.grade = class_.grade_name;
        made.section = class_.section;
        made.school_year = class_.school_year;
        if (wanted_.term != 0)
            made.term = label_of(wanted_.term == 1 ? SheetSum::term_1 : SheetSum::term_2);
        for (const MarkSheet* one : sheets)
            made.version = std::max(made.version, static_cast<int>(one->version));
        switch (wanted_.kind) {
        case SubjectSheetKind::coursework: fill_coursework(sheets, made); break;
        case SubjectSheetKind::clean_marks:
            fill_figures(subject.subject,
                         {{SheetSum::coursework, wanted_.term, "coursework"},
                          {SheetSum::exam, wanted_.term, "exam"},
                          {SheetSum::term, wanted_.term, "term"}},
                         made);
            break;
        case SubjectSheetKind::final_marks:
            made.minimum = minimum_of(subject.subject);
            fill_figures(subject.subject,
                         {{SheetSum::term_1, 1, "term"},
                          {SheetSum::term_2, 2, "term"},
                          {SheetSum::final_mark, 0, "year"}},
                         made);
            break;
        }
        sign(sheets, made);
        return made;
    }

private:
    struct FigureColumn {
        SheetSum label;
        int term;
        std::string_view figure;
    };

    // A subject that is assessed continuously has an oral sheet in the place of both (PG-G.12); the examination beside it is
    // that of affiliated students, and counts where somebody has a mark in it (PG-6.6).
    [[nodiscard]] bool is_needed(const MarkSheet& sheet) const
    {
        const auto is_oral = [&](const MarkSheet& one) {
            return one.part == "oral" && one.subject == sheet.subject && one.term == sheet.term;
        };
        return sheet.part == "oral" || std::ranges::none_of(all_, is_oral) ||
               !marks::cells_of_sheet(session_, sheet.id).empty();
    }

    [[nodiscard]] std::vector<const MarkSheet*> sheets_of(std::string_view subject) const
    {
        std::vector<const MarkSheet*> found;
        for (const MarkSheet& one : all_) {
            const bool is_part =
                one.part == "coursework" || one.part == "oral" ||
                (one.part == "exam" && wanted_.kind != SubjectSheetKind::coursework);
            if (one.subject == subject && is_part && one.term != 0 &&
                (wanted_.term == 0 || one.term == wanted_.term) && is_needed(one))
                found.push_back(&one);
        }
        return found;
    }

    static SheetColumn sum_column(SheetSum sum)
    {
        return {.label = label_of(sum), .maximum = std::nullopt, .is_sum = true};
    }

    void fill_coursework(const std::vector<const MarkSheet*>& sheets, SubjectSheet& made) const
    {
        // Of coursework and oral sheet the class has one.
        const MarkSheet& of = *sheets.front();
        const auto columns = marks::columns_of_sheet(session_, of.id);
        for (const marks::SheetColumn& column : columns)
            made.columns.push_back({.label = {column.label_ar, column.label_en},
                                    .maximum = Mark(Exact(column.maximum_centi) / Exact(100)),
                                    .is_sum = false});
        const bool is_oral = of.part == "oral";
        made.columns.push_back(sum_column(is_oral ? SheetSum::term : SheetSum::coursework));
        std::map<std::pair<std::int64_t, std::string>, const marks::Cell*> cells;
        const auto entered = marks::cells_of_sheet(session_, of.id);
        for (const marks::Cell& cell : entered)
            if (cell.key.occurrence == 1)
                cells[{cell.key.student_id, cell.key.column}] = &cell;
        for (const ClassStudent& student : students_) {
            SubjectSheetRow row;
            row.name = student.name;
            for (const marks::SheetColumn& column : columns) {
                const auto found = cells.find({student.id, column.key});
                row.marks.push_back(found == cells.end() ? PrintedMark{MarkState::missing}
                                                         : mark_of(found->second->value));
            }
            row.marks.push_back(
                figure_of(student, of.subject, is_oral ? "term" : "coursework", wanted_.term));
            close(row, student, of);
            made.rows.push_back(std::move(row));
        }
    }

    void fill_figures(std::string_view subject, const std::vector<FigureColumn>& columns,
                      SubjectSheet& made) const
    {
        for (const FigureColumn& column : columns)
            made.columns.push_back({.label = label_of(column.label),
                                    .maximum = std::nullopt,
                                    .is_sum = &column == &columns.back()});
        const MarkSheet& of = *sheets_of(subject).front();
        for (const ClassStudent& student : students_) {
            SubjectSheetRow row;
            row.name = student.name;
            for (const FigureColumn& column : columns)
                row.marks.push_back(figure_of(student, subject, column.figure, column.term));
            close(row, student, of);
            made.rows.push_back(std::move(row));
        }
    }

    // Of somebody exempt no mark stands there, whatever was entered before (PG-16.B.1).
    void close(SubjectSheetRow& row, const ClassStudent& student, const MarkSheet& sheet) const
    {
        const auto on = marks::student_on(session_, sheet, student.id, day_);
        if (!on || !on->exempt_ground)
            return;
        for (PrintedMark& mark : row.marks)
            mark = {MarkState::exempt};
        row.notes = exempt_note(order_.language);
    }

    static PrintedMark mark_of(const marks::MarkValue& value)
    {
        if (const auto* const mark = std::get_if<marks::CentiMark>(&value))
            return given(Mark(Exact(mark->value) / Exact(100)));
        if (const auto* const status = std::get_if<marks::Status>(&value))
            switch (*status) {
            case marks::Status::excused:
            case marks::Status::unexcused:
            case marks::Status::absent: return {MarkState::absent};
            case marks::Status::exempt: return {MarkState::exempt};
            case marks::Status::withheld: return {MarkState::withheld};
            case marks::Status::cancelled_for_cheating: return {MarkState::cancelled};
            case marks::Status::not_yet:
            case marks::Status::cleared: break;
            }
        return {MarkState::missing};
    }

    static PrintedMark figure_of(const ClassStudent& student, std::string_view subject,
                                 std::string_view name, int term)
    {
        if (!student.outcome)
            return {MarkState::missing};
        const SubjectFigures figures = figures_in(student.outcome->root(), subject, term);
        for (const Figure& one : figures.known)
            if (one.name == name)
                return given(Mark(one.value));
        for (const AwaitedFigure& one : figures.awaited)
            if (one.name == name) {
                if (one.waits_for == "not_due")
                    return {MarkState::not_applicable};
                if (one.waits_for == "absent")
                    return {MarkState::absent};
                if (one.waits_for == "cancelled")
                    return {MarkState::cancelled};
            }
        return {MarkState::missing};
    }

    // As the outcome of one of them has it: a minimum of his own is told by his certificate.
    [[nodiscard]] std::optional<Mark> minimum_of(std::string_view subject) const
    {
        for (const ClassStudent& student : students_)
            if (student.outcome)
                if (const auto minimum =
                        mark_in(student.outcome->root(), {"subjects", subject, "minimum"}))
                    return minimum;
        return std::nullopt;
    }

    // Who signed each of the sheets as it stands; empty while one of them is not signed.
    [[nodiscard]] std::string signer(const std::vector<const MarkSheet*>& sheets,
                                     SignatureKind kind) const
    {
        std::string name;
        for (const MarkSheet* sheet : sheets) {
            const auto signatures = marks::verified_signatures(session_, *sheet);
            const auto last = std::find_if(
                signatures.rbegin(), signatures.rend(), [&](const marks::Signature& one) {
                    return one.kind == kind && one.state == marks::SignatureState::intact;
                });
            if (last == signatures.rend())
                return {};
            name = staff_on_paper(session_, order_, last->signed_person);
            if (name.empty())
                return {};
        }
        return name;
    }

    void sign(const std::vector<const MarkSheet*>& sheets, SubjectSheet& made) const
    {
        made.teacher = signer(sheets, SignatureKind::teacher);
        made.reviewer = signer(sheets, SignatureKind::reviewer);
        made.is_third_by_hand = true;
        if (wanted_.kind == SubjectSheetKind::final_marks)
            made.third = documents::holder_on_paper(session_, order_, "head_teacher");
    }

    Session& session_;
    const PaperOrder& order_;
    const PaperClass& class_;
    Wanted wanted_;
    std::vector<ClassStudent> students_;
    Day day_;
    std::vector<MarkSheet> all_;
};

// A student whose facts the regulation refuses stands in the sheet without sums.
std::vector<ClassStudent> students_of_class(Session& session, const Publications& publications,
                                            const PaperOrder& order)
{
    std::vector<ClassStudent> students;
    for (const std::int64_t id :
         version_store::students_of(session, order.school, *order.class_id)) {
        const auto row = session.find_one(
            "SELECT name_ar, name_en FROM student WHERE school_id = $1 AND student_id = $2",
            order.school, id);
        const std::string english = row->text("name_en");
        ClassStudent student{.id = id,
                             .name = order.language == Language::english && !english.empty()
                                         ? english
                                         : row->text("name_ar"),
                             .outcome = std::nullopt};
        const auto made =
            publications.preview(session, {order.school, id}, order.school_year_id, Depth::outcome);
        if (made && !made->is_refused())
            if (auto outcome = JsonDocument::parse(made->outcome))
                student.outcome = std::move(*outcome);
        students.push_back(std::move(student));
    }
    return students;
}

std::string codes_of(const school::StudyPlan& plan)
{
    std::string codes;
    for (const school::PlanSubject& subject : plan.subjects)
        codes += (codes.empty() ? "" : ", ") + subject.subject;
    return codes;
}

Refusal incomplete(const char* value, const char* field)
{
    return {RefusalCode::facts_incomplete, {{"value", value}}, field, "PG-17.D.10"};
}

}  // namespace

Result<SubjectSheets> subject_sheets_of(Session& session, const Publications& publications,
                                        const PaperOrder& order)
{
    const auto of_class = paper_class_of(session, order);
    if (!of_class)
        return of_class.refusal();
    SubjectSheets sheets;
    const SheetReader reader(session, order, *of_class,
                             students_of_class(session, publications, order));
    const auto plan = school::plan_of_class(session, order.school, *order.class_id);
    if (!order.subject.empty() &&
        (!plan || std::ranges::find(plan->subjects, order.subject, &school::PlanSubject::subject) ==
                      plan->subjects.end()))
        return school::value_not_listed("subject", order.subject, plan ? codes_of(*plan) : "");
    if (plan)
        for (const school::PlanSubject& subject : plan->subjects)
            if (order.subject.empty() || subject.subject == order.subject)
                if (auto sheet = reader.sheet(subject))
                    sheets.sheets.push_back(std::move(*sheet));
    if (sheets.sheets.empty())
        return incomplete("paper.sheets", "part");
    const auto is_unsigned = [](const SubjectSheet& sheet) {
        return sheet.teacher.empty() || sheet.reviewer.empty();
    };
    if (order.stage == Stage::issue && std::ranges::any_of(sheets.sheets, is_unsigned))
        return incomplete("paper.signatures", "");
    return sheets;
}

}  // namespace taqwim::results
