#include "marks/card.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "marks/card_writing.h"
#include "regulations/frame/json_value.h"
#include "regulations/sa_guide/early_grades.h"
#include "school/on_day.h"

namespace taqwim::marks {

namespace {

using database::Row;
using database::Session;

// PG-1.37, PG-1.61  What a guardian reads of these grades holds no mark.
std::optional<Refusal> refuses_mark_in(const std::string& text, const char* clause)
{
    const auto mark = sa_guide::mark_in_description(text);
    if (!mark)
        return std::nullopt;
    return Refusal{RefusalCode::description_has_number, {{"value", *mark}}, "/text", clause};
}

std::string list_text(const std::vector<std::string>& texts)
{
    JsonWriter json;
    json.begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
    return std::string(json.str());
}

std::vector<std::string> texts_in(const std::string& list)
{
    std::vector<std::string> texts;
    const auto document = JsonDocument::parse(list);
    if (document)
        for (const JsonValue text : document->root())
            texts.emplace_back(text.text());
    return texts;
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all.append(all.empty() ? "" : ", ").append(text);
    return all;
}

// The minimum skill, or the one that a column is a part of.
bool has_minimum_skill(Session& session, SchoolId school, std::int64_t class_id,
                       const std::string& skill)
{
    for (const Row& row :
         session.find_all("SELECT k.column_key, k.settings FROM mark_sheet s JOIN sheet_column k "
                          "ON k.school_id = s.school_id AND k.mark_sheet_id = s.mark_sheet_id "
                          "WHERE s.school_id = $1 AND s.class_id = $2 AND s.part = 'skills' "
                          "AND k.is_minimum = 1 ORDER BY s.mark_sheet_id, k.position",
                          school, class_id)) {
        if (row.text("column_key") == skill)
            return true;
        const auto settings = JsonDocument::parse(row.text("settings"));
        const auto fact = settings ? settings->root().find("fact") : std::nullopt;
        const auto said = fact ? fact->find("skill") : std::nullopt;
        const auto part_of = said ? said->find("part_of") : std::nullopt;
        if (part_of && part_of->text() == skill)
            return true;
    }
    return false;
}

}  // namespace

std::optional<Refusal> write_opinion(school::Changes& changes, SchoolId school,
                                     const CardPlace& place, const CardOpinion& opinion,
                                     const std::vector<std::string>& known_remarks,
                                     const school::NegativeLabels& labels)
{
    CardWriting writing(changes, school, place);
    if (auto refusal = writing.begin())
        return refusal;
    if (auto refusal = writing.refuses_without_skills())
        return refusal;
    const auto option = sa_guide::opinion_of(opinion.option);
    if (!option)
        return school::value_not_listed("option", opinion.option, "a, b, c");
    for (const std::string& remark : opinion.remarks)
        if (std::ranges::find(known_remarks, remark) == known_remarks.end())
            return school::value_not_listed("remarks", remark, joined(known_remarks));
    if (*option == sa_guide::Opinion::b && opinion.remarks.empty())
        return Refusal{RefusalCode::opinion_without_remark,
                       {{"option", opinion.option}},
                       "/remarks",
                       "PG-1.60"};
    if (auto refusal = refuses_mark_in(opinion.text, "PG-1.37"))
        return refusal;
    if (auto refusal = labels.refuses(opinion.text, "/text"))
        return refusal;
    // PG-1.34  The final opinion is one of the last day.
    const auto& terms = writing.card_class().year.terms;
    const Day last_day = terms.empty() ? writing.card_class().year.last_day : terms.back().last_day;
    if (writing.act().today < last_day)
        return Refusal{RefusalCode::final_decision_too_early,
                       {{"day", writing.act().today.to_text()}, {"limit", last_day.to_text()}},
                       "/option",
                       "PG-1.34"};
    const std::string remarks = list_text(opinion.remarks);
    writing.store("INSERT INTO card_opinion (school_id, card_opinion_id, class_id, student_id, "
                  "written_by, written_person, written_at, option, remarks, text) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                  "card.opinion",
                  crypto::FieldDigester("taqwim.card_opinion.1")
                      .text(opinion.option)
                      .text(remarks)
                      .text(opinion.text),
                  opinion.option, remarks, opinion.text);
    return std::nullopt;
}

std::optional<Refusal> write_description(school::Changes& changes, SchoolId school,
                                         const CardPlace& place, const CardDescription& one,
                                         const school::NegativeLabels& labels)
{
    CardWriting writing(changes, school, place);
    if (auto refusal = writing.begin())
        return refusal;
    const CardClass& of = writing.card_class();
    if (!of.plan.find(one.subject))
        return Refusal{RefusalCode::subject_not_in_plan,
                       {{"subject", one.subject}, {"grade", std::to_string(of.plan.grade)}},
                       "subject",
                       ""};
    if (trimmed(one.text).empty())
        return Refusal{RefusalCode::text_empty, {{"field", "text"}}, "/text", ""};
    if (of.is_kuwaiti()) {
        if (one.number < 1 || std::cmp_greater(one.number, of.year.terms.size()))
            return Refusal{RefusalCode::value_out_of_range,
                           {{"field", "number"},
                            {"value", std::to_string(one.number)},
                            {"minimum", "1"},
                            {"maximum", std::to_string(of.year.terms.size())}},
                           "/number",
                           "KW-T-REPORT"};
    } else {
        if (!writing.session().find_one("SELECT day FROM mastery_report WHERE school_id = $1 AND "
                                        "class_id = $2 AND number = $3",
                                        school, place.class_id,
                                        static_cast<std::int64_t>(one.number)))
            return school::unknown_record("result", one.number, "/number");
        if (auto refusal = refuses_mark_in(one.text, "PG-1.61"))
            return refusal;
        // A Kuwaiti note is a draft until its teacher signs it (report_notes.h); this is read as it is written.
        if (auto refusal = labels.refuses(one.text, "/text"))
            return refusal;
    }
    writing.store("INSERT INTO card_description (school_id, card_description_id, class_id, "
                  "student_id, written_by, written_person, written_at, number, subject, heading, "
                  "text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                  "card.describe",
                  crypto::FieldDigester("taqwim.card_description.1")
                      .number(one.number)
                      .text(one.subject)
                      .text(one.heading)
                      .text(one.text),
                  static_cast<std::int64_t>(one.number), one.subject, one.heading, one.text);
    return std::nullopt;
}

std::optional<Refusal> note_contact(school::Changes& changes, SchoolId school,
                                    const CardPlace& place, const FinalContact& contact)
{
    CardWriting writing(changes, school, place);
    if (auto refusal = writing.begin())
        return refusal;
    if (contact.with != "guardian" && contact.with != "committee")
        return school::value_not_listed("with", contact.with, "guardian, committee");
    if (auto refusal = writing.refuses_day(contact.day))
        return refusal;
    if (!has_minimum_skill(writing.session(), school, place.class_id, contact.skill))
        return Refusal{
            RefusalCode::judgement_unknown, {{"skill", contact.skill}}, "/skill", "PG-1.57"};
    writing.store("INSERT INTO final_contact (school_id, final_contact_id, class_id, student_id, "
                  "written_by, written_person, written_at, skill, spoken_with, day, note) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                  "card.contact",
                  crypto::FieldDigester("taqwim.final_contact.1")
                      .text(contact.skill)
                      .text(contact.with)
                      .text(contact.day.to_text())
                      .text(contact.note),
                  contact.skill, contact.with, contact.day, contact.note);
    return std::nullopt;
}

std::optional<Refusal> refer_student(school::Changes& changes, SchoolId school,
                                     const CardPlace& place, const SupportReferral& referral)
{
    CardWriting writing(changes, school, place);
    if (auto refusal = writing.begin())
        return refusal;
    if (auto refusal = writing.refuses_without_skills())
        return refusal;
    if (trimmed(referral.difficulty).empty())
        return Refusal{
            RefusalCode::field_missing, {{"field", "difficulty"}}, "/difficulty", "PG-1.48"};
    if (referral.referred_to != "guidance_committee" && referral.referred_to != "special_education")
        return school::value_not_listed("referred_to", referral.referred_to,
                                        "guidance_committee, special_education");
    if (auto refusal = writing.refuses_day(referral.day))
        return refusal;
    writing.store("INSERT INTO support_referral (school_id, support_referral_id, class_id, "
                  "student_id, written_by, written_person, written_at, difficulty, evidence, "
                  "referred_to, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                  "card.refer",
                  crypto::FieldDigester("taqwim.support_referral.1")
                      .text(referral.difficulty)
                      .text(referral.evidence)
                      .text(referral.referred_to)
                      .text(referral.day.to_text()),
                  referral.difficulty, referral.evidence, referral.referred_to, referral.day);
    return std::nullopt;
}

CardContent card_of(Session& session, StudentId student, std::int64_t school_year_id)
{
    CardContent card;
    if (const auto row = session.find_one(
            "SELECT o.option, o.remarks, o.text, o.written_at FROM card_opinion o "
            "JOIN class c ON c.school_id = o.school_id AND c.class_id = o.class_id "
            "WHERE o.school_id = $1 AND o.student_id = $2 AND c.school_year_id = $3 "
            "ORDER BY o.card_opinion_id DESC LIMIT 1",
            student.school, student.value, school_year_id))
        card.opinion = CardOpinion{.option = row->text("option"),
                                   .remarks = texts_in(row->text("remarks")),
                                   .text = row->text("text"),
                                   .written_at = row->text("written_at")};
    std::map<std::tuple<std::int64_t, std::string, std::string>, CardDescription> newest;
    for (const Row& row : session.find_all(
             "SELECT d.number, d.subject, d.heading, d.text, d.written_at FROM card_description d "
             "JOIN class c ON c.school_id = d.school_id AND c.class_id = d.class_id "
             "WHERE d.school_id = $1 AND d.student_id = $2 AND c.school_year_id = $3 "
             "ORDER BY d.card_description_id",
             student.school, student.value, school_year_id))
        newest[{row.integer("number"), row.text("subject"), row.text("heading")}] = {
            .number = static_cast<int>(row.integer("number")),
            .subject = row.text("subject"),
            .heading = row.text("heading"),
            .text = row.text("text"),
            .written_at = row.text("written_at")};
    // A note of a Kuwaiti report that was taken back is an empty one (report_notes.h).
    for (auto& [place, one] : newest)
        if (!one.text.empty())
            card.descriptions.push_back(std::move(one));
    for (const Row& row :
         session.find_all("SELECT f.skill, f.spoken_with, f.day, f.note FROM final_contact f "
                          "JOIN class c ON c.school_id = f.school_id AND c.class_id = f.class_id "
                          "WHERE f.school_id = $1 AND f.student_id = $2 AND c.school_year_id = $3 "
                          "ORDER BY f.skill, f.day, f.final_contact_id",
                          student.school, student.value, school_year_id))
        card.contacts.push_back({.skill = row.text("skill"),
                                 .with = row.text("spoken_with"),
                                 .day = school::day_in(row, "day"),
                                 .note = row.text("note")});
    for (const Row& row : session.find_all(
             "SELECT r.difficulty, r.evidence, r.referred_to, r.day FROM support_referral r "
             "JOIN class c ON c.school_id = r.school_id AND c.class_id = r.class_id "
             "WHERE r.school_id = $1 AND r.student_id = $2 AND c.school_year_id = $3 "
             "ORDER BY r.day, r.support_referral_id",
             student.school, student.value, school_year_id))
        card.referrals.push_back({.difficulty = row.text("difficulty"),
                                  .evidence = row.text("evidence"),
                                  .referred_to = row.text("referred_to"),
                                  .day = school::day_in(row, "day")});
    return card;
}

void write_card(const CardContent& card, JsonWriter& json)
{
    json.begin_object().key("opinion");
    if (card.opinion) {
        json.begin_object().key("option").text(card.opinion->option);
        json.key("remarks").raw(list_text(card.opinion->remarks));
        json.key("text").text(card.opinion->text);
        json.key("written_at").text(card.opinion->written_at).end_object();
    } else {
        json.null();
    }
    json.key("descriptions").begin_array();
    for (const CardDescription& one : card.descriptions) {
        json.begin_object().key("number").number(one.number).key("subject").text(one.subject);
        json.key("heading").text(one.heading).key("text").text(one.text);
        json.key("written_at").text(one.written_at).end_object();
    }
    json.end_array().key("contacts").begin_array();
    for (const FinalContact& one : card.contacts) {
        json.begin_object().key("skill").text(one.skill).key("with").text(one.with);
        json.key("day").text(one.day.to_text()).key("note").text(one.note).end_object();
    }
    json.end_array().key("referrals").begin_array();
    for (const SupportReferral& one : card.referrals) {
        json.begin_object().key("difficulty").text(one.difficulty);
        json.key("evidence").text(one.evidence).key("referred_to").text(one.referred_to);
        json.key("day").text(one.day.to_text()).end_object();
    }
    json.end_array().end_object();
}

}  // namespace taqwim::marks
