#include "regulations/kw_primary_2016/folder_files.h"

#include <array>

#include "core/configuration_fault.h"
#include "embedded/kw_primary_2016.h"
#include "regulations/kw_primary_2016/school_folder.h"
#include "regulations/kw_primary_2016/student_year_builder.h"

namespace taqwim::kw_primary_2016 {

namespace {

using Names = std::string_view;

constexpr std::array<Names, 2> k_key_value = {"key", "value"};
constexpr std::array<Names, 15> k_students = {"id",
                                              "grade",
                                              "name",
                                              "section",
                                              "sex",
                                              "birth_date",
                                              "nationality",
                                              "enrolled_on",
                                              "newcomer",
                                              "exempt",
                                              "exempt_from",
                                              "exempt_ground",
                                              "exempt_document",
                                              "last_two_months_attended",
                                              "last_two_months_all_excused"};
constexpr std::array<Names, 5> k_plan = {"grade", "subject", "units", "term", "competencies"};
constexpr std::array<Names, 5> k_attendance = {"student", "on", "kind", "period", "judgement"};
constexpr std::array<Names, 9> k_excuses = {"student",
                                            "from",
                                            "kind",
                                            "to",
                                            "on_school_form",
                                            "certifier",
                                            "school_health_certified",
                                            "submitted_on",
                                            "judgement"};
constexpr std::array<Names, 4> k_activities = {"student", "letter", "from", "to"};
constexpr std::array<Names, 9> k_absence = {"student",
                                            "term",
                                            "unexcused_full_days",
                                            "unexcused_missed_period_days",
                                            "unapproved_leave_days",
                                            "lateness_unaccepted",
                                            "lateness_accepted",
                                            "excused_intermittent_days",
                                            "attended_days"};
constexpr std::array<Names, 8> k_transfers = {"student",
                                              "term",
                                              "on",
                                              "from_school",
                                              "unexcused_days",
                                              "excused_days",
                                              "lateness_unaccepted",
                                              "documents"};
constexpr std::array<Names, 9> k_exceptional = {
    "student", "type",     "documents",          "person", "from",
    "to",      "district", "ministry_committee", "lapsed"};
constexpr std::array<Names, 8> k_levels = {
    "student", "subject", "term",      "criterion",
    "level",   "on",      "missed_on", "activities_practised_on"};
constexpr std::array<Names, 5> k_competency_levels = {"student", "subject", "term", "competency",
                                                      "level"};
constexpr std::array<Names, 4> k_excluded = {"student", "subject", "term", "competency"};
constexpr std::array<Names, 9> k_units = {
    "student", "subject", "term", "unit", "score", "max", "on", "missed_on", "last_two_months"};
constexpr std::array<Names, 3> k_performance = {"student", "subject", "mark"};
constexpr std::array<Names, 4> k_placement = {"student", "subject", "mark", "on"};
constexpr std::array<Names, 9> k_second_round = {"student",
                                                 "subject",
                                                 "term2_reassessment_of_40",
                                                 "term2_reassessment",
                                                 "term2_reassessment_max",
                                                 "performance",
                                                 "paper",
                                                 "on",
                                                 "absent"};

// In the order of reading: later files are checked with what earlier ones said.
constexpr std::array<FileSpec, 17> k_files = {{{"school", k_key_value, 2},
                                               {"calendar", k_key_value, 2},
                                               {"students", k_students, 2},
                                               {"plan", k_plan, 3},
                                               {"attendance", k_attendance, 3},
                                               {"excuses", k_excuses, 3},
                                               {"activities", k_activities, 3},
                                               {"absence", k_absence, 2},
                                               {"transfers", k_transfers, 2},
                                               {"exceptional", k_exceptional, 3},
                                               {"levels", k_levels, 5},
                                               {"competency_levels", k_competency_levels, 5},
                                               {"excluded", k_excluded, 4},
                                               {"units", k_units, 5},
                                               {"performance", k_performance, 3},
                                               {"placement", k_placement, 3},
                                               {"second_round", k_second_round, 2}}};

constexpr std::array<std::string_view, k_files.size()> k_file_names = [] {
    std::array<std::string_view, k_files.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = k_files[i].name;
    return names;
}();

}  // namespace

std::span<const std::string_view> folder_file_names()
{
    return k_file_names;
}

std::span<const std::string_view> folder_columns(std::string_view file)
{
    const FileSpec* const spec = folder_form().find(file);
    return spec == nullptr ? std::span<const std::string_view>() : spec->columns;
}

const FolderForm& folder_form()
{
    static const FolderForm form{k_files, &StudentYearBuilder::is_result_name, "KW-5.3"};
    return form;
}

const FolderWords& folder_words()
{
    static const FolderWords words = [] {
        constexpr std::string_view k_file = "folder_words.txt";
        for (const EmbeddedFile& file : embedded_kw_primary_2016())
            if (file.path == k_file)
                return FolderWords::parse(file.path, file.text);
        throw ConfigurationFault({std::string(k_file), 0, "is not built into the program"});
    }();
    return words;
}

}  // namespace taqwim::kw_primary_2016
