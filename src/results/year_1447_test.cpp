// Years under the distribution of 1447 from the record: the sample students of examples/ are entered through the rooms
// (sheets by model, standards, programmes, second sittings, conduct, rolls and excuses), and what the regulation makes of
// the record is what it makes of the same facts as a document.

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "platform/tables/csv.h"
#include "regulations/sa_1447/school_folder.h"
#include "results/differences.h"
#include "tests/support/project_files.h"
#include "tests/support/recorded_school.h"
#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

const RecordedYear k_year{.name = "1447",
                          .first_day = "2025-09-01",
                          .term_1_last_day = "2026-01-08",
                          .term_2_first_day = "2026-01-18",
                          .last_day = "2026-06-25",
                          .today = "2026-07-01"};

constexpr std::array k_terms = {"T1", "T2"};

std::string text(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}
std::string text(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? std::string() : text(*found);
}
Json member(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() || !found->is_object() ? Json::object() : *found;
}

std::vector<Json> documents_of_folder()
{
    const auto files = tables::read_csv_folder(project_path("examples/saudi_1447_school"));
    REQUIRE(files);
    std::vector<SchoolTable> all;
    for (const tables::CsvFile& file : *files) {
        const tables::CsvTable& table = file.reading.table;
        all.push_back({.file = file.name,
                       .header = table.header(),
                       .cells = table.cells(),
                       .row_numbers = table.row_numbers(),
                       .broken_rows = table.broken_rows(),
                       .problems = file.reading.problems,
                       .is_whole = file.reading.is_whole});
    }
    std::vector<Json> documents;
    for (const auto& student : sa_1447::read_school_folder(all, "sa_1447").students)
        documents.push_back(Json::parse(student.document));
    return documents;
}

std::vector<Json> documents_of_lines()
{
    std::vector<Json> documents;
    std::ifstream file(project_path("examples/saudi_1447_years.jsonl"));
    for (std::string line; std::getline(file, line);)
        if (Json document = Json::parse(line); !document.contains("kind"))
            documents.push_back(std::move(document));
    return documents;
}

// What the school states of a subject itself, which the plan cannot know.
std::map<std::string, std::pair<std::string, std::string>> forms_of(const Json& document)
{
    std::map<std::string, std::pair<std::string, std::string>> forms;
    const Json subjects = member(document, "subjects");
    for (const auto& [name, subject] : subjects.items()) {
        if (!subject.is_object())
            continue;
        if (subject.contains("form"))
            forms[name] = {text(subject, "form"), ""};
        for (const char* const term : k_terms)
            if (const Json one = member(subject, term); one.contains("form"))
                forms[name] = {text(one, "form"),
                               forms.contains(name) ? "both" : std::string(term).substr(1)};
    }
    return forms;
}

class School1447 {
public:
    explicit School1447(TestDatabase& test) : school_(test, k_year)
    {
        for (int degree = 1; degree <= 5; ++degree)
            for (int kind = 0; kind < 4; ++kind) {
                attendance::Offence offence;
                offence.code = code_of_offence(degree, kind);
                offence.name_ar = offence.code;
                offence.name_en = offence.code;
                offence.degree = degree;
                accepted(school_.conduct->list_offence(school_.school, school_.act(), offence));
            }
    }

    // The student, and his document as the record can say it.
    std::pair<std::int64_t, Json> enter(Json document)
    {
        const std::int64_t class_id = class_of(document);
        const std::int64_t student = school_.add_student(
            class_id, {.number = text(document, "id"), .name = text(document, "name")});
        Json& subjects = document["subjects"];
        for (auto& [name, subject] : subjects.items()) {
            if (!subject.is_object())
                continue;
            for (int term = 1; term <= 2; ++term)
                if (const char* const key = k_terms.at(static_cast<std::size_t>(term - 1));
                    subject.contains(key) && subject[key].is_object())
                    enter_term(class_id, name, term, student, subject[key]);
            enter_sittings(class_id, name, 0, student, subject);
        }
        enter_attendance(class_id, student, document);
        enter_behaviour(student, document);
        return {student, document};
    }

    // Whether the plan of his grade and track, where there is one, has the forms that the document states.
    [[nodiscard]] bool has_forms_of(const Json& document) const
    {
        const auto found = forms_.find(text(document, "grade") + text(document, "track"));
        return found == forms_.end() || found->second == forms_of(document);
    }

    [[nodiscard]] results::Evaluated evaluated(std::int64_t student)
    {
        return school_.evaluated(student);
    }
    [[nodiscard]] const std::vector<std::unique_ptr<RuleSet>>& rule_sets() const
    {
        return school_.rule_sets;
    }

private:
    static std::string code_of_offence(int degree, int kind)
    {
        return "d" + std::to_string(degree) + "k" + std::to_string(kind);
    }

    std::int64_t class_of(const Json& document)
    {
        const int grade = std::stoi(text(document, "grade"));
        std::string track = text(document, "track");
        if (track.empty())
            track = rules_1447().plans.tracks(grade).front();
        const std::string plan_key = std::to_string(grade) + track;
        const std::string key = plan_key + text(document, "section");
        if (const auto found = classes_.find(key); found != classes_.end())
            return found->second;
        const auto forms = forms_of(document);
        forms_[text(document, "grade") + text(document, "track")] = forms;
        std::vector<school::PlanSubject> subjects;
        for (const int term : {1, 2})
            for (const sa_1447::PlanSubject& one :
                 rules_1447().plans.find(grade, track, term)->subjects) {
                if (std::ranges::find(subjects, one.name, &school::PlanSubject::subject) !=
                    subjects.end())
                    continue;
                Json settings = Json::object();
                if (const auto form = forms.find(one.name); form != forms.end()) {
                    settings["form"] = form->second.first;
                    if (!form->second.second.empty())
                        settings["term"] = form->second.second;
                }
                subjects.push_back({.subject = one.name,
                                    .name_ar = one.name,
                                    .name_en = one.name,
                                    .group = "",
                                    .weekly_periods = one.periods,
                                    .settings = settings.dump()});
            }
        if (!plans_.contains(plan_key))
            plans_[plan_key] = school_.add_plan(grade, "sa_1447", subjects, track);
        const std::int64_t class_id =
            school_.add_class(plans_[plan_key], text(document, "section"));
        for (const school::PlanSubject& subject : subjects) {
            marks::SchemeRequest request{.regulation = "sa_1447",
                                         .grade = grade,
                                         .subject = subject.subject,
                                         .on = day_of("2025-10-01"),
                                         .track = track};
            for (int standard = 1; standard <= k_standards; ++standard)
                request.skills.push_back({.code = "s" + std::to_string(standard), .text = "s"});
            const auto form = forms.find(subject.subject);
            if (form == forms.end()) {
                school_.make_sheets(class_id, request);
                continue;
            }
            // A form of one term; the other has that of the plan.
            const std::string of_term = form->second.second == "both" ? "" : form->second.second;
            request.term = of_term.empty() ? 0 : std::stoi(of_term);
            request.form = form->second.first;
            school_.make_sheets(class_id, request);
            const bool has_other =
                rules_1447().plans.find(grade, track, 3 - request.term) &&
                rules_1447().plans.find(grade, track, 3 - request.term)->find(subject.subject);
            if (of_term.empty() || !has_other)
                continue;
            request.term = 3 - request.term;
            request.form.clear();
            school_.make_sheets(class_id, request);
        }
        return classes_[key] = class_id;
    }

    static marks::EntryRequest mark(std::int64_t student, const std::string& column,
                                    const Json& value)
    {
        return {.key = {student, column}, .value = text(value)};
    }

    // The days on which marks were entered are the record's own: all of them on one.
    void enter_term(std::int64_t class_id, const std::string& subject, int term,
                    std::int64_t student, Json& facts)
    {
        facts.erase("entries");
        bool has_marks = false;
        std::vector<marks::EntryRequest> coursework;
        std::vector<marks::EntryRequest> exam;
        for (const auto& [part, value] : facts.items()) {
            if (value.is_null() || part == "form" || part == "second_sitting" ||
                part == "stumble_exam")
                continue;
            if (part == "programmes") {
                int occurrence = 0;
                for (const Json& one : value)
                    coursework.push_back(
                        {.key = {student, "programme", ++occurrence}, .value = text(one)});
            } else if (part == "standards") {
                enter_standards(class_id, subject, term, student, value);
            } else if (part == "final" && value.is_object()) {
                marks::EntryRequest absent{.key = {student, "final"}};
                absent.status = text(value, "absence");
                exam.push_back(absent);
                if (value.contains("alternative_exam"))
                    exam.push_back(mark(student, "alternative_exam", value["alternative_exam"]));
                has_marks = has_marks || value.contains("alternative_exam");
            } else {
                (part == "final" ? exam : coursework).push_back(mark(student, part, value));
                has_marks = true;
            }
        }
        has_marks = has_marks || !coursework.empty();
        if (!coursework.empty())
            school_.enter(school_.sheet(class_id, subject, term, "coursework"), coursework);
        if (!exam.empty())
            school_.enter(school_.sheet(class_id, subject, term, "exam"), exam);
        enter_sittings(class_id, subject, term, student, facts);
        if (has_marks)
            facts["entries"] = 1;
    }

    void enter_standards(std::int64_t class_id, const std::string& subject, int term,
                         std::int64_t student, const Json& value)
    {
        std::vector<std::string> judgements;
        if (value.contains("judged")) {
            const int met = std::stoi(text(value, "met"));
            for (int i = 0; i < std::stoi(text(value, "judged")); ++i)
                judgements.emplace_back(i < met ? "mastered" : "not_mastered");
        } else {
            for (const Json& one : value)
                judgements.emplace_back(one == "met" ? "mastered" : "not_mastered");
        }
        REQUIRE(judgements.size() <= k_standards);
        std::vector<marks::EntryRequest> entries;
        for (std::size_t i = 0; i < judgements.size(); ++i)
            entries.push_back({.key = {student, "s" + std::to_string(i + 1)},
                               .value = judgements[i],
                               .assessed_on = day_of(term == 1 ? "2025-11-02" : "2026-03-01"),
                               .tool = "observation"});
        school_.enter(school_.sheet(class_id, subject, term, "skills"), entries);
    }

    // Of a subject of the year on one sheet of term 0, of a course of the secondary stage on its term's.
    void enter_sittings(std::int64_t class_id, const std::string& subject, int term,
                        std::int64_t student, const Json& facts)
    {
        std::vector<marks::EntryRequest> entries;
        const Json sitting = member(facts, "second_sitting");
        for (const auto& [part, value] : sitting.items())
            entries.push_back(mark(student, part, value));
        if (facts.contains("stumble_exam"))
            entries.push_back(mark(student, "stumble_exam", facts["stumble_exam"]));
        if (!entries.empty())
            school_.enter(school_.sheet(class_id, subject, term, "second_round"), entries);
    }

    static bool is_school_day(Day day)
    {
        return day.weekday() != Weekday::friday && day.weekday() != Weekday::saturday;
    }
    static Day after_school_days(Day day, int count)
    {
        for (; count > 0; --count)
            do
                day = day + 1;
            while (!is_school_day(day));
        return day;
    }

    void enter_attendance(std::int64_t class_id, std::int64_t student, Json& document)
    {
        for (int term = 1; term <= 2; ++term) {
            Json& facts = document["attendance"][k_terms.at(static_cast<std::size_t>(term - 1))];
            if (!facts.is_object())
                facts = Json{{"absent_days", 0}};
            int left = std::stoi(text(facts, "absent_days"));
            Day day = day_of(term == 1 ? "2025-09-07" : "2026-01-25");
            for (const Json& one : facts.value("excuses", Json::array())) {
                const int days = std::stoi(text(one, "days"));
                const Day last = after_school_days(day, days - 1);
                for (int i = 0; i < days; ++i)
                    miss(class_id, student, after_school_days(day, i));
                excuse(student, day, last, one);
                left -= days;
                // A school day between keeps the days of two excuses apart.
                day = after_school_days(last, 2);
            }
            for (; left > 0; --left) {
                miss(class_id, student, day);
                day = after_school_days(day, 1);
            }
        }
        take_rolls();
    }

    void miss(std::int64_t class_id, std::int64_t student, Day day)
    {
        rolls_[{class_id, day.to_text()}].push_back(
            {.student_id = student, .status = "absent", .minutes = std::nullopt});
        taken_.insert({class_id, day.to_text()});
    }

    // A roll that is taken again holds who was away before as well.
    void take_rolls()
    {
        for (const auto& slot : taken_) {
            attendance::Roll roll;
            roll.class_id = slot.first;
            roll.day = Day::parse(slot.second).value();
            roll.exceptions = rolls_[slot];
            accepted(school_.rolls->take(school_.school, school_.act(), roll));
        }
        taken_.clear();
        for (const attendance::Excuse& one : excuses_) {
            attendance::ExcuseDecision decision = decisions_.front();
            decisions_.erase(decisions_.begin());
            decision.excuse_id =
                id_in(school_.excuses->submit(school_.school, school_.act("registrar", 9), one),
                      "excuse_id");
            accepted(school_.excuses->decide(school_.school, school_.act(), decision));
        }
        excuses_.clear();
    }

    void excuse(std::int64_t student, Day first, Day last, const Json& told)
    {
        attendance::Excuse one;
        one.student_id = student;
        one.year_id = school_.year;
        one.first_day = first;
        one.last_day = last;
        one.kind = "non_medical";
        one.document = "7";
        one.certifier = "none";
        one.submitted_on = after_school_days(last, 1 + std::stoi(text(told, "after_working_days")));
        attendance::ExcuseDecision decision;
        decision.judgement = told.value("accepted", false) ? "accepted" : "refused";
        decision.after_limit = told.value("extended", false);
        decision.reason = "r";
        excuses_.push_back(one);
        decisions_.push_back(decision);
    }

    void enter_behaviour(std::int64_t student, Json& document)
    {
        if (!document.contains("behaviour"))
            return;
        Json& behaviour = document["behaviour"];
        bool has_entries = false;
        bool is_described = false;
        for (int term = 1; term <= 2; ++term) {
            const Json facts = member(behaviour, k_terms.at(static_cast<std::size_t>(term - 1)));
            Day day = day_of(term == 1 ? "2025-10-05" : "2026-02-15");
            const auto record = [&](const std::string& kind, const std::string& mark,
                                    const std::string& offence, const std::string& action) {
                attendance::ConductEntry entry;
                entry.student_id = student;
                entry.day = day;
                entry.kind = kind;
                entry.offence = offence;
                if (!mark.empty())
                    entry.mark = mark;
                entry.action = action;
                accepted(school_.conduct->record(school_.school, school_.act(), entry));
                day = after_school_days(day, 1);
                has_entries = true;
            };
            int kind = 0;
            for (const Json& offence : facts.value("offences", Json::array())) {
                const int degree = std::stoi(text(offence, "degree"));
                for (int i = 0; i < offence.value("times", 1); ++i)
                    record("offence", "", code_of_offence(degree, kind), "talk");
                ++kind;
            }
            for (const char* const earned : {"recovered", "distinguished"})
                if (const std::string mark = text(facts, earned); !mark.empty())
                    record(earned, mark, "", "seen");
            if (const std::string words = text(facts, "description"); !words.empty()) {
                record("description", "", "", words);
                is_described = true;
            }
        }
        if (!has_entries || is_described)
            return;
        for (const char* const term : k_terms) {
            if (!behaviour[term].is_object())
                behaviour[term] = Json::object();
            if (!behaviour[term].contains("offences"))
                behaviour[term]["offences"] = Json::array();
            if (!behaviour[term].contains("recovered"))
                behaviour[term]["recovered"] = "0";
        }
    }

    static constexpr int k_standards = 30;

    RecordedSchool school_;
    std::map<std::string, std::map<std::string, std::pair<std::string, std::string>>> forms_;
    std::map<std::string, std::int64_t> plans_;
    std::map<std::string, std::int64_t> classes_;
    std::map<std::pair<std::int64_t, std::string>, std::vector<attendance::RollException>> rolls_;
    std::set<std::pair<std::int64_t, std::string>> taken_;
    std::vector<attendance::Excuse> excuses_;
    std::vector<attendance::ExcuseDecision> decisions_;
};

void enters(TestDatabase& test, const std::vector<Json>& documents, std::size_t every,
            std::map<std::string, int>& decisions)
{
    School1447 school(test);
    results::YearEvaluation folder(school.rule_sets());
    for (std::size_t i = 0; i < documents.size(); i += every) {
        INFO("student " << text(documents[i], "id"));
        // A school that teaches a subject in two forms has a plan for each; this one has the first.
        if (!school.has_forms_of(documents[i]))
            continue;
        const auto [student, document] = school.enter(documents[i]);
        const auto expected = folder.evaluate("sa_1447", document.dump(), results::Depth::outcome);
        REQUIRE(expected);
        REQUIRE_FALSE(expected->is_refused());
        const results::Evaluated found = school.evaluated(student);
        for (const results::Difference& one :
             results::differences(expected->outcome, found.outcome))
            if (one.place != "/id")
                FAIL_CHECK(one.place << ": " << one.before << " became " << one.after);
        ++decisions[found.decision];
    }
}

}  // namespace

TEST_CASE("SA1447-YEAR: a year under the distribution of 1447 from the record has the outcome that "
          "the same facts have as a document")
{
    on_both_databases([](TestDatabase& test) {
        std::map<std::string, int> decisions;
        const bool is_sqlite = test.backend() == TestBackend::sqlite;
        enters(test, documents_of_lines(), is_sqlite ? 1 : 4, decisions);
        CHECK(decisions.size() >= 2);
    });
}

TEST_CASE("SA1447-PLANS: models, standards, programmes and second sittings of a sample school come "
          "back from the record as its folder has them")
{
    on_both_databases([](TestDatabase& test) {
        std::map<std::string, int> decisions;
        const bool is_sqlite = test.backend() == TestBackend::sqlite;
        enters(test, documents_of_folder(), is_sqlite ? 5 : 40, decisions);
        CHECK_FALSE(decisions.empty());
    });
}
