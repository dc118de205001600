#include <doctest/doctest.h>

#include <array>
#include <string_view>

#include "core/configuration_fault.h"
#include "documents/document_folder.h"

using namespace taqwim;
using namespace taqwim::documents;

TEST_CASE("documents: a folder gives its words, and says which folder has none")
{
    const std::array<EmbeddedFile, 2> files = {
        {{"sample.tsv", "learner\tX\n"}, {"words.tsv", "title\tA\tB\n"}}};
    CHECK(words_in(files, "card").at("title", print::Language::english) == "B");
    CHECK_THROWS_WITH_AS((void)words_in(std::span(files).first(1), "card"),
                         doctest::Contains("card/words.tsv"), ConfigurationFault);
}

TEST_CASE("documents: a line of a sample has texts, numbers and marks; what is not there is empty")
{
    const std::array<EmbeddedFile, 1> files = {
        {{"sample.tsv", "# remark\nresult\t11\t41.25\t\nlearner\tX\n"}}};
    const auto lines = sample_lines(files);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].is("result"));
    CHECK_FALSE(lines[0].is("learner"));
    CHECK(lines[0].size() == 4);
    CHECK(lines[0].count(1) == 11);
    CHECK(lines[0].mark(2) == Mark(Exact::ratio(165, 4)));
    CHECK_FALSE(lines[0].count(3));
    CHECK_FALSE(lines[0].mark(3));
    CHECK(lines[0].text(9).empty());
    CHECK_FALSE(lines[1].count(1));
    CHECK(sample_lines({}).empty());
}
