#include "regulations/frame/scenario.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using taqwim::ConfigurationFault;
using taqwim::EmbeddedFile;
using taqwim::ParameterBook;
using taqwim::Scenario;
using taqwim::SchoolYear;

namespace {

constexpr const char* k_head =
    "title.ar = \"x\"\nregulation = \"kw_primary_2016\"\nschool_year = \"2016-2017\"\n";

constexpr const char* k_parameters = R"(
[floor]
label.ar = "x"
label.en = "Floor"
unit     = "share"
range    = ["0%", "100%"]
clause   = "KW-17.1"
[[floor.values]]
from   = 2015-09-01
value  = "70%"
status = "enacted"
source = "x"
checked = 2026-11-21

[groups]
label.ar = "x"
label.en = "Groups"
unit     = "list"
allowed  = ["islamic", "arabic"]
clause   = "KW-17.1"
[[groups.values]]
from   = 2015-09-01
value  = ["islamic", "arabic"]
status = "enacted"
source = "x"
checked = 2026-11-21
)";

ParameterBook book(const std::vector<taqwim::ParameterOverride>& overrides = {})
{
    const std::array files = {EmbeddedFile{"parameters/passing.toml", k_parameters}};
    return ParameterBook::read(files, overrides);
}

std::string fault_of(const std::string& text)
{
    try {
        (void)Scenario::read("what_if.toml", text).overrides(book());
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "none";
}

bool finds(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("SR-X.3: a scenario's values are in force from its school year on, and not before")
{
    const std::string text = std::string(k_head) +
                             "[[change]]\nparameter = \"passing.floor\"\nvalue = \"60%\"\n"
                             "[[change]]\nparameter = \"passing.groups\"\nvalue = [\"islamic\"]\n";
    const Scenario scenario = Scenario::read("what_if.toml", text);
    CHECK(scenario.title_en == "x");
    CHECK(scenario.school_year == SchoolYear{2016});
    REQUIRE(scenario.changes.size() == 2);
    CHECK(scenario.changes[0].value_text() == "60%");
    const ParameterBook changed = book(scenario.overrides(book()));
    const auto before = changed.on(SchoolYear{2015}.last_day());
    const auto after = changed.on(SchoolYear{2016}.first_day());
    CHECK(before->share("passing.floor").value.value == taqwim::Exact::ratio(7, 10));
    CHECK(after->share("passing.floor").value.value == taqwim::Exact::ratio(6, 10));
    CHECK(before->list("passing.groups").value.size() == 2);
    CHECK(after->list("passing.groups").value == std::vector<std::string>{"islamic"});
    CHECK(before->digest() != after->digest());
}

TEST_CASE("SR-X.3: whatever is wrong with a scenario is told with its line")
{
    const std::string head = k_head;
    CHECK(finds(fault_of("title.ar = \"x\"\n"), "regulation"));
    CHECK(finds(fault_of(head), "changes nothing"));
    CHECK(finds(fault_of(head + "[[change]]\nparameter = \"passing.none\"\nvalue = \"1\"\n"),
                "what_if.toml:4: the regulation has no parameter \"passing.none\""));
    CHECK(finds(fault_of(head + "[[change]]\nparameter = \"passing.floor\"\n"), "value"));
    CHECK(finds(fault_of(head + "[[change]]\nvalue = \"1\"\n"), "parameter"));
    CHECK(finds(fault_of(head + "author = \"x\"\n[[change]]\nparameter = \"passing.floor\"\nvalue "
                                "= \"60%\"\n"),
                "author"));
    CHECK(finds(fault_of(head + "[[change]]\nparameter = \"passing.floor\"\nvalue = \"60%\"\n"
                                "[[change]]\nparameter = \"passing.floor\"\nvalue = \"50%\"\n"),
                "changed twice"));
    CHECK(finds(fault_of("title.ar = \"x\"\nregulation = \"a\"\nschool_year = \"2016\"\n[[change]]"
                         "\nparameter = \"passing.floor\"\nvalue = \"60%\"\n"),
                "what_if.toml:3: \"2016\" is not a school year"));
    CHECK(finds(fault_of("no toml at all ="), "what_if.toml:1"));
    CHECK(fault_of(head + "[[change]]\nparameter = \"passing.floor\"\nvalue = \"60%\"\n") ==
          "none");
}

TEST_CASE(
    "SR-X.3: a value that is none of its parameter is refused when the regulation is made anew")
{
    const std::string text =
        std::string(k_head) + "[[change]]\nparameter = \"passing.floor\"\nvalue = \"sixty\"\n";
    const Scenario scenario = Scenario::read("what_if.toml", text);
    const auto overrides = scenario.overrides(book());
    CHECK_THROWS_AS((void)book(overrides), ConfigurationFault);
}
