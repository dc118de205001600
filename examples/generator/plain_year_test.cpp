#include "plain_year.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "regulations/frame/json_value.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "tests/support/kw_primary_2016_rules.h"

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::code;
using kw_primary_2016::evaluate;
using kw_primary_2016::Outcome;
using kw_primary_2016::read_student_year;
using kw_primary_2016::ReaderContext;
using kw_primary_2016::Rules;
using kw_primary_2016::StudentYear;
using tests::kw_level_symbols;
using tests::kw_rules;

TEST_CASE("A plain year is the same whatever was written before it")
{
    const auto plain = [](std::uint64_t seed, std::uint64_t number) {
        JsonWriter json;
        write_plain_year(seed, number, json);
        return std::string(json.str());
    };
    CHECK(plain(1, 100) == plain(1, 100));
    CHECK(plain(1, 100) != plain(1, 101));
    CHECK(plain(1, 100) != plain(2, 100));
    CHECK(plain(1, 3).find("\"T1\":{\"formative\":{\"1\":{\"1.1\":[") != std::string::npos);
}

TEST_CASE("Plain student-years of the generator are read and evaluated")
{
    const ReaderContext context{
        .rules_of = [](SchoolYear) -> Result<const Rules*> { return &kw_rules(); },
        .symbols = kw_level_symbols(),
        .default_school_year = std::nullopt,
        .calendars = {},
        .memory = nullptr};
    JsonReader reader;
    JsonWriter json;
    Outcome outcome;
    Trace trace = Trace::off();
    std::map<std::string, int> decisions;
    for (std::uint64_t number = 0; number < 500; ++number) {
        json.clear();
        write_plain_year(2016, number, json);
        const Result<JsonValue> document = reader.read(json.str());
        REQUIRE(document);
        const Result<StudentYear> year = read_student_year(*document, context);
        REQUIRE(year);
        CHECK_FALSE(evaluate(*year, kw_rules(), outcome, trace).has_value());
        ++decisions[code(outcome.decision)];
    }
    CHECK(decisions["incomplete"] == 0);
    CHECK(decisions["promoted"] + decisions["passed_stage"] > 350);
    CHECK(decisions["placement"] > 0);
}

}  // namespace

}  // namespace taqwim::sample_school
