// Reads a school's folder: what stands behind read_school_folder(). The files about the school as a
// whole are read in school_folder.cpp, those with a row for each fact of a student in
// folder_records.cpp.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "regulations/frame/folder_row.h"
#include "regulations/frame/folder_table.h"
#include "regulations/kw_primary_2016/school_folder.h"

namespace taqwim::kw_primary_2016 {

// The subject of a row by its code, when the student's grade has it; refuses it otherwise.
[[nodiscard]] std::optional<Subject> read_subject(const FolderRow& row, std::string_view name,
                                                  StudentYearBuilder& builder);

class FolderReader {
public:
    FolderReader(std::span<const FolderTable> tables, const FolderContext& context)
        : tables_(tables), context_(context), words_(*context.words)
    {}

    SchoolFolder read();

private:
    struct Student {
        std::string key;      // his id with its digits in ASCII
        std::size_t row = 0;  // index in students.csv
        std::unique_ptr<StudentYearBuilder> builder;
        // By a problem that stands with a file, not with his own facts.
        std::optional<Refusal> blocked;
    };
    struct Planned {
        std::string_view competencies;
        std::string_view units;
        std::optional<std::size_t> row;
    };
    using Plan = std::array<std::array<Planned, 2>, k_subjects>;

    void open_tables();
    const OpenTable* table(std::string_view name) const;
    void report(RefusalCode code, const Where& where, Arguments arguments, const char* clause = "");
    void report_all(ProblemList& problems);
    void block_all(const Refusal& refusal);

    void read_school();
    static void read_regulation(std::string_view id, const Where& where, ProblemList& problems);
    void read_calendar();
    void read_students();
    void read_student(const OpenTable& table, std::size_t index);
    void read_plan();
    void apply_plan(int grade, StudentYearBuilder& builder);
    void read_attendance();
    void read_excuses();
    void read_activities();
    void read_absence();
    void open_ledgers();
    void read_transfers();
    void read_exceptional();
    void read_levels();
    void read_competency_levels();
    void read_excluded();
    void read_units();
    void read_performance();
    void read_placement();
    void read_second_round();

    Student* find_student(std::string_view id);
    // Calls `read` with each row of a file and the builder of its student.
    template <class Read>
    void for_each_row(std::string_view file, const Read& read);
    // The same for rows of a subject in a term.
    template <class Read>
    void for_each_record(std::string_view file, const Read& read);

    SchoolFolder finish();

    std::span<const FolderTable> tables_;
    const FolderContext& context_;
    const FolderWords& words_;

    std::vector<std::pair<std::string_view, std::unique_ptr<OpenTable>>> open_;
    SchoolFolder folder_;
    const Rules* rules_ = nullptr;
    Given year_given_ = Given::no;
    std::optional<Where> year_at_;
    std::optional<std::pair<std::string_view, Where>> staff_;
    std::string as_of_kept_;
    std::optional<std::pair<std::string_view, Where>> as_of_;
    SchoolCalendars calendars_;
    bool is_calendar_refused_ = false;
    std::array<Plan, k_grades> plan_{};
    std::array<std::optional<Refusal>, k_grades> blocked_grades_{};
    std::optional<Refusal> blocked_all_;
    std::vector<Student> students_;
    std::vector<std::pair<std::string, std::size_t>> by_id_;  // in order
    std::string last_id_text_;
    Student* last_student_ = nullptr;
};

}  // namespace taqwim::kw_primary_2016
