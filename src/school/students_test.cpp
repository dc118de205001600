#include "school/students.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "school/on_day.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

std::vector<std::string> numbers_in(const Result<std::string>& page)
{
    REQUIRE_MESSAGE(page, code_of(page));
    const auto document = JsonDocument::parse(*page);
    std::vector<std::string> numbers;
    const auto items = document->root().find("items");
    REQUIRE(items);
    for (const JsonValue item : *items)
        numbers.emplace_back(item.find("student_number")->text());
    return numbers;
}

Student pupil(const std::string& number, std::vector<std::string> parts)
{
    Student student;
    student.number = number;
    student.name_parts = std::move(parts);
    student.sex = "male";
    student.nationality = "KW";
    return student;
}

}  // namespace

TEST_CASE("PG-24.N.4: a student's name and papers are held to their form, and a name follows the "
          "amended register")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Students students(*sample.record);
        const auto add = [&](const Student& student, std::vector<IdentityPaper> papers = {}) {
            return students.add(sample.school, sample.act(), student, std::move(papers));
        };
        IdentityPaper civil;
        civil.kind = "national_id";
        civil.number = "316051401235";

        CHECK(code_of(add(pupil("1", {"ali", "salem", "hamad"}))) == "NAME_PARTS_WRONG");
        Student guest = pupil("1", {"omar", "nasser"});
        CHECK(code_of(add(guest)) == "NAME_PARTS_WRONG");
        guest.nationality = "EG";
        CHECK(code_of(add(guest)) == "accepted");
        CHECK(code_of(add(guest)) == "RECORD_EXISTS");

        const Student ali = pupil("2", {"ali", "salem", "hamad", "alnajjar"});
        IdentityPaper wrong = civil;
        wrong.number = "316051401234";
        CHECK(code_of(add(ali, {wrong})) == "IDENTITY_NUMBER_INVALID");
        const auto added = add(ali, {civil});
        REQUIRE(added);
        CHECK(code_of(add(pupil("3", {"a", "b", "c", "d"}), {civil})) == "IDENTITY_TAKEN");

        Student amended = pupil("2", {"ali", "salem", "hamad", "clan", "tribe"});
        amended.id = id_in(added, "student_id");
        const auto changed = students.change(sample.school, sample.act(), amended);
        REQUIRE(changed);
        CHECK(text_in_json(changed->body, "name_ar") == "ali salem hamad clan tribe");
        CHECK(code_of(students.change(sample.school, sample.act(), amended)) == "VERSION_STALE");
        amended.id = 99;
        CHECK(code_of(students.change(sample.school, sample.act(), amended)) == "RECORD_UNKNOWN");

        IdentityPaper passport;
        passport.student_id = id_in(added, "student_id");
        passport.kind = "passport";
        passport.number = "p1234567";
        CHECK(code_of(students.add_paper(sample.school, sample.act(), passport)) == "accepted");
        CHECK(code_of(students.add_paper(sample.school, sample.act(), passport)) ==
              "IDENTITY_TAKEN");
        sample.verified_chain();
    });
}

TEST_CASE(
    "school: students are found by any part of their name, by number and by class, page by page")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Students students(*sample.record);
        const std::int64_t ali = sample.add_student("30", "ali");
        (void)sample.add_student("10", "badr");
        (void)sample.add_student("20", "jasem");
        REQUIRE(sample.enrol(ali, sample.class_a, day_of("2026-09-13")));

        const auto find = [&](StudentSearch search) {
            search.day = day_of("2026-09-20");
            return numbers_in(students.students(sample.school, search, Page{}));
        };
        StudentSearch search;
        CHECK(find(search) == std::vector<std::string>{"30", "10", "20"});
        search.name = "BADR";
        CHECK(find(search) == std::vector<std::string>{"10"});
        search.name = "dr sal";
        CHECK(find(search) == std::vector<std::string>{"10"});
        search.name = "%";
        CHECK(find(search).empty());
        search.name.clear();
        search.number = "20";
        CHECK(find(search) == std::vector<std::string>{"20"});
        search.number = "2";
        CHECK(find(search).empty());
        search.number.clear();
        search.class_id = sample.class_a;
        CHECK(find(search) == std::vector<std::string>{"30"});
        search.class_id = sample.class_b;
        CHECK(find(search).empty());

        // Two a page: the key of the first leads to the second, which is the last.
        Page page;
        page.limit = 2;
        const auto first = students.students(sample.school, StudentSearch{}, page);
        CHECK(numbers_in(first) == std::vector<std::string>{"30", "10"});
        page.after = text_in_json(*first, "next");
        const auto second = students.students(sample.school, StudentSearch{}, page);
        CHECK(numbers_in(second) == std::vector<std::string>{"20"});
        CHECK(text_in_json(*second, "next") == "null");
        page.after = "nonsense";
        CHECK(code_of(students.students(sample.school, StudentSearch{}, page)) ==
              "PAGE_KEY_INVALID");
    });
}

TEST_CASE(
    "school: a guardian has several children, a child several guardians, each from day to day")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Guardians guardians(*sample.record);
        const std::int64_t ali = sample.add_student("1", "ali");
        const std::int64_t badr = sample.add_student("2", "badr");
        const auto add = [&](const std::string& name, std::optional<std::string> number) {
            Guardian guardian;
            guardian.name_ar = name;
            guardian.identity_number = std::move(number);
            return guardians.add(sample.school, sample.act(), guardian);
        };
        const auto salem = add("salem", "316051401235");
        CHECK(code_of(add("other", "316051401235")) == "IDENTITY_TAKEN");
        CHECK(code_of(add("other", "316051401234")) == "IDENTITY_NUMBER_INVALID");
        const auto mona = add("mona", std::nullopt);

        const auto answer_for = [&](const Result<Answer>& guardian, std::int64_t student,
                                    const char* first, const char* last) {
            Guardianship guardianship;
            guardianship.guardian_id = id_in(guardian, "guardian_id");
            guardianship.student_id = student;
            guardianship.relation = "father";
            guardianship.days = {day_of(first), last ? std::optional(day_of(last)) : std::nullopt};
            return guardians.add_guardianship(sample.school, sample.act(), guardianship);
        };
        const auto of_ali = answer_for(salem, ali, "2026-09-13", nullptr);
        REQUIRE(of_ali);
        REQUIRE(answer_for(salem, badr, "2026-10-01", nullptr));
        REQUIRE(answer_for(mona, ali, "2026-09-13", "2026-12-31"));
        CHECK(code_of(answer_for(salem, ali, "2027-01-01", nullptr)) == "DAYS_OVERLAP");
        CHECK(code_of(answer_for(mona, ali, "2026-12-31", nullptr)) == "DAYS_OVERLAP");
        CHECK(code_of(answer_for(mona, ali, "2027-01-02", "2027-01-01")) == "DAYS_REVERSED");
        CHECK(code_of(answer_for(mona, 99, "2027-01-01", nullptr)) == "RECORD_UNKNOWN");
        CHECK(code_of(answer_for(mona, ali, "2027-01-01", nullptr)) == "accepted");

        const std::int64_t id = id_in(of_ali, "guardianship_id");
        CHECK(code_of(guardians.end_guardianship(sample.school, sample.act(), id,
                                                 day_of("2026-09-12"))) == "DAYS_REVERSED");
        CHECK(code_of(guardians.end_guardianship(sample.school, sample.act(), id,
                                                 day_of("2026-10-15"))) == "accepted");
        CHECK(code_of(guardians.end_guardianship(sample.school, sample.act(), id,
                                                 day_of("2026-10-16"))) == "DAYS_OVERLAP");
        sample.record->read([&](database::Session& session) {
            const auto children = [&](const char* day) {
                return children_of(session, sample.school, id_in(salem, "guardian_id"),
                                   day_of(day));
            };
            CHECK(children("2026-09-12").empty());
            CHECK(children("2026-09-30") == std::vector{ali});
            CHECK(children("2026-10-15") == std::vector{ali, badr});
            CHECK(children("2026-10-16") == std::vector{badr});
            CHECK(guardians_of(session, sample.school, ali, day_of("2026-10-15")).size() == 2);
        });
        sample.verified_chain();
    });
}

TEST_CASE("KW-32: boys of grades 4 and 5 older than twelve on the first day are listed in schools "
          "with women teachers")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Students students(*sample.record);
        // The year begins on 2026-09-13: born on 2014-09-13 is exactly twelve, a day before is older.
        const auto add = [&](const std::string& number, const char* born) {
            Student boy = pupil(number, {"ali", "salem", "hamad", "alnajjar"});
            if (born)
                boy.birth_day = day_of(born);
            const std::int64_t id =
                id_in(students.add(sample.school, sample.act(), boy, {}), "student_id");
            REQUIRE(sample.enrol(id, sample.class_b, day_of("2026-09-13")));
        };
        add("twelve", "2014-09-13");
        add("older", "2014-09-12");
        add("unknown", nullptr);
        CHECK(numbers_in(students.boys_to_transfer(sample.school, sample.year, 12)).empty());

        School school;
        school.id = sample.school;
        school.ministry_number = "117";
        school.name_ar = "Palm";
        school.name_en = "Palm";
        school.kind = "government";
        school.shift = "day";
        school.students_sex = "boys";
        school.teachers_sex = "women";
        Schools schools(*sample.record);
        CHECK(code_of(schools.change_school(sample.act(), school)) == "accepted");
        CHECK(code_of(schools.change_school(sample.act(), school)) == "VERSION_STALE");
        auto listed = numbers_in(students.boys_to_transfer(sample.school, sample.year, 12));
        std::ranges::sort(listed);
        CHECK(listed == std::vector<std::string>{"older", "unknown"});
    });
}
