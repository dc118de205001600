#include "regulations/sa_1426/mastery_skill_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "regulations/sa_1426/mastery_fields.h"

namespace taqwim::sa_1426 {

namespace {

constexpr std::array<std::string_view, 10> k_columns = {
    "id", "grade", "subject", "order", "text", "minimum", "term", "kind", "criterion", "origin"};
constexpr std::size_t k_required_columns = 8;
constexpr std::size_t k_no_column = SIZE_MAX;
constexpr int k_last_grade = 12;
constexpr int k_most_skills = 10000;

std::string columns_text()
{
    std::vector<std::string> names(k_columns.begin(), k_columns.end());
    return joined(names);
}

class TableReader {
public:
    explicit TableReader(const SchoolTable& table) : table_(table) {}

    SkillLists read()
    {
        lists_.problems.assign(table_.problems.begin(), table_.problems.end());
        if (!find_columns() || !table_.is_whole)
            return std::move(lists_);
        for (std::size_t row = 0; row < table_.row_numbers.size(); ++row)
            if (!std::binary_search(table_.broken_rows.begin(), table_.broken_rows.end(), row))
                read_row(row);
        for (auto& [grade, list] : lists_.by_grade)
            arrange(grade, list);
        return std::move(lists_);
    }

private:
    struct Ordered {
        int order = 0;
        Skill skill;
    };

    void refuse(RefusalCode code, std::size_t row, std::string_view column, Arguments arguments,
                const char* clause = "")
    {
        if (lists_.problems.size() >= FieldReader::k_most_problems)
            return;
        lists_.problems.push_back({code, std::move(arguments),
                                   std::string(table_.file) + ':' +
                                       std::to_string(table_.row_numbers[row]) + ':' +
                                       std::string(column),
                                   clause});
    }

    bool find_columns()
    {
        places_.fill(k_no_column);
        bool found = true;
        const auto refuse_column = [&](RefusalCode code, std::string_view column) {
            found = false;
            lists_.problems.push_back(
                {code,
                 {{"column", std::string(column)}, {"allowed", columns_text()}},
                 std::string(table_.file),
                 "PG-1.4"});
        };
        for (std::size_t i = 0; i < table_.header.size(); ++i) {
            const std::string_view name = trimmed(table_.header[i]);
            const auto* const column = std::find(k_columns.begin(), k_columns.end(), name);
            if (column == k_columns.end()) {
                refuse_column(RefusalCode::column_unknown, name);
                continue;
            }
            std::size_t& place = places_[static_cast<std::size_t>(column - k_columns.begin())];
            if (place != k_no_column)
                refuse_column(RefusalCode::column_duplicate, name);
            place = i;
        }
        for (std::size_t column = 0; column < k_required_columns; ++column)
            if (places_[column] == k_no_column)
                refuse_column(RefusalCode::column_missing, k_columns[column]);
        return found;
    }

    std::string_view cell(std::size_t row, std::string_view column) const
    {
        const auto number = static_cast<std::size_t>(
            std::find(k_columns.begin(), k_columns.end(), column) - k_columns.begin());
        if (places_[number] == k_no_column)
            return {};
        return trimmed(table_.cells[row * table_.header.size() + places_[number]]);
    }

    std::string needed(std::size_t row, std::string_view column)
    {
        const std::string_view text = cell(row, column);
        if (text.empty())
            refuse(RefusalCode::field_missing, row, column, {{"field", std::string(column)}},
                   "PG-1.4");
        return std::string(text);
    }

    std::optional<int> whole(std::size_t row, std::string_view column, int minimum, int maximum)
    {
        const std::string text(cell(row, column));
        if (text.empty())
            return std::nullopt;
        const auto number = Exact::parse(text);
        if (!number || !number->is_whole()) {
            refuse(RefusalCode::value_not_a_number, row, column, {{"value", text}});
            return std::nullopt;
        }
        if (*number < Exact(minimum) || *number > Exact(maximum)) {
            refuse(RefusalCode::value_out_of_range, row, column,
                   {{"value", text},
                    {"minimum", std::to_string(minimum)},
                    {"maximum", std::to_string(maximum)}});
            return std::nullopt;
        }
        return static_cast<int>(number->numerator());
    }

    template <class T>
    std::optional<T> choice(std::size_t row, std::string_view column,
                            std::optional<T> (*of)(std::string_view), const char* allowed)
    {
        const std::string text(cell(row, column));
        if (text.empty())
            return std::nullopt;
        const auto value = of(text);
        if (!value)
            refuse(RefusalCode::value_not_listed, row, column,
                   {{"value", text}, {"allowed", allowed}});
        return value;
    }

    void read_row(std::size_t row)
    {
        Ordered one;
        one.skill.code = needed(row, "id");
        one.skill.text = needed(row, "text");
        const std::string subject = needed(row, "subject");
        needed(row, "grade");
        needed(row, "order");
        needed(row, "minimum");
        needed(row, "kind");
        const int grade = whole(row, "grade", 1, k_last_grade).value_or(0);
        one.order = whole(row, "order", 1, k_most_skills).value_or(0);
        one.skill.is_minimum = whole(row, "minimum", 0, 1).value_or(0) == 1;
        one.skill.planned_term = whole(row, "term", 1, 2).value_or(0);
        one.skill.kind = choice(row, "kind", skill_kind_of, "oneshot, cumulative, continuous")
                             .value_or(SkillKind::oneshot);
        one.skill.criterion = choice(row, "criterion", skill_criterion_of,
                                     "none, future_learning, religion_personality")
                                  .value_or(SkillCriterion::none);
        const auto [first, is_new] = rows_.emplace(one.skill.code, table_.row_numbers[row]);
        if (!one.skill.code.empty() && !is_new)
            refuse(RefusalCode::given_twice, row, "id",
                   {{"field", one.skill.code},
                    {"other", std::string(table_.file) + ':' + std::to_string(first->second)}},
                   "PG-1.4");
        SkillList& list = lists_.by_grade[grade];
        auto place = std::find_if(list.subjects.begin(), list.subjects.end(),
                                  [&](const SkillSubject& other) { return other.code == subject; });
        if (place == list.subjects.end())
            place = list.subjects.insert(
                place, {.code = subject, .name_ar = subject, .name_en = {}, .skills = {}});
        auto& skills = skills_[{grade, subject}];
        for (const Ordered& other : skills)
            if (other.order == one.order && one.order > 0)
                refuse(RefusalCode::given_twice, row, "order",
                       {{"field", std::to_string(one.order)}, {"other", other.skill.code}},
                       "PG-1.4");
        skills.push_back(std::move(one));
    }

    void arrange(int grade, SkillList& list)
    {
        for (SkillSubject& subject : list.subjects) {
            auto& skills = skills_[{grade, subject.code}];
            std::stable_sort(skills.begin(), skills.end(),
                             [](const Ordered& a, const Ordered& b) { return a.order < b.order; });
            for (Ordered& one : skills) {
                one.skill.first_part = list.parts.size();
                list.parts.push_back({one.skill.code, ""});
                subject.skills.push_back(std::move(one.skill));
            }
        }
    }

    const SchoolTable& table_;
    std::array<std::size_t, k_columns.size()> places_{};
    SkillLists lists_;
    std::map<std::string, std::uint32_t> rows_;  // by id
    std::map<std::pair<int, std::string>, std::vector<Ordered>> skills_;
};

}  // namespace

SkillLists read_skill_lists(const SchoolTable& table)
{
    return TableReader(table).read();
}

}  // namespace taqwim::sa_1426
