#include "school/timetable_findings.h"

#include <algorithm>
#include <map>
#include <set>

#include "school/plans_store.h"
#include "school/timetables_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_regulation = "kw_primary_2016";

class Findings {
public:
    Findings(database::Session& session, SchoolId school, const ParametersOnDay& parameters)
        : session_(session),
          school_(school),
          on_(parameters.day()),
          least_load_(parameters.count("development.head_periods_least").value),
          most_load_(parameters.count("development.head_periods_most").value),
          periods_a_week_(parameters.count("development.periods_a_week").value),
          activity_periods_(parameters.count("development.activity_periods").value),
          most_days_of_subject_(parameters.count("development.subject_days_most").value)
    {}

    void add_class(const SchoolClass& of)
    {
        std::int64_t development = 0;
        std::int64_t activity = 0;
        std::map<std::string, std::set<Weekday>> days;
        for (const TimetableSlot& slot : slots_of_class(session_, school_, of.id, on_)) {
            if (slot.kind == "activity")
                ++activity;
            if (slot.kind != "development")
                continue;
            ++development;
            days[slot.subject].insert(slot.weekday);
        }
        const std::int64_t owed = periods_a_week_ - (activity > 0 ? activity_periods_ : 0);
        if (development != owed)
            found_.push_back({.clause = activity > 0 ? "KW-P5-B.4" : "KW-P5-B.5",
                              .class_id = of.id,
                              .staff_member_id = 0,
                              .subject = "",
                              .periods = development,
                              .minimum = owed,
                              .maximum = owed});
        for (const auto& [subject, of_subject] : days)
            if (std::ssize(of_subject) > most_days_of_subject_)
                found_.push_back({.clause = "KW-P5-B.6",
                                  .class_id = of.id,
                                  .staff_member_id = 0,
                                  .subject = subject,
                                  .periods = std::ssize(of_subject),
                                  .minimum = 1,
                                  .maximum = most_days_of_subject_});
    }

    void add_head_of_department(std::int64_t staff_member_id, const std::string& subject)
    {
        std::int64_t lessons = 0;
        std::int64_t development = 0;
        for (const TimetableSlot& slot : slots_of_teacher(session_, school_, staff_member_id, on_))
            ++(slot.kind == "development" ? development : lessons);
        const std::int64_t load = lessons + development;
        if (load < least_load_ || load > most_load_)
            add_load("KW-33.1", staff_member_id, subject, load);
        // Who leads the development of those below the standard teaches nothing else.
        if (development > 0 && lessons > 0)
            add_load("KW-33.2", staff_member_id, subject, lessons);
    }

    [[nodiscard]] std::vector<TimetableFinding> take()
    {
        std::ranges::stable_sort(found_,
                                 [](const TimetableFinding& one, const TimetableFinding& other) {
                                     return one.clause < other.clause;
                                 });
        return std::move(found_);
    }

private:
    void add_load(std::string clause, std::int64_t member, const std::string& subject,
                  std::int64_t periods)
    {
        const bool is_released = clause == "KW-33.2";
        found_.push_back({.clause = std::move(clause),
                          .class_id = 0,
                          .staff_member_id = member,
                          .subject = subject,
                          .periods = periods,
                          .minimum = is_released ? 0 : least_load_,
                          .maximum = is_released ? 0 : most_load_});
    }

    database::Session& session_;
    SchoolId school_;
    Day on_;
    std::int64_t least_load_;            // KW-33.1
    std::int64_t most_load_;             // KW-33.1
    std::int64_t periods_a_week_;        // KW-P5-B.5
    std::int64_t activity_periods_;      // KW-P5-B.4
    std::int64_t most_days_of_subject_;  // KW-P5-B.6
    std::vector<TimetableFinding> found_;
};

}  // namespace

void describe(Fields& fields, const TimetableFinding& finding)
{
    fields.text("clause", finding.clause);
    if (finding.class_id != 0)
        fields.id("class_id", finding.class_id);
    if (finding.staff_member_id != 0)
        fields.id("staff_member_id", finding.staff_member_id);
    fields.text("subject", finding.subject);
    fields.number("periods", finding.periods);
    fields.number("minimum", finding.minimum);
    fields.number("maximum", finding.maximum);
}

Result<std::vector<TimetableFinding>> timetable_findings(database::Session& session,
                                                         SchoolId school, std::int64_t year_id,
                                                         Day on, const ParameterBook& kuwait)
{
    if (!find_year(session, school, year_id))
        return unknown_record("school_year", year_id);
    const auto parameters = kuwait.on(on);
    if (!parameters)
        return parameters.refusal();
    std::map<std::int64_t, bool> is_kuwaiti;
    for (const StudyPlan& plan : plans_of(session, school, year_id))
        is_kuwaiti[plan.id] = plan.regulation == k_regulation;
    Findings findings(session, school, *parameters);
    constexpr std::int64_t all = 10'000;
    bool has_kuwaiti_class = false;
    for (const SchoolClass& of : classes_after(session, school, year_id, 0, all))
        if (is_kuwaiti[of.plan_id]) {
            has_kuwaiti_class = true;
            findings.add_class(of);
        }
    if (has_kuwaiti_class)
        for (const database::Row& row : session.find_all(
                 "SELECT staff_member_id, subject FROM appointment WHERE school_id = $1 AND role = "
                 "'head_of_department' AND first_day <= $2 AND (last_day IS NULL OR last_day >= "
                 "$2) ORDER BY staff_member_id, subject, appointment_id",
                 school, on))
            findings.add_head_of_department(row.integer("staff_member_id"),
                                            row.text_or_null("subject").value_or(""));
    return findings.take();
}

}  // namespace taqwim::school
