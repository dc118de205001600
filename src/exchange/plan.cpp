#include "exchange/plan.h"

#include <utility>

#include "core/refusal_codes.h"

namespace taqwim::exchange {

std::string_view to_text(ItemState state)
{
    switch (state) {
    case ItemState::added: return "new";
    case ItemState::changed: return "changed";
    case ItemState::same: return "same";
    }
    return "same";
}

PlanCounts Plan::counts() const
{
    PlanCounts counts;
    for (const PlanItem& item : items) {
        counts.added += item.state == ItemState::added ? 1 : 0;
        counts.changed += item.state == ItemState::changed ? 1 : 0;
        counts.same += item.state == ItemState::same ? 1 : 0;
    }
    for (const Problem& problem : problems)
        ++(problem.is_conflict ? counts.conflicts : counts.refused);
    counts.records = counts.added + counts.changed + counts.same + counts.refused;
    return counts;
}

crypto::Digest Plan::digest() const
{
    crypto::FieldDigester fields("taqwim.import_plan.1");
    const auto add_place = [&](const Place& place) {
        fields.number(place.table).number(place.row).number(place.column);
    };
    fields.list(items.size());
    for (const PlanItem& item : items) {
        add_place(item.place);
        fields.number(item.student_id).text(item.what).text(item.was).text(item.value);
        fields.text(to_text(item.state)).number(item.target).number(item.version);
    }
    fields.list(problems.size());
    for (const Problem& problem : problems) {
        add_place(problem.place);
        fields.text(taqwim::to_text(problem.refusal.code));
    }
    return fields.finish();
}

std::string Plan::place_text(const Place& place) const
{
    std::string text = file;
    if (place.row == 0)
        return text;
    text += ':';
    if (place.table < tables.size() && !tables[place.table].empty())
        text += tables[place.table] + '!';
    return text + (place.column == Place::k_whole_row ? std::to_string(place.row)
                                                      : tables::cell_name(place.row, place.column));
}

void Plan::refuse(const Place& place, Refusal refusal)
{
    refusal.field = place_text(place);
    problems.push_back({.place = place, .refusal = std::move(refusal)});
}

void Plan::refuse_overwriting(const Place& place, std::string_view was, std::string_view value)
{
    problems.push_back({.place = place,
                        .refusal = {RefusalCode::import_overwrites,
                                    {{"value", std::string(was)}, {"given", std::string(value)}},
                                    place_text(place),
                                    ""},
                        .is_conflict = true});
}

std::set<std::pair<std::uint32_t, std::uint32_t>> Plan::bad_rows(bool accepts_overwrites) const
{
    std::set<std::pair<std::uint32_t, std::uint32_t>> rows;
    for (const Problem& problem : problems)
        if (!problem.is_conflict || !accepts_overwrites)
            rows.emplace(problem.place.table, problem.place.row);
    return rows;
}

void write_place(JsonWriter& json, const Plan& plan, const Place& place)
{
    json.key("sheet").text(place.table < plan.tables.size() ? plan.tables[place.table] : "");
    json.key("row").number(place.row);
    if (place.column == Place::k_whole_row) {
        json.key("column").null();
        json.key("cell").null();
        return;
    }
    json.key("column").text(tables::column_name(place.column));
    json.key("cell").text(tables::cell_name(place.row, place.column));
}

std::string item_lines(const Plan& plan)
{
    std::string lines;
    JsonWriter json;
    for (const PlanItem& item : plan.items) {
        json.clear();
        json.begin_object();
        write_place(json, plan, item.place);
        json.key("student_id");
        if (item.student_id == 0)
            json.null();
        else
            json.text(std::to_string(item.student_id));
        json.key("what").text(item.what);
        json.key("was").text(item.was);
        json.key("value").text(item.value);
        json.key("state").text(to_text(item.state));
        json.key("target");
        if (item.target == 0)
            json.null();
        else
            json.text(std::to_string(item.target));
        json.end_object();
        lines.append(json.str()) += '\n';
    }
    return lines;
}

}  // namespace taqwim::exchange
