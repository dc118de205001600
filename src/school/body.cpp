#include "school/body.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/identity.h"
#include "core/refusal_codes.h"
#include "core/trimmed.h"

namespace taqwim::school {

// Problems are shared with the body that gave a list, so that its refusal() knows of them.
struct Body::State {
    std::unique_ptr<JsonDocument> document;  // of the outermost body
    std::optional<JsonValue> object;
    std::shared_ptr<std::vector<Refusal>> problems;
    std::set<std::string, std::less<>> known;
    std::vector<std::shared_ptr<State>> elements;
    bool is_checked = false;

    void add(RefusalCode code, std::string_view field, Arguments arguments, std::string clause = {})
    {
        const std::string place = object ? object->pointer(field) : "/" + std::string(field);
        arguments.emplace_back("field", std::string(field));
        problems->push_back({code, std::move(arguments), place, std::move(clause)});
    }

    // The member, when it is there and not null.
    std::optional<JsonValue> find(std::string_view field)
    {
        known.emplace(field);
        if (!object)
            return std::nullopt;
        const auto member = object->find(field);
        return member && !member->is(JsonKind::null) ? member : std::nullopt;
    }

    std::optional<std::string_view> text(std::string_view field)
    {
        const auto member = find(field);
        if (!member)
            return std::nullopt;
        if (!member->is(JsonKind::text)) {
            add(RefusalCode::field_wrong_type, field, {{"expected", "text"}});
            return std::nullopt;
        }
        const std::string_view value = trimmed(member->text());
        return value.empty() ? std::nullopt : std::optional(value);
    }

    bool is_missing(std::string_view field)
    {
        const auto member = object ? object->find(field) : std::nullopt;
        return !member || member->is(JsonKind::null) ||
               (member->is(JsonKind::text) && trimmed(member->text()).empty());
    }

    // Fields that nobody asked for.
    void check()
    {
        for (const auto& element : elements)
            element->check();
        if (is_checked || !object)
            return;
        is_checked = true;
        std::string allowed;
        for (const std::string& name : known)
            allowed += (allowed.empty() ? "" : ", ") + name;
        for (const JsonValue member : *object)
            if (!known.contains(member.key()))
                add(RefusalCode::field_unknown, member.key(), {{"allowed", allowed}});
    }
};

namespace {

std::size_t letters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool has_control_characters(std::string_view text)
{
    return std::ranges::any_of(text, [](char byte) {
        const auto code = static_cast<unsigned char>(byte);
        return code < 0x20 || code == 0x7F;
    });
}

std::string joined(std::initializer_list<std::string_view> texts)
{
    std::string all;
    for (const std::string_view text : texts)
        all.append(all.empty() ? "" : ", ").append(text);
    return all;
}

}  // namespace

Body::Body(const http::Request& request) : state_(std::make_shared<State>())
{
    state_->problems = std::make_shared<std::vector<Refusal>>();
    if (const auto refusal = request.refuses_body_beside_json()) {
        state_->problems->push_back(*refusal);
        return;
    }
    auto parsed = JsonDocument::parse(request.body);
    if (!parsed) {
        state_->problems->push_back(parsed.refusal());
        return;
    }
    state_->document = std::make_unique<JsonDocument>(std::move(*parsed));
    const JsonValue root = state_->document->root();
    if (root.is(JsonKind::object))
        state_->object = root;
    else
        state_->problems->push_back(
            {RefusalCode::field_wrong_type, {{"field", "/"}, {"expected", "object"}}, "/", ""});
}

Body::Body(JsonValue object) : state_(std::make_shared<State>())
{
    state_->problems = std::make_shared<std::vector<Refusal>>();
    state_->object = object;
}

Body::~Body() = default;
Body::Body(Body&&) noexcept = default;

std::optional<std::string> Body::optional_text(std::string_view field, std::size_t maximum)
{
    const auto value = state_->text(field);
    if (!value)
        return std::nullopt;
    if (letters_in(*value) > maximum)
        state_->add(RefusalCode::text_too_long, field, {{"maximum", std::to_string(maximum)}});
    else if (has_control_characters(*value))
        state_->add(RefusalCode::request_malformed, field, {});
    else
        return std::string(*value);
    return std::nullopt;
}

std::string Body::text(std::string_view field, std::size_t maximum)
{
    if (state_->is_missing(field) && (state_->object || state_->problems->empty()))
        state_->add(RefusalCode::field_missing, field, {});
    return optional_text(field, maximum).value_or("");
}

std::string Body::secret(std::string_view field)
{
    constexpr std::size_t k_longest = 1024;
    const auto found = value(field);
    if (!found || !found->is(JsonKind::text) || found->text().empty()) {
        refuse(RefusalCode::field_missing, field);
        return {};
    }
    if (found->text().size() > k_longest) {
        refuse(RefusalCode::text_too_long, field, {{"maximum", std::to_string(k_longest)}});
        return {};
    }
    return std::string(found->text());
}

std::vector<std::int64_t> Body::ids(std::string_view field, std::size_t maximum)
{
    constexpr std::size_t k_longest_id = 20;
    std::vector<std::int64_t> ids;
    for (const std::string& text : texts(field, maximum, k_longest_id)) {
        const auto id = parse_id(text);
        if (!id)
            refuse(RefusalCode::id_malformed, field, {{"value", text}});
        else if (std::ranges::find(ids, *id) == ids.end())
            ids.push_back(*id);
    }
    return ids;
}

std::optional<std::string> Body::optional_choice(std::string_view field,
                                                 std::initializer_list<std::string_view> allowed)
{
    const auto value = state_->text(field);
    if (!value)
        return std::nullopt;
    if (std::ranges::find(allowed, *value) != allowed.end())
        return std::string(*value);
    state_->add(RefusalCode::value_not_listed, field,
                {{"value", std::string(*value)}, {"allowed", joined(allowed)}});
    return std::nullopt;
}

std::string Body::choice(std::string_view field, std::initializer_list<std::string_view> allowed)
{
    if (state_->is_missing(field) && state_->object)
        state_->add(RefusalCode::field_missing, field, {});
    return optional_choice(field, allowed).value_or("");
}

std::optional<Day> Body::optional_day(std::string_view field)
{
    const auto value = state_->text(field);
    if (!value)
        return std::nullopt;
    if (const auto day = Day::parse(*value))
        return day;
    state_->add(RefusalCode::value_not_a_date, field, {{"value", std::string(*value)}});
    return std::nullopt;
}

Day Body::day(std::string_view field)
{
    if (state_->is_missing(field) && state_->object)
        state_->add(RefusalCode::field_missing, field, {});
    return optional_day(field).value_or(Day{0});
}

std::optional<std::int64_t> Body::optional_integer(std::string_view field, std::int64_t minimum,
                                                   std::int64_t maximum)
{
    const auto member = state_->find(field);
    if (!member)
        return std::nullopt;
    if (!member->is(JsonKind::number)) {
        state_->add(RefusalCode::field_wrong_type, field, {{"expected", "whole_number"}});
        return std::nullopt;
    }
    const std::string text(member->number());
    const bool is_negative = text.starts_with('-');
    const auto size = text == "0" || text == "-0"
                          ? std::optional<std::int64_t>(0)
                          : parse_id(is_negative ? std::string_view(text).substr(1) : text);
    if (!size) {
        state_->add(RefusalCode::field_wrong_type, field, {{"expected", "whole_number"}});
        return std::nullopt;
    }
    const std::int64_t value = is_negative ? -*size : *size;
    if (value >= minimum && value <= maximum)
        return value;
    state_->add(RefusalCode::value_out_of_range, field,
                {{"value", text},
                 {"minimum", std::to_string(minimum)},
                 {"maximum", std::to_string(maximum)}});
    return std::nullopt;
}

std::int64_t Body::integer(std::string_view field, std::int64_t minimum, std::int64_t maximum)
{
    if (state_->is_missing(field) && state_->object)
        state_->add(RefusalCode::field_missing, field, {});
    return optional_integer(field, minimum, maximum).value_or(0);
}

std::optional<bool> Body::optional_yes_no(std::string_view field)
{
    const auto member = state_->find(field);
    if (!member)
        return std::nullopt;
    if (member->is(JsonKind::boolean))
        return member->truth();
    state_->add(RefusalCode::field_wrong_type, field, {{"expected", "yes_no"}});
    return std::nullopt;
}

bool Body::yes_no(std::string_view field)
{
    if (state_->is_missing(field) && state_->object)
        state_->add(RefusalCode::field_missing, field, {});
    return optional_yes_no(field).value_or(false);
}

std::optional<std::int64_t> Body::optional_id(std::string_view field)
{
    const auto value = state_->text(field);
    if (!value)
        return std::nullopt;
    if (const auto id = parse_id(*value))
        return id;
    state_->add(RefusalCode::id_malformed, field, {{"value", std::string(*value)}});
    return std::nullopt;
}

std::int64_t Body::id(std::string_view field)
{
    if (state_->is_missing(field) && state_->object)
        state_->add(RefusalCode::field_missing, field, {});
    return optional_id(field).value_or(0);
}

std::vector<Body> Body::list(std::string_view field, std::size_t maximum)
{
    std::vector<Body> elements;
    const auto member = state_->find(field);
    if (!member)
        return elements;
    if (!member->is(JsonKind::array)) {
        state_->add(RefusalCode::field_wrong_type, field, {{"expected", "list"}});
        return elements;
    }
    if (member->size() > maximum) {
        state_->add(RefusalCode::value_out_of_range, field,
                    {{"value", std::to_string(member->size())},
                     {"minimum", "0"},
                     {"maximum", std::to_string(maximum)}});
        return elements;
    }
    for (const JsonValue element : *member) {
        if (!element.is(JsonKind::object)) {
            state_->problems->push_back({RefusalCode::field_wrong_type,
                                         {{"field", element.pointer()}, {"expected", "object"}},
                                         element.pointer(),
                                         ""});
            continue;
        }
        Body& body = elements.emplace_back(element);
        body.state_->problems = state_->problems;
        state_->elements.push_back(body.state_);
    }
    return elements;
}

std::vector<std::string> Body::texts(std::string_view field, std::size_t maximum_count,
                                     std::size_t maximum_letters)
{
    std::vector<std::string> texts;
    const auto member = state_->find(field);
    if (!member)
        return texts;
    if (!member->is(JsonKind::array) || member->size() > maximum_count) {
        state_->add(RefusalCode::field_wrong_type, field, {{"expected", "list"}});
        return texts;
    }
    for (const JsonValue element : *member) {
        const std::string_view text = trimmed(element.text());
        if (!element.is(JsonKind::text) || text.empty() || letters_in(text) > maximum_letters ||
            has_control_characters(text))
            state_->add(RefusalCode::field_wrong_type, field, {{"expected", "text"}});
        else
            texts.emplace_back(text);
    }
    return texts;
}

std::optional<JsonValue> Body::value(std::string_view field)
{
    return state_->find(field);
}

void Body::refuse(RefusalCode code, std::string_view field, Arguments arguments, std::string clause)
{
    state_->add(code, field, std::move(arguments), std::move(clause));
}

std::optional<Refusal> Body::refusal()
{
    auto all = refusals();
    return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::vector<Refusal> Body::refusals()
{
    state_->check();
    return *state_->problems;
}

}  // namespace taqwim::school
