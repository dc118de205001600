#include "marks/schemes.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "core/refusal_codes.h"
#include "embedded/marks.h"
#include "marks/guide_schemes.h"
#include "marks/schemes_1447.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/registration.h"

namespace taqwim::marks {

namespace {

constexpr int k_usual_criteria = 5;  // KW-T-10: the slots of the printed record
constexpr int k_usual_units = 3;

using Variables = std::map<std::string, std::string, std::less<>>;

// "{competency}.{criterion}" with its names replaced.
std::string filled(std::string_view text, const Variables& variables)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        result.append(text.substr(0, open));
        if (open == std::string_view::npos)
            break;
        const std::size_t close = text.find('}', open);
        const auto found = variables.find(text.substr(open + 1, close - open - 1));
        if (close == std::string_view::npos || found == variables.end())
            throw std::logic_error("src/marks/schemes: a name in braces is not known: " +
                                   std::string(text));
        result += found->second;
        text.remove_prefix(close + 1);
    }
    return result;
}

// Needed: the files are the program's own.
JsonValue member(const JsonValue& object, std::string_view name)
{
    const auto found = object.find(name);
    if (!found)
        throw std::logic_error("src/marks/schemes: a scheme lacks " + std::string(name));
    return *found;
}

std::string text_of(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member ? std::string(member->text()) : "";
}

std::optional<std::int64_t> whole_number(const std::optional<JsonValue>& value)
{
    if (!value || !value->is(JsonKind::number))
        return std::nullopt;
    const auto number = Exact::parse(value->number());
    return number && number->is_whole() ? std::optional(number->numerator()) : std::nullopt;
}

bool has_number(const std::optional<JsonValue>& list, std::int64_t number)
{
    if (!list)
        return false;
    for (const JsonValue value : *list)
        if (whole_number(value) == number)
            return true;
    return false;
}

std::int64_t centi_of(const Mark& mark)
{
    const Exact centi = mark.value * Exact(100);
    if (!centi.is_whole())
        throw std::logic_error("src/marks/schemes: a maximum has more than two decimals");
    return centi.numerator();
}

class SchemeReader {
public:
    SchemeReader(const SchemeRequest& request, const ParametersOnDay& parameters)
        : request_(request), parameters_(parameters)
    {}

    Result<std::vector<SheetDraft>> read(const JsonValue& root)
    {
        std::vector<SheetDraft> drafts;
        for (const JsonValue sheet : member(root, "sheets")) {
            if (!fits(sheet))
                continue;
            for (const JsonValue term : member(sheet, "terms")) {
                if (!has_term(static_cast<int>(*whole_number(term))))
                    continue;
                auto draft = draft_of(root, sheet, static_cast<int>(*whole_number(term)));
                if (!draft)
                    return draft.refusal();
                if (!draft->columns.empty())
                    drafts.push_back(std::move(*draft));
            }
        }
        return drafts;
    }

private:
    [[nodiscard]] bool fits(const JsonValue& sheet) const
    {
        if (!request_.part.empty() && text_of(sheet, "part") != request_.part)
            return false;
        const auto grades = sheet.find("grades");
        if (grades && !has_number(grades, request_.grade))
            return false;
        const std::string arrangement = text_of(sheet, "arrangement");
        if (!arrangement.empty() && arrangement != wanted_arrangement())
            return false;
        // A grade goes by marks or by mastery, never by both.
        const bool is_mastery = sheet.find("is_mastery").has_value();
        return !parameters_.has("mastery.grades") || is_mastery == goes_by_mastery();
    }

    [[nodiscard]] std::string_view wanted_arrangement() const
    {
        if (request_.by_competency)
            return "by_competency";
        if (request_.one_term != 0)
            return request_.is_oral ? "oral_one_term" : "one_term";
        return request_.is_oral ? "oral" : "standard";
    }

    // A course that one term has whole has no sheets of the other (SR-4.4).
    [[nodiscard]] bool has_term(int term) const
    {
        if (request_.term != 0 && term != request_.term)
            return false;
        return request_.one_term == 0 || term == 0 || term == request_.one_term;
    }

    [[nodiscard]] bool goes_by_mastery() const
    {
        const auto grades = parameters_.list("mastery.grades");
        return std::ranges::find(grades.value, std::to_string(request_.grade)) !=
               grades.value.end();
    }

    // A text, or {"parameter": "marks.term_1_exam"}.
    [[nodiscard]] Exact number_of(const JsonValue& value) const
    {
        if (value.is(JsonKind::text))
            return Exact::parse(value.text()).value();
        return parameters_.exact(text_of(value, "parameter")).value;
    }

    Result<SheetDraft> draft_of(const JsonValue& root, const JsonValue& sheet, int term)
    {
        SheetDraft draft{.class_id = 0,
                         .subject = request_.subject,
                         .term = term,
                         .part = text_of(sheet, "part"),
                         .scheme = text_of(sheet, "scheme"),
                         .title_ar = text_of(sheet, "title_ar"),
                         .title_en = text_of(sheet, "title_en"),
                         .settings = settings_of(root),
                         .columns = {}};
        Variables variables{{"subject", request_.subject}, {"term", std::to_string(term)}};
        for (const JsonValue column : member(sheet, "columns"))
            add_columns(root, column, term, variables, draft);
        // SR-6.2  Nothing is scaled: what the parts give together is the allotment.
        if (const auto allotment = sheet.find("adds_up_to")) {
            const Exact needed = number_of(*allotment);
            std::int64_t sum = 0;
            for (const SheetColumn& column : draft.columns)
                sum += column.maximum_centi;
            if (Exact(sum) != needed * Exact(100))
                return Refusal{RefusalCode::marks_do_not_add_up,
                               {{"field", draft.part},
                                {"sum", to_text(CentiMark{sum})},
                                {"needed", needed.to_text()}},
                               "",
                               "SR-6.2"};
        }
        return draft;
    }

    // "level_words" as they stand, "tools" from the parameter in force.
    [[nodiscard]] std::string settings_of(const JsonValue& root) const
    {
        const auto settings = root.find("settings");
        JsonWriter json;
        json.begin_object();
        if (settings) {
            if (const auto words = settings->find("level_words"))
                json.key("level_words").copy(*words);
            if (const auto tools = settings->find("tools")) {
                json.key("tools").begin_array();
                for (const std::string& tool : parameters_.list(text_of(*tools, "parameter")).value)
                    json.text(tool);
                json.end_array();
            }
        }
        json.end_object();
        return std::string(json.str());
    }

    void add_columns(const JsonValue& root, const JsonValue& column, int term, Variables& variables,
                     SheetDraft& draft)
    {
        const std::string repeated = text_of(column, "for");
        if (repeated == "criterion") {
            for (std::size_t i = 0; i < criteria().size(); ++i)
                for (int criterion = 1; criterion <= criteria()[i]; ++criterion) {
                    variables["competency"] = std::to_string(i + 1);
                    variables["criterion"] = std::to_string(criterion);
                    add_column(root, column, term, variables, draft);
                }
        } else if (repeated == "competency") {
            for (std::size_t i = 0; i < criteria().size(); ++i) {
                variables["competency"] = std::to_string(i + 1);
                variables["competency_index"] = std::to_string(i);
                add_column(root, column, term, variables, draft);
            }
        } else if (repeated == "unit") {
            const int units = request_.units > 0 ? request_.units : k_usual_units;
            for (int unit = 1; unit <= units; ++unit) {
                variables["unit"] = std::to_string(unit);
                variables["unit_index"] = std::to_string(unit - 1);
                const auto at = static_cast<std::size_t>(unit - 1);
                maximum_ = at < request_.unit_maxima.size() ? request_.unit_maxima[at] : "";
                add_column(root, column, term, variables, draft);
                maximum_.clear();
            }
        } else if (repeated == "skill") {
            for (const SkillDraft& skill : request_.skills) {
                variables["skill"] = skill.code;
                variables["skill_text"] = skill.text;
                skill_ = &skill;
                add_column(root, column, term, variables, draft);
                skill_ = nullptr;
            }
        } else if (column.find("with_kept_maximum")) {
            maximum_ = request_.kept_maximum;
            if (!maximum_.empty())
                add_column(root, column, term, variables, draft);
            maximum_.clear();
        } else {
            add_column(root, column, term, variables, draft);
        }
    }

    // Out of how much the column is: what was asked for, or as the scheme has it.
    [[nodiscard]] Exact maximum_of(const JsonValue& column) const
    {
        return maximum_.empty() ? number_of(member(column, "maximum"))
                                : Exact::parse(maximum_).value();
    }

    // Of each general competency, how many criteria: those asked for, or five of each that the parameter names.
    const std::vector<int>& criteria()
    {
        if (!request_.criteria.empty())
            return request_.criteria;
        if (criteria_.empty())
            criteria_.assign(static_cast<std::size_t>(
                                 parameters_.count("competencies." + request_.subject).value),
                             k_usual_criteria);
        return criteria_;
    }

    void add_column(const JsonValue& root, const JsonValue& column, int term,
                    const Variables& variables, SheetDraft& draft) const
    {
        const auto plain = column.find("plain_make_up");
        const bool is_plain = plain && whole_number(plain->find("grade")) == request_.grade &&
                              whole_number(plain->find("term")) == term;
        draft.columns.push_back(
            {.key = filled(text_of(column, "key"), variables),
             .label_ar = filled(text_of(column, "label_ar"), variables),
             .label_en = filled(text_of(column, "label_en"), variables),
             .kind = parse_column_kind(text_of(column, "kind")).value(),
             .maximum_centi = centi_of(Mark(maximum_of(column))),
             .step_centi = centi_of(Mark(number_of(member(column, "step")))),
             .repeats = static_cast<int>(whole_number(column.find("repeats")).value_or(1)),
             .needed = parse_need(text_of(column, "needed")).value(),
             .need_group = filled(text_of(column, "need_group"), variables),
             .make_up = is_plain
                            ? MakeUp::plain
                            : parse_make_up(text_of(column, "make_up")).value_or(MakeUp::plain),
             .is_minimum = skill_ != nullptr && skill_->is_minimum,
             .settings = column_settings(root, column, variables)});
    }

    [[nodiscard]] std::string column_settings(const JsonValue& root, const JsonValue& column,
                                              const Variables& variables) const
    {
        const JsonValue fact = member(column, "fact");
        JsonWriter json;
        json.begin_object();
        if (const auto maxima = column.find("maximum_by_enrolment")) {
            json.key("maximum_by_enrolment").begin_object();
            for (const JsonValue maximum : *maxima)
                json.key(maximum.key()).text(number_of(maximum).to_text());
            json.end_object();
        }
        json.key("fact").begin_object();
        json.key("form").text(text_of(fact, "form"));
        // The regulation is told what it does not say itself.
        if (!maximum_.empty() && maximum_of(column) != number_of(member(column, "maximum")))
            json.key("maximum").text(maximum_);
        for (const char* const name : {"place", "status_place"})
            if (fact.find(name))
                json.key(name).text(filled(text_of(fact, name), variables));
        if (const auto places = fact.find("places")) {
            json.key("places").begin_object();
            for (const JsonValue place : *places)
                json.key(place.key()).text(filled(place.text(), variables));
            json.end_object();
        }
        const auto own_words = fact.find("status_words");
        const auto words = own_words ? own_words : root.find("status_words");
        if (words)
            json.key("status_words").copy(*words);
        if (skill_ != nullptr)
            write_skill(json);
        json.end_object();
        json.end_object();
        return std::string(json.str());
    }

    void write_skill(JsonWriter& json) const
    {
        json.key("skill").begin_object();
        json.key("code").text(skill_->code);
        json.key("text").text(skill_->text);
        json.key("minimum").boolean(skill_->is_minimum);
        if (!skill_->kind.empty())
            json.key("kind").text(skill_->kind);
        if (!skill_->criterion.empty())
            json.key("criterion").text(skill_->criterion);
        if (skill_->term != 0)
            json.key("term").number(skill_->term);
        if (!skill_->part_of.empty()) {
            json.key("part_of").text(skill_->part_of);
            json.key("part_of_text").text(skill_->part_of_text);
        }
        json.end_object();
    }

    const SchemeRequest& request_;
    const ParametersOnDay& parameters_;
    std::vector<int> criteria_;
    const SkillDraft* skill_ = nullptr;
    std::string maximum_;  // asked for in the place of the scheme's
};

}  // namespace

namespace {

// What was asked for is a mark above zero, of a hundred at most and of two decimals.
std::optional<Refusal> refuses_maxima(const SchemeRequest& request)
{
    constexpr int k_most = 100;
    const auto refuses = [&](const std::string& text, const char* field) -> std::optional<Refusal> {
        const auto number = Exact::parse(text);
        if (number && *number > Exact(0) && *number <= Exact(k_most) &&
            (*number * Exact(100)).is_whole() && text.find_first_of("/%") == std::string::npos)
            return std::nullopt;
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", field},
                        {"value", text},
                        {"minimum", "0.01"},
                        {"maximum", std::to_string(k_most)}},
                       '/' + std::string(field),
                       ""};
    };
    for (const std::string& maximum : request.unit_maxima)
        if (auto refusal = refuses(maximum, "unit_maxima"))
            return refusal;
    return request.kept_maximum.empty() ? std::nullopt
                                        : refuses(request.kept_maximum, "kept_maximum");
}

}  // namespace

Schemes::Schemes(const std::vector<std::unique_ptr<RuleSet>>& rule_sets) : rule_sets_(rule_sets)
{
    for (const EmbeddedFile& file : embedded_marks())
        if (file.path.ends_with(".json") && !JsonDocument::parse(file.text))
            throw std::logic_error("src/marks/" + std::string(file.path) + " is no JSON");
}

Result<std::vector<SheetDraft>> Schemes::sheets(const SchemeRequest& request) const
{
    const RuleSet* rule_set = find_rule_set(rule_sets_, request.regulation);
    if (rule_set == nullptr)
        return Refusal{RefusalCode::regulation_unknown,
                       {{"regulation", request.regulation}, {"allowed", ""}},
                       "/regulation",
                       ""};
    const auto parameters = rule_set->parameters().on(request.on);
    if (!parameters)
        return parameters.refusal();
    if (auto refusal = refuses_maxima(request))
        return *refusal;
    const bool is_guide_by_marks = request.regulation == "sa_guide" && request.skills.empty() &&
                                   request.part != "second_round";
    if (is_guide_by_marks)
        return guide_sheets(request, centi_of(Mark(parameters->exact("marks.entry_step").value)));
    if (request.regulation == "sa_1447")
        return sheets_of_1447(request, *rule_set, *parameters);
    // The guide's other sheets are those of the regulation of 1426.
    const std::string path =
        "schemes/" + (request.regulation == "sa_guide" ? "sa_1426" : request.regulation) + ".json";
    const auto files = embedded_marks();
    const auto file = std::ranges::find(files, path, &EmbeddedFile::path);
    if (file == files.end())
        return Refusal{RefusalCode::scheme_unknown,
                       {{"scheme", request.regulation},
                        {"allowed", "kw_primary_2016, sa_1426, sa_guide, sa_1447"}},
                       "/regulation",
                       ""};
    // KW-P1-4: the regulation lists the competencies of its own subjects alone.
    const bool needs_competencies =
        request.regulation == "kw_primary_2016" && request.criteria.empty();
    if (needs_competencies && !parameters->has("competencies." + request.subject))
        return Refusal{RefusalCode::scheme_unknown,
                       {{"scheme", request.subject}, {"allowed", ""}},
                       "/subject",
                       "KW-P1-4"};
    const auto document = JsonDocument::parse(file->text);
    auto drafts = SchemeReader(request, *parameters).read(document->root());
    if (drafts && drafts->empty())
        return Refusal{
            RefusalCode::scheme_unknown, {{"scheme", request.part}, {"allowed", ""}}, "/part", ""};
    return drafts;
}

}  // namespace taqwim::marks
