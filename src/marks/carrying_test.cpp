#include "marks/carrying.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "core/refusal_codes.h"
#include "marks/ledger_store.h"
#include "marks/marks.h"
#include "school/transfers.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

constexpr std::int64_t k_other_class = 7302;

bool has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::string value_of(MarksSchool& school, SheetId sheet, std::int64_t student,
                     const std::string& column)
{
    return school.database().read([&](database::Session& session) {
        const auto cell = find_cell(session, sheet, {student, column, 1});
        return cell ? shown(cell->value) + '/' + cell->origin : std::string("-");
    });
}

// A second class of the same plan with the same sheet but for the maximum of u2, and a student who moves into it.
struct MovedStudent {
    MarksSchool& school;
    Marks marks{school.record()};
    SheetId before;
    SheetId after;

    explicit MovedStudent(MarksSchool& of, const char* second_maximum = "10") : school(of)
    {
        school.open_all_windows();
        school.sql("INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, name, "
                   "capacity) VALUES ($1, $2, $3, $4, '4/2', 30)",
                   MarksSchool::k_school, k_other_class, MarksSchool::k_year, MarksSchool::k_plan);
        before = school.make_sheet(school.unit_sheet());
        SheetDraft other = school.unit_sheet();
        other.class_id = k_other_class;
        other.columns[1].maximum_centi = std::stoi(second_maximum) * 100;
        after = school.make_sheet(other);
        school.enter(before, {{.key = {school.student(0), "u1"}, .value = "8.25"},
                              {.key = {school.student(0), "u2"},
                               .status = "excused",
                               .missed_on = Day::parse("2015-10-05")},
                              {.key = {school.student(1), "u1"}, .value = "3"}});
    }

    void move_student(std::int64_t student)
    {
        school.sql("UPDATE enrolment SET last_day = '2015-10-17', ended_reason = 'moved_class' "
                   "WHERE school_id = $1 AND student_id = $2",
                   MarksSchool::k_school, student);
        school.sql("INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, "
                   "class_id, kind, is_newcomer, first_day) VALUES ($1, $2, $3, $4, $5, 'regular', "
                   "0, '2015-10-18')",
                   MarksSchool::k_school, 9900 + student, student, MarksSchool::k_year,
                   k_other_class);
    }

    Result<school::Answer> carry(std::int64_t student, std::int64_t from, bool is_trial = false)
    {
        return marks.carry_class(school.act(MarksSchool::k_head), {school.school(), student}, from,
                                 is_trial);
    }
    std::string code(std::int64_t student, std::int64_t from)
    {
        const auto answer = carry(student, from);
        return answer ? "accepted" : std::string(to_text(answer.refusal().code));
    }
};

void check_class_move(MarksSchool& school)
{
    MovedStudent it(school);
    const std::int64_t student = school.student(0);
    // Still in his class: there is nothing to carry from it, and from a class that he never was in neither.
    CHECK(it.code(student, MarksSchool::k_class) == "record_unknown");
    it.move_student(student);
    CHECK(it.code(student, 1) == "record_unknown");
    CHECK(it.code(student, k_other_class) == "record_unknown");

    const auto entries = school.count("mark_entry");
    const auto trial = it.carry(student, MarksSchool::k_class, true);
    REQUIRE(trial);
    CHECK(trial->body.starts_with(R"({"accepted":2,"standing":0,"refused":0,)"));
    CHECK(school.count("mark_entry") == entries);

    const auto carried = it.carry(student, MarksSchool::k_class);
    REQUIRE(carried);
    CHECK(carried->body == trial->body);
    CHECK(value_of(school, it.after, student, "u1") == "8.25/carried");
    CHECK(value_of(school, it.after, student, "u2") == "excused/carried");
    // The class before keeps what it had, and the other student's marks are nobody else's.
    CHECK(value_of(school, it.before, student, "u1") == "8.25/entry");
    CHECK(value_of(school, it.after, school.student(1), "u1") == "-");
    const auto again = it.carry(student, MarksSchool::k_class);
    REQUIRE(again);
    CHECK(again->body.starts_with(R"({"accepted":0,"standing":2,"refused":0,)"));
    CHECK(school.count("mark_entry") == entries + 2);
}

void check_transfer(MarksSchool& school)
{
    MovedStudent it(school);
    CarriedMarks section;
    const std::string package = school.database().read([&](database::Session& session) {
        return section.collect(session, school.school(), school.student(0), MarksSchool::k_year);
    });
    CHECK(
        package ==
        R"({"sheets":[{"subject":"maths","term":1,"part":"final","scheme":"test","cells":[)"
        R"({"column":"u1","occurrence":1,"value":"8.25","maximum":"10"},)"
        R"({"column":"u2","occurrence":1,"status":"excused","maximum":"10","missed_on":"2015-10-05"}]}]})");

    // The third student brings the same from another school.
    const std::int64_t newcomer = school.student(2);
    const auto store = [&](std::int64_t id, const char* direction, const std::string& carried) {
        school.sql("INSERT INTO transfer (school_id, transfer_id, student_id, direction, "
                   "other_school, day, decision, carried) VALUES ($1, $2, $3, $4, 'X', "
                   "'2015-10-10', '', $5)",
                   MarksSchool::k_school, id, newcomer, direction, carried);
    };
    const std::string whole =
        R"({"format": "taqwim.transfer.1", "sections": {"marks": )" + package + "}}";
    store(1, "in", whole);
    store(2, "out", whole);
    store(
        3, "in",
        R"({"format": "taqwim.transfer.1", "sections": {"marks": {"sheets": [7, {"cells": [1, {}]},
        {"subject": "maths", "term": 1, "part": "exam", "cells": [{"column": "u1", "value": "5"}]},
        {"subject": "maths", "term": 1, "part": "final",
         "cells": [{"column": "u1", "value": "9", "maximum": "10"},
                   {"column": "u2", "value": "9", "maximum": "20"},
                   {"column": "none", "value": "9", "maximum": "10"}]}]}}})");
    const auto carry = [&](std::int64_t transfer) {
        return it.marks.carry_transfer(school.act(MarksSchool::k_head), {school.school(), newcomer},
                                       transfer, false);
    };
    CHECK(carry(2).refusal().code == RefusalCode::record_unknown);  // he went with that one
    CHECK(carry(9).refusal().code == RefusalCode::record_unknown);
    const auto carried = carry(1);
    REQUIRE(carried);
    CHECK(carried->body.starts_with(R"({"accepted":2,"standing":0,"refused":0,)"));
    CHECK(value_of(school, it.before, newcomer, "u1") == "8.25/carried");
    CHECK(school.database().read([&](database::Session& session) {
        return history_of_cell(session, it.before, {newcomer, "u1", 1}).front().source;
    }) == "transfer 1");

    // Nothing is overwritten; what does not fit is refused cell by cell, with its reason.
    const auto mixed = carry(3);
    REQUIRE(mixed);
    CHECK(mixed->body.starts_with(R"({"accepted":0,"standing":0,"refused":5,)"));
    CHECK(has(mixed->body, "CELL_CHANGED"));
    CHECK(has(mixed->body, "VALUE_NOT_LISTED"));
    CHECK(has(mixed->body, "CELL_UNKNOWN"));
    CHECK(has(mixed->body, "RECORD_UNKNOWN"));
    CHECK(value_of(school, it.before, newcomer, "u1") == "8.25/carried");

    // Into a signed sheet nothing is carried.
    school.enter(it.before, {{.key = {school.student(1), "u2"}, .value = "4"}});
    REQUIRE(it.marks.sign(school.act(), it.before, SignatureKind::teacher, 4));
    store(4, "in", R"({"format": "taqwim.transfer.1", "sections": {"marks": {"sheets": [
        {"subject": "maths", "term": 1, "part": "final", "cells": [
            {"column": "u1", "value": "7", "maximum": "10"}]}]}}})");
    const auto late = carry(4);
    REQUIRE(late);
    CHECK(has(late->body, "SHEET_SIGNED"));
    CHECK(has(late->body, R"("accepted":0)"));
}

}  // namespace

TEST_CASE(
    "KW-24: a student who changes class within the year keeps his marks, without a copy twice")
{
    const tests::ScratchFolder folder;
    MarksSchool sqlite("sqlite:" + folder.path() + "/school.db");
    check_class_move(sqlite);
    const tests::SharedPostgresDatabase server;
    MarksSchool postgres(server.url());
    check_class_move(postgres);
}

TEST_CASE("KW-24: marks go along with a transfer and are entered where they fit, never over others")
{
    const tests::ScratchFolder folder;
    MarksSchool sqlite("sqlite:" + folder.path() + "/school.db");
    check_transfer(sqlite);
    const tests::SharedPostgresDatabase server;
    MarksSchool postgres(server.url());
    check_transfer(postgres);
}

TEST_CASE(
    "KW-24: a mark out of another maximum is not carried, and nobody without a class is given one")
{
    const tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db");
    MovedStudent it(school, "20");
    const std::int64_t student = school.student(0);
    school.enter(it.before, {{.key = {student, "u2"}, .based_on = 1, .value = "5"}});
    it.move_student(student);
    const auto carried = it.carry(student, MarksSchool::k_class);
    REQUIRE(carried);
    CHECK(carried->body.starts_with(R"({"accepted":1,"standing":0,"refused":1,)"));
    CHECK(has(carried->body, R"("maximum")"));
    CHECK(value_of(school, it.after, student, "u2") == "-");
    school.sql("UPDATE enrolment SET last_day = '2015-10-18', ended_reason = 'left' "
               "WHERE school_id = $1 AND student_id = $2 AND last_day IS NULL",
               MarksSchool::k_school, student);
    CHECK(it.code(student, MarksSchool::k_class) == "not_enrolled");
}
