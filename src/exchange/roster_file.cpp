#include "exchange/roster_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "exchange/heading.h"
#include "exchange/import_template.h"
#include "exchange/import_words.h"
#include "exchange/student_directory.h"
#include "platform/calendar/written_date.h"

namespace taqwim::exchange {

namespace {

using tables::Cell;
using tables::CellKind;
using tables::Table;

constexpr std::size_t k_longest_text = 200;
constexpr std::array<std::string_view, 5> k_fields_of_students = {"class", "grade", "sex",
                                                                  "birth_day", "nationality"};

class RosterReading {
public:
    explicit RosterReading(std::string_view file) : words_(ImportWords::built_in())
    {
        read_.plan.file = file;
    }

    RosterFile read(std::span<const Table> tables)
    {
        for (const Table& table : tables)
            read_.plan.tables.push_back(table.name());
        std::optional<Refusal> no_heading;
        bool has_roster = false;
        for (std::size_t i = 0; i < tables.size(); ++i) {
            const auto heading = find_heading(
                tables[i], read_.plan.file, words_,
                {.needed = {{"name", "name_1"}, {"identity_number", "student_number"}}});
            if (!heading) {
                no_heading = no_heading ? no_heading : heading.refusal();
                continue;
            }
            has_roster = true;
            for (std::size_t row = heading->first_data_row; row < tables[i].rows(); ++row)
                read_row(tables[i], static_cast<std::uint32_t>(i), *heading, row);
        }
        if (!has_roster)
            read_.plan.refuse(
                {}, no_heading
                        ? *no_heading
                        : Refusal{RefusalCode::file_empty, {{"file", read_.plan.file}}, "", ""});
        return std::move(read_);
    }

private:
    void read_row(const Table& table, std::uint32_t number, const Heading& heading, std::size_t row)
    {
        RosterRow of;
        of.place = {number, table.row_number(row), Place::k_whole_row};
        const std::size_t problems = read_.plan.problems.size();
        const auto text = [&](std::string_view field) -> std::string {
            const auto column = heading.find(field);
            if (!column)
                return {};
            of.places.emplace(std::string(field), Place{number, table.row_number(row),
                                                        static_cast<std::uint32_t>(*column)});
            const std::string_view value = trimmed(table.at(row, *column).text);
            if (value.size() > 2 * k_longest_text)
                read_.plan.refuse(
                    of.place_of(field),
                    {RefusalCode::text_too_long,
                     {{"field", std::string(field)}, {"maximum", std::to_string(k_longest_text)}},
                     "",
                     ""});
            return std::string(value);
        };
        const auto word = [&](std::string_view field, std::string_view group) -> std::string {
            const std::string value = text(field);
            if (value.empty())
                return {};
            if (const auto meaning = words_.meaning(group, value))
                return std::string(*meaning);
            read_.plan.refuse(of.place_of(field), {RefusalCode::value_not_listed,
                                                   {{"field", std::string(field)},
                                                    {"value", value},
                                                    {"allowed", words_.listed(group)}},
                                                   "",
                                                   ""});
            return {};
        };
        const auto day = [&](std::string_view field) -> std::optional<Day> {
            const std::string value = text(field);
            if (value.empty())
                return std::nullopt;
            const auto read = calendar::read_date(value, field);
            if (read)
                return read->day;
            read_.plan.refuse(of.place_of(field), read.refusal());
            return std::nullopt;
        };

        of.identity_number = text("identity_number");
        of.student_number = plain_digits(text("student_number"));
        if (const auto column = heading.find("student_number"))
            of.number_lost_zeros = table.at(row, *column).kind == CellKind::number;
        const std::string name = text("name");
        if (!name.empty())
            of.name_parts = parts_of_name(name);
        else
            for (const std::string_view part : {"name_1", "name_2", "name_3", "name_4", "name_5"})
                if (std::string value = text(part); !value.empty())
                    of.name_parts.push_back(std::move(value));
        if (of.name_parts.empty() || repeats_heading(table, heading, row))
            return;
        if (is_example(name) || is_example(of.name_parts.front())) {
            read_.plan.refuse(of.place_of(name.empty() ? "name_1" : "name"),
                              {RefusalCode::student_unknown,
                               {{"student", name.empty() ? of.name_parts.front() : name}},
                               "",
                               ""});
            return;
        }
        if (of.identity_number.empty() && of.student_number.empty()) {
            // Sums, signatures and empty lines below the list say nothing else of a student.
            const bool is_student = std::ranges::any_of(
                k_fields_of_students, [&](std::string_view field) { return !text(field).empty(); });
            if (is_student)
                read_.plan.refuse(
                    of.place, {RefusalCode::field_missing, {{"field", "identity_number"}}, "", ""});
            return;
        }
        of.name_en = text("name_en");
        of.identity_kind = word("identity_kind", "identity_kind");
        of.sex = word("sex", "sex");
        of.nationality = word("nationality", "nationality");
        of.birth_day = day("birth_day");
        of.class_name = text("class");
        of.grade = plain_digits(text("grade"));
        of.enrolment_kind = word("enrolment_kind", "enrolment_kind");
        of.first_day = day("first_day");
        of.guardian_name = text("guardian_name");
        of.guardian_identity = text("guardian_identity");
        of.guardian_relation = word("guardian_relation", "relation");
        of.guardian_telephone = plain_digits(text("guardian_telephone"));
        if (read_.plan.problems.size() == problems)
            read_.rows.push_back(std::move(of));
    }

    const ImportWords& words_;
    RosterFile read_;
};

}  // namespace

std::vector<std::string> parts_of_name(std::string_view name)
{
    const ImportWords& words = ImportWords::built_in();
    std::vector<std::string> parts;
    bool joins_next = false;
    name = trimmed(name);
    while (!name.empty()) {
        const std::size_t end = name.find(' ');
        const std::string word(trimmed(name.substr(0, end)));
        name = end == std::string_view::npos ? std::string_view{} : trimmed(name.substr(end));
        if (word.empty())
            continue;
        const auto joint = words.meaning("name_joint", word);
        const bool joins_previous = joint == "previous" && !parts.empty();
        if (joins_next || joins_previous)
            parts.back() += ' ' + word;
        else
            parts.push_back(word);
        joins_next = joint == "next";
    }
    return parts;
}

RosterFile read_roster(std::span<const Table> tables, std::string_view file)
{
    return RosterReading(file).read(tables);
}

}  // namespace taqwim::exchange
