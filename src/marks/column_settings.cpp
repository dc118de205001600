#include "marks/column_settings.h"

#include "core/exact.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::marks {

namespace {

void write_texts(const char* name, const std::map<std::string, std::string>& texts,
                 JsonWriter& json)
{
    if (texts.empty())
        return;
    json.key(name).begin_object();
    for (const auto& [key, text] : texts)
        json.key(key).text(text);
    json.end_object();
}

}  // namespace

std::string to_json(const ColumnSettings& settings)
{
    JsonWriter json;
    json.begin_object();
    write_texts("maximum_by_enrolment", settings.maximum_by_enrolment, json);
    json.key("fact").begin_object().key("form").text(settings.form);
    if (!settings.place.empty())
        json.key("place").text(settings.place);
    write_texts("places", settings.places, json);
    if (!settings.status_place.empty())
        json.key("status_place").text(settings.status_place);
    write_texts("status_words", settings.status_words, json);
    json.end_object().end_object();
    return std::string(json.str());
}

bool is_for_enrolment(const SheetColumn& column, std::string_view enrolment)
{
    const auto settings = JsonDocument::parse(column.settings);
    const auto fact = settings ? settings->root().find("fact") : std::nullopt;
    const auto places = fact ? fact->find("places") : std::nullopt;
    return !places || places->find(enrolment).has_value();
}

std::int64_t maximum_centi(const SheetColumn& column, std::string_view enrolment)
{
    if (enrolment == "regular")
        return column.maximum_centi;
    const auto settings = JsonDocument::parse(column.settings);
    const auto maxima = settings ? settings->root().find("maximum_by_enrolment") : std::nullopt;
    const auto maximum = maxima ? maxima->find(enrolment) : std::nullopt;
    const auto number = maximum ? Exact::parse(maximum->text()) : std::nullopt;
    return number ? (*number * Exact(100)).numerator() : column.maximum_centi;
}

}  // namespace taqwim::marks
