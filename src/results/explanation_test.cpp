#include "results/explanation.h"

#include <doctest/doctest.h>

#include <string>

using namespace taqwim::results;

namespace {

const std::string k_trace =
    R"([{"clause":"SR-6.5","rule":"allotted_marks","item":"QRN","steps":[{"read":"a","value":"1"}]},)"
    R"({"clause":"SR-1.11","rule":"final_mark","item":"QRN","steps":[{"value":"raw","is":"70"},)"
    R"({"clause":"PG-16.C.11","rule":"fraction_raise","item":"t1","steps":[{"result":"mark","is":"70"}]}]},)"
    R"({"clause":"SR-1.11","rule":"final_mark","item":"HIS"}])";

}  // namespace

TEST_CASE("results: a number opens step by step into what it was made of")
{
    CHECK(
        explanation_json(k_trace, "") ==
        R"({"path":"","steps":[)"
        R"({"path":"0","node":{"clause":"SR-6.5","rule":"allotted_marks","item":"QRN"},"steps":1},)"
        R"({"path":"1","node":{"clause":"SR-1.11","rule":"final_mark","item":"QRN"},"steps":2},)"
        R"({"path":"2","node":{"clause":"SR-1.11","rule":"final_mark","item":"HIS"},"steps":0}]})");
    CHECK(explanation_json(k_trace, "1.1") ==
          R"({"path":"1.1","node":{"clause":"PG-16.C.11","rule":"fraction_raise","item":"t1"},)"
          R"("steps":[{"path":"1.1.0","node":{"result":"mark","is":"70"},"steps":0}]})");
    CHECK(
        explanation_json(k_trace, "2") ==
        R"({"path":"2","node":{"clause":"SR-1.11","rule":"final_mark","item":"HIS"},"steps":[]})");
}

TEST_CASE("results: a path that names no step of the trace is nothing")
{
    for (const char* path : {"3", "0.1", "2.0", "1.", ".1", "-1", "a", "1.a", "1..1", "1 ", "+1",
                             "99999999999999999999"})
        CHECK_MESSAGE(!explanation_json(k_trace, path), path);
}

TEST_CASE("results: a rule's steps are found wherever they stand")
{
    CHECK(
        explanations_json(k_trace, "final_mark", "HIS") ==
        R"({"found":[{"path":"2","node":{"clause":"SR-1.11","rule":"final_mark","item":"HIS"},"steps":0}]})");
    CHECK(
        explanations_json(k_trace, "fraction_raise", "") ==
        R"({"found":[{"path":"1.1","node":{"clause":"PG-16.C.11","rule":"fraction_raise","item":"t1"},"steps":1}]})");
    CHECK(explanations_json(k_trace, "another", "") == R"({"found":[]})");
}
