// A Kuwaiti year from the record: invented students, each showing a branch of the rules, are entered through the rooms
// (marks, rolls, excuses, leave, committees, transfers), and what the regulation makes of the record is what it makes of
// the same facts as a document.

#include <algorithm>
#include <map>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "examples/generator/json_lines.h"
#include "examples/generator/school.h"
#include "regulations/frame/json_writer.h"
#include "results/differences.h"
#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

std::string text(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}
std::string text(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? std::string() : text(*found);
}
std::optional<Day> day(const Json& object, const char* name)
{
    const std::string given = text(object, name);
    return given.empty() ? std::nullopt : std::optional(day_of(given.c_str()));
}

// A copy that outlives the loop over its items.
Json member(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() ? Json::object() : *found;
}

// What a school that keeps its year in the record has no form for: counts on paper.
bool is_kept_otherwise(const Json& document)
{
    return document.contains("absence") || document.contains("last_two_months");
}

bool has_averages(const Json& document)
{
    for (const Json& subject : document.value("subjects", Json::object()))
        for (const Json& term : subject)
            if (term.contains("competency_averages"))
                return true;
    return false;
}

class KuwaitiSchool {
public:
    KuwaitiSchool(TestDatabase& test, const Json& calendar) : school_(test, year_of(calendar))
    {
        school::Calendar changed;
        changed.year.id = school_.year;
        changed.year.version = 1;
        for (const Json& holiday : calendar["public_holidays"])
            changed.days.push_back(
                {.day = day_of(text(holiday).c_str()), .kind = "holiday", .label = "h"});
        for (const char* const name :
             {"first_placement", "first_performance", "second_round", "last_two_months_start",
              "make_up_window_start", "make_up_window_end", "make_up_window_5_start",
              "make_up_window_5_end"})
            if (const auto point = day(calendar, name))
                changed.points.push_back({.name = name, .day = point});
        accepted(school_.services->years.change_calendar(school_.school, school_.act(), changed));
        // KW-15.B.E4  The year after: who was excused to the end sits his placement in it.
        const Day next_second_term = *day(calendar, "next_second_term_start");
        school::TeachingYear next;
        next.name = "2016-2017";
        next.first_day = day_of("2016-09-11");
        next.last_day = day_of("2017-06-15");
        next.terms = {{1, next.first_day, next_second_term - 14},
                      {2, next_second_term, next.last_day}};
        next.weekdays = {Weekday::sunday, Weekday::monday, Weekday::tuesday, Weekday::wednesday,
                         Weekday::thursday};
        accepted(school_.services->years.add(school_.school, school_.act(), next));
        committees::Committee committee;
        committee.kind = "special_cases";
        committee.name_ar = "cases";
        committee.name_en = "cases";
        committee_ = id_in(school_.committees->add(school_.school, school_.act(), committee),
                           "committee_id");
    }

    // His marks are entered with everybody's, once all are known.
    void enter(const Json& document)
    {
        const std::int64_t class_id = class_of(document);
        const Json& person = document["person"];
        RecordedStudent told{.number = text(document, "id"), .name = text(document, "name")};
        if (const std::string sex = text(person, "sex"); !sex.empty())
            told.sex = sex;
        told.birth_day = text(person, "birth_date");
        told.nationality = text(person, "nationality");
        if (told.nationality == "KW")
            told.name += " Alsalem Alnajjar";
        if (document.contains("enrolment")) {
            told.enrolled_on = text(document["enrolment"], "on");
            told.is_newcomer = document["enrolment"].value("newcomer", false);
        }
        const std::string exempt = document.value("exempt", Json::array()).dump();
        if (exempt.find("non_muslim") != std::string::npos)
            told.is_muslim = false;
        const std::int64_t student = school_.add_student(class_id, told);
        students_.emplace_back(student, document);
        exempt_from(document.value("exempt", Json::array()), student);
        for (const auto& [subject, terms] : document["subjects"].items())
            for (const auto& [term, record] : terms.items())
                enter_term(class_id, subject, term == "T1" ? 1 : 2, student, record);
        for (const char* const part : {"performance", "placement"}) {
            const Json sittings = member(document, part);
            for (const auto& [subject, sitting] : sittings.items()) {
                const bool is_object = sitting.is_object();
                queue(school_.sheet(class_id, subject, 0, part),
                      entry(student, part, 1, is_object ? sitting["mark"] : sitting,
                            is_object ? sitting : Json::object()));
            }
        }
        const Json rounds = member(document, "second_round");
        for (const auto& [subject, round] : rounds.items())
            enter_second_round(class_id, subject, student, round);
        collect_attendance(document, class_id, student);
    }

    // Everything that was collected, in the order in which a school could have it.
    void finish()
    {
        constexpr std::size_t k_batch = 1000;
        for (auto& [sheet, entries] : entries_)
            for (std::size_t first = 0; first < entries.size(); first += k_batch)
                school_.enter({school_.school, sheet},
                              {entries.begin() + static_cast<std::ptrdiff_t>(first),
                               entries.begin() + static_cast<std::ptrdiff_t>(
                                                     std::min(first + k_batch, entries.size()))});
        for (auto& [slot, exceptions] : rolls_) {
            const auto& [class_id, on, period] = slot;
            attendance::Roll roll;
            roll.class_id = class_id;
            roll.day = Day::parse(on).value();
            if (period > 0)
                roll.slot = {.kind = "period", .period = period, .subject = "", .sitting = ""};
            roll.exceptions = exceptions;
            accepted(school_.rolls->take(school_.school, school_.act(), roll));
        }
        for (const auto& [student, document] : students_) {
            INFO("student " << text(document, "id"));
            enter_attendance(document, student);
            if (document.contains("exceptional"))
                enter_case(document["exceptional"], student);
            if (document.contains("transfer"))
                enter_transfer(document["transfer"], student);
        }
    }

    void compare(std::map<std::string, int>& decisions)
    {
        results::YearEvaluation folder(school_.rule_sets);
        for (const auto& [student, document] : students_) {
            INFO("student " << text(document, "id"));
            const auto expected =
                folder.evaluate("kw_primary_2016", document.dump(), results::Depth::outcome);
            REQUIRE(expected);
            REQUIRE_FALSE(expected->is_refused());
            const results::Evaluated found = school_.evaluated(student);
            for (const results::Difference& one :
                 results::differences(expected->outcome, found.outcome))
                if (one.place != "/id" && one.place != "/name" && one.place != "/section")
                    FAIL_CHECK(one.place << ": " << one.before << " became " << one.after);
            ++decisions[found.decision];
        }
    }

private:
    static RecordedYear year_of(const Json& calendar)
    {
        return {.country = "KW",
                .name = "2015-2016",
                .first_day = text(calendar, "year_start"),
                .term_1_last_day = (*day(calendar, "holiday_start") - 1).to_text(),
                .term_2_first_day = (*day(calendar, "holiday_end") + 1).to_text(),
                .last_day = text(calendar, "year_end"),
                .year_last_day = "2016-08-31",
                .today = "2017-03-01",
                .teachers_sex = "women"};
    }

    std::int64_t class_of(const Json& document)
    {
        const std::string grade = text(document, "grade");
        const std::string papers = paper_maxima(document);
        const std::string key = grade + text(document, "section") + papers;
        if (const auto found = classes_.find(key); found != classes_.end())
            return found->second;
        const Json& policy = document["policy"];
        if (!plans_.contains(grade)) {
            std::vector<school::PlanSubject> subjects;
            for (const auto& [subject, count] : policy["units"].items())
                subjects.push_back(
                    {.subject = subject,
                     .name_ar = subject,
                     .name_en = subject,
                     .group = subject == "quran" || subject == "islamic" ? "ISLAMIC" : "OTHER",
                     .weekly_periods = 0});
            // KW-1  The week has as many periods as the grade's plan says; which subject has them decides nothing here.
            const std::int64_t week = std::stoi(grade) < 4 ? 33 : 35;
            for (school::PlanSubject& subject : subjects)
                subject.weekly_periods = week / std::ssize(subjects);
            subjects.front().weekly_periods += week % std::ssize(subjects);
            plans_[grade] = school_.add_plan(std::stoi(grade), "kw_primary_2016", subjects);
        }
        const std::int64_t class_id =
            school_.add_class(plans_[grade], section_name(text(document, "section"), papers));
        for (const auto& [subject, units] : policy["units"].items()) {
            const Json& one = units.is_array() ? units[0] : units;
            marks::SchemeRequest request{
                .regulation = "kw_primary_2016",
                .grade = std::stoi(grade),
                .subject = subject,
                .on = day_of("2015-10-01"),
                .criteria = std::vector<int>(policy["competencies"][subject].get<std::size_t>(), 5),
                .by_competency = has_averages(document),
                .units = one.get<int>()};
            if (!papers.empty()) {
                // Each term has papers of its own; sheets that stand already are not made anew.
                for (const int term : {1, 2}) {
                    request.term = term;
                    request.unit_maxima = maxima_of(document, subject, term, request.units);
                    school_.make_sheets(class_id, request);
                }
                request.term = 0;
                for (const char* const part : {"performance", "placement", "second_round"}) {
                    request.part = part;
                    if (has_part(std::stoi(grade), part))
                        school_.make_sheets(class_id, request);
                }
                continue;
            }
            school_.make_sheets(class_id, request);
        }
        classes_[key] = class_id;
        return class_id;
    }

    static bool has_part(int grade, const std::string& part)
    {
        constexpr int k_last_grade = 5;
        return (part == "placement") == (grade < k_last_grade);
    }

    // KW-11.3  Who has papers out of another maximum than 10 is in a class of his own.
    static std::string paper_maxima(const Json& document)
    {
        std::string all;
        for (const auto& [subject, terms] : document["subjects"].items())
            for (const auto& [term, record] : terms.items())
                for (const Json& unit : record.value("summative", Json::array()))
                    if (unit.is_object() && unit.contains("max"))
                        all += subject + term + text(unit, "max") + text(document, "id");
        return all;
    }

    static std::vector<std::string> maxima_of(const Json& document, const std::string& subject,
                                              int term, int units)
    {
        std::vector<std::string> maxima(static_cast<std::size_t>(units), "10");
        const Json of_subject = member(document["subjects"], subject.c_str());
        const Json record = member(of_subject, term == 1 ? "T1" : "T2");
        std::size_t at = 0;
        for (const Json& unit : record.value("summative", Json::array())) {
            if (unit.is_object() && unit.contains("max"))
                maxima.at(at) = text(unit, "max");
            ++at;
        }
        return maxima;
    }

    std::string section_name(const std::string& section, const std::string& papers)
    {
        return papers.empty() ? section : section + std::to_string(++sections_);
    }

    static marks::EntryRequest entry(std::int64_t student, const std::string& column,
                                     int occurrence, const Json& value, const Json& days)
    {
        marks::EntryRequest made{.key = {student, column, occurrence},
                                 .assessed_on = day(days, "on"),
                                 .missed_on = day(days, "missed_on"),
                                 .practised_on = day(days, "activities_practised_on")};
        const std::string given = text(value);
        if (given == "U")
            made.status = "unexcused";
        else if (given == "E")
            made.status = "excused";
        else if (given == "A")
            made.status = "absent";
        else
            made.value = given;
        return made;
    }

    void queue(SheetId sheet, marks::EntryRequest made)
    {
        entries_[sheet.value].push_back(std::move(made));
    }

    void enter_term(std::int64_t class_id, const std::string& subject, int term,
                    std::int64_t student, const Json& record)
    {
        for (const Json& competency : record.value("excluded", Json::array()))
            accepted(school_.provide({.student_id = student,
                                      .school_year_id = school_.year,
                                      .kind = "excluded_competency",
                                      .subject = subject,
                                      .term = term,
                                      .item = text(competency),
                                      .value = "",
                                      .decision = "head of department"}));
        const Json formative = member(record, "formative");
        for (const auto& [competency, criteria] : formative.items())
            for (const auto& [criterion, levels] : criteria.items()) {
                int occurrence = 0;
                for (const Json& level : levels) {
                    ++occurrence;
                    const bool is_object = level.is_object();
                    queue(school_.sheet(class_id, subject, term, "formative"),
                          entry(student, criterion, occurrence, is_object ? level["level"] : level,
                                is_object ? level : Json::object()));
                }
            }
        int number = 0;
        for (const Json& level : record.value("competency_averages", Json::array())) {
            ++number;
            if (!level.is_null())
                queue(school_.sheet(class_id, subject, term, "formative"),
                      entry(student, "c" + std::to_string(number), 1, level, Json::object()));
        }
        number = 0;
        for (const Json& unit : record.value("summative", Json::array())) {
            ++number;
            if (unit.is_null())
                continue;
            const bool is_object = unit.is_object();
            queue(school_.sheet(class_id, subject, term, "final"),
                  entry(student, "u" + std::to_string(number), 1, is_object ? unit["score"] : unit,
                        is_object ? unit : Json::object()));
        }
    }

    void enter_second_round(std::int64_t class_id, const std::string& subject, std::int64_t student,
                            const Json& round)
    {
        const SheetId sheet = school_.sheet(class_id, subject, 0, "second_round");
        for (const char* const name : {"performance", "paper"})
            if (round.contains(name))
                queue(sheet, entry(student, name, 1, round[name], round));
        if (round.contains("term2_reassessment_of_40"))
            queue(sheet, entry(student, "term2_reassessment", 1, round["term2_reassessment_of_40"],
                               round));
        if (round.contains("term2_reassessment")) {
            // Out of 40 as the sheet has it.
            const Exact of_100 = Exact::parse(text(round, "term2_reassessment")).value();
            queue(sheet, entry(student, "term2_reassessment", 1,
                               (of_100 * Exact(40) / Exact(100)).shown(2), round));
        }
        if (round.contains("absent")) {
            const std::string absent = text(round, "absent");
            queue(sheet,
                  entry(student, "term2_reassessment", 1, absent == "true" ? "U" : absent, round));
        }
    }

    void exempt_from(const Json& exempt, std::int64_t student)
    {
        std::map<std::string, std::vector<std::string>> by_ground;
        std::map<std::string, std::string> from;
        for (const Json& one : exempt) {
            by_ground[text(one, "ground")].push_back(text(one, "subject"));
            from[text(one, "ground")] = text(one, "from_term");
        }
        for (const auto& [ground, subjects] : by_ground) {
            school::Exemption exemption;
            exemption.student_id = student;
            exemption.year_id = school_.year;
            exemption.ground = ground == "medical_report" ? "medical" : ground;
            exemption.document = "12";
            exemption.first_day = from[ground] == "T2" ? term_2_first_day_ : school_first_day_;
            accepted(school_.services->exemptions.exempt(school_.school, school_.act(), exemption,
                                                         subjects));
        }
    }

    void collect_attendance(const Json& document, std::int64_t class_id, std::int64_t student)
    {
        const Json attendance = document.value("attendance", Json::object());
        for (const Json& one : attendance.value("absences", Json::array())) {
            const std::int64_t period = one.value("period", 0);
            rolls_[{class_id, text(one, "on"), period}].push_back(
                {.student_id = student, .status = "absent", .minutes = std::nullopt});
        }
        for (const Json& one : attendance.value("lateness", Json::array()))
            rolls_[{class_id, text(one, "on"), 0}].push_back(
                {.student_id = student, .status = "late", .minutes = std::nullopt});
    }

    void enter_attendance(const Json& document, std::int64_t student)
    {
        const Json attendance = document.value("attendance", Json::object());
        for (const Json& one : attendance.value("lateness", Json::array()))
            if (text(one, "judgement") != "undecided")
                accepted(school_.rolls->judge_lateness(school_.school, school_.act(),
                                                       {.student_id = student,
                                                        .year_id = school_.year,
                                                        .day = *day(one, "on"),
                                                        .judgement = text(one, "judgement"),
                                                        .reason = "r"}));
        for (const Json& one : attendance.value("leave", Json::array()))
            enter_leave(one, student);
        for (const Json& one : attendance.value("activities", Json::array())) {
            attendance::OfficialActivity activity;
            activity.student_id = student;
            activity.year_id = school_.year;
            activity.letter = text(one, "letter");
            activity.first_day = *day(one, "from");
            activity.last_day = day(one, "to").value_or(activity.first_day);
            accepted(school_.excuses->record_activity(school_.school, school_.act(), activity));
        }
        for (const Json& one : attendance.value("excuses", Json::array()))
            enter_excuse(one, student);
    }

    void enter_leave(const Json& one, std::int64_t student)
    {
        school::Guardian father;
        father.name_ar = "salem";
        father.name_en = "Salem";
        const std::int64_t guardian = id_in(
            school_.services->guardians.add(school_.school, school_.act(), father), "guardian_id");
        school::Guardianship of;
        of.guardian_id = guardian;
        of.student_id = student;
        of.relation = "father";
        of.days.first = school_first_day_;
        accepted(school_.services->guardians.add_guardianship(school_.school, school_.act(), of));
        attendance::Leave leave;
        leave.student_id = student;
        leave.year_id = school_.year;
        leave.day = *day(one, "on");
        leave.first_period = 5;
        leave.ground = "emergency";
        leave.requested_by = guardian;
        attendance::LeaveDecision decision;
        decision.leave_id =
            id_in(school_.excuses->request_leave(school_.school, school_.act(), leave), "leave_id");
        decision.decision = one.value("approved", false) ? "approved" : "left_without_approval";
        decision.reason = "r";
        decision.collected_by = guardian;
        accepted(school_.excuses->decide_leave(school_.school, school_.act(), decision));
    }

    void enter_excuse(const Json& one, std::int64_t student)
    {
        attendance::Excuse excuse;
        excuse.student_id = student;
        excuse.year_id = school_.year;
        excuse.first_day = *day(one, "from");
        excuse.last_day = day(one, "to").value_or(excuse.first_day);
        excuse.kind = text(one, "kind");
        excuse.document = "7";
        excuse.on_school_form = one.value("on_school_form", false);
        excuse.certifier = one.value("certifier", "none");
        excuse.school_health_certified = one.value("school_health_certified", false);
        excuse.submitted_on = day(one, "submitted_on").value_or(excuse.last_day);
        attendance::ExcuseDecision decision;
        decision.excuse_id =
            id_in(school_.excuses->submit(school_.school, school_.act("registrar", 9), excuse),
                  "excuse_id");
        decision.judgement = text(one, "judgement");
        if (decision.judgement == "undecided")
            return;
        decision.after_limit = decision.judgement == "accepted";
        decision.reason = "r";
        accepted(school_.excuses->decide(school_.school, school_.act(), decision));
    }

    void enter_case(const Json& told, std::int64_t student)
    {
        committees::Case one;
        one.committee_id = committee_;
        one.student_id = student;
        one.year_id = school_.year;
        one.kind = "exceptional";
        one.type = text(told, "type");
        one.person = text(told, "person");
        one.first_day = day(told, "from");
        one.last_day = day(told, "to");
        one.documents = {"1", "2"};
        const std::int64_t case_id =
            id_in(school_.committees->open(school_.school, school_.act(), one), "case_id");
        const auto approve = [&](const char* level, const std::string& judgement) {
            committees::Approval approval;
            approval.case_id = case_id;
            approval.level = level;
            approval.judgement = judgement;
            approval.reference = "3";
            approval.decided_on = day_of("2016-10-01");
            accepted(school_.committees->approve(school_.school, school_.act(), approval));
        };
        for (const auto& [level, field] : {std::pair{"educational_district", "district"},
                                           std::pair{"ministry_committee", "ministry_committee"}}) {
            const std::string judgement = text(told, field);
            if (judgement.empty() || judgement == "undecided")
                continue;
            approve(level, judgement == "accepted" ? "approved" : judgement);
        }
        if (told.value("lapsed", false))
            approve("school_head", "lapsed");
    }

    void enter_transfer(const Json& told, std::int64_t student)
    {
        Json terms = Json::array();
        for (const char* const name : {"T1", "T2"})
            if (told.contains(name))
                terms.push_back(
                    {{"term", name[1] - '0'},
                     {"unexcused_days", told[name].value("unexcused_days", 0)},
                     {"excused_days", told[name].value("excused_days", 0)},
                     {"latenesses_unaccepted", told[name].value("lateness_unaccepted", 0)},
                     {"documents", told[name].value("documents", Json::array())}});
        school::Transfer transfer;
        transfer.student_id = student;
        transfer.other_school = text(told, "from_school");
        transfer.day = *day(told, "on");
        transfer.decision = "9";
        transfer.carried = Json{{"format", "taqwim.transfer.1"},
                                {"student", Json::object()},
                                {"sections", {{"attendance", {{"terms", terms}}}}}}
                               .dump();
        accepted(school_.services->transfers.receive(school_.school, school_.act(), transfer));
    }

    RecordedSchool school_;
    Day school_first_day_ = day_of("2015-09-13");
    Day term_2_first_day_ = day_of("2016-02-07");
    std::int64_t committee_ = 0;
    int sections_ = 0;
    std::map<std::string, std::int64_t> plans_;
    std::map<std::string, std::int64_t> classes_;
    std::vector<std::pair<std::int64_t, Json>> students_;
    std::map<std::int64_t, std::vector<marks::EntryRequest>> entries_;
    std::map<std::tuple<std::int64_t, std::string, std::int64_t>,
             std::vector<attendance::RollException>>
        rolls_;
};

// Of each branch of the rules a student, and some ordinary ones.
std::vector<Json> sample_documents()
{
    std::vector<Json> documents;
    int number = 0;
    for (const sample_school::SampleStudent& student : sample_school::make_school({}).students) {
        if (student.branch.branch.empty() && ++number % 20 != 0)
            continue;
        JsonWriter json;
        sample_school::write_student_year(student, json);
        Json document = Json::parse(json.str());
        if (is_kept_otherwise(document))
            continue;
        documents.push_back(std::move(document));
    }
    // Grade 5 has a make-up window of its own; its documents state it as theirs, a school's calendar beside the other.
    const auto of_grade = [&](bool is_fifth) -> const Json& {
        return (*std::ranges::find_if(documents, [&](const Json& document) {
            return (text(document, "grade") == "5") == is_fifth;
        }))["calendar"];
    };
    Json calendar = of_grade(false);
    for (const auto& [name, day] : of_grade(true).items()) {
        if (name.starts_with("make_up_window_") && !name.starts_with("make_up_window_5"))
            calendar["make_up_window_5" + name.substr(std::string("make_up_window").size())] = day;
        else if (!calendar.contains(name))
            calendar[name] = day;
    }
    for (Json& document : documents)
        document["calendar"] = calendar;
    return documents;
}

}  // namespace

TEST_CASE("KW-5.3: a Kuwaiti year from the record has the outcome that the same facts have as a "
          "document")
{
    const std::vector<Json> documents = sample_documents();
    REQUIRE(documents.size() > 60);
    on_both_databases([&](TestDatabase& test) {
        KuwaitiSchool school(test, documents.front()["calendar"]);
        // The second database takes the road once more with fewer students.
        const bool is_sqlite = test.backend() == TestBackend::sqlite;
        for (std::size_t i = 0; i < documents.size(); i += is_sqlite ? 3 : 30)
            school.enter(documents[i]);
        school.finish();
        std::map<std::string, int> decisions;
        school.compare(decisions);
        CHECK(decisions.size() >= (is_sqlite ? 2U : 1U));
    });
}
