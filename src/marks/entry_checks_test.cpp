#include "marks/entry_checks.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/refusal_codes.h"

using namespace taqwim;
using namespace taqwim::marks;

namespace {

Day day(const char* text)
{
    return *Day::parse(text);
}

// A column and a student of term 1 of 2015-2016, as the cases below change them.
struct Surroundings {
    MarkSheet sheet{.id = {},
                    .class_id = 1,
                    .subject = "maths",
                    .term = 1,
                    .part = "formative",
                    .scheme = "",
                    .title_ar = "",
                    .title_en = "",
                    .settings = R"({"level_words": {"x": "4", "y.y": "3"}})",
                    .version = 1,
                    .school_year_id = 1,
                    .school_year = "2015-2016",
                    .grade = 4,
                    .regulation = "kw_primary_2016",
                    .year_first = day("2015-09-13"),
                    .year_last = day("2016-06-09"),
                    .term_first = day("2015-09-13"),
                    .term_last = day("2016-01-23")};
    std::optional<SheetColumn> column = SheetColumn{.key = "1.1",
                                                    .label_ar = "",
                                                    .label_en = "",
                                                    .kind = ColumnKind::level,
                                                    .maximum_centi = 400,
                                                    .step_centi = 100,
                                                    .repeats = 5,
                                                    .make_up = MakeUp::after_practice};
    std::optional<StudentInSheet> student = StudentInSheet{.student_id = 1,
                                                           .student_number = "",
                                                           .name_ar = "",
                                                           .name_en = "",
                                                           .enrolment = "regular",
                                                           .first_day = "2015-09-13"};
    std::vector<Cell> measures;
    Day today = day("2015-12-01");

    Result<CellFacts> facts(const EntryRequest& request) const
    {
        return accepted_facts(request, {.sheet = sheet,
                                        .column = column,
                                        .student = student,
                                        .measures = measures,
                                        .today = today,
                                        .origin = Origin::entry,
                                        .place = "/entries/0"});
    }
    std::string code(const EntryRequest& request) const
    {
        const auto accepted = facts(request);
        return accepted ? "accepted" : std::string(to_text(accepted.refusal().code));
    }
    std::string shown_of(const std::string& value) const
    {
        const auto accepted = facts(level(value));
        return accepted ? shown(accepted->value) : std::string(to_text(accepted.refusal().code));
    }

    static EntryRequest level(const std::string& value, int occurrence = 1)
    {
        return {.key = {.student_id = 1, .column = "1.1", .occurrence = occurrence},
                .value = value};
    }
    void add_measure(int occurrence, const MarkValue& value, const char* on)
    {
        measures.push_back({.key = {1, "1.1", occurrence},
                            .version = 1,
                            .entry_id = occurrence,
                            .value = value,
                            .assessed_on = on,
                            .layer = "teacher",
                            .origin = "entry"});
    }
};

}  // namespace

TEST_CASE("KW-9: a level is a whole number from 0 to 4 or one of its symbols")
{
    const Surroundings around;
    CHECK(around.shown_of("0") == "0");
    CHECK(around.shown_of("4") == "4");
    CHECK(around.shown_of("\u0663") == "3");
    CHECK(around.shown_of("x") == "4");
    CHECK(around.shown_of("y.y") == "3");
    CHECK(around.shown_of("5") == "level_not_whole");
    CHECK(around.shown_of("-1") == "level_not_whole");
    CHECK(around.shown_of("2.5") == "level_not_whole");
    CHECK(around.shown_of("z") == "level_not_whole");
    CHECK(around.facts(Surroundings::level("5")).refusal().clause == "KW-9");
}

TEST_CASE("KW-10.2: a criterion is measured once a day; another day is another measure")
{
    Surroundings around;
    around.add_measure(1, Level{3}, "2015-10-19");
    EntryRequest second = Surroundings::level("2", 2);
    second.assessed_on = day("2015-10-19");
    CHECK(around.code(second) == "measure_repeated_on_day");
    second.assessed_on = day("2015-10-20");
    CHECK(around.code(second) == "accepted");
    // The same measure may be typed again on its own day.
    EntryRequest again = Surroundings::level("2", 1);
    again.assessed_on = day("2015-10-19");
    CHECK(around.code(again) == "accepted");
    // An absence of that day is no measure.
    around.measures.clear();
    around.add_measure(1, Status::excused, "2015-10-19");
    second.assessed_on = day("2015-10-19");
    CHECK(around.code(second) == "accepted");
}

TEST_CASE("KW-15.A.E1: a make-up needs the day on which the missed activities were practised")
{
    Surroundings around;
    EntryRequest request = Surroundings::level("2");
    request.missed_on = day("2015-09-16");
    request.assessed_on = day("2015-09-20");
    CHECK(around.code(request) == "activities_not_practised");
    request.practised_on = day("2015-09-21");
    CHECK(around.code(request) == "activities_not_practised");
    request.practised_on = day("2015-09-20");
    CHECK(around.code(request) == "accepted");
    request.practised_on.reset();
    around.column->make_up = MakeUp::plain;
    CHECK(around.code(request) == "accepted");
}

TEST_CASE("KW-15.A.U1: what was missed without excuse is not made up")
{
    Surroundings around;
    around.add_measure(1, Status::unexcused, "2015-09-16");
    EntryRequest request = Surroundings::level("2");
    request.missed_on = day("2015-09-16");
    request.assessed_on = day("2015-09-20");
    request.practised_on = day("2015-09-19");
    CHECK(around.code(request) == "make_up_of_unexcused");
    around.measures[0].value = Status::excused;
    CHECK(around.code(request) == "accepted");
}

TEST_CASE("marks: a day lies in its year and term, a make-up may lie behind the term, and no day "
          "is to come")
{
    Surroundings around;
    around.today = day("2016-02-20");
    EntryRequest request = Surroundings::level("2");
    const auto on = [&](const char* text) {
        request.assessed_on = day(text);
        return around.code(request);
    };
    CHECK(on("2015-09-12") == "day_outside_year");
    CHECK(on("2015-09-13") == "accepted");
    CHECK(on("2016-01-23") == "accepted");
    CHECK(on("2016-01-24") == "day_outside_term");
    CHECK(on("2016-02-21") == "day_in_future");
    request.missed_on = day("2016-01-20");
    request.practised_on = day("2016-02-07");
    CHECK(on("2016-02-08") == "accepted");
    around.sheet.term = 2;
    around.sheet.term_first = day("2016-02-07");
    around.sheet.term_last = day("2016-06-09");
    request.missed_on.reset();
    CHECK(on("2016-01-23") == "day_outside_term");
}

TEST_CASE("KW-26: nothing is entered for who is exempt, and nobody is exempt by a status alone")
{
    Surroundings around;
    EntryRequest exempt{.key = {1, "1.1", 1}, .status = "exempt"};
    CHECK(around.code(exempt) == "record_unknown");
    around.student->exempt_ground = "non_muslim";
    CHECK(around.code(exempt) == "accepted");
    CHECK(around.code(Surroundings::level("2")) == "subject_exempt");
    CHECK(around.facts(Surroundings::level("2")).refusal().clause == "KW-26");
    // What was entered before the exemption can be emptied.
    CHECK(around.code({.key = {1, "1.1", 1}, .status = "cleared"}) == "accepted");
}

TEST_CASE("SR-10.4: who is affiliated has no coursework, and sits an exam out of more")
{
    Surroundings around;
    around.sheet.regulation = "sa_1426";
    around.sheet.part = "coursework";
    around.column->kind = ColumnKind::mark;
    around.column->maximum_centi = 3000;
    around.column->step_centi = 25;
    around.student->enrolment = "affiliated";
    CHECK(around.code(Surroundings::level("2")) == "coursework_of_affiliated");
    around.sheet.part = "exam";
    around.column->settings = R"({"maximum_by_enrolment": {"affiliated": "50"}})";
    CHECK(around.code(Surroundings::level("50")) == "accepted");
    CHECK(around.code(Surroundings::level("50.25")) == "mark_over_maximum");
    around.student->enrolment = "regular";
    CHECK(around.code(Surroundings::level("30")) == "accepted");
    CHECK(around.code(Surroundings::level("30.25")) == "mark_over_maximum");
    // SR-6.4  Quarters.
    CHECK(around.code(Surroundings::level("8.75")) == "accepted");
    CHECK(around.code(Surroundings::level("8.8")) == "mark_off_step");
    CHECK(around.facts(Surroundings::level("31")).refusal().clause == "SR-6.4");
}

TEST_CASE("KW-5.3: a result is never typed")
{
    Surroundings around;
    around.column.reset();
    for (const char* const name : {"total", "year_mark", "final_mark", "average"}) {
        EntryRequest request = Surroundings::level("2");
        request.key.column = name;
        CHECK(around.code(request) == "result_typed");
        CHECK(around.facts(request).refusal().clause == "KW-5.3");
    }
}
