#include <array>

#include "core/configuration_fault.h"
#include "embedded/sa_1426.h"
#include "regulations/sa_1426/school_folder.h"

namespace taqwim::sa_1426 {

namespace {

using Names = std::string_view;

constexpr std::array<Names, 2> k_key_value = {"key", "value"};
constexpr std::array<Names, 8> k_students = {
    "id", "grade", "name", "section", "student_kind", "track", "exam_only_terms", "enrolled_on"};
// A year by marks.
constexpr std::array<Names, 12> k_plan = {
    "grade",   "subject",  "group",       "weekly_periods",       "track",     "name_ar", "name_en",
    "minimum", "one_term", "arrangement", "counts_for_promotion", "in_average"};
constexpr std::array<Names, 9> k_marks = {"student", "subject", "t1_coursework",
                                          "t1_exam", "t1_mark", "t2_coursework",
                                          "t2_exam", "t2_mark", "annual_exam"};
constexpr std::array<Names, 4> k_absences = {"student", "subject", "term", "state"};
constexpr std::array<Names, 3> k_second_round = {"student", "subject", "mark"};
constexpr std::array<Names, 5> k_components = {"student", "subject", "term", "component", "mark"};

// A year by mastery.
constexpr std::array<Names, 13> k_skills = {
    "id",   "grade",     "subject", "text",      "minimum",      "order",          "term",
    "kind", "criterion", "part",    "part_text", "subject_name", "subject_name_en"};
constexpr std::array<Names, 4> k_taught = {"skill", "on", "section", "part"};
constexpr std::array<Names, 7> k_judgements = {"student", "skill", "on",    "value",
                                               "part",    "tool",  "reason"};
constexpr std::array<Names, 2> k_reports = {"number", "on"};
constexpr std::array<Names, 10> k_committee = {"student",  "members",   "present", "chair_present",
                                               "promoted", "retained",  "support", "programme",
                                               "reasons",  "conflicted"};

// In the order of reading.
constexpr std::array<FileSpec, 12> k_files = {{{"school", k_key_value, 2},
                                               {"plan", k_plan, 4},
                                               {"students", k_students, 2},
                                               {"marks", k_marks, 2},
                                               {"components", k_components, 5},
                                               {"absences", k_absences, 4},
                                               {"second_round", k_second_round, 3},
                                               {"skills", k_skills, 5},
                                               {"taught", k_taught, 2},
                                               {"judgements", k_judgements, 4},
                                               {"reports", k_reports, 2},
                                               {"committee", k_committee, 4}}};

// A column of results is none of these files': they are computed.
bool is_result(std::string_view column)
{
    constexpr std::array<Names, 8> names = {"final",    "final_mark", "total",      "result",
                                            "decision", "average",    "percentage", "outcome"};
    return std::find(names.begin(), names.end(), column) != names.end();
}

}  // namespace

const FolderForm& folder_form()
{
    static const FolderForm form{k_files, &is_result, "SR-1.11"};
    return form;
}

const FolderWords& folder_words()
{
    static const FolderWords words = [] {
        constexpr std::string_view k_file = "folder_words.txt";
        for (const EmbeddedFile& file : embedded_sa_1426())
            if (file.path == k_file)
                return FolderWords::parse(file.path, file.text);
        throw ConfigurationFault({std::string(k_file), 0, "is not built into the program"});
    }();
    return words;
}

}  // namespace taqwim::sa_1426
