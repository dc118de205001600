#include "documents/below_directorate.h"

#include "school/keeping.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

// `is_over` says whether the directorate in the path is over the directorate of the school in it.
template <class IsOver>
Result<school::Target> directorate_over_school(database::Session& session,
                                               const http::Request& request, IsOver is_over)
{
    const auto directorate = school::id_in_path(request, "directorate_id");
    const auto of_school = school::school_in_path(session, request);
    if (!directorate)
        return directorate.refusal();
    if (!of_school)
        return of_school.refusal();
    if (!is_over(*directorate, of_school->directorate_id.value()))
        return school::unknown_record("school", of_school->school.value, "school_id");
    return school::Target{.school = SchoolId{0}, .directorate_id = *directorate};
}

}  // namespace

Result<school::Target> directorate_of_school_in_path(database::Session& session,
                                                     const http::Request& request)
{
    return directorate_over_school(
        session, request,
        [](std::int64_t directorate, std::int64_t of_school) { return directorate == of_school; });
}

Result<school::Target> directorate_or_region_of_school_in_path(database::Session& session,
                                                               const http::Request& request)
{
    return directorate_over_school(
        session, request, [&](std::int64_t directorate, std::int64_t of_school) {
            return directorate == of_school ||
                   school::find_directorate(session, of_school).value().region_id == directorate;
        });
}

SchoolId school_of(const school::Call& call)
{
    if (call.target.school.value != 0)
        return call.school();
    const auto id = school::id_in_path(call.request, "school_id");
    return SchoolId{id ? *id : 0};
}

EnteredBy entered_by(const school::Call& call)
{
    return call.target.school.value != 0 ? EnteredBy::school : EnteredBy::directorate;
}

}  // namespace taqwim::documents
