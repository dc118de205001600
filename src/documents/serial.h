// Serials of a school's register: "TQ-2026-000014-74". Letters in front, so that who copies it from an Arabic page gets the
// digits in their order; the year of issue, the running number in that year, and two check
// digits (ISO 7064, MOD 97-10), which find every wrong digit and every two exchanged when somebody types it from paper.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taqwim::documents {

struct Serial {
    std::int64_t year = 0;    // Gregorian, 2000 to 2999
    std::int64_t number = 0;  // from 1, shown with six digits or more

    [[nodiscard]] std::string to_text() const;
    // As typed, with or without its letters: Arabic digits are read, and blanks and any hyphens between the digits are passed over. Nothing when it can
    // be no serial.
    [[nodiscard]] static std::optional<Serial> parse(std::string_view typed);

    friend bool operator==(const Serial&, const Serial&) = default;
};

}  // namespace taqwim::documents
