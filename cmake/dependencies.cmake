# Every library that Taqwim links, in one place. A room names the target it needs in its own CMakeLists.txt;
# tools/install-packages has the Debian package of each.

find_package(ICU 70 REQUIRED COMPONENTS uc i18n)        # ICU::uc ICU::i18n
find_package(tomlplusplus 3.3 REQUIRED)                 # tomlplusplus::tomlplusplus
find_package(nlohmann_json 3.11 REQUIRED)               # nlohmann_json::nlohmann_json
find_package(simdjson 3.0 REQUIRED)                     # simdjson::simdjson
find_package(CLI11 2.1 REQUIRED)                        # CLI11::CLI11
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)    # PkgConfig::SODIUM
pkg_check_modules(GFSHARE REQUIRED IMPORTED_TARGET libgfshare) # PkgConfig::GFSHARE
find_package(OpenSSL 3.0 REQUIRED)                      # OpenSSL::Crypto OpenSSL::SSL
find_package(SQLite3 3.40 REQUIRED)                     # SQLite::SQLite3
find_package(PostgreSQL 15 REQUIRED)                    # PostgreSQL::PostgreSQL
find_package(fmt 9 REQUIRED)                            # fmt::fmt
find_package(spdlog 1.10 REQUIRED)                      # spdlog::spdlog
find_package(prometheus-cpp REQUIRED)                   # prometheus-cpp::core
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)        # PkgConfig::ZSTD
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)           # PkgConfig::ZLIB
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)          # PkgConfig::ZIP
find_package(pugixml 1.13 REQUIRED)                     # pugixml::pugixml
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)   # PkgConfig::XLSXWRITER
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo pangofc cairo-pdf)     # PkgConfig::PANGOCAIRO
pkg_check_modules(FONTCONFIG REQUIRED IMPORTED_TARGET fontconfig)   # PkgConfig::FONTCONFIG
pkg_check_modules(RSVG REQUIRED IMPORTED_TARGET librsvg-2.0)        # PkgConfig::RSVG
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)    # PkgConfig::QRENCODE
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)            # PkgConfig::QPDF

if(TAQWIM_TESTS)
    find_package(doctest 2.4 REQUIRED)                  # doctest::doctest
    find_package(rapidcheck REQUIRED)                   # rapidcheck
    find_package(valijson REQUIRED)                     # valijson
endif()
if(TAQWIM_BENCH)
    find_package(benchmark 1.7 REQUIRED)                # benchmark::benchmark benchmark::benchmark_main
endif()

# The system's own Python first: its packages (jsonschema) are those that tools/install-packages installs, and
# another python3 that stands earlier on PATH does not see them.
find_program(TAQWIM_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(TAQWIM_PYTHON NAMES python3 REQUIRED)
mark_as_advanced(TAQWIM_PYTHON)
