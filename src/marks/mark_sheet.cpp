#include "marks/mark_sheet.h"

#include <algorithm>
#include <set>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"

namespace taqwim::marks {

namespace {

constexpr std::array<std::string_view, 4> k_kinds = {"mark", "level", "unit_score", "judgement"};
constexpr std::array<std::string_view, 3> k_needs = {"each", "one_of", "none"};
constexpr std::array<std::string_view, 2> k_make_ups = {"plain", "after_practice"};

template <class Enum, std::size_t N>
std::optional<Enum> parsed(const std::array<std::string_view, N>& names, std::string_view text)
{
    const auto found = std::ranges::find(names, text);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

Refusal out_of_range(const std::string& field, std::int64_t value, std::int64_t minimum,
                     std::int64_t maximum)
{
    return {RefusalCode::value_out_of_range,
            {{"field", field},
             {"value", std::to_string(value)},
             {"minimum", std::to_string(minimum)},
             {"maximum", std::to_string(maximum)}},
            field,
            ""};
}

bool is_object(const std::string& json)
{
    const auto document = JsonDocument::parse(json);
    return document && document->root().is(JsonKind::object);
}

}  // namespace

std::string_view to_text(ColumnKind kind)
{
    return k_kinds[static_cast<std::size_t>(kind)];
}

std::optional<ColumnKind> parse_column_kind(std::string_view text)
{
    return parsed<ColumnKind>(k_kinds, text);
}

std::string_view to_text(Need need)
{
    return k_needs[static_cast<std::size_t>(need)];
}

std::optional<Need> parse_need(std::string_view text)
{
    return parsed<Need>(k_needs, text);
}

std::string_view to_text(MakeUp make_up)
{
    return k_make_ups[static_cast<std::size_t>(make_up)];
}

std::optional<MakeUp> parse_make_up(std::string_view text)
{
    return parsed<MakeUp>(k_make_ups, text);
}

bool is_part(std::string_view text)
{
    return std::ranges::find(k_parts, text) != k_parts.end();
}

std::optional<Refusal> refuses_draft(const SheetDraft& draft)
{
    if (!is_part(draft.part)) {
        std::string allowed;
        for (const std::string_view part : k_parts)
            allowed.append(allowed.empty() ? "" : ", ").append(part);
        return Refusal{RefusalCode::value_not_listed,
                       {{"field", "part"}, {"value", draft.part}, {"allowed", allowed}},
                       "/part",
                       ""};
    }
    if (draft.term < 0 || draft.term > 3)
        return out_of_range("/term", draft.term, 0, 3);
    if (draft.columns.empty())
        return Refusal{RefusalCode::field_missing, {{"field", "columns"}}, "/columns", ""};
    std::set<std::string_view> keys;
    for (std::size_t i = 0; i < draft.columns.size(); ++i) {
        const SheetColumn& column = draft.columns[i];
        const std::string place = "/columns/" + std::to_string(i);
        if (column.key.empty())
            return Refusal{RefusalCode::field_missing, {{"field", "key"}}, place + "/key", ""};
        if (!keys.insert(column.key).second)
            return Refusal{
                RefusalCode::column_duplicate, {{"column", column.key}}, place + "/key", ""};
        if (column.repeats < 1 || column.repeats > 99)
            return out_of_range(place + "/repeats", column.repeats, 1, 99);
        const bool is_judged = column.kind == ColumnKind::judgement;
        if (is_judged ? column.maximum_centi != 0 : column.maximum_centi <= 0)
            return Refusal{
                RefusalCode::maximum_not_positive,
                {{"subject", draft.subject}, {"maximum", to_text(CentiMark{column.maximum_centi})}},
                place + "/maximum",
                ""};
        // A step that the maximum is no multiple of would make the full mark one that cannot be entered.
        if (column.step_centi <= 0 || column.maximum_centi % column.step_centi != 0)
            return Refusal{
                RefusalCode::mark_off_step,
                {{"subject", draft.subject},
                 {"mark", to_text(CentiMark{column.maximum_centi})},
                 {"step", to_text(CentiMark{std::max<std::int64_t>(column.step_centi, 0)})}},
                place + "/step",
                ""};
        if (column.needed == Need::one_of && column.need_group.empty())
            return Refusal{
                RefusalCode::field_missing, {{"field", "need_group"}}, place + "/need_group", ""};
        if (!is_object(column.settings))
            return Refusal{RefusalCode::field_wrong_type,
                           {{"field", "settings"}, {"expected", "object"}},
                           place + "/settings",
                           ""};
    }
    return std::nullopt;
}

std::string day_of(const std::string& instant)
{
    return instant.substr(0, 10);
}

}  // namespace taqwim::marks
