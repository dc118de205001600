#include "platform/tables/zip_writer.h"

#include <string>

#include <doctest/doctest.h>

#include "platform/tables/workbook_package.h"

using namespace taqwim::tables;

TEST_CASE("zip: what was added is read again, also when it was packed in between")
{
    // More than waits at once, twice over.
    const std::string large(9'000'000, 'a');
    const std::string letters = "\xD8\xB7\xD9\x84\xD8\xA7\xD8\xA8";
    ZipWriter zip;
    zip.add("data/small", "x");
    zip.add("data/1", large);
    zip.add("data/2", large + "2");
    zip.add("data/" + letters, letters);
    zip.add("data/3", large + "3");
    zip.add("data/4", large + "4");
    zip.add("data/empty", "");
    CHECK(zip.packed_bytes() > 0);
    CHECK(zip.packed_bytes() < 200'000);
    const std::string bytes = zip.finish();
    TableLimits limits;
    limits.unpacked_bytes = std::size_t{64} << 20U;
    limits.part_bytes = std::size_t{16} << 20U;
    limits.ratio = 100'000;
    const auto package = WorkbookPackage::open("test.zip", bytes, limits);
    REQUIRE(package);
    const auto content = [&](const std::string& name) {
        const auto part = package->read(name);
        return part ? *part : std::string("refused");
    };
    CHECK(content("data/small") == "x");
    CHECK(content("data/1") == large);
    CHECK(content("data/2") == large + "2");
    CHECK(content("data/3") == large + "3");
    CHECK(content("data/4") == large + "4");
    CHECK(content("data/" + letters) == letters);
    CHECK(content("data/empty").empty());
}

TEST_CASE("zip: the same files give the same bytes")
{
    const auto made = [](const std::string& content) {
        ZipWriter zip;
        zip.add("a", content);
        return zip.finish();
    };
    CHECK(made("x") == made("x"));
    CHECK(made("x") != made("y"));
    ZipWriter unfinished;
    unfinished.add("a", "x");
}
