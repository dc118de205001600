// The cells of a student's mark sheets in a year, each with what its column's settings say of where its value goes
// ("From cells to facts" in src/marks/README.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "regulations/frame/json_value.h"
#include "results/record_facts.h"

namespace taqwim::results {

// A column has a cell for each of its dated measures, and one without value and status when nothing was entered.
struct YearCell {
    std::int64_t class_id = 0;
    std::int64_t sheet_id = 0;
    std::string subject;
    std::int64_t term = 0;
    std::string part;
    std::string column;
    std::string need_group;
    std::optional<std::int64_t> mark_centi;
    std::optional<std::int64_t> level;
    std::string judgement;
    std::string status;
    std::string assessed_on;
    std::string missed_on;
    std::string practised_on;
    std::string tool;
    std::string note;
    std::int64_t maximum_centi = 0;
    std::int64_t position = 0;
    std::int64_t repeats = 1;  // dated measures that the column may have
    std::int64_t occurrence = 1;
    bool is_carried = false;  // entered anew from where it was marked before
    std::string settings;

    [[nodiscard]] bool has_value() const { return mark_centi || level || !judgement.empty(); }
    [[nodiscard]] bool is_empty() const
    {
        return !has_value() && (status.empty() || status == "not_yet" || status == "cleared");
    }
};

// Of the sheets of his classes of the year, by subject, term and part, in the order of their columns. Columns that say
// nothing of the regulation's facts are left out: a school makes sheets for itself too.
//
// Of a sheet that several of his classes have, the one of the class where he was last stands, and its columns; what is
// empty in it is filled with what the class before had in the same column out of the same maximum, and dated measures of
// both stand together. Where nothing stands in it for him yet, the sheet of the class before is taken as a whole.
[[nodiscard]] std::vector<YearCell> cells_of(database::Session& session, const YearPlace& place);

// What a column's settings say of its facts. Throws std::logic_error when they say nothing.
class FactForm {
public:
    FactForm(const YearCell& cell, const std::string& enrolment);

    [[nodiscard]] const std::string& form() const { return form_; }
    // Empty where the column is not for students of this enrolment.
    [[nodiscard]] const std::string& place() const { return place_; }
    [[nodiscard]] const std::string& status_place() const { return status_place_; }
    // The regulation's word for the cell's status; empty when it has none.
    [[nodiscard]] const std::string& status_word() const { return status_word_; }
    // Out of how much the value is, where the regulation has to be told; else empty.
    [[nodiscard]] const std::string& maximum() const { return maximum_; }
    // Of a column of judgements: its skill. Null when it has none.
    [[nodiscard]] const std::optional<JsonValue>& skill() const { return skill_; }

private:
    Result<JsonDocument> document_;
    std::string form_;
    std::string place_;
    std::string status_place_;
    std::string status_word_;
    std::string maximum_;
    std::optional<JsonValue> skill_;
};

// The text of a member; empty when it is not there.
[[nodiscard]] std::string text_in(const JsonValue& object, std::string_view name);

}  // namespace taqwim::results
