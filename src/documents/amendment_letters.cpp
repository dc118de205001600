// PG-24.P.3, PG-24.N.4: the letters of an amendment, to the schools, to the section of examinations, to the authority.

#include <algorithm>
#include <vector>

#include "core/refusal_codes.h"
#include "documents/amendments.h"
#include "documents/optional_members.h"
#include "school/enrolments_store.h"
#include "school/merges_store.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students_store.h"
#include "school/transfers_store.h"

namespace taqwim::documents {

namespace {

using database::Row;
using database::Session;
using school::Answer;
using school::Changes;
using school::must_be_one;

Refusal empty_name()
{
    return {RefusalCode::text_empty, {{"field", "addressee"}}, "/addressee", "PG-24.P.3"};
}

std::vector<school::School> schools_of_directorate(Session& session, SchoolId school)
{
    constexpr std::int64_t k_rows = 200;
    const std::int64_t directorate = school::find_school(session, school).value().directorate_id;
    std::vector<school::School> all;
    for (;;) {
        const auto part = school::schools_after(session, directorate,
                                                all.empty() ? 0 : all.back().id.value, k_rows);
        all.insert(all.end(), part.begin(), part.end());
        if (std::ssize(part) < k_rows)
            return all;
    }
}

// The school of the directorate that alone has this name.
std::optional<std::int64_t> school_named(const std::vector<school::School>& schools,
                                         const std::string& name)
{
    std::optional<std::int64_t> found;
    for (const school::School& one : schools) {
        if (one.name_ar != name && one.name_en != name)
            continue;
        if (found)
            return std::nullopt;
        found = one.id.value;
    }
    return found;
}

std::string years_here(Session& session, SchoolId school, const std::vector<std::int64_t>& records)
{
    std::vector<std::pair<std::string, std::string>> years;  // first day, name
    for (const std::int64_t record : records)
        for (const Row& row : session.find_all(
                 "SELECT DISTINCT y.first_day, y.name FROM enrolment e JOIN school_year y "
                 "ON y.school_id = e.school_id AND y.school_year_id = e.school_year_id "
                 "WHERE e.school_id = $1 AND e.student_id = $2 ORDER BY y.first_day, y.name",
                 school, record))
            years.emplace_back(row.text("first_day"), row.text("name"));
    std::ranges::sort(years);
    const auto doubled = std::ranges::unique(years);
    years.erase(doubled.begin(), doubled.end());
    std::string text;
    for (const auto& [first_day, name] : years)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

// A letter as it lies with the school that is to read it.
void write_received(JsonWriter& json, Session& session, const school::School& from,
                    const Request& request, const AmendmentTrail& trail,
                    const AmendmentLetter& letter)
{
    const AmendmentOrder& order = trail.order.value();
    const AmendmentStep& sent = *letter.step("sent");
    const AmendmentStep* const confirmed = letter.step("confirmed");
    const auto write_day = [&](std::string_view name, const std::optional<Day>& day) {
        text_or_null(json, name, day ? day->to_text() : "");
    };
    const auto directorate = school::find_directorate(session, from.directorate_id).value();
    json.begin_object().key("amendment_letter_id").text(std::to_string(letter.id));
    json.key("from_name_ar").text(directorate.name_ar);
    json.key("from_name_en").text(directorate.name_en);
    json.key("name_before").text(school::joined_name(order.name_parts));
    json.key("name_after").text(school::joined_name(request.name_parts));
    write_day("birth_day_before", order.birth_day);
    write_day("birth_day_after", request.birth_day);
    text_or_null(json, "years", letter.years);
    json.key("reference").text(order.reference).key("dated_on").text(order.dated.to_text());
    json.key("number").text(sent.number).key("sent_on").text(sent.dated.to_text());
    write_day("confirmed_on",
              confirmed != nullptr ? std::optional(confirmed->dated) : std::nullopt);
    text_or_null(json, "confirmed_by", confirmed != nullptr ? confirmed->who : "");
    json.end_object();
}

std::optional<Refusal> store_step(Changes& changes, SchoolId school, const AmendmentLetter& letter,
                                  const AmendmentStep& step)
{
    const school::Act& act = changes.act();
    if (auto refusal = refuses_step(letter, letter.next(), step, act.today))
        return refusal;
    must_be_one(changes.session().execute(
        "INSERT INTO amendment_letter_step (school_id, amendment_letter_id, step, dated_on, "
        "number, who, note, entered_at, entered_by, entered_as) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10)",
        school, letter.id, step.step, step.dated, step.number, step.who, step.note, act.at,
        act.account_id, act.role));
    crypto::FieldDigester fields("taqwim.amendment_letter_step.1");
    fields.number(letter.id).text(step.step).text(step.dated.to_text()).text(step.number);
    fields.text(step.who).text(step.note);
    changes.note("amendment.step_letter", "amendment_letter " + std::to_string(letter.id),
                 fields.finish());
    return std::nullopt;
}

// The letter of a school that was sent to this one, and whose it is.
struct Received {
    school::School from;
    std::int64_t request = 0;
    std::int64_t letter = 0;
};

std::vector<Received> letters_to(Session& session, SchoolId school)
{
    std::vector<Received> found;
    // Each school is asked by itself: nothing is read across schools in one statement.
    for (const school::School& from : schools_of_directorate(session, school))
        for (const Row& row : session.find_all(
                 "SELECT l.document_request_id, l.amendment_letter_id FROM amendment_letter l "
                 "JOIN amendment_letter_step sent ON sent.school_id = l.school_id "
                 "AND sent.amendment_letter_id = l.amendment_letter_id AND sent.step = 'sent' "
                 "LEFT JOIN amendment_letter_step gone ON gone.school_id = l.school_id "
                 "AND gone.amendment_letter_id = l.amendment_letter_id "
                 "AND gone.step = 'withdrawn' WHERE l.school_id = $1 AND l.to_school_id = $2 "
                 "AND gone.step IS NULL ORDER BY l.amendment_letter_id",
                 from.id, school.value))
            found.push_back({.from = from,
                             .request = row.integer("document_request_id"),
                             .letter = row.integer("amendment_letter_id")});
    std::ranges::sort(found, std::ranges::greater(), &Received::letter);
    return found;
}

const AmendmentLetter* letter_in(const AmendmentTrail& trail, std::int64_t id)
{
    const auto found = std::ranges::find(trail.letters, id, &AmendmentLetter::id);
    return found == trail.letters.end() ? nullptr : &*found;
}

}  // namespace

void insert_known_letters(Changes& changes, SchoolId school, const Request& request)
{
    Session& session = changes.session();
    const std::int64_t standing = standing_record(session, school, request.student_id);
    const auto records = school::records_of(session, {school, standing});
    const auto schools = schools_of_directorate(session, school);
    std::vector<std::string> named;
    const auto add = [&](const std::string& name, std::optional<std::int64_t> id,
                         std::string years) {
        if (std::ranges::find(named, name) != named.end())
            return;
        named.push_back(name);
        AmendmentLetter letter;
        letter.kind = "school";
        letter.addressee = name;
        letter.to_school = id;
        letter.years = std::move(years);
        insert_letter(changes, school, request.id, std::move(letter));
    };
    add(school::find_school(session, school).value().name_ar, school.value,
        years_here(session, school, records));
    for (const std::int64_t record : records)
        for (const school::Transfer& transfer : school::transfers_of(session, school, record))
            if (transfer.direction == "in")
                add(transfer.other_school, school_named(schools, transfer.other_school), "");
    AmendmentLetter copy;
    copy.kind = "exams_section";
    insert_letter(changes, school, request.id, std::move(copy));
}

Result<Answer> Amendments::add_letter(const school::Act& act, SchoolId school, std::int64_t id,
                                      const LetterAsked& asked)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto found = find_unfinished(session, school, id, act.today, rule_sets_);
        if (!found)
            return found.refusal();
        if (!found->request.decision || found->request.decision->outcome != "granted")
            return school::unknown_record("document_request_decision", id, "document_request_id");
        AmendmentLetter letter;
        letter.kind = asked.kind;
        if (asked.kind == "school") {
            letter.addressee = asked.addressee;
            letter.to_school = asked.to_school;
            letter.years = asked.years;
            letter.heir = asked.heir;
            if (asked.to_school) {
                const auto schools = schools_of_directorate(session, school);
                const auto to =
                    std::ranges::find(schools, SchoolId{*asked.to_school}, &school::School::id);
                if (to == schools.end())
                    return school::unknown_record("school", *asked.to_school, "/to_school_id");
                letter.addressee = to->name_ar;
            }
            if (letter.addressee.empty())
                return empty_name();
        }
        insert_letter(changes, school, id, std::move(letter));
        return Answer{.status = 201,
                      .body =
                          amendment_json(session, school, found->request, act.today, rule_sets_)};
    });
}

Result<Answer> Amendments::step_letter(const school::Act& act, SchoolId school, std::int64_t id,
                                       std::int64_t letter_id, const AmendmentStep& step)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto found = find_followed(session, school, id, act.today, rule_sets_);
        if (!found)
            return found.refusal();
        const AmendmentLetter* const letter = letter_in(found->trail, letter_id);
        if (letter == nullptr)
            return school::unknown_record("amendment_letter", letter_id, "amendment_letter_id");
        if (auto refusal = refuses_finished(found->trail))
            return *std::move(refusal);
        if (auto refusal = store_step(changes, school, *letter, step))
            return *std::move(refusal);
        return Answer{.status = 201,
                      .body =
                          amendment_json(session, school, found->request, act.today, rule_sets_)};
    });
}

Result<std::string> Amendments::received_letters(SchoolId school)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const Received& one : letters_to(session, school)) {
            const auto request = find_request(session, one.from.id, one.request);
            const AmendmentTrail trail = trail_of(session, one.from.id, one.request);
            write_received(json, session, one.from, *request, trail, *letter_in(trail, one.letter));
        }
        json.end_array().end_object();
        return std::string(json.str());
    });
}

Result<Answer> Amendments::confirm_received(const school::Act& act, SchoolId school,
                                            std::int64_t letter_id, const AmendmentStep& confirmed)
{
    const auto received = record_.read([&](Session& session) -> std::optional<Received> {
        const auto all = letters_to(session, school);
        const auto found = std::ranges::find(all, letter_id, &Received::letter);
        return found == all.end() ? std::nullopt : std::optional(*found);
    });
    if (!received)
        return school::unknown_record("amendment_letter", letter_id, "amendment_letter_id");
    // The entry belongs to the amendment: it stands in the record and in the chain of the school that asked for it.
    return record_.write(received->from.id, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto found =
            find_unfinished(session, received->from.id, received->request, act.today, rule_sets_);
        if (!found)
            return found.refusal();
        const AmendmentLetter& letter = *letter_in(found->trail, letter_id);
        if (auto refusal = store_step(changes, received->from.id, letter, confirmed))
            return *std::move(refusal);
        const AmendmentTrail now = trail_of(session, received->from.id, received->request);
        JsonWriter json;
        write_received(json, session, received->from, found->request, now,
                       *letter_in(now, letter_id));
        return Answer{.status = 201, .body = std::string(json.str())};
    });
}

}  // namespace taqwim::documents
