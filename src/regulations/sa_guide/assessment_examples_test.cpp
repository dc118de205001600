// Runs the worked examples of the guide's assessment chapter (cases/assessment_examples.json) through the rule set: each
// field that an example expects stands in the answer.

#include <map>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/project_files.h"
#include "tests/support/sa_guide_answers.h"

using taqwim::tests::read_project_file;
using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using Json = nlohmann::json;

namespace {

const std::string k_file = "src/regulations/sa_guide/cases/assessment_examples.json";

// The names that the catalogue's examples give to refusals.
std::string product_code(const std::string& name)
{
    static const std::map<std::string, std::string> codes = {
        {"E_DEDUCTION_OVER_ONE", "DEDUCTION_OVER_MAXIMUM"},
        {"E_MARK_OVER_MAX", "MARK_OVER_MAXIMUM"},
        {"E_EXAM_DAY_LIMIT", "EXAM_DAY_LIMIT"},
        {"E_SCRIBE_NOT_LOWER", "SCRIBE_NOT_LOWER"},
        {"E_TRANSFER_SAME_CITY_R2", "TRANSFER_WITHIN_CITY"},
        {"E_TRANSFER_NO_FORM", "TRANSFER_WITHOUT_FORM"},
        {"E_TRANSFER_ABROAD_NO_MINISTRY", "TRANSFER_WITHOUT_MINISTRY"}};
    return codes.at(name);
}

void check_example(const std::string& id)
{
    const Json examples = Json::parse(read_project_file(k_file))["examples"];
    for (const Json& example : examples) {
        if (example["id"] != id)
            continue;
        const Json answer =
            sa_guide_answer({{"id", id}, {"kind", example["kind"]}, {"input", example["input"]}});
        CAPTURE(answer.dump());
        const Json& expected = example["expect"];
        if (expected.size() == 1 && expected.contains("error")) {
            CHECK(refusal_code(answer) == product_code(expected["error"]));
            return;
        }
        CHECK(refusal_code(answer).empty());
        for (const auto& [field, value] : expected.items()) {
            CAPTURE(field);
            REQUIRE(answer.contains(field));
            CHECK(answer[field] == (field == "error" ? Json(product_code(value)) : value));
        }
        return;
    }
    FAIL("there is no example " << id);
}

}  // namespace

TEST_CASE("PG-4.7b: example EX-20: the averages of the skills make the term mark")
{
    check_example("EX-20");
}

TEST_CASE("PG-4.7b: example EX-21: the averages of the skills make the term mark")
{
    check_example("EX-21");
}

TEST_CASE("PG-4.4: example EX-22: the quality of memorisation")
{
    check_example("EX-22");
}

TEST_CASE("PG-4.4: example EX-23: the quality of memorisation")
{
    check_example("EX-23");
}

TEST_CASE("PG-4.4: example EX-24: the quality of memorisation")
{
    check_example("EX-24");
}

TEST_CASE("PG-4.4: example EX-25: the term mark in memorisation schools")
{
    check_example("EX-25");
}

TEST_CASE("PG-4.4: example EX-26: conduct takes from a mark")
{
    check_example("EX-26");
}

TEST_CASE("PG-4.4: example EX-27: conduct takes from a mark")
{
    check_example("EX-27");
}

TEST_CASE("PG-5.english.4: example EX-28: the paper is brought to 50")
{
    check_example("EX-28");
}

TEST_CASE("PG-5.english.4: example EX-29: the paper is brought to 50")
{
    check_example("EX-29");
}

TEST_CASE("PG-5.english.4: example EX-30: the paper is brought to 50")
{
    check_example("EX-30");
}

TEST_CASE("PG-5.english.4: example EX-31: the paper is brought to 50")
{
    check_example("EX-31");
}

TEST_CASE("PG-5.pe.1: example EX-32: the leaves make the term mark")
{
    check_example("EX-32");
}

TEST_CASE("PG-9.1: example EX-33: the case of a late admission")
{
    check_example("EX-33");
}

TEST_CASE("PG-9.1: example EX-34: the case of a late admission")
{
    check_example("EX-34");
}

TEST_CASE("PG-9.1: example EX-35: the case of a late admission")
{
    check_example("EX-35");
}

TEST_CASE("PG-9.1: example EX-36: the case of a late admission")
{
    check_example("EX-36");
}

TEST_CASE("PG-G.30: example EX-41: who comes late")
{
    check_example("EX-41");
}

TEST_CASE("PG-G.30: example EX-42: who comes late")
{
    check_example("EX-42");
}

TEST_CASE("PG-G.30: example EX-43: who comes late")
{
    check_example("EX-43");
}

TEST_CASE("PG-G.35: example EX-44: no paper before half of the time")
{
    check_example("EX-44");
}

TEST_CASE("PG-G.35: example EX-45: no paper before half of the time")
{
    check_example("EX-45");
}

TEST_CASE("PG-G.35: example EX-46: no paper before half of the time")
{
    check_example("EX-46");
}

TEST_CASE("PG-G.35: example EX-47: no paper before half of the time")
{
    check_example("EX-47");
}

TEST_CASE("PG-G.14: example EX-48: subjects on one day")
{
    check_example("EX-48");
}

TEST_CASE("PG-G.14: example EX-49: subjects on one day")
{
    check_example("EX-49");
}

TEST_CASE("PG-G.14: example EX-50: subjects on one day")
{
    check_example("EX-50");
}

TEST_CASE("PG-G.23: example EX-51: the helper is of a lower level")
{
    check_example("EX-51");
}

TEST_CASE("PG-G.23: example EX-52: the helper is of a lower level")
{
    check_example("EX-52");
}

TEST_CASE("PG-G.23: example EX-53: the helper is of a lower level")
{
    check_example("EX-53");
}

TEST_CASE("PG-6.7: example EX-54: what may follow a failed year")
{
    check_example("EX-54");
}

TEST_CASE("PG-6.7: example EX-55: what may follow a failed year")
{
    check_example("EX-55");
}

TEST_CASE("PG-6.7: example EX-56: what may follow a failed year")
{
    check_example("EX-56");
}

TEST_CASE("PG-6.7: example EX-57: what may follow a failed year")
{
    check_example("EX-57");
}

TEST_CASE("PG-6.7: example EX-58: what may follow a failed year")
{
    check_example("EX-58");
}

TEST_CASE("PG-6.7: example EX-59: what may follow a failed year")
{
    check_example("EX-59");
}

TEST_CASE("PG-10.B.4: example EX-60: an examination elsewhere")
{
    check_example("EX-60");
}

TEST_CASE("PG-10.B.4: example EX-61: an examination elsewhere")
{
    check_example("EX-61");
}

TEST_CASE("PG-10.B.4: example EX-62: an examination elsewhere")
{
    check_example("EX-62");
}

TEST_CASE("PG-10.B.4: example EX-63: an examination elsewhere")
{
    check_example("EX-63");
}

TEST_CASE("PG-10.B.4: example EX-64: an examination elsewhere")
{
    check_example("EX-64");
}

TEST_CASE("PG-10.B.4: example EX-65: an examination elsewhere")
{
    check_example("EX-65");
}
