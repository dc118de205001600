#include "regulations/frame/json_writer.h"

#include "regulations/frame/json_value.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace taqwim {

struct JsonWriter::State {
    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> indented{buffer};
    rapidjson::Writer<rapidjson::StringBuffer> compact{buffer};
    Layout layout = Layout::compact;

    template <class Write>
    void write(Write one)
    {
        if (layout == Layout::indented)
            one(indented);
        else
            one(compact);
    }
};

JsonWriter::JsonWriter(Layout layout) : state_(std::make_unique<State>())
{
    state_->layout = layout;
    state_->indented.SetIndent(' ', 2);
    state_->indented.SetFormatOptions(rapidjson::kFormatSingleLineArray);
}

JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object()
{
    state_->write([](auto& writer) { writer.StartObject(); });
    return *this;
}

JsonWriter& JsonWriter::end_object()
{
    state_->write([](auto& writer) { writer.EndObject(); });
    return *this;
}

JsonWriter& JsonWriter::begin_array()
{
    state_->write([](auto& writer) { writer.StartArray(); });
    return *this;
}

JsonWriter& JsonWriter::end_array()
{
    state_->write([](auto& writer) { writer.EndArray(); });
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    state_->write([&](auto& writer) {
        writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    });
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value)
{
    state_->write([&](auto& writer) {
        writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    });
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value)
{
    state_->write([&](auto& writer) { writer.Int64(value); });
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value)
{
    state_->write([&](auto& writer) { writer.Bool(value); });
    return *this;
}

JsonWriter& JsonWriter::null()
{
    state_->write([](auto& writer) { writer.Null(); });
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json)
{
    state_->write(
        [&](auto& writer) { writer.RawValue(json.data(), json.size(), rapidjson::kObjectType); });
    return *this;
}

JsonWriter& JsonWriter::copy(const JsonValue& value)
{
    switch (value.kind()) {
    case JsonKind::null: return null();
    case JsonKind::boolean: return boolean(value.truth());
    case JsonKind::number: return raw(value.number());
    case JsonKind::text: return text(value.text());
    case JsonKind::array:
        begin_array();
        for (const JsonValue element : value)
            copy(element);
        return end_array();
    case JsonKind::object:
        begin_object();
        for (const JsonValue member : value)
            key(member.key()).copy(member);
        return end_object();
    }
    return *this;
}

std::string_view JsonWriter::str() const
{
    return {state_->buffer.GetString(), state_->buffer.GetSize()};
}

void JsonWriter::clear()
{
    state_->buffer.Clear();
    state_->compact.Reset(state_->buffer);
    state_->indented.Reset(state_->buffer);
}

}  // namespace taqwim
