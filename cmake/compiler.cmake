# The language, the warnings, the sanitizers. What is set here holds for all of our code and for nobody else's:
# libraries come in as imported targets, whose headers CMake treats as system headers.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()

find_program(TAQWIM_CCACHE ccache)
mark_as_advanced(TAQWIM_CCACHE)
if(TAQWIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${TAQWIM_CCACHE}")
endif()

find_package(Threads REQUIRED)

# Every target of ours links this one.
add_library(taqwim_compiler INTERFACE)
target_compile_features(taqwim_compiler INTERFACE cxx_std_20)
target_compile_options(taqwim_compiler INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
target_link_libraries(taqwim_compiler INTERFACE Threads::Threads)

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # g++ keeps signedness out of -Wconversion, clang does not. One set of warnings for both.
    target_compile_options(taqwim_compiler INTERFACE -Wno-sign-conversion)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # g++ 12 sees overlaps in std::string's operator+ where there are none (GCC bug 105651).
    target_compile_options(taqwim_compiler INTERFACE -Wno-restrict)
endif()
if(TAQWIM_WARNINGS_AS_ERRORS)
    target_compile_options(taqwim_compiler INTERFACE -Werror)
endif()

if(TAQWIM_SANITIZE)
    # A finding ends the program, so that a test cannot pass over it.
    add_compile_options(-fsanitize=${TAQWIM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${TAQWIM_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        add_compile_options("-fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/cmake/sanitizer_ignore.txt")
    endif()
endif()
if(TAQWIM_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "TAQWIM_FUZZ needs clang, and this is ${CMAKE_CXX_COMPILER_ID}.\n"
            "To fix: cmake --preset fuzz, or give -DCMAKE_CXX_COMPILER=clang++")
    endif()
    # Coverage counters for all code; only the fuzzers themselves get libFuzzer's main.
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()
