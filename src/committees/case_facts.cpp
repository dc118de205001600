// What results put into a student's year of his cases.
#include <algorithm>

#include "committees/committees.h"
#include "committees/committees_store.h"
#include "committees/votes.h"

namespace taqwim::committees {

namespace {

using database::Session;

const Case* newest_of(const std::vector<Case>& cases, std::int64_t year_id, std::string_view kind)
{
    const Case* newest = nullptr;
    for (const Case& one : cases)
        if (one.year_id == year_id && one.kind == kind)
            newest = &one;
    return newest;
}

}  // namespace

std::string judgement_of(const std::vector<Approval>& approvals, std::string_view level)
{
    const auto found = std::ranges::find(approvals, level, &Approval::level);
    return found == approvals.end() ? "undecided" : found->judgement;
}

void write_committee_facts(JsonWriter& json, Session& session, StudentId student,
                           std::int64_t year_id)
{
    const auto cases = cases_of_student(session, student);
    const Case* const guidance = newest_of(cases, year_id, "guidance");
    if (guidance == nullptr)
        return;
    const auto decisions = decisions_of(session, student.school, guidance->id);
    if (decisions.empty())
        return;
    const Decision& one = decisions.back().decision;
    const sa_1426::CommitteeSession counted = session_of(one);
    json.key("committee").begin_object().key("members").number(one.members);
    json.key("conflicted").number(one.conflicted).key("present").number(one.present);
    json.key("chair_present").boolean(one.chair_present).key("votes").begin_object();
    for (std::size_t i = 0; i < sa_1426::k_committee_choices; ++i) {
        const auto choice = static_cast<sa_1426::CommitteeChoice>(i);
        if (counted.votes_for(choice) > 0)
            json.key(sa_1426::code(choice)).number(counted.votes_for(choice));
    }
    json.end_object();
    if (!one.chair_vote.empty())
        json.key("chair_vote").text(one.chair_vote);
    if (!one.programme.empty())
        json.key("programme").text(one.programme);
    json.key("reasons").text(one.reasons).end_object();
}

void write_exceptional_facts(JsonWriter& json, Session& session, StudentId student,
                             std::int64_t year_id)
{
    const auto cases = cases_of_student(session, student);
    const Case* const one = newest_of(cases, year_id, "exceptional");
    if (one == nullptr)
        return;
    const auto approvals = approvals_of(session, student.school, one->id);
    json.key("exceptional").begin_object().key("type").text(one->type);
    json.key("person").text(one->person);
    if (one->first_day)
        json.key("from").text(one->first_day->to_text());
    if (one->last_day)
        json.key("to").text(one->last_day->to_text());
    json.key("documents").begin_array();
    for (const std::string& number : one->documents)
        json.text(number);
    json.end_array();
    json.key("district").text(judgement_of(approvals, "educational_district"));
    json.key("ministry_committee").text(judgement_of(approvals, "ministry_committee"));
    if (judgement_of(approvals, "school_head") == "lapsed")
        json.key("lapsed").boolean(true);
    json.end_object();
}

}  // namespace taqwim::committees
