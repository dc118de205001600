#include "marks/sheet_places.h"

#include <algorithm>

#include "core/refusal_codes.h"

namespace taqwim::marks {

namespace {

// A directorate of 100 schools has about 60,000 sheets a year; some megabytes.
constexpr std::size_t k_most_places = 65'536;

}  // namespace

Result<school::Target> SheetPlaces::target(database::Session& session, const http::Request& request)
{
    const auto school = school::id_in_path(request, "school_id");
    if (!school)
        return school.refusal();
    const auto id = school::id_in_path(request, "sheet_id");
    const SheetId sheet{SchoolId{*school}, id ? *id : 0};

    std::optional<Place> place = id ? known(sheet) : std::nullopt;
    if (!place) {
        const auto of_school = school::school_in_path(session, request);
        if (!of_school)
            return of_school.refusal();
        if (!id)
            return id.refusal();
        const auto row =
            session.find_one("SELECT class_id, subject FROM mark_sheet WHERE school_id = "
                             "$1 AND mark_sheet_id = $2",
                             sheet.school, sheet.value);
        if (!row)
            return Refusal{RefusalCode::record_unknown,
                           {{"record", "sheet"}, {"id", std::to_string(*id)}},
                           "sheet_id",
                           ""};
        place = Place{of_school->directorate_id, row->integer("class_id"), row->text("subject")};
        keep(sheet, *place);
    }
    school::Target target{.school = sheet.school,
                          .directorate_id = place->directorate_id,
                          .class_id = place->class_id,
                          .subject = place->subject};

    const bool names_student =
        std::ranges::any_of(request.path_parameters,
                            [](const auto& parameter) { return parameter.first == "student_id"; });
    if (!names_student)
        return target;
    const auto student = school::id_in_path(request, "student_id");
    if (!student)
        return student.refusal();
    target.student_id = *student;
    return target;
}

std::optional<SheetPlaces::Place> SheetPlaces::known(SheetId sheet)
{
    const std::lock_guard lock(mutex_);
    const auto found = places_.find({sheet.school.value, sheet.value});
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

void SheetPlaces::keep(SheetId sheet, const Place& place)
{
    const std::lock_guard lock(mutex_);
    if (places_.size() >= k_most_places)
        places_.clear();
    places_.insert_or_assign({sheet.school.value, sheet.value}, place);
}

}  // namespace taqwim::marks
