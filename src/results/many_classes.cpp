#include "results/many_classes.h"

#include <algorithm>
#include <optional>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "results/result_heads.h"
#include "results/version_store.h"

namespace taqwim::results {

using database::Session;
using school::Answer;
using school::Changes;

std::int64_t publication_of(const Answer& answer)
{
    const auto document = JsonDocument::parse(answer.body);
    return parse_id(document->root().find("publication_id")->text()).value();
}

AboutWhom of_class(SchoolId school, std::int64_t class_id)
{
    return [school, class_id](Session& session) {
        std::vector<YearOfStudent> years;
        if (const auto year = version_store::find_class(session, school, class_id))
            for (const std::int64_t student : version_store::students_of(session, school, class_id))
                years.push_back({StudentId{school, student}, year->school_year_id});
        return years;
    };
}

Result<Answer> publish_class(const ResultsServices& services, SchoolId school,
                             const school::Act& act, std::int64_t class_id, Instant visible_from,
                             const std::vector<std::int64_t>& leave_out)
{
    return write_shown(
        services, school, act, Company::alone, of_class(school, class_id), [&](Changes& changes) {
            return services.publications.publish(
                changes, school,
                {.class_id = class_id, .visible_from = visible_from, .leave_out = leave_out});
        });
}

std::string publish_classes(const ResultsServices& services, SchoolId school,
                            const school::Act& act, std::int64_t school_year_id,
                            std::vector<std::int64_t> classes, Instant visible_from)
{
    const auto known = services.record.read([&](Session& session) {
        return version_store::classes_of_year(session, school, school_year_id);
    });
    if (classes.empty())
        classes = known;
    JsonWriter rows;
    rows.begin_array();
    std::vector<std::int64_t> published;
    for (const std::int64_t class_id : classes) {
        school::Act own = act;
        own.client_key += "/" + std::to_string(class_id);
        const auto answer =
            std::ranges::find(known, class_id) == known.end()
                ? Result<Answer>(Refusal{RefusalCode::record_unknown,
                                         {{"record", "class"}, {"id", std::to_string(class_id)}},
                                         "/class_ids",
                                         ""})
                : publish_class(services, school, own, class_id, visible_from);
        rows.begin_object().key("class_id").text(std::to_string(class_id));
        if (answer) {
            published.push_back(publication_of(*answer));
            rows.key("publication_id").text(std::to_string(published.back()));
        } else {
            rows.key("refused").begin_object();
            rows.key("code").text(to_code_text(answer.refusal().code));
            rows.key("field").text(answer.refusal().field);
            rows.key("clause").text(answer.refusal().clause).end_object();
        }
        rows.end_object();
    }
    rows.end_array();
    return with_head("{\"classes\":" + std::string(rows.str()) + '}',
                     published.empty()
                         ? std::nullopt
                         : give_head_with(services, school, HeadAbout::publication, published),
                     services);
}

}  // namespace taqwim::results
