#include "school/merges.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "school/enrolments_store.h"
#include "school/guardians_store.h"
#include "school/merges_store.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

struct RowKind {
    StudentRow kind;
    std::string_view name;
};

constexpr std::array k_row_kinds = {
    RowKind{StudentRow::identity_paper, "identity_paper"},
    RowKind{StudentRow::guardianship, "guardianship"},
    RowKind{StudentRow::enrolment, "enrolment"},
    RowKind{StudentRow::transfer, "transfer"},
    RowKind{StudentRow::exemption, "exemption"},
};

std::optional<Refusal> refuses_sealed_years(database::Session& session, SchoolId school,
                                            std::int64_t student_id)
{
    for (const Enrolment& enrolment : enrolments_of(session, school, student_id))
        if (auto refusal = refuses_change_of_year(session, school, enrolment.year_id))
            return refusal;
    return std::nullopt;
}

// Rows that stay with the merged record: the kept one has its own for these days.
bool stays(database::Session& session, SchoolId school, StudentRow kind, std::int64_t row_id,
           std::int64_t kept_id)
{
    if (kind == StudentRow::enrolment) {
        const Period days = find_enrolment(session, school, row_id)->days;
        const auto own = enrolments_of(session, school, kept_id);
        return std::ranges::any_of(
            own, [&](const Enrolment& other) { return other.days.overlaps(days); });
    }
    if (kind == StudentRow::guardianship) {
        const Guardianship guardianship = *find_guardianship(session, school, row_id);
        const auto own = guardianships_of_student(session, school, kept_id);
        return std::ranges::any_of(own, [&](const Guardianship& other) {
            return other.guardian_id == guardianship.guardian_id &&
                   other.days.overlaps(guardianship.days);
        });
    }
    return false;
}

// An open enrolment that stays ends with the merge. Gives whether it did.
bool ends_with_merge(database::Session& session, SchoolId school, std::int64_t row_id, Day today)
{
    Enrolment enrolment = *find_enrolment(session, school, row_id);
    if (enrolment.days.last)
        return false;
    enrolment.days.last = std::max(today, enrolment.days.first);
    enrolment.ended_reason = "merged";
    ++enrolment.version;
    must_be_one(update_enrolment(session, school, enrolment));
    return true;
}

void write_ids(JsonWriter& json, const std::vector<std::int64_t>& ids)
{
    json.begin_array();
    for (const std::int64_t id : ids)
        json.text(std::to_string(id));
    json.end_array();
}

std::vector<std::int64_t> ids_in(const JsonValue& object, std::string_view name)
{
    std::vector<std::int64_t> ids;
    if (const auto list = object.find(name))
        for (const JsonValue id : *list)
            ids.push_back(parse_id(id.text()).value());
    return ids;
}

// Moves the rows of this room and writes which.
void move_rows(Changes& changes, SchoolId school, std::int64_t from, std::int64_t to,
               JsonWriter& json)
{
    database::Session& session = changes.session();
    std::vector<std::int64_t> ended;
    for (const auto& [kind, name] : k_row_kinds) {
        std::vector<std::int64_t> moved;
        for (const std::int64_t row : rows_of_student(session, school, kind, from)) {
            if (!stays(session, school, kind, row, to)) {
                must_be_one(give_row(session, school, kind, row, from, to));
                moved.push_back(row);
            } else if (kind == StudentRow::enrolment &&
                       ends_with_merge(session, school, row, changes.act().today)) {
                ended.push_back(row);
            }
        }
        json.key(name);
        write_ids(json, moved);
    }
    json.key("ended_enrolment");
    write_ids(json, ended);
}

std::optional<Refusal> move_rows_back(database::Session& session, SchoolId school,
                                      const StudentMerge& merge, const JsonValue& moved)
{
    for (const auto& [kind, name] : k_row_kinds)
        for (const std::int64_t row : ids_in(moved, name))
            must_be_one(give_row(session, school, kind, row, merge.kept_id, merge.merged_id));
    // Once it counts again, the merged record needs its seat.
    for (const std::int64_t row : ids_in(moved, "ended_enrolment")) {
        const Enrolment enrolment = *find_enrolment(session, school, row);
        if (auto refusal = refuses_for_room(session, school, enrolment.class_id,
                                            Period{enrolment.days.first, std::nullopt}))
            return refusal;
        must_be_one(reopen_enrolment(session, school, row));
    }
    return std::nullopt;
}

}  // namespace

void describe(Fields& fields, const StudentMerge& merge)
{
    fields.id("student_merge_id", merge.id);
    fields.id("kept_id", merge.kept_id);
    fields.id("merged_id", merge.merged_id);
    fields.text("reason", merge.reason);
    fields.json("moved", merge.moved);
    fields.instant("merged_at", merge.merged_at);
    fields.id("merged_by", merge.merged_by);
    fields.instant("undone_at", merge.undone_at);
    fields.id("undone_by", merge.undone_by);
}

Result<Answer> Merges::merge(SchoolId school, const Act& act, std::int64_t kept_id,
                             std::int64_t merged_id, std::string reason)
{
    if (kept_id == merged_id)
        return Refusal{RefusalCode::merge_of_same, {}, "/merged_id", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        if (const auto refusal = refuses_student(session, school, kept_id, "/kept_id"))
            return *refusal;
        if (const auto refusal = refuses_student(session, school, merged_id, "/merged_id"))
            return *refusal;
        if (const auto refusal = refuses_sealed_years(session, school, merged_id))
            return *refusal;
        JsonWriter moved;
        moved.begin_object();
        move_rows(changes, school, merged_id, kept_id, moved);
        moved.key("rooms").begin_object();
        for (MergeParticipant* participant : participants_) {
            const auto of_room = participant->move(changes, school, merged_id, kept_id);
            if (!of_room)
                return of_room.refusal();
            moved.key(participant->name()).raw(*of_room);
        }
        moved.end_object().end_object();
        must_be_one(set_merged_into(session, school, merged_id, kept_id));
        const StudentMerge stored{.id = changes.new_id(),
                                  .kept_id = kept_id,
                                  .merged_id = merged_id,
                                  .reason = reason,
                                  .moved = std::string(moved.str()),
                                  .merged_at = act.at,
                                  .merged_by = act.account_id,
                                  .undone_at = std::nullopt,
                                  .undone_by = std::nullopt};
        insert_merge(session, school, stored);
        return keep(changes, 201, "student_merge", "add", stored.id, stored);
    });
}

Result<Answer> Merges::undo(SchoolId school, const Act& act, std::int64_t merge_id)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        auto merge = find_merge(session, school, merge_id);
        if (!merge)
            return unknown_record("merge", merge_id);
        if (merge->undone_at)
            return Refusal{RefusalCode::merge_undone, {}, "", ""};
        if (const auto refusal = refuses_sealed_years(session, school, merge->kept_id))
            return *refusal;
        const auto moved = JsonDocument::parse(merge->moved);
        if (!moved)
            throw std::logic_error("the trail of a merge is no JSON");
        // The other rooms' rows go back first: they may look at the classes of the kept record.
        const auto rooms = moved->root().find("rooms");
        for (MergeParticipant* participant : participants_)
            if (const auto of_room = rooms->find(participant->name()))
                if (auto refusal = participant->move_back(changes, school, merge->merged_id,
                                                          merge->kept_id, *of_room))
                    return *refusal;
        if (auto refusal = move_rows_back(session, school, *merge, moved->root()))
            return *refusal;
        must_be_one(set_merged_into(session, school, merge->merged_id, std::nullopt));
        merge->undone_at = act.at;
        merge->undone_by = act.account_id;
        must_be_one(undo_merge(session, school, *merge));
        return keep(changes, 200, "student_merge", "undo", merge_id, *merge);
    });
}

Result<std::string> Merges::merges(SchoolId school, const Page& page)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return page_json(merges_after(session, school, *after, page.rows()), page,
                         [](const StudentMerge& last) { return std::to_string(last.id); });
    });
}

}  // namespace taqwim::school
