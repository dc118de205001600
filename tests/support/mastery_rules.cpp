#include "tests/support/mastery_rules.h"

#include "regulations/frame/parameter_book.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

// The book owns what the rules point into.
const ParameterBook& book_of(const std::string& folder, const std::vector<std::string>& topics)
{
    std::vector<std::string> texts;
    std::vector<std::string> paths;
    for (const std::string& topic : topics) {
        paths.push_back("parameters/" + topic + ".toml");
        texts.push_back(read_project_file(folder + paths.back()));
    }
    std::vector<EmbeddedFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i)
        files.push_back({paths[i], texts[i]});
    static std::vector<std::unique_ptr<ParameterBook>> books;
    books.push_back(std::make_unique<ParameterBook>(ParameterBook::read(files)));
    return *books.back();
}

ParametersOnDay on_first_september(const ParameterBook& book, int year)
{
    return *book.on(*Day::of(year, 9, 1));
}

}  // namespace

const RegulationMasteryRules& regulation_mastery_rules()
{
    static const RegulationMasteryRules rules(sa_1426::MasteryRules::read(
        on_first_september(book_of("src/regulations/sa_1426/", {"mastery"}), 2006),
        sa_1426::k_regulation_clauses));
    return rules;
}

const GuideMasteryRules& guide_mastery_rules()
{
    static const ParameterBook& book =
        book_of("src/regulations/sa_guide/", {"mastery", "placement"});
    static const GuideMasteryRules rules(
        sa_1426::MasteryRules::read(on_first_september(book, 2004), sa_guide::k_guide_clauses),
        sa_guide::EarlyRules::read(on_first_september(book, 2004)));
    return rules;
}

}  // namespace taqwim::tests
