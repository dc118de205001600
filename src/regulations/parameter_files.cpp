#include "regulations/parameter_files.h"

#include "regulations/kw_primary_2016/data_files.h"
#include "regulations/sa_1426/data_files.h"
#include "regulations/sa_1447/data_files.h"
#include "regulations/sa_guide/data_files.h"

namespace taqwim {

std::vector<EmbeddedFile> parameter_files_of(std::string_view regulation)
{
    if (regulation == "kw_primary_2016")
        return kw_primary_2016::parameter_files();
    if (regulation == "sa_1426")
        return sa_1426::parameter_files();
    if (regulation == "sa_guide")
        return sa_guide::parameter_files();
    if (regulation == "sa_1447")
        return sa_1447::parameter_files();
    return {};
}

}  // namespace taqwim
