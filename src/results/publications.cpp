#include "results/publications.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/crypto/digest.h"
#include "results/version_store.h"
#include "school/class_moves.h"

namespace taqwim::results {

namespace {

using database::Session;
using school::Answer;
using school::Changes;

Refusal unknown(std::string_view record, std::int64_t id)
{
    return {RefusalCode::record_unknown,
            {{"record", std::string(record)}, {"id", std::to_string(id)}},
            "",
            ""};
}

Refusal published_on(const std::string& moment)
{
    return {RefusalCode::published_already, {{"day", moment.substr(0, 10)}}, "", ""};
}

// The facts that an outcome names as missing; empty when it names none.
std::string missing_in(const std::string& outcome)
{
    const auto document = JsonDocument::parse(outcome);
    const auto missing = document ? document->root().find("missing") : std::nullopt;
    if (!missing || !missing->is(JsonKind::array) || missing->size() == 0)
        return {};
    JsonWriter json;
    json.copy(*missing);
    return std::string(json.str());
}

// Who is left out has a reason of his own to wait.
std::optional<Refusal> refuses_leaving_out(const std::vector<std::int64_t>& left_out,
                                           const std::vector<OpenPoint>& points)
{
    std::string allowed;
    const auto is_open = [](const OpenPoint& point) { return point.student_id && !point.sheet_id; };
    for (const OpenPoint& point : points)
        if (is_open(point))
            allowed.append(allowed.empty() ? "" : ", ").append(std::to_string(*point.student_id));
    for (const std::int64_t student : left_out)
        if (std::ranges::none_of(points, [&](const OpenPoint& point) {
                return is_open(point) && point.student_id == student;
            }))
            return Refusal{
                RefusalCode::value_not_listed,
                {{"field", "leave_out"}, {"value", std::to_string(student)}, {"allowed", allowed}},
                "/leave_out",
                "PG-1.63"};
    return std::nullopt;
}

}  // namespace

void write_version(const ResultVersion& version, JsonWriter& json)
{
    json.key("result_version_id").text(std::to_string(version.result_version_id));
    json.key("version").number(version.version);
    json.key("regulation").text(version.regulation).key("decision").text(version.decision);
    json.key("parameters_digest").text(version.parameters_digest);
    json.key("program_version").text(version.program_version);
    json.key("made_at").text(version.made_at);
}

Result<Evaluated> Publications::preview(Session& session, StudentId student,
                                        std::int64_t school_year_id, Depth depth) const
{
    const auto facts = facts_.facts(session, student, school_year_id);
    if (!facts)
        return facts.refusal();
    return YearEvaluation(rule_sets_).evaluate(facts->regulation, facts->json, depth);
}

Result<std::vector<OpenPoint>> Publications::open_points(Session& session, SchoolId school,
                                                         std::int64_t class_id) const
{
    const auto year = version_store::find_class(session, school, class_id);
    if (!year)
        return unknown("class", class_id);
    std::vector<OpenPoint> points;
    for (const PublicationCheck& check : checks_)
        for (OpenPoint& point : check(session, school, class_id))
            points.push_back(std::move(point));
    YearEvaluation evaluation(rule_sets_);
    for (const std::int64_t student : version_store::unpublished_of(session, school, class_id)) {
        const auto facts = facts_.facts(session, StudentId{school, student}, year->school_year_id);
        if (!facts) {
            points.push_back(
                {.code = "facts_incomplete", .student_id = student, .refusal = facts.refusal()});
            continue;
        }
        const auto evaluated = evaluation.evaluate(facts->regulation, facts->json, Depth::outcome);
        if (!evaluated)
            return evaluated.refusal();
        if (evaluated->is_refused())
            points.push_back({.code = "facts_refused",
                              .student_id = student,
                              .refusal = evaluated->refusals.front()});
        else if (decisions_.is_open(evaluated->regulation, evaluated->decision)) {
            const PromotionRule* const rule =
                decisions_.find(evaluated->regulation, evaluated->decision);
            points.push_back({.code = "decision_open",
                              .student_id = student,
                              .decision = evaluated->decision,
                              .reason = rule == nullptr ? "not_decided" : rule->reason,
                              .clause = rule == nullptr ? "" : rule->clause,
                              .missing = missing_in(evaluated->outcome)});
        }
    }
    return points;
}

std::optional<Refusal> Publications::refuses_undecided(const Evaluated& evaluated) const
{
    if (!decisions_.is_open(evaluated.regulation, evaluated.decision))
        return std::nullopt;
    const PromotionRule* const rule = decisions_.find(evaluated.regulation, evaluated.decision);
    return Refusal{RefusalCode::facts_incomplete,
                   {{"value", "undecided." + (rule == nullptr ? "not_decided" : rule->reason)}},
                   "",
                   rule == nullptr ? "" : rule->clause};
}

Result<Answer> Publications::publish(Changes& changes, SchoolId school,
                                     const PublishRequest& request) const
{
    Session& session = changes.session();
    const auto year = version_store::find_class(session, school, request.class_id);
    if (!year)
        return unknown("class", request.class_id);
    std::vector<std::int64_t> students =
        version_store::unpublished_of(session, school, request.class_id);
    if (const auto earlier = session.find_one(
            "SELECT p.published_at FROM publication p LEFT JOIN publication_withdrawal w "
            "ON w.school_id = p.school_id AND w.publication_id = p.publication_id "
            "WHERE p.school_id = $1 AND p.class_id = $2 AND w.publication_id IS NULL "
            "ORDER BY p.publication_id DESC LIMIT 1",
            school, request.class_id);
        earlier && students.empty())
        return published_on(earlier->text("published_at"));
    auto points = open_points(session, school, request.class_id);
    if (!points)
        return points.refusal();
    if (const auto refusal = refuses_leaving_out(request.leave_out, *points))
        return *refusal;
    const auto is_left_out = [&](std::int64_t student) {
        return std::ranges::find(request.leave_out, student) != request.leave_out.end();
    };
    std::erase_if(students, is_left_out);
    std::erase_if(*points, [&](const OpenPoint& point) {
        return point.student_id && is_left_out(*point.student_id);
    });
    if (!points->empty() || students.empty())
        return Refusal{RefusalCode::publication_incomplete,
                       {{"value", std::to_string(students.empty() ? 1 : points->size())}},
                       "",
                       ""};

    const std::int64_t publication = changes.new_id();
    if (session.execute(
            "INSERT INTO publication (school_id, publication_id, school_year_id, class_id, "
            "visible_from, students, "
            "published_at, published_by, published_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            school, publication, year->school_year_id, request.class_id, request.visible_from,
            static_cast<std::int64_t>(students.size()), changes.act().at, changes.act().account_id,
            changes.act().role) != 1)
        throw std::logic_error("a publication was not stored");
    // From here on the sheets' signatures cannot be withdrawn.
    session.execute(
        "INSERT INTO sheet_publication (school_id, mark_sheet_id, publication_id, published_at) "
        "SELECT school_id, mark_sheet_id, $3, $4 FROM mark_sheet WHERE school_id = $1 AND class_id "
        "= $2",
        school, request.class_id, publication, changes.act().at.to_text());
    for (const school::EarlierClass& one :
         school::earlier_classes(session, school, request.class_id))
        if (std::ranges::find(students, one.student_id) != students.end())
            session.execute(
                "INSERT INTO sheet_publication (school_id, mark_sheet_id, publication_id, "
                "published_at) SELECT s.school_id, s.mark_sheet_id, $4, $5 FROM mark_sheet s "
                "WHERE s.school_id = $1 AND s.class_id = $2 AND EXISTS (SELECT 1 FROM mark_cell c "
                "WHERE c.school_id = s.school_id AND c.mark_sheet_id = s.mark_sheet_id "
                "AND c.student_id = $3) ON CONFLICT DO NOTHING",
                school, one.class_id, one.student_id, publication, changes.act().at.to_text());
    YearEvaluation evaluation(rule_sets_);
    for (const std::int64_t student : students) {
        const StudentId id{school, student};
        const auto facts = facts_.facts(session, id, year->school_year_id);
        if (!facts)
            return facts.refusal();
        const auto evaluated =
            evaluation.evaluate(facts->regulation, facts->json, Depth::everything);
        if (!evaluated)
            return evaluated.refusal();
        const auto newest = version_store::newest_version(session, id, year->school_year_id);
        (void)version_store::store(changes,
                                   {.student = id,
                                    .school_year_id = year->school_year_id,
                                    .publication_id = publication,
                                    .correction_id = std::nullopt,
                                    .version = newest ? newest->integer("version") + 1 : 1},
                                   *facts, *evaluated);
    }
    version_store::change_shown(session, school);
    JsonWriter json;
    json.begin_object().key("publication_id").text(std::to_string(publication));
    json.key("students").number(static_cast<std::int64_t>(students.size()));
    json.key("visible_from").text(request.visible_from.to_text()).end_object();
    return Answer{201, std::string(json.str())};
}

Result<Answer> Publications::withdraw(Changes& changes, SchoolId school,
                                      std::int64_t publication_id, const std::string& reason) const
{
    Session& session = changes.session();
    const auto publication = session.find_one(
        "SELECT p.visible_from, w.withdrawn_at FROM publication p LEFT JOIN publication_withdrawal "
        "w ON w.school_id = p.school_id AND w.publication_id = p.publication_id "
        "WHERE p.school_id = $1 AND p.publication_id = $2",
        school, publication_id);
    if (!publication)
        return unknown("publication", publication_id);
    if (const auto withdrawn = publication->text_or_null("withdrawn_at"))
        return Refusal{RefusalCode::decided_already, {{"day", withdrawn->substr(0, 10)}}, "", ""};
    // From its moment on people may have seen it; what is wrong then is corrected or withheld, never unsaid.
    if (Instant::parse(publication->text("visible_from")).value() <= changes.act().at)
        return published_on(publication->text("visible_from"));
    if (session.execute("INSERT INTO publication_withdrawal (school_id, publication_id, reason, "
                        "withdrawn_at, withdrawn_by) VALUES ($1, $2, $3, $4, $5)",
                        school, publication_id, reason, changes.act().at,
                        changes.act().account_id) != 1)
        throw std::logic_error("a withdrawal was not stored");
    // The sheets' signatures can be withdrawn again.
    session.execute("DELETE FROM sheet_publication WHERE school_id = $1 AND publication_id = $2",
                    school, publication_id);
    changes.note("publication.withdraw", "publication " + std::to_string(publication_id),
                 crypto::FieldDigester("taqwim.publication_withdrawal.1").text(reason).finish());
    version_store::change_shown(session, school);
    return Answer{200, "{\"publication_id\":\"" + std::to_string(publication_id) + "\"}"};
}

Result<ResultVersion> Publications::published(Session& session, StudentId student,
                                              std::int64_t school_year_id, Instant now) const
{
    const auto id = shown_version(session, student, school_year_id, now);
    if (!id)
        return id.refusal();
    return version_store::read_version(session, student.school, *id);
}

Result<std::string> Publications::published_json(Session& session, StudentId student,
                                                 std::int64_t school_year_id, Instant now,
                                                 Reader reader) const
{
    const auto id = shown_version(session, student, school_year_id, now);
    if (!id)
        return id.refusal();
    return version_json(session, student.school, *id, reader);
}

std::string Publications::version_json(Session& session, SchoolId school,
                                       std::int64_t result_version_id, Reader reader) const
{
    std::string whole = version_store::version_json(session, school, result_version_id);
    return reader == Reader::family ? family_view(std::move(whole), rule_sets_) : whole;
}

Result<std::int64_t> Publications::shown_version(Session& session, StudentId student,
                                                 std::int64_t school_year_id, Instant now) const
{
    const ShownState state = version_store::shown_state(session, student, school_year_id);
    const ShownVersion* shown = state.at(now);
    if (shown == nullptr)
        return Refusal{
            RefusalCode::result_not_published,
            {{"school_year", version_store::year_name(session, student.school, school_year_id)}},
            "",
            ""};
    if (state.is_withheld)
        return Refusal{RefusalCode::result_withheld, {}, "", ""};
    return shown->result_version_id;
}

std::vector<ResultVersion> Publications::versions(Session& session, StudentId student,
                                                  std::int64_t school_year_id) const
{
    return version_store::versions(session, student, school_year_id);
}

}  // namespace taqwim::results
