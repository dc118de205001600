// A student's year under the guide, from the components of its mark schemes to the decision.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/sa_guide_answers.h"

using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using Json = nlohmann::json;

namespace {

Json subject(const char* code, const char* group)
{
    return {{"code", code}, {"group", group}, {"weekly_periods", 2}, {"min", "50"}};
}

Json english(const char* end_written)
{
    return {{"participation", "4.5"},
            {"mid.oral", "4"},
            {"mid.written", "7.5"},
            {"end.oral", "4"},
            {"end.written", end_written}};
}

// 42.5 in a term.
Json quran()
{
    return {{"recall", "8"},
            {"memorisation_accuracy", "9"},
            {"memorisation_fluency", "4"},
            {"recitation_accuracy", "8.5"},
            {"recitation_fluency", "4"},
            {"tajweed_rules", "9"}};
}

Json year(const Json& changes = Json::object())
{
    Json document = {
        {"id", "G1"},
        {"school_year", "1425-1426"},
        {"student_type", "regular"},
        {"student_kind", "regular"},
        {"grade", 9},
        {"plan", {subject("QRN", "ISLAMIC"), subject("ENG", "OTHER"), subject("HIS", "OTHER")}},
        {"marks", {{"HIS", {"18", "25", "17", "25"}}}},
        {"components",
         {{"QRN", {{"t1", quran()}, {"t2", quran()}}},
          {"ENG", {{"t1", english("19")}, {"t2", english("20")}}}}}};
    document.merge_patch(changes);
    return document;
}

}  // namespace

TEST_CASE("PG-5.0: a year is computed from the components of its schemes")
{
    const Json answer = sa_guide_answer(year());
    CAPTURE(answer.dump());
    REQUIRE(refusal_code(answer).empty());
    CHECK(answer["components"]["ENG"]["t1"]["scheme"] == "SA-ENGLISH-G7-11");
    CHECK(answer["components"]["ENG"]["t1"]["term_mark"] == "39");
    CHECK(answer["components"]["ENG"]["t2"]["term_mark"] == "40");
    CHECK(answer["components"]["QRN"]["t2"]["scheme"] == "SA-ORAL-QURAN-G7-12");
    CHECK(answer["components"]["QRN"]["t2"]["term_mark"] == "85/2");
    // 39 + 40 and 42.5 + 42.5.
    CHECK(answer.dump().find("\"PASSED\"") != std::string::npos);
}

TEST_CASE("PG-5.0: components and the marks they add up to are one year")
{
    const Json by_components = sa_guide_answer(year());
    Json by_marks = year();
    by_marks.erase("components");
    by_marks.erase("student_type");
    by_marks["plan"][0]["arrangement"] = "oral";
    by_marks["marks"]["QRN"] = {"85/2", "85/2"};
    by_marks["marks"]["ENG"] = {"16", "23", "16", "24"};
    Json expected = sa_guide_answer(by_marks);
    Json same = by_components;
    same.erase("components");
    CHECK(same == expected);
}

TEST_CASE("PG-5.0: a leaf without a mark leaves the year incomplete")
{
    const Json answer =
        sa_guide_answer(year({{"components", {{"ENG", {{"t2", {{"end.oral", nullptr}}}}}}}}));
    CHECK(sa_guide_answer(year({{"components", {{"ENG", {{"t2", {{"end.oral", ""}}}}}}}})) ==
          answer);
    CHECK(answer["components"]["ENG"]["t2"]["missing"] == Json({"end.oral"}));
    CHECK(answer["components"]["ENG"]["t2"]["midterm"] == "23/2");
    CHECK(answer.dump().find("\"INCOMPLETE\"") != std::string::npos);
}

TEST_CASE("PG-5.0: what a scheme refuses is refused where it stands")
{
    const Json over =
        sa_guide_answer(year({{"components", {{"ENG", {{"t1", {{"mid.oral", "6"}}}}}}}}));
    CHECK(refusal_code(over) == "MARK_OVER_MAXIMUM");
    CHECK(over["refused"]["field"] == "/components/ENG/t1/mid.oral");
    CHECK(refusal_code(sa_guide_answer(year({{"marks", {{"ENG", {"16", "23", "16", "24"}}}}}))) ==
          "GIVEN_TWICE");
    CHECK(refusal_code(sa_guide_answer(
              year({{"components", {{"ENG", {{"t3", Json::object()}}}}}}))) == "FIELD_UNKNOWN");
    CHECK(refusal_code(sa_guide_answer(
              year({{"components", {{"XYZ", {{"t1", english("19")}}}}}}))) == "COMPONENT_UNKNOWN");
    CHECK(refusal_code(sa_guide_answer(year({{"student_type", "visitor"}}))) == "FACTS_CONTRADICT");
    CHECK(refusal_code(sa_guide_answer(year({{"student_type", "affiliated"}}))) ==
          "FACTS_CONTRADICT");
    CHECK(refusal_code(sa_guide_answer(year({{"school_type", "night"}}))) == "FACTS_CONTRADICT");
    CHECK(refusal_code(sa_guide_answer(year({{"one_term", {{"ENG", "t1"}}}}))) ==
          "FACTS_CONTRADICT");
}

TEST_CASE("PG-5.literacy.1: the year of a literacy centre is refused, its schemes are not")
{
    const Json answer = sa_guide_answer(
        year({{"student_type", "literacy"}, {"school_type", "literacy_centre"}, {"grade", "L2"}}));
    CHECK(refusal_code(answer) == "VALUE_NOT_LISTED");
    CHECK(answer["refused"]["field"] == "/student_type");
    CHECK(answer["refused"]["clause"] == "PG-5.literacy.1");
}

TEST_CASE("PG-5.0: a subject of another code may name its scheme's subject")
{
    const Json answer = sa_guide_answer(year(
        {{"plan", {subject("LANG", "OTHER"), subject("HIS", "OTHER")}},
         {"components",
          {{"QRN", nullptr},
           {"ENG", nullptr},
           {"LANG", {{"subject", "english"}, {"t1", english("19")}, {"t2", english("20")}}}}}}));
    CAPTURE(answer.dump());
    CHECK(answer["components"]["LANG"]["t1"]["scheme"] == "SA-ENGLISH-G7-11");
}

TEST_CASE("PG-6.6: an affiliated student's year has exams alone, English brought to 50")
{
    const Json answer = sa_guide_answer(
        {{"id", "G2"},
         {"school_year", "1425-1426"},
         {"student_type", "affiliated"},
         {"grade", 9},
         {"plan", {subject("QRN", "ISLAMIC"), subject("ENG", "OTHER"), subject("HIS", "OTHER")}},
         {"components",
          {{"QRN", {{"t1", {{"endterm", "40"}}}, {"t2", {{"endterm", "41"}}}}},
           {"ENG", {{"t1", {{"end.written", "18"}}}, {"t2", {{"end.written", "21.5"}}}}},
           {"HIS", {{"t1", {{"endterm", "31"}}}, {"t2", {{"endterm", "22"}}}}}}}});
    CAPTURE(answer.dump());
    REQUIRE(refusal_code(answer).empty());
    CHECK(answer["components"]["ENG"]["t2"]["term_mark"] == "215/6");
    CHECK(answer["components"]["QRN"]["t1"]["scheme"] == "SA-AFF-ORAL");
    CHECK(answer.dump().find("\"PASSED\"") != std::string::npos);
}

TEST_CASE("PG-6.6: night students attend oral subjects and sit the others")
{
    const Json answer = sa_guide_answer(
        {{"id", "G3"},
         {"school_year", "1425-1426"},
         {"student_type", "night"},
         {"grade", 8},
         {"plan", {subject("QRN", "ISLAMIC"), subject("HIS", "OTHER")}},
         {"components",
          {{"QRN", {{"t1", quran()}, {"t2", quran()}}},
           {"HIS", {{"t1", {{"endterm", "24"}}}, {"t2", {{"endterm", "25.5"}}}}}}}});
    CAPTURE(answer.dump());
    REQUIRE(refusal_code(answer).empty());
    CHECK(answer["components"]["QRN"]["t1"]["scheme"] == "SA-ORAL-QURAN-G7-12");
    CHECK(answer["components"]["HIS"]["t1"]["scheme"] == "SA-AFF-GENERAL");
    // 49.5 is raised to 50 (PG-16.C.11).
    CHECK(answer.dump().find("\"PASSED\"") != std::string::npos);
}

TEST_CASE("PG-9.2: a term of late admission is examined out of 50 by its own schemes")
{
    Json document = year({{"exam_only_terms", {"t1"}}});
    document["marks"]["HIS"] = {nullptr, "36", "17", "25"};
    document["components"]["QRN"]["t1"] = {{"endterm", "40"}};
    document["components"]["ENG"]["t1"] = {{"end.written", "21"}};
    const Json late = sa_guide_answer(document);
    CAPTURE(late.dump());
    REQUIRE(refusal_code(late).empty());
    CHECK(late["components"]["ENG"]["t1"]["scheme"] == "SA-LATE-T1-50-ENGLISH");
    CHECK(late["components"]["ENG"]["t1"]["term_mark"] == "35");
    CHECK(late["components"]["QRN"]["t1"]["scheme"] == "SA-LATE-T1-50-ORAL");
    CHECK(late["components"]["QRN"]["t2"]["scheme"] == "SA-ORAL-QURAN-G7-12");
}

TEST_CASE("PG-6.6: one exam a year in the whole course, by ministry decision")
{
    const Json answer =
        sa_guide_answer({{"id", "G4"},
                         {"school_year", "1425-1426"},
                         {"student_kind", "affiliated_annual"},
                         {"annual_decision", "12/26"},
                         {"student_type", "affiliated"},
                         {"grade", 9},
                         {"plan", {subject("ENG", "OTHER"), subject("HIS", "OTHER")}},
                         {"components",
                          {{"ENG", {{"year", {{"year.written", "33"}}}}},
                           {"HIS", {{"year", {{"year_exam", "62"}}}}}}}});
    CAPTURE(answer.dump());
    REQUIRE(refusal_code(answer).empty());
    CHECK(answer["components"]["ENG"]["year"]["term_mark"] == "55");
    CHECK(answer.dump().find("\"PASSED\"") != std::string::npos);
}

namespace {

// Qur'an by its term marks, with history beside it. Daily and weekly marks: 12 of 20 and 14 of 20.
Json quran_year(const char* first, const char* second, const Json& changes = Json::object())
{
    Json document = {{"id", "G5"},
                     {"school_year", "1425-1426"},
                     {"student_kind", "regular"},
                     {"grade", 9},
                     {"plan", {subject("QRN", "ISLAMIC"), subject("HIS", "OTHER")}},
                     {"marks", {{"QRN", {first, second}}, {"HIS", {"18", "25", "17", "25"}}}},
                     {"kept_marks",
                      {{"QRN",
                        {{"t1", {{"mark", "12"}, {"maximum", "20"}}},
                         {"t2", {{"mark", "14"}, {"maximum", "20"}}}}}}}};
    document["plan"][0]["arrangement"] = "oral";
    document.merge_patch(changes);
    return document;
}

}  // namespace

TEST_CASE(
    "PG-20.11: a year with exactly half of both terms passes the Qur'an, with less it goes on")
{
    // 24 + 26 = 50, and 22 + 27 = 49: the first term is below 25.
    CHECK(sa_guide_answer(quran_year("24", "26"))["decision"] == "PASSED");
    const Json below = sa_guide_answer(quran_year("22", "27"));
    CHECK(below["decision"] == "SECOND_ROUND");
    CHECK(below["round1"]["second_round"]["QRN"] == Json{{"scope", "T1"}, {"max", "30"}});
    // Nothing is kept: the whole term is examined again (PG-20.10).
    CHECK(sa_guide_answer(quran_year(
              "22", "27", {{"kept_marks", nullptr}}))["round1"]["second_round"]["QRN"]["max"] ==
          "50");
}

TEST_CASE("PG-20.11: the second round keeps daily and weekly marks of the term in a year by marks")
{
    // 12 kept and 18 make the term 30; with 27 it is 57.
    const Json answer =
        sa_guide_answer(quran_year("22", "27", {{"second_round", {{"QRN", "18"}}}}));
    CAPTURE(answer.dump());
    CHECK(answer["decision"] == "PASSED");
    CHECK(answer["decision_label"] == Json{{"ar", "ناجح"}, {"en", "passed"}});
    CHECK(answer["round2"]["final"]["QRN"] == "57");
    // 12 + 11 = 23, with 27 exactly 50; with 10 it is 49.
    CHECK(sa_guide_answer(quran_year(
              "22", "27", {{"second_round", {{"QRN", "11"}}}}))["round2"]["final"]["QRN"] == "50");
    const Json repeats =
        sa_guide_answer(quran_year("22", "27", {{"second_round", {{"QRN", "10"}}}}));
    CHECK(repeats["round2"]["final"]["QRN"] == "49");
    CHECK(repeats["decision"] == "REPEAT");
    CHECK(refusal_code(sa_guide_answer(quran_year(
              "22", "27", {{"second_round", {{"QRN", "30.25"}}}}))) == "MARK_OVER_MAXIMUM");
}

TEST_CASE("PG-20.11: short in both terms, both keep their daily and weekly marks")
{
    // 22 + 24 = 46, each below 25: out of 60, with 12 + 14 kept. 24 more make exactly 50.
    const Json due = sa_guide_answer(quran_year("22", "24"));
    CHECK(due["round1"]["second_round"]["QRN"] == Json{{"scope", "FULL"}, {"max", "60"}});
    const Json passed =
        sa_guide_answer(quran_year("22", "24", {{"second_round", {{"QRN", "24"}}}}));
    CHECK(passed["round2"]["final"]["QRN"] == "50");
    CHECK(passed["decision"] == "PASSED");
    CHECK(sa_guide_answer(
              quran_year("22", "24", {{"second_round", {{"QRN", "23"}}}}))["decision"] == "REPEAT");
}

TEST_CASE("PG-20.11: kept marks that cannot be are refused where they stand")
{
    const auto refused_at = [](const Json& kept, const char* kind = "regular") {
        Json document = quran_year("22", "27", {{"student_kind", kind}});
        document["kept_marks"] = kept;
        const Json answer = sa_guide_answer(document);
        CAPTURE(answer.dump());
        return refusal_code(answer) + ' ' +
               (answer.contains("refused") ? answer["refused"].value("field", "") : std::string());
    };
    const auto of_term = [](const char* mark, const char* maximum) {
        return Json{{"QRN", {{"t1", {{"mark", mark}, {"maximum", maximum}}}}}};
    };
    CHECK(refused_at(of_term("20.25", "20")) == "MARK_OVER_MAXIMUM /kept_marks/QRN/t1/mark");
    // More than the mark of the whole term, 22.
    CHECK(refused_at(of_term("22.25", "30")) == "MARK_OVER_MAXIMUM /kept_marks/QRN/t1/mark");
    CHECK(refused_at(of_term("22", "50.25")) == "VALUE_OUT_OF_RANGE /kept_marks/QRN/t1/maximum");
    CHECK(refused_at(of_term("12", "")) == "FIELD_MISSING /kept_marks/QRN/t1/maximum");
    CHECK(refused_at({{"HIS", {{"t1", {{"mark", "1"}, {"maximum", "20"}}}}}}) ==
          "FACTS_CONTRADICT /kept_marks/HIS/t1");
    CHECK(refused_at({{"QRN", {{"t3", {{"mark", "1"}, {"maximum", "20"}}}}}}) ==
          "VALUE_NOT_LISTED /kept_marks/QRN/t3");
    CHECK(refused_at(of_term("22", "50")) == " ");
}

TEST_CASE("PG-1.7: the guide covers the school years 1420-1421 to 1425-1426")
{
    CHECK(refusal_code(sa_guide_answer(year({{"school_year", "1420-1421"}}))).empty());
    CHECK(refusal_code(sa_guide_answer(year({{"school_year", "1419-1420"}}))) ==
          "SCHOOL_YEAR_NOT_COVERED");
    CHECK(refusal_code(sa_guide_answer(year({{"school_year", "1426-1427"}}))) ==
          "SCHOOL_YEAR_NOT_COVERED");
}
