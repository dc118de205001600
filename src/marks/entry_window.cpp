#include "marks/entry_window.h"

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "marks/sheet_store.h"
#include "regulations/frame/json_writer.h"
#include "school/keeping.h"

namespace taqwim::marks {

namespace {

std::optional<Refusal> refuses_days(Day first_day, Day last_day)
{
    if (first_day <= last_day)
        return std::nullopt;
    return Refusal{RefusalCode::days_reversed,
                   {{"field", "last_day"},
                    {"first_day", first_day.to_text()},
                    {"last_day", last_day.to_text()}},
                   "/last_day",
                   ""};
}

void add_window(crypto::FieldDigester& fields, const EntryWindow& window)
{
    fields.number(window.school_year_id)
        .number(window.term)
        .text(window.part)
        .number(window.grade)
        .text(window.subject)
        .text(window.first_day.to_text())
        .text(window.last_day.to_text());
}

bool has_exception(database::Session& session, const MarkSheet& sheet, const school::Act& act)
{
    return act.person_id != 0 &&
           session.find_one(
                      "SELECT COUNT(*) AS granted FROM entry_exception WHERE school_id = $1 AND "
                      "mark_sheet_id = $2 AND staff_member_id = $3 AND last_day >= $4",
                      sheet.id.school, sheet.id.value, act.person_id, act.today)
                   ->integer("granted") > 0;
}

}  // namespace

std::vector<EntryWindow> windows_of_year(database::Session& session, SchoolId school,
                                         std::int64_t school_year_id, std::optional<int> term)
{
    std::vector<EntryWindow> windows;
    for (const database::Row& row : session.find_all(
             "SELECT term, part, grade, subject, first_day, last_day FROM entry_window "
             "WHERE school_id = $1 AND school_year_id = $2 AND (term = $3 OR $3 = -1) "
             "ORDER BY entry_window_id",
             school, school_year_id, term.value_or(-1)))
        windows.push_back({.school_year_id = school_year_id,
                           .term = static_cast<int>(row.integer("term")),
                           .part = row.text("part"),
                           .grade = static_cast<int>(row.integer("grade")),
                           .subject = row.text("subject"),
                           .first_day = school::day_in(row, "first_day"),
                           .last_day = school::day_in(row, "last_day")});
    return windows;
}

const EntryWindow* window_of(const std::vector<EntryWindow>& windows, const MarkSheet& sheet)
{
    const EntryWindow* narrowest = nullptr;
    const auto narrowness = [](const EntryWindow& window) {
        return (window.subject.empty() ? 0 : 4) + (window.grade == 0 ? 0 : 2) +
               (window.part.empty() ? 0 : 1);
    };
    for (const EntryWindow& window : windows) {
        const bool fits = window.term == sheet.term &&
                          (window.part.empty() || window.part == sheet.part) &&
                          (window.grade == 0 || window.grade == sheet.grade) &&
                          (window.subject.empty() || window.subject == sheet.subject);
        if (fits && (narrowest == nullptr || narrowness(window) > narrowness(*narrowest)))
            narrowest = &window;
    }
    return narrowest;
}

std::optional<Refusal> refuses_today(database::Session& session, const MarkSheet& sheet,
                                     const school::Act& act)
{
    return refuses_today(
        session, sheet, windows_of_year(session, sheet.id.school, sheet.school_year_id, sheet.term),
        act);
}

std::optional<Refusal> refuses_today(database::Session& session, const MarkSheet& sheet,
                                     const std::vector<EntryWindow>& windows,
                                     const school::Act& act)
{
    const EntryWindow* window = window_of(windows, sheet);
    if (window != nullptr && window->first_day <= act.today && act.today <= window->last_day)
        return std::nullopt;
    if (has_exception(session, sheet, act))
        return std::nullopt;
    if (window == nullptr)
        return Refusal{RefusalCode::entry_window_missing, {}, "", ""};
    return Refusal{RefusalCode::entry_window_closed,
                   {{"day", act.today.to_text()},
                    {"first_day", window->first_day.to_text()},
                    {"last_day", window->last_day.to_text()}},
                   "",
                   ""};
}

Result<std::int64_t> open_window(school::Changes& changes, SchoolId school,
                                 const EntryWindow& window)
{
    if (const auto refusal = refuses_days(window.first_day, window.last_day))
        return *refusal;
    if (!window.part.empty() && !is_part(window.part)) {
        std::string allowed;
        for (const std::string_view part : k_parts)
            allowed.append(allowed.empty() ? "" : ", ").append(part);
        return Refusal{RefusalCode::value_not_listed,
                       {{"field", "part"}, {"value", window.part}, {"allowed", allowed}},
                       "/part",
                       ""};
    }
    database::Session& session = changes.session();
    if (!session.find_one(
            "SELECT name FROM school_year WHERE school_id = $1 AND school_year_id = $2", school,
            window.school_year_id))
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "school_year"}, {"id", std::to_string(window.school_year_id)}},
                       "/school_year_id",
                       ""};
    const std::int64_t id = changes.new_id();
    if (session.execute("INSERT INTO entry_window (school_id, entry_window_id, school_year_id, "
                        "term, part, grade, subject, first_day, last_day) "
                        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
                        school, id, window.school_year_id, window.term, window.part, window.grade,
                        window.subject, window.first_day, window.last_day) != 1)
        return Refusal{RefusalCode::record_exists,
                       {{"record", "entry_window"}, {"value", window.part}},
                       "/part",
                       ""};
    crypto::FieldDigester fields("taqwim.entry_window.1");
    fields.number(id);
    add_window(fields, window);
    fields.number(1);
    changes.note("entry_window.open", "entry_window " + std::to_string(id), fields.finish());
    return id;
}

std::optional<Refusal> move_window(school::Changes& changes, SchoolId school, std::int64_t window,
                                   std::int64_t version, Day first_day, Day last_day)
{
    if (const auto refusal = refuses_days(first_day, last_day))
        return refusal;
    database::Session& session = changes.session();
    const auto row = session.find_one(
        "SELECT school_year_id, term, part, grade, subject, version FROM entry_window "
        "WHERE school_id = $1 AND entry_window_id = $2",
        school, window);
    if (!row)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "entry_window"}, {"id", std::to_string(window)}},
                       "entry_window_id",
                       ""};
    if (session.execute("UPDATE entry_window SET first_day = $3, last_day = $4, version = version "
                        "+ 1 WHERE school_id = $1 AND entry_window_id = $2 AND version = $5",
                        school, window, first_day, last_day, version) != 1)
        return Refusal{RefusalCode::version_stale,
                       {{"given", std::to_string(version)},
                        {"current", std::to_string(row->integer("version"))}},
                       "",
                       ""};
    crypto::FieldDigester fields("taqwim.entry_window.1");
    fields.number(window);
    add_window(fields, {.school_year_id = row->integer("school_year_id"),
                        .term = static_cast<int>(row->integer("term")),
                        .part = row->text("part"),
                        .grade = static_cast<int>(row->integer("grade")),
                        .subject = row->text("subject"),
                        .first_day = first_day,
                        .last_day = last_day});
    fields.number(version + 1);
    changes.note("entry_window.move", "entry_window " + std::to_string(window), fields.finish());
    return std::nullopt;
}

std::string windows_view(database::Session& session, SchoolId school, std::int64_t school_year_id)
{
    JsonWriter json;
    json.begin_object();
    json.key("windows").begin_array();
    for (
        const database::Row& row : session.find_all(
            "SELECT entry_window_id, term, part, grade, subject, first_day, last_day, version FROM "
            "entry_window WHERE school_id = $1 AND school_year_id = $2 ORDER BY term, part, grade, "
            "subject, entry_window_id",
            school, school_year_id)) {
        json.begin_object();
        json.key("entry_window_id").text(std::to_string(row.integer("entry_window_id")));
        json.key("term").number(row.integer("term"));
        json.key("part").text(row.text("part"));
        json.key("grade").number(row.integer("grade"));
        json.key("subject").text(row.text("subject"));
        json.key("first_day").text(row.text("first_day"));
        json.key("last_day").text(row.text("last_day"));
        json.key("version").text(std::to_string(row.integer("version")));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

Result<std::int64_t> grant_exception(school::Changes& changes, SheetId sheet,
                                     const ExceptionRequest& request)
{
    const school::Act& act = changes.act();
    if (act.person_id == request.staff_member_id)
        return Refusal{RefusalCode::same_person, {}, "/staff_member_id", ""};
    if (trimmed(request.reason).empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "/reason", ""};
    if (const auto refusal = refuses_days(act.today, request.last_day))
        return *refusal;
    database::Session& session = changes.session();
    if (!session.find_one("SELECT name_ar FROM staff_member WHERE school_id = $1 AND "
                          "staff_member_id = $2",
                          sheet.school, request.staff_member_id))
        return Refusal{
            RefusalCode::record_unknown,
            {{"record", "staff_member"}, {"id", std::to_string(request.staff_member_id)}},
            "/staff_member_id",
            ""};
    if (!find_sheet(session, sheet))
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "sheet"}, {"id", sheet.to_text()}},
                       "sheet_id",
                       ""};
    const std::int64_t id = changes.new_id();
    session.execute("INSERT INTO entry_exception (school_id, entry_exception_id, mark_sheet_id, "
                    "staff_member_id, last_day, reason, granted_by, granted_person, granted_at) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    sheet.school, id, sheet.value, request.staff_member_id, request.last_day,
                    request.reason, act.account_id, act.person_id, act.at);
    crypto::FieldDigester fields("taqwim.entry_exception.1");
    fields.number(id).number(sheet.value).number(request.staff_member_id);
    fields.text(request.last_day.to_text()).text(request.reason);
    fields.number(act.account_id).number(act.person_id).text(act.at.to_text());
    changes.note("entry_exception.grant", "mark_sheet " + sheet.to_text(), fields.finish());
    return id;
}

}  // namespace taqwim::marks
