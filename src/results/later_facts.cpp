#include "results/later_facts.h"

#include <stdexcept>
#include <string>

#include "attendance/year_json.h"
#include "committees/committees.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::results {

namespace {

std::string text_of(const JsonValue& value)
{
    JsonWriter json;
    json.copy(value);
    return std::string(json.str());
}

// Members of an object stand beside those that the mark sheets have put there already.
void put_members(const JsonWriter& written, FactsTree& tree, const std::string& below = "")
{
    const auto document = JsonDocument::parse(written.str());
    if (!document)
        throw std::logic_error("a room wrote facts that are no JSON");
    for (const JsonValue member : document->root()) {
        const std::string place = below + '/' + std::string(member.key());
        if (!member.is(JsonKind::object)) {
            tree.put(place, text_of(member));
            continue;
        }
        for (const JsonValue part : member)
            tree.put(place + '/' + std::string(part.key()), text_of(part));
    }
}

}  // namespace

void attendance_facts(database::Session& session, const YearPlace& place, FactsTree& tree)
{
    // SR-5.1  Skills are judged by whatever happened in class; a year of them has no days.
    if (place.is_mastery)
        return;
    JsonWriter json;
    json.begin_object();
    // The enrolment was found before: there is nothing that could be refused.
    if (attendance::write_year_facts(json, session, place.student, place.school_year_id))
        throw std::logic_error("attendance does not know a student of the year");
    json.end_object();
    put_members(json, tree);
    // SR-8.5  Who did not come to the second round; a mark that stands is that of a later sitting.
    if (place.regulation != "sa_1426" && place.regulation != "sa_guide")
        return;
    const auto ledger = attendance::read_ledger(session, place.student, place.school_year_id);
    if (!ledger)
        return;
    for (const attendance::ExaminationAbsence& one : ledger->examinations) {
        const std::string second_round = "/second_round/" + one.subject;
        const std::string word = attendance::second_round_absence(*ledger, one.subject);
        if (!word.empty() && !tree.has(second_round))
            tree.put(second_round, json_text(word));
    }
}

void committee_facts(database::Session& session, const YearPlace& place, FactsTree& tree)
{
    JsonWriter json;
    json.begin_object();
    if (place.regulation.starts_with("kw_"))
        committees::write_exceptional_facts(json, session, place.student, place.school_year_id);
    else if (place.is_mastery)
        committees::write_committee_facts(json, session, place.student, place.school_year_id);
    json.end_object();
    put_members(json, tree, place.is_mastery ? "/input" : "");
}

}  // namespace taqwim::results
