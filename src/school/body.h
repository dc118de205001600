// The JSON body of a request, read field by field. Everything wrong is found in one pass: unknown fields, missing ones,
// wrong types, texts too long. A field that is wrong reads as empty or 0; ask `refusal()` before anything is done.
//
//   Body body(call.request);
//   const std::string name = body.text("name_ar", 200);
//   const std::optional<Day> left_on = body.optional_day("left_on");
//   if (const auto refusal = body.refusal())
//       return http::problem(call.request, *refusal);
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "platform/http/request.h"
#include "regulations/frame/json_value.h"

namespace taqwim::school {

class Body {
public:
    // A body that is no JSON object, or of another media type, is refused as a whole.
    explicit Body(const http::Request& request);
    // One object within a body, for lists: its fields are refused under its own place.
    explicit Body(JsonValue object);
    ~Body();
    Body(Body&&) noexcept;

    // Needed; without blanks at its ends, not empty, at most `maximum` letters, without control characters.
    std::string text(std::string_view field, std::size_t maximum);
    // A password or passphrase as it was typed: blanks at its ends belong to it, and none of its letters is looked at.
    std::string secret(std::string_view field);
    // Missing, null and empty are the same.
    std::optional<std::string> optional_text(std::string_view field, std::size_t maximum);
    // One of `allowed`; value_not_listed otherwise.
    std::string choice(std::string_view field, std::initializer_list<std::string_view> allowed);
    std::optional<std::string> optional_choice(std::string_view field,
                                               std::initializer_list<std::string_view> allowed);
    Day day(std::string_view field);
    std::optional<Day> optional_day(std::string_view field);
    std::int64_t integer(std::string_view field, std::int64_t minimum, std::int64_t maximum);
    std::optional<std::int64_t> optional_integer(std::string_view field, std::int64_t minimum,
                                                 std::int64_t maximum);
    bool yes_no(std::string_view field);
    std::optional<bool> optional_yes_no(std::string_view field);
    // An id: text of digits.
    std::int64_t id(std::string_view field);
    std::optional<std::int64_t> optional_id(std::string_view field);
    // Ids in an array, each once, at most `maximum`; empty when it is not there. Refuses with id_malformed.
    std::vector<std::int64_t> ids(std::string_view field, std::size_t maximum);
    // The elements of an array of objects; empty when it is not there. At most `maximum` of them.
    std::vector<Body> list(std::string_view field, std::size_t maximum);
    std::vector<std::string> texts(std::string_view field, std::size_t maximum_count,
                                   std::size_t maximum_letters);
    // A value as it stands, for rooms that read it themselves. Marked as known.
    std::optional<JsonValue> value(std::string_view field);

    // A problem that the caller found, at a field of this object.
    void refuse(RefusalCode code, std::string_view field, Arguments arguments = {},
                std::string clause = {});

    // The first problem, with fields that nobody asked for as problems too. Elements of lists report to the body that
    // gave them.
    [[nodiscard]] std::optional<Refusal> refusal();
    [[nodiscard]] std::vector<Refusal> refusals();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace taqwim::school
