#include "school/guardians.h"

#include <utility>

#include "core/refusal_codes.h"
#include "school/guardians_store.h"
#include "school/schools_store.h"
#include "school/students_store.h"

namespace taqwim::school {

namespace {

struct GuardianFile {
    Guardian guardian;
    std::vector<Guardianship> children;
};

void describe(Fields& fields, const GuardianFile& file)
{
    school::describe(fields, file.guardian);
    fields.begin_list("children", file.children.size());
    for (const Guardianship& child : file.children) {
        fields.begin_item();
        school::describe(fields, child);
        fields.end_item();
    }
    fields.end_list();
}

// Checks the number and writes it in its plain form.
std::optional<Refusal> refuses_identity(database::Session& session, SchoolId school,
                                        Guardian& guardian)
{
    if (!guardian.identity_number)
        return std::nullopt;
    const auto number = checked_person_number(
        country_of(session, school), *guardian.identity_number, "identity_number",
        guardian.is_number_confirmed ? CheckDigit::confirmed : CheckDigit::must_fit);
    if (!number)
        return number.refusal();
    const auto other = guardian_identified(session, school, *number);
    if (other && *other != guardian.id)
        return Refusal{RefusalCode::identity_taken, {{"value", *number}}, "/identity_number", ""};
    guardian.identity_number = *number;
    return std::nullopt;
}

Refusal overlap(const Period& days, const Period& other)
{
    return {RefusalCode::days_overlap,
            {{"field", "first_day"},
             {"first_day", days.first.to_text()},
             {"last_day", days.last ? days.last->to_text() : ""},
             {"other", other.first.to_text()}},
            "/first_day",
            ""};
}

}  // namespace

void describe(Fields& fields, const Guardian& guardian)
{
    fields.id("guardian_id", guardian.id);
    fields.text("name_ar", guardian.name_ar);
    fields.text("name_en", guardian.name_en);
    fields.optional_text("identity_number", guardian.identity_number);
    fields.optional_text("telephone", guardian.telephone);
    fields.number("version", guardian.version);
}

void describe(Fields& fields, const Guardianship& guardianship)
{
    fields.id("guardianship_id", guardianship.id);
    fields.id("guardian_id", guardianship.guardian_id);
    fields.id("student_id", guardianship.student_id);
    fields.text("relation", guardianship.relation);
    fields.day("first_day", guardianship.days.first);
    fields.day("last_day", guardianship.days.last);
}

Result<Guardian> add_guardian_within(Changes& changes, SchoolId school, const Guardian& guardian)
{
    Guardian added = guardian;
    added.id = 0;
    if (auto refusal = refuses_identity(changes.session(), school, added))
        return *refusal;
    added.id = changes.new_id();
    added.version = 1;
    insert_guardian(changes.session(), school, added);
    changes.note("guardian.add", "guardian " + std::to_string(added.id),
                 digest_of_record("guardian", added));
    return added;
}

Result<Guardian> change_guardian_within(Changes& changes, SchoolId school, const Guardian& guardian)
{
    const auto current = find_guardian(changes.session(), school, guardian.id);
    if (!current)
        return unknown_record("guardian", guardian.id);
    Guardian changed = guardian;
    if (auto refusal = refuses_identity(changes.session(), school, changed))
        return *refusal;
    changed.version = guardian.version + 1;
    if (update_guardian(changes.session(), school, changed) != 1)
        return stale_version(guardian.version, current->version);
    changes.note("guardian.change", "guardian " + std::to_string(changed.id),
                 digest_of_record("guardian", changed));
    return changed;
}

Result<Guardianship> add_guardianship_within(Changes& changes, SchoolId school,
                                             const Guardianship& guardianship)
{
    database::Session& session = changes.session();
    if (!find_guardian(session, school, guardianship.guardian_id))
        return unknown_record("guardian", guardianship.guardian_id, "/guardian_id");
    if (auto refusal = refuses_student(session, school, guardianship.student_id, "/student_id"))
        return *refusal;
    for (const Guardianship& other :
         guardianships_of_student(session, school, guardianship.student_id))
        if (other.guardian_id == guardianship.guardian_id && other.days.overlaps(guardianship.days))
            return overlap(guardianship.days, other.days);
    Guardianship added = guardianship;
    added.id = changes.new_id();
    insert_guardianship(session, school, added);
    changes.note("guardianship.add", "guardianship " + std::to_string(added.id),
                 digest_of_record("guardianship", added));
    return added;
}

Result<Answer> Guardians::add(SchoolId school, const Act& act, Guardian guardian)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto added = add_guardian_within(changes, school, guardian);
        if (!added)
            return added.refusal();
        return Answer{.status = 201, .body = json_of(*added)};
    });
}

Result<Answer> Guardians::change(SchoolId school, const Act& act, Guardian guardian)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto changed = change_guardian_within(changes, school, guardian);
        if (!changed)
            return changed.refusal();
        return Answer{.status = 200, .body = json_of(*changed)};
    });
}

Result<Answer> Guardians::add_guardianship(SchoolId school, const Act& act,
                                           Guardianship guardianship)
{
    if (guardianship.days.last && *guardianship.days.last < guardianship.days.first)
        return days_reversed("last_day", guardianship.days.first, *guardianship.days.last);
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto added = add_guardianship_within(changes, school, guardianship);
        if (!added)
            return added.refusal();
        return Answer{.status = 201, .body = json_of(*added)};
    });
}

Result<Answer> Guardians::end_guardianship(SchoolId school, const Act& act, std::int64_t id,
                                           Day last_day)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto current = find_guardianship(changes.session(), school, id);
        if (!current)
            return unknown_record("guardian", id);
        if (last_day < current->days.first)
            return days_reversed("last_day", current->days.first, last_day);
        Guardianship ended = *current;
        ended.days.last = last_day;
        if (school::end_guardianship(changes.session(), school, id, last_day) != 1)
            return overlap(ended.days, current->days);
        return keep(changes, 200, "guardianship", "end", id, ended);
    });
}

Result<std::string> Guardians::guardians(SchoolId school, const std::string& query,
                                         const Page& page)
{
    const auto after = NamePlace::in(page);
    if (!after)
        return after.refusal();
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return page_json(
            guardians_after(session, school, search_pattern(query), *after, page.rows()), page,
            [](const Guardian& last) {
                return NamePlace{last.sort_key, last.id}.to_text();
            });
    });
}

Result<std::string> Guardians::guardian(SchoolId school, std::int64_t id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto found = find_guardian(session, school, id);
        if (!found)
            return unknown_record("guardian", id);
        return json_of(GuardianFile{*found, guardianships_of_guardian(session, school, id)});
    });
}

}  // namespace taqwim::school
