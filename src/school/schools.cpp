#include "school/schools.h"

#include <utility>

#include "core/refusal_codes.h"
#include "school/schools_store.h"

namespace taqwim::school {

void describe(Fields& fields, const Directorate& directorate)
{
    fields.id("directorate_id", directorate.id);
    fields.text("country", directorate.country);
    fields.text("name_ar", directorate.name_ar);
    fields.text("name_en", directorate.name_en);
    fields.id("region_id", directorate.region_id);
    fields.number("version", directorate.version);
}

void describe(Fields& fields, const School& school)
{
    fields.id("school_id", school.id.value);
    fields.id("directorate_id", school.directorate_id);
    fields.text("ministry_number", school.ministry_number);
    fields.text("name_ar", school.name_ar);
    fields.text("name_en", school.name_en);
    fields.text("kind", school.kind);
    fields.text("shift", school.shift);
    fields.text("students_sex", school.students_sex);
    fields.optional_text("teachers_sex", school.teachers_sex);
    fields.number("first_grade", school.first_grade);
    fields.number("last_grade", school.last_grade);
    fields.number("utc_offset_minutes", school.utc_offset_minutes);
    fields.number("version", school.version);
}

namespace {

std::optional<Refusal> refuses_grades(const School& school)
{
    if (1 <= school.first_grade && school.first_grade <= school.last_grade &&
        school.last_grade <= 12)
        return std::nullopt;
    return Refusal{RefusalCode::value_out_of_range,
                   {{"field", "last_grade"},
                    {"value", std::to_string(school.last_grade)},
                    {"minimum", std::to_string(school.first_grade)},
                    {"maximum", "12"}},
                   "/last_grade",
                   ""};
}

std::optional<Refusal> refuses_number(database::Session& session, const School& school)
{
    const auto other = school_numbered(session, school.directorate_id, school.ministry_number);
    if (other && *other != school.id)
        return existing_record("school", school.ministry_number, "/ministry_number");
    return std::nullopt;
}

// Which directorates a region is over is told by them alone: two steps, and no circle.
std::optional<Refusal> refuses_region(database::Session& session, const Directorate& directorate)
{
    if (!directorate.region_id)
        return std::nullopt;
    const auto region = find_directorate(session, *directorate.region_id);
    if (!region || region->region_id || region->country != directorate.country ||
        region->id == directorate.id)
        return unknown_record("region", *directorate.region_id, "/region_id");
    if (directorate.id != 0 && has_governorates(session, directorate.id))
        return Refusal{RefusalCode::record_in_use, {{"record", "region"}}, "/region_id", ""};
    return std::nullopt;
}

}  // namespace

Result<Answer> Schools::add_directorate(const Act& act, Directorate directorate)
{
    return record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        if (directorate_named(changes.session(), directorate.country, directorate.name_ar))
            return existing_record("directorate", directorate.name_ar, "/name_ar");
        if (auto refusal = refuses_region(changes.session(), directorate))
            return *std::move(refusal);
        Directorate added = directorate;
        added.id = changes.new_id();
        added.version = 1;
        insert_directorate(changes.session(), added);
        return keep(changes, 201, "directorate", "add", added.id, added);
    });
}

Result<Answer> Schools::change_directorate(const Act& act, Directorate directorate)
{
    return record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        const auto current = find_directorate(changes.session(), directorate.id);
        if (!current)
            return unknown_record("directorate", directorate.id);
        const auto namesake =
            directorate_named(changes.session(), current->country, directorate.name_ar);
        if (namesake && *namesake != directorate.id)
            return existing_record("directorate", directorate.name_ar, "/name_ar");
        Directorate changed = *current;
        changed.name_ar = directorate.name_ar;
        changed.name_en = directorate.name_en;
        changed.region_id = directorate.region_id;
        if (auto refusal = refuses_region(changes.session(), changed))
            return *std::move(refusal);
        changed.version = directorate.version + 1;
        if (update_directorate(changes.session(), changed) != 1)
            return stale_version(directorate.version, current->version);
        return keep(changes, 200, "directorate", "change", changed.id, changed);
    });
}

Result<std::string> Schools::directorates(const Page& page)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return page_json(directorates_after(session, *after, page.rows()), page,
                         [](const Directorate& last) { return std::to_string(last.id); });
    });
}

Result<Answer> Schools::add_school(const Act& act, School school)
{
    return record_.write(SchoolId{0}, act, [&](Changes& changes) -> Result<Answer> {
        if (const auto refusal = refuses_grades(school))
            return *refusal;
        if (!find_directorate(changes.session(), school.directorate_id))
            return unknown_record("directorate", school.directorate_id, "/directorate_id");
        if (const auto refusal = refuses_number(changes.session(), school))
            return *refusal;
        School added = school;
        added.id = SchoolId{changes.new_id()};
        added.version = 1;
        insert_school(changes.session(), added);
        return keep(changes, 201, "school", "add", added.id.value, added);
    });
}

Result<Answer> Schools::change_school(const Act& act, School school)
{
    return record_.write(school.id, act, [&](Changes& changes) -> Result<Answer> {
        if (const auto refusal = refuses_grades(school))
            return *refusal;
        const auto current = find_school(changes.session(), school.id);
        if (!current)
            return unknown_record("school", school.id.value);
        School changed = school;
        changed.directorate_id = current->directorate_id;
        changed.version = school.version + 1;
        if (const auto refusal = refuses_number(changes.session(), changed))
            return *refusal;
        if (update_school(changes.session(), changed) != 1)
            return stale_version(school.version, current->version);
        return keep(changes, 200, "school", "change", changed.id.value, changed);
    });
}

Result<std::string> Schools::schools(std::int64_t directorate_id, const Page& page)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return page_json(schools_after(session, directorate_id, *after, page.rows()), page,
                         [](const School& last) { return last.id.to_text(); });
    });
}

Result<std::string> Schools::school(SchoolId id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto found = find_school(session, id);
        if (!found)
            return unknown_record("school", id.value);
        return json_of(*found);
    });
}

}  // namespace taqwim::school
