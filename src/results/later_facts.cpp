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

// KW-24  What the school before had counted, by term.
void put_transfer(database::Session& session, const YearPlace& place,
                  const attendance::Ledger& ledger, FactsTree& tree)
{
    if (ledger.carried.empty())
        return;
    const auto transfer = session.find_one(
        "SELECT day, other_school FROM transfer WHERE school_id = $1 AND student_id = $2 AND "
        "direction = 'in' AND day BETWEEN $3 AND $4 ORDER BY day DESC, transfer_id DESC LIMIT 1",
        place.student.school, place.student.value, place.year_first, place.year_last);
    if (!transfer)
        return;
    tree.put("/transfer/on", json_text(transfer->text("day")));
    tree.put("/transfer/from_school", json_text(transfer->text("other_school")));
    for (const attendance::CarriedCounts& one : ledger.carried) {
        JsonWriter json;
        json.begin_object().key("unexcused_days").number(one.unexcused_days);
        json.key("excused_days").number(one.excused_days);
        json.key("lateness_unaccepted").number(one.latenesses_unaccepted);
        json.key("documents").begin_array();
        for (const std::string& document : one.documents)
            json.text(document);
        json.end_array().end_object();
        tree.put("/transfer/T" + std::to_string(one.term), std::string(json.str()));
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
    const auto ledger = attendance::read_ledger(session, place.student, place.school_year_id);
    if (!ledger)
        return;
    if (place.regulation == "kw_primary_2016")
        put_transfer(session, place, *ledger, tree);
    if (place.regulation != "sa_1426" && place.regulation != "sa_guide")
        return;
    // SR-8.5  Who did not come to the second round; a mark that stands is that of a later sitting.
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
