#include "results/honours.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/optional_members.h"
#include "documents/register.h"
#include "platform/tables/arabic_text.h"
#include "regulations/frame/json_writer.h"
#include "results/honour_texts.h"
#include "school/on_day.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;
using documents::text_or_null;
using school::Answer;
using school::Changes;
using school::must_be_one;

constexpr std::string_view k_query =
    "SELECT h.honour_id, h.student_id, s.name_ar, s.name_en, h.school_year_id, h.for_what_ar, "
    "h.for_what_en, h.decision, h.decided_on, h.authority, h.entered_on, h.entered_as, "
    "m.name_ar AS entered_name, w.withdrawn_on, w.reason FROM honour h "
    "JOIN student s ON s.school_id = h.school_id AND s.student_id = h.student_id "
    "LEFT JOIN staff_member m ON m.school_id = h.school_id "
    "AND m.staff_member_id = h.entered_person "
    "LEFT JOIN honour_withdrawal w ON w.school_id = h.school_id "
    "AND w.honour_id = h.honour_id WHERE h.school_id = $1 ";

GuardianWord word_in(std::string_view text)
{
    if (text == "declined")
        return GuardianWord::declined;
    return text == "taken_back" ? GuardianWord::taken_back : GuardianWord::consented;
}

std::vector<HonourAnswer> answers_to(Session& session, SchoolId school, std::int64_t honour)
{
    std::vector<HonourAnswer> answers;
    for (const Row& row : session.find_all(
             "SELECT a.guardian_id, g.name_ar, g.name_en, a.outcome, a.is_on_paper, a.reference, "
             "a.dated_on FROM honour_answer a JOIN guardian g ON g.school_id = a.school_id "
             "AND g.guardian_id = a.guardian_id WHERE a.school_id = $1 AND a.honour_id = $2 "
             "ORDER BY a.honour_answer_id",
             school, honour))
        answers.push_back({.guardian_id = row.integer("guardian_id"),
                           .guardian_ar = row.text("name_ar"),
                           .guardian_en = row.text("name_en"),
                           .word = word_in(row.text("outcome")),
                           .is_on_paper = row.integer("is_on_paper") != 0,
                           .reference = row.text("reference"),
                           .dated = school::day_in(row, "dated_on")});
    return answers;
}

const HonourAnswer* last_of(const HonourEntry& honour, std::int64_t guardian)
{
    const HonourAnswer* last = nullptr;
    for (const HonourAnswer& answer : honour.answers)
        if (answer.guardian_id == guardian)
            last = &answer;
    return last;
}

bool answers_for(Session& session, SchoolId school, std::int64_t student, std::int64_t guardian,
                 Day day)
{
    return std::ranges::any_of(
        school::guardians_of(session, school, student, day),
        [&](const school::Guardianship& one) { return one.guardian_id == guardian; });
}

// A consent counts as it was given; who answers for the child no more does not stand in its way.
void weigh_answers(Session& session, SchoolId school, HonourEntry& honour, Day today)
{
    std::map<std::int64_t, const HonourAnswer*> last;
    for (const HonourAnswer& answer : honour.answers)
        last[answer.guardian_id] = &answer;
    for (const auto& [guardian, answer] : last) {
        if (answer->word == GuardianWord::declined &&
            answers_for(session, school, honour.student_id, guardian, today))
            honour.is_declined = true;
        if (answer->word == GuardianWord::consented)
            honour.consented_on =
                std::max(honour.consented_on.value_or(answer->dated), answer->dated);
    }
    if (honour.is_declined)
        honour.consented_on.reset();
}

HonourEntry honour_in(Session& session, SchoolId school, const Row& row, Day today)
{
    HonourEntry honour;
    honour.id = row.integer("honour_id");
    honour.student_id = row.integer("student_id");
    honour.name_ar = row.text("name_ar");
    honour.name_en = row.text("name_en");
    honour.school_year_id = row.integer("school_year_id");
    honour.for_what_ar = row.text("for_what_ar");
    honour.for_what_en = row.text("for_what_en");
    honour.decision = row.text("decision");
    honour.decided_on = school::day_in(row, "decided_on");
    honour.authority = row.text("authority");
    honour.entered_on = row.text("entered_on");
    honour.entered_as = row.text("entered_as");
    honour.entered_name = row.text_or_null("entered_name").value_or("");
    honour.withdrawn_on = row.text_or_null("withdrawn_on").value_or("");
    honour.withdrawal = row.text_or_null("reason").value_or("");
    honour.answers = answers_to(session, school, honour.id);
    for (const documents::RegisterEntry& entry :
         documents::Register::of_entry(session, school, k_honours_paper, honour.id))
        if (entry.stands())
            honour.documents.push_back({.serial = entry.serial, .language = entry.language});
    weigh_answers(session, school, honour, today);
    return honour;
}

void write_decision(JsonWriter& json, const HonourEntry& honour)
{
    json.key("honour_id").text(std::to_string(honour.id));
    json.key("school_year_id").text(std::to_string(honour.school_year_id));
    json.key("for_what_ar").text(honour.for_what_ar);
    text_or_null(json, "for_what_en", honour.for_what_en);
    json.key("decision").text(honour.decision);
    json.key("decided_on").text(honour.decided_on.to_text());
    json.key("authority").text(honour.authority);
    json.key("state").text(honour.state());
}

void write_answer(JsonWriter& json, const HonourAnswer& answer)
{
    json.key("outcome").text(to_text(answer.word));
    json.key("dated_on").text(answer.dated.to_text());
    json.key("is_on_paper").boolean(answer.is_on_paper);
}

// For the school.
void write_entry(JsonWriter& json, const HonourEntry& honour)
{
    json.begin_object();
    write_decision(json, honour);
    json.key("student_id").text(std::to_string(honour.student_id));
    json.key("name_ar").text(honour.name_ar).key("name_en").text(honour.name_en);
    json.key("entered_on").text(honour.entered_on).key("entered_as").text(honour.entered_as);
    text_or_null(json, "entered_name", honour.entered_name);
    json.key("answers").begin_array();
    for (const HonourAnswer& answer : honour.answers) {
        json.begin_object();
        write_answer(json, answer);
        text_or_null(json, "reference", answer.reference);
        json.key("guardian_id").text(std::to_string(answer.guardian_id));
        json.key("guardian_ar").text(answer.guardian_ar);
        json.key("guardian_en").text(answer.guardian_en);
        json.end_object();
    }
    json.end_array();
    json.key("documents").begin_array();
    for (const HonourDocument& document : honour.documents)
        json.begin_object()
            .key("serial")
            .text(document.serial)
            .key("language")
            .text(document.language)
            .end_object();
    json.end_array();
    json.key("withdrawal");
    if (honour.withdrawn_on.empty())
        json.null();
    else
        json.begin_object()
            .key("withdrawn_on")
            .text(honour.withdrawn_on)
            .key("reason")
            .text(honour.withdrawal)
            .end_object();
    json.end_object();
}

// For one of the child's guardians: his own words, and of others what was said, not by whom.
void write_for_guardian(JsonWriter& json, const HonourEntry& honour, std::int64_t guardian)
{
    json.begin_object();
    write_decision(json, honour);
    const HonourAnswer* const own = last_of(honour, guardian);
    text_or_null(json, "own_word", own == nullptr ? std::string_view() : to_text(own->word));
    json.key("answers").begin_array();
    for (const HonourAnswer& answer : honour.answers) {
        json.begin_object();
        write_answer(json, answer);
        json.key("is_own").boolean(answer.guardian_id == guardian);
        json.end_object();
    }
    json.end_array().end_object();
}

std::string entry_json(const HonourEntry& honour)
{
    JsonWriter json;
    write_entry(json, honour);
    return std::string(json.str());
}

std::string for_guardian_json(const HonourEntry& honour, std::int64_t guardian)
{
    JsonWriter json;
    write_for_guardian(json, honour, guardian);
    return std::string(json.str());
}

Refusal decided_already(std::string day)
{
    return {RefusalCode::decided_already, {{"day", std::move(day)}}, "", "SR-3.7"};
}

// A certificate in a guardian's hand: it is revoked first.
std::optional<Refusal> refuses_issued(const HonourEntry& honour)
{
    if (honour.documents.empty())
        return std::nullopt;
    return Refusal{RefusalCode::record_in_use, {{"record", "honour"}}, "", "SR-3.7"};
}

std::optional<Refusal> refuses_enrolment(Session& session, SchoolId school, std::int64_t student,
                                         std::int64_t year, Day today)
{
    if (session.find_one("SELECT enrolment_id FROM enrolment WHERE school_id = $1 "
                         "AND student_id = $2 AND school_year_id = $3 LIMIT 1",
                         school, student, year))
        return std::nullopt;
    const auto known = school::find_year(session, school, year);
    if (!known)
        return school::unknown_record("school_year", year, "school_year_id");
    const Day day = std::min(today, known->last_day);
    return Refusal{RefusalCode::not_enrolled, {{"day", day.to_text()}}, "/student_id", "SR-3.7"};
}

std::optional<Refusal> refuses_repeat(Session& session, SchoolId school, const HonourAsked& asked)
{
    for (const Row& row :
         session.find_all("SELECT h.decision FROM honour h LEFT JOIN honour_withdrawal w "
                          "ON w.school_id = h.school_id AND w.honour_id = h.honour_id "
                          "WHERE h.school_id = $1 AND h.student_id = $2 AND h.decided_on = $3 "
                          "AND h.authority = $4 AND w.honour_id IS NULL ORDER BY h.honour_id",
                          school, asked.student_id, asked.decided_on, asked.authority))
        if (tables::search_form(row.text("decision")) == tables::search_form(asked.decision))
            return school::existing_record("honour", asked.decision, "/decision");
    return std::nullopt;
}

}  // namespace

std::string_view to_text(GuardianWord word)
{
    switch (word) {
    case GuardianWord::declined: return "declined";
    case GuardianWord::taken_back: return "taken_back";
    case GuardianWord::consented: break;
    }
    return "consented";
}

std::string HonourEntry::state() const
{
    if (!withdrawn_on.empty())
        return "withdrawn";
    if (!documents.empty())
        return "issued";
    if (is_declined)
        return "declined";
    return consented_on ? "consented" : "waiting";
}

std::optional<HonourEntry> find_honour(Session& session, SchoolId school, std::int64_t id,
                                       Day today)
{
    const std::string query = std::string(k_query) + "AND h.honour_id = $2";
    const auto row = session.find_one(query, school, id);
    return row ? std::optional(honour_in(session, school, *row, today)) : std::nullopt;
}

Result<Answer> HonourRegister::enter(const school::Act& act, SchoolId school, std::int64_t year,
                                     const HonourAsked& asked)
{
    if (asked.decided_on > act.today)
        return Refusal{RefusalCode::day_in_future,
                       {{"day", asked.decided_on.to_text()}},
                       "/decided_on",
                       "SR-3.7"};
    const auto texts = HonourTexts::on(rule_sets_, act.today);
    if (!texts)
        return texts.refusal();
    if (auto refusal = texts->refuses(asked.for_what_ar, "/for_what_ar"))
        return *std::move(refusal);
    if (auto refusal = texts->refuses(asked.for_what_en, "/for_what_en"))
        return *std::move(refusal);
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        if (auto refusal =
                school::refuses_student(session, school, asked.student_id, "/student_id"))
            return *std::move(refusal);
        if (auto refusal = refuses_enrolment(session, school, asked.student_id, year, act.today))
            return *std::move(refusal);
        if (auto refusal = refuses_repeat(session, school, asked))
            return *std::move(refusal);
        const std::int64_t id = changes.new_id();
        must_be_one(session.execute(
            "INSERT INTO honour (school_id, honour_id, student_id, school_year_id, for_what_ar, "
            "for_what_en, decision, decided_on, authority, entered_on, entered_at, entered_by, "
            "entered_person, entered_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
            "$12, $13, $14)",
            school, id, asked.student_id, year, asked.for_what_ar, asked.for_what_en,
            asked.decision, asked.decided_on, asked.authority, act.today, act.at, act.account_id,
            act.person_id, act.role));
        crypto::FieldDigester fields("taqwim.honour.1");
        fields.number(id).number(asked.student_id).number(year);
        fields.text(asked.for_what_ar).text(asked.for_what_en).text(asked.decision);
        fields.text(asked.decided_on.to_text()).text(asked.authority);
        changes.note("honour.enter", "honour " + std::to_string(id), fields.finish());
        return Answer{.status = 201,
                      .body = entry_json(*find_honour(session, school, id, act.today))};
    });
}

Result<Answer> HonourRegister::withdraw(const school::Act& act, SchoolId school, std::int64_t id,
                                        const std::string& reason)
{
    if (reason.empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "/reason", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto honour = find_honour(session, school, id, act.today);
        if (!honour)
            return school::unknown_record("honour", id, "honour_id");
        if (!honour->withdrawn_on.empty())
            return decided_already(honour->withdrawn_on);
        if (auto refusal = refuses_issued(*honour))
            return *std::move(refusal);
        must_be_one(session.execute(
            "INSERT INTO honour_withdrawal (school_id, honour_id, reason, withdrawn_on, "
            "withdrawn_at, withdrawn_by, withdrawn_as) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            school, id, reason, act.today, act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.honour_withdrawal.1");
        fields.number(id).text(reason);
        changes.note("honour.withdraw", "honour " + std::to_string(id), fields.finish());
        return Answer{.status = 201,
                      .body = entry_json(*find_honour(session, school, id, act.today))};
    });
}

Result<Answer> HonourRegister::answer(const school::Act& act, SchoolId school, std::int64_t student,
                                      std::int64_t id, GuardianWord word)
{
    return store_answer(
        act, school, id, student,
        {.word = word, .guardian_id = act.person_id, .reference = "", .dated = act.today}, false);
}

Result<Answer> HonourRegister::answer_on_paper(const school::Act& act, SchoolId school,
                                               std::int64_t id, const PaperAnswer& answer)
{
    if (answer.dated > act.today)
        return Refusal{
            RefusalCode::day_in_future, {{"day", answer.dated.to_text()}}, "/dated_on", "SR-3.7"};
    return store_answer(act, school, id, std::nullopt, answer, true);
}

Result<Answer> HonourRegister::store_answer(const school::Act& act, SchoolId school,
                                            std::int64_t id, std::optional<std::int64_t> of_student,
                                            const PaperAnswer& answer, bool is_on_paper)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto honour = find_honour(session, school, id, act.today);
        if (!honour || (of_student && honour->student_id != *of_student))
            return school::unknown_record("honour", id, "honour_id");
        if (!answers_for(session, school, honour->student_id, answer.guardian_id, answer.dated))
            return school::unknown_record("guardian", answer.guardian_id,
                                          is_on_paper ? "/guardian_id" : "");
        if (!honour->withdrawn_on.empty())
            return decided_already(honour->withdrawn_on);
        if (auto refusal = refuses_issued(*honour))
            return *std::move(refusal);
        const HonourAnswer* const before = last_of(*honour, answer.guardian_id);
        const Day earliest = before != nullptr ? before->dated : honour->decided_on;
        if (answer.dated < earliest)
            return school::days_reversed("dated_on", earliest, answer.dated);
        if (answer.word == GuardianWord::taken_back &&
            (before == nullptr || before->word != GuardianWord::consented))
            return school::unknown_record("honour_consent", id, is_on_paper ? "/outcome" : "");
        if (before != nullptr && before->word == answer.word)
            return decided_already(before->dated.to_text());
        const std::int64_t answer_id = changes.new_id();
        must_be_one(session.execute(
            "INSERT INTO honour_answer (school_id, honour_answer_id, honour_id, guardian_id, "
            "outcome, is_on_paper, reference, dated_on, entered_at, entered_by, entered_as) VALUES "
            "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            school, answer_id, id, answer.guardian_id, std::string(to_text(answer.word)),
            is_on_paper, answer.reference, answer.dated, act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.honour_answer.1");
        fields.number(answer_id).number(id).number(answer.guardian_id).text(to_text(answer.word));
        fields.text(answer.reference).text(answer.dated.to_text());
        changes.note("honour.answer", "honour " + std::to_string(id), fields.finish());
        const HonourEntry now = *find_honour(session, school, id, act.today);
        return Answer{.status = 201,
                      .body = is_on_paper ? entry_json(now)
                                          : for_guardian_json(now, answer.guardian_id)};
    });
}

Result<std::string> HonourRegister::of_year(SchoolId school, std::int64_t year,
                                            const school::Page& page, Day today)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    // The first page begins above every id.
    const std::int64_t below = *after == 0 ? std::numeric_limits<std::int64_t>::max() : *after;
    return record_.read([&](Session& session) -> Result<std::string> {
        const std::string query = std::string(k_query) +
                                  "AND h.school_year_id = $2 AND h.honour_id < $3 "
                                  "ORDER BY h.honour_id DESC LIMIT $4";
        const auto rows = session.find_all(query, school, year, below, page.rows());
        const auto shown = std::min(rows.size(), static_cast<std::size_t>(page.limit));
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (std::size_t i = 0; i < shown; ++i)
            write_entry(json, honour_in(session, school, rows[i], today));
        json.end_array();
        text_or_null(json, "next",
                     rows.size() > shown ? std::to_string(rows[shown - 1].integer("honour_id"))
                                         : std::string());
        json.end_object();
        return std::string(json.str());
    });
}

Result<std::string> HonourRegister::of_child(SchoolId school, std::int64_t student,
                                             std::int64_t guardian, Day today)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const std::string query = std::string(k_query) +
                                  "AND h.student_id = $2 AND w.honour_id IS NULL "
                                  "ORDER BY h.honour_id DESC";
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const Row& row : session.find_all(query, school, student))
            write_for_guardian(json, honour_in(session, school, row, today), guardian);
        json.end_array().end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::results
