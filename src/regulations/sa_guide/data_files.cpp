#include "regulations/sa_guide/data_files.h"

#include "core/configuration_fault.h"
#include "embedded/sa_guide.h"
#include "regulations/sa_1426/data_files.h"

namespace taqwim::sa_guide {

std::vector<EmbeddedFile> clause_files()
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_sa_guide())
        if (file.path == "clauses.toml")
            files.push_back(file);
    for (const EmbeddedFile& file : sa_1426::clause_files())
        files.push_back(file);
    return files;
}

std::vector<EmbeddedFile> parameter_files()
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_sa_guide())
        if (file.path.starts_with("parameters/"))
            files.push_back(file);
    return files;
}

std::vector<EmbeddedFile> message_files(std::string_view language)
{
    std::vector<EmbeddedFile> files = sa_1426::shared_message_files(language);
    const std::string ending = '.' + std::string(language) + ".toml";
    for (const EmbeddedFile& file : embedded_sa_guide())
        if ((file.path.starts_with("messages.") || file.path.starts_with("reasons.")) &&
            file.path.ends_with(ending))
            files.push_back(file);
    return files;
}

EmbeddedFile scheme_file()
{
    for (const EmbeddedFile& file : embedded_sa_guide())
        if (file.path == "schemes/mark_schemes.json")
            return file;
    throw ConfigurationFault({"schemes/mark_schemes.json", 0, "is not built into the program"});
}

}  // namespace taqwim::sa_guide
