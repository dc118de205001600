#include "marks/progress.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "marks/entry_window.h"
#include "marks/signing.h"
#include "regulations/frame/json_writer.h"
#include "school/keeping.h"
#include "school/on_day.h"
#include "school/staff_store.h"

namespace taqwim::marks {

namespace {

constexpr std::array<std::string_view, 6> k_states = {"signed",  "complete",  "open",
                                                      "overdue", "not_begun", "no_window"};

struct Teacher {
    std::int64_t id = 0;
    std::string name_ar;
    std::string name_en;
};

// Who teaches a subject in a class today, each asked once.
class Teachers {
public:
    Teachers(database::Session& session, SchoolId school, Day today)
        : session_(session), school_(school), today_(today)
    {}

    const Teacher& of(std::int64_t class_id, const std::string& subject)
    {
        const auto [place, is_new] = known_.try_emplace({class_id, subject});
        if (is_new)
            if (const auto found =
                    school::teacher_of(session_, school_, class_id, subject, today_)) {
                place->second.id = found->staff_member_id;
                if (const auto member =
                        school::find_staff_member(session_, school_, found->staff_member_id)) {
                    place->second.name_ar = member->name_ar;
                    place->second.name_en = member->name_en;
                }
            }
        return place->second;
    }

private:
    database::Session& session_;
    SchoolId school_;
    Day today_;
    std::map<std::pair<std::int64_t, std::string>, Teacher> known_;
};

EntryState state_of(const SheetProgress& progress, const EntryWindow* window, Day today)
{
    if (progress.sheet.signed_at)
        return EntryState::signed_off;
    if (progress.missing == 0)
        return EntryState::complete;
    if (window == nullptr)
        return EntryState::no_window;
    if (today < window->first_day)
        return EntryState::not_begun;
    return window->last_day < today ? EntryState::overdue : EntryState::open;
}

void write_progress(JsonWriter& json, const SheetProgress& progress)
{
    const MarkSheet& sheet = progress.sheet;
    json.begin_object();
    json.key("sheet_id").text(sheet.id.to_text());
    json.key("class_id").text(std::to_string(sheet.class_id));
    json.key("class_name").text(sheet.class_name);
    json.key("grade").number(sheet.grade);
    json.key("subject").text(sheet.subject);
    json.key("term").number(sheet.term);
    json.key("part").text(sheet.part);
    json.key("title_ar").text(sheet.title_ar);
    json.key("title_en").text(sheet.title_en);
    if (progress.teacher_id != 0) {
        json.key("teacher").begin_object();
        json.key("staff_member_id").text(std::to_string(progress.teacher_id));
        json.key("name_ar").text(progress.teacher_ar);
        json.key("name_en").text(progress.teacher_en);
        json.end_object();
    }
    json.key("needed").number(progress.needed);
    json.key("missing").number(progress.missing);
    json.key("awaited").number(progress.awaited);
    json.key("students").number(progress.students);
    if (progress.due)
        json.key("due").text(progress.due->to_text());
    json.key("state").text(to_text(progress.state));
    json.end_object();
}

// Sheets counted together.
struct Group {
    const SheetProgress* first = nullptr;
    std::int64_t sheets = 0;
    std::int64_t signed_off = 0;
    std::int64_t overdue = 0;
    std::int64_t needed = 0;
    std::int64_t missing = 0;
    std::optional<Day> due = std::nullopt;
};

void add(Group& group, const SheetProgress& progress)
{
    if (group.first == nullptr)
        group.first = &progress;
    ++group.sheets;
    group.signed_off += progress.state == EntryState::signed_off ? 1 : 0;
    group.overdue += progress.state == EntryState::overdue ? 1 : 0;
    group.needed += progress.needed;
    group.missing += progress.missing;
    const bool waits = progress.missing > 0 && progress.state != EntryState::signed_off;
    if (waits && progress.due && (!group.due || *progress.due < *group.due))
        group.due = progress.due;
}

// What a group is told apart by, as text.
std::string key_of(const SheetProgress& progress, ProgressBy by)
{
    if (by == ProgressBy::teacher)
        return std::to_string(progress.teacher_id);
    if (by == ProgressBy::school_class)
        return std::to_string(progress.sheet.class_id);
    return progress.sheet.subject;
}

void write_group(JsonWriter& json, const Group& group, ProgressBy by)
{
    const SheetProgress& one = *group.first;
    json.begin_object();
    if (by == ProgressBy::teacher) {
        // Without an id: sheets that nobody is appointed for.
        if (one.teacher_id != 0)
            json.key("staff_member_id").text(std::to_string(one.teacher_id));
        json.key("name_ar").text(one.teacher_ar);
        json.key("name_en").text(one.teacher_en);
    } else if (by == ProgressBy::school_class) {
        json.key("class_id").text(std::to_string(one.sheet.class_id));
        json.key("class_name").text(one.sheet.class_name);
        json.key("grade").number(one.sheet.grade);
    } else {
        json.key("subject").text(one.sheet.subject);
    }
    json.key("sheets").number(group.sheets);
    json.key("signed").number(group.signed_off);
    json.key("overdue").number(group.overdue);
    json.key("needed").number(group.needed);
    json.key("missing").number(group.missing);
    if (group.due)
        json.key("due").text(group.due->to_text());
    json.end_object();
}

}  // namespace

std::string_view to_text(EntryState state)
{
    return k_states[static_cast<std::size_t>(state)];
}

Result<std::vector<SheetProgress>> entry_progress(database::Session& session, SchoolId school,
                                                  std::int64_t school_year_id,
                                                  const SheetFilter& filter, Day today)
{
    if (!session.find_one(
            "SELECT name FROM school_year WHERE school_id = $1 AND school_year_id = $2", school,
            school_year_id))
        return school::unknown_record("school_year", school_year_id, "school_year_id");
    const auto windows = windows_of_year(session, school, school_year_id);
    Teachers teachers(session, school, today);
    std::vector<SheetProgress> all;
    for (MarkSheet& sheet : sheets_of_year(session, school, school_year_id, filter)) {
        const Completeness now = completeness_of(session, sheet, today);
        const Teacher& teacher = teachers.of(sheet.class_id, sheet.subject);
        const EntryWindow* window = window_of(windows, sheet);
        SheetProgress progress{.sheet = std::move(sheet),
                               .teacher_id = teacher.id,
                               .teacher_ar = teacher.name_ar,
                               .teacher_en = teacher.name_en,
                               .needed = now.needed,
                               .missing = std::ssize(now.missing)};
        std::set<std::int64_t> students;
        for (const MissingCell& cell : now.missing) {
            students.insert(cell.student_id);
            progress.awaited += cell.is_awaited ? 1 : 0;
        }
        progress.students = std::ssize(students);
        if (window != nullptr)
            progress.due = window->last_day;
        progress.state = state_of(progress, window, today);
        all.push_back(std::move(progress));
    }
    return all;
}

Result<std::string> progress_by_sheet(database::Session& session, SchoolId school,
                                      std::int64_t school_year_id, SheetFilter filter, Day today)
{
    const std::int64_t shown = filter.limit;
    ++filter.limit;
    const auto all = entry_progress(session, school, school_year_id, filter, today);
    if (!all)
        return all.refusal();
    JsonWriter json;
    json.begin_object().key("sheets").begin_array();
    std::int64_t written = 0;
    for (const SheetProgress& progress : *all) {
        if (written == shown)
            break;
        write_progress(json, progress);
        ++written;
    }
    json.end_array();
    if (std::ssize(*all) > shown)
        json.key("next").text((*all)[static_cast<std::size_t>(shown) - 1].sheet.id.to_text());
    json.end_object();
    return std::string(json.str());
}

Result<std::string> progress_by_group(database::Session& session, SchoolId school,
                                      std::int64_t school_year_id, const SheetFilter& filter,
                                      ProgressBy by, Day today)
{
    const auto all = entry_progress(session, school, school_year_id, filter, today);
    if (!all)
        return all.refusal();
    std::map<std::string, Group> by_key;
    for (const SheetProgress& progress : *all)
        add(by_key[key_of(progress, by)], progress);
    std::vector<std::pair<std::string, Group>> groups(by_key.begin(), by_key.end());
    // Stable: where as much is missing, by key.
    std::ranges::stable_sort(groups, [](const auto& one, const auto& other) {
        return one.second.missing > other.second.missing;
    });
    JsonWriter json;
    json.begin_object().key("groups").begin_array();
    for (const auto& [key, group] : groups)
        write_group(json, group, by);
    json.end_array().end_object();
    return std::string(json.str());
}

}  // namespace taqwim::marks
