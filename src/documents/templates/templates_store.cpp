#include "documents/templates/templates_store.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "school/digest_column.h"
#include "school/keeping.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

using database::Row;
using database::Session;

constexpr std::string_view k_template_columns =
    "SELECT t.document_template_id, t.name, t.country, t.directorate_id, t.of_school_id, t.kinds, "
    "d.name_ar AS directorate_ar, d.name_en AS directorate_en, s.name_ar AS school_ar, "
    "s.name_en AS school_en FROM document_template t "
    "LEFT JOIN directorate d ON d.directorate_id = t.directorate_id "
    "LEFT JOIN school s ON s.school_id = t.of_school_id ";

std::string lines_of(const std::vector<std::string>& names)
{
    std::string lines;
    for (const std::string& name : names)
        lines.append(lines.empty() ? "" : "\n").append(name);
    return lines;
}

std::vector<std::string> names_in(std::string_view lines)
{
    std::vector<std::string> names;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        names.emplace_back(lines.substr(0, end));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return names;
}

Instant instant_in(const Row& row, std::string_view column)
{
    return Instant::parse(row.text(column)).value();
}

std::optional<Instant> optional_instant_in(const Row& row, std::string_view column)
{
    const auto text = row.text_or_null(column);
    return text ? Instant::parse(*text) : std::nullopt;
}

Template template_in(const Row& row)
{
    Template read;
    read.id = row.integer("document_template_id");
    read.name = row.text("name");
    read.scope = {.country = row.text("country"),
                  .directorate_id = row.integer_or_null("directorate_id"),
                  .school_id = row.integer_or_null("of_school_id"),
                  .kinds = names_in(row.text("kinds"))};
    read.directorate_ar = row.text_or_null("directorate_ar").value_or("");
    read.directorate_en = row.text_or_null("directorate_en").value_or("");
    read.school_ar = row.text_or_null("school_ar").value_or("");
    read.school_en = row.text_or_null("school_en").value_or("");
    return read;
}

TemplateStep step_in(const Row& row)
{
    return {.step = row.text("step"),
            .live_from = optional_instant_in(row, "live_from"),
            .live_until = optional_instant_in(row, "live_until"),
            .note = row.text("note"),
            .taken_at = instant_in(row, "taken_at"),
            .taken_by = row.integer("taken_by"),
            .taken_by_name = row.text_or_null("taken_by_name").value_or("")};
}

void add_versions(Session& session, Template& to)
{
    for (const Row& row : session.find_all(
             "SELECT v.document_template_version_id, v.content, v.emblem IS NOT NULL AS "
             "has_emblem, "
             "v.written_at, v.written_by, a.display_name AS written_by_name "
             "FROM document_template_version v LEFT JOIN account a ON a.account_id = v.written_by "
             "WHERE v.document_template_id = $1 ORDER BY v.document_template_version_id",
             to.id)) {
        TemplateVersion version;
        version.id = row.integer("document_template_version_id");
        version.content = content_in(row.text("content"));
        version.has_emblem = row.integer("has_emblem") != 0;
        version.written_at = instant_in(row, "written_at");
        version.written_by = row.integer("written_by");
        version.written_by_name = row.text_or_null("written_by_name").value_or("");
        to.versions.push_back(std::move(version));
    }
    for (const Row& row : session.find_all(
             "SELECT p.document_template_version_id, p.step, p.live_from, p.live_until, p.note, "
             "p.taken_at, p.taken_by, a.display_name AS taken_by_name "
             "FROM document_template_step p JOIN document_template_version v "
             "ON v.document_template_version_id = p.document_template_version_id "
             "LEFT JOIN account a ON a.account_id = p.taken_by "
             "WHERE v.document_template_id = $1 "
             "ORDER BY p.taken_at, p.document_template_version_id, p.step",
             to.id))
        std::ranges::find(to.versions, row.integer("document_template_version_id"),
                          &TemplateVersion::id)
            ->steps.push_back(step_in(row));
}

// The nearer a template is to a paper, the greater.
std::tuple<bool, bool, bool> nearness(const TemplateScope& scope)
{
    return {scope.school_id.has_value(), scope.directorate_id.has_value(), !scope.kinds.empty()};
}

}  // namespace

const TemplateStep* TemplateVersion::step(std::string_view name) const
{
    const auto found = std::ranges::find(steps, name, &TemplateStep::step);
    return found == steps.end() ? nullptr : &*found;
}

bool TemplateVersion::may_hold(Instant at) const
{
    const TemplateStep* const approved = step("approved");
    const TemplateStep* const withdrawn = step("withdrawn");
    return approved != nullptr && *approved->live_from <= at &&
           (!approved->live_until || at < *approved->live_until) &&
           (withdrawn == nullptr || at < withdrawn->taken_at);
}

const TemplateVersion* Template::in_force(Instant at) const
{
    const TemplateVersion* found = nullptr;
    for (const TemplateVersion& version : versions)
        if (version.may_hold(at) && (found == nullptr || *found->step("approved")->live_from <=
                                                             *version.step("approved")->live_from))
            found = &version;
    return found;
}

std::string_view state_of(const Template& of, const TemplateVersion& version, Instant at)
{
    if (version.step("withdrawn") != nullptr)
        return "withdrawn";
    if (const TemplateStep* const approved = version.step("approved")) {
        if (at < *approved->live_from)
            return "waiting";
        if (approved->live_until && *approved->live_until <= at)
            return "expired";
        return of.in_force(at) == &version ? "live" : "superseded";
    }
    if (version.step("returned") != nullptr)
        return "returned";
    return version.step("proof") != nullptr ? "proof" : "draft";
}

namespace templates_store {

std::vector<Template> before(Session& session, std::int64_t before, std::int64_t rows)
{
    std::vector<Template> found;
    const std::string query = std::string(k_template_columns) +
                              "WHERE t.document_template_id < $1 "
                              "ORDER BY t.document_template_id DESC LIMIT $2";
    for (const Row& row : session.find_all(
             query, before == 0 ? std::numeric_limits<std::int64_t>::max() : before, rows))
        found.push_back(template_in(row));
    for (Template& one : found)
        add_versions(session, one);
    return found;
}

std::optional<Template> find(Session& session, std::int64_t id)
{
    const std::string query = std::string(k_template_columns) + "WHERE t.document_template_id = $1";
    const auto row = session.find_one(query, id);
    if (!row)
        return std::nullopt;
    Template found = template_in(*row);
    add_versions(session, found);
    return found;
}

std::string emblem_of(Session& session, std::int64_t version_id)
{
    const auto row = session.find_one("SELECT emblem FROM document_template_version "
                                      "WHERE document_template_version_id = $1",
                                      version_id);
    const auto emblem = row ? row->blob_or_null("emblem") : std::nullopt;
    return emblem ? std::string(school::text_in(*emblem)) : std::string();
}

std::vector<Template> of_country(Session& session, const std::string& country)
{
    std::vector<Template> found;
    const std::string query =
        std::string(k_template_columns) + "WHERE t.country = $1 ORDER BY t.document_template_id";
    for (const Row& row : session.find_all(query, country))
        found.push_back(template_in(row));
    return found;
}

void insert(school::Changes& changes, const Template& made)
{
    school::must_be_one(changes.session().execute(
        "INSERT INTO document_template (document_template_id, name, country, directorate_id, "
        "of_school_id, kinds, made_at, made_by, made_as) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        made.id, made.name, made.scope.country, made.scope.directorate_id, made.scope.school_id,
        lines_of(made.scope.kinds), changes.act().at, changes.act().account_id,
        changes.act().role));
}

void insert_version(school::Changes& changes, std::int64_t template_id,
                    const TemplateVersion& version)
{
    const std::string& emblem = version.content.emblem;
    school::must_be_one(changes.session().execute(
        "INSERT INTO document_template_version (document_template_version_id, "
        "document_template_id, content, emblem, written_at, written_by, written_as) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        version.id, template_id, to_text(version.content),
        emblem.empty() ? std::nullopt : std::optional(school::column_of(emblem)), changes.act().at,
        changes.act().account_id, changes.act().role));
}

bool insert_step(school::Changes& changes, std::int64_t version_id, const TemplateStep& step)
{
    return changes.session().execute(
               "INSERT INTO document_template_step (document_template_version_id, step, "
               "live_from, live_until, note, taken_at, taken_by, taken_as) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
               version_id, step.step, step.live_from, step.live_until, step.note, changes.act().at,
               changes.act().account_id, changes.act().role) == 1;
}

}  // namespace templates_store

std::optional<PaperLook> look_in_force(Session& session, const PaperOrder& order,
                                       const PaperKind& kind)
{
    // Of approved versions that hold now the last begun of each template comes last.
    const auto rows = session.find_all(
        "SELECT t.document_template_id, t.country, t.directorate_id, t.of_school_id, t.kinds, "
        "v.document_template_version_id FROM school s "
        "JOIN directorate d ON d.directorate_id = s.directorate_id "
        "JOIN document_template t ON t.country = d.country "
        "JOIN document_template_version v ON v.document_template_id = t.document_template_id "
        "JOIN document_template_step a "
        "ON a.document_template_version_id = v.document_template_version_id AND a.step = "
        "'approved' "
        "LEFT JOIN document_template_step w "
        "ON w.document_template_version_id = v.document_template_version_id "
        "AND w.step = 'withdrawn' WHERE s.school_id = $1 "
        "AND (t.directorate_id IS NULL OR t.directorate_id = s.directorate_id) "
        "AND (t.of_school_id IS NULL OR t.of_school_id = s.school_id) AND a.live_from <= $2 "
        "AND (a.live_until IS NULL OR a.live_until > $2) "
        "AND (w.taken_at IS NULL OR w.taken_at > $2) "
        "ORDER BY a.live_from, v.document_template_version_id",
        order.school, order.at);
    std::optional<TemplateScope> nearest;
    std::int64_t version_id = 0;
    for (const Row& row : rows) {
        TemplateScope scope{.country = row.text("country"),
                            .directorate_id = row.integer_or_null("directorate_id"),
                            .school_id = row.integer_or_null("of_school_id"),
                            .kinds = names_in(row.text("kinds"))};
        if (!scope.kinds.empty() && !scope.names(kind.name))
            continue;
        if (nearest && nearness(scope) < nearness(*nearest))
            continue;
        nearest = std::move(scope);
        version_id = row.integer("document_template_version_id");
    }
    if (!nearest)
        return std::nullopt;
    const auto row = session.find_one("SELECT content FROM document_template_version "
                                      "WHERE document_template_version_id = $1",
                                      version_id);
    TemplateContent content = content_in(row->text("content"));
    content.emblem = templates_store::emblem_of(session, version_id);
    PaperLook look = look_of(content, order.language);
    look.version_id = version_id;
    return look;
}

}  // namespace taqwim::documents
