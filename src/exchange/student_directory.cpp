#include "exchange/student_directory.h"

#include <set>
#include <utility>

#include "core/digits.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "platform/tables/arabic_text.h"
#include "school/names.h"
#include "school/schools_store.h"

namespace taqwim::exchange {

namespace {

std::string_view without_zeros(std::string_view number)
{
    while (number.size() > 1 && number.front() == '0')
        number.remove_prefix(1);
    return number;
}

}  // namespace

std::string plain_digits(std::string_view text)
{
    text = trimmed(text);
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        if (const auto digit = leading_digit(text)) {
            plain += static_cast<char>('0' + digit->value);
            text.remove_prefix(digit->bytes);
        } else {
            plain += text.front();
            text.remove_prefix(1);
        }
    }
    return plain;
}

StudentDirectory StudentDirectory::read(database::Session& session, SchoolId school,
                                        std::int64_t year_id)
{
    StudentDirectory directory(school::country_of(session, school));
    for (const database::Row& row : session.find_all(
             "SELECT student_id, student_number, search_name, merged_into FROM student "
             "WHERE school_id = $1 ORDER BY student_id",
             school)) {
        if (row.is_null("merged_into"))
            directory.add_student(row.integer("student_id"), row.text("student_number"),
                                  row.text("search_name"));
        else
            directory.add_merged(row.integer("student_id"), row.text("student_number"),
                                 row.integer("merged_into"));
    }
    for (const database::Row& row : session.find_all(
             "SELECT p.number, p.student_id, s.merged_into FROM identity_paper p JOIN student s "
             "ON s.school_id = p.school_id AND s.student_id = p.student_id "
             "WHERE p.school_id = $1 ORDER BY p.identity_paper_id",
             school))
        directory.add_paper(row.integer_or_null("merged_into").value_or(row.integer("student_id")),
                            row.text("number"));
    for (const database::Row& row :
         session.find_all("SELECT student_id, class_id, first_day, last_day FROM enrolment "
                          "WHERE school_id = $1 AND school_year_id = $2 ORDER BY enrolment_id",
                          school, year_id))
        directory.add_stay(row.integer("student_id"),
                           {.class_id = row.integer("class_id"),
                            .first_day = school::day_in(row, "first_day"),
                            .last_day = school::optional_day_in(row, "last_day")});
    return directory;
}

void StudentDirectory::add_student(std::int64_t id, std::string_view number,
                                   std::string_view search_name)
{
    const std::string plain = plain_digits(number);
    by_number_.emplace(plain, id);
    by_bare_number_.emplace(without_zeros(plain), id);
    by_name_.emplace(search_name, id);
}

void StudentDirectory::add_merged(std::int64_t, std::string_view number, std::int64_t kept)
{
    by_number_.emplace(plain_digits(number), kept);
}

void StudentDirectory::add_paper(std::int64_t student, std::string_view number)
{
    by_identity_.emplace(number, student);
    with_papers_.insert(student);
}

void StudentDirectory::add_stay(std::int64_t student, ClassStay stay)
{
    stays_[student].push_back(stay);
}

std::optional<std::int64_t> StudentDirectory::class_of(std::int64_t student, Day day) const
{
    const auto found = stays_.find(student);
    if (found == stays_.end())
        return std::nullopt;
    for (const ClassStay& stay : found->second)
        if (stay.first_day <= day && (!stay.last_day || *stay.last_day >= day))
            return stay.class_id;
    return std::nullopt;
}

Result<std::optional<std::int64_t>> StudentDirectory::find(const StudentMention& mention) const
{
    const std::string_view identity = trimmed(mention.identity);
    std::optional<std::int64_t> of_identity;
    if (!identity.empty()) {
        const auto number = school::checked_person_number(country_, identity, "identity_number");
        if (!number)
            return number.refusal();
        const auto found = by_identity_.find(*number);
        if (found != by_identity_.end())
            of_identity = found->second;
    }
    std::optional<std::int64_t> of_number;
    if (!trimmed(mention.number).empty()) {
        const std::string number = plain_digits(mention.number);
        const auto found = by_number_.find(number);
        if (found != by_number_.end())
            of_number = found->second;
        else if (mention.number_lost_zeros && by_bare_number_.count(number) == 1)
            of_number = by_bare_number_.find(number)->second;
    }
    if (of_identity && of_number && *of_identity != *of_number)
        return Refusal{RefusalCode::facts_contradict,
                       {{"field", "identity_number"},
                        {"value", std::string(identity)},
                        {"other_field", "student_number"},
                        {"other_value", std::string(trimmed(mention.number))}},
                       "",
                       ""};
    if (of_identity)
        return of_identity;
    if (of_number)
        return of_number;
    if (!trimmed(mention.name).empty())
        return by_name(mention);
    if (identity.empty() && trimmed(mention.number).empty())
        return Refusal{RefusalCode::field_missing, {{"field", "student"}}, "", ""};
    return std::optional<std::int64_t>();
}

Result<std::optional<std::int64_t>> StudentDirectory::by_name(const StudentMention& mention) const
{
    const auto [first, last] = by_name_.equal_range(tables::search_form(mention.name));
    std::set<std::int64_t> found;
    const bool has_identity = !trimmed(mention.identity).empty();
    for (auto one = first; one != last; ++one) {
        // A namesake: his own papers say that he is somebody else.
        if (has_identity && with_papers_.contains(one->second))
            continue;
        const auto class_id = class_of(one->second, mention.day);
        for (const std::int64_t wanted : mention.classes)
            if (class_id == wanted)
                found.insert(one->second);
    }
    if (found.size() > 1)
        return Refusal{RefusalCode::student_ambiguous,
                       {{"student", std::string(trimmed(mention.name))},
                        {"value", std::to_string(found.size())}},
                       "",
                       ""};
    return found.empty() ? std::optional<std::int64_t>() : std::optional(*found.begin());
}

}  // namespace taqwim::exchange
