#include "results/documents/skills_source.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "documents/record_on_paper.h"
#include "results/documents/outcome_places.h"
#include "results/documents/saudi_people.h"
#include "results/documents/year_on_paper.h"
#include "results/version_store.h"

namespace taqwim::results {

Result<SkillsNotice> skills_notice_of(database::Session& session, const Publications& publications,
                                      const documents::PaperOrder& order)
{
    const auto of_class = paper_class_of(session, order);
    if (!of_class)
        return of_class.refusal();
    const StudentId student{order.school, order.student_id.value()};
    if (order.stage == documents::Stage::issue &&
        version_store::shown_state(session, student, order.school_year_id).is_withheld)
        return Refusal{RefusalCode::result_withheld, {}, "", ""};
    // It is given in the middle of the year: nothing of it waits for a publication.
    documents::PaperOrder as_it_stands = order;
    as_it_stands.stage = documents::Stage::draft;
    const auto year = year_on_paper(session, publications, as_it_stands);
    if (!year)
        return year.refusal();
    const JsonValue outcome = year->outcome.root();
    const auto mastered = place_in(outcome, {"standing", "mastered"});
    if (!mastered)
        return Refusal{RefusalCode::facts_incomplete, {{"value", "paper.skills"}}, "", "PG-24.W.1"};

    SkillsNotice notice;
    notice.student = named_student_of(session, order, *of_class);
    notice.until =
        day_in_line(Day::parse(text_in(outcome, {"standing", "on"})).value(), order.language);
    // After the year it still names who taught in it.
    documents::PaperOrder teaching_day = order;
    teaching_day.today = std::min(order.today, Day::parse(of_class->last_day).value());
    const auto staff = place_in(outcome, {"standing", "staff"});
    for (const school::PlanSubject& planned : year->subjects) {
        // Subjects described in words have no skills (PG-1.61).
        const bool has_skills =
            staff && std::any_of(staff->begin(), staff->end(), [&](const JsonValue& one) {
                return text_in(one, {"subject"}) == planned.subject;
            });
        if (!has_skills)
            continue;
        MasteredSubject subject;
        subject.name = {planned.name_ar, planned.name_en};
        subject.teacher = teacher_on_paper(session, teaching_day, planned.subject);
        for (const JsonValue skill : *mastered)
            if (text_in(skill, {"subject"}) == planned.subject)
                subject.skills.push_back({text_in(skill, {"skill"}), text_in(skill, {"text"})});
        notice.subjects.push_back(std::move(subject));
    }
    notice.class_head = documents::class_holder_on_paper(session, order, "class_head");
    notice.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    return notice;
}

}  // namespace taqwim::results
