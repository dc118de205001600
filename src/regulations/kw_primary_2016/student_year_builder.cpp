// The year as a whole: who and when, the calendar and the plan, days, and the last checks.
// Attendance, levels, scores and make-ups stand in student_year_builder_*.cpp.

#include "regulations/kw_primary_2016/student_year_builder.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim::kw_primary_2016 {

namespace {

constexpr int k_most_age = 100;
// Above this a plan is a slip of the pen; the regulation has three to five competencies and as few
// units.
constexpr int k_most_units = 50;

// The names under which people keep results. None of them is a fact: all equations are carried out
// in the student record, and nobody types what they give (KW-5.3).
constexpr std::array<std::string_view, 33> k_result_names = {
    "term_mark",      "term_total",      "year_mark",
    "final_mark",     "final_result",    "final_grade",
    "mark_of_term",   "mark_of_year",    "net",
    "net_mark",       "gross",           "gross_mark",
    "total",          "actual_total",    "notional_total",
    "percentage",     "formative_mark",  "formative_total",
    "summative_mark", "summative_total", "unit_points",
    "points",         "deduction",       "deductions",
    "decision",       "result",          "verbal_grade",
    "mean_of_terms",  "average",         "year_average",
    "after_raise",    "raised_mark",     "test_mark"};

}  // namespace

StudentYearBuilder::StudentYearBuilder(const Rules& rules, std::span<const LevelSymbol> symbols)
    : rules_(&rules), symbols_(symbols)
{}

void StudentYearBuilder::refuse(RefusalCode code, const Where& where, Arguments arguments,
                                const char* clause)
{
    problems_.add(code, where, std::move(arguments), clause);
}

void StudentYearBuilder::refuse(Refusal refusal)
{
    problems_.add(std::move(refusal));
}

bool StudentYearBuilder::is_first(Once what, std::size_t which, std::string_view value,
                                  const char* clause, const Where& where)
{
    for (const GivenOnce& one : given_once_)
        if (one.what == what && one.which == which) {
            refuse(RefusalCode::given_twice, where,
                   {{"value", shown_value(value)}, {"other", one.where.to_text()}}, clause);
            return false;
        }
    given_once_.push_back({what, which, where});
    return true;
}

bool StudentYearBuilder::is_result_name(std::string_view name)
{
    return std::find(k_result_names.begin(), k_result_names.end(), name) != k_result_names.end();
}

void StudentYearBuilder::unknown_field(std::string_view name,
                                       std::span<const std::string_view> known, const Where& where)
{
    if (is_result_name(name))
        refuse(RefusalCode::result_typed, where, {{"field", std::string(name)}}, "KW-5.3");
    else
        refuse(RefusalCode::field_unknown, where,
               {{"field", shown_value(name)}, {"allowed", offered(name, known)}});
}

void StudentYearBuilder::school_year(SchoolYear year, Given given, const Where& where)
{
    year_.school_year = year;
    year_.school_year_assumed = given == Given::no;
    if (year.first_day() < rules_->first_covered_day || year.last_day() > rules_->last_covered_day)
        refuse(RefusalCode::school_year_not_covered, where,
               {{"school_year", year.to_text()},
                {"first_day", rules_->first_covered_day.to_text()},
                {"last_day", rules_->last_covered_day.to_text()},
                {"regulation", "kw_primary_2016"}},
               "KW-P1-0");
}

void StudentYearBuilder::regulation(std::string_view id, const Where& where)
{
    constexpr std::string_view k_own = "kw_primary_2016";
    if (!id.empty() && id != k_own)
        refuse(RefusalCode::value_not_listed, where,
               {{"value", shown_value(id)}, {"allowed", std::string(k_own)}});
}

void StudentYearBuilder::id(std::string_view text)
{
    year_.id = text;
}

void StudentYearBuilder::name(std::string_view text)
{
    year_.name = text;
}

void StudentYearBuilder::section(std::string_view text)
{
    year_.section = text;
}

void StudentYearBuilder::grade(std::string_view text, const Where& where)
{
    grade_given_ = grade_given_ || !text.empty();
    const auto number = read_decimal(text, where, problems_);
    if (!number)
        return;
    if (!number->is_whole() || *number < Exact(1) || *number > Exact(k_grades)) {
        refuse(RefusalCode::grade_not_covered, where,
               {{"grade", shown_value(text)},
                {"allowed", "1, 2, 3, 4, 5"},
                {"regulation", "kw_primary_2016"}},
               "KW-1");
        return;
    }
    year_.grade = static_cast<int>(number->numerator());
}

void StudentYearBuilder::as_of(std::string_view text, const Where& where)
{
    year_.as_of = read_day(text, where, problems_);
}

void StudentYearBuilder::sex(std::string_view text, const Where& where)
{
    static constexpr std::array<std::pair<std::string_view, Sex>, 2> choices = {
        {{"male", Sex::male}, {"female", Sex::female}}};
    year_.sex = read_choice(text, choices, where, problems_).value_or(Sex::unknown);
}

void StudentYearBuilder::birth_date(std::string_view text, const Where& where)
{
    const auto day = read_day(text, where, problems_);
    if (day && *day >= year_.school_year.first_day()) {
        refuse(RefusalCode::value_out_of_range, where,
               {{"value", day->to_text()},
                {"minimum", year_.school_year.first_day().plus_years(-k_most_age).to_text()},
                {"maximum", (year_.school_year.first_day() - 1).to_text()}},
               "KW-32");
        return;
    }
    year_.birth_date = day;
}

void StudentYearBuilder::nationality(std::string_view text, const Where& where)
{
    // ISO 3166: two or three letters. Which country it is matters only for the parameter it is
    // compared with.
    std::string country;
    for (const char letter : text)
        country += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    const bool letters =
        std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!country.empty() && (!letters || country.size() < 2 || country.size() > 3)) {
        refuse(RefusalCode::value_not_listed, where,
               {{"value", shown_value(text)}, {"allowed", "KW, SA, EG (ISO 3166)"}});
        return;
    }
    year_.nationality = std::move(country);
}

void StudentYearBuilder::school_staff(std::string_view text, const Where& where)
{
    static constexpr std::array<std::pair<std::string_view, SchoolStaff>, 2> choices = {
        {{"women", SchoolStaff::women}, {"men", SchoolStaff::men}}};
    year_.school_staff =
        read_choice(text, choices, where, problems_).value_or(SchoolStaff::unknown);
}

// KW-23  Who enrols on the first day of the year or before is no newcomer: there is no earlier
// period.
void StudentYearBuilder::enrolment(std::string_view on, bool newcomer, const Where& where)
{
    const auto day = day_of_year(on, where.field("on"));
    if (!day) {
        if (newcomer && on.empty())
            refuse(RefusalCode::field_missing, where.field("on"), {{"field", "on"}}, "KW-23");
        return;
    }
    const Day first = year_.calendar ? year_.calendar->year_start : year_.school_year.first_day();
    if (*day <= first)
        return;
    year_.enrolled_on = day;
    year_.newcomer = newcomer;
}

void StudentYearBuilder::calendar(std::shared_ptr<const SchoolCalendar> calendar,
                                  const Where& where)
{
    if (!calendar)
        return;
    // A calendar that several students share may be another year's.
    if (!year_.school_year.contains(calendar->year_start)) {
        refuse(RefusalCode::day_outside_year, where,
               {{"day", calendar->year_start.to_text()},
                {"school_year", year_.school_year.to_text()},
                {"first_day", year_.school_year.first_day().to_text()},
                {"last_day", year_.school_year.last_day().to_text()}},
               "KW-2");
        return;
    }
    year_.calendar = std::move(calendar);
}

std::optional<Subject> StudentYearBuilder::subject(std::string_view text, const Where& where)
{
    const std::optional<Subject> subject = subject_of(text);
    if (!subject) {
        static constexpr std::array<std::string_view, k_subjects> names = {
            "quran",  "islamic",  "arabic", "english", "maths", "science",
            "social", "computer", "pe",     "art",     "music"};
        if (is_result_name(text))
            refuse(RefusalCode::result_typed, where, {{"field", std::string(text)}}, "KW-5.3");
        else
            refuse(RefusalCode::subject_unknown, where,
                   {{"subject", shown_value(text)}, {"allowed", offered(text, names)}}, "KW-1");
        return std::nullopt;
    }
    if (year_.grade != 0 && !rules_->taught_in(year_.grade).contains(*subject)) {
        refuse(RefusalCode::subject_not_in_plan, where,
               {{"subject", code(*subject)}, {"grade", std::to_string(year_.grade)}}, "KW-1");
        return std::nullopt;
    }
    return subject;
}

std::optional<Term> StudentYearBuilder::term(std::string_view text, const Where& where)
{
    static constexpr std::array<std::pair<std::string_view, Term>, 2> choices = {
        {{"T1", Term::first}, {"T2", Term::second}}};
    if (text.empty())
        refuse(RefusalCode::field_missing, where, {{"field", "term"}}, "KW-2");
    return read_choice(text, choices, where, problems_);
}

void StudentYearBuilder::competencies(Subject subject, Term term, std::string_view text,
                                      const Where& where)
{
    const auto number = read_whole(text, 0, k_most_competencies, where, problems_);
    if (!number)
        return;
    if (*number == 0) {
        refuse(RefusalCode::competencies_zero, where,
               {{"subject", code(subject)}, {"term", code(term)}}, "KW-10.3");
        return;
    }
    slot(subject, term).competencies = *number;
}

void StudentYearBuilder::units(Subject subject, Term term, std::string_view text,
                               const Where& where)
{
    const auto number = read_whole(text, 0, k_most_units, where, problems_);
    if (!number)
        return;
    if (*number == 0) {
        refuse(RefusalCode::units_zero, where, {{"subject", code(subject)}, {"term", code(term)}},
               "KW-11.2");
        return;
    }
    slot(subject, term).units = *number;
}

int StudentYearBuilder::competencies_in_force(Subject subject, Term term)
{
    const int given = slot(subject, term).competencies;
    return given >= 0 ? given : rules_->general_competencies[index(subject)].value;
}

void StudentYearBuilder::exempt(const ExemptionEntry& entry, const Where& where)
{
    struct Ground {
        std::string_view name;
        const Parameter<SubjectSet>* subjects;
        const char* clause;
    };
    const std::array<Ground, 2> grounds = {
        {{"non_muslim", &rules_->exempt_non_muslim, "KW-26.1"},
         {"medical_report", &rules_->exempt_medical_report, "KW-26.2"}}};
    const auto names_of = [](const SubjectSet& set) {
        std::string names;
        for (const Subject subject : k_all_subjects)
            if (set.contains(subject))
                names += (names.empty() ? "" : ", ") + std::string(code(subject));
        return names;
    };

    const Ground* ground = nullptr;
    for (const Ground& one : grounds)
        if (entry.ground.empty() ? one.subjects->value.contains(entry.subject)
                                 : one.name == entry.ground)
            ground = &one;
    if (ground == nullptr && !entry.ground.empty()) {
        refuse(RefusalCode::value_not_listed, where.field("ground"),
               {{"value", shown_value(entry.ground)}, {"allowed", "non_muslim, medical_report"}},
               "KW-26.1");
        return;
    }
    if (ground == nullptr || !ground->subjects->value.contains(entry.subject)) {
        SubjectSet allowed;
        for (const Subject subject : k_all_subjects)
            if (ground != nullptr ? ground->subjects->value.contains(subject)
                                  : grounds[0].subjects->value.contains(subject) ||
                                        grounds[1].subjects->value.contains(subject))
                allowed.insert(subject);
        refuse(RefusalCode::exemption_not_listed, where,
               {{"subject", code(entry.subject)},
                {"ground", std::string(ground != nullptr ? ground->name : "")},
                {"allowed", names_of(allowed)}},
               ground != nullptr ? ground->clause : "KW-26.1");
        return;
    }

    Term from = Term::first;
    if (!entry.from_term.empty()) {
        const auto given = term(entry.from_term, where.field("from_term"));
        if (!given)
            return;
        from = *given;
    }
    ExemptFrom& exempt = year_.exempt[index(entry.subject)];
    if (exempt != ExemptFrom::never) {
        const auto first =
            std::find_if(exemptions_.begin(), exemptions_.end(),
                         [&](const auto& known) { return known.first == entry.subject; });
        refuse(RefusalCode::given_twice, where,
               {{"value", code(entry.subject)}, {"other", first->second.to_text()}},
               ground->clause);
        return;
    }
    exempt = from == Term::first ? ExemptFrom::first_term : ExemptFrom::second_term;
    exemptions_.emplace_back(entry.subject, where);
}

YearDay StudentYearBuilder::year_day(Day day) const
{
    return static_cast<YearDay>(day - year_.school_year.first_day());
}

bool StudentYearBuilder::is_in_year(Day day, const Where& where)
{
    if (year_.school_year.contains(day))
        return true;
    refuse(RefusalCode::day_outside_year, where,
           {{"day", day.to_text()},
            {"school_year", year_.school_year.to_text()},
            {"first_day", year_.school_year.first_day().to_text()},
            {"last_day", year_.school_year.last_day().to_text()}},
           "KW-2");
    return false;
}

// KW-2  A day of the mid-year holiday belongs to no term. Without the calendar only the year can be
// checked.
bool StudentYearBuilder::is_in_term(Term term, Day day, const Where& where)
{
    if (!is_in_year(day, where))
        return false;
    if (!year_.calendar)
        return true;
    const SchoolCalendar& calendar = *year_.calendar;
    if (calendar.term_of(day) == term)
        return true;
    if (day >= calendar.holiday_start && day <= calendar.holiday_end)
        refuse(RefusalCode::day_in_holiday, where, {{"day", day.to_text()}}, "KW-2");
    else
        refuse(RefusalCode::day_outside_term, where,
               {{"day", day.to_text()},
                {"term", code(term)},
                {"first_day", calendar.term_start(term).to_text()},
                {"last_day", calendar.term_end(term).to_text()}},
               "KW-2");
    return false;
}

std::optional<Day> StudentYearBuilder::day_of_term(Term term, std::string_view text,
                                                   const Where& where)
{
    const auto day = read_day(text, where, problems_);
    return day && is_in_term(term, *day, where) ? day : std::nullopt;
}

std::optional<Day> StudentYearBuilder::day_of_year(std::string_view text, const Where& where)
{
    const auto day = read_day(text, where, problems_);
    return day && is_in_year(*day, where) ? day : std::nullopt;
}

void StudentYearBuilder::check_exemptions()
{
    if (exemptions_.empty() || year_.grade == 0)
        return;
    // KW-26.1  The subjects of the non-Muslim student go together, and from the same term on
    // (decision D14).
    const SubjectSet together = rules_->exempt_non_muslim.value;
    const SubjectSet taught = rules_->taught_in(year_.grade);
    for (const auto& [subject, where] : exemptions_) {
        if (!together.contains(subject))
            continue;
        for (const Subject other : k_all_subjects)
            if (together.contains(other) && taught.contains(other) &&
                year_.exempt[index(other)] != year_.exempt[index(subject)] &&
                (year_.exempt[index(other)] == ExemptFrom::never || index(other) > index(subject)))
                refuse(RefusalCode::exemption_not_together, where,
                       {{"subject", code(subject)}, {"other_subject", code(other)}}, "KW-26.1");
    }
    // KW-12.2  Without a counted subject there is no total to reckon from.
    const SubjectSet& counted = rules_->counted_in(year_.grade).value;
    const bool any_left =
        std::any_of(k_all_subjects.begin(), k_all_subjects.end(), [&](Subject subject) {
            return counted.contains(subject) && !year_.is_exempt(subject);
        });
    if (!any_left)
        refuse(RefusalCode::exemption_all_counted, exemptions_.front().second, {}, "KW-12.2");
}

void StudentYearBuilder::store_marks()
{
    std::size_t measures = 0;
    std::size_t units = 0;
    for (const Slot& record : slots_) {
        measures += record.measures.size();
        units += record.units > 0 ? static_cast<std::size_t>(record.units) : 0;
    }
    year_.measures.reserve(measures);
    year_.units.reserve(units);
    for (const Subject subject : k_all_subjects) {
        if (!rules_->taught_in(year_.grade).contains(subject))
            continue;
        for (const Term term : k_terms) {
            if (year_.is_exempt(subject, term))
                continue;
            SubjectTerm& record = year_.subject_terms[index(subject)][index(term)];
            store_formative(subject, term, record);

            const Slot& given = slot(subject, term);
            record.units = static_cast<std::uint8_t>(std::max(given.units, 0));
            record.first_unit = static_cast<std::uint32_t>(year_.units.size());
            for (int number = 1; number <= given.units; ++number) {
                const bool is_given =
                    !given.unit_results.empty() &&
                    given.unit_results[static_cast<std::size_t>(number - 1)].given;
                year_.units.push_back(
                    is_given ? given.unit_results[static_cast<std::size_t>(number - 1)].unit
                             : Unit{});
                record.has_units = record.has_units || is_given;
            }
        }
    }
}

Result<StudentYear> StudentYearBuilder::finish(const Where& whole)
{
    if (!grade_given_)
        refuse(RefusalCode::field_missing, whole.field("grade"), {{"field", "grade"}}, "KW-1");
    check_exemptions();
    check_attendance();
    check_exclusions();
    if (!problems_.is_empty())
        return problems_.all().front();
    store_marks();
    year_.attendance = std::move(attendance_);
    return std::move(year_);
}

}  // namespace taqwim::kw_primary_2016
