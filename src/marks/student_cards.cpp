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
    return written(record_, act, school, [&](Changes& changes) {
        return write_opinion(changes, school, place, opinion, known_remarks());
    });
}

Result<Answer> StudentCards::describe(const school::Act& act, SchoolId school,
                                      const CardPlace& place, const CardDescription& description)
{
    return written(record_, act, school, [&](Changes& changes) {
        return write_description(changes, school, place, description);
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
