#include "results/merged_results.h"

#include "results/version_store.h"

namespace taqwim::results {

Result<std::string> ResultsOfMerged::move(school::Changes& changes, SchoolId school,
                                          std::int64_t /*from*/, std::int64_t /*to*/)
{
    version_store::change_shown(changes.session(), school);
    return std::string("{}");
}

std::optional<Refusal> ResultsOfMerged::move_back(school::Changes& changes, SchoolId school,
                                                  std::int64_t /*from*/, std::int64_t /*to*/,
                                                  JsonValue /*moved*/)
{
    version_store::change_shown(changes.session(), school);
    return std::nullopt;
}

}  // namespace taqwim::results
