#include "results/subject_figures.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

#include "regulations/registration.h"
#include "results/evaluation.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;
using Json = nlohmann::ordered_json;

namespace {

std::string line_of(const SubjectFigures& figures)
{
    std::string line;
    for (const Figure& figure : figures.known) {
        line += figure.name + '=' + figure.value.to_text();
        line += figure.grade.empty() ? " " : '(' + figure.grade + ") ";
    }
    for (const AwaitedFigure& figure : figures.awaited)
        line += figure.name + " waits for " + figure.waits_for + ", ";
    return line;
}

std::string figures_of(const std::string& regulation, const Json& facts, const std::string& subject,
                       int term)
{
    static const auto rule_sets = all_rule_sets();
    YearEvaluation evaluation(rule_sets);
    const auto evaluated = evaluation.evaluate(regulation, facts.dump(), Depth::outcome);
    REQUIRE(evaluated);
    REQUIRE_FALSE(evaluated->is_refused());
    const auto outcome = JsonDocument::parse(evaluated->outcome);
    REQUIRE(outcome);
    return line_of(figures_in(outcome->root(), subject, term));
}

// kw_primary_2016, in its own form.
std::string of_kuwait(const std::string& outcome, int term)
{
    const auto document = JsonDocument::parse(outcome);
    REQUIRE(document);
    return line_of(figures_in(document->root(), "maths", term));
}

Json saudi(const Json& marks)
{
    Json year = Json::parse(tests::saudi_year("25"));
    year["marks"]["QRN"] = marks;
    return year;
}

constexpr const char* k_maths = "الرياضيات";
constexpr const char* k_sport = "التربية البدنية والدفاع عن النفس";

Json year_1447(int grade, const char* track, const char* subject, const Json& marks)
{
    return {{"id", "1"},
            {"school_year", "1447"},
            {"grade", grade},
            {"track", track},
            {"subjects", {{subject, marks}}}};
}

Json guide(const Json& english, const Json& quran = Json::object())
{
    const auto subject = [](const char* code, const char* group) {
        return Json{{"code", code}, {"group", group}, {"weekly_periods", 2}, {"min", "50"}};
    };
    return {{"id", "G1"},
            {"school_year", "1425-1426"},
            {"student_type", "regular"},
            {"student_kind", "regular"},
            {"grade", 9},
            {"plan", {subject("QRN", "ISLAMIC"), subject("ENG", "OTHER")}},
            {"components", {{"ENG", english}, {"QRN", quran}}}};
}

const Json k_english = {{"participation", "4.5"},
                        {"mid.oral", "4"},
                        {"mid.written", "7.5"},
                        {"end.oral", "4"},
                        {"end.written", "19"}};

}  // namespace

TEST_CASE("SR-6.1: figures of a Saudi subject are its parts, its term and its year")
{
    // 18 of 20 and 27 of 30 in both terms: 45 and 45, 90.
    CHECK(figures_of("sa_1426", saudi({"18", "27", "18", "27"}), "QRN", 1) ==
          "coursework=18 exam=27 term=45 year=90 ");
    // Of the whole year: the final mark alone.
    CHECK(figures_of("sa_1426", saudi({"18", "27", "18", "27"}), "QRN", 0) == "year=90 ");
    // 15, 20, 15 and 25: 75.
    CHECK(figures_of("sa_1426", saudi({"18", "27", "18", "27"}), "HIS", 2) ==
          "coursework=15 exam=25 term=40 year=75 ");
    CHECK(figures_of("sa_1426", saudi({"18", "27", "18", "27"}), "GEO", 1).empty());
}

TEST_CASE(
    "PG-16.C.11: a term that is entered has its mark before the other one is, raised where it "
    "thereby reaches its share")
{
    CHECK(figures_of("sa_1426", saudi({"18", "27", nullptr, nullptr}), "QRN", 1) ==
          "coursework=18 exam=27 term=45 year waits for other_term, ");
    CHECK(figures_of("sa_1426", saudi({"18", "27", nullptr, nullptr}), "QRN", 2) ==
          "coursework waits for marks, exam waits for marks, term waits for coursework, "
          "year waits for term, ");
    CHECK(figures_of("sa_1426", saudi({"18", "27", "17.5", nullptr}), "QRN", 2) ==
          "coursework=35/2 exam waits for marks, term waits for exam, year waits for term, ");
    // 18 + 6.5 = 24.5; raised it reaches half of the minimum of 50. 24 is no fraction.
    CHECK(figures_of("sa_1426", saudi({"18", "6.5", nullptr, nullptr}), "QRN", 1) ==
          "coursework=18 exam=13/2 term=25 year waits for other_term, ");
    CHECK(figures_of("sa_1426", saudi({"18", "6", nullptr, nullptr}), "QRN", 1) ==
          "coursework=18 exam=6 term=24 year waits for other_term, ");
}

TEST_CASE("SR-11.1: a make-up that is open leaves its term and the year open")
{
    Json year = saudi({"18", nullptr, "18", "27"});
    year["absences"] = {{"QRN.t1", "excused_pending"}};
    CHECK(figures_of("sa_1426", year, "QRN", 1) ==
          "coursework=18 exam waits for make_up, term waits for make_up, year waits for make_up, ");
    CHECK(figures_of("sa_1426", year, "QRN", 2) ==
          "coursework=18 exam=27 term=45 year waits for make_up, ");
    // Without excuse the exam counts 0: 18; with the other term's 45 it makes 63.
    year["absences"] = {{"QRN.t1", "unexcused"}};
    CHECK(figures_of("sa_1426", year, "QRN", 1) ==
          "coursework=18 term=18 year=63 exam waits for absent, ");
}

TEST_CASE("PG-5.english.4: figures of the guide come from the leaves of its scheme")
{
    // 4.5 + 4 + 7.5 = 16; 4 + 19 = 23; 39. A second term with a written end of 20: 40.
    Json second = k_english;
    second["end.written"] = "20";
    CHECK(figures_of("sa_guide", guide({{"t1", k_english}, {"t2", second}}), "ENG", 1) ==
          "coursework=16 exam=23 term=39 year=79 ");
    CHECK(figures_of("sa_guide", guide({{"t1", k_english}}), "ENG", 1) ==
          "coursework=16 exam=23 term=39 year waits for other_term, ");
    // One leaf of the mid-term open, and the end of the term entered.
    Json open = k_english;
    open["mid.oral"] = nullptr;
    CHECK(figures_of("sa_guide", guide({{"t1", open}}), "ENG", 1) ==
          "exam=23 coursework waits for marks, term waits for coursework, year waits for term, ");
    open = k_english;
    open["end.oral"] = nullptr;
    CHECK(figures_of("sa_guide", guide({{"t1", open}}), "ENG", 1) ==
          "coursework=16 exam waits for marks, term waits for exam, year waits for term, ");
}

TEST_CASE("PG-4.7b: an oral subject has its term's mark without an exam")
{
    // 8 + 9 + 4 + 8.5 + 4 + 9 = 42.5.
    const Json quran = {{"recall", "8"},
                        {"memorisation_accuracy", "9"},
                        {"memorisation_fluency", "4"},
                        {"recitation_accuracy", "8.5"},
                        {"recitation_fluency", "4"},
                        {"tajweed_rules", "9"}};
    CHECK(figures_of("sa_guide", guide(Json::object(), {{"t1", quran}}), "QRN", 1) ==
          "coursework=85/2 term=85/2 exam waits for not_due, year waits for other_term, ");
}

TEST_CASE("SA1447-M2: a secondary course has coursework, exam and its term's mark, no year")
{
    const auto of_term_1 = [](const Json& marks) {
        return figures_of("sa_1447", year_1447(10, "common", k_maths, {{"T1", marks}}), k_maths, 1);
    };
    // 35 + 18 = 53; 7; 60.
    CHECK(of_term_1({{"performance", "35"}, {"varied", "18"}, {"final", "7"}}) ==
          "coursework=53 exam=7 term=60 ");
    CHECK(of_term_1({{"performance", "35"}, {"varied", "18"}}) ==
          "coursework=53 exam waits for marks, term waits for exam, ");
    CHECK(of_term_1({{"performance", "35"}, {"final", "7"}}) ==
          "exam=7 coursework waits for marks, term waits for coursework, ");
    // 35 kept and 20 of 60 in the second sitting: 55.
    CHECK(of_term_1({{"performance", "35"},
                     {"varied", "18"},
                     {"final", "7"},
                     {"second_sitting", {{"written", "20"}}}}) ==
          "coursework=53 exam=7 term=60 year=55 ");
}

TEST_CASE("SA1447-EXCUSED: an alternative exam stands for the one that was missed")
{
    const auto of_term_1 = [](const Json& final) {
        return figures_of(
            "sa_1447",
            year_1447(10, "common", k_maths,
                      {{"T1", {{"performance", "31"}, {"varied", "15"}, {"final", final}}}}),
            k_maths, 1);
    };
    // 31 + 15 = 46; 29; 75.
    CHECK(of_term_1({{"absence", "excused"}, {"alternative_exam", "29"}}) ==
          "coursework=46 exam=29 term=75 ");
    CHECK(of_term_1({{"absence", "excused"}}) ==
          "coursework=46 exam waits for make_up, term waits for make_up, ");
    CHECK(of_term_1({{"absence", "unexcused"}}) ==
          "coursework=46 exam waits for absent, term waits for absent, ");
}

TEST_CASE("SA1447-YEAR: a subject of the year has the mean of its periods once both are there")
{
    const auto of = [](const Json& marks, const char* subject, int term) {
        return figures_of("sa_1447", year_1447(7, "general", subject, marks), subject, term);
    };
    const Json first = {{"performance", "30"}, {"varied", "15.5"}, {"final", "20"}};
    const Json second = {{"performance", "36"}, {"varied", "18"}, {"final", "31"}};
    // 45.5 + 20 = 65.5; 54 + 31 = 85; their mean is 75.25.
    CHECK(of({{"T1", first}, {"T2", second}}, k_maths, 1) ==
          "coursework=91/2 exam=20 term=131/2 year=301/4 ");
    CHECK(of({{"T1", first}, {"T2", second}}, k_maths, 2) ==
          "coursework=54 exam=31 term=85 year=301/4 ");
    CHECK(of({{"T1", first}}, k_maths, 1) ==
          "coursework=91/2 exam=20 term=131/2 year waits for other_term, ");
    CHECK(of({{"T1", first}}, k_maths, 2) ==
          "coursework waits for marks, exam waits for marks, term waits for coursework, "
          "year waits for term, ");
    // A subject without a final exam: 37 + 50 = 87.
    CHECK(of({{"T1", {{"performance", "37"}, {"varied", "50"}}}}, k_sport, 1) ==
          "coursework=87 term=87 exam waits for not_due, year waits for other_term, ");
    CHECK(of({{"T1", first}}, k_maths, 0) == "year waits for marks, ");
}

TEST_CASE("SA1447-M9: activity without periods has the mean of its programmes")
{
    const char* const activity = "النشاط";
    // (80 + 95) ÷ 2 = 87.5.
    CHECK(figures_of("sa_1447",
                     year_1447(7, "tahfeez", activity, {{"T1", {{"programmes", {"80", "95"}}}}}),
                     activity, 1) ==
          "coursework=175/2 term=175/2 exam waits for not_due, year waits for other_term, ");
}

TEST_CASE("KW-12: figures of Kuwait are a term's parts, its net mark with its symbol, and the year")
{
    const std::string outcome =
        R"({"terms": {"T1": {"subjects": {"maths": {"formative": "75/4", "summative": null,)"
        R"( "status": "incomplete", "net": null}}}, "T2": {"subjects": {"maths": {"formative": "40",)"
        R"( "summative": "35", "net": "73", "grade": "M"}}}},)"
        R"( "year": {"subjects": {"maths": {"after_raise": null, "status": "incomplete"}}}})";
    CHECK(of_kuwait(outcome, 1) ==
          "formative=75/4 final waits for marks, term waits for final, year waits for term, ");
    CHECK(of_kuwait(outcome, 2) == "formative=40 final=35 term=73(M) year waits for other_term, ");
    CHECK(of_kuwait(R"({"terms": {"T1": {"subjects": {}}},)"
                    R"( "year": {"subjects": {"maths": {"after_raise": "50", "grade": "G"}}}})",
                    0) == "year=50(G) ");
    CHECK(of_kuwait("{}", 1).empty());
}

TEST_CASE("KW-11: a part that may still be made up, or whose place a second chance takes, says so")
{
    const auto of_term = [](const std::string& subject) {
        return of_kuwait(R"({"terms": {"T1": {"subjects": {"maths": )" + subject +
                             R"(}}}, "year": {"subjects": {"maths": )" +
                             R"({"status": "awaiting_second_chance"}}}})",
                         1);
    };
    CHECK(of_term(R"({"formative": "40", "summative": null, "summative_status": "provisional",)"
                  R"( "net": null})") ==
          "formative=40 final waits for make_up, term waits for make_up, "
          "year waits for second_chance, ");
    CHECK(of_term(R"({"formative": "40", "summative": null, "net": null,)"
                  R"( "summative_status": "awaiting_second_chance"})") ==
          "formative=40 final waits for second_chance, term waits for second_chance, "
          "year waits for second_chance, ");
    CHECK(of_term(R"({"exempt": true})") ==
          "formative waits for not_due, final waits for not_due, term waits for not_due, "
          "year waits for second_chance, ");
}

TEST_CASE("KW-19: the year's figure is the one that stands after a second round")
{
    CHECK(of_kuwait(R"({"terms": {"T1": {"subjects": {}}}, "year": {"subjects": {"maths": )"
                    R"({"after_raise": "31", "grade": "D"}}}, "second_round": {"subjects": )"
                    R"({"maths": {"recorded": "50", "grade": "G"}}}})",
                    0) == "year=50(G) ");
}
