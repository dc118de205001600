#include "attendance/roll.h"

#include <algorithm>
#include <utility>

#include "attendance/roll_store.h"
#include "core/refusal_codes.h"
#include "school/on_day.h"
#include "school/years_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using school::Act;
using school::Answer;
using school::Changes;

Refusal of_day(RefusalCode code, Day day, std::string field)
{
    return {code, {{"day", day.to_text()}}, std::move(field), ""};
}

// Takes the exceptions of students of the class; those of others are answered one by one.
std::vector<bool> in_class(Session& session, SchoolId school, const Roll& roll)
{
    std::vector<bool> accepted;
    for (const RollException& one : roll.exceptions)
        accepted.push_back(school::class_of(session, school, one.student_id, roll.day) ==
                           roll.class_id);
    return accepted;
}

std::string answer_json(const Roll& roll, const std::vector<bool>& accepted)
{
    JsonWriter json;
    json.begin_object().key("roll_id").text(std::to_string(roll.id));
    json.key("day").text(roll.day.to_text()).key("rows").begin_array();
    for (std::size_t i = 0; i < accepted.size(); ++i) {
        json.begin_object().key("student_id").text(std::to_string(roll.exceptions[i].student_id));
        json.key("is_recorded").boolean(accepted[i]);
        if (!accepted[i])
            json.key("refused").text(to_code_text(RefusalCode::not_enrolled));
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

std::optional<Refusal> refuses_repeats(const Roll& roll)
{
    for (auto one = roll.exceptions.begin(); one != roll.exceptions.end(); ++one)
        if (std::ranges::find(one + 1, roll.exceptions.end(), one->student_id,
                              &RollException::student_id) != roll.exceptions.end())
            return of_day(RefusalCode::absence_given_twice, roll.day, "exceptions");
    return std::nullopt;
}

std::optional<Refusal> refuses_slot(const Slot& slot)
{
    const auto missing = [](const char* field) {
        return Refusal{RefusalCode::field_missing, {{"field", field}}, field, ""};
    };
    if (slot.kind == "period" && slot.period < 1)
        return missing("period");
    if (slot.kind == "examination" && slot.subject.empty())
        return missing("subject");
    if (slot.kind == "examination" && slot.sitting.empty())
        return missing("sitting");
    return std::nullopt;
}

}  // namespace

void describe(school::Fields& fields, const Roll& roll)
{
    fields.id("roll_id", roll.id);
    fields.id("school_year_id", roll.year_id);
    fields.id("class_id", roll.class_id);
    fields.day("day", roll.day);
    fields.text("slot", roll.slot.kind);
    fields.number("period", roll.slot.period);
    fields.text("subject", roll.slot.subject);
    fields.text("sitting", roll.slot.sitting);
    fields.begin_list("exceptions", roll.exceptions.size());
    for (const RollException& one : roll.exceptions) {
        fields.begin_item();
        fields.id("student_id", one.student_id);
        fields.text("status", one.status);
        if (one.minutes)
            fields.number("minutes", *one.minutes);
        else
            fields.absent("minutes");
        fields.end_item();
    }
    fields.end_list();
}

void describe(school::Fields& fields, const LatenessJudgement& judgement)
{
    fields.id("lateness_judgement_id", judgement.id);
    fields.id("student_id", judgement.student_id);
    fields.id("school_year_id", judgement.year_id);
    fields.day("day", judgement.day);
    fields.text("judgement", judgement.judgement);
    fields.text("reason", judgement.reason);
}

Result<std::int64_t> open_year_of(Session& session, SchoolId school, Day day)
{
    const auto year = school::year_on(session, school, day);
    if (!year)
        return of_day(RefusalCode::day_not_of_school, day, "day");
    if (const auto refusal = school::refuses_change_of_year(session, school, year->id))
        return *refusal;
    return year->id;
}

Result<std::int64_t> year_for_facts(Session& session, SchoolId school, Day day, Day today)
{
    if (day > today)
        return of_day(RefusalCode::day_in_future, day, "day");
    if (!school::is_school_day(session, school, day))
        return of_day(RefusalCode::day_not_of_school, day, "day");
    return open_year_of(session, school, day);
}

Result<TakenRoll> take_within(Changes& changes, SchoolId school, Roll roll)
{
    if (const auto refusal = refuses_slot(roll.slot))
        return *refusal;
    if (roll.slot.kind != "period")
        roll.slot.period = 0;
    if (roll.slot.kind != "examination") {
        roll.slot.subject.clear();
        roll.slot.sitting.clear();
    }
    if (const auto refusal = refuses_repeats(roll))
        return *refusal;
    Session& session = changes.session();
    const auto year = year_for_facts(session, school, roll.day, changes.act().today);
    if (!year)
        return year.refusal();
    if (!has_class(session, school, roll.class_id, *year))
        return school::unknown_record("class", roll.class_id, "class_id");

    std::vector<bool> accepted = in_class(session, school, roll);
    Roll stored = roll;
    stored.id = changes.new_id();
    stored.year_id = *year;
    stored.exceptions.clear();
    for (std::size_t i = 0; i < accepted.size(); ++i)
        if (accepted[i])
            stored.exceptions.push_back(roll.exceptions[i]);
    // Whom an earlier roll had away and this one does not name was present after all.
    for (const std::int64_t student : not_present(session, school, roll))
        if (std::ranges::find(stored.exceptions, student, &RollException::student_id) ==
            stored.exceptions.end())
            stored.exceptions.push_back(
                {.student_id = student, .status = "present", .minutes = std::nullopt});
    insert_roll(changes, school, stored);
    changes.note("roll.take", "roll " + std::to_string(stored.id),
                 school::digest_of_record("roll", stored));
    roll.id = stored.id;
    return TakenRoll{.asked = std::move(roll), .accepted = std::move(accepted)};
}

Result<Answer> Rolls::take(SchoolId school, const Act& act, Roll roll)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto taken = take_within(changes, school, roll);
        if (!taken)
            return taken.refusal();
        return Answer{.status = 201, .body = answer_json(taken->asked, taken->accepted)};
    });
}

Result<Answer> Rolls::judge_lateness(SchoolId school, const Act& act, LatenessJudgement judgement)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto year = open_year_of(session, school, judgement.day);
        if (!year)
            return year.refusal();
        const auto entries = entries_of(session, school, judgement.student_id, *year);
        const bool was_late = std::ranges::any_of(entries, [&](const RollEntry& entry) {
            return entry.day == judgement.day &&
                   (entry.status == "late" ||
                    (entry.slot.kind == "assembly" && entry.status == "absent"));
        });
        if (!was_late)
            return school::unknown_record("absence", judgement.student_id, "day");
        LatenessJudgement stored = judgement;
        stored.id = changes.new_id();
        stored.year_id = *year;
        insert_judgement(changes, school, stored);
        return school::keep(changes, 201, "lateness_judgement", "record", stored.id, stored);
    });
}

Result<std::string> Rolls::of_class(SchoolId school, std::int64_t class_id, Day day)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        return school::list_json(rolls_of_class(session, school, class_id, day));
    });
}

}  // namespace taqwim::attendance
