#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "branch_table.h"
#include "branches.h"
#include "folder_writer.h"
#include "school.h"
#include "text_data.h"

namespace taqwim::sample_school {

namespace {

// Names and bytes of all files in one text.
std::string all_bytes(const SampleSchool& school)
{
    std::string text;
    for (const SampleFile& file : folder_files(school))
        text += file.name + '\n' + file.text;
    return text + branches_csv(school);
}

std::string file_text(const SampleSchool& school, std::string_view name)
{
    for (const SampleFile& file : folder_files(school))
        if (file.name == name)
            return file.text;
    return {};
}

TEST_CASE("The same seed gives the same bytes, another seed others")
{
    const std::string first = all_bytes(make_school({.seed = 5}));
    CHECK(first == all_bytes(make_school({.seed = 5})));
    CHECK(first != all_bytes(make_school({.seed = 6})));
    CHECK(first != all_bytes(make_school({.seed = 5, .number = 1})));
}

TEST_CASE("A sample school has its students in four sections of five grades")
{
    const SampleSchool school = make_school({});
    CHECK(school.students.size() == 600);
    std::map<std::pair<int, int>, int> sections;
    std::set<std::string> ids;
    for (const SampleStudent& student : school.students) {
        ++sections[{student.grade, student.section}];
        ids.insert(student.id);
    }
    CHECK(ids.size() == school.students.size());
    REQUIRE(sections.size() == 20);
    for (const auto& [section, students] : sections)
        CHECK(students == 30);
}

TEST_CASE("Every branch has its students and its texts, and every text its branch")
{
    const SampleSchool school = make_school({});
    std::map<std::string, std::size_t> shown;
    for (const SampleStudent& student : school.students)
        ++shown[student.branch.branch];
    std::set<std::string> codes;
    for (const Branch& branch : all_branches()) {
        CAPTURE(branch.code);
        CHECK(codes.insert(branch.code).second);
        CHECK(shown[branch.code] == branch.grades.size());
        CHECK_FALSE(text_of(branch.code).ar.empty());
        CHECK_FALSE(text_of(branch.code).en.empty());
    }
    for (const std::vector<std::string>& cells : cells_of("branches.tsv")) {
        CAPTURE(cells.at(0));
        CHECK(cells.size() == 3);
        CHECK(codes.contains(cells.at(0)));
    }
}

TEST_CASE("A school that is too small for the branches has ordinary students alone")
{
    const SampleSchool school = make_school({.students = 40});
    CHECK(school.students.size() == 40);
    for (const SampleStudent& student : school.students)
        CHECK(student.branch.branch.empty());
}

TEST_CASE("Seeds and schools beside the shipped one can be drawn up too")
{
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        CHECK(make_school({.seed = seed, .number = static_cast<int>(seed)}).students.size() == 600);
    CHECK(make_school({.seed = 9, .students = 900}).students.size() == 900);
}

TEST_CASE(
    "Files are written in several ways: byte-order mark, semicolons, Arabic headings and digits")
{
    const SampleSchool school = make_school({});
    CHECK(file_text(school, "students.csv").starts_with("\xEF\xBB\xBF"));
    CHECK(file_text(school, "attendance.csv").starts_with("student;on;"));
    CHECK(file_text(school, "units.csv").starts_with(word("column.student")));
    CHECK(file_text(school, "performance.csv").find(in_arabic_digits("7")) != std::string::npos);
    CHECK(in_arabic_digits("39.5") == "\xD9\xA3\xD9\xA9\xD9\xAB\xD9\xA5");
}

}  // namespace

}  // namespace taqwim::sample_school
