#include "core/configuration_fault.h"

#include <doctest/doctest.h>

#include <string>

using taqwim::ConfigurationFault;
using taqwim::ConfigurationProblem;

TEST_CASE("a configuration fault says everything that was found, each with its file and line")
{
    const ConfigurationFault fault(
        {{"parameters/passing.toml", 14, "two values\nTo fix: remove one."},
         {"clauses.toml", 0, "the file is empty\nTo fix: write the clauses."}});
    CHECK(std::string(fault.what()) ==
          "parameters/passing.toml:14: two values\nTo fix: remove one.\n"
          "clauses.toml: the file is empty\nTo fix: write the clauses.");
    REQUIRE(fault.problems().size() == 2);
    CHECK(fault.problems()[0].line == 14);
}

TEST_CASE("a configuration problem without a file is its message alone")
{
    const ConfigurationFault fault(ConfigurationProblem{"", 0, "there is no parameter \"a.b\""});
    CHECK(std::string(fault.what()) == "there is no parameter \"a.b\"");
    REQUIRE(fault.problems().size() == 1);
}
