#include "results/merged_results.h"

#include "regulations/frame/json_writer.h"
#include "results/version_store.h"
#include "school/keeping.h"

namespace taqwim::results {

namespace {

void give_honour(database::Session& session, SchoolId school, std::int64_t honour,
                 std::int64_t from, std::int64_t to)
{
    school::must_be_one(
        session.execute("UPDATE honour SET student_id = $1 WHERE school_id = $2 AND honour_id = $3 "
                        "AND student_id = $4",
                        to, school, honour, from));
}

}  // namespace

Result<std::string> ResultsOfMerged::move(school::Changes& changes, SchoolId school,
                                          std::int64_t from, std::int64_t to)
{
    database::Session& session = changes.session();
    version_store::change_shown(session, school);
    JsonWriter json;
    json.begin_object().key("honour").begin_array();
    for (const database::Row& row :
         session.find_all("SELECT honour_id FROM honour WHERE school_id = $1 AND student_id = $2 "
                          "ORDER BY honour_id",
                          school, from)) {
        give_honour(session, school, row.integer("honour_id"), from, to);
        json.text(std::to_string(row.integer("honour_id")));
    }
    json.end_array().end_object();
    return std::string(json.str());
}

std::optional<Refusal> ResultsOfMerged::move_back(school::Changes& changes, SchoolId school,
                                                  std::int64_t from, std::int64_t to,
                                                  JsonValue moved)
{
    version_store::change_shown(changes.session(), school);
    // A merge of before honours were kept moved none.
    if (const auto honours = moved.find("honour"))
        for (const JsonValue id : *honours)
            give_honour(changes.session(), school, parse_id(id.text()).value(), to, from);
    return std::nullopt;
}

}  // namespace taqwim::results
