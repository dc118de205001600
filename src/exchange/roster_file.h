// A roster as its file has it: who, in which class, with which guardian. Read and checked by itself, without a database.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "exchange/plan.h"
#include "platform/tables/table.h"

namespace taqwim::exchange {

// One row. What the file does not have is empty.
struct RosterRow {
    Place place;                                       // the row
    std::map<std::string, Place, std::less<>> places;  // of its fields, for refusals
    std::vector<std::string> name_parts;
    std::string name_en;
    std::string student_number;
    bool number_lost_zeros = false;
    std::string identity_number;
    std::string identity_kind;  // national_id …
    std::string sex;
    std::string nationality;  // ISO 3166
    std::optional<Day> birth_day;
    std::string class_name;
    std::string grade;
    std::string enrolment_kind;
    std::optional<Day> first_day;
    std::string guardian_name;
    std::string guardian_identity;
    std::string guardian_relation;
    std::string guardian_telephone;

    // Where a field stands, or the row.
    [[nodiscard]] Place place_of(std::string_view field) const
    {
        const auto found = places.find(field);
        return found == places.end() ? place : found->second;
    }
};

struct RosterFile {
    std::vector<RosterRow> rows;
    Plan plan;  // the problems of reading; rows that have one are not among `rows`
};

// A name in one cell is taken apart into its parts; words that belong together stay together (words.tsv, name_joint).
[[nodiscard]] RosterFile read_roster(std::span<const tables::Table> tables, std::string_view file);

// The parts of a name: words that join with their neighbours are no parts of their own.
[[nodiscard]] std::vector<std::string> parts_of_name(std::string_view name);

}  // namespace taqwim::exchange
