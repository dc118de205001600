#include "regulations/kw_primary_2016/data_files.h"

#include <string>

#include "core/configuration_fault.h"
#include "embedded/kw_primary_2016.h"

namespace taqwim::kw_primary_2016 {

namespace {

EmbeddedFile file_of(const std::string& path)
{
    for (const EmbeddedFile& file : embedded_kw_primary_2016())
        if (file.path == path)
            return file;
    throw ConfigurationFault({path, 0, "is not built into the program"});
}

}  // namespace

std::vector<EmbeddedFile> parameter_files()
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_kw_primary_2016())
        if (file.path.starts_with("parameters/"))
            files.push_back(file);
    return files;
}

EmbeddedFile message_file(std::string_view language)
{
    return file_of("messages." + std::string(language) + ".toml");
}

EmbeddedFile clause_file()
{
    return file_of("clauses.toml");
}

}  // namespace taqwim::kw_primary_2016
