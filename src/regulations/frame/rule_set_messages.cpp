#include "regulations/frame/rule_set_messages.h"

#include <string>
#include <vector>

#include "embedded/core.h"
#include "embedded/frame.h"

namespace taqwim {

Messages rule_set_messages(std::string_view language, std::span<const EmbeddedFile> own)
{
    std::vector<EmbeddedFile> files;
    const std::string ending = '.' + std::string(language) + ".toml";
    for (const auto& embedded : {embedded_core(), embedded_frame()})
        for (const EmbeddedFile& file : embedded)
            if (file.path.ends_with(ending))
                files.push_back(file);
    files.insert(files.end(), own.begin(), own.end());
    return Messages::read(language, files);
}

}  // namespace taqwim
