#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/configuration_fault.h"
#include "regulations/frame/folder_words.h"
#include "regulations/kw_primary_2016/calendar_builder.h"
#include "regulations/kw_primary_2016/school_folder.h"
#include "regulations/kw_primary_2016/student_year_builder.h"
#include "tests/support/kw_primary_2016_rules.h"
#include "tests/support/project_files.h"

using taqwim::ConfigurationFault;
using taqwim::FolderWords;
using namespace taqwim::kw_primary_2016;

namespace {

FolderWords words()
{
    return FolderWords::parse(
        "folder_words.txt",
        taqwim::tests::read_project_file("src/regulations/kw_primary_2016/folder_words.txt"));
}

std::string fault(std::string_view text)
{
    try {
        (void)FolderWords::parse("w.txt", text);
    } catch (const ConfigurationFault& problem) {
        return problem.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a word stands for its name whatever its marks, and a name for itself")
{
    const FolderWords known = words();
    CHECK(known.name_of("subjects", "الرياضيات") == "maths");
    CHECK(known.name_of("subjects", "الرِّياضيّات") == "maths");
    CHECK(known.name_of("subjects", "Maths") == "maths");
    CHECK(known.name_of("subjects", "التربيه الاسلاميه") == "islamic");
    CHECK(known.name_of("subjects", "الحاسب الآلي") == "computer");
    CHECK(known.name_of("terms", "الفصل الأول") == "T1");
    CHECK(known.name_of("terms", "الفصل الدراسي الثاني") == "T2");
    CHECK(known.name_of("terms", "٢") == "T2");
    CHECK(known.name_of("absence_marks", "غ") == "A");
    CHECK(known.name_of("absence_marks", "بدون عذر") == "U");
    CHECK(known.name_of("absence_marks", "بعذر") == "E");
    CHECK_FALSE(known.name_of("absence_marks", "غ.ل"));  // a level
    CHECK(known.name_of("staff", "معلمات") == "women");
    CHECK(known.name_of("staff", "معلمون") == "men");
    CHECK_FALSE(known.name_of("subjects", "الكيمياء"));
    CHECK_FALSE(known.name_of("subjects", ""));
    CHECK_FALSE(known.name_of("no section", "maths"));
}

TEST_CASE("one word may stand for several columns")
{
    const FolderWords known = words();
    const auto names = known.names_of("columns", "الفصل");
    CHECK(std::set<std::string_view>(names.begin(), names.end()) ==
          std::set<std::string_view>{"section", "term"});
}

TEST_CASE("every name that a folder may use has words in its section")
{
    const FolderWords known = words();
    for (const std::string_view file : folder_file_names()) {
        CHECK_MESSAGE(known.name_of("files", file) == file, file);
        for (const std::string_view column : folder_columns(file)) {
            const auto names = known.names_of("columns", column);
            CHECK_MESSAGE(std::find(names.begin(), names.end(), column) != names.end(), column);
        }
    }
    for (const char* const subject : k_subject_codes)
        CHECK_MESSAGE(known.name_of("subjects", subject) == subject, subject);
    for (const std::string_view day : CalendarBuilder::day_names())
        CHECK_MESSAGE(known.name_of("calendar_keys", day) == day, day);
    for (const std::string& type : taqwim::tests::kw_rules().exceptional_types.value)
        CHECK_MESSAGE(known.name_of("exceptional_types", type) == std::string_view(type), type);
    CHECK(folder_columns("marks").empty());
}

TEST_CASE("no word of a level is taken for an absence, and no absence for a level")
{
    const FolderWords known = words();
    for (const LevelSymbol& symbol : taqwim::tests::kw_level_symbols())
        CHECK_MESSAGE(!known.name_of("absence_marks", symbol.symbol), symbol.symbol);
}

TEST_CASE("a mistake in the file of words is reported with its line")
{
    CHECK(fault("# comment\n\n[a]\nx = أ، ب\n") == "");
    CHECK(fault("x = أ\n").find("w.txt:1: ") == 0);
    CHECK(fault("[a]\nx\n").find("w.txt:2: ") == 0);
    CHECK(fault("[a]\n= أ\n").find("w.txt:2: ") == 0);
    CHECK(fault("[a\nx = أ\n").find("w.txt:1: ") == 0);
    CHECK(fault("[a]\nx = أ،\n").find("a word is empty") != std::string::npos);
    CHECK(fault("[a]\nx = أ\ny = إ\n").find("stands for x and for y") != std::string::npos);
    CHECK(fault("[columns]\nx = أ\ny = إ\n") == "");
    CHECK(fault("[a]\nx = أ، أ\n") == "");
}
