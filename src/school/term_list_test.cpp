// SR-3.7  How the terms of a list are found: what negative labels (negative_labels_test.cpp) and words of rank have in common.
#include "school/term_list.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "regulations/registration.h"

using namespace taqwim;
using namespace taqwim::school;

namespace {

std::string terms_in(const TermList& terms, const std::string& text)
{
    std::string found;
    for (const TermFound& one : terms.found_in(text))
        found.append(found.empty() ? "" : "|").append(one.term);
    return found;
}

}  // namespace

TEST_CASE(
    "SR-3.7: a term with its article is found behind a preposition, and not without the article")
{
    const TermList terms({"المركز_الأول"});
    for (const std::string text :
         {"المركز الأول", "بالمركز الأول", "للمركز الأول", "وبالمركز الأوّل", "فللمركز الاول"})
        CHECK_MESSAGE(terms_in(terms, text) == "المركز الأول", text);
    for (const std::string text : {"مركز أول", "المركز", "المركز العلمي الأول", "الأول المركز"})
        CHECK_MESSAGE(terms_in(terms, text).empty(), text);
}

TEST_CASE("SR-3.7: a phrase that is allowed takes its words from a term, there and nowhere else")
{
    const TermList terms({"الأول_على", "!الصف_الأول"});
    CHECK(terms_in(terms, "الأول على المدرسة") == "الأول على");
    CHECK(terms_in(terms, "في الصف الأول على مدى العام").empty());
    CHECK(terms_in(terms, "للصف الأول على مدى العام").empty());
    CHECK(terms_in(terms, "كان الأول على الصف الأول") == "الأول على");
    CHECK(terms_in(terms, "في الصف الأول، الأول على") == "الأول على");
    // A list without terms finds nothing, and an empty phrase allows nothing.
    CHECK(terms_in(TermList({"!"}), "الأول على").empty());
}

TEST_CASE("SR-3.7: lists are read from the regulation, before its first day the first one")
{
    const auto rule_sets = all_rule_sets();
    for (const int year : {1999, 2026}) {
        const auto ranks =
            TermList::in_force(rule_sets, "privacy.rank_terms", *Day::of(year, 11, 22));
        REQUIRE(ranks);
        CHECK(terms_in(*ranks, "المركز الأول") == "المركز الأول");
    }
}
