# Data files built into the program.
#
#   taqwim_embed(taqwim_NAME FILES file… [GENERATED file…])
#
# gives the room's library one function, declared in "embedded/NAME.h":
#
#   std::span<const taqwim::EmbeddedFile> taqwim::embedded_NAME();
#
# with every file's bytes as they are (src/core/embedded_file.h), in the order of their paths. A path is relative to
# the folder of the CMakeLists.txt: "parameters/passing.toml". A changed file is embedded anew at the next build.
# GENERATED files are made by the build, in CMAKE_CURRENT_BINARY_DIR.

set(TAQWIM_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake")

function(taqwim_embed target)
    cmake_parse_arguments(PARSE_ARGV 1 embed "" "" "FILES;GENERATED")
    if(embed_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "taqwim_embed(${target}): does not know '${embed_UNPARSED_ARGUMENTS}'. To fix: write FILES before the files.")
    endif()
    if(NOT TARGET ${target})
        message(FATAL_ERROR "taqwim_embed(${target}): no such target. To fix: call taqwim_room first, and name the library (taqwim_…).")
    endif()
    get_target_property(kind ${target} TYPE)
    if(kind STREQUAL "INTERFACE_LIBRARY")
        message(STATUS "taqwim_embed(${target}): the room has no sources yet, so nothing is embedded")
        return()
    endif()

    string(REGEX REPLACE "^taqwim_" "" name "${target}")
    set(files "")
    foreach(file IN LISTS embed_FILES)
        get_filename_component(absolute "${file}" ABSOLUTE)
        file(RELATIVE_PATH relative "${CMAKE_CURRENT_SOURCE_DIR}" "${absolute}")
        list(APPEND files "${relative}")
    endforeach()
    list(SORT files)
    list(REMOVE_DUPLICATES files)
    list(TRANSFORM files PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE absolute_files)
    foreach(file IN LISTS embed_GENERATED)
        list(APPEND files "${file}")
        list(APPEND absolute_files "${CMAKE_CURRENT_BINARY_DIR}/${file}")
    endforeach()
    list(SORT files)

    # One folder for all rooms: a folder of each room's own would be one include path more for every test, and a new
    # paper would compile them all again.
    set(folder "${PROJECT_BINARY_DIR}/generated")
    set(source "${folder}/embedded/${name}.cpp")
    set(header "${folder}/embedded/${name}.h")
    # The list of files is itself an input: a file that is taken away must leave the program too.
    set(manifest "${folder}/embedded/${name}.files")
    string(REPLACE ";" "\n" manifest_text "${files}")
    file(GENERATE OUTPUT "${manifest}" CONTENT "${manifest_text}\n")
    add_custom_command(
        OUTPUT "${source}" "${header}"
        COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DFOLDER=${CMAKE_CURRENT_SOURCE_DIR}"
                "-DGENERATED_FOLDER=${CMAKE_CURRENT_BINARY_DIR}" "-DMANIFEST=${manifest}" "-DSOURCE=${source}" "-DHEADER=${header}" -P "${TAQWIM_EMBED_SCRIPT}"
        DEPENDS "${TAQWIM_EMBED_SCRIPT}" "${manifest}" ${absolute_files}
        COMMENT "Embedding the data files of ${target}"
        VERBATIM)
    target_sources(${target} PRIVATE "${source}" "${header}")
    target_include_directories(${target} PUBLIC "${folder}")
endfunction()
