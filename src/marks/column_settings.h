// What a column's settings say, written and read in one place ("From cells to facts" in README.md).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "marks/mark_sheet.h"

namespace taqwim::marks {

struct ColumnSettings {
    std::string form;
    // Where the value goes, for all students; or by the kind of enrolment, each that the column is for.
    std::string place = {};
    std::map<std::string, std::string> places = {};
    std::string status_place = {};
    std::map<std::string, std::string> status_words = {};
    // SR-10.4  Whoever has no coursework sits an exam out of more: marks as text, by kind of enrolment.
    std::map<std::string, std::string> maximum_by_enrolment = {};
};

[[nodiscard]] std::string to_json(const ColumnSettings& settings);

// Whether students of this enrolment can have a value in the column.
[[nodiscard]] bool is_for_enrolment(const SheetColumn& column, std::string_view enrolment);
// The most that such a student can have.
[[nodiscard]] std::int64_t maximum_centi(const SheetColumn& column, std::string_view enrolment);

}  // namespace taqwim::marks
