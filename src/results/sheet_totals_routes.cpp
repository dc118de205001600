#include "results/sheet_totals_routes.h"

#include "core/refusal_codes.h"
#include "marks/marks_routes.h"
#include "platform/http/problem.h"
#include "regulations/frame/json_writer.h"
#include "results/sheet_totals.h"
#include "school/answering.h"

namespace taqwim::results {

namespace {

std::string totals_json(const std::vector<StudentTotals>& totals,
                        const marks::RefusalWriter& write_refusal)
{
    JsonWriter json;
    json.begin_object().key("students").begin_array();
    for (const StudentTotals& student : totals) {
        json.begin_object().key("student_id").text(std::to_string(student.student_id));
        json.key("figures").begin_array();
        for (const Figure& figure : student.figures.known) {
            json.begin_object().key("name").text(figure.name);
            json.key("exact").text(figure.value.to_text());
            json.key("shown").text(figure.value.shown());
            if (!figure.grade.empty())
                json.key("grade").text(figure.grade);
            json.end_object();
        }
        json.end_array().key("awaited").begin_array();
        for (const AwaitedFigure& figure : student.figures.awaited) {
            json.begin_object().key("name").text(figure.name);
            json.key("waits_for").text(figure.waits_for).end_object();
        }
        json.end_array();
        if (student.refusal) {
            json.key("refused");
            write_refusal(*student.refusal, json);
        }
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

}  // namespace

school::Route sheet_totals_route(school::Record& record, const marks::Marks& marks,
                                 const FactsSource& facts,
                                 const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
{
    const auto handler = [&record, &marks, &facts, &rule_sets](const school::Call& call) {
        return school::with_id(call, "sheet_id", [&](std::int64_t sheet) {
            if (const auto refusal = call.request.refuses_query_beside({"student_id"}))
                return http::problem(call.request, *refusal);
            const auto given = call.request.query("student_id");
            const auto student = given ? parse_id(*given) : std::nullopt;
            if (given && !student)
                return http::problem(call.request, {RefusalCode::id_malformed,
                                                    {{"field", "student_id"},
                                                     {"value", std::string(given->substr(0, 40))}},
                                                    "student_id",
                                                    ""});
            const auto totals = record.read([&](database::Session& session) {
                return totals_of_sheet(session, facts, rule_sets, call.school(), sheet, student,
                                       call.act.today);
            });
            return school::respond_json(
                call.request,
                totals ? Result<std::string>(totals_json(*totals, marks.refusal_writer()))
                       : Result<std::string>(totals.refusal()));
        });
    };
    return {.method = http::Method::get,
            .pattern = "/v1/schools/{school_id}/mark-sheets/{sheet_id}/totals",
            .name = "mark_sheet.totals",
            .permission = school::Permission::mark_read,
            .target = marks::sheet_in_path,
            .handler = handler,
            .is_sensitive = false};
}

}  // namespace taqwim::results
