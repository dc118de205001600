// Writes JSON, one value after another, through the library that escapes and checks it. Numbers of marks are texts;
// only counts are JSON numbers.
//
//   JsonWriter json;
//   json.begin_object();
//   json.key("net").text("163/3").key("days").number(13);
//   json.end_object();
//   const std::string& line = json.str();
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/mark.h"

namespace taqwim {

class JsonValue;

class JsonWriter {
public:
    enum class Layout : std::uint8_t { compact, indented };
    explicit JsonWriter(Layout layout = Layout::compact);
    ~JsonWriter();
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(std::int64_t value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    // The exact form as text: "119/2".
    JsonWriter& exact(const Exact& value) { return text(value.to_text()); }
    JsonWriter& mark(const Mark& value) { return exact(value.value); }
    // A whole JSON value that another writer made.
    JsonWriter& raw(std::string_view json);
    // A value that was read, with all that is in it.
    JsonWriter& copy(const JsonValue& value);

    // What was written so far; complete once every object and array is closed.
    [[nodiscard]] std::string_view str() const;
    // Forgets everything and keeps its memory.
    void clear();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace taqwim
