#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "regulations/sa_1426/mastery_skill_table.h"

#include "core/refusal_codes.h"

using namespace taqwim;
using namespace taqwim::sa_1426;

namespace {

const std::string k_header = "id,grade,subject,order,text,minimum,term,kind";

// A table of lines whose cells hold no commas.
class Lines {
public:
    explicit Lines(std::vector<std::string> lines) : lines_(std::move(lines))
    {
        header_ = cut(lines_.front());
        for (std::size_t i = 1; i < lines_.size(); ++i) {
            const auto cells = cut(lines_[i]);
            cells_.insert(cells_.end(), cells.begin(), cells.end());
            rows_.push_back(static_cast<std::uint32_t>(i + 1));
        }
    }
    [[nodiscard]] SkillLists read() const
    {
        return read_skill_lists({.file = "skills.csv",
                                 .header = header_,
                                 .cells = cells_,
                                 .row_numbers = rows_,
                                 .broken_rows = {},
                                 .problems = {},
                                 .is_whole = true});
    }

private:
    static std::vector<std::string_view> cut(std::string_view line)
    {
        std::vector<std::string_view> cells;
        for (std::size_t start = 0;;) {
            const std::size_t comma = line.find(',', start);
            cells.push_back(line.substr(start, comma - start));
            if (comma == std::string_view::npos)
                return cells;
            start = comma + 1;
        }
    }

    std::vector<std::string> lines_;
    std::vector<std::string_view> header_;
    std::vector<std::string_view> cells_;
    std::vector<std::uint32_t> rows_;
};

void refuses(const std::string& row, RefusalCode code, const std::string& field)
{
    CAPTURE(row);
    const SkillLists lists = Lines({k_header, "Q1,1,quran,1,Suras,1,,cumulative", row}).read();
    REQUIRE(lists.problems.size() == 1);
    CHECK(to_text(lists.problems.front().code) == to_text(code));
    CHECK(lists.problems.front().field == field);
}

}  // namespace

TEST_CASE("PG-1.4: a table makes one list for each grade, its skills in their order")
{
    const SkillLists lists =
        Lines({k_header, "M1-02,1,maths,2,Adding,0,2,oneshot", "F2-01,2,fiqh,1,Prayer,1,,oneshot",
               "M1-01,1,maths,1,Counting,1,1,cumulative",
               "G1-01,1,conduct,1,Courtesy,0,,continuous"})
            .read();
    CHECK(lists.problems.empty());
    REQUIRE(lists.by_grade.size() == 2);
    const SkillList& first = lists.by_grade.at(1);
    REQUIRE(first.subjects.size() == 2);
    REQUIRE(first.subjects[0].skills.size() == 2);
    CHECK(first.subjects[0].code == "maths");
    const Skill& counting = first.subjects[0].skills[0];
    CHECK(counting.code == "M1-01");
    CHECK(counting.is_minimum);
    CHECK(counting.kind == SkillKind::cumulative);
    CHECK(counting.planned_term == 1);
    CHECK(first.parts[counting.first_part].code == "M1-01");
    CHECK_FALSE(first.subjects[0].skills[1].is_minimum);
    CHECK(first.subjects[1].skills[0].kind == SkillKind::continuous);
    CHECK(first.parts.size() == 3);
    CHECK(lists.by_grade.at(2).parts.size() == 1);
}

TEST_CASE("PG-1.42: the criterion of a minimum skill may stand in the table, and where it comes "
          "from is passed over")
{
    const SkillLists lists = Lines({k_header + ",criterion,origin",
                                    "M1,1,maths,1,Counting,1,,oneshot,future_learning,guide"})
                                 .read();
    CHECK(lists.problems.empty());
    CHECK(lists.by_grade.at(1).subjects[0].skills[0].criterion == SkillCriterion::future_learning);
}

TEST_CASE("PG-1.4: what is wrong in a row is refused at its cell")
{
    refuses("Q1,1,quran,2,Suras,1,,cumulative", RefusalCode::given_twice, "skills.csv:3:id");
    refuses("Q2,1,quran,1,Suras,1,,cumulative", RefusalCode::given_twice, "skills.csv:3:order");
    refuses("Q2,13,quran,1,Suras,1,,cumulative", RefusalCode::value_out_of_range,
            "skills.csv:3:grade");
    refuses("Q2,1,quran,x,Suras,1,,cumulative", RefusalCode::value_not_a_number,
            "skills.csv:3:order");
    refuses("Q2,1,quran,2,Suras,2,,cumulative", RefusalCode::value_out_of_range,
            "skills.csv:3:minimum");
    refuses("Q2,1,quran,2,Suras,1,3,cumulative", RefusalCode::value_out_of_range,
            "skills.csv:3:term");
    refuses("Q2,1,quran,2,Suras,1,,often", RefusalCode::value_not_listed, "skills.csv:3:kind");
    for (const auto& [column, row] :
         std::map<std::string, std::string>{{"id", ",1,quran,2,Suras,1,,cumulative"},
                                            {"grade", "Q2,,quran,2,Suras,1,,cumulative"},
                                            {"subject", "Q2,1,,2,Suras,1,,cumulative"},
                                            {"order", "Q2,1,quran,,Suras,1,,cumulative"},
                                            {"text", "Q2,1,quran,2,,1,,cumulative"},
                                            {"minimum", "Q2,1,quran,2,Suras,,,cumulative"},
                                            {"kind", "Q2,1,quran,2,Suras,1,,"}})
        refuses(row, RefusalCode::field_missing, "skills.csv:3:" + column);
}

TEST_CASE(
    "PG-1.4: a table without a needed column, or with one twice or unknown, is refused as a whole")
{
    const auto code_of = [](const std::string& header) {
        const SkillLists lists = Lines({header}).read();
        REQUIRE(lists.problems.size() == 1);
        CHECK(lists.by_grade.empty());
        return lists.problems.front().code;
    };
    CHECK(code_of("id,grade,subject,order,text,minimum,term") == RefusalCode::column_missing);
    CHECK(code_of(k_header + ",kind") == RefusalCode::column_duplicate);
    CHECK(code_of(k_header + ",mark") == RefusalCode::column_unknown);
}
