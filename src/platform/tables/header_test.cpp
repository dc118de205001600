#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/tables/header.h"

using namespace taqwim::tables;
using taqwim::RefusalCode;

namespace {

Table table_of(std::string_view csv)
{
    auto table = read_table("t.csv", csv);
    REQUIRE(table);
    return std::move(*table);
}

const std::vector<WantedColumn> k_wanted = {{"اسم الطالب", {"الاسم", "student name", "name"}},
                                            {"رقم الهوية", {"السجل المدني", "civil id"}},
                                            {"ملاحظات", {"notes"}, ColumnNeed::optional}};

}  // namespace

TEST_CASE("header: it is found under titles and by any spelling")
{
    const Table table = table_of(
        "مدرسة الأمل الابتدائية\n\nكشف الأسماء,,١٤٤٨\nم,الإسم,Civil-ID\n1,سارة,1234567890\n");
    const auto header = find_header(table, "t.csv", k_wanted);
    REQUIRE(header);
    CHECK(table.row_number(header->row) == 4);
    CHECK(header->columns[0] == 1);
    CHECK(header->columns[1] == 2);
    CHECK_FALSE(header->columns[2].has_value());
    CHECK(header->others == std::vector<std::size_t>{0});
}

TEST_CASE("header: the columns that the nearest row does not have are named")
{
    const auto header =
        find_header(table_of("title\nname,notes,age\nسارة,,7\n"), "t.csv", k_wanted);
    REQUIRE_FALSE(header);
    CHECK(header.refusal().code == RefusalCode::header_not_found);
    CHECK(header.refusal().arguments ==
          taqwim::Arguments{{"file", "t.csv"}, {"expected", "رقم الهوية"}});
    const auto nothing = find_header(Table(), "t.csv", k_wanted);
    REQUIRE_FALSE(nothing);
    CHECK(nothing.refusal().arguments[1].second == "اسم الطالب, رقم الهوية");
}

TEST_CASE("header: a column that stands there twice is refused, and rows far below are no heading")
{
    const auto twice =
        find_header(table_of("name,civil id,الاسم\nسارة,1,نورة\n"), "t.csv", k_wanted);
    REQUIRE_FALSE(twice);
    CHECK(twice.refusal().code == RefusalCode::column_duplicate);
    CHECK(twice.refusal().arguments[0].second == "اسم الطالب");

    std::string text;
    for (int i = 0; i < 3; ++i)
        text += "x,y\n";
    text += "name,civil id\n";
    CHECK(find_header(table_of(text), "t.csv", k_wanted, 4));
    CHECK_FALSE(find_header(table_of(text), "t.csv", k_wanted, 3));
}
