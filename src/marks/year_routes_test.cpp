#include "marks/year_routes.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/marks_routes.h"
#include "regulations/registration.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

TEST_CASE(
    "marks: sheets of a year, not yet, carried marks and the board of skills over their routes")
{
    const tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    school.open_all_windows();
    static const auto rule_sets = all_rule_sets();
    static const Schemes schemes(rule_sets);
    Marks marks(school.record(), &schemes);
    marks.tell_refusals_with([](const Refusal& refusal, JsonWriter& json) {
        json.begin_object().key("told").text(to_code_text(refusal.code)).end_object();
    });
    const auto call = [&](const std::string& name, http::NamedTexts path,
                          const std::string& body = "") {
        for (const school::Route& route : marks_routes(marks)) {
            if (route.name != name)
                continue;
            http::Request request;
            request.method = route.method;
            request.path_parameters = std::move(path);
            request.path_parameters.emplace_back("school_id",
                                                 std::to_string(MarksSchool::k_school));
            request.headers.emplace_back("Content-Type", "application/json");
            request.body = body;
            const auto target = school.database().read(
                [&](database::Session& session) { return route.target(session, request); });
            if (!target)
                return http::problem(request, target.refusal());
            return route.handler(
                {.request = request, .act = school.act(MarksSchool::k_head), .target = *target});
        }
        FAIL("no such route");
        return http::Response{};
    };
    const auto told = [](const http::Response& response) {
        return response.refusal ? std::string(to_text(response.refusal->code)) : response.body;
    };
    const std::string student = std::to_string(school.student(0));

    // What a row is refused for is told with the words that the app gave.
    CHECK(told(call("mark_sheet.open_year", {{"school_year_id", "7101"}},
                    R"({"on": "2015-10-19", "part": "oral", "dry_run": true})"))
              .find(R"("refused":{"told":"SCHEME_UNKNOWN"})") != std::string::npos);
    CHECK(told(call("mark_sheet.open_year", {{"school_year_id", "7101"}},
                    R"({"on": "2015-10-19", "grade": 4, "units": 2})"))
              .starts_with(R"({"made":4,)"));
    CHECK(told(call("mark_sheet.open_year", {{"school_year_id", "7101"}}, R"({"grade": 4})")) ==
          "field_missing");
    CHECK(told(call("mark_sheet.open_year", {{"school_year_id", "x"}}, R"({})")) == "id_malformed");

    const std::string sheet = school.database().read([&](database::Session& session) {
        return std::to_string(session
                                  .find_one("SELECT mark_sheet_id FROM mark_sheet WHERE term = 1 "
                                            "AND part = 'final'")
                                  ->integer("mark_sheet_id"));
    });
    CHECK(told(call("mark.not_yet", {{"sheet_id", sheet}}, R"({})")) ==
          R"({"sheet_version":"2","accepted":6})");
    CHECK(told(call("mark.not_yet", {{"sheet_id", sheet}}, R"({"columns": 1})")) ==
          "field_wrong_type");
    CHECK(told(call("mark.not_yet", {{"sheet_id", "1"}}, R"({})")) == "record_unknown");

    CHECK(told(call("mark.carry_transfer", {{"student_id", student}, {"transfer_id", "5"}},
                    R"({"dry_run": true})")) == "record_unknown");
    CHECK(told(call("mark.carry_transfer", {{"student_id", "1"}, {"transfer_id", "5"}}, R"({})")) ==
          "record_unknown");
    CHECK(told(call("mark.carry_class", {{"student_id", student}}, R"({"from_class_id": "5"})")) ==
          "record_unknown");
    CHECK(told(call("mark.carry_class", {{"student_id", student}}, R"({})")) == "field_missing");

    const std::string class_id = std::to_string(MarksSchool::k_class);
    CHECK(told(call("mastery_board.read", {{"class_id", class_id}, {"subject", "maths"}})) ==
          R"({"tools":[],"skills":[],"students":[]})");
    CHECK(told(call("mastery_board.read", {{"class_id", "1"}, {"subject", "maths"}})) ==
          "record_unknown");
}
