#include "results/facts_tree.h"

#include <doctest/doctest.h>

#include <stdexcept>

using taqwim::results::FactsTree;

TEST_CASE("results: a student-year is put together place by place")
{
    FactsTree tree;
    tree.put("/grade", "4");
    tree.put("/subjects/maths/T1/formative/1/1.1", "[3,4]");
    tree.put_element("/subjects/maths/T1/summative/2", "\"8\"");
    tree.put_element("/subjects/maths/T1/summative/0", "\"7\"");
    tree.append("/exempt", "\"pe\"");
    tree.append("/exempt", "\"quran\"");
    tree.put("/grade", "5");
    CHECK(
        tree.to_json() ==
        R"({"grade":5,"subjects":{"maths":{"T1":{"formative":{"1":{"1.1":[3,4]}},"summative":["7",null,"8"]}}},)"
        R"("exempt":["pe","quran"]})");
    CHECK(FactsTree().to_json() == "{}");
}

TEST_CASE("results: a place that is none is a fault of ours")
{
    FactsTree tree;
    CHECK_THROWS_AS(tree.put("grade", "4"), std::logic_error);
    CHECK_THROWS_AS(tree.put_element("/a/x", "4"), std::logic_error);
    CHECK_THROWS_AS(tree.put_element("/a/1000", "4"), std::logic_error);
}
