// A fault in a file that Taqwim itself is configured with: parameters, the register of clauses,
// messages. The program stops at start and names every problem it found in one pass, each in one
// form:
//
//   parameters/passing.toml:14: two values of "minimum_mark" are in force on 2005-09-10
//     9 | from = 2005-09-10
//    14 | from = 2005-09-10
//   To fix: give the later value a later "from", or remove one of them.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace taqwim {

struct ConfigurationProblem {
    std::string file;
    std::size_t line = 0;  // counted from 1; 0 when the problem has no line
    std::string message;  // what is wrong, the lines concerned, "To fix: …"; may have several lines

    [[nodiscard]] std::string to_text() const
    {
        std::string text = file;
        if (line != 0)
            text += ':' + std::to_string(line);
        if (!text.empty())
            text += ": ";
        return text + message;
    }
};

class ConfigurationFault : public std::runtime_error {
public:
    explicit ConfigurationFault(std::vector<ConfigurationProblem> problems)
        : std::runtime_error(joined(problems)), problems_(std::move(problems))
    {}
    explicit ConfigurationFault(ConfigurationProblem problem)
        : ConfigurationFault(std::vector<ConfigurationProblem>{std::move(problem)})
    {}

    // In the order of the files and, within a file, of its checks.
    [[nodiscard]] const std::vector<ConfigurationProblem>& problems() const { return problems_; }

private:
    static std::string joined(const std::vector<ConfigurationProblem>& problems)
    {
        std::string text;
        for (const ConfigurationProblem& problem : problems) {
            if (!text.empty())
                text += '\n';
            text += problem.to_text();
        }
        return text;
    }

    std::vector<ConfigurationProblem> problems_;
};

}  // namespace taqwim
