# Gives every TEST_CASE of a doctest program to ctest, under its own sentence.
#
#   taqwim_discover_tests(TARGET)
#
# doctest's own doctest_discover_tests joins all names after one that holds a bracket without its pair, as in
# "marks in [0, 50)", and ctest then runs nothing at all. Here brackets, semicolons, commas, quotes and Arabic are
# letters like others. Two tests of one name stop the build; a [slow] in the name also becomes the label slow.

if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(TAQWIM_DISCOVER_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

    function(taqwim_discover_tests target)
        set(tests_file "${CMAKE_CURRENT_BINARY_DIR}/${target}_names.cmake")
        set(include_file "${CMAKE_CURRENT_BINARY_DIR}/${target}_include.cmake")
        add_custom_command(TARGET ${target} POST_BUILD
            BYPRODUCTS "${tests_file}"
            COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:${target}>" "-DTESTS_FILE=${tests_file}"
                    "-DFOLDER=${PROJECT_SOURCE_DIR}" -P "${TAQWIM_DISCOVER_SCRIPT}"
            VERBATIM)
        # Until the program is built there is one test, which cannot be run, so that ctest says so.
        file(WRITE "${include_file}"
            "if(EXISTS \"${tests_file}\")\n  include(\"${tests_file}\")\nelse()\n"
            "  add_test(${target}_is_not_built ${target}_is_not_built)\nendif()\n")
        set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${include_file}")
    endfunction()
    return()
endif()

cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${PROGRAM}" --list-test-cases --no-colors
    WORKING_DIRECTORY "${FOLDER}" OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} cannot list its tests (${result}):\n${output}${errors}")
endif()

# What has a meaning in CMake's lists is put away while there is a list.
string(ASCII 1 semicolon)
string(ASCII 2 open)
string(ASCII 3 close)
string(ASCII 4 backslash)
string(REPLACE ";" "${semicolon}" output "${output}")
string(REPLACE "[" "${open}" output "${output}")
string(REPLACE "]" "${close}" output "${output}")
string(REPLACE "\\" "${backslash}" output "${output}")
string(REPLACE "\n" ";" lines "${output}")

function(bring_back text_variable)
    string(REPLACE "${semicolon}" ";" text "${${text_variable}}")
    string(REPLACE "${open}" "[" text "${text}")
    string(REPLACE "${close}" "]" text "${text}")
    string(REPLACE "${backslash}" "\\" text "${text}")
    set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

set(script "")
set(names "")
foreach(line IN LISTS lines)
    if(line STREQUAL "" OR line MATCHES "^====" OR line MATCHES "^${open}doctest${close} ")
        continue()
    endif()
    if(line IN_LIST names)
        list(APPEND twice "${line}")
    endif()
    list(APPEND names "${line}")
    set(name "${line}")
    bring_back(name)

    # doctest splits a filter at commas.
    string(REPLACE "\\" "\\\\" filter "${name}")
    string(REPLACE "," "\\," filter "${filter}")
    string(APPEND script "add_test([====[${name}]====] [====[${PROGRAM}]====] [====[--test-case=${filter}]====])\n")
    string(APPEND script "set_tests_properties([====[${name}]====] PROPERTIES WORKING_DIRECTORY [====[${FOLDER}]====]")
    if(name MATCHES "\\[slow\\]")
        string(APPEND script " LABELS slow")
    endif()
    string(APPEND script ")\n")
endforeach()

if(twice)
    list(JOIN twice "\n  " twice)
    bring_back(twice)
    message(FATAL_ERROR "Several tests have one name:\n  ${twice}\nTo fix: say in each name what it alone promises.")
endif()
file(WRITE "${TESTS_FILE}" "${script}")
