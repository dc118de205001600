#include "regulations/sa_1447/models.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1447/data_files.h"
#include "tests/support/sa_1447_year.h"

using namespace taqwim;
using namespace taqwim::tests;
namespace sa = taqwim::sa_1447;
using Words = std::vector<std::string>;

namespace {

Words words(const sa::Parts& parts)
{
    Words list;
    for (const sa::PartMaximum& part : parts)
        list.push_back(std::string(sa::code(part.part)) + '=' + part.maximum.to_text());
    return list;
}

const sa::Form& form(int model, const char* code)
{
    return *rules_1447().models.find(model)->find(code);
}

std::string fault_with(const std::string& file, const std::string& override_text)
{
    try {
        const std::vector<ParameterOverride> overrides = {{file, override_text}};
        const ParameterBook book = ParameterBook::read(sa::parameter_files(), overrides);
        (void)sa::EditionRules1447::read(*book.on(SchoolYear{2025}.first_day()));
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

std::string value_of(const std::string& parameter, const std::string& value)
{
    return "[[" + parameter + ".values]]\nfrom = 2025-09-01\nvalue = " + value +
           "\nstatus = \"found\"\nsource = \"test\"\n";
}

}  // namespace

TEST_CASE("SA1447-MODELS: the first sitting of each model is divided as printed")
{
    const Words forty_sixty = {"performance=40", "varied=60"};
    const Words with_final = {"performance=40", "varied=20", "final=40"};
    for (const int model : {1, 4, 5, 6})
        CHECK(words(rules_1447().models.find(model)->forms.front().first.value) == forty_sixty);
    for (const int model : {2, 3, 7})
        CHECK(words(rules_1447().models.find(model)->forms.front().first.value) == with_final);
    CHECK(words(form(8, "general").first.value) ==
          Words{"tools=40", "correct_reading=20", "memorisation=40"});
    CHECK(words(form(9, "general").first.value) == Words{"participation=50", "performance=50"});
    CHECK(words(form(12, "elective").first.value) == Words{"knowledge=50", "skill=50"});
    CHECK(words(form(12, "elective_online").first.value) == Words{"knowledge=80", "skill=20"});
    CHECK(words(form(12, "project").first.value) == Words{"knowledge=40", "skill=60"});
}

TEST_CASE("SA1447-SECOND: the second sitting of each model and form is divided as printed")
{
    const auto second = [](int model, const char* code) {
        return words(form(model, code).second->value);
    };
    CHECK(second(1, "general") == Words{"oral=15", "written=45"});
    CHECK(second(1, "tahfeez_and_qiraat") == Words{"oral=30", "written=30"});
    CHECK(second(1, "secondary_year_1") == Words{"oral=40", "written=20"});
    CHECK(second(2, "general") == Words{"written=60"});
    CHECK(second(3, "general") == Words{"oral=30", "written=30"});
    CHECK(second(4, "general") == Words{"written=60"});
    CHECK(second(5, "general") == Words{"practical_or_oral=60"});
    CHECK(second(6, "general") == Words{"practical=35", "written=25"});
    CHECK(second(6, "law_and_secretarial") == Words{"practical=20", "written=40"});
    CHECK(second(7, "general") == Words{"practical=20", "written=40"});
    CHECK(second(7, "no_practical") == Words{"written=60"});
    CHECK(second(8, "general") == Words{"correct_reading=20", "memorisation=40"});
    CHECK_FALSE(form(9, "general").second.has_value());
    CHECK(second(12, "elective") == Words{"elective_exam=100"});
    CHECK(second(12, "elective_online") == Words{"elective_exam=100"});
    CHECK(second(12, "project") == Words{"project_work=70", "project_discussion=30"});
}

TEST_CASE("SA1447-MODELS: models 10 and 11 are no models of parts")
{
    CHECK(rules_1447().models.find(10) == nullptr);
    CHECK(rules_1447().models.find(11) == nullptr);
    CHECK(rules_1447().models.find(13) == nullptr);
    CHECK(rules_1447().models.all().size() == 10);
}

TEST_CASE("SA1447-MODELS: a model that does not add up stops the program")
{
    CHECK(fault_with("models.toml", value_of("m2_first", R"(["performance=40", "final=40"])"))
              .find("models.m2_first") != std::string::npos);
    CHECK(fault_with("models.toml", value_of("m3_second", R"(["oral=30", "written=31"])"))
              .find("models.m3_second") != std::string::npos);
    CHECK(
        fault_with("models.toml", value_of("m5_second", R"(["theatre=60"])")).find("theatre=60") !=
        std::string::npos);
    CHECK(fault_with("models.toml", value_of("m5_second", R"(["written"])")).find("\"written\"") !=
          std::string::npos);
    CHECK(fault_with("models.toml", value_of("m4_first", R"(["varied=50", "varied=50"])"))
              .find("each part once") != std::string::npos);
    // The same total otherwise divided is a ministry's choice.
    CHECK(fault_with("models.toml", value_of("m3_second", R"(["oral=20", "written=40"])")).empty());
}

TEST_CASE("SA1447-BAR: parameters that contradict each other stop the program")
{
    CHECK(
        fault_with("attendance.toml", value_of("bar_days", "\"17\"")).find("attendance.bar_days") !=
        std::string::npos);
    CHECK(fault_with("bands.toml", value_of("grades_3_9_from", R"(["90", "95", "70", "50", "0"])"))
              .find("bands.grades_3_9_from") != std::string::npos);
    CHECK(fault_with("average.toml", value_of("gpa_year_weights", R"(["0.2", "0.4", "0.3"])"))
              .find("average.gpa_year_weights") != std::string::npos);
    CHECK(fault_with("behaviour.toml", value_of("positive", "\"70\"")).find("behaviour.positive") !=
          std::string::npos);
    CHECK(fault_with("behaviour.toml", value_of("deductions", R"(["1", "2", "3", "10"])"))
              .find("five degrees") != std::string::npos);
    CHECK(fault_with("passing.toml", value_of("stumble_exam_maximum", "\"60\""))
              .find("passing.stumble_exam_maximum") != std::string::npos);
}
