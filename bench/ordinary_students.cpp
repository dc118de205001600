#include "bench/ordinary_students.h"

#include <cstdint>
#include <string>

#include "regulations/frame/parameter_book.h"
#include "regulations/kw_primary_2016/data_files.h"
#include "regulations/kw_primary_2016/ordinary_year.h"

namespace taqwim::bench {

using namespace kw_primary_2016;

namespace {

void write_formative(const StudentYear& year, const SubjectTerm& facts, JsonWriter& json)
{
    json.key("formative").begin_object();
    for (std::uint32_t number = 0; number < facts.competencies; ++number) {
        const std::string general = std::to_string(number + 1);
        const Competency& competency = year.competencies[facts.first_competency + number];
        json.key(general).begin_object();
        int criterion = 0;
        for (std::uint32_t i = 0; i < competency.measures; ++i) {
            const Measure& measure = year.measures[competency.first_measure + i];
            if (measure.criterion != criterion) {
                if (criterion != 0)
                    json.end_array();
                criterion = measure.criterion;
                json.key(general + '.' + std::to_string(criterion)).begin_array();
            }
            json.number(static_cast<int>(measure.mark));
        }
        if (criterion != 0)
            json.end_array();
        json.end_object();
    }
    json.end_object();
}

void write_summative(const StudentYear& year, const SubjectTerm& facts, JsonWriter& json)
{
    json.key("summative").begin_array();
    for (std::uint32_t number = 0; number < facts.units; ++number) {
        const Unit& unit = year.units[facts.first_unit + number];
        json.begin_object();
        json.key("score").text(Exact::ratio(unit.score_centi, 100).shown(2));
        json.end_object();
    }
    json.end_array();
}

void write_absence(const StudentYear& year, JsonWriter& json)
{
    json.key("absence").begin_object();
    for (const Term term : k_terms) {
        const AbsenceCounts& counts = year.absence[index(term)];
        json.key(code(term)).begin_object();
        json.key("unexcused_full_days").number(counts.unexcused_full_days);
        json.key("unexcused_missed_period_days").number(counts.unexcused_missed_period_days);
        json.key("unapproved_leave_days").number(counts.unapproved_leave_days);
        json.key("lateness_unaccepted").number(counts.lateness_unaccepted);
        json.key("lateness_accepted").number(counts.lateness_accepted);
        json.key("excused_intermittent_days").number(counts.excused_intermittent_days);
        json.end_object();
    }
    json.end_object();
}

// How many competencies and units each subject has in each term.
void write_policy(const StudentYear& year, JsonWriter& json)
{
    json.key("policy").begin_object();
    for (const bool units : {false, true}) {
        json.key(units ? "units" : "competencies").begin_object();
        for (const Subject subject : k_all_subjects) {
            if (!year.at(subject, Term::first).has_formative)
                continue;
            json.key(code(subject)).begin_array();
            for (const Term term : k_terms) {
                const SubjectTerm& facts = year.at(subject, term);
                json.number(units ? facts.units : facts.competencies);
            }
            json.end_array();
        }
        json.end_object();
    }
    json.end_object();
}

}  // namespace

const Rules& rules()
{
    static const ParameterBook book = ParameterBook::read(parameter_files());
    static const Rules rules = Rules::read(*book.on(SchoolYear{2015}.first_day()));
    return rules;
}

std::vector<StudentYear> ordinary_students(std::size_t count)
{
    std::vector<StudentYear> students;
    students.reserve(count);
    while (students.size() < count)
        students.push_back(ordinary_year(students.size(), 4, rules()));
    return students;
}

void write_student_year(const StudentYear& year, JsonWriter& json)
{
    json.begin_object();
    json.key("id").text(year.id).key("grade").number(year.grade);
    json.key("school_year").text(year.school_year.to_text());
    write_absence(year, json);
    write_policy(year, json);
    json.key("subjects").begin_object();
    for (const Subject subject : k_all_subjects) {
        if (!year.at(subject, Term::first).has_formative)
            continue;
        json.key(code(subject)).begin_object();
        for (const Term term : k_terms) {
            json.key(code(term)).begin_object();
            write_formative(year, year.at(subject, term), json);
            write_summative(year, year.at(subject, term), json);
            json.end_object();
        }
        json.end_object();
    }
    json.end_object();
    json.end_object();
}

}  // namespace taqwim::bench
