#include "documents/amendments.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "documents/optional_members.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students_store.h"

namespace taqwim::documents {

namespace {

using database::Session;
using school::Answer;
using school::Changes;
using school::must_be_one;

// Of one school in a directorate's list: more are seen at the school.
constexpr std::int64_t k_most_of_school = 200;

Refusal empty(std::string_view field, std::string clause)
{
    return {RefusalCode::text_empty,
            {{"field", std::string(field)}},
            "/" + std::string(field),
            std::move(clause)};
}

Refusal in_future(Day day, std::string field)
{
    return {RefusalCode::day_in_future, {{"day", day.to_text()}}, std::move(field), ""};
}

// One line of a directorate's list.
void write_summary(JsonWriter& json, Session& session, const school::School& of,
                   const Request& request, Day day, const RuleSets& rule_sets)
{
    const AmendmentTrail trail = trail_of(session, of.id, request.id);
    const auto student =
        school::find_student(session, of.id, standing_record(session, of.id, request.student_id));
    json.begin_object().key("school_id").text(of.id.to_text());
    json.key("school_name_ar").text(of.name_ar).key("school_name_en").text(of.name_en);
    json.key("document_request_id").text(std::to_string(request.id));
    json.key("name_before")
        .text(school::joined_name(trail.order ? trail.order->name_parts : student->name_parts));
    json.key("name_after").text(school::joined_name(request.name_parts));
    json.key("filed_on").text(request.filed_on);
    json.key("state").text(trail.state(request));
    json.key("open").number(trail.open(request));
    const std::size_t unmet =
        request.decision ? 0 : unmet_on(session, of.id, request, day, rule_sets).size();
    json.key("unmet").number(static_cast<std::int64_t>(unmet));
    json.end_object();
}

}  // namespace

Result<FollowedAmendment> find_followed(Session& session, SchoolId school, std::int64_t id, Day day,
                                        const RuleSets& rule_sets)
{
    auto request = find_request(session, school, id);
    if (!request)
        return request.refusal();
    if (!is_followed(session, school, *request, day, rule_sets))
        return school::unknown_record("document_request", id, "document_request_id");
    return FollowedAmendment{.request = std::move(*request),
                             .trail = trail_of(session, school, id)};
}

Result<FollowedAmendment> find_unfinished(Session& session, SchoolId school, std::int64_t id,
                                          Day day, const RuleSets& rule_sets)
{
    auto found = find_followed(session, school, id, day, rule_sets);
    if (!found)
        return found;
    if (auto refusal = refuses_finished(found->trail))
        return *std::move(refusal);
    return found;
}

std::optional<Refusal> refuses_finished(const AmendmentTrail& trail)
{
    if (trail.finished_on.empty())
        return std::nullopt;
    return Refusal{RefusalCode::decided_already, {{"day", trail.finished_on}}, "", ""};
}

std::optional<Refusal> refuses_step(const AmendmentItem& item, const std::vector<std::string>& next,
                                    const AmendmentStep& step, Day today)
{
    if (std::ranges::find(next, step.step) == next.end()) {
        std::string allowed;
        for (const std::string& one : next)
            allowed += (allowed.empty() ? "" : ", ") + one;
        return school::value_not_listed("step", step.step, allowed);
    }
    const bool needs_number = step.step == "sent" || step.step == "copied";
    if (needs_number && step.number.empty())
        return empty("number", "");
    if ((step.step == "confirmed" || step.step == "handed_over") && step.who.empty())
        return empty("who", "");
    if (step.step == "withdrawn" && step.note.empty())
        return empty("note", "");
    if (step.dated > today)
        return in_future(step.dated, "/dated_on");
    for (const AmendmentStep& before : item.steps)
        if (step.dated < before.dated) {
            Refusal refusal = school::days_reversed("dated_on", before.dated, step.dated);
            refusal.field = "/dated_on";
            return refusal;
        }
    return std::nullopt;
}

Result<Answer> Amendments::examine(const school::Act& act, SchoolId school, std::int64_t id,
                                   const AmendmentFinding& finding, EnteredBy by)
{
    const bool by_directorate = by == EnteredBy::directorate;
    if (finding.finding.empty())
        return empty("finding", "PG-24.P.1");
    if (!by_directorate && finding.reference.empty())
        return empty("reference", "PG-24.P.1");
    if (finding.examined > act.today)
        return in_future(finding.examined, "/examined_on");
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto found = find_followed(session, school, id, act.today, rule_sets_);
        if (!found)
            return found.refusal();
        if (found->request.decision)
            return decided_already(*found->request.decision);
        const std::int64_t entry = changes.new_id();
        must_be_one(session.execute(
            "INSERT INTO amendment_examination (school_id, amendment_examination_id, "
            "document_request_id, finding, reference, examined_on, by_directorate, entered_at, "
            "entered_by, entered_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            school, entry, id, finding.finding, finding.reference, finding.examined, by_directorate,
            act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.amendment_examination.1");
        fields.number(id).text(finding.finding).text(finding.reference);
        fields.text(finding.examined.to_text());
        changes.note("amendment.examine", "amendment_examination " + std::to_string(entry),
                     fields.finish());
        return Answer{.status = 201,
                      .body =
                          amendment_json(session, school, found->request, act.today, rule_sets_)};
    });
}

Result<Answer> Amendments::finish(const school::Act& act, SchoolId school, std::int64_t id)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto found = find_unfinished(session, school, id, act.today, rule_sets_);
        if (!found)
            return found.refusal();
        if (!found->request.decision || found->request.decision->outcome != "granted")
            return school::unknown_record("document_request_decision", id, "document_request_id");
        if (const int open = found->trail.open(found->request); open > 0)
            return Refusal{RefusalCode::amendment_unfinished,
                           {{"value", std::to_string(open)}},
                           "",
                           "PG-24.P.3"};
        must_be_one(session.execute(
            "INSERT INTO amendment_finish (school_id, document_request_id, finished_on, "
            "entered_at, entered_by, entered_as) VALUES ($1, $2, $3, $4, $5, $6)",
            school, id, act.today, act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.amendment_finish.1");
        fields.number(id).text(act.today.to_text());
        changes.note("amendment.finish", "document_request " + std::to_string(id), fields.finish());
        return Answer{.status = 201,
                      .body =
                          amendment_json(session, school, found->request, act.today, rule_sets_)};
    });
}

Result<std::string> Amendments::amendment(SchoolId school, std::int64_t id, Day day)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto found = find_followed(session, school, id, day, rule_sets_);
        if (!found)
            return found.refusal();
        return amendment_json(session, school, found->request, day, rule_sets_);
    });
}

Result<std::string> Amendments::of_directorate(std::int64_t directorate, const school::Page& page,
                                               bool only_open, Day day)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto schools = school::schools_after(session, directorate, *after, page.rows());
        const auto shown = std::min(schools.size(), static_cast<std::size_t>(page.limit));
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (std::size_t i = 0; i < shown; ++i)
            for (const std::int64_t id :
                 followed_amendments(session, schools[i].id, only_open, k_most_of_school)) {
                const auto request = find_request(session, schools[i].id, id);
                if (is_followed(session, schools[i].id, *request, day, rule_sets_))
                    write_summary(json, session, schools[i], *request, day, rule_sets_);
            }
        json.end_array();
        id_or_null(json, "next",
                   schools.size() > shown ? std::optional(schools[shown - 1].id.value)
                                          : std::nullopt);
        json.end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::documents
