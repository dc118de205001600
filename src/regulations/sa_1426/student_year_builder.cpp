#include "regulations/sa_1426/student_year_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"
#include "regulations/sa_1426/article_06_allotment.h"

namespace taqwim::sa_1426 {

namespace {

constexpr int k_last_grade = 12;
constexpr int k_most_periods = 100;

constexpr std::array<std::pair<std::string_view, Term>, 2> k_term_words = {
    {{"t1", Term::first}, {"t2", Term::second}}};
constexpr std::array<std::pair<std::string_view, StudentKind>, 3> k_kind_words = {
    {{"regular", StudentKind::regular},
     {"affiliated", StudentKind::affiliated},
     {"affiliated_annual", StudentKind::affiliated_annual}}};
constexpr std::array<std::pair<std::string_view, Sitting>, 3> k_absence_words = {
    {{"unexcused", Sitting::absent_unexcused},
     {"excused_pending", Sitting::absent_excused},
     {"cancelled", Sitting::cancelled}}};
constexpr std::array<std::pair<std::string_view, SecondRound::State>, 3> k_second_round_words = {
    {{"absent", SecondRound::State::absent},
     {"excused", SecondRound::State::excused},
     {"cancelled", SecondRound::State::cancelled}}};
constexpr std::array<std::pair<std::string_view, SubjectGroup>, 3> k_group_words = {
    {{"ISLAMIC", SubjectGroup::islamic},
     {"ARABIC", SubjectGroup::arabic},
     {"OTHER", SubjectGroup::other}}};
constexpr std::array<std::pair<std::string_view, Arrangement>, 2> k_arrangement_words = {
    {{"standard", Arrangement::standard}, {"oral", Arrangement::oral}}};

constexpr std::array<MarkSlot, 4> k_regular_slots = {{{MarkSlot::Part::coursework, Term::first},
                                                      {MarkSlot::Part::exam, Term::first},
                                                      {MarkSlot::Part::coursework, Term::second},
                                                      {MarkSlot::Part::exam, Term::second}}};

}  // namespace

StudentYearBuilder::StudentYearBuilder(const Rules& rules, const BuilderContext& context)
    : rules_(rules), context_(context)
{}

void StudentYearBuilder::refuse(RefusalCode code, const Where& where, Arguments arguments,
                                const char* clause)
{
    problems_.add(code, where, std::move(arguments), clause);
}

void StudentYearBuilder::school_year(SchoolYear year, SchoolYearGiven given)
{
    year_.school_year = year;
    year_.school_year_assumed = given == SchoolYearGiven::no;
}

void StudentYearBuilder::grade(std::string_view text, const Where& where)
{
    if (text.empty()) {
        refuse(RefusalCode::field_missing, where, {{"field", "grade"}});
        return;
    }
    const auto number = read_whole(text, 1, k_last_grade, where, problems_);
    if (!number)
        return;
    year_.grade = *number;
    if (goes_by_mastery())
        refuse(RefusalCode::exam_mark_by_mastery, where, {{"grade", std::to_string(*number)}},
               context_.mastery->clauses.exam_mark);
}

void StudentYearBuilder::kind(std::string_view text, const Where& where)
{
    kind_given_ = true;
    if (text.empty()) {
        refuse(RefusalCode::field_missing, where, {{"field", "student_kind"}}, "SR-1.2");
        return;
    }
    const auto kind = read_choice(text, k_kind_words, where, problems_);
    if (!kind)
        return;
    year_.kind = *kind;
    // SR-10.2  No affiliation where skills are mastered over the year.
    if (year_.is_affiliated() && goes_by_mastery())
        refuse(RefusalCode::affiliation_by_mastery, where, {{"grade", std::to_string(year_.grade)}},
               context_.mastery->clauses.admission);
}

void StudentYearBuilder::annual_decision(std::string_view number, const Where& where)
{
    if (!number.empty() && year_.kind != StudentKind::affiliated_annual)
        refuse(RefusalCode::facts_contradict, where,
               {{"field", "annual_decision"},
                {"value", shown_value(number)},
                {"other_field", "student_kind"},
                {"other_value", code(year_.kind)}},
               "SR-10.4");
}

Plan& StudentYearBuilder::own_plan()
{
    if (given_plan_) {
        plan_ = *given_plan_;
        given_plan_.reset();
    }
    return plan_;
}

void StudentYearBuilder::subject(const SubjectEntry& entry, const Where& where)
{
    Plan& plan = own_plan();
    if (plan.subjects.size() >= k_most_subjects) {
        if (plan.subjects.size() == k_most_subjects && subject_places_.size() == k_most_subjects) {
            // Once: the rest would say the same.
            subject_places_.push_back(where);
            refuse(RefusalCode::plan_too_large, where,
                   {{"value", std::to_string(k_most_subjects + 1)},
                    {"maximum", std::to_string(k_most_subjects)}});
        }
        return;
    }
    if (entry.code.empty()) {
        refuse(RefusalCode::field_missing, where.field("code"), {{"field", "code"}}, "SR-1.9");
        return;
    }
    if (const auto known = plan.find(entry.code)) {
        refuse(RefusalCode::given_twice, where.field("code"),
               {{"field", std::string(entry.code)},
                {"other", subject_places_[*known].field("code").to_text()}},
               "SR-1.9");
        return;
    }
    PlanSubject subject;
    subject.code = entry.code;
    subject.name_ar = entry.name_ar;
    subject.name_en = entry.name_en;
    if (entry.group.empty())
        refuse(RefusalCode::field_missing, where.field("group"), {{"field", "group"}}, "SR-1.9");
    else
        subject.group = read_choice(entry.group, k_group_words, where.field("group"), problems_)
                            .value_or(SubjectGroup::other);
    if (entry.weekly_periods.empty())
        refuse(RefusalCode::field_missing, where.field("weekly_periods"),
               {{"field", "weekly_periods"}}, "SR-12.2");
    else
        subject.weekly_periods = read_whole(entry.weekly_periods, 0, k_most_periods,
                                            where.field("weekly_periods"), problems_)
                                     .value_or(0);
    subject.arrangement =
        read_choice(entry.arrangement, k_arrangement_words, where.field("arrangement"), problems_)
            .value_or(Arrangement::standard);
    subject.counts_for_promotion = entry.counts_for_promotion.value_or(true);
    subject.in_average = entry.in_average.value_or(true);
    plan.subjects.push_back(std::move(subject));
    subject_places_.push_back(where);
    if (entry.minimum)
        minimum(plan.subjects.size() - 1, *entry.minimum, where.field("min"));
}

void StudentYearBuilder::plan(std::shared_ptr<const Plan> plan)
{
    given_plan_ = std::move(plan);
}

std::optional<std::size_t> StudentYearBuilder::find_subject(std::string_view code,
                                                            const Where& where)
{
    if (const auto found = plan().find(code))
        return found;
    std::vector<std::string_view> known;
    for (const PlanSubject& subject : plan().subjects)
        known.emplace_back(subject.code);
    refuse(RefusalCode::subject_unknown, where,
           {{"subject", shown_value(code)}, {"allowed", offered(code, known)}}, "SR-1.9");
    return std::nullopt;
}

void StudentYearBuilder::minimum(std::size_t subject, std::string_view text, const Where& where)
{
    PlanSubject& entry = own_plan().subjects[subject];
    entry.minimum_kind = PlanSubject::Minimum::none;
    entry.minimum = {};
    if (text.empty())
        return;
    const auto mark = read_decimal(text, where, problems_);
    if (!mark)
        return;
    const Mark maximum = rules_.subject_maximum.value;
    if (*mark < Exact(0) || *mark > maximum.value) {
        refuse(RefusalCode::value_out_of_range, where,
               {{"value", shown_value(text)}, {"minimum", "0"}, {"maximum", maximum.to_text()}},
               "SR-6.5");
        return;
    }
    entry.minimum_kind = PlanSubject::Minimum::given;
    entry.minimum = Mark(*mark);
}

std::optional<Term> StudentYearBuilder::term(std::string_view text, const Where& where)
{
    return read_choice(text, k_term_words, where, problems_);
}

SubjectMarks& StudentYearBuilder::marks_of(std::size_t subject)
{
    if (year_.subjects.size() < plan().subjects.size())
        year_.subjects.resize(plan().subjects.size());
    return year_.subjects[subject];
}

void StudentYearBuilder::one_term(std::size_t subject, std::string_view text, const Where& where)
{
    if (const auto in = term(text, where))
        marks_of(subject).one_term = in;
}

void StudentYearBuilder::exam_only(std::string_view text, const Where& where)
{
    const auto in = term(text, where);
    if (!in)
        return;
    // PG-9.2  Who is affiliated has no coursework in any term.
    if (year_.is_affiliated()) {
        refuse(RefusalCode::facts_contradict, where,
               {{"field", "exam_only_terms"},
                {"value", std::string(text)},
                {"other_field", "student_kind"},
                {"other_value", code(year_.kind)}},
               "SR-10.4");
        return;
    }
    year_.exam_only_terms[index(*in)] = true;
}

bool StudentYearBuilder::is_oral(std::size_t subject) const
{
    return plan().subjects[subject].arrangement == Arrangement::oral && !year_.is_affiliated();
}

std::vector<MarkSlot> StudentYearBuilder::slots(std::size_t subject) const
{
    const auto is_in_other_term = [&](Term term) {
        if (subject >= year_.subjects.size())
            return false;
        const std::optional<Term>& one_term = year_.subjects[subject].one_term;
        return one_term.has_value() && one_term.value() != term;
    };
    std::vector<MarkSlot> slots;
    for (const MarkSlot slot : k_regular_slots) {
        const bool is_exam = slot.part == MarkSlot::Part::exam;
        const bool is_due = year_.kind == StudentKind::affiliated_annual
                                ? slot.term == Term::second
                                : !is_in_other_term(slot.term);
        const bool has_part = is_oral(subject) ? !is_exam : is_exam || !year_.is_affiliated();
        if (is_due && has_part)
            slots.push_back(slot);
    }
    return slots;
}

bool StudentYearBuilder::has_marks_of(std::size_t subject, std::size_t count, const Where& where)
{
    const std::size_t expected = slots(subject).size();
    if (count == expected)
        return true;
    // SR-10.4  Twice as many marks as exams: those of the coursework stand beside them.
    if (year_.is_affiliated() && count == 2 * expected)
        refuse(RefusalCode::coursework_of_affiliated, where, {{"subject", code_of(subject)}},
               "SR-10.4");
    else
        refuse(RefusalCode::marks_wrong_count, where,
               {{"subject", code_of(subject)},
                {"value", std::to_string(count)},
                {"expected", std::to_string(expected)}},
               year_.is_affiliated() ? "SR-10.5" : "SR-6.5");
    return false;
}

std::optional<Mark> StudentYearBuilder::read_mark(std::size_t subject, std::string_view text,
                                                  const Where& where)
{
    // SR-10.5  A fraction is a mark that was computed, such as 22 of 30 made into 110/3 of 50: it meets no entry step.
    const bool is_computed = text.find('/') != std::string_view::npos;
    const auto number = is_computed ? Exact::parse(text) : read_decimal(text, where, problems_);
    if (!number) {
        if (is_computed)
            refuse(RefusalCode::value_not_a_number, where, {{"value", shown_value(text)}});
        return std::nullopt;
    }
    if (*number < Exact(0)) {
        refuse(RefusalCode::mark_negative, where,
               {{"subject", code_of(subject)}, {"mark", shown_value(text)}}, "SR-6.4");
        return std::nullopt;
    }
    const Exact& step = rules_.entry_step.value;
    if (!is_computed && !(*number / step).is_whole()) {
        refuse(RefusalCode::mark_off_step, where,
               {{"subject", code_of(subject)},
                {"mark", shown_value(text)},
                {"step", rules_.entry_step.info->value}},
               "SR-1.11");
        return std::nullopt;
    }
    return Mark(*number);
}

void StudentYearBuilder::mark(std::size_t subject, MarkSlot slot, std::string_view text,
                              const Where& where)
{
    if (text.empty())
        return;
    const auto value = read_mark(subject, text, where);
    if (!value)
        return;
    TermMarks& marks = marks_of(subject).at(slot.term);
    if (slot.part == MarkSlot::Part::exam) {
        marks.exam = *value;
        marks.sitting = Sitting::sat;
    } else {
        marks.coursework = *value;
        marks.has_coursework = true;
        if (is_oral(subject))
            marks.sitting = Sitting::sat;
    }
    marks_.push_back({subject, slot, where});
}

void StudentYearBuilder::absence(std::size_t subject, std::string_view in, std::string_view word,
                                 const Where& where)
{
    const auto of_term = term(in, where);
    const auto sitting = read_choice(word, k_absence_words, where, problems_);
    if (!of_term || !sitting)
        return;
    const auto due = slots(subject);
    if (std::ranges::none_of(due, [&](const MarkSlot& slot) { return slot.term == *of_term; })) {
        const bool is_annual = year_.kind == StudentKind::affiliated_annual;
        refuse(RefusalCode::facts_contradict, where,
               {{"field", "absences"},
                {"value", code_of(subject) + '.' + code(*of_term)},
                {"other_field", is_annual ? "student_kind" : "one_term"},
                {"other_value", is_annual ? code(year_.kind) : code(other(*of_term))}},
               is_annual ? "SR-10.4" : "SR-4.4");
        return;
    }
    TermMarks& marks = marks_of(subject).at(*of_term);
    // SR-11.1, SR-13.2  Who did not sit an exam, or whose exam was cancelled, has no mark in it.
    if (marks.sitting == Sitting::sat) {
        refuse(RefusalCode::mark_of_absent, where,
               {{"subject", code_of(subject)},
                {"mark", (is_oral(subject) ? marks.coursework : marks.exam).to_text()},
                {"sitting", std::string(word)}},
               *sitting == Sitting::cancelled ? "SR-13.2" : "SR-11.1");
        return;
    }
    marks.sitting = *sitting;
}

void StudentYearBuilder::kept_marks(std::size_t subject, std::string_view in, std::string_view mark,
                                    std::string_view maximum, const Where& where)
{
    if (!is_oral(subject)) {
        refuse(RefusalCode::facts_contradict, where,
               {{"field", "kept_marks"},
                {"value", code_of(subject)},
                {"other_field", year_.is_affiliated() ? "student_kind" : "arrangement"},
                {"other_value", year_.is_affiliated() ? code(year_.kind) : "standard"}},
               "PG-20.11");
        return;
    }
    const auto of_term = term(in, where);
    for (const auto& [name, text] : {std::pair{"mark", mark}, {"maximum", maximum}})
        if (text.empty())
            refuse(RefusalCode::field_missing, where.field(name), {{"field", name}}, "PG-20.11");
    if (!of_term || mark.empty() || maximum.empty())
        return;
    const auto kept = read_mark(subject, mark, where.field("mark"));
    const auto out_of = read_mark(subject, maximum, where.field("maximum"));
    if (!kept || !out_of)
        return;
    year_.kept_marks.push_back({subject, *of_term, *kept, *out_of});
    kept_places_.push_back(where);
}

void StudentYearBuilder::second_round(std::size_t subject, std::string_view text,
                                      const Where& where)
{
    if (text.empty())
        return;
    SecondRound& result = marks_of(subject).second_round;
    const auto first = static_cast<unsigned char>(text.front());
    // A word; digits of any kind, a sign or a point begin a number.
    if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) {
        if (const auto state = read_choice(text, k_second_round_words, where, problems_))
            result.state = *state;
        return;
    }
    const auto mark = read_mark(subject, text, where);
    if (!mark)
        return;
    result.state = SecondRound::State::sat;
    result.mark = *mark;
}

// What is above the marks allotted is refused; so is coursework where none is given.
void StudentYearBuilder::check_maxima()
{
    std::vector<SubjectOutcome> allotted(plan().subjects.size());
    Trace off = Trace::off();
    for (std::size_t subject = 0; subject < allotted.size(); ++subject)
        allotted_marks(year_, subject, rules_, allotted[subject], off);
    for (const GivenMark& given : marks_) {
        const TermMarks& marks = year_.subjects[given.subject].at(given.slot.term);
        const Allotment& allotment = allotted[given.subject].allotment;
        const bool is_exam = given.slot.part == MarkSlot::Part::exam;
        const std::size_t at = index(given.slot.term);
        const Mark& maximum = (is_exam ? allotment.exam : allotment.coursework)[at];
        const Mark& mark = is_exam ? marks.exam : marks.coursework;
        if (mark <= maximum)
            continue;
        if (!is_exam && year_.is_exam_only(given.slot.term) && !is_oral(given.subject))
            refuse(RefusalCode::coursework_of_exam_only_term, given.where,
                   {{"subject", code_of(given.subject)}, {"term", code(given.slot.term)}},
                   "PG-9.2");
        else
            refuse(RefusalCode::mark_over_maximum, given.where,
                   {{"subject", code_of(given.subject)},
                    {"mark", mark.to_text()},
                    {"maximum", maximum.to_text()}},
                   "SR-6.4");
    }
    check_kept_marks(allotted);
    // Where no coursework is due, none is missing.
    for (std::size_t subject = 0; subject < allotted.size(); ++subject)
        for (const Term term : k_terms)
            if (allotted[subject].due[index(term)] && !is_oral(subject) &&
                allotted[subject].allotment.coursework[index(term)].value.is_zero())
                year_.subjects[subject].at(term).has_coursework = true;
}

// They are a part of the term mark, and what they are out of is a part of the term's marks.
void StudentYearBuilder::check_kept_marks(const std::vector<SubjectOutcome>& allotted)
{
    for (std::size_t i = 0; i < year_.kept_marks.size(); ++i) {
        const KeptMarks& kept = year_.kept_marks[i];
        const TermMarks& term = year_.subjects[kept.subject].at(kept.term);
        const Mark of_term = allotted[kept.subject].allotment.of(kept.term);
        if (kept.maximum > of_term)
            refuse(RefusalCode::value_out_of_range, kept_places_[i].field("maximum"),
                   {{"value", kept.maximum.to_text()},
                    {"minimum", "0"},
                    {"maximum", of_term.to_text()}},
                   "PG-20.11");
        const Mark most =
            term.has_coursework ? std::min(kept.maximum, term.coursework) : kept.maximum;
        if (kept.mark > most)
            refuse(RefusalCode::mark_over_maximum, kept_places_[i].field("mark"),
                   {{"subject", code_of(kept.subject)},
                    {"mark", kept.mark.to_text()},
                    {"maximum", most.to_text()}},
                   "PG-20.11");
    }
}

Result<StudentYear> StudentYearBuilder::finish(const Where& whole)
{
    if (!kind_given_)
        refuse(RefusalCode::field_missing, whole.field("student_kind"), {{"field", "student_kind"}},
               "SR-1.2");
    const auto counts = [](const PlanSubject& subject) { return subject.counts_for_promotion; };
    if (std::ranges::none_of(plan().subjects, counts))
        refuse(RefusalCode::plan_without_counting_subject, whole.field("plan"), {}, "SR-7.2a");
    // The words of a term's total have to fit who is examined in it without coursework.
    for (const Term term : k_terms) {
        const TermAllotment& regular = rules_.regular[index(term)];
        const Mark total = regular.coursework.value + regular.exam.value;
        if (year_.is_exam_only(term) && rules_.exam_only_exam.value != total)
            refuse(RefusalCode::marks_do_not_add_up, whole.field("exam_only_terms"),
                   {{"sum", rules_.exam_only_exam.value.to_text()}, {"needed", total.to_text()}},
                   "SR-6.4");
    }
    year_.subjects.resize(plan().subjects.size());
    if (year_.grade != 0) {
        year_.plan = given_plan_ ? given_plan_ : std::make_shared<const Plan>(plan_);
        check_maxima();
    }
    if (!problems_.is_empty())
        return problems_.all().front();
    return std::move(year_);
}

}  // namespace taqwim::sa_1426
