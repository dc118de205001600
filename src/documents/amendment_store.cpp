#include "documents/amendment_store.h"

#include <algorithm>
#include <array>
#include <utility>

#include "documents/guide_in_force.h"
#include "documents/optional_members.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students_store.h"

namespace taqwim::documents {

using database::Row;
using database::Session;

namespace {

AmendmentStep step_in(const Row& row)
{
    return {.step = row.text("step"),
            .dated = school::day_in(row, "dated_on"),
            .number = row.text("number"),
            .who = row.text("who"),
            .note = row.text("note"),
            .entered_as = row.text("entered_as")};
}

// The copy goes when the original is back, before or after it is handed over.
void put_in_order(std::vector<AmendmentStep>& steps)
{
    constexpr std::array<std::string_view, 7> k_order = {
        "received", "sent", "confirmed", "returned", "copied", "handed_over", "withdrawn"};
    std::ranges::stable_sort(steps, {}, [&](const AmendmentStep& step) {
        return std::pair(step.dated, std::ranges::find(k_order, step.step) - k_order.begin());
    });
}

std::vector<AmendmentLetter> letters_of(Session& session, SchoolId school, std::int64_t request)
{
    std::vector<AmendmentLetter> letters;
    for (const Row& row :
         session.find_all("SELECT amendment_letter_id, kind, addressee, to_school_id, years, heir "
                          "FROM amendment_letter WHERE school_id = $1 AND document_request_id = $2 "
                          "ORDER BY amendment_letter_id",
                          school, request)) {
        AmendmentLetter letter;
        letter.id = row.integer("amendment_letter_id");
        letter.kind = row.text("kind");
        letter.addressee = row.text("addressee");
        letter.to_school = row.integer_or_null("to_school_id");
        letter.years = row.text("years");
        letter.heir = row.text("heir");
        for (const Row& step : session.find_all(
                 "SELECT step, dated_on, number, who, note, entered_as FROM amendment_letter_step "
                 "WHERE school_id = $1 AND amendment_letter_id = $2 ORDER BY step",
                 school, letter.id))
            letter.steps.push_back(step_in(step));
        put_in_order(letter.steps);
        letters.push_back(std::move(letter));
    }
    return letters;
}

std::vector<AmendmentOriginal> originals_of(Session& session, SchoolId school, std::int64_t request)
{
    std::vector<AmendmentOriginal> originals;
    for (const Row& row : session.find_all(
             "SELECT amendment_original_id, paper, stage, hijri_year, number, body, is_copied, "
             "clause FROM amendment_original WHERE school_id = $1 AND document_request_id = $2 "
             "ORDER BY amendment_original_id",
             school, request)) {
        AmendmentOriginal original;
        original.id = row.integer("amendment_original_id");
        original.paper = row.text("paper");
        original.stage = row.text("stage");
        original.hijri_year = row.integer("hijri_year");
        original.number = row.text("number");
        original.body = row.text("body");
        original.is_copied = row.integer("is_copied") != 0;
        original.clause = row.text("clause");
        for (const Row& step :
             session.find_all("SELECT step, dated_on, number, who, note, entered_as "
                              "FROM amendment_original_step WHERE school_id = $1 "
                              "AND amendment_original_id = $2 ORDER BY step",
                              school, original.id))
            original.steps.push_back(step_in(step));
        put_in_order(original.steps);
        originals.push_back(std::move(original));
    }
    return originals;
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts)
{
    json.key(name).begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
}

// `next`: what may be entered now.
void write_steps(JsonWriter& json, const AmendmentItem& item, bool is_done,
                 const std::vector<std::string>& next)
{
    json.key("is_done").boolean(is_done);
    json.key("steps").begin_array();
    for (const AmendmentStep& step : item.steps) {
        json.begin_object().key("step").text(step.step);
        json.key("dated_on").text(step.dated.to_text());
        text_or_null(json, "number", step.number);
        text_or_null(json, "who", step.who);
        text_or_null(json, "note", step.note);
        json.key("entered_as").text(step.entered_as).end_object();
    }
    json.end_array();
    write_texts(json, "next", next);
}

void write_letter(JsonWriter& json, const AmendmentLetter& letter, bool is_finished)
{
    json.begin_object();
    json.key("amendment_letter_id").text(std::to_string(letter.id));
    json.key("kind").text(letter.kind);
    text_or_null(json, "addressee", letter.addressee);
    id_or_null(json, "to_school_id", letter.to_school);
    text_or_null(json, "years", letter.years);
    text_or_null(json, "heir", letter.heir);
    write_steps(json, letter, letter.is_done(),
                is_finished ? std::vector<std::string>() : letter.next());
    json.end_object();
}

void write_original(JsonWriter& json, const AmendmentOriginal& original, bool is_finished,
                    std::string_view outcome)
{
    json.begin_object();
    json.key("amendment_original_id").text(std::to_string(original.id));
    json.key("paper").text(original.paper);
    json.key("stage").text(original.stage);
    json.key("hijri_year").number(original.hijri_year);
    json.key("number").text(original.number);
    json.key("body").text(original.body);
    json.key("is_copied").boolean(original.is_copied);
    json.key("clause").text(original.clause);
    write_steps(json, original, original.is_done(),
                is_finished ? std::vector<std::string>() : original.next(outcome));
    json.end_object();
}

void write_trail(JsonWriter& json, const AmendmentTrail& trail, std::string_view outcome)
{
    json.key("examinations").begin_array();
    for (const AmendmentExamination& one : trail.examinations) {
        json.begin_object().key("finding").text(one.finding);
        text_or_null(json, "reference", one.reference);
        json.key("examined_on").text(one.examined.to_text());
        json.key("by_directorate").boolean(one.by_directorate);
        json.key("entered_as").text(one.entered_as).end_object();
    }
    json.end_array().key("order");
    if (trail.order) {
        json.begin_object().key("reference").text(trail.order->reference);
        json.key("dated_on").text(trail.order->dated.to_text());
        json.key("by_directorate").boolean(trail.order->by_directorate).end_object();
    } else {
        json.null();
    }
    const bool is_finished = !trail.finished_on.empty();
    json.key("letters").begin_array();
    for (const AmendmentLetter& letter : trail.letters)
        write_letter(json, letter, is_finished);
    json.end_array().key("originals").begin_array();
    for (const AmendmentOriginal& original : trail.originals)
        write_original(json, original, is_finished, outcome);
    json.end_array();
    text_or_null(json, "finished_on", trail.finished_on);
}

}  // namespace

const AmendmentStep* AmendmentItem::step(std::string_view name) const
{
    const auto found = std::ranges::find(steps, name, &AmendmentStep::step);
    return found == steps.end() ? nullptr : &*found;
}

bool AmendmentLetter::is_done() const
{
    return has("withdrawn") || (kind == "school" ? has("confirmed") : has("sent"));
}

std::vector<std::string> AmendmentLetter::next() const
{
    if (has("withdrawn") || has("confirmed"))
        return {};
    if (!has("sent"))
        return {"sent", "withdrawn"};
    return kind == "school" ? std::vector<std::string>{"confirmed", "withdrawn"}
                            : std::vector<std::string>{"withdrawn"};
}

bool AmendmentOriginal::is_done() const
{
    return has("withdrawn") || (has("handed_over") && (!is_copied || has("copied")));
}

std::vector<std::string> AmendmentOriginal::next(std::string_view outcome) const
{
    if (has("withdrawn"))
        return {};
    if (!has("received"))
        return {"received", "withdrawn"};
    // What is not amended goes back to its owner as it came.
    if (outcome == "refused")
        return has("handed_over") ? std::vector<std::string>()
                                  : std::vector<std::string>{"handed_over"};
    if (!has("sent"))
        return outcome.empty() ? std::vector<std::string>{"withdrawn"}
                               : std::vector<std::string>{"sent", "withdrawn"};
    if (!has("returned"))
        return {"returned"};
    std::vector<std::string> still;
    if (is_copied && !has("copied"))
        still.emplace_back("copied");
    if (!has("handed_over"))
        still.emplace_back("handed_over");
    return still;
}

std::string AmendmentTrail::state(const Request& request) const
{
    if (!request.decision)
        return examinations.empty() ? "filed" : "checked";
    if (request.decision->outcome == "refused")
        return "refused";
    if (!finished_on.empty())
        return "applied";
    const auto informs = [](const AmendmentLetter& letter) {
        return letter.kind == "school" && !letter.has("withdrawn");
    };
    const auto is_sent = [&](const AmendmentLetter& letter) {
        return !informs(letter) || letter.has("sent");
    };
    return std::ranges::any_of(letters, informs) && std::ranges::all_of(letters, is_sent)
               ? "schools_informed"
               : "decided";
}

int AmendmentTrail::open(const Request& request) const
{
    if (!request.decision)
        return 0;
    if (request.decision->outcome == "refused")
        return static_cast<int>(
            std::ranges::count_if(originals, [](const AmendmentOriginal& original) {
                return original.has("received") && !original.has("handed_over");
            }));
    const auto stands = [&](std::string_view kind) {
        return std::ranges::any_of(letters, [&](const AmendmentLetter& letter) {
            return letter.kind == kind && !letter.has("withdrawn");
        });
    };
    int count = (stands("school") ? 0 : 1) + (stands("exams_section") ? 0 : 1);
    for (const AmendmentLetter& letter : letters)
        count += letter.is_done() ? 0 : 1;
    for (const AmendmentOriginal& original : originals)
        count += original.is_done() ? 0 : 1;
    return count;
}

bool is_followed(Session& session, SchoolId school, const Request& request, Day day,
                 const RuleSets& rule_sets)
{
    if (request.is_replacement || !guide_in_force(session, school, day, rule_sets))
        return false;
    return !request.decision ||
           session
               .find_one("SELECT document_request_id FROM amendment_order WHERE school_id = $1 "
                         "AND document_request_id = $2",
                         school, request.id)
               .has_value();
}

std::optional<std::int64_t> request_of_letter(Session& session, SchoolId school,
                                              std::int64_t letter)
{
    const auto row = session.find_one(
        "SELECT document_request_id FROM amendment_letter WHERE school_id = $1 AND "
        "amendment_letter_id = $2",
        school, letter);
    return row ? std::optional(row->integer("document_request_id")) : std::nullopt;
}

AmendmentTrail trail_of(Session& session, SchoolId school, std::int64_t request)
{
    AmendmentTrail trail;
    for (const Row& row : session.find_all(
             "SELECT finding, reference, examined_on, by_directorate, entered_as "
             "FROM amendment_examination WHERE school_id = $1 AND document_request_id = $2 "
             "ORDER BY amendment_examination_id",
             school, request))
        trail.examinations.push_back({.finding = row.text("finding"),
                                      .reference = row.text("reference"),
                                      .examined = school::day_in(row, "examined_on"),
                                      .by_directorate = row.integer("by_directorate") != 0,
                                      .entered_as = row.text("entered_as")});
    if (const auto row = session.find_one(
            "SELECT reference, dated_on, by_directorate, name_parts, birth_day "
            "FROM amendment_order WHERE school_id = $1 AND document_request_id = $2",
            school, request))
        trail.order = AmendmentOrder{.reference = row->text("reference"),
                                     .dated = school::day_in(*row, "dated_on"),
                                     .by_directorate = row->integer("by_directorate") != 0,
                                     .name_parts = school::name_parts_in(row->text("name_parts")),
                                     .birth_day = school::optional_day_in(*row, "birth_day")};
    trail.letters = letters_of(session, school, request);
    trail.originals = originals_of(session, school, request);
    if (const auto row = session.find_one("SELECT finished_on FROM amendment_finish "
                                          "WHERE school_id = $1 AND document_request_id = $2",
                                          school, request))
        trail.finished_on = row->text("finished_on");
    return trail;
}

std::vector<std::int64_t> followed_amendments(Session& session, SchoolId school, bool only_open,
                                              std::int64_t rows)
{
    const std::string query =
        std::string("SELECT q.document_request_id FROM document_request q "
                    "LEFT JOIN document_request_decision k ON k.school_id = q.school_id "
                    "AND k.document_request_id = q.document_request_id "
                    "LEFT JOIN amendment_order o ON o.school_id = q.school_id "
                    "AND o.document_request_id = q.document_request_id "
                    "LEFT JOIN amendment_finish f ON f.school_id = q.school_id "
                    "AND f.document_request_id = q.document_request_id "
                    "WHERE q.school_id = $1 AND q.kind = 'amendment' "
                    "AND (k.outcome IS NULL OR o.dated_on IS NOT NULL) ") +
        (only_open ? "AND (k.outcome IS NULL OR k.outcome = 'granted') AND f.finished_on IS NULL "
                   : "") +
        "ORDER BY q.document_request_id DESC LIMIT $2";
    std::vector<std::int64_t> ids;
    for (const Row& row : session.find_all(query, school, rows))
        ids.push_back(row.integer("document_request_id"));
    return ids;
}

void insert_order(school::Changes& changes, SchoolId school, std::int64_t request,
                  const AmendmentOrder& order)
{
    const std::string parts = school::name_parts_json(order.name_parts);
    school::must_be_one(changes.session().execute(
        "INSERT INTO amendment_order (school_id, document_request_id, reference, dated_on, "
        "by_directorate, name_parts, birth_day) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        school, request, order.reference, order.dated, order.by_directorate, parts,
        order.birth_day));
    crypto::FieldDigester fields("taqwim.amendment_order.1");
    fields.number(request).text(order.reference).text(order.dated.to_text()).text(parts);
    changes.note("amendment.order", "document_request " + std::to_string(request), fields.finish());
}

void insert_letter(school::Changes& changes, SchoolId school, std::int64_t request,
                   AmendmentLetter letter)
{
    const school::Act& act = changes.act();
    letter.id = changes.new_id();
    school::must_be_one(changes.session().execute(
        "INSERT INTO amendment_letter (school_id, amendment_letter_id, document_request_id, kind, "
        "addressee, to_school_id, years, heir, entered_at, entered_by, entered_as) VALUES ($1, $2, "
        "$3, $4, $5, $6, $7, $8, $9, $10, $11)",
        school, letter.id, request, letter.kind, letter.addressee, letter.to_school, letter.years,
        letter.heir, act.at, act.account_id, act.role));
    crypto::FieldDigester fields("taqwim.amendment_letter.1");
    fields.number(request).number(letter.id).text(letter.kind).text(letter.addressee);
    fields.text(letter.years).text(letter.heir);
    changes.note("amendment.add_letter", "amendment_letter " + std::to_string(letter.id),
                 fields.finish());
}

std::string amendment_json(Session& session, SchoolId school, const Request& request, Day day,
                           const RuleSets& rule_sets)
{
    const AmendmentTrail trail = trail_of(session, school, request.id);
    const school::School of = school::find_school(session, school).value();
    const school::Student student =
        school::find_student(session, school, standing_record(session, school, request.student_id))
            .value();
    const auto& name_before = trail.order ? trail.order->name_parts : student.name_parts;
    const auto& birth_before = trail.order ? trail.order->birth_day : student.birth_day;
    JsonWriter json;
    json.begin_object().key("request");
    write_request(json, session, school, request, day, rule_sets);
    json.key("school_id").text(school.to_text());
    json.key("school_name_ar").text(of.name_ar).key("school_name_en").text(of.name_en);
    json.key("state").text(trail.state(request));
    json.key("open").number(trail.open(request));
    json.key("name_before").text(school::joined_name(name_before));
    json.key("name_after").text(school::joined_name(request.name_parts));
    text_or_null(json, "birth_day_before", birth_before ? birth_before->to_text() : "");
    text_or_null(json, "birth_day_after", request.birth_day ? request.birth_day->to_text() : "");
    write_trail(json, trail, request.decision ? request.decision->outcome : "");
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::documents
