#include "regulations/kw_primary_2016/folder_table.h"

#include "regulations/kw_primary_2016/value_reading.h"
#include "regulations/kw_primary_2016/words.h"

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
    const FileSpec* const spec = file_spec(file);
    return spec == nullptr ? std::span<const std::string_view>() : spec->columns;
}

const FileSpec* file_spec(std::string_view name)
{
    const auto* const found = std::find_if(k_files.begin(), k_files.end(),
                                           [&](const FileSpec& spec) { return spec.name == name; });
    return found == k_files.end() ? nullptr : found;
}

OpenTable::OpenTable(const FolderTable& table, const FileSpec& spec, const FolderWords& words,
                     std::vector<Refusal>& problems)
    : table_(table),
      spec_(spec),
      places_(spec.columns.size(), k_no_column),
      is_usable_(table.is_whole)
{
    problems.insert(problems.end(), table.problems.begin(), table.problems.end());
    if (!table.is_whole)
        return;
    const auto refuse = [&](RefusalCode code, std::string_view column, Arguments arguments,
                            const char* clause = "") {
        std::string field(table_.file);
        field += ":1:";
        field += column;
        problems.push_back({code, std::move(arguments), std::move(field), clause});
        is_usable_ = false;
    };

    for (Column number = 0; number < table_.header.size(); ++number) {
        const std::string_view header = table_.header[number];
        const std::vector<std::string_view> names = words.names_of("columns", header);
        const auto is_meant = [&](std::string_view column) {
            return column == header || std::find(names.begin(), names.end(), column) != names.end();
        };
        const auto column = std::find_if(spec_.columns.begin(), spec_.columns.end(), is_meant);
        if (column != spec_.columns.end()) {
            Column& place = places_[static_cast<std::size_t>(column - spec_.columns.begin())];
            if (place != k_no_column)
                refuse(RefusalCode::column_duplicate, header, {{"column", std::string(header)}});
            place = number;
        } else if (is_meant("note")) {
            continue;
        } else if (words.name_of("results", header) || StudentYearBuilder::is_result_name(header)) {
            refuse(RefusalCode::result_typed, header, {{"field", std::string(header)}}, "KW-5.3");
        } else if (!header.empty()) {
            refuse(RefusalCode::column_unknown, header,
                   {{"column", shown_value(header)}, {"allowed", offered(header, spec_.columns)}});
        } else {
            // A column without a heading is nothing as long as it is empty.
            for (std::size_t row = 0; row < rows(); ++row)
                if (!cell(row, number).empty()) {
                    refuse(RefusalCode::column_unknown, std::to_string(number + 1),
                           {{"column", std::to_string(number + 1)},
                            {"allowed", joined(spec_.columns)}});
                    break;
                }
        }
    }
    for (std::size_t i = 0; i < spec_.required; ++i)
        if (places_[i] == k_no_column)
            refuse(RefusalCode::column_missing, spec_.columns[i],
                   {{"column", std::string(spec_.columns[i])}});
}

Refusal OpenTable::problem_of_row(std::size_t row) const
{
    const std::string place = where(row).to_text();
    for (const Refusal& refusal : table_.problems)
        if (refusal.field == place || refusal.field.starts_with(place + ":"))
            return refusal;
    return {RefusalCode::file_not_readable, {{"file", std::string(table_.file)}}, place, ""};
}

}  // namespace taqwim::kw_primary_2016
