#include <algorithm>
#include <array>

#include "core/configuration_fault.h"
#include "embedded/sa_1447.h"
#include "regulations/sa_1447/school_folder.h"

namespace taqwim::sa_1447 {

namespace {

using Name = std::string_view;

constexpr std::array<Name, 2> k_key_value = {"key", "value"};
constexpr std::array<Name, 5> k_students = {"id", "grade", "track", "name", "section"};
constexpr std::array<Name, 15> k_marks = {"student",       "subject",         "term",
                                          "form",          "entries",         "performance",
                                          "varied",        "final",           "alternative_exam",
                                          "tools",         "correct_reading", "memorisation",
                                          "participation", "knowledge",       "skill"};
constexpr std::array<Name, 4> k_programmes = {"student", "subject", "term", "mark"};
constexpr std::array<Name, 7> k_standards = {"student", "subject", "term", "standard",
                                             "result",  "judged",  "met"};
constexpr std::array<Name, 13> k_second_sitting = {"student",
                                                   "subject",
                                                   "term",
                                                   "oral",
                                                   "written",
                                                   "practical",
                                                   "practical_or_oral",
                                                   "correct_reading",
                                                   "memorisation",
                                                   "elective_exam",
                                                   "project_work",
                                                   "project_discussion",
                                                   "stumble_exam"};
constexpr std::array<Name, 7> k_conduct = {"student",
                                           "term",
                                           "recovered",
                                           "distinguished",
                                           "behaviour_description",
                                           "absent_days",
                                           "attendance_description"};
constexpr std::array<Name, 4> k_offences = {"student", "term", "degree", "times"};
constexpr std::array<Name, 6> k_excuses = {"student",  "term",    "days", "after_working_days",
                                           "accepted", "extended"};

// In the order of reading.
constexpr std::array<FileSpec, 9> k_files = {{{"school", k_key_value, 2},
                                              {"students", k_students, 2},
                                              {"marks", k_marks, 3},
                                              {"programmes", k_programmes, 4},
                                              {"standards", k_standards, 3},
                                              {"second_sitting", k_second_sitting, 2},
                                              {"conduct", k_conduct, 2},
                                              {"offences", k_offences, 3},
                                              {"excuses", k_excuses, 5}}};

// A column of results is none of these files': they are computed.
bool is_result(std::string_view column)
{
    constexpr std::array<Name, 9> names = {"final_mark", "total",     "result_of_year",
                                           "decision",   "average",   "percentage",
                                           "verdict",    "behaviour", "attendance"};
    return std::ranges::find(names, column) != names.end();
}

}  // namespace

const FolderForm& folder_form()
{
    static const FolderForm form{k_files, &is_result, "SA1447-RECORD"};
    return form;
}

const FolderWords& folder_words()
{
    static const FolderWords words = [] {
        constexpr std::string_view k_file = "folder_words.txt";
        for (const EmbeddedFile& file : embedded_sa_1447())
            if (file.path == k_file)
                return FolderWords::parse(file.path, file.text);
        throw ConfigurationFault({std::string(k_file), 0, "is not built into the program"});
    }();
    return words;
}

}  // namespace taqwim::sa_1447
