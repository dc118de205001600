#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/configuration_fault.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/mastery_kinds.h"
#include "regulations/sa_1426/mastery_rules.h"
#include "tests/support/mastery_rules.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using namespace taqwim::sa_1426;

namespace {

// The text with one value in the place of another, which stands in it once.
std::string with(std::string text, const std::string& old_value, const std::string& new_value)
{
    const std::size_t place = text.find(old_value);
    REQUIRE(place != std::string::npos);
    return text.replace(place, old_value.size(), new_value);
}

void refuses_mastery(const std::string& old_value, const std::string& new_value,
                     const std::string& named)
{
    const std::string text =
        with(tests::read_project_file("src/regulations/sa_1426/parameters/mastery.toml"), old_value,
             new_value);
    const std::vector<EmbeddedFile> files = {{"parameters/mastery.toml", text}};
    const ParameterBook book = ParameterBook::read(files);
    const auto parameters = book.on(*Day::of(2006, 9, 1));
    REQUIRE(parameters);
    try {
        static_cast<void>(MasteryRules::read(*parameters, k_regulation_clauses));
        FAIL("the parameters were accepted");
    } catch (const ConfigurationFault& fault) {
        CHECK(std::string(fault.what()).find(named) != std::string::npos);
    }
}

}  // namespace

TEST_CASE(
    "SR-5.1, SR-5.2: the regulation goes by mastery in grades 1 to 6, with four summaries a year")
{
    const MasteryRules& rules = tests::regulation_mastery_rules();
    CHECK(rules.grades.value == std::vector<int>{1, 2, 3, 4, 5, 6});
    CHECK(rules.reports_per_year.value == 4);
    CHECK(rules.reports_per_year.info->status == ParameterStatus::enacted);
    CHECK(rules.quorum_share.value == Share(Exact::ratio(1, 2)));
    CHECK(rules.quorum_share.info->status == ParameterStatus::assumed);
}

TEST_CASE("SR-5.2: levels whose bounds do not fall to 0 are refused at start")
{
    refuses_mastery(R"(["100", "66", "33", "0"])", R"(["100", "33", "66", "0"])",
                    "mastery.level_from");
    refuses_mastery(R"(["100", "66", "33", "0"])", R"(["100", "66", "33", "1"])",
                    "mastery.level_from");
    refuses_mastery(R"(["1", "2", "3", "4"])", R"(["1", "2", "3"])", "mastery.level_from");
}

TEST_CASE("SR-5.1: an edition without rules of mastery is refused when it is asked for them")
{
    const EditionRules none;
    CHECK(mastery_rules_of(none) == nullptr);
    CHECK_THROWS_AS(static_cast<void>(needed_mastery_rules(none)), ConfigurationFault);
    CHECK(mastery_rules_of(tests::regulation_mastery_rules()) != nullptr);
}
