#include "results/result_heads.h"

#include <exception>

#include "access/audit.h"
#include "platform/database/storage_fault.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

std::string_view to_text(HeadAbout about)
{
    return about == HeadAbout::publication ? "publication" : "correction";
}

std::optional<std::string> kept_head(database::Session& session, SchoolId school, HeadAbout about,
                                     std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT head FROM result_head WHERE school_id = $1 AND about = $2 AND about_id = $3",
        school, to_text(about), id);
    return row ? std::optional(row->text("head")) : std::nullopt;
}

}  // namespace

std::optional<std::string> give_head_with(const ResultsServices& services, SchoolId school,
                                          HeadAbout about, std::span<const std::int64_t> ids)
{
    try {
        std::optional<std::string> head;
        std::vector<std::int64_t> without;
        services.record.read([&](database::Session& session) {
            head.reset();
            without.clear();
            for (const std::int64_t id : ids)
                if (auto kept = kept_head(session, school, about, id))
                    head = std::move(kept);
                else
                    without.push_back(id);
        });
        if (without.empty())
            return head;
        const auto given = access::give_head(services.record, school, services.signing_key,
                                             access::GivenWith::publication);
        if (!given)
            return std::nullopt;
        const auto stored = services.record.database().write(
            school, [&](database::Session& session) -> Result<std::string> {
                for (const std::int64_t id : without)
                    // Two requests at once: the first one's head stays.
                    session.execute("INSERT INTO result_head (school_id, about, about_id, head, "
                                    "given_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                                    school, to_text(about), id, given->to_text(), given->at);
                return kept_head(session, school, about, without.back()).value();
            });
        return stored ? std::optional(*stored) : std::nullopt;
    } catch (const database::StorageFault&) {
        // What was published is published.
        return std::nullopt;
    }
}

std::string with_head(const std::string& answer, const std::optional<std::string>& head,
                      const ResultsServices& services)
{
    JsonWriter json;
    json.begin_object();
    if (head)
        json.key("signed_head").text(*head);
    else
        json.key("signed_head").null();
    json.key("public_key").text(services.signing_key.public_key().to_text()).end_object();
    std::string text = answer;
    text.back() = ',';
    return text.append(json.str(), 1);
}

}  // namespace taqwim::results
