// Attendance and cases: counts or a ledger of days, excuses, transfer, the exceptional case
// (Articles 16, 20 to 25).

#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/student_year_builder.h"

#include <algorithm>
#include <tuple>

#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"
#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

namespace {

constexpr int k_most_days = 366;              // of a count of days or latenesses
constexpr std::size_t k_most_entries = 2000;  // of one list of the attendance ledger
constexpr int k_most_periods = 7;             // the development period included

// An excuse is accepted, a case is approved; both words serve for both.
constexpr std::array<std::pair<std::string_view, Judgement>, 6> k_judgements = {
    {{"accepted", Judgement::accepted},
     {"approved", Judgement::accepted},
     {"refused", Judgement::refused},
     {"not_accepted", Judgement::refused},
     {"undecided", Judgement::undecided},
     {"pending", Judgement::undecided}}};

template <class T>
bool is_full(const std::vector<T>& list)
{
    return list.size() >= k_most_entries;
}

}  // namespace

std::span<const std::string_view> StudentYearBuilder::absence_count_names()
{
    static constexpr std::array<std::string_view, 7> names = {
        "unexcused_full_days",   "unexcused_missed_period_days",
        "unapproved_leave_days", "lateness_unaccepted",
        "lateness_accepted",     "excused_intermittent_days",
        "attended_days"};
    return names;
}

void StudentYearBuilder::absence_count(Term term, std::string_view name, std::string_view text,
                                       const Where& where)
{
    const auto count = read_whole(text, 0, k_most_days, where, problems_);
    const auto names = absence_count_names();
    const auto number =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    if (!count || number == names.size() ||
        !is_first(Once::absence_count, index(term) * names.size() + number, text, "KW-22.1", where))
        return;
    AbsenceCounts& counts = year_.absence[index(term)];
    counts.given = true;
    if (!counts_at_)
        counts_at_ = where;
    const std::array<int*, 6> fields = {
        &counts.unexcused_full_days,   &counts.unexcused_missed_period_days,
        &counts.unapproved_leave_days, &counts.lateness_unaccepted,
        &counts.lateness_accepted,     &counts.excused_intermittent_days};
    if (number < fields.size())
        *fields[number] = *count;
    else
        counts.attended_days = *count;
}

Attendance& StudentYearBuilder::attendance(const Where& where)
{
    if (!attendance_)
        attendance_ = std::make_shared<Attendance>();
    if (!attendance_at_)
        attendance_at_ = where;
    return *attendance_;
}

bool StudentYearBuilder::is_absent_all_day(Day day) const
{
    return attendance_ &&
           std::any_of(attendance_->absences.begin(), attendance_->absences.end(),
                       [&](const Absence& one) { return one.day == day && one.period == 0; });
}

void StudentYearBuilder::ledger(const Where& where)
{
    static_cast<void>(attendance(where));
}

// A day on which the student could have been absent or late.
std::optional<Day> StudentYearBuilder::school_day(std::string_view text, const Where& where)
{
    if (text.empty())
        refuse(RefusalCode::field_missing, where, {{"field", "on"}});
    const auto day = day_of_year(text, where);
    if (!day || !year_.calendar)
        return day;
    const SchoolCalendar& calendar = *year_.calendar;
    if (!is_in_term(*day < calendar.holiday_start ? Term::first : Term::second, *day, where))
        return std::nullopt;
    if (!calendar.is_school_day(*day)) {
        refuse(RefusalCode::day_not_school_day, where, {{"day", day->to_text()}}, "KW-2");
        return std::nullopt;
    }
    return day;
}

void StudentYearBuilder::absent_on(std::string_view day_text, std::string_view period_text,
                                   const Where& where)
{
    Attendance& ledger = attendance(where);
    const auto day = school_day(day_text, where.field("on"));
    const auto period =
        read_whole(period_text, 1, k_most_periods, where.field("period"), problems_);
    if (!day || (!period && !period_text.empty()))
        return;
    const auto number = static_cast<std::uint8_t>(period.value_or(0));
    // One absence a day (decision D20): several periods of a day may stand beside each other, a
    // whole day alone.
    for (const Absence& one : ledger.absences)
        if (one.day == *day && (one.period == number || one.period == 0 || number == 0)) {
            refuse(RefusalCode::absence_given_twice, where.field("on"), {{"day", day->to_text()}},
                   "KW-22.4");
            return;
        }
    const auto is_on_day = [&](const auto& one) { return one.day == *day; };
    if (number == 0 &&
        (std::any_of(ledger.latenesses.begin(), ledger.latenesses.end(), is_on_day) ||
         std::any_of(ledger.leaves.begin(), ledger.leaves.end(), is_on_day))) {
        refuse(RefusalCode::facts_contradict, where.field("on"),
               {{"field", "absence"},
                {"value", day->to_text()},
                {"other_field", "lateness or leave"},
                {"other_value", day->to_text()}},
               "KW-20.0");
        return;
    }
    if (is_full(ledger.absences)) {
        refuse(RefusalCode::input_too_large, where, {{"limit", std::to_string(k_most_entries)}});
        return;
    }
    ledger.absences.push_back({*day, number});
}

void StudentYearBuilder::late_on(std::string_view day_text, std::string_view judgement,
                                 const Where& where)
{
    Attendance& ledger = attendance(where);
    const auto day = school_day(day_text, where.field("on"));
    const auto judged = read_choice(judgement, k_judgements, where.field("judgement"), problems_);
    if (!day)
        return;
    const bool is_known = std::any_of(ledger.latenesses.begin(), ledger.latenesses.end(),
                                      [&](const Lateness& one) { return one.day == *day; });
    if (is_known) {
        refuse(RefusalCode::absence_given_twice, where.field("on"), {{"day", day->to_text()}},
               "KW-20.0");
        return;
    }
    if (is_absent_all_day(*day)) {
        refuse(RefusalCode::facts_contradict, where.field("on"),
               {{"field", "lateness"},
                {"value", day->to_text()},
                {"other_field", "absence"},
                {"other_value", day->to_text()}},
               "KW-20.0");
        return;
    }
    if (is_full(ledger.latenesses)) {
        refuse(RefusalCode::input_too_large, where, {{"limit", std::to_string(k_most_entries)}});
        return;
    }
    ledger.latenesses.push_back({*day, judged.value_or(Judgement::undecided)});
}

void StudentYearBuilder::leave_on(std::string_view day_text, bool approved, const Where& where)
{
    Attendance& ledger = attendance(where);
    const auto day = school_day(day_text, where.field("on"));
    if (!day)
        return;
    const bool is_known = std::any_of(ledger.leaves.begin(), ledger.leaves.end(),
                                      [&](const Leave& one) { return one.day == *day; });
    if (is_known) {
        refuse(RefusalCode::absence_given_twice, where.field("on"), {{"day", day->to_text()}},
               "KW-21.2");
        return;
    }
    if (is_absent_all_day(*day)) {
        refuse(RefusalCode::facts_contradict, where.field("on"),
               {{"field", "leave"},
                {"value", day->to_text()},
                {"other_field", "absence"},
                {"other_value", day->to_text()}},
               "KW-21.2");
        return;
    }
    if (is_full(ledger.leaves)) {
        refuse(RefusalCode::input_too_large, where, {{"limit", std::to_string(k_most_entries)}});
        return;
    }
    ledger.leaves.push_back({*day, approved});
}

void StudentYearBuilder::excuse(const ExcuseEntry& entry, const Where& where)
{
    static constexpr std::array<std::pair<std::string_view, ExcuseKind>, 2> kinds = {
        {{"medical", ExcuseKind::medical}, {"non_medical", ExcuseKind::non_medical}}};
    static constexpr std::array<std::pair<std::string_view, Certifier>, 4> certifiers = {
        {{"none", Certifier::none},
         {"health_centre", Certifier::health_centre},
         {"government_hospital", Certifier::government_hospital},
         {"private_hospital", Certifier::private_hospital}}};

    Attendance& ledger = attendance(where);
    const auto from = day_of_year(entry.from, where.field("from"));
    const auto to = entry.to.empty() ? from : day_of_year(entry.to, where.field("to"));
    const auto kind = read_choice(entry.kind, kinds, where.field("kind"), problems_);
    const auto certifier =
        read_choice(entry.certifier, certifiers, where.field("certifier"), problems_);
    const auto submitted = read_day(entry.submitted_on, where.field("submitted_on"), problems_);
    const auto judgement =
        read_choice(entry.judgement, k_judgements, where.field("judgement"), problems_);
    if (entry.from.empty())
        refuse(RefusalCode::field_missing, where.field("from"), {{"field", "from"}}, "KW-22.5");
    if (entry.kind.empty())
        refuse(RefusalCode::field_missing, where.field("kind"), {{"field", "kind"}}, "KW-22.5");
    if (!from || !to || !kind)
        return;
    if (*to < *from) {
        refuse(RefusalCode::facts_contradict, where.field("to"),
               {{"field", "to"},
                {"value", to->to_text()},
                {"other_field", "from"},
                {"other_value", from->to_text()}},
               "KW-22.5");
        return;
    }
    if (is_full(ledger.excuses)) {
        refuse(RefusalCode::input_too_large, where, {{"limit", std::to_string(k_most_entries)}});
        return;
    }
    const Excuse excuse{.from = *from,
                        .to = *to,
                        .kind = *kind,
                        .on_school_form = entry.on_school_form,
                        .certifier = certifier.value_or(Certifier::none),
                        .school_health_certified = entry.school_health_certified,
                        .submitted_on = submitted,
                        .judgement = judgement.value_or(Judgement::undecided)};
    ledger.excuses.push_back(excuse);
    excuse_places_.push_back(where);
}

void StudentYearBuilder::activity(std::string_view letter, std::string_view from_text,
                                  std::string_view to_text, const Where& where)
{
    Attendance& ledger = attendance(where);
    const auto from = day_of_year(from_text, where.field("from"));
    const auto to = to_text.empty() ? from : day_of_year(to_text, where.field("to"));
    if (from_text.empty())
        refuse(RefusalCode::field_missing, where.field("from"), {{"field", "from"}}, "KW-25");
    if (letter.empty())
        refuse(RefusalCode::activity_without_letter, where.field("letter"),
               {{"day", from ? from->to_text() : std::string(from_text)}}, "KW-25");
    if (!from || !to || letter.empty())
        return;
    if (*to < *from) {
        refuse(RefusalCode::facts_contradict, where.field("to"),
               {{"field", "to"},
                {"value", to->to_text()},
                {"other_field", "from"},
                {"other_value", from->to_text()}},
               "KW-25");
        return;
    }
    if (is_full(ledger.activities)) {
        refuse(RefusalCode::input_too_large, where, {{"limit", std::to_string(k_most_entries)}});
        return;
    }
    ledger.activities.push_back({std::string(letter), *from, *to});
}

void StudentYearBuilder::transfer_on(std::string_view day_text, const Where& where)
{
    const auto day = day_of_year(day_text, where);
    if (!day || year_.enrolled_on)
        return;
    const Day first = year_.calendar ? year_.calendar->year_start : year_.school_year.first_day();
    if (*day > first)
        year_.enrolled_on = day;
}

void StudentYearBuilder::carried(Term term, const CarriedEntry& entry, const Where& where)
{
    CarriedAbsence carried;
    const auto count = [&](std::string_view text, std::string_view name) {
        return read_whole(text, 0, k_most_days, where.field(name), problems_).value_or(0);
    };
    carried.unexcused_days = count(entry.unexcused_days, "unexcused_days");
    carried.excused_days = count(entry.excused_days, "excused_days");
    carried.lateness_unaccepted = count(entry.lateness_unaccepted, "lateness_unaccepted");

    // Documents issued by the school before are not issued again, so they must be ones that the
    // rules know.
    std::vector<std::string_view> known;
    for (int i = 0; i <= static_cast<int>(Document::lateness_warning); ++i)
        known.emplace_back(code(static_cast<Document>(i)));
    for (const std::string_view document : entry.documents) {
        if (std::find(known.begin(), known.end(), document) == known.end()) {
            refuse(RefusalCode::value_not_listed, where.field("documents"),
                   {{"value", shown_value(document)}, {"allowed", offered(document, known)}},
                   "KW-24");
            continue;
        }
        if (std::find(carried.documents.begin(), carried.documents.end(), document) ==
            carried.documents.end())
            carried.documents.emplace_back(document);
    }
    if (is_first(Once::carried, index(term), code(term), "KW-24", where))
        year_.carried[index(term)] = std::move(carried);
}

void StudentYearBuilder::exceptional(const ExceptionalEntry& entry, const Where& where)
{
    const auto list = [](const std::vector<std::string>& types) {
        return std::vector<std::string_view>(types.begin(), types.end());
    };
    const auto contains = [](const std::vector<std::string>& types, std::string_view type) {
        return std::find(types.begin(), types.end(), type) != types.end();
    };
    if (!is_first(Once::exceptional, 0, entry.type, "KW-16.0", where))
        return;
    if (entry.type.empty()) {
        refuse(RefusalCode::field_missing, where.field("type"), {{"field", "type"}}, "KW-16.0");
        return;
    }
    if (!contains(rules_->exceptional_types.value, entry.type)) {
        const auto types = list(rules_->exceptional_types.value);
        refuse(RefusalCode::exceptional_type_unknown, where.field("type"),
               {{"value", shown_value(entry.type)}, {"allowed", joined(types)}}, "KW-16.0");
        return;
    }
    static constexpr std::array<std::pair<std::string_view, bool>, 3> persons = {
        {{"learner", false}, {"student", false}, {"parent", true}}};
    const bool of_parent =
        read_choice(entry.person, persons, where.field("person"), problems_).value_or(false);
    if (of_parent && !contains(rules_->exceptional_parent_types.value, entry.type)) {
        const auto types = list(rules_->exceptional_parent_types.value);
        refuse(RefusalCode::exceptional_person_not_allowed, where.field("person"),
               {{"type", std::string(entry.type)}, {"allowed", joined(types)}}, "KW-16.0");
    }
    if (entry.documents < 1)
        refuse(RefusalCode::exceptional_without_document, where.field("documents"),
               {{"type", std::string(entry.type)}}, "KW-16.0");
    const auto from = read_day(entry.from, where.field("from"), problems_);
    const auto to = read_day(entry.to, where.field("to"), problems_);
    if (from && to && *to < *from)
        refuse(RefusalCode::facts_contradict, where.field("to"),
               {{"field", "to"},
                {"value", to->to_text()},
                {"other_field", "from"},
                {"other_value", from->to_text()}},
               "KW-16.0");
    year_.exceptional = ExceptionalCase{
        .type = std::string(entry.type),
        .of_parent = of_parent,
        .from = from,
        .to = to,
        .district = read_choice(entry.district, k_judgements, where.field("district"), problems_)
                        .value_or(Judgement::undecided),
        .ministry_committee = read_choice(entry.ministry_committee, k_judgements,
                                          where.field("ministry_committee"), problems_)
                                  .value_or(Judgement::undecided),
        .lapsed = entry.lapsed};
}

void StudentYearBuilder::last_two_months(std::string_view attended_days, bool absence_all_excused,
                                         const Where& where)
{
    if (attended_days.empty()) {
        refuse(RefusalCode::field_missing, where.field("attended_days"),
               {{"field", "attended_days"}}, "KW-4.4");
        return;
    }
    const auto days =
        read_whole(attended_days, 0, k_most_days, where.field("attended_days"), problems_);
    if (!days)
        return;
    year_.last_two_months =
        LastTwoMonths{.attended_days = *days, .absence_all_excused = absence_all_excused};
    last_two_months_at_ = where;
}

void StudentYearBuilder::check_attendance()
{
    if (!attendance_)
        return;
    Attendance& ledger = *attendance_;
    if (!year_.calendar)
        refuse(RefusalCode::calendar_day_missing, *attendance_at_, {{"field", "year_start"}},
               "KW-2");
    const auto refuse_counts = [&](const Where& where, const char* field) {
        refuse(RefusalCode::facts_contradict, where,
               {{"field", field},
                {"value", "counts"},
                {"other_field", "attendance"},
                {"other_value", "days"}},
               "KW-22.1");
    };
    if (counts_at_)
        refuse_counts(*counts_at_, "absence");
    if (last_two_months_at_)
        refuse_counts(*last_two_months_at_, "last_two_months");

    // KW-21.2  The day on which the student left without approval is never turned into an excused
    // one.
    for (std::size_t i = 0; i < ledger.excuses.size(); ++i) {
        const Excuse& excuse = ledger.excuses[i];
        for (const Leave& leave : ledger.leaves)
            if (!leave.approved && excuse.judgement != Judgement::refused &&
                excuse.from <= leave.day && leave.day <= excuse.to)
                refuse(RefusalCode::excuse_of_unapproved_leave, excuse_places_[i],
                       {{"day", leave.day.to_text()}}, "KW-21.2");
    }

    // In order of days, whatever the order of the source.
    const auto by_day = [](const auto& a, const auto& b) { return a.day < b.day; };
    std::sort(ledger.absences.begin(), ledger.absences.end(),
              [](const Absence& a, const Absence& b) {
                  return std::tie(a.day, a.period) < std::tie(b.day, b.period);
              });
    std::sort(ledger.latenesses.begin(), ledger.latenesses.end(), by_day);
    std::sort(ledger.leaves.begin(), ledger.leaves.end(), by_day);
    const auto by_days = [](const auto& a, const auto& b) {
        return std::tie(a.from, a.to) < std::tie(b.from, b.to);
    };
    std::stable_sort(ledger.excuses.begin(), ledger.excuses.end(), by_days);
    std::stable_sort(ledger.activities.begin(), ledger.activities.end(), by_days);
}

}  // namespace taqwim::kw_primary_2016
