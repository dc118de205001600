#include "regulations/sa_1426/document_kind.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/exact.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "regulations/frame/refusal_json.h"
#include "regulations/sa_1426/answer_sheet.h"

namespace taqwim::sa_1426 {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

bool is_scalar(const JsonValue& value)
{
    return !value.is(JsonKind::array) && !value.is(JsonKind::object);
}

std::string scalar_text(const JsonValue& value, const Messages& words)
{
    switch (value.kind()) {
    case JsonKind::boolean:
        return words.format(value.truth() ? "trace.answer.yes" : "trace.answer.no");
    case JsonKind::number: return std::string(value.number());
    case JsonKind::text: return label_or_code(words, value.text());
    default: return words.format("sheet.none");
    }
}

// Every value with the names that lead to it, for people: lists of plain values in one line.
void flatten(const JsonValue& value, const std::string& name, const Messages& words, Fields& fields)
{
    if (is_scalar(value)) {
        fields.emplace_back(name, scalar_text(value, words));
        return;
    }
    if (value.is(JsonKind::array) && std::all_of(value.begin(), value.end(), is_scalar)) {
        std::string list;
        for (const JsonValue element : value) {
            std::string text = scalar_text(element, words);
            list = list.empty() ? std::move(text)
                                : words.format("trace.list", {{"first", std::move(list)},
                                                              {"second", std::move(text)}});
        }
        fields.emplace_back(name, list.empty() ? words.format("sheet.none") : std::move(list));
        return;
    }
    std::size_t number = 0;
    for (const JsonValue part : value) {
        ++number;
        const std::string key(part.key().empty() ? std::to_string(number) : part.key());
        flatten(part, name + " / " + label_or_code(words, key), words, fields);
    }
}

// The answer to a question that is one pure function of its input: the fields that the rule wrote, and nothing more.
class SimpleAnswer final : public Answer {
public:
    explicit SimpleAnswer(SimpleRule rule) : rule_(rule) {}

    std::vector<Refusal> answer(const JsonValue& document, const RulesInForce& rules,
                                const EvaluateOptions& /*options*/, Trace& trace) override
    {
        id_ = document_id(document, 0);
        const auto kind = document.find("kind");
        kind_ = kind ? kind->text() : std::string_view();
        std::vector<Refusal> problems = unknown_fields(document);
        const auto year = school_year_of(document);
        if (!year)
            problems.push_back(year.refusal());
        const auto input = document.find("input");
        if (!input)
            problems.push_back(
                {RefusalCode::field_missing, {{"field", "input"}}, document.pointer("input"), ""});
        if (!problems.empty())
            return problems;

        const auto in_force = rules.of(*year);
        if (!in_force)
            return {in_force.refusal()};
        rules_ = *in_force;
        year_ = *year;
        writer_.clear();
        writer_.begin_object();
        try {
            if (auto refusal = rule_(*input, *rules_, trace, writer_))
                return {*std::move(refusal)};
        } catch (const ArithmeticOverflow&) {
            return {{RefusalCode::arithmetic_overflow, {}, input->pointer(), ""}};
        }
        writer_.end_object();
        written_ = writer_.str();
        fields_ = reader_.read(written_);
        return {};
    }

    [[nodiscard]] const EditionRules& rules() const override { return *rules_; }

    void write_json(JsonWriter& json) const override
    {
        for (const JsonValue field : **fields_) {
            json.key(field.key());
            json.copy(field);
        }
    }

    [[nodiscard]] SheetRow row(const Messages& words) const override
    {
        SheetRow row;
        row.group = title(words);
        row.header = {words.format("sheet.student"), words.format("sheet.kind"),
                      words.format("sheet.values")};
        row.cells = {id_, title(words), ""};
        for (const auto& [name, value] : shown_fields(words)) {
            std::string text = words.format("sheet.field", {{"name", name}, {"value", value}});
            row.cells.back() = row.cells.back().empty()
                                   ? std::move(text)
                                   : words.format("trace.list", {{"first", row.cells.back()},
                                                                 {"second", std::move(text)}});
        }
        row.decision = kind_;
        row.decision_words = title(words);
        return row;
    }

    [[nodiscard]] std::vector<std::string> csv_record(const Messages& words) const override
    {
        AnswerRecord record;
        record.id = id_;
        record.kind = title(words);
        if (year_)
            record.school_year = saudi_year_name(*year_);
        for (const JsonValue field : **fields_)
            if (is_scalar(field))
                record.values += (record.values.empty() ? "" : " ") + std::string(field.key()) +
                                 '=' + plain(field);
        return answer_cells(std::move(record));
    }

    [[nodiscard]] Explanation explanation(const Messages& words) const override
    {
        Explanation result;
        result.title = words.format("explain.kind", {{"kind", title(words)}, {"id", id_}});
        result.facts = shown_fields(words);
        return result;
    }

private:
    static std::vector<Refusal> unknown_fields(const JsonValue& document)
    {
        // A question may say where it comes from; nothing reads that.
        static constexpr std::array<std::string_view, 11> known = {
            "id",      "case",  "kind",  "regulation", "school_year", "name",
            "section", "input", "title", "source",     "note"};
        std::string allowed;
        for (const std::string_view name : known)
            allowed += (allowed.empty() ? "" : ", ") + std::string(name);
        std::vector<Refusal> problems;
        for (const JsonValue member : document)
            if (std::find(known.begin(), known.end(), member.key()) == known.end())
                problems.push_back({RefusalCode::field_unknown,
                                    {{"field", std::string(member.key())}, {"allowed", allowed}},
                                    member.pointer(),
                                    ""});
        return problems;
    }

    static std::string plain(const JsonValue& value)
    {
        switch (value.kind()) {
        case JsonKind::boolean: return value.truth() ? "true" : "false";
        case JsonKind::number: return std::string(value.number());
        case JsonKind::text: return std::string(value.text());
        default: return "null";
        }
    }

    [[nodiscard]] std::string title(const Messages& words) const
    {
        return words.format("kind." + kind_);
    }

    [[nodiscard]] Fields shown_fields(const Messages& words) const
    {
        Fields fields;
        for (const JsonValue field : **fields_)
            flatten(field, label_or_code(words, field.key()), words, fields);
        return fields;
    }

    SimpleRule rule_;
    const EditionRules* rules_ = nullptr;
    std::string id_;
    std::string kind_;
    std::optional<SchoolYear> year_;
    JsonWriter writer_;
    std::string written_;
    JsonReader reader_;
    std::optional<Result<JsonValue>> fields_;
};

}  // namespace

Result<std::optional<SchoolYear>> school_year_of(const JsonValue& document)
{
    const auto given = document.find("school_year");
    if (!given || given->is(JsonKind::null))
        return std::optional<SchoolYear>();
    const std::string_view text =
        given->is(JsonKind::text) ? trimmed(given->text()) : given->number();
    if (given->is(JsonKind::text) && text.empty())
        return std::optional<SchoolYear>();
    const auto year = SchoolYear::parse(text);
    if (!year)
        return Refusal{RefusalCode::school_year_unreadable,
                       {{"value", std::string(text)}},
                       given->pointer(),
                       ""};
    return std::optional<SchoolYear>(year);
}

std::unique_ptr<Answer> make_simple_answer(SimpleRule rule)
{
    return std::make_unique<SimpleAnswer>(rule);
}

}  // namespace taqwim::sa_1426
