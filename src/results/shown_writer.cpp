#include "results/shown_writer.h"

#include <optional>

#include "results/version_store.h"

namespace taqwim::results {

namespace {

// A record's results are also those of the records that it was merged into.
std::vector<YearOfStudent> with_keepers(database::Session& session,
                                        const std::vector<YearOfStudent>& years)
{
    std::vector<YearOfStudent> all = years;
    for (const YearOfStudent& year : years)
        for (const std::int64_t keeper : version_store::keepers_of(session, year.student))
            all.push_back({StudentId{year.student.school, keeper}, year.school_year_id});
    return all;
}

}  // namespace

Result<school::Answer> write_shown(const ResultsServices& services, SchoolId school,
                                   const school::Act& act, Company company, const AboutWhom& about,
                                   const school::Record::Work& work)
{
    // None when the write is a repeat: then nothing was changed.
    std::optional<std::int64_t> generation;
    std::vector<YearOfStudent> years;
    const school::Record::Work noting = [&](school::Changes& changes) -> Result<school::Answer> {
        auto answer = work(changes);
        if (answer) {
            generation = version_store::generation(changes.session(), school);
            years = with_keepers(changes.session(), about(changes.session()));
        }
        return answer;
    };
    auto answer = company == Company::alone ? services.record.write_alone(school, act, noting)
                                            : services.record.write(school, act, noting);
    if (answer && generation)
        services.shown.changed(school, *generation, years);
    return answer;
}

}  // namespace taqwim::results
