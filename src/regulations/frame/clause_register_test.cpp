#include "regulations/frame/clause_register.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using taqwim::Clause;
using taqwim::ClauseRegister;
using taqwim::ConfigurationFault;

namespace {

constexpr std::string_view k_register = R"([[clause]]
id         = "KW-10.3"
kind       = "calculation"
article    = "المادة ١٠"
title.ar   = "معادلة التقييم البنائي"
title.en   = "Formative formula"
summary.ar = "تحول مجموع النقاط إلى درجة."
summary.en = "Turns the points into a mark."
rule       = "formative_mark"
decisions  = ["D4", "D51"]

[[clause]]
id          = "KW-1"
kind        = "statement"
article     = "المادة ١"
title.ar    = "الخطة"
title.en    = "The plan"
summary.ar  = "تحدد الحصص."
summary.en  = "Sets the periods."
why_no_code = "States an aim; nothing to compute, record or refuse."

[[clause]]
id         = "KW-T-11a"
kind       = "duty"
article    = "المادة ١١"
title.ar   = "جدول"
title.en   = "A table"
summary.ar = "جدول."
summary.en = "A table."
rule       = ["unit_points", "unit_bands"]
tracked_by = "marks/unit_scores"
)";

std::string faults_of(std::string_view text)
{
    try {
        (void)ClauseRegister::read({"clauses.toml", text});
    } catch (const ConfigurationFault& fault) {
        return fault.what();
    }
    return "";
}

std::string faults_with(std::string_view instead_of, std::string_view written)
{
    std::string text(k_register);
    const std::size_t place = text.find(instead_of);
    REQUIRE(place != std::string::npos);
    return faults_of(text.replace(place, instead_of.size(), written));
}

void check_contains(const std::string& faults, std::string_view part)
{
    CAPTURE(faults);
    CAPTURE(part);
    CHECK(faults.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("the register gives its clauses in the order of the text")
{
    const ClauseRegister clauses = ClauseRegister::read({"clauses.toml", k_register});
    REQUIRE(clauses.all().size() == 3);
    CHECK(clauses.all()[0].id == "KW-10.3");
    CHECK(clauses.all()[1].id == "KW-1");
    CHECK(clauses.all()[2].id == "KW-T-11a");
}

TEST_CASE("a clause is found by its id with all that the register says about it")
{
    const ClauseRegister clauses = ClauseRegister::read({"clauses.toml", k_register});
    const Clause* formative = clauses.find("KW-10.3");
    REQUIRE(formative != nullptr);
    CHECK(formative->kind == "calculation");
    CHECK(formative->article == "المادة ١٠");
    CHECK(formative->title_ar == "معادلة التقييم البنائي");
    CHECK(formative->title_en == "Formative formula");
    CHECK(formative->summary_ar == "تحول مجموع النقاط إلى درجة.");
    CHECK(formative->summary_en == "Turns the points into a mark.");
    CHECK(formative->rules == std::vector<std::string>{"formative_mark"});
    CHECK(formative->decisions == std::vector<std::string>{"D4", "D51"});
    CHECK(formative->tracked_by.empty());

    REQUIRE(clauses.find("KW-1") != nullptr);
    CHECK(clauses.find("KW-1")->why_no_code ==
          "States an aim; nothing to compute, record or refuse.");
    REQUIRE(clauses.find("KW-T-11a") != nullptr);
    CHECK(clauses.find("KW-T-11a")->rules == std::vector<std::string>{"unit_points", "unit_bands"});
    CHECK(clauses.find("KW-T-11a")->tracked_by == "marks/unit_scores");
    CHECK(clauses.find("KW-10") == nullptr);
}

TEST_CASE("what is wrong in the register stops with file, line and what to do")
{
    check_contains(faults_with("id         = \"KW-10.3\"\n", ""),
                   "clauses.toml:1: \"clause\" has no \"id\"");
    check_contains(faults_with("\"KW-10.3\"", "\"Article 10\""),
                   "clauses.toml:2: \"Article 10\" is not the id of a clause");
    check_contains(faults_with("\"KW-1\"", "\"KW-10.3\""),
                   "clauses.toml:13: the clause \"KW-10.3\" stands twice in the register\n"
                   "  2 | id         = \"KW-10.3\"\n 13 | id          = \"KW-10.3\"\nTo fix: ");
    check_contains(faults_with("\"calculation\"", "\"sum\""),
                   "clauses.toml:3: \"KW-10.3\" has the unknown kind \"sum\"");
    check_contains(faults_with("kind       = \"calculation\"\n", ""),
                   "\"KW-10.3\" has no \"kind\"");
    check_contains(faults_with("article    = \"المادة ١٠\"\n", ""),
                   "\"KW-10.3\" has no \"article\"");
    check_contains(faults_with("title.en   = \"Formative formula\"\n", ""),
                   "\"KW-10.3.title\" has no \"en\"");
    check_contains(faults_with("title.en ", "title.fr = \"x\"\ntitle.en "),
                   "unknown key \"fr\" in \"KW-10.3.title\"");
    check_contains(faults_with("summary.ar = \"تحول مجموع النقاط إلى درجة.\"\nsummary.en = \"Turns "
                               "the points into a mark.\"\n",
                               ""),
                   "\"KW-10.3\" has no \"summary\"");
    check_contains(
        faults_with("title.ar   = \"معادلة التقييم البنائي\"\ntitle.en   = \"Formative formula\"\n",
                    "title = \"x\"\n"),
        "clauses.toml:5: \"title\" of \"KW-10.3\" is a text, not a table");
    check_contains(
        faults_with("\"formative_mark\"", "\"Formative Mark\""),
        "clauses.toml:9: \"rule\" of KW-10.3 is \"Formative Mark\", not a function's name");
    check_contains(faults_with("\"formative_mark\"", "[]"),
                   "\"rule\" of \"KW-10.3\" is an empty list");
    check_contains(faults_with("\"formative_mark\"", "7"),
                   "\"rule\" of \"KW-10.3\" is a TOML number, not a text");
    check_contains(faults_with("rule       = \"formative_mark\"\n", ""),
                   "clauses.toml:2: \"KW-10.3\" does not say what became of it");
    check_contains(faults_with("decisions  =", "why_no_code = \"x\"\ndecisions  ="),
                   "\"KW-10.3\" has a rule and a reason for having none");
    check_contains(faults_with("\"marks/unit_scores\"", "\"marks\""),
                   "is \"marks\", not a room and a topic");
    check_contains(faults_with("\"D51\"", "\"51\""),
                   "\"decisions\" of \"KW-10.3\" names \"51\", not a decision");
    check_contains(faults_with("decisions  =", "decision   ="),
                   "clauses.toml:10: unknown key \"decision\" in \"KW-10.3\"");
    check_contains(faults_with("[[clause]]", "title = \"x\"\n[[clause]]"),
                   "clauses.toml:1: unknown key \"title\" in the register");
    check_contains(faults_with("[[clause]]", "[[clause]"), "clauses.toml:1: not readable as TOML");
    check_contains(faults_of(""), "there is no [[clause]]");
    check_contains(faults_of("clause = 1"), "\"clause\" is not a list of tables");
    check_contains(faults_of("clause = [1]"),
                   "an entry of \"clause\" is a TOML number, not a table");
}

TEST_CASE("everything wrong in the register is reported in one pass")
{
    try {
        (void)ClauseRegister::read(
            {"clauses.toml", "[[clause]]\nid = \"x\"\n[[clause]]\nid = \"y\"\n"});
        FAIL("a register without kinds and titles was read");
    } catch (const ConfigurationFault& fault) {
        CHECK(fault.problems().size() == 12);
    }
}

TEST_CASE("A register may stand in several files, and a clause in one of them only")
{
    constexpr std::string_view k_guide = R"([[clause]]
id          = "PG-1"
kind        = "statement"
article     = "1"
title.ar    = "t"
title.en    = "t"
summary.ar  = "s"
summary.en  = "s"
why_no_code = "Nothing to compute."
)";
    const std::array<taqwim::EmbeddedFile, 2> files = {
        taqwim::EmbeddedFile{"a/clauses.toml", k_register},
        taqwim::EmbeddedFile{"b/clauses.toml", k_guide}};
    const ClauseRegister both = ClauseRegister::read(files);
    CHECK(both.all().size() == 4);
    CHECK(both.find("KW-10.3") == &both.all().front());
    CHECK(both.find("PG-1") == &both.all().back());

    const std::string again = std::string(k_guide) + std::string(k_register);
    const std::array<taqwim::EmbeddedFile, 2> twice = {
        taqwim::EmbeddedFile{"a/clauses.toml", k_register},
        taqwim::EmbeddedFile{"b/clauses.toml", again}};
    try {
        (void)ClauseRegister::read(twice);
        FAIL("the clauses of the first file stand in the second one too");
    } catch (const ConfigurationFault& fault) {
        CHECK(fault.problems().size() == 3);
        const std::string text = fault.what();
        CHECK(text.find("b/clauses.toml:11: the clause \"KW-10.3\" stands twice in the register, "
                        "first in a/clauses.toml, line 2") != std::string::npos);
    }
}
