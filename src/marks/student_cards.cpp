#include "marks/student_cards.h"

#include <functional>
#include <stdexcept>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "school/keeping.h"
#include "school/plans_store.h"
#include "school/years_store.h"

namespace taqwim::marks {

namespace {

using school::Answer;
using school::Changes;

// Written, or refused; nothing is told of it.
Result<Answer> written(school::Record& record, const school::Act& act, SchoolId school,
                       const std::function<std::optional<Refusal>(Changes&)>& work)
{
    return record.write(school, act, [&](Changes& changes) -> Result<Answer> {
        if (auto refusal = work(changes))
            return std::move(*refusal);
        return Answer{.status = 204, .body = ""};
    });
}

}  // namespace

std::vector<std::string> StudentCards::known_remarks() const
{
    const RuleSet* const guide = find_rule_set(rule_sets_, "sa_guide");
    if (guide == nullptr)
        throw std::logic_error("built without the head teacher's guide");
    // The list is as old as the guide: its first year has it.
    const auto parameters = guide->parameters().on(Day::parse("2004-09-11").value());
    if (!parameters)
        throw std::logic_error("the guide has no remarks for its final opinion");
    return parameters->list("mastery.remarks").value;
}

Result<Answer> StudentCards::opine(const school::Act& act, SchoolId school, const CardPlace& place,
                                   const CardOpinion& opinion)
{
    const auto labels = labels_on(act.today);
    if (!labels)
        return labels.refusal();
    return written(record_, act, school, [&](Changes& changes) {
        return write_opinion(changes, school, place, opinion, known_remarks(), *labels);
    });
}

Result<Answer> StudentCards::describe(const school::Act& act, SchoolId school,
                                      const CardPlace& place, const CardDescription& description)
{
    const auto labels = labels_on(act.today);
    if (!labels)
        return labels.refusal();
    return written(record_, act, school, [&](Changes& changes) {
        return write_description(changes, school, place, description, *labels);
    });
}

Result<Answer> StudentCards::contact(const school::Act& act, SchoolId school,
                                     const CardPlace& place, const FinalContact& contact)
{
    return written(record_, act, school,
                   [&](Changes& changes) { return note_contact(changes, school, place, contact); });
}

Result<Answer> StudentCards::refer(const school::Act& act, SchoolId school, const CardPlace& place,
                                   const SupportReferral& referral)
{
    return written(record_, act, school, [&](Changes& changes) {
        return refer_student(changes, school, place, referral);
    });
}

Result<std::string> StudentCards::card(SchoolId school, const CardPlace& place)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto of = school::find_class(session, school, place.class_id);
        if (!of)
            return school::unknown_record("class", place.class_id, "class_id");
        // Who looks at a class sees nobody of another one.
        const auto enrolment = session.find_one(
            "SELECT MAX(first_day) AS first_day FROM enrolment WHERE school_id = $1 "
            "AND class_id = $2 AND student_id = $3",
            school, place.class_id, place.student_id);
        if (enrolment->is_null("first_day"))
            return Refusal{RefusalCode::record_unknown,
                           {{"record", "student"}, {"id", std::to_string(place.student_id)}},
                           "student_id",
                           ""};
        JsonWriter json;
        write_card(card_of(session, {school, place.student_id}, of->year_id), json);
        return std::string(json.str());
    });
}

Result<std::string> StudentCards::report_notes(SchoolId school, const ReportPlace& place, Day today)
{
    const auto labels = labels_on(today);
    if (!labels)
        return labels.refusal();
    return record_.read([&](database::Session& session) {
        return report_notes_view(session, school, place, *labels, today);
    });
}

Result<Answer> StudentCards::save_notes(const school::Act& act, SchoolId school,
                                        const ReportPlace& place,
                                        const std::vector<NoteRequest>& notes)
{
    return with_each(act, school, notes, [&](Changes& changes, const NoteRequest& note) {
        return write_note(changes, school, place, note);
    });
}

Result<Answer> StudentCards::sign_notes(const school::Act& act, SchoolId school,
                                        const ReportPlace& place,
                                        const std::vector<NoteRequest>& notes)
{
    const auto labels = labels_on(act.today);
    if (!labels)
        return labels.refusal();
    return with_each(act, school, notes,
                     [&](Changes& changes, const NoteRequest& note) -> Result<std::int64_t> {
                         if (auto refusal = sign_note(changes, school, place, note, *labels))
                             return std::move(*refusal);
                         return note.based_on;
                     });
}

Result<Answer> StudentCards::with_each(const school::Act& act, SchoolId school,
                                       const std::vector<NoteRequest>& notes, const NoteWork& work)
{
    // Where nothing is changed nothing is kept, but of each it is still told what became of it.
    std::optional<Answer> nothing_changed;
    auto answer = record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        nothing_changed.reset();
        std::optional<Refusal> first;
        std::int64_t accepted = 0;
        JsonWriter json;
        json.begin_object().key("notes").begin_array();
        for (const NoteRequest& note : notes) {
            const auto done = work(changes, note);
            json.begin_object();
            json.key("student_id").text(std::to_string(note.student_id));
            json.key("accepted").boolean(static_cast<bool>(done));
            if (done) {
                ++accepted;
                json.key("version").text(std::to_string(*done));
            } else {
                if (!first)
                    first = done.refusal();
                json.key("refused");
                write_refusal_(done.refusal(), json);
            }
            json.end_object();
        }
        json.end_array().key("accepted").number(accepted).end_object();
        Answer told{.status = 200, .body = std::string(json.str())};
        if (!changes.noted().empty())
            return told;
        nothing_changed = std::move(told);
        return first ? std::move(*first) : Refusal{RefusalCode::facts_unchanged, {}, "", ""};
    });
    if (!answer && nothing_changed)
        return std::move(*nothing_changed);
    return answer;
}

Result<Answer> StudentCards::provide(const school::Act& act, SchoolId school,
                                     const Provision& provision)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto stored = marks::provide(changes, school, provision);
        if (!stored)
            return stored.refusal();
        JsonWriter json;
        write_provision(*stored, json);
        return Answer{.status = 201, .body = std::string(json.str())};
    });
}

Result<std::string> StudentCards::provisions(StudentId student, std::int64_t school_year_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        if (!school::find_year(session, student.school, school_year_id))
            return school::unknown_record("school_year", school_year_id, "school_year_id");
        JsonWriter json;
        json.begin_object().key("provisions").begin_array();
        for (const Provision& one : provisions_of(session, student, school_year_id))
            write_provision(one, json);
        json.end_array().end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::marks
