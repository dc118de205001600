#include "committees/merged_cases.h"

#include "core/identity.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::committees {

namespace {

void give(school::Changes& changes, SchoolId school, std::int64_t case_id, std::int64_t from,
          std::int64_t to)
{
    school::must_be_one(changes.session().execute(
        "UPDATE committee_case SET student_id = $1 WHERE school_id = $2 AND case_id = $3 "
        "AND student_id = $4",
        to, school, case_id, from));
}

}  // namespace

Result<std::string> CasesOfMerged::move(school::Changes& changes, SchoolId school,
                                        std::int64_t from, std::int64_t to)
{
    JsonWriter json;
    json.begin_array();
    for (const database::Row& row : changes.session().find_all(
             "SELECT case_id FROM committee_case WHERE school_id = $1 AND student_id = $2 "
             "ORDER BY case_id",
             school, from)) {
        const std::int64_t id = row.integer("case_id");
        give(changes, school, id, from, to);
        json.text(std::to_string(id));
    }
    json.end_array();
    return std::string(json.str());
}

std::optional<Refusal> CasesOfMerged::move_back(school::Changes& changes, SchoolId school,
                                                std::int64_t from, std::int64_t to, JsonValue moved)
{
    for (const JsonValue id : moved)
        give(changes, school, parse_id(id.text()).value(), to, from);
    return std::nullopt;
}

}  // namespace taqwim::committees
