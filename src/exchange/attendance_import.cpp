#include "exchange/attendance_import.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "attendance/roll_store.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "exchange/student_directory.h"
#include "platform/tables/arabic_text.h"
#include "school/on_day.h"

namespace taqwim::exchange {

namespace {

// A class, a day and a slot of it: one roll.
using RollKey = std::tuple<std::int64_t, Day, std::string, std::int64_t>;

struct Planned {
    const AttendanceMark* mark = nullptr;
    std::int64_t student = 0;
    std::size_t item = 0;
};

class AttendanceImport {
public:
    AttendanceImport(school::Changes& changes, SchoolId school, AttendanceFile file,
                     const AttendanceWish& wish)
        : changes_(changes), school_(school), file_(std::move(file)), wish_(wish)
    {}

    AttendanceOutcome carry_out()
    {
        outcome_.plan = std::move(file_.plan);
        for (const AttendanceMark& mark : file_.marks)
            plan(mark);
        for (const auto& [key, planned] : rolls_)
            refuse_roll(key, planned);
        const auto bad = outcome_.plan.bad_rows(wish_.accepts_overwrites);
        for (const auto& [key, planned] : rolls_)
            take(key, planned, bad);
        return std::move(outcome_);
    }

private:
    void plan(const AttendanceMark& mark)
    {
        const auto year = year_of(mark.day);
        if (!year) {
            outcome_.plan.refuse(
                mark.place,
                {RefusalCode::day_not_of_school, {{"day", mark.day.to_text()}}, "", ""});
            return;
        }
        const StudentDirectory& directory = directory_of(*year);
        const std::vector<std::int64_t> classes = classes_of(mark, *year);
        const auto found = directory.find({.identity = mark.identity,
                                           .number = mark.number,
                                           .name = mark.name,
                                           .number_lost_zeros = mark.number_lost_zeros,
                                           .classes = classes,
                                           .day = mark.day});
        if (!found) {
            outcome_.plan.refuse(mark.student_place, found.refusal());
            return;
        }
        if (!*found) {
            const std::string& mentioned = !mark.identity.empty() ? mark.identity
                                           : !mark.number.empty() ? mark.number
                                                                  : mark.name;
            outcome_.plan.refuse(mark.student_place,
                                 {RefusalCode::student_unknown, {{"student", mentioned}}, "", ""});
            return;
        }
        const auto class_id = directory.class_of(**found, mark.day);
        if (!class_id || (wish_.class_id && class_id != wish_.class_id)) {
            outcome_.plan.refuse(
                mark.student_place,
                {RefusalCode::not_enrolled, {{"day", mark.day.to_text()}}, "", ""});
            return;
        }
        const RollKey key(*class_id, mark.day, mark.slot.kind, mark.slot.period);
        std::vector<Planned>& roll = rolls_[key];
        const auto twice = std::ranges::find(roll, **found, &Planned::student);
        if (twice != roll.end()) {
            outcome_.plan.refuse(
                mark.place,
                {RefusalCode::given_twice,
                 {{"field", "status"}, {"other", outcome_.plan.place_text(twice->mark->place)}},
                 "",
                 ""});
            return;
        }
        add_item(key, mark, **found);
        roll.push_back({&mark, **found, outcome_.plan.items.size() - 1});
    }

    void add_item(const RollKey& key, const AttendanceMark& mark, std::int64_t student)
    {
        const auto* before = roll_before(key);
        PlanItem item{.place = mark.place,
                      .student_id = student,
                      .what = mark.day.to_text() + ' ' + mark.slot.kind +
                              (mark.slot.period == 0 ? "" : ' ' + std::to_string(mark.slot.period)),
                      .value = mark.status,
                      .state = ItemState::added,
                      .target = std::get<0>(key)};
        if (before != nullptr) {
            const attendance::RollException* was = exception_of(*before, student);
            item.was = was != nullptr ? was->status : "present";
            item.version = before->id;
            const bool is_same =
                item.was == mark.status &&
                (!mark.minutes || (was != nullptr && was->minutes == mark.minutes));
            item.state = is_same ? ItemState::same : ItemState::changed;
            if (!is_same)
                outcome_.plan.refuse_overwriting(mark.place, item.was, item.value);
        }
        outcome_.plan.items.push_back(std::move(item));
    }

    // What keeps the roll as a whole from being taken is said once, at its first row.
    void refuse_roll(const RollKey& key, const std::vector<Planned>& planned)
    {
        const auto year = attendance::year_for_facts(changes_.session(), school_, std::get<1>(key),
                                                     changes_.act().today);
        if (!year)
            outcome_.plan.refuse(planned.front().mark->place, year.refusal());
    }

    void take(const RollKey& key, const std::vector<Planned>& planned,
              const std::set<std::pair<std::uint32_t, std::uint32_t>>& bad)
    {
        if (!attendance::year_for_facts(changes_.session(), school_, std::get<1>(key),
                                        changes_.act().today)) {
            outcome_.left_out += std::ssize(planned);
            return;
        }
        const auto* before = roll_before(key);
        attendance::Roll roll;
        roll.class_id = std::get<0>(key);
        roll.day = std::get<1>(key);
        roll.slot = planned.front().mark->slot;
        std::set<std::int64_t> said;
        std::int64_t changed = 0;
        for (const Planned& one : planned) {
            const bool is_bad = bad.contains({one.mark->place.table, one.mark->place.row});
            const bool is_new = outcome_.plan.items[one.item].state != ItemState::same;
            if (is_bad && wish_.leaves_out_bad_rows) {
                outcome_.left_out += is_new ? 1 : 0;
                continue;
            }
            changed += is_new ? 1 : 0;
            said.insert(one.student);
            if (one.mark->status != "present")
                roll.exceptions.push_back({.student_id = one.student,
                                           .status = one.mark->status,
                                           .minutes = one.mark->minutes});
        }
        if (changed == 0)
            return;
        if (before != nullptr)
            for (const attendance::RollException& one : before->exceptions)
                if (!said.contains(one.student_id))
                    roll.exceptions.push_back(one);
        const auto taken =
            changes_.attempt([&] { return attendance::take_within(changes_, school_, roll); });
        if (!taken)
            outcome_.plan.refuse(planned.front().mark->place, taken.refusal());
        else
            outcome_.stored += changed;
    }

    // The roll that stands for this class, day and slot; null when none was taken.
    const attendance::Roll* roll_before(const RollKey& key)
    {
        const auto& [class_id, day, kind, period] = key;
        const auto known = before_.find({class_id, day});
        const std::vector<attendance::Roll>& rolls =
            known != before_.end() ? known->second
                                   : before_
                                         .emplace(std::pair(class_id, day),
                                                  attendance::rolls_of_class(
                                                      changes_.session(), school_, class_id, day))
                                         .first->second;
        for (const attendance::Roll& roll : rolls)
            if (roll.slot.kind == kind && roll.slot.period == period)
                return &roll;
        return nullptr;
    }

    [[nodiscard]] static const attendance::RollException* exception_of(const attendance::Roll& roll,
                                                                       std::int64_t student)
    {
        const auto found =
            std::ranges::find(roll.exceptions, student, &attendance::RollException::student_id);
        return found == roll.exceptions.end() ? nullptr : &*found;
    }

    std::optional<std::int64_t> year_of(Day day)
    {
        const auto known = years_.find(day);
        if (known != years_.end())
            return known->second;
        const auto year = school::year_on(changes_.session(), school_, day);
        return years_.emplace(day, year ? std::optional(year->id) : std::optional<std::int64_t>())
            .first->second;
    }

    const StudentDirectory& directory_of(std::int64_t year)
    {
        const auto known = directories_.find(year);
        if (known != directories_.end())
            return known->second;
        return directories_.emplace(year, StudentDirectory::read(changes_.session(), school_, year))
            .first->second;
    }

    // In which classes a name is looked for: that of the import, or those of the name that the row gives.
    std::vector<std::int64_t> classes_of(const AttendanceMark& mark, std::int64_t year)
    {
        if (wish_.class_id)
            return {*wish_.class_id};
        if (mark.class_name.empty())
            return {};
        auto known = classes_.find(year);
        if (known == classes_.end()) {
            std::multimap<std::string, std::int64_t> named;
            for (const database::Row& row : changes_.session().find_all(
                     "SELECT c.class_id, c.name, p.grade FROM class c JOIN study_plan p "
                     "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
                     "WHERE c.school_id = $1 AND c.school_year_id = $2 ORDER BY c.class_id",
                     school_, year)) {
                const std::string name = row.text("name");
                const std::string full = std::to_string(row.integer("grade")) + ' ' + name;
                named.emplace(tables::heading_form(name), row.integer("class_id"));
                if (tables::heading_form(full) != tables::heading_form(name))
                    named.emplace(tables::heading_form(full), row.integer("class_id"));
            }
            known = classes_.emplace(year, std::move(named)).first;
        }
        std::vector<std::int64_t> found;
        const auto [first, last] = known->second.equal_range(tables::heading_form(mark.class_name));
        for (auto one = first; one != last; ++one)
            found.push_back(one->second);
        return found;
    }

    school::Changes& changes_;
    SchoolId school_;
    AttendanceFile file_;
    AttendanceWish wish_;
    AttendanceOutcome outcome_;
    std::map<RollKey, std::vector<Planned>> rolls_;
    std::map<std::pair<std::int64_t, Day>, std::vector<attendance::Roll>> before_;
    std::map<Day, std::optional<std::int64_t>> years_;
    std::map<std::int64_t, StudentDirectory> directories_;
    std::map<std::int64_t, std::multimap<std::string, std::int64_t>> classes_;
};

}  // namespace

AttendanceOutcome carry_out_attendance(school::Changes& changes, SchoolId school,
                                       AttendanceFile file, const AttendanceWish& wish)
{
    return AttendanceImport(changes, school, std::move(file), wish).carry_out();
}

}  // namespace taqwim::exchange
