#include "marks/marks_routes.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/sheet_places.h"
#include "regulations/frame/json_value.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

struct RoutedSchool {
    tests::ScratchFolder folder;
    MarksSchool school{"sqlite:" + folder.path() + "/school.db"};
    Marks marks{school.record()};
    std::vector<school::Route> routes = marks_routes(marks);
    int keys = 0;

    RoutedSchool() { school.open_all_windows(); }

    http::Response call(const std::string& name, http::NamedTexts path,
                        const std::string& body = "", std::int64_t person = MarksSchool::k_teacher,
                        http::NamedTexts query = {})
    {
        for (const school::Route& route : routes) {
            if (route.name != name)
                continue;
            http::Request request;
            request.method = route.method;
            request.path_parameters = std::move(path);
            request.path_parameters.emplace_back("school_id",
                                                 std::to_string(MarksSchool::k_school));
            request.query_parameters = std::move(query);
            request.headers.emplace_back("Content-Type", "application/json");
            request.body = body;
            const auto target = school.database().read(
                [&](database::Session& session) { return route.target(session, request); });
            if (!target)
                return http::problem(request, target.refusal());
            return route.handler({.request = request,
                                  .act = school.act(person, "key" + std::to_string(++keys)),
                                  .target = *target});
        }
        FAIL("no such route");
        return {};
    }

    std::string code(const http::Response& response)
    {
        return response.refusal ? std::string(to_text(response.refusal->code))
                                : std::to_string(response.status);
    }
};

std::string id_in(const http::Response& response, const std::string& name)
{
    const auto document = JsonDocument::parse(response.body);
    REQUIRE(document);
    const auto value = document->root().find(name);
    REQUIRE(value);
    return std::string(value->text());
}

constexpr const char* k_sheet =
    R"({"subject": "maths", "term": 1, "part": "final", "title_ar": "F", "title_en": "Final",
        "columns": [{"key": "u1", "label_ar": "1", "label_en": "1", "kind": "unit_score",
                     "maximum": "10", "step": "0.01"}]})";

}  // namespace

TEST_CASE("marks: a sheet is made, filled row by row, read, signed, reviewed and corrected over "
          "its routes")
{
    RoutedSchool it;
    const std::string class_id = std::to_string(MarksSchool::k_class);
    const auto made =
        it.call("mark_sheet.make", {{"class_id", class_id}}, k_sheet, MarksSchool::k_head);
    REQUIRE(made.status == 201);
    const std::string sheet = id_in(made, "sheet_id");
    CHECK(it.code(it.call("mark_sheet.make", {{"class_id", class_id}}, k_sheet,
                          MarksSchool::k_head)) == "record_exists");

    const auto entered =
        it.call("mark.record", {{"sheet_id", sheet}},
                R"({"entries": [{"student_id": "7501", "column": "u1", "value": "8.5"},
                        {"student_id": "7502", "column": "u1", "value": "11"},
                        {"student_id": "7503", "column": "u1", "assessed_on": "2015-13-40", "value": "9"},
                        {"student_id": "7502", "column": "u1", "value": "7", "surprise": "x"}]})");
    REQUIRE(entered.status == 200);
    CHECK(entered.body.find(R"("accepted":1)") != std::string::npos);
    CHECK(entered.body.find("MARK_OVER_MAXIMUM") != std::string::npos);
    CHECK(entered.body.find("VALUE_NOT_A_DATE") != std::string::npos);
    CHECK(entered.body.find("FIELD_UNKNOWN") != std::string::npos);
    CHECK(entered.body.find("/entries/1/value") != std::string::npos);
    CHECK(entered.body.find("/entries/2/assessed_on") != std::string::npos);

    // All rows refused: the same answer, and nothing is stored.
    const auto refused =
        it.call("mark.record", {{"sheet_id", sheet}},
                R"({"entries": [{"student_id": "7501", "column": "u1", "value": "9"}]})");
    CHECK(refused.status == 200);
    CHECK(refused.body.find(R"("accepted":0)") != std::string::npos);
    CHECK(refused.body.find("CELL_CHANGED") != std::string::npos);
    CHECK(refused.body.find(R"("mark":"8.5")") != std::string::npos);
    CHECK(it.school.count("mark_entry") == 1);

    const auto read = it.call("mark_sheet.read", {{"sheet_id", sheet}});
    REQUIRE(read.status == 200);
    CHECK(JsonDocument::parse(read.body));
    CHECK(read.body.find(R"("mark":"8.5")") != std::string::npos);
    CHECK(read.body.find(R"("version":"2")") != std::string::npos);
    CHECK(read.header("ETag"));

    CHECK(it.code(it.call("mark.sign", {{"sheet_id", sheet}}, R"({"sheet_version": "2"})")) ==
          "sheet_incomplete");
    CHECK(it.call("mark_sheet.missing", {{"sheet_id", sheet}}).body.find("7503") !=
          std::string::npos);
    REQUIRE(it.call("mark.record", {{"sheet_id", sheet}},
                    R"({"entries": [{"student_id": "7502", "column": "u1", "value": "7"},
                                    {"student_id": "7503", "column": "u1", "status": "excused"}]})")
                .status == 200);
    CHECK(it.code(it.call("mark.sign", {{"sheet_id", sheet}}, R"({"sheet_version": "2"})")) ==
          "sheet_changed");
    CHECK(it.code(it.call("mark.sign", {{"sheet_id", sheet}}, R"({"sheet_version": "3"})")) ==
          "201");
    CHECK(it.code(it.call("mark.review", {{"sheet_id", sheet}}, R"({"sheet_version": "3"})",
                          MarksSchool::k_reviewer)) == "201");
    CHECK(it.call("mark.signatures", {{"sheet_id", sheet}}).body.find("intact") !=
          std::string::npos);

    const auto asked = it.call(
        "correction.request", {{"sheet_id", sheet}},
        R"({"student_id": "7501", "column": "u1", "based_on": "1", "value": "9", "reason": "sum_error", "evidence": "Question 2"})");
    REQUIRE(asked.status == 201);
    const std::string correction = id_in(asked, "correction_id");
    CHECK(it.code(it.call("correction.decide", {{"sheet_id", sheet}, {"correction_id", correction}},
                          R"({"decision": "approved"})", MarksSchool::k_reviewer)) == "204");
    CHECK(it.code(it.call("correction.decide", {{"sheet_id", sheet}, {"correction_id", "999"}},
                          R"({"decision": "approved"})", MarksSchool::k_reviewer)) ==
          "record_unknown");
    const auto history =
        it.call("mark.history", {{"sheet_id", sheet}, {"student_id", "7501"}, {"column", "u1"}});
    CHECK(history.body.find(R"("mark":"8.5")") != std::string::npos);
    CHECK(history.body.find(R"("mark":"9")") != std::string::npos);
    CHECK(it.call("correction.list", {{"sheet_id", sheet}}).body.find("approved") !=
          std::string::npos);
    CHECK(it.code(it.call("correction.list", {{"sheet_id", sheet}}, "", MarksSchool::k_teacher,
                          {{"limit", "201"}})) == "value_out_of_range");
    CHECK(it.code(it.call("correction.list", {{"sheet_id", sheet}}, "", MarksSchool::k_teacher,
                          {{"after", "x"}})) == "page_key_invalid");
    CHECK(it.call("mark.of_student",
                  {{"student_id", "7501"}, {"school_year_id", std::to_string(MarksSchool::k_year)}})
              .body.find(R"("mark":"9")") != std::string::npos);
    CHECK(it.call("mark_sheet.list", {{"class_id", class_id}}).body.find(R"("missing":0)") !=
          std::string::npos);
    CHECK(it.code(it.call("mark.withdraw", {{"sheet_id", sheet}}, R"({"reason": "Wrong class"})",
                          MarksSchool::k_head)) == "204");
}

TEST_CASE("marks: the guard is told the sheet's class and subject, and unknown sheets are refused")
{
    RoutedSchool it;
    const SheetId sheet = it.school.make_sheet(it.school.unit_sheet());
    http::Request request;
    request.path_parameters = {{"school_id", std::to_string(MarksSchool::k_school)},
                               {"sheet_id", sheet.to_text()},
                               {"student_id", "7501"}};
    const auto find = [&] {
        return it.school.database().read(
            [&](database::Session& session) { return sheet_in_path(session, request); });
    };
    const auto target = find();
    REQUIRE(target);
    CHECK(target->class_id == MarksSchool::k_class);
    CHECK(target->subject == "maths");
    CHECK(target->student_id == 7501);
    request.path_parameters[1].second = "12";
    CHECK(find().refusal().code == RefusalCode::record_unknown);
    request.path_parameters[1].second = "12'; --";
    CHECK(find().refusal().code == RefusalCode::id_malformed);
    request.path_parameters[0].second = "8";
    CHECK(find().refusal().code == RefusalCode::record_unknown);
}

TEST_CASE(
    "marks: a sheet's place is kept once found, and one that was not there is looked for again")
{
    RoutedSchool it;
    http::Request request;
    request.path_parameters = {{"school_id", std::to_string(MarksSchool::k_school)},
                               {"sheet_id", "12"}};
    SheetPlaces places;
    const auto find = [&](const SheetId& sheet) {
        request.path_parameters[1].second = sheet.to_text();
        return it.school.database().read(
            [&](database::Session& session) { return places.target(session, request); });
    };
    SheetId sheet = it.school.make_sheet(it.school.unit_sheet());
    SheetId other = sheet;
    ++other.value;
    for (int times = 0; times < 2; ++times) {
        const auto target = find(sheet);
        REQUIRE(target);
        CHECK(target->class_id == MarksSchool::k_class);
        CHECK(target->subject == "maths");
        CHECK(target->directorate_id.has_value());
        CHECK(find(other).refusal().code == RefusalCode::record_unknown);
    }
    // The same number under another school is another sheet, and not there.
    request.path_parameters[0].second = "8";
    CHECK(find(sheet).refusal().code == RefusalCode::record_unknown);
}

TEST_CASE("marks: every write over a route asks for a key, and names are there once")
{
    RoutedSchool it;
    std::set<std::string> names;
    for (const school::Route& route : it.routes) {
        CAPTURE(route.name);
        CHECK(names.insert(route.name).second);
        CHECK(route.target != nullptr);
        CHECK(route.permission != school::Permission::everyone);
        CHECK(route.needs_key == (route.method == http::Method::post));
    }
}

TEST_CASE(
    "marks: entries that are sent again under their key are told the first answer and stored once")
{
    RoutedSchool it;
    const SheetId sheet = it.school.make_sheet(it.school.unit_sheet());
    const EntryRequest entry{.key = {it.school.student(0), "u1"}, .value = "8"};
    const school::Act act = it.school.act(MarksSchool::k_teacher, "sent-twice");
    const auto first = it.marks.record_entries(act, sheet, {&entry, 1});
    const auto again = it.marks.record_entries(act, sheet, {&entry, 1});
    REQUIRE(first);
    REQUIRE(again);
    CHECK_FALSE(first->is_repeat);
    CHECK(again->is_repeat);
    CHECK(first->body == again->body);
    CHECK(it.school.count("mark_entry") == 1);
    school::Act other = act;
    other.request_digest = std::string(32, 'e');
    CHECK(it.marks.record_entries(other, sheet, {&entry, 1}).refusal().code ==
          RefusalCode::idempotency_key_reused);
}

TEST_CASE("marks: a sheet that is looked at again shows what was entered meanwhile")
{
    RoutedSchool it;
    const SheetId sheet = it.school.make_sheet(it.school.unit_sheet());
    const Day today = *Day::parse("2015-10-19");
    const EntryRequest first{.key = {it.school.student(0), "u1"}, .value = "8.25"};
    REQUIRE(it.marks.record_entries(it.school.act(), sheet, {&first, 1}));
    CHECK(it.marks.sheet(sheet, today)->find("8.25") != std::string::npos);
    const EntryRequest second{.key = {it.school.student(0), "u1"}, .based_on = 1, .value = "9.75"};
    REQUIRE(it.marks.record_entries(it.school.act(), sheet, {&second, 1}));
    const std::string text = *it.marks.sheet(sheet, today);
    CHECK(text.find("8.25") == std::string::npos);
    CHECK(text.find("9.75") != std::string::npos);
}
