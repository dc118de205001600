#include "school/exemptions.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "school/exemptions_store.h"
#include "school/on_day.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_non_muslim = "non_muslim";
constexpr std::string_view k_medical = "medical";

// The subjects of the plan from which this ground exempts.
std::vector<std::string> subjects_of_ground(const StudyPlan& plan, std::string_view ground)
{
    std::vector<std::string> subjects;
    for (const PlanSubject& subject : plan.subjects) {
        const bool is_of_ground = ground == k_non_muslim ? subject.group == "ISLAMIC"
                                                         : plan.regulation != "kw_primary_2016" ||
                                                               subject.subject == "pe";
        if (is_of_ground)
            subjects.push_back(subject.subject);
    }
    return subjects;
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all;
}

Refusal not_listed(const std::string& subject, const std::string& ground,
                   const std::vector<std::string>& allowed, const std::string& clause)
{
    return {RefusalCode::exemption_not_listed,
            {{"subject", subject}, {"ground", ground}, {"allowed", joined(allowed)}},
            "/subjects",
            clause};
}

std::optional<Refusal> refuses_ground(const Student& student, const StudyPlan& plan,
                                      const std::string& ground,
                                      const std::vector<std::string>& subjects)
{
    const bool is_of_religion = ground == k_non_muslim;
    const std::string clause = is_of_religion ? "KW-26.1" : "KW-26.2";
    const auto allowed = subjects_of_ground(plan, ground);
    for (const std::string& subject : subjects) {
        if (!plan.find(subject))
            return Refusal{RefusalCode::subject_not_in_plan,
                           {{"subject", subject}, {"grade", std::to_string(plan.grade)}},
                           "/subjects",
                           clause};
        if (std::ranges::find(allowed, subject) == allowed.end())
            return not_listed(subject, ground, allowed, clause);
    }
    if (!is_of_religion)
        return std::nullopt;
    if (!student.is_muslim)
        return Refusal{RefusalCode::facts_incomplete, {{"value", "is_muslim"}}, "", clause};
    if (*student.is_muslim)
        return not_listed(subjects.front(), ground, {}, clause);
    for (const std::string& subject : allowed)
        if (std::ranges::find(subjects, subject) == subjects.end())
            return Refusal{RefusalCode::exemption_not_together,
                           {{"subject", subjects.front()}, {"other_subject", subject}},
                           "/subjects",
                           clause};
    return std::nullopt;
}

void note(Changes& changes, std::string_view verb, const Exemption& exemption)
{
    changes.note("exemption." + std::string(verb), "exemption " + std::to_string(exemption.id),
                 digest_of_record("exemption", exemption));
}

}  // namespace

void describe(Fields& fields, const Exemption& exemption)
{
    fields.id("exemption_id", exemption.id);
    fields.id("student_id", exemption.student_id);
    fields.id("school_year_id", exemption.year_id);
    fields.text("subject", exemption.subject);
    fields.text("ground", exemption.ground);
    fields.text("document", exemption.document);
    fields.day("first_day", exemption.first_day);
    fields.day("ended_on", exemption.ended_on);
}

Result<Answer> Exemptions::exempt(SchoolId school, const Act& act, Exemption exemption,
                                  std::vector<std::string> subjects)
{
    if (exemption.ground != k_non_muslim && exemption.ground != k_medical)
        return value_not_listed("ground", exemption.ground, "non_muslim, medical");
    if (subjects.empty())
        return Refusal{RefusalCode::field_missing, {{"field", "subjects"}}, "/subjects", "KW-26.1"};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        if (const auto refusal = refuses_student(session, school, exemption.student_id))
            return *refusal;
        const auto enrolment =
            enrolment_on(session, school, exemption.student_id, exemption.first_day);
        if (!enrolment)
            return Refusal{RefusalCode::not_enrolled,
                           {{"day", exemption.first_day.to_text()}},
                           "/first_day",
                           ""};
        if (const auto refusal = refuses_change_of_year(session, school, enrolment->year_id))
            return *refusal;
        const auto plan = plan_of_class(session, school, enrolment->class_id);
        if (const auto refusal =
                refuses_ground(*find_student(session, school, exemption.student_id), *plan,
                               exemption.ground, subjects))
            return *refusal;
        for (const Exemption& other : exemptions_of(session, school, exemption.student_id))
            if (other.year_id == enrolment->year_id &&
                (!other.ended_on || exemption.first_day <= *other.ended_on) &&
                std::ranges::find(subjects, other.subject) != subjects.end())
                return existing_record("exemption", other.subject, "/subjects");
        std::vector<Exemption> stored;
        for (const std::string& subject : subjects) {
            Exemption& added = stored.emplace_back(exemption);
            added.id = changes.new_id();
            added.year_id = enrolment->year_id;
            added.subject = subject;
            added.ended_on = std::nullopt;
            insert_exemption(session, school, added);
            note(changes, "add", added);
        }
        return Answer{.status = 201, .body = list_json(stored)};
    });
}

Result<Answer> Exemptions::end(SchoolId school, const Act& act, std::int64_t id, Day last_day)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto current = find_exemption(session, school, id);
        if (!current)
            return unknown_record("exemption", id);
        if (const auto refusal = refuses_change_of_year(session, school, current->year_id))
            return *refusal;
        if (current->ended_on)
            return existing_record("exemption", current->ended_on->to_text(), "/last_day");
        if (last_day < current->first_day)
            return days_reversed("last_day", current->first_day, last_day);
        std::vector<Exemption> ended;
        for (Exemption& exemption : exemptions_of(session, school, current->student_id)) {
            // KW-26.1: nobody withdraws from one of the two subjects alone, nor returns to one alone.
            const bool ends =
                exemption.id == id ||
                (current->ground == k_non_muslim && exemption.ground == k_non_muslim &&
                 exemption.year_id == current->year_id && !exemption.ended_on);
            if (!ends)
                continue;
            exemption.ended_on = last_day;
            must_be_one(end_exemption(session, school, exemption.id, last_day));
            note(changes, "end", exemption);
            ended.push_back(exemption);
        }
        return Answer{.status = 200, .body = list_json(ended)};
    });
}

Result<std::string> Exemptions::exemptions(SchoolId school, std::int64_t student_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        if (!find_student(session, school, student_id))
            return unknown_record("student", student_id);
        return list_json(exemptions_of(session, school, student_id));
    });
}

}  // namespace taqwim::school
