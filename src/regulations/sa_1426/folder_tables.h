// The opened tables of a Saudi school's folder, and everything that is wrong with them.
#pragma once

#include <array>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/folder_row.h"
#include "regulations/frame/folder_table.h"
#include "regulations/sa_1426/school_folder.h"

namespace taqwim::sa_1426 {

// The files that a folder of one edition may have, and the words in which they may be written.
struct FolderLanguage {
    const FolderForm& form;
    const FolderWords& words;
};

class FolderTables {
public:
    // Opens every table. A file that cannot be read, that is unknown or given twice blocks all results, and so does one
    // of `needed` that is not there: facts that were lost must not turn into marks.
    FolderTables(std::span<const SchoolTable> tables,
                 std::initializer_list<std::string_view> needed, std::vector<Refusal>& problems,
                 const FolderLanguage& language = {folder_form(), folder_words()});

    // Null when the folder has no such file.
    [[nodiscard]] const OpenTable* table(std::string_view name) const;
    [[nodiscard]] const FolderWords& words() const { return language_.words; }

    void refuse(RefusalCode code, const Where& where, Arguments arguments, const char* clause = "")
    {
        problems_.push_back({code, std::move(arguments), where.to_text(), clause});
    }
    // The problem told last may have hidden facts of anybody.
    void block_all()
    {
        if (!blocked_)
            blocked_ = problems_.back();
    }
    [[nodiscard]] const Refusal& last() const { return problems_.back(); }
    [[nodiscard]] const std::optional<Refusal>& blocked() const { return blocked_; }

    // Calls `read` with each row that could be cut and its index. `broken` is told of the others; without it they block
    // all results.
    template <class Read>
    void for_each_row(std::string_view name, const Read& read)
    {
        for_each_row(name, read, [&](const FolderRow&, const Refusal& problem) {
            if (!blocked_)
                blocked_ = problem;
        });
    }
    template <class Read, class Broken>
    void for_each_row(std::string_view name, const Read& read, const Broken& broken)
    {
        const OpenTable* const open = table(name);
        if (open == nullptr || !open->is_usable())
            return;
        for (std::size_t i = 0; i < open->rows(); ++i) {
            const FolderRow row(*open, i, words());
            if (open->is_broken(i))
                broken(row, open->problem_of_row(i));
            else
                read(row, i);
        }
    }

private:
    FolderLanguage language_;
    std::vector<std::pair<std::string_view, std::unique_ptr<OpenTable>>> open_;
    std::vector<Refusal>& problems_;
    std::optional<Refusal> blocked_;
};

// What school.csv says.
struct SchoolFacts {
    std::string name;
    std::string school_year;
    std::string school_year_at;
    // first_day, last_day, as_of: the day and where it stood.
    std::map<std::string_view, std::pair<std::string, std::string>> days;
};

// The keys of school.csv that every folder may have.
inline constexpr std::array<std::string_view, 3> k_school_keys = {"name", "regulation",
                                                                  "school_year"};
// And those of a folder of sa_1426 or sa_guide.
inline constexpr std::array<std::string_view, 6> k_school_keys_with_days = {
    "name", "regulation", "school_year", "first_day", "last_day", "as_of"};

// Another regulation than the one that reads the folder, and a key that is none of `keys`, block all results.
void read_school_facts(FolderTables& tables, std::string_view regulation, SchoolFacts& facts,
                       std::span<const std::string_view> keys = k_school_keys_with_days);

}  // namespace taqwim::sa_1426
