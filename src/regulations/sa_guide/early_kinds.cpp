#include "regulations/sa_guide/early_kinds.h"

#include "core/refusal_codes.h"
#include "regulations/sa_1426/mastery_fields.h"
#include "regulations/sa_1426/mastery_kinds.h"
#include "regulations/sa_1426/mastery_level.h"
#include "regulations/sa_1426/mastery_reports.h"
#include "regulations/sa_guide/early_grades.h"
#include "regulations/sa_guide/early_year_answer.h"

namespace taqwim::sa_guide {

using sa_1426::DocumentKind;
using sa_1426::EditionRules;
using sa_1426::FieldReader;
using sa_1426::MasteryRules;
using sa_1426::needed_mastery_rules;
using sa_1426::simple;
using sa_1426::SkillCounts;

std::vector<DocumentKind> early_kinds()
{
    return {
        {"early_level", simple<early_level_kind>},
        {"early_period_series", simple<early_period_series_kind>},
        {"early_promotion", simple<early_promotion_kind>},
        {"early_composite_skill", simple<early_composite_skill_kind>},
        {"placement_age", simple<placement_age_kind>},
        {"placement_test", simple<placement_test_kind>},
        {"early_description", simple<early_description_kind>},
        {"early_recitation", simple<early_recitation_kind>},
        {"mastery_year", make_early_year_answer},
    };
}

namespace {

// How many skills were studied and mastered, which can be no more.
SkillCounts read_counts(const JsonValue& object, const char* studied, const char* mastered,
                        FieldReader& reader)
{
    SkillCounts counts;
    counts.studied = reader.needed_whole(object, studied).value_or(0);
    counts.mastered = reader.needed_whole(object, mastered).value_or(0);
    if (reader.is_clean() && counts.mastered > counts.studied)
        reader.refuse(RefusalCode::facts_contradict, object.pointer(mastered),
                      {{"field", mastered},
                       {"value", std::to_string(counts.mastered)},
                       {"other_field", studied},
                       {"other_value", std::to_string(counts.studied)}},
                      "PG-1.40");
    return counts;
}

void write_level(const std::optional<int>& level, JsonWriter& out)
{
    level ? out.number(*level) : out.null();
}

}  // namespace

std::optional<Refusal> early_level_kind(const JsonValue& input, const EditionRules& edition,
                                        Trace& trace, JsonWriter& out)
{
    const MasteryRules& rules = needed_mastery_rules(edition);
    FieldReader reader;
    if (!reader.is_object(input, {"studied", "mastered", "audience"}))
        return reader.first();
    const SkillCounts counts = read_counts(input, "studied", "mastered", reader);
    const std::string audience = reader.text(input, "audience");
    if (!audience.empty() && audience != "staff" && audience != "guardian")
        reader.not_listed(input, "audience", audience, "staff, guardian");
    if (!reader.is_clean())
        return reader.first();

    const std::optional<int> level = level_of_mastered_skills(counts, nullptr, rules, trace);
    // PG-1.37: no number but the digit reaches the guardian.
    if (audience != "guardian") {
        const std::optional<Exact> percentage = percentage_of(counts);
        out.key("percent");
        percentage ? out.exact(*percentage) : out.null();
        out.key("percent_shown_to_staff");
        percentage ? out.text(percentage->shown()) : out.null();
    }
    out.key("level");
    write_level(level, out);
    return std::nullopt;
}

std::optional<Refusal> early_period_series_kind(const JsonValue& input, const EditionRules& edition,
                                                Trace& trace, JsonWriter& out)
{
    const MasteryRules& rules = needed_mastery_rules(edition);
    FieldReader reader;
    if (!reader.is_object(input, {"periods"}))
        return reader.first();
    std::vector<SkillCounts> series;
    if (const auto periods = reader.needed_list(input, "periods")) {
        for (const JsonValue period : *periods) {
            if (!reader.is_object(period, {"n", "studied_cumulative", "mastered_cumulative"}))
                continue;
            const int next = static_cast<int>(series.size()) + 1;
            const auto number = reader.needed_whole(period, "n", 1, rules.reports_per_year.value);
            series.push_back(
                read_counts(period, "studied_cumulative", "mastered_cumulative", reader));
            if (!reader.is_clean())
                continue;
            // Each report includes those before it, so they come in order and what was studied never shrinks.
            if (*number != next)
                reader.refuse(
                    RefusalCode::report_order, period.pointer("n"),
                    {{"report", std::to_string(*number)}, {"expected", std::to_string(next)}},
                    "PG-1.43");
            if (next > 1 && series.back().studied < series[series.size() - 2].studied)
                reader.refuse(RefusalCode::facts_contradict, period.pointer("studied_cumulative"),
                              {{"field", "studied_cumulative"},
                               {"value", std::to_string(series.back().studied)},
                               {"other_field", "studied_cumulative"},
                               {"other_value", std::to_string(series[series.size() - 2].studied)}},
                              "PG-1.43");
        }
    }
    if (!reader.is_clean())
        return reader.first();

    std::vector<std::optional<int>> levels;
    for (const SkillCounts& counts : series)
        levels.push_back(level_of_mastered_skills(counts, nullptr, rules, trace));
    out.key("levels").begin_array();
    for (const auto& level : levels)
        write_level(level, out);
    out.end_array();
    out.key("percents_staff").begin_array();
    for (const SkillCounts& counts : series) {
        const auto percentage = percentage_of(counts);
        percentage ? out.text(percentage->shown()) : out.null();
    }
    out.end_array();
    // PG-1.44: the last one issued stands for all before it.
    const int last = static_cast<int>(series.size());
    out.key("valid_card");
    last > 0 ? out.number(last) : out.null();
    out.key("superseded_cards").begin_array();
    for (int number = 1; number < last; ++number)
        out.number(number);
    out.end_array();
    return std::nullopt;
}

std::optional<Refusal> early_composite_skill_kind(const JsonValue& input,
                                                  const EditionRules& /*edition*/, Trace& trace,
                                                  JsonWriter& out)
{
    FieldReader reader;
    if (!reader.is_object(input, {"skill", "parts", "taught_by_report", "latest"}))
        return reader.first();
    // One student's year that holds this one skill, looked at on the day of the report.
    const Day report_day{0};
    auto list = std::make_shared<sa_1426::SkillList>();
    sa_1426::MasteryYear year;
    year.last_day = report_day;
    sa_1426::Skill skill;
    skill.text = reader.needed_text(input, "skill");
    skill.kind = sa_1426::SkillKind::cumulative;
    for (std::string& part : reader.texts(input, "parts"))
        list->parts.push_back({part, part});
    if (list->parts.empty())
        list->parts.push_back({"", ""});
    skill.parts = list->parts.size();
    year.records.resize(skill.parts);
    const auto part_of = [&](std::string_view text, const std::string& at) {
        for (std::size_t part = 0; part < list->parts.size(); ++part)
            if (list->parts[part].code == text)
                return &year.records[part];
        reader.refuse(RefusalCode::value_not_listed, at,
                      {{"value", std::string(text)}, {"allowed", "parts"}});
        return static_cast<sa_1426::PartRecord*>(nullptr);
    };
    for (const std::string& part : reader.texts(input, "taught_by_report"))
        if (auto* const record = part_of(part, input.pointer("taught_by_report")))
            record->taught_on = report_day;
    if (const auto latest = FieldReader::given(input, "latest")) {
        if (latest->is(JsonKind::object)) {
            for (const JsonValue judgement : *latest) {
                auto* const record = part_of(judgement.key(), judgement.pointer());
                const std::string state(reader.scalar(judgement));
                const auto mastery = sa_1426::mastery_of(state);
                if (!mastery)
                    reader.refuse(RefusalCode::third_state, judgement.pointer(),
                                  {{"skill", skill.text}, {"value", state}}, "PG-1.33");
                else if (record != nullptr && !record->taught_on)
                    reader.refuse(RefusalCode::skill_not_studied, judgement.pointer(),
                                  {{"skill", std::string(judgement.key())}}, "PG-1.55");
                else if (record != nullptr)
                    record->judgements.push_back({report_day, *mastery, "", ""});
            }
        } else {
            reader.refuse(RefusalCode::field_wrong_type, latest->pointer(),
                          {{"expected", "object"}});
        }
    }
    if (!reader.is_clean())
        return reader.first();

    auto step = trace.enter("PG-1.22", "composite_skill");
    year.list = list;
    sa_1426::SkillStanding standing = standing_of(year, skill, report_day);
    step.is_so("studied", standing.studied);
    step.value("missing_parts", Exact(static_cast<int>(standing.missing_parts.size())));
    step.conclude(standing.mastered);
    out.key("studied").boolean(standing.studied);
    out.key("mastered").boolean(standing.mastered);
    out.key("card_text");
    if (!standing.studied || standing.mastered) {
        out.null();
    } else {
        list->subjects.push_back({.code = {}, .name_ar = {}, .name_en = {}, .skills = {skill}});
        out.text(card_text(*list, {{0, 0}, standing.missing_parts, standing.unassessed_parts}));
    }
    out.key("unassessed").begin_array();
    for (const std::size_t part : standing.unassessed_parts)
        out.text(list->parts[part].text);
    out.end_array();
    return std::nullopt;
}

std::optional<Refusal> early_description_kind(const JsonValue& input,
                                              const EditionRules& /*edition*/, Trace& trace,
                                              JsonWriter& out)
{
    FieldReader reader;
    if (!reader.is_object(input, {"text"}))
        return reader.first();
    const std::string text = reader.needed_text(input, "text");
    if (!reader.is_clean())
        return reader.first();
    auto step = trace.enter("PG-1.61", "mark_in_description");
    const auto mark = mark_in_description(text);
    step.conclude(mark.has_value());
    if (mark)
        return Refusal{RefusalCode::description_has_number,
                       {{"value", *mark}},
                       input.pointer("text"),
                       "PG-1.61"};
    out.key("accepted").boolean(true);
    return std::nullopt;
}

std::optional<Refusal> early_recitation_kind(const JsonValue& input, const EditionRules& edition,
                                             Trace& trace, JsonWriter& out)
{
    FieldReader reader;
    if (!reader.is_object(input, {"grade"}))
        return reader.first();
    const auto grade = read_mastery_grade(input, needed_mastery_rules(edition), reader);
    if (!reader.is_clean())
        return reader.first();
    if (auto refusal = refuses_recitation(*grade, needed_early_rules(edition), trace)) {
        refusal->field = input.pointer("grade");
        return refusal;
    }
    out.key("judged").boolean(true);
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
