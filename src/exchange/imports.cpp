#include "exchange/imports.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/refusal_codes.h"
#include "exchange/attendance_import.h"
#include "exchange/import_template.h"
#include "exchange/marks_plan.h"
#include "exchange/marks_targets.h"
#include "exchange/marks_undo.h"
#include "exchange/roster_import.h"
#include "marks/bulk_recording.h"
#include "regulations/frame/json_value.h"
#include "school/digest_column.h"

namespace taqwim::exchange {

namespace {

using database::Session;
using school::Act;
using school::Answer;
using school::Changes;

constexpr std::size_t k_first_problems = 100;

Refusal unknown_import(std::int64_t id)
{
    return school::unknown_record("import", id, "import_id");
}

// The import, when it is of that kind: one route never shows another's.
Result<FileImport> import_of(Session& session, SchoolId school, ImportKind kind, std::int64_t id)
{
    auto found = find_import(session, school, id);
    if (!found || found->kind != to_text(kind))
        return unknown_import(id);
    return std::move(*found);
}

std::optional<Refusal> refuses_decided(Session& session, SchoolId school, std::int64_t id)
{
    const auto events = events_of(session, school, id);
    if (events.empty())
        return std::nullopt;
    const std::string day = events.back().done_at.substr(0, 10);
    if (events.back().kind == "forgotten")
        return Refusal{RefusalCode::import_expired, {{"day", day}}, "", ""};
    return Refusal{RefusalCode::decided_already, {{"day", day}}, "", ""};
}

crypto::Digest digest_of_event(const ImportEvent& event)
{
    return school::digest_of_record("import_event", event);
}

void note_event(Changes& changes, SchoolId school, std::string_view verb, ImportEvent event)
{
    event.id = changes.new_id();
    insert_event(changes, school, event);
    changes.note("import." + std::string(verb), "import " + std::to_string(event.import_id),
                 digest_of_event(event));
}

// Lines `first` to `last` of a text, each a whole JSON value, as a list.
std::size_t write_lines(JsonWriter& json, std::string_view text, std::size_t first,
                        std::size_t count)
{
    std::size_t number = 0;
    json.begin_array();
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (number >= first && number < first + count)
            json.raw(text.substr(0, end));
        ++number;
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    json.end_array();
    return number;
}

Result<std::string> page_of_lines(const std::string& lines, const school::Page& page)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    JsonWriter json;
    json.begin_object().key("items");
    const auto first = static_cast<std::size_t>(*after);
    const std::size_t all = write_lines(json, lines, first, static_cast<std::size_t>(page.limit));
    const std::size_t next = first + static_cast<std::size_t>(page.limit);
    json.key("next");
    if (next < all)
        json.text(std::to_string(next));
    else
        json.null();
    json.end_object();
    return std::string(json.str());
}

std::string report_json(const FileImport& import, const std::vector<ImportEvent>& events,
                        const std::optional<ImportContent>& content)
{
    JsonWriter json;
    json.begin_object();
    json.key("import");
    school::write_json(json, import);
    json.key("events").begin_array();
    for (const ImportEvent& event : events)
        school::write_json(json, event);
    json.end_array();
    json.key("kept_until");
    if (content)
        json.text(content->kept_until);
    else
        json.null();
    json.key("problems");
    write_lines(json, content ? std::string_view(content->problems) : std::string_view{}, 0,
                k_first_problems);
    json.end_object();
    return std::string(json.str());
}

std::string source_of(std::int64_t import_id)
{
    return "import " + std::to_string(import_id);
}

Act without_key(Act act)
{
    act.client_key.clear();
    act.request_digest.clear();
    return act;
}

struct Left {
    std::int64_t stored = 0;
    std::int64_t left_out = 0;
};

// The planned entries of the good rows, sheet by sheet.
Result<Left> store_marks(Changes& changes, SchoolId school, const MarksPlan& planned,
                         const std::vector<std::int64_t>& sheets, bool accepts_overwrites,
                         std::int64_t import_id)
{
    const auto bad = planned.plan.bad_rows(accepts_overwrites);
    std::vector<std::vector<marks::EntryRequest>> entries(sheets.size());
    Left left;
    for (const MarksWrite& write : planned.writes) {
        const Place& place = planned.plan.items[write.item].place;
        if (bad.contains({place.table, place.row}))
            ++left.left_out;
        else
            entries[write.target].push_back(write.entry);
    }
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (entries[i].empty())
            continue;
        const auto recorded = marks::record_marks_in_bulk(changes, {school, sheets[i]}, entries[i],
                                                          {.source = source_of(import_id)});
        if (!recorded)
            return recorded.refusal();
        // They were held against the same sheet a moment ago, in this transaction.
        for (const marks::RecordedRow& row : recorded->rows)
            if (row.refusal)
                return *row.refusal;
        left.stored += static_cast<std::int64_t>(recorded->accepted);
    }
    return left;
}

}  // namespace

std::string_view to_text(ImportKind kind)
{
    switch (kind) {
    case ImportKind::roster: return "roster";
    case ImportKind::marks: return "marks";
    case ImportKind::attendance: return "attendance";
    }
    return "roster";
}

std::optional<ImportKind> parse_import_kind(std::string_view text)
{
    for (const ImportKind kind : {ImportKind::roster, ImportKind::marks, ImportKind::attendance})
        if (to_text(kind) == text)
            return kind;
    return std::nullopt;
}

std::string ImportScope::to_json() const
{
    JsonWriter json;
    json.begin_object().key("sheets").begin_array();
    for (const std::int64_t sheet : sheets)
        json.text(std::to_string(sheet));
    json.end_array();
    if (class_id)
        json.key("class_id").text(std::to_string(*class_id));
    if (term)
        json.key("term").text(std::to_string(*term));
    if (first_day)
        json.key("first_day").text(first_day->to_text());
    json.end_object();
    return std::string(json.str());
}

ImportScope ImportScope::in(std::string_view text)
{
    const auto document = JsonDocument::parse(text);
    if (!document)
        throw std::logic_error("the scope of an import cannot be read");
    const JsonValue root = document->root();
    ImportScope scope;
    const std::optional<JsonValue> sheets = root.find("sheets");
    for (const JsonValue sheet : sheets.value())
        scope.sheets.push_back(parse_id(sheet.text()).value_or(0));
    if (const auto class_id = root.find("class_id"))
        scope.class_id = parse_id(class_id->text());
    if (const auto term = root.find("term"))
        scope.term = term->text() == "0" ? 0 : static_cast<int>(parse_id(term->text()).value_or(0));
    if (const auto day = root.find("first_day"))
        scope.first_day = Day::parse(day->text());
    return scope;
}

Result<Imports::Run> Imports::run_marks(Changes& changes, SchoolId school, std::string_view file,
                                        const std::vector<tables::Table>& tables,
                                        const ImportScope& scope, const Wish& wish)
{
    Session& session = changes.session();
    auto targets = targets_in(session, school, scope, changes.act());
    if (!targets)
        return targets.refusal();
    const auto directory =
        StudentDirectory::read(session, school, targets->front().book.sheet().school_year_id);
    const MarksPlan planned =
        plan_marks(tables, file, directory, std::move(*targets), changes.act().today);
    if (planned.plan.digest().to_text() != wish.plan_digest)
        return Refusal{RefusalCode::import_changed, {}, "", ""};
    if (auto refusal = refuses_problems(planned.plan, wish))
        return *refusal;
    const auto left = store_marks(changes, school, planned, scope.sheets, wish.accepts_overwrites,
                                  wish.import_id);
    if (!left)
        return left.refusal();
    return Run{.plan = planned.plan, .stored = left->stored, .left_out = left->left_out};
}

Imports::Run Imports::run_others(Changes& changes, SchoolId school, ImportKind kind,
                                 std::string_view file, const std::vector<tables::Table>& tables,
                                 const ImportScope& scope, const Wish& wish)
{
    const Day first_day = scope.first_day.value_or(changes.act().today);
    if (kind == ImportKind::attendance) {
        AttendanceOutcome taken =
            carry_out_attendance(changes, school, read_attendance(tables, file, scope.first_day),
                                 {.class_id = scope.class_id,
                                  .accepts_overwrites = wish.accepts_overwrites,
                                  .leaves_out_bad_rows = wish.stores});
        return {.plan = std::move(taken.plan), .stored = taken.stored, .left_out = taken.left_out};
    }
    RosterOutcome done = carry_out_roster(changes, school, read_roster(tables, file),
                                          {.class_id = scope.class_id,
                                           .first_day = first_day,
                                           .accepts_overwrites = wish.accepts_overwrites,
                                           .leaves_conflicts_out = wish.stores});
    return {.plan = std::move(done.plan), .stored = done.stored, .left_out = done.left_out};
}

Result<Imports::Run> Imports::run(Changes& changes, SchoolId school, ImportKind kind,
                                  std::string_view file, const std::vector<tables::Table>& tables,
                                  const ImportScope& scope, const Wish& wish)
{
    if (kind == ImportKind::marks)
        return run_marks(changes, school, file, tables, scope, wish);
    Run done = run_others(changes, school, kind, file, tables, scope, wish);
    if (done.plan.digest().to_text() != wish.plan_digest)
        return Refusal{RefusalCode::import_changed, {}, "", ""};
    if (auto refusal = refuses_problems(done.plan, wish))
        return *refusal;
    return done;
}

std::optional<Refusal> Imports::refuses_problems(const Plan& plan, const Wish& wish)
{
    const auto bad = plan.bad_rows(wish.accepts_overwrites);
    if (bad.empty() || wish.takes_good_rows)
        return std::nullopt;
    return Refusal{RefusalCode::import_has_problems,
                   {{"value", std::to_string(plan.problems.size())}},
                   "",
                   ""};
}

// Marks are planned in memory, from what a read gives. Rosters and attendance are done as they would be and taken back:
// a trial then finds what the application would find.
Result<Plan> Imports::rehearse(SchoolId school, const Act& act, ImportKind kind,
                               std::string_view file, const std::vector<tables::Table>& tables,
                               ImportScope& scope)
{
    if (kind == ImportKind::marks)
        return record_.read([&](Session& session) -> Result<Plan> {
            auto targets = targets_in(session, school, scope, act);
            if (!targets)
                return targets.refusal();
            scope.sheets.clear();
            for (const TargetSheet& target : *targets)
                scope.sheets.push_back(target.book.sheet().id.value);
            const auto directory = StudentDirectory::read(
                session, school, targets->front().book.sheet().school_year_id);
            return plan_marks(tables, file, directory, std::move(*targets), act.today).plan;
        });
    // The day of the trial stands for the application too.
    if (kind == ImportKind::roster && !scope.first_day)
        scope.first_day = act.today;
    std::optional<Plan> plan;
    const auto rehearsed =
        record_.write_alone(school, without_key(act), [&](Changes& changes) -> Result<Answer> {
            plan = run_others(changes, school, kind, file, tables, scope, {}).plan;
            return Refusal{RefusalCode::import_changed, {}, "", ""};
        });
    // Refused by itself it is taken back; by the database, it never ran.
    if (!plan)
        return rehearsed.refusal();
    return std::move(*plan);
}

Result<ImportTemplate> Imports::form(SchoolId school, const Act& act, ImportKind kind,
                                     const ImportScope& scope)
{
    return record_.read(
        [&](Session& session) { return import_template(session, school, kind, scope, act); });
}

Result<Answer> Imports::try_out(SchoolId school, const Act& act, ImportKind kind,
                                const Upload& upload, ImportScope scope)
{
    const auto tables = tables::read_tables(upload.file_name, upload.bytes);
    if (!tables)
        return tables.refusal();
    forget_expired_of(school, act);
    const auto plan = rehearse(school, act, kind, upload.file_name, *tables, scope);
    if (!plan)
        return plan.refusal();
    const PlanCounts counts = plan->counts();
    if (counts.records > k_most_records)
        return Refusal{RefusalCode::input_too_large,
                       {{"limit", std::to_string(k_most_records)}},
                       upload.file_name,
                       ""};
    const ImportContent content{.content = std::string(upload.bytes),
                                .problems = words_.problem_lines(*plan),
                                .items = item_lines(*plan),
                                .kept_until = act.at.plus_seconds(k_kept_seconds).to_text()};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        FileImport import{.id = changes.new_id(),
                          .kind = std::string(to_text(kind)),
                          .class_id = scope.class_id,
                          .subject = "",
                          .scope = scope.to_json(),
                          .file_name = upload.file_name,
                          .file_bytes = static_cast<std::int64_t>(upload.bytes.size()),
                          .file_digest = crypto::digest_of(upload.bytes),
                          .plan_digest = plan->digest(),
                          .counts = counts,
                          .tried_by = act.account_id,
                          .tried_person = act.person_id,
                          .tried_as = act.role,
                          .tried_at = act.at.to_text()};
        if (kind == ImportKind::marks && scope.sheets.size() == 1) {
            const auto sheet = marks::find_sheet(changes.session(), {school, scope.sheets.front()});
            import.class_id = sheet->class_id;
            import.subject = sheet->subject;
        }
        insert_import(changes, school, import);
        insert_content(changes, school, import.id, content);
        changes.note("import.try", "import " + std::to_string(import.id),
                     school::digest_of_record("import", import));
        return Answer{.status = 201, .body = report_json(import, {}, content)};
    });
}

Result<Answer> Imports::apply(SchoolId school, const Act& act, ImportKind kind,
                              std::int64_t import_id, const Confirmation& confirmation)
{
    // Read and taken apart before the school's writer has to wait for it.
    struct Waiting {
        FileImport import;
        std::optional<ImportContent> content;
    };
    const auto waiting = record_.read([&](Session& session) -> Result<Waiting> {
        auto import = import_of(session, school, kind, import_id);
        if (!import)
            return import.refusal();
        return Waiting{std::move(*import), content_of(session, school, import_id)};
    });
    if (!waiting)
        return waiting.refusal();
    const auto tables =
        waiting->content ? tables::read_tables(waiting->import.file_name, waiting->content->content)
                         : std::vector<tables::Table>();
    if (!tables)
        return tables.refusal();
    const ImportScope scope = ImportScope::in(waiting->import.scope);

    return record_.write_alone(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto import = import_of(changes.session(), school, kind, import_id);
        if (!import)
            return import.refusal();
        if (const auto refusal = refuses_decided(changes.session(), school, import_id))
            return *refusal;
        if (waiting->content && waiting->content->kept_until < changes.act().at.to_text())
            return Refusal{RefusalCode::import_expired,
                           {{"day", waiting->content->kept_until.substr(0, 10)}},
                           "",
                           ""};
        if (import->file_digest.to_text() != confirmation.file_digest ||
            import->plan_digest.to_text() != confirmation.plan_digest || !waiting->content)
            return Refusal{RefusalCode::import_changed, {}, "", ""};
        const auto done = run(changes, school, kind, import->file_name, *tables, scope,
                              {.stores = true,
                               .import_id = import_id,
                               .takes_good_rows = confirmation.takes_good_rows,
                               .accepts_overwrites = confirmation.accepts_overwrites,
                               .plan_digest = confirmation.plan_digest});
        if (!done)
            return done.refusal();
        delete_content(changes.session(), school, import_id);
        note_event(changes, school, "apply",
                   {.import_id = import_id,
                    .kind = "applied",
                    .good_rows = confirmation.takes_good_rows,
                    .overwrites = confirmation.accepts_overwrites,
                    .records = done->stored,
                    .left_out = done->left_out,
                    .done_at = changes.act().at.to_text()});
        return Answer{.status = 200,
                      .body = report_json(*find_import(changes.session(), school, import_id),
                                          events_of(changes.session(), school, import_id), {})};
    });
}

Result<Answer> Imports::discard(SchoolId school, const Act& act, ImportKind kind,
                                std::int64_t import_id)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto import = import_of(changes.session(), school, kind, import_id);
        if (!import)
            return import.refusal();
        if (const auto refusal = refuses_decided(changes.session(), school, import_id))
            return *refusal;
        delete_content(changes.session(), school, import_id);
        note_event(
            changes, school, "discard",
            {.import_id = import_id, .kind = "discarded", .done_at = changes.act().at.to_text()});
        return Answer{.status = 204, .body = ""};
    });
}

Result<Answer> Imports::undo(SchoolId school, const Act& act, ImportKind kind,
                             std::int64_t import_id)
{
    return record_.write_alone(school, act, [&](Changes& changes) -> Result<Answer> {
        const auto import = import_of(changes.session(), school, kind, import_id);
        if (!import)
            return import.refusal();
        if (kind != ImportKind::marks)
            return Refusal{
                RefusalCode::import_not_undone, {{"record", std::string(to_text(kind))}}, "", ""};
        if (import->state == "undone")
            return refuses_decided(changes.session(), school, import_id).value();
        if (import->state != "applied")
            return Refusal{RefusalCode::import_changed, {}, "", ""};
        const auto undone = take_marks_back(changes, school, ImportScope::in(import->scope).sheets,
                                            source_of(import_id));
        if (!undone)
            return undone.refusal();
        note_event(changes, school, "undo",
                   {.import_id = import_id,
                    .kind = "undone",
                    .records = undone->taken_back,
                    .left_out = undone->changed_since,
                    .done_at = changes.act().at.to_text()});
        return Answer{.status = 200,
                      .body = report_json(*find_import(changes.session(), school, import_id),
                                          events_of(changes.session(), school, import_id), {})};
    });
}

Result<std::string> Imports::report(SchoolId school, ImportKind kind, std::int64_t import_id)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto import = import_of(session, school, kind, import_id);
        if (!import)
            return import.refusal();
        return report_json(*import, events_of(session, school, import_id),
                           content_of(session, school, import_id));
    });
}

namespace {

Result<ImportContent> waiting_content(Session& session, SchoolId school, ImportKind kind,
                                      std::int64_t id)
{
    const auto import = import_of(session, school, kind, id);
    if (!import)
        return import.refusal();
    auto content = content_of(session, school, id);
    if (content)
        return std::move(*content);
    if (const auto refusal = refuses_decided(session, school, id))
        return Refusal{RefusalCode::import_expired, refusal->arguments, "", ""};
    return unknown_import(id);
}

}  // namespace

Result<std::string> Imports::problems(SchoolId school, ImportKind kind, std::int64_t import_id,
                                      const school::Page& page)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto content = waiting_content(session, school, kind, import_id);
        if (!content)
            return content.refusal();
        return page_of_lines(content->problems, page);
    });
}

Result<std::string> Imports::rows(SchoolId school, ImportKind kind, std::int64_t import_id,
                                  const school::Page& page)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto content = waiting_content(session, school, kind, import_id);
        if (!content)
            return content.refusal();
        return page_of_lines(content->items, page);
    });
}

Result<std::string> Imports::imports(SchoolId school, const school::Page& page)
{
    const auto before = page.after_id();
    if (!before)
        return before.refusal();
    return record_.read([&](Session& session) -> Result<std::string> {
        return school::page_json(imports_before(session, school, "", *before, page.rows()), page,
                                 [](const FileImport& last) { return std::to_string(last.id); });
    });
}

void Imports::forget_expired_of(SchoolId school, const Act& act)
{
    const auto expired =
        record_.read([&](Session& session) { return expired_imports(session, school, act.at); });
    if (expired.empty())
        return;
    const auto forgotten =
        record_.write(school, without_key(act), [&](Changes& changes) -> Result<Answer> {
            std::int64_t count = 0;
            for (const std::int64_t id : expired) {
                // Somebody may have been faster.
                if (delete_content(changes.session(), school, id) != 1)
                    continue;
                ++count;
                note_event(
                    changes, school, "forget",
                    {.import_id = id, .kind = "forgotten", .done_at = changes.act().at.to_text()});
            }
            if (count == 0)
                return unknown_import(expired.front());
            return Answer{.status = 204, .body = ""};
        });
    // What could not be forgotten now is forgotten the next time.
    static_cast<void>(forgotten);
}

void Imports::forget_expired(const Act& act)
{
    for (const std::int64_t id :
         record_.read([](Session& session) { return all_schools(session); }))
        forget_expired_of(SchoolId{id}, act);
}

}  // namespace taqwim::exchange
