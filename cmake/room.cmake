# One folder of sources is one room: one static library, whose tests, benchmarks and fuzzers stand beside the code.
#
#   taqwim_room(NAME [DEPENDS room…] [LINK target…] [PROGRAM program] [RECURSE])
#
# makes, from the *.cpp of the current folder (new files are found at the next build):
#
#   taqwim_NAME                a static library of all *.cpp but those below; headers alone make an INTERFACE library
#   *_test.cpp                 handed to taqwim_tests, the one doctest program (tests/CMakeLists.txt)
#   *_bench.cpp                handed to taqwim_bench, the one benchmark program (bench/CMakeLists.txt)
#   *_fuzz.cpp                 X_fuzz.cpp is the fuzzer taqwim_fuzz_X (with TAQWIM_FUZZ) and, always, the program
#                              taqwim_fuzz_replay_X, which ctest runs over the inputs kept in tests/fuzz/corpus/X
#
#   DEPENDS   rooms by their short names (core, frame). They and what they link come along for whoever links this one.
#   LINK      libraries from outside. Kept private: a room hides its library behind its own header.
#   PROGRAM   the folder is a program: main.cpp becomes this executable, the other files its library, so that they
#             can be tested. Without a main.cpp all files are the executable.
#   RECURSE   take all subfolders too; only where none of them is a room of its own.
#
# A room without sources is an empty INTERFACE library, so that others may already name it.

define_property(GLOBAL PROPERTY TAQWIM_ROOMS BRIEF_DOCS "Targets of all rooms")
define_property(GLOBAL PROPERTY TAQWIM_ROOM_LINKS BRIEF_DOCS "Outside libraries of all rooms; their tests see them too")
define_property(GLOBAL PROPERTY TAQWIM_TEST_SOURCES BRIEF_DOCS "All *_test.cpp")
define_property(GLOBAL PROPERTY TAQWIM_BENCH_SOURCES BRIEF_DOCS "All *_bench.cpp")

function(taqwim_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "RECURSE" "PROGRAM" "DEPENDS;LINK")
    if(room_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "taqwim_room(${name}): does not know '${room_UNPARSED_ARGUMENTS}'")
    endif()
    set(library taqwim_${name})

    set(glob GLOB)
    if(room_RECURSE)
        set(glob GLOB_RECURSE)
    endif()
    file(${glob} sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    list(SORT sources)
    set(tests ${sources})
    set(benches ${sources})
    set(fuzzers ${sources})
    list(FILTER sources EXCLUDE REGEX "_(test|bench|fuzz)\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    list(FILTER benches INCLUDE REGEX "_bench\\.cpp$")
    list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")

    set(program_sources "")
    if(room_PROGRAM)
        set(program_sources "${CMAKE_CURRENT_SOURCE_DIR}/main.cpp")
        if(program_sources IN_LIST sources)
            list(REMOVE_ITEM sources ${program_sources})
        else()
            set(program_sources ${sources})
            set(sources "")
        endif()
    endif()

    list(TRANSFORM room_DEPENDS PREPEND taqwim_ OUTPUT_VARIABLE depends)
    if(sources)
        add_library(${library} STATIC ${sources})
        target_include_directories(${library} PUBLIC "${PROJECT_SOURCE_DIR}/src")
        target_link_libraries(${library} PUBLIC ${depends} PRIVATE taqwim_compiler ${room_LINK})
    else()
        add_library(${library} INTERFACE)
        target_include_directories(${library} INTERFACE "${PROJECT_SOURCE_DIR}/src")
        target_link_libraries(${library} INTERFACE ${depends})
    endif()

    if(program_sources)
        add_executable(${room_PROGRAM} ${program_sources})
        target_link_libraries(${room_PROGRAM} PRIVATE taqwim_compiler ${library} ${room_LINK})
        set_target_properties(${room_PROGRAM} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
    endif()

    set_property(GLOBAL APPEND PROPERTY TAQWIM_ROOMS ${library})
    set_property(GLOBAL APPEND PROPERTY TAQWIM_ROOM_LINKS ${room_LINK})
    set_property(GLOBAL APPEND PROPERTY TAQWIM_TEST_SOURCES ${tests})
    set_property(GLOBAL APPEND PROPERTY TAQWIM_BENCH_SOURCES ${benches})
    foreach(fuzzer IN LISTS fuzzers)
        taqwim_fuzzer(${library} "${fuzzer}" ${room_LINK})
    endforeach()
endfunction()

# One X_fuzz.cpp, which defines LLVMFuzzerTestOneInput.
function(taqwim_fuzzer library source)
    get_filename_component(subject "${source}" NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" subject "${subject}")

    if(TAQWIM_TESTS)
        set(replay taqwim_fuzz_replay_${subject})
        add_executable(${replay} "${source}" "${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp")
        target_link_libraries(${replay} PRIVATE taqwim_compiler ${library} ${ARGN})
        add_test(NAME "fuzz_replay: ${subject}"
            COMMAND ${replay} "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${subject}")
    endif()

    if(TAQWIM_FUZZ)
        set(target taqwim_fuzz_${subject})
        add_executable(${target} "${source}")
        target_link_libraries(${target} PRIVATE taqwim_compiler ${library} ${ARGN})
        target_link_options(${target} PRIVATE -fsanitize=fuzzer)
        set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/fuzzers")
        if(NOT TARGET taqwim_fuzzers)
            add_custom_target(taqwim_fuzzers)
        endif()
        add_dependencies(taqwim_fuzzers ${target})
    endif()
endfunction()

# A folder that a later change brings: nothing happens while it is not there.
function(taqwim_add_folder folder)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
        add_subdirectory(${folder})
    endif()
endfunction()
