#include "school/enrolments_undo.h"

#include "core/refusal_codes.h"
#include "school/enrolments_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

std::optional<Refusal> refuses_place(database::Session& session, SchoolId school,
                                     const Enrolment& enrolment)
{
    for (const Enrolment& other : enrolments_of(session, school, enrolment.student_id))
        if (other.id != enrolment.id && other.days.overlaps(enrolment.days))
            return Refusal{RefusalCode::enrolled_already,
                           {{"day", other.days.first.to_text()}},
                           "/first_day",
                           ""};
    return refuses_for_room(session, school, enrolment.class_id, enrolment.days);
}

void note(Changes& changes, std::string_view verb, const Enrolment& enrolment)
{
    changes.note("enrolment." + std::string(verb), "enrolment " + std::to_string(enrolment.id),
                 digest_of_record("enrolment", enrolment));
}

}  // namespace

std::optional<Refusal> withdraw_within(Changes& changes, SchoolId school, std::int64_t enrolment_id)
{
    const auto enrolment = find_enrolment(changes.session(), school, enrolment_id);
    if (!enrolment)
        return unknown_record("enrolment", enrolment_id);
    if (auto refusal = refuses_change_of_year(changes.session(), school, enrolment->year_id))
        return refusal;
    must_be_one(changes.session().execute(
        "DELETE FROM enrolment WHERE school_id = $1 AND enrolment_id = $2", school, enrolment_id));
    note(changes, "withdraw", *enrolment);
    return std::nullopt;
}

std::optional<Refusal> reopen_within(Changes& changes, SchoolId school, std::int64_t enrolment_id)
{
    database::Session& session = changes.session();
    auto enrolment = find_enrolment(session, school, enrolment_id);
    if (!enrolment)
        return unknown_record("enrolment", enrolment_id);
    if (auto refusal = refuses_change_of_year(session, school, enrolment->year_id))
        return refusal;
    // Up to its last day it has its seat.
    Enrolment rest = *enrolment;
    if (rest.days.last)
        rest.days.first = *rest.days.last + 1;
    rest.days.last = std::nullopt;
    if (auto refusal = refuses_place(session, school, rest))
        return refusal;
    enrolment->days.last = std::nullopt;
    enrolment->ended_reason = std::nullopt;
    ++enrolment->version;
    must_be_one(update_enrolment(session, school, *enrolment));
    note(changes, "reopen", *enrolment);
    return std::nullopt;
}

std::optional<Refusal> restore_within(Changes& changes, SchoolId school, const Enrolment& enrolment)
{
    database::Session& session = changes.session();
    if (find_enrolment(session, school, enrolment.id))
        return existing_record("enrolment", std::to_string(enrolment.id));
    if (auto refusal = refuses_change_of_year(session, school, enrolment.year_id))
        return refusal;
    if (auto refusal = refuses_place(session, school, enrolment))
        return refusal;
    insert_enrolment(session, school, enrolment);
    note(changes, "restore", enrolment);
    return std::nullopt;
}

}  // namespace taqwim::school
