#include "regulations/sa_1447/data_files.h"

#include <string>

#include "core/configuration_fault.h"
#include "embedded/sa_1447.h"

namespace taqwim::sa_1447 {

namespace {

EmbeddedFile file_of(const std::string& path)
{
    for (const EmbeddedFile& file : embedded_sa_1447())
        if (file.path == path)
            return file;
    throw ConfigurationFault({path, 0, "is not built into the program"});
}

}  // namespace

std::vector<EmbeddedFile> parameter_files()
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_sa_1447())
        if (file.path.starts_with("parameters/"))
            files.push_back(file);
    return files;
}

std::vector<EmbeddedFile> message_files(std::string_view language)
{
    const std::string ending = "." + std::string(language) + ".toml";
    return {file_of("messages" + ending), file_of("reasons" + ending)};
}

EmbeddedFile clause_file()
{
    return file_of("clauses.toml");
}

EmbeddedFile plan_file()
{
    return file_of("plans.txt");
}

}  // namespace taqwim::sa_1447
