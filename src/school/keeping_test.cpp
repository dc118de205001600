#include "school/keeping.h"

#include <doctest/doctest.h>

#include "core/refusal_codes.h"

using namespace taqwim;
using namespace taqwim::school;

namespace {

Period days(int first, int last)
{
    return {Day{first}, Day{last}};
}

http::Request asked(http::NamedTexts query)
{
    http::Request request;
    request.query_parameters = std::move(query);
    return request;
}

}  // namespace

TEST_CASE("school: periods share a day when the last of one is the first of the other")
{
    CHECK(days(1, 5).overlaps(days(5, 9)));
    CHECK_FALSE(days(1, 4).overlaps(days(5, 9)));
    CHECK((Period{Day{3}, {}}).overlaps(days(9, 9)));
    CHECK_FALSE((Period{Day{3}, {}}).overlaps(days(1, 2)));
    CHECK((Period{Day{3}, {}}).overlaps(Period{Day{9}, {}}));
}

TEST_CASE("school: seats are counted day by day, so that who left makes room for who comes after")
{
    CHECK(most_at_once({}, days(1, 9)) == 0);
    CHECK(most_at_once({days(1, 4), days(5, 9)}, days(1, 9)) == 1);
    CHECK(most_at_once({days(1, 5), days(5, 9)}, days(1, 9)) == 2);
    CHECK(most_at_once({days(1, 5), days(5, 9)}, days(6, 9)) == 1);
    CHECK(most_at_once({days(1, 9), Period{Day{20}, {}}, Period{Day{21}, {}}},
                       Period{Day{10}, {}}) == 2);
    CHECK(most_at_once({days(1, 9), Period{Day{20}, {}}}, days(10, 19)) == 0);
}

TEST_CASE("school: a page holds 1 to 200 records")
{
    CHECK(Page::in(asked({}))->limit == 50);
    CHECK(Page::in(asked({{"limit", "1"}}))->limit == 1);
    CHECK(Page::in(asked({{"limit", "200"}}))->limit == 200);
    for (const char* wrong : {"0", "201", "x", "-1", ""})
        CHECK(Page::in(asked({{"limit", wrong}})).refusal().code ==
              RefusalCode::value_out_of_range);
    CHECK(Page::in(asked({{"after", "17"}}))->after_id().operator*() == 17);
    CHECK(Page::in(asked({{"after", "x"}}))->after_id().refusal().code ==
          RefusalCode::page_key_invalid);
}
