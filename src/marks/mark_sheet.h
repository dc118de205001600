// A mark sheet: the cells of one class in one subject, term and part. Its columns say what a cell may hold and where
// its value goes in the regulation's student-year.
//
//   MarkSheet     the sheet with what its class, plan and year say
//   SheetColumn   one column
//   SheetDraft    a sheet that is still to be made
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "marks/mark_value.h"

namespace taqwim::marks {

inline constexpr std::array<std::string_view, 9> k_parts = {
    "formative", "final",       "coursework", "exam",  "second_round",
    "placement", "performance", "oral",       "skills"};

enum class ColumnKind : std::uint8_t { mark, level, unit_score, judgement };

// What the teacher's signature asks of a column.
enum class Need : std::uint8_t {
    each,  // a value of every student
    one_of,  // one column of the group is enough: KW-10.3, criteria that were not yet measured are left out
    none
};

// KW-15: what has to come before the make-up of what was missed.
enum class MakeUp : std::uint8_t { plain, after_practice };

struct SheetColumn {
    std::string key;
    std::string label_ar;
    std::string label_en;
    ColumnKind kind = ColumnKind::mark;
    std::int64_t maximum_centi = 0;  // of a level its highest number of points, in hundredths too
    std::int64_t step_centi = 1;
    int repeats = 1;  // dated measures that one cell may have
    Need needed = Need::each;
    std::string need_group = {};
    MakeUp make_up = MakeUp::plain;
    bool is_minimum = false;
    std::string settings = "{}";
};

struct SheetDraft {
    std::int64_t class_id = 0;
    std::string subject;
    int term = 0;
    std::string part;
    std::string scheme;
    std::string title_ar;
    std::string title_en;
    std::string settings = "{}";
    std::vector<SheetColumn> columns;
};

struct MarkSheet {
    SheetId id;
    std::int64_t class_id = 0;
    std::string subject;
    int term = 0;
    std::string part;
    std::string scheme;
    std::string title_ar;
    std::string title_en;
    std::string settings;
    std::int64_t version = 0;

    std::int64_t school_year_id = 0;
    std::string school_year;
    std::string class_name = {};
    int grade = 0;
    std::string regulation;
    Day year_first{0};
    Day year_last{0};
    std::optional<Day> term_first = std::nullopt;
    std::optional<Day> term_last = std::nullopt;
    bool is_sealed = false;
    // A teacher's signature stands under it: only corrections change it.
    std::optional<std::string> signed_at = std::nullopt;
    std::optional<std::string> published_at = std::nullopt;
};

[[nodiscard]] std::string_view to_text(ColumnKind kind);
[[nodiscard]] std::optional<ColumnKind> parse_column_kind(std::string_view text);
[[nodiscard]] std::string_view to_text(Need need);
[[nodiscard]] std::optional<Need> parse_need(std::string_view text);
[[nodiscard]] std::string_view to_text(MakeUp make_up);
[[nodiscard]] std::optional<MakeUp> parse_make_up(std::string_view text);
[[nodiscard]] bool is_part(std::string_view text);

// What is wrong with a sheet that is to be made, whoever made it up: columns that stand twice, maxima that nothing can
// reach, groups without a name.
[[nodiscard]] std::optional<Refusal> refuses_draft(const SheetDraft& draft);

// The day of an instant as the database keeps it: "2026-11-22".
[[nodiscard]] std::string day_of(const std::string& instant);

}  // namespace taqwim::marks
