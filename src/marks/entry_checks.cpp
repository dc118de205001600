#include "marks/entry_checks.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "marks/column_settings.h"
#include "marks/provisions.h"
#include "regulations/frame/json_value.h"

namespace taqwim::marks {

namespace {

// Names under which clients might send what the rules compute: KW-5.3, SR-1.11.
constexpr std::array<std::string_view, 10> k_results = {
    "total",   "term_mark", "year_mark", "final_mark", "formative_mark", "final_mark_of_40",
    "average", "grade",     "net",       "result"};

// Clauses of what holds in both countries. Empty where the regulation says nothing of it.
struct Clauses {
    std::string_view maximum, step, decimals, result, exempt, level, repeated, unexcused, practice;
};

constexpr Clauses k_kuwait = {"KW-11.3", "KW-11.3", "KW-11.3",    "KW-5.3",    "KW-26",
                              "KW-9",    "KW-10.2", "KW-15.A.U2", "KW-15.A.E1"};
constexpr Clauses k_saudi = {"SR-6.4", "SR-6.4", "", "SR-1.11", "", "", "", "SR-11.1", ""};

class EntryCheck {
public:
    EntryCheck(const EntryRequest& request, const EntrySurroundings& around)
        : request_(request),
          around_(around),
          clauses_(around.sheet.regulation.starts_with("kw_") ? k_kuwait : k_saudi)
    {}

    Result<CellFacts> accepted()
    {
        if (auto refusal = refuses_cell())
            return *refusal;
        const auto value = typed_value();
        if (!value)
            return value.refusal();
        if (auto refusal = refuses_student(*value))
            return *refusal;
        CellFacts facts{.value = *value,
                        .assessed_on = request_.assessed_on,
                        .missed_on = request_.missed_on,
                        .practised_on = request_.practised_on,
                        .tool = request_.tool,
                        .note = request_.note};
        if (auto refusal = refuses_days(facts))
            return *refusal;
        if (auto refusal = refuses_judgement(facts))
            return *refusal;
        return facts;
    }

private:
    [[nodiscard]] Refusal refusal(RefusalCode code, Arguments arguments, std::string_view field,
                                  std::string_view clause = {}) const
    {
        return {code, std::move(arguments), around_.place + '/' + std::string(field),
                std::string(clause)};
    }

    [[nodiscard]] std::optional<Refusal> refuses_cell() const
    {
        const CellKey& key = request_.key;
        if (!around_.column) {
            if (std::ranges::find(k_results, key.column) != k_results.end())
                return refusal(RefusalCode::result_typed, {{"field", key.column}}, "column",
                               clauses_.result);
            if (around_.sheet.part == "skills")
                return refusal(RefusalCode::judgement_unknown, {{"skill", key.column}}, "column",
                               "PG-1.4");
            return refusal(RefusalCode::cell_unknown,
                           {{"student", std::to_string(key.student_id)}, {"component", key.column}},
                           "column");
        }
        if (key.occurrence < 1 || key.occurrence > around_.column->repeats)
            return refusal(RefusalCode::value_out_of_range,
                           {{"field", "occurrence"},
                            {"value", std::to_string(key.occurrence)},
                            {"minimum", "1"},
                            {"maximum", std::to_string(around_.column->repeats)}},
                           "occurrence");
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Refusal> refuses_student(const MarkValue& value) const
    {
        // What another school marked was marked before he came.
        if (around_.origin == Origin::carried || around_.origin == Origin::merged)
            return std::nullopt;
        if (!around_.student)
            return refusal(RefusalCode::not_enrolled,
                           {{"day", day_of_entry(request_, around_.today).to_text()}},
                           "student_id");
        const StudentInSheet& student = *around_.student;
        const bool is_exempt_status = value == MarkValue(Status::exempt);
        if (student.exempt_ground && !is_exempt_status && value != MarkValue(Status::cleared))
            return refusal(RefusalCode::subject_exempt, {{"subject", around_.sheet.subject}},
                           "student_id", clauses_.exempt);
        if (!student.exempt_ground && is_exempt_status)
            return refusal(RefusalCode::record_unknown,
                           {{"record", "exemption"}, {"id", around_.sheet.subject}}, "status",
                           clauses_.exempt);
        // SR-10.4, PG-6.6  A value that is not asked of students of his kind would be left out of his year unseen.
        const bool is_for_him = is_for_enrolment(*around_.column, student.enrolment);
        // PG-9.2  Who was admitted late is examined alone; his term has no coursework.
        if (around_.sheet.part == "coursework" && student.enrolment == k_exam_only)
            return refusal(
                RefusalCode::coursework_of_exam_only_term,
                {{"subject", around_.sheet.subject}, {"term", std::to_string(around_.sheet.term)}},
                "student_id", "PG-9.2");
        if (around_.sheet.part == "coursework" &&
            (!is_for_him || student.enrolment.starts_with("affiliated")))
            return refusal(RefusalCode::coursework_of_affiliated,
                           {{"subject", around_.sheet.subject}}, "student_id", "SR-10.4");
        if (!is_for_him)
            return refusal(RefusalCode::no_term_work, {{"component", around_.column->key}},
                           "student_id", "PG-6.6");
        return std::nullopt;
    }

    [[nodiscard]] Result<MarkValue> typed_value() const
    {
        const std::string_view value = trimmed(request_.value);
        const std::string_view status = trimmed(request_.status);
        if (!value.empty() && !status.empty())
            return refusal(RefusalCode::mark_and_status, {}, "status");
        if (!status.empty())
            return typed_status(status);
        if (value.empty())
            return refusal(RefusalCode::field_missing, {{"field", "value"}}, "value");
        switch (around_.column->kind) {
        case ColumnKind::level: return typed_level(value);
        case ColumnKind::judgement: return typed_judgement(value);
        case ColumnKind::mark:
        case ColumnKind::unit_score: return typed_mark(value);
        }
        return refusal(RefusalCode::field_missing, {{"field", "value"}}, "value");
    }

    [[nodiscard]] Result<MarkValue> typed_status(std::string_view text) const
    {
        const auto status = parse_status(text);
        if (!status)
            return refusal(RefusalCode::value_not_listed,
                           {{"field", "status"},
                            {"value", std::string(text)},
                            {"allowed", "excused, unexcused, absent, exempt, withheld, "
                                        "cancelled_for_cheating, not_yet, cleared"}},
                           "status");
        // Nobody decides alone that somebody cheated, or that a mark is held back: the minutes come first.
        if ((*status == Status::cancelled_for_cheating || *status == Status::withheld) &&
            trimmed(request_.decision).empty())
            return refusal(RefusalCode::field_missing, {{"field", "decision"}}, "decision",
                           "SR-13.2");
        return MarkValue(*status);
    }

    [[nodiscard]] std::int64_t maximum_centi() const
    {
        return around_.student ? marks::maximum_centi(*around_.column, around_.student->enrolment)
                               : around_.column->maximum_centi;
    }

    [[nodiscard]] Result<MarkValue> typed_mark(std::string_view text) const
    {
        const std::string& subject = around_.sheet.subject;
        const auto number = Exact::parse(text);
        // A fraction or a percentage is how a computed mark is written.
        if (!number || text.find_first_of("/%") != std::string_view::npos)
            return refusal(RefusalCode::value_not_a_number,
                           {{"field", "value"}, {"value", std::string(text)}}, "value");
        const SheetColumn& column = *around_.column;
        if (*number < Exact(0))
            return refusal(RefusalCode::mark_negative,
                           {{"subject", subject}, {"mark", number->to_text()}}, "value",
                           clauses_.maximum);
        const std::int64_t maximum = maximum_centi();
        if (*number * Exact(100) > Exact(maximum))
            return refusal(RefusalCode::mark_over_maximum,
                           {{"subject", subject},
                            {"mark", number->shown(2)},
                            {"maximum", to_text(CentiMark{maximum})}},
                           "value", clauses_.maximum);
        const Exact centi = *number * Exact(100);
        if (!centi.is_whole())
            return refusal(RefusalCode::mark_too_many_decimals,
                           {{"subject", subject}, {"mark", std::string(text)}, {"limit", "2"}},
                           "value", clauses_.decimals);
        const std::int64_t whole = centi.numerator();
        if (whole % column.step_centi != 0)
            return refusal(RefusalCode::mark_off_step,
                           {{"subject", subject},
                            {"mark", to_text(CentiMark{whole})},
                            {"step", to_text(CentiMark{column.step_centi})}},
                           "value", clauses_.step);
        return MarkValue(CentiMark{whole});
    }

    [[nodiscard]] Result<MarkValue> typed_level(std::string_view text) const
    {
        const std::int64_t most = around_.column->maximum_centi / 100;
        const auto number = Exact::parse(text);
        if (number && number->is_whole() && *number >= Exact(0) && *number <= Exact(most) &&
            text.find_first_of("/%") == std::string_view::npos)
            return MarkValue(Level{number->numerator()});
        if (!number)
            if (const auto level = level_of_word(text))
                return MarkValue(Level{*level});
        return refusal(RefusalCode::level_not_whole,
                       {{"subject", around_.sheet.subject},
                        {"value", std::string(text)},
                        {"maximum", std::to_string(most)}},
                       "value", clauses_.level);
    }

    // KW-10.5  Symbols or points may be used; the sheet's settings hold the symbols.
    [[nodiscard]] std::optional<std::int64_t> level_of_word(std::string_view text) const
    {
        const auto settings = JsonDocument::parse(around_.sheet.settings);
        if (!settings)
            return std::nullopt;
        const auto words = settings->root().find("level_words");
        if (!words)
            return std::nullopt;
        const auto points = words->find(text);
        if (!points || !points->is(JsonKind::text))
            return std::nullopt;
        const auto number = Exact::parse(points->text());
        return number ? std::optional(number->numerator()) : std::nullopt;
    }

    // PG-1.33  Two groups only.
    [[nodiscard]] Result<MarkValue> typed_judgement(std::string_view text) const
    {
        if (const auto judgement = parse_judgement(text))
            return MarkValue(*judgement);
        return refusal(RefusalCode::value_not_listed,
                       {{"field", "value"},
                        {"value", std::string(text)},
                        {"allowed", "mastered, not_mastered"}},
                       "value", "PG-1.33");
    }

    [[nodiscard]] std::optional<Refusal> refuses_days(const CellFacts& facts) const
    {
        for (const auto& [name, day] :
             {std::pair{"assessed_on", facts.assessed_on}, std::pair{"missed_on", facts.missed_on},
              std::pair{"practised_on", facts.practised_on}}) {
            if (!day)
                continue;
            if (*day > around_.today)
                return refusal(RefusalCode::day_in_future, {{"day", day->to_text()}}, name);
            if (around_.origin == Origin::entry && *day < around_.sheet.year_first)
                return refusal(
                    RefusalCode::day_outside_year,
                    {{"day", day->to_text()}, {"school_year", around_.sheet.school_year}}, name);
        }
        if (auto refusal = refuses_term(facts))
            return refusal;
        if (auto refusal = refuses_make_up(facts))
            return refusal;
        if (!facts.assessed_on || !is_assessed(facts.value))
            return std::nullopt;
        // KW-10.2  Two measures of one criterion on one day: the first is corrected instead.
        const std::string day = facts.assessed_on->to_text();
        for (const Cell& measure : around_.measures)
            if (measure.key.occurrence != request_.key.occurrence && measure.assessed_on == day &&
                is_assessed(measure.value))
                return refusal(RefusalCode::measure_repeated_on_day,
                               {{"subject", around_.sheet.subject},
                                {"criterion", around_.column->key},
                                {"day", day}},
                               "assessed_on", clauses_.repeated);
        return std::nullopt;
    }

    // A make-up may lie behind the term, until the limits of KW-15 that the rules know; what was measured in time may
    // not.
    [[nodiscard]] std::optional<Refusal> refuses_term(const CellFacts& facts) const
    {
        const MarkSheet& sheet = around_.sheet;
        if (!facts.assessed_on || !sheet.term_first || !sheet.term_last ||
            around_.origin != Origin::entry)
            return std::nullopt;
        const bool is_late = *facts.assessed_on > *sheet.term_last && !facts.missed_on;
        if (*facts.assessed_on >= *sheet.term_first && !is_late)
            return std::nullopt;
        return refusal(RefusalCode::day_outside_term,
                       {{"day", facts.assessed_on->to_text()},
                        {"term", std::to_string(sheet.term)},
                        {"first_day", sheet.term_first->to_text()},
                        {"last_day", sheet.term_last->to_text()}},
                       "assessed_on");
    }

    [[nodiscard]] std::optional<Refusal> refuses_make_up(const CellFacts& facts) const
    {
        if (!is_assessed(facts.value) || !facts.missed_on)
            return std::nullopt;
        // KW-15.A.U2 and its sisters: what was missed without excuse is not made up.
        const auto earlier = std::ranges::find_if(around_.measures, [&](const Cell& measure) {
            return measure.key.occurrence == request_.key.occurrence;
        });
        if (earlier != around_.measures.end() && earlier->value == MarkValue(Status::unexcused))
            return refusal(
                RefusalCode::make_up_of_unexcused,
                {{"subject", around_.sheet.subject}, {"day", facts.missed_on->to_text()}},
                "missed_on", clauses_.unexcused);
        // KW-15.A.E1, KW-15.B.E1: assessed when he attends, after practising the activities he missed.
        if (around_.column->make_up == MakeUp::after_practice &&
            (!facts.practised_on ||
             (facts.assessed_on && *facts.practised_on > *facts.assessed_on)))
            return refusal(RefusalCode::activities_not_practised,
                           {{"subject", around_.sheet.subject}, {"criterion", around_.column->key}},
                           "practised_on", clauses_.practice);
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Refusal> refuses_judgement(const CellFacts& facts) const
    {
        const auto* judgement = std::get_if<Judgement>(&facts.value);
        if (judgement == nullptr)
            return std::nullopt;
        if (!facts.assessed_on)
            return refusal(RefusalCode::field_missing, {{"field", "assessed_on"}}, "assessed_on",
                           "PG-1.31");
        // PG-1.34  Nothing is judged after the last day of the second term.
        if (*facts.assessed_on > around_.sheet.year_last)
            return refusal(RefusalCode::judgement_after_final_day,
                           {{"skill", around_.column->key},
                            {"day", facts.assessed_on->to_text()},
                            {"limit", around_.sheet.year_last.to_text()}},
                           "assessed_on", "PG-1.34");
        // PG-1.30  Mastery was seen by some tool.
        if (*judgement == Judgement::mastered && facts.tool.empty())
            return refusal(RefusalCode::evidence_missing, {{"skill", around_.column->key}}, "tool",
                           "PG-1.30");
        if (const auto tools = refuses_tool(facts.tool))
            return tools;
        // PG-1.33  Who had mastered a skill loses it only for a written reason.
        if (*judgement == Judgement::not_mastered && facts.note.empty() && was_mastered(facts))
            return refusal(RefusalCode::reason_missing, {{"field", "note"}}, "note", "PG-1.33");
        return std::nullopt;
    }

    [[nodiscard]] bool was_mastered(const CellFacts& facts) const
    {
        const std::string day = facts.assessed_on->to_text();
        const Cell* last = nullptr;
        for (const Cell& measure : around_.measures)
            if (std::holds_alternative<Judgement>(measure.value) &&
                measure.key.occurrence != request_.key.occurrence && measure.assessed_on <= day &&
                (last == nullptr || measure.assessed_on >= last->assessed_on))
                last = &measure;
        return last != nullptr && last->value == MarkValue(Judgement::mastered);
    }

    [[nodiscard]] std::optional<Refusal> refuses_tool(const std::string& tool) const
    {
        if (tool.empty())
            return std::nullopt;
        const auto settings = JsonDocument::parse(around_.sheet.settings);
        const auto tools = settings ? settings->root().find("tools") : std::nullopt;
        if (!tools)
            return std::nullopt;
        std::string allowed;
        for (const JsonValue known : *tools) {
            if (known.text() == tool)
                return std::nullopt;
            allowed.append(allowed.empty() ? "" : ", ").append(known.text());
        }
        return refusal(RefusalCode::value_not_listed,
                       {{"field", "tool"}, {"value", tool}, {"allowed", allowed}}, "tool",
                       "PG-1.30");
    }

    const EntryRequest& request_;
    const EntrySurroundings& around_;
    const Clauses& clauses_;
};

}  // namespace

Day day_of_entry(const EntryRequest& request, Day today)
{
    return request.assessed_on.value_or(request.missed_on.value_or(today));
}

Result<CellFacts> accepted_facts(const EntryRequest& request, const EntrySurroundings& around)
{
    return EntryCheck(request, around).accepted();
}

}  // namespace taqwim::marks
