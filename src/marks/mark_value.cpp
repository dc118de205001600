#include "marks/mark_value.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "core/exact.h"

namespace taqwim::marks {

namespace {

constexpr std::array<std::pair<Judgement, std::string_view>, 2> k_judgements = {
    {{Judgement::mastered, "mastered"}, {Judgement::not_mastered, "not_mastered"}}};

constexpr std::array<std::pair<Status, std::string_view>, 8> k_statuses = {
    {{Status::excused, "excused"},
     {Status::unexcused, "unexcused"},
     {Status::absent, "absent"},
     {Status::exempt, "exempt"},
     {Status::withheld, "withheld"},
     {Status::cancelled_for_cheating, "cancelled_for_cheating"},
     {Status::not_yet, "not_yet"},
     {Status::cleared, "cleared"}}};

void add_day(crypto::FieldDigester& fields, const std::optional<Day>& day)
{
    if (day)
        fields.text(day->to_text());
    else
        fields.absent();
}

std::optional<Day> day_in(const database::Row& row, std::string_view column)
{
    const auto text = row.text_or_null(column);
    return text ? Day::parse(*text) : std::nullopt;
}

}  // namespace

std::string_view to_text(Judgement judgement)
{
    return k_judgements[static_cast<std::size_t>(judgement)].second;
}

std::string_view to_text(Status status)
{
    return k_statuses[static_cast<std::size_t>(status)].second;
}

std::optional<Judgement> parse_judgement(std::string_view text)
{
    for (const auto& [judgement, name] : k_judgements)
        if (name == text)
            return judgement;
    return std::nullopt;
}

std::optional<Status> parse_status(std::string_view text)
{
    for (const auto& [status, name] : k_statuses)
        if (name == text)
            return status;
    return std::nullopt;
}

std::string to_text(CentiMark mark)
{
    std::string text = std::to_string(mark.value / 100);
    const std::int64_t rest = mark.value % 100;
    if (rest == 0)
        return text;
    text += '.';
    text += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0)
        text += static_cast<char>('0' + rest % 10);
    return text;
}

std::string shown(const MarkValue& value)
{
    if (const auto* mark = std::get_if<CentiMark>(&value))
        return to_text(*mark);
    if (const auto* level = std::get_if<Level>(&value))
        return std::to_string(level->value);
    if (const auto* judgement = std::get_if<Judgement>(&value))
        return std::string(to_text(*judgement));
    return std::string(to_text(std::get<Status>(value)));
}

bool is_assessed(const MarkValue& value)
{
    return !std::holds_alternative<Status>(value);
}

bool is_settled(const MarkValue& value)
{
    const auto* status = std::get_if<Status>(&value);
    return status == nullptr || (*status != Status::not_yet && *status != Status::cleared);
}

void add_to(crypto::FieldDigester& fields, const MarkValue& value)
{
    // The type stands before the value: a level of 3 is not a mark of 3 hundredths.
    fields.number(static_cast<std::int64_t>(value.index()));
    if (const auto* mark = std::get_if<CentiMark>(&value))
        fields.number(mark->value);
    else if (const auto* level = std::get_if<Level>(&value))
        fields.number(level->value);
    else
        fields.text(shown(value));
}

void add_to(crypto::FieldDigester& fields, const CellFacts& facts)
{
    add_to(fields, facts.value);
    add_day(fields, facts.assessed_on);
    add_day(fields, facts.missed_on);
    add_day(fields, facts.practised_on);
    fields.text(facts.tool).text(facts.note);
}

MarkValue value_in(const database::Row& row)
{
    if (const auto mark = row.integer_or_null("mark_centi"))
        return CentiMark{*mark};
    if (const auto level = row.integer_or_null("level"))
        return Level{*level};
    if (const auto text = row.text_or_null("judgement"))
        if (const auto judgement = parse_judgement(*text))
            return *judgement;
    if (const auto text = row.text_or_null("status"))
        if (const auto status = parse_status(*text))
            return *status;
    throw std::logic_error("an entry of the ledger has no value");
}

CellFacts facts_in(const database::Row& row)
{
    return {.value = value_in(row),
            .assessed_on = day_in(row, "assessed_on"),
            .missed_on = day_in(row, "missed_on"),
            .practised_on = day_in(row, "practised_on"),
            .tool = row.text("tool"),
            .note = row.text("note")};
}

ValueColumns columns_of(const MarkValue& value)
{
    ValueColumns columns;
    if (const auto* mark = std::get_if<CentiMark>(&value))
        columns.mark_centi = mark->value;
    else if (const auto* level = std::get_if<Level>(&value))
        columns.level = level->value;
    else if (const auto* judgement = std::get_if<Judgement>(&value))
        columns.judgement = std::string(to_text(*judgement));
    else
        columns.status = std::string(to_text(std::get<Status>(value)));
    return columns;
}

}  // namespace taqwim::marks
