# Run by taqwim_embed at build time: writes SOURCE and HEADER from the files named in MANIFEST, one path a line,
# relative to FOLDER, or to GENERATED_FOLDER for what the build makes. Bytes are copied as numbers, so quotes, line ends and Arabic text all survive as they are.

file(STRINGS "${MANIFEST}" paths ENCODING UTF-8)

set(arrays "")
set(entries "")
set(count 0)
foreach(path IN LISTS paths)
    set(file "${FOLDER}/${path}")
    if(NOT EXISTS "${file}")
        set(file "${GENERATED_FOLDER}/${path}")
    endif()
    file(READ "${file}" bytes HEX)
    file(SIZE "${file}" size)
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    # One byte more, so that an empty file is an array too.
    string(APPEND arrays "// ${path}\nconstexpr unsigned char k_file_${count}[] = {\n${bytes}0x00};\n\n")
    string(APPEND entries "    EmbeddedFile{\"${path}\", {reinterpret_cast<const char*>(k_file_${count}), ${size}}},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${HEADER}" "// Made by cmake/embed_files.cmake. Do not edit.
#pragma once

#include \"core/embedded_file.h\"

#include <span>

namespace taqwim {

// The data files built into the program, in the order of their paths.
[[nodiscard]] std::span<const EmbeddedFile> embedded_${NAME}();

}  // namespace taqwim
")

if(count EQUAL 0)
    set(body "    return {};\n")
else()
    string(APPEND arrays "std::array<EmbeddedFile, ${count}> all_files()\n{\n    return {\n${entries}    };\n}\n\n")
    set(body "    static const std::array<EmbeddedFile, ${count}> files = all_files();\n    return files;\n")
endif()
file(WRITE "${SOURCE}" "// Made by cmake/embed_files.cmake. Do not edit.
#include \"embedded/${NAME}.h\"

#include <array>

namespace taqwim {

namespace {

${arrays}}  // namespace

std::span<const EmbeddedFile> embedded_${NAME}()
{
${body}}

}  // namespace taqwim
")
