#include "marks/schemes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/registration.h"

using namespace taqwim;
using namespace taqwim::marks;

namespace {

const Schemes& schemes()
{
    static const auto rule_sets = all_rule_sets();
    static const Schemes all(rule_sets);
    return all;
}

std::vector<SheetDraft> sheets_of(const SchemeRequest& request)
{
    const auto drafts = schemes().sheets(request);
    REQUIRE(drafts);
    for (const SheetDraft& draft : *drafts)
        CHECK_FALSE(refuses_draft(draft));
    return *drafts;
}

const SheetDraft& sheet(const std::vector<SheetDraft>& drafts, const std::string& part, int term)
{
    const auto found = std::ranges::find_if(
        drafts, [&](const SheetDraft& draft) { return draft.part == part && draft.term == term; });
    REQUIRE(found != drafts.end());
    return *found;
}

std::string fact(const SheetColumn& column, const std::string& name)
{
    const auto settings = JsonDocument::parse(column.settings);
    REQUIRE(settings);
    const auto fact = settings->root().find("fact");
    REQUIRE(fact);
    const auto value = fact->find(name);
    return value ? std::string(value->text()) : "";
}

std::string place(const SheetColumn& column, const std::string& enrolment)
{
    const auto settings = JsonDocument::parse(column.settings);
    const auto fact = settings->root().find("fact");
    const auto places = fact->find("places");
    REQUIRE(places);
    const auto value = places->find(enrolment);
    return value ? std::string(value->text()) : "";
}

const Day k_kuwait_day = *Day::parse("2015-10-01");
const Day k_saudi_day = *Day::parse("2005-10-01");

}  // namespace

TEST_CASE("KW-10.5: the formative record has its criteria by competency, and says where each goes")
{
    const auto drafts = sheets_of({.regulation = "kw_primary_2016",
                                   .grade = 4,
                                   .subject = "science",
                                   .on = k_kuwait_day,
                                   .criteria = {2, 1, 1},
                                   .units = 2});
    const SheetDraft& formative = sheet(drafts, "formative", 1);
    REQUIRE(formative.columns.size() == 4);
    CHECK(formative.columns[1].key == "1.2");
    CHECK(formative.columns[1].kind == ColumnKind::level);
    CHECK(formative.columns[1].maximum_centi == 400);
    CHECK(formative.columns[1].needed == Need::one_of);
    CHECK(formative.columns[1].need_group == "1");
    CHECK(formative.columns[1].make_up == MakeUp::after_practice);
    CHECK(fact(formative.columns[1], "place") == "/subjects/science/T1/formative/1/1.2");
    CHECK(fact(formative.columns[3], "place") == "/subjects/science/T1/formative/3/3.1");

    const SheetDraft& final = sheet(drafts, "final", 2);
    REQUIRE(final.columns.size() == 2);
    CHECK(final.columns[1].maximum_centi == 1000);
    CHECK(fact(final.columns[1], "place") == "/subjects/science/T2/summative/1");
    // Grade 4 has a placement and no performance assessment (KW-4.8, KW-18.2).
    CHECK(sheet(drafts, "placement", 0).columns.size() == 1);
    CHECK(std::ranges::none_of(drafts, [](const SheetDraft& draft) {
        return draft.part == "performance" || draft.part == "second_round";
    }));
}

TEST_CASE("KW-15.C.E1: in term 2 of grade 5 the make-up asks for no practised activities")
{
    const auto drafts = sheets_of({.regulation = "kw_primary_2016",
                                   .grade = 5,
                                   .subject = "maths",
                                   .part = "formative",
                                   .on = k_kuwait_day});
    CHECK(sheet(drafts, "formative", 1).columns[0].make_up == MakeUp::after_practice);
    CHECK(sheet(drafts, "formative", 2).columns[0].make_up == MakeUp::plain);
}

TEST_CASE("SR-6.2: coursework adds up to its allotment, and the exam stands beside it")
{
    const auto drafts =
        sheets_of({.regulation = "sa_1426", .grade = 8, .subject = "MTH", .on = k_saudi_day});
    for (const int term : {1, 2}) {
        const SheetDraft& coursework = sheet(drafts, "coursework", term);
        std::int64_t sum = 0;
        for (const SheetColumn& column : coursework.columns)
            sum += column.maximum_centi;
        CHECK(sum == 2000);
        CHECK(coursework.columns[0].step_centi == 25);
        CHECK(place(coursework.columns[0], "regular") ==
              "/marks/MTH/" + std::to_string((term - 1) * 2));
        // SR-10.4  Affiliated students have no coursework.
        CHECK(place(coursework.columns[0], "affiliated").empty());
        const SheetColumn& exam = sheet(drafts, "exam", term).columns[0];
        CHECK(exam.maximum_centi == 3000);
        CHECK(place(exam, "regular") == "/marks/MTH/" + std::to_string((term - 1) * 2 + 1));
        CHECK(place(exam, "affiliated") == "/marks/MTH/" + std::to_string(term - 1));
        CHECK(fact(exam, "status_place") == "/absences/MTH.t" + std::to_string(term));
    }
    CHECK(sheet(drafts, "second_round", 0).columns[0].maximum_centi == 10000);
}

TEST_CASE("PG-20.10: an oral subject has one sheet a term out of 50 and no exam")
{
    const auto drafts = sheets_of({.regulation = "sa_1426",
                                   .grade = 8,
                                   .subject = "QRN",
                                   .on = k_saudi_day,
                                   .is_oral = true});
    CHECK(sheet(drafts, "oral", 1).columns[0].maximum_centi == 5000);
    CHECK(
        std::ranges::none_of(drafts, [](const SheetDraft& draft) { return draft.part == "exam"; }));
}

TEST_CASE("PG-5: the guide's trees become columns, its end-of-term exam a sheet of its own")
{
    const auto drafts =
        sheets_of({.regulation = "sa_guide", .grade = 9, .subject = "ENG", .on = k_saudi_day});
    std::int64_t sum = 0;
    for (const SheetDraft& draft : drafts)
        if (draft.term == 1)
            for (const SheetColumn& column : draft.columns)
                sum += column.maximum_centi;
    CHECK(sum == 5000);
    CHECK_FALSE(sheet(drafts, "exam", 1).columns.empty());
    CHECK_FALSE(sheet(drafts, "coursework", 1).columns.empty());
}

TEST_CASE("PG-1.4: a skill list becomes a sheet of judgements with its minimum skills")
{
    const auto drafts = sheets_of(
        {.regulation = "sa_1426",
         .grade = 1,
         .subject = "maths",
         .on = k_saudi_day,
         .skills = {{.code = "M1-01", .text = "1-99", .is_minimum = true},
                    {.code = "M1-02a", .text = "a", .part_of = "M1-02", .part_of_text = "b"}}});
    REQUIRE(drafts.size() == 1);
    CHECK(drafts[0].part == "skills");
    REQUIRE(drafts[0].columns.size() == 2);
    CHECK(drafts[0].columns[0].kind == ColumnKind::judgement);
    CHECK(drafts[0].columns[0].is_minimum);
    CHECK(drafts[0].columns[0].repeats > 1);
    CHECK_FALSE(drafts[0].columns[1].is_minimum);
    CHECK(drafts[0].settings.find("observation") != std::string::npos);
}

TEST_CASE("marks: a regulation, a day or a part without a scheme is refused")
{
    const auto code = [](const SchemeRequest& request) {
        const auto drafts = schemes().sheets(request);
        REQUIRE_FALSE(drafts);
        return std::string(to_text(drafts.refusal().code));
    };
    CHECK(code({.regulation = "none", .grade = 4, .subject = "maths", .on = k_kuwait_day}) ==
          "regulation_unknown");
    CHECK(code({.regulation = "kw_primary_2016",
                .grade = 4,
                .subject = "maths",
                .part = "oral",
                .on = k_kuwait_day}) == "scheme_unknown");
    CHECK(code({.regulation = "kw_primary_2016",
                .grade = 4,
                .subject = "maths",
                .on = *Day::parse("2001-10-01")}) == "day_not_covered");
}
