#include "core/refusal.h"
#include "core/refusal_codes.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using taqwim::RefusalCode;
using taqwim::RefusalKind;

TEST_CASE("a refusal code is written in capitals in files and answers")
{
    CHECK(taqwim::to_text(RefusalCode::mark_over_maximum) == "mark_over_maximum");
    CHECK(taqwim::to_code_text(RefusalCode::mark_over_maximum) == "MARK_OVER_MAXIMUM");
    CHECK(taqwim::to_code_text(RefusalCode::placement_only_grades_1_4) ==
          "PLACEMENT_ONLY_GRADES_1_4");
}

TEST_CASE("every refusal code has its own name and a kind")
{
    std::set<std::string_view> names;
    for (const RefusalCode code : taqwim::k_refusal_codes) {
        names.insert(taqwim::to_text(code));
        CHECK_FALSE(taqwim::to_text(taqwim::kind_of(code)).empty());
    }
    CHECK(names.size() == taqwim::k_refusal_codes.size());
}

TEST_CASE("the kind of a refusal comes from its code alone")
{
    const taqwim::Refusal refusal{
        .code = RefusalCode::day_not_covered, .arguments = {}, .field = "/as_of", .clause = ""};
    CHECK(refusal.kind() == RefusalKind::not_in_force);
    CHECK(taqwim::kind_of(RefusalCode::mark_over_maximum) == RefusalKind::invalid_input);
    CHECK(taqwim::kind_of(RefusalCode::result_typed) == RefusalKind::not_allowed);
    CHECK(taqwim::kind_of(RefusalCode::regulation_unknown) == RefusalKind::not_found);
    CHECK(taqwim::kind_of(RefusalCode::measure_repeated_on_day) == RefusalKind::conflict);
    CHECK(taqwim::kind_of(RefusalCode::calendar_day_missing) == RefusalKind::undetermined);
    CHECK(taqwim::to_text(RefusalKind::not_in_force) == "not_in_force");
}

TEST_CASE("a result holds a value or the reason why there is none")
{
    const taqwim::Result<int> value(7);
    REQUIRE(value);
    CHECK(*value == 7);
    const taqwim::Result<int> none(taqwim::Refusal{.code = RefusalCode::field_missing,
                                                   .arguments = {{"field", "grade"}},
                                                   .field = "/grade",
                                                   .clause = ""});
    REQUIRE_FALSE(none);
    CHECK(none.refusal().code == RefusalCode::field_missing);
}
