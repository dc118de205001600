#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/configuration_fault.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_guide/early_rules.h"
#include "tests/support/mastery_rules.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using namespace taqwim::sa_guide;
using taqwim::sa_1426::LevelBand;

TEST_CASE("PG-1.7, PG-1.40, PG-2.2: the guide goes by mastery in grades 1 to 3 and tests at 7, 8 "
          "and 9 years")
{
    const auto& rules = tests::guide_mastery_rules();
    CHECK(rules.grades.value == std::vector<int>{1, 2, 3});
    std::vector<std::pair<std::string, int>> bands;
    for (const LevelBand& band : rules.level_bands.value)
        bands.emplace_back(band.from.to_text(), band.level);
    CHECK(bands ==
          std::vector<std::pair<std::string, int>>{{"100", 1}, {"66", 2}, {"33", 3}, {"0", 4}});
    CHECK(rules.final_weeks.value == 4);
    CHECK(rules.target_grades.value == std::vector<int>{2, 3, 4});
    CHECK(rules.ages.value == std::vector<int>{7, 8, 9});
    CHECK(rules.tolerance_months.value == 3);
    CHECK(rules.pledge_grades.value == std::vector<int>{2, 3});
}

TEST_CASE("PG-2.2: as many ages as grades, or the parameters are refused at start")
{
    const std::string mastery =
        tests::read_project_file("src/regulations/sa_guide/parameters/mastery.toml");
    std::string placement =
        tests::read_project_file("src/regulations/sa_guide/parameters/placement.toml");
    const std::string ages = R"(["7", "8", "9"])";
    placement.replace(placement.find(ages), ages.size(), R"(["7", "8"])");
    const std::vector<EmbeddedFile> files = {{"parameters/mastery.toml", mastery},
                                             {"parameters/placement.toml", placement}};
    const ParameterBook book = ParameterBook::read(files);
    CHECK_THROWS_AS(static_cast<void>(EarlyRules::read(*book.on(*Day::of(2004, 9, 1)))),
                    ConfigurationFault);
}

TEST_CASE(
    "PG-1.60: an edition without rules of the early grades is refused when it is asked for them")
{
    const sa_1426::EditionRules none;
    CHECK_THROWS_AS(static_cast<void>(needed_early_rules(none)), ConfigurationFault);
}
