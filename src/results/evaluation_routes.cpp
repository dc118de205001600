#include "results/evaluation_routes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "core/refusal_codes.h"
#include "marks/mastery_board.h"
#include "regulations/frame/json_writer.h"
#include "results/batch_evaluation.h"
#include "results/version_store.h"
#include "school/answering.h"

namespace taqwim::results {

namespace {

using database::Session;
using http::Response;
using school::Call;
using school::Permission;
using school::Route;

// A page is read in one look, and its facts are held in memory.
constexpr std::int64_t k_most_classes = 10;
// The machine's other threads answer other requests.
constexpr unsigned k_most_threads = 4;
constexpr std::string_view k_class_id = "class_id";

Refusal unknown_class(std::string_view id)
{
    return {RefusalCode::record_unknown,
            {{"record", "class"}, {"id", std::string(id)}},
            std::string(k_class_id),
            ""};
}

// One class, or the whole school when none is named.
Result<school::Target> class_in_query(Session& session, const http::Request& request)
{
    auto target = school::school_in_path(session, request);
    const auto given = request.query(k_class_id);
    if (!target || !given)
        return target;
    const auto id = parse_id(*given);
    if (!id)
        return Refusal{
            RefusalCode::id_malformed,
            {{"field", std::string(k_class_id)}, {"value", std::string(given->substr(0, 40))}},
            std::string(k_class_id),
            ""};
    const auto found = version_store::find_class(session, target->school, *id);
    if (!found || found->school_year_id != parse_id(request.path("school_year_id")))
        return unknown_class(*given);
    target->class_id = *id;
    return target;
}

void write_texts(const char* key, const std::vector<std::string>& texts, JsonWriter& json)
{
    json.key(key).begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
}

void write_or_null(const char* key, const std::optional<std::string>& text, JsonWriter& json)
{
    json.key(key);
    text ? json.text(*text) : json.null();
}

void write_in_the_way(const SubjectInTheWay& subject, JsonWriter& json)
{
    json.begin_object().key("subject").text(subject.subject).key("term").text(subject.term);
    write_or_null("mark", subject.mark, json);
    write_or_null("shortfall", subject.shortfall, json);
    json.key("can_still_pass").boolean(subject.can_still_pass);
    json.key("remaining").begin_array();
    for (const NeededPart& part : subject.remaining) {
        json.begin_object().key("part").text(part.part).key("term").text(part.term);
        json.key("maximum").text(part.maximum);
        write_or_null("least", part.least, json);
        json.end_object();
    }
    json.end_array();
    write_or_null("least_equal_share", subject.least_equal_share, json);
    json.end_object();
}

void write_student(const EvaluatedStudent& student, JsonWriter& json)
{
    json.begin_object().key("student_id").text(std::to_string(student.student_id));
    json.key("student_number").text(student.number).key("name_ar").text(student.name_ar);
    if (student.refusal) {
        json.key("refused").begin_object();
        json.key("code").text(to_code_text(student.refusal->code));
        json.key("field").text(student.refusal->field);
        json.key("clause").text(student.refusal->clause).end_object();
    } else {
        json.key("decision").begin_object().key("code").text(student.decision);
        json.key("ar").text(student.decision_ar).key("en").text(student.decision_en);
        json.end_object();
        json.key("is_open").boolean(student.is_open);
        write_texts("not_passed", student.not_passed, json);
        json.key("is_at_risk").boolean(student.is_at_risk);
        json.key("what_would_change").begin_object();
        write_texts("ar", student.changes_ar, json);
        write_texts("en", student.changes_en, json);
        json.end_object();
        json.key("in_the_way").begin_array();
        for (const SubjectInTheWay& subject : student.in_the_way)
            write_in_the_way(subject, json);
        json.end_array();
    }
    json.end_object();
}

void write_class(const EvaluatedClass& evaluated, JsonWriter& json)
{
    std::int64_t refused = 0;
    std::int64_t open = 0;
    std::int64_t at_risk = 0;
    for (const EvaluatedStudent& student : evaluated.students) {
        refused += student.refusal ? 1 : 0;
        open += student.is_open ? 1 : 0;
        at_risk += student.is_at_risk ? 1 : 0;
    }
    json.begin_object().key("class_id").text(std::to_string(evaluated.class_id));
    json.key("name").text(evaluated.name).key("grade").number(evaluated.grade);
    json.key("refused").number(refused).key("open").number(open).key("at_risk").number(at_risk);
    json.key("students").begin_array();
    for (const EvaluatedStudent& student : evaluated.students)
        write_student(student, json);
    json.end_array().end_object();
}

// A class, and one subject of it where the query names one: a teacher sees his own.
Result<school::Target> class_and_subject(Session& session, const http::Request& request)
{
    auto target = school::class_in_path(session, request);
    if (target)
        target->subject = request.query("subject").value_or("");
    return target;
}

class Handlers {
public:
    Handlers(school::Record& record, const FactsSource& facts,
             const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : record_(record),
          batch_(facts, rule_sets,
                 std::clamp(std::thread::hardware_concurrency(), 1U, k_most_threads))
    {}

    // Who is to be developed in which skill (PG-G.17).
    Response mastery_groups(const Call& call) const
    {
        return school::respond_json(
            call.request, record_.read([&](Session& session) -> Result<std::string> {
                return marks::mastery_groups(session, call.school(), *call.target.class_id,
                                             call.target.subject, call.act.today);
            }));
    }

    Response evaluation(const Call& call) const
    {
        return school::with_page(
            call, {"after", "limit", k_class_id}, [&](const school::Page& page) {
                return school::with_id(call, "school_year_id", [&](std::int64_t year) {
                    return school::respond_json(call.request, page_json(call, page, year));
                });
            });
    }

private:
    Result<std::string> page_json(const Call& call, const school::Page& page,
                                  std::int64_t year) const
    {
        const auto after = page.after_id();
        if (!after)
            return after.refusal();
        const auto limit = std::min<std::int64_t>(page.limit, k_most_classes);
        bool goes_on = false;
        const auto classes = record_.read([&](Session& session) -> Result<std::vector<ClassFacts>> {
            auto ids = call.target.class_id
                           ? std::vector<std::int64_t>{*call.target.class_id}
                           : page_of_classes(session, call.school(), year, *after, limit);
            goes_on = std::ssize(ids) > limit;
            if (goes_on)
                ids.pop_back();
            std::vector<ClassFacts> read;
            for (const std::int64_t id : ids) {
                auto one = batch_.read(session, call.school(), id);
                if (!one)
                    return one.refusal();
                read.push_back(std::move(*one));
            }
            return read;
        });
        if (!classes)
            return classes.refusal();
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const EvaluatedClass& one : batch_.evaluate(*classes))
            write_class(one, json);
        json.end_array().key("next");
        goes_on ? json.text(std::to_string(classes->back().class_id)) : json.null();
        json.end_object();
        return std::string(json.str());
    }

    school::Record& record_;
    BatchEvaluation batch_;
};

}  // namespace

std::vector<Route> evaluation_routes(school::Record& record, const FactsSource& facts,
                                     const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
{
    const auto handlers = std::make_shared<const Handlers>(record, facts, rule_sets);
    return {
        Route{.method = http::Method::get,
              .pattern = "/v1/schools/{school_id}/school-years/{school_year_id}/evaluation",
              .name = "result.evaluation",
              .permission = Permission::result_preview,
              .target = class_in_query,
              .handler = [handlers](const Call& call) { return handlers->evaluation(call); },
              .is_sensitive = true},
        Route{.method = http::Method::get,
              .pattern = "/v1/schools/{school_id}/classes/{class_id}/mastery-groups",
              .name = "mastery_groups.read",
              .permission = Permission::mark_read,
              .target = class_and_subject,
              .handler = [handlers](const Call& call) { return handlers->mastery_groups(call); },
              .is_sensitive = true}};
}

}  // namespace taqwim::results
