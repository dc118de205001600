#include "documents/below_directorate.h"

#include "school/keeping.h"

namespace taqwim::documents {

Result<school::Target> directorate_of_school_in_path(database::Session& session,
                                                     const http::Request& request)
{
    const auto directorate = school::id_in_path(request, "directorate_id");
    const auto of_school = school::school_in_path(session, request);
    if (!directorate)
        return directorate.refusal();
    if (!of_school)
        return of_school.refusal();
    if (of_school->directorate_id != *directorate)
        return school::unknown_record("school", of_school->school.value, "school_id");
    return school::Target{.school = SchoolId{0}, .directorate_id = *directorate};
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
