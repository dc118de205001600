#include "marks/sheet_news.h"

#include <map>
#include <optional>
#include <utility>

#include "regulations/frame/json_writer.h"
#include "school/keeping.h"

namespace taqwim::marks {

namespace {

using database::Row;
using database::Session;

struct News {
    std::optional<std::pair<std::string, std::string>> withdrawn;  // when, and why
    std::optional<std::string> reviewed_at;
    bool awaits_review = false;
    std::int64_t waiting = 0;
    std::int64_t approved = 0;
    std::int64_t refused = 0;
    std::string decided_at;

    [[nodiscard]] bool is_empty() const
    {
        return !withdrawn && !reviewed_at && !awaits_review && waiting == 0 &&
               approved + refused == 0;
    }
};

// By sheet. The latest row of each kind stands.
using NewsBySheet = std::map<std::int64_t, News>;

void read_signatures(Session& session, SchoolId school, std::int64_t year, const std::string& since,
                     NewsBySheet& news)
{
    for (const Row& row : session.find_all(
             "SELECT g.mark_sheet_id, g.kind, g.signed_at, w.withdrawn_at, w.reason "
             "FROM sheet_signature g "
             "JOIN mark_sheet m ON m.school_id = g.school_id AND m.mark_sheet_id = g.mark_sheet_id "
             "JOIN class c ON c.school_id = m.school_id AND c.class_id = m.class_id "
             "LEFT JOIN signature_withdrawal w ON w.school_id = g.school_id "
             "AND w.sheet_signature_id = g.sheet_signature_id "
             "WHERE g.school_id = $1 AND c.school_year_id = $2 "
             "AND (w.withdrawn_at IS NOT NULL OR (g.kind = 'reviewer' AND g.signed_at >= $3)) "
             "ORDER BY g.sheet_signature_id",
             school, year, since)) {
        News& of = news[row.integer("mark_sheet_id")];
        const auto withdrawn_at = row.text_or_null("withdrawn_at");
        if (!withdrawn_at)
            of.reviewed_at = row.text("signed_at");
        else if (row.text("kind") == "teacher")
            of.withdrawn = {*withdrawn_at, row.text("reason")};
    }
}

void read_corrections(Session& session, SchoolId school, std::int64_t year,
                      const std::string& since, std::int64_t asker, NewsBySheet& news)
{
    for (const Row& row : session.find_all(
             "SELECT k.mark_sheet_id, k.requested_by, d.decision, d.decided_at "
             "FROM mark_correction k "
             "JOIN mark_sheet m ON m.school_id = k.school_id AND m.mark_sheet_id = k.mark_sheet_id "
             "JOIN class c ON c.school_id = m.school_id AND c.class_id = m.class_id "
             "LEFT JOIN correction_decision d ON d.school_id = k.school_id "
             "AND d.mark_correction_id = k.mark_correction_id "
             "WHERE k.school_id = $1 AND c.school_year_id = $2 "
             "AND (d.decided_at IS NULL OR d.decided_at >= $3) "
             "ORDER BY d.decided_at, k.mark_correction_id",
             school, year, since)) {
        News& of = news[row.integer("mark_sheet_id")];
        const auto decision = row.text_or_null("decision");
        if (!decision) {
            of.waiting += row.integer("requested_by") == asker ? 0 : 1;
            continue;
        }
        (*decision == "approved" ? of.approved : of.refused) += 1;
        of.decided_at = row.text("decided_at");
    }
}

// Of which version of each sheet a second reader's signature stands.
std::map<std::int64_t, std::int64_t> reviewed_versions(Session& session, SchoolId school,
                                                       std::int64_t year)
{
    std::map<std::int64_t, std::int64_t> versions;
    for (const Row& row : session.find_all(
             "SELECT g.mark_sheet_id, MAX(g.sheet_version) AS sheet_version FROM sheet_signature g "
             "JOIN mark_sheet m ON m.school_id = g.school_id AND m.mark_sheet_id = g.mark_sheet_id "
             "JOIN class c ON c.school_id = m.school_id AND c.class_id = m.class_id "
             "LEFT JOIN signature_withdrawal w ON w.school_id = g.school_id "
             "AND w.sheet_signature_id = g.sheet_signature_id "
             "WHERE g.school_id = $1 AND c.school_year_id = $2 AND g.kind = 'reviewer' "
             "AND w.sheet_signature_id IS NULL GROUP BY g.mark_sheet_id ORDER BY g.mark_sheet_id",
             school, year))
        versions[row.integer("mark_sheet_id")] = row.integer("sheet_version");
    return versions;
}

void write_news(const MarkSheet& sheet, const News& news, JsonWriter& json)
{
    json.begin_object();
    json.key("sheet_id").text(sheet.id.to_text());
    json.key("class_id").text(std::to_string(sheet.class_id));
    json.key("class_name").text(sheet.class_name);
    json.key("grade").number(sheet.grade);
    json.key("subject").text(sheet.subject);
    json.key("term").number(sheet.term);
    json.key("title_ar").text(sheet.title_ar);
    json.key("title_en").text(sheet.title_en);
    if (news.withdrawn) {
        json.key("withdrawn").begin_object();
        json.key("at").text(news.withdrawn->first);
        json.key("reason").text(news.withdrawn->second).end_object();
    }
    if (news.reviewed_at)
        json.key("reviewed_at").text(*news.reviewed_at);
    if (news.awaits_review)
        json.key("awaits_review").boolean(true);
    json.key("corrections_waiting").number(news.waiting);
    if (news.approved + news.refused > 0) {
        json.key("corrections_decided").begin_object();
        json.key("approved").number(news.approved).key("refused").number(news.refused);
        json.key("at").text(news.decided_at).end_object();
    }
    json.end_object();
}

}  // namespace

Result<std::string> sheet_news_json(Session& session, SchoolId school, std::int64_t school_year_id,
                                    const NewsQuestion& question)
{
    if (!session.find_one("SELECT school_year_id FROM school_year WHERE school_id = $1 "
                          "AND school_year_id = $2",
                          school, school_year_id))
        return school::unknown_record("school_year", school_year_id, "school_year_id");
    NewsBySheet news;
    const std::string since = question.since.to_text();
    read_signatures(session, school, school_year_id, since, news);
    read_corrections(session, school, school_year_id, since, question.asker, news);
    std::map<std::int64_t, std::int64_t> reviewed;
    if (question.with_unreviewed)
        reviewed = reviewed_versions(session, school, school_year_id);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const MarkSheet& sheet :
         sheets_of_year(session, school, school_year_id, question.filter)) {
        News& of = news[sheet.id.value];
        if (sheet.signed_at)
            of.withdrawn.reset();
        // What was corrected after a reading is read anew.
        of.awaits_review = question.with_unreviewed && sheet.signed_at &&
                           reviewed[sheet.id.value] != sheet.version;
        if (!of.is_empty())
            write_news(sheet, of, json);
    }
    json.end_array().end_object();
    return std::string(json.str());
}

}  // namespace taqwim::marks
