// Any bytes given as a parameter file are either read or stop with a ConfigurationFault that says
// where and what to do.

#include "regulations/frame/parameter_book.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

void require(bool holds, const char* promise)
{
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", promise);
        std::abort();
    }
}

void require_good_fault(const taqwim::ConfigurationFault& fault)
{
    require(!fault.problems().empty(), "a fault has a problem");
    for (const taqwim::ConfigurationProblem& problem : fault.problems()) {
        require(!problem.file.empty(), "a problem names its file");
        require(problem.message.find("To fix: ") != std::string::npos, "a problem says what to do");
    }
}

constexpr std::string_view k_known = R"([minimum_mark]
label.ar = "x"
label.en = "x"
unit     = "mark"
range    = ["0", "100"]
clause   = "KW-3"
[[minimum_mark.values]]
from     = 2015-09-01
value    = "40"
status   = "assumed"
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const taqwim::Day day = *taqwim::Day::of(2016, 6, 1);
    const std::array files = {taqwim::EmbeddedFile{"parameters/fuzzed.toml", text}};
    try {
        const auto book = taqwim::ParameterBook::read(files);
        for (const std::string& name : book.names())
            require(!book.history(name).empty(), "a parameter that was read has a value");
        if (const auto parameters = book.on(day))
            require(parameters->digest().size() == 64, "the values in force have a digest");
    } catch (const taqwim::ConfigurationFault& fault) {
        require_good_fault(fault);
    }

    // The same bytes as an installation's own file.
    const std::array known = {taqwim::EmbeddedFile{"parameters/fuzzed.toml", k_known}};
    const std::array overrides = {taqwim::ParameterOverride{"own/fuzzed.toml", std::string(text)}};
    try {
        const auto book = taqwim::ParameterBook::read(known, overrides);
        require(book.names().size() == 1, "an installation's file adds no parameter");
    } catch (const taqwim::ConfigurationFault& fault) {
        require_good_fault(fault);
    }
    return 0;
}
