#include "exchange/imports_store.h"

#include <stdexcept>

#include "platform/compression/compression.h"
#include "school/digest_column.h"
#include "school/keeping.h"

namespace taqwim::exchange {

namespace {

using database::Session;
using school::column_of;
using school::must_be_one;

FileImport import_in(const database::Row& row)
{
    return {.id = row.integer("import_id"),
            .kind = row.text("kind"),
            .class_id = row.integer_or_null("class_id"),
            .subject = row.text("subject"),
            .scope = row.text("scope"),
            .file_name = row.text("file_name"),
            .file_bytes = row.integer("file_bytes"),
            .file_digest = school::digest_in(row, "file_digest"),
            .plan_digest = school::digest_in(row, "plan_digest"),
            .counts = {.records = row.integer("records"),
                       .added = row.integer("added"),
                       .changed = row.integer("changed"),
                       .same = row.integer("same"),
                       .refused = row.integer("refused"),
                       .conflicts = row.integer("conflicts")},
            .tried_by = row.integer("tried_by"),
            .tried_person = row.integer("tried_person"),
            .tried_as = row.text("tried_as"),
            .tried_at = row.text("tried_at"),
            .state = row.text_or_null("state").value_or("tried")};
}

std::string unpacked(const database::Row& row, std::string_view column)
{
    constexpr std::size_t limit = std::size_t{512} * 1024 * 1024;
    auto text = decompressed(school::text_in(row.blob(column)), limit);
    if (!text)
        throw std::logic_error("the content of an import cannot be unpacked");
    return std::move(*text);
}

}  // namespace

void describe(school::Fields& fields, const FileImport& import)
{
    fields.id("import_id", import.id);
    fields.text("kind", import.kind);
    fields.text("state", import.state);
    fields.id("class_id", import.class_id);
    fields.text("subject", import.subject);
    fields.text("file_name", import.file_name);
    fields.number("file_bytes", import.file_bytes);
    fields.text("file_digest", import.file_digest.to_text());
    fields.text("plan_digest", import.plan_digest.to_text());
    fields.number("records", import.counts.records);
    fields.number("new", import.counts.added);
    fields.number("changed", import.counts.changed);
    fields.number("same", import.counts.same);
    fields.number("refused", import.counts.refused);
    fields.number("conflicts", import.counts.conflicts);
    fields.text("tried_as", import.tried_as);
    fields.text("tried_at", import.tried_at);
}

void describe(school::Fields& fields, const ImportEvent& event)
{
    fields.text("kind", event.kind);
    fields.yes_no("good_rows", event.good_rows);
    fields.yes_no("overwrites", event.overwrites);
    fields.number("records", event.records);
    fields.number("left_out", event.left_out);
    fields.text("done_at", event.done_at);
}

void insert_import(school::Changes& changes, SchoolId school, const FileImport& import)
{
    must_be_one(changes.session().execute(
        "INSERT INTO file_import (school_id, import_id, kind, class_id, subject, scope, file_name, "
        "file_bytes, file_digest, plan_digest, records, added, changed, same, refused, conflicts, "
        "tried_by, tried_person, tried_as, tried_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
        "$19, $20)",
        school, import.id, import.kind, import.class_id, import.subject, import.scope,
        import.file_name, import.file_bytes, column_of(import.file_digest),
        column_of(import.plan_digest), import.counts.records, import.counts.added,
        import.counts.changed, import.counts.same, import.counts.refused, import.counts.conflicts,
        changes.act().account_id, changes.act().person_id, changes.act().role, changes.act().at));
}

std::optional<FileImport> find_import(Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT i.import_id, i.kind, i.class_id, i.subject, i.scope, i.file_name, i.file_bytes, "
        "i.file_digest, i.plan_digest, i.records, i.added, i.changed, i.same, i.refused, "
        "i.conflicts, i.tried_by, i.tried_person, i.tried_as, i.tried_at, "
        "(SELECT e.kind FROM import_event e WHERE e.school_id = i.school_id "
        "AND e.import_id = i.import_id ORDER BY e.import_event_id DESC LIMIT 1) AS state "
        "FROM file_import i WHERE i.school_id = $1 AND i.import_id = $2",
        school, id);
    return row ? std::optional(import_in(*row)) : std::nullopt;
}

std::vector<FileImport> imports_before(Session& session, SchoolId school, std::string_view kind,
                                       std::int64_t before, std::int64_t rows)
{
    std::vector<FileImport> imports;
    for (const database::Row& row : session.find_all(
             "SELECT i.import_id, i.kind, i.class_id, i.subject, i.scope, i.file_name, "
             "i.file_bytes, i.file_digest, i.plan_digest, i.records, i.added, i.changed, i.same, "
             "i.refused, i.conflicts, i.tried_by, i.tried_person, i.tried_as, i.tried_at, "
             "(SELECT e.kind FROM import_event e WHERE e.school_id = i.school_id "
             "AND e.import_id = i.import_id ORDER BY e.import_event_id DESC LIMIT 1) AS state "
             "FROM file_import i WHERE i.school_id = $1 AND ($2 = '' OR i.kind = $2) "
             "AND ($3 = 0 OR i.import_id < $3) ORDER BY i.import_id DESC LIMIT $4",
             school, kind, before, rows))
        imports.push_back(import_in(row));
    return imports;
}

void insert_event(school::Changes& changes, SchoolId school, const ImportEvent& event)
{
    must_be_one(changes.session().execute(
        "INSERT INTO import_event (school_id, import_event_id, import_id, kind, good_rows, "
        "overwrites, records, left_out, done_by, done_person, done_as, done_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        school, event.id, event.import_id, event.kind, event.good_rows, event.overwrites,
        event.records, event.left_out, changes.act().account_id, changes.act().person_id,
        changes.act().role, changes.act().at));
}

std::vector<ImportEvent> events_of(Session& session, SchoolId school, std::int64_t import_id)
{
    std::vector<ImportEvent> events;
    for (const database::Row& row : session.find_all(
             "SELECT import_event_id, kind, good_rows, overwrites, records, left_out, done_at "
             "FROM import_event WHERE school_id = $1 AND import_id = $2 ORDER BY import_event_id",
             school, import_id))
        events.push_back({.id = row.integer("import_event_id"),
                          .import_id = import_id,
                          .kind = row.text("kind"),
                          .good_rows = row.boolean("good_rows"),
                          .overwrites = row.boolean("overwrites"),
                          .records = row.integer("records"),
                          .left_out = row.integer("left_out"),
                          .done_at = row.text("done_at")});
    return events;
}

void insert_content(school::Changes& changes, SchoolId school, std::int64_t import_id,
                    const ImportContent& content)
{
    must_be_one(changes.session().execute(
        "INSERT INTO import_content (school_id, import_id, content, problems, items, kept_until) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        school, import_id, column_of(compressed(content.content)),
        column_of(compressed(content.problems)), column_of(compressed(content.items)),
        content.kept_until));
}

std::optional<ImportContent> content_of(Session& session, SchoolId school, std::int64_t import_id)
{
    const auto row = session.find_one("SELECT content, problems, items, kept_until "
                                      "FROM import_content WHERE school_id = $1 AND import_id = $2",
                                      school, import_id);
    if (!row)
        return std::nullopt;
    return ImportContent{.content = unpacked(*row, "content"),
                         .problems = unpacked(*row, "problems"),
                         .items = unpacked(*row, "items"),
                         .kept_until = row->text("kept_until")};
}

std::int64_t delete_content(Session& session, SchoolId school, std::int64_t import_id)
{
    return session.execute("DELETE FROM import_content WHERE school_id = $1 AND import_id = $2",
                           school, import_id);
}

std::vector<std::int64_t> expired_imports(Session& session, SchoolId school, Instant now)
{
    std::vector<std::int64_t> imports;
    for (const database::Row& row :
         session.find_all("SELECT import_id FROM import_content WHERE school_id = $1 "
                          "AND kept_until < $2 ORDER BY import_id",
                          school, now))
        imports.push_back(row.integer("import_id"));
    return imports;
}

std::vector<std::int64_t> all_schools(Session& session)
{
    std::vector<std::int64_t> schools;
    for (const database::Row& row :
         session.find_all("SELECT school_id FROM school ORDER BY school_id"))
        schools.push_back(row.integer("school_id"));
    return schools;
}

}  // namespace taqwim::exchange
