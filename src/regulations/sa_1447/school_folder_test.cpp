#include "regulations/sa_1447/school_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "core/refusal_codes.h"
#include "regulations/sa_1447/rule_set.h"
#include "tests/support/school_tables.h"

using namespace taqwim;
using namespace taqwim::tests;

namespace {

using Row = std::vector<std::string>;
using Table = std::vector<Row>;
using Folder = std::map<std::string, Table>;

// Every file with every column, and a student of each stage.
const Folder& whole_school()
{
    static const Folder folder = {
        {"school",
         {{"key", "value"}, {"name", "X"}, {"regulation", "sa_1447"}, {"school_year", "1447"}}},
        {"students",
         {{"id", "grade", "track", "name", "section"},
          {"10", "10", "common", "A", "1"},
          {"7", "7", "general", "B", "1"},
          {"2", "2", "general", "C", "2"},
          {"11", "11", "sharia", "D", "1"},
          {"12", "12", "general", "E", "1"}}},
        {"marks",
         {{"student", "subject", "term", "form", "entries", "performance", "varied", "final",
           "alternative_exam", "tools", "correct_reading", "memorisation", "participation",
           "knowledge", "skill"},
          {"10", "الرياضيات", "T1", "", "3", "35", "18", "7", "", "", "", "", "", "", ""},
          {"10", "الرياضيات", "T2", "general", "2", "31", "15", "ع", "29", "", "", "", "", "", ""},
          {"10", "الأحياء", "الأول", "no_practical", "", "30", "15", "غ", "", "", "", "", "", "",
           ""},
          {"7", "الرياضيات", "T1", "", "", "30", "15", "30", "", "", "", "", "", "", ""},
          {"11", "القرآن الكريم", "T1", "", "", "", "", "", "", "33", "15", "30", "", "", ""},
          {"11", "النشاط", "T1", "", "", "40", "", "", "", "", "", "", "41", "", ""},
          {"12", "المجال الاختياري", "T1", "elective_online", "", "", "", "", "", "", "", "", "",
           "70", "18"}}},
        {"programmes",
         {{"student", "subject", "term", "mark"},
          {"10", "النشاط", "T1", "80"},
          {"10", "النشاط", "T1", "90.5"}}},
        {"standards",
         {{"student", "subject", "term", "standard", "result", "judged", "met"},
          {"2", "العلوم", "T1", "x", "met", "", ""},
          {"2", "العلوم", "T1", "y", "not_met", "", ""},
          {"2", "العلوم", "T2", "", "", "6", "5"}}},
        {"second_sitting",
         {{"student", "subject", "term", "oral", "written", "practical", "practical_or_oral",
           "correct_reading", "memorisation", "elective_exam", "project_work", "project_discussion",
           "stumble_exam"},
          {"10", "الرياضيات", "T1", "", "10", "", "", "", "", "", "", "", "60"},
          {"7", "الرياضيات", "", "", "30", "", "", "", "", "", "", "", ""}}},
        {"conduct",
         {{"student", "term", "recovered", "distinguished", "behaviour_description", "absent_days",
           "attendance_description"},
          {"10", "T1", "2", "18", "", "3", ""},
          {"2", "T1", "", "", "x", "1", "y"}}},
        {"offences", {{"student", "term", "degree", "times"}, {"10", "T1", "1", "4"}}},
        {"excuses",
         {{"student", "term", "days", "after_working_days", "accepted", "extended"},
          {"10", "T1", "2", "1", "yes", "no"}}}};
    return folder;
}

std::string csv(const Table& table)
{
    std::string text;
    for (const Row& row : table) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += (i == 0 ? "" : ",") + row[i];
        text += '\n';
    }
    return text;
}

const RuleSet& rule_set()
{
    static const std::unique_ptr<RuleSet> rules = sa_1447::make_rule_set({});
    return *rules;
}

struct Answers {
    std::vector<Refusal> problems;
    std::map<std::string, std::string> results;            // JSON by id
    std::map<std::string, std::vector<Refusal>> refusals;  // by id
};

Answers answers_of(const Folder& folder)
{
    SchoolTables::Files files;
    for (const auto& [name, table] : folder)
        files.emplace_back(name + ".csv", csv(table));
    const SchoolTables tables{files};
    const auto school = rule_set().read_school(tables.tables());
    Answers answers{school->problems(), {}, {}};
    const auto evaluator = rule_set().evaluator({});
    for (std::size_t i = 0; i < school->size(); ++i) {
        if (evaluator->evaluate(*school, i)) {
            JsonWriter json;
            evaluator->write_json(json);
            answers.results[evaluator->id()] = std::string(json.str());
        } else {
            const auto told = evaluator->refusals();
            answers.refusals[evaluator->id()] = {told.begin(), told.end()};
        }
    }
    return answers;
}

// "marks.csv:2:varied"
std::string place(const std::string& table, std::size_t row, const std::string& column)
{
    return table + ".csv:" + std::to_string(row + 1) + ':' + column;
}

}  // namespace

TEST_CASE("SA1447-RECORD: every student of the folder is answered")
{
    const Answers answers = answers_of(whole_school());
    CHECK(answers.problems.empty());
    CHECK(answers.refusals.empty());
    CHECK(answers.results.size() == 5);
}

TEST_CASE("SA1447-RECORD: no wrong text in any cell turns into a mark or into silence")
{
    // No column takes any of these, but those of names and free texts.
    const std::array<std::string, 8> wrong = {
        "-1", "1e2", "5/2", "50%", "#1", "999999999999999999999", "nan", "~/ٱ"};
    const std::set<std::string> free_texts = {"name", "section", "behaviour_description",
                                              "attendance_description", "standard"};
    const Answers right = answers_of(whole_school());
    int checked = 0;
    for (const auto& [name, table] : whole_school())
        for (std::size_t row = 1; row < table.size(); ++row)
            for (std::size_t column = 0; column < table[row].size(); ++column) {
                const std::string& heading = table[0][column];
                // Whose row it is and what school.csv says have their own tests.
                if (free_texts.contains(heading) || heading == "id" || name == "school")
                    continue;
                for (const std::string& text : wrong) {
                    // Marks of punctuation do not count in a word: such a term is read as the first.
                    if (heading == "term" && (text == "-1" || text == "#1"))
                        continue;
                    Folder folder = whole_school();
                    folder.at(name)[row][column] = text;
                    const Answers answers = answers_of(folder);
                    CAPTURE(place(name, row, heading));
                    CAPTURE(text);
                    ++checked;
                    if (heading == "student") {
                        REQUIRE_FALSE(answers.problems.empty());
                        CHECK(answers.problems[0].code == RefusalCode::student_unknown);
                        CHECK(answers.problems[0].field == place(name, row, heading));
                        continue;
                    }
                    // Its student is refused, at this file and row, and nobody else is.
                    const std::string& owner = table[row][0];
                    REQUIRE(answers.refusals.size() == 1);
                    REQUIRE(answers.refusals.begin()->first == owner);
                    const auto& refusals = answers.refusals.at(owner);
                    const std::string at = name + ".csv:" + std::to_string(row + 1);
                    CHECK(std::ranges::any_of(refusals, [&](const Refusal& refusal) {
                        return refusal.field.starts_with(at);
                    }));
                    for (const auto& [id, result] : right.results)
                        if (id != owner)
                            CHECK(answers.results.at(id) == result);
                }
            }
    CHECK(checked > 1000);
}

TEST_CASE("SA1447-RECORD: an empty cell is a missing fact and never a mark of 0")
{
    for (const char* const column : {"performance", "varied", "final"}) {
        Folder folder = whole_school();
        Table& marks = folder.at("marks");
        const auto at =
            static_cast<std::size_t>(std::ranges::find(marks[0], column) - marks[0].begin());
        marks[4][at] = "";
        const Answers answers = answers_of(folder);
        const std::string& result = answers.results.at("7");
        CAPTURE(result);
        const bool is_told =
            result.find(std::string(R"({"fact":")") + column +
                        R"(","subject":"الرياضيات","term":"T1"})") != std::string::npos;
        CHECK(is_told);
    }
}

TEST_CASE("SA1447-RECORD: a lost file of students, an unknown file and a broken row")
{
    Folder folder = whole_school();
    folder.erase("students");
    CHECK(answers_of(folder).problems[0].code == RefusalCode::file_not_readable);
    folder = whole_school();
    folder["plan"] = {{"grade", "subject"}, {"7", "x"}};
    const Answers unknown = answers_of(folder);
    CHECK(unknown.problems[0].code == RefusalCode::file_unknown);
    CHECK(unknown.refusals.size() == 5);
    // A row with a cell too many costs the student whose it is.
    folder = whole_school();
    folder.at("offences")[1].push_back("x");
    const Answers broken = answers_of(folder);
    CHECK(broken.problems.size() == 1);
    CHECK(broken.refusals.size() == 1);
    CHECK(broken.refusals.contains("10"));
    // And everybody when it does not say whose it is.
    folder.at("offences")[1][0] = "99";
    CHECK(answers_of(folder).refusals.size() == 5);
}

TEST_CASE("SA1447: every word of the folder stands for a name that is used")
{
    // The words of a section are those of its table of names; a wrong one would never be met.
    for (const char* const word : {"عام", "تحفيظ", "صينية", "مشترك", "شرعي", "إدارة الأعمال",
                                   "الحاسب والهندسة", "الصحة والحياة"}) {
        const auto track = sa_1447::folder_words().name_of("tracks", word);
        REQUIRE(track.has_value());
        CHECK(rule_set().messages(Language::en).has("label." + std::string(*track)));
    }
    CHECK(sa_1447::folder_words().name_of("absences", "غ") == "unexcused");
    CHECK(sa_1447::folder_words().name_of("absences", "ع") == "excused");
    CHECK(sa_1447::folder_words().name_of("standard_results", "غير متحقق") == "not_met");
}
