#include "regulations/sa_1447/student_year_json.h"

#include <algorithm>
#include <array>

#include "core/refusal_codes.h"
#include "regulations/sa_1447/conduct.h"

namespace taqwim::sa_1447 {

namespace {

// As many terms or periods as a year may have (marks.periods_of_year).
constexpr std::array<std::string_view, 4> k_period_names = {"T1", "T2", "T3", "T4"};

constexpr int k_most_standards = 500;
constexpr int k_most_entries = 1000;
constexpr int k_most_occurrences = 1000;

class YearReader {
public:
    YearReader(const EditionRules1447& rules, DocumentReader& reader)
        : rules_(rules), reader_(reader)
    {}

    std::optional<StudentYear> read(const JsonValue& document);

private:
    [[nodiscard]] bool read_plan(const JsonValue& document);
    void make_courses();
    void read_subjects(const JsonValue& subjects);
    void read_names(const JsonValue& document);
    void read_subject(const JsonValue& value);
    void read_secondary_subject(const JsonValue& value);
    // The fields of a course beside its periods.
    void read_sittings(CourseFacts& course, const JsonValue& value);
    void read_form(CourseFacts& course, const JsonValue& value);
    void read_period(CourseFacts& course, PeriodFacts& period, const JsonValue& value,
                     bool with_sittings);
    void read_final_exam(const CourseFacts& course, PeriodFacts& period, const JsonValue& value,
                         const PartMaximum& part);
    void read_standards(PeriodFacts& period, const JsonValue& value);
    void read_programmes(const CourseFacts& course, PeriodFacts& period, const JsonValue& list);
    void read_conduct(const JsonValue& document);
    template <class Read>
    void for_each_term(const JsonValue& document, std::string_view name, const Read& read);

    [[nodiscard]] MarkLimits limits(const CourseFacts& course, Mark maximum) const
    {
        return {course.subject->name, maximum, rules_.entry_decimals.value};
    }
    [[nodiscard]] CourseFacts* find_course(std::string_view subject, int term);

    const EditionRules1447& rules_;
    DocumentReader& reader_;
    StudentYear year_;
};

bool YearReader::read_plan(const JsonValue& document)
{
    const auto grade = reader_.whole(document, "grade", k_first_grade, k_last_grade);
    if (!grade) {
        if (!DocumentReader::given(document, "grade"))
            reader_.missing(document, "grade", "SA1447-PLANS");
        return false;
    }
    year_.grade = *grade;
    const auto stage = reader_.listed(document, "stage", {"primary", "intermediate", "secondary"});
    if (stage && *stage != stage_code(stage_of(*grade)))
        reader_.refuse(RefusalCode::facts_contradict, document.pointer("stage"),
                       {{"field", "stage"},
                        {"value", *stage},
                        {"other_field", "grade"},
                        {"other_value", std::to_string(*grade)}},
                       "SA1447-PLANS");
    const auto tracks = rules_.plans.tracks(*grade);
    if (!DocumentReader::given(document, "track")) {
        if (tracks.size() == 1)
            year_.track = tracks.front();
        else
            reader_.missing(document, "track", "SA1447-PLANS");
    } else if (const auto track = reader_.listed(document, "track", tracks)) {
        year_.track = *track;
    }
    return !year_.track.empty();
}

// Every subject of the plan, whether the document speaks of it or not: what it does not say is missing.
void YearReader::make_courses()
{
    const auto add = [&](int term) {
        const Plan* const plan = rules_.plans.find(year_.grade, year_.track, term);
        for (const PlanSubject& subject : plan->subjects) {
            CourseFacts course;
            course.subject = &subject;
            course.form = subject.form;
            course.term = plan->term;
            course.periods.resize(
                plan->term == 0 ? static_cast<std::size_t>(rules_.periods_of_year.value) : 1);
            year_.courses.push_back(std::move(course));
        }
        return plan->term;
    };
    if (add(1) != 0)
        add(2);
}

CourseFacts* YearReader::find_course(std::string_view subject, int term)
{
    const auto found = std::ranges::find_if(year_.courses, [&](const CourseFacts& course) {
        return course.subject->name == subject && course.term == term;
    });
    return found == year_.courses.end() ? nullptr : &*found;
}

void YearReader::read_form(CourseFacts& course, const JsonValue& value)
{
    if (!DocumentReader::given(value, "form") || course.subject->is_judged_by_standards())
        return;
    // The plan says the form; the school may state only what the plan cannot know.
    std::vector<std::string_view> allowed = {course.subject->form->code};
    if (course.subject->form == &course.subject->model->forms.front())
        for (const Form& form : course.subject->model->forms)
            if (form.stated_by_school)
                allowed.emplace_back(form.code);
    if (const auto form = reader_.listed(value, "form", allowed))
        course.form = course.subject->model->find(*form);
}

void YearReader::read_sittings(CourseFacts& course, const JsonValue& value)
{
    const std::string& name = course.subject->name;
    if (const auto sitting = DocumentReader::given(value, "second_sitting")) {
        if (course.subject->is_judged_by_standards()) {
            reader_.refuse(RefusalCode::rule_not_in_profile, sitting->pointer(),
                           {{"rule", "second_sitting_of_standards"}, {"subject", name}},
                           "SA1447-STANDARDS");
        } else if (!course.form->second) {
            reader_.refuse(RefusalCode::second_round_not_due, sitting->pointer(),
                           {{"subject", name}}, "SA1447-M9");
        } else {
            std::vector<std::string_view> known;
            for (const PartMaximum& part : course.form->second->value)
                known.emplace_back(code(part.part));
            if (reader_.is_object(*sitting, known)) {
                for (const PartMaximum& part : course.form->second->value)
                    if (const auto given = DocumentReader::given(*sitting, code(part.part)))
                        if (const auto mark = reader_.mark(*given, limits(course, part.maximum)))
                            course.second_sitting.push_back({part.part, *mark});
                course.has_second_sitting = sitting->size() > 0;
            }
        }
    }
    if (const auto exam = DocumentReader::given(value, "stumble_exam")) {
        if (!year_.is_secondary())
            reader_.refuse(RefusalCode::rule_not_in_profile, exam->pointer(),
                           {{"rule", "stumble_exam_outside_secondary"}, {"subject", name}},
                           "SA1447-STUMBLE");
        else
            course.stumble_exam =
                reader_.mark(*exam, limits(course, rules_.stumble_exam_maximum.value));
    }
}

// The end-of-term exam: its mark, or that it was not sat and why.
void YearReader::read_final_exam(const CourseFacts& course, PeriodFacts& period,
                                 const JsonValue& value, const PartMaximum& part)
{
    if (!value.is(JsonKind::object)) {
        if (const auto mark = reader_.mark(value, limits(course, part.maximum)))
            period.marks.push_back({part.part, *mark});
        return;
    }
    if (!reader_.is_object(value, {"absence", "alternative_exam"}))
        return;
    const auto absence = reader_.listed(value, "absence", {"excused", "unexcused"});
    if (!absence) {
        if (!DocumentReader::given(value, "absence"))
            reader_.missing(value, "absence", "SA1447-EXCUSED");
        return;
    }
    period.absence = *absence == "excused" ? ExamAbsence::excused : ExamAbsence::unexcused;
    const auto exam = DocumentReader::given(value, "alternative_exam");
    if (!exam)
        return;
    if (period.absence == ExamAbsence::unexcused)
        reader_.refuse(
            RefusalCode::facts_contradict, exam->pointer(),
            {{"field", "alternative_exam"},
             {"value", std::string(exam->is(JsonKind::text) ? exam->text() : exam->number())},
             {"other_field", "absence"},
             {"other_value", "unexcused"}},
            "SA1447-EXCUSED");
    else
        period.alternative_exam =
            reader_.mark(*exam, limits(course, rules_.excused_exam_maximum.value));
}

// {"judged": 12, "met": 10}, or each standard with met or not_met.
void YearReader::read_standards(PeriodFacts& period, const JsonValue& value)
{
    if (!reader_.is(value, JsonKind::object))
        return;
    period.has_standards = true;
    if (value.find("judged") || value.find("met")) {
        if (!reader_.is_object(value, {"judged", "met"}))
            return;
        const auto judged = reader_.whole(value, "judged", 0, k_most_standards);
        const auto met = judged ? reader_.whole(value, "met", 0, *judged) : std::nullopt;
        for (const char* const name : {"judged", "met"})
            if (!DocumentReader::given(value, name))
                reader_.missing(value, name, "SA1447-STANDARDS");
        period.standards_judged = judged.value_or(0);
        period.standards_met = met.value_or(0);
        return;
    }
    for (const JsonValue standard : value) {
        if (!DocumentReader::given(value, standard.key()))
            continue;
        const auto judged = reader_.listed(value, standard.key(), {"met", "not_met"});
        period.standards_judged += judged ? 1 : 0;
        period.standards_met += judged == "met" ? 1 : 0;
    }
}

void YearReader::read_programmes(const CourseFacts& course, PeriodFacts& period,
                                 const JsonValue& list)
{
    if (!reader_.is(list, JsonKind::array))
        return;
    for (const JsonValue one : list)
        if (const auto mark = reader_.mark(one, limits(course, rules_.maximum.value)))
            period.programmes.push_back(*mark);
}

void YearReader::read_period(CourseFacts& course, PeriodFacts& period, const JsonValue& value,
                             bool with_sittings)
{
    std::vector<std::string_view> known = {"entries"};
    if (course.subject->is_judged_by_standards())
        known.emplace_back("standards");
    else if (course.subject->is_activity() && course.subject->periods == 0)
        known.emplace_back("programmes");
    else
        for (const PartMaximum& part : course.form->first.value)
            known.emplace_back(code(part.part));
    if (with_sittings)
        known.insert(known.end(), {"form", "second_sitting", "stumble_exam"});
    if (!reader_.is_object(value, known))
        return;
    period.entries = reader_.whole(value, "entries", 0, k_most_entries);
    if (course.subject->is_judged_by_standards()) {
        if (const auto standards = DocumentReader::given(value, "standards"))
            read_standards(period, *standards);
        return;
    }
    if (course.subject->is_activity() && course.subject->periods == 0) {
        if (const auto programmes = DocumentReader::given(value, "programmes"))
            read_programmes(course, period, *programmes);
        return;
    }
    for (const PartMaximum& part : course.form->first.value) {
        const auto given = DocumentReader::given(value, code(part.part));
        if (!given)
            continue;
        if (part.part == Part::final_exam)
            read_final_exam(course, period, *given, part);
        else if (const auto mark = reader_.mark(*given, limits(course, part.maximum)))
            period.marks.push_back({part.part, *mark});
    }
}

void YearReader::read_secondary_subject(const JsonValue& value)
{
    if (!reader_.is_object(value, {k_period_names[0], k_period_names[1]}))
        return;
    for (std::size_t i = 0; i < k_terms; ++i) {
        const auto term = DocumentReader::given(value, k_period_names.at(i));
        if (!term)
            continue;
        CourseFacts* const course = find_course(value.key(), static_cast<int>(i) + 1);
        if (course == nullptr) {
            reader_.refuse(
                RefusalCode::subject_not_in_plan, term->pointer(),
                {{"subject", std::string(value.key())}, {"grade", std::to_string(year_.grade)}},
                "SA1447-PLANS");
            continue;
        }
        if (term->is(JsonKind::object))
            read_form(*course, *term);
        read_period(*course, course->periods.front(), *term, true);
        if (term->is(JsonKind::object))
            read_sittings(*course, *term);
    }
}

void YearReader::read_subject(const JsonValue& value)
{
    const bool is_known = std::ranges::any_of(year_.courses, [&](const CourseFacts& course) {
        return course.subject->name == value.key();
    });
    if (!is_known) {
        reader_.refuse(
            RefusalCode::subject_not_in_plan, value.pointer(),
            {{"subject", std::string(value.key())}, {"grade", std::to_string(year_.grade)}},
            "SA1447-PLANS");
        return;
    }
    if (value.is(JsonKind::null))
        return;
    if (year_.is_secondary()) {
        read_secondary_subject(value);
        return;
    }
    CourseFacts& course = *find_course(value.key(), 0);
    std::vector<std::string_view> known(k_period_names.begin(),
                                        k_period_names.begin() + rules_.periods_of_year.value);
    known.insert(known.end(), {"form", "second_sitting", "stumble_exam"});
    if (!reader_.is_object(value, known))
        return;
    read_form(course, value);
    for (std::size_t i = 0; i < course.periods.size(); ++i)
        if (const auto period = DocumentReader::given(value, k_period_names.at(i)))
            read_period(course, course.periods[i], *period, false);
    read_sittings(course, value);
}

void YearReader::read_subjects(const JsonValue& subjects)
{
    if (!reader_.is(subjects, JsonKind::object))
        return;
    for (const JsonValue subject : subjects)
        read_subject(subject);
}

// A school's plan may hold subjects that the edition's has not: their names are passed over.
void YearReader::read_names(const JsonValue& document)
{
    const auto names = DocumentReader::given(document, "names_en");
    if (!names || !reader_.is(*names, JsonKind::object))
        return;
    for (const JsonValue name : *names) {
        std::string text = reader_.text(*names, name.key());
        const bool is_known = std::ranges::any_of(year_.courses, [&](const CourseFacts& course) {
            return course.subject->name == name.key();
        });
        if (is_known && !text.empty())
            year_.english_names[std::string(name.key())] = std::move(text);
    }
}

template <class Read>
void YearReader::for_each_term(const JsonValue& document, std::string_view name, const Read& read)
{
    const auto value = DocumentReader::given(document, name);
    if (!value || !reader_.is_object(*value, {k_period_names[0], k_period_names[1]}))
        return;
    for (std::size_t i = 0; i < k_terms; ++i)
        if (const auto term = DocumentReader::given(*value, k_period_names.at(i)))
            read(i, *term);
}

void YearReader::read_conduct(const JsonValue& document)
{
    // SA1447-CONDUCT  In the first grades words alone describe behaviour.
    const bool is_described = is_described_in_words(year_.grade, rules_);
    for_each_term(document, "behaviour", [&](std::size_t i, const JsonValue& term) {
        if (!is_described) {
            year_.behaviour.at(i) = read_behaviour(term, rules_, reader_);
            return;
        }
        if (reader_.is_object(term, {"description"}))
            year_.behaviour.at(i).description = reader_.text(term, "description");
    });
    for_each_term(document, "attendance", [&](std::size_t i, const JsonValue& term) {
        year_.attendance.at(i) = read_attendance(term, rules_, reader_);
    });
    int days = 0;
    for (const AttendanceFacts& term : year_.attendance)
        days += term.absent_days;
    if (days > rules_.attendance.study_days.value)
        reader_.refuse(RefusalCode::value_out_of_range, document.pointer("attendance"),
                       {{"value", std::to_string(days)},
                        {"minimum", "0"},
                        {"maximum", std::to_string(rules_.attendance.study_days.value)}},
                       "SA1447-BAR");
}

std::optional<StudentYear> YearReader::read(const JsonValue& document)
{
    if (!reader_.is_object(document, {"id", "case", "kind", "regulation", "name", "section",
                                      "school_year", "grade", "stage", "track", "subjects",
                                      "names_en", "behaviour", "attendance"}))
        return std::nullopt;
    year_.name = reader_.text(document, "name");
    year_.section = reader_.text(document, "section");
    if (!read_plan(document))
        return std::nullopt;
    make_courses();
    if (const auto subjects = DocumentReader::given(document, "subjects"))
        read_subjects(*subjects);
    read_names(document);
    read_conduct(document);
    if (!reader_.problems().empty())
        return std::nullopt;
    return std::move(year_);
}

}  // namespace

std::optional<StudentYear> read_student_year(const JsonValue& document,
                                             const EditionRules1447& rules, DocumentReader& reader)
{
    return YearReader(rules, reader).read(document);
}

BehaviourFacts read_behaviour(const JsonValue& value, const EditionRules1447& rules,
                              DocumentReader& reader)
{
    BehaviourFacts facts;
    if (!reader.is_object(value, {"offences", "recovered", "distinguished"}))
        return facts;
    facts.is_given = true;
    if (const auto offences = DocumentReader::given(value, "offences");
        offences && reader.is(*offences, JsonKind::array)) {
        for (const JsonValue one : *offences) {
            if (!reader.is_object(one, {"degree", "times"}))
                continue;
            const auto degree = reader.whole(one, "degree", 1, static_cast<int>(k_offence_degrees));
            const auto times = reader.whole(one, "times", 1, k_most_occurrences);
            if (!DocumentReader::given(one, "degree"))
                reader.missing(one, "degree", "SA1447-BEHAVIOUR");
            if (degree)
                facts.offences.push_back({*degree, times.value_or(1)});
        }
    }
    const MarkLimits limits{"behaviour", rules.behaviour.distinguished.value,
                            rules.entry_decimals.value};
    if (const auto distinguished = DocumentReader::given(value, "distinguished"))
        facts.distinguished = reader.mark(*distinguished, limits);
    if (const auto recovered = DocumentReader::given(value, "recovered")) {
        Trace off = Trace::off();
        const Mark deducted = std::min(behaviour_deduction(facts.offences, rules.behaviour, off, 0),
                                       rules.behaviour.positive.value);
        const Mark most = rules.behaviour.recoverable.value ? deducted : Mark(0);
        facts.recovered = reader.mark(*recovered, {"behaviour", most, rules.entry_decimals.value})
                              .value_or(Mark(0));
    }
    return facts;
}

AttendanceFacts read_attendance(const JsonValue& value, const EditionRules1447& rules,
                                DocumentReader& reader, DocumentReader::Names more)
{
    AttendanceFacts facts;
    std::vector<std::string_view> known = {"absent_days", "excuses", "description"};
    known.insert(known.end(), more);
    if (!reader.is_object(value, known))
        return facts;
    facts.description = reader.text(value, "description");
    const int study_days = rules.attendance.study_days.value;
    const auto absent = reader.whole(value, "absent_days", 0, study_days);
    facts.is_given = absent.has_value();
    facts.absent_days = absent.value_or(0);
    int excused = 0;
    if (const auto excuses = DocumentReader::given(value, "excuses");
        excuses && reader.is(*excuses, JsonKind::array)) {
        for (const JsonValue one : *excuses) {
            if (!reader.is_object(one, {"days", "after_working_days", "accepted", "extended"}))
                continue;
            const auto days = reader.whole(one, "days", 1, study_days);
            const auto after = reader.whole(one, "after_working_days", 0, study_days);
            const auto accepted = reader.yes_no(one, "accepted");
            for (const char* const name : {"days", "after_working_days", "accepted"})
                if (!DocumentReader::given(one, name))
                    reader.missing(one, name, "SA1447-EXCUSES");
            if (days && after && accepted) {
                facts.excuses.push_back(
                    {*days, *after, *accepted, reader.yes_no(one, "extended").value_or(false)});
                excused += *days;
            }
        }
    }
    if (excused > facts.absent_days)
        reader.refuse(RefusalCode::facts_contradict, value.pointer("excuses"),
                      {{"field", "excuses"},
                       {"value", std::to_string(excused)},
                       {"other_field", "absent_days"},
                       {"other_value", std::to_string(facts.absent_days)}},
                      "SA1447-EXCUSES");
    return facts;
}

}  // namespace taqwim::sa_1447
