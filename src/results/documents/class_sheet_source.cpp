#include "results/documents/class_sheet_source.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "results/documents/follow_up_card_source.h"
#include "results/documents/year_on_paper.h"
#include "school/keeping.h"
#include "school/on_day.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::PaperOrder;

SheetMark state_of(CardMark state)
{
    switch (state) {
    case CardMark::given: return SheetMark::given;
    case CardMark::incomplete: return SheetMark::incomplete;
    case CardMark::exempt: return SheetMark::exempt;
    case CardMark::carried_over: return SheetMark::carried_over;
    case CardMark::not_due: break;
    }
    return SheetMark::not_due;
}

// Nothing: of the year.
std::optional<int> term_of(const std::string& part)
{
    if (part == "term_1")
        return 1;
    return part == "term_2" ? std::optional(2) : std::nullopt;
}

class SheetFiller {
public:
    SheetFiller(ClassResultSheet& sheet, const PaperOrder& order)
        : sheet_(sheet), place_(term_of(order.part))
    {
        sheet_.term = place_;
    }

    void add(const FollowUpCard& card)
    {
        if (sheet_.subjects.empty())
            for (const CardSubject& subject : card.subjects)
                sheet_.subjects.push_back({subject.name, {}, subject.maximum, subject.minimum});
        SheetStudent student;
        student.name = card.learner;
        for (const CardSubject& subject : card.subjects) {
            student.cells.push_back(cell_of(subject));
            student.is_notional =
                student.is_notional ||
                (subject.is_counted && place_of(subject).state == CardMark::exempt);
        }
        const CardTotal& total = total_of(card);
        student.total_state = state_of(total.state);
        student.total = total.total;
        student.maximum = total.maximum;
        student.percentage = total.percentage;
        student.verbal_grade = total.verbal_grade;
        if (!place_)
            student.decision = card.decision;
        count(student.decision);
        sheet_.students.push_back(std::move(student));
    }

    // Somebody of whom nothing may be shown, or nothing is known yet.
    void add_without(std::string name, SheetMark state)
    {
        SheetStudent student;
        student.name = std::move(name);
        student.total_state = state;
        waiting_.push_back(sheet_.students.size());
        sheet_.students.push_back(std::move(student));
    }

    // Their places, when the subjects are known.
    void finish()
    {
        for (const std::size_t waiting : waiting_) {
            SheetStudent& student = sheet_.students[waiting];
            SheetCell cell;
            cell.state = student.total_state;
            student.cells.assign(sheet_.subjects.size(), cell);
        }
    }

private:
    [[nodiscard]] const CardTerm& place_of(const CardSubject& subject) const
    {
        return place_ ? subject.terms[*place_ - 1] : subject.year;
    }

    [[nodiscard]] const CardTotal& total_of(const FollowUpCard& card) const
    {
        return place_ ? card.term_totals[*place_ - 1] : card.year_total;
    }

    [[nodiscard]] SheetCell cell_of(const CardSubject& subject) const
    {
        const CardTerm& place = place_of(subject);
        SheetCell cell;
        cell.state = state_of(place.state);
        cell.mark = place.mark;
        cell.verbal_grade = place.verbal_grade;
        cell.is_raised = !place_ && subject.is_raised;
        cell.is_below_minimum = place.mark && subject.minimum && *place.mark < *subject.minimum;
        return cell;
    }

    void count(const std::string& decision)
    {
        if (decision.empty())
            return;
        const auto found = std::ranges::find(sheet_.counts, decision, &SheetCount::label);
        if (found == sheet_.counts.end())
            sheet_.counts.push_back({decision, 1});
        else
            ++found->count;
    }

    ClassResultSheet& sheet_;
    std::optional<int> place_;
    std::vector<std::size_t> waiting_;
};

// What keeps a single student's marks off the sheet, not the sheet from being printed.
std::optional<SheetMark> instead_of_marks(const Refusal& refusal, documents::Stage stage)
{
    if (refusal.code == RefusalCode::result_withheld)
        return SheetMark::withheld;
    if (refusal.code == RefusalCode::result_not_published && stage == documents::Stage::issue)
        return std::nullopt;
    return SheetMark::incomplete;
}

}  // namespace

Result<ClassResultSheet> class_result_sheet_of(
    Session& session, const Publications& publications,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, const PaperOrder& order)
{
    const std::int64_t class_id = order.class_id.value_or(0);
    const auto place = session.find_one(
        "SELECT c.name AS section, p.grade, y.name AS year, y.last_day FROM class c "
        "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
        "JOIN school_year y ON y.school_id = c.school_id AND y.school_year_id = c.school_year_id "
        "WHERE c.school_id = $1 AND c.class_id = $2 AND c.school_year_id = $3",
        order.school, class_id, order.school_year_id);
    if (!place)
        return school::unknown_record("class", class_id, "class_id");
    ClassResultSheet sheet;
    sheet.grade = documents::grade_on_paper("KW", place->integer("grade"), order.language);
    sheet.section = place->text("section");
    sheet.school_year = place->text("year");
    sheet.is_final = order.part == "year";
    SheetFiller filler(sheet, order);
    // Who was in the class at the end of the year, or is today.
    const Day day = std::min(order.today, Day::parse(place->text("last_day")).value());
    for (const school::Student& student :
         school::students_of_class(session, order.school, class_id, day)) {
        PaperOrder of_student = order;
        of_student.student_id = student.id;
        const auto year = year_on_paper(session, publications, of_student);
        auto card = year ? follow_up_card_of(session, rule_sets, of_student, *year)
                         : Result<FollowUpCard>(year.refusal());
        if (card) {
            sheet.is_final = sheet.is_final && card->is_final;
            filler.add(*card);
            continue;
        }
        const auto instead = instead_of_marks(card.refusal(), order.stage);
        if (!instead)
            return card.refusal();
        const auto named = documents::student_on_paper(session, of_student);
        if (!named)
            return named.refusal();
        sheet.is_final = sheet.is_final && *instead == SheetMark::withheld;
        filler.add_without(named->name, *instead);
    }
    filler.finish();
    sheet.class_head = documents::class_holder_on_paper(session, order, "class_head");
    sheet.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    return sheet;
}

}  // namespace taqwim::results
