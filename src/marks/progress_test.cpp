#include "marks/progress.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "marks/marks.h"
#include "marks/marks_routes.h"
#include "regulations/frame/json_value.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

constexpr SheetFilter k_all{};

// Two sheets of three students and two units: the one of term 1 half filled, the one of term 2 empty. A teacher of
// mathematics until 2015-10-31, a substitute for him from 2015-10-19 to 2015-10-25.
void lay_down(MarksSchool& school)
{
    school.sql("INSERT INTO entry_window (school_id, entry_window_id, school_year_id, term, part, "
               "grade, subject, first_day, last_day) VALUES ($1, 8001, $2, 1, '', 0, '', "
               "'2015-10-01', '2015-10-20')",
               MarksSchool::k_school, MarksSchool::k_year);
    const auto appoint = [&](std::int64_t id, std::int64_t person, const char* first,
                             const char* last, std::optional<std::int64_t> substitute_for) {
        school.sql("INSERT INTO appointment (school_id, appointment_id, staff_member_id, role, "
                   "school_year_id, class_id, subject, first_day, last_day, decision, "
                   "substitute_for) VALUES ($1, $2, $3, 'teacher', $4, $5, 'maths', $6, $7, '', "
                   "$8)",
                   MarksSchool::k_school, id, person, MarksSchool::k_year, MarksSchool::k_class,
                   first, last, substitute_for);
    };
    appoint(6001, MarksSchool::k_teacher, "2015-09-01", "2015-10-31", std::nullopt);
    appoint(6002, MarksSchool::k_reviewer, "2015-10-19", "2015-10-25", 6001);
    const SheetId first = school.make_sheet(school.unit_sheet());
    SheetDraft later = school.unit_sheet();
    later.term = 2;
    (void)school.make_sheet(later);
    school.enter(first, {{.key = {school.student(0), "u1"}, .value = "5"},
                         {.key = {school.student(0), "u2"}, .value = "6"},
                         {.key = {school.student(1), "u1"}, .status = "not_yet"},
                         {.key = {school.student(1), "u2"}, .status = "excused"}});
}

std::vector<SheetProgress> progress_of(MarksSchool& school, const SheetFilter& filter,
                                       const char* day)
{
    return school.database().read([&](database::Session& session) {
        return *entry_progress(session, school.school(), MarksSchool::k_year, filter,
                               *Day::parse(day));
    });
}

void check_progress(MarksSchool& school)
{
    lay_down(school);
    auto all = progress_of(school, k_all, "2015-10-19");
    REQUIRE(all.size() == 2);
    const SheetProgress first = all[0];
    // Six cells; of student 1 one is still to come, of student 2 both are missing.
    CHECK(first.needed == 6);
    CHECK(first.missing == 3);
    CHECK(first.awaited == 1);
    CHECK(first.students == 2);
    CHECK(first.due == Day::parse("2015-10-20"));
    CHECK(first.state == EntryState::open);
    CHECK(first.teacher_id == MarksSchool::k_reviewer);
    CHECK(first.teacher_ar == "P7402");
    CHECK(first.sheet.class_name == "4/1");
    CHECK(all[1].missing == 6);
    CHECK(all[1].state == EntryState::no_window);
    CHECK_FALSE(all[1].due);

    // On the last day it is open, on the next overdue; before the first day it has not begun.
    CHECK(progress_of(school, k_all, "2015-10-20")[0].state == EntryState::open);
    all = progress_of(school, k_all, "2015-10-21");
    CHECK(all[0].state == EntryState::overdue);
    CHECK(progress_of(school, k_all, "2015-09-30")[0].state == EntryState::not_begun);
    // The substitute's time is over; nobody is appointed any more.
    CHECK(progress_of(school, k_all, "2015-10-26")[0].teacher_id == MarksSchool::k_teacher);
    CHECK(progress_of(school, k_all, "2015-11-01")[0].teacher_id == 0);

    const auto count = [&](const SheetFilter& filter) {
        return progress_of(school, filter, "2015-10-19").size();
    };
    CHECK(count({.term = 1}) == 1);
    CHECK(count({.term = 0}) == 0);
    CHECK(count({.part = "final"}) == 2);
    CHECK(count({.part = "exam"}) == 0);
    CHECK(count({.grade = 4}) == 2);
    CHECK(count({.grade = 5}) == 0);
    CHECK(count({.subject = "maths"}) == 2);
    CHECK(count({.subject = "arabic"}) == 0);
    CHECK(count({.class_id = MarksSchool::k_class}) == 2);
    CHECK(count({.class_id = 1}) == 0);
    CHECK(count({.after = first.sheet.id.value}) == 1);
    CHECK(count({.limit = 1}) == 1);

    Marks marks(school.record());
    const Day today = *Day::parse("2015-10-21");
    for (const auto& [by, name] : {std::pair(ProgressBy::teacher, R"("staff_member_id":"7402")"),
                                   std::pair(ProgressBy::school_class, R"("class_name":"4/1")"),
                                   std::pair(ProgressBy::subject, R"("subject":"maths")")}) {
        const auto grouped =
            marks.progress_grouped(school.school(), MarksSchool::k_year, k_all, by, today);
        REQUIRE(grouped);
        CHECK(grouped->find(name) != std::string::npos);
        CHECK(
            grouped->find(
                R"("sheets":2,"signed":0,"overdue":1,"needed":12,"missing":9,"due":"2015-10-20")") !=
            std::string::npos);
    }

    // Filled and signed: nothing is missing, and nothing is due.
    const SheetId sheet = first.sheet.id;
    school.enter(sheet, {{.key = {school.student(1), "u1"}, .based_on = 1, .value = "7"},
                         {.key = {school.student(2), "u1"}, .value = "7"},
                         {.key = {school.student(2), "u2"}, .value = "7"}});
    CHECK(progress_of(school, {.term = 1}, "2015-10-30")[0].state == EntryState::complete);
    REQUIRE(marks.sign(school.act(), sheet, SignatureKind::teacher, 3));
    CHECK(progress_of(school, {.term = 1}, "2015-10-30")[0].state == EntryState::signed_off);
    const auto grouped = marks.progress_grouped(school.school(), MarksSchool::k_year, {.term = 1},
                                                ProgressBy::subject, today);
    CHECK(
        *grouped ==
        R"({"groups":[{"subject":"maths","sheets":1,"signed":1,"overdue":0,"needed":6,"missing":0}]})");
}

}  // namespace

TEST_CASE("KW-4.1: how far each sheet of each term is, who is to enter the rest, and by which day")
{
    const tests::ScratchFolder folder;
    MarksSchool sqlite("sqlite:" + folder.path() + "/school.db");
    check_progress(sqlite);
    const tests::SharedPostgresDatabase server;
    MarksSchool postgres(server.url());
    check_progress(postgres);
}

TEST_CASE("marks: the progress of entry over its route, page by page and together")
{
    const tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    lay_down(school);
    Marks marks(school.record());
    const auto ask = [&](http::NamedTexts query, const std::string& year = "7101") {
        for (const school::Route& route : marks_routes(marks)) {
            if (route.name != "entry_progress.read")
                continue;
            http::Request request;
            request.method = route.method;
            request.path_parameters = {{"school_id", std::to_string(MarksSchool::k_school)},
                                       {"school_year_id", year}};
            request.query_parameters = std::move(query);
            return route.handler({.request = request,
                                  .act = school.act(MarksSchool::k_head),
                                  .target = {.school = school.school()}});
        }
        FAIL("no such route");
        return http::Response{};
    };
    const auto code = [&](http::NamedTexts query, const std::string& year = "7101") {
        const auto response = ask(std::move(query), year);
        return response.refusal ? std::string(to_text(response.refusal->code))
                                : std::to_string(response.status);
    };
    const auto page = ask({{"limit", "1"}});
    REQUIRE(page.status == 200);
    const auto document = JsonDocument::parse(page.body);
    REQUIRE(document);
    const std::string next(document->root().find("next")->text());
    CHECK(page.body.find(R"("term":1)") != std::string::npos);
    CHECK(page.body.find(R"("state":"open")") != std::string::npos);
    const auto last = ask({{"after", next}});
    CHECK(last.body.find(R"("term":2)") != std::string::npos);
    CHECK(last.body.find("next") == std::string::npos);
    CHECK(ask({{"by", "teacher"}}).body.find(R"("name_ar":"P7402")") != std::string::npos);
    CHECK(ask({{"by", "class"}, {"term", "0"}}).body == R"({"groups":[]})");

    CHECK(code({{"by", "sex"}}) == "value_not_listed");
    CHECK(code({{"term", "4"}}) == "value_out_of_range");
    CHECK(code({{"term", "3"}}) == "200");
    CHECK(code({{"grade", "13"}}) == "value_out_of_range");
    CHECK(code({{"grade", "12"}}) == "200");
    CHECK(code({{"part", "none"}}) == "value_not_listed");
    CHECK(code({{"class_id", "x"}}) == "id_malformed");
    CHECK(code({{"after", "x"}}) == "page_key_invalid");
    CHECK(code({{"limit", "201"}}) == "value_out_of_range");
    CHECK(code({{"surprise", "1"}}) == "field_unknown");
    CHECK(code({}, "1") == "record_unknown");
    CHECK(code({}, "x") == "id_malformed");
}
