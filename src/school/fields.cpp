#include "school/fields.h"

#include "core/hijri.h"

namespace taqwim::school {

void JsonFields::id(std::string_view name, std::optional<std::int64_t> value)
{
    if (value)
        json_.key(name).text(std::to_string(*value));
    else
        json_.key(name).null();
}

void JsonFields::number(std::string_view name, std::int64_t value)
{
    json_.key(name).number(value);
}

void JsonFields::text(std::string_view name, std::string_view value)
{
    json_.key(name).text(value);
}

void JsonFields::yes_no(std::string_view name, std::optional<bool> value)
{
    if (value)
        json_.key(name).boolean(*value);
    else
        json_.key(name).null();
}

void JsonFields::absent(std::string_view name)
{
    json_.key(name).null();
}

void JsonFields::day(std::string_view name, std::optional<Day> value)
{
    const auto hijri = value ? to_hijri(*value) : std::nullopt;
    if (value)
        json_.key(name).text(value->to_text());
    else
        json_.key(name).null();
    const std::string hijri_name = std::string(name) + "_hijri";
    if (hijri)
        json_.key(hijri_name).text(hijri->to_text());
    else
        json_.key(hijri_name).null();
}

void JsonFields::json(std::string_view name, std::string_view value)
{
    json_.key(name).raw(value);
}

void JsonFields::begin_list(std::string_view name, std::size_t)
{
    json_.key(name).begin_array();
}

void JsonFields::begin_item()
{
    json_.begin_object();
}

void JsonFields::end_item()
{
    json_.end_object();
}

void JsonFields::end_list()
{
    json_.end_array();
}

void JsonFields::item(std::string_view value)
{
    json_.text(value);
}

void DigestFields::id(std::string_view, std::optional<std::int64_t> value)
{
    if (value)
        digester_.number(*value);
    else
        digester_.absent();
}

void DigestFields::number(std::string_view, std::int64_t value)
{
    digester_.number(value);
}

void DigestFields::text(std::string_view, std::string_view value)
{
    digester_.text(value);
}

void DigestFields::yes_no(std::string_view, std::optional<bool> value)
{
    if (value)
        digester_.number(*value ? 1 : 0);
    else
        digester_.absent();
}

void DigestFields::absent(std::string_view)
{
    digester_.absent();
}

void DigestFields::day(std::string_view, std::optional<Day> value)
{
    if (value)
        digester_.text(value->to_text());
    else
        digester_.absent();
}

void DigestFields::json(std::string_view, std::string_view value)
{
    digester_.text(value);
}

void DigestFields::begin_list(std::string_view, std::size_t size)
{
    digester_.list(size);
}

void DigestFields::item(std::string_view value)
{
    digester_.text(value);
}

}  // namespace taqwim::school
