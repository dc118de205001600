#pragma once

#include <string_view>

namespace taqwim {

// A data file that was built into the program. Both views point into the program itself and are
// valid as long as it runs. The text is the file's bytes, unchanged; nothing says they are UTF-8.
struct EmbeddedFile {
    std::string_view path;  // relative to its room: "parameters/passing.toml"
    std::string_view text;
};

}  // namespace taqwim
